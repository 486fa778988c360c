"""Rows to domain values and back: the one place that knows the columns."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tui_reader.domain import (
    Advisory,
    AdvisoryKind,
    Byline,
    Clock,
    DatedBy,
    Document,
    DocumentKind,
    LeftOut,
    LeftOutReason,
    Paragraph,
    ParagraphRole,
    Post,
    Precision,
    Quotation,
    QuotationEntry,
    QuotationKind,
    Span,
    TimeBasis,
    TimelineEntry,
)
from tui_reader.domain.times import minutes_before

Row = sqlite3.Row
Record = dict[str, Any]

UNTITLED = "(no headline)"
BY_HAND = "speaker corrected by hand"  # all the evidence there is then
TITLE_CHARACTERS = 300  # of a post without a headline: its first words, far more than a line shows
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY_SECONDS = 86_400
UNTIMED = 1_440  # posts.second up to here is no time of day: a real one is at least ten hours' worth of seconds

IN_KEYS = "IN (SELECT value FROM json_each(?))"  # any number of values, as one list: see `packed`

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


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def place_in_time(moment: datetime | None, document: Document, printed: str | None = None) -> tuple[int, int]:
    """Return the day (0 unknown) and a number that grows with the time on that day (0 unknown).

    A post without a time of its own stands on the day of its document, after the timed ones: those printed as so long
    ago first, the latest of them before the others, by numbers up to `UNTIMED`.
    """
    if moment is not None:
        day = moment.date().toordinal()
        # An offset puts the instant up to 14 hours before the day's start in UTC; one day more keeps it positive.
        return day, int(moment.timestamp()) - (day - _EPOCH_DAY) * _DAY_SECONDS + _DAY_SECONDS
    known = document.first_published_at
    if known is not None and document.dated.precision in (Precision.MINUTE, Precision.DAY):
        return known.date().toordinal(), place_before(printed)
    return 0, 0


def place_before(printed: str | None) -> int:
    """Return where a post printed as so long ago stands among those of its day without a time; 0 for any other."""
    minutes = minutes_before(printed)
    return 0 if minutes is None else UNTIMED - min(minutes, UNTIMED - 1)


def utc_seconds(moment: datetime | None) -> float | None:
    """Return seconds since 1970, None for an unknown time."""
    return moment.astimezone(UTC).timestamp() if moment else None


# -- to records -----------------------------------------------------------------------------------
def document_record(document: Document) -> Record:
    """Return the columns of a document that come from it alone."""
    return {
        "id": document.id,
        "file": document.file,
        "kind": document.kind.value,
        "outlet_basis": document.outlet_basis,
        "headline": document.headline,
        "bylines": packed([byline.name, byline.role] for byline in document.bylines),
        "url": document.url,
        "known_as": document.known_as,
        "first_published_at": iso(document.first_published_at),
        "last_updated_at": iso(document.last_updated_at),
        "captured_at": iso(document.captured_at),
        "dated_basis": document.dated.basis.value,
        "dated_precision": document.dated.precision.value,
        "dated_why": document.dated.why,
        "left_out": packed(
            [left.span.start, left.span.end, left.why.value, left.line_start, left.line_end, left.words]
            for left in document.left_out
        ),
        "advisories": packed(
            [advisory.kind.value, advisory.why, iso(advisory.until)] for advisory in document.advisories
        ),
        "line_start": document.line_start,
        "line_end": document.line_end,
        "notices": packed(document.notices),
        # Only where there is one, so that what was stored before there was a column is known again.
        **({} if document.version is None else {"version": document.version}),
    }


def post_record(post: Post, position: int, document: Document) -> Record:
    """Return the columns of a post that come from it and its document alone."""
    clock = post.clock
    # Where only the day is known a post's time is midnight: that is no time of its own.
    timed = clock is not None or document.dated.precision is Precision.MINUTE
    day, second = place_in_time(post.published_at if timed else None, document, post.time_printed)
    return {
        "id": post.id,
        "position": position,
        "headline": post.headline,
        "title": title_of(post, document),
        "label": post.label,
        "byline": post.byline,
        "role": post.role,
        "time_printed": post.time_printed,
        "clock_minute": clock.minute if clock else None,
        "clock_zone": clock.zone if clock else None,
        "clock_offset": clock.utc_offset if clock else None,
        "published_at": iso(post.published_at),
        "start": post.span.start,
        "stop": post.span.end,
        "line_start": post.line_start,
        "line_end": post.line_end,
        "day": day,
        "second": second,
    }


def title_of(post: Post, document: Document) -> str:
    """Return what a list calls a post: its headline, the document's where it is the only one, or its first words."""
    if post.headline:
        return post.headline
    if document.headline and len(document.posts) == 1:
        return document.headline
    for paragraph in post.paragraphs:
        if paragraph.role in (ParagraphRole.SPEAKER, ParagraphRole.ASIDE):
            continue
        words = " ".join(document.text[paragraph.span.start : paragraph.span.end][: TITLE_CHARACTERS * 2].split())
        if words:
            return words[:TITLE_CHARACTERS]
    return document.headline or UNTITLED


def quotation_record(quotation: Quotation, position: int) -> Record:
    """Return the columns of a quotation that come from it alone."""
    speaker, cue, clause = (_ends(span) for span in (quotation.speaker_span, quotation.cue_span, quotation.clause_span))
    return {
        "id": quotation.id,
        "position": position,
        "start": quotation.span.start,
        "stop": quotation.span.end,
        "text": quotation.text,
        "kind": quotation.kind.value,
        "speaker_text": quotation.speaker_text,
        "speaker_start": speaker[0],
        "speaker_stop": speaker[1],
        "cue": quotation.cue,
        "cue_start": cue[0],
        "cue_stop": cue[1],
        "clause_start": clause[0],
        "clause_stop": clause[1],
        "via": quotation.via,
        "venue": quotation.venue,
        "tied": quotation.group,
        "confidence": quotation.confidence,
        "speaker_role": quotation.speaker_role,
        "evidence": packed(quotation.evidence),
    }


# -- from rows ------------------------------------------------------------------------------------
def post_of(row: Row, paragraphs: Sequence[Row]) -> Post:
    """Return a post from its row and those of its paragraphs, in order."""
    minute = row["clock_minute"]
    return Post(
        id=row["id"],
        headline=row["headline"],
        paragraphs=tuple(Paragraph(Span(p["start"], p["stop"]), ParagraphRole(p["role"])) for p in paragraphs),
        span=Span(row["start"], row["stop"]),
        label=row["label"],
        byline=row["byline"],
        role=row["role"],
        time_printed=row["time_printed"],
        clock=None if minute is None else Clock(minute, row["clock_zone"], row["clock_offset"]),
        published_at=moment_of(row["published_at"]),
        line_start=row["line_start"],
        line_end=row["line_end"],
    )


def document_of(row: Row, text: str, posts: Iterable[Post]) -> Document:
    """Return a document from its row, its text and its posts."""
    return Document(
        id=row["id"],
        file=row["file"],
        text=text,
        kind=DocumentKind(row["kind"]),
        posts=tuple(posts),
        outlet=row["outlet_name"],
        outlet_basis=row["outlet_basis"],
        headline=row["headline"],
        bylines=tuple(Byline(name, role) for name, role in unpacked(row["bylines"])),
        url=row["url"],
        version=row["version"],
        known_as=row["known_as"],
        first_published_at=moment_of(row["first_published_at"]),
        last_updated_at=moment_of(row["last_updated_at"]),
        captured_at=moment_of(row["captured_at"]),
        dated=DatedBy(TimeBasis(row["dated_basis"]), Precision(row["dated_precision"]), row["dated_why"]),
        left_out=tuple(
            LeftOut(Span(start, stop), LeftOutReason(why), first, last, *words)
            for start, stop, why, first, last, *words in unpacked(row["left_out"])
        ),
        advisories=advisories_of(row),
        line_start=row["line_start"],
        line_end=row["line_end"],
        notices=tuple(unpacked(row["notices"])),
    )


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
