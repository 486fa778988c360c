"""A screen where the reader is always at a quotation (or none): what can be done with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.desk.notebook import BOOK, open_book
from tui_reader.terminal.browser import is_address, open_in_browser, shown_in_browser
from tui_reader.terminal.links import link_of
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.words import evidence_words
from tui_reader.ui.screens.base import ReaderScreen

if TYPE_CHECKING:
    from tui_reader.domain import Explanation, QuotationEntry


_SHOWN = 300  # characters of what was sent that are shown: more than a line has


class QuotingScreen(ReaderScreen):
    """Copying, marking, correcting, asking why: all of the quotation the reader is at."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: dict[str, QuotationEntry] = {}  # to be copied together, in the order they were marked
        self._refused: tuple[str, ...] = ()  # withdrawn quotations that were asked for once

    @property
    def quotation(self) -> QuotationEntry | None:
        """The quotation the keys mean."""
        raise NotImplementedError

    def quotations_meant(self) -> list[QuotationEntry]:
        """Return the marked quotations, else the one the reader is at."""
        quotation = self.quotation
        return list(self.marked.values()) or ([quotation] if quotation else [])

    def action_copy(self) -> None:
        """Copy with attribution in the house style."""
        self.copy(self.quotations_meant())

    def clear_marks(self) -> bool:
        """Take all marks away; say whether there were any."""
        had = bool(self.marked)
        self.marked.clear()
        if had:
            self.redraw_marks()
        return had

    def action_back(self) -> None:
        """Take the marks away, else leave this screen."""
        if self.clear_marks():
            self.say("marks taken away")
        else:
            super().action_back()

    def copy(self, entries: Sequence[QuotationEntry], form: str = "attributed", style: str | None = None) -> None:
        """Send quotations to the reader's clipboard, say which way they went, and show what was sent."""
        if not entries:
            self.say("no quotation here to copy", alert=True)
            return
        entries, held = self._usable(entries)
        if not entries:
            return
        reader = self.reader

        def work() -> tuple[str, str]:
            from tui_reader.desk.advisories import advisory_words
            from tui_reader.desk.styles import CopyForm, also_reported, copy_as

            house_style = reader.house_styles()[style or reader.config.style]
            sent = copy_as(entries, CopyForm(form), house_style)
            notice = reader.send_copy(sent)
            if len(entries) > 1:
                return " · ".join(filter(None, (f"{len(entries)} quotations", held, notice))), sent
            told = (also_reported(entries[0]), advisory_words(entries[0].advisories))
            return " · ".join(filter(None, (notice, held, *told))), sent

        def told(done: tuple[str, str]) -> None:
            notice, sent = done
            self.say(notice)
            self.status.show_answer(safe_text(" ".join(sent.split()), limit=_SHOWN), asked=False)

        self.clear_marks()
        self.ask("copy", work, told, doing="copying")

    def copy_made(self, make: Callable[[], str]) -> None:
        """Send what `make` returns, made off the UI thread, to the reader's clipboard, and say which way it went."""
        self.ask("copy", lambda: self.reader.send_copy(make()), self.say, doing="copying")

    def _usable(self, entries: Sequence[QuotationEntry]) -> tuple[Sequence[QuotationEntry], str]:
        """Return what may be copied, and what is said of the rest: withdrawn words are copied when asked for again."""
        from tui_reader.desk.advisories import copy_warning, is_withdrawn

        kept = [entry for entry in entries if not is_withdrawn(entry.advisories)]
        if len(kept) == len(entries):
            self._refused = ()
            return entries, ""
        if kept:
            return kept, f"{len(entries) - len(kept)} left out: withdrawn by the agency"
        ids = tuple(entry.id for entry in entries)
        if self._refused == ids:
            self._refused = ()
            return entries, ""
        self._refused = ids
        told = safe_text(copy_warning(entries[0].advisories))
        self.say(f"withdrawn, not copied (the same key again copies it, with this warning): {told}", alert=True)
        return [], ""

    def action_link(self) -> None:
        """Open the page of the quotation in the reader's browser, or show and copy its address."""
        quotation = self.quotation
        self.open_link(quotation.url if quotation else None)

    def open_link(self, url: str | None) -> None:
        """Show the address of a page, and open it in `$BROWSER`; where none is named, copy it."""
        if not url:
            self.say("no address is known for this page", alert=True)
            return
        self.status.show_answer(safe_text(url), link=link_of(url, os.environ))
        if shown_in_browser() and is_address(url):
            self.app.open_url(url)
            self.say("handed to your browser; it may ask before it opens another page")
            return
        self.ask("link", lambda: open_in_browser(url) or self.reader.send_copy(url), self.say, doing="opening")

    def more_forms(self) -> Sequence[tuple[str, str]]:
        """Return what else this screen can copy: the name of a form, and its words for the menu."""
        return ()

    def copy_more(self, form: str) -> None:
        """Copy in one of `more_forms`."""
        raise NotImplementedError

    def action_copy_as(self) -> None:
        """Choose another form or house style."""
        entries, more = self.quotations_meant(), self.more_forms()
        if not entries and not more:
            self.say("no quotation here to copy", alert=True)
            return
        from tui_reader.desk.styles import CopyForm, copy_as
        from tui_reader.ui.by_hand import show_by_hand
        from tui_reader.ui.screens.copy_menu import BY_HAND, Choice, CopyMenu

        styles = self.reader.house_styles()

        def chosen(choice: Choice | None) -> None:
            if choice is not None and choice.form in dict(more):
                self.copy_more(choice.form)
            elif choice is not None and choice.form == BY_HAND:
                if shown_in_browser():
                    self.say("in a browser: hold shift, select with the mouse, ctrl+c")
                    return
                show_by_hand(self.app, copy_as(entries, CopyForm.ATTRIBUTED, styles[choice.style]))
            elif choice is not None:
                self.copy(entries, choice.form, choice.style)

        menu = CopyMenu(self.reader.config.style, styles, more, quoted=bool(entries))
        self.app.push_screen(menu, chosen)

    def action_mark(self) -> None:
        """Mark the quotation for copying, or take its mark away."""
        quotation = self.quotation
        if quotation is None:
            return
        if self.marked.pop(quotation.id, None) is None:
            self.marked[quotation.id] = quotation
        self.redraw_marks()
        self.say(f"{len(self.marked)} marked; y copies them" if self.marked else "none marked")

    def redraw_marks(self) -> None:
        """Show which quotations are marked."""

    def action_keep(self) -> None:
        """Put the quotation, or those that are marked, into the notebook."""
        meant = self.quotations_meant()
        if not meant:
            self.say("no quotation here to keep", alert=True)
            return
        marks = self.newsroom.marks
        book = open_book(marks.place("book"))
        before = marks.kept(book)
        new = marks.keep(book, [entry.id for entry in meant])
        if new:
            self.reader.done.note("put into the notebook", partial(marks.arrange, book, before))
        self.clear_marks()
        where = "the notebook" if book == BOOK else f"the notebook {safe_text(book)}"
        self.say(f"{new} put into {where}; b opens it" if new else f"in {where} already; b opens it")

    def action_speaker(self) -> None:
        """Open the speaker's page."""
        quotation = self.quotation
        self.open_speaker(quotation.quotation.speaker if quotation else None)

    def action_correct_speaker(self) -> None:
        """Say by hand who said it; what was said so stays through every later ingest."""
        quotation = self.quotation
        if quotation is None:
            self.say("no quotation here", alert=True)
            return
        from tui_reader.ui.screens.prompt import Prompt

        def given(name: str | None) -> None:
            if name is not None and name != (quotation.quotation.speaker or ""):
                work = partial(self.newsroom.correct_speaker, quotation.id, name or None)
                said = quotation.quotation.speaker
                again = partial(self.newsroom.correct_speaker, quotation.id, said)
                back = again if quotation.corrected else partial(self.newsroom.take_back_correction, quotation.id)

                def corrected(_: None) -> None:
                    self.reader.done.note("a speaker corrected", back)
                    self.speaker_corrected(name)

                self.ask("correct", work, corrected, doing="correcting")

        self.app.push_screen(Prompt("who said it (empty: nobody known): ", quotation.quotation.speaker or ""), given)

    def speaker_corrected(self, name: str) -> None:
        """Show what was corrected."""
        self.say(f"speaker corrected: {name or 'nobody known'}")

    def action_then_and_now(self) -> None:
        """Show what this speaker said on this matter at another time."""
        quotation = self.quotation
        self.open_speaker(quotation.quotation.speaker if quotation else None, now=quotation)

    def action_versions(self) -> None:
        """Show what the outlet changed in the post of the quotation."""
        quotation = self.quotation
        self.open_versions(quotation.post if quotation else None)

    def action_evidence(self) -> None:
        """Say why this speaker, on the rule above the keys."""
        quotation = self.quotation
        if quotation is None:
            return
        self.status.show_answer(evidence_words(quotation))
        said = self.status.said

        def explained(found: tuple[Explanation, ...]) -> None:
            if found and self.status.said == said and not quotation.corrected:
                self.status.show_answer(evidence_words(quotation, found[0]))

        self.ask("explain", partial(self.newsroom.explain, quotation.id), explained)
