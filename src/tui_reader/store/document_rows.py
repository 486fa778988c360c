"""Documents, posts and quotations to rows, and documents back: the columns that lists do not need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_reader.domain import (
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
    Span,
    TimeBasis,
)
from tui_reader.store.rows import Record, advisories_of, iso, moment_of, packed, place_before, unpacked

if TYPE_CHECKING:
    from tui_reader.store.contract import Row

UNTITLED = "(no headline)"
TITLE_CHARACTERS = 300  # of a post without a headline: its first words, far more than a line shows
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY_SECONDS = 86_400


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


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


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
