"""A page as lines: where each stands in the text, with the white space round it set aside."""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.domain import Span

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its 1-based number, its trimmed words, and where they start.

    Lines that are one paragraph are one line, whose `last` is the number of the last of them.
    """

    number: int
    start: int
    text: str
    end_number: int = 0

    @property
    def last(self) -> int:
        """Return the number of the last line of the page that is part of it."""
        return self.end_number or self.number

    @property
    def span(self) -> Span:
        """Return where the trimmed words stand in the text."""
        return Span(self.start, self.start + len(self.text))

    @property
    def end(self) -> int:
        """Return the offset after the last trimmed character."""
        return self.start + len(self.text)

    def part(self, start: int, end: int | None = None) -> Span:
        """Return the span of `self.text[start:end]`, trimmed."""
        words = self.text[start:end]
        lead = len(words) - len(words.lstrip())
        return Span(self.start + start + lead, self.start + start + max(lead, len(words.rstrip())))


def split_lines(text: str) -> list[Line]:
    r"""Return the lines of `text` (split on "\n" alone) that are not blank, in order; a byte order mark is blank."""
    lines: list[Line] = []
    start = 0
    for number, raw in enumerate(text.split("\n"), 1):
        words = raw.strip()
        if words:
            at = start + raw.index(words[0])
            if number == 1 and words.startswith(BYTE_ORDER_MARK):
                bare = words[1:].lstrip()
                at, words = at + len(words) - len(bare), bare
            if words:
                lines.append(Line(number, at, words))
        start += len(raw) + 1
    return lines
