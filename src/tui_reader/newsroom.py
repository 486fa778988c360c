"""The one object both front ends hold. It delegates to the store, to ingest, to alignment and to the desk."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tui_reader.domain.filters import NO_FILTERS
from tui_reader.errors import NothingFoundError, StoreCorruptError, StoreError, UsageError
from tui_reader.store import Marks, Store, default_store
from tui_reader.store.paths import Address, state_folder
from tui_reader.store.query import not_understood, parts_of
from tui_reader.store.sqlite.backups import ADVICE
from tui_reader.store.sqlite.health import Health

if TYPE_CHECKING:
    from tui_reader.desk.house_style import HouseStyle
    from tui_reader.domain import (
        Clash,
        Comparison,
        DifferingQuotation,
        EventEntry,
        Explanation,
        Filters,
        Found,
        OutletEntry,
        PostDetail,
        PostVersion,
        QuotationEntry,
        Row,
        TimelineEntry,
        TimelineKeys,
        Utterance,
    )
    from tui_reader.domain.draft import CheckedClaim, CheckedQuotation
    from tui_reader.drafting import Known
    from tui_reader.fetching import FetchRules
    from tui_reader.ingest import IngestReport
    from tui_reader.ingest.rebuilding import Rebuilt
    from tui_reader.parsing.drafts import Draft
    from tui_reader.store.contract import Trouble
    from tui_reader.store.forgetting import Forgettable, Forgotten
    from tui_reader.syncing import Following
    from tui_reader.wire_folders import WireFolders

_T = TypeVar("_T")
Progress = Callable[[int, int, str], None]  # inputs done, inputs in all (0: not known), the name of the last one


class Newsroom:
    """What was published, and the reader's own marks on it.

    Any thread may call; each thread has a connection of its own. Every method may raise a StoreError.
    """

    def __init__(self, store: Store, marks: Marks) -> None:
        """Hold a store and a reader's marks."""
        self._store, self.marks, self.about_posts = store, marks, store.about_posts
        self._health = Health(store.path)

    @classmethod
    def open(
        cls, where: Path | Address | None = None, *, seeds: bool = True, progress: Progress | None = None
    ) -> Newsroom:
        """Open a store (None: the default one); a file that is not there is made from the bundled seeds."""
        where = default_store() if where is None else where
        if isinstance(where, Path) and _is_missing(where) and seeds:
            from tui_reader.ingest.making import make_from_seeds

            make_from_seeds(where, progress)
        return cls(Store(where), Marks())

    @property
    def path(self) -> Path | None:
        """The file of the store, None where it is on a server."""
        return self._store.path

    @property
    def name(self) -> str:
        """What the store is called: its file, or its address without a password."""
        return self._store.name

    def close(self) -> None:
        """Let go of the store and of the marks."""
        self._store.close()
        self.marks.close()

    def store_version(self) -> int:
        """Return a number that changes when anybody changes the store, the reader too; compare within one thread."""
        return self._store.version()

    def changes_by_others(self) -> int:
        """Return a number that changes when anybody but this newsroom changes the store."""
        return self._store.writes_of_others()

    # -- lists ------------------------------------------------------------------------------------
    def outlets(self) -> list[OutletEntry]:
        """Return all outlets, most posts first, the unknown one last."""
        return self._store.outlets()

    def timeline_keys(self, outlet: str | None = None, without: Collection[str] = ()) -> TimelineKeys:
        """Return the timeline (of one outlet, by its exact name, "" for none) as keys; `without` leaves outlets out."""
        return self._store.timeline_keys(outlet, without)

    def timeline_keys_of(self, query: str, outlet: str | None = None, without: Collection[str] = ()) -> TimelineKeys:
        """Return of `timeline_keys` what a query leaves; it may ask for the reader's own marks (`is:unread`)."""
        return self._store.timeline_keys_of(query, outlet, without, self.marks.read(), self.marks.starred())

    # What a query's parts are, as they were typed, and which of its fields mean nothing.
    parts_of_query, not_understood = staticmethod(parts_of), staticmethod(not_understood)

    def timeline_rows(self, keys: Sequence[int]) -> list[TimelineEntry]:
        """Return the posts of a slice of keys, in that order; posts deleted meanwhile are missing."""
        return self._store.timeline_rows(keys)

    def timeline_key(self, post: str) -> int | None:
        """Return the key of a post id, None where there is no such post."""
        return self._store.timeline_key(post)

    def timeline(self, query: str = "", filters: Filters = NO_FILTERS) -> list[TimelineEntry]:
        """Return the posts that match: best first with a query, else in timeline order."""
        return self._store.timeline(query, filters)

    def quotations(self, query: str = "", filters: Filters = NO_FILTERS) -> list[QuotationEntry]:
        """Return the quotations that match: best first with a query, else in timeline order."""
        return self._store.quotations(query, filters)

    def each_quotation(self, query: str = "", filters: Filters = NO_FILTERS) -> Iterator[QuotationEntry]:
        """Yield what `quotations` returns, some at a time, for lists without a limit."""
        return self._store.each_quotation(query, filters)

    def speaker_quotations(self, name: str) -> list[QuotationEntry]:
        """Return everything this speaker said, under any of their names, in timeline order."""
        return self._store.speaker_quotations(name)

    def utterances(self, query: str = "", filters: Filters = NO_FILTERS) -> list[Utterance]:
        """Return what was said once each, with every outlet's wording."""
        return self._store.utterances(query, filters)

    def differences(
        self, query: str = "", filters: Filters = NO_FILTERS, *, within: bool = False
    ) -> list[DifferingQuotation]:
        """Return the quotations that outlets print in different words, the worst first.

        `within` compares the places of one outlet too. `filters.limit` counts utterances, the latest first.
        """
        from tui_reader.comparing import differences

        return differences(self._store, query, filters, within=within)

    def events(self, query: str = "", filters: Filters = NO_FILTERS) -> list[EventEntry]:
        """Return events: those most outlets carried first with a query, else the latest first."""
        return self._store.events(query, filters)

    def find(self, query: str, limit: int = 20) -> Found:
        """Return what fits the letters typed so far; the last word may be unfinished."""
        return self._store.find(query, limit)

    # -- searches that are watched ----------------------------------------------------------------
    def watch(self, query: str) -> None:
        """Watch a search (a speaker, a phrase): from now on what is new is told. Watched already: all is seen now."""
        self.marks.set_watched(query, self._store.newest_quotation())

    def unwatch(self, query: str) -> None:
        """Watch a search no more."""
        self.marks.set_watched(query, None)

    def watched(self) -> dict[str, list[QuotationEntry]]:
        """Return what is new in each search that is watched since it was last looked at, best first."""
        return {query: self._store.new_quotations(query, seen) for query, seen in self.marks.watched().items()}

    # -- one thing --------------------------------------------------------------------------------
    def post(self, id: str) -> PostDetail:
        """Return a post whole. Raises NothingFoundError."""
        return self._store.post(id)

    def quotation(self, id: str) -> QuotationEntry:
        """Return one quotation. Raises NothingFoundError."""
        return self._store.quotation(id)

    def explain(self, id: str) -> tuple[Explanation, ...]:
        """Return why a quotation, or each of a post, is whose it is, by the rules of today.

        None for words that today's rules do not take for a quotation. Raises NothingFoundError.
        """
        from tui_reader.quotations import explain_quotations

        with suppress(NothingFoundError):
            entry = self._store.quotation(id)
            return explain_quotations(self._store.post(entry.post).document, entry.quotation.span)
        detail = self._store.post(id)
        return explain_quotations(detail.document, detail.document.posts[detail.position].span)

    def versions_of_post(self, id: str) -> list[PostVersion]:
        """Return what a post says and what it said before, the latest first. Raises NothingFoundError."""
        return self._store.versions_of_post(id)

    def quotations_of_post(self, id: str) -> list[QuotationEntry]:
        """Return the quotations of a post in reading order, then those its outlet took back; none if unknown."""
        return self._store.quotations_of_post(id)

    def find_event(self, id: str) -> EventEntry | None:
        """Return one event as a line of a list, None where there is no such event; costs one indexed look."""
        return self._store.event_entry(id)

    def compare(self, target: str, on: date | None = None, outlets: Collection[str] = ()) -> Comparison:
        """Line up what the outlets carried of an event: `target` is its id or a query. Raises NothingFoundError."""
        from tui_reader.comparing import compare

        return compare(self._store, target, on, outlets)

    def check_draft(self, draft: Draft, known: Known | None = None) -> list[CheckedQuotation]:
        """Return the verdict on every quotation of a draft, in order."""
        from tui_reader.drafting import check_draft

        return check_draft(self._store, draft, known)

    def addresses(self, comparison: Comparison) -> dict[str, str]:
        """Return the address of each post in a comparison, where one is known."""
        passages = [p for row in comparison.rows for cell in row.cells for p in cell.passages]
        post_of = {p.document: p.post for p in passages}  # one look a page
        known = {document: self._store.post(post).document.url for document, post in post_of.items()}
        return {p.post: url for p in passages if (url := known[p.document])}

    def clashes(
        self, query: str = "", on: date | None = None, most: int = 50
    ) -> Iterator[tuple[Comparison, Row, Clash]]:
        """Yield where outlets contradict each other: in the events that fit, at most `most`, each clash once."""
        seen = set()
        for entry in self._store.events(query, NO_FILTERS._replace(on=on, limit=most)):
            if len(entry.outlets) > 1:
                comparison = self.compare(entry.id)
                for row, clash in ((each, clash) for each in comparison.rows for clash in each.clashes):
                    if clash not in seen:
                        seen.add(clash)
                        yield comparison, row, clash

    def check_claims(self, draft: Draft) -> list[CheckedClaim]:
        """Return the sentences of a draft that contradict every source that tells of the thing."""
        from tui_reader.drafting import check_claims

        return check_claims(self._store, draft)

    def copy_text(self, quotation: str, style: str | HouseStyle = "plain") -> str:
        """Return a quotation attributed in a house style, ready for the clipboard."""
        from tui_reader.desk.styles import attributed

        return attributed(self._store.quotation(quotation), style)

    # -- changes ----------------------------------------------------------------------------------
    def ingest(
        self,
        paths: Iterable[Path | str],
        *,
        outlet: str | None = None,
        date: date | None = None,
        title: str | None = None,
        progress: Progress | None = None,
        report: IngestReport | None = None,
        jobs: int | None = None,
        cluster: str | None = None,
    ) -> IngestReport:
        """Take in pages; a directory means its pages, "-" standard input. A bad input does not stop the others.

        A `report` handed in says what was kept where a StoreError ends it. `jobs`: processes that read; `cluster`: the
        address of a Dask cluster that reads.
        """
        from tui_reader.ingest import ingest_paths

        self._refuse_damage()
        try:
            stated: dict[str, Any] = {"outlet": outlet, "date": date, "title": title, "progress": progress}
            return ingest_paths(self._store, paths, **stated, report=report, jobs=jobs, cluster=cluster)
        finally:
            self._health.note()

    def set_primary(self, outlets: Collection[str]) -> None:
        """Note that the pages of some outlets are primary sources: Hansard, a transcript, a press release."""
        self._store.set_primary(outlets)

    def correct_speaker(self, quotation: str, speaker: str | None) -> None:
        """Set who said it by hand (None: nobody known); a later ingest keeps it. Raises NothingFoundError."""
        from tui_reader.ingest import line_up

        self._store.correct_speaker(quotation, speaker)
        line_up(self._store)

    def event_of(self, document: str) -> str | None:
        """Return the event a document was put into, None where it is in none."""
        return self._store.event_of(document)

    def documents_of(self, event: str) -> Sequence[str]:
        """Return the ids of the documents of an event; none for an unknown one."""
        found = self._store.event(event)
        return found.documents if found else ()

    def take_back_correction(self, quotation: str) -> None:
        """Give a quotation the speaker it had before a hand set one. Raises NothingFoundError."""
        from tui_reader.ingest import line_up

        self._store.take_back_correction(quotation)
        line_up(self._store)

    def merge_events(self, event: str, into: str) -> None:
        """Make one event of two by hand; later ingests keep it so. Raises NothingFoundError, UsageError."""
        from tui_reader.ingest import line_up

        self._store.merge_events(event, into)
        line_up(self._store)

    def split_event(self, documents: Sequence[str]) -> str:
        """Make an event of their own of some documents by hand and return its id. Raises NothingFoundError."""
        from tui_reader.ingest import line_up

        event = self._store.split_event(documents)
        line_up(self._store)
        return event

    def find_forgettable(self, id: str) -> Forgettable:
        """Return the document of an id (its own, or of a post or quotation in it). Raises NothingFoundError."""
        return self._store.find_forgettable(id)

    def forget(self, document: str, by: str | None = None) -> Forgotten:
        """Forget a document for good, with its posts, quotations and words, and keep it out from now on.

        `by` (None: `$USER`) is recorded, with when and how much, but not what. A forgetting that was not swept (a
        reader held the file) is finished by a second call. Raises NothingFoundError.
        """
        from tui_reader.ingest import line_up

        done = self._store.find_forgotten(document)
        if done is None:
            done = self._store.forget(document, os.environ.get("USER", "unknown") if by is None else by)
        line_up(self._store)
        return replace(done, swept=self._store.sweep())

    def following(self, rules: FetchRules | None = None) -> Following:
        """Return what this store follows, with the means to read it; rules come from the environment if not given."""
        from tui_reader.fetching import Fetcher, FetchRules
        from tui_reader.syncing import Following

        known = FetchRules.from_environment() if rules is None else rules
        return Following(self._store, Fetcher(known, folder=state_folder()))

    def wire_folders(self) -> WireFolders | None:
        """Return the folders that wires are put into, for the app to look at; None where none is followed."""
        if not any(one.url.startswith("file:") for one in self._store.subscriptions.all()):
            return None
        from tui_reader.wire_folders import WireFolders

        return WireFolders(self._store)

    def check(self, *, full: bool = False) -> list[Trouble]:
        """Return what is wrong with the store; remember the day where nothing is."""
        troubles = self._store.check(full=full)
        if not troubles:
            self._health.note()
        return troubles

    def was_copied_in_use(self, *, settle: bool = False) -> bool:
        """Say whether the store is a copy of one that was in use; `settle` takes it for a store like any other then."""
        copied = self._store.was_copied_in_use()
        if copied and settle:
            self._store.take_as_own()
        return copied

    def check_if_due(self) -> list[Trouble]:
        """Look the store over quickly, once a day and whenever it is not as we left it."""
        return self.check() if self._health.is_due() else []

    def _refuse_damage(self) -> None:
        troubles = self.check_if_due()
        if troubles:
            raise StoreCorruptError(f"the store is damaged: {troubles[0].what}", self.name, ADVICE)

    def backup(self, path: Path, keep: int = 1) -> None:
        """Write a checked copy of the store, in use or not; the last `keep` stay."""
        self._store.backup(path, keep)

    @staticmethod
    def rebuild(old: Path, path: Path) -> Rebuilt:
        """Make a new store at `path` from what can still be read of the one at `old`, which stays as it is."""
        from tui_reader.ingest.making import made
        from tui_reader.ingest.rebuilding import rebuild

        if path.exists():
            raise UsageError("there is a file already", str(path), "name a new one")
        return made(path, lambda store: rebuild(old, store))


def _is_missing(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError as error:
        raise StoreError(error.strerror or "not to be reached", str(path), "check the path") from error
