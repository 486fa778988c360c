"""The query language of `/` and of the command line.

    cooper inquiry          both words, in what was said, in who said it or in the headline
    "shy away"              exactly these words, in what was said
    -jury  -"no comment"    without
    speaker:cooper  outlet:"sky news"  kind:direct
    on:2025-06-16  since:2025-06  until:2025      a day, a month or a year
    is:quoted  is:differs  is:unread  is:starred  posts that are so (the timeline)

Whatever is typed means something: a field that is not one, an open quotation mark or a half-typed date are
taken as far as they go, so that a search never fails while it is being typed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from tui_reader.domain import Filters
from tui_reader.domain.filters import MARKS, NO_FILTERS
from tui_reader.limits import MAX_QUERY_CHARACTERS
from tui_reader.store.tokens import tokens

MAX_WORDS = 32  # a remembered phrase is shorter; what is longer is a pasted paragraph

# A sign, a field, then words in marks (straight or curly, the closing one may be missing) or one word.
_PART = re.compile(r'(-?)(?:(speaker|outlet|on|since|until|kind|is):)?(?:["“”]([^"“”]*)["“”]?|(\S+))', re.IGNORECASE)
_FIELDS_ALONE = frozenset(f"{field}:" for field in "speaker outlet on since until kind is".split())
_MARKS = '"“”'
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?-?")


class Query(NamedTuple):
    """What a search asks for: words as the index spells them.

    `phrases` and `without` are runs of words; a word alone is a run of one. `open` says that the last of
    `words` may be unfinished, `open_phrase` that the last of `phrases` may be, `typing` that somebody is at it.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    filters: Filters = NO_FILTERS
    open: bool = False
    open_phrase: bool = False
    typing: bool = False

    @property
    def asks(self) -> bool:
        """Say whether there is anything to look for beyond the filters."""
        return bool(self.words or self.phrases or self.without)


def parse_query(text: str, filters: Filters = NO_FILTERS, *, typing: bool = False) -> Query:
    """Read a query; `filters` narrow further. `typing`: the last word may be unfinished."""
    text = text[:MAX_QUERY_CHARACTERS]
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    last: object = None
    for match in _PART.finditer(text):
        sign, name, marked, bare = match.groups()
        run = tuple(tokens(marked if bare is None else bare))[:MAX_WORDS]
        last = None
        if name is not None:
            filters = _narrowed(filters, name.lower(), (marked if bare is None else bare).strip())
        elif not run:
            continue
        elif sign:
            without.append(run)
        elif bare is None:
            phrases.append(run)
            last = phrases
        else:
            words.extend(run)
            last = words
    at_it = typing and not text[-1:].isspace()
    return Query(
        tuple(words[:MAX_WORDS]),
        tuple(phrases),
        tuple(without),
        filters,
        open=at_it and last is words,
        open_phrase=at_it and last is phrases and text[-1:] not in _MARKS,
        typing=typing,
    )


def parts_of(text: str) -> list[str]:
    """Return the parts of a query as they were typed: words, runs in marks, fields."""
    return [match[0] for match in _PART.finditer(text[:MAX_QUERY_CHARACTERS])]


def not_understood(text: str) -> list[str]:
    """Return the fields of a query that mean nothing: a mark nobody knows, a day that is none."""
    unknown = []
    for match in _PART.finditer(text[:MAX_QUERY_CHARACTERS]):
        _, name, marked, bare = match.groups()
        value = (marked if bare is None else bare).strip()
        if name is None and bare is not None and bare.lower() in _FIELDS_ALONE:
            unknown.append(bare)
        if name is not None and value and _narrowed(NO_FILTERS, name.lower(), value) == NO_FILTERS:
            unknown.append(match[0])
    return unknown


def _narrowed(filters: Filters, name: str, value: str) -> Filters:
    if not value:
        return filters
    if name == "speaker":
        return filters._replace(speaker=f"{filters.speaker} {value}" if filters.speaker else value)
    if name == "outlet":
        return filters._replace(outlet=f"{filters.outlet} {value}" if filters.outlet else value)
    if name == "kind":
        return filters._replace(kind=value.lower())
    if name == "is":
        marks = {mark for mark in MARKS if mark.startswith(value.lower())}
        return filters._replace(marks=filters.marks | marks) if len(marks) == 1 else filters
    days = _days(value)
    if days is None:
        return filters
    first, last = days
    since = first if name in ("on", "since") else None
    until = last if name in ("on", "until") else None
    return filters._replace(
        since=max(filter(None, (filters.since, since)), default=None),
        until=min(filter(None, (filters.until, until)), default=None),
    )


def _days(value: str) -> tuple[date, date] | None:
    """Return the first and the last day of a day, month or year as far as it is typed, None where it is none."""
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day) if day else _last_day(year, month or 12)
    except ValueError:  # a month 1 that is to be 12, a day 31 that the month has not
        return None
    return first, last


def _last_day(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
