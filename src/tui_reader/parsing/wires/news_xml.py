"""Which form of news in XML some bytes are, by their root element, and its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui_reader.domain import Document
from tui_reader.errors import NotTextError
from tui_reader.parsing.web import web_document
from tui_reader.parsing.wires.item import wire_page
from tui_reader.parsing.wires.newsml_g2 import newsml_pages
from tui_reader.parsing.wires.nitf import nitf_item
from tui_reader.parsing.wires.xml import name_of, read_xml

_HEAD = 8_192
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
    from lxml import etree

    root = read_xml(raw, file)
    if root is None:
        raise NotTextError("not XML that can be read", file)
    try:
        etree.fromstring(raw.lstrip(b"\xef\xbb\xbf \t\r\n"), etree.XMLParser(resolve_entities=False, no_network=True))
        notices: tuple[str, ...] = ()
    except etree.XMLSyntaxError:
        notices = ("the XML is not well-formed or was cut off; it was read as far as it goes",)
    missing = dict.fromkeys(entity.text for entity in root.iter(etree.Entity))
    if missing:
        notices = (*notices, f"words that stand outside of it were not fetched: {', '.join(list(missing)[:5])}")
    pages = iter([wire_page(nitf_item(root))]) if name_of(root) == "nitf" else newsml_pages(root, file)
    for page in pages:
        if not page.posts[0].passages and not page.headline:
            raise NotTextError("no text in it", file)
        page.outlet, page.notices = outlet or page.outlet, (*notices, *page.notices)
        yield web_document(page, file)
