"""One connection to a store file: what SQLite does in its own way."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence

from tui_reader.store.sqlite.words import Fts5

FAULTS = (sqlite3.Error, UnicodeDecodeError)  # SQLite tells of a damaged name in that name's own bytes


class FileConnection(sqlite3.Connection):
    """`contract.Connection`; it can be held weakly, so that a thread that ends closes its own."""

    stamp: tuple[int, int, int] | None = None  # of the file, where no locks protect the reading
    file: tuple[int, int] = (0, 0)  # which file it is, whatever its name leads to now

    @property
    def words(self) -> Fts5:
        """The full-text index."""
        return Fts5(self)

    def keys(self, select: str, values: Sequence[object] = ()) -> array[int]:
        """Return the keys a query selects.

        The list is put together inside SQLite: half the time of 100,000 rows handed over one by one.
        """
        (listed,) = self.execute(f"SELECT json_group_array(pk) FROM ({select})", values).fetchone()
        return array("q", json.loads(listed))

    def fresh_keys(self, table: str, many: int, above: int = 0) -> range:
        """Return keys for new rows: nobody else writes meanwhile."""
        (highest,) = self.execute(f"SELECT coalesce(max(pk), 0) FROM {table}").fetchone()
        first = max(highest, above) + 1
        return range(first, first + many)

    def postings(self, keys: Sequence[int], first: int, last: int, most: int) -> list[int]:
        """Return the documents that have some keys, of each key the latest.

        In one statement this takes a third of the time of one for each.
        """
        newest = "WHERE key = ? AND at BETWEEN ? AND ? ORDER BY at DESC, document DESC LIMIT ?"
        one = f"SELECT * FROM (SELECT document FROM document_keys {newest})"
        values = [value for key in keys for value in (key, first, last, most)]
        return [key for (key,) in self.execute(" UNION ALL ".join([one] * len(keys)), values)] if keys else []

    def settle_keys(self, tables: Iterable[str]) -> None:
        """Do nothing: fresh keys are above all that are there."""

    def forget_safely(self) -> None:
        """Overwrite what this connection deletes from now on."""
        self.execute("PRAGMA secure_delete = ON")

    def added(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Add to the sum of a table."""
        from tui_reader.store.sqlite import sums  # for writers alone

        sums.add(self, table, rows)

    def add_up(self, *tables: str) -> None:
        """Work sums out anew."""
        from tui_reader.store.sqlite import sums

        sums.add_up(self, *tables)

    def touch_all(self) -> None:
        """Have the digests of everything worked out anew, and the sums."""
        from tui_reader.store.sqlite import digests

        digests.touch_all(self)
        self.add_up()

    def end_writing(self) -> None:
        """Work out the digests of what was touched: the last step of a transaction."""
        from tui_reader.store.sqlite import digests

        digests.take(self)
