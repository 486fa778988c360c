"""Bytes of a page to its documents: the form is picked by what stands in the text, never by the file's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from tui_reader.domain import Document, LeftOutReason
from tui_reader.errors import NotTextError
from tui_reader.parsing.aggregator import read_aggregator
from tui_reader.parsing.article import read_article
from tui_reader.parsing.assembly import assemble
from tui_reader.parsing.decoding import check_length, decode_page
from tui_reader.parsing.draft import DocumentDraft, Omission
from tui_reader.parsing.hard_wrapped import join_wrapped
from tui_reader.parsing.lines import Line, split_lines
from tui_reader.parsing.live_blog import read_live_blog
from tui_reader.parsing.live_page import read_live_page
from tui_reader.parsing.mastheads import masthead
from tui_reader.parsing.sidecar import SIDECAR_NAME, SidecarFacts
from tui_reader.parsing.transcripts.forms import parse_marked_talk, parse_talk
from tui_reader.parsing.web_forms import parse_web, with_facts


def parse_pages(raw: bytes, file: str, facts: SidecarFacts | None = None) -> list[Document]:
    """Return the documents of one pasted page, feed or answer of a content interface, in reading order.

    `file` is kept as it is given and decides nothing. `facts` is what an editor states beside the page.
    Every line that is not blank is in a post of one of the documents, or left out with a reason.
    Raises NotTextError for what is empty, binary or a sidecar, TooLargeError for what is over a limit.
    """
    if PurePath(file).name == SIDECAR_NAME:
        raise NotTextError("a list of what is known of the pages beside it, not a page", file)
    talk = parse_marked_talk(raw, file)
    web = [with_facts(talk, facts)] if talk is not None else parse_web(raw, file, facts)
    if web is not None:
        return web
    text, notices = decode_page(raw, file)
    talk = parse_talk(text, file, notices, facts)
    if talk is not None:
        return [with_facts(talk, facts)]
    check_length(text, file)
    lines = join_wrapped(split_lines(text), text)
    if not lines:
        raise NotTextError("the file holds no text", file)
    if facts and facts.notice:
        notices = (*notices, facts.notice)
    name = masthead(lines, facts.outlet if facts else None)
    drafts = _read(lines[1:] if name else lines)
    if name:
        drafts[0].omissions.insert(0, Omission(lines[0], lines[0], LeftOutReason.BOILERPLATE))
        drafts[0].outlet = drafts[0].outlet or (None if facts and facts.outlet else name)
    return assemble(drafts, text, file, facts, notices)


def _read(lines: Sequence[Line]) -> list[DocumentDraft]:
    """Try the forms, the most telling first; an article is what everything else is."""
    groups = read_aggregator(lines)
    if groups:
        return groups
    live = read_live_page(lines) or read_live_blog(lines)
    return [live] if live else read_article(lines)
