"""A speaker's page: everything they said, by day and outlet; and what they said on one matter at other times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.domain import QuotationEntry
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.quotes import SaidRows
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.screens.quoting import QuotingScreen
from tui_reader.ui.widgets.line_list import LineList

_WORD = re.compile(r"[^\W\d_]{4,}")  # words of three letters and less name no matter


def at_other_times(entries: Sequence[QuotationEntry], now: QuotationEntry) -> list[QuotationEntry]:
    """Return what was said on another (or an unknown) day with words in common, most in common first."""
    matter = _words(now)
    scored = [
        (len(matter & _words(entry)), -place, entry)
        for place, entry in enumerate(entries)
        if entry.id != now.id and (entry.day is None or entry.day != now.day)
    ]
    scored.sort(key=lambda item: item[:2], reverse=True)
    return [entry for common, _, entry in scored if common]


def _words(entry: QuotationEntry) -> set[str]:
    return {word.casefold() for word in _WORD.findall(entry.quotation.text)}


class SpeakerScreen(QuotingScreen):
    """Quotations of one speaker; with `now`, those of other days on the same matter."""

    SCOPE = "speaker"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("speaker"))

    def __init__(self, name: str, now: QuotationEntry | None = None) -> None:
        super().__init__()
        self.add_class("speaker")
        self._speaker, self._now = name, now
        self.said = LineList("", id="said", spaced=True)
        self.said.headed = True

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.said
        yield self.status

    def on_mount(self) -> None:
        """Ask for everything they said."""
        self.said.show(Rows("…"), title=safe_text(self._speaker))
        self.said.focus()
        self.waiting = "speaker"
        self.ask("speaker", lambda: self.newsroom.speaker_quotations(self._speaker), self._show, doing="looking")

    def _show(self, entries: list[QuotationEntry]) -> None:
        note = f" · {len(entries):,} quotations" if len(entries) != 1 else " · 1 quotation"
        why_none = "nothing by exactly this name"
        if self._now is not None:
            entries = [self._now, *at_other_times(entries, self._now)]
            note = " · now, and at other times"
            if len(entries) == 1:
                self.say("nothing by this speaker on this matter at another time")
        rows = SaidRows(
            entries,
            self.signs,
            marked=self.marked,
            why_none=why_none,
            watches=self.reader.watches,
        )
        self.said.show(rows, title=safe_text(self._speaker), note=note)

    @property
    def quotation(self) -> QuotationEntry | None:
        """The quotation under the cursor."""
        rows = self.said.rows
        return rows.entry(self.said.cursor) if isinstance(rows, SaidRows) else None

    def redraw_marks(self) -> None:
        """Show which quotations are marked."""
        self.said.redraw(self.said.cursor)

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        quotation = self.quotation
        if quotation is not None:
            self.open_post(quotation.post, quotation=quotation.id)

    def action_compare(self) -> None:
        """Compare the outlets on the event of the post it was said in."""
        quotation = self.quotation
        if quotation is None:
            return
        self.ask("event", lambda: self.newsroom.post(quotation.post).entry.event, self.open_comparison)
