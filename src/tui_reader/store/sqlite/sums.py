"""Sums over the tables that every page adds to: what something else overwrites there no longer adds up.

The counts of words and the clusterer's keys change all over with each page, so a digest of them would be worked out
anew over all of the archive. A row weighs so much, and the sum of all weights is kept: what is added adds its own.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_MODULUS = 2**61 - 1
_PRIME, _EARLIEST = 1_000_000_007, 10**12  # of a key's weight, small enough that SQLite adds up 10^9 of them
_COUNTS = {"words": "word, uses", "term_counts": "term, documents"}
_KEYS = "document_keys"


def add(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Add rows, or what counts grew by, to the sum of a table."""
    weight = _weight_of_key if table == _KEYS else _weight_of_count
    more = sum(weight(*row) for row in rows) % _MODULUS
    if more:
        connection.execute("UPDATE sums SET sum = (sum + ?) % ? WHERE name = ?", (more, _MODULUS, table))


def _weight_of_count(word: str, count: int) -> int:
    return (zlib.crc32(word.encode("utf-8", "surrogatepass")) + 1) * count


def _weight_of_key(key: int, at: int, document: int) -> int:
    return ((key + 1) * (document + 1) + at + _EARLIEST) % _PRIME


def add_up(connection: sqlite3.Connection, *tables: str) -> None:
    """Work the sums out anew, of all tables where none is named."""
    for table in tables or (*_COUNTS, _KEYS):
        connection.execute("INSERT OR REPLACE INTO sums VALUES (?, ?)", (table, _sum(connection, table)))


def _sum(connection: sqlite3.Connection, table: str) -> int:
    if table == _KEYS:  # in SQLite itself: a tenth of the time
        weights = f"((key + 1) * (document + 1) + at + {_EARLIEST}) % {_PRIME}"
        return int(connection.execute(f"SELECT coalesce(sum({weights}), 0) FROM {table}").fetchone()[0]) % _MODULUS
    rows = connection.execute(f"SELECT {_COUNTS[table]} FROM {table}")
    return sum(_weight_of_count(word, count) for word, count in rows) % _MODULUS


def faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the tables that do not add up."""
    kept: dict[str, int] = dict(connection.execute("SELECT name, sum FROM sums").fetchall())
    for table in (*_COUNTS, _KEYS):
        if kept.get(table) != _sum(connection, table):
            yield table
