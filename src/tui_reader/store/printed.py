"""Posts that may have printed given words: by three of the words in a row, else by the rarest of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING

from tui_reader.domain import Span
from tui_reader.domain.draft import PrintedPost
from tui_reader.store.indexing import document_text, paragraph_spans
from tui_reader.store.matching import Every, Match, Run, either, word
from tui_reader.store.reading import timeline_rows
from tui_reader.store.rows import IN_NAMES, packed, unpacked
from tui_reader.store.tokens import tokens

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

_MOST = 24  # posts looked at
_IN_A_ROW, _TRIPLES = 3, 4
_ENOUGH = 3  # posts found by words in a row that make a second look needless
_RARE, _COMMON = 5, 20_000  # words of a second look, in pairs; a word of more quotations than this finds nothing
_SHORT = 200  # quotations of one or two words looked at: a word of everybody's is nobody's


def posts_like(connection: Connection, words: str) -> list[PrintedPost]:
    """Return the posts likeliest to have printed these words, the likeliest first, at most `_MOST`."""
    wanted = tokens(words)
    if len(wanted) < _IN_A_ROW:
        return _posts(connection, _quoting(connection, wanted) if wanted else [])
    query = f"SELECT word, uses FROM words WHERE word {IN_NAMES}"
    uses = dict(connection.execute(query, (packed(set(wanted)) or "[]",)).fetchall())
    keys = _found(connection, either(_rows(wanted, uses)))
    if len(keys) < _ENOUGH:
        known = set(keys)
        keys += [key for key in _found(connection, _pairs(uses)) if key not in known]
    return _posts(connection, keys[:_MOST])


def _rows(wanted: Sequence[str], uses: Mapping[str, int]) -> list[Run]:
    """Return the runs of three words that tell most, far apart first: a wrong word spoils those it stands in."""
    starts = range(len(wanted) - _IN_A_ROW + 1)
    common = {start: sum(uses.get(word, 0) for word in wanted[start : start + _IN_A_ROW]) for start in starts}
    ranked = sorted(starts, key=lambda start: (common[start], start))
    chosen: list[int] = []
    for start in ranked:
        if all(abs(start - other) >= _IN_A_ROW for other in chosen):
            chosen.append(start)
            if len(chosen) == _TRIPLES:
                break
    rest = (start for start in ranked if start not in chosen)
    starting = (*chosen, *islice(rest, _TRIPLES - len(chosen)))
    return [Run(tuple(wanted[start : start + _IN_A_ROW])) for start in starting]


def _quoting(connection: Connection, wanted: Sequence[str]) -> list[int]:
    where = connection.words.where("quotation_words", Run(tuple(wanted), column="words"))
    query = (
        "SELECT DISTINCT quotations.post FROM quotation_words JOIN quotations ON quotations.pk = quotation_words.rowid"
        f" WHERE {where.sql} LIMIT {_SHORT}"
    )
    return [key for (key,) in connection.execute(query, (where.value,))]


def _pairs(uses: Mapping[str, int]) -> Match | None:
    rare = sorted((each for each in uses if uses[each] < _COMMON), key=lambda each: (uses[each], each))[:_RARE]
    return either(Every((word(one), word(other))) for one, other in combinations(rare, 2))


def _found(connection: Connection, match: Match | None) -> list[int]:
    if match is None:
        return []
    where = connection.words.where("post_words", match)
    order, values = connection.words.best_first("post_words", match)
    query = f"SELECT rowid FROM post_words WHERE {where.sql} ORDER BY {order} LIMIT {_MOST}"
    return [key for (key,) in connection.execute(query, (where.value, *values))]


def _posts(connection: Connection, keys: Sequence[int]) -> list[PrintedPost]:
    texts: dict[int, str] = {}
    found = []
    for key in keys:
        row = connection.execute(
            "SELECT posts.document, posts.start, posts.stop, posts.byline, documents.bylines FROM posts"
            " JOIN documents ON documents.pk = posts.document WHERE posts.pk = ?",
            (key,),
        ).fetchone()
        rows = timeline_rows(connection, [key])
        if row is None or not rows:
            continue
        if row[0] not in texts:
            texts[row[0]] = document_text(connection, row[0])
        paragraphs = tuple(paragraph_spans(connection, key))
        authors = (row[3],) if row[3] else tuple(name for name, _ in unpacked(row[4]))
        found.append(PrintedPost(rows[0], texts[row[0]], Span(row[1], row[2]), paragraphs, authors))
    return found
