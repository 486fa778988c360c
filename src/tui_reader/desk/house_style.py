"""House styles: the shipped ones and the reader's own, read from TOML tables and checked when read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tui_reader.errors import UsageError

FIELDS = ("words", "speaker", "role", "venue", "via", "date", "time", "outlet", "headline", "url", "note")
DAYS = ("day month", "month day", "month. day")
CLOCKS = ("24", "dot", "p.m.", "GMT")
DATES = ("all", "printed")

_TOKEN = re.compile(r"\[\[|\]\]|[\[\]]|\{[^{}]*\}|[^\[\]{}]+|[{}]")
_Pieces = tuple[tuple[bool, tuple[str, ...]], ...]  # (may be left out, its texts and fields in braces)


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How one house prints a quotation; see the head of `house_styles.toml` for what the parts mean."""

    name: str
    template: str
    pieces: _Pieces
    marks: tuple[str, str] = ("“", "”")
    inner_marks: tuple[str, str] = ("‘", "’")
    dates: str = "all"
    day: str = "day month"
    clock: str = "24"
    rule: str = ""

    def fill(self, fields: Mapping[str, str]) -> str:
        """Return the template with its fields put in; an empty field takes its bracket along."""
        line = []
        for optional, parts in self.pieces:
            names = [part[1:-1] for part in parts if part.startswith("{")]
            if optional and not all(fields[name] for name in names):
                continue
            line += [fields[part[1:-1]] if part.startswith("{") else part for part in parts]
        return "".join(line)


@cache
def shipped_styles() -> Mapping[str, HouseStyle]:
    """Return the styles that come with the program, by their key."""
    text = resources.files(__package__).joinpath("house_styles.toml").read_text(encoding="utf-8")
    return read_styles(tomllib.loads(text), "house_styles.toml")


def read_styles(tables: Mapping[str, object], where: str) -> dict[str, HouseStyle]:
    """Return the styles of TOML tables keyed by name. Raises UsageError naming style, field and what was expected."""
    return {key: _read_style(key, table, where) for key, table in tables.items()}


def style_problem(table: Mapping[str, object]) -> str | None:
    """Return what is wrong with the table of a style and what was expected, None where it can be used."""
    try:
        _read_style("", table, "")
    except UsageError as error:
        return f"{error.what}; {error.hint}" if error.hint else error.what
    return None


def find_style(key: str, own: Mapping[str, HouseStyle] | None = None) -> HouseStyle:
    """Return the reader's own or the shipped style of that name. Raises UsageError naming those there are."""
    styles = {**shipped_styles(), **(own or {})}
    style = styles.get(key.lower()) or styles.get(key)
    if style is None:
        raise UsageError(f"there is no house style {key!r}", hint=f"there are {', '.join(styles)}")
    return style


def _read_style(key: str, table: object, where: str) -> HouseStyle:
    """Return one style, what it leaves out as in the plain one."""
    where = f"{where}, style {key}"
    if not isinstance(table, dict):
        raise UsageError("a style is a table with a template", where)
    known = {"name", "template", "marks", "inner_marks", "dates", "day", "clock", "rule"}
    for name in table:
        if name not in known:
            raise UsageError(f"no setting {name!r}", where, f"there are {', '.join(sorted(known))}")
    template = table.get("template")
    if not isinstance(template, str) or not template:
        raise UsageError("template must be a text", where)
    return HouseStyle(
        name=_text(table, "name", key, where),
        template=template,
        pieces=parse_template(template, where),
        marks=_pair(table, "marks", ("“", "”"), where),
        inner_marks=_pair(table, "inner_marks", ("‘", "’"), where),
        dates=_choice(table, "dates", DATES, where),
        day=_choice(table, "day", DAYS, where),
        clock=_choice(table, "clock", CLOCKS, where),
        rule=_text(table, "rule", "", where),
    )


def parse_template(template: str, where: str = "") -> _Pieces:
    """Return the pieces of a template. Raises UsageError for an unknown field or a bracket too few or too many."""
    pieces: list[tuple[bool, tuple[str, ...]]] = []
    parts: list[str] = []
    optional = False
    for token in _TOKEN.findall(template):
        if token in "[]":
            if (token == "[") == optional:
                raise UsageError("brackets in a template open and close in turn", where, "[[ and ]] print one")
            pieces.append((optional, tuple(parts)))
            parts, optional = [], not optional
        elif token in ("[[", "]]"):
            parts.append(token[0])
        elif token[0] in "{}":
            if token[1:-1] not in FIELDS:
                raise UsageError(f"unknown field {token} in a template", where, f"fields are {', '.join(FIELDS)}")
            parts.append(token)
        else:
            parts.append(token)
    if optional:
        raise UsageError("a [ in a template is never closed", where)
    pieces.append((False, tuple(parts)))
    if not any("{words}" in texts for _, texts in pieces):
        raise UsageError("a template must hold {words}", where)
    return tuple(pieces)


def _text(table: Mapping[str, object], name: str, default: str, where: str) -> str:
    """Return a setting that is a text."""
    value = table.get(name, default)
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a text", where)
    return value


def _choice(table: Mapping[str, object], name: str, choices: tuple[str, ...], where: str) -> str:
    """Return a setting that is one of a few; the first is the default."""
    value = table.get(name, choices[0])
    if value not in choices:
        raise UsageError(f"{name} is {value!r}", where, f"expected {' or '.join(choices)}")
    return str(value)


def _pair(table: Mapping[str, object], name: str, default: tuple[str, str], where: str) -> tuple[str, str]:
    """Return a setting that is an opening and a closing mark."""
    value = table.get(name, default)
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(isinstance(mark, str) for mark in value):
        raise UsageError(f"{name} must be an opening and a closing mark", where)
    return value[0], value[1]
