from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_document
from tests.fetching.conftest import LOOPBACK
from tests.fetching.wild import WildServer
from tui_reader.domain import FRESH, Document, Subscription, SubscriptionState
from tui_reader.errors import FetchError, NotTextError, StoreLockedError
from tui_reader.fetching import Fetched, Fetcher, SyncReport, sync
from tui_reader.fetching.sync import KEPT_AT_ONCE

NOON = datetime(2031, 6, 12, 12, tzinfo=UTC)


class Killed(BaseException):
    """What a SIGKILL looks like from inside."""


class House:
    """Feeds made of words, a clock that stands, what is kept, what is remembered."""

    def __init__(self) -> None:
        self.bodies: dict[str, str] = {}
        self.now = NOON
        self.kept: dict[str, str] = {}
        self.writes: list[str] = []
        self.states: dict[str, SubscriptionState] = {}
        self.asked: list[str] = []
        self.kill_after: int | None = None
        self.largest = 0

    def state(self, id: str) -> SubscriptionState:
        return self.states.get(id, FRESH)

    def save_state(self, id: str, state: SubscriptionState) -> None:
        self.states[id] = state

    def fetch(self, url: str, etag: str | None, last_modified: str | None) -> Fetched:
        self.asked.append(url)
        if url not in self.bodies:
            raise FetchError("answers 404", url)
        return Fetched(url, url, self.bodies[url].encode())

    def read(self, subscription: Subscription, fetched: Fetched) -> Iterator[Document]:
        for words in fetched.body.decode().split():
            if words == "broken":
                raise NotTextError("no feed", fetched.url)
            if words == "defect":
                raise ZeroDivisionError
            yield replace(make_document(("Headline", words)), id=f"{subscription.url} {words}")

    def keep(self, subscription: Subscription, documents: Sequence[Document]) -> int:
        self.largest = max(self.largest, len(documents))
        new = 0
        for document in documents:
            if self.kill_after is not None and len(self.writes) >= self.kill_after:
                raise Killed
            if self.kept.get(document.id) != document.text:
                self.kept[document.id] = document.text
                self.writes.append(document.id)
                new += 1
        return new

    def sync(self, *subscriptions: Subscription, at_a_time: int = 3) -> SyncReport:
        return sync(subscriptions, self, self.fetch, lambda: self.now, self.keep, read=self.read, at_a_time=at_a_time)


@pytest.fixture
def house() -> House:
    return House()


def feeds(number: int) -> list[Subscription]:
    return [Subscription(f"https://{index}.example/") for index in range(number)]


def test_what_is_due_is_read_kept_and_remembered(house: House) -> None:
    one, other = feeds(2)
    house.bodies = {one.url: "a b", other.url: "c"}
    report = house.sync(one, other)
    assert sorted(house.kept) == [f"{one.url} a", f"{one.url} b", f"{other.url} c"]
    assert report.new == 3 and report.failed == []
    assert house.states[one.id].entries == 2
    assert house.sync(one, other).looked == []  # nothing is due yet


def test_what_came_before_is_not_read_again(house: House) -> None:
    (one,) = feeds(1)
    house.bodies = {one.url: "a b"}
    house.sync(one)
    house.now += timedelta(hours=1)
    house.read = None  # type: ignore[assignment]
    (looked,) = house.sync(one).looked
    assert looked.unchanged and looked.entries == 2 and looked.new == 0


def test_only_what_is_new_counts_as_new(house: House) -> None:
    (one,) = feeds(1)
    house.bodies = {one.url: "a b"}
    house.sync(one)
    house.now += timedelta(hours=1)
    house.bodies = {one.url: "a b c"}
    (looked,) = house.sync(one).looked
    assert (looked.entries, looked.new, len(house.writes)) == (3, 1, 3)


@pytest.mark.parametrize("words", ["broken", "a broken", "defect"])
def test_one_that_fails_does_not_stop_the_others(house: House, words: str) -> None:
    bad, missing, good = feeds(3)
    house.bodies = {bad.url: words, good.url: "a"}
    report = house.sync(bad, missing, good)
    assert {one.subscription.url for one in report.failed} == {bad.url, missing.url}
    assert house.states[bad.id].failures == 1 and house.states[bad.id].digest is None
    assert f"{good.url} a" in house.kept


def test_a_store_that_cannot_be_used_stops_it(house: House) -> None:
    def locked(subscription: Subscription, documents: Sequence[Document]) -> int:
        raise StoreLockedError("the store is locked")

    house.bodies = {feed.url: "a" for feed in feeds(9)}
    house.keep = locked  # type: ignore[method-assign]
    with pytest.raises(StoreLockedError):
        house.sync(*feeds(9), at_a_time=2)
    assert house.states == {} and len(house.asked) <= 4


@pytest.mark.parametrize("kill_after", [0, 1, 99, 100, 101, 250, 399])
def test_killed_at_any_moment_the_next_sync_has_all_of_it_and_nothing_twice(house: House, kill_after: int) -> None:
    house.bodies = {feed.url: " ".join(f"w{number}" for number in range(200)) for feed in feeds(2)}
    house.kill_after = kill_after
    with pytest.raises(Killed):
        house.sync(*feeds(2))
    house.kill_after = None
    house.sync(*feeds(2))
    assert len(house.kept) == 400
    assert len(house.writes) == len(set(house.writes)) == 400
    assert house.largest == KEPT_AT_ONCE


def test_what_is_finished_before_a_kill_is_not_asked_for_again(house: House) -> None:
    one, other = feeds(2)
    house.bodies = {one.url: "a", other.url: "b"}
    house.kill_after = 1
    with pytest.raises(Killed):
        house.sync(one, other, at_a_time=1)
    house.kill_after, house.asked = None, []
    house.sync(one, other, at_a_time=1)
    assert house.asked == [other.url]


def test_no_more_are_under_way_than_were_asked_for(house: House) -> None:
    lock, both = threading.Lock(), threading.Event()
    under_way = most = 0

    def fetch(url: str, etag: str | None, last_modified: str | None) -> Fetched:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
            if under_way == 2:
                both.set()
        both.wait(10)
        with lock:
            under_way -= 1
        return Fetched(url, url, b"a")

    house.fetch = fetch  # type: ignore[method-assign]
    assert house.sync(*feeds(12), at_a_time=2).new == 12
    assert most == 2


def test_it_can_be_stopped_between_two(house: House) -> None:
    house.bodies = {feed.url: "a" for feed in feeds(9)}
    report = sync(
        feeds(9),
        house,
        house.fetch,
        lambda: NOON,
        house.keep,
        read=house.read,
        at_a_time=1,
        stopped=lambda: len(house.kept) >= 3,
    )
    assert len(report.looked) == 3


def test_a_filter_keeps_the_rest_out(house: House) -> None:
    feed = Subscription("https://a.example/", only=("ferry",))
    house.bodies = {feed.url: "ferry rain ferryman"}
    (looked,) = house.sync(feed).looked
    assert (looked.entries, looked.new) == (3, 2)


def test_over_the_wire_conditions_moves_and_waits_are_remembered(server: WildServer, house: House) -> None:
    server.serve("/old", 301, Location="/new")
    server.scripts["/new"] = lambda visit: visit.reply(
        304 if visit.headers.get("If-None-Match") == '"1"' else 200,
        b"" if visit.headers.get("If-None-Match") == '"1"' else b"a b",
        {"ETag": '"1"'},
    )
    server.serve("/busy", 429, Retry_After="7200")
    server.serve("/gone", 410)
    moved, busy, gone = (Subscription(server.url(path)) for path in ("/old", "/busy", "/gone"))
    house.fetch = Fetcher(LOOPBACK).fetch  # type: ignore[method-assign]
    house.sync(moved, busy, gone)
    house.now += timedelta(hours=1)
    report = house.sync(moved, busy, gone)
    assert [one.unchanged for one in report.looked] == [True]
    assert server.paths().count("/old") == 1 and server.paths()[-1] == "/new"
    assert house.states[gone.id].gone
    house.now += timedelta(hours=1)
    assert {one.subscription.url for one in house.sync(moved, busy, gone).looked} == {moved.url, busy.url}
