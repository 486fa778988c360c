"""Processes that work beside the one that writes: what they give comes in the order of what was handed over."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

# A worker is ready after 0.7 s of CPU, which 40 pages of 400 words take to be read.
_PAYS_FROM = 80  # pages
_TASK = 8  # things a task: handing over a page costs a twentieth of reading it
_AHEAD = 4  # tasks a worker may be ahead of whoever takes what they give

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def workers_for(pages: int, jobs: int | None) -> int:
    """Return how many workers to use: `jobs`, else as many as there are cores where so many pages pay for them."""
    if jobs is not None:
        return jobs if jobs > 1 else 0
    count = cores()
    return count if count > 1 and pages >= _PAYS_FROM else 0


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """So many processes, started when they are first needed; none: all is done here."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let the processes go; where the work was broken off, at once, whatever they are at."""
        if self._pool is not None and kind is not None:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
        self._end()

    def map(self, work: Callable[[_In], _Out], things: Iterable[_In], lost: Callable[[_In], _Out]) -> Iterator[_Out]:
        """Yield what `work`, a function of a module, gives of each thing, in order; only some are ahead of the taker.

        A thing that ends the process that works on it costs itself: `lost` says what stands in its place.
        """
        if not self._count:
            yield from map(work, things)
            return
        from concurrent.futures.process import BrokenProcessPool  # 20 ms of imports, which few pages do not pay for

        waiting = iter(things)
        ahead: deque[tuple[list[_In], Future[list[_Out]]]] = deque()
        while True:
            while len(ahead) < self._count * _AHEAD and (task := list(islice(waiting, _TASK))):
                ahead.append((task, self._started().submit(each, work, task)))
            if not ahead:
                return
            task, answer = ahead.popleft()
            try:
                done = answer.result()
            except BrokenProcessPool:  # one of these, or of those ahead, ended a process
                self._end()
                done = [self._alone(work, thing, lost) for thing in task]
                ahead = deque((task, self._started().submit(each, work, task)) for task, _ in ahead)
            yield from done

    def _alone(self, work: Callable[[_In], _Out], thing: _In, lost: Callable[[_In], _Out]) -> _Out:
        from concurrent.futures.process import BrokenProcessPool

        with _pool(1) as alone:
            try:
                return alone.submit(each, work, [thing]).result()[0]
            except BrokenProcessPool:
                return lost(thing)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _pool(self._count)
        return self._pool

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _pool(count: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _settle_in)


def _settle_in() -> None:
    """Leave an interrupt to the process that started this one, and let the collector of cycles look seldom."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(10_000, 20, 20)


def each(work: Callable[[_In], _Out], things: Sequence[_In]) -> list[_Out]:
    """Return what `work` gives of each thing: what is handed to a process."""
    return [work(thing) for thing in things]
