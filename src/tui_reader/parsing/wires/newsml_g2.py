"""NewsML-G2: the items of a message, with the XHTML, NITF or plain text they carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui_reader.domain import Byline, ParagraphRole
from tui_reader.errors import NotTextError
from tui_reader.parsing.json_values import plain_passages
from tui_reader.parsing.markup import Passage, read_markup
from tui_reader.parsing.printed_times import read_time
from tui_reader.parsing.web import WebPage, canonical_url, shorter_of
from tui_reader.parsing.wires.item import WireItem, others_told, version_number, wire_bylines, wire_page
from tui_reader.parsing.wires.nitf import nitf_item
from tui_reader.parsing.wires.xml import attribute, child, children, name_of, passages_in, words_in

_LISTS = frozenset({"packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"})
_MARKUP = frozenset({"html", "body", "div", "p", "article", "section", "main", "span", "content", "text"})
_MAIN = ("", "main", "mainHeadline", "headline")  # roles of a headline
_DROPPED = frozenset({"head", "script", "style"})


def newsml_pages(root: Any, file: str) -> Iterator[WebPage]:
    """Yield the news items that hold text; what else is there is a notice of the first.

    A package lists other items and holds no words: it is not read. Raises NotTextError where nothing is.
    """
    items = [root] if name_of(root) == "newsitem" or name_of(root) in _LISTS else list(_items(root))
    pages: list[WebPage] = []
    others: list[str] = []
    for element in items:
        if name_of(element) in _LISTS:
            others.append(_listed(element))
            continue
        item = _item(element)
        if not item.passages:
            others.append(f"an item without text ({_carried(element) or 'no content'})")
            continue
        pages.append(wire_page(item))
    if not pages:
        told = ", ".join(dict.fromkeys(others)) or "no news item in it"
        raise NotTextError(f"{told}: no text to read", file)
    if others:
        pages[0].notices += others_told(others, "not read")
    yield from pages


def _items(root: Any) -> Iterator[Any]:
    """Yield what an `itemSet` holds."""
    for sets in children(root, "itemset"):
        yield from (each for each in sets if name_of(each) == "newsitem" or name_of(each) in _LISTS)


def _listed(element: Any) -> str:
    refs = sum(name_of(each) == "itemref" for each in element.iter())
    kind = name_of(element).removesuffix("item")
    return f"a package that lists {refs} items" if kind == "package" else f"a {kind} item"


def _item(element: Any) -> WireItem:
    meta, content = child(element, "itemmeta"), child(element, "contentmeta")
    stated = sorted(children(content, "headline"), key=_is_secondary)
    headline = next(filter(None, map(words_in, stated)), "") or words_in(child(meta, "title"))
    item = _carried_item(element)
    item.key = attribute(element, "guid") or item.key
    item.version = version_number(attribute(element, "version")) or item.version
    item.outlet = _provider(meta) or item.outlet
    item.headline = headline or item.headline
    item.bylines = _bylines(content) or item.bylines
    item.dateline = words_in(child(content, "dateline")) or item.dateline or _located(content)
    described = [Passage(words_in(each), ParagraphRole.SUMMARY) for each in children(content, "description")]
    item.summary = item.summary or shorter_of([p for p in described if p.words], item.passages)
    item.published = (
        read_time(words_in(child(meta, "firstcreated")))
        or read_time(words_in(child(content, "contentcreated")))
        or read_time(words_in(child(meta, "versioncreated")))
        or item.published
    )
    item.updated = read_time(words_in(child(meta, "versioncreated"))) or item.updated
    item.url = next(filter(None, (canonical_url(attribute(e, "href")) for e in children(meta, "link"))), None)
    _standing(item, meta)
    return item


def _is_secondary(headline: Any) -> bool:
    """Say whether a headline is another than the main one: a short one, one for the web."""
    return attribute(headline, "role").rpartition(":")[2] not in _MAIN


def _standing(item: WireItem, meta: Any | None) -> None:
    """Read what the item says of its own use: status, embargo, notes, and signals ("sig:correction")."""
    status = child(meta, "pubstatus")
    item.status = attribute(status, "qcode") or attribute(status, "uri").rpartition("/")[2] or item.status
    embargoed = child(meta, "embargoed")
    if embargoed is not None:
        item.embargo = read_time(words_in(embargoed))
        item.is_embargoed = True
        item.embargo_printed = "" if item.embargo else words_in(embargoed)
    notes = [words_in(each) for each in children(meta, "ednote")]
    signals = [attribute(each, "qcode").rpartition(":")[2] for each in children(meta, "signal")]
    item.notes += [note for note in notes if note]
    item.is_corrected = any(signal.lower() == "correction" for signal in signals)


def _carried_item(element: Any) -> WireItem:
    """Return what the content itself tells: NITF has a head of its own, all else paragraphs alone."""
    for content in children(element, "contentset"):
        for each in content:
            kind = name_of(each)
            if kind == "inlinexml":
                inner = next((e for e in each if isinstance(e.tag, str)), None)
                if inner is None:
                    continue
                if name_of(inner) == "nitf":
                    return nitf_item(inner)
                if name_of(inner) in _MARKUP:
                    return WireItem("", passages=passages_in(inner, None, _DROPPED))
            if kind == "inlinedata" and _is_text(each):
                words = "".join(each.itertext())
                is_markup = "html" in attribute(each, "contenttype") or "<p" in words
                return WireItem("", passages=read_markup(words) if is_markup else plain_passages(words))
    return WireItem("")


def _is_text(element: Any) -> bool:
    kind = attribute(element, "contenttype")
    return not attribute(element, "encoding") and (not kind or kind.startswith(("text/", "application/xhtml")))


def _carried(element: Any) -> str:
    """Return what an item without text is said to be: "picture", "video"."""
    kind = child(element, "itemmeta", "itemclass")
    return attribute(kind, "qcode").rpartition(":")[2]


def _provider(meta: Any | None) -> str | None:
    provider = child(meta, "provider")
    told = words_in(child(provider, "name")) or attribute(provider, "literal") or attribute(provider, "qcode")
    return told.rpartition(":")[2] if told and " " not in told else told or None


def _bylines(content: Any | None) -> tuple[Byline, ...]:
    """Return whom `by` names; a `creator` may as well be a desk's initials, or the agency."""
    return wire_bylines(filter(None, map(words_in, children(content, "by"))))


def _located(content: Any | None) -> str:
    place = child(content, "located")
    return words_in(child(place, "name")) or attribute(place, "literal")
