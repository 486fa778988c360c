"""All keys on one screen, from the one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip

from tui_reader.ui.bindings import KEYS, TASKS, Key, bindings_of, task_of
from tui_reader.ui.presentation.lines import Line, wrap
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.timeline import heading_line
from tui_reader.ui.screens.base import ReaderScreen
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_list import LineList
from tui_reader.ui.widgets.query_line import QueryLine

_KEYS_WIDTH = 18


class KeyRows(Rows):
    """The keys of one screen by what they are for, then those of the others; only those that hold all of some words."""

    def __init__(self, scope: str, keys: Sequence[Key], words: str = "") -> None:
        super().__init__("no key does that" if words else "")
        wanted = words.casefold().split()
        fitting = [key for key in keys if all(word in f"{key.display} {key.tooltip}".casefold() for word in wanted)]
        here = [key for key in fitting if scope in key.scopes or "list" in key.scopes]
        self._items: list[Key | str] = []
        for task in TASKS:
            of_task = [key for key in here if task_of(key) == task]
            self._items += [task, *of_task] if of_task else []
        elsewhere = [key for key in fitting if key not in here]
        self._items += ["on other screens", *elsewhere] if elsewhere else []

    def __len__(self) -> int:
        return len(self._items) or super().__len__()

    def selectable(self, index: int) -> bool:
        """Keys are, headings are not."""
        return 0 <= index < len(self._items) and not isinstance(self._items[index], str)

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        """Return a heading, or a key and what it does."""
        if not self._items:
            return list(super().lines(index, width, look))
        item = self._items[index]
        if isinstance(item, str):
            return [heading_line(item, width, look)]
        strips = []
        for number, (start, end) in enumerate(wrap(item.tooltip, max(8, width - _KEYS_WIDTH - 1))):
            line = Line(width).gap(1, look.soft).field("" if number else item.display, _KEYS_WIDTH, look.accent)
            strips.append(line.add(item.tooltip[start:end], look.text).strip(look.text))
        return strips


class HelpScreen(ReaderScreen):
    """Every key and what it does; what is typed narrows the list."""

    SCOPE = "help"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("help"),
        Binding("down", "among(1)", show=False),
        Binding("up", "among(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("enter,question_mark", "back", show=False),
    ]

    def __init__(self, scope: str, keys: Sequence[Key] = KEYS) -> None:
        super().__init__()
        self.add_class("help")
        self._of, self._all = scope, keys
        self.keys = LineList("Keys", id="keys")
        self.keys.lit = True
        self.keys.can_focus = False
        self.query_line = QueryLine("with: ")

    def compose(self) -> ComposeResult:
        """Yield the list, the line that narrows it and the status line."""
        yield self.keys
        yield self.query_line
        yield self.status

    def on_mount(self) -> None:
        """Fill the list."""
        self.status.show_keys([("esc", "back"), ("↓ ↑", "move"), ("letters", "narrow the list")])
        self.keys.show(KeyRows(self._of, self._all))
        self.query_line.focus()

    @on(QueryLine.Changed)
    def _narrow(self, event: QueryLine.Changed) -> None:
        self.keys.show(KeyRows(self._of, self._all, event.text))

    def take_key(self, event: events.Key) -> bool:
        """Let letters go to the line; `?` on an empty one leaves."""
        if event.key == "question_mark" and not self.query_line.text:
            return False
        return self.query_line.take_key(event.key, event.character)

    def take_paste(self, text: str) -> None:
        """Let pasted words go to the line."""
        self.query_line.take_paste(text)

    def action_among(self, by: int) -> None:
        """Move in the list."""
        self.keys.action_move(by)

    def action_page(self, by: int) -> None:
        """Move in the list by its height."""
        self.keys.action_page(by)
