"""Following feeds and pages: fetched, read, kept. The only module that knows fetching, parsing and the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_reader.domain import Document, Health, Subscription, SubscriptionState
from tui_reader.errors import ForbiddenAddressError, InputError, NothingFoundError, UnreadableError
from tui_reader.fetching import Fetched, Fetcher, SyncReport, health, next_look, parse_place, read_opml, sync
from tui_reader.ingest import IngestReport, Page, Refused, ingest_documents, ingest_pages, line_up
from tui_reader.wire_folders import LOOK_SECONDS, WireFolders, folder_address, is_folder

if TYPE_CHECKING:
    from tui_reader.store import Store

Clock = Callable[[], datetime]
Progress = Callable[[int, int, str], None]  # done, in all, the name of the last one
Wait = Callable[[float], bool]  # seconds -> whether to stop; returns early when told to

FEED, PAGE, WIRE = "feed", "page", "wire"  # what may be followed
LONGEST_WAIT_SECONDS = 300.0  # a watch looks up at least so often: somebody else may have added a feed
SHORTEST_WAIT_SECONDS = 1.0


def now_in_utc() -> datetime:
    """Return the time, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: what is new, what may not be followed and why, and what else is to be said."""

    new: Sequence[Subscription]
    refused: Sequence[str]
    notes: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Following:
    """What a reader follows in one store, and the means to read it."""

    store: Store
    fetcher: Fetcher
    clock: Clock = now_in_utc

    # -- what is followed -------------------------------------------------------------------------
    def all(self) -> list[Subscription]:
        """Return all that is followed, by group and title."""
        return self.store.subscriptions.all()

    def get(self, name: str) -> Subscription:
        """Return what is followed under an id or URL. Raises NothingFoundError."""
        found = self.store.subscriptions.find(name)
        if found is None and "://" in name:
            found = self.store.subscriptions.find(parse_place(name).url)
        if found is None:
            raise NothingFoundError("not followed", name, "tui-reader sources lists what is")
        return found

    def state(self, subscription: Subscription) -> SubscriptionState:
        """Return what is remembered of the looks at it."""
        return self.store.subscriptions.state(subscription.id)

    def health(self, subscription: Subscription) -> Health:
        """Return how it is doing."""
        return health(subscription, self.state(subscription))

    def follow(self, subscription: Subscription) -> bool:
        """Follow a feed or page; return False where it is followed already. Raises ForbiddenAddressError."""
        return bool(self.store.subscriptions.add([subscription._replace(url=parse_place(subscription.url).url)]))

    def add(self, address: str, *, kind: str = FEED, settings: Mapping[str, Any] | None = None) -> Added:
        """Follow a URL (of a page the feed it offers first, unless the kind is PAGE), or what a file lists as OPML.

        Of kind WIRE a folder into which an agency puts its files.

        Raises ForbiddenAddressError, UnreadableError and, for a file that is no list, another InputError.
        """
        if kind == WIRE:
            wanted = Subscription(folder_address(address))._replace(**(settings or {}))
            if wanted.moves_to is not None:
                wanted = wanted._replace(moves_to=str(Path(wanted.moves_to).absolute()))
            return Added(self.store.subscriptions.add([wanted]), [], [])
        if Path(address).is_dir():
            raise InputError("a folder", address, "--kind wire follows what is put into it; ingest reads it once")
        if "://" in address:
            page = kind == PAGE
            meant, notes = (Subscription(address), []) if page else self._meant(address)
            wanted = meant._replace(**(settings or {}))
            return Added([self.get(wanted.url)] if self.follow(wanted) else [], [], notes)
        try:
            raw = Path(address).read_bytes()
        except (OSError, ValueError) as error:
            what = getattr(error, "strerror", None) or str(error)
            raise UnreadableError(f"neither a URL nor a file that can be read ({what})", address) from error
        new, refused = self.follow_list(raw, address)
        for one in new if settings else ():
            self.change(one._replace(**(settings or {})))
        return Added(new, refused, [])

    def _meant(self, address: str) -> tuple[Subscription, list[tuple[str, ...]]]:
        """Return what to follow for a URL: what it offers where it can be read now, else the address itself."""
        try:
            first, *others = self.offered(address)
        except ForbiddenAddressError:
            raise
        except InputError as error:
            return Subscription(address), [("not read yet", str(error))]
        return first, [("offered as well", other.url, other.title or "") for other in others]

    def offered(self, url: str) -> list[Subscription]:
        """Fetch `url` and return what to follow for it: the feeds a page offers, else the address itself.

        Raises InputError where it cannot be fetched.
        """
        from tui_reader.parsing.web_forms import offered_feeds

        fetched = self.fetcher.fetch(url)
        feeds = [
            Subscription(address, title=title or None) for address, title in offered_feeds(fetched.body, fetched.url)
        ]
        return feeds or [Subscription(fetched.moved_to or parse_place(url).url)]

    def follow_list(self, raw: bytes, where: str) -> tuple[list[Subscription], list[str]]:
        """Follow what an OPML list holds; return what is new and the addresses that may not be followed."""
        listed, refused = read_opml(raw, where)
        return self.store.subscriptions.add(listed), refused

    def change(self, subscription: Subscription) -> None:
        """Keep new settings. Raises NothingFoundError."""
        self.store.subscriptions.change(subscription)

    def remove(self, subscription: Subscription) -> None:
        """Follow it no longer; what came of it stays."""
        self.store.subscriptions.remove(subscription.id)

    # -- reading ----------------------------------------------------------------------------------
    def sync(
        self,
        only: Sequence[Subscription] = (),
        *,
        progress: Progress | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> SyncReport:
        """Read what is due, or `only` these whether due or not, and line up what came. Raises StoreError.

        Killed at any moment: what was kept is kept, the next sync brings the rest, nothing comes twice.
        """
        subscriptions = self.store.subscriptions
        meant = [one for one in only or subscriptions.all() if not is_folder(one)]
        folders = [] if only and len(meant) == len(only) else WireFolders(self.store).take_all(_pause(stopped))
        try:
            report = sync(
                meant,
                _Asked(self.store) if only else subscriptions,
                self.fetcher.fetch,
                self.clock,
                self._keep,
                read=self._read,
                progress=_named(progress),
                stopped=stopped,
            )
            report.looked += folders
            return report
        finally:
            with suppress(NotImplementedError):
                line_up(self.store)

    def watch(self, wait: Wait, tell: Callable[[SyncReport], None]) -> None:
        """Sync when something is due, for as long as `wait` does not say to stop; `tell` hears of each sync."""
        folders = WireFolders(self.store)
        while True:
            report = self.sync(stopped=lambda: wait(0.0))
            if report.looked:
                tell(report)
            if self._wait(folders, wait, tell):
                return

    def _wait(self, folders: WireFolders, wait: Wait, tell: Callable[[SyncReport], None]) -> bool:
        """Wait until something is due, looking at the folders meanwhile; return whether to stop."""
        until = self.clock() + timedelta(seconds=self.seconds_to_wait())
        if not folders.any:
            return wait(self.seconds_to_wait())
        while self.clock() < until:
            if wait(LOOK_SECONDS):
                return True
            if looked := folders.look():
                tell(SyncReport(looked))
        return False

    def seconds_to_wait(self) -> float:
        """Return how long until something is due."""
        subscriptions = self.store.subscriptions
        at = next_look([one for one in subscriptions.all() if not is_folder(one)], subscriptions.state)
        seconds = (at - self.clock()).total_seconds() if at else LONGEST_WAIT_SECONDS
        return min(max(seconds, SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)

    def ingest_urls(
        self,
        urls: Iterable[str],
        *,
        outlet: str | None = None,
        day: date | None = None,
        title: str | None = None,
        report: IngestReport | None = None,
    ) -> IngestReport:
        """Fetch addresses and take in what is there; one that cannot be had does not stop the others."""
        from tui_reader.parsing import SidecarFacts
        from tui_reader.parsing.decoding import in_utf8

        report = IngestReport() if report is None else report
        for url in urls:
            try:
                fetched = self.fetcher.fetch(url)
            except InputError as error:
                report.refused.append(Refused(url, error))
                continue
            known = "stated at the ingest" if day else None
            facts = SidecarFacts(outlet=outlet, url=fetched.url, date=day, title=title, known=known)
            ingest_pages(self.store, [Page(in_utf8(fetched.body, fetched.content_type), fetched.url, facts)], report)
        return report

    # -- the steps of a sync ----------------------------------------------------------------------
    def _read(self, subscription: Subscription, fetched: Fetched) -> Iterable[Document]:
        """Yield what was fetched as documents, filed under the subscription's own address."""
        from tui_reader.parsing import SidecarFacts, parse_pages
        from tui_reader.parsing.decoding import in_utf8
        from tui_reader.parsing.web_forms import read_web

        facts = SidecarFacts(outlet=subscription.outlet) if subscription.outlet else None
        found = read_web(fetched.body, subscription.url, facts, content_type=fetched.content_type)
        if found is None:
            facts = replace(facts or SidecarFacts(), url=fetched.url)
            found = iter(parse_pages(in_utf8(fetched.body, fetched.content_type), subscription.url, facts))
        at = self.clock()
        return (replace(document, captured_at=at) for document in found if _has_words(document))

    def _keep(self, subscription: Subscription, documents: Sequence[Document]) -> int:
        """Keep what the store does not hold yet and return how many that were."""
        if subscription.title is None and documents and documents[0].outlet:
            self._name(subscription, documents[0].outlet)
        missing = self.store.subscriptions.not_kept_yet(documents, subscription.url)
        forgotten = self.store.forgotten_among(missing)
        missing = [document for document in missing if document.id not in forgotten]
        if subscription.full_text:
            missing = [self._in_full(document) for document in missing]
        return len(ingest_documents(self.store, missing).kept) if missing else 0

    def _name(self, subscription: Subscription, title: str) -> None:
        current = self.store.subscriptions.find(subscription.id)
        if current is not None and current.title is None:
            self.store.subscriptions.change(current._replace(title=title))

    def _in_full(self, entry: Document) -> Document:
        """Return the page of an entry in the entry's place, the entry itself where the page cannot be had."""
        from tui_reader.parsing import SidecarFacts, parse_pages
        from tui_reader.parsing.decoding import in_utf8

        if not entry.url:
            return entry
        try:
            fetched = self.fetcher.fetch(entry.url)
            facts = SidecarFacts(outlet=entry.outlet, url=entry.url)
            page = parse_pages(in_utf8(fetched.body, fetched.content_type), fetched.url, facts)[0]
        except (InputError, IndexError):
            return entry
        if len(page.text) <= len(entry.text):
            return entry
        return replace(
            page,
            id=entry.id,
            known_as=entry.known_as,
            headline=page.headline or entry.headline,
            bylines=page.bylines or entry.bylines,
            first_published_at=page.first_published_at or entry.first_published_at,
            dated=page.dated if page.first_published_at else entry.dated,
            captured_at=entry.captured_at,
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """The states of what a reader asks for by name: due at once, even what is gone."""

    store: Store

    def state(self, id: str) -> SubscriptionState:
        return self.store.subscriptions.state(id)._replace(next_at=None, gone=False)

    def save_state(self, id: str, state: SubscriptionState) -> None:
        self.store.subscriptions.save_state(id, state)


def _pause(stopped: Callable[[], bool]) -> Wait:
    """Return a wait for whoever looks once: it sleeps, and says whether to stop."""

    def wait(seconds: float) -> bool:
        time.sleep(seconds)
        return stopped()

    return wait


def _has_words(document: Document) -> bool:
    return any(post.paragraphs for post in document.posts)


def _named(progress: Progress | None) -> Callable[[int, int, Subscription], None] | None:
    if progress is None:
        return None
    return lambda done, total, subscription: progress(done, total, subscription.title or subscription.url)
