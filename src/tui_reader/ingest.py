"""The whole way in: bytes, capture, documents, quotations, events, utterances, store."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_reader.errors import TuiReaderError


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is now in the store."""

    file: str
    document: str
    outlet: str | None
    headline: str | None
    posts: int
    quotations: int


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that could not be used, and why."""

    file: str
    error: TuiReaderError


@dataclass(slots=True)
class IngestReport:
    """What became of each input."""

    kept: list[Kept] = field(default_factory=list)
    unchanged: list[Kept] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
