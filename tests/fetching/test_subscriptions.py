from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.domain import FRESH, Subscription, SubscriptionState
from tui_reader.errors import FetchError, GoneError, RetryLaterError
from tui_reader.fetching import Fetched, health, next_look
from tui_reader.fetching.subscriptions import address, after_failure, after_reading, digest, due, is_same

NOON = datetime(2031, 6, 12, 12, tzinfo=UTC)
FEED = Subscription("https://harbour.example/feed")
ANSWER = Fetched(FEED.url, FEED.url, b"words", etag='"1"', last_modified="then")


def at(minutes: float) -> SubscriptionState:
    return SubscriptionState(next_at=NOON + timedelta(minutes=minutes), checked_at=NOON)


def test_what_waited_longest_is_read_first_and_what_is_new_before_all() -> None:
    late, later, new, early = (Subscription(f"https://a.example/{name}") for name in ("late", "later", "new", "early"))
    states = {late.id: at(-1), later.id: at(-9), new.id: FRESH, early.id: at(1)}
    assert due([late, later, new, early], states.__getitem__, NOON) == [new, later, late]


def test_what_is_muted_or_gone_is_never_due() -> None:
    muted, gone = Subscription("https://a.example/1", muted=True), Subscription("https://a.example/2")
    states = {muted.id: FRESH, gone.id: SubscriptionState(gone=True)}
    assert due([muted, gone], states.__getitem__, NOON) == []
    assert [health(one, states[one.id]).value for one in (muted, gone)] == ["muted", "gone"]
    assert next_look([muted, gone], states.__getitem__) is None


def test_the_next_look_is_the_earliest() -> None:
    one, other = Subscription("https://a.example/1"), Subscription("https://a.example/2")
    states = {one.id: at(7), other.id: at(3)}
    assert next_look([one, other], states.__getitem__) == NOON + timedelta(minutes=3)
    states[one.id] = FRESH
    assert next_look([one, other], states.__getitem__) is None


def test_a_good_look_remembers_what_to_ask_with() -> None:
    state = after_reading(FEED, SubscriptionState(failures=3, trouble="x"), ANSWER, NOON, 7)
    assert (state.etag, state.last_modified, state.entries, state.failures, state.trouble) == (
        '"1"',
        "then",
        7,
        0,
        None,
    )
    assert (state.checked_at, state.changed_at, state.digest) == (NOON, NOON, digest(b"words"))
    assert health(FEED, state).value == "fine"


def test_an_unchanged_look_keeps_what_is_remembered() -> None:
    state = after_reading(FEED, FRESH, ANSWER, NOON, 7)
    later = NOON + timedelta(hours=1)
    again = after_reading(FEED, state, Fetched(FEED.url, FEED.url, b"", not_modified=True), later, None)
    assert (again.etag, again.last_modified, again.digest, again.entries) == ('"1"', "then", state.digest, 7)
    assert (again.checked_at, again.changed_at) == (later, NOON)


def test_conditions_that_a_server_no_longer_sends_are_forgotten() -> None:
    state = after_reading(FEED, FRESH, ANSWER, NOON, 7)
    again = after_reading(FEED, state, Fetched(FEED.url, FEED.url, b"other"), NOON, 8)
    assert (again.etag, again.last_modified) == (None, None)


def test_the_same_body_again_is_told() -> None:
    state = after_reading(FEED, FRESH, ANSWER, NOON, 7)
    assert is_same(state, ANSWER)
    assert not is_same(state, Fetched(FEED.url, FEED.url, b"other"))
    assert not is_same(FRESH, Fetched(FEED.url, FEED.url, b""))


def test_a_feed_that_moved_for_good_is_asked_where_it_is() -> None:
    moved = Fetched(FEED.url, "https://new.example/", b"x", moved_to="https://new.example/")
    state = after_reading(FEED, FRESH, moved, NOON, 1)
    assert address(FEED, state) == "https://new.example/"
    state = after_reading(FEED, state, Fetched(FEED.url, "https://new.example/", b"y"), NOON, 1)
    assert address(FEED, state) == "https://new.example/"


def test_a_new_address_that_is_gone_gives_way_to_the_old_one() -> None:
    state = after_failure(FEED, SubscriptionState(moved_to="https://new.example/"), GoneError("gone"), NOON)
    assert (address(FEED, state), state.gone) == (FEED.url, False)
    assert after_failure(FEED, state, GoneError("gone"), NOON).gone


def test_failures_in_a_row_are_looked_at_ever_less() -> None:
    state, waits = FRESH, []
    for _ in range(12):
        state = after_failure(FEED, state, FetchError("no answer"), NOON)
        assert state.next_at is not None
        waits.append((state.next_at - NOON) / FEED.interval)
    for number, wait in enumerate(waits):
        assert wait == pytest.approx(min(2**number, 96), rel=0.11)
    assert (state.failures, state.trouble, health(FEED, state).value) == (12, "no answer", "failing")


@given(st.datetimes(timezones=st.just(UTC)), st.floats(0, 600_000))
def test_a_server_that_says_when_is_never_asked_sooner(now: datetime, seconds: float) -> None:
    if now.year > 9990:
        return
    state = after_failure(FEED, FRESH, RetryLaterError("busy", seconds=seconds), now)
    assert state.next_at is not None
    assert state.next_at - now >= timedelta(seconds=seconds)
    assert state.next_at - now >= FEED.interval * 0.9


@pytest.mark.parametrize(("minutes", "interval"), [(None, 15), (1, 5), (60, 60), (10**9, 1440), (-5, 5)])
def test_an_interval_stays_polite(minutes: int | None, interval: int) -> None:
    assert Subscription("https://a.example/", minutes=minutes).interval == timedelta(minutes=interval)


def test_feeds_added_at_once_spread_out() -> None:
    feeds = [Subscription(f"https://a.example/{number}") for number in range(100)]
    times = {after_reading(feed, FRESH, ANSWER, NOON, 1).next_at for feed in feeds}
    waits = [(time - NOON) / FEED.interval for time in times if time]
    assert len(times) > 95 and 0.9 <= min(waits) < 0.92 and 1.08 < max(waits) <= 1.1


def test_a_filter_keeps_what_holds_one_of_its_words() -> None:
    feed = Subscription("https://a.example/", only=("ferry", "Quay"))
    assert feed.wants("The FERRY sails") and feed.wants("at the quayside") and not feed.wants("Rain")
    assert Subscription("https://a.example/").wants("Rain")
