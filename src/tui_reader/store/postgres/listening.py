"""Hearing of writes: the server tells (LISTEN, NOTIFY), so that a look for news costs no trip down the line."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import psycopg

from tui_reader.errors import StoreError
from tui_reader.store.postgres.connection import ServerConnection

CHANNEL = "tui_reader_writes"
_LOOK_SECONDS = 0.5  # how long a listener waits for a word before it sees that it is to end
_AGAIN_SECONDS = 1.0  # between tries at a line that dropped


class Listener:
    """Holds the number of the last write, in a thread and on a connection of its own; a dropped line is made anew."""

    def __init__(self, connect: Callable[[], ServerConnection], count: Callable[[], int]) -> None:
        """Begin to listen; `count` reads the number, which may have grown while nobody listened. Raises StoreError."""
        self._connect, self._count = connect, count
        self._left = threading.Event()
        self._lock = threading.Lock()
        self._number = 0
        line = self._begin()
        self._thread = threading.Thread(target=self._listen, args=(line,), name="store news", daemon=True)
        self._thread.start()

    @property
    def count(self) -> int:
        """The number of the last write that was heard of."""
        return self._number

    def heard(self, number: int) -> None:
        """Take in the number of a write; numbers only grow."""
        with self._lock:
            self._number = max(self._number, number)

    def close(self) -> None:
        """Listen no longer."""
        self._left.set()
        self._thread.join()

    def _begin(self) -> ServerConnection:
        line = self._connect()
        line.raw.execute(f"LISTEN {CHANNEL}".encode())
        (number,) = line.execute("SELECT count FROM writes").fetchone() or (0,)
        self.heard(number)
        return line

    def _listen(self, line: ServerConnection | None) -> None:
        while not self._left.is_set():
            if line is None:
                with suppress(StoreError, psycopg.Error):
                    line = self._begin()
                if line is None:
                    self._left.wait(_AGAIN_SECONDS)
                    continue
            try:
                for told in line.raw.notifies(timeout=_LOOK_SECONDS, stop_after=1):
                    self.heard(int(told.payload))
            except psycopg.Error:
                line.raw.close()
                line = None
        if line is not None:
            line.raw.close()
