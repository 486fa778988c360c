"""The menu of ways to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.strip import Strip

from tui_reader.ui.presentation.lines import line_of
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_list import LineList

BY_HAND = "by hand"  # no form of a copy: for terminals that take none

_FORMS = (
    ("attributed", "with attribution"),
    ("words", "the words alone"),
    ("markdown", "Markdown"),
    ("html", "HTML"),
    ("citation", "citation: outlet, date, address"),
    (BY_HAND, "by hand, on a plain screen"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A form and a house style."""

    form: str
    style: str
    words: str


class ChoiceRows(Rows):
    """Ways to copy, one a line."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.choices = choices

    def __len__(self) -> int:
        return len(self.choices)

    def selectable(self, index: int) -> bool:
        """Every one is."""
        return 0 <= index < len(self.choices)

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        """Return one way."""
        return [line_of(width, [(" " + self.choices[index].words, look.text)], [], look.text)]


class CopyMenu(ModalScreen[Choice | None]):
    """Forms in the house style in use, then the other house styles."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,Y", "leave", show=False)]

    def __init__(
        self, house_style: str, styles: Iterable[str], more: Sequence[tuple[str, str]] = (), *, quoted: bool = True
    ) -> None:
        """Hold the house styles; `more` are other forms, which alone are offered where nothing is `quoted`."""
        super().__init__()
        self._forms = (*(_FORMS if quoted else ()), *more)
        self.add_class("copy-menu")
        self._house_style, self._styles = house_style, tuple(styles) if quoted else ()
        self.choices = LineList("Copy as", id="choices")

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield self.choices

    def on_mount(self) -> None:
        """Fill the list."""
        forms = [Choice(form, self._house_style, words) for form, words in self._forms]
        others = [
            Choice("attributed", name, f"in the style of {name}") for name in self._styles if name != self._house_style
        ]
        self.choices.show(ChoiceRows([*forms, *others]))
        self.choices.focus()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        rows = self.choices.rows
        if isinstance(rows, ChoiceRows):
            self.dismiss(rows.choices[self.choices.cursor])

    def action_leave(self) -> None:
        """Copy nothing."""
        self.dismiss(None)
