"""Giving the words of a paragraph to who said them: frames first, then what the context tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_reader.domain import ParagraphRole, QuotationKind, Span
from tui_reader.quotations.cues import FoundCue
from tui_reader.quotations.forms import is_full_clause, reports_clause
from tui_reader.quotations.frames import Frame, find_frames
from tui_reader.quotations.lexicon import CUE, NOUN_CUE, QUOTED, Lexicon
from tui_reader.quotations.narration import Narration, narrate
from tui_reader.quotations.phrases import clause_subject
from tui_reader.quotations.runs import Run
from tui_reader.quotations.speakers import NOBODY, Attribution, Speakers


@dataclass(slots=True)
class Finding:
    """A quotation in the making."""

    span: Span
    kind: QuotationKind
    by: Attribution
    cue: str | None = None
    cue_span: Span | None = None
    clause: Span | None = None
    via: str | None = None
    group: int = 0
    paragraph: int = 0
    run: Run | None = None


@dataclass(slots=True)
class Stretch:
    """One paragraph at work: its narration, its runs, and which of them somebody has been given."""

    narration: Narration
    role: ParagraphRole
    given: dict[int, Finding] = field(default_factory=dict)
    frames: list[tuple[Frame, Attribution]] = field(default_factory=list)


class Attributor:
    """Reads paragraphs in order and collects findings."""

    def __init__(self, text: str, speakers: Speakers, lexicon: Lexicon) -> None:
        self.text, self.speakers, self.lexicon = text, speakers, lexicon
        self.found: list[Finding] = []
        self.groups = 0
        self.open_speech: Finding | None = None  # a run that the paragraph before did not close
        self.floor: Attribution | None = None  # who spoke in the paragraph before
        self.lead_in: tuple[Frame, Attribution, Narration] | None = None  # "She said:" at the end of one

    def new_post(self) -> None:
        """Start a post: nobody has the floor."""
        self.speakers.new_post()
        self.open_speech = self.floor = self.lead_in = None

    def read(self, narration: Narration, role: ParagraphRole) -> Stretch:
        """Attribute everything in one paragraph of the reporter's."""
        stretch = Stretch(narration, role)
        lead_in, self.lead_in = self.lead_in, None
        start = len(self.found)
        self._continue(stretch)
        for low, high in narration.sentences:
            self.speakers.sentence += 1
            self._sentence(stretch, low, high, lead_in)
        self._rest(stretch, lead_in)
        self._inner(stretch)
        self._close(stretch, start)
        return stretch

    # -- one sentence -----------------------------------------------------------------------------------------

    def _sentence(
        self, stretch: Stretch, low: int, high: int, lead_in: tuple[Frame, Attribution, Narration] | None
    ) -> None:
        narration = stretch.narration
        flags = narration.flag
        has_cue = any(
            flags[i] & (CUE | NOUN_CUE) or narration.low[i] in self.lexicon.adjectives for i in range(low, high)
        )
        frames = find_frames(narration, low, high, self.lexicon) if has_cue else []
        if not frames:
            self._note_subject(narration, low, high)
            return
        previous: Attribution | None = None
        for frame in frames:
            by = self._speaker(narration, frame, previous)
            if by is None:
                continue
            previous = by
            stretch.frames.append((frame, by))
            if self._report(stretch, frame, by, low, high):
                self.speakers.spoke(by)

    def _speaker(self, narration: Narration, frame: Frame, previous: Attribution | None) -> Attribution | None:
        if frame.subject is None:
            return previous if frame.inherits else None
        if frame.inherits and previous is not None and previous.span is not None:
            first = frame.subject[0]
            if narration.start[first] == previous.span.start:
                return previous
        return self.speakers.resolve(narration, frame.subject)

    def _note_subject(self, narration: Narration, low: int, high: int) -> None:
        subject = clause_subject(narration, low, high)
        if subject is not None:
            self.speakers.resolve(narration, subject)

    def _report(self, stretch: Stretch, frame: Frame, by: Attribution, low: int, high: int) -> bool:
        """Record what the frame reports; say whether it reports anything."""
        narration = stretch.narration
        contents = frame.contents
        if not contents and low > 0 and narration.run[low - 1] >= 0 and low - 1 not in stretch.given:
            contents = [(low - 1, low)]  # "…?" X asks.
        if not contents and narration.low[high - 1] != ":":
            return False
        if frame.cue.stop >= high - 1 and narration.low[high - 1] == ":" and high == len(narration):
            self.lead_in = (frame, by, narration)
        self.groups += 1
        reported = False
        for first, stop in contents:
            runs = [i for i in range(first, stop) if narration.flag[i] & QUOTED]
            if runs:
                reported = self._marked(stretch, frame, by, first, stop, runs) or reported
            elif reports_clause(narration, frame, first, stop):
                self._add_indirect(stretch, frame, by, first, stop)
                reported = True
        if narration.low[high - 1] == ":" and high == len(narration):
            self.lead_in = (frame, by, narration)
            reported = True
        return reported

    def _marked(self, stretch: Stretch, frame: Frame, by: Attribution, first: int, stop: int, runs: list[int]) -> bool:
        narration = stretch.narration
        done = False
        whole = Span(narration.start[first], narration.end[stop - 1])
        alone = len(runs) == 1 and all(not narration.raw[i][0].isalnum() for i in range(first, stop) if i != runs[0])
        for entry in runs:
            if entry in stretch.given:
                continue
            run = narration.runs[narration.run[entry]]
            full = is_full_clause(self.text, run, self.lexicon)
            kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
            clause = None if alone or full else whole
            self._give(stretch, entry, run, kind, by, frame.cue, clause)
            done = True
        return done

    def _add_indirect(self, stretch: Stretch, frame: Frame, by: Attribution, first: int, stop: int) -> None:
        narration = stretch.narration
        span = Span(narration.start[first], narration.end[stop - 1])
        self.found.append(
            Finding(
                span,
                QuotationKind.INDIRECT,
                by,
                *self._cue(narration, frame.cue),
                group=self.groups,
                paragraph=narration.paragraph,
            )
        )

    def _cue(self, narration: Narration, cue: FoundCue | None) -> tuple[str | None, Span | None]:
        if cue is None:
            return None, None
        span = Span(narration.start[cue.first], narration.end[cue.stop - 1])
        return span.of(self.text), span

    def _give(
        self,
        stretch: Stretch,
        entry: int,
        run: Run,
        kind: QuotationKind,
        by: Attribution,
        cue: FoundCue | None,
        clause: Span | None,
    ) -> Finding:
        narration = stretch.narration
        text, span = self._cue(narration, cue)
        finding = Finding(
            Span(run.start, run.end),
            kind,
            by,
            text,
            span,
            clause,
            group=self.groups,
            paragraph=narration.paragraph,
            run=run,
        )
        stretch.given[entry] = finding
        self.found.append(finding)
        return finding

    # -- what no frame holds ----------------------------------------------------------------------------------

    def _continue(self, stretch: Stretch) -> None:
        """A paragraph that goes on with speech the one before did not close."""
        before = self.open_speech
        narration = stretch.narration
        if before is None or not narration.sentences:
            return
        for entry in range(min(3, len(narration))):
            if narration.run[entry] >= 0:
                run = narration.runs[narration.run[entry]]
                if run.continues:
                    by = before.by.because("the speech began in the paragraph before", before.by.confidence)
                    finding = self._give(stretch, entry, run, QuotationKind.DIRECT, by, None, None)
                    finding.group, finding.via = before.group, before.via
                    self.speakers.spoke(before.by)
                return
            if narration.raw[entry][0].isalnum():
                return

    def _rest(self, stretch: Stretch, lead_in: tuple[Frame, Attribution, Narration] | None) -> None:
        """Runs no frame holds: the speaker of the sentence or paragraph before, or nobody's words."""
        narration = stretch.narration
        for low, high in narration.sentences:
            for entry in range(low, high):
                if narration.run[entry] < 0 or entry in stretch.given:
                    continue
                run = narration.runs[narration.run[entry]]
                full = is_full_clause(self.text, run, self.lexicon)
                alone = all(not narration.raw[i][0].isalnum() for i in range(low, high) if i != entry)
                by = self._by_context(stretch, entry, run, full, alone, lead_in)
                if by is None:
                    kind = (
                        QuotationKind.DIRECT
                        if full and (alone or len(run_words(self.text, run)) > 5)
                        else QuotationKind.SCARE
                    )
                    self.groups += 1
                    self._give(
                        stretch, entry, run, kind, NOBODY if kind is QuotationKind.DIRECT else NOBODY, None, None
                    )
                    continue
                kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
                clause = None if alone or full else self._sentence_span(narration, low, high)
                self._give(stretch, entry, run, kind, by, None, clause)

    def _sentence_span(self, narration: Narration, low: int, high: int) -> Span:
        end = high - 1 if narration.low[high - 1] == "." and high - 1 > low else high
        return Span(narration.start[low], narration.end[end - 1])

    def _by_context(
        self,
        stretch: Stretch,
        entry: int,
        run: Run,
        full: bool,
        alone: bool,
        lead_in: tuple[Frame, Attribution, Narration] | None,
    ) -> Attribution | None:
        narration = stretch.narration
        if lead_in is not None and entry <= 1:
            return lead_in[1].because("the paragraph before leads in", 0.9)
        if run.continues:
            earlier = [finding for finding in stretch.given.values() if finding.span.end <= run.start]
            if earlier:
                return max(earlier, key=lambda f: f.span.start).by.because("the speech goes on", 0.9)
        before = [finding for at, finding in stretch.given.items() if at < entry and finding.by.name]
        framed = [by for frame, by in stretch.frames if by.name]
        if alone and before:
            return max(before, key=lambda f: f.span.start).by.because("the sentence before is theirs", 0.85)
        if alone and framed:
            return framed[-1].because("the paragraph names one speaker", 0.75)
        if alone and full and self.floor is not None:
            return self.floor.because("the paragraph before is theirs", 0.7)
        if not alone and len(run_words(self.text, run)) >= 2:
            if before:
                return max(before, key=lambda f: f.span.start).by.because("the sentence before is theirs", 0.5)
            if self.floor is not None and stretch.role is not ParagraphRole.HEADLINE:
                return self.floor.because("the paragraph before is theirs", 0.45)
        return None

    # -- quotations in quotations -----------------------------------------------------------------------------

    def _inner(self, stretch: Stretch) -> None:
        """Runs inside runs: whose words they are, and who passes them on."""
        narration = stretch.narration
        outer = {narration.run[entry]: finding for entry, finding in stretch.given.items()}
        for index, run in enumerate(narration.runs):
            if run.parent is None or index in outer:
                continue
            around = outer.get(run.parent)
            if around is None or around.run is None:
                continue
            self._nested(stretch, run.parent, around, outer)

    def _nested(self, stretch: Stretch, parent: int, around: Finding, outer: dict[int, Finding]) -> None:
        runs = stretch.narration.runs
        around_run = runs[parent]
        inner = narrate(
            self.text, around_run.start, around_run.end, stretch.narration.paragraph, runs, parent, self.lexicon
        )
        within = Stretch(inner, stretch.role)
        for low, high in inner.sentences:
            for frame in find_frames(inner, low, high, self.lexicon):
                if frame.subject is None:
                    continue
                entries = [i for first, stop in frame.contents for i in range(first, stop) if inner.run[i] >= 0]
                if not entries:
                    continue
                word = inner.low[frame.subject[0]]
                by = around.by if word in ("i", "we") else self.speakers.resolve(inner, frame.subject, passing=True)
                self.groups += 1
                self._marked(within, frame, by, frame.contents[0][0], frame.contents[-1][1], entries)
        for entry in range(len(inner)):
            if inner.run[entry] < 0:
                continue
            finding = within.given.get(entry)
            if finding is None:
                self.groups += 1
                finding = self._give(within, entry, runs[inner.run[entry]], QuotationKind.SCARE, NOBODY, None, None)
            elif finding.by.name != around.by.name:
                finding.via = around.by.name
            outer[inner.run[entry]] = finding

    # -- after the paragraph ----------------------------------------------------------------------------------

    def _close(self, stretch: Stretch, start: int) -> None:
        narration = stretch.narration
        self.open_speech = None
        for entry in sorted(stretch.given):
            finding = stretch.given[entry]
            if finding.run is not None and not finding.run.closed:
                self.open_speech = finding
        said = [f for f in self.found[start:] if f.by.name and f.kind is not QuotationKind.SCARE and f.via is None]
        if said:
            self.floor = said[-1].by
        elif stretch.role in (ParagraphRole.BODY, ParagraphRole.LIST_ITEM) and len(narration):
            self.floor = None


def run_words(text: str, run: Run) -> list[str]:
    """Return the words of a run, cheaply: only for counting a few."""
    return text[run.start : min(run.end, run.start + 200)].split()
