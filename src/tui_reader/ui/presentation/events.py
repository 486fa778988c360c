"""Events as lines of a list."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.strip import Strip

from tui_reader.domain import EventEntry
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Line
from tui_reader.ui.presentation.outlets import TAG_WIDTH, OutletSigns
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.times import day_words, printed_clock
from tui_reader.ui.theme import Palette

_TAGS = 6  # outlets named in a line; more are counted


class EventRows(Rows):
    """Events: when, title, outlets, number of posts."""

    def __init__(self, entries: Sequence[EventEntry], signs: OutletSigns) -> None:
        super().__init__("" if entries else "no event yet: it takes two reports of the same thing")
        self.entries = entries
        self._signs = signs

    def __len__(self) -> int:
        return len(self.entries) or super().__len__()

    def selectable(self, index: int) -> bool:
        """Every event is."""
        return 0 <= index < len(self.entries)

    def entry(self, index: int) -> EventEntry | None:
        """Return the event at an index."""
        return self.entries[index] if self.selectable(index) else None

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return the line of one event."""
        entry = self.entry(index)
        if entry is None:
            return super().lines(index, width, look)
        line = Line(width).gap(1, look.soft)
        day = day_words(entry.starts_at.date(), weekday=False) if entry.starts_at else "date not known"
        line.field(day, 18, look.soft).field(printed_clock(None, entry.starts_at), 6, look.soft)
        posts = f"{entry.posts} post" + ("s" if entry.posts != 1 else "")
        named = entry.outlets[:_TAGS]
        more = f" +{len(entry.outlets) - _TAGS}" if len(entry.outlets) > _TAGS else ""
        space = len(named) * (TAG_WIDTH + 1) + len(more) + 10
        title = ("  " if entry.parent else "") + safe_text(entry.title)
        line.field(title, max(10, line.room - space), look.text)
        for name in named:
            line.add(" ", look.soft).add(self._signs.letters(name), self._signs.style(name, look))
        line.add(more, look.soft)
        line.to(width - cell_len(posts), look.soft).add(posts, look.soft)
        return [line.strip(look.soft)]
