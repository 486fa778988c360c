"""Events as lines of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from rich.cells import cell_len
from textual.strip import Strip

from tui_reader.domain import EventEntry
from tui_reader.domain.times import printed_clock
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Line
from tui_reader.ui.presentation.outlets import TAG_WIDTH, OutletSigns
from tui_reader.ui.presentation.quotes import MARK
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.times import day_words
from tui_reader.ui.theme import Palette

_TAGS = 6  # outlets named in a line; more are counted


def in_families(entries: Sequence[EventEntry]) -> list[EventEntry]:
    """Return events with their parts right after them, in order of time, what one outlet alone has left out.

    A part whose whole is not among them stands for itself.
    """
    known = {entry.id: entry for entry in entries}
    parts: defaultdict[str, list[EventEntry]] = defaultdict(list)
    tops = []
    for entry in entries:
        if entry.parent is None or entry.parent not in known:
            tops.append(entry)
        elif len(entry.outlets) > 1:
            parts[_top(entry, known)].append(entry)
    listed = []
    for top in tops:
        listed += [top, *sorted(parts[top.id], key=lambda e: e.starts_at.timestamp() if e.starts_at else 0.0)]
    return listed


def _top(entry: EventEntry, known: Mapping[str, EventEntry]) -> str:
    """Return the whole that a part, or a part of a part, belongs to."""
    at, steps = entry, 0
    while at.parent is not None and at.parent in known and steps < len(known):
        at, steps = known[at.parent], steps + 1
    return at.id


class EventRows(Rows):
    """Events: when, title, outlets, number of posts."""

    def __init__(
        self, entries: Sequence[EventEntry], signs: OutletSigns, *, seen: Mapping[str, int] | None = None,
        marked: Collection[str] = (), more: bool = False,
    ) -> None:  # fmt: skip
        super().__init__("" if entries else "no event yet: it takes two reports of the same thing")
        self.entries = in_families(entries)
        self._signs = signs
        self._seen = seen or {}  # posts of each event when the reader last looked at it
        self._marked = marked
        self.more = more  # there are earlier ones that were not read yet

    def __len__(self) -> int:
        return len(self.entries) or super().__len__()

    def selectable(self, index: int) -> bool:
        """Every event is."""
        return 0 <= index < len(self.entries)

    def entry(self, index: int) -> EventEntry | None:
        """Return the event at an index."""
        return self.entries[index] if self.selectable(index) else None

    def position(self, index: int) -> str:
        """Return which event it is of how many, with a plus where earlier ones follow."""
        return f"{index + 1:,}/{len(self):,}" + ("+" if self.more else "")

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return the line of one event."""
        entry = self.entry(index)
        if entry is None:
            return super().lines(index, width, look)
        line = Line(width)
        day = day_words(entry.starts_at.date(), weekday=False) if entry.starts_at else "date not known"
        line.field(day, 18, look.soft).field(printed_clock(None, entry.starts_at), 6, look.soft)
        posts = f"{entry.posts} post" + ("s" if entry.posts != 1 else "")
        named = entry.outlets[:_TAGS]
        more = f" +{len(entry.outlets) - _TAGS}" if len(entry.outlets) > _TAGS else ""
        space = len(named) * (TAG_WIDTH + 1) + len(more) + 10
        more_posts = entry.posts - self._seen.get(entry.id, entry.posts)
        fresh = f"{more_posts} new · " if more_posts > 0 else ""
        lead = MARK if entry.id in self._marked else " "
        line.add(lead + ("  " if entry.parent else "") + fresh, look.accent)
        line.field(safe_text(entry.title), max(10, line.room - space), look.text if entry.parent else look.strong)
        for name in named:
            line.add(" ", look.soft).add(self._signs.letters(name), self._signs.style(name, look))
        line.add(more, look.soft)
        line.to(width - cell_len(posts), look.soft).add(posts, look.soft)
        return [line.strip(look.soft)]
