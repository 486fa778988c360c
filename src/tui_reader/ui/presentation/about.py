"""What the rule above the keys says of the event a post belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.domain.times import printed_clock
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Piece
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.theme import Palette

if TYPE_CHECKING:
    from tui_reader.domain import EventEntry


def about_event(event: EventEntry, signs: OutletSigns, look: Palette) -> list[Piece]:
    """Return the outlets that carried an event, when it began and its title (the long one last)."""
    pieces: list[Piece] = [("▸", look.accent)]
    pieces.extend((f" {signs.letters(name)}", signs.style(name, look)) for name in event.outlets)
    if event.starts_at and (clock := printed_clock(None, event.starts_at)):
        pieces.append((f" · from {clock}", look.soft))
    between = " · " if len(pieces) > 1 else " "  # nobody who published it may be known
    return [*pieces, (between, look.faint), (safe_text(event.title), look.text)]
