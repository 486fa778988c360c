"""One connection to a store file: what SQLite does in its own way."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence

from tui_reader.store.sqlite.words import Fts5


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

    def end_writing(self, *, anew: bool = False) -> None:
        """Work out the digests of what was touched, or of everything."""
        from tui_reader.store.sqlite import digests  # for writers alone

        if anew:
            digests.touch_all(self)
        digests.take(self)
