"""What the store answers with: one line of a list each, ready for a front end to show."""

# No `from __future__ import annotations`: a tuple compiles each annotation that is a string, and the app waits for it.

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from tui_reader.domain.advisories import Advisory
from tui_reader.domain.quotation import Quotation
from tui_reader.domain.times import TimeBasis


class OutletEntry(NamedTuple):
    """An outlet and how much of it there is; `name` is None for documents whose outlet is unknown."""

    name: str | None
    documents: int
    posts: int
    quotations: int
    first_at: datetime | None = None
    last_at: datetime | None = None


class TimelineEntry(NamedTuple):
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


class QuotationEntry(NamedTuple):
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


class TimelineSection(NamedTuple):
    """A run of the timeline under one heading: `posts` of them from index `start` on.

    `day` is an ISO date, None for posts whose day is unknown; `timed` says whether their time is known.
    """

    day: str | None
    timed: bool
    start: int
    posts: int


@dataclass(frozen=True, slots=True)
class TimelineKeys:
    """The whole timeline as numbers, in order, cheap to hold: rows are asked for by slices of `keys`."""

    keys: Sequence[int] = field(repr=False, default=())
    sections: tuple[TimelineSection, ...] = ()

    def __len__(self) -> int:
        return len(self.keys)
