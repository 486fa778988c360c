"""What the outlet changed in a post after we first read it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.domain import PostVersion
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.versions import VersionRows
from tui_reader.ui.screens.base import ReaderScreen
from tui_reader.ui.widgets.line_list import LineList


class VersionsScreen(ReaderScreen):
    """Paragraphs as they were and as they are."""

    SCOPE = "versions"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("versions"))

    def __init__(self, post: str) -> None:
        super().__init__()
        self.add_class("versions")
        self._post = post
        self.changes = LineList("What the outlet changed", id="changes", spaced=True)

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.changes
        yield self.status

    def on_mount(self) -> None:
        """Ask for the versions."""
        self.changes.focus()
        self.waiting = "versions"
        self.ask("versions", lambda: self.newsroom.versions_of_post(self._post), self._show, doing="comparing")

    def _show(self, versions: list[PostVersion]) -> None:
        self.changes.show(VersionRows(versions), note=f" · {safe_text(versions[0].headline or '')}")
