"""What lines up: events, utterances, the rows of a comparison, and the evidence for each link."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from tui_reader.domain.advisories import Advisory
from tui_reader.domain.span import Span


class Link(NamedTuple):
    """Why two passages (or quotations, or documents) are taken to report the same thing.

    `a` and `b` are ids; `score` is 0..1; `why` holds plain sentences a reader can check, strongest first.
    """

    a: str
    b: str
    score: float
    why: tuple[str, ...] = ()


class Wording(NamedTuple):
    """One outlet's version of an utterance. `changes` tells it from the fullest wording, in plain words."""

    document: str
    file: str
    outlet: str | None
    span: Span
    text: str
    quotation: str | None = None
    changes: tuple[str, ...] = ()


class Utterance(NamedTuple):
    """One thing said once, as every place reports it; the fullest wording first."""

    id: str
    speaker: str | None
    wordings: tuple[Wording, ...]
    wording_differs: bool = False
    attribution_differs: bool = False
    links: tuple[Link, ...] = ()


class NewsEvent(NamedTuple):
    """One thing that happened, at a time and a place; `documents` and `posts` are ids in order of time.

    `leads` are the posts that tell of it more than of anything else.
    """

    id: str
    title: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    outlets: tuple[str, ...] = ()
    parent: str | None = None
    documents: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


class RowKind(StrEnum):
    """What a row of a comparison is."""

    UTTERANCE = "utterance"
    HAPPENING = "happening"


class Passage(NamedTuple):
    """Sentences of one outlet (at most a paragraph) that report the thing of a row."""

    id: str
    outlet: str
    document: str
    post: str
    file: str
    span: Span
    text: str
    at: datetime | None = None
    time_printed: str | None = None
    quotations: tuple[str, ...] = ()
    recap: bool = False
    changes: tuple[str, ...] = ()  # against the fullest passage of the row: dropped, added, changed, credited to
    advisories: tuple[Advisory, ...] = ()  # of its document


class Cell(NamedTuple):
    """What one outlet has on a row: earliest and fullest first."""

    outlet: str
    passages: tuple[Passage, ...]


class Clash(NamedTuple):
    """Two outlets that contradict each other on a row: `kind` is "number", "day", "month", "name" or "not".

    `a` and `b` are the outlets, `words_a` and `words_b` what each has.
    """

    kind: str
    a: str
    b: str
    words_a: str
    words_b: str


class Row(NamedTuple):
    """One thing that happened or was said, across outlets.

    `weight` orders rows: the outlets that carry it, then how long its fullest passage is. `absent` says of each outlet
    without a cell "not_carried" (all it printed that day was searched), "not_found", or the id of the row that has it.
    """

    id: str
    title: str
    kind: RowKind
    at: datetime | None
    cells: tuple[Cell, ...]
    links: tuple[Link, ...] = ()
    fullest: str | None = None  # id of the fullest passage
    weight: int = 0
    absent: tuple[tuple[str, str], ...] = ()
    clashes: tuple[Clash, ...] = ()

    def why_absent(self, outlet: str) -> str:
        """Return what is known of an outlet without a cell; "not_found" where nothing is."""
        return dict(self.absent).get(outlet, "not_found")

    def cell(self, outlet: str) -> Cell | None:
        """Return the outlet's cell, or None where it did not carry this."""
        return next((cell for cell in self.cells if cell.outlet == outlet), None)


class Comparison(NamedTuple):
    """One event, outlets as columns, rows by weight. `others` names events that also fitted."""

    event: str
    title: str
    starts_at: datetime | None
    outlets: tuple[str, ...]
    rows: tuple[Row, ...]
    others: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()  # the outlets whose pages are primary sources
