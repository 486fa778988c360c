"""Whether a store is whole: quickly (its structure, its counts, a sample), or in full (every word of it).

SQLite's own checks see broken pages, not an overwritten word: of 100 single overwrites 82 passed them. So every capture
is read against its sha256, every document against the digest of its rows, every quotation against its span.
"""

from __future__ import annotations

import hashlib
import random
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tui_reader.store import digests
from tui_reader.store.indexing import document_text

SAMPLE = 300  # documents and captures a quick check reads; a store with no more is read whole
_SAMPLE_BYTES = 20_000_000  # of captures a quick check reads
_MOST = 20  # troubles told; more tell nothing new
_INDEXES = ("quotation_words", "headline_words", "post_words")
_SMALL = 64_000_000  # bytes of a store whose search index a quick check looks through


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong in a store: what, and where (a document's id and file, a table)."""

    what: str
    where: str = ""


def check_file(path: Path, *, full: bool = False) -> list[Trouble]:
    """Return what is wrong with the store at `path`; nothing where it is whole. Writes nothing."""
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        try:
            return check(connection, full=full)
        finally:
            connection.close()
    except sqlite3.Error as error:
        return [Trouble(f"cannot be read ({error})")]


def check(connection: sqlite3.Connection, *, full: bool = False) -> list[Trouble]:
    """Return what is wrong with an open store, at most `_MOST` troubles; `full` reads all of it."""
    found: list[Trouble] = []
    steps: tuple[Callable[[sqlite3.Connection, bool], Iterator[Trouble]], ...] = (
        _structure,
        _captures,
        _digests,
        _spans,
        _references,
        _counts,
        _index,
    )
    for step in steps:
        try:
            for trouble in step(connection, full):
                found.append(trouble)
                if len(found) >= _MOST:
                    return found
        except (sqlite3.Error, UnicodeDecodeError, ValueError, TypeError, AttributeError) as error:
            found.append(Trouble(f"cannot be read ({error})", step.__name__.strip("_")))
    return found


def _structure(connection: sqlite3.Connection, full: bool) -> Iterator[Trouble]:
    for (line,) in connection.execute(f"PRAGMA {'integrity_check' if full else 'quick_check'}({_MOST})"):
        if line != "ok":
            yield Trouble(line)


def _some(connection: sqlite3.Connection, table: str, full: bool) -> Iterable[int]:
    """Return the keys to look at: all, or a sample."""
    lowest, highest, count = connection.execute(f"SELECT min(pk), max(pk), count(*) FROM {table}").fetchone()
    if full or count <= SAMPLE:
        return (key for (key,) in connection.execute(f"SELECT pk FROM {table} ORDER BY pk").fetchall())
    return sorted(random.sample(range(lowest, highest + 1), SAMPLE))


def _captures(connection: sqlite3.Connection, full: bool) -> Iterator[Trouble]:
    read = 0
    for key in _some(connection, "captures", full):
        row = connection.execute("SELECT sha256, file, raw FROM captures WHERE pk = ?", (key,)).fetchone()
        if row is None:
            continue
        read += len(row[2])
        if hashlib.sha256(row[2]).hexdigest() != row[0]:
            yield Trouble("the bytes of a page are not those that came", row[1])
        if not full and read > _SAMPLE_BYTES:
            return


def _digests(connection: sqlite3.Connection, full: bool) -> Iterator[Trouble]:
    for kind, named in (("documents", "file"), ("events", "title")):
        for key in _some(connection, kind, full):
            row = connection.execute(f"SELECT id, {named} FROM {kind} WHERE pk = ?", (key,)).fetchone()
            if row is None:
                continue
            kept = connection.execute("SELECT digest FROM digests WHERE kind = ? AND key = ?", (kind, key)).fetchone()
            if kept is None or kept[0] != digests.digest_of(connection, kind, key):
                yield Trouble(f"what is stored of one of the {kind} is not what was written", f"{row[1]} ({row[0]})")
        lost = f"SELECT key FROM digests WHERE kind = ? AND key NOT IN (SELECT pk FROM {kind})"
        for (key,) in connection.execute(lost, (kind,)) if full else ():
            yield Trouble(f"one of the {kind} is gone", f"number {key}")


def _spans(connection: sqlite3.Connection, full: bool) -> Iterator[Trouble]:
    """Every quotation's words, and every wording's, stand in their document's text."""
    for key in _some(connection, "documents", full):
        said = connection.execute("SELECT start, stop, text FROM quotations WHERE document = ?", (key,)).fetchall()
        if said:
            yield from _out_of_place(connection, key, said)
    if full:  # in order of document, for which there is no index: sorted once
        wordings = connection.execute("SELECT document, start, stop, text FROM wordings ORDER BY document")
    else:
        some = ",".join(map(str, _some(connection, "utterances", full)))
        query = f"SELECT document, start, stop, text FROM wordings WHERE utterance IN ({some}) ORDER BY document"
        wordings = connection.execute(query)
    for key, worded in groupby(wordings, key=lambda row: int(row[0])):
        yield from _out_of_place(connection, key, [tuple(row)[1:] for row in worded])


def _out_of_place(connection: sqlite3.Connection, document: int, said: Iterable[tuple[Any, ...]]) -> Iterator[Trouble]:
    """Say where words of a document are not those of their place in its text, once."""
    text = document_text(connection, document)
    if any(text[start:stop] != words for start, stop, words in said):
        row = connection.execute("SELECT id, file FROM documents WHERE pk = ?", (document,)).fetchone()
        yield Trouble("words are not those of their place in the text", f"{row[1]} ({row[0]})")


_REFERENCES = (
    ("documents", "capture", "captures"),
    ("documents", "outlet", "outlets"),
    ("documents", "event", "events"),
    ("posts", "document", "documents"),
    ("posts", "outlet", "outlets"),
    ("paragraphs", "post", "posts"),
    ("quotations", "post", "posts"),
    ("quotations", "document", "documents"),
    ("quotations", "speaker", "speakers"),
    ("quotations", "utterance", "utterances"),
    ("utterances", "event", "events"),
    ("event_documents", "document", "documents"),
    ("event_documents", "event", "events"),
    ("event_posts", "post", "posts"),
    ("wordings", "utterance", "utterances"),
    ("wordings", "document", "documents"),
    ("links", "utterance", "utterances"),
)


def _references(connection: sqlite3.Connection, full: bool) -> Iterator[Trouble]:
    """A number named like another table is a key of that table."""
    for table, column, other in _REFERENCES if full or _is_small(connection) else ():
        lost = connection.execute(
            f"SELECT count(*) FROM {table} WHERE {column} NOTNULL AND {column} NOT IN (SELECT pk FROM {other})"
        ).fetchone()[0]
        if lost:
            yield Trouble(f"{lost} of {table} belong to no {other}", table)


_COUNTS = (
    (
        "the documents of the outlets",
        "SELECT sum(documents) FROM outlets",
        "SELECT count(*) FROM documents WHERE version_of IS NULL",
    ),
    ("the quotations of the speakers", "SELECT sum(quotations) FROM speakers", "SELECT count(speaker) FROM quotations"),
)


def _counts(connection: sqlite3.Connection, full: bool) -> Iterator[Trouble]:
    for what, counted, there in _COUNTS:
        one, other = (connection.execute(query).fetchone()[0] or 0 for query in (counted, there))
        if one != other:
            yield Trouble(f"{what} are counted as {one} and are {other}")


def _index(connection: sqlite3.Connection, full: bool) -> Iterator[Trouble]:
    """The search index: its own check, and every word of it against an index made anew in memory.

    Its own check compares the beginnings of words with the words; it cannot see a wrong word, for the index holds no
    text. Of a large store a quick check leaves the index out, and a full one compares counts, not places.
    """
    small = _is_small(connection)
    if not full and not small:
        return
    again = sqlite3.connect("file::memory:", uri=True)
    try:
        again.execute("ATTACH ? AS stored", (_file_of(connection),))
        for table in _INDEXES:
            made = str(connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])
            # The beginnings of words are only asked for of a small store, and cost as much as all the rest.
            again.execute(made if small else re.sub(r"prefix = '[^']*', ", "", made))
            rows = indexed_rows(connection, table)
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != table]
            marks = ", ".join("?" * (len(columns) + 1))
            again.executemany(f"INSERT INTO {table} (rowid, {', '.join(columns)}) VALUES ({marks})", rows)
            for schema, name in (("main", "made"), ("stored", "kept")):
                view = "instance" if small else "col"
                again.execute(f"CREATE VIRTUAL TABLE temp.{name}_{table} USING fts5vocab({schema}, {table}, {view})")
            anew, kept = (again.execute(f"SELECT * FROM {name}_{table}") for name in ("made", "kept"))
            same = all(one == other for one, other in zip_longest(anew, kept))
            if not same or (full and small and not _begin_alike(again, table)):
                yield Trouble("the search index does not fit what is stored", table)
    finally:
        again.close()
    if small:
        yield from _inner_check(connection)


def _begin_alike(again: sqlite3.Connection, table: str) -> bool:
    """Say whether the index answers for the beginnings of words as the one made anew does."""
    begun = sorted({term[:n] for (term,) in again.execute(f"SELECT term FROM made_{table}") for n in (1, 2, 3)})
    for word in begun:
        asked = f'"{word}"*'
        answers = [
            again.execute(f"SELECT rowid FROM {schema}.{table} WHERE {table} MATCH ?", (asked,)).fetchall()
            for schema in ("main", "stored")
        ]
        if answers[0] != answers[1]:
            return False
    return True


def _inner_check(connection: sqlite3.Connection) -> Iterator[Trouble]:
    copy = sqlite3.connect(":memory:")
    try:
        connection.backup(copy)
        for table in _INDEXES:
            try:
                copy.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            except sqlite3.DatabaseError as error:
                yield Trouble(f"the search index is damaged ({error})", table)
    finally:
        copy.close()


def indexed_rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a search index (key, then its columns) as they were put in."""
    from tui_reader.store.indexing import paragraph_spans, post_body

    if table == "quotation_words":
        query = (
            "SELECT quotations.pk, quotations.text, coalesce(speakers.name, ''), posts.title FROM quotations"
            " JOIN posts ON posts.pk = quotations.post LEFT JOIN speakers ON speakers.pk = quotations.speaker"
        )
        yield from (tuple(row) for row in connection.execute(query))
        return
    if table == "headline_words":
        yield from (tuple(row) for row in connection.execute("SELECT pk, title FROM posts WHERE superseded IS NULL"))
        return
    last, text = -1, ""
    posts = "SELECT pk, title, document FROM posts WHERE superseded IS NULL ORDER BY document, pk"
    for post, title, document in connection.execute(posts).fetchall():
        if document != last:
            last, text = document, document_text(connection, document)
        yield post, title, post_body(text, paragraph_spans(connection, post))


def _is_small(connection: sqlite3.Connection) -> bool:
    pages = connection.execute("PRAGMA page_count").fetchone()[0] * connection.execute("PRAGMA page_size").fetchone()[0]
    return bool(pages < _SMALL)


def _file_of(connection: sqlite3.Connection) -> str:
    return f"file:{quote(connection.execute('PRAGMA database_list').fetchone()[2])}?mode=ro"
