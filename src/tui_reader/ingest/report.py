"""What goes in and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.errors import InputError, TuiReaderError

if TYPE_CHECKING:
    from datetime import datetime

    from tui_reader.parsing import SidecarFacts

Progress = Callable[[int, int, str], None]  # inputs done, inputs in all (0: not known), the name of the last one


def progress_words(done: int, total: int, seconds: float, name: str) -> str:
    """Return how far a long work is: `200 of 1,000, 110 a second, 7 s left: page.html`."""
    rate = done / max(seconds, 1e-3)
    left = f", {(total - done) / rate:,.0f} s left" if 0 < done < total else ""
    return f"{done:,} of {total:,}, {rate:,.0f} a second{left}: {name}"


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """Which record of which archive a page was."""

    archive: str  # its identity
    name: str
    record: int  # from 1


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one page and what is known of it from outside; when it was captured, None for now."""

    raw: bytes
    file: str
    facts: SidecarFacts | None = None
    captured_at: datetime | None = None
    place: ArchivePlace | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is in the store."""

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
    """What became of each input; what is listed as kept is on the disk."""

    kept: list[Kept] = field(default_factory=list)
    unchanged: list[Kept] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)  # of what was beside the inputs and could not be used

    def refuse(self, file: str, error: Exception) -> None:
        """Note that an input could not be used; what is no error of ours is put in words."""
        self.refused.append(Refused(file, in_words(error, file)))


def in_words(error: Exception, file: str) -> TuiReaderError:
    """Return an error as one of ours; what is none says which input could not be used."""
    if isinstance(error, TuiReaderError):
        return error
    return InputError(f"could not be used ({type(error).__name__}: {error})", file, "--debug shows more")
