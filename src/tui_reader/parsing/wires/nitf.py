"""NITF 3.x: headline, byline and dateline of its head, paragraphs of its body, its status and its embargo."""

from __future__ import annotations

from typing import Any

from tui_reader.domain import Byline, LeftOutReason, ParagraphRole
from tui_reader.parsing.markup import Passage
from tui_reader.parsing.printed_times import PrintedTime, read_time
from tui_reader.parsing.web import shorter_of
from tui_reader.parsing.wires.item import WireItem, version_number, wire_bylines
from tui_reader.parsing.wires.xml import attribute, child, children, passages_in, words_in

# What stands apart in NITF, by the names of the web; all else runs on in its line.
_NAMES = {
    **{
        name: name
        for name in ("p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "caption", "br", "pre")
    },
    **{name: name for name in ("thead", "tbody", "tfoot", "hr")},
    "block": "div",
    "body.content": "div",
    "hl1": "h2",
    "hl2": "h2",
    "bq": "blockquote",
    "credit": "cite",
    "note": "nav",  # words to editors: left out
    "nitf-table": "div",
    "media-caption": "figcaption",
    "media": "figure",
    "fn": "div",
    "abstract": "div",
    "tagline": "p",
    "bibliography": "p",
    "datasource": "p",
    "postaddr": "div",
    "addressee": "div",
}
_DROPPED = frozenset(
    "media-reference media-metadata media-object media-producer nitf-table-metadata nitf-col nitf-colgroup".split()
)
_END = (LeftOutReason.BOILERPLATE, ("tagline", "bibliography"))


def nitf_item(root: Any) -> WireItem:
    """Return the item of an `nitf` element. Words in its head that are no report are left out, each in its place."""
    head, body = child(root, "head"), child(root, "body")
    docdata, top = child(head, "docdata"), child(body, "body.head")
    titles = [words_in(each) for each in children(top, "hedline", "hl1")]
    headline = next(filter(None, titles), "") or words_in(child(head, "title")) or None
    second = [Passage(words_in(each), ParagraphRole.SUMMARY) for each in children(top, "hedline", "hl2")]
    content = nitf_body(root)
    item = WireItem(
        key=attribute(child(docdata, "doc-id"), "id-string") or words_in(child(head, "title")) or f"{headline}",
        version=_version(docdata),
        outlet=_outlet(head, docdata, top),
        headline=headline,
        bylines=_bylines(top),
        dateline=_dateline(top),
        summary=[p for p in second if p.words]
        + shorter_of([p for each in children(top, "abstract") for p in passages_in(each, _NAMES)], content),
        passages=[*content, *_at_the_end(body)],
        published=_norm(docdata, "date.issue") or read_time(attribute(child(head, "pubdata"), "date.publication")),
        status=attribute(docdata, "management-status"),
        notes=_notes(docdata, top),
    )
    _hold(item, docdata)
    return item


def nitf_body(root: Any) -> list[Passage]:
    """Return the paragraphs of `body.content`, those of pictures left out; of a piece of NITF without one, all."""
    found = list(children(root, "body", "body.content")) or list(children(root, "body.content")) or [root]
    return [passage for content in found for passage in passages_in(content, _NAMES, _DROPPED)]


def _hold(item: WireItem, docdata: Any | None) -> None:
    """Read the embargo: the time of release, where it is after that of issue, or a status that states one alone."""
    release = _norm(docdata, "date.release")
    if release is not None and item.published is not None and release.moment > item.published.moment:
        item.embargo = release
    if item.status.lower() == "embargoed":
        item.is_embargoed = True
        item.embargo = item.embargo or release


def _norm(docdata: Any | None, name: str) -> PrintedTime | None:
    return read_time(attribute(child(docdata, name), "norm"))


def _version(docdata: Any | None) -> int | None:
    stated = attribute(docdata, "management-doc-version") or attribute(child(docdata, "du-key"), "version")
    return version_number(stated)


def _outlet(head: Any | None, docdata: Any | None, top: Any | None) -> str | None:
    holder = attribute(child(docdata, "doc.copyright"), "holder")
    told = words_in(child(top, "distributor")) or holder or attribute(child(head, "pubdata"), "name")
    return told or attribute(child(docdata, "doc-id"), "regsrc") or None


def _bylines(top: Any | None) -> tuple[Byline, ...]:
    found: list[Byline] = []
    for line in children(top, "byline"):
        role = words_in(child(line, "byttl"))
        words = words_in(line)
        name = words.replace(role, "", 1).strip(" ,;") if role else words
        signed = wire_bylines([name])
        found += [Byline(each.name, each.role or role or None) for each in signed]
    return tuple(dict.fromkeys(found))


def _dateline(top: Any | None) -> str:
    return words_in(child(top, "dateline"))


def _notes(docdata: Any | None, top: Any | None) -> list[str]:
    told = [attribute(each, "info") or attribute(each, "msg") for each in children(docdata, "ed-msg")]
    told += [attribute(each, "info") for each in children(docdata, "correction")]
    told += [words_in(each) for each in children(top, "note")]
    return list(dict.fromkeys(filter(None, told)))


def _at_the_end(body: Any | None) -> list[Passage]:
    """Return what stands behind the report, as what is left out."""
    why, names = _END
    end = child(body, "body.end")
    told = [words_in(each) for name in names for each in children(end, name)]
    return [Passage(words, left_out=why) for words in told if words]
