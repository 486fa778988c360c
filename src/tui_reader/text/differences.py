"""What one wording of the same words does to another, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui_reader.domain import Span


class DifferenceKind(StrEnum):
    """What happened to the words between two wordings."""

    DROPPED = "dropped"  # in the fullest only
    ADDED = "added"  # in the other only
    CHANGED = "changed"  # other words in their place
    MOVED = "moved"  # the same words in another place


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ: `fullest` and `other` are spans into the two texts (empty where there is nothing)."""

    kind: DifferenceKind
    fullest: Span
    other: Span


def wording_differences(fullest: str, other: str) -> tuple[Difference, ...]:
    """Return where two wordings differ, in order; marks, case, hyphens, ellipses, brackets do not count.

    An empty tuple says: the same words.
    """
    raise NotImplementedError


def describe_differences(fullest: str, other: str) -> tuple[str, ...]:
    """Return the differences as short lines a reader understands ("drops: children and"), () where same."""
    raise NotImplementedError
