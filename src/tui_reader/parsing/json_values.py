"""Values of any kind, as JSON from outside holds them: whatever stands there, nothing raises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tui_reader.parsing.markup import Passage
from tui_reader.parsing.printed_times import PrintedTime, read_time

_SURROGATE = re.compile("[\ud800-\udfff]")


def a_table(value: object) -> Mapping[str, Any]:
    """Return an object; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def a_list(value: object) -> list[Any]:
    """Return a list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def a_line(value: object) -> str:
    """Return a string with lone surrogates, which no file can hold, replaced; "" for anything else."""
    return _SURROGATE.sub("\ufffd", value).strip() if isinstance(value, str) else ""


def plain_passages(value: object) -> list[Passage]:
    """Return the lines of a string, each a paragraph."""
    lines = (" ".join(line.split()) for line in a_line(value).split("\n"))
    return [Passage(line) for line in lines if line]


def first_time(*printed: object) -> PrintedTime | None:
    """Return the first that is a time."""
    return next((found for found in map(read_time, printed) if found), None)
