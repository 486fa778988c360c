"""What comes in while a reader reads, and what of it the timeline shows."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.domain import QuotationEntry, TimelineEntry
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.timeline import TimelineRows
from tui_reader.ui.screens.prompt import Prompt
from tui_reader.ui.screens.quoting import QuotingScreen
from tui_reader.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from tui_reader.fetching import Looked

LOOK_EVERY = 0.5  # seconds between looks for news in the store; one costs microseconds
_FIELDS = "words outlet: speaker: on: since: until: is:quoted|differs|unread|starred"


class ListeningScreen(QuotingScreen):
    """The main screen's part that looks for news and narrows the timeline."""

    timeline: LineList

    def __init__(self) -> None:
        super().__init__()
        self.only = ""  # what posts of the timeline are to be, as in the search
        self.news: dict[str, int] = {}  # what is new in each search that is watched
        self._left = threading.Event()

    @property
    def entry(self) -> TimelineEntry | None:
        """The post under the cursor of the timeline."""
        raise NotImplementedError

    def show_outlets(self) -> None:
        """Show the outlets, and what is watched, as they are now."""
        raise NotImplementedError

    def show_timeline(self, post: str | None = None, *, still: bool = False) -> None:
        """Show the timeline with the cursor on a post."""
        raise NotImplementedError

    # -- what comes in ------------------------------------------------------------------------------
    def listen(self) -> None:
        """Look for news from now on."""
        self._version = self.try_to(self.newsroom.store_version)
        self._changes = self.try_to(self.newsroom.changes_by_others)
        self.set_interval(LOOK_EVERY, self._look_for_news)
        folders = self.try_to(self.newsroom.wire_folders)
        if folders is not None:
            self.run_worker(partial(folders.watch, self._left.wait, self._came), thread=True, group="wires")

    def on_unmount(self) -> None:
        """Look at no folder any more."""
        self._left.set()

    def _came(self, looked: Sequence[Looked]) -> None:
        """Show at once what came into a folder; called from the thread that looks there."""
        self.app.call_from_thread(self._look_for_news)
        troubles = [str(one.error) for one in looked if one.error]
        if new := sum(one.new for one in looked):
            self.app.call_from_thread(self.say, f"{new:,} new from the wires")
        elif troubles:
            self.app.call_from_thread(self.say, safe_text(troubles[0]), alert=True)

    def on_screen_resume(self) -> None:
        """Show what was read and watched on the screens that were in front; at the start, what is watched."""
        if isinstance(self.timeline.rows, TimelineRows):
            self.timeline.rows.forget_flags()
            self.timeline.redraw()
        self._ask_watched()

    def _look_for_news(self) -> None:
        """Take in what was added to the store, without moving what the reader looks at; only others' doing is told."""
        version = self.try_to(self.newsroom.store_version)
        if version is None or version == self._version:
            return
        self._version, before_them = version, self._changes
        self._changes = self.try_to(self.newsroom.changes_by_others)
        before, entry = len(self.timeline.rows), self.entry
        self.show_outlets()
        self.show_timeline(entry.id if entry else None, still=True)
        more = len(self.timeline.rows) - before
        if self._changes != before_them:
            self.say(f"{more:,} new" if more > 0 else "the store was changed")
        self._ask_watched()

    def _ask_watched(self) -> None:
        """Count what is new in the searches that are watched; asked only where one is."""
        if self.newsroom.marks.watched():
            self.ask("watched", self.newsroom.watched, self._show_watched)
        elif self.news:
            self._show_watched({})

    def _show_watched(self, news: Mapping[str, list[QuotationEntry]]) -> None:
        before, self.news = self.news, {query: len(entries) for query, entries in news.items()}
        if self.news != before:
            self.show_outlets()
            met = [f"{query} ({count:,})" for query, count in self.news.items() if count]
            if met:
                self.say(f"new for {', '.join(met)}: W shows it")

    def action_watched(self) -> None:
        """Show what is new in the searches that are watched."""
        from tui_reader.ui.screens.watched import WatchedScreen

        self.app.push_screen(WatchedScreen())

    # -- what of it is shown ------------------------------------------------------------------------
    def action_filter(self) -> None:
        """Ask what the posts of the timeline are to be; nothing shows all of them again."""

        def answered(text: str | None) -> None:
            if text is not None:
                self.filter(text)

        self.app.push_screen(Prompt("only: ", self.only, hint=_FIELDS), answered)

    def filter(self, text: str) -> None:
        """Show only posts that are as a query says; "" shows all."""
        unknown = self.newsroom.not_understood(text)
        if unknown:
            self.say(f"not understood: {safe_text(', '.join(unknown))}; there is {_FIELDS}", alert=True)
            return
        before = self.entry
        self.only = text.strip()
        self.show_timeline(before.id if before else None)

    def chips(self) -> str:
        """Return what the posts are to be, each part in brackets."""
        return "".join(f" [{safe_text(part)}]" for part in self.newsroom.parts_of_query(self.only))
