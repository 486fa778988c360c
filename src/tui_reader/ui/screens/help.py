"""All keys on one screen, from the one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip

from tui_reader.ui.bindings import KEYS, Key, bindings_of
from tui_reader.ui.presentation.lines import Line
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.timeline import heading_line
from tui_reader.ui.screens.base import ReaderScreen
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_list import LineList

_KEYS_WIDTH = 18


class KeyRows(Rows):
    """The keys of one screen first, then those of the others."""

    def __init__(self, scope: str, keys: Sequence[Key]) -> None:
        super().__init__()
        here = [key for key in keys if scope in key.scopes or "list" in key.scopes]
        self._items: list[Key | str] = ["here", *here, "on other screens", *(key for key in keys if key not in here)]

    def __len__(self) -> int:
        return len(self._items)

    def selectable(self, index: int) -> bool:
        """Keys are, headings are not."""
        return 0 <= index < len(self._items) and not isinstance(self._items[index], str)

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        """Return a heading, or a key and what it does."""
        item = self._items[index]
        if isinstance(item, str):
            return [heading_line(item, width, look)]
        line = Line(width).gap(1, look.soft).field(item.display, _KEYS_WIDTH, look.accent)
        return [line.add(item.tooltip, look.text).strip(look.text)]


class HelpScreen(ReaderScreen):
    """Every key and what it does."""

    SCOPE = "help"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("help"), Binding("q,question_mark", "back", show=False)]

    def __init__(self, scope: str, keys: Sequence[Key] = KEYS) -> None:
        super().__init__()
        self.add_class("help")
        self._rows = KeyRows(scope, keys)
        self.keys = LineList("Keys", id="keys")

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.keys
        yield self.status

    def on_mount(self) -> None:
        """Fill the list."""
        self.keys.show(self._rows)
        self.keys.focus()
