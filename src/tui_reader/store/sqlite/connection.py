"""Connections to one store file: how they are opened, and what SQLite's complaints mean to a reader.

Writers take the write lock at once (`BEGIN IMMEDIATE`): a read turned write would fail at once instead of
waiting. Readers never wait, since the store is in WAL mode. A thread has connections of its own.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote
from weakref import WeakSet

from tui_reader.errors import (
    ContradictionError,
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreNewerError,
    StoreReadOnlyError,
)
from tui_reader.store.own_writes import OwnWrites
from tui_reader.store.sqlite.file_connection import FAULTS, FileConnection

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

APPLICATION_ID = 0x54554952  # "TUIR": tells our file from another program's database
# held: the file being written, by its number in the file system; a copy taken meanwhile is known by it.
_COUNT_WRITE = "UPDATE writes SET count = count + 1, held = coalesce(held, ?) RETURNING count"
_LOG_BYTES = 16 << 20  # a longer log is written back as soon as no reader needs it; readers slow down with its length
_LOG_WAIT = 50  # milliseconds for readers to let go of the log; at the next write there is another chance
_RETRIES = 5  # of a read that a writer overtook, for a reader that cannot take part in locking

T = TypeVar("T")

ADVICE_DAMAGED = "restore a backup, or `tui-reader rebuild FILE` saves what can be read"
COPIED = (
    "a copy of a store that was in use: what was written last may be missing; `tui-reader backup` makes whole copies"
)
_ERRORS: dict[int, tuple[type[StoreError], str, str]] = {
    sqlite3.SQLITE_BUSY: (StoreLockedError, "the store is locked", "another program is writing; try again"),
    sqlite3.SQLITE_LOCKED: (StoreLockedError, "the store is locked", "another program is writing; try again"),
    sqlite3.SQLITE_CORRUPT: (StoreCorruptError, "the store is damaged", ADVICE_DAMAGED),
    sqlite3.SQLITE_NOTADB: (StoreCorruptError, "not a store of tui-reader", "name another file with --store"),
    sqlite3.SQLITE_READONLY: (StoreReadOnlyError, "the store may not be written", "ask its owner for write permission"),
    sqlite3.SQLITE_PERM: (StoreReadOnlyError, "the store may not be used", "ask its owner for permission"),
    sqlite3.SQLITE_CANTOPEN: (StoreReadOnlyError, "the store cannot be opened", "check that file and folder are yours"),
    sqlite3.SQLITE_FULL: (StoreFullError, "no room left for the store", "free some space on the disk"),
    sqlite3.SQLITE_IOERR: (StoreError, "the disk failed under the store", "check the disk, then try again"),
}


def store_error(error: Exception, path: Path) -> StoreError:
    """Return the error a reader should see for one of SQLite's."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    kind, what, hint = _ERRORS.get(code, (StoreCorruptError, f"the store is damaged ({error})", "restore a backup"))
    return kind(what, str(path), hint)


def is_store(path: Path) -> bool:
    """Say whether a file is a store of ours, by its first bytes."""
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\0") and header[68:] == APPLICATION_ID.to_bytes(4, "big")


class Connections:
    """The connections of all threads to one file."""

    def __init__(self, path: Path, version: int, wait: float) -> None:
        """Say which file; `version` is the newest schema we know, `wait` how many seconds to wait for a lock."""
        self.path, self._version, self._wait = path, version, wait
        self._local = threading.local()
        self._all: WeakSet[FileConnection] = WeakSet()
        self._own = OwnWrites()
        self._has_written = False

    def read(self, function: Callable[[Connection], T]) -> T:
        """Return what `function` reads, all of it from one moment of the store."""
        try:
            for _ in range(_RETRIES):
                connection = self._reader()
                connection.execute("BEGIN")
                try:
                    self._refuse_newer(connection)
                    result = function(connection)
                finally:
                    connection.execute("ROLLBACK")
                if connection.stamp in (None, self._stamp()):
                    return result
                self._forget_reader()
        except FAULTS as error:
            raise store_error(error, self.path) from error
        raise StoreLockedError("the store keeps changing", str(self.path), "try again")

    @contextmanager
    def write(self, *, create: bool = False) -> Iterator[FileConnection]:
        """Hold the write lock: all that is written in the block is kept, or nothing of it.

        `create` makes the file where there is none, and lays its tables. Raises StoreError, ContradictionError.
        """
        try:
            connection = self._writer(create=create)
            connection.execute("BEGIN IMMEDIATE")
            before = None
            try:
                number = None if create else self._count_write(connection)
                yield connection
                if not create:
                    connection.end_writing()
                if number is not None:  # known as ours before anybody can see it
                    before = self._own.began(number)
                connection.execute("COMMIT")
            except BaseException:
                if before is not None:
                    self._own.take_back(before)  # before the lock is let go
                connection.rollback()
                raise
            self._shorten_log(connection, first=not create and not self._has_written)
            self._has_written = self._has_written or not create
        except sqlite3.IntegrityError as error:
            raise ContradictionError(str(error)) from error
        except FAULTS as error:
            raise store_error(error, self.path) from error

    def _count_write(self, connection: sqlite3.Connection) -> int:
        self._refuse_newer(connection)
        return int(connection.execute(_COUNT_WRITE, (str(self._file()[1]),)).fetchone()[0])

    def _refuse_newer(self, connection: sqlite3.Connection) -> None:
        """Stop where another program brought the store up to date while we had it open."""
        if connection.execute("PRAGMA user_version").fetchone()[0] > self._version:
            raise self._newer()

    def _newer(self) -> StoreNewerError:
        hint = "update tui-reader, or start it again where that was done"
        return StoreNewerError("the store was written by a newer tui-reader", str(self.path), hint)

    def _shorten_log(self, connection: sqlite3.Connection, *, first: bool) -> None:
        """Write the log back into the store: after our first write, and when it is long and its readers let go.

        The first, so that who holds the store stands in the file itself, where a copy of the file takes it along.
        """
        if first:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        elif self._log_size() > _LOG_BYTES:
            connection.execute(f"PRAGMA busy_timeout = {_LOG_WAIT}")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute(f"PRAGMA busy_timeout = {int(self._wait * 1000)}")

    def was_copied_in_use(self) -> bool:
        """Say whether the file is a copy of a store that somebody was writing, or had not closed."""
        held = self.read(lambda connection: connection.execute("SELECT held FROM writes").fetchone()[0])
        return held is not None and held != str(self._file()[1])

    def take_as_own(self) -> None:
        """Take a file that was copied in use for a store like any other: it was looked over."""
        with self.write() as connection:
            connection.execute("UPDATE writes SET held = ?", (str(self._file()[1]),))

    def rewrite(self) -> bool:
        """Write the file anew without what was deleted, and empty its log; False where a reader held the log."""
        try:
            connection = self._writer()
            connection.execute("VACUUM")
            busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except FAULTS as error:
            raise store_error(error, self.path) from error
        return not busy

    def copy_into(self, target: Path) -> None:
        """Write the store as it is now into the empty file `target`, whole and without a log of its own.

        Not by SQLite's backup interface: its copy of a store with a log keeps the mark of one, and who may not write
        its folder cannot open it. Raises sqlite3.Error, StoreError.
        """
        connection = self._open_as_allowed()
        try:
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("VACUUM INTO ?", (str(target),))
        finally:
            connection.close()
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            copy.execute("UPDATE writes SET held = NULL")

    def check_schema(self, connection: Connection) -> int:
        """Return the schema version of an open file, 0 for an empty one; raise where it is not ours or newer."""
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if version > self._version and ours:
            raise self._newer()
        if not ours and (version or connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()):
            raise StoreCorruptError("not a store of tui-reader", str(self.path), "name another file with --store")
        return version

    def data_version(self) -> int:
        """Return a number that changes when another connection writes; compare within one thread only."""
        try:
            connection = self._reader()
            if connection.stamp is not None:
                return hash(self._stamp())
            number: int = connection.execute("PRAGMA data_version").fetchone()[0]
            return number
        except FAULTS as error:
            raise store_error(error, self.path) from error

    def writes_of_others(self) -> int:
        """Return how many writes were others': not through this object, in whatever thread or process."""
        count = "SELECT count FROM writes"
        return self._own.others(lambda: self.read(lambda connection: int(connection.execute(count).fetchone()[0])))

    def close(self) -> None:
        """Close the connections of all threads, and let go of the store."""
        if self._has_written:
            self._has_written = False
            with suppress(sqlite3.Error, StoreError):
                writer = self._writer()
                writer.execute("UPDATE writes SET held = NULL WHERE held = ?", (str(self._file()[1]),))
                writer.execute("PRAGMA wal_checkpoint(PASSIVE)")
        for connection in list(self._all):
            connection.close()
        self._all.clear()
        self._local = threading.local()

    # -- opening ----------------------------------------------------------------------------------
    def _reader(self) -> FileConnection:
        held: FileConnection | None = getattr(self._local, "reader", None)
        if held is not None and (held.file != self._file() or held.stamp not in (None, self._stamp())):
            self._forget_reader()
            held = None
        if held is None:
            held = self._local.reader = self._open_reader()
        return held

    def _forget_reader(self) -> None:
        self._local.reader.close()
        self._local.reader = None

    def _open_reader(self) -> FileConnection:
        """Open for reading, whatever we may do to the file.

        SQLite cannot read a WAL store in a folder it may not write once the writer has gone. Then we open it
        as immutable, which takes no locks, and `read` believes an answer only if the file stayed as it was.
        """
        file = self._file()  # before it is opened: a file put in its place meanwhile is noticed at the next reading
        connection = self._open_as_allowed()
        connection.file = file
        return connection

    def _open_as_allowed(self) -> FileConnection:
        refused: sqlite3.OperationalError | None = None
        for mode in ("mode=rw", "mode=ro"):
            try:
                return self._open(mode)
            except sqlite3.OperationalError as error:
                refused = error
                if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                    raise
        stamp = self._stamp()
        if self._log_is_there() and not self.path.with_name(self.path.name + "-shm").exists():
            hint = "let the account that writes it open it once"
            raise StoreReadOnlyError("its writer left a log behind that has to be taken in", str(self.path), hint)
        if stamp[0] == -1 or self._log_is_there():
            assert refused is not None
            raise refused
        connection = self._open("mode=ro&immutable=1")
        connection.stamp = stamp
        return connection

    def _open(self, mode: str) -> FileConnection:
        connection = sqlite3.connect(
            f"file:{quote(str(self.path))}?{mode}",
            uri=True,
            timeout=self._wait,
            isolation_level=None,
            check_same_thread=False,  # close() closes those of other threads
            factory=FileConnection,
        )
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA query_only = ON")
            self.check_schema(connection)
        except BaseException:
            connection.close()
            raise
        self._all.add(connection)
        return connection

    def _writer(self, *, create: bool = False) -> FileConnection:
        held: FileConnection | None = getattr(self._local, "writer", None)
        if held is not None and held.file != self._file():
            held.close()
            held = None
        if held is None:
            connection = sqlite3.connect(
                f"file:{quote(str(self.path))}?mode={'rwc' if create else 'rw'}",
                uri=True,
                timeout=self._wait,
                isolation_level=None,
                check_same_thread=False,
                factory=FileConnection,
            )
            try:
                connection.row_factory = sqlite3.Row
                self.check_schema(connection)
                connection.execute("PRAGMA journal_mode = WAL")
                # In WAL mode this loses nothing when a process is killed, and saves a sync per document.
                connection.execute("PRAGMA synchronous = NORMAL")
            except BaseException:
                connection.close()
                raise
            connection.file = self._file()
            self._all.add(connection)
            held = self._local.writer = connection
        return held

    def _file(self) -> tuple[int, int]:
        """Return which file the path leads to; raise where there is none any more."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            hint = "start again to make a new one, or name another with --store"
            raise StoreError("the store is gone", str(self.path), hint) from None
        except OSError as error:
            raise StoreReadOnlyError(f"the store cannot be opened ({error.strerror})", str(self.path)) from error
        return status.st_dev, status.st_ino

    def _stamp(self) -> tuple[int, int, int]:
        """Return what tells one state of the file from the next; -1 where there is no file."""
        try:
            status = self.path.stat()
        except OSError:
            return (-1, 0, 0)
        return (status.st_ino, status.st_mtime_ns, status.st_size) if not self._log_is_there() else (-2, 0, 0)

    def _log_is_there(self) -> bool:
        return self._log_size() > 0

    def _log_size(self) -> int:
        try:
            return self.path.with_name(self.path.name + "-wal").stat().st_size
        except OSError:
            return 0
