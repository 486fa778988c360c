"""A question answered by typing one line, at the bottom of the screen it came from."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_reader.ui.widgets.query_line import QueryLine


class Prompt(ModalScreen[str | None]):
    """Gives the line that was typed, None where the reader left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "give", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, question: str, text: str = "") -> None:
        super().__init__()
        self.add_class("prompt")
        self.line = QueryLine(question, text)

    def compose(self) -> ComposeResult:
        """Yield the line."""
        yield self.line

    def on_mount(self) -> None:
        """Begin typing at once."""
        self.line.focus()

    def action_give(self) -> None:
        """Give what was typed."""
        self.dismiss(self.line.text.strip())

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)
