"""Which form of news in XML some bytes are, by their root element, and its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui_reader.domain import Document
from tui_reader.errors import NotTextError
from tui_reader.parsing.decoding import decode_page
from tui_reader.parsing.web import web_document
from tui_reader.parsing.wires.item import wire_page
from tui_reader.parsing.wires.newsml_g2 import newsml_pages
from tui_reader.parsing.wires.nitf import nitf_item
from tui_reader.parsing.wires.xml import is_whole, missing_entities, name_of, read_xml

_HEAD = 8_192
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w-]+)")
_ROOT = re.compile(
    rb"\s*(?:(?:<\?[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^\[>]*(?:\[(?:(?!\]\s*>).)*\]\s*)?>)\s*)*"
    rb"<(?:[a-z0-9]+:)?(nitf|newsitem|newsmessage|packageitem|conceptitem|knowledgeitem|planningitem)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)


def is_news_xml(raw: bytes) -> bool:
    """Say whether the bytes begin as NITF or NewsML-G2 do."""
    return _ROOT.match(raw[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")) is not None


def parse_news_xml(raw: bytes, file: str, *, outlet: str | None = None) -> Iterator[Document]:
    """Yield the documents of a wire in XML. `outlet` is what the reader calls the agency. Raises NotTextError.

    A file that was cut off gives what is whole of it, and says so.
    """
    raw, notices = _in_utf8(raw, file)
    root = read_xml(raw, file)
    if root is None:
        raise NotTextError("not XML that can be read", file)
    if not is_whole(raw):
        notices = (*notices, "the XML is not well-formed or was cut off; it was read as far as it goes")
    if missing := missing_entities(root):
        notices = (*notices, f"words that stand outside of it were not fetched: {', '.join(missing[:5])}")
    pages = iter([wire_page(nitf_item(root))]) if name_of(root) == "nitf" else newsml_pages(root, file)
    for page in pages:
        if not page.posts[0].passages and not page.headline:
            raise NotTextError("no text in it", file)
        page.outlet, page.notices = outlet or page.outlet, (*notices, *page.notices)
        yield web_document(page, file)


def _in_utf8(raw: bytes, file: str) -> tuple[bytes, tuple[str, ...]]:
    """Return bytes that say UTF-8 (or nothing) and are not, as what they are; and that it was so."""
    declared = _ENCODING.search(raw[:200])
    if (declared and declared[1].lower() not in (b"utf-8", b"utf8")) or raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw, ()
    text, notices = decode_page(raw, file)
    return (text.encode(), notices) if notices else (raw, ())
