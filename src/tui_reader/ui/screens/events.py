"""The list of events: what happened within them under each, and two made one by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.domain import EventEntry, Filters
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.events import EventRows
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.screens.base import ReaderScreen
from tui_reader.ui.widgets.line_list import LineList

_MORE = 500  # events and parts read at once; all those of 100,000 documents are 150 MB


class EventsScreen(ReaderScreen):
    """Events, the latest first, their parts below them."""

    SCOPE = "events"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("events"))

    def __init__(self) -> None:
        super().__init__()
        self.add_class("events")
        self.events = LineList("Events", id="events")
        self._marked: set[str] = set()
        self._limit = _MORE

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.events
        yield self.status

    def on_mount(self) -> None:
        """Ask for the events."""
        self.events.show(Rows("…"))
        self.events.focus()
        self.waiting = "events"
        self._ask()

    def on_screen_resume(self) -> None:
        """Show anew what was looked at meanwhile."""
        if isinstance(self.events.rows, EventRows):
            self._ask()

    def _ask(self) -> None:
        latest = partial(self.newsroom.events, filters=Filters(limit=self._limit))
        self.ask("events", latest, self._show, doing="listing events")

    def _show(self, entries: list[EventEntry]) -> None:
        before, seen = self.entry, self.newsroom.marks.looked_posts()
        rows = EventRows(entries, self.signs, seen=seen, marked=self._marked, more=len(entries) >= self._limit)
        place = next((n for n, entry in enumerate(rows.entries) if before and entry.id == before.id), 0)
        self.events.show(rows, place)

    @on(LineList.Moved)
    def _moved(self) -> None:
        """At the end of what was read, read on."""
        rows = self.events.rows
        if isinstance(rows, EventRows) and rows.more and self.events.cursor == len(rows) - 1:
            self._limit += _MORE
            self._ask()

    @property
    def entry(self) -> EventEntry | None:
        """The event under the cursor."""
        rows = self.events.rows
        return rows.entry(self.events.cursor) if isinstance(rows, EventRows) else None

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_compare()

    def action_compare(self) -> None:
        """Compare the outlets on the event under the cursor."""
        self.open_comparison(self.entry.id if self.entry else None, "no event here")

    def show_again(self) -> None:
        """Ask for the events again."""
        self._ask()

    # -- by hand ------------------------------------------------------------------------------------
    def action_mark(self) -> None:
        """Mark an event to be joined with another, or take its mark away."""
        entry = self.entry
        if entry is None:
            return
        self._marked ^= {entry.id}
        self.events.redraw(self.events.cursor)
        self.say("+ on another event makes the two one" if self._marked else "none marked")

    def action_back(self) -> None:
        """Take the marks away, else leave."""
        if self._marked:
            self._marked.clear()
            self.events.redraw()
            self.say("marks taken away")
        else:
            super().action_back()

    def action_merge(self) -> None:
        """Make one event of the marked ones and the one under the cursor, once the reader says yes."""
        into, marked = self.entry, sorted(self._marked - {self.entry.id if self.entry else ""})
        if into is None or not marked:
            self.say("mark an event with space, then + on the one it belongs to", alert=True)
            return

        def join() -> list[Sequence[str]]:
            held = [self.newsroom.documents_of(event) for event in marked]
            for event in marked:
                self.newsroom.merge_events(event, into.id)
            return held

        def joined(held: list[Sequence[str]]) -> None:
            self._marked.clear()
            self.reader.done.note("events joined", lambda: [self.newsroom.split_event(each) for each in held])
            self.say("joined; later pages keep it so (U takes it back)")
            self._ask()

        title = safe_text(into.title, limit=24)
        self.confirm(f"join {len(marked)} with “{title}”?", partial(self.ask, "merge", join, joined, doing="joining"))
