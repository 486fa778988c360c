"""Drafts to documents: ids, outlets, and dates with how they are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise

from tui_reader.domain import (
    Byline,
    Clock,
    DatedBy,
    Document,
    LeftOut,
    Paragraph,
    Post,
    Precision,
    Span,
    TimeBasis,
    short_id,
)
from tui_reader.parsing.clocks import SUMMER, YEAR_ROUND_ZONES, zone_season
from tui_reader.parsing.draft import DocumentDraft, Omission, PostDraft
from tui_reader.parsing.shapes import split_names
from tui_reader.parsing.sidecar import SidecarFacts, find_zone

HALF_DAY = 12 * 60
MAX_DISORDER = 0.2  # a pinned or late post in five; more, and the page is not in order of time
# "14 hours ago" may be yesterday; up to this many minutes the page's own day is taken to hold.
SAME_DAY_MINUTES = HALF_DAY


def assemble(
    drafts: Sequence[DocumentDraft], text: str, file: str, facts: SidecarFacts | None, notices: tuple[str, ...]
) -> list[Document]:
    """Return the documents of one page. The sidecar's outlet, URL and title go to the first of them."""
    taken: dict[str, int] = {}
    documents = []
    for position, draft in enumerate(drafts):
        own = facts if position == 0 else None
        documents.append(_document(draft, text, file, own, facts, notices, taken))
    return documents


def with_id(document: Document, id: str) -> Document:
    """Return a pasted page as a later capture of the one of that id: its posts are named after it."""
    taken: dict[str, int] = {}
    posts = []
    for post in document.posts:
        words = _words_of(post.paragraphs, document.text)
        posts.append(replace(post, id=_unique_id("p", taken, id, post.time_printed or "", words)))
    return replace(document, id=id, posts=tuple(posts))


def _words_of(paragraphs: Iterable[Paragraph], text: str) -> str:
    return "\n".join(paragraph.span.of(text) for paragraph in paragraphs)


def _document(
    draft: DocumentDraft,
    text: str,
    file: str,
    own: SidecarFacts | None,
    facts: SidecarFacts | None,
    notices: tuple[str, ...],
    taken: dict[str, int],
) -> Document:
    words = _words_of((paragraph for post in draft.posts for paragraph in post.paragraphs), text)
    outlet = draft.outlet or (own.outlet if own else None)
    # Two outlets that print one agency's words have a document each.
    id = _unique_id("d", taken, outlet or "", words)
    dated, day, zone = _date(draft, facts)
    posts = tuple(_posts(draft, id, text, _moments(draft.posts, day, zone, dated)))
    moments = sorted(post.published_at for post in posts if post.published_at)
    updated = _updated_at(draft, day, zone) or (moments[-1] if moments and moments[-1] != moments[0] else None)
    parts: list[PostDraft | Omission] = [*draft.posts, *draft.omissions]
    return Document(
        id=id,
        file=file,
        text=text,
        kind=draft.kind,
        posts=posts,
        outlet=outlet,
        outlet_basis="printed" if draft.outlet else "sidecar" if outlet else "none",
        headline=draft.headline or (own.title if own else None),
        bylines=_bylines(draft.posts),
        url=own.url if own else None,
        first_published_at=moments[0] if moments else None,
        last_updated_at=updated,
        dated=dated,
        left_out=tuple(_left_out(omission) for omission in draft.omissions),
        line_start=min(part.first.number for part in parts),
        line_end=max(part.last.last for part in parts),
        notices=notices,
    )


def _unique_id(prefix: str, taken: dict[str, int], *parts: str) -> str:
    """Return an id that depends on the words, and on their turn where a page prints the same words twice."""
    id = short_id(prefix, *parts)
    taken[id] = taken.get(id, 0) + 1
    return id if taken[id] == 1 else short_id(prefix, *parts, taken[id])


def _posts(draft: DocumentDraft, document: str, text: str, moments: Sequence[datetime | None]) -> list[Post]:
    taken: dict[str, int] = {}
    posts = []
    for post, published_at in zip(draft.posts, moments, strict=True):
        stamp = post.stamp
        words = _words_of(post.paragraphs, text)
        posts.append(
            Post(
                id=_unique_id("p", taken, document, stamp.printed if stamp else "", words),
                headline=post.headline,
                paragraphs=tuple(post.paragraphs),
                span=Span(post.first.start, max(post.first.end, post.last.end)),
                label=post.label,
                byline=post.byline.name if post.byline else None,
                role=post.byline.role if post.byline else None,
                time_printed=stamp.printed if stamp else None,
                clock=stamp.clock if stamp else None,
                published_at=published_at,
                line_start=post.first.number,
                line_end=post.last.last,
            )
        )
    return posts


def _left_out(omission: Omission) -> LeftOut:
    span = Span(omission.first.start, omission.last.end)
    return LeftOut(span, omission.why, omission.first.number, omission.last.last)


def _bylines(posts: Sequence[PostDraft]) -> tuple[Byline, ...]:
    """Return everybody who signed a post, once each; a byline of several names is several people."""
    bylines = [byline for post in posts for byline in post.bylines]
    people = [Byline(name, byline.role) for byline in bylines for name in split_names(byline.name)]
    return tuple(dict.fromkeys(people))


def _updated_at(draft: DocumentDraft, day: date | None, zone: tzinfo | None) -> datetime | None:
    """Return when an article says it was changed last, if it prints clock and date for it."""
    stamp = draft.updated
    if stamp and stamp.day and stamp.day[0]:
        day = date(*stamp.day)
    return clock_moment(stamp.clock, day, zone) if stamp and stamp.clock and day else None


def _date(draft: DocumentDraft, facts: SidecarFacts | None) -> tuple[DatedBy, date | None, tzinfo | None]:
    """Return how the document's date is known, the day, and the zone of clocks that print none."""
    stamps = [post.stamp for post in draft.posts if post.stamp]
    clocked = any(stamp.clock for stamp in stamps)
    zone = facts.zone_info() if facts else None
    unit = Precision.MINUTE if clocked else Precision.DAY
    assumed = ""
    if clocked and zone is None and _printed_zone([stamp.clock for stamp in stamps]) is None:
        assumed = "; no time zone is known, UTC is assumed"
    days = sorted(stamp.day for stamp in stamps if stamp.day and stamp.day[0])
    if days:
        return DatedBy(TimeBasis.PRINTED, unit, f"the page prints the date{assumed}"), date(*days[0]), zone
    if facts and facts.date and draft.related:
        ago = [stamp.ago_minutes for stamp in stamps if stamp.ago_minutes is not None]
        if all(minutes <= SAME_DAY_MINUTES for minutes in ago):
            why = facts.known or "stated beside the page"
            if ago:
                why += f"; the page prints “{stamps[0].printed}”"
            return DatedBy(TimeBasis.SIDECAR, unit, why + assumed), facts.date, zone
    return _season(draft), None, zone


def _season(draft: DocumentDraft) -> DatedBy:
    """Say what a zone alone tells of the date: the half of the year."""
    zones = [post.stamp.clock.zone for post in draft.posts if post.stamp and post.stamp.clock]
    for zone in dict.fromkeys(zone for zone in zones if zone):
        half = zone_season(zone)
        if half:
            months = "late March to late October" if half == SUMMER else "late October to late March"
            why = f"the page prints no date; its clocks show {zone}, so it is of the {half} half of a year ({months})"
            return DatedBy(TimeBasis.INFERRED, Precision.SEASON, why)
    return DatedBy(why="the page prints no date")


def _moments(
    posts: Sequence[PostDraft], day: date | None, zone: tzinfo | None, dated: DatedBy
) -> list[datetime | None]:
    """Return when each post was published, aware, or None where that is not known to the unit of `dated`."""
    if day is None:
        return [None] * len(posts)
    clocks = [post.stamp.clock if post.stamp else None for post in posts]
    if dated.precision is Precision.DAY:
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone or _printed_zone(clocks) or UTC)
        return [midnight] * len(posts)
    page_zone = _printed_zone(clocks) or zone
    moments: list[datetime | None] = []
    for post, clock, shift in zip(posts, clocks, day_shifts(clocks), strict=True):
        if clock is None:
            moments.append(None)
            continue
        own = post.stamp.day if post.stamp else None
        start = date(*own) if own and own[0] else day + timedelta(days=shift)
        moments.append(clock_moment(clock, start, page_zone))
    return moments


def clock_moment(clock: Clock, day: date, zone: tzinfo | None) -> datetime:
    """Return a clock on a day: in the zone it prints, else in `zone`, else in UTC."""
    where = _printed_zone([clock]) or zone or UTC
    hour, minute = divmod(clock.minute, 60)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=where)


def _printed_zone(clocks: Sequence[Clock | None]) -> tzinfo | None:
    """Return the first zone that the clocks print and we know."""
    for clock in clocks:
        if clock and clock.utc_offset is not None:
            return timezone(timedelta(minutes=clock.utc_offset))
        name = YEAR_ROUND_ZONES.get(clock.zone.casefold()) if clock and clock.zone else None
        if name and (zone := find_zone(name)):
            return zone
    return None


def day_shifts(clocks: Sequence[Clock | None]) -> list[int]:
    """Return for each clock how many days after the first day of the page it falls.

    Posts run newest first or oldest first; a step of more than half a day the other way is midnight.
    """
    minutes = [clock.minute for clock in clocks if clock]
    steps = [after - before for before, after in pairwise(minutes)]
    small = [step for step in steps if abs(step) <= HALF_DAY]
    down, up = sum(step < 0 for step in small), sum(step > 0 for step in small)
    newest_first = down >= up
    if min(down, up) > MAX_DISORDER * len(small):
        return [0] * len(clocks)  # no order to read midnight from
    shifts: list[int] = []
    shift, previous = 0, None
    for clock in clocks:
        if clock is not None:
            if previous is not None:
                step = clock.minute - previous
                if newest_first and step > HALF_DAY:
                    shift -= 1
                elif not newest_first and step < -HALF_DAY:
                    shift += 1
            previous = clock.minute
        shifts.append(shift)
    lowest = min(shifts, default=0)
    return [shift - lowest for shift in shifts]
