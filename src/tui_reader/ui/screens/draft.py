"""A draft held against what was printed: each of its quotations with its verdict, again whenever it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.strip import Strip

from tui_reader.desk.comparing import change_words
from tui_reader.desk.verdicts import place_words, verdict_line
from tui_reader.domain import QuotationEntry
from tui_reader.domain.draft import CheckedQuotation, Level, Printed, Verdict
from tui_reader.errors import InputError
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.headed import HeadedRows
from tui_reader.ui.presentation.lines import paragraph
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.times import day_words
from tui_reader.ui.screens.quoting import QuotingScreen
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_list import LineList

_LOOK_EVERY = 1.0  # seconds between looks at the file
_PRINTED = 3  # places shown below a quotation
_SIGNS = {Level.ERROR: "✗ ", Level.WARNING: "! ", Level.INFO: "✓ "}


class CheckedRows(HeadedRows[CheckedQuotation]):
    """A quotation of the draft, what is to be said of it, and how it was printed."""

    def __init__(self, checked: Sequence[CheckedQuotation]) -> None:
        super().__init__(checked, "" if checked else "no quotation in this draft")

    def entry_lines(self, entry: CheckedQuotation, width: int, look: Palette) -> Sequence[Strip]:
        """Return one quotation drawn."""
        style = {Level.ERROR: look.alert, Level.WARNING: look.differ, Level.INFO: look.soft}[entry.level]
        margin = ("  ", look.soft)
        quoted = f"“{safe_text(entry.quotation.text)}”"
        lines = paragraph(quoted, width, look.text, indent=margin)
        first = f"{_SIGNS[entry.level]}{', '.join(entry.verdicts)}"
        if entry.verdict is Verdict.EXACT:
            places = "; ".join(dict.fromkeys(map(_place, entry.printed)))
            return lines + paragraph(safe_text(f"{first}: {places}"), width, style, indent=margin)
        lines += paragraph(safe_text(first), width, style, indent=margin)
        for printed in entry.printed[:_PRINTED]:
            words = f"“{printed.words}” — {_place(printed, dated=Verdict.OTHER_DAY in entry.verdicts)}"
            lines += paragraph(safe_text(words), width, look.soft, indent=margin)
            for change in printed.changes:
                lines += paragraph(safe_text(change_words(change)), width, look.differ, indent=margin)
        return lines


def _place(printed: Printed, *, dated: bool = False) -> str:
    """Return whose the words are there, and where; `dated`: and when: "Ada Lorne, Sky News, 15:42, 4 March 2031"."""
    speaker = printed.quotation.quotation.speaker if printed.quotation else None
    day = printed.post.entry.day if dated else None
    told = day_words(date.fromisoformat(day), weekday=False) if day else ""
    where = place_words(printed)  # a page may print the day for its time
    return ", ".join(filter(None, (speaker, where, "" if told in where else told)))


class DraftScreen(QuotingScreen):
    """The quotations of one draft, in its order."""

    SCOPE = "draft"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("draft"))

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.add_class("draft")
        self._path = path
        self._state: tuple[int, int] | None = None
        self.checked = LineList(f"Draft {safe_text(path.name)}", id="checked", spaced=True)

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.checked
        yield self.status

    def on_mount(self) -> None:
        """Check the draft, and again whenever it is saved."""
        self.checked.show(Rows("…"))
        self.checked.focus()
        self._look()
        self.set_interval(_LOOK_EVERY, self._look)

    def _look(self) -> None:
        try:
            status = self._path.stat()
            state = status.st_mtime_ns, status.st_size
        except OSError:
            state = (0, 0)
        if state != self._state and not self.is_asking("draft"):
            self._state = state
            self.waiting = "draft"
            self.ask("draft", self._check, self._show, doing="checking the draft")

    def _check(self) -> list[CheckedQuotation] | InputError:
        from tui_reader.parsing.drafts import read_draft_file

        try:
            return self.newsroom.check_draft(read_draft_file(str(self._path)))
        except InputError as error:
            return error

    def _show(self, checked: list[CheckedQuotation] | InputError) -> None:
        if isinstance(checked, InputError):
            self.checked.show(Rows(safe_text(f"{checked.what}; {checked.hint}")), note="")
            return
        wrong = sum(each.level is Level.ERROR for each in checked)
        warned = sum(each.level is Level.WARNING for each in checked)
        noun = "quotation" if len(checked) == 1 else "quotations"
        doubtful = f", {warned} to look at" if warned else ""
        note = f" · {len(checked)} {noun}, {wrong} wrong{doubtful}" if checked else ""
        self.checked.show(CheckedRows(checked), max(0, self.checked.cursor), note=note, still=True)

    @property
    def _chosen(self) -> CheckedQuotation | None:
        rows = self.checked.rows
        return rows.entry(self.checked.cursor) if isinstance(rows, CheckedRows) else None

    @property
    def quotation(self) -> QuotationEntry | None:
        """The printed quotation that the one under the cursor was measured by."""
        chosen = self._chosen
        return next((p.quotation for p in chosen.printed if p.quotation), None) if chosen else None

    @on(LineList.Chosen)
    def _open(self) -> None:
        chosen = self._chosen
        if chosen is None or not chosen.printed:
            self.say("nothing printed has these words", alert=True)
            return
        first = chosen.printed[0]
        quotation = first.quotation.id if first.quotation else None
        self.open_post(first.post.entry.id, quotation=quotation, at=first.span.start)

    def action_evidence(self) -> None:
        """Say why, in the words of `check`."""
        if self._chosen is not None:
            self.status.show_answer(safe_text(verdict_line(self._chosen)))
