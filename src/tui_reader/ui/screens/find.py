"""The search: one line at the bottom, results as letters come, enter goes there, esc changes nothing."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from tui_reader.bundled import bundled
from tui_reader.domain import Found, PostDetail, QuotationEntry, SpeakerEntry, TimelineEntry
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.found import AroundRows, FoundRows, where_words
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.screens.quoting import QuotingScreen
from tui_reader.ui.widgets.line_list import LineList
from tui_reader.ui.widgets.query_line import QueryLine

_PLACE = "search"
_SHOWN = 30
_REST = 0.12  # seconds on a result until the sentence around it is looked up: not for every letter of a fast writer

_TYPING = (("enter", "go there"), ("↓ ↑", "results"), ("tab", "to the results"), ("ctrl+y", "copy"), ("esc", "back"))
_AMONG = (("enter", "go there"), ("y", "copy"), ("W", "watch this search"), ("tab", "to the words"), ("esc", "back"))


class FindScreen(QuotingScreen):
    """Results above, the words being typed below. `tab` goes to the results, where `y` copies."""

    SCOPE = "find"
    CSS_PATH = bundled("styles") / "find.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("find"),
        # While the line has the focus its letters are typed, so moving among the results takes other keys.
        Binding("down", "among(1)", "next result", show=False),
        Binding("up", "among(-1)", "result before", show=False),
        Binding("pagedown", "among(8)", show=False),
        Binding("pageup", "among(-8)", show=False),
        Binding("enter", "go", "go there", show=False),
        Binding("y,ctrl+y", "copy", "copy", show=False),
        Binding("slash", "other", "back to the words", show=False),
        Binding("tab,shift+tab", "other", "results or words", show=False),
        Binding("ctrl+u", "empty", "empty the line", show=False),
    ]

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self.add_class("find")
        self._resting: Timer | None = None
        self._go_once_found = False  # enter was typed before the results were there
        self.results = LineList("Found", id="results", spaced=True)
        self.results.lit = True
        self.results.follow = self._result_changed
        self.around = LineList("In its place", id="around")
        self.around.can_focus = self.around.numbered = False
        self.query_line = QueryLine("/", query)

    def compose(self) -> ComposeResult:
        """Yield results, line and status."""
        yield self.results
        yield self.around
        yield self.query_line
        yield self.status

    def on_mount(self) -> None:
        """Begin typing at once."""
        self.status.show_keys(_TYPING)
        self.query_line.focus()
        last = self.newsroom.marks.place(_PLACE)
        if last and not self.query_line.text:
            self.status.show_about(f"last time: {safe_text(last)}")
        self._look_up(self.query_line.text)

    @on(QueryLine.Changed)
    def _typed(self, event: QueryLine.Changed) -> None:
        self._look_up(event.text)

    def _look_up(self, query: str) -> None:
        if not query.strip():
            self._show(Found(), query)
            return
        meant = self.signs.spelt_out(query)
        self.ask(
            "find", lambda: self.newsroom.find(meant, _SHOWN), lambda found: self._show(found, query), doing="looking"
        )

    def _show(self, found: Found, query: str) -> None:
        if query != self.query_line.text:
            return
        words = 'type words, a name, speaker: outlet: on: since: kind: "exact words" -not'
        rows = FoundRows(found, query, self.signs)
        if not query.strip():
            rows.why = words
        self.results.show(rows)
        if self._go_once_found:
            self.call_next(self.action_go)

    def _result_changed(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        if isinstance(self.item, QuotationEntry):
            self._resting = self.set_timer(_REST, self._ask_around)
        else:
            self.around.show(Rows())

    def hurry(self) -> bool:
        """Look up now what waits for a rest; say whether anything did."""
        resting, self._resting = self._resting, None
        if resting is not None:
            resting.stop()
            self._ask_around()
        return resting is not None

    def _ask_around(self) -> None:
        self._resting = None
        item = self.item
        if isinstance(item, QuotationEntry):
            self.ask("around", lambda: (item, self.newsroom.post(item.post)), self._show_around)

    def _show_around(self, answer: tuple[QuotationEntry, PostDetail]) -> None:
        entry, detail = answer
        if self.item == entry:
            self.around.show(AroundRows(entry, detail.document.text), note=f" · {where_words(entry)}")

    def take_key(self, event: events.Key) -> bool:
        """Let letters go to the line, also before the screen is there."""
        return not self.results.has_focus and self.query_line.take_key(event.key, event.character)

    def take_paste(self, text: str) -> None:
        """Let pasted words go to the line, wherever the cursor is."""
        self.query_line.take_paste(text)

    # -- keys ---------------------------------------------------------------------------------------
    @property
    def item(self) -> object:
        """The result under the cursor."""
        rows = self.results.rows
        return rows.item(self.results.cursor) if isinstance(rows, FoundRows) else None

    def action_among(self, by: int) -> None:
        """Move among the results."""
        for _ in range(abs(by)):
            self.results.action_move(1 if by > 0 else -1)

    def action_other(self) -> None:
        """Go to the results, or back to the words."""
        self.status.show_keys(_TYPING if self.results.has_focus else _AMONG)
        (self.query_line if self.results.has_focus else self.results).focus()

    def action_watch(self) -> None:
        """Watch the search, or watch it no more."""
        query = self.query_line.text.strip()
        if not query:
            self.say("no search to watch", alert=True)
        elif query in self.newsroom.marks.watched():
            self.newsroom.unwatch(query)
            self.say(f"watched no more: {query}")
        else:
            self.newsroom.watch(query)
            self.say(f"watched: {query} (W on the main screen shows what is new)")

    def action_empty(self) -> None:
        """Empty the line."""
        self.query_line.text = ""
        self.query_line.focus()
        self.query_line.refresh()
        self._look_up("")

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        """Go to the result under the cursor."""
        item = self.item
        self._go_once_found = self.is_asking("find")
        if item is None or self._go_once_found:
            return
        self.newsroom.marks.set_place(_PLACE, self.query_line.text)
        if isinstance(item, QuotationEntry):
            self.open_post(item.post, quotation=item.id)
        elif isinstance(item, TimelineEntry):
            self.open_post(item.id)
        elif isinstance(item, SpeakerEntry):
            self.open_speaker(item.name)

    @property
    def quotation(self) -> QuotationEntry | None:
        """The quotation under the cursor."""
        item = self.item
        return item if isinstance(item, QuotationEntry) else None
