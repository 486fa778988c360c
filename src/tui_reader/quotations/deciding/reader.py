"""Paragraph by paragraph: frames, what is left, what is nested, and who holds the floor from one to the next."""

from __future__ import annotations

from tui_reader.domain import ParagraphRole, QuotationKind
from tui_reader.quotations.deciding.arbiter import carry, decide, nobody, resolve_claim
from tui_reader.quotations.deciding.confidence import RESOLUTIONS, confidence
from tui_reader.quotations.deciding.headline_echoes import give_echoes
from tui_reader.quotations.deciding.nested import read_block, read_nested
from tui_reader.quotations.deciding.sentences import SentenceReader
from tui_reader.quotations.deciding.set_off import SetOff, block_claim
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.entities import Entity
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.clause_subjects import clause_subject
from tui_reader.quotations.sentence.clauses import is_full_clause
from tui_reader.quotations.sentence.lexicon import words
from tui_reader.quotations.sentence.noun_phrases import Range
from tui_reader.quotations.speech.blocks import is_list_item, issues_this
from tui_reader.quotations.speech.claims import Claim
from tui_reader.quotations.speech.drafts import Draft, Drafts
from tui_reader.quotations.speech.headlines import headline_parts
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.quotations.speech.place import LeadIn, Place
from tui_reader.quotations.speech.posted import talk
from tui_reader.quotations.speech.printed_turns import printed_turns
from tui_reader.quotations.speech.turns import Turn, continues_turn, without_asides

_ASKS = words("asking")
_ENDS = (".", "?", "!", ":", "…")
_HEADS = 2  # paragraphs with which a page begins: a name alone there is who wrote it
_HEAD = 9  # entries of a line that is a name
_SPOKEN = 5  # words: a full clause no shorter is speech though nobody is named; a shorter one is a term


class Reader:
    """The state that goes from paragraph to paragraph of a post. `everything`: keep why each claim lost."""

    def __init__(self, text: str, people: Speakers, live: bool, interviewer: str | None, everything: bool) -> None:
        self.text, self.people, self.live = text, people, live
        self.interviewer, self.everything = interviewer, everything
        self.drafts = Drafts()
        self.sentences = SentenceReader(text, people, self.drafts)
        self._begin()

    def _begin(self) -> None:
        self.floor: Attribution | None = None  # who spoke in the paragraph before
        self.lead_in: LeadIn | None = None  # "She said:" at the end of the paragraph before
        self.unclosed: Draft | None = None  # speech the paragraph before did not close
        self.offered: Attribution | None = None  # "here is Name on the plan": who may speak next
        self.block: Draft | None = None  # the last paragraph of a block that is going on
        self.ended = False  # the markup that stated the block
        self.stated: list[Draft] = []  # the paragraphs of a block that markup states, whose credit may follow
        self.listing = False  # the paragraph before was an item of a list
        self.turn: Turn | None = None  # the turn that is going on
        self.heads: list[Draft] = []  # marked words of headlines that nothing gives to anybody

    def read_post(self, paragraphs: list[ReadParagraph]) -> None:
        """Read a post: another has another floor."""
        start = len(self.drafts.all)
        self._begin()
        self.people.discourse.new_post()
        turns = printed_turns(paragraphs, self.people.cast) or talk(paragraphs, self.people, self.interviewer)
        for index, paragraph in enumerate(paragraphs):
            self.people.discourse.paragraph += 1
            self.people.discourse.next_name = _first_named(paragraphs[index + 1 : index + 2])
            self._read(paragraph, turns.get(paragraph.number))
        give_echoes(self.text, self.heads, self.drafts.all[start:])

    def _read(self, paragraph: ReadParagraph, turn: Turn | None) -> None:
        """Record everything in one paragraph."""
        if not len(paragraph.narration.raw) or paragraph.role is ParagraphRole.SPEAKER:
            return
        if paragraph.role is ParagraphRole.CREDIT:
            self._credit(paragraph)
            return
        if self._take_turn(paragraph, turn):
            return
        listed = is_list_item(paragraph)
        if self.listing and not listed:
            self.lead_in = None  # it led in the list, which has ended
        self.listing = listed
        if paragraph.role is not ParagraphRole.BLOCK_QUOTATION:
            self.stated = []
        if self._heading(paragraph):
            return
        offered = self._offer(paragraph)
        if offered is None and (self._set_off(paragraph) or self._listed(paragraph)):
            return
        lead_in, self.lead_in, self.block, self.offered = self.lead_in, None, None, offered
        start = len(self.drafts.all)
        before, self.unclosed = self.unclosed, None
        if before is not None and any(run.continues for run in paragraph.narration.runs[:1]):
            self.people.discourse.spoke(before.by)
        self._headline(paragraph)
        done = 0
        last: Draft | None = None
        for low, high in paragraph.narration.sentences:
            self.lead_in = self.sentences.read(paragraph, low, high) or self.lead_in
            if before is not None and low == 0:
                self._continue(paragraph, before)
            last = self._what_is_left(paragraph, low, high, lead_in, last)
            done = high
            if paragraph.used_up:
                break
        read_nested(self.sentences, paragraph, self.everything)
        if paragraph.is_head:
            self.heads += [
                d for d in self.drafts.all[start:] if d.run is not None and (d.by.name is None or _unnamed(d.by))
            ]
        self._close(paragraph, start, done)

    # -- what no reporting word holds -----------------------------------------------------------------------------

    def _what_is_left(
        self, paragraph: ReadParagraph, low: int, high: int, lead_in: LeadIn | None, before: Draft | None
    ) -> Draft | None:
        """Give every run of the sentence that is left; return the last draft of a known speaker's so far."""
        narration = paragraph.narration
        if not narration.run:
            return before
        entries = [i for i in range(low, high) if i in narration.run]
        alone = bool(entries) and not any(narration.raw[i][0].isalnum() for i in range(low, high))
        for entry in entries:
            draft = paragraph.given.get(entry)
            if draft is None:
                place = Place(self.text, paragraph, entry, low, narration.runs[narration.run[entry]])
                place.alone, place.before, place.lead_in, place.floor = alone, before, lead_in, self.floor
                place.live, place.discourse = self.live, self.people.discourse
                draft = self._give(paragraph, place)
            if draft.by.name:
                before = draft
        return before

    def _give(self, paragraph: ReadParagraph, place: Place) -> Draft:
        claim, by, lost = decide(place, self.people, self.everything)
        full = is_full_clause(self.text, place.run, place.alone)
        self.drafts.new_group()
        if by.name is None:
            spoken = full and (place.alone or _longer(self.text, place.run.start, place.run.end))
            kind = QuotationKind.DIRECT if spoken else QuotationKind.SCARE
            draft = self.drafts.add_run(paragraph, place.entry, kind, by, claim)
        else:
            kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
            draft = self.drafts.add_run(paragraph, place.entry, kind, by, claim)
            if claim.phrase is not None:
                self.people.discourse.spoke(by)
            if place.before is not None and place.before.by.same_as(by):
                draft.group = place.before.group
                draft.via = place.before.via
        draft.lost = lost
        return draft

    def _headline(self, paragraph: ReadParagraph) -> None:
        """ "Name: words", "words - Name"."""
        parts = headline_parts(paragraph, self.people)
        if parts is None:
            return
        narration = paragraph.narration
        where, (first, stop) = parts
        claim = Claim("headline-label", "named beside the headline's words", narration=narration)
        by = self.people.at(narration, *where)
        if by.name is None:
            return
        by.confidence = confidence(claim.rule, by, False)
        self.people.discourse.spoke(by)
        self.drafts.new_group()
        runs = [i for i in range(first, stop) if i in narration.run]
        for entry in runs:
            full = is_full_clause(self.text, narration.runs[narration.run[entry]])
            clause = None if full or stop - first == 1 else paragraph.span(first, stop)
            kind = QuotationKind.DIRECT if full else QuotationKind.MIXED
            self.drafts.add_run(paragraph, entry, kind, by, claim, clause)
        if not runs and stop - first >= 3:
            self.drafts.add_words(paragraph, first, stop, QuotationKind.INDIRECT, by, claim)

    @rule("heading", "A name alone on a line gives the marked paragraphs below to it")
    def _heading(self, paragraph: ReadParagraph) -> bool:
        """ "Name Surname", "Name Surname (on the penalty)": also what stands in brackets behind it."""
        narration, name = paragraph.narration, next(iter(paragraph.names), None)
        count = len(narration.raw)
        if name is None or name.role_first or not paragraph.next_opens or paragraph.number < _HEADS or count > _HEAD:
            return False
        bracketed = name.stop < count and narration.raw[name.stop] == "(" and narration.raw[-1] == ")"
        if name.stop - name.first < 2 or not name.entity.is_human or not (name.stop == count or bracketed):
            return False
        by = self.people.at(narration, name.first, name.stop)
        by.confidence = RESOLUTIONS[by.how]
        self.people.discourse.spoke(by)
        self.lead_in = LeadIn(Claim("heading", "named in the line above"), by, True)
        self.block = self.unclosed = None
        return True

    # -- set off ----------------------------------------------------------------------------------------------

    def _set_off(self, paragraph: ReadParagraph) -> bool:
        """Record the paragraph as a block, if it is one."""
        found = self._block_claim(paragraph)
        if found is None:
            return False
        if self.block is None:
            self.drafts.new_group()
        claim, by = found
        self._block(paragraph, 0, len(paragraph.narration.raw), claim, by)
        self.ended = paragraph.role is ParagraphRole.BLOCK_QUOTATION  # where its markup ends, so do the words
        if self.ended and self.block is not None:
            self.stated.append(self.block)
        return True

    def _block_claim(self, paragraph: ReadParagraph) -> tuple[Claim, Attribution] | None:
        place = SetOff(paragraph, self.live)
        place.lead_in, place.block, place.ended = self.lead_in, self.block, self.ended
        place.offered, place.floor = self.offered, self.floor
        claim = block_claim(place)
        return None if claim is None else (claim, resolve_claim(claim, self.people))

    def _block(self, paragraph: ReadParagraph, first: int, stop: int, claim: Claim, by: Attribution) -> None:
        """Record the entries as words set off, and what is reported or marked inside them."""
        draft = self.drafts.add_words(paragraph, first, stop, QuotationKind.BLOCK, by, claim)
        self.lead_in = self.unclosed = self.offered = None
        self.block, self.floor = draft, by
        self.people.discourse.spoke(by)
        read_block(self.sentences, paragraph, draft, self.live)

    def _credit(self, paragraph: ReadParagraph) -> None:
        """Give the block before to whom its credit names."""
        by = credited(paragraph)
        if by is not None and self.stated:
            for draft in self.stated:
                draft.by, draft.claim = by, Claim("credit", by.why)
            self.floor = by
            self.people.discourse.spoke(by)
        self.stated, self.block, self.lead_in = [], None, None

    @rule("list-item", "The items of a list that “she says:” leads in are reports of hers")
    def _listed(self, paragraph: ReadParagraph) -> bool:
        """Record the item; say whether it is one."""
        narration, lead_in = paragraph.narration, self.lead_in
        if lead_in is None or lead_in.claim.cue is None or not is_list_item(paragraph):
            return False  # "Four of them are shut:" lets nobody speak
        if paragraph.has_marks or narration.raw[-1] == ":":
            return False
        first = next((i for i, raw in enumerate(narration.raw) if raw[0].isalnum()), len(narration.raw))
        stop = len(narration.raw) - (narration.raw[-1] == "." and len(narration.raw) > first + 1)
        if stop > first:
            claim = Claim("list-item", "an item of the list they lead in", lead_in.by)
            by = resolve_claim(claim, self.people)
            self.drafts.add_words(paragraph, first, stop, QuotationKind.INDIRECT, by, claim)
        return True

    def _offer(self, paragraph: ReadParagraph) -> Attribution | None:
        """Return whose words a page of posts offers: "And here is Name on the plan.", "Name has issued this."."""
        if not self.live:
            return None
        narration = paragraph.narration
        issued = issues_this(narration)
        where: Range | None = None
        if issued is not None:
            where = clause_subject(narration, *issued)
        else:
            first = narration.low[0] in ("and", "now")
            offers = narration.low[first : first + 2] == ["here", "is"] or "here's" in narration.low[first : first + 1]
            name = paragraph.names[0] if offers and paragraph.names else None
            if name is not None and name.first <= first + 3 and name.entity.is_human:
                where = name.first, name.stop
        by = self.people.at(narration, *where) if where is not None else None
        if by is None or by.name is None:
            return None
        by.confidence = confidence("block-offered", by, False)
        return by

    # -- turns ------------------------------------------------------------------------------------------------

    def _take_turn(self, paragraph: ReadParagraph, turn: Turn | None) -> bool:
        """Record a turn of a talk: the words after its label, or all of it; asides in brackets are nobody's."""
        narration = paragraph.narration
        if turn is None:
            more = self.turn is not None and not self.turn.marked and self.block is not None
            if not more or not continues_turn(paragraph):
                self.block = None if self.turn is not None else self.block
                self.turn = None
                return False
            turn = self.turn.more() if self.turn else None
        if turn is None:
            return False
        claim = Claim(turn.rule, _TURN_WHY[turn.asks])
        by = self._of_turn(paragraph, turn, claim)
        goes_on = self.turn is not None and turn.by is not None and self.turn.by is turn.by
        group = self.block.group if goes_on and self.block is not None else None
        self.turn = turn
        self.people.discourse.start_sentence(narration, 0, len(narration.raw), paragraph.names)
        self.drafts.new_group()
        if turn.marked:
            for entry in narration.run:
                self.drafts.add_run(paragraph, entry, QuotationKind.DIRECT, by, claim)
            self.people.discourse.spoke(by)
            read_nested(self.sentences, paragraph, self.everything)
            self.floor, self.block = by, None
            return True
        for first, stop in without_asides(paragraph, turn.begin):
            self._block(paragraph, first, stop, claim, by)
            if group is not None and self.block is not None:
                self.block.group = group
        return True

    def _of_turn(self, paragraph: ReadParagraph, turn: Turn, claim: Claim) -> Attribution:
        if turn.by is not None:
            turn.by.confidence = confidence(claim.rule, turn.by, False)
            return turn.by
        if turn.said_by is None:
            return nobody()
        entity, span = turn.entity, paragraph.span(*turn.label) if turn.label[1] else None
        role = entity.role if entity is not None else None
        text = span.of(self.text) if span is not None else None
        by = Attribution(turn.said_by, "label", claim.why, text, span, role, entity, True)
        by.confidence = confidence(claim.rule, by, False)
        return by

    # -- from paragraph to paragraph --------------------------------------------------------------------------

    @rule("open-speech", "Marks that open before the paragraph before has closed its own go on with its words")
    def _continue(self, paragraph: ReadParagraph, before: Draft) -> None:
        """Give the run, unless it has a tag of its own."""
        for entry in range(min(3, len(paragraph.narration.raw))):
            run = paragraph.run_at(entry)
            if run is None or not run.continues:
                continue
            if entry not in paragraph.given:
                claim = Claim("open-speech", "the speech began in the paragraph before", before.by)
                by = carry(before.by, claim.rule)
                draft = self.drafts.add_run(paragraph, entry, QuotationKind.DIRECT, by, claim)
                draft.group, draft.via = before.group, before.via
            return

    def _close(self, paragraph: ReadParagraph, start: int, done: int) -> None:
        """Remember for the next paragraph who spoke in this one and whether a speech is open."""
        for entry in sorted(paragraph.given):
            draft = paragraph.given[entry]
            if draft.run is not None and not draft.run.closed:
                self.unclosed = draft
        said = [d for d in self.drafts.all[start:] if d.by.name and (d.via is None or d.via == self.sentences.told)]
        if said:
            self.floor = said[-1].by
            if paragraph.next_opens and said[-1].run is None and said[-1].kind is QuotationKind.DIRECT:
                self.unclosed = said[-1]
        elif paragraph.role is ParagraphRole.BODY and self.lead_in is None:
            self.floor = None
        elif self.lead_in is not None:
            self.floor = self.lead_in.by


@rule("credit", "A credit below a block, “— Name (@handle) May 14”, says whose it is")
def credited(paragraph: ReadParagraph) -> Attribution | None:
    """The first person named in it."""
    entity = next((name.entity for name in paragraph.names if not name.entity.body), None)
    if entity is None:
        return None
    by = Attribution(entity.name, "name", "named in the credit below", None, None, entity.role, entity, True)
    by.confidence = confidence("credit", by, False)
    return by


_TURN_WHY = {True: "the question of whoever asks", False: "the turn is theirs"}


def _first_named(paragraphs: list[ReadParagraph]) -> Entity | None:
    """Return who is named for the first time, by full name, where the paragraph begins, or right behind its words."""
    paragraph = next((p for p in paragraphs if p.names), None)
    name = paragraph.names[0] if paragraph is not None else None
    if paragraph is None or name is None or name.stop - name.first < 2 or not name.first_mention:
        return None
    if not paragraph.has_marks and paragraph.narration.raw[-1] not in _ENDS:
        return None  # a line, not a sentence: who wrote it, a heading
    if name.role_first > 0 and not (name.role_first == 1 and _tagged(paragraph)):
        return None
    return name.entity if name.entity.is_human else None


def _tagged(paragraph: ReadParagraph) -> bool:
    """Say whether the paragraph begins with words and who says them: "“…,” Name Surname said"; who asks is another."""
    frames = paragraph.frames(*paragraph.narration.sentences[0]) if 0 in paragraph.narration.run else []
    return bool(frames) and frames[0].before and frames[0].cue.base not in _ASKS


def _unnamed(by: Attribution) -> bool:
    return by.human and (by.entity is None or not by.entity.named)


def _longer(text: str, start: int, end: int) -> bool:
    return len(text[start : min(end, start + 100)].split()) > _SPOKEN
