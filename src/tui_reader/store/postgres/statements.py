"""The SQL of the store, as PostgreSQL takes it: what `contract` leaves open is put in here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from tui_reader.store.rows import IN_KEYS, IN_NAMES, KEYS, NAMES

_QUOTED = re.compile(r"('[^']*')")
_LISTS = (  # a list as one array: the server knows its length before it makes a plan
    (f"NOT {IN_KEYS}", "<> ALL (?list::bigint[])"),
    (f"NOT {IN_NAMES}", "<> ALL (?list::text[])"),
    (IN_KEYS, "= ANY (?list::bigint[])"),
    (IN_NAMES, "= ANY (?list::text[])"),
    (KEYS, "unnest(?list::bigint[]) AS keys (value)"),
    (NAMES, "unnest(?list::text[]) AS names (value)"),
)


class Statement(NamedTuple):
    """A statement with `$1`, `$2`, …, and how each value is handed over.

    `prepare`: its plan serves any values. That of a search does not, since it depends on how common the words are.
    """

    sql: str
    values: tuple[Callable[[object], object], ...]
    prepare: bool

    def bind(self, values: Sequence[object]) -> list[object]:
        """Return values as the server takes them."""
        return [hand_over(value) for hand_over, value in zip(self.values, values, strict=True)]


@lru_cache(maxsize=1024)
def statement_of(sql: str) -> Statement:
    """Return a statement of the store for PostgreSQL."""
    for ours, theirs in _LISTS:
        sql = sql.replace(ours, theirs)
    sql = sql.replace("CROSS JOIN", "JOIN")
    made: list[str] = []
    values: list[Callable[[object], object]] = []
    for part in _QUOTED.split(sql):
        if part.startswith("'"):
            made.append(part)
            continue
        first, *rest = part.split("?")
        made.append(first)
        for following in rest:
            is_list = following.startswith("list::")
            values.append(_listed if is_list else plain)
            made.append(f"${len(values)}{following.removeprefix('list') if is_list else following}")
    return Statement("".join(made), tuple(values), prepare="@@" not in sql)


_INSERTION = re.compile(r"INSERT INTO (\w+) (?:\(([\w, ]+)\) )?VALUES \([?, ]+\)(.*)", re.DOTALL)


class Insertion(NamedTuple):
    """Rows into a table: its name, their columns (none: all of them, in order), what is to be done in a conflict."""

    table: str
    columns: tuple[str, ...]
    conflict: str


@lru_cache(maxsize=256)
def insertion_of(sql: str) -> Insertion | None:
    """Return what a statement inserts where it is nothing but values; None for any other."""
    found = _INSERTION.fullmatch(sql)
    if found is None:
        return None
    return Insertion(found[1], tuple(found[2].split(", ")) if found[2] else (), found[3].strip())


def plain(value: object) -> object:
    """Return a value; a truth is a number, and NUL, which PostgreSQL refuses in a text, U+FFFD.

    That is one character for one, so every span goes on pointing at its words.
    """
    if isinstance(value, str):
        return value.replace("\0", "\ufffd") if "\0" in value else value
    return int(value) if isinstance(value, bool) else value


def _listed(value: object) -> object:
    items: list[object] = json.loads(str(value))
    return [plain(item) for item in items]
