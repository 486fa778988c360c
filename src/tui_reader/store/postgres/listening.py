"""Hearing of writes: the server tells (LISTEN, NOTIFY), so that a look for news costs no trip down the line."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import psycopg

from tui_reader.errors import StoreError
from tui_reader.store.postgres.connection import ServerConnection

CHANNEL = "tui_reader_writes"
_LOOK_SECONDS = 0.2  # how long a listener waits for a word before it sees that it is to end
_AGAIN_SECONDS = 1.0  # between tries at a line that dropped


class Listener:
    """Holds the number of the last write, in a thread and on a connection of its own; a dropped line is made anew.

    `news` grows with every write that is heard of, and with every line made anew: nobody knows what was missed then.
    """

    def __init__(self, connect: Callable[[], ServerConnection]) -> None:
        """Begin to listen. Raises StoreError."""
        self._connect = connect
        self._left = threading.Event()
        self._lock = threading.Lock()
        self.count = self.news = 0
        line = self._begin()
        self._thread = threading.Thread(target=self._listen, args=(line,), name="store news", daemon=True)
        self._thread.start()

    def heard(self, number: int) -> None:
        """Take in the number of a write; one that was heard of is no news."""
        with self._lock:
            if number > self.count:
                self.count, self.news = number, self.news + 1

    def close(self) -> None:
        """Listen no longer."""
        self._left.set()
        self._thread.join()

    def _begin(self) -> ServerConnection:
        line = self._connect()
        line.raw.execute(f"LISTEN {CHANNEL}".encode())
        (number,) = line.execute("SELECT count FROM writes").fetchone() or (0,)
        with self._lock:
            self.count, self.news = number, self.news + 1  # fewer than before, where the server lost its last moments
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
