"""What is followed: added, read, muted, grouped, narrowed, removed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui_reader.domain.subscription import Subscription
from tui_reader.domain.unknown import OUTLET_UNKNOWN
from tui_reader.errors import InputError, UnreadableError
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.bindings import bindings_of
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.sources import SourceEntry, SourceRows
from tui_reader.ui.screens.base import ReaderScreen
from tui_reader.ui.screens.prompt import Prompt
from tui_reader.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from tui_reader.fetching import SyncReport
    from tui_reader.ingest import IngestReport

_WORK = ("add", "read")  # questions that may take long, and that esc stops


class Stopped(Exception):  # noqa: N818 (nothing went wrong)
    """The reader wants no more of what is being taken in; what was kept is kept."""


class SourcesScreen(ReaderScreen):
    """Feeds and pages that are read again and again, by group, with their health."""

    SCOPE = "sources"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("sources"))

    def __init__(self, *, adding: bool = False) -> None:
        super().__init__()
        self.add_class("sources")
        self._adding = adding  # ask for the first address at once
        self.sources = LineList("Sources", id="sources")
        self._stop = threading.Event()
        self._began = 0.0

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        yield self.sources
        yield self.status

    def on_mount(self) -> None:
        """Ask what is followed."""
        self.sources.show(Rows("…"))
        self.sources.focus()
        self.waiting = "sources"
        self._ask()
        if self._adding:
            self.call_after_refresh(self.action_add)

    def _ask(self) -> None:
        self.ask("sources", self._followed, self._show, doing="listing sources")

    def _followed(self) -> list[SourceEntry]:
        following = self.newsroom.following()
        return [SourceEntry(one, following.state(one), following.health(one)) for one in following.all()]

    def _show(self, entries: list[SourceEntry]) -> None:
        before = self.entry
        rows = SourceRows(entries)
        self.sources.show(rows, rows.index(before.subscription.id if before else None))

    @property
    def entry(self) -> SourceEntry | None:
        """The source under the cursor."""
        rows = self.sources.rows
        return rows.entry(self.sources.cursor) if isinstance(rows, SourceRows) else None

    # -- what takes long ----------------------------------------------------------------------------
    def action_back(self) -> None:
        """Stop what is being read after the page it is at; else leave."""
        if any(map(self.is_asking, _WORK)):
            self._stop.set()
            self.say("stopping; what was kept is kept …")
        else:
            super().action_back()

    def _begin(self) -> None:
        self._stop.clear()
        self._began = time.monotonic()

    def _progress(self, done: int, total: int, name: str) -> None:
        """Say how far it is, from the thread that does it."""
        from tui_reader.ingest.report import progress_words

        far = progress_words(done, total, time.monotonic() - self._began, safe_text(name, limit=40))
        told = f"{far} (esc stops) …"
        self.app.call_from_thread(self.say, told)

    def _progress_or_stop(self, done: int, total: int, name: str) -> None:
        self._progress(done, total, name)
        if self._stop.is_set() and done < total:
            raise Stopped

    # -- adding and reading -------------------------------------------------------------------------
    def action_add(self) -> None:
        """Ask for an address or a path, and take in what is there."""

        def given(address: str | None) -> None:
            if address:
                self._begin()
                self.ask("add", lambda: self._add(address), self._added, doing="reading it")

        self.app.push_screen(Prompt("address of a feed or page, a file, a folder, or an OPML list: "), given)

    def _add(self, address: str) -> str:
        """Follow an address or a list and read it; take in a file, or the pages of a folder. Return what came of it."""
        following = self.newsroom.following()
        if "://" not in address and Path(address).expanduser().is_dir():
            return self._take_in(str(Path(address).expanduser()))
        try:
            added = following.add(address)
        except UnreadableError:
            raise
        except InputError:
            if "://" in address:
                raise
            return self._take_in(address)
        report = self._sync(added.new) if added.new else None
        said = [f"{len(added.new)} followed from now on" if added.new else "followed already"]
        if report is not None:
            said.append(told(report))
        return " · ".join([*said, *(" ".join(note) for note in added.notes), *added.refused])

    def _take_in(self, path: str) -> str:
        from tui_reader.ingest import IngestReport

        report = IngestReport()
        try:
            self.newsroom.ingest([path], progress=self._progress_or_stop, report=report)
        except Stopped:
            return f"stopped: {taken_in(report)}"
        if report.refused and not report.kept:
            return str(report.refused[0].error)
        return taken_in(report)

    def _sync(self, only: Sequence[Subscription] = ()) -> SyncReport:
        return self.newsroom.following().sync(only, progress=self._progress, stopped=self._stop.is_set)

    def _added(self, words: str) -> None:
        self.say(safe_text(words))
        self._ask()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        entry = self.entry
        if entry is not None:
            self._begin()
            work = partial(self._sync, [entry.subscription])
            self.ask("read", work, self._was_read, doing="reading it")

    def action_read_all(self) -> None:
        """Read all that is due."""
        self._begin()
        self.ask("read", self._sync, self._was_read, doing="reading what is due")

    def _was_read(self, report: SyncReport) -> None:
        self.say(told(report), alert=bool(report.failed))
        self._ask()

    # -- settings -----------------------------------------------------------------------------------
    def action_mute(self) -> None:
        """Read it no more until told otherwise, or again."""
        entry = self.entry
        if entry is not None:
            self._set(entry, muted=not entry.subscription.muted)

    def action_group(self) -> None:
        """Ask for the group it stands in."""
        entry = self.entry
        if entry is not None:
            self._prompt(
                "group (empty: none): ", entry.subscription.group or "", lambda t: self._set(entry, group=t or None)
            )

    def action_narrow(self) -> None:
        """Ask for the words one of which an entry must hold to be kept."""
        entry = self.entry
        if entry is not None:
            before = ", ".join(entry.subscription.only)

            def given(text: str) -> None:
                self._set(entry, only=tuple(word for part in text.split(",") if (word := part.strip())))

            self._prompt("keep only entries with one of these words, by commas (empty: all): ", before, given)

    def action_remove(self) -> None:
        """Follow it no longer; what came of it stays."""
        entry = self.entry
        if entry is not None:
            name = safe_text(entry.subscription.title or entry.subscription.url, limit=50)
            self.confirm(f"follow “{name}” no longer?", partial(self._do, "remove", entry.subscription))

    def _prompt(self, question: str, text: str, given: Callable[[str], object]) -> None:
        def answered(answer: str | None) -> None:
            if answer is not None:
                given(answer)

        self.app.push_screen(Prompt(question, text), answered)

    def _set(self, entry: SourceEntry, **settings: Any) -> None:
        self._do("change", entry.subscription._replace(**settings))

    def _do(self, what: str, *values: Any) -> None:
        work = partial(getattr(self.newsroom.following(), what), *values)
        self.ask("set", work, lambda _: self._ask(), doing="keeping it")


def taken_in(report: IngestReport) -> str:
    """Return what was taken in and from whom; a file is read this once."""
    if not report.kept:
        return "taken in before"
    outlets = list(dict.fromkeys(kept.outlet or OUTLET_UNKNOWN for kept in report.kept))
    whose = outlets[0] if len(outlets) == 1 else f"{len(outlets)} outlets"
    pages = f"{len(report.kept):,} {'page' if len(report.kept) == 1 else 'pages'}"
    refused = f", {len(report.refused):,} refused" if report.refused else ""
    return safe_text(f"{pages} of {whose} taken in{refused}; a file is read this once and not followed")


def told(report: SyncReport) -> str:
    """Return what came of reading, in one line."""
    if not report.looked:
        return "nothing is due"
    new = sum(looked.new for looked in report.looked)
    failed = [looked for looked in report.looked if looked.error]
    words = f"{len(report.looked)} read, {new:,} new"
    return safe_text(f"{words} · {failed[0].error}") if failed else words
