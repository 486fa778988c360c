"""The timeline: one line a post under headings of days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from rich.cells import cell_len
from textual.strip import Strip

from tui_reader.desk.advisories import short_words
from tui_reader.domain import TimelineEntry, TimelineKeys, TimelineSection
from tui_reader.domain.times import before_words
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Line, struck
from tui_reader.ui.presentation.outlets import TAG_WIDTH, OutletSigns
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.times import TIME_WIDTH, basis_words, clock_words, day_words
from tui_reader.ui.theme import Palette

EVENT_MARK = "▸"
QUOTATION_MARK = "❝"
UNREAD_MARK, STAR_MARK = "•", "*"
_CHUNK = 64
_CHUNKS_KEPT = 64
_COUNT_WIDTH = 4  # ❝ and three digits


def heading_line(words: str, width: int, look: Palette) -> Strip:
    """Return a heading among rows: words after a short rule."""
    return Line(width).add(f" ── {words}", look.soft).strip(look.soft)


def section_words(section: TimelineSection, basis: str, *, same_day: bool, first: str = "") -> str:
    """Return the heading of a section: its day, how that is known, whether times are; what its `first` time means."""
    untimed = "time not printed"
    if first.startswith("-"):
        untimed += f"; {first}: {before_words(first)} before the page was taken"
    if same_day:
        return untimed
    day = day_words(date.fromisoformat(section.day)) + basis if section.day else "date not known"
    return day if section.timed else f"{day} · {untimed}"


def post_line(
    entry: TimelineEntry, width: int, look: Palette, signs: OutletSigns, *, unread: bool = False, starred: bool = False,
    timed: bool = True,
) -> Strip:  # fmt: skip
    """Return a post as one line: flag, time, outlet, headline, event mark, number of quotations."""
    line = Line(width)
    line.add(STAR_MARK if starred else UNREAD_MARK if unread else " ", look.accent if starred else look.soft)
    line.gap(1, look.soft).field(clock_words(entry, timed=timed), TIME_WIDTH, look.soft, right=True).gap(1, look.soft)
    line.field(signs.letters(entry.outlet), TAG_WIDTH, signs.style(entry.outlet, look)).gap(1, look.soft)
    count = f"{QUOTATION_MARK}{min(entry.quotations, 999)}" if entry.quotations else ""
    shared = entry.event is not None and entry.event_outlets > 1
    right = (2 if shared else 0) + _COUNT_WIDTH + 1
    room = line.room - right
    changed = "gone" if entry.gone_at else "changed" if entry.revised else ""
    told = short_words(entry.advisories) if entry.advisories else ""
    for words, style in ((changed, look.differ), (told, look.differ), (safe_text(entry.label or ""), look.heading)):
        if words:
            line.add(words, style).gap(1, look.soft)
            room -= cell_len(words) + 1
    words = safe_text(entry.headline or "no headline", limit=4 * max(width, 1))
    line.field(words, max(0, room), struck(look.text if unread else look.soft, entry.advisories))
    if shared:
        line.add(f" {EVENT_MARK}", look.text)
    return line.gap(1, look.text).field(count, _COUNT_WIDTH, look.text, right=True).strip(look.text)


class TimelineRows(Rows):
    """Posts of the timeline by index, a heading before each section; fetched in chunks as they come into view."""

    def __init__(
        self,
        keys: TimelineKeys,
        fetch: Callable[[Sequence[int]], list[TimelineEntry]],
        signs: OutletSigns,
        *,
        unread: Callable[[Iterable[str]], Collection[str]] | None = None,
        starred: Callable[[Iterable[str]], Collection[str]] | None = None,
    ) -> None:
        super().__init__()
        self.keys = keys
        self._fetch = fetch
        self._signs = signs
        self._unread, self._starred = unread, starred
        # Where the headings stand: each section moves the rows after it down by one.
        self._headings = [section.start + number for number, section in enumerate(keys.sections)]
        self._chunks: dict[int, list[TimelineEntry | None]] = {}
        self._flags: dict[str, tuple[bool, bool]] = {}  # unread, starred

    def __len__(self) -> int:
        return len(self.keys) + len(self._headings)

    def selectable(self, index: int) -> bool:
        """Headings are not."""
        return 0 <= index < len(self) and not self._is_heading(index)

    def entry(self, index: int) -> TimelineEntry | None:
        """Return the post at an index; None for a heading, and for a post that was deleted meanwhile."""
        if not self.selectable(index):
            return None
        place = self.place(index)
        chunk = self._chunk(place // _CHUNK)
        return chunk[place % _CHUNK]

    def place(self, index: int) -> int:
        """Return which post, from 0, stands at an index."""
        return index - bisect_right(self._headings, index)

    def index(self, place: int) -> int:
        """Return the index of the post at `place`."""
        return place + sum(1 for section in self.keys.sections if section.start <= place)

    def position(self, index: int) -> str:
        """Return which post it is of how many."""
        return f"{self.place(index) + 1:,}/{len(self.keys):,}"

    def index_of_key(self, key: int | None) -> int | None:
        """Return the index of the post with a key, None where it is not in this timeline."""
        if key is None:
            return None
        try:
            return self.index(self.keys.keys.index(key))
        except ValueError:
            return None

    def forget_flags(self, post: str | None = None) -> None:
        """Ask again whether a post (None: any) is read and starred."""
        if post is None:
            self._flags.clear()
        else:
            self._flags.pop(post, None)

    def flags(self, post: str) -> tuple[bool, bool]:
        """Return whether a post is unread, and whether it is starred."""
        known = self._flags.get(post)
        if known is None:
            self._ask_flags([post])
            known = self._flags[post]
        return known

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        """Return the line of one heading or post."""
        number = bisect_right(self._headings, index) - 1
        section = self.keys.sections[number] if number >= 0 else None
        if self._is_heading(index) and section is not None:
            first = self.entry(index + 1)
            same = number > 0 and self.keys.sections[number - 1].day == section.day
            # In full once, at the top: said on each of many days it would cost a slow line 160 bytes a page.
            basis = basis_words(first.time_basis, short=number > 0) if first else ""
            clock = clock_words(first, timed=section.timed) if first else ""
            words = section_words(section, basis, same_day=same, first=clock)
            return [heading_line(words, width, look)]
        entry = self.entry(index)
        if entry is None:
            return [Line(width).add("         no longer in the store", look.faint).strip(look.faint)]
        unread, starred = self.flags(entry.id)
        timed = section is None or section.timed
        return [post_line(entry, width, look, self._signs, unread=unread, starred=starred, timed=timed)]

    def _is_heading(self, index: int) -> bool:
        place = bisect_right(self._headings, index) - 1
        return place >= 0 and self._headings[place] == index

    def _chunk(self, number: int) -> list[TimelineEntry | None]:
        chunk = self._chunks.get(number)
        if chunk is None:
            if len(self._chunks) > _CHUNKS_KEPT:
                self._chunks.clear()
            wanted = list(self.keys.keys[number * _CHUNK : (number + 1) * _CHUNK])
            found: list[TimelineEntry | None] = list(self._fetch(wanted))
            if len(found) != len(wanted):
                found = [next(iter(self._fetch([key])), None) for key in wanted]
            chunk = self._chunks[number] = found
            self._ask_flags([entry.id for entry in chunk if entry is not None])
        return chunk

    def _ask_flags(self, posts: Sequence[str]) -> None:
        unread = self._unread(posts) if self._unread else ()
        starred = self._starred(posts) if self._starred else ()
        self._flags.update((post, (post in unread, post in starred)) for post in posts)
