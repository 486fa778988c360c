"""Looking a store on a server over, for what PostgreSQL's own checksums do not see: words out of their place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, islice

from tui_reader.store.contract import Connection, Trouble
from tui_reader.store.indexing import document_text, is_as_it_came, stand_there

_MOST = 20  # troubles told of
_SAMPLE = 100  # documents looked at quickly
_HANGING = (  # rows that name one that is not there
    ("posts", "document", "documents"),
    ("quotations", "document", "documents"),
    ("quotations", "post", "posts"),
    ("quotations", "speaker", "speakers"),
    ("documents", "capture", "captures"),
    ("documents", "outlet", "outlets"),
    ("wordings", "utterance", "utterances"),
    ("quotation_words", "rowid", "quotations"),
    ("headline_words", "rowid", "posts"),
    ("post_words", "rowid", "posts"),
)


def check(connection: Connection, *, full: bool) -> list[Trouble]:
    """Return what is wrong, at most 20 troubles: names that lead nowhere, and words that are not in their place.

    Quickly that is the words of a hundred documents; in full every document and the sum of every capture.
    """
    steps = (_references(connection), _counts(connection), _words(connection, full=full))
    return list(islice(chain(*steps, _captures(connection) if full else ()), _MOST))


def _references(connection: Connection) -> Iterator[Trouble]:
    for table, column, other in _HANGING:
        missing = f"NOT EXISTS (SELECT 1 FROM {other} WHERE {other}.pk = {table}.{column})"
        row = connection.execute(f"SELECT count(*) FROM {table} WHERE {column} NOTNULL AND {missing}").fetchone()
        if row[0]:
            yield Trouble(f"{row[0]} rows name one of {other} that is not there", table)


def _counts(connection: Connection) -> Iterator[Trouble]:
    for words, table, which in (
        ("quotation_words", "quotations", ""),
        ("headline_words", "posts", " WHERE superseded IS NULL"),
        ("post_words", "posts", " WHERE superseded IS NULL"),
    ):
        held, there = (
            connection.execute(f"SELECT count(*) FROM {name}{rest}").fetchone()[0]
            for name, rest in ((words, ""), (table, which))
        )
        if held != there:
            yield Trouble(f"holds {held} of {there}", words)


def _words(connection: Connection, *, full: bool) -> Iterator[Trouble]:
    some = "" if full else f" WHERE document IN (SELECT pk FROM documents ORDER BY random() LIMIT {_SAMPLE})"
    rows = connection.execute(f"SELECT document, start, stop, text FROM quotations{some} ORDER BY document")
    for key, said in groupby(rows, key=lambda row: int(row[0])):
        text = document_text(connection, key)
        if not all(stand_there(text, *placed) for _, *placed in said):
            row = connection.execute("SELECT id, file FROM documents WHERE pk = ?", (key,)).fetchone()
            yield Trouble("words are not those of their place in the text", f"{row[1]} ({row[0]})")


def _captures(connection: Connection) -> Iterator[Trouble]:
    for (key,) in connection.execute("SELECT pk FROM captures ORDER BY pk").fetchall():
        file, raw, known = connection.execute("SELECT file, raw, sha256 FROM captures WHERE pk = ?", (key,)).fetchone()
        if not is_as_it_came(raw, known):
            yield Trouble("bytes are not those that came", file)
