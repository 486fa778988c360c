"""The one object both front ends hold. It delegates to the store, to ingest, to alignment and to the desk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from tui_reader.domain import (
    Comparison,
    EventEntry,
    Filters,
    Found,
    OutletEntry,
    PostDetail,
    QuotationEntry,
    TimelineEntry,
    TimelineKeys,
    Utterance,
)
from tui_reader.ingest import IngestReport
from tui_reader.store.marks import Marks

NO_FILTERS = Filters()
Progress = Callable[[int, int, str], None]  # inputs done, inputs in all, the name of the current one


class Newsroom:
    """What was published, and the reader's own marks on it.

    Any thread may call; each thread has a connection of its own. Every method may raise a StoreError.
    """

    marks: Marks

    @classmethod
    def open(cls, path: Path | None = None, *, seeds: bool = True, progress: Progress | None = None) -> Newsroom:
        """Open the store at `path` (None: the default), making it from the bundled seeds where there is none."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the store and of the marks."""
        raise NotImplementedError

    def store_version(self) -> int:
        """Return a number that changes when anybody changes the store; costs microseconds."""
        raise NotImplementedError

    # -- lists ------------------------------------------------------------------------------------
    def outlets(self) -> list[OutletEntry]:
        """Return all outlets, most posts first, the unknown one last."""
        raise NotImplementedError

    def timeline_keys(self, outlet: str | None = None) -> TimelineKeys:
        """Return the whole timeline (of one outlet, by its exact name) as keys and sections."""
        raise NotImplementedError

    def timeline_rows(self, keys: Sequence[int]) -> list[TimelineEntry]:
        """Return the posts of a slice of keys, in that order; posts deleted meanwhile are missing."""
        raise NotImplementedError

    def timeline_key(self, post: str) -> int | None:
        """Return the key of a post id, None where there is no such post."""
        raise NotImplementedError

    def timeline(self, query: str = "", filters: Filters = NO_FILTERS) -> list[TimelineEntry]:
        """Return the posts that match: best first with a query, else in timeline order."""
        raise NotImplementedError

    def quotations(self, query: str = "", filters: Filters = NO_FILTERS) -> list[QuotationEntry]:
        """Return the quotations that match: best first with a query, else in timeline order."""
        raise NotImplementedError

    def speaker_quotations(self, name: str) -> list[QuotationEntry]:
        """Return everything the speaker of exactly this name said, in timeline order."""
        raise NotImplementedError

    def utterances(self, query: str = "", filters: Filters = NO_FILTERS) -> list[Utterance]:
        """Return what was said once each, with every outlet's wording."""
        raise NotImplementedError

    def events(self, query: str = "", filters: Filters = NO_FILTERS) -> list[EventEntry]:
        """Return events: those most outlets carried first with a query, else the latest first."""
        raise NotImplementedError

    def find(self, query: str, limit: int = 20) -> Found:
        """Return what fits the letters typed so far; the last word may be unfinished."""
        raise NotImplementedError

    # -- one thing --------------------------------------------------------------------------------
    def post(self, id: str) -> PostDetail:
        """Return a post whole. Raises NothingFoundError."""
        raise NotImplementedError

    def quotation(self, id: str) -> QuotationEntry:
        """Return one quotation. Raises NothingFoundError."""
        raise NotImplementedError

    def quotations_of_post(self, id: str) -> list[QuotationEntry]:
        """Return the quotations of a post in reading order; none for an unknown post."""
        raise NotImplementedError

    def find_event(self, id: str) -> EventEntry | None:
        """Return one event as a line of a list, None where there is no such event; costs one indexed look."""
        raise NotImplementedError

    def compare(self, target: str, on: date | None = None, outlets: Collection[str] = ()) -> Comparison:
        """Line up what the outlets carried of an event: `target` is its id or a query. Raises NothingFoundError."""
        raise NotImplementedError

    def copy_text(self, quotation: str, style: str = "plain") -> str:
        """Return a quotation attributed in a house style, ready for the clipboard."""
        raise NotImplementedError

    # -- changes ----------------------------------------------------------------------------------
    def ingest(
        self,
        paths: Iterable[Path | str],
        *,
        outlet: str | None = None,
        date: date | None = None,
        title: str | None = None,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Take in pages; a directory means its pages, "-" standard input. A bad input does not stop the others."""
        raise NotImplementedError

    def correct_speaker(self, quotation: str, speaker: str | None) -> None:
        """Set who said it by hand (None: nobody known); a later ingest keeps it. Raises NothingFoundError."""
        raise NotImplementedError

    def backup(self, path: Path) -> None:
        """Write a consistent copy of the store, in use or not."""
        raise NotImplementedError
