"""Whether the search index fits what is stored: against one made anew, since it holds no text to compare."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from itertools import zip_longest

from tui_reader.domain import Span
from tui_reader.store.indexing import INDEXED, post_body
from tui_reader.store.sqlite.file_connection import FileConnection

_INDEXES = ("quotation_words", "headline_words", "post_words")
STORED = "stored"  # what a store is called beside another
_SMALL = 64_000_000  # bytes of a store whose search index a quick check looks through


# An index that is read once need not be merged as it grows: 8 s instead of 14 for the posts of 100,000 documents.
_UNMERGED = {"automerge": 0, "crisismerge": 1_000, "hashsize": 16_000_000}
_POSTS = """
    SELECT posts.pk, posts.title, documents.text, captures.text, captures.raw, (
        SELECT group_concat(start || ':' || stop, ' ')
        FROM (SELECT start, stop FROM paragraphs WHERE post = posts.pk ORDER BY position)
    ) FROM posts JOIN documents ON documents.pk = posts.document
    LEFT JOIN captures ON captures.pk = documents.capture WHERE posts.superseded IS NULL
"""


def beside_store(file: str) -> FileConnection:
    """Return a connection in memory that also reads the store at this address, as `STORED`.

    Tables that are only there need no schema's name before theirs.
    """
    connection = sqlite3.connect("file::memory:", uri=True, isolation_level=None, factory=FileConnection)
    connection.execute("PRAGMA journal_mode = off")
    connection.execute(f"ATTACH ? AS {STORED}", (file,))
    return connection


def index_faults(connection: sqlite3.Connection, *, full: bool) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a search index, and which. `connection` is one of `beside_store`.

    Of a small store every place of every word, and of every beginning of one, is held against the words by SQLite,
    which misses two errors that cancel each other out. So a full check compares the counts of words with an index
    made anew as well. Of a large store that is all, and a quick check leaves its index out.
    """
    if is_small(connection):
        yield from _inner_check(connection)
    if full:
        yield from _compared(connection)


def _inner_check(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Let SQLite check a copy in memory whose indexes are told where their words stand.

    An index without words of its own is only checked for its form: a wrong place in it, or a wrong beginning of a word,
    goes unseen. So the copy's are made into indexes of tables that hold the words.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.backup(copy, name=STORED)
        for table in _INDEXES:
            columns = ["pk", *(row[1] for row in copy.execute(f"PRAGMA table_info({table})") if row[1] != table)]
            copy.execute(f"CREATE TABLE told_{table} ({', '.join(columns)}, PRIMARY KEY (pk))")
            marks = ", ".join("?" * len(columns))
            copy.executemany(f"INSERT INTO told_{table} VALUES ({marks})", indexed_rows(connection, table))
        copy.execute("PRAGMA writable_schema = on")
        told = ("content = ''", "content = 'told_", "', content_rowid = 'pk'")
        copy.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ? || name || ?)", told)
        copy.execute(f"PRAGMA schema_version = {copy.execute('PRAGMA schema_version').fetchone()[0] + 1}")
        for table in _INDEXES:
            try:
                copy.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                yield f"the search index does not fit what is stored ({error})", table
    finally:
        copy.close()


def _compared(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for table in _INDEXES:
        _make_again(connection, table)
        for schema in ("main", STORED):
            connection.execute(f"CREATE VIRTUAL TABLE temp.{schema}_{table} USING fts5vocab({schema}, {table}, col)")
        anew, kept = (connection.execute(f"SELECT * FROM temp.{schema}_{table}") for schema in ("main", STORED))
        if not all(one == other for one, other in zip_longest(anew, kept)):
            yield "the search index does not fit what is stored", table


def _make_again(connection: sqlite3.Connection, table: str) -> None:
    """Make an index anew in memory; what SQLite can read by itself never passes through Python, which waits."""
    made = str(connection.execute("SELECT sql FROM stored.sqlite_master WHERE name = ?", (table,)).fetchone()[0])
    # The beginnings of words cost as much as all the rest, and no count tells whether they are right.
    connection.execute(re.sub(r"prefix = '[^']*', ", "", made))
    for setting, value in _UNMERGED.items():
        connection.execute(f"INSERT INTO main.{table} ({table}, rank) VALUES (?, ?)", (setting, value))
    columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})") if row[1] != table]
    into = f"INSERT INTO main.{table} (rowid, {', '.join(columns)})"
    if table in INDEXED:
        connection.execute(f"{into} {INDEXED[table]}")
    else:
        marks = ", ".join("?" * (len(columns) + 1))
        connection.executemany(f"{into} VALUES ({marks})", indexed_rows(connection, table))


def indexed_rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a search index (key, then its columns) as they were put in."""
    if table in INDEXED:
        yield from map(tuple, connection.execute(INDEXED[table]))
        return
    for post, title, own, capture, raw, places in connection.execute(_POSTS):
        text = next((kept for kept in (own, capture) if kept is not None), None)
        spans = [Span(*map(int, place.split(":"))) for place in (places or "").split()]
        yield post, title, post_body(raw.decode("utf-8") if text is None else text, spans)


def is_small(connection: sqlite3.Connection) -> bool:
    """Say whether the store is small enough that its search index is looked through at every check."""
    pages, size = (connection.execute(f"PRAGMA stored.{what}").fetchone()[0] for what in ("page_count", "page_size"))
    return bool(pages * size < _SMALL)
