"""The reading screen: one post whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.bundled import bundled
from tui_reader.domain import PostDetail, QuotationEntry
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.reading import ReadingRows, post_title
from tui_reader.ui.screens.quoting import QuotingScreen
from tui_reader.ui.widgets.line_list import LineList


class ReadingScreen(QuotingScreen):
    """A post, its quotations marked; opened at its start, at a quotation or at an offset."""

    SCOPE = "reading"
    CSS_PATH = bundled("styles") / "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("reading"))

    def __init__(self, post: str, *, quotation: str | None = None, at: int | None = None) -> None:
        super().__init__()
        self.add_class("reading")
        self._post = post
        self._wanted, self._at = quotation, at
        self._detail: PostDetail | None = None
        self._left_out = False
        self.page = LineList("Reading", id="page", spaced=True)
        self.page.follow = self._paragraph_changed

    def compose(self) -> ComposeResult:
        """Yield the page and the status line."""
        yield self.page
        yield self.status

    def on_mount(self) -> None:
        """Ask for the post."""
        self.page.focus()
        self.waiting = "post"
        self.ask("post", lambda: self.newsroom.post(self._post), self._show, doing="opening the post")

    def _show(self, detail: PostDetail) -> None:
        self._detail = detail
        self.page.show(ReadingRows(detail))
        self.page.title = ""
        self.page.note = partial(post_title, detail, self.signs)
        start, wanted = self._at, self._wanted
        for entry in detail.quotations:
            if entry.id == wanted:
                start = entry.quotation.span.start
            elif (
                wanted is None and start is not None and entry.quotation.span.start <= start < entry.quotation.span.end
            ):
                wanted = entry.id
        if start is not None:
            self._go_to(start)
        self._make_current(wanted or self._first_here())
        self._show_event()

    def _go_to(self, offset: int) -> None:
        """Bring the words at an offset of the document into view."""
        rows = self.rows
        if rows is not None:
            self.page.move_to(rows.index_at(offset))
            self.page.show_line(rows.line_at(offset, self.page.size.width - 1))

    def show_again(self) -> None:
        """Show the post as it is now, at the quotation the reader is at."""
        entry = self.quotation
        self._wanted = entry.id if entry else None
        self.ask("post", lambda: self.newsroom.post(self._post), self._show)

    def _show_event(self) -> None:
        event_id = self._detail.entry.event if self._detail else None
        event = self.try_to(lambda: self.newsroom.find_event(event_id or "")) if event_id else None
        self.show_event(event)

    # -- the current quotation ----------------------------------------------------------------------
    @property
    def rows(self) -> ReadingRows | None:
        """The page's rows once the post is here."""
        return self.page.rows if isinstance(self.page.rows, ReadingRows) else None

    @property
    def quotation(self) -> QuotationEntry | None:
        """The quotation the reader is at: none where the paragraph under the cursor has none."""
        rows = self.rows
        quotations = rows.detail.quotations if rows else ()
        return next((entry for entry in quotations if rows and entry.id == rows.current), None)

    def copy(self, entries: Sequence[QuotationEntry], form: str = "attributed", style: str | None = None) -> None:
        """As everywhere; where there is nothing under the cursor, say what leads to it."""
        if not entries and self.rows is not None and self.rows.detail.quotations:
            self.say("no quotation in this paragraph: n goes to the next", alert=True)
        else:
            super().copy(entries, form, style)

    def _first_here(self) -> str | None:
        rows = self.rows
        here = rows.quotations_in(self.page.cursor) if rows else []
        return here[0].id if here else None

    def _paragraph_changed(self) -> None:
        self._make_current(self._first_here())

    def _make_current(self, id: str | None) -> None:
        rows = self.rows
        if rows is not None and rows.current != id:
            before, rows.current = rows.current, id
            for entry in rows.detail.quotations:
                if entry.id in (before, id):
                    self.page.redraw(rows.index_at(entry.quotation.span.start))

    def action_next_quotation(self, by: int) -> None:
        """Go to the next quotation, or the one before."""
        rows = self.rows
        if rows is None or not rows.detail.quotations:
            self.say("no quotation in this post")
            return
        quotations = rows.detail.quotations
        ids = [entry.id for entry in quotations]
        if rows.current in ids:
            place = ids.index(rows.current) + by
        else:
            span = rows.span(self.page.cursor)
            here = span.start if span else 0
            before = sum(entry.quotation.span.start < here for entry in quotations)
            place = before if by > 0 else before - 1
        place = min(max(place, 0), len(ids) - 1)
        self._go_to(quotations[place].quotation.span.start)
        self._make_current(ids[place])

    # -- keys ---------------------------------------------------------------------------------------
    def action_compare(self) -> None:
        """Compare the outlets on the event of this post."""
        self.open_comparison(self._detail.entry.event if self._detail else None)

    def action_forget(self) -> None:
        """Take this page out for good."""
        self.forget(self._post)

    def action_split(self) -> None:
        """Give this page an event of its own."""
        self.split_off(self._detail.document.id if self._detail else None)

    def action_versions(self) -> None:
        """Show what the outlet changed in this post."""
        self.open_versions(self._post)

    def speaker_corrected(self, name: str) -> None:
        """Show the post again."""
        self.show_again()
        super().speaker_corrected(name)

    def action_left_out(self) -> None:
        """Show what was left out of the page, or hide it again."""
        if self._detail is None or self.rows is None:
            return
        self._left_out = not self._left_out
        cursor, current = self.page.cursor, self.rows.current
        rows = ReadingRows(self._detail, current=current, show_left_out=self._left_out)
        self.page.show(rows, cursor, note=self.page.note)
        count = len(self._detail.document.left_out)
        self.say("nothing was left out of this page" if not count else "")

    def action_link(self) -> None:
        """Open the page in the reader's browser, or show and copy its address."""
        self.open_link(self._detail.document.url if self._detail else None)

    def action_star(self) -> None:
        """Star the post, or take its star away."""
        marks = self.newsroom.marks
        starred = self._post not in marks.starred([self._post])
        marks.set_starred(self._post, starred)
        self.reader.done.note("a star", partial(marks.set_starred, self._post, not starred))
        self.say("starred" if starred else "no longer starred")
