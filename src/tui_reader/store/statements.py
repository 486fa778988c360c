"""Rows into tables: a record's keys are the columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.store.rows import Record

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection


def insert(connection: Connection, table: str, record: Record) -> int:
    """Write one row and return its key."""
    statement = f"{_insertion(table, tuple(record))} RETURNING pk"
    return int(connection.execute(statement, tuple(record.values())).fetchall()[0][0])


def insert_all(connection: Connection, table: str, records: Sequence[Record]) -> None:
    """Write rows that all have the same columns."""
    if records:
        rows: Iterable[tuple[object, ...]] = (tuple(record.values()) for record in records)
        connection.executemany(_insertion(table, tuple(records[0])), rows)


def update(connection: Connection, table: str, key: object, record: Mapping[str, object], by: str = "pk") -> int:
    """Set some columns of the row of a key (in the column `by`); return how many rows there were."""
    changes = ", ".join(f"{column} = ?" for column in record)
    return connection.execute(f"UPDATE {table} SET {changes} WHERE {by} = ?", (*record.values(), key)).rowcount


@lru_cache(maxsize=64)
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
