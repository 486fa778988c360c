"""The two lines at the bottom: what the cursor is on; the keys that work here and the latest notice."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Piece, fit, line_of, pieces_width
from tui_reader.ui.theme import palette


class StatusLine(Widget):
    """A rule that carries words, above keys and notices. Not focusable."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._about: Sequence[Piece] = ()
        self.keys: Sequence[tuple[str, str]] = ()
        self._notice = ""
        self._alert = False

    def show_about(self, pieces: Sequence[Piece]) -> None:
        """Put words (made safe already) on the rule."""
        if list(pieces) != list(self._about):
            self._about = pieces
            self.refresh()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Name the keys that work here."""
        if list(keys) != list(self.keys):
            self.keys = keys
            self.refresh()

    def show_notice(self, words: str, *, alert: bool = False) -> None:
        """Say something on one line; the next key press may replace it."""
        if (words, alert) != (self._notice, self._alert):
            self._notice, self._alert = words, alert
            self.refresh()

    @property
    def notice(self) -> str:
        """What is being said."""
        return self._notice

    def render_line(self, y: int) -> Strip:
        """Return one of the two lines."""
        width, look = self.size.width, palette(self.app.theme)
        if y == 0:
            pieces: list[Piece] = [("── ", look.faint), *self._about, (" ", look.faint)] if self._about else []
            rest = max(0, width - pieces_width(pieces))
            strip = line_of(width - rest, pieces, [], look.faint) if pieces else Strip([])
            return Strip([*strip, Segment("─" * rest, look.faint)], width).apply_style(look.page)
        notice = fit(safe_text(self._notice), max(0, width - 2))
        style = look.alert if self._alert else look.strong
        right: list[Piece] = [(notice, style), (" ", look.soft)] if notice else []
        room = width - pieces_width(right)
        left: list[Piece] = []
        for key, label in self.keys:
            more: list[Piece] = [(f" {key}", look.accent), (f" {label} ", look.soft)]
            if pieces_width([*left, *more]) > room:
                break
            left += more
        free = max(0, width - pieces_width(left) - pieces_width(right))
        segments = [Segment(text, piece) for text, piece in [*left, (" " * free, look.soft), *right]]
        return Strip(segments).adjust_cell_length(width, look.soft).apply_style(look.bar)
