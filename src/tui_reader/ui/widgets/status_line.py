"""The two lines at the bottom: what the cursor is on; the keys that work here and the latest notice."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Note, Piece, fit, line_of, noted, pieces_width, wrap
from tui_reader.ui.theme import Palette, palette

_HELP = "keys"  # the label of the key that shows them all: always there and last, where a reader who is lost looks


class StatusLine(Widget):
    """A rule that carries words, above keys and notices. Not focusable."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._about: Note = ""
        self.keys: Sequence[tuple[str, str]] = ()
        self._notice = ""
        self._alert = False
        self._link, self._asked = "", True  # of the answer
        self._answer = ""  # on the rule in place of what the cursor is on, until the next key
        self._said = 0  # how often anything was said

    def show_about(self, about: Note) -> None:
        """Put words (made safe already) on the rule."""
        look = palette(self.app.theme)
        before, self._about = noted(self._about, look), about
        if list(noted(about, look)) != list(before) and not self._answer:
            self.refresh()

    def show_answer(self, words: str, *, link: str = "", asked: bool = True) -> None:
        """Put words (made safe already) on the rule until the next key; `link` is where they lead, if anywhere.

        What was `asked` for is taken away by escape; beside what a key did, escape goes back as ever.
        """
        self._answer, self._link, self._asked = words, link, asked
        self._said += 1
        self.refresh()

    @property
    def answers(self) -> bool:
        """Whether an answer that was asked for stands on the rule."""
        return bool(self._answer) and self._asked

    @property
    def said(self) -> int:
        """How often anything was said: tells what a key brought from what it found."""
        return self._said

    def go_on(self) -> None:
        """Take away what the key before brought."""
        if self._answer or (self._notice and not self._notice.endswith(" …")):
            self._answer = self._notice = ""
            self.refresh()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Name the keys that work here."""
        if list(keys) != list(self.keys):
            self.keys = keys
            self.refresh()

    def show_notice(self, words: str, *, alert: bool = False) -> None:
        """Say something on one line, until the next key."""
        self._said += 1
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
        help = [piece for key, label in self.keys if label == _HELP for piece in self._key(key, label, look)]
        style = look.alert if self._alert else look.strong
        above, beside = self._parted(width - 2 - pieces_width(help), width - 4)
        if y == 0 and above:
            return line_of(width, [("── ", look.faint), (above, style)], [], look.faint).apply_style(look.page)
        if y == 0:
            shown = self._answer or self._about
            about = noted(shown, look) if shown else []
            if self._answer and self._link:
                about = [(words, style + Style(link=self._link)) for words, style in about]
            pieces: list[Piece] = [("── ", look.faint), *about] if about else []
            rest = max(0, width - pieces_width(pieces) - 1) if pieces else width
            strip = line_of(width - rest, pieces, [], look.faint) if pieces else Strip([])
            return Strip([*strip, Segment("─" * rest, look.faint)], width).apply_style(look.page)
        keys = [self._key(key, label, look) for key, label in self.keys if label != _HELP]
        right: list[Piece] = [(beside, style), (" ", look.soft)] if beside else []
        room = width - pieces_width(right) - pieces_width(help)
        left: list[Piece] = []
        for more in keys:
            if pieces_width([*left, *more]) > room:
                break
            left += more
        left += help
        free = max(0, width - pieces_width(left) - pieces_width(right))
        segments = [Segment(text, piece) for text, piece in [*left, (" " * free, look.soft), *right]]
        return Strip(segments).adjust_cell_length(width, look.soft).apply_style(look.bar)

    def _parted(self, beside: int, above: int) -> tuple[str, str]:
        """Return a notice as what goes on the rule and what goes beside the keys: there alone where it has room."""
        words = safe_text(self._notice)
        if pieces_width([(words, Style.null())]) <= beside:
            return "", words
        (start, end), *_ = wrap(words, max(4, above))
        return words[start:end], fit(words[end:].strip(), max(0, beside))

    def _key(self, key: str, label: str, look: Palette) -> list[Piece]:
        return [(f" {key}", look.accent), (f" {label} ", look.soft)]
