"""Rows to domain values and back: the one place that knows the columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tui_reader.domain import (
    Advisory,
    AdvisoryKind,
    Quotation,
    QuotationEntry,
    QuotationKind,
    Span,
    TimeBasis,
    TimelineEntry,
)
from tui_reader.domain.times import minutes_before

if TYPE_CHECKING:
    from tui_reader.store.contract import Row

Record = dict[str, Any]

BY_HAND = "speaker corrected by hand"  # all the evidence there is then
UNTIMED = 1_440  # posts.second up to here is no time of day: a real one is at least ten hours' worth of seconds

# Any number of values, as one list: see `packed`. To SQLite the name is nothing; it tells PostgreSQL which type.
KEYS, NAMES = "json_each(?) AS keys", "json_each(?) AS names"
IN_KEYS, IN_NAMES = f"IN (SELECT value FROM {KEYS})", f"IN (SELECT value FROM {NAMES})"
ALL = 2**62  # as a limit
UNKNOWN_OUTLET = 1  # the key of the outlet without a name: posts order by key, and NULL has no place there

TIMELINE_COLUMNS = """
    posts.pk, posts.id, posts.title, posts.label, posts.byline, posts.published_at, posts.time_printed, posts.day,
    posts.quotations, posts.revised, documents.id AS document_id, documents.kind AS document_kind,
    documents.dated_basis, documents.superseded_at, documents.advisories, outlets.name AS outlet_name,
    events.id AS event_id,
    events.outlet_count AS event_outlets
    FROM posts JOIN documents ON documents.pk = posts.document JOIN outlets ON outlets.pk = posts.outlet
    LEFT JOIN events ON events.pk = posts.event
"""
_QUOTATIONS = """
    quotations.*, speakers.name AS speaker_name, posts.id AS post_id, posts.title AS post_title, posts.day,
    posts.published_at, posts.time_printed, documents.id AS document_id, documents.file, documents.url,
    documents.dated_basis, documents.superseded_at, documents.advisories, outlets.name AS outlet_name,
    utterances.id AS utterance_id,
    later.text AS became_text
    FROM posts {join} JOIN quotations ON quotations.post = posts.pk
    JOIN documents ON documents.pk = quotations.document
    JOIN outlets ON outlets.pk = posts.outlet LEFT JOIN speakers ON speakers.pk = quotations.speaker
    LEFT JOIN utterances ON utterances.pk = quotations.utterance
    LEFT JOIN quotations AS later ON later.id = quotations.became
"""
QUOTATION_COLUMNS = _QUOTATIONS.format(join="")
# Walks the posts in their order; where nothing is narrowed, the first twenty of a million are read in no time.
QUOTATION_COLUMNS_IN_ORDER = _QUOTATIONS.format(join="CROSS")


# -- small values ---------------------------------------------------------------------------------
def iso(moment: datetime | None) -> str | None:
    """Return a time as it is stored: ISO 8601 with the offset the outlet used."""
    return moment.isoformat() if moment else None


def moment_of(text: str | None) -> datetime | None:
    """Return a stored time."""
    return datetime.fromisoformat(text) if text else None


def day_of(number: int) -> str | None:
    """Return a stored day as an ISO date, None for the unknown day 0."""
    return date.fromordinal(number).isoformat() if number else None


def packed(values: Iterable[object]) -> str | None:
    """Return a list as JSON, None for an empty one."""
    items = list(values)
    return json.dumps(items, ensure_ascii=False, separators=(",", ":")) if items else None


def unpacked(text: str | None) -> list[Any]:
    """Return a list that `packed` wrote."""
    return json.loads(text) if text else []


def _span(start: int | None, stop: int | None) -> Span | None:
    return None if start is None or stop is None else Span(start, stop)


def place_before(printed: str | None) -> int:
    """Return where a post printed as so long ago stands among those of its day without a time; 0 for any other."""
    minutes = minutes_before(printed)
    return 0 if minutes is None else UNTIMED - min(minutes, UNTIMED - 1)


def utc_seconds(moment: datetime | None) -> float | None:
    """Return seconds since 1970, None for an unknown time."""
    return moment.astimezone(UTC).timestamp() if moment else None


# -- from rows ------------------------------------------------------------------------------------
def advisories_of(row: Row) -> tuple[Advisory, ...]:
    """Return what a document says about itself, from a row that has its `advisories`."""
    return tuple(
        Advisory(AdvisoryKind(kind), why, moment_of(until)) for kind, why, until in unpacked(row["advisories"])
    )


def quotation_of(row: Row) -> Quotation:
    """Return the quotation of a row of QUOTATION_COLUMNS.

    Where a hand set the speaker, what the page says of another one (mention, role, evidence) is left out.
    """
    quotation = Quotation(
        span=Span(row["start"], row["stop"]),
        text=row["text"],
        kind=QuotationKind(row["kind"]),
        speaker=row["speaker_name"],
        speaker_text=row["speaker_text"],
        speaker_span=_span(row["speaker_start"], row["speaker_stop"]),
        cue=row["cue"],
        cue_span=_span(row["cue_start"], row["cue_stop"]),
        clause_span=_span(row["clause_start"], row["clause_stop"]),
        via=row["via"],
        venue=row["venue"],
        group=row["tied"],
        confidence=row["confidence"],
        speaker_role=row["speaker_role"],
        evidence=tuple(unpacked(row["evidence"])),
        id=row["id"],
    )
    if not row["corrected"]:
        return quotation
    return replace(
        quotation, speaker_text=None, speaker_span=None, speaker_role=None, confidence=1.0, evidence=(BY_HAND,)
    )


def quotation_entry_of(row: Row, also_in: tuple[tuple[str, bool], ...] = ()) -> QuotationEntry:
    """Return a quotation with where it stands, from a row of QUOTATION_COLUMNS."""
    return QuotationEntry(
        id=row["id"],
        quotation=quotation_of(row),
        outlet=row["outlet_name"],
        document=row["document_id"],
        post=row["post_id"],
        file=row["file"],
        published_at=moment_of(row["published_at"]),
        time_printed=row["time_printed"],
        time_basis=TimeBasis(row["dated_basis"]),
        url=row["url"],
        utterance=row["utterance_id"],
        also_in=also_in,
        corrected=bool(row["corrected"]),
        headline=row["post_title"],
        day=day_of(row["day"]),
        gone_at=moment_of(row["superseded_at"]),
        became=row["became_text"],
        advisories=advisories_of(row),
    )


def timeline_entry_of(row: Row) -> TimelineEntry:
    """Return a post as a line of the timeline, from a row of TIMELINE_COLUMNS."""
    return TimelineEntry(
        id=row["id"],
        document=row["document_id"],
        outlet=row["outlet_name"],
        kind=row["document_kind"],
        headline=row["title"],
        label=row["label"],
        byline=row["byline"],
        published_at=moment_of(row["published_at"]),
        time_printed=row["time_printed"],
        time_basis=TimeBasis(row["dated_basis"]),
        quotations=row["quotations"],
        event=row["event_id"],
        day=day_of(row["day"]),
        event_outlets=row["event_outlets"] or 0,
        revised=row["revised"],
        gone_at=moment_of(row["superseded_at"]),
        advisories=advisories_of(row),
    )
