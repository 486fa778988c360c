"""What the posts about the cursor hold, read before they are reached: for a store at the other end of a line."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from tui_reader.errors import StoreError

if TYPE_CHECKING:
    from tui_reader.domain import EventEntry, QuotationEntry, TimelineEntry
    from tui_reader.newsroom import Newsroom

_BEFORE, _BEHIND = 8, 24  # posts of the timeline read ahead, up and down
_NEAR = 8  # posts before what is known ends, at which more is read: a held key needs 0.3 s for them, a read 0.15
_MOST = 400  # posts kept


class Ahead:
    """Gives a post's quotations and event, from what was read ahead where the store has not changed since.

    A store in a file answers in a millisecond, and nothing is read ahead of it.
    """

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._known: dict[str, tuple[list[QuotationEntry], EventEntry | None]] = {}
        self._read: set[int] = set()  # keys of posts that are known, or asked for
        self._version: int | None = None
        self._is_far = newsroom.path is None

    def of(self, entry: TimelineEntry) -> tuple[list[QuotationEntry], EventEntry | None]:
        """Return the quotations of a post and its event. Raises StoreError."""
        if self._is_far:
            self._forget_if_changed()
            if entry.id in self._known:
                return self._known[entry.id]
        event = self._newsroom.find_event(entry.event) if entry.event else None
        return self._newsroom.quotations_of_post(entry.id), event

    def wanted(self, keys: Sequence[int], place: int) -> list[int]:
        """Return which posts of a timeline (by key) to read next, the cursor being at `place`; none where all is read.

        They count as asked for from now on.
        """
        near = keys[max(0, place - _NEAR // 2) : place + _NEAR]
        if not self._is_far or all(key in self._read for key in near):
            return []
        found = [key for key in keys[max(0, place - _BEFORE) : place + _BEHIND] if key not in self._read]
        self._read.update(found)
        return found

    def read(self, keys: Sequence[int]) -> None:
        """Read posts ahead; called in a thread. Where the line is down they are read when they are reached."""
        with suppress(StoreError):
            self._known.update(self._newsroom.about_posts(keys))

    def _forget_if_changed(self) -> None:
        version = self._newsroom.store_version()
        if version != self._version or len(self._known) > _MOST:
            self._version = version
            self._known.clear()
            self._read.clear()
