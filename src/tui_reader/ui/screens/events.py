"""The list of events: enter or c compares."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.domain import EventEntry
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.events import EventRows
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.screens.base import ReaderScreen
from tui_reader.ui.widgets.line_list import LineList


class EventsScreen(ReaderScreen):
    """What happened, the latest first."""

    SCOPE = "events"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("events"))

    def __init__(self) -> None:
        super().__init__()
        self.add_class("events")
        self.events = LineList("Events", id="events")

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.events
        yield self.status

    def on_mount(self) -> None:
        """Ask for the events."""
        self.events.show(Rows("…"))
        self.events.focus()
        self.waiting = "events"
        self.ask("events", self.newsroom.events, self._show, doing="listing events")

    def _show(self, entries: list[EventEntry]) -> None:
        self.events.show(EventRows(entries, self.signs))

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_compare()

    def action_compare(self) -> None:
        """Compare the outlets on the event under the cursor."""
        rows = self.events.rows
        entry = rows.entry(self.events.cursor) if isinstance(rows, EventRows) else None
        self.open_comparison(entry.id if entry else None, "no event here")
