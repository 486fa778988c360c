"""A comparison drawn for a narrow window: under the title of a row one outlet below another."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.segment import Segment
from textual.strip import Strip

from tui_reader.desk.comparing import absence_words
from tui_reader.domain import Comparison, Passage, Row
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.compare import RULE, ComparisonRows, clash_lines, fold_line, words_of
from tui_reader.ui.presentation.lines import Line, wrap
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.theme import Palette

_LETTERS = 5  # columns for an outlet's letters
_TALLEST = 12  # lines of a passage; `enter` and `f` show the rest


class StackedRows(ComparisonRows):
    """A title, its outlets' words, and in one line who has nothing there; the cursor rests on words."""

    def __init__(self, comparison: Comparison, signs: OutletSigns, fresh: Collection[str] = ()) -> None:
        super().__init__(comparison, signs, fresh)
        self._items: list[tuple[Row, str | None, bool]] = []  # row, outlet; whether it is the row's title
        for row in comparison.rows:
            self._items.append((row, None, True))
            self._items += [(row, name, False) for name in comparison.outlets if row.cell(name)]
            if row.cells and len(row.cells) < len(comparison.outlets):
                self._items.append((row, None, False))

    def __len__(self) -> int:
        return len(self._items) or super().__len__()

    def selectable(self, index: int) -> bool:
        """Words are, and what is folded."""
        return 0 <= index < len(self._items) and (self._items[index][1] is not None or not self._items[index][0].cells)

    def row(self, index: int) -> Row | None:
        """Return the row an item is part of."""
        return self._items[index][0] if 0 <= index < len(self._items) else None

    def outlet(self, index: int) -> str | None:
        """Return the outlet whose words an item is."""
        return self._items[index][1] if 0 <= index < len(self._items) else None

    def place_of(self, row: str | None) -> int:
        """Return the first item of a row, 0 where it is not there."""
        return next((n for n, item in enumerate(self._items) if item[0].id == row), 0)

    def passage(self, index: int, column: int) -> Passage | None:
        """Return the first passage of an item, whatever the column."""
        row, name = self.row(index), self.outlet(index)
        cell = row.cell(name) if row is not None and name is not None else None
        return cell.passages[0] if cell and cell.passages else None

    def position(self, index: int) -> str:
        """Return which row of how many an item is part of."""
        row = self.row(index)
        rows = self.comparison.rows
        return f"{rows.index(row) + 1}/{len(rows)}" if row is not None else ""

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return a title, an outlet's words, or who has none."""
        if not 0 <= index < len(self._items):
            return super().lines(index, width, look)
        row, name, titled = self._items[index]
        if titled:
            return self._title(index, row, width, look)
        if name is None:
            return self._absent(row, width, look)
        cell = row.cell(name)
        words = words_of(row, cell.passages if cell else (), width - _LETTERS - 3, look, _TALLEST)
        letters = [self._signs.letters(name)]
        if cell and cell.passages[0].id in self._fresh:
            letters.append("new")
        strips = []
        for place, strip in enumerate(words):
            style = self._signs.style(name, look) if place == 0 else look.accent
            start = Line(_LETTERS + 2).gap(1, look.soft).add(letters[place] if place < len(letters) else "", style)
            start.to(_LETTERS, look.soft).add(RULE, look.faint)
            strips.append(Strip([*start.strip(look.faint), *strip]))
        return strips

    def _title(self, index: int, row: Row, width: int, look: Palette) -> list[Strip]:
        if not row.cells:
            return [fold_line(row, width, look)]
        words = safe_text(row.title, limit=200)
        lines = [words[start:end] for start, end in wrap(words, max(4, width - 1))]
        title = [Line(width).add(f" {line}", look.strong).strip(look.text) for line in lines]
        above = [Strip.blank(width)] if index else []
        return [*above, *title, *clash_lines(row, width, look)]

    def _absent(self, row: Row, width: int, look: Palette) -> list[Strip]:
        by_words: dict[str, list[str]] = {}
        for name in self.comparison.outlets:
            if not row.cell(name):
                said = safe_text(absence_words(row, name, self.comparison))
                by_words.setdefault(said, []).append(self._signs.letters(name))
        told = " · ".join(f"{', '.join(names)}: {words}" for words, names in by_words.items())
        room = max(4, width - _LETTERS - 2)
        margin = Segment(" " * (_LETTERS + 2), look.faint)
        return [Strip([margin, Segment(told[start:end], look.faint)]) for start, end in wrap(told, room)]
