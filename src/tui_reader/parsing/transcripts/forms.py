"""Which form of transcript some bytes are, and its document."""

from __future__ import annotations

from tui_reader.domain import Document
from tui_reader.errors import NotTextError
from tui_reader.parsing.decoding import check_length, decode_page
from tui_reader.parsing.sidecar import SidecarFacts
from tui_reader.parsing.transcripts.captions import are_captions, captions_page
from tui_reader.parsing.transcripts.plain_talk import plain_talk
from tui_reader.parsing.transcripts.publicwhip import is_publicwhip, publicwhip_page
from tui_reader.parsing.transcripts.record import is_record, record_page
from tui_reader.parsing.web import web_document

_HEAD = 2_000


def parse_marked_talk(raw: bytes, file: str) -> Document | None:
    """Return the transcript that bytes are in a form of its own, None where they are none.

    Raises NotTextError for one without a word, TooLargeError.
    """
    if is_publicwhip(raw):
        page = publicwhip_page(raw, file)
        if page is None:
            raise NotTextError("not XML that can be read", file)
        return web_document(page, file) if page.posts else _without_words(file)
    if b"[Congressional Record" not in raw[:_HEAD]:
        return None
    text, notices = decode_page(raw, file)
    if not is_record(text):
        return None
    page = record_page(text)
    page.notices = notices
    return web_document(page, file) if page.posts else _without_words(file)


def parse_talk(text: str, file: str, notices: tuple[str, ...], facts: SidecarFacts | None) -> Document | None:
    """Return the transcript that a text is, captions or turns with labels; None where it is none.

    Raises NotTextError for captions without a word.
    """
    check_length(text, file)
    page = captions_page(text) if are_captions(text) else plain_talk(text)
    if page is None:
        return None
    if not page.posts:
        return _without_words(file)
    page.notices = (*notices, *page.notices)
    page.headline = page.headline or (facts.title if facts else None)
    return web_document(page, file)


def _without_words(file: str) -> Document:
    raise NotTextError("a transcript without a word", file)
