"""The list every screen is made of: items of one or more lines, a cursor, no scroll bar.

Built on Textual's line API. `j` repaints the lines of two items and nothing else; past the edge the
view jumps by two thirds, so that one key in many costs a repaint of the whole, not every one. Items
are asked for when they come into view: a list of a million opens as fast as one of ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.lines import Note, Piece, line_of, noted
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.theme import Palette, palette
from tui_reader.ui.widgets.painted import Painted

BAR = "▌"
# Lines kept from the old view when the cursor leaves it: a third.
_KEEP = 3
_ITEMS_KEPT = 2_000
_BELOW = 4  # lines that are to follow one brought into view


class LineList(Painted, can_focus=True):
    """A heading line and the items below it."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("list"))

    class Moved(Message):
        """The cursor came to rest on another item (or on none)."""

        def __init__(self, line_list: LineList) -> None:
            self.line_list = line_list
            super().__init__()

        @property
        def control(self) -> LineList:
            """The list, for `@on` selectors."""
            return self.line_list

    class Chosen(Moved):
        """Enter was pressed on an item."""

    def __init__(self, title: str = "", *, id: str | None = None, spaced: bool = False) -> None:
        super().__init__(id=id)
        self.lit = False  # drawn as if it had the focus: keys typed elsewhere move its cursor
        self.spaced = spaced  # an empty line after every item
        self.title = title
        self.note: Note = ""  # after the title, softer
        self.headed = 1 if title else 0  # heading lines
        self.numbered = True  # cursor and count at the right of the heading
        # Called at once when the cursor moves, so that what follows it is drawn in the same frame; a message
        # would be handled a sixtieth of a second later. Everything else listens to `Moved` and `Chosen`.
        self.follow: Callable[[], None] | None = None
        self.rows = Rows()
        self.cursor = -1  # index of the item, -1 for none
        self.top = 0  # index of the first item in view
        self.skip = 0  # lines of that item above the view
        self._unplaced = False  # rows came before a size did: the cursor is to be brought into view once one does
        self._drawn: dict[int, Sequence[Strip]] = {}
        self._drawn_in = ""  # the theme whose colours these have
        self._view: list[tuple[int, int]] | None = None  # item and line of each line in view

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def look(self) -> Palette:
        """The palette of the app's theme."""
        return palette(self.app.theme)

    def show(
        self, rows: Rows, cursor: int = 0, *, title: str | None = None, note: Note = "", still: bool = False
    ) -> None:
        """Show other rows with the cursor on (or after) the item `cursor`, and tell who listens.

        `still` keeps the cursor on its line of the screen: what the reader looks at does not move.
        """
        above = max(0, self.cursor - self.top) if still else 0
        self.rows = rows
        if title is not None:
            self.title = title
        self.note = note
        self.top = self.skip = 0
        self.cursor = -1
        self.redraw()
        found = self._selectable_from(min(max(cursor, 0), len(rows) - 1), 1)
        if found is None:
            found = self._selectable_from(len(rows) - 1, -1)
        if found is not None:
            self.cursor = found
            self.top = max(0, found - above) if still else 0
            self._bring_into_view(found, 1)
        self._tell()

    def redraw(self, index: int | None = None) -> None:
        """Draw everything again, or one item whose height stays (a mark on it changed)."""
        if index is None:
            self._drawn.clear()
            self._view = None
            self.refresh()
        else:
            self._drawn.pop(index, None)
            self._refresh_items(index)

    def move_to(self, index: int) -> None:
        """Put the cursor on (or after) an item and bring it into view."""
        found = self._selectable_from(min(max(index, 0), len(self.rows) - 1), 1)
        if found is not None:
            self._go(found)

    # -- keys ---------------------------------------------------------------------------------------
    def action_move(self, by: int) -> None:
        """Move by items; within an item taller than the view, by lines."""
        if self._scroll_within(by):
            return
        found = self._selectable_from(self.cursor + by, by)
        if found is not None:
            self._go(found)
        elif by < 0 and self.top + self.skip:
            self.top = self.skip = 0
            self._view = None
            self.refresh()

    def action_page(self, by: float) -> None:
        """Move by (parts of) the view."""
        if not len(self.rows):
            return
        lines = max(1, int(abs(by) * self._room) - 1)
        step = 1 if by > 0 else -1
        if self._scroll_within(step, lines):
            return
        index = max(self.cursor, 0)
        target = index
        while lines > 0 and 0 <= index + step < len(self.rows):
            index += step
            lines -= self._height(index)
            if self.rows.selectable(index):
                target = index
        self._go(target)

    def action_edge(self, end: int) -> None:
        """Go to the first (0) or last (1) item."""
        found = self._selectable_from(len(self.rows) - 1, -1) if end else self._selectable_from(0, 1)
        if found is not None:
            self._go(found)
            self._scroll_within(1 if end else -1, self._height(found))

    def action_choose(self) -> None:
        """Open the item under the cursor."""
        if self.cursor >= 0:
            self.post_message(self.Chosen(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Let the wheel move the cursor."""
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Let the wheel move the cursor."""
        event.stop()
        self.action_move(-1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse was pressed; a second press opens."""
        place = event.get_content_offset(self)
        if place is None or not 0 <= place.y - self.headed < len(self._lines_in_view()):
            return
        index = self._lines_in_view()[place.y - self.headed][0]
        if self.rows.selectable(index):
            again = index == self.cursor
            self._go(index)
            if again:
                self.action_choose()

    def on_focus(self) -> None:
        """Show the focus."""
        self._refresh_focus()

    def on_blur(self) -> None:
        """Show that the focus left."""
        self._refresh_focus()

    def on_resize(self) -> None:
        """Fold the lines anew and keep the cursor in view."""
        self._drawn.clear()
        self._view = None
        self._bring_into_view(self.cursor, 1)
        self.refresh()

    # -- drawing ------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width, look = self.size.width, self.look
        if y < self.headed:
            return self._heading(y, width, look).apply_style(look.page)
        view = self._lines_in_view()
        place = y - self.headed
        if place >= len(view):
            return Strip.blank(width, look.text + look.page)
        index, line = view[place]
        item = self._item(index)
        if line == len(item):
            spacer = self.rows.spacer(width - 1, look)
            return Strip([Segment(" ", look.text), *spacer], width).apply_style(look.page)
        strip = item[line]
        if index != self.cursor:
            return Strip([Segment(" ", look.text), *strip], width).apply_style(look.page)
        return self._row_of_cursor(strip, width, look)

    def _row_of_cursor(self, strip: Strip, width: int, look: Palette) -> Strip:
        if not (self.has_focus or self.lit):
            return Strip([Segment(BAR, look.faint), *strip], width).apply_style(look.row_blur)
        return Strip([Segment(BAR, look.accent), *strip], width).apply_style(look.row_focus)

    def _heading(self, y: int, width: int, look: Palette) -> Strip:
        style = look.accent if self.has_focus else look.heading
        count: list[Piece] = []
        if self.numbered and self.cursor >= 0:
            count = [(self.rows.position(self.cursor), look.faint)]
        return line_of(width, [(" ", style), (self.title, style), *noted(self.note, look)], count, look.soft)

    @property
    def _room(self) -> int:
        return max(1, self.size.height - self.headed)

    def _item(self, index: int) -> Sequence[Strip]:
        if self._drawn_in != self.app.theme:
            self._drawn.clear()
            self._drawn_in = self.app.theme
        lines = self._drawn.get(index)
        if lines is None:
            if len(self._drawn) > _ITEMS_KEPT:
                self._drawn.clear()
            width, look = max(1, self.size.width - 1), self.look
            strips = self.rows.lines(index, width, look)
            lines = self._drawn[index] = [strip.adjust_cell_length(width, look.text) for strip in strips]
        return lines

    def _height(self, index: int) -> int:
        return len(self._item(index)) + self.spaced

    def _lines_in_view(self) -> list[tuple[int, int]]:
        if self._unplaced and self.size.height:
            self._unplaced = False
            self._bring_into_view(self.cursor, 1)
        if self._view is None:
            view: list[tuple[int, int]] = []
            index, first = self.top, self.skip
            while len(view) < self._room and index < len(self.rows):
                view.extend((index, line) for line in range(first, self._height(index)))
                index, first = index + 1, 0
            self._view = view[: self._room]
        return self._view

    # -- moving -------------------------------------------------------------------------------------
    def _selectable_from(self, index: int, step: int) -> int | None:
        while 0 <= index < len(self.rows):
            if self.rows.selectable(index):
                return index
            index += step
        return None

    def _go(self, index: int) -> None:
        old, self.cursor = self.cursor, index
        if self._bring_into_view(index, index - old):
            self.refresh()
        else:
            self._refresh_items(old, index)
        if index != old:
            self._say_where()
            self._tell()

    def _tell(self) -> None:
        if self.follow is not None:
            self.follow()
        else:
            self.post_message(self.Moved(self))

    def show_line(self, line: int) -> None:
        """Bring a line of the item under the cursor into view, where the item is too tall to be seen whole."""
        shown = [each for index, each in self._lines_in_view() if index == self.cursor]
        if self.cursor < 0 or self._height(self.cursor) <= self._room:
            return
        if shown and shown[0] <= line <= shown[-1] - _BELOW:
            return
        last = self._height(self.cursor) - self._room
        self.top, self.skip = self.cursor, max(0, min(line - self._room // _KEEP, last))
        self._view = None
        self.refresh()

    def _scroll_within(self, by: int, lines: int = 0) -> bool:
        """Scroll lines of the item under the cursor that lie outside the view; say whether there were any."""
        if self.cursor < 0 or self._height(self.cursor) <= self._room:
            return False
        shown = [line for index, line in self._lines_in_view() if index == self.cursor]
        if not shown:  # a window that was made smaller this moment
            return self._bring_into_view(self.cursor, by)
        step = lines or max(1, self._room // 2)
        if by > 0 and shown[-1] < self._height(self.cursor) - 1:
            self.top, self.skip = self.cursor, min(shown[0] + step, self._height(self.cursor) - self._room)
        elif by < 0 and shown[0] > 0:
            self.top, self.skip = self.cursor, max(0, shown[0] - step)
        else:
            return False
        self._view = None
        self.refresh()
        return True

    def _bring_into_view(self, index: int, direction: int) -> bool:
        """Scroll so far that the item is whole in view (its start where it is too tall); say whether it took that."""
        if index < 0:
            return False
        if not self.size.height:
            self._unplaced = True
            return False
        height = self._height(index)
        shown = sum(1 for item, _ in self._lines_in_view() if item == index)
        if shown == height:
            return False
        room = self._room
        above = room // _KEEP if direction > 0 else room - room // _KEEP - height
        first, skip = self._walk_back(index, max(0, min(above, room - height)))
        # No empty lines below the last item while there is something above it.
        last_first, last_skip = self._walk_back(len(self.rows), room) if self._near_end(first) else (first, skip)
        self.top, self.skip = min((first, skip), (last_first, last_skip))
        if self._selectable_from(0, 1) == index and sum(map(self._height, range(index + 1))) <= room:
            self.top = self.skip = 0  # what stands above the first, where there is room for both
        self._view = None
        return True

    def _walk_back(self, index: int, lines: int) -> tuple[int, int]:
        """Return the item, and how many of its lines are hidden, so that `lines` lines stand before `index`."""
        while lines > 0 and index > 0:
            index -= 1
            height = self._height(index)
            if height > lines:
                return index, height - lines
            lines -= height
        return index, 0

    def _near_end(self, first: int) -> bool:
        return len(self.rows) - first <= self._room

    def _refresh_items(self, *indexes: int) -> None:
        lines = [y for y, (index, _) in enumerate(self._lines_in_view(), self.headed) if index in indexes]
        if self.headed and self.numbered:
            lines.append(0)
        self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))

    def _refresh_focus(self) -> None:
        self._refresh_items(self.cursor)
        self.refresh_heading()
        self._say_where()

    def refresh_heading(self) -> None:
        """Draw the heading lines again."""
        if self.headed:
            self.refresh(Region(0, 0, self.size.width, self.headed))

    def _say_where(self) -> None:
        """Put the terminal's own cursor on the row: screen readers follow it."""
        if not self.has_focus:
            return
        for y, (index, _) in enumerate(self._lines_in_view(), self.headed):
            if index == self.cursor:
                self.app.cursor_position = self.content_region.offset + Offset(0, y)
                return
