"""Marked words that no reporting word holds: given by what stands around them, or nobody's (titles, terms)."""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.domain import QuotationKind
from tui_reader.quotations.attribution import LeadIn
from tui_reader.quotations.findings import Collector, Finding, Stretch
from tui_reader.quotations.forms import is_full_clause, is_title, speaks_first
from tui_reader.quotations.lexicon import BODY, ROLE, WRITING, Lexicon
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.phrases import named_person, phrase_after, phrase_before
from tui_reader.quotations.runs import Run
from tui_reader.quotations.speakers import Speakers
from tui_reader.quotations.subjects import clause_subject
from tui_reader.quotations.verdict import NOBODY, Attribution
from tui_reader.text.words import possessor

_LABELS = frozenset("watch listen read live video picture image photo caption".split())
_ASKING = frozenset(("ask", "question", "press", "challenge"))
_CRIES = frozenset("cries shouts chants calls cheers jeers heckles screams yells murmurs mutterings".split())
_SAID = frozenset(
    "claim remark comment comments remarks words description verdict warning promise pledge apology".split()
)
_TERM = 5  # words: outside pages of posts, what is woven in without a reporting word and no longer is a term
# (political news, 32 such runs: 1 right of the 24 shorter ones)


@dataclass(slots=True, eq=False, repr=False)
class _Place:
    """Where a run that is left stands: its entry, its sentence's first, whether that is all quotation, what is near."""

    entry: int
    low: int
    alone: bool
    before: Finding | None
    lead_in: LeadIn | None
    floor: Attribution | None


class Leftovers:
    """Works on a paragraph after its reporting words have been given what is theirs."""

    def __init__(self, text: str, speakers: Speakers, lexicon: Lexicon, collector: Collector) -> None:
        self.text, self.speakers, self.lexicon, self.collector = text, speakers, lexicon, collector
        self.heads: list[Finding] = []  # marked words of the post's headlines that nothing gives to anybody
        self.live = False  # on a page of posts a single marked word is the speaker's as well

    def read(self, stretch: Stretch, lead_in: LeadIn | None, floor: Attribution | None) -> None:
        """Give every run of the paragraph that is left. `floor`: who spoke in the paragraph before."""
        narration = stretch.narration
        before: Finding | None = None  # the run of a known speaker's before the one at hand
        for low, high in narration.sentences:
            words = -1  # of the reporter's in the sentence; counted when first needed
            for entry in range(low, high):
                if narration.run[entry] < 0:
                    continue
                finding = stretch.given.get(entry)
                if finding is None:
                    words = sum(raw[0].isalnum() for raw in narration.raw[low:high]) if words < 0 else words
                    place = _Place(entry, low, words == 0, before, lead_in, floor)
                    finding = self._give(stretch, place)
                if finding.by.name:
                    before = finding

    def _give(self, stretch: Stretch, place: _Place) -> Finding:
        narration = stretch.narration
        run = narration.runs[narration.run[place.entry]]
        full = is_full_clause(self.text, run, self.lexicon, place.alone)
        by = self._before_colon(narration, place.entry, place.low)
        if by is None:
            by = self._whole(stretch, place) if place.alone else self._woven(stretch, run, place)
        self.collector.new_group()
        if by is None:
            spoken = full and (place.alone or _longer(self.text, run, 5))
            kind = QuotationKind.DIRECT if spoken else QuotationKind.SCARE
            finding = self.collector.add_run(stretch, place.entry, kind, NOBODY)
            if stretch.is_head:
                self.heads.append(finding)
            return finding
        kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
        finding = self.collector.add_run(stretch, place.entry, kind, by)
        if place.before is not None and place.before.by.name == by.name:
            finding.group = place.before.group
        return finding

    def give_headline(self, stretch: Stretch, entry: int, first: int, stop: int, by: Attribution) -> None:
        """Give the run at `entry` of a headline to the speaker named beside it."""
        run = stretch.run_at(entry)
        if run is not None and entry not in stretch.given:
            full = is_full_clause(self.text, run, self.lexicon)
            kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
            clause = None if full or stop - first == 1 else stretch.span(first, stop)
            self.collector.add_run(stretch, entry, kind, by, None, clause)

    def _before_colon(self, narration: Narration, entry: int, low: int) -> Attribution | None:
        """ "The neighbour picks up the tale: …": the subject of the clause before the colon."""
        if entry < low + 2 or narration.low[entry - 1] not in (":", "read", "reads", "reading"):
            return None
        subject = self._beside_colon(narration, entry - 1, low) or self._after_link(narration, entry - 1, low)
        subject = subject or clause_subject(narration, low, entry)
        if subject is None or narration.raw[subject[0]][0].isdigit() or narration.low[subject[0]] in _LABELS:
            return None  # "8.33am: …", "Watch: …"
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

    def _whole(self, stretch: Stretch, place: _Place) -> Attribution | None:
        """A sentence that is all quotation: whoever leads in, spoke before it, or is named beside it."""
        if place.lead_in is not None and place.entry <= 1:
            return place.lead_in.by.because("the paragraph before leads in", 0.9)
        near = stretch.subjects.get(place.low)
        if place.before is not None:
            other = near is not None and self._human(near) and near.person is not place.before.by.person
            if near is not None and other and _named_at_start(stretch.narration, place.low):
                return near.because("the sentence before is about them", 0.6)
            return place.before.by.because("the sentence before is theirs", 0.85)
        if near is not None and self._human(near) and _named_at_start(stretch.narration, place.low):
            return near.because("the sentence before is about them", 0.6)
        nearest = self._nearest(stretch, place.entry)
        if nearest is not None:
            return nearest.because("the paragraph names one speaker", 0.75)
        if near is not None and self._human(near):
            return near.because("the sentence before is about them", 0.6)
        if place.floor is not None and not stretch.is_head:
            return place.floor.because("the paragraph before is theirs", 0.7)
        return None

    def _owner(self, narration: Narration, entry: int, run: Run) -> Attribution | None:
        """ "Name's “I am sorry” to …", "Name's “…” remark": a full clause, or what is called somebody's words."""
        surname = possessor(narration.raw[entry - 1]) if entry else None
        called = entry + 1 < len(narration) and narration.low[entry + 1] in _SAID
        if surname is None or not (called or speaks_first(self.text, run, self.lexicon)):
            return None
        begin = phrase_before(narration, entry, 0)
        if begin is None:
            return None
        person = self.speakers.cast.find((*narration.raw[begin : entry - 1], surname))
        if person is None or not self.speakers.cast.is_human(person):
            return None
        return Attribution(person.name, person=person, confidence=0.7, evidence=("their words, by the possessive",))

    def _from_whom(self, narration: Narration, entry: int) -> Attribution | None:
        """ "Shouts of “shame” from the gallery": theirs, if they are told, and nobody's who was named before."""
        first = entry + 2
        after = narration.low[entry + 1 : first + 1]
        if after[:1] not in (["from"], ["among"], ["across"], ["around"]) and after != ["in", "the"]:
            return None
        end = phrase_after(narration, first, len(narration))
        return None if end is None else self.speakers.resolve(narration, (first, end), passing=True)

    def _nearest(self, stretch: Stretch, entry: int) -> Attribution | None:
        """Return who reports before the entry, else right after it; the one who asks does not answer."""
        before = [
            by for frame, by in stretch.frames if frame.cue.first < entry and frame.cue.base.split()[0] not in _ASKING
        ]
        if before:
            return before[-1] if before[-1].name else None
        if any(frame.cue.first < entry for frame, _ in stretch.frames):
            return None
        ends = (stop for first, stop in stretch.narration.sentences if first > entry)
        next_ends = next(ends, entry)
        after = [by for frame, by in stretch.frames if entry < frame.cue.first < next_ends]
        return after[0] if after and after[0].name else None

    def _human(self, by: Attribution) -> bool:
        return by.person is not None and self.speakers.cast.is_human(by.person)

    def _woven(self, stretch: Stretch, run: Run, place: _Place) -> Attribution | None:
        """Words woven into a sentence without a reporting word for them."""
        narration = stretch.narration
        if is_title(self.text, run):
            return None
        if narration.low[max(0, place.entry - 1)] == "of" and narration.low[max(0, place.entry - 2)] in _CRIES:
            return self._from_whom(narration, place.entry)
        owner = self._owner(narration, place.entry, run)
        if owner is not None:
            return owner
        here = stretch.reporting.get(place.low)
        if here is not None:
            return here.because("the sentence reports their words", 0.6)
        subject = clause_subject(narration, place.low, place.entry)
        if subject is not None and any(narration.flag[i] & WRITING for i in range(*subject)):
            verbs = narration.low[subject[1] : min(place.entry, subject[1] + 14)]
            if "will" not in verbs and "would" not in verbs:
                return self.speakers.resolve(narration, subject).because("the sentence is about what they wrote", 0.5)
        if stretch.is_head or not (self.live or _longer(self.text, run, _TERM)):
            return None
        if place.before is not None:
            return place.before.by.because("the sentence before is theirs", 0.5)
        return None if place.floor is None else place.floor.because("the paragraph before is theirs", 0.45)


def _named_at_start(narration: Narration, stop: int) -> bool:
    """Say whether the sentence that ends at entry `stop` holds no quotation and begins with a name."""
    first = next((low for low, high in narration.sentences if high == stop), stop)
    if first == stop or any(narration.run[i] >= 0 for i in range(first, stop)):
        return False
    return any(first <= at <= first + 2 for at, _ in narration.names)


def _longer(text: str, run: Run, words: int) -> bool:
    return len(text[run.start : min(run.end, run.start + 100)].split()) > words
