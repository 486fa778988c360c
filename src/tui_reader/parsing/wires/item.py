"""An agency's item before it is a page: what every form of wire states, and how it becomes a document's page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui_reader.domain import Advisory, AdvisoryKind, Byline, DocumentKind, LeftOutReason, ParagraphRole
from tui_reader.parsing.alike import bare
from tui_reader.parsing.datelines import dateline_end
from tui_reader.parsing.markup import Passage, plain_words
from tui_reader.parsing.printed_times import PrintedTime
from tui_reader.parsing.shapes import BYLINE, ROLE, is_name, split_names
from tui_reader.parsing.web import WebPage, WebPost, byline_of
from tui_reader.parsing.wires.notes import note_advisories

_STATUSES = {
    "withheld": AdvisoryKind.WITHHOLD,
    "canceled": AdvisoryKind.KILL,
    "cancelled": AdvisoryKind.KILL,
    "killed": AdvisoryKind.KILL,
    "embargoed": AdvisoryKind.EMBARGO,
}
_WHY = {
    AdvisoryKind.WITHHOLD: "the agency asks that it be held back",
    AdvisoryKind.KILL: "the agency has withdrawn it",
    AdvisoryKind.EMBARGO: "the agency asks that it be held until a time",
    AdvisoryKind.CORRECTION: "the agency marks it as a correction",
}
_BY = re.compile(r"(?:Von|Par|Por|Door|Av|Af)\s+(?=[A-Z]\S*\s)")  # "By", where agencies do not write English
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_ROLE = re.compile(rf",\s+(?=[^,]*(?:{ROLE.pattern}))", re.IGNORECASE)


@dataclass(slots=True)
class WireItem:
    """One item. `key` is the agency's id without the version; `notes` are its words to editors.

    `status` as printed, prefix and case aside: "usable", "withheld", "canceled"; `embargo` a moment, or words that
    should be one; `is_embargoed` where the item states an embargo without a time.
    """

    key: str
    version: int | None = None
    outlet: str | None = None
    headline: str | None = None
    bylines: tuple[Byline, ...] = ()
    dateline: str = ""
    summary: list[Passage] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    published: PrintedTime | None = None
    updated: PrintedTime | None = None
    url: str | None = None
    status: str = ""
    embargo: PrintedTime | None = None
    embargo_printed: str = ""
    is_embargoed: bool = False
    is_corrected: bool = False  # the item is marked as a correction
    notes: list[str] = field(default_factory=list)
    why: str = ""  # of its status, where its own words say it
    notices: tuple[str, ...] = ()


def wire_page(item: WireItem) -> WebPage:
    """Return the item as a page of kind wire: its dateline and notes in their places, its status as advisories."""
    body = [*item.summary, *_without_headline(item.passages, item.headline)]
    if item.dateline and not any(dateline_end(words) for words, role, out in body if role is ParagraphRole.BODY):
        body.insert(len(item.summary), Passage(item.dateline, ParagraphRole.DATELINE))
    notes = [Passage(note, left_out=LeftOutReason.NOTICE) for note in item.notes]
    return WebPage(
        key=item.key,
        version=item.version,
        posts=[WebPost(item.headline, [*notes, *body], item.published, byline_of(item.bylines), key="item")],
        kind=DocumentKind.WIRE,
        outlet=item.outlet or _agency(item.dateline, body),
        headline=item.headline,
        bylines=item.bylines,
        url=item.url,
        published=item.published,
        updated=item.updated if item.updated != item.published else None,
        printed_by="the wire",
        advisories=item_advisories(item),
        notices=item.notices,
    )


def item_advisories(item: WireItem) -> tuple[Advisory, ...]:
    """Return what the item says about itself: by its status, by its embargo, by its notes; each kind once."""
    found: dict[AdvisoryKind, Advisory] = {}
    kind = _STATUSES.get(item.status.rpartition(":")[2].strip().lower())
    told = note_advisories(item.notes, item.published or item.updated)
    if kind is not None:
        why = item.why or next((advisory.why for advisory in told if advisory.kind is kind), _WHY[kind])
        found[kind] = Advisory(kind, why)
    if item.embargo is not None:
        found[AdvisoryKind.EMBARGO] = Advisory(
            AdvisoryKind.EMBARGO, _WHY[AdvisoryKind.EMBARGO], item.embargo.moment if item.embargo.zone else None
        )
    elif item.embargo_printed or item.is_embargoed:
        printed = f" it states as “{item.embargo_printed}”, which cannot be read" if item.embargo_printed else ""
        found[AdvisoryKind.EMBARGO] = Advisory(AdvisoryKind.EMBARGO, _WHY[AdvisoryKind.EMBARGO] + printed)
    if item.is_corrected:
        why = item.why if kind is None and item.why else _WHY[AdvisoryKind.CORRECTION]
        found[AdvisoryKind.CORRECTION] = Advisory(AdvisoryKind.CORRECTION, why)
    for advisory in told:
        known = found.get(advisory.kind)
        if known is None or (known.until is None and known.why in _WHY.values()):
            found[advisory.kind] = advisory
    return tuple(found.values())


def wire_bylines(printed: Iterable[str]) -> tuple[Byline, ...]:
    """Return who wrote it, "By" aside, a role behind a comma apart; a byline a person where several are printed.

    >>> wire_bylines(["By Ada Marsh and Bo Lind"])
    (Byline(name='Ada Marsh', role=None), Byline(name='Bo Lind', role=None))
    """
    found: list[Byline] = []
    for line in map(plain_words, printed):
        by = BYLINE.match(line) or _BY.match(line)
        words = (line[by.end() :] if by else line).strip(" ,;")
        role = _ROLE.search(words)
        name, is_of = (words[: role.start()], words[role.end() :]) if role else (words, None)
        if role is None and len(parts := name.split(", ")) == 2 and " and " not in name:
            name, is_of = parts  # "By Ada Marsh, Northern Press": whom they write for
        names = split_names(name) if is_name(name) else [name]
        found += [Byline(each, is_of) for each in names if each]
    return tuple(dict.fromkeys(found))


def _agency(dateline: str, body: Sequence[Passage]) -> str | None:
    """Return the agency that the dateline prints in brackets, for an item that names none."""
    lines = [dateline, *(words[: dateline_end(words)] for words, role, out in body if role is ParagraphRole.BODY)]
    return next((found[1].strip() for line in lines if (found := _IN_BRACKETS.search(line))), None)


def others_told(others: Sequence[str], how: str) -> tuple[str]:
    """Return the notice that a file holds other items, each said what it is, and `how` they were dealt with."""
    count = "1 item" if len(others) == 1 else f"{len(others)} items"
    return (f"{count} {how}: {', '.join(dict.fromkeys(others))}",)


def version_number(printed: object) -> int | None:
    """Return the number of a version: 3, "3", "v3", the first number of "3.1"; None for what holds none."""
    if isinstance(printed, int) and not isinstance(printed, bool):
        return printed if 0 <= printed < 10**9 else None
    match = re.search(r"\d{1,9}", printed) if isinstance(printed, str) else None
    return int(match[0]) if match else None


def _without_headline(passages: Sequence[Passage], headline: str | None) -> list[Passage]:
    """Return the body; the headline, where the body begins with it again, is a duplicate."""
    if not (headline and passages and passages[0].left_out is None and bare(passages[0].words) == bare(headline)):
        return list(passages)
    return [Passage(passages[0].words, left_out=LeftOutReason.DUPLICATE), *passages[1:]]
