"""What is followed, one a line: how it is doing, when it was read, what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.strip import Strip

from tui_reader.domain import Health, Subscription, SubscriptionState
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.headed import HeadedRows
from tui_reader.ui.presentation.lines import Line
from tui_reader.ui.theme import Palette

_HEALTH, _READ, _COUNT = 8, 12, 7  # columns


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source with what is remembered of it."""

    subscription: Subscription
    state: SubscriptionState
    health: Health


class SourceRows(HeadedRows[SourceEntry]):
    """Sources under the groups they stand in."""

    def __init__(self, entries: Sequence[SourceEntry]) -> None:
        items: list[SourceEntry | str] = []
        group: str | None = None
        for entry in entries:
            if entry.subscription.group and entry.subscription.group != group:
                items.append(entry.subscription.group)
            group = entry.subscription.group
            items.append(entry)
        none = "nothing is followed yet: a adds a feed, a page, a file or an OPML list"
        super().__init__(items, "" if entries else none)

    def index(self, id: str | None) -> int:
        """Return where a source stands, 0 where it is not known."""
        places = (
            n for n, item in enumerate(self.items) if isinstance(item, SourceEntry) and item.subscription.id == id
        )
        return next(places, 0)

    def entry_lines(self, entry: SourceEntry, width: int, look: Palette) -> Sequence[Strip]:
        """Return a source: health, when it was read, entries, name, then its trouble or address."""
        one, state = entry.subscription, entry.state
        bad = entry.health in (Health.FAILING, Health.GONE)
        quiet = look.faint if one.muted else look.soft
        line = Line(width).gap(1, look.soft).field(entry.health.value, _HEALTH, look.alert if bad else quiet)
        read = f"{state.checked_at.astimezone():%d %b %H:%M}" if state.checked_at else "not yet"
        line.gap(1, look.soft).field(read, _READ, quiet).field(f"{state.entries:,}", _COUNT, quiet, right=True)
        line.gap(2, look.soft)
        name = safe_text(one.title or one.url, limit=200)
        line.field(name, max(10, line.room * 2 // 5), look.faint if one.muted else look.text).gap(1, look.soft)
        more = [state.trouble if bad and state.trouble else one.url]
        if state.delay is not None:
            more.insert(0, f"{state.delay:.1f} s from file to timeline")
        if one.only:
            more.insert(0, "only " + ", ".join(one.only))
        line.field(safe_text(" · ".join(more), limit=300), line.room, quiet)
        return [line.strip(look.soft)]
