"""What the store answers with: one line of a list each, ready for a front end to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tui_reader.domain.document import Advisory, Document
from tui_reader.domain.quotation import Quotation
from tui_reader.domain.times import TimeBasis


@dataclass(frozen=True, slots=True)
class OutletEntry:
    """An outlet and how much of it there is; `name` is None for documents whose outlet is unknown."""

    name: str | None
    documents: int
    posts: int
    quotations: int
    first_at: datetime | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A post as one line of the timeline. `day` is the ISO date known for it, or None."""

    id: str
    document: str
    outlet: str | None
    kind: str
    headline: str
    label: str | None
    byline: str | None
    published_at: datetime | None
    time_printed: str | None
    time_basis: TimeBasis
    quotations: int
    event: str | None
    day: str | None = None
    event_outlets: int = 0  # how many outlets carried the event
    revised: int = 0  # how often the outlet changed its words since we first saw it
    gone_at: datetime | None = None  # since when it is not on the page any more
    advisories: tuple[Advisory, ...] = ()  # of its document


@dataclass(frozen=True, slots=True)
class QuotationEntry:
    """A quotation with where it stands: everything needed to show, trace and copy it.

    `published_at` is the post's own time or None; `day` is the ISO date known for it even where the time is not.
    """

    id: str
    quotation: Quotation
    outlet: str | None
    document: str
    post: str
    file: str
    published_at: datetime | None
    time_printed: str | None
    time_basis: TimeBasis
    url: str | None = None
    utterance: str | None = None
    also_in: tuple[tuple[str, bool], ...] = ()  # (outlet, its words are the same)
    corrected: bool = False  # the speaker was corrected by hand
    headline: str | None = None  # of the post, or of its document where the post has none
    day: str | None = None
    gone_at: datetime | None = None  # since when these words are not on the page any more
    became: str | None = None  # the words that stand there instead, where there are such
    advisories: tuple[Advisory, ...] = ()  # of its document


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event as one line of a list."""

    id: str
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    outlets: tuple[str, ...]
    parent: str | None
    posts: int
    quotations: int


@dataclass(frozen=True, slots=True)
class PostDetail:
    """One post to read whole: its timeline line, its document, its quotations."""

    entry: TimelineEntry
    document: Document = field(repr=False)
    position: int = 0  # which post of the document, from 0
    quotations: tuple[QuotationEntry, ...] = ()
    event_title: str | None = None
    event_outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostVersion:
    """What a post said until its outlet changed it: `captured_at` we read it, `until` we read it anew."""

    id: str
    headline: str | None
    paragraphs: tuple[str, ...]
    captured_at: datetime | None
    until: datetime | None  # None for what it says now


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """One stored document with all its quotations."""

    document: Document = field(repr=False)
    quotations: tuple[QuotationEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """Somebody who is quoted, and how often."""

    name: str
    quotations: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds, best first in each list."""

    quotations: tuple[QuotationEntry, ...] = ()
    posts: tuple[TimelineEntry, ...] = ()
    speakers: tuple[SpeakerEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineSection:
    """A run of the timeline under one heading: `count` posts from index `start` on.

    `day` is an ISO date, None for posts whose day is unknown; `timed` says whether their time is known.
    """

    day: str | None
    timed: bool
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class TimelineKeys:
    """The whole timeline as numbers, in order, cheap to hold: rows are asked for by slices of `keys`."""

    keys: Sequence[int] = field(repr=False, default=())
    sections: tuple[TimelineSection, ...] = ()

    def __len__(self) -> int:
        return len(self.keys)
