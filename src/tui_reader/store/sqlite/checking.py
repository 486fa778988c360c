"""Whether a store is whole: quickly (its structure, its counts, a sample), or in full (every word of it).

SQLite's own checks see broken pages, not an overwritten word: of 100 single overwrites 82 passed them. So every capture
is read against its sha256, every document against the digest of its rows, every quotation against its span.
"""

from __future__ import annotations

import random
import signal
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from itertools import groupby, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tui_reader.store import order
from tui_reader.store.contract import Trouble
from tui_reader.store.indexing import document_text, is_as_it_came, stand_there
from tui_reader.store.sqlite import digests, sums
from tui_reader.store.sqlite.file_connection import FAULTS, FileConnection
from tui_reader.store.sqlite.index_check import STORED, beside_store, index_faults, is_small

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SAMPLE = 300  # documents and captures a quick check reads; a store with no more is read whole
_SAMPLE_BYTES = 20_000_000  # of captures a quick check reads
_MOST = 20  # troubles told; more tell nothing new


_Step = Callable[[FileConnection, bool], Iterator[Trouble]]


def check_file(path: Path, *, full: bool = False) -> list[Trouble]:
    """Return what is wrong with the store at `path`, at most `_MOST` troubles; `full` reads all of it. Writes nothing.

    A large store is read in full by two processes (100,000 documents: 20 s instead of 35), at one moment of the store.
    """
    try:
        with closing(_open(path)) as connection:
            _begin(connection)
            if full and not is_small(connection):
                return _check_in_two(connection, path)[:_MOST]
            return _found(connection, (_structure, *_ROWS, _index), full)[:_MOST]
    except FAULTS as error:
        return [Trouble(f"cannot be read ({error})")]
    except EOFError:
        return [Trouble("was not looked through: a process of the check was ended")]


def _open(path: Path) -> FileConnection:
    connection = beside_store(f"file:{quote(str(path))}?mode=ro")
    connection.row_factory = sqlite3.Row
    return connection


def _begin(connection: FileConnection) -> int:
    """See the store as it is now, whatever is written meanwhile; return how many writes it has had."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    connection.execute("BEGIN")
    return int(connection.execute("SELECT count FROM writes").fetchone()[0])


def _check_in_two(connection: FileConnection, path: Path) -> list[Trouble]:
    """Look through the rows here, through the pages and the search index in a process beside."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    beside = context.Process(target=_look_beside, args=(path, theirs), daemon=True)
    beside.start()
    theirs.close()
    try:
        while ours.recv() != _begin(connection):
            ours.send(False)
        ours.send(True)
        found = _found(connection, _ROWS, True)
        return [*ours.recv(), *found]
    finally:
        beside.terminate()
        beside.join()


def _look_beside(path: Path, pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    with suppress(*FAULTS), closing(_open(path)) as connection:
        pipe.send(_begin(connection))
        while not pipe.recv():
            pipe.send(_begin(connection))
        pipe.send(_found(connection, (_structure, _index), True))


def _found(connection: FileConnection, steps: Iterable[_Step], full: bool) -> list[Trouble]:
    return [trouble for step in steps for trouble in _taken(step, connection, full)]


def _taken(step: _Step, connection: FileConnection, full: bool) -> list[Trouble]:
    """Return what a step finds; that it could not go on is a trouble as well."""
    found: list[Trouble] = []
    try:
        for trouble in step(connection, full):
            found.append(trouble)
            if len(found) >= _MOST:
                break
    except (*FAULTS, ValueError, TypeError, AttributeError) as error:
        found.append(Trouble(f"cannot be read ({error})", step.__name__.strip("_")))
    return found


def _structure(connection: FileConnection, full: bool) -> Iterator[Trouble]:
    for (line,) in connection.execute(f"PRAGMA {'integrity_check' if full else 'quick_check'}({_MOST})"):
        if line != "ok":
            yield Trouble(line)


def _some(connection: FileConnection, table: str, full: bool) -> Iterable[int]:
    """Return the keys to look at: all, or a sample."""
    lowest, highest, count = connection.execute(f"SELECT min(pk), max(pk), count(*) FROM {table}").fetchone()
    if full or count <= SAMPLE:
        return (key for (key,) in connection.execute(f"SELECT pk FROM {table} ORDER BY pk").fetchall())
    return sorted(random.sample(range(lowest, highest + 1), SAMPLE))


def _captures(connection: FileConnection, full: bool) -> Iterator[Trouble]:
    read = 0
    for key in _some(connection, "captures", full):
        row = connection.execute("SELECT sha256, file, raw FROM captures WHERE pk = ?", (key,)).fetchone()
        if row is None:
            continue
        read += len(row[2])
        if not is_as_it_came(row[2], row[0]):
            yield Trouble("the bytes of a page are not those that came", row[1])
        if not full and read > _SAMPLE_BYTES:
            return


def _digests(connection: FileConnection, full: bool) -> Iterator[Trouble]:
    for kind, named in (("documents", "file"), ("events", "title"), ("document_terms", "event")):
        if full:
            taken = digests.each_digest(connection, kind)
        else:
            taken = ((key, digests.digest_of(connection, kind, key)) for key in _some(connection, kind, full))
        for key, digest in taken:
            kept = connection.execute("SELECT digest FROM digests WHERE kind = ? AND key = ?", (kind, key)).fetchone()
            if kept is not None and kept[0] == digest:
                continue
            row = connection.execute(f"SELECT id, {named} FROM {kind} WHERE pk = ?", (key,)).fetchone()
            if row is not None:
                yield Trouble(f"what is stored of one of the {kind} is not what was written", f"{row[1]} ({row[0]})")
        lost = f"SELECT key FROM digests WHERE kind = ? AND key NOT IN (SELECT pk FROM {kind})"
        for (key,) in connection.execute(lost, (kind,)) if full else ():
            yield Trouble(f"one of the {kind} is gone", f"number {key}")


def _spans(connection: FileConnection, full: bool) -> Iterator[Trouble]:
    """Every quotation's words, and every wording's, stand in their document's text."""
    wanted = {
        "quotations": "document IN ({})".format(",".join(map(str, _some(connection, "documents", False)))),
        "wordings": "utterance IN ({})".format(",".join(map(str, _some(connection, "utterances", False)))),
    }
    each = (
        f"SELECT document, start, stop, text FROM {table}{'' if full else f' WHERE {which}'}"
        for table, which in wanted.items()
    )
    said = connection.execute(" UNION ALL ".join(each) + " ORDER BY document")
    for key, words in groupby(said, key=lambda row: int(row[0])):
        yield from _out_of_place(connection, key, [tuple(row)[1:] for row in words])


def _out_of_place(connection: FileConnection, document: int, said: Iterable[tuple[Any, ...]]) -> Iterator[Trouble]:
    """Say where words of a document are not those of their place in its text, once."""
    text = document_text(connection, document)
    if not all(stand_there(text, *placed) for placed in said):
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


def _references(connection: FileConnection, full: bool) -> Iterator[Trouble]:
    """A number named like another table is a key of that table."""
    if not full and not is_small(connection):
        return
    for table, column, other in _REFERENCES:
        lost = connection.execute(
            f"SELECT count(*) FROM {table} WHERE {column} NOTNULL AND {column} NOT IN (SELECT pk FROM {other})"
        ).fetchone()[0]
        if lost:
            yield Trouble(f"{lost} of {table} belong to no {other}", table)
    lost = connection.execute(
        "SELECT count(*) FROM documents JOIN events ON events.pk = documents.event WHERE version_of IS NULL"
        " AND coalesce(stale, 0) = 0 AND NOT EXISTS (SELECT 1 FROM event_documents"
        " WHERE event_documents.event = documents.event AND document = documents.pk)"
    ).fetchone()[0]
    if lost:
        yield Trouble(f"{lost} of documents are not among those of their event", "documents")


_COUNTS = (
    (
        "the documents of the outlets",
        "SELECT sum(documents) FROM outlets",
        "SELECT count(*) FROM documents WHERE version_of IS NULL",
    ),
    ("the quotations of the speakers", "SELECT sum(quotations) FROM speakers", "SELECT count(speaker) FROM quotations"),
)
# What stands twice so that a list is read without a join, and from what it was worked out: one row a key.
_TWICE = (
    (
        "speakers",
        "SELECT pk, quotations FROM speakers ORDER BY pk",
        "SELECT speakers.pk, coalesce(many, 0) FROM speakers LEFT JOIN (SELECT speaker, count(*) AS many"
        " FROM quotations WHERE speaker NOTNULL GROUP BY speaker) ON speaker = speakers.pk ORDER BY speakers.pk",
    ),
    (
        "outlets",
        "SELECT pk, documents, posts, quotations FROM outlets ORDER BY pk",
        "SELECT outlets.pk, (SELECT count(*) FROM documents WHERE outlet = outlets.pk AND version_of IS NULL),"
        " coalesce(many, 0), coalesce(quoted, 0) FROM outlets LEFT JOIN (SELECT outlet, count(*) FILTER"
        " (WHERE superseded IS NULL) AS many, sum(quotations) AS quoted FROM posts GROUP BY outlet) AS of_posts"
        " ON of_posts.outlet = outlets.pk ORDER BY outlets.pk",
    ),
    (
        "events",
        "SELECT pk, posts, quotations FROM events WHERE coalesce(stale, 0) = 0 ORDER BY pk",
        "SELECT events.pk, count(posts.pk), coalesce(sum(posts.quotations), 0) FROM events"
        " LEFT JOIN event_posts ON event_posts.event = events.pk LEFT JOIN posts ON posts.pk = post"
        " WHERE coalesce(stale, 0) = 0 GROUP BY events.pk ORDER BY events.pk",
    ),
    (
        "utterances",
        "SELECT pk, wordings FROM utterances ORDER BY pk",
        "SELECT pk, (SELECT count(*) FROM wordings WHERE utterance = utterances.pk) FROM utterances ORDER BY pk",
    ),
)


def _counts(connection: FileConnection, full: bool) -> Iterator[Trouble]:
    for what, counted, there in _COUNTS:
        one, other = (connection.execute(query).fetchone()[0] or 0 for query in (counted, there))
        if one != other:
            yield Trouble(f"{what} are counted as {one} and are {other}")
    for table, kept, anew in _TWICE if full or is_small(connection) else ():
        pairs = zip_longest(*(connection.execute(query) for query in (kept, anew)))
        if any(tuple(one) != tuple(other) for one, other in pairs):
            yield Trouble("what is counted is not what is there", table)


def _tables(connection: FileConnection, full: bool) -> Iterator[Trouble]:
    """Small tables, what every page adds to, and the order of the timeline."""
    for what, where in digests.faults_of_tables(connection, STORED):
        yield Trouble(what, where)
    if full or is_small(connection):
        for where in sums.faults(connection):
            yield Trouble("what is counted does not add up to what was written", where)
        if not order.is_right(connection):
            yield Trouble("the order of the timeline is not that of the posts", "timeline")


def _index(connection: FileConnection, full: bool) -> Iterator[Trouble]:
    for what, table in index_faults(connection, full=full):
        yield Trouble(what, table)


_ROWS: tuple[_Step, ...] = (_captures, _digests, _spans, _references, _counts, _tables)
