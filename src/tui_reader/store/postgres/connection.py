"""One connection to a server: it speaks the SQL of the store, and its rows are rows like any others."""

from __future__ import annotations

import logging
from array import array
from collections.abc import Callable, Iterable, Sequence
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


class ServerConnection:
    """`contract.Connection` over one of psycopg's."""

    def __init__(self, raw: psycopg.Connection[Row]) -> None:
        self.raw = raw
        self.words = Tsvectors(self)

    def execute(self, sql: str, values: Sequence[object] = (), /) -> RawCursor[Row]:
        """Run one statement."""
        statement = statement_of(sql)
        cursor: RawCursor[Row] = RawCursor(self.raw, row_factory=_rows)
        return cursor.execute(statement.sql.encode(), statement.bind(values), prepare=statement.prepare)

    def executemany(self, sql: str, rows: Iterable[Sequence[object]], /) -> None:
        """Run one statement for each of some rows of values; rows that are inserted go in as one."""
        listed = list(rows)
        insertion = insertion_of(sql) if len(listed) > 1 else None
        if insertion is not None:
            self._insert(insertion, listed)
        elif listed:
            statement = statement_of(sql)
            RawCursor(self.raw).executemany(statement.sql.encode(), [statement.bind(row) for row in listed])

    def _insert(self, insertion: Insertion, rows: Sequence[Sequence[object]]) -> None:
        """Insert rows: by COPY, or, where some may be there already, as a table of arrays."""
        columns = f" ({', '.join(insertion.columns)})" if insertion.columns else ""
        if not insertion.conflict:
            copied = f"COPY {insertion.table}{columns} FROM STDIN"
            with self.raw.cursor().copy(copied.encode()) as copy:
                for row in rows:
                    copy.write_row([plain(value) for value in row])
            return
        kinds = schema.types_of(insertion.table, insertion.columns)
        arrays = ", ".join(f"${number}::{kind}[]" for number, kind in enumerate(kinds, 1))
        made = f"INSERT INTO {insertion.table}{columns} SELECT * FROM unnest({arrays}) {insertion.conflict}"
        values = [[plain(value) for value in column] for column in zip(*rows, strict=True)]
        RawCursor(self.raw).execute(made.encode(), values)

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

    def end_writing(self, *, anew: bool = False) -> None:
        """Do nothing: a server keeps checksums of its own."""


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
