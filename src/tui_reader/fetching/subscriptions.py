"""What a reader follows, how each of it is doing, and what is to be done when. Decides; does nothing.

Every function here is pure: subscriptions, states and a time go in, values come out. `sync.py` does it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from tui_reader.domain import Health, Subscription, SubscriptionState
from tui_reader.domain.subscription import MAX_MINUTES
from tui_reader.errors import GoneError, RetryLaterError, TuiReaderError
from tui_reader.fetching.fetcher import Fetched

JITTER = 0.1  # of the interval, either way: a hundred feeds added at once spread out within a few rounds
MAX_TROUBLE_CHARACTERS = 200


StateOf = Callable[[str], SubscriptionState]  # id of a subscription -> its state, FRESH for an unknown one


def address(subscription: Subscription, state: SubscriptionState) -> str:
    """Return where to ask: the new address of what has moved for good."""
    return state.moved_to or subscription.url


def due(subscriptions: Iterable[Subscription], state_of: StateOf, now: datetime) -> list[Subscription]:
    """Return what is to be read now, what has waited longest first. What is muted or gone never is."""
    waiting: list[tuple[datetime | None, Subscription]] = []
    for subscription in subscriptions:
        state = state_of(subscription.id)
        if not (subscription.muted or state.gone) and (state.next_at is None or state.next_at <= now):
            waiting.append((state.next_at, subscription))
    waiting.sort(key=lambda pair: pair[0].timestamp() if pair[0] else float("-inf"))
    return [subscription for _, subscription in waiting]


def next_look(subscriptions: Iterable[Subscription], state_of: StateOf) -> datetime | None:
    """Return when the first of them is to be read next; None where none ever is, or one never was."""
    states = [state_of(one.id) for one in subscriptions if not one.muted]
    times = [state.next_at for state in states if not state.gone]
    known = [time for time in times if time is not None]
    return min(known) if known and len(known) == len(times) else None


def health(subscription: Subscription, state: SubscriptionState) -> Health:
    """Return how a subscription is doing."""
    if state.gone:
        return Health.GONE
    if subscription.muted:
        return Health.MUTED
    if state.failures:
        return Health.FAILING
    return Health.FINE if state.checked_at else Health.NEW


def is_same(state: SubscriptionState, fetched: Fetched) -> bool:
    """Say whether what came is what was taken in last time."""
    return fetched.not_modified or (state.digest is not None and state.digest == digest(fetched.body))


def after_reading(
    subscription: Subscription, state: SubscriptionState, fetched: Fetched, now: datetime, entries: int | None
) -> SubscriptionState:
    """Return the state after a look that went well; `entries` is None where nothing had changed.

    Only call it when all of `entries` are kept: what is remembered here is not asked for again.
    """
    seen = state._replace(
        etag=fetched.etag or (state.etag if fetched.not_modified else None),
        last_modified=fetched.last_modified or (state.last_modified if fetched.not_modified else None),
        checked_at=now,
        next_at=now + _spread(subscription, subscription.interval, now),
        failures=0,
        trouble=None,
        moved_to=fetched.moved_to or state.moved_to,
    )
    if entries is None:
        return seen
    return seen._replace(digest=digest(fetched.body), changed_at=now, entries=entries)


def after_failure(
    subscription: Subscription, state: SubscriptionState, error: TuiReaderError, now: datetime
) -> SubscriptionState:
    """Return the state after a look that failed: each failure in a row doubles the wait, up to a day.

    A server that says when to come back is asked no sooner. One that says
    that the feed is gone for good is not asked again; a feed that had moved is looked for at its old address.
    """
    wait = min(subscription.interval * 2 ** min(state.failures, 10), timedelta(minutes=MAX_MINUTES))
    wait = _spread(subscription, wait, now)
    if isinstance(error, RetryLaterError) and error.seconds is not None:
        wait = max(wait, timedelta(seconds=error.seconds))
    gone = isinstance(error, GoneError)
    return state._replace(
        checked_at=now,
        next_at=now + wait,
        failures=state.failures + 1,
        trouble=str(error)[:MAX_TROUBLE_CHARACTERS],
        gone=gone and state.moved_to is None,
        moved_to=None if gone else state.moved_to,
    )


def digest(body: bytes) -> str:
    """Return what tells one body from another."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _spread(subscription: Subscription, wait: timedelta, now: datetime) -> timedelta:
    """Return `wait` up to a tenth longer or shorter, differently for each subscription and each look."""
    seed = hashlib.blake2b(f"{subscription.id} {now.isoformat()}".encode(), digest_size=4).digest()
    share = int.from_bytes(seed, "big") / 2**32  # 0..1
    return wait * (1 + JITTER * (2 * share - 1))
