"""A question answered by typing one line, at the bottom of the screen it came from; below it the keys that work."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_reader.ui.widgets.query_line import QueryLine
from tui_reader.ui.widgets.status_line import StatusLine


class Prompt(ModalScreen[str | None]):
    """Gives the line that was typed, None where the reader left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "give", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, question: str, text: str = "", *, hint: str = "") -> None:
        super().__init__()
        self.add_class("prompt")
        self.line = QueryLine(question, text)
        self.status = StatusLine()
        self._hint = hint  # what can be typed

    def compose(self) -> ComposeResult:
        """Yield the line, and what can be typed and pressed."""
        yield self.line
        yield self.status

    def on_mount(self) -> None:
        """Begin typing at once."""
        self.line.focus()
        self.status.show_keys([("enter", "take"), ("esc", "leave it"), ("ctrl+u", "empty the line")])
        self.status.show_about(self._hint)

    def action_give(self) -> None:
        """Give what was typed."""
        self.dismiss(self.line.text.strip())

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)
