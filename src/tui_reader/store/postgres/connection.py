"""One connection to a server: it speaks the SQL of the store, and its rows are rows like any others."""

from __future__ import annotations

import json
import logging
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.raw_cursor import RawCursor

from tui_reader.store.postgres import schema
from tui_reader.store.postgres.statements import Insertion, insertion_of, plain, statement_of
from tui_reader.store.postgres.words import Tsvectors

_CONNECT_SECONDS = 10
_SESSION = f"SET search_path = {schema.SCHEMA}; SET client_min_messages = warning"
# A line that died without a word is known for dead within this time.
_KEEPALIVE: dict[str, Any] = {"keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
_COPIED = 500  # rows from which on COPY is worth that all before it is waited for


# psycopg warns of a line that dropped in the middle of a pipeline; on stderr that would stand in the middle of the app.
_log = logging.getLogger("psycopg")
_log.addHandler(logging.NullHandler())
_log.propagate = False


class Row(tuple[Any, ...]):
    """A row whose columns have names."""

    names: dict[str, int]

    def __getitem__(self, key: Any) -> Any:
        """Return a column by its place or name."""
        return tuple.__getitem__(self, self.names[key] if isinstance(key, str) else key)


class _Number(Loader):
    """A sum or a truth as a number."""

    def load(self, data: Any) -> int | float:
        """Return the number PostgreSQL wrote."""
        text = bytes(data)
        if text in (b"t", b"f"):
            return int(text == b"t")
        return float(text) if b"." in text else int(text)


def _rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    names: dict[str, int] = {}
    for at, column in enumerate(cursor.description or ()):
        names.setdefault(column.name, at)

    def make(values: Sequence[Any]) -> Row:
        row = Row(values)
        row.names = names
        return row

    return make


class _Cursor(RawCursor[Row]):
    """A cursor whose count of changed rows and columns wait for what it ran, as its rows do."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        self._arrive()
        return super().rowcount

    @property
    def description(self) -> list[psycopg.Column] | None:
        """The columns of its rows."""
        self._arrive()
        return super().description

    def _arrive(self) -> None:
        if self.pgresult is None:
            with self.connection.pipeline() as queue:
                queue.sync()


class ServerConnection:
    """`contract.Connection` over one of psycopg's."""

    def __init__(self, raw: psycopg.Connection[Row]) -> None:
        self.raw = raw
        self.words = Tsvectors(self)
        self._queue: ExitStack | None = None  # what ends the queue of statements, where there is one

    @contextmanager
    def queueing(self) -> Iterator[None]:
        """Wait for no statement of the block but those whose rows are asked for; what failed is raised later, or last.

        The server works while the next statements are made, and a line is waited for once in a while only.
        """
        try:
            with ExitStack() as self._queue:
                self._queue.enter_context(self.raw.pipeline())
                yield
        finally:
            self._queue = None

    def execute(self, sql: str, values: Sequence[object] = (), /) -> RawCursor[Row]:
        """Run one statement."""
        statement = statement_of(sql)
        cursor = _Cursor(self.raw, row_factory=_rows)
        return cursor.execute(statement.sql.encode(), statement.bind(values), prepare=statement.prepare)

    def executemany(self, sql: str, rows: Iterable[Sequence[object]], /) -> None:
        """Run one statement for each of some rows of values; rows that are inserted go in as one."""
        listed = list(rows)
        insertion = insertion_of(sql) if len(listed) > 1 else None
        if insertion is not None:
            self._insert(insertion, listed)
        for row in listed if insertion is None else ():
            self.execute(sql, row)

    def _insert(self, insertion: Insertion, rows: Sequence[Sequence[object]]) -> None:
        """Insert rows: as one JSON text, or by COPY where they are many."""
        values = [[plain(value) for value in row] for row in rows]
        if len(values) < _COPIED or insertion.conflict:
            given = json.dumps(values, ensure_ascii=False, default=_bytea)
            RawCursor(self.raw).execute(_made_of_json(insertion).encode(), (given,), prepare=True)
            return
        if self._queue is not None:
            self._queue.close()  # COPY wants the line for itself
        columns = f" ({', '.join(insertion.columns)})" if insertion.columns else ""
        with self.raw.cursor().copy(f"COPY {insertion.table}{columns} FROM STDIN".encode()) as copy:
            for row in values:
                copy.write_row(row)
        if self._queue is not None:
            self._queue.enter_context(self.raw.pipeline())

    def postings(self, keys: Sequence[int], first: int, last: int, most: int) -> list[int]:
        """Return the documents that have some keys, of each key the latest."""
        newest = "WHERE key = wanted AND at BETWEEN $2 AND $3 ORDER BY at DESC, document DESC LIMIT $4"
        one = f"JOIN LATERAL (SELECT document FROM document_keys {newest}) AS one ON true"
        asked = f"SELECT document FROM unnest($1::bigint[]) AS wanted {one}"
        return [key for (key,) in RawCursor(self.raw).execute(asked.encode(), (list(keys), first, last, most))]

    def keys(self, select: str, values: Sequence[object] = ()) -> array[int]:
        """Return the keys a query selects, put together on the server."""
        (listed,) = self.execute(f"SELECT array_agg(pk) FROM ({select}) AS keys", values).fetchone() or (None,)
        return array("q", listed or ())

    def fresh_keys(self, table: str, many: int, above: int = 0) -> list[int]:
        """Return keys from the table's sequence: it gives none twice, and `above` came from it."""
        if not many:
            return []
        drawn = f"SELECT nextval('{table}_pk_seq') FROM generate_series(1, ?)"
        return [key for (key,) in self.execute(drawn, (many,))]

    def settle_keys(self, tables: Iterable[str]) -> None:
        """Move the sequences behind the highest key of their tables."""
        for table in tables:
            self.execute(f"SELECT setval('{table}_pk_seq', greatest((SELECT max(pk) FROM {table}), 1))")

    def forget_safely(self) -> None:
        """Do nothing: a server overwrites what is deleted when its tables are written anew (`rewrite`)."""

    def added(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Do nothing: a server keeps checksums of its own."""

    def add_up(self, *tables: str) -> None:
        """Do nothing: a server keeps checksums of its own."""

    def touch_all(self) -> None:
        """Do nothing: a server keeps checksums of its own."""


@lru_cache(maxsize=256)
def _made_of_json(insertion: Insertion) -> str:
    """Return the statement that inserts rows given as one JSON list of lists."""
    kinds = schema.types_of(insertion.table, insertion.columns)
    cells = ", ".join(f"(row ->> {at})::{kind}" for at, kind in enumerate(kinds))
    columns = f" ({', '.join(insertion.columns)})" if insertion.columns else ""
    rows = "json_array_elements($1::json) AS given (row)"
    return f"INSERT INTO {insertion.table}{columns} SELECT {cells} FROM {rows} {insertion.conflict}"


def _bytea(value: object) -> str:
    """Return bytes as PostgreSQL reads them."""
    assert isinstance(value, bytes)
    return f"\\x{value.hex()}"


def connect(conninfo: str) -> ServerConnection:
    """Open a connection. Raises psycopg.Error."""
    raw: psycopg.Connection[Row] = psycopg.connect(
        conninfo, autocommit=True, connect_timeout=_CONNECT_SECONDS, application_name="tui-reader", **_KEEPALIVE
    )
    try:
        for kind in ("numeric", "bool"):
            raw.adapters.register_loader(kind, _Number)
        raw.execute(_SESSION.encode())
    except BaseException:
        raw.close()
        raise
    return ServerConnection(raw)
