"""Quotations in the making, and the paragraph they are found in."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_reader.domain import ParagraphRole, QuotationKind, Span
from tui_reader.quotations.constructions import Frame
from tui_reader.quotations.cues import FoundCue
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.runs import Run
from tui_reader.quotations.verdict import Attribution

_HEADLINE = 16  # words a headline has at most, where no markup tells


@dataclass(slots=True, eq=False, repr=False)
class Finding:
    """A quotation in the making. `group` is the number of the utterance it belongs to."""

    span: Span
    kind: QuotationKind
    by: Attribution
    group: int
    cue: Span | None = None
    clause: Span | None = None
    via: str | None = None
    venue: str | None = None
    run: Run | None = None


@dataclass(slots=True, eq=False, repr=False)
class Stretch:
    """One paragraph at work: its narration, and which entries of it (placeholders) have been given to somebody."""

    narration: Narration
    role: ParagraphRole
    given: dict[int, Finding] = field(default_factory=dict)
    frames: list[tuple[Frame, Attribution]] = field(default_factory=list)
    subjects: dict[int, Attribution] = field(default_factory=dict)  # entry after a sentence -> its subject
    reporting: dict[int, Attribution] = field(default_factory=dict)  # first entry of a sentence -> who it reports
    more_follows: bool = False  # a later paragraph of the post says "X goes on:"
    used_up: bool = False  # the rest of the paragraph has been given to somebody
    next_opens: bool = False  # the next paragraph starts with a mark that continues a speech

    @property
    def is_head(self) -> bool:
        """Say whether the paragraph is a headline: by its role, or because it is short and ends like one."""
        if self.role in (ParagraphRole.HEADLINE, ParagraphRole.SUBHEADING):
            return True
        count = len(self.narration)
        begins = self.narration.paragraph == 0  # where nothing tells a headline apart it may end like a sentence
        stops = "!?:,…" if begins else ".!?:,…"
        return 0 < count <= _HEADLINE and self.narration.raw[-1][-1] not in stops and self._ends_openly()

    def _ends_openly(self) -> bool:
        run = self.run_at(len(self.narration) - 1)
        return run is None or (len(self.narration) > 1 and run.end - run.start < 60)

    def span(self, first: int, stop: int) -> Span:
        """Return the code points of the entries `first:stop`."""
        return Span(self.narration.start[first], self.narration.end[stop - 1])

    def run_at(self, entry: int) -> Run | None:
        """Return the run that the entry stands for, if it is a placeholder."""
        index = self.narration.run[entry]
        return self.narration.runs[index] if index >= 0 else None


class Collector:
    """All findings of a document, and the numbers of their groups."""

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self.group = 0

    def new_group(self) -> None:
        """Start another utterance."""
        self.group += 1

    def add_run(
        self,
        stretch: Stretch,
        entry: int,
        kind: QuotationKind,
        by: Attribution,
        cue: FoundCue | None = None,
        clause: Span | None = None,
    ) -> Finding:
        """Record the run at `entry` as `by`'s words."""
        run = stretch.narration.runs[stretch.narration.run[entry]]
        where = None if cue is None else stretch.span(cue.first, cue.stop)
        finding = Finding(Span(run.start, run.end), kind, by, self.group, where, clause, run=run)
        stretch.given[entry] = finding
        self.found.append(finding)
        return finding

    def add_words(
        self, stretch: Stretch, first: int, stop: int, kind: QuotationKind, by: Attribution, cue: FoundCue | None = None
    ) -> Finding:
        """Record the unmarked entries `first:stop` as `by`'s words, or as a report of them."""
        where = None if cue is None else stretch.span(cue.first, cue.stop)
        finding = Finding(stretch.span(first, stop), kind, by, self.group, where)
        self.found.append(finding)
        return finding
