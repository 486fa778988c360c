"""The list of a comparison: rows as in every list, and a column the cursor is in."""

from __future__ import annotations

from functools import partial

from rich.segment import Segment
from textual.strip import Strip

from tui_reader.ui.presentation.compare import (
    RULE,
    CellRows,
    Columns,
    ComparisonRows,
    MatrixRows,
    columns_in_view,
    comparison_title,
    outlets_line,
)
from tui_reader.ui.presentation.lines import line_of
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.presentation.stacked import StackedRows
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_list import BAR, LineList


class CompareGrid(LineList):
    """Two heading lines (the event, the outlets), then the rows; the cursor is a cell."""

    def __init__(self, signs: OutletSigns) -> None:
        super().__init__("Compare", id="grid", spaced=True)
        self.signs = signs
        self.column = 0
        self.pinned: int | None = None
        self._first = 0

    @property
    def table(self) -> ComparisonRows | None:
        """The rows once the comparison is here."""
        return self.rows if isinstance(self.rows, ComparisonRows) else None

    def fits_one(self, outlets: int) -> bool:
        """Say whether there is room for the words of one of these outlets at a time, no more."""
        return outlets > 1 and len(columns_in_view(max(1, self.size.width - 1), outlets, 0).shown) == 1

    def show_table(self, rows: ComparisonRows, cursor: int = 0) -> None:
        """Show a comparison."""
        self.headed = 2
        self.spaced = isinstance(rows, CellRows)
        self._fit(rows)
        self.show(rows, cursor)

    def action_column(self, by: int) -> None:
        """Go to another outlet."""
        table = self.table
        if table is None:
            return
        if isinstance(table, StackedRows):
            self.action_move(by)
            return
        order = list(range(len(table.comparison.outlets)))
        if self.pinned is not None and not isinstance(table, MatrixRows):
            order = [self.pinned, *(each for each in order if each != self.pinned)]
        column = order[min(max(order.index(self.column) + by, 0), len(order) - 1)]
        if column == self.column:
            return
        self.column = column
        before = table.columns
        self._fit(table)
        if table.columns == before:
            self._refresh_items(self.cursor)
            self.refresh_heading()
        else:
            self.redraw()
        self._tell()

    def pin(self) -> bool:
        """Keep the column of the cursor in view at the left, or let it go; say whether it is kept."""
        self.pinned = None if self.pinned == self.column else self.column
        if self.table is not None:
            self._fit(self.table)
        self.redraw()
        return self.pinned is not None

    def on_resize(self) -> None:
        """Fit the columns anew."""
        if self.table is not None:
            self._fit(self.table)  # Textual calls the list's own handler after this one

    def _fit(self, rows: ComparisonRows) -> None:
        width, outlets = max(1, self.size.width - 1), len(rows.comparison.outlets)
        matrix = isinstance(rows, MatrixRows)
        rows.columns = columns_in_view(
            width, outlets, self.column, self._first, matrix=matrix, pinned=None if matrix else self.pinned
        )
        self._first = rows.columns.first

    def _heading(self, y: int, width: int, look: Palette) -> Strip:
        table = self.table
        if table is None:
            return super()._heading(y, width, look)
        if y == 0:
            self.title = ""
            self.note = partial(comparison_title, table.comparison, self.signs)
            return super()._heading(y, width, look)
        if isinstance(table, StackedRows):
            told = f" {len(table.comparison.outlets)} outlets, one under another"
            return line_of(width, [(told, look.soft)], [], look.soft)
        heads = outlets_line(table.comparison, table.columns, self.column, width - 1, look, self.signs)
        return Strip([Segment(" ", look.faint), *heads], width)

    def _row_of_cursor(self, strip: Strip, width: int, look: Palette) -> Strip:
        """Lay the colour of the cursor under its cell alone."""
        table = self.table
        if table is None or isinstance(table, StackedRows):
            return super()._row_of_cursor(strip, width, look)
        start, end = self._cell_span(table.columns)
        if strip.crop(start, start + 1).text != RULE:  # a line across all columns: a clash, a fold
            return super()._row_of_cursor(strip, width, look)
        bar = look.accent if self.has_focus else look.faint
        left = Strip([Segment(BAR, bar), *strip.crop(0, start)]).apply_style(look.page)
        cell = Strip([Segment(BAR, bar), *strip.crop(start + 1, end)]).apply_style(look.row_focus)
        rest = strip.crop(end).apply_style(look.page)
        return Strip([*left, *cell, *rest], width)

    def _cell_span(self, columns: Columns) -> tuple[int, int]:
        return columns.span(self.column)
