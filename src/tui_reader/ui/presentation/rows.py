"""What a list shows: the shape every kind of row follows."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from tui_reader.ui.presentation.lines import paragraph
from tui_reader.ui.theme import Palette


class Rows:
    """A list of nothing but perhaps one line that says why; the base of all other rows.

    Indexes count headings too; those are not selectable.
    """

    def __init__(self, why: str = "") -> None:
        self.why = why

    def __len__(self) -> int:
        return 1 if self.why else 0

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return the item drawn as at least one line of `width` cells."""
        return paragraph(self.why, width, look.faint, indent=(" ", look.faint))

    def selectable(self, index: int) -> bool:
        """Say whether the cursor may rest on the item."""
        return False

    def spacer(self, width: int, look: Palette) -> Strip:
        """Return the line between two items of a spaced list."""
        return Strip.blank(width, look.text)

    def position(self, index: int) -> str:
        """Return where an item stands, in words short enough for a heading."""
        return f"{index + 1}/{len(self)}"
