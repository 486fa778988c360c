"""What the reader did last, and how to take it back: marks, joins, speakers, the notebook; never a forgetting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

_MOST = 100  # steps remembered; they last until the reader leaves


class Step(NamedTuple):
    """One thing done: what it was, in words that follow "taken back: ", and how it is undone (in a thread)."""

    words: str
    back: Callable[[], object]


class Done:
    """The steps that can be taken back, the last first."""

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=_MOST)

    def note(self, words: str, back: Callable[[], object]) -> None:
        """Remember a step."""
        self._steps.append(Step(words, back))

    def last(self) -> Step | None:
        """Return the last step and forget it, None where there is none."""
        return self._steps.pop() if self._steps else None
