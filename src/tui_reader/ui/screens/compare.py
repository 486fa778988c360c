"""The compare screen: what each outlet carried of an event, row by row, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.bundled import bundled
from tui_reader.desk.comparing import absence_reason, folded, in_time, outlet_of_fold
from tui_reader.domain import Comparison, Passage, QuotationEntry, Row
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.compare import CellRows, ComparisonRows, FullestRows, MatrixRows, evidence_of
from tui_reader.ui.presentation.stacked import StackedRows
from tui_reader.ui.screens.quoting import QuotingScreen
from tui_reader.ui.widgets.compare_grid import CompareGrid
from tui_reader.ui.widgets.line_list import LineList

_MORE_FORMS = (("row", "this row of every outlet, Markdown"), ("comparison", "the whole comparison, Markdown"))

_SIGNS = "● whole  ◐ part  ○ own words  · words not carried  ? not found  → other row  -9m: before the page was taken"


class CompareScreen(QuotingScreen):
    """Outlets beside each other on one event."""

    SCOPE = "compare"
    CSS_PATH = bundled("styles") / "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("compare"))

    def __init__(self, target: str) -> None:
        super().__init__()
        self.add_class("compare")
        self._target = target
        self._comparison: Comparison | None = None
        self._shared = False  # the rows that several outlets have alone
        self._by_time = False
        self._view: type[ComparisonRows] = CellRows
        self._words: type[ComparisonRows] = CellRows  # what a matrix was opened from
        self._clashing = False  # the rows with a clash alone
        self._opened: set[str] = set()  # outlets whose own rows are unfolded
        self._fresh: set[str] = set()  # passages that came since the reader looked last

    def compose(self) -> ComposeResult:
        """Yield the grid and the status line."""
        self.grid = CompareGrid(self.signs)
        self.grid.follow = lambda: self.status.show_about("")
        yield self.grid
        yield self.status

    def on_mount(self) -> None:
        """Ask for the comparison."""
        self.grid.focus()
        self.waiting = "compare"
        self.ask("compare", self._line_up, self._show, doing="lining up")

    def _line_up(self) -> tuple[Comparison, set[str]]:
        """Compare the event; return with it the passages that came since the reader looked last."""
        comparison = self.newsroom.compare(self._target)
        passages = {p.id for row in comparison.rows for cell in row.cells for p in cell.passages}
        marks, event = self.newsroom.marks, self.newsroom.find_event(comparison.event)
        seen = marks.looked(comparison.event)
        marks.set_looked(comparison.event, event.posts if event else 0, passages)
        return comparison, set() if seen is None else passages - seen

    def _show(self, answer: tuple[Comparison, set[str]]) -> None:
        self._comparison, self._fresh = answer
        if self.grid.fits_one(len(self._comparison.outlets)):
            self._view = self._words = StackedRows
        self._show_again(None)
        if self._fresh:
            noun = "passage" if len(self._fresh) == 1 else "passages"
            self.say(f"{len(self._fresh)} {noun} new since you looked, marked new")
        elif self._comparison.others:
            self.say(f"also fits: {', '.join(self._comparison.others)}")

    # -- the cell of the cursor ---------------------------------------------------------------------
    @property
    def row(self) -> Row | None:
        """The row of the cursor."""
        return self.grid.table.row(self.grid.cursor) if self.grid.table is not None else None

    @property
    def passage(self) -> Passage | None:
        """The passage of the cell under the cursor."""
        table = self.grid.table
        return table.passage(self.grid.cursor, self.grid.column) if table is not None else None

    @property
    def quotation(self) -> QuotationEntry | None:
        """The first quotation of the cell."""
        passage = self.passage
        if passage is None or not passage.quotations:
            return None
        return self.try_to(lambda: self.newsroom.quotation(passage.quotations[0]))

    # -- keys ---------------------------------------------------------------------------------------
    def action_pane(self, by: int) -> None:
        """Go to the next outlet."""
        self.grid.action_column(by)

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_jump()

    def action_jump(self) -> None:
        """Go to the text of the cell."""
        row, passage = self.row, self.passage
        if row is not None and not row.cells:
            self._opened ^= {outlet_of_fold(row)}
            self._show_again(row.id)
            return
        if passage is None:
            self.say("there is no text to go to here", alert=True)
            return
        self.open_post(passage.post, quotation=next(iter(passage.quotations), None), at=passage.span.start)

    def action_copy(self) -> None:
        """Copy the cell's quotation, else say that it has none."""
        passage = self.passage
        if passage is not None and not passage.quotations and not self.marked:
            self.say("no quotation in this cell: it says so in its own words", alert=True)
            return
        super().action_copy()

    def more_forms(self) -> Sequence[tuple[str, str]]:
        """Return the row and the whole comparison, where there are any."""
        return _MORE_FORMS if self.row is not None and self.row.cells else _MORE_FORMS[1:]

    def copy_more(self, form: str) -> None:
        """Copy the row of the cursor or all rows, every outlet's words with their source."""
        whole, row = self._comparison, self.row
        if whole is None:
            return
        meant = whole._replace(rows=(row,)) if form == "row" and row is not None else whole

        def rows() -> str:
            from tui_reader.desk.handover import comparison_as
            from tui_reader.desk.styles import CopyForm

            return comparison_as(meant, CopyForm.MARKDOWN, self.newsroom.addresses(meant))

        self.copy_made(rows)

    def action_evidence(self) -> None:
        """Say why the passage stands in this row."""
        row, passage = self.row, self.passage
        if row is not None and passage is not None:
            self.status.show_answer(f"why here: {evidence_of(row, passage, self.signs)}")
        elif row is not None and row.cells and self._comparison is not None:
            outlet = self._comparison.outlets[self.grid.column]
            self.status.show_answer(safe_text(absence_reason(row, outlet, self._comparison)))

    def action_matrix(self) -> None:
        """Show who carried what, or the words again."""
        self._show_as(MatrixRows if self._view is not MatrixRows else self._words)
        self.status.show_about(_SIGNS if self._view is MatrixRows else "")

    def action_back(self) -> None:
        """Go from the matrix to the words it was opened from; leave from there."""
        if self._view is MatrixRows:
            self.action_matrix()
        else:
            super().action_back()

    def action_stacked(self) -> None:
        """Show an outlet's words under another's, or beside each other again."""
        self._show_as(StackedRows if self._view is not StackedRows else CellRows)

    def action_pin(self) -> None:
        """Keep the outlet of the cursor at the left while the others pass, or let it go."""
        if self._comparison is None or self._view is StackedRows:
            return
        kept = self.grid.pin()
        name = safe_text(self._comparison.outlets[self.grid.column])
        self.say(f"{name} stays at the left" if kept else "no outlet stays in view")

    def _show_as(self, view: type[ComparisonRows]) -> None:
        if self._comparison is None:
            return
        before, self._view = self.row, view
        if view is not MatrixRows:
            self._words = view
        self._show_again(before.id if before else None)

    def _in_view(self) -> Comparison:
        """Return the rows that several outlets have, then those of one outlet, folded unless they were opened."""
        assert self._comparison is not None
        whole = in_time(self._comparison) if self._by_time else self._comparison
        rows = tuple(row for row in whole.rows if len(row.cells) > 1)
        if self._clashing:
            return whole._replace(rows=tuple(row for row in rows if row.clashes))
        if not self._shared:
            rows = folded(whole, rows, self._opened)
        return whole._replace(rows=rows)

    def _show_again(self, kept: str | None) -> None:
        """Show what is in view now, at the row that was there."""
        table = self._view(self._in_view(), self.signs, self._fresh)
        there = any(row.id == kept for row in table.comparison.rows)
        self.grid.show_table(table, table.place_of(kept) if there or kept is None else self.grid.cursor)

    def action_clashing(self) -> None:
        """Show the rows where outlets contradict each other alone, or all again."""
        if self._comparison is None:
            return
        count = sum(bool(row.clashes) for row in self._comparison.rows)
        if not count:
            self.say("no clash of numbers, names, days or a “not” was found in these rows")
            return
        before, self._clashing = self.row, not self._clashing
        self._show_again(before.id if before else None)
        rows = "1 row clashes" if count == 1 else f"{count} rows clash"
        self.say(rows if self._clashing else "all rows")

    def action_differences(self) -> None:
        """Open the quotations of this comparison whose words differ between outlets."""
        rows = self._comparison.rows if self._comparison is not None else ()
        passages = (passage for row in rows for cell in row.cells for passage in cell.passages)
        self.open_differences({id for passage in passages for id in passage.quotations})

    def action_by_time(self) -> None:
        """Order the rows by time, or by weight again."""
        if self._comparison is not None:
            before, self._by_time = self.row, not self._by_time
            self._show_again(before.id if before else None)
            self.say("by time" if self._by_time else "what most outlets carry first")

    def action_shared(self) -> None:
        """Show the rows that several outlets have alone, or all again."""
        if self._comparison is None:
            return
        before, self._shared = self.row, not self._shared
        self._show_again(before.id if before else None)
        hidden = sum(len(row.cells) == 1 for row in self._comparison.rows)
        rows = "1 row" if hidden == 1 else f"{hidden} rows"
        self.say(f"{rows} of one outlet alone hidden" if self._shared else "all rows")

    def action_versions(self) -> None:
        """Show what the outlet changed in the post of the cell."""
        passage = self.passage
        self.open_versions(passage.post if passage else None)

    def action_fullest(self) -> None:
        """Show the fullest wording whole, and what each outlet made of it."""
        row = self.row
        if row is not None:
            self.app.push_screen(FullestScreen(row))

    def action_link(self) -> None:
        """Open the page in the reader's browser, or show and copy its address."""
        passage = self.passage
        if passage is None:
            self.say("there is no page here", alert=True)
            return
        self.ask("link", lambda: self.newsroom.post(passage.post).document.url, self.open_link)


class FullestScreen(QuotingScreen):
    """One row: the fullest wording whole, then every other with what it dropped, added or changed."""

    SCOPE = "fullest"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("fullest"))

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.add_class("fullest")
        self._row = row
        self.wordings = LineList("", id="wordings", spaced=True)
        self.wordings.headed = 1

    def compose(self) -> ComposeResult:
        """Yield the wordings and the status line."""
        yield self.wordings
        yield self.status

    def on_mount(self) -> None:
        """Fill the list."""
        self.wordings.show(FullestRows(self._row, self.signs), title=safe_text(self._row.title))
        self.wordings.focus()

    @property
    def passage(self) -> Passage | None:
        """The wording under the cursor."""
        rows = self.wordings.rows
        return rows.passage(self.wordings.cursor) if isinstance(rows, FullestRows) else None

    @property
    def quotation(self) -> QuotationEntry | None:
        """The first quotation of the wording."""
        passage = self.passage
        if passage is None or not passage.quotations:
            return None
        return self.try_to(lambda: self.newsroom.quotation(passage.quotations[0]))

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_jump()

    def action_jump(self) -> None:
        """Go to the text."""
        passage = self.passage
        if passage is not None:
            self.open_post(passage.post, quotation=next(iter(passage.quotations), None), at=passage.span.start)

    def action_evidence(self) -> None:
        """Say why the passage stands in this row."""
        passage = self.passage
        if passage is not None:
            self.status.show_answer(evidence_of(self._row, passage, self.signs))
