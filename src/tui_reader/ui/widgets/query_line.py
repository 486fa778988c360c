"""One line to type in: the search at the bottom of the screen. Its cursor does not blink."""

from __future__ import annotations

import unicodedata

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import fit, pieces_width
from tui_reader.ui.theme import palette

_REVERSE = Style(reverse=True)
_LONGEST = 1_000  # characters that are kept: a pasted page is no search


class QueryLine(Widget, can_focus=True):
    """A line of typed text after a prompt."""

    class Changed(Message):
        """The text is another."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    def __init__(self, prompt: str = "/", text: str = "") -> None:
        super().__init__(id="query")
        self._prompt = prompt
        self.text = text
        self._at = len(text)  # where the next letter goes
        self._given = bool(text)  # stands there until something is typed in its place

    def on_key(self, event: events.Key) -> None:
        """Take the keys of typing; leave the rest to the screen."""
        if self.take_key(event.key, event.character):
            event.stop()
            event.prevent_default()

    def take_key(self, key: str, character: str | None) -> bool:
        """Take letters and the usual editing keys; say whether the key was one of these."""
        before = self.text, self._at
        if self._given and character and character.isprintable():
            self.text, self._at = "", 0
        self._given = False
        match key:
            case "ctrl+u":
                self._replace(0, self._at)
            case "backspace" | "ctrl+h":
                self._replace(self._at - 1, self._at)
            case "delete":
                self._replace(self._at, self._at + 1)
            case "ctrl+w":
                kept = self.text[: self._at].rstrip().rpartition(" ")
                self._replace(len(kept[0] + kept[1]), self._at)
            case "ctrl+k":
                self._replace(self._at, len(self.text))
            case "left":
                self._at = max(0, self._at - 1)
            case "right":
                self._at = min(len(self.text), self._at + 1)
            case "home" | "ctrl+a":
                self._at = 0
            case "end" | "ctrl+e":
                self._at = len(self.text)
            case _ if character and character.isprintable():
                self._insert(character)
            case _:
                return False
        self._changed(before)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted where Textual hands it on."""
        event.stop()
        self.take_paste(event.text)

    def take_paste(self, text: str) -> None:
        """Take pasted text as one line without control characters."""
        before = self.text, self._at
        if self._given:
            self.text, self._at, self._given = "", 0, False
        self._insert(" ".join(text.split()))
        self._changed(before)

    def _insert(self, text: str) -> None:
        clean = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs"))
        clean = clean[: _LONGEST - len(self.text)]
        self.text = self.text[: self._at] + clean + self.text[self._at :]
        self._at += len(clean)

    def _replace(self, start: int, end: int) -> None:
        start = max(0, start)
        self.text = self.text[:start] + self.text[end:]
        self._at = start

    def _changed(self, before: tuple[str, int]) -> None:
        if before != (self.text, self._at):
            self.refresh()
        if before[0] != self.text:
            self.post_message(self.Changed(self.text))

    def render_line(self, y: int) -> Strip:
        """Return the line, its end in view."""
        width, look = self.size.width, palette(self.app.theme)
        shown = safe_text(self.text)
        before, under, after = shown[: self._at], shown[self._at : self._at + 1] or " ", shown[self._at + 1 :]
        room = width - len(self._prompt) - 3
        while before and pieces_width([(before, look.text)]) > room:
            before = before[max(1, len(before) - room) :]
        column = len(self._prompt) + 1 + pieces_width([(before, look.text)])
        self.app.cursor_position = self.content_region.offset + Offset(column, 0)
        segments = [
            Segment(f" {self._prompt}", look.accent),
            Segment(before, look.strong),
            Segment(under, look.text + _REVERSE),
            Segment(fit(after, max(0, width - column - 2)), look.strong),
        ]
        return Strip(segments).adjust_cell_length(width, look.text).apply_style(look.bar)
