"""The full-text index as SQLite's FTS5 keeps it.

It holds no text of its own: what comes out is handed to FTS5 in the words it went in with.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tui_reader.store.indexing import QUOTATION_WORDS
from tui_reader.store.matching import Condition, Every, Match, Run, Without

_INDEXES = ("quotation_words", "headline_words", "post_words")


class Fts5:
    """`contract.Words` over a connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def where(self, index: str, match: Match) -> Condition:
        """Return what holds of the rows of an index that match."""
        return Condition(f"{index} MATCH ?", _expression(match))

    def best_first(self, index: str, match: Match) -> tuple[str, tuple[object, ...]]:
        """Return what to order matching rows by: FTS5's own rank."""
        return "rank", ()

    def add_quotations(self, which: str, key: int) -> None:
        """Put quotations in, from their tables."""
        self._connection.execute(
            f"INSERT INTO quotation_words (rowid, words, speaker, headline) {QUOTATION_WORDS} {which}", (key,)
        )

    def remove_quotations(self, which: str, key: int) -> None:
        """Take quotations out, before their rows change."""
        self._connection.execute(
            "INSERT INTO quotation_words (quotation_words, rowid, words, speaker, headline)"
            f" SELECT 'delete', * FROM ({QUOTATION_WORDS} {which})",
            (key,),
        )

    def add_posts(self, posts: Sequence[tuple[int, str, str]]) -> None:
        """Put posts (key, title, body) in."""
        titles = [(key, title) for key, title, _ in posts]
        self._connection.executemany("INSERT INTO headline_words (rowid, headline) VALUES (?, ?)", titles)
        self._connection.executemany("INSERT INTO post_words (rowid, headline, body) VALUES (?, ?, ?)", posts)

    def remove_post(self, key: int, title: str, body: str) -> None:
        """Take a post out, with the words it went in with."""
        run = self._connection.execute
        run("INSERT INTO headline_words (headline_words, rowid, headline) VALUES ('delete', ?, ?)", (key, title))
        run("INSERT INTO post_words (post_words, rowid, headline, body) VALUES ('delete', ?, ?, ?)", (key, title, body))

    def sweep(self) -> None:
        """Merge the parts of the indexes: until then a deleted word stays in them."""
        for index in _INDEXES:
            self._connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")


def _expression(match: Match) -> str:
    """Return a match as FTS5 writes it, every word quoted."""
    if isinstance(match, Run):
        column = f"{match.column} : " if match.column else ""
        return f'{column}"{" ".join(match.words)}"{" *" if match.begun else ""}'
    if isinstance(match, Without):
        return f"({_expression(match.wanted)}) NOT ({_expression(match.unwanted)})"
    sign = " AND " if isinstance(match, Every) else " OR "
    return sign.join(f"({_expression(part)})" for part in match.parts)
