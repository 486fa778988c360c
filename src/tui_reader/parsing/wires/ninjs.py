"""ninjs of all versions: 1.x (`body_html`, `byline`), 2.x (`bodies`, `by`), 3.x (`pubStatus`, `embargoedUntil`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tui_reader.domain import ParagraphRole
from tui_reader.errors import NotTextError
from tui_reader.parsing.json_values import a_line, a_list, a_table, first_time, plain_passages
from tui_reader.parsing.markup import Passage, plain_words, read_markup
from tui_reader.parsing.printed_times import read_time
from tui_reader.parsing.web import WebPage, canonical_url, shorter_of
from tui_reader.parsing.wires.item import WireItem, others_told, version_number, wire_bylines, wire_page
from tui_reader.parsing.wires.nitf import nitf_body
from tui_reader.parsing.wires.xml import read_xml

# A property of every version that nothing else on the web has; keys are compared in small letters.
_TELLING = frozenset({"versioncreated", "pubstatus", "firstcreated", "contentcreated", "body_html", "body_text"}) | {
    "body_xhtml",
    "bodies",
    "embargoeduntil",
}
_PROVIDES = re.compile(r"provid|distribut|publish", re.IGNORECASE)
TWICE = "\0twice"  # no key of any format
_STRICT = {"withheld": 1, "canceled": 2, "cancelled": 2}
_IDS = ("uri", "guid", "_id", "id")
# Best first: what says where paragraphs end, then what does not.
_FORMS = ("xhtml", "html", "nitf", "text", "plain")
_TAG = re.compile(r"<(?:p|br|div|h\d|ul|ol|b|i|em|strong|a)\b[^<>]*>")  # in what is said to be plain text
_NOT_TEXT = frozenset(
    "picture photo graphic image audio video animation event planning component statistics poll".split()
)


def stricter(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object whose keys may stand twice: the last holds, but of two statuses or embargoes the stricter.

    Which did is under TWICE, so that it can be told.
    """
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: dict[str, list[Any]] = {}
    for name, value in pairs:
        seen.setdefault(name, []).append(value)
    for name, values in seen.items():
        if name.lower() == "pubstatus":
            found[name] = max(values, key=lambda value: _STRICT.get(str(value).lower(), 0))
        elif name.lower() in ("embargoed", "embargoeduntil"):
            found[name] = max(values, key=str)
    found[TWICE] = [name for name, values in seen.items() if len(values) > 1]
    return found


def is_ninjs(found: Mapping[str, Any]) -> bool:
    """Say whether a JSON object is an item of ninjs, of whatever version."""
    names = {name.lower() for name in found}
    told = not names.isdisjoint(_TELLING) or any(name.startswith(("body_", "headline_")) for name in names)
    return told and not names.isdisjoint(_IDS)


def ninjs_pages(items: list[Any], file: str) -> Iterator[WebPage]:
    """Yield the items that hold text; what others are is a notice of the first, or the error where none holds any.

    An item that comes within another (`associations`, `items`) is read as one of its own only where its parent has
    no text: a package. Raises NotTextError.
    """
    pages, others = [], []
    for found in map(a_table, items):
        item = {name.lower(): value for name, value in found.items()}
        kind = a_line(item.get("type")).lower()
        if kind in _NOT_TEXT:
            others.append(f"a {kind}")
            continue
        page = wire_page(_item(item))
        if not page.posts[0].passages and not page.headline:
            others.append("a package" if kind in ("composite", "package") else "an item without text")
        else:
            pages.append(page)
    if others and not pages:
        raise NotTextError(f"{', '.join(dict.fromkeys(others))}: no text to read", file)
    if others:
        pages[0].notices += others_told(others, "left out")
    yield from pages


def _item(item: Mapping[str, Any]) -> WireItem:
    headline = _headline(item)
    body = _texts(item, "body", "bodies")
    notes = [a_line(item.get(name)) for name in ("ednote", "editornote", "ed_note", "correction_note")]
    embargo_printed = a_line(item.get("embargoeduntil")) or a_line(item.get("embargoed"))
    embargo = read_time(embargo_printed)
    twice = item.get(TWICE) or []
    return WireItem(
        key=next((a_line(item.get(name)) for name in _IDS if a_line(item.get(name))), "") or f"{headline}",
        version=version_number(item.get("version")),
        outlet=_outlet(item),
        headline=headline,
        bylines=wire_bylines([_name_of(item.get("byline")) or _name_of(item.get("by"))]),
        dateline=plain_words(a_line(item.get("located")) or a_line(item.get("dateline"))),
        summary=shorter_of(_texts(item, "description", "descriptions"), body),
        passages=body,
        published=first_time(item.get("firstcreated"), item.get("versioncreated"), item.get("contentcreated")),
        updated=first_time(item.get("versioncreated"), item.get("contentmodified")),
        url=_address(item),
        status=a_line(item.get("pubstatus")),
        embargo=embargo,
        embargo_printed="" if embargo else embargo_printed,
        is_embargoed=item.get("embargoed") is True,
        notices=(f"{', '.join(twice)} stand twice: the last holds, of status and embargo the stricter",)
        if twice
        else (),
        notes=[plain_words(note) for note in notes if note],
    )


def _headline(item: Mapping[str, Any]) -> str | None:
    """Return the headline: the one of role main, else the first; the title, the slug where there is none."""
    told = a_line(item.get("headline"))
    stated = [a_table(each) for each in a_list(item.get("headlines"))]
    main = [each for each in stated if a_line(each.get("role")).rpartition(":")[2].lower() in ("main", "")]
    told = told or next((a_line(each.get("value")) for each in [*main, *stated] if a_line(each.get("value"))), "")
    if not told:
        others = sorted(name for name in item if name.startswith("headline_"))
        others.sort(key=lambda name: "main" not in name)
        told = next((a_line(item.get(name)) for name in others if a_line(item.get(name))), "")
    return plain_words(told or a_line(item.get("title"))) or None


def _texts(item: Mapping[str, Any], name: str, several: str) -> list[Passage]:
    """Return the passages of `body_…` (1.x) or `bodies` (2.x, 3.x), likewise of descriptions: the form that tells most.

    Of several in one form the first is read: the others are the same words for other uses.
    """
    role = ParagraphRole.SUMMARY if name == "description" else None
    printed = [(key[len(name) + 1 :], a_line(value)) for key, value in item.items() if key.startswith(f"{name}_")]
    stated = [a_table(each) for each in a_list(item.get(several))]
    main = [each for each in stated if a_line(each.get("role")).rpartition(":")[2].lower() in ("main", "")] or stated
    printed += [
        (a_line(each.get("contenttype") or each.get("contentType")), a_line(each.get("value"))) for each in main
    ]
    ranked = sorted(((_rank(form), words) for form, words in printed if words), key=lambda pair: pair[0])
    if not ranked:
        return []
    form, words = ranked[0]
    found = _read(_FORMS[form] if form < len(_FORMS) else "", words)
    return [Passage(p.words, role, p.left_out) if role and p.left_out is None else p for p in found]


def _rank(form: str) -> int:
    return next((at for at, name in enumerate(_FORMS) if name in form.lower()), len(_FORMS))


def _read(form: str, words: str) -> list[Passage]:
    if form == "nitf":
        root = read_xml(words.encode())
        return [] if root is None else nitf_body(root)
    return read_markup(words) if form in ("html", "xhtml") or _TAG.search(words) else plain_passages(words)


def _outlet(item: Mapping[str, Any]) -> str | None:
    """Return who sent it: `source`, an info source whose role says that it provides, the holder of the copyright.

    Another info source is whom the words are about as often as whom they are from.
    """
    sources = [a_table(each) for each in a_list(item.get("infosources"))]
    providing = [each for each in sources if _PROVIDES.search(a_line(each.get("role")))]
    for stated in (item.get("source"), item.get("provider"), providing[:1]):
        if told := _name_of(stated):
            return told
    rights = a_table(item.get("rightsinfo"))
    told = a_line(item.get("copyrightholder")) or a_line(rights.get("copyrightholder") or rights.get("copyrightHolder"))
    return plain_words(told) or None


def _name_of(value: object) -> str:
    """Return a name that is printed as a string, as an object with a name, or as a list of either."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name_of, value[:10])))
    table = a_table(value)
    return a_line(table.get("name")) if table else a_line(value)


def _address(item: Mapping[str, Any]) -> str | None:
    """Return where a reader finds it; an id that is an address is one only where nothing else is stated."""
    stated = [a_table(each) for each in a_list(item.get("altids"))]
    links = [a_line(item.get("url")), *(a_line(each.get("value")) for each in stated)]
    return next(filter(None, map(canonical_url, links)), None)
