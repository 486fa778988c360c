"""What the reporting words of a sentence hold, given to their subjects."""

from __future__ import annotations

from tui_reader.domain import QuotationKind
from tui_reader.quotations.deciding.arbiter import nobody
from tui_reader.quotations.deciding.confidence import NAMES_SELF, RESOLUTIONS, confidence
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.census import names_between
from tui_reader.quotations.people.discourse import GENDER
from tui_reader.quotations.people.entities import FEMALE_ROLES, MALE_ROLES, TITLE_TELLS, Entity
from tui_reader.quotations.people.inside import told_by_another
from tui_reader.quotations.people.pronouns import Said, names_themselves
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.clause_subjects import clause_subject
from tui_reader.quotations.sentence.clauses import is_full_clause, is_title, speaks_first, starts_sentence
from tui_reader.quotations.sentence.lexicon import CAPITAL, POSS, PREP, PRON, QUOTED, ROLE, WRITING, words
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range
from tui_reader.quotations.speech.claims import Claim
from tui_reader.quotations.speech.drafts import Draft, Drafts
from tui_reader.quotations.speech.nearest_verb import nearest_verb
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.quotations.speech.place import LeadIn
from tui_reader.quotations.speech.relayers import find_relayer, names_person, told_name
from tui_reader.quotations.speech.reported_clauses import reports_clause
from tui_reader.quotations.speech.reported_extent import parts_of_report
from tui_reader.quotations.speech.special_frames import Frame
from tui_reader.quotations.speech.venues import find_venue
from tui_reader.quotations.speech.woven import is_named_so

_ASKS, _ANSWERS = words("asking"), words("answering")
_CONTINUING = words("continuing")
_THE_OUTLET = words("the_outlet")
_READ_FROM = 3  # sentences back
_JUST = 2  # sentences in which somebody else named may be whom a pronoun means
_HEARD = 0.8  # of the confidence is left where a court heard the words: somebody said them to it
_WOVEN = 3  # of the reporter's words beside a run that make it part of the reporter's clause
_LEAD_IN = 24  # entries: "Name goes on:" and the like; longer sentences that end in a colon lead in to lists
_WORKS = words("work")
_TURNS = words("meaning")
_TURNED = 3  # entries between the verb and what it turns: "that", whoever is accused
_TERMS = frozenset(("word", "term", "phrase", "expression"))
_WHICH = frozenset(("the", "that", "this"))
_LABELS = frozenset("label tag word term phrase slogan nickname description jibe".split())
_USES = frozenset("use uses used using with by in repeated repeats".split())
_ADDRESSING = frozenset(("tell", "urge"))
_MODALS = frozenset(("should", "must", "ought"))


class SentenceReader:
    """Works sentence by sentence, in reading order."""

    def __init__(self, text: str, people: Speakers, drafts: Drafts) -> None:
        self.text, self.people, self.drafts = text, people, drafts
        self.relayers: dict[int, Attribution] = {}  # frames of the sentence, by identity, and whose they are
        self.told: str | None = None  # the outlet that whoever speaks told, while they go on
        self.outlet: str | None = None  # the last one named
        self.teller: tuple[ReadParagraph, Attribution] | None = None  # who told it, and where

    def read(self, paragraph: ReadParagraph, low: int, high: int) -> LeadIn | None:
        """Give the words of the sentence to who says them; return the frame of a colon that ends the paragraph."""
        narration, discourse = paragraph.narration, self.people.discourse
        discourse.start_sentence(narration, low, high, names_between(paragraph.names, low, high))
        frames = paragraph.frames(low, high)
        leads = narration.low[high - 1] == ":" and high == len(narration.raw)
        if not frames:
            return self._lead_in(paragraph, low, high) if leads else None
        lead_in: LeadIn | None = None
        resolved = self._resolve(paragraph, frames)
        passed_on = {id(frame.within) for frame, _ in resolved if frame.within is not None}
        for frame, by in resolved:
            paragraph.resolved.append((frame, by))
            if by.name and frame.contents:
                paragraph.reporting[low] = by
            self._learn_gender(narration, frame, by)
            if "tell" in frame.cue.classes and not frame.cue.passive:
                told = (n.entity for n in names_between(paragraph.names, frame.cue.stop, frame.cue.stop + 3))
                discourse.told = next(told, None)
            discourse.asked = by.entity if frame.cue.base in _ASKS else None
            said = id(frame) not in passed_on and self._report(paragraph, frame, by, low, high)
            if leads:
                lead_in = LeadIn(Claim("lead-in", "the paragraph before leads in", cue=frame.cue), by, True)
            heard = frame.rule == "passive" and frame.cue.classes & _ADDRESSING and not frame.holds_marks(narration)
            if (said and not heard) or leads:  # "she was told by a doctor that …": she has the floor
                relayer = self._relayer(frame)
                self._spoke(relayer if relayer is not None and relayer.human else by, frame)
        return lead_in

    def _spoke(self, by: Attribution, frame: Frame) -> None:
        self.people.discourse.spoke(by)
        if by.name and by.plural:
            self.people.discourse.note_plural(by.name)
        elif by.name and not by.human and by.how != "unresolved":
            self.people.discourse.note_body(by.name, by.entity)

    def _lead_in(self, paragraph: ReadParagraph, low: int, high: int) -> LeadIn | None:
        """ "The mayor is clear:" without a reporting word."""
        narration = paragraph.narration
        subject = clause_subject(narration, low, high)
        by = None if subject is None else self.people.at(narration, *subject)
        if by is None or by.name is None or high - low > _LEAD_IN:
            return None
        by.confidence = confidence("before-colon", by, False)
        self.people.discourse.spoke(by)
        certain = not _CONTINUING.isdisjoint(narration.low[low:high])
        return LeadIn(Claim("lead-in", "the paragraph before leads in"), by, certain)

    # -- who ----------------------------------------------------------------------------------------------------

    def _resolve(self, paragraph: ReadParagraph, frames: list[Frame]) -> list[tuple[Frame, Attribution]]:
        narration, people = paragraph.narration, self.people
        found: list[tuple[Frame, Attribution]] = []
        self.relayers = {}
        people.discourse.answers = any(frame.cue.base in _ANSWERS for frame in frames)
        at_start: dict[int, Attribution] = {}  # two frames of one subject have one speaker
        for frame in frames:
            outer = frame.within
            if outer is not None and outer.subject is not None and id(outer) not in self.relayers:
                self.relayers[id(outer)] = people.resolve(narration, outer.subject)
            previous = found[-1][1] if found else None
            if frame.subject is None:
                if frame.inherits and previous is not None:
                    found.append((frame, previous))
                continue
            start = narration.start[frame.subject.first]
            said = _said(self.text, narration, frame)
            by = at_start.get(start) or people.resolve(narration, frame.subject, said)
            if frame.doubtful:
                around = None if outer is None else self.relayers.get(id(outer))
                if by.entity is None or around is None or around.entity in (None, by.entity):
                    continue  # "he said that he said": one and the same
                if around.entity.gender == GENDER.get(narration.low[frame.subject.first].partition("'")[0]):
                    continue  # "Anna said that she had told them": Anna, unless there is reason to think otherwise
            at_start[start] = by
            by.confidence = confidence(frame.rule, by, False)
            if frame.cue.base == "hear":
                by.confidence *= _HEARD
            if by.how == "pronoun" and by.entity is not None and names_themselves(by.entity, said[0]):
                by.confidence *= NAMES_SELF
            self.relayers[id(frame)] = by
            found.append((frame, by))
        return found

    def _learn_gender(self, narration: Narration, frame: Frame, by: Attribution) -> None:
        """ "Name says she …": the pronoun right after tells a person, and their gender."""
        if by.entity is None or not frame.contents or frame.inherits or by.entity.body or frame.subject is None:
            return
        begins = frame.subject.first
        if narration.flag[begins] & (PRON | POSS) or not narration.flag[begins] & CAPITAL:
            return  # "He recalls that she …", "Her opponent, Name, says she …": somebody else
        first = frame.contents[-1][0]
        word = narration.low[first].partition("'")[0]
        if word not in ("he", "she") or not _MODALS.isdisjoint(narration.low[first + 1 : first + 2]):
            return  # "said he should resign": somebody else, as often as not
        if by.entity.named_gender == (-1 if word == "she" else 1):
            return  # "Duncan said she knew": somebody else
        if self._is_another(by.entity, 1 if word == "she" else -1):
            return
        by.entity.human += 2
        by.entity.she += TITLE_TELLS if word == "she" else -TITLE_TELLS

    def _is_another(self, entity: Entity, she: int) -> bool:
        """Say whether somebody else of that sex was just named or described, whom the pronoun may mean."""
        last = self.people.discourse.sentences[-_JUST:]
        of_that_sex = FEMALE_ROLES if she > 0 else MALE_ROLES
        if any(not of_that_sex.isdisjoint(s.narration.low[s.low : s.high]) for s in last):
            return True
        return any(
            n.entity is not entity and n.entity.is_human and n.entity.gender == she for s in last for n in s.names
        )

    # -- what ---------------------------------------------------------------------------------------------------

    def _report(self, paragraph: ReadParagraph, frame: Frame, by: Attribution, low: int, high: int) -> bool:
        """Record what the frame reports; say whether it reports anything."""
        narration = paragraph.narration
        contents = frame.contents
        if not contents and low > 0 and low - 1 in narration.run and low - 1 not in paragraph.given:
            contents = [(low - 1, low)]  # "…?" X asks.
        if not contents or by.name is None:
            return False
        self.drafts.new_group()
        start = len(self.drafts.all)
        claim = Claim(frame.rule, by.why, phrase=frame.subject, narration=narration, cue=frame.cue)
        reader, by = by, read_out(self.people, narration, frame, by) or by
        for first, stop in contents:
            runs = [i for i in range(first, stop) if narration.flag[i] & QUOTED and not self.names_work(paragraph, i)]
            if runs:
                others = self._nearer(paragraph, frame, by, runs)
                self.give_runs(paragraph, claim, by, first, stop, [i for i in runs if i not in others])
                self._beside_runs(paragraph, frame, claim, by, first, stop)
            elif paragraph.next_opens and _after_colon(narration, first) and not _runs_from(narration, first):
                self.drafts.add_words(paragraph, first, len(narration.raw), QuotationKind.DIRECT, by, claim)
                paragraph.used_up = True  # the opening mark is missing: the next paragraph goes on with one
            elif _without_marks(narration, frame, first):
                self.drafts.add_words(paragraph, first, len(narration.raw), QuotationKind.BLOCK, by, claim)
                paragraph.used_up = True
            elif reports_clause(narration, frame, first, stop):
                begin = _with_turn(narration, frame, first)
                self.drafts.add_words(paragraph, begin, stop, QuotationKind.INDIRECT, by, claim)
        found = self.drafts.all[start:]
        self._pass_on(paragraph, frame, found, low, high)
        if reader is not by:
            for draft in found:
                draft.via = reader.name
        venue = find_venue(narration, frame, high) if found else None
        if venue is not None:
            self.people.discourse.wrote.update(
                (narration.low[i], by) for i in range(*venue) if narration.flag[i] & WRITING
            )
            for draft in found:
                draft.venue = narration.slice(*venue)
        return bool(found)

    def _nearer(self, paragraph: ReadParagraph, frame: Frame, by: Attribution, runs: list[int]) -> set[int]:
        """Give those of the runs that a reporting word nearer to them gives to somebody else; return them."""
        narration = paragraph.narration
        given: set[int] = set()
        for entry in runs:
            nearest = None if entry in paragraph.given else nearest_verb(narration, entry, frame)
            if nearest is None:
                continue
            claim = Claim("nearest-verb", "nobody is named", narration=narration, cue=nearest.cue)
            teller = nobody()
            if nearest.subject is not None:
                found = told_by_another(self.people, narration, nearest.subject, by)
                if found is None:
                    continue
                teller = found
                teller.confidence = confidence("nearest-verb", teller, False)
                claim = Claim("nearest-verb", teller.why, phrase=nearest.subject, narration=narration, cue=nearest.cue)
            self.drafts.new_group()
            self.give_runs(paragraph, claim, teller, entry, entry + 1, [entry])
            paragraph.given[entry].via = None if frame.relative else by.name
            given.add(entry)
        return given

    def _beside_runs(
        self, paragraph: ReadParagraph, frame: Frame, claim: Claim, by: Attribution, first: int, stop: int
    ) -> None:
        """ "… that the gates would open by Friday and that nobody “…”": the clause without marks is a report."""
        narration = paragraph.narration
        parts = parts_of_report(narration, first, stop)
        for begin, end in parts if len(parts) > 1 else ():
            marked = any(narration.flag[i] & QUOTED for i in range(begin, end))
            if not marked and reports_clause(narration, frame, begin, end):
                self.drafts.add_words(paragraph, begin, end, QuotationKind.INDIRECT, by, claim)

    def names_work(self, paragraph: ReadParagraph, entry: int) -> bool:
        """Say whether the run is a title, or somebody's by the possessive: "Radio North's “Long View” programme"."""
        run = paragraph.run_at(entry)
        narration = paragraph.narration
        if run is None:
            return True
        if entry == 0:
            return False
        if is_named_so(narration, entry) or _is_mentioned(narration, entry):
            return True
        owned = narration.raw[entry - 1].endswith(("'s", "’s"))
        if owned and speaks_first(self.text, run):
            return True  # "Name's “I am sorry” was, many felt, …": Name's words
        if is_title(self.text, run, True) and (owned or _after_work(narration, entry)):
            return True
        if not is_title(self.text, run):
            return False
        return owned or bool(narration.flag[entry - 1] & PREP and narration.low[entry - 1] not in ("as", "of"))

    def give_runs(
        self, paragraph: ReadParagraph, claim: Claim, by: Attribution, first: int, stop: int, runs: list[int]
    ) -> None:
        """Give the runs among the entries `first:stop` to `by`, with the clause they are woven into."""
        narration = paragraph.narration
        count = sum(narration.raw[i][0].isalnum() for i in range(first, stop))
        alone = len(runs) == 1 and not count
        for entry in runs:
            run = paragraph.run_at(entry)
            if entry in paragraph.given or run is None:
                continue
            full = is_full_clause(self.text, run, alone) and (count < _WOVEN or starts_sentence(self.text, run))
            kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
            clause = None if alone or full else paragraph.span(first, stop)
            self.drafts.add_run(paragraph, entry, kind, by, claim, clause)

    # -- who passes it on ---------------------------------------------------------------------------------------

    def _pass_on(self, paragraph: ReadParagraph, frame: Frame, found: list[Draft], low: int, high: int) -> None:
        """Name who passes the words on: whose report they stand in, or the outlet that was told."""
        if not found:
            return
        outer = self._relayer(frame)
        outlet = find_relayer(paragraph.narration, frame, low, high)
        if outlet is None:
            outlet = told_name(paragraph.narration, frame, paragraph.names, low, high)
        if outlet is not None:
            self.told = self._outlet(paragraph, *outlet)
            self.teller = paragraph, found[0].by
        elif outer is not None and not outer.human:
            self.told = outer.name  # "…, the Ledger reports": whoever spoke goes on, not the Ledger
        goes_on = self.teller is not None and self.teller[0] is paragraph and found[0].by.same_as(self.teller[1])
        via = outer.name if outer is not None else self.told if outlet is not None or goes_on else None
        for draft in found:
            if via is not None and draft.by.name != via:
                draft.via = via

    def _outlet(self, paragraph: ReadParagraph, first: int, stop: int) -> str:
        """Return the outlet's name; "the paper" is the one named last, "the prosecutor" whom the text names so."""
        narration = paragraph.narration
        if any(narration.flag[i] & CAPITAL for i in range(first, stop)):
            if not names_person(names_between(paragraph.names, first, stop)):
                self.outlet = narration.slice(first, stop)
        elif self.outlet is not None and narration.low[stop - 1] in _THE_OUTLET:
            return self.outlet
        elif narration.flag[stop - 1] & ROLE and first and narration.low[first - 1] == "the":
            who = self.people.at(narration, first - 1, stop)
            if who.entity is not None and who.entity.named and who.name is not None:
                return who.name
        return narration.slice(first, stop)

    def _relayer(self, frame: Frame) -> Attribution | None:
        return None if frame.within is None else self.relayers.get(id(frame.within))


@rule("read-out", "“…,” she reads: words of what was named lately that can be read, passed on by her")
def read_out(people: Speakers, narration: Narration, frame: Frame, by: Attribution) -> Attribution | None:
    """Not "has read every word of it": her own words."""
    if frame.cue.base != "read" or by.entity is None or by.entity.body:
        return None
    written = people.discourse.writing_near(_READ_FROM, people.cast)
    following = narration.low[frame.cue.stop : frame.cue.stop + 1]
    aloud = frame.before or following in (["from"], ["aloud"], [":"], [","])
    if not aloud or written is None:
        return None
    found = Attribution(written.phrase, "read-out", f"read out: {written.phrase}")
    found.confidence = by.confidence * RESOLUTIONS[found.how]
    return found


def subject_of_sentence(narration: Narration, low: int, high: int) -> Range | None:
    """Return the first clause's subject where a name or a role heads it."""
    subject = clause_subject(narration, low, high)
    if subject is None or not narration.flag[subject[1] - 1] & (CAPITAL | ROLE):
        return None
    return subject


def _said(text: str, narration: Narration, frame: Frame) -> Said:
    """Return the words that a frame gives to its subject: those in marks, and the clauses without."""
    runs = [narration.runs[narration.run[i]] for a, b in frame.contents for i in range(a, b) if i in narration.run]
    clauses = [narration.slice(a, b) for a, b in frame.contents if not any(i in narration.run for i in range(a, b))]
    return " ".join(text[run.start : run.end] for run in runs), " ".join(clauses)


def _is_mentioned(narration: Narration, entry: int) -> bool:
    """Say whether "the word “…”", "the “…” label" only tells which word is meant; whoever uses it says it."""
    if entry and narration.low[entry - 1] in _WHICH and not _LABELS.isdisjoint(narration.low[entry + 1 : entry + 2]):
        return True
    if entry < 3 or narration.low[entry - 1] not in _TERMS or narration.low[entry - 2] != "the":
        return False
    return narration.low[entry - 3] not in _USES


def _after_work(narration: Narration, entry: int) -> bool:
    """Say whether a word for a work stands before the entry: "in his book, “…”", "a clip of “…”"."""
    low, at = narration.low, entry - 1
    if at > 0 and low[at] in (",", "of", "for"):
        at -= 1
    return low[at] in _WORKS


def _with_turn(narration: Narration, frame: Frame, first: int) -> int:
    """Return where a report begins: with the verb where it turns what is said, "refused to resign", "denied that …"."""
    cue = frame.cue
    near = cue.stop <= first <= cue.stop + _TURNED
    return cue.first if near and not frame.before and cue.base in _TURNS else first


def _after_colon(narration: Narration, first: int) -> bool:
    return first > 0 and narration.low[first - 1] == ":" and bool(narration.flag[first] & CAPITAL)


def _without_marks(narration: Narration, frame: Frame, first: int) -> bool:
    """Say whether all that follows is written without marks: "Anna in Hale writes: My shed has gone. …"."""
    return frame.cue.stop == first - 1 and not narration.run and _after_colon(narration, first)


def _runs_from(narration: Narration, first: int) -> bool:
    return any(entry >= first for entry in narration.run)
