"""The slug of a wire: the story's name at its agency, and what kind of message about it this one is."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tui_reader.domain import Follows

# In any order behind the name; the name is what is left.
_FLAGS = (
    ("kill", r"(?:mandatory |bulletin )?kill"),
    ("withhold", r"withh?old"),
    ("correction", r"corr(?:ection|ected|ective|ex)?s?"),
    ("writethru", r"(?:\d+(?:st|nd|rd|th) ?)?(?:ld|lead)?-?writethru"),
    ("update", r"(?:\d+(?:st|nd|rd|th) )?(?:update|upd)\.? ?\d*|\d+(?:st|nd|rd|th) ?-?(?:ld|lead)"),
    ("take", r"(?:\d+(?:st|nd|rd|th) (?:take|add)|take \d+|add \d+)(?: last)?"),
    ("urgent", r"urgent|bulletin|newsalert|snap|flash"),
)
_FLAG = re.compile("|".join(rf"(?P<{name}>\b(?:{shape})\b)" for name, shape in _FLAGS), re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_FOLLOWING = frozenset({"kill", "withhold", "correction", "writethru", "update"})


@dataclass(frozen=True, slots=True)
class Slug:
    """The name of a story ("FIRE-Alarms"), its flags, and which take of it this is (0: not in takes)."""

    name: str = ""
    flags: frozenset[str] = frozenset()
    take: int = 0

    def follows(self, flags: AbstractSet[str]) -> Follows | None:
        """Return how the message stands to one before it of the same name; None where it is the first."""
        if flags & {"kill", "withhold"}:
            return Follows.NOTICE
        if self.take:
            return Follows.TAKE
        return Follows.VERSION if flags & _FOLLOWING else None


def read_slug(line: str) -> Slug:
    """Return what a slug line says.

    >>> read_slug("FIRE-Alarms 2nd take").name, read_slug("FIRE-Alarms 2nd take").take
    ('FIRE-Alarms', 2)
    """
    flags: set[str] = set()
    take = 0
    for match in _FLAG.finditer(line):
        flag = match.lastgroup or ""
        flags.add(flag)
        number = _NUMBER.search(match[0])
        if flag == "take" and number is not None:
            take = int(number[0]) + (1 if "add" in match[0].lower() else 0)
    name = re.sub(r"[\s,/]*\d*$", "", _FLAG.sub(" ", line)) if line else ""
    return Slug(" ".join(name.split()).strip(" -,/=^<"), frozenset(flags), take)
