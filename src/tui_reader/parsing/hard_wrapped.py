"""Texts whose lines were broken at a fixed width, as in wires, e-mails and records of parliaments: their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tui_reader.parsing.lines import Line, split_lines

# A filled line had no room for the next one's first word. Typed paragraphs of one line each fill a line by chance
# once in ten; of lines broken by a program nine in ten are filled, of those broken by hand seven.
MIN_COLUMNS, MAX_COLUMNS = 50, 100
SLACK = 6  # columns a line may fall short, where it was broken by hand
MIN_FILLED = 0.7
MIN_OPEN = 0.5  # of the filled lines, those that do not end as a sentence: prose runs on, one-line paragraphs do not
MIN_SMALL = 0.3  # of the lines behind them, those that begin with a small letter: seven in ten in prose, no headline
_WIDEST = 0.95  # of the lines are no wider than the width; an address may be
_FEWEST = 2  # lines that were broken


def join_wrapped(lines: Sequence[Line], text: str) -> list[Line]:
    """Return the lines of `text` with those of one paragraph joined, if it was broken at a fixed width; else as given.

    A joined line has a blank for each line break, so that its letters stay where they are in `text`. A paragraph
    ends at a blank line, at an indented one, at a list item, and after a line that had room for more.
    """
    width = wrapped_width(lines, text)
    if width is None:
        return list(lines)
    ends = [at for at, (line, next) in enumerate(pairwise(lines)) if not _goes_on(line, next, text, width)]
    return [
        _joined(lines[first : last + 1], text)
        for first, last in zip([0, *(at + 1 for at in ends)], [*ends, len(lines) - 1], strict=True)
    ]


def _joined(lines: Sequence[Line], text: str) -> Line:
    first, last = lines[0], lines[-1]
    if first is last:
        return first
    words = text[first.start : last.end].replace("\r", " ").replace("\n", " ")
    return Line(first.number, first.start, words, last.number)


def unwrap(text: str) -> list[str]:
    """Return the paragraphs of a text of its own, one string each, runs of white space as one blank."""
    return [" ".join(line.text.split()) for line in join_wrapped(split_lines(text), text)]


def wrapped_width(lines: Sequence[Line], text: str) -> int | None:
    """Return the width at which the lines were broken, None where they were not."""
    pairs = [(one, next) for one, next in pairwise(lines) if one.number + 1 == next.number]
    pairs = [(one, next) for one, next in pairs if not _begins_paragraph(one, next, text)]
    if len(pairs) < _FEWEST:
        return None
    widths = sorted(_columns(one, text) for one, _ in pairs)
    width = widths[int(_WIDEST * (len(widths) - 1))]
    if not MIN_COLUMNS <= width <= MAX_COLUMNS:
        return None
    if sum(len(line.text) > MAX_COLUMNS for line in lines) > (1 - _WIDEST) * len(lines):
        return None
    filled = [(one, next) for one, next in pairs if _is_filled(one, next, text, width)]
    if len(filled) < max(_FEWEST, MIN_FILLED * len(pairs)):
        return None
    from tui_reader.parsing import shapes  # late: few texts are broken at a fixed width

    still_open = sum(not shapes.ends_sentence(one.text) for one, _ in filled)
    small = sum(next.text[0].islower() for _, next in filled)
    runs_on = still_open >= MIN_OPEN * len(filled) and small >= max(_FEWEST, MIN_SMALL * len(filled))
    return width if runs_on else None


def _goes_on(line: Line, next: Line, text: str, width: int) -> bool:
    """Say whether the paragraph of a line goes on in the next one."""
    from tui_reader.parsing import shapes

    if line.last + 1 != next.number or _begins_paragraph(line, next, text):
        return False
    return _is_filled(line, next, text, width) or (not shapes.ends_sentence(line.text) and next.text[0].islower())


def _begins_paragraph(line: Line, next: Line, text: str) -> bool:
    """Say whether the second line begins a paragraph by how it begins: indented, or a list item."""
    from tui_reader.parsing import shapes

    if shapes.BULLET.match(next.text):
        return True
    item = shapes.BULLET.match(line.text)
    hanging = item.end() if item else 0
    return _indent(next, text) > _indent(line, text) + hanging


def _is_filled(line: Line, next: Line, text: str, width: int) -> bool:
    return _columns(line, text) + 1 + len(next.text.split(maxsplit=1)[0]) > width - SLACK


def _columns(line: Line, text: str) -> int:
    return _indent(line, text) + len(line.text)


def _indent(line: Line, text: str) -> int:
    return line.start - text.rfind("\n", 0, line.start) - 1
