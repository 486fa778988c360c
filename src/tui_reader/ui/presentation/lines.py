"""Lines of styled text: built piece by piece, fitted to a width, wrapped at words.

Foreign text must have passed `safe_text` before it comes here. Widths are terminal cells; offsets
are code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_reader.desk.advisories import is_withdrawn
from tui_reader.domain import Advisory

if TYPE_CHECKING:
    from tui_reader.ui.theme import Palette

ELLIPSIS = "…"
_STRUCK = Style(strike=True)
Piece = tuple[str, Style]
Note: TypeAlias = "str | Callable[[Palette], Sequence[Piece]]"  # styled when it is drawn: themes change
Run = tuple[int, int, Style]  # start, end, style: laid over a text; later ones win


def noted(note: Note, look: Palette) -> Sequence[Piece]:
    """Return a note in the colours of the theme in use; plain words are soft."""
    return [(note, look.soft)] if isinstance(note, str) else note(look)


def struck(style: Style, advisories: Iterable[Advisory]) -> Style:
    """Return a style, struck through where the agency withdrew the words."""
    return style + _STRUCK if advisories and is_withdrawn(advisories) else style


def fit(text: str, width: int) -> str:
    """Return `text` cut to `width` cells, its end marked with … where something was cut."""
    if len(text) <= width and text.isascii():
        return text
    if width <= 0 or not text:
        return ""
    if len(text) <= 4 * width and cell_len(text) <= width:
        return text
    used = 1
    for place, character in enumerate(text):
        used += get_character_cell_size(character)
        if used > width:
            return text[:place].rstrip() + ELLIPSIS
    return text


class Line:
    """One line under construction: pieces from the left, then perhaps pieces at the right edge."""

    __slots__ = ("room", "segments", "width")

    def __init__(self, width: int) -> None:
        self.width = max(0, width)
        self.room = self.width  # cells still free
        self.segments: list[Segment] = []

    def add(self, text: str, style: Style) -> Line:
        """Append `text`, cut to the room that is left."""
        shown = fit(text, self.room)
        if shown:
            self.segments.append(Segment(shown, style))
            self.room -= len(shown) if shown.isascii() else cell_len(shown)
        if shown != text and self.room:
            self.segments.append(Segment(" " * self.room, style))
            self.room = 0
        return self

    def gap(self, cells: int, style: Style) -> Line:
        """Append spaces."""
        return self.add(" " * min(cells, self.room), style)

    def to(self, column: int, style: Style) -> Line:
        """Fill with spaces up to `column`."""
        return self.gap(max(0, column - (self.width - self.room)), style)

    def field(self, text: str, width: int, style: Style, *, right: bool = False) -> Line:
        """Append `text` cut or filled to `width` cells."""
        text = fit(text, width)
        space = " " * (width - (len(text) if text.isascii() else cell_len(text)))
        return self.add(space + text if right else text + space, style)

    def strip(self, style: Style) -> Strip:
        """Return the finished line, filled to its width."""
        if self.room > 0:
            self.segments.append(Segment(" " * self.room, style))
            self.room = 0
        return Strip(self.segments, self.width)


def pieces_width(pieces: Iterable[Piece]) -> int:
    """Return how many cells the pieces take."""
    return sum(cell_len(text) for text, _ in pieces)


def line_of(width: int, left: Sequence[Piece], right: Sequence[Piece], fill: Style) -> Strip:
    """Return a line with `right` at its right edge and `left` cut to the room before it.

    `right` is dropped where it would take more than half of a line that cannot hold both.
    """
    space = pieces_width(right)
    if space > width // 2 and pieces_width(left) + space + 1 > width:
        right, space = (), 0
    head = Line(width - space - 1) if space else Line(width)
    for text, style in left:
        head.add(text, style)
    if not space:
        return head.strip(fill)
    head.strip(fill)
    segments = [*head.segments, Segment(" ", fill), *(Segment(text, style) for text, style in right)]
    return Strip(segments, width)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Return the spans of `text` that make its lines, each at most `width` cells wide.

    Broken at spaces, and within a word only where it is wider than a line; the space at a break
    belongs to no line. Newlines break. Never empty: an empty text is one empty line.
    """
    lines: list[tuple[int, int]] = []
    start: int | None = 0
    while start is not None:
        end, following = _line_end(text, start, max(1, width))
        lines.append((start, end))
        start = following
    return lines


def _line_end(text: str, start: int, width: int) -> tuple[int, int | None]:
    """Return where the line from `start` ends and where the next one starts (None: it is the last)."""
    used, space = 0, -1
    for place in range(start, len(text)):
        character = text[place]
        if character == "\n":
            return place, place + 1
        size = 1 if character.isascii() else get_character_cell_size(character)
        if used + size > width and place > start:
            if character == " ":
                return place, place + 1
            return (space, space + 1) if space > start else (place, place)
        if character == " ":
            space = place
        used += size
    return len(text), None


def paint(text: str, start: int, end: int, base: Style, runs: Sequence[Run]) -> list[Segment]:
    """Return `text[start:end]` as segments, every run laid over the base style where it covers."""
    cuts = {start, end}
    near = [run for run in runs if run[0] < end and run[1] > start]
    for run_start, run_end, _ in near:
        cuts.update((max(start, run_start), min(end, run_end)))
    edges = sorted(cuts)
    segments = []
    for left, right in pairwise(edges):
        style = base
        for run_start, run_end, over in near:
            if run_start <= left and right <= run_end:
                style = style + over
        segments.append(Segment(text[left:right], style))
    return segments


def paragraph(
    text: str, width: int, base: Style, runs: Sequence[Run] = (), *, indent: Piece | None = None
) -> list[Strip]:
    """Return `text` wrapped to `width` cells, painted, every line after `indent` and filled to the width."""
    lead = [Segment(*indent)] if indent else []
    room = max(1, width - sum(piece.cell_length for piece in lead))
    return [
        Strip([*lead, *paint(text, start, end, base, runs)]).adjust_cell_length(width, base)
        for start, end in wrap(text, room)
    ]
