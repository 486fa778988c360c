"""What is new in the searches the reader watches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.strip import Strip

from tui_reader.domain import QuotationEntry
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.headed import HeadedRows
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.presentation.quotes import quotation_lines
from tui_reader.ui.screens.quoting import QuotingScreen
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_list import LineList


class WatchedRows(HeadedRows[QuotationEntry]):
    """The quotations that are new, under the search they meet."""

    def __init__(self, news: Mapping[str, Sequence[QuotationEntry]], signs: OutletSigns) -> None:
        items: list[QuotationEntry | str] = []
        for query, entries in news.items():
            items += [f"{query} · {len(entries) or 'nothing'} new", *entries]
        super().__init__(items, "" if news else "no search is watched: / then tab to the results, then W")
        self._signs = signs

    def entry_lines(self, entry: QuotationEntry, width: int, look: Palette) -> Sequence[Strip]:
        """Return one quotation drawn."""
        return quotation_lines(entry, width, look, self._signs, placed=True)


class WatchedScreen(QuotingScreen):
    """What is new since the last look; looking makes it old."""

    SCOPE = "watched"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("watched"))

    def __init__(self) -> None:
        super().__init__()
        self.add_class("watched")
        self.news = LineList("Watched", id="news", spaced=True)

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.news
        yield self.status

    def on_mount(self) -> None:
        """Ask what is new."""
        self.news.focus()
        self.waiting = "watched"
        self.ask("watched", self._look, self._show, doing="looking what is new")

    def _look(self) -> dict[str, list[QuotationEntry]]:
        news = self.newsroom.watched()
        for query in news:
            self.newsroom.watch(query)
        return news

    def _show(self, news: dict[str, list[QuotationEntry]]) -> None:
        self.news.show(WatchedRows(news, self.signs))

    @property
    def quotation(self) -> QuotationEntry | None:
        """The quotation under the cursor."""
        rows = self.news.rows
        return rows.entry(self.news.cursor) if isinstance(rows, WatchedRows) else None

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        quotation = self.quotation
        if quotation is not None:
            self.open_post(quotation.post, quotation=quotation.id)
