"""Whose turn it is at a host: one request at a time, over all programs of this account, and no sooner than it asks."""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui_reader.errors import FetchError, RetryLaterError
from tui_reader.fetching.addresses import Place

MOST_SECONDS = 30.0  # waited for one host; whoever asks for longer is asked at the next sync
_LOOK_SECONDS = 0.1  # between looks at a host that another program is asking

Sleep = Callable[[float], None]


class Turns:
    """The hosts being asked. In `folder` is a file for each, locked while it is asked; in it stands when.

    Without a folder, or with one that cannot be written, only the threads of this program take turns.
    """

    def __init__(
        self, folder: Path | None = None, *, wall: Callable[[], float] = time.time, sleep: Sleep = time.sleep
    ) -> None:
        """Take the folder, a clock that all programs share, and how to wait."""
        self._folder, self._wall, self._sleep = folder, wall, sleep
        self._hosts: dict[str, threading.Lock] = {}
        self._asked: dict[str, float] = {}  # host -> when it was last asked, by the clock of all
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, place: Place, pause: float | None = None) -> Iterator[float]:
        """Hold the host of `place`, at least `pause` seconds after it was last held so; give the seconds waited.

        None asks between times, as for a robots.txt. Raises RetryLaterError where more than `MOST_SECONDS` are to be
        waited; FetchError where another program holds it for that long.
        """
        with self._lock:
            own = self._hosts.setdefault(place.host, threading.Lock())
        started = time.monotonic()
        with own:
            handle = self._lock_file(place)
            try:
                if pause:
                    self._wait(place, pause, handle)
                yield time.monotonic() - started
                if pause is not None:
                    self._note(place, handle)
            finally:
                if handle is not None:
                    os.close(handle)

    def _lock_file(self, place: Place) -> int | None:
        if self._folder is None:
            return None
        name = hashlib.sha256(place.host.encode()).hexdigest()[:24]
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return None
        waited = 0.0
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return handle
            except BlockingIOError:
                if waited >= MOST_SECONDS:
                    os.close(handle)
                    raise FetchError("another tui-reader is asking its host", place.url, "try again later") from None
                self._sleep(_LOOK_SECONDS)
                waited += _LOOK_SECONDS
            except OSError:  # a file system without locks
                os.close(handle)
                return None

    def _wait(self, place: Place, pause: float, handle: int | None) -> None:
        last = self._asked.get(place.host, 0.0)
        if handle is not None:
            with suppress(OSError, ValueError):
                last = max(last, float(os.pread(handle, 32, 0) or 0))
        left = min(last + pause - self._wall(), pause)  # a clock that was wrong once does not hold us up for ever
        if left > MOST_SECONDS:
            what = f"its robots.txt asks for {pause:g} s between requests"
            raise RetryLaterError(what, place.url, "the next sync asks again", left)
        if left > 0:
            self._sleep(left)

    def _note(self, place: Place, handle: int | None) -> None:
        now = self._asked[place.host] = self._wall()
        if handle is not None:
            with suppress(OSError):
                os.ftruncate(handle, 0)
                os.pwrite(handle, f"{now:.3f}".encode(), 0)
