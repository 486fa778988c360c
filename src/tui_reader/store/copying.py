"""Copying a store into an empty one, from a file to a server and back: every row under its own key, then compared.

A copy that was broken off goes on where it stopped. The full-text index is made anew, since each engine has its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from tui_reader.errors import StoreCorruptError, UsageError
from tui_reader.store import archives, order
from tui_reader.store.contract import Connection, Engine
from tui_reader.store.indexing import OF_DOCUMENT, document_text, paragraph_spans, post_body
from tui_reader.store.tables import KEYED, KEYED_BY, OF_ONE_ROW, key_of

_ROWS = {"captures": 50}  # in one transaction, where a row is as long as a page
_MANY = 1_000
_MARK = "copy-store"  # an archive of this name says that a copy is under way, from what and in which state

Progress = Callable[[int, int, str], None]  # rows done, rows in all, the table


def copy_store(source: Engine, target: Engine, progress: Progress | None = None) -> dict[str, int]:
    """Copy all of `source` into `target`, which is empty or holds a part of this copy; compare; return rows by table.

    Raises UsageError where the two are one, the target holds something else, or the source was written since the copy
    began; StoreCorruptError where the two differ at the end.
    """
    if source.name == target.name:
        raise UsageError("is the same store", target.name, "copy into an empty one")
    return source.read(lambda connection: _Copy(connection, source.name, target, progress).made())


class _Copy:
    def __init__(self, source: Connection, name: str, target: Engine, progress: Progress | None) -> None:
        self._source, self._target, self._progress = source, target, progress
        (writes,) = source.execute("SELECT count FROM writes").fetchone()
        self._state = f"{name} {writes}"
        self._tables = (*KEYED, *KEYED_BY)
        self._counts = {table: _count(source, table) for table in self._tables}
        self._done = 0

    def made(self) -> dict[str, int]:
        """Copy, compare and tell."""
        self._begin()
        for table in self._tables:
            self._copy(table)
        self._index()
        with self._target.write() as target:
            for table in OF_ONE_ROW:
                target.execute(f"DELETE FROM {table}")
                (row,) = self._source.execute(f"SELECT * FROM {table}").fetchall()
                target.execute(f"INSERT INTO {table} VALUES ({_marks(row)})", tuple(row))
            target.settle_keys(KEYED)
            order.keep(target, anew=True)
            target.touch_all()
        self._compare()
        with self._target.write() as target:
            archives.forget(target, [_MARK])
        return self._counts

    def _begin(self) -> None:
        with self._target.write() as target:
            known = target.execute("SELECT name FROM archives WHERE identity = ?", (_MARK,)).fetchone()
            if known is not None:
                if known[0] != self._state:
                    what = f"holds a part of a copy of another state ({known[0].rpartition(' ')[0]})"
                    raise UsageError(what, self._target.name, "copy into an empty store")
                return
            if _count(target, "documents"):
                raise UsageError("is not empty", self._target.name, "copy into an empty store")
            target.execute("DELETE FROM outlets")
            archives.note(target, _MARK, self._state, 0)

    def _copy(self, table: str) -> None:
        columns = _columns(self._source, table)
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        after = self._target.read(lambda target: _last(target, table))
        self._done += self._target.read(lambda target: _count(target, table)) if after else 0
        for rows in _in_parts(self._source, table, after, _ROWS.get(table, _MANY)):
            with self._target.write() as target:
                target.executemany(insert, [tuple(row) for row in rows])
            self._tell(len(rows), table)

    def _index(self) -> None:
        """Put into the full-text index what is not there yet, some documents at a time."""
        after = self._target.read(lambda target: archives.done(target, _MARK))
        while keys := [
            key
            for (key,) in self._source.execute(
                "SELECT pk FROM documents WHERE pk > ? ORDER BY pk LIMIT ?", (after, _ROWS["captures"])
            ).fetchall()
        ]:
            with self._target.write() as target:
                for key in keys:
                    _index_document(target, key)
                archives.note(target, _MARK, self._state, keys[-1])
            after = keys[-1]
            self._tell(0, "search")

    def _compare(self) -> None:
        for table in self._tables:
            ours = _digest(self._source, table)
            theirs = self._target.read(lambda target, table=table: _digest(target, table))  # type: ignore[misc]
            if ours != theirs:
                raise StoreCorruptError(f"the copy differs in {table}", self._target.name, "copy into an empty store")

    def _tell(self, rows: int, table: str) -> None:
        self._done += rows
        if self._progress is not None:
            self._progress(self._done, sum(self._counts.values()), table)


def _index_document(target: Connection, key: int) -> None:
    text = document_text(target, key)
    posts = target.execute("SELECT pk, title FROM posts WHERE document = ? AND superseded IS NULL", (key,)).fetchall()
    target.words.add_posts([(post, title, post_body(text, paragraph_spans(target, post))) for post, title in posts])
    target.words.add_quotations(OF_DOCUMENT, key)


def _in_parts(
    source: Connection, table: str, after: Sequence[object] | None, size: int
) -> Iterator[list[Sequence[object]]]:
    """Yield the rows of a table behind a key, in the order of their keys."""
    key = key_of(table)
    listed = ", ".join(key)
    while True:
        behind = f"WHERE ({listed}) > ({_marks(key)})" if after is not None else ""
        query = f"SELECT {listed}, {table}.* FROM {table} {behind} ORDER BY {listed} LIMIT ?"
        rows = source.execute(query, (*(after or ()), size)).fetchall()
        if rows:
            after = tuple(rows[-1])[: len(key)]
            yield [tuple(row)[len(key) :] for row in rows]
        if len(rows) < size:
            return


def _columns(connection: Connection, table: str) -> list[str]:
    cursor = connection.execute(f"SELECT * FROM {table} LIMIT 0")
    cursor.fetchall()  # a server tells of columns with the first row that is asked for
    return [column[0] for column in cursor.description]


def _last(target: Connection, table: str) -> tuple[object, ...] | None:
    key = key_of(table)
    query = f"SELECT {', '.join(key)} FROM {table} ORDER BY {', '.join(f'{column} DESC' for column in key)} LIMIT 1"
    row = target.execute(query).fetchone()
    return None if row is None else tuple(row)


def _digest(connection: Connection, table: str) -> str:
    """Return a hash over the rows of a table; what a server keeps in the place of U+0000 counts as that."""
    told = hashlib.blake2b()
    for rows in _in_parts(connection, table, None, _MANY):
        for row in rows:
            if table == "archives" and row[0] == _MARK:
                continue
            told.update(repr(row).replace("\\x00", "\ufffd").encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def _count(connection: Connection, table: str) -> int:
    count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
