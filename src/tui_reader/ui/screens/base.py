"""What all screens share: the status line, questions asked in threads, ways to other screens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from tui_reader.domain.unknown import SPEAKER_UNKNOWN
from tui_reader.errors import TuiReaderError
from tui_reader.newsroom import Newsroom
from tui_reader.store.sqlite.connection import COPIED
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import footer_of
from tui_reader.ui.presentation.about import about_event
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.theme import Palette, palette
from tui_reader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui_reader.domain import EventEntry, QuotationEntry
    from tui_reader.store.contract import Trouble
    from tui_reader.store.forgetting import Forgotten
    from tui_reader.ui.app import ReaderApp

_T = TypeVar("_T")
_NEVER_KEPT = frozenset(("escape", "q", "ctrl+q", "ctrl+c", "ctrl+z", "ctrl+l"))
_KEPT = 64  # keys typed ahead that are kept
_ENOUGH = 2  # outlets: with fewer there is nothing to compare
_SLOW = 0.5  # seconds after which a question says that it is being answered


class ReaderScreen(Screen[None]):
    """A screen with a status line at the bottom."""

    BLANK = True  # the widgets cover it: its own lines are not to be styled one by one
    SCOPE: ClassVar[str] = ""
    AUTO_FOCUS = ""  # each screen says what has the focus first

    def __init__(self) -> None:
        super().__init__()
        self.status = StatusLine()
        self._alone = ""  # the event that one outlet alone has, of which that was said
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

    def told_health(self, troubles: Sequence[Trouble]) -> None:
        """Say that the store is damaged, or may lack something, and what to do; nothing where it is whole."""
        if troubles:
            self.say(f"the store is damaged: {troubles[0].what} (tui-reader doctor --check=full)", alert=True)
        elif self.try_to(self.newsroom.was_copied_in_use):
            self.say(COPIED, alert=True)

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

        `esc` takes away an answer before it leaves the screen. While the screen waits for what it is to show, keys
        typed ahead are kept for when it is there.
        """
        if event.key == "escape" and self.status.answers:
            self.status.go_on()
            return True
        if not self.waiting or event.key in _NEVER_KEPT:
            return False
        if len(self._typed_ahead) < _KEPT:
            self._typed_ahead.append((event.key, event.character))
        return True

    def take_paste(self, text: str) -> None:
        """Take pasted text; a screen without a line to type in has no use for it."""

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

    def action_differences(self) -> None:
        """Open the quotations whose words differ between outlets."""
        self.open_differences(None)

    def open_differences(self, among: Collection[str] | None) -> None:
        """Open them; with `among`, those of some quotations alone."""
        from tui_reader.ui.screens.differences import DifferencesScreen

        self.app.push_screen(DifferencesScreen(among))

    def action_undo(self) -> None:
        """Take back what the reader did last; a forgetting is final."""
        step = self.reader.done.last()
        if step is None:
            self.say("nothing to take back")
            return

        def undone(_: object) -> None:
            self.show_again()
            self.say(f"taken back: {step.words}")

        self.ask("undo", step.back, undone, doing="taking it back")

    def show_again(self) -> None:
        """Show what something taken back has changed."""

    def action_notebook(self) -> None:
        """Open the notebook."""
        from tui_reader.ui.screens.notebook import NotebookScreen

        self.app.push_screen(NotebookScreen())

    def action_check(self) -> None:
        """Ask for a draft and hold its quotations against what was printed."""
        from tui_reader.ui.screens.prompt import Prompt

        marks = self.newsroom.marks

        def named(name: str | None) -> None:
            if name:
                from tui_reader.ui.screens.draft import DraftScreen

                marks.set_place("draft", name)
                if not Path(name).expanduser().exists():
                    self.say(f"there is no file {safe_text(name)}: C asks again", alert=True)
                    return
                self.app.push_screen(DraftScreen(Path(name).expanduser()))

        self.app.push_screen(Prompt("draft to check (a file): ", marks.place("draft") or ""), named)

    def open_post(self, post: str, *, quotation: str | None = None, at: int | None = None) -> None:
        """Open a post to read, at a quotation or at an offset of its document."""
        from tui_reader.ui.screens.reading import ReadingScreen

        self.newsroom.marks.set_read([post])
        self.app.push_screen(ReadingScreen(post, quotation=quotation, at=at))

    def open_versions(self, post: str | None) -> None:
        """Open what an outlet changed in a post."""
        if post is None:
            self.say("no post here", alert=True)
            return
        from tui_reader.ui.screens.versions import VersionsScreen

        self.app.push_screen(VersionsScreen(post))

    def open_comparison(self, target: str | None, why_not: str = "this post is part of no event yet") -> None:
        """Open the comparison of an event, or say why there is none.

        What one outlet alone has is said first; asked again at once, the whole event it is part of is compared.
        """
        if target is None:
            self.say(why_not, alert=True)
            return
        again, self._alone = self._alone == target, target
        event = self.try_to(partial(self.newsroom.find_event, target))
        if event is not None and len(event.outlets) < _ENOUGH:
            who = safe_text(event.outlets[0]) if event.outlets else "one outlet"
            if not again:
                self.say(f"only {who} has this; once more compares all of the event")
                return
            target = event.parent or target
        from tui_reader.ui.screens.compare import CompareScreen

        self._alone = ""
        self.app.push_screen(CompareScreen(target))

    def confirm(self, question: str, yes: Callable[[], object]) -> None:
        """Do something that is not undone by a key, once the reader has typed that it is meant."""
        from tui_reader.ui.screens.prompt import Prompt

        def answered(answer: str | None) -> None:
            if answer is not None and answer.casefold() in ("y", "yes"):
                yes()
            else:
                self.say("nothing was changed")

        self.app.push_screen(Prompt(f"{question} (yes or esc): "), answered)

    def forget(self, post: str | None) -> None:
        """Take the page of a post out for good, once the reader has said yes."""
        if post is None:
            self.say("no page here", alert=True)
            return
        found = self.try_to(lambda: self.newsroom.find_forgettable(post))
        if found is None:
            return
        document = found.document
        name = safe_text(document.headline or document.outlet or document.file, limit=50)
        counted = f"{len(document.posts):,} posts, {found.quotations:,} quotations"

        def done(record: Forgotten) -> None:
            swept = "" if record.swept else "; its words leave the file once no other reader is open: forget it again"
            self.say(f"forgotten: {record.posts:,} posts, {record.quotations:,} quotations{swept}")
            self.page_forgotten()

        work = partial(self.newsroom.forget, document.id)
        asked = partial(self.ask, "forget", work, done, doing="forgetting: the store is written anew")
        self.confirm(f"forget “{name}” for good ({counted})?", asked)

    def page_forgotten(self) -> None:
        """Show that the page is gone: what showed it is left."""
        self.dismiss()

    def split_off(self, document: str | None) -> None:
        """Give a page an event of its own, once the reader has said yes."""
        if document is None:
            self.say("no page here", alert=True)
            return
        work = partial(self.newsroom.split_event, [document])

        before = self.try_to(lambda: self.newsroom.event_of(document))

        def done(event: str) -> None:
            if before:
                self.reader.done.note("a page split off", partial(self.newsroom.merge_events, event, before))
            self.say("this page has an event of its own now; later pages keep it so (U takes it back)")

        self.confirm("give this page an event of its own?", partial(self.ask, "split", work, done, doing="splitting"))

    def open_speaker(self, name: str | None, *, now: QuotationEntry | None = None) -> None:
        """Open the page of a speaker (`now`: other times they spoke on that matter), or say why there is none."""
        if not name:
            self.say(SPEAKER_UNKNOWN, alert=True)
            return
        from tui_reader.ui.screens.speaker import SpeakerScreen

        self.app.push_screen(SpeakerScreen(name, now))
