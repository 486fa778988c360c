"""Which form of the web some bytes are: a feed, JSON, a page. Picked by how they begin, never by name or header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

from tui_reader import limits
from tui_reader.domain import DatedBy, Document, Precision, TimeBasis
from tui_reader.errors import NotTextError, TooLargeError
from tui_reader.parsing.entities import check_entities
from tui_reader.parsing.feed import looks_like_feed, parse_feed
from tui_reader.parsing.html_head import HEAD_BYTES, decode_html, looks_like_html, read_head
from tui_reader.parsing.html_page import parse_html
from tui_reader.parsing.json_pages import looks_like_json, parse_json
from tui_reader.parsing.sidecar import SidecarFacts
from tui_reader.parsing.web import canonical_url
from tui_reader.parsing.wires.news_xml import is_news_xml, parse_news_xml
from tui_reader.parsing.wires.text_wires import is_text_wire, parse_text_wires

_XML_ROOT = re.compile(
    rb"(?:<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*<([A-Za-z_][\w.:-]*)(?:\s[^<>]*)?>", re.DOTALL
)


def parse_web(raw: bytes, file: str, facts: SidecarFacts | None = None) -> list[Document] | None:
    """Return the documents of a feed, of JSON from the web or of a page in HTML, None where the bytes are neither.

    `facts` fill in what the bytes do not print. Raises NotTextError and TooLargeError.
    """
    found = read_web(raw, file, facts)
    return None if found is None else list(found)


def read_web(
    raw: bytes, file: str, facts: SidecarFacts | None = None, *, content_type: str = ""
) -> Iterator[Document] | None:
    """As `parse_web`, one document after the other: a feed of 20,000 entries is never held as documents.

    `content_type` is the header the bytes came with, whose encoding counts.
    """
    if len(raw) > limits.MAX_PAGE_BYTES:
        raise TooLargeError(f"larger than {limits.MAX_PAGE_BYTES // 2**20} MB", file, "split it")
    check_entities(raw, file)
    outlet = facts.outlet if facts else None
    if is_text_wire(raw):
        found = parse_text_wires(raw, file, outlet=outlet)
    elif looks_like_feed(raw):
        found = parse_feed(raw, file, content_type=content_type, outlet=outlet)
    elif looks_like_json(raw):
        found = parse_json(raw, file, outlet=outlet)
    elif is_news_xml(raw):
        found = parse_news_xml(raw, file, outlet=outlet)
    elif looks_like_html(raw):
        found = iter(parse_html(raw, file, facts))
    elif looks_like_xml(raw):
        raise NotTextError("XML that is neither a feed nor a page", file, "a list of feeds: sources add FILE")
    else:
        return None
    return (with_facts(document, facts) for document in found)


def looks_like_xml(raw: bytes) -> bool:
    """Say whether the bytes are XML, with a declaration or without: they begin with an element and end with its end."""
    head = raw[:HEAD_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<?xml"):
        return True
    root = _XML_ROOT.match(head)
    tail = raw[-HEAD_BYTES:].replace(b"\0", b"").rstrip()
    return root is not None and (
        tail.endswith(b"</" + root[1] + b">") or root[0].endswith(b"/>") or b"xmlns" in root[0]
    )


def offered_feeds(raw: bytes, url: str) -> list[tuple[str, str]]:
    """Return address and title of the feeds that a page in HTML offers; none where the bytes are no page."""
    if not looks_like_html(raw):
        return []
    head = read_head(decode_html(raw, url)[0])
    found = {address: title for href, title in head.feeds if (address := canonical_url(href, url))}
    return list(found.items())


def with_facts(document: Document, facts: SidecarFacts | None) -> Document:
    """Return the document with what an editor states: the outlet in any case, the rest where it is not printed."""
    if facts is None:
        return document
    document = replace(document, headline=document.headline or facts.title, url=document.url or facts.url)
    if facts.outlet:
        document = replace(document, outlet=facts.outlet, outlet_basis="sidecar")
    if facts.date and document.dated.basis is TimeBasis.NONE:
        midnight = datetime.combine(facts.date, time(), facts.zone_info() or UTC)
        dated = DatedBy(TimeBasis.SIDECAR, Precision.DAY, facts.known or "stated beside the page")
        posts = tuple(replace(post, published_at=midnight) for post in document.posts)
        document = replace(document, first_published_at=midnight, dated=dated, posts=posts)
    return document
