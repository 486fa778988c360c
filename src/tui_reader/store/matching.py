"""What a search asks of the full-text index, as values; each engine writes them in its own language.

Every word is spelled as `tokens` spells it, so nothing that somebody types can be an engine's syntax.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias


class Run(NamedTuple):
    """Words in a row: one or more. `begun`: the last may go on; `column`: in that column alone ("": in any)."""

    words: tuple[str, ...]
    begun: bool = False
    column: str = ""


class Every(NamedTuple):
    """All of these hold."""

    parts: tuple[Match, ...]


class Either(NamedTuple):
    """One of these holds."""

    parts: tuple[Match, ...]


class Without(NamedTuple):
    """The one holds and the other does not."""

    wanted: Match
    unwanted: Match


class Condition(NamedTuple):
    """A match in an engine's own language: a condition in SQL and the one value in it."""

    sql: str
    value: object


Match: TypeAlias = "Run | Every | Either | Without"


def word(one: str, column: str = "") -> Run:
    """Return a match of a word alone."""
    return Run((one,), column=column)


def every(parts: Iterable[Match]) -> Match | None:
    """Return a match of all of some, None of none."""
    given = tuple(parts)
    return (given[0] if len(given) == 1 else Every(given)) if given else None


def either(parts: Iterable[Match]) -> Match | None:
    """Return a match of one of some, None of none."""
    given = tuple(parts)
    return (given[0] if len(given) == 1 else Either(given)) if given else None
