"""A paragraph that is being read: its narration, the frames of its sentences, and what of it has been given to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.domain import ParagraphRole, Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.census import Name
from tui_reader.quotations.sentence.lexicon import ANY_CUE, QUOTED
from tui_reader.quotations.sentence.mark_pairing import Run
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.speech.reporting_frames import find_frames
from tui_reader.quotations.speech.special_frames import Frame

if TYPE_CHECKING:
    from tui_reader.quotations.speech.drafts import Draft

_HEADLINE = 16  # words a headline has at most, where no markup tells
_HEADS = (ParagraphRole.HEADLINE, ParagraphRole.SUBHEADING)
_SHORT_RUN = 60  # code points: a headline may end in marked words, not in a speech


class ReadParagraph:
    """One paragraph at work; `given` are the entries of marked words (placeholders) that have their draft."""

    __slots__ = (
        "_frames",
        "given",
        "more_follows",
        "names",
        "narration",
        "next_opens",
        "number",
        "reporting",
        "resolved",
        "role",
        "used_up",
    )

    def __init__(self, narration: Narration, role: ParagraphRole, number: int) -> None:
        self.narration, self.role, self.number = narration, role, number  # number: within its post
        self.names: list[Name] = []
        self.given: dict[int, Draft] = {}
        self.resolved: list[tuple[Frame, Attribution]] = []  # frames of sentences read so far, and whose they are
        self.reporting: dict[int, Attribution] = {}  # first entry of a sentence -> whom it reports
        self.more_follows = False  # a later paragraph of the post says "X goes on:"
        self.next_opens = False  # the next paragraph starts with a mark that continues a speech
        self.used_up = False  # the rest of the paragraph has been given to somebody
        self._frames: dict[int, list[Frame]] = {}

    def unread(self) -> ReadParagraph:
        """Return the paragraph as it was before anything in it was given to anybody."""
        found = ReadParagraph(self.narration, self.role, self.number)
        found.names, found.more_follows, found.next_opens = self.names, self.more_follows, self.next_opens
        return found

    def frames(self, low: int, high: int) -> list[Frame]:
        """Return the reporting frames of the sentence `low:high`, found once."""
        found = self._frames.get(low)
        if found is None:
            flags = self.narration.flag
            cued = next((True for flag in flags[low:high] if flag & (ANY_CUE | QUOTED)), False)
            found = self._frames[low] = find_frames(self.narration, low, high) if cued else []
        return found

    @property
    def is_head(self) -> bool:
        """Whether the paragraph is a headline: by its role, or because it is short and ends like one."""
        if self.role in _HEADS:
            return True
        count = len(self.narration.raw)
        stops = "!?:,…" if self.number == 0 else ".!?:,…"  # the first may end like a sentence
        return 0 < count <= _HEADLINE and self.narration.raw[-1][-1] not in stops and self._ends_openly()

    def _ends_openly(self) -> bool:
        run = self.run_at(len(self.narration.raw) - 1)
        if run is None:
            return True
        last = self.narration.text[run.end - 1]
        stops = self.number > 0 and last == "."
        if len(self.narration.raw) == 1:  # "‘No excuse’" above what it is taken from
            return self.number > 0 and last not in ".!?…," and run.end - run.start < _SHORT_RUN
        return run.end - run.start < _SHORT_RUN and not stops

    @property
    def has_marks(self) -> bool:
        """Whether marked words stand in it."""
        return bool(self.narration.run)

    def span(self, first: int, stop: int) -> Span:
        """Return the code points of the entries `first:stop`."""
        return Span(self.narration.start[first], self.narration.end(stop - 1))

    def run_at(self, entry: int) -> Run | None:
        """Return the run that the entry stands for, if it is a placeholder."""
        index = self.narration.run.get(entry)
        return None if index is None else self.narration.runs[index]

    def is_quoted(self, entry: int) -> bool:
        """Say whether the entry stands for marked words."""
        return bool(self.narration.flag[entry] & QUOTED)
