"""Places in a draft as the protocol counts them: its lines, and columns in the units of the client.

Lines end with a line feed, a carriage return or both, and with nothing else: Python, and pygls with it, also ends them
at a form feed, a vertical tab, U+0085 and U+2028, which writers paste.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNITS: dict[str, Callable[[str], int]] = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text) + sum(letter > "\uffff" for letter in text),
    "utf-32": len,
}


class Places:
    """The lines of a text. An encoding that is not known counts as UTF-16, as the protocol has it."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text = text
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self._ends = [*(end.start() for end in _LINE_END.finditer(text)), len(text)]
        self._units = _UNITS.get(encoding, _UNITS["utf-16"])

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 0, of an offset in code points."""
        line = bisect_right(self._starts, offset) - 1
        return line, self._units(self._text[self._starts[line] : min(offset, self._ends[line])])

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place; one beyond the end of its line, or of the text, is that end."""
        if line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[max(0, line)], self._ends[max(0, line)]
        if self._units is len:
            return min(start + column, end)
        counted = 0
        for at in range(start, end):
            if counted >= column:
                return at
            counted += self._units(self._text[at])
        return end

    def line_before(self, line: int, column: int) -> str:
        """Return the words of a line before a column."""
        stop = self.offset(line, column)
        return self._text[self._starts[min(max(0, line), len(self._starts) - 1)] : stop]
