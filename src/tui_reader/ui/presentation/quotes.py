"""Quotations as a reader sees them: the words whole, who said them, where, and who else has them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.strip import Strip

from tui_reader.desk.advisories import advisory_words
from tui_reader.desk.revisions import gone_words
from tui_reader.domain import QuotationEntry, QuotationKind
from tui_reader.domain.unknown import OUTLET_UNKNOWN
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.headed import HeadedRows
from tui_reader.ui.presentation.lines import Piece, Run, line_of, paragraph, struck
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.times import day_words, when_words
from tui_reader.ui.presentation.words import KINDS, shown_words, speaker_words
from tui_reader.ui.theme import Palette

if TYPE_CHECKING:
    from tui_reader.desk.watching import Watch

MARK = "✓"


def also_pieces(entry: QuotationEntry, signs: OutletSigns, look: Palette) -> list[Piece]:
    """Return `also SEN EPO · MER differs` with each outlet in its colour; empty where no other carried it."""
    pieces: list[Piece] = []
    for lead, same in (("also ", True), ("words differ in ", False)):
        names = [name for name, alike in entry.also_in if alike is same]
        if names:
            pieces += [(" · ", look.faint)] if pieces else []
            pieces.append((lead, look.soft))
            pieces += joined([[(signs.letters(name), signs.style(name, look))] for name in names], (" ", look.soft))
    return pieces


def quotation_lines(
    entry: QuotationEntry, width: int, look: Palette, signs: OutletSigns, *, placed: bool = False, marked: bool = False,
    hits: Sequence[Run] = (), watched: Sequence[str] = (),
) -> list[Strip]:  # fmt: skip
    """Return a quotation whole: words, speaker, occasion, who else.

    `placed` adds outlet and time (where a list holds several places). `hits` are runs over the words
    as `shown_words` gives them. `watched` are the reader's watches it meets, as they were written.
    """
    quotation = entry.quotation
    lead = MARK if marked else " "
    quiet = entry.gone_at is not None or quotation.kind in (QuotationKind.INDIRECT, QuotationKind.SCARE)
    words = struck(look.soft if quiet else look.text, entry.advisories)
    lines = paragraph(shown_words(entry), width - 1, words, hits, indent=(lead, look.accent))
    speaker: list[Piece] = [(" " + safe_text(speaker_words(entry)), look.strong if quotation.speaker else look.faint)]
    if quotation.via:
        speaker.append((f", via {safe_text(quotation.via)}", look.soft))
    lines.append(line_of(width, speaker, [], look.soft))
    about = _about(entry, look, signs, placed=placed)
    also = also_pieces(entry, signs, look)
    if about:
        lines.append(line_of(width, [(" ", look.soft), *about], [], look.soft))
    if also:
        lines.append(line_of(width, [(" ", look.soft), *also], [], look.soft))
    for warning in filter(None, (gone_words(entry), advisory_words(entry.advisories))):
        lines += paragraph(safe_text(warning), width - 1, look.differ, indent=(" ", look.soft))
    if watched:
        lines.append(line_of(width, [(f" watched: {safe_text(', '.join(watched))}", look.hit)], [], look.soft))
    return [strip.adjust_cell_length(width, look.text) for strip in lines]


def _about(entry: QuotationEntry, look: Palette, signs: OutletSigns, *, placed: bool) -> list[Piece]:
    quotation = entry.quotation
    parts: list[list[Piece]] = []
    if quotation.venue:
        parts.append([(f"to {safe_text(quotation.venue)}", look.soft)])
    if placed:
        place: list[Piece] = [(signs.letters(entry.outlet), signs.style(entry.outlet, look))]
        parts.append([*place, (f" {when_words(entry)}", look.soft)])
    if quotation.kind in KINDS:
        parts.append([(KINDS[quotation.kind], look.faint)])
    return joined(parts, (" · ", look.faint))


def _watched(entry: QuotationEntry, watches: Sequence[Watch]) -> list[str]:
    from tui_reader.desk.watching import watches_met  # most readers watch for nothing

    return [watch.text for watch in watches_met(entry, watches)]


def joined(parts: Sequence[Sequence[Piece]], by: Piece) -> list[Piece]:
    """Return the parts with `by` between them."""
    pieces: list[Piece] = []
    for part in parts:
        if pieces:
            pieces.append(by)
        pieces.extend(part)
    return pieces


class QuoteRows(Rows):
    """Quotations one below the other."""

    def __init__(
        self, entries: Sequence[QuotationEntry], signs: OutletSigns, *, placed: bool = False,
        marked: Collection[str] = (), why_none: str = "no quotation in this post", watches: Sequence[Watch] = (),
    ) -> None:  # fmt: skip
        super().__init__("" if entries else why_none)
        self.entries = entries
        self._signs = signs
        self._placed = placed
        self._marked = marked
        self._watches = watches

    def place_of(self, entry: QuotationEntry | None) -> int:
        """Return where a quotation stands, 0 where it does not."""
        return next((place for place, each in enumerate(self.entries) if entry and each.id == entry.id), 0)

    def __len__(self) -> int:
        return len(self.entries) or super().__len__()

    def selectable(self, index: int) -> bool:
        """Every quotation is."""
        return 0 <= index < len(self.entries)

    def entry(self, index: int) -> QuotationEntry | None:
        """Return the quotation at an index."""
        return self.entries[index] if self.selectable(index) else None

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        """Return one quotation drawn."""
        entry = self.entry(index)
        if entry is None:
            return list(super().lines(index, width, look))
        return self.entry_lines(entry, width, look)

    def entry_lines(self, entry: QuotationEntry, width: int, look: Palette) -> list[Strip]:
        """Return a quotation drawn."""
        marked = entry.id in self._marked
        watched = _watched(entry, self._watches) if self._watches else []
        return quotation_lines(entry, width, look, self._signs, placed=self._placed, marked=marked, watched=watched)


class SaidRows(HeadedRows[QuotationEntry]):
    """What one speaker said, under headings of day and outlet; the name stands above it all."""

    def __init__(self, entries: Sequence[QuotationEntry], signs: OutletSigns, **more: Any) -> None:
        items: list[QuotationEntry | str] = []
        self._places: list[int] = []  # of each item, how many quotations there are down to it
        before = ""
        for number, entry in enumerate(entries, 1):
            day = day_words(date.fromisoformat(entry.day)) if entry.day else "date not known"
            place = f"{day} · {entry.outlet or OUTLET_UNKNOWN}"
            if place != before:
                items.append(place)
                self._places.append(number - 1)
                before = place
            items.append(entry)
            self._places.append(number)
        self._quotes = QuoteRows(entries, signs, placed=True, **more)
        super().__init__(items, self._quotes.why)

    def entry_lines(self, entry: QuotationEntry, width: int, look: Palette) -> Sequence[Strip]:
        """Return one quotation drawn."""
        return self._quotes.entry_lines(entry, width, look)

    def position(self, index: int) -> str:
        """Return which quotation it is of how many."""
        return f"{self._places[index]:,}/{len(self._quotes):,}"
