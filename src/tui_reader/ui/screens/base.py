"""What all screens share: the status line, questions asked in threads, copying."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from tui_reader.domain import EventEntry, QuotationEntry
from tui_reader.errors import TuiReaderError
from tui_reader.newsroom import Newsroom
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import footer_of
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.presentation.posts import about_event
from tui_reader.ui.presentation.quotes import evidence_words
from tui_reader.ui.theme import Palette, palette
from tui_reader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui_reader.ui.app import ReaderApp

_T = TypeVar("_T")
_NEVER_KEPT = frozenset(("escape", "q", "ctrl+q", "ctrl+c", "ctrl+z", "ctrl+l"))
_KEPT = 64  # keys typed ahead that are kept
_SLOW = 0.5  # seconds after which a question says that it is being answered


class ReaderScreen(Screen[None]):
    """A screen with a status line at the bottom."""

    SCOPE: ClassVar[str] = ""
    AUTO_FOCUS = ""  # each screen says what has the focus first

    def __init__(self) -> None:
        super().__init__()
        self.status = StatusLine()
        self.waiting = ""  # the question whose answer the screen is to show
        self._typed_ahead: list[tuple[str, str | None]] = []
        self._asked: dict[str, tuple[Worker[Any], Callable[[Any], None], Timer]] = {}

    @property
    def reader(self) -> ReaderApp:
        """The app."""
        return cast("ReaderApp", self.app)

    @property
    def newsroom(self) -> Newsroom:
        """Where everything shown comes from."""
        return self.reader.newsroom

    @property
    def signs(self) -> OutletSigns:
        """Letters and colours of the outlets."""
        return self.reader.signs

    @property
    def look(self) -> Palette:
        """The palette of the theme."""
        return palette(self.app.theme)

    def on_mount(self) -> None:
        """Name the keys that work here, unless the screen did (Textual calls this after the screen's own)."""
        if not self.status.keys:
            self.status.show_keys(footer_of(self.SCOPE, self.reader.keys))

    def say(self, words: str, *, alert: bool = False) -> None:
        """Say something on the status line."""
        self.status.show_notice(words, alert=alert)

    def show_event(self, event: EventEntry | None) -> None:
        """Name an event on the rule above the keys."""
        self.status.show_about(partial(about_event, event, self.signs) if event else "")

    def try_to(self, work: Callable[[], _T]) -> _T | None:
        """Return what quick `work` gives; where the store refuses, say why and return None."""
        try:
            return work()
        except TuiReaderError as error:
            self.say(str(error), alert=True)
            return None

    def _compositor_refresh(self) -> None:
        """Compose no frame that may not be drawn: the newest one follows when it may."""
        if self is self.app.screen and self.reader.hold_frame():
            return
        super()._compositor_refresh()

    # -- keys ---------------------------------------------------------------------------------------
    def take_key(self, event: events.Key) -> bool:
        """Take a key before any binding does; say whether it was taken.

        While the screen waits for what it is to show, keys typed ahead are kept for when it is there.
        """
        if not self.waiting or event.key in _NEVER_KEPT:
            return False
        if len(self._typed_ahead) < _KEPT:
            self._typed_ahead.append((event.key, event.character))
        return True

    def _stop_waiting(self) -> None:
        """Do what was typed ahead, now that it can be."""
        self.waiting = ""
        typed, self._typed_ahead = self._typed_ahead, []
        for key, character in typed:
            self.app.post_message(events.Key(key, character))

    # -- questions that may take a while ------------------------------------------------------------
    def ask(self, question: str, work: Callable[[], _T], done: Callable[[_T], None], *, doing: str = "") -> None:
        """Do `work` in a thread and hand its answer to `done` in the app's own.

        A later call with the same `question` makes the answer of an earlier one void. An error is
        said on the status line.
        """
        self._let_go(question)
        timer = self.set_timer(_SLOW, lambda: self.say(f"{doing or 'looking it up'} …"))
        worker = self.run_worker(work, group=question, name=question, thread=True, exclusive=True, exit_on_error=False)
        self._asked[question] = (worker, done, timer)

    def is_asking(self, question: str) -> bool:
        """Say whether a question waits for its answer."""
        return question in self._asked

    def _let_go(self, question: str) -> None:
        asked = self._asked.pop(question, None)
        if asked is not None:
            asked[2].stop()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take an answer, unless the question was asked again meanwhile."""
        worker = event.worker
        asked = self._asked.get(worker.name)
        if asked is None or asked[0] is not worker or event.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return
        self._let_go(worker.name)
        if worker.name == self.waiting:
            self.call_next(self._stop_waiting)
        if self.status.notice.endswith(" …"):
            self.say("")
        if event.state is WorkerState.SUCCESS:
            asked[1](worker.result)
            return
        error = worker.error
        if not isinstance(error, TuiReaderError) and error is not None:
            self.reader.note_error(error)
        self.say(str(error) or type(error).__name__, alert=True)

    # -- keys that work the same on every screen ----------------------------------------------------
    def action_back(self) -> None:
        """Leave this screen."""
        self.dismiss()

    def action_find(self) -> None:
        """Open the search."""
        from tui_reader.ui.screens.find import FindScreen

        self.app.push_screen(FindScreen())

    def action_events(self) -> None:
        """Open the list of events."""
        from tui_reader.ui.screens.events import EventsScreen

        self.app.push_screen(EventsScreen())

    def open_post(self, post: str, *, quotation: str | None = None, at: int | None = None) -> None:
        """Open a post to read, at a quotation or at an offset of its document."""
        from tui_reader.ui.screens.reading import ReadingScreen

        self.app.push_screen(ReadingScreen(post, quotation=quotation, at=at))

    def open_versions(self, post: str | None) -> None:
        """Open what an outlet changed in a post."""
        if post is None:
            self.say("no post here", alert=True)
            return
        from tui_reader.ui.screens.versions import VersionsScreen

        self.app.push_screen(VersionsScreen(post))

    def open_comparison(self, target: str | None, why_not: str = "this post is part of no event yet") -> None:
        """Open the comparison of an event, or say why there is none."""
        if target is None:
            self.say(why_not, alert=True)
            return
        from tui_reader.ui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(target))

    def open_speaker(self, name: str | None, *, now: QuotationEntry | None = None) -> None:
        """Open the page of a speaker (`now`: other times they spoke on that matter), or say why there is none."""
        if not name:
            self.say("speaker not known", alert=True)
            return
        from tui_reader.ui.screens.speaker import SpeakerScreen

        self.app.push_screen(SpeakerScreen(name, now))


class QuotingScreen(ReaderScreen):
    """A screen where the reader is always at a quotation (or none): what can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: dict[str, QuotationEntry] = {}  # to be copied together, in the order they were marked

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
        """Send quotations to the reader's clipboard and say which way they went."""
        if not entries:
            self.say("no quotation here to copy", alert=True)
            return
        reader = self.reader

        def work() -> str:
            from tui_reader.desk.styles import CopyForm, also_reported, copy_as

            house_style = reader.house_styles()[style or reader.config.style]
            notice = reader.send_copy(copy_as(entries, CopyForm(form), house_style))
            if len(entries) > 1:
                return f"{len(entries)} marked quotations · {notice}"
            also = also_reported(entries[0])
            return f"{notice} · {also}" if also else notice

        self.clear_marks()
        self.ask("copy", work, self.say, doing="copying")

    def copy_link(self, url: str | None) -> None:
        """Show the address of a page and copy it."""
        if not url:
            self.say("no address is known for this page", alert=True)
            return
        self.status.show_answer(safe_text(url))
        self.ask("copy", lambda: self.reader.send_copy(url), self.say, doing="copying")

    def action_copy_as(self) -> None:
        """Choose another form or house style."""
        entries = self.quotations_meant()
        if not entries:
            self.say("no quotation here to copy", alert=True)
            return
        from tui_reader.desk.styles import CopyForm, copy_as
        from tui_reader.ui.by_hand import show_by_hand
        from tui_reader.ui.screens.copy_menu import BY_HAND, Choice, CopyMenu

        styles = self.reader.house_styles()

        def chosen(choice: Choice | None) -> None:
            if choice is not None and choice.form == BY_HAND:
                show_by_hand(self.app, copy_as(entries, CopyForm.ATTRIBUTED, styles[choice.style]))
            elif choice is not None:
                self.copy(entries, choice.form, choice.style)

        self.app.push_screen(CopyMenu(self.reader.config.style, styles), chosen)

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
                self.ask("correct", work, lambda _: self.speaker_corrected(name), doing="correcting")

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
        if quotation is not None:
            self.status.show_answer(evidence_words(quotation))
