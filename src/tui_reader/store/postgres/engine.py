"""One store on a server as an engine: transactions, writers that wait for each other, a line that may drop.

A reader sees one moment of the store (`REPEATABLE READ`), and what it asks goes with the question that follows, so a
read of one question is two trips down the line. Writers take one lock of the server's for a tenth of a second at a
time; reading pages and finding quotations, which is most of an ingest, they do beside each other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakSet

from tui_reader.errors import (
    ContradictionError,
    StoreCorruptError,
    StoreError,
    StoreNewerError,
    UsageError,
)
from tui_reader.store.contract import Connection
from tui_reader.store.own_writes import OwnWrites

try:
    import psycopg

    from tui_reader.store.postgres import schema
    from tui_reader.store.postgres.connection import ServerConnection, connect
    from tui_reader.store.postgres.errors import not_an_address, store_error
    from tui_reader.store.postgres.listening import CHANNEL, Listener
except ImportError as error:
    if not (error.name or "").startswith("psycopg"):
        raise
    raise UsageError("a store on a server needs psycopg", hint="pip install 'tui-reader[server]'") from None

if TYPE_CHECKING:
    from tui_reader.store.contract import Trouble
    from tui_reader.store.paths import Address
    from tui_reader.store.sqlite.salvage import Salvaged

_WRITERS, _MIGRATING, _AT_WORK = 0x54554952, 0x54554953, 0x54554954  # advisory locks, of this database alone
_OLDEST = 140_000  # PostgreSQL 14
_AGAIN_SECONDS = 1.0  # between tries at a server that did not answer: who asks meanwhile is told at once
_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

T = TypeVar("T")


class PostgresEngine:
    """A store on a server; see `contract.Engine`."""

    def __init__(self, address: Address, wait: float) -> None:
        """Say where; `wait` how many seconds to wait for another writer."""
        self.address, self._wait = address, wait
        self._local = threading.local()
        self._all: WeakSet[ServerConnection] = WeakSet()
        self._own = OwnWrites()
        self._listener: Listener | None = None
        self._was_up = False
        self._down: tuple[datetime, float, StoreError] | None = None  # since when, when to try again, why

    @property
    def name(self) -> str:
        """The address without a password."""
        return str(self.address)

    # -- reading and writing ------------------------------------------------------------------------
    def read(self, function: Callable[[Connection], T]) -> T:
        """Return what `function` reads, all of it from one moment of the store; a line that dropped is tried again."""
        for again in (True, False):
            connection = self._connection()
            try:
                return self._at_one_moment(connection, function)
            except psycopg.Error as error:
                dropped = connection.raw.closed or connection.raw.broken
                if not dropped:
                    raise store_error(error, self.name) from error
                self._let_go(connection)
                if not again:
                    raise self._lost(store_error(error, self.name)) from error
        raise AssertionError("unreachable")

    def _at_one_moment(self, connection: ServerConnection, function: Callable[[Connection], T]) -> T:
        raw = connection.raw
        try:
            with raw.pipeline():
                raw.execute(_MOMENT.encode())
                result = function(connection)
                raw.execute("COMMIT")  # not ROLLBACK: at that psycopg 3.3.9 forgets every plan of the session
            return result
        finally:
            if not raw.closed and raw.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                with suppress(psycopg.Error):
                    raw.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Hold the right to write: all that is written in the block is kept, or nothing of it."""
        connection = self._connection()
        before = None
        try:
            with connection.queueing():
                self._begin(connection)
                number = self._count_write(connection)
                yield connection
                connection.execute("SELECT pg_notify(?, ?)", (CHANNEL, str(number)))
                before = self._own.began(number)  # known as ours before anybody can see it
                connection.raw.execute("COMMIT")
            if self._listener is not None:
                self._listener.heard(number)
        except BaseException as error:
            if before is not None:
                self._own.take_back(before)
            self._undo(connection)
            if isinstance(error, psycopg.IntegrityError):
                raise ContradictionError(str(error).partition("\n")[0]) from error
            if isinstance(error, psycopg.Error):
                raise store_error(error, self.name) from error
            raise

    def _begin(self, connection: ServerConnection) -> None:
        connection.raw.execute("BEGIN")
        connection.raw.execute(f"SET LOCAL lock_timeout = {max(1, int(self._wait * 1000))}".encode())
        self._wait_for_writers(connection, "pg_advisory_xact_lock")
        connection.raw.execute("SET LOCAL lock_timeout = 0")

    def _wait_for_writers(self, connection: ServerConnection, lock: str) -> None:
        try:
            connection.execute(f"SELECT {lock}(?)", (_WRITERS,)).fetchone()
        except psycopg.errors.LockNotAvailable as error:
            raise store_error(error, self.name) from error

    def _count_write(self, connection: ServerConnection) -> int:
        (version,) = connection.execute("SELECT version FROM store").fetchone() or (0,)
        if version > schema.VERSION:
            raise self._newer()
        counted = connection.execute("UPDATE writes SET count = count + 1 RETURNING count").fetchone()
        assert counted is not None
        return int(counted[0])

    def _undo(self, connection: ServerConnection) -> None:
        with suppress(psycopg.Error):
            connection.raw.execute("ROLLBACK")
        if connection.raw.closed or connection.raw.broken:
            self._let_go(connection)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Be known for somebody who takes in pages, as long as this thread's connection lives."""
        with self._asking() as connection:
            connection.execute("SELECT pg_advisory_lock_shared(?)", (_AT_WORK,))
        try:
            yield
        finally:
            with suppress(StoreError), self._asking() as connection:  # a line that dropped took the lock along
                connection.execute("SELECT pg_advisory_unlock_shared(?)", (_AT_WORK,))

    def is_alone(self) -> bool:
        """Say whether nobody else takes in pages."""
        holding = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = ? AND granted AND database ="
        ours = "(SELECT oid FROM pg_database WHERE datname = current_database())"
        with self._asking() as connection:
            (count,) = connection.execute(f"{holding} {ours}", (_AT_WORK,)).fetchone() or (0,)
        return int(count) <= 1

    def others_write(self) -> bool:
        """Say whether the writers' lock is held: asking takes it for the moment of the question."""
        with self._asking() as connection:
            (free,) = connection.execute("SELECT pg_try_advisory_xact_lock(?)", (_WRITERS,)).fetchone() or (1,)
        return not free

    @contextmanager
    def _asking(self) -> Iterator[ServerConnection]:
        """Give this thread's connection for something between transactions. Raises StoreError."""
        connection = self._connection()
        try:
            yield connection
        except psycopg.Error as error:
            raise store_error(error, self.name) from error

    # -- who wrote ----------------------------------------------------------------------------------
    def data_version(self) -> int:
        """Return how much news the server told of: asking costs no trip down the line."""
        if self._listener is None:
            self._listener = Listener(self._open)
        return self._listener.news

    def writes_of_others(self) -> int:
        """Return how many writes were others'."""
        listener = self._listener
        return self._own.others(self._count if listener is None else lambda: listener.count)

    def _count(self) -> int:
        return self.read(lambda connection: int(connection.execute("SELECT count FROM writes").fetchone()[0]))

    # -- looking after ------------------------------------------------------------------------------
    def check(self, *, full: bool) -> list[Trouble]:
        """Return what is wrong with the store."""
        from tui_reader.store.postgres.checking import check

        return self.read(lambda connection: check(connection, full=full))

    def was_copied_in_use(self) -> bool:
        """Say no: what pg_dump copies is whole."""
        return False

    def take_as_own(self) -> None:
        """Do nothing."""

    def back_up(self, target: Path, keep: int) -> None:
        """Raise UsageError: a server has its own way."""
        hint = f"PostgreSQL's own way: pg_dump -Fc -n {schema.SCHEMA} -f FILE"
        raise UsageError("a store on a server is not copied to a file", self.name, hint)

    def salvage(self, old: Path) -> Salvaged:
        """Raise UsageError: a server has its own way."""
        raise UsageError("a store on a server is not rebuilt", self.name, "restore what pg_dump wrote: pg_restore")

    def rewrite(self) -> bool:
        """Write the tables anew without what was deleted; False where somebody held one, or they are another role's."""
        others = "relnamespace = ?::regnamespace AND NOT pg_has_role(relowner, 'MEMBER')"
        with self._asking() as connection:
            counted = connection.execute(f"SELECT count(*) FROM pg_class WHERE {others}", (schema.SCHEMA,)).fetchone()
        if counted and counted[0]:  # PostgreSQL would only warn
            return False
        try:
            connection.raw.execute(f"SET lock_timeout = {max(1, int(self._wait * 1000))}".encode())
            self._wait_for_writers(connection, "pg_advisory_lock")
            for table in schema.TABLES:
                connection.raw.execute(f"VACUUM (FULL) {table}".encode())
        except psycopg.errors.LockNotAvailable:
            return False
        except psycopg.Error as error:
            raise store_error(error, self.name) from error
        finally:
            with suppress(psycopg.Error):
                connection.raw.execute("SELECT pg_advisory_unlock_all()")
                connection.raw.execute("SET lock_timeout = 0")
        return True

    def close(self) -> None:
        """Close the connections of all threads."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for connection in list(self._all):
            connection.raw.close()
        self._all.clear()
        self._local = threading.local()

    # -- opening ------------------------------------------------------------------------------------
    def bring_up_to_date(self) -> None:
        """Make the tables where there are none, and an older store one of today; one program does, others wait."""
        connection = self._connection()
        try:
            version = self._stored_version(connection)
            if version == schema.VERSION:
                return
            with connection.raw.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(?)", (_MIGRATING,))
                version = self._stored_version(connection)
                if version < schema.VERSION:
                    schema.migrate(connection.raw, version)
        except psycopg.Error as error:
            raise store_error(error, self.name) from error

    def _stored_version(self, connection: ServerConnection) -> int:
        if connection.raw.info.server_version < _OLDEST:
            old = connection.raw.info.server_version // 10_000
            raise StoreError(f"PostgreSQL {old} is too old", self.name, "14 or later is needed")
        encoding = connection.raw.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            hint = "createdb --encoding=UTF8 --template=template0 NAME"
            raise StoreError(f"the database is not in UTF-8 ({encoding})", self.name, hint)
        tables = connection.execute(
            "SELECT schemaname, count(*), count(*) FILTER (WHERE tablename = 'store') FROM pg_tables"
            " WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema' GROUP BY 1"
        ).fetchall()
        ours = [row for row in tables if row[0] == schema.SCHEMA]
        if not ours and tables:
            hint = "make one for it alone: createdb NAME"
            raise StoreCorruptError("a database of something else", self.name, hint)
        is_named = bool(ours and ours[0][2])
        found = connection.execute("SELECT version FROM store").fetchone() if is_named else None
        if (ours and not is_named) or (found and not isinstance(found[0], int)):
            raise StoreCorruptError("not a store of tui-reader", self.name, "name another database with --store")
        version = int(found[0]) if found else 0
        if version > schema.VERSION:
            raise self._newer()
        return version

    def _newer(self) -> StoreNewerError:
        hint = "update tui-reader, or start it again where that was done"
        return StoreNewerError("the store was written by a newer tui-reader", self.name, hint)

    def _connection(self) -> ServerConnection:
        """Return this thread's connection; a new one where the last was dropped. Raises StoreError."""
        held: ServerConnection | None = getattr(self._local, "connection", None)
        if held is not None and not held.raw.closed:
            return held
        if self._down is not None and time.monotonic() < self._down[1]:
            raise self._down[2]
        try:
            opened = self._open()
        except StoreError as error:
            raise self._lost(error) from error
        self._down, self._was_up = None, True
        self._local.connection = opened
        self._all.add(opened)
        return opened

    def _open(self) -> ServerConnection:
        try:
            return connect(self.address.url)
        except UnicodeError as error:  # %90 is no letter
            raise not_an_address(self.name) from error
        except psycopg.Error as error:
            raise store_error(error, self.name) from error

    def _let_go(self, connection: ServerConnection) -> None:
        self._local.connection = None
        connection.raw.close()

    def _lost(self, error: StoreError) -> StoreError:
        """Return an error that also says since when the line is down; who asks again at once gets the same."""
        if not self._was_up:
            return error
        since = self._down[0] if self._down else datetime.now()
        told = type(error)(f"{error.what} (since {since:%H:%M:%S})", error.where, error.hint)
        self._down = since, time.monotonic() + _AGAIN_SECONDS, told
        return told
