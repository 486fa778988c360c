"""Writing for long without holding others up."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from tui_reader.store import Store, Writing

_HOLD_SECONDS = 0.1  # of the write lock at a time

T = TypeVar("T")
R = TypeVar("R")


def in_short_holds(store: Store, items: Iterable[T], step: Callable[[Writing, T], R]) -> Iterator[R]:
    """Do a step for each item, several in one transaction; yield what the steps return once it is committed.

    The lock is let go of after a tenth of a second, so that another writer's wait stays short.
    """
    waiting = deque(items)
    while waiting:
        results = []
        with store.writing() as block:
            until = time.perf_counter() + _HOLD_SECONDS
            while waiting and time.perf_counter() < until:
                results.append(step(block, waiting.popleft()))
        yield from results
