"""The full-text index on a server: our own words as tsvectors, so that both engines hold the same ones.

PostgreSQL's parser would take `said/she` for one token and `2019-2024` for a number; it is not asked. The words of
`tokens` are written down with their places, a column's with a letter of its own. Two limits are PostgreSQL's: a word
keeps its first 255 places in a row, and no place is beyond 16,383; so a phrase far down a very long post may be
missed. Words alone are found wherever they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui_reader.store.indexing import QUOTATION_WORDS
from tui_reader.store.matching import Condition, Every, Match, Run, Without
from tui_reader.store.tokens import tokens

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

_COLUMNS = {  # in the order of a row's texts
    "quotation_words": {"words": "A", "speaker": "B", "headline": "C"},
    "headline_words": {"headline": "C"},
    "post_words": {"headline": "C", "body": "D"},
}
_LETTERS = 500  # of a word: PostgreSQL refuses one of 2,047 bytes
_PLACES, _LAST = 255, 16_383  # of a word, and of a row: what PostgreSQL keeps
_BYTES = 900_000  # of a row's words: PostgreSQL refuses a tsvector of a megabyte


class Tsvectors:
    """`contract.Words` over a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def where(self, index: str, match: Match) -> Condition:
        """Return what holds of the rows of an index that match."""
        return Condition(f"{index}.words @@ ?::tsquery", _expression(match, index))

    def best_first(self, index: str, match: Match) -> tuple[str, tuple[object, ...]]:
        """Return what to order matching rows by: PostgreSQL's rank."""
        return f"ts_rank({index}.words, ?::tsquery) DESC, {index}.rowid DESC", (_expression(match, index),)

    def add_quotations(self, which: str, key: int) -> None:
        """Put quotations in, from their tables."""
        rows = self._connection.execute(f"{QUOTATION_WORDS} {which}", (key,)).fetchall()
        self._add("quotation_words", rows)

    def remove_quotations(self, which: str, key: int) -> None:
        """Take quotations out, before their rows change."""
        self._connection.execute(
            f"DELETE FROM quotation_words WHERE rowid IN (SELECT quotations.pk FROM quotations {which})", (key,)
        )

    def add_posts(self, posts: Sequence[tuple[int, str, str]]) -> None:
        """Put posts (key, title, body) in."""
        self._add("headline_words", [post[:2] for post in posts])
        self._add("post_words", posts)

    def remove_post(self, key: int, title: str, body: str) -> None:
        """Take a post out."""
        self._connection.execute("DELETE FROM headline_words WHERE rowid = ?", (key,))
        self._connection.execute("DELETE FROM post_words WHERE rowid = ?", (key,))

    def sweep(self) -> None:
        """Leave nothing: what was deleted goes when the tables are written anew."""

    def _add(self, index: str, rows: Iterable[Sequence[object]]) -> None:
        letters = list(_COLUMNS[index].values())
        held = [(key, _vector(list(zip(letters, map(str, texts), strict=True)))) for key, *texts in rows]
        self._connection.executemany(f"INSERT INTO {index} (rowid, words) VALUES (?, ?)", held)


def _vector(columns: Sequence[tuple[str, str]]) -> str:
    """Return texts as PostgreSQL writes a tsvector; nothing is in a row across two columns."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    place = 0
    for letter, text in columns:
        for word in tokens(text):
            place += 1
            known = places[word[:_LETTERS]]
            if len(known) < _PLACES:
                known.append(f"{min(place, _LAST)}{letter}")
        place += 1
    whole = " ".join(f"'{word}':{','.join(known)}" for word, known in places.items())
    if len(whole.encode()) <= _BYTES:
        return whole
    once = " ".join(f"'{word}':{known[0]}" for word, known in places.items())
    return once.encode()[:_BYTES].rpartition(b" ")[0].decode()


def _expression(match: Match, index: str) -> str:
    """Return a match as PostgreSQL writes a tsquery."""
    if isinstance(match, Run):
        letter = _COLUMNS[index][match.column] if match.column else ""
        last = len(match.words) - 1
        words = []
        for at, word in enumerate(match.words):
            marks = ("*" if match.begun and at == last else "") + letter
            words.append(f"'{word[:_LETTERS]}'" + (f":{marks}" if marks else ""))
        return " <-> ".join(words)
    if isinstance(match, Without):
        return f"({_expression(match.wanted, index)}) & !({_expression(match.unwanted, index)})"
    sign = " & " if isinstance(match, Every) else " | "
    return sign.join(f"({_expression(part, index)})" for part in match.parts)
