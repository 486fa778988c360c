"""Marked words that no reporting word holds: given by what stands around them, or nobody's (titles, terms)."""

from __future__ import annotations

from tui_reader.domain import QuotationKind
from tui_reader.quotations.attribution import LeadIn
from tui_reader.quotations.findings import Collector, Finding, Stretch
from tui_reader.quotations.forms import is_full_clause, is_title
from tui_reader.quotations.lexicon import BODY, ROLE, WRITING, Lexicon
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.phrases import named_person, phrase_after, phrase_before
from tui_reader.quotations.runs import Run
from tui_reader.quotations.speakers import NOBODY, Attribution, Speakers
from tui_reader.quotations.subjects import clause_subject


class Leftovers:
    """Works on a paragraph after its reporting words have been given what is theirs."""

    def __init__(self, text: str, speakers: Speakers, lexicon: Lexicon, collector: Collector) -> None:
        self.text, self.speakers, self.lexicon, self.collector = text, speakers, lexicon, collector
        self.live = False  # on a page of posts a single marked word is the speaker's as well

    def read(self, stretch: Stretch, lead_in: LeadIn | None, floor: Attribution | None) -> None:
        """Give every run of the paragraph that is left. `floor`: who spoke in the paragraph before."""
        for low, high in stretch.narration.sentences:
            for entry in range(low, high):
                if entry not in stretch.given and stretch.narration.run[entry] >= 0:
                    self._give(stretch, entry, low, high, lead_in, floor)

    def _give(
        self, stretch: Stretch, entry: int, low: int, high: int, lead_in: LeadIn | None, floor: Attribution | None
    ) -> None:
        narration = stretch.narration
        run = narration.runs[narration.run[entry]]
        alone = not any(narration.raw[i][0].isalnum() for i in range(low, high) if i != entry)
        full = is_full_clause(self.text, run, self.lexicon, alone)
        by = self._before_colon(narration, entry, low)
        if by is None:
            by = self._whole(stretch, entry, low, lead_in, floor) if alone else None
        if by is None and not alone:
            by = self._woven(stretch, entry, run, low, high, floor)
        self.collector.new_group()
        if by is None:
            spoken = full and (alone or _longer(self.text, run, 5))
            self.collector.add_run(stretch, entry, QuotationKind.DIRECT if spoken else QuotationKind.SCARE, NOBODY)
            return
        kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
        finding = self.collector.add_run(stretch, entry, kind, by)
        self._regroup(stretch, entry, finding)

    def give_headline(self, stretch: Stretch, entry: int, first: int, stop: int, by: Attribution) -> None:
        """Give the run at `entry` of a headline to the speaker named beside it."""
        run = stretch.run_at(entry)
        if run is not None and entry not in stretch.given:
            full = is_full_clause(self.text, run, self.lexicon)
            kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
            clause = None if full or stop - first == 1 else stretch.span(first, stop)
            self.collector.add_run(stretch, entry, kind, by, None, clause)

    def _regroup(self, stretch: Stretch, entry: int, finding: Finding) -> None:
        """Tie the run to the one before it, where both are the same speaker's."""
        before = [at for at in stretch.given if at < entry]
        if before and stretch.given[max(before)].by.name == finding.by.name:
            finding.group = stretch.given[max(before)].group

    def _before_colon(self, narration: Narration, entry: int, low: int) -> Attribution | None:
        """ "The neighbour picks up the tale: …": the subject of the clause before the colon."""
        if entry < low + 2 or narration.low[entry - 1] not in (":", "read", "reads", "reading"):
            return None
        subject = self._beside_colon(narration, entry - 1, low) or self._after_link(narration, entry - 1, low)
        subject = subject or clause_subject(narration, low, entry)
        if subject is None:
            return None
        if narration.low[subject[0]] in ("his", "her") and not self._speaks(narration, subject):
            subject = subject[0], subject[0] + 1  # "Her rules are simple: …"
        by = self.speakers.resolve(narration, subject)
        self.speakers.spoke(by)
        return by.because("the clause before the colon is theirs", 0.7)

    def _after_link(self, narration: Narration, colon: int, low: int) -> tuple[int, int] | None:
        """ "… just after Name spoke the lines: …": the subject of the last clause, if it is a name."""
        for index in range(colon - 1, max(low, colon - 10), -1):
            if narration.low[index] in ("after", "when", "as", "before", "while"):
                end = phrase_after(narration, index + 1, colon)
                named = end is not None and end < colon and narration.raw[index + 1][0].isupper()
                return (index + 1, end) if named and end is not None else None
        return None

    def _speaks(self, narration: Narration, subject: tuple[int, int]) -> bool:
        return any(narration.flag[i] & (ROLE | WRITING | BODY) for i in range(*subject))

    def _beside_colon(self, narration: Narration, colon: int, low: int) -> tuple[int, int] | None:
        """ "… - Name Surname: …", "From the report: …": what stands right before the colon, if it can speak."""
        begin = phrase_before(narration, colon, low)
        if begin is None:
            return None
        if named_person(narration, begin, colon) or narration.flag[colon - 1] & WRITING:
            return begin, colon
        return None

    def _whole(
        self, stretch: Stretch, entry: int, low: int, lead_in: LeadIn | None, floor: Attribution | None
    ) -> Attribution | None:
        """A sentence that is all quotation: whoever leads in, spoke before it, or is named beside it."""
        if lead_in is not None and entry <= 1:
            return lead_in.by.because("the paragraph before leads in", 0.9)
        before = [finding for at, finding in stretch.given.items() if at < entry and finding.by.name]
        if before:
            return max(before, key=lambda f: f.span.start).by.because("the sentence before is theirs", 0.85)
        framed = [by for _, by in stretch.frames if by.name]
        if framed:
            return framed[-1].because("the paragraph names one speaker", 0.75)
        near = [by for stop, by in stretch.subjects if stop == low and self._human(by)]
        if near:
            return near[-1].because("the sentence before is about them", 0.6)
        if floor is not None and (not stretch.is_head):
            return floor.because("the paragraph before is theirs", 0.7)
        return None

    def _human(self, by: Attribution) -> bool:
        return by.person is not None and self.speakers.cast.is_human(by.person)

    def _woven(
        self, stretch: Stretch, entry: int, run: Run, low: int, high: int, floor: Attribution | None
    ) -> Attribution | None:
        """Words woven into a sentence without a reporting word for them."""
        narration = stretch.narration
        if is_title(self.text, run):
            return None
        here = [by for frame, by in stretch.frames if low <= frame.cue.first < high and by.name and frame.contents]
        if here:
            return here[-1].because("the sentence reports their words", 0.6)
        subject = clause_subject(narration, low, entry)
        writing = subject is not None and any(narration.flag[i] & WRITING for i in range(*subject))
        if (
            subject is not None
            and writing
            and not any(w in ("will", "would") for w in narration.low[subject[1] : entry][:14])
        ):
            return self.speakers.resolve(narration, subject).because("the sentence is about what they wrote", 0.5)
        if stretch.is_head or not (_longer(self.text, run, 1) or self.live):
            return None
        before = [finding for at, finding in stretch.given.items() if at < entry and finding.by.name]
        if before:
            return max(before, key=lambda f: f.span.start).by.because("the sentence before is theirs", 0.5)
        return None if floor is None else floor.because("the paragraph before is theirs", 0.45)


def _longer(text: str, run: Run, words: int) -> bool:
    return len(text[run.start : min(run.end, run.start + 100)].split()) > words
