"""Writing for long without holding others up."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from tui_reader.errors import ContradictionError

if TYPE_CHECKING:
    from tui_reader.store import Store, Writing

_HOLD_SECONDS = 0.1  # of the write lock at a time

T = TypeVar("T")
R = TypeVar("R")


def in_short_holds(
    store: Store,
    items: Iterable[T],
    step: Callable[[Writing, T], R],
    refuse: Callable[[T, Exception], None] | None = None,
    more: Iterator[Sequence[T]] | None = None,
) -> Iterator[R]:
    """Do a step for each item, several in one transaction; yield what the steps return once it is committed.

    The lock is let go of after a tenth of a second, so that another writer's wait stays short. An item that
    contradicts itself or what is stored (two things of one id, what is no text) goes to `refuse`, if that is
    given, and costs no other: what was done with it is undone, and done again one by one. A savepoint for
    each would make SQLite write its search index out at each. While somebody else holds the lock, `more` items, which
    take their time to be made, are made and done after these.
    """
    waiting = deque(items)
    alone = 0  # how many of the next items to take one by one
    while waiting:
        while more is not None and store.others_write() and (made := next(more, None)) is not None:
            waiting.extend(made)
        taken: list[T] = []
        results: list[R] = []
        try:
            with store.writing() as block:
                until = time.perf_counter() + _HOLD_SECONDS
                while waiting and time.perf_counter() < until and not (alone and taken):
                    taken.append(waiting.popleft())
                    results.append(step(block, taken[-1]))
        except (ContradictionError, UnicodeError) as error:
            if refuse is None:
                raise
            if len(taken) > 1:
                waiting.extendleft(reversed(taken))
                alone = len(taken)
                continue
            refuse(taken[0], error)
        else:
            yield from results
        alone = max(0, alone - 1)
