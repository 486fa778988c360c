"""The notebook: quotations kept from any screen, in the reader's order, with notes; several books."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.strip import Strip

from tui_reader.desk.notebook import BOOK, GONE, Kept, kept_as_now, moved, open_book
from tui_reader.domain import QuotationEntry
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.headed import HeadedRows
from tui_reader.ui.presentation.lines import paragraph
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.presentation.quotes import quotation_lines
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.screens.prompt import Prompt
from tui_reader.ui.screens.quoting import QuotingScreen
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_list import LineList

_PLACE = "book"  # where the name of the open book is remembered
_WHOLE, _NOTED = "book", "noted"  # forms of a copy that mean all of it, the second with the notes
_EMPTY = "nothing kept yet: B on any quotation keeps it here"


class KeptRows(HeadedRows[Kept]):
    """Kept quotations with their notes."""

    def __init__(self, kept: Sequence[Kept], signs: OutletSigns) -> None:
        super().__init__(kept, "" if kept else _EMPTY)
        self._signs = signs

    def entry_lines(self, entry: Kept, width: int, look: Palette) -> Sequence[Strip]:
        """Return one kept quotation drawn, the note below it."""
        if entry.entry is None:
            lines = paragraph(GONE, width, look.differ, indent=(" ", look.differ))
        else:
            lines = quotation_lines(entry.entry, width, look, self._signs, placed=True)
        if entry.note:
            lines = [*lines, *paragraph(safe_text(f"note: {entry.note}"), width, look.hit, indent=(" ", look.hit))]
        return lines


class NotebookScreen(QuotingScreen):
    """One book of quotations; `#` opens another."""

    SCOPE = "notebook"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("notebook"))

    def __init__(self) -> None:
        super().__init__()
        self.add_class("notebook")
        self.book = ""
        self.kept = LineList("Notebook", id="kept", spaced=True)

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.kept
        yield self.status

    def on_mount(self) -> None:
        """Show the book that was open last."""
        self.kept.show(Rows("…"))
        self.kept.focus()
        self._open(open_book(self.newsroom.marks.place(_PLACE)))

    def _open(self, book: str) -> None:
        self.book = book
        self.newsroom.marks.set_place(_PLACE, book)
        self._look()

    def _look(self) -> None:
        held = self.newsroom.marks.kept(self.book)
        self.waiting = "notebook"
        self.ask("notebook", lambda: kept_as_now(held, self.newsroom.quotation), self._show, doing="looking")

    def _show(self, kept: list[Kept]) -> None:
        books = len(self.newsroom.marks.books())
        more = f" · {books} books" if books > 1 else ""
        title = "Notebook" if self.book == BOOK else f"Notebook {safe_text(self.book)}"
        note = f" · {len(kept):,} kept{more}"
        self.kept.show(KeptRows(kept, self.signs), max(0, self.kept.cursor), title=title, note=note, still=True)

    @property
    def chosen(self) -> Kept | None:
        """What is under the cursor."""
        rows = self.kept.rows
        return rows.entry(self.kept.cursor) if isinstance(rows, KeptRows) else None

    @property
    def quotation(self) -> QuotationEntry | None:
        """The quotation under the cursor."""
        chosen = self.chosen
        return chosen.entry if chosen else None

    @on(LineList.Chosen)
    def _read(self) -> None:
        quotation = self.quotation
        if quotation is not None:
            self.open_post(quotation.post, quotation=quotation.id)

    def more_forms(self) -> Sequence[tuple[str, str]]:
        """Return the whole book, where it holds anything."""
        held = isinstance(self.kept.rows, KeptRows) and self.chosen
        forms = (_WHOLE, "the whole notebook"), (_NOTED, "the whole notebook with notes")
        return forms if held else ()

    def copy_more(self, form: str) -> None:
        """Copy everything in the book, in its order: in the house style, or for a handover with the notes."""
        rows = self.kept.rows
        if not isinstance(rows, KeptRows):
            return
        kept = [each for each in rows.items if isinstance(each, Kept)]
        if form == _WHOLE:
            self.copy([each.entry for each in kept if each.entry is not None])
            return

        def book() -> str:
            from tui_reader.desk.handover import book_as
            from tui_reader.desk.styles import CopyForm

            return book_as("Notebook" if self.book == BOOK else self.book, kept, CopyForm.MARKDOWN)

        self.copy_made(book)

    def show_again(self) -> None:
        """Show the book as it is now."""
        self._look()

    def _arrange(self, kept: Sequence[tuple[str, str]], words: str) -> None:
        """Set what the book holds, and remember what it held."""
        marks, book = self.newsroom.marks, self.book
        self.reader.done.note(words, partial(marks.arrange, book, marks.kept(book)))
        marks.arrange(book, kept)
        self._look()

    # -- order and notes ----------------------------------------------------------------------------
    def action_shift(self, by: int) -> None:
        """Move the quotation under the cursor down or up."""
        index = self.kept.cursor
        if self.chosen is None:
            return
        held = self.newsroom.marks.kept(self.book)
        self.kept.move_to(min(max(index + by, 0), len(held) - 1))
        self._arrange(moved(held, index, by), "the order of the notebook")

    def action_remove(self) -> None:
        """Take the quotation under the cursor out of the book."""
        chosen = self.chosen
        if chosen is not None:
            held = self.newsroom.marks.kept(self.book)
            self._arrange([each for each in held if each[0] != chosen.id], "taken out of the notebook")
            self.say("taken out of the notebook (U takes it back)")

    def action_note(self) -> None:
        """Write a note on the quotation under the cursor."""
        chosen = self.chosen
        if chosen is None:
            return

        def given(note: str | None) -> None:
            if note is not None:
                held = self.newsroom.marks.kept(self.book)
                self._arrange([(id, note if id == chosen.id else old) for id, old in held], "a note")

        self.app.push_screen(Prompt("note: ", chosen.note), given)

    def action_group(self) -> None:
        """Open another book, a new one where there is none of that name."""
        books = self.newsroom.marks.books()

        def given(name: str | None) -> None:
            if name is not None:
                self._open(open_book(name))

        there = f" ({', '.join(map(safe_text, books))})" if books else ""
        self.app.push_screen(Prompt(f"book{there}: "), given)
