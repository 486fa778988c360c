"""Telling one's own writes from those of others, by the number that every write of a store gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class _Own(NamedTuple):
    earlier: int = 0
    last: int | None = None


class OwnWrites:
    """How many of a store's writes were ours: those before the last, and the last one's number among all."""

    def __init__(self) -> None:
        self._own = _Own()

    def began(self, number: int) -> _Own:
        """Take the number of a write that is about to be seen for ours; return what takes it back."""
        before = self._own
        self._own = _Own(before.earlier + (before.last is not None), number)
        return before

    def take_back(self, before: _Own) -> None:
        """Take back what `began`: the number will be somebody else's."""
        self._own = before

    def others(self, count: Callable[[], int]) -> int:
        """Return how many writes were others'; `count` reads how many there were in all."""
        while True:
            own = self._own
            number = count()
            if own is self._own:  # else one of ours came between the two
                return number - own.earlier - (own.last is not None and own.last <= number)
