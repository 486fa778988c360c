"""A list under headings: rows that name what the items below them have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual.strip import Strip

from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.timeline import heading_line
from tui_reader.ui.theme import Palette

_Entry = TypeVar("_Entry")


class HeadedRows(Rows, Generic[_Entry]):
    """Entries and, as plain words, the headings above them."""

    def __init__(self, items: Sequence[_Entry | str], why: str = "") -> None:
        super().__init__(why)
        self.items = items

    def __len__(self) -> int:
        return len(self.items) or super().__len__()

    def entry(self, index: int) -> _Entry | None:
        """Return the entry at an index, None for a heading."""
        item = self.items[index] if 0 <= index < len(self.items) else None
        return None if isinstance(item, str) else item

    def selectable(self, index: int) -> bool:
        """Entries are, headings are not."""
        return self.entry(index) is not None

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return a heading or an entry."""
        if not self.items:
            return super().lines(index, width, look)
        item = self.items[index]
        if isinstance(item, str):
            return [heading_line(safe_text(item), width, look)]
        return self.entry_lines(item, width, look)

    def entry_lines(self, entry: _Entry, width: int, look: Palette) -> Sequence[Strip]:
        """Return one entry drawn."""
        raise NotImplementedError
