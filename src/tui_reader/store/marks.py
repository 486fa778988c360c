"""A reader's own marks: what was read, starred, kept in the notebook; where the reader left. Apart from the store."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from tui_reader.store.paths import state_folder
from tui_reader.store.rows import packed, unpacked

_TABLES = (
    "CREATE TABLE IF NOT EXISTS read (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS starred (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS muted (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS looked (event TEXT PRIMARY KEY, posts INTEGER, passages TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS places (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS watched (query TEXT PRIMARY KEY, seen INTEGER) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS kept (book TEXT, quotation TEXT, position INTEGER, note TEXT,"
    " PRIMARY KEY (book, quotation)) WITHOUT ROWID",
)
_WAIT_SECONDS = 0.2  # another window of the same reader writes a mark in a millisecond


class Marks:
    """Marks of one reader in a small database of their own; where it cannot be written they last the session.

    No method raises: marks are a convenience, and reading goes on without them. Any thread may call.
    """

    trouble: str | None = None  # why marks are not kept, as a line for the reader; None where all is well

    def __init__(self, path: Path | None = None) -> None:
        """Open the marks at `path` (None: `$XDG_STATE_HOME/tui-reader/marks.db`)."""
        self._path = state_folder() / "marks.db" if path is None else path
        self._lock = threading.Lock()
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError):  # nobody else's business what somebody reads
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL, 0o600))
            self._connection = self._open(str(self._path))
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def read(self, posts: Iterable[str] | None = None) -> set[str]:
        """Return those of `posts` (None: all) that were read."""
        if posts is None:
            return self._ids("SELECT id FROM read")
        return self._ids("SELECT id FROM read WHERE id IN (SELECT value FROM json_each(?))", packed(posts) or "[]")

    def set_read(self, posts: Iterable[str], read: bool = True) -> None:
        """Mark posts as read or unread."""
        self._write("INSERT OR IGNORE INTO read VALUES (?)" if read else "DELETE FROM read WHERE id = ?", posts)

    def starred(self, ids: Iterable[str] | None = None) -> set[str]:
        """Return those of `ids` (None: all) that are starred."""
        if ids is None:
            return self._ids("SELECT id FROM starred")
        return self._ids("SELECT id FROM starred WHERE id IN (SELECT value FROM json_each(?))", packed(ids) or "[]")

    def set_starred(self, id: str, starred: bool = True) -> None:
        """Star a post or a quotation, or take the star away."""
        self._write("INSERT OR IGNORE INTO starred VALUES (?)" if starred else "DELETE FROM starred WHERE id = ?", [id])

    def place(self, key: str) -> str | None:
        """Return what was kept under `key` ("timeline", "search"), None where nothing was."""
        rows = self._rows("SELECT value FROM places WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def set_place(self, key: str, value: str | None) -> None:
        """Keep a short text under `key`; None forgets it."""
        if value is None:
            self._write("DELETE FROM places WHERE key = ?", [key])
        else:
            self._write_rows("INSERT OR REPLACE INTO places VALUES (?, ?)", [(key, value)])

    def muted(self) -> set[str]:
        """Return the outlets (by name, "" for those without) whose posts the reader does not want in the timeline."""
        return self._ids("SELECT id FROM muted")

    def set_muted(self, outlet: str, muted: bool = True) -> None:
        """Mute an outlet, or listen to it again."""
        self._write("INSERT OR IGNORE INTO muted VALUES (?)" if muted else "DELETE FROM muted WHERE id = ?", [outlet])

    def looked(self, event: str) -> set[str] | None:
        """Return the passages of an event that the reader has seen side by side, None where never."""
        rows = self._rows("SELECT passages FROM looked WHERE event = ?", event)
        return set(unpacked(str(rows[0][0]))) if rows else None

    def looked_posts(self) -> dict[str, int]:
        """Return how many posts each event had when the reader last looked at it side by side."""
        return {str(event): int(str(posts)) for event, posts in self._rows("SELECT event, posts FROM looked")}

    def set_looked(self, event: str, posts: int, passages: Iterable[str]) -> None:
        """Remember what of an event the reader has seen now."""
        self._write_rows("INSERT OR REPLACE INTO looked VALUES (?, ?, ?)", [(event, posts, packed(passages) or "[]")])

    def watched(self) -> dict[str, int]:
        """Return the searches the reader watches, each with the newest quotation seen (a key of the store)."""
        return {str(query): int(str(seen)) for query, seen in self._rows("SELECT query, seen FROM watched")}

    def set_watched(self, query: str, seen: int | None) -> None:
        """Watch a search from the quotation `seen` on; None ends it."""
        if seen is None:
            self._write("DELETE FROM watched WHERE query = ?", [query])
        else:
            self._write_rows("INSERT OR REPLACE INTO watched VALUES (?, ?)", [(query, seen)])

    # -- the notebook -----------------------------------------------------------------------------
    def kept(self, book: str) -> list[tuple[str, str]]:
        """Return the quotations kept in a book, in its order: id and note."""
        rows = self._rows("SELECT quotation, note FROM kept WHERE book = ? ORDER BY position, quotation", book)
        return [(str(id), str(note or "")) for id, note in rows]

    def books(self) -> dict[str, int]:
        """Return the names of the books that hold something, with how many quotations."""
        rows = self._rows("SELECT book, count(*) FROM kept GROUP BY book ORDER BY book")
        return {str(book): int(str(count)) for book, count in rows}

    def keep(self, book: str, quotations: Sequence[str]) -> int:
        """Put quotations at the end of a book; return how many were not there before."""
        known = {id for id, _ in self.kept(book)}
        new = [id for id in dict.fromkeys(quotations) if id not in known]
        rows = self._rows("SELECT coalesce(max(position), 0) FROM kept WHERE book = ?", book)
        last = int(str(rows[0][0])) if rows else 0
        at_end = [(book, id, last + n, "") for n, id in enumerate(new, 1)]
        self._write_rows("INSERT OR IGNORE INTO kept VALUES (?, ?, ?, ?)", at_end)
        return len(new)

    def arrange(self, book: str, kept: Sequence[tuple[str, str]]) -> None:
        """Set what a book holds, in order, with the notes; an empty book is none."""
        rows = [(book, id, n, note) for n, (id, note) in enumerate(kept, 1)]
        self._write_rows("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
        held = {id for id, _ in kept}
        gone = [(book, id) for id, _ in self.kept(book) if id not in held]
        self._write_rows("DELETE FROM kept WHERE book = ? AND quotation = ?", gone)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    # -- SQL --------------------------------------------------------------------------------------
    def _open(self, path: str) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            for statement in _TABLES:
                connection.execute(statement)
            # A mark lost with the power is no harm; a sync on every key press is.
            connection.execute("PRAGMA synchronous = OFF")
        except BaseException:
            connection.close()
            raise
        return connection

    def _give_up(self, error: Exception) -> None:
        """Go on in memory, and say why."""
        self.trouble = f"{self._path}: marks cannot be kept ({error}); they last until you leave"
        self._connection = self._open(":memory:")

    def _ids(self, sql: str, *values: object) -> set[str]:
        return {str(row[0]) for row in self._rows(sql, *values)}

    def _rows(self, sql: str, *values: object) -> Sequence[tuple[object, ...]]:
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                self.trouble = f"{self._path}: marks cannot be read ({error})"
                return []

    def _write(self, sql: str, ids: Iterable[str]) -> None:
        self._write_rows(sql, [(id,) for id in ids])

    def _write_rows(self, sql: str, rows: Sequence[tuple[str | int, ...]]) -> None:
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany(sql, rows)
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                self.trouble = f"{self._path}: marks cannot be kept ({error})"
