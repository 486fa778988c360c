"""Reading what is due: several hosts at a time, everything kept before it is remembered as read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Protocol

from tui_reader.domain import Document, Subscription, SubscriptionState
from tui_reader.errors import InputError, StoreError, TuiReaderError
from tui_reader.fetching.fetcher import Fetched
from tui_reader.fetching.subscriptions import (
    address,
    after_failure,
    after_reading,
    due,
    is_same,
)

AT_A_TIME = 8  # fetches under way; waiting for servers, not computing
KEPT_AT_ONCE = 100  # documents handed over in one go: some 0.2 s of work, and all that a kill can cost


class States(Protocol):
    """Where states are remembered; each `save` is on the disk when it returns."""

    def state(self, id: str) -> SubscriptionState:
        """Return the state of the subscription with this id, a fresh one for an unknown id."""

    def save_state(self, id: str, state: SubscriptionState) -> None:
        """Remember it."""


Fetch = Callable[[str, str | None, str | None], Fetched]  # URL, etag, last modified; raises InputError
Read = Callable[[Subscription, Fetched], Iterable[Document]]  # raises InputError
# Documents of one subscription -> how many of them were new or changed; the same ones again change nothing.
Keep = Callable[[Subscription, Sequence[Document]], int]
Progress = Callable[[int, int, Subscription], None]  # done, in all, the one that is done


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at one subscription; `error` is why nothing did."""

    subscription: Subscription
    entries: int = 0
    new: int = 0
    unchanged: bool = False
    error: TuiReaderError | None = None


@dataclass(slots=True)
class SyncReport:
    """What came of a sync, in the order in which the servers answered."""

    looked: list[Looked] = field(default_factory=list)

    @property
    def new(self) -> int:
        """Return how many documents are new or changed."""
        return sum(one.new for one in self.looked)

    @property
    def failed(self) -> list[Looked]:
        """Return those that could not be read."""
        return [one for one in self.looked if one.error]


def sync(
    subscriptions: Sequence[Subscription],
    states: States,
    fetch: Fetch,
    clock: Callable[[], datetime],
    keep: Keep,
    *,
    read: Read,
    at_a_time: int = AT_A_TIME,
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """Read every subscription that is due and return what came of it.

    `fetch` is called in up to `at_a_time` threads, all else in the caller's. No more bodies than that are
    held at once, and documents are handed over as they are read. A state is saved when all documents are
    kept: killed at any moment, the next sync asks for the rest again, and what was kept is the same again.
    One subscription that fails does not stop the others; a StoreError does. `stopped` ends it early.
    """
    report = SyncReport()
    waiting = iter(plan := due(subscriptions, states.state, clock()))
    pool = ThreadPoolExecutor(max_workers=at_a_time, thread_name_prefix="fetch")
    under_way: dict[Future[Fetched], Subscription] = {}

    def start(number: int) -> None:
        for subscription in islice(waiting, 0 if stopped() else number):
            state = states.state(subscription.id)
            where = address(subscription, state)
            under_way[pool.submit(fetch, where, state.etag, state.last_modified)] = subscription

    try:
        start(at_a_time)
        while under_way:
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            while done:
                future = done.pop()  # the last that holds its body
                subscription = under_way.pop(future)
                report.looked.append(_take(subscription, states, future, clock, read, keep))
                if progress is not None:
                    progress(len(report.looked), len(plan), subscription)
                start(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return report


def _take(
    subscription: Subscription,
    states: States,
    future: Future[Fetched],
    clock: Callable[[], datetime],
    read: Read,
    keep: Keep,
) -> Looked:
    """Keep what a fetch brought, then remember it."""
    state = states.state(subscription.id)
    try:
        fetched = future.result()
        if is_same(state, fetched):
            states.save_state(subscription.id, after_reading(subscription, state, fetched, clock(), None))
            return Looked(subscription, state.entries, unchanged=True)
        entries = new = 0
        for documents in _groups(read(subscription, fetched)):
            entries += len(documents)
            wanted = [document for document in documents if subscription.wants(document.text)]
            new += keep(subscription, wanted)
    except StoreError:
        raise
    except Exception as error:  # a feed that we fail on must not cost the others
        known = error if isinstance(error, TuiReaderError) else _defect(error, subscription)
        states.save_state(subscription.id, after_failure(subscription, state, known, clock()))
        return Looked(subscription, error=known)
    states.save_state(subscription.id, after_reading(subscription, state, fetched, clock(), entries))
    return Looked(subscription, entries, new)


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    remaining = iter(documents)
    while group := list(islice(remaining, KEPT_AT_ONCE)):
        yield group


def _defect(error: Exception, subscription: Subscription) -> InputError:
    return InputError(f"could not be used ({type(error).__name__}: {error})", subscription.url)
