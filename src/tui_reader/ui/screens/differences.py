"""The quotations that outlets print in different words, the worst first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.strip import Strip

from tui_reader.desk.comparing import change_words
from tui_reader.domain import DifferingQuotation, Filters, QuotationEntry
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.headed import HeadedRows
from tui_reader.ui.presentation.lines import paragraph
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.presentation.quotes import quotation_lines
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.words import shown_words
from tui_reader.ui.screens.quoting import QuotingScreen
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_list import LineList

_LATEST = 2000  # utterances looked through: 0.3 s, however large the archive


class DifferenceRows(HeadedRows[DifferingQuotation]):
    """A quotation, what differs, and how the fuller of the two has it."""

    def __init__(self, entries: Sequence[DifferingQuotation], signs: OutletSigns) -> None:
        super().__init__(entries, "" if entries else "no quotation that two outlets print in different words")
        self._signs = signs

    def entry_lines(self, entry: DifferingQuotation, width: int, look: Palette) -> Sequence[Strip]:
        """Return one quotation drawn, the fuller one below it."""
        lines = quotation_lines(entry.other, width, look, self._signs, placed=True)
        for change in entry.changes:
            lines += paragraph(safe_text(change_words(change)), width, look.differ, indent=(" ", look.differ))
        outlet = entry.fullest.outlet or ""
        letters = (f" {self._signs.letters(outlet)} ", self._signs.style(outlet, look))
        return lines + paragraph(shown_words(entry.fullest), width, look.soft, indent=letters)


class DifferencesScreen(QuotingScreen):
    """All of the latest; with `among`, those of some quotations alone (a comparison's)."""

    SCOPE = "differences"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("differences"))

    def __init__(self, among: Collection[str] | None = None) -> None:
        super().__init__()
        self.add_class("differences")
        self._among = among
        self.differences = LineList("Same words, printed differently", id="differences", spaced=True)

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.differences
        yield self.status

    def on_mount(self) -> None:
        """Ask for the differences."""
        self.differences.show(Rows("…"))
        self.differences.focus()
        self.waiting = "differences"
        latest = partial(self.newsroom.differences, filters=Filters(limit=_LATEST))
        self.ask("differences", latest, self._show, doing="comparing the words")

    def _show(self, entries: list[DifferingQuotation]) -> None:
        if self._among is not None:
            entries = [entry for entry in entries if entry.other.id in self._among or entry.fullest.id in self._among]
        self.differences.show(DifferenceRows(entries, self.signs), note=f" · {len(entries)}, the worst first")

    @property
    def quotation(self) -> QuotationEntry | None:
        """The quotation under the cursor: the one that differs from the fuller."""
        rows = self.differences.rows
        entry = rows.entry(self.differences.cursor) if isinstance(rows, DifferenceRows) else None
        return entry.other if entry else None

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        quotation = self.quotation
        if quotation is not None:
            self.open_post(quotation.post, quotation=quotation.id)
