"""The main screen: outlets, timeline, quotations (and, where there is room, the post's text)."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tui_reader.domain import QuotationEntry, TimelineEntry, TimelineKeys
from tui_reader.domain.unknown import OUTLET_UNKNOWN
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.ahead import Ahead
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.layout import SMALLEST, STEP, Panes, pane_sizes
from tui_reader.ui.presentation.outlets import OutletRows
from tui_reader.ui.presentation.quotes import QuoteRows
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.timeline import TimelineRows
from tui_reader.ui.presentation.times import day_words
from tui_reader.ui.screens.listening import ListeningScreen
from tui_reader.ui.session import collect_again
from tui_reader.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from tui_reader.domain import PostDetail

_MUTED = "muted (M on its name takes it in again)"
_EMPTY = "nothing yet: a adds, or tui-reader ingest FILE"
ORDER = ("outlets", "timeline", "quotes")
_PLACE = "timeline"


class _Panes(Widget):
    """What holds the panes, which cover it."""

    BLANK = True


class MainScreen(ListeningScreen):
    """Where a reader starts, and comes back to."""

    SCOPE = "main"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("main"))

    def __init__(self) -> None:
        super().__init__()
        self.add_class("main")
        self.outlets = LineList("Outlets", id="outlets")
        self.timeline = LineList("Timeline", id="timeline")
        self.timeline.follow = self._post_changed
        self.post = LineList("Post", id="post", spaced=True)
        self.post.can_focus = False
        self.post.numbered = False
        self.quotes = LineList("Quotes", id="quotes", spaced=True)
        self.too_small = Widget(id="too-small")
        self.outlet: str | None = None
        self.narrowed = self._outlets_asked = False
        self._whose = ""  # of the timeline's heading: whose posts, how many documents
        self._shift = 0
        self._zoomed = ""

    def compose(self) -> ComposeResult:
        """Yield the panes and the status line."""
        self._arrange()
        with _Panes(id="panes"):
            yield self.outlets
            yield self.timeline
            yield self.post
            yield self.quotes
        yield self.status

    def on_mount(self) -> None:
        """Fill the panes and go where the reader left."""
        place = self._kept_place()
        self._shift = place["shift"] if isinstance(place.get("shift"), int) else 0
        self.show_outlets()
        self.outlet, self.narrowed = place.get("outlet"), bool(place.get("narrowed"))
        if self.narrowed and not self._rows_of_outlets.index(self.outlet):
            self.outlet, self.narrowed = None, False
        self.outlets.move_to(self._rows_of_outlets.index(self.outlet) if self.narrowed else 0)
        self.timeline.focus()
        self.show_timeline(place.get("post"))
        if self.reader.problem:
            self.say(self.reader.problem, alert=True)
        self.listen()
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Do what can wait for the first frame: a thread beside it would take its time from it."""
        collect_again()
        self.ask("health", self.newsroom.check_if_due, self.told_health, doing="looking the store over")

    # -- layout -------------------------------------------------------------------------------------
    def on_resize(self) -> None:
        """Fit the panes to the window."""
        had_text = bool(self.panes.post)
        self._arrange()
        if self.panes.post and not had_text:
            self._ask_text()

    def _arrange(self) -> None:
        columns, rows = self.app.size
        panes = pane_sizes(columns, rows, shift=self._shift, zoomed=self._zoomed, outlets_asked=self._outlets_asked)
        self.panes = panes
        self.set_class(panes.stacked, "stacked")
        self.set_class(panes.too_small, "too-small")
        for pane, width in self._widths(panes):
            pane.display = width > 0
            pane.styles.width = width
        self.timeline.styles.height = panes.timeline_rows if panes.stacked else "100%"
        self.outlets.styles.height = panes.timeline_rows if panes.stacked else "100%"
        if panes.too_small:
            self.say(f"at least {SMALLEST[0]}x{SMALLEST[1]}, please: this is {columns}x{rows}", alert=True)
            return
        if self.status.notice.startswith("at least "):
            self.say("")
        self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        """Give the keys to the timeline where the pane that had them was hidden."""
        if self.focused is None:
            self.timeline.focus()

    def _widths(self, panes: Panes) -> list[tuple[LineList, int]]:
        return [
            (self.outlets, panes.outlets),
            (self.timeline, panes.timeline),
            (self.post, panes.post),
            (self.quotes, panes.quotes),
        ]

    # -- filling ------------------------------------------------------------------------------------
    def show_outlets(self) -> None:
        """Show the outlets, and what is watched, as they are now."""
        entries = self.try_to(self.newsroom.outlets) or []
        for entry in entries:
            self.signs.letters(entry.name)
        self._rows_of_outlets = OutletRows(entries, self.signs, self.newsroom.marks.muted(), self.news)
        self.outlets.show(self._rows_of_outlets, max(0, self.outlets.cursor), still=True)

    def show_timeline(self, post: str | None = None, *, still: bool = False) -> None:
        """Show the timeline of the chosen outlet (or of all) with the cursor on a post."""
        outlet = self.outlet or "" if self.narrowed else None
        muted = self._rows_of_outlets.muted if outlet is None else ()
        if self.only:
            work = partial(self.newsroom.timeline_keys_of, self.signs.spelt_out(self.only), outlet, muted)
            self.ask("timeline", work, lambda keys: self.show_keys(keys, post, still), doing="filtering")
            return
        self.show_keys(self.try_to(lambda: self.newsroom.timeline_keys(outlet, muted)) or TimelineKeys(), post, still)

    def show_keys(self, keys: TimelineKeys, post: str | None, still: bool) -> None:
        """Show these posts with the cursor on one of them."""
        marks = self.newsroom.marks
        rows = TimelineRows(
            keys,
            self.newsroom.timeline_rows,
            self.signs,
            unread=lambda posts: set(posts) - marks.read(posts),
            starred=marks.starred,
        )
        key = self.try_to(lambda: self.newsroom.timeline_key(post)) if post else None
        found = rows.index_of_key(key)
        index = found if found is not None else max(0, self.timeline.cursor) if still else 0
        self._rows = rows
        self._whose = self._rows_of_outlets.whose(self.narrowed, self.outlet) if not self.only else self.chips()
        empty = f"no post is so:{self.chips()} (esc shows all)" if self.only else _EMPTY
        self.timeline.show(rows if len(keys) else Rows(empty), index, note=self._whose, still=still)

    @cached_property
    def _ahead(self) -> Ahead:
        return Ahead(self.newsroom)

    def _post_changed(self) -> None:
        entry = self.entry
        if entry is None:
            self.quotes.show(Rows())
            self.status.show_about("")
            return
        quotations, event = self.try_to(lambda: self._ahead.of(entry)) or ([], None)
        rows = QuoteRows(quotations, self.signs, marked=self.marked, watches=self.reader.watches)
        self.quotes.show(rows, rows.place_of(self.quotation), note=" · in this post", still=True)
        self.show_event(event)
        self.timeline.note = self._whose + self._day_of(entry)
        if self.panes.post:
            self._ask_text()
        posts = self.timeline.rows
        assert isinstance(posts, TimelineRows)  # it has the entry
        if wanted := self._ahead.wanted(posts.keys.keys, posts.place(self.timeline.cursor)):
            self.run_worker(partial(self._ahead.read, wanted), thread=True, group="ahead")

    def _ask_text(self) -> None:
        entry = self.entry
        if entry is not None:
            self.ask("detail", lambda: self.newsroom.post(entry.id), self._show_text)

    def _day_of(self, entry: TimelineEntry) -> str:
        """Return the day of a post for the heading: its own may have gone out of view."""
        return f" · {day_words(date.fromisoformat(entry.day))}" if entry.day else " · date not known"

    def _show_text(self, detail: PostDetail) -> None:
        if self.entry is not None and self.entry.id == detail.entry.id:
            from tui_reader.ui.presentation.posts import PostRows  # where there is room for the text

            self.post.show(PostRows(detail))

    @property
    def entry(self) -> TimelineEntry | None:
        """The post under the cursor of the timeline."""
        rows = self.timeline.rows
        return rows.entry(self.timeline.cursor) if isinstance(rows, TimelineRows) else None

    @property
    def quotation(self) -> QuotationEntry | None:
        """The quotation `y` means: under the cursor in Quotes, else the post's first."""
        rows = self.quotes.rows
        if not isinstance(rows, QuoteRows):
            return None
        return rows.entry(self.quotes.cursor if self.quotes.has_focus else 0)

    # -- keys ---------------------------------------------------------------------------------------
    def action_pane(self, by: int) -> None:
        """Go to the pane beside this one."""
        panes = [self.query_one(f"#{name}", LineList) for name in ORDER]
        here = next((place for place, pane in enumerate(panes) if pane.has_focus), 0)
        self._focus(panes[(here + by) % len(panes)])

    def action_pane_number(self, number: int) -> None:
        """Go to one of the three panes."""
        self._focus((self.outlets, self.timeline, self.quotes)[number])

    def _focus(self, pane: LineList) -> None:
        if self._zoomed:
            self._zoomed = str(pane.id)
            self._arrange()
        asked = pane is self.outlets
        if self.panes.stacked and asked != self._outlets_asked:
            self._outlets_asked = asked
            self._arrange()
        pane.focus()

    @on(LineList.Chosen, "#outlets")
    def _narrow(self) -> None:
        watched = self._rows_of_outlets.watched(self.outlets.cursor)
        if watched is not None:
            self.filter(watched)
            self._focus(self.timeline)
            return
        entry = self._rows_of_outlets.outlet(self.outlets.cursor)
        before = self.entry
        self.outlet, self.narrowed = (entry.name, True) if entry else (None, False)
        self.show_timeline(before.id if before else None)
        self._focus(self.timeline)

    @on(LineList.Chosen, "#timeline")
    def _read(self) -> None:
        entry = self.entry
        if entry is not None:
            self.open_post(entry.id)

    @on(LineList.Chosen, "#quotes")
    def _read_quotation(self) -> None:
        quotation = self.quotation
        if quotation is not None:
            self.open_post(quotation.post, quotation=quotation.id)

    def action_back(self) -> None:
        """Undo one step: marks, zoom, the list of outlets, the filter, the narrowed timeline."""
        if self.clear_marks():
            self.say("marks taken away")
        elif self._zoomed:
            self.action_zoom()
        elif self.focused is self.outlets:
            self._focus(self.timeline)
        elif self.only:
            self.filter("")
        elif self.narrowed:
            before = self.entry
            self.narrowed, self.outlet = False, None
            self.outlets.move_to(0)
            self.show_timeline(before.id if before else None)

    def action_sources(self) -> None:
        """Show what is followed; where nothing is there yet, ask for the first address at once."""
        from tui_reader.ui.screens.sources import SourcesScreen

        self.app.push_screen(SourcesScreen(adding=not len(self._rows)))

    def action_mute(self) -> None:
        """Leave an outlet out of the timeline, or take it in again: the one in the list, else that of the post."""
        listed = self._rows_of_outlets.outlet(self.outlets.cursor) if self.outlets.has_focus else None
        if listed is None and self.entry is None:
            self.say("no outlet here", alert=True)
            return
        name = (listed.name if listed else self.entry.outlet if self.entry else None) or ""
        muted = name not in self.newsroom.marks.muted()
        self.newsroom.marks.set_muted(name, muted)
        what = f"{safe_text(name) or OUTLET_UNKNOWN} {'muted' if muted else 'heard again'}"
        self.reader.done.note(what, partial(self.newsroom.marks.set_muted, name, not muted))
        self.show_again()
        self.say(f"{safe_text(name) or OUTLET_UNKNOWN} is {_MUTED if muted else 'heard again'}")

    def show_again(self) -> None:
        """Show outlets, timeline and quotations as they are now, the cursor where it is."""
        before = self.entry.id if self.entry else None
        self.show_outlets()
        self.show_timeline(before, still=True)

    def action_zoom(self) -> None:
        """Show the focused pane alone, or all again."""
        focused = self.focused
        self._zoomed = "" if self._zoomed or focused is None else str(focused.id)
        self._arrange()

    def action_resize(self, by: int) -> None:
        """Make the timeline wider or narrower."""
        self._shift += by * STEP
        self._arrange()

    def action_compare(self) -> None:
        """Compare the outlets on the event of this post."""
        entry = self.entry
        self.open_comparison(entry.event if entry else None)

    def action_forget(self) -> None:
        """Take the page of this post out for good."""
        self.forget(self.entry.id if self.entry else None)

    def page_forgotten(self) -> None:
        """Show the timeline without it."""
        self.show_outlets()
        self.show_timeline(still=True)

    def action_split(self) -> None:
        """Give the page of this post an event of its own."""
        self.split_off(self.entry.document if self.entry else None)

    def action_versions(self) -> None:
        """Show what the outlet changed in this post."""
        entry = self.entry
        self.open_versions(entry.id if entry else None)

    def redraw_marks(self) -> None:
        """Show which quotations are marked."""
        self.quotes.redraw(self.quotes.cursor if self.quotes.has_focus else 0)

    def speaker_corrected(self, name: str) -> None:
        """Show the quotations of the post again."""
        self._post_changed()
        super().speaker_corrected(name)

    def mark_read(self, entry: TimelineEntry, read: bool) -> None:
        """Remember that a post was read (or not) and show it."""
        self.newsroom.marks.set_read([entry.id], read)
        self._redraw_flags(entry)

    def action_unread(self) -> None:
        """Mark the post as unread, or as read."""
        entry = self.entry
        if entry is not None:
            self.mark_read(entry, self._rows.flags(entry.id)[0])

    def action_star(self) -> None:
        """Star the post, or take its star away."""
        entry = self.entry
        if entry is not None:
            starred = self._rows.flags(entry.id)[1]
            self.newsroom.marks.set_starred(entry.id, not starred)
            self.reader.done.note("a star", partial(self.newsroom.marks.set_starred, entry.id, starred))
            self._redraw_flags(entry)

    def _redraw_flags(self, entry: TimelineEntry) -> None:
        self._rows.forget_flags(entry.id)
        self.timeline.redraw(self.timeline.cursor)

    # -- the place ----------------------------------------------------------------------------------
    def _kept_place(self) -> dict[str, Any]:
        try:
            place = json.loads(self.newsroom.marks.place(_PLACE) or "{}")
        except ValueError:
            return {}
        return place if isinstance(place, dict) else {}

    def keep_place(self) -> None:
        """Remember where the reader is."""
        entry = self.entry
        place = {
            "post": entry.id if entry else None,
            "outlet": self.outlet,
            "narrowed": self.narrowed,
            "shift": self._shift,
        }
        self.newsroom.marks.set_place(_PLACE, json.dumps(place))
