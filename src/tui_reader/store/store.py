"""The store behind one class. Every method may raise a `StoreError`; readers never wait for a writer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.domain.filters import NO_FILTERS
from tui_reader.store import archives, lined, order, reading
from tui_reader.store.indexing import as_it_came
from tui_reader.store.lined import NOTHING, AtHand, QuotedDocument
from tui_reader.store.paths import Address
from tui_reader.store.rows import ALL
from tui_reader.store.search import Search, where_listed
from tui_reader.store.subscriptions import Subscriptions
from tui_reader.store.terms import Terms

if TYPE_CHECKING:
    from tui_reader.domain import (
        Document,
        EventEntry,
        Filters,
        Found,
        NewsEvent,
        OutletEntry,
        PostDetail,
        PostVersion,
        QuotationEntry,
        TimelineEntry,
        TimelineKeys,
        Utterance,
    )
    from tui_reader.domain.draft import PrintedPost
    from tui_reader.store.contract import Connection, Engine, Trouble
    from tui_reader.store.copying import Progress
    from tui_reader.store.forgetting import Forgettable, Forgotten
    from tui_reader.store.lining import EventWriter
    from tui_reader.store.sqlite.salvage import Salvaged
    from tui_reader.store.writing import DocumentWriter

_CHUNK = 500
WAIT_SECONDS = 5.0  # for another writer; the longest we hold the lock ourselves is about 0.3 s


class Writing:
    """One transaction of a writer: documents, events and the clusterer's memory, all kept or nothing."""

    def __init__(self, connection: Connection, documents: DocumentWriter, events: EventWriter) -> None:
        self.connection, self.documents, self.events = connection, documents, events
        self.terms = Terms(connection)

    def finish(self) -> None:
        """Write what is counted; the last call."""
        self.documents.finish()
        self.terms.finish()


class Store:
    """What was printed, who said what, and what lines up; many readers, one writer of a document at a time."""

    def __init__(self, where: Path | Address, *, wait: float = WAIT_SECONDS) -> None:
        """Open the store at `where`, an empty one where there is none; `wait` seconds for another writer's lock."""
        self.where = where
        self._connections = _engine(where, wait)
        self._connections.bring_up_to_date()
        self._search = Search()
        self._touched = set[str]()  # events that got a document
        self.subscriptions = Subscriptions(self._connections)

    @property
    def name(self) -> str:
        """What a reader calls it: its file, or its address without a password."""
        return self._connections.name

    @property
    def path(self) -> Path | None:
        """The file, None for a store on a server."""
        return self.where if isinstance(self.where, Path) else None

    def close(self) -> None:
        """Close the connections of all threads."""
        self._connections.close()

    def version(self) -> int:
        """Return a number that changes when anybody writes, this process too; compare within one thread only."""
        return self._connections.data_version()

    def writes_of_others(self) -> int:
        """Return a number that changes when somebody writes, but not through this object."""
        return self._connections.writes_of_others()

    # -- reading ----------------------------------------------------------------------------------
    def outlets(self) -> list[OutletEntry]:
        """Return all outlets, most posts first, the unknown one last."""
        return self._connections.read(reading.outlets)

    def primary_outlets(self) -> frozenset[str]:
        """Return the outlets whose pages are primary sources."""
        return self._connections.read(reading.primary_outlets)

    def set_primary(self, outlets: Collection[str]) -> None:
        """Note that the pages of some outlets are primary sources."""
        with self._connections.write() as connection:
            mark = "UPDATE outlets SET primary_source = 1 WHERE name = ?"
            connection.executemany(mark, [(name,) for name in outlets])

    def quotations_of(self, ids: Collection[str]) -> list[QuotationEntry]:
        """Return some quotations by their ids, in timeline order; those that are gone are missing."""
        return self._connections.read(lambda connection: reading.quotations_of(connection, ids))

    def timeline_keys(self, outlet: str | None = None, without: Collection[str] = ()) -> TimelineKeys:
        """Return the timeline (of one outlet, by its exact name, "" for none) as keys; `without` leaves outlets out."""
        return self._connections.read(lambda connection: order.timeline_keys(connection, outlet, without))

    def timeline_keys_of(
        self, query: str, outlet: str | None, without: Collection[str], read: Collection[str], starred: Collection[str]
    ) -> TimelineKeys:
        """Return of `timeline_keys` what a query leaves; `read` and `starred` are the reader's own posts, by id."""

        def keys(connection: Connection) -> TimelineKeys:
            where = where_listed(connection, query, read, starred)
            return order.listed_keys(connection, where, outlet, without)

        return self._connections.read(keys)

    def timeline_rows(self, keys: Sequence[int]) -> list[TimelineEntry]:
        """Return the posts of some keys, in that order; those that are gone are missing."""
        return self._connections.read(lambda connection: reading.timeline_rows(connection, keys))

    def timeline_key(self, post: str) -> int | None:
        """Return the key of a post id, None where there is no such post."""
        return self._connections.read(lambda connection: reading.timeline_key(connection, post))

    def timeline(self, query: str = "", filters: Filters = NO_FILTERS) -> list[TimelineEntry]:
        """Return the posts that match: best first with a query, else in timeline order."""
        return self._connections.read(lambda connection: self._search.timeline(connection, query, filters))

    def post(self, id: str) -> PostDetail:
        """Return a post whole. Raises NothingFoundError."""
        from tui_reader.store import documents  # once a text is asked for

        return self._connections.read(lambda connection: documents.post(connection, id))

    def quotations(self, query: str = "", filters: Filters = NO_FILTERS) -> list[QuotationEntry]:
        """Return the quotations that match: best first with a query, else in timeline order."""
        return self._connections.read(lambda connection: self._search.quotations(connection, query, filters))

    def each_quotation(self, query: str = "", filters: Filters = NO_FILTERS) -> Iterator[QuotationEntry]:
        """Yield what `quotations` returns, some at a time: a million of them take no more memory than a hundred.

        What goes while they are read is missing.
        """
        keys = self._connections.read(lambda connection: self._search.quotation_keys(connection, query, filters))
        for start in range(0, len(keys), _CHUNK):
            some = keys[start : start + _CHUNK]
            yield from self._connections.read(partial(reading.quotation_rows, keys=some))

    def quotation(self, id: str) -> QuotationEntry:
        """Return one quotation. Raises NothingFoundError."""
        return self._connections.read(lambda connection: reading.quotation(connection, id))

    def quotations_of_post(self, id: str) -> list[QuotationEntry]:
        """Return the quotations of a post in reading order; none for an unknown post."""
        return self._connections.read(lambda connection: reading.quotations_of_post(connection, id))

    def about_posts(self, keys: Sequence[int]) -> dict[str, tuple[list[QuotationEntry], EventEntry | None]]:
        """Return of some posts (by key) their quotations as `quotations_of_post` has them and their event, by id."""

        def read(connection: Connection) -> dict[str, tuple[list[QuotationEntry], EventEntry | None]]:
            found = reading.about_posts(connection, keys)
            events = lined.event_entries(connection, {event for _, event in found.values() if event is not None})
            return {post: (said, events.get(event or "")) for post, (said, event) in found.items()}

        return self._connections.read(read)

    def versions_of_post(self, id: str) -> list[PostVersion]:
        """Return what a post says and what it said before, the latest first. Raises NothingFoundError."""
        from tui_reader.store import versions  # for writers, and where a page changed

        return self._connections.read(lambda connection: versions.versions_of_post(connection, id))

    def speaker_quotations(self, name: str) -> list[QuotationEntry]:
        """Return everything this speaker said, under any of their names, in timeline order."""
        return self._connections.read(lambda connection: reading.speaker_quotations(connection, name))

    def newest_quotation(self) -> int:
        """Return the key of the quotation that came last, 0 where there is none."""
        return self._connections.read(reading.newest_quotation)

    def new_quotations(self, query: str, after: int) -> list[QuotationEntry]:
        """Return the quotations that hold all the words and came later than the one of key `after`, best first."""
        return self._connections.read(lambda connection: self._search.new_quotations(connection, query, after))

    def find(self, query: str, limit: int = 20) -> Found:
        """Return what fits the letters typed so far; the last word may be unfinished."""
        return self._connections.read(lambda connection: self._search.find(connection, query, limit))

    def utterances(self, query: str = "", filters: Filters = NO_FILTERS) -> list[Utterance]:
        """Return what was said once each, with every outlet's wording."""
        return self._connections.read(lambda connection: self._search.utterances(connection, query, filters))

    def events(self, query: str = "", filters: Filters = NO_FILTERS) -> list[EventEntry]:
        """Return events: with a query those most outlets carried first, else the latest first."""
        return self._connections.read(lambda connection: self._search.events(connection, query, filters))

    def event_entry(self, id: str) -> EventEntry | None:
        """Return one event as a line of a list, None where there is no such event."""
        return self._connections.read(lambda connection: lined.event_entry(connection, id))

    def event(self, id: str) -> NewsEvent | None:
        """Return an event with the ids of its documents and posts, None where there is no such event."""
        return self._connections.read(lambda connection: lined.event(connection, id))

    def event_of(self, document: str) -> str | None:
        """Return the event a document was put into, None where it is in none."""
        return self._connections.read(lambda connection: lined.event_of(connection, document))

    def documents_of_event(self, id: str, limit: int = ALL) -> list[QuotedDocument]:
        """Return the documents of an event with their quotations; none for an unknown event."""
        return self._connections.read(lambda connection: lined.documents_of_event(connection, id, limit))

    def events_of_documents(self, ids: Sequence[str]) -> dict[str, str]:
        """Return by document the event it was put into."""
        return self._connections.read(lambda connection: lined.events_of_documents(connection, ids))

    def state_of_event(self, id: str) -> tuple[tuple[str, str], ...]:
        """Return which documents were put into an event and in which state each is: compare, and no more."""
        return self._connections.read(lambda connection: lined.state_of_event(connection, id))

    def documents_put_into(self, event: str, limit: int = ALL, at_hand: AtHand = NOTHING) -> list[QuotedDocument]:
        """Return what is to be lined up in an event, the first published first; see `AtHand`."""
        return self._connections.read(lambda connection: lined.documents_put_into(connection, event, limit, at_hand))

    def documents_about(self, query: str, limit: int) -> list[QuotedDocument]:
        """Return the documents of the events a query finds, best first, all where there are no more than `limit`."""
        return self._connections.read(lambda connection: self._search.documents_about(connection, query, limit))

    def posts_like(self, words: str) -> list[PrintedPost]:
        """Return the posts that may have printed these words, the likeliest first, some two dozen at most."""
        from tui_reader.store import printed  # for drafts alone

        return self._connections.read(lambda connection: printed.posts_like(connection, words))

    def roles_about(self, documents: Collection[str]) -> list[tuple[str, str]]:
        """Return the roles in which documents (ids), and those that share an event with them, quote people by name."""
        return self._connections.read(lambda connection: lined.roles_about(connection, documents))

    def stale_events(self, *, left: bool = True) -> list[str]:
        """Return the events whose documents changed since they were lined up.

        `left=False`: where somebody else takes in pages too, those alone that got a document by this store; whoever
        ends last lines up the others.
        """
        stale = self._connections.read(lined.stale_events)
        return stale if left or self._connections.is_alone() else [id for id in stale if id in self._touched]

    def taking_in(self) -> AbstractContextManager[None]:
        """Take in pages in the block: other programs that do the same leave us our events."""
        return self._connections.at_work()

    # -- writing ----------------------------------------------------------------------------------
    def others_write(self) -> bool:
        """Say whether a writer would have to wait now; no where only waiting tells."""
        return self._connections.others_write()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Hold the write lock for the block: all that is written in it is kept, or nothing of it."""
        from tui_reader.store.lining import EventWriter
        from tui_reader.store.writing import DocumentWriter

        with self._connections.write() as connection:
            block = Writing(connection, DocumentWriter(connection), EventWriter(connection))
            yield block
            block.finish()
        self._touched |= block.events.touched

    def archive_done(self, identity: str) -> int:
        """Return how many records of an archive are in the store by a run that was broken off; 0 for none."""
        return self._connections.read(lambda connection: archives.done(connection, identity))

    def note_archive(self, identity: str, name: str, done: int) -> None:
        """Keep that so many records of an archive are in the store."""
        with self._connections.write() as connection:
            archives.note(connection, identity, name, done)

    def forget_archives(self, identities: Collection[str]) -> None:
        """Forget how far archives were read: they were read whole."""
        if identities:
            with self._connections.write() as connection:
                archives.forget(connection, identities)

    def correct_speaker(self, quotation: str, speaker: str | None) -> None:
        """Set the speaker of a quotation by hand; it stays so when the document comes again."""
        with self.writing() as block:
            block.documents.correct_speaker(quotation, speaker)

    def take_back_correction(self, quotation: str) -> None:
        """Give a quotation the speaker it had before a hand set one."""
        with self.writing() as block:
            block.documents.take_back_correction(quotation)

    def merge_events(self, event: str, into: str) -> None:
        """Put all documents of an event into another, by hand; to be lined up. Raises NothingFoundError."""
        with self.writing() as block:
            block.events.merge(event, into)

    def split_event(self, documents: Sequence[str]) -> str:
        """Put documents into an event of their own, by hand; to be lined up. Raises NothingFoundError."""
        with self.writing() as block:
            return block.events.split_off(documents)

    def keep_timeline(self) -> None:
        """Keep the order of the timeline for those who open it: the last step of a batch of changes."""
        with self._connections.write() as connection:
            order.keep(connection)

    # -- forgetting -------------------------------------------------------------------------------
    def find_forgettable(self, id: str) -> Forgettable:
        """Return the document of an id (its own, or of a post or quotation in it). Raises NothingFoundError."""
        from tui_reader.store import forgetting  # needed once in a while

        return self._connections.read(lambda connection: forgetting.find_forgettable(connection, id))

    def find_forgotten(self, id: str) -> Forgotten | None:
        """Return the record of the document that had this id, None where none was forgotten."""
        from tui_reader.store import forgetting

        return self._connections.read(lambda connection: forgetting.find_forgotten(connection, id))

    def forgotten_among(self, documents: Iterable[Document]) -> dict[str, Forgotten]:
        """Return those of `documents`, by id, that were forgotten before and are to be kept out."""
        from tui_reader.store import forgetting

        return self._connections.read(lambda connection: forgetting.forgotten_among(connection, documents))

    def forget(self, id: str, by: str) -> Forgotten:
        """Take a document out of every table and index. `sweep` once the rest is lined up. Raises NothingFoundError."""
        from tui_reader.store import forgetting

        found = self.find_forgettable(id)
        with self.writing() as block:
            return forgetting.forget(block.connection, block.documents, found, by)

    def sweep(self) -> bool:
        """Write the file anew without what was deleted, and empty its log; False where a reader held the log."""
        return self._connections.rewrite()

    def check(self, *, full: bool = False) -> list[Trouble]:
        """Return what is wrong with the store, quickly or in full; nothing where it is whole."""
        return self._connections.check(full=full)

    def was_copied_in_use(self) -> bool:
        """Say whether this is a copy of a file that was not closed: what was written last may be missing."""
        return self._connections.was_copied_in_use()

    def take_as_own(self) -> None:
        """Take such a copy for a store like any other: it was looked over."""
        self._connections.take_as_own()

    def backup(self, target: Path, keep: int = 1) -> None:
        """Write a checked copy of the store to `target`, in use or not, and keep the last `keep`; see `backups`."""
        self._connections.back_up(target, keep)

    def salvage(self, old: Path) -> Salvaged:
        """Take in what can still be read of the store at `old`; this one is empty. Raises StoreCorruptError."""
        return self._connections.salvage(old)

    def capture(self, key: int) -> tuple[str, bytes]:
        """Return a page as it came: its file and its bytes."""
        return self._connections.read(lambda connection: as_it_came(connection, key))

    def copy_into(self, target: Store, progress: Progress | None = None) -> dict[str, int]:
        """Copy all of this store into an empty one, on either engine; return the rows of each table. See `copying`."""
        from tui_reader.store import copying

        return copying.copy_store(self._connections, target._connections, progress)

    def withdraw(self, withdrawn: Iterable[tuple[str, str]]) -> None:
        """Say of documents (id) what their agency had said of them in another message: killed, held back."""
        from tui_reader.store import stories  # for wires, and a store that is rebuilt

        with self._connections.write() as connection:
            stories.withdraw(connection, withdrawn)


def _engine(where: Path | Address, wait: float) -> Engine:
    """Return the engine of a store: SQLite for a file, PostgreSQL for an address."""
    if isinstance(where, Address):
        from tui_reader.store.postgres.engine import PostgresEngine  # needs what only the extra [server] brings

        return PostgresEngine(where, wait)
    from tui_reader.store.sqlite.engine import SqliteEngine

    return SqliteEngine(where, wait)
