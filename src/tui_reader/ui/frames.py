"""Frames compared before they are written: only the cells that changed go to the terminal.

Textual writes the whole region of every widget that asked for a repaint. Over a slow line that is
what a key costs; here the frame on the terminal is kept as rows of cells and each update is reduced
to the runs that differ, with the shortest change of colours between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import ne
from typing import TypeAlias

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

from tui_reader.terminal.safe import safe_text

Cell: TypeAlias = tuple[str, int]  # what stands there ("" is the right half of a wide one), style number
_Piece: TypeAlias = tuple[int, int, int, list[Cell]]  # its pen, row, column, what stands there
_Look: TypeAlias = tuple[frozenset[str], str, str, str]  # attributes, foreground, background as SGR codes; a link

_BLANK: Cell = (" ", 0)
_UNKNOWN: Cell = ("\0", -1)
# A cursor movement costs 4 to 8 bytes: shorter gaps of equal cells are written again instead.
_GAP = 5
# Erasing costs about 8 bytes (ESC [ n X, ESC [ n C).
_ERASE = 9
# Changed rows from which what has one pen is written before what has another: to change the pen and back costs 22
# bytes, to come back to a row 8.
_BY_PEN = 6
# Textual's own widgets put positions into styles, so that there is no end of them; of looks there are few.
_STYLES_KEPT = 4096
_SHOWN_ON_BLANKS = frozenset({"4", "7", "9"})  # underline, reverse, strike
_CHANGED = re.compile(rb"\x01+")
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}


class FrameWriter:
    """The frame the terminal shows, and the shortest way to the next one.

    `erase_coloured` says that the terminal erases with the current background (most do, GNU screen
    does not).
    """

    def __init__(self, *, erase_coloured: bool = True) -> None:
        self._erase_coloured = erase_coloured
        self._rows: list[list[Cell]] = []
        self._width = 0
        self._numbers: dict[Style | None, int] = {None: 0}
        self._looks: list[_Look] = [(frozenset(), "", "", "")]
        self._look_numbers: dict[_Look, int] = {self._looks[0]: 0}
        self._changes: dict[tuple[int, int], str] = {}

    def forget(self) -> None:
        """Know nothing of the screen any more (after a resize, a suspend): the next frame is written whole."""
        self._rows = []

    def wrap(self, update: CompositorUpdate) -> CompositorUpdate:
        """Return an update that, when it is rendered for writing, writes only what changed."""
        if isinstance(update, LayoutUpdate | ChopsUpdate):
            return _Reduced(self, update)
        self.forget()
        return update

    def render(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> str:
        """Return what to write so that the terminal shows `update`, and take that to be written."""
        system = console._color_system or ColorSystem.TRUECOLOR
        if isinstance(update, LayoutUpdate):
            width, height = update.region.right, update.region.bottom
        else:  # its own size: the console knows none where a browser shows the app
            width, height = max((ends[-1] for ends in update.chop_ends if ends), default=0), len(update.chops)
        out: list[str] = []
        pen = 0
        spans = list(self._spans(update, system))
        if width != self._width or len(self._rows) != height:
            self._width = width
            pen, blank = self._wipe(out, spans) if isinstance(update, LayoutUpdate) else (0, _UNKNOWN)
            self._rows = [[blank] * width for _ in range(height)]
        pieces = [piece for y, x, cells in spans if y < height for piece in self._take(y, x, cells)]
        if len({y for _, y, _, _ in pieces}) >= _BY_PEN:
            pens = dict.fromkeys(piece[0] for piece in pieces)
            papers = list(dict.fromkeys(self._looks[pen][2] for pen in pens))
            order = {p: n for n, p in enumerate(sorted(pens, key=lambda pen: papers.index(self._looks[pen][2])))}
            pieces.sort(key=lambda piece: order[piece[0]])
        at = (-1, -1)
        for _, y, x, cells in pieces:
            if at[0] != y or x < at[1]:
                out.append(f"\x1b[{y + 1};{x + 1}H")
            elif x > at[1]:
                out.append(f"\x1b[{x - at[1]}C")
            pen, reached = self._write_run(out, cells, x, pen)
            at = (y, reached)
        if pen:
            out.append("\x1b[0m")
        return "".join(out)

    def _wipe(self, out: list[str], spans: Sequence[tuple[int, int, list[Cell]]]) -> tuple[int, Cell]:
        """Wipe the terminal with the look most blanks will have; return the pen left behind and what stands everywhere.

        A first frame is mostly blank: three quarters of its bytes were spent on saying so row by row.
        """
        blanks = Counter(number for _, _, cells in spans for character, number in cells if character == " ")
        number = next((number for number, _ in blanks.most_common() if self._erasable(number)), 0)
        out.append(f"{self._change(0, number)}\x1b[2J")
        return number, (" ", number)

    def _spans(self, update: LayoutUpdate | ChopsUpdate, system: ColorSystem) -> Iterable[tuple[int, int, list[Cell]]]:
        """Yield `y, x, cells` for every stretch of the screen the update speaks of."""
        if isinstance(update, LayoutUpdate):
            for y, strips in enumerate(update.strips, update.region.y):
                yield y, update.region.x, self._cells((part for strip in strips if strip for part in strip), system)
            return
        for y, x1, x2 in update.spans:
            start, cells = x1, list[Cell]()  # widgets side by side make one stretch: moving within it costs less
            for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if chop is None or x > x2 or end <= x1:
                    continue
                if cells and start + len(cells) != x:
                    yield y, start, cells
                    cells = []
                start = start if cells else x
                cells += self._cells(chop.crop(0, min(end, x2) - x), system)
            if cells:
                yield y, start, cells

    def _cells(self, segments: Iterable[Segment], system: ColorSystem) -> list[Cell]:
        cells: list[Cell] = []
        for text, style, control in segments:
            if control:
                continue
            number = self._numbers.get(style)
            if number is None:
                number = self._number(style, system)
            if not text.isprintable():  # the last gate: whatever a widget forgot, nothing a terminal obeys gets out
                text = safe_text(text, limit=None)
            if text.isascii():
                cells.extend(zip(text, repeat(number)))
                continue
            for character in text:
                size = get_character_cell_size(character)
                if size == 0 and cells:
                    cells[-1] = (cells[-1][0] + character, number)
                elif size:
                    cells.append((character, number))
                    cells.extend([("", number)] * (size - 1))
        return cells

    def _number(self, style: Style | None, system: ColorSystem) -> int:
        if len(self._numbers) > _STYLES_KEPT:
            self._numbers = {None: 0}
        look = _look(style, system)
        number = self._look_numbers.setdefault(look, len(self._looks))
        if number == len(self._looks):
            self._looks.append(look)
        self._numbers[style] = number
        return number

    def _take(self, y: int, x: int, cells: list[Cell]) -> Iterable[_Piece]:
        """Take `cells` to stand in row `y` from column `x` on; yield the runs that change it, one pen each."""
        row = self._rows[y]
        del cells[max(0, self._width - x) :]
        old = row[x : x + len(cells)]
        if old == cells:
            return
        for start, end in self._runs(old, cells):
            while start < end:
                pen = cells[start][1]
                stop = start + 1
                while stop < end and (
                    cells[stop][1] == pen or (cells[stop][0] == " " and self._looks_blank(pen, cells[stop][1]))
                ):
                    stop += 1
                yield pen, y, x + start, cells[start:stop]
                start = stop
        row[x : x + len(cells)] = cells

    def _write_run(self, out: list[str], cells: Sequence[Cell], x: int, pen: int) -> tuple[int, int]:
        """Append the cells, the cursor being at column `x`; return the pen and the column it is left at."""
        position, end = 0, len(cells)
        while position < end:
            character, number = cells[position]
            if number != pen and not (character == " " and self._looks_blank(pen, number)):
                out.append(self._change(pen, number))
                pen = number
            if character == " " and (stretch := _stretch(cells, position, end)) >= _ERASE and self._erasable(number):
                out.append(f"\x1b[{stretch}X")
                position += stretch
                if position == end:
                    return pen, x + end - stretch
                out.append(f"\x1b[{stretch}C")
                continue
            out.append(character)
            position += 1
            if len(character) > 1 or character > "\U0001f000":
                # Terminals disagree on how wide these are: say where we think we are.
                while position < end and not cells[position][0]:
                    position += 1
                out.append(f"\x1b[{x + position + 1}G")
        return pen, x + end

    def _runs(self, old: Sequence[Cell], new: Sequence[Cell]) -> list[tuple[int, int]]:
        """Return the stretches of `new` to write, near ones joined, none beginning or ending inside a wide cell."""
        runs: list[tuple[int, int]] = []
        for changed in _CHANGED.finditer(bytes(map(ne, old, new))):
            start, end = changed.span()
            while start and (not new[start][0] or not old[start][0]):
                start -= 1
            while end < len(new) and (not new[end][0] or not old[end][0]):
                end += 1
            if runs and start - runs[-1][1] <= self._gap_worth_writing(new, runs[-1][1], start):
                runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
            else:
                runs.append((start, end))
        return runs

    def _gap_worth_writing(self, cells: Sequence[Cell], start: int, end: int) -> int:
        """Return how long a gap between two runs may be to be written again: none where that takes another pen."""
        pen = cells[start - 1][1]
        for character, number in cells[start : min(end, start + _GAP)]:
            if number != pen and not (character == " " and self._looks_blank(pen, number)):
                return 0
        return _GAP

    def _looks_blank(self, pen: int, number: int) -> bool:
        """Say whether a space written with this pen looks as it should: it shows no colour but the background's."""
        have, want = self._looks[pen], self._looks[number]
        return have[2:] == want[2:] and not (have[0] | want[0]) & _SHOWN_ON_BLANKS

    def _erasable(self, number: int) -> bool:
        attributes, _, background, _ = self._looks[number]
        return not attributes & _SHOWN_ON_BLANKS and (not background or self._erase_coloured)

    def _change(self, old: int, new: int) -> str:
        """Return the SGR sequence from one style to the other."""
        known = self._changes.get((old, new))
        if known is None:
            known = self._changes[old, new] = _sgr(self._looks[old], self._looks[new])
        return known


class _Reduced(CompositorUpdate):
    """Reduces an update at the moment it is written: updates that never are do not count as shown."""

    def __init__(self, writer: FrameWriter, update: LayoutUpdate | ChopsUpdate) -> None:
        self._writer = writer
        self._update = update
        self._written: str | None = None

    def render_segments(self, console: Console) -> str:
        """Return the reduced terminal sequences; when first asked for they count as shown."""
        if self._written is None:
            self._written = self._writer.render(self._update, console)
        return self._written


def _look(style: Style | None, system: ColorSystem) -> _Look:
    if style is None:
        return frozenset(), "", "", ""
    attributes = {
        code
        for code, on in (
            ("1", style.bold), ("2", style.dim), ("3", style.italic), ("4", style.underline),
            ("5", style.blink), ("7", style.reverse), ("9", style.strike),
        )
        if on
    }  # fmt: skip
    colours = ["", ""]
    for place, colour in enumerate((style.color, style.bgcolor)):
        if colour is not None and not colour.is_default:
            colours[place] = ";".join(colour.downgrade(system).get_ansi_codes(foreground=place == 0))
    return frozenset(attributes), colours[0], colours[1], style.link or ""


def _sgr(old: _Look, new: _Look) -> str:
    """Return the shortest change from one look to another, a link begun or ended where that changes."""
    link = f"\x1b]8;;{new[3]}\x1b\\" if new[3] != old[3] else ""
    if new[:3] == (frozenset(), "", ""):
        return f"{link}\x1b[0m"
    gone = old[0] - new[0]
    codes = sorted({_OFF[code] for code in gone})
    kept = old[0] - gone - ({"1", "2"} if "22" in codes else frozenset())  # bold and dim go off together
    old = (kept, old[1], old[2], old[3])
    offs = (("39", old[1], new[1]), ("49", old[2], new[2]))
    codes += [off for off, before, after in offs if before and not after]
    codes += sorted(new[0] - old[0])
    codes += [after for before, after in zip(old[1:3], new[1:3], strict=True) if after and after != before]
    return f"{link}\x1b[{';'.join(codes)}m" if codes else link


def _stretch(cells: Sequence[Cell], start: int, end: int) -> int:
    """Count the equal cells from `start` on."""
    first, position = cells[start], start + 1
    while position < end and cells[position] == first:
        position += 1
    return position - start
