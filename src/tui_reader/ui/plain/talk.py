"""The conversation: lists by pages, numbers open what stands there, letters ask as the keys of the app do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from tui_reader.desk.advisories import copy_warning, is_withdrawn
from tui_reader.desk.comparing import change_words, heading_words
from tui_reader.domain import EventEntry, Filters, QuotationEntry, SpeakerEntry, TimelineEntry, TimelineKeys
from tui_reader.errors import TuiReaderError
from tui_reader.text.figures import counted
from tui_reader.ui.plain.lines import event_line, post_line, quotation_line, row_lines, speaker_line
from tui_reader.ui.presentation.words import evidence_words

if TYPE_CHECKING:
    from tui_reader.config import Config
    from tui_reader.newsroom import Newsroom

Thing: TypeAlias = "str | TimelineEntry | QuotationEntry | EventEntry | SpeakerEntry"
_PAGE = 10  # things a time: what an ear keeps
_DIGITS = 9  # of a number somebody may mean
_MOST = 200  # results of a search, events of a list
_COMMAND = re.compile(r"\s*([a-zA-Z?/]?)\s*(.*)")
_HELP = (
    "a number: open what has it",
    "enter: more; b: back; t: timeline; e: events",
    "/ words: find what was said, who said it, headlines",
    "i words: only posts that are so, e.g. i outlet:bbc is:quoted; i alone: all again",
    "y number: copy that quotation with its source; B number: put it into the notebook",
    "c number: outlets side by side on the event of that post, or on that event",
    "s number: everything that speaker said; v number: why this speaker",
    "d: quotations that outlets print in different words",
    "q: leave",
)


@dataclass
class View:
    """A list that is read page by page; what is only words has no number."""

    heading: str
    page: Callable[[int, int], Sequence[Thing]]  # what stands from an index on, so many
    at: int = 0
    numbered: list[Thing] = field(default_factory=list)


class Talk:
    """Asks for a line, does what it says, tells what there is. Nothing it prints needs a screen."""

    def __init__(
        self,
        newsroom: Newsroom,
        ask: Callable[[], str | None],
        tell: Callable[[str], object],
        copy: Callable[[str], str],
        config: Config,
    ) -> None:
        self._newsroom, self._ask, self._tell, self._copy, self._config = newsroom, ask, tell, copy, config
        self._refused = ""  # the withdrawn quotation that was asked for once
        self._views: list[View] = []

    def go_on(self) -> None:
        """Talk until the reader leaves."""
        self._tell("tui-reader. ? names the commands, enter goes on, q leaves.")
        self._timeline("")
        while (line := self._ask()) is not None and line.strip() not in ("q", "quit"):
            try:
                self._do(line)
            except TuiReaderError as error:
                self._tell(str(error))

    def _do(self, line: str) -> None:
        found = _COMMAND.fullmatch(line)
        letter, rest = (found[1], found[2].strip()) if found else ("", "")
        if not letter and not rest:
            self._more()
        elif not letter:
            self._open(rest)
        elif letter in _COMMANDS:
            _COMMANDS[letter](self, rest)
        else:
            self._tell(f"{letter} is no command; ? names them")

    # -- lists --------------------------------------------------------------------------------------
    def _show(self, heading: str, page: Callable[[int, int], Sequence[Thing]]) -> None:
        self._views.append(View(heading, page))
        self._tell(heading)
        self._more()

    def _list(self, heading: str, things: Sequence[Thing]) -> None:
        self._show(heading, lambda start, count: things[start : start + count])

    def _more(self) -> None:
        view = self._views[-1]
        things = view.page(view.at, _PAGE)
        view.at += len(things)
        for thing in things:
            if isinstance(thing, str):
                self._tell(thing)
            else:
                view.numbered.append(thing)
                self._tell(f"{len(view.numbered)}. {self._line(thing)}")
        if len(things) < _PAGE:
            self._tell("that is all" if view.at else "nothing here")

    def _line(self, thing: Thing) -> str:
        if isinstance(thing, TimelineEntry):
            return post_line(thing, unread=thing.id not in self._newsroom.marks.read([thing.id]))
        if isinstance(thing, QuotationEntry):
            return quotation_line(thing)
        return event_line(thing) if isinstance(thing, EventEntry) else speaker_line(thing)  # type: ignore[arg-type]

    def _numbered(self, number: str) -> Thing | None:
        """Return what has a number in this list; say so where nothing has."""
        listed = self._views[-1].numbered
        if number.isdecimal() and len(number) < _DIGITS and 0 < int(number) <= len(listed):
            return listed[int(number) - 1]
        self._tell(f"there is no number {number[:_DIGITS]}" if number else "which number?")
        return None

    def _timeline(self, query: str) -> None:
        newsroom = self._newsroom
        unknown = newsroom.not_understood(query)
        if unknown:
            self._tell(f"not understood: {', '.join(unknown)}")
            return
        muted = newsroom.marks.muted()
        keys: TimelineKeys = (
            newsroom.timeline_keys_of(query, None, muted) if query else newsroom.timeline_keys(None, muted)
        )
        heading = f"Timeline{' only ' + query if query else ''}: {counted(len(keys), 'post')}, the latest first"
        self._show(heading, lambda start, count: newsroom.timeline_rows(keys.keys[start : start + count]))

    def _events(self, _: str) -> None:
        self._list("Events, the latest first", self._newsroom.events("", Filters(limit=_MOST)))

    def _find(self, words: str) -> None:
        if not words:
            self._tell("which words?")
            return
        found = self._newsroom.find(words, _MOST)
        self._list(f"Found for {words}", [*found.speakers, *found.quotations, *found.posts])

    def _differences(self, _: str) -> None:
        told: list[Thing] = []
        for each in self._newsroom.differences(filters=Filters(limit=_MOST)):
            told += [each.other, f"  {', '.join(map(change_words, each.changes))}; the fullest:", each.fullest]
        self._list("Quotations that outlets print in different words, the worst first", told)

    def _back(self, _: str) -> None:
        if len(self._views) > 1:
            self._views.pop()
        view = self._views[-1]
        view.at, view.numbered = 0, []
        self._tell(view.heading)
        self._more()

    # -- one thing ----------------------------------------------------------------------------------
    def _open(self, number: str) -> None:
        thing = self._numbered(number)
        if isinstance(thing, TimelineEntry):
            self._read(thing.id)
        elif isinstance(thing, QuotationEntry):
            self._read(thing.post, at=thing)
        elif isinstance(thing, SpeakerEntry):
            self._speaker_named(thing.name)
        elif isinstance(thing, EventEntry):
            self._compared(thing.id)

    def _read(self, post: str, *, at: QuotationEntry | None = None) -> None:
        detail = self._newsroom.post(post)
        self._newsroom.marks.set_read([post])
        text, own = detail.document.text, detail.document.posts[detail.position]
        paragraphs: list[Thing] = [part.span.of(text) for part in own.paragraphs]
        lead: list[Thing] = [f"You came for: {quotation_line(at, placed=False)}"] if at else []
        said: list[Thing] = ["Quotations of this post:", *detail.quotations] if detail.quotations else []
        self._list(post_line(detail.entry, unread=False), [*lead, *paragraphs, *said])

    def _compare(self, number: str) -> None:
        thing = self._numbered(number)
        event = thing.id if isinstance(thing, EventEntry) else getattr(thing, "event", None)
        if isinstance(thing, QuotationEntry):
            event = self._newsroom.post(thing.post).entry.event
        if event:
            self._compared(event)
        elif thing is not None:
            self._tell("this is part of no event yet")

    def _compared(self, event: str) -> None:
        comparison = self._newsroom.compare(event)
        rows = [row for row in comparison.rows if len(row.cells) > 1] or list(comparison.rows)

        def page(start: int, count: int) -> Sequence[Thing]:
            shown = rows[start : start + count]
            lines: list[Thing] = []
            for number, row in enumerate(shown, start + 1):
                title, *words = row_lines(row, comparison)
                lines += [f"Row {number} of {len(rows)}: {title}", *words]
            return lines

        self._show(f"{comparison.title}. {heading_words(comparison)}. {counted(len(rows), 'row')}", page)

    def _speaker(self, number: str) -> None:
        thing = self._numbered(number)
        if isinstance(thing, QuotationEntry) and thing.quotation.speaker:
            self._speaker_named(thing.quotation.speaker)
        elif isinstance(thing, SpeakerEntry):
            self._speaker_named(thing.name)
        elif thing is not None:
            self._tell("no speaker is known here")

    def _speaker_named(self, name: str) -> None:
        entries = self._newsroom.speaker_quotations(name)
        self._list(f"{name}: {counted(len(entries), 'quotation')}", entries)

    def _quotation(self, number: str) -> QuotationEntry | None:
        thing = self._numbered(number)
        if thing is not None and not isinstance(thing, QuotationEntry):
            self._tell(f"{number} is no quotation: open it first")
        return thing if isinstance(thing, QuotationEntry) else None

    def _copied(self, number: str) -> None:
        entry = self._quotation(number)
        if entry is not None:
            from tui_reader.desk.house_style import find_style, read_styles

            style = find_style(self._config.style, read_styles(self._config.styles, "config.toml"))
            if is_withdrawn(entry.advisories) and self._refused != entry.id:
                self._refused = entry.id
                self._tell(f"withdrawn, not copied (y again copies it): {copy_warning(entry.advisories)}")
                return
            self._refused = ""
            self._tell(self._copy(self._newsroom.copy_text(entry.id, style)))

    def _kept(self, number: str) -> None:
        entry = self._quotation(number)
        if entry is not None:
            from tui_reader.desk.notebook import open_book

            marks = self._newsroom.marks
            new = marks.keep(open_book(marks.place("book")), [entry.id])
            self._tell("put into the notebook" if new else "in the notebook already")

    def _why(self, number: str) -> None:
        entry = self._quotation(number)
        if entry is not None:
            self._tell(evidence_words(entry, next(iter(self._newsroom.explain(entry.id)), None)))

    def _help(self, _: str) -> None:
        for line in _HELP:
            self._tell(line)


_COMMANDS: dict[str, Callable[[Talk, str], None]] = {
    "t": lambda talk, _: talk._timeline(""),
    "i": Talk._timeline,
    "e": Talk._events,
    "/": Talk._find,
    "d": Talk._differences,
    "b": Talk._back,
    "c": Talk._compare,
    "s": Talk._speaker,
    "y": Talk._copied,
    "B": Talk._kept,
    "v": Talk._why,
    "?": Talk._help,
}
