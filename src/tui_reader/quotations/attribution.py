"""What the reporting words of a sentence hold, given to their subjects."""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.domain import QuotationKind
from tui_reader.quotations.cast import TITLE_TELLS
from tui_reader.quotations.constructions import Frame
from tui_reader.quotations.contents import parts_of_report
from tui_reader.quotations.cues import FoundCue
from tui_reader.quotations.findings import Collector, Finding, Stretch
from tui_reader.quotations.forms import is_full_clause, is_title, reports_clause, speaks_first, starts_sentence
from tui_reader.quotations.frames import find_frames
from tui_reader.quotations.lexicon import CUE, NOUN_CUE, PHRASAL, PREP, PRON, QUOTED, ROLE, Lexicon
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.speakers import Speakers
from tui_reader.quotations.subjects import clause_subject
from tui_reader.quotations.venues import find_venue
from tui_reader.quotations.verdict import Attribution


@dataclass(slots=True, eq=False, repr=False)
class LeadIn:
    """A colon that ends a paragraph: who is about to speak. `certain`: a reporting word says so."""

    cue: FoundCue | None
    by: Attribution
    certain: bool


_ASKS, _ANSWERS = frozenset(("ask", "question")), frozenset(("reply", "answer", "respond"))
GOES_ON = frozenset("goes went continues continued going".split())
_READ_FROM = 3  # sentences back
_WOVEN = 3  # of the reporter's words beside a run that make it part of the reporter's clause
_LEAD_IN = 24  # entries: "Name goes on:" and the like; longer sentences that end in a colon lead in to lists


class Attributor:
    """Works sentence by sentence, in reading order."""

    def __init__(self, text: str, speakers: Speakers, lexicon: Lexicon, collector: Collector) -> None:
        self.text, self.speakers, self.lexicon, self.collector = text, speakers, lexicon, collector
        self.relayers: dict[int, Attribution] = {}  # frames of the sentence, by identity, and whose they are

    def read_sentence(self, stretch: Stretch, low: int, high: int) -> LeadIn | None:
        """Give the words of the sentence to who says them; return the frame of a colon that ends the paragraph."""
        narration = stretch.narration
        self.speakers.start_sentence(narration, low, high)
        frames = find_frames(narration, low, high, self.lexicon) if self._has_cue(narration, low, high) else []
        leads = narration.low[high - 1] == ":" and high == len(narration)
        if not frames:
            by = self._note_subject(narration, low, high)
            if by is not None:
                stretch.subjects[high] = by
            if not leads or by is None or by.name is None or high - low > _LEAD_IN:
                return None
            self.speakers.spoke(by)
            return LeadIn(None, by, any(word in GOES_ON for word in narration.low[low:high]))
        self._note_subject_first(narration, low, frames[0])
        resolved = self._resolve(narration, frames)
        passed_on = {id(frame.within) for frame, _ in resolved if frame.within is not None}
        lead_in: LeadIn | None = None
        for frame, by in resolved:
            stretch.frames.append((frame, by))
            if by.name and frame.contents:
                stretch.reporting[low] = by
            self._learn_gender(narration, frame, by)
            self.speakers.asked = by.person if frame.cue.base in _ASKS else None
            said = id(frame) not in passed_on and self._report(stretch, frame, by, low, high)
            if leads:
                lead_in = LeadIn(frame.cue, by, True)
            if said or leads:
                self.speakers.spoke(self._relayer(frame) or by)
        return lead_in

    def _has_cue(self, narration: Narration, low: int, high: int) -> bool:
        flags, lows, adjectives = narration.flag, narration.low, self.lexicon.adjectives
        return any(flags[i] & (CUE | NOUN_CUE | PHRASAL) or lows[i] in adjectives for i in range(low, high))

    def _resolve(self, narration: Narration, frames: list[Frame]) -> list[tuple[Frame, Attribution]]:
        found: list[tuple[Frame, Attribution]] = []
        self.relayers = {}
        self.speakers.answers = any(frame.cue.base in _ANSWERS for frame in frames)
        at_start: dict[int, Attribution] = {}  # two frames of one subject have one speaker
        for frame in frames:
            outer = frame.within
            if outer is not None and outer.subject is not None and id(outer) not in self.relayers:
                self.relayers[id(outer)] = self.speakers.resolve(narration, outer.subject, passing=True)
            previous = found[-1][1] if found else None
            if frame.subject is None:
                if frame.inherits and previous is not None:
                    found.append((frame, previous))
                continue
            start = narration.start[frame.subject[0]]
            by = at_start.get(start) or self.speakers.resolve(narration, frame.subject, passing=frame.doubtful)
            if frame.doubtful:
                around = None if outer is None else self.relayers.get(id(outer))
                if by.person is None or around is None or around.person in (None, by.person):
                    continue  # "he said that he said": one and the same
            at_start[start] = by
            self.relayers[id(frame)] = by
            found.append((frame, by))
        return found

    def _note_subject_first(self, narration: Narration, low: int, frame: Frame) -> None:
        """A pronoun that speaks inside a sentence is most often its subject: "Name has been clear she believes …"."""
        if (
            frame.subject is None
            or frame.before
            or frame.subject[0] <= low + 1
            or narration.raw[frame.subject[0]][0].isupper()
        ):
            return
        subject = clause_subject(narration, low, frame.subject[0])
        if subject is None:
            return
        if narration.raw[subject[1] - 1][0].isupper():
            self.speakers.resolve(narration, subject)
        elif narration.flag[subject[1] - 1] & ROLE and narration.low[subject[1]] != ",":  # no name follows
            self.speakers.enter(self.speakers.resolve(narration, subject))

    def _learn_gender(self, narration: Narration, frame: Frame, by: Attribution) -> None:
        """ "Name says she …": the pronoun right after tells a person, and their gender."""
        if by.person is None or not frame.contents or frame.inherits or by.person.body:
            return
        if frame.subject is not None and narration.flag[frame.subject[0]] & PRON:
            return  # "He recalls that she …": somebody else
        first = frame.contents[-1][0]
        word = narration.low[first].partition("'")[0]
        if narration.low[first + 1 : first + 2] in (["should"], ["must"], ["ought"]):
            return  # "said he should resign": somebody else, as often as not
        if self.speakers.cast.named_gender(by.person) == (-1 if word == "she" else 1):
            return  # "Duncan said she knew": somebody else
        if word in ("he", "she") and narration.raw[frame.subject[0] if frame.subject else 0][0].isupper():
            by.person.human += 2
            by.person.she += TITLE_TELLS if word == "she" else -TITLE_TELLS

    def _note_subject(self, narration: Narration, low: int, high: int) -> Attribution | None:
        subject = clause_subject(narration, low, high)
        return None if subject is None else self.speakers.resolve(narration, subject)

    def _report(self, stretch: Stretch, frame: Frame, by: Attribution, low: int, high: int) -> bool:
        """Record what the frame reports; say whether it reports anything."""
        narration = stretch.narration
        contents = frame.contents
        if not contents and low > 0 and narration.run[low - 1] >= 0 and low - 1 not in stretch.given:
            contents = [(low - 1, low)]  # "…?" X asks.
        if not contents:
            return False
        self.collector.new_group()
        start = len(self.collector.found)
        reader, by = by, self._read_out(narration, frame, by)
        for first, stop in contents:
            runs = [i for i in range(first, stop) if narration.flag[i] & QUOTED and not self._names_work(stretch, i)]
            if runs:
                self.give_runs(stretch, frame, by, first, stop, runs)
                self._beside_runs(stretch, frame, by, first, stop)
            elif (
                stretch.next_opens and _after_colon(narration, first) and not any(r >= 0 for r in narration.run[first:])
            ):
                self._unmarked(stretch, frame, by, first)
            elif reports_clause(narration, frame, first, stop):
                self.collector.add_words(stretch, first, stop, QuotationKind.INDIRECT, by, frame.cue)
        found = self.collector.found[start:]
        self._pass_on(frame, found)
        if reader is not by:
            for finding in found:
                finding.via = reader.name
        venue = find_venue(narration, frame, high) if found else None
        if venue is not None:
            for finding in found:
                finding.venue = narration.slice(*venue)
        return bool(found)

    def _read_out(self, narration: Narration, frame: Frame, by: Attribution) -> Attribution:
        """ "“…,” she reads.": words of what was named lately that can be read, passed on by her."""
        written = self.speakers.writing
        if frame.cue.base != "read" or by.person is None or by.person.body or written is None:
            return by
        aloud = frame.before or narration.low[frame.cue.stop : frame.cue.stop + 1] in (
            ["from"],
            ["aloud"],
            [":"],
            [","],
        )
        if not aloud or self.speakers.sentence - written[1] > _READ_FROM:
            return by  # "has read “every word” of it": his own words
        return Attribution(written[0], confidence=0.6, evidence=(f"read out: {written[0]}", *by.evidence[:1]))

    def _beside_runs(self, stretch: Stretch, frame: Frame, by: Attribution, first: int, stop: int) -> None:
        """ "… that the gates would open by Friday and that nobody “…”": the clause without marks is a report."""
        narration = stretch.narration
        parts = parts_of_report(narration, first, stop)
        for begin, end in parts if len(parts) > 1 else ():
            if not any(narration.flag[i] & QUOTED for i in range(begin, end)) and reports_clause(
                narration, frame, begin, end
            ):
                self.collector.add_words(stretch, begin, end, QuotationKind.INDIRECT, by, frame.cue)

    def _names_work(self, stretch: Stretch, entry: int) -> bool:
        """Say whether the run is a title, or somebody's by the possessive: "Radio North's “Long View” programme"."""
        run = stretch.run_at(entry)
        narration = stretch.narration
        if run is None or entry == 0:
            return False
        if narration.raw[entry - 1].endswith(("'s", "’s")) and speaks_first(self.text, run, self.lexicon):
            return True  # "Name's “I am sorry” was, many felt, …": Name's words
        if not is_title(self.text, run):
            return False
        before = narration.flag[entry - 1] & PREP and narration.low[entry - 1] not in ("as", "of")
        return bool(before) or narration.raw[entry - 1].endswith(("'s", "’s"))

    def give_runs(
        self, stretch: Stretch, frame: Frame, by: Attribution, first: int, stop: int, runs: list[int]
    ) -> None:
        """Give the runs among the entries `first:stop` to `by`, with the clause they are woven into."""
        narration = stretch.narration
        words = sum(narration.raw[i][0].isalnum() for i in range(first, stop))
        alone = len(runs) == 1 and not words
        for entry in runs:
            run = stretch.run_at(entry)
            if entry in stretch.given or run is None:
                continue
            full = is_full_clause(self.text, run, self.lexicon, alone) and (
                words < _WOVEN or starts_sentence(self.text, run)
            )
            kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
            clause = None if alone or full else stretch.span(first, stop)
            self.collector.add_run(stretch, entry, kind, by, frame.cue, clause)

    def _unmarked(self, stretch: Stretch, frame: Frame, by: Attribution, first: int) -> None:
        """Words whose opening mark is missing: the next paragraph goes on with a mark, so these were marked too."""
        narration = stretch.narration
        self.collector.add_words(stretch, first, len(narration), QuotationKind.DIRECT, by, frame.cue)
        stretch.used_up = True

    def _pass_on(self, frame: Frame, found: list[Finding]) -> None:
        """Name who passes the words on, where one report stands inside another."""
        via = self._relayer(frame) if found else None
        for finding in found:
            if via is not None and finding.by.name != via.name:
                finding.via = via.name

    def _relayer(self, frame: Frame) -> Attribution | None:
        return None if frame.within is None else self.relayers.get(id(frame.within))


def _after_colon(narration: Narration, first: int) -> bool:
    return first > 0 and narration.low[first - 1] == ":" and narration.raw[first][0].isupper()
