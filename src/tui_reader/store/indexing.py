"""The full-text index beside the tables.

It holds no text of its own: what goes in is read from the tables, and what comes out is handed to FTS5 in
the same words, so every row must leave the index before its columns change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from tui_reader.domain import Span

_QUOTATION_WORDS = """
    SELECT quotations.pk, quotations.text, coalesce(speakers.name, ''), posts.title
    FROM quotations JOIN posts ON posts.pk = quotations.post LEFT JOIN speakers ON speakers.pk = quotations.speaker
"""
INDEXED = {  # what the indexes hold whose words stand in one row each
    "quotation_words": _QUOTATION_WORDS,
    "headline_words": "SELECT pk, title FROM posts WHERE superseded IS NULL",
}
OF_DOCUMENT = "WHERE quotations.document = ?"
OF_QUOTATION = "WHERE quotations.pk = ?"


def index_quotations(connection: sqlite3.Connection, which: str, key: int) -> None:
    """Put quotations into the index; `which` is OF_DOCUMENT or OF_QUOTATION."""
    connection.execute(
        f"INSERT INTO quotation_words (rowid, words, speaker, headline) {_QUOTATION_WORDS} {which}",
        (key,),
    )


def unindex_quotations(connection: sqlite3.Connection, which: str, key: int) -> None:
    """Take quotations out of the index, with the words they went in with."""
    connection.execute(
        "INSERT INTO quotation_words (quotation_words, rowid, words, speaker, headline)"
        f" SELECT 'delete', * FROM ({_QUOTATION_WORDS} {which})",
        (key,),
    )


def index_posts(connection: sqlite3.Connection, posts: Sequence[tuple[int, str, str]]) -> None:
    """Put posts (key, title, body) into the index."""
    titles = [(key, title) for key, title, _ in posts]
    connection.executemany("INSERT INTO headline_words (rowid, headline) VALUES (?, ?)", titles)
    connection.executemany("INSERT INTO post_words (rowid, headline, body) VALUES (?, ?, ?)", posts)


def unindex_post(connection: sqlite3.Connection, key: int, title: str, body: str) -> None:
    """Take a post out of the index, with the words it went in with."""
    connection.execute(
        "INSERT INTO headline_words (headline_words, rowid, headline) VALUES ('delete', ?, ?)", (key, title)
    )
    connection.execute(
        "INSERT INTO post_words (post_words, rowid, headline, body) VALUES ('delete', ?, ?, ?)", (key, title, body)
    )


def post_body(text: str, spans: Iterable[Span]) -> str:
    """Return the words of a post's paragraphs as they are indexed."""
    return "\n".join(span.of(text) for span in spans)


def paragraph_spans(connection: sqlite3.Connection, post: int) -> list[Span]:
    """Return where the paragraphs of a stored post stand in its document's text, in order."""
    rows = connection.execute("SELECT start, stop FROM paragraphs WHERE post = ? ORDER BY position", (post,))
    return [Span(*row) for row in rows]


def document_text(connection: sqlite3.Connection, document: int) -> str:
    """Return the text of a document, from where it is kept once."""
    own, capture = connection.execute("SELECT text, capture FROM documents WHERE pk = ?", (document,)).fetchone()
    return own if own is not None else capture_text(connection, capture)


def capture_text(connection: sqlite3.Connection, capture: int) -> str:
    """Return what the bytes of a capture were read as."""
    text, raw = connection.execute("SELECT text, raw FROM captures WHERE pk = ?", (capture,)).fetchone()
    if text is not None:
        return str(text)
    decoded: str = raw.decode("utf-8")
    return decoded
