"""What is followed: added, read, muted, grouped, narrowed, removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

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


class SourcesScreen(ReaderScreen):
    """Feeds and pages that are read again and again, by group, with their health."""

    SCOPE = "sources"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of("sources"))

    def __init__(self, *, adding: bool = False) -> None:
        super().__init__()
        self.add_class("sources")
        self._adding = adding  # ask for the first address at once
        self.sources = LineList("Sources", id="sources")

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

    # -- adding and reading -------------------------------------------------------------------------
    def action_add(self) -> None:
        """Ask for an address or a path, and take in what is there."""

        def given(address: str | None) -> None:
            if address:
                self.ask("add", lambda: self._add(address), self._added, doing="reading it")

        self.app.push_screen(Prompt("address of a feed or page, a file, or an OPML list: "), given)

    def _add(self, address: str) -> str:
        """Follow an address or a list and read it; take in a file. Return what came of it."""
        following = self.newsroom.following()
        try:
            added = following.add(address)
        except UnreadableError:
            raise
        except InputError:
            if "://" in address:
                raise
            return self._take_in(address)
        report = following.sync(added.new) if added.new else None
        said = [f"{len(added.new)} new" if added.new else "followed already"]
        if report is not None:
            said.append(told(report))
        return " · ".join([*said, *(" ".join(note) for note in added.notes), *added.refused])

    def _take_in(self, path: str) -> str:
        report = self.newsroom.ingest([path])
        if report.refused:
            return str(report.refused[0].error)
        kept = len(report.kept)
        return f"{kept} taken in" if kept else "taken in before"

    def _added(self, words: str) -> None:
        self.say(safe_text(words))
        self._ask()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        entry = self.entry
        if entry is not None:
            work = partial(self.newsroom.following().sync, [entry.subscription])
            self.ask("read", work, self._was_read, doing="reading it")

    def action_read_all(self) -> None:
        """Read all that is due."""
        self.ask("read", self.newsroom.following().sync, self._was_read, doing="reading what is due")

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
        self._do("change", replace(entry.subscription, **settings))

    def _do(self, what: str, *values: Any) -> None:
        work = partial(getattr(self.newsroom.following(), what), *values)
        self.ask("set", work, lambda _: self._ask(), doing="keeping it")


def told(report: SyncReport) -> str:
    """Return what came of reading, in one line."""
    if not report.looked:
        return "nothing is due"
    new = sum(looked.new for looked in report.looked)
    failed = [looked for looked in report.looked if looked.error]
    words = f"{len(report.looked)} read, {new:,} new"
    return safe_text(f"{words} · {failed[0].error}") if failed else words
