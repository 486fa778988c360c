"""Where marked words stand that no reporting word holds, and what has been read around them."""

from __future__ import annotations

from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.discourse import Discourse, Sentence
from tui_reader.quotations.sentence.mark_pairing import Run
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range
from tui_reader.quotations.sentence.subjects import plain_phrase
from tui_reader.quotations.speech.claims import Claim
from tui_reader.quotations.speech.drafts import Draft
from tui_reader.quotations.speech.paragraphs import ReadParagraph


class LeadIn:
    """A colon that ends a paragraph: who is about to speak. `certain`: a reporting word says so."""

    __slots__ = ("by", "certain", "claim")

    def __init__(self, claim: Claim, by: Attribution, certain: bool) -> None:
        self.claim, self.by, self.certain = claim, by, certain


class Place:
    """Where marked words stand: their entry, their sentence, and what has been read around them.

    `alone`: the sentence is all quotation. `before`: the words of a known speaker's before these in the paragraph.
    `floor`: who spoke in the paragraph before. `live`: on a page of posts a single marked word is a speaker's as well.
    """

    __slots__ = ("alone", "before", "discourse", "entry", "floor", "lead_in", "live", "low", "paragraph", "run", "text")

    def __init__(self, text: str, paragraph: ReadParagraph, entry: int, low: int, run: Run) -> None:
        self.text, self.paragraph, self.entry, self.low, self.run = text, paragraph, entry, low, run
        self.alone = self.live = False
        self.before: Draft | None = None
        self.lead_in: LeadIn | None = None
        self.floor: Attribution | None = None
        self.discourse: Discourse | None = None

    def sentence_before(self) -> Sentence | None:
        """Return the sentence before this one in the same paragraph."""
        sentences = self.discourse.sentences if self.discourse is not None else []
        for sentence in reversed(sentences[-2:]):
            if sentence.narration is self.paragraph.narration and sentence.high == self.low:
                return sentence
        return None


def claim_of(narration: Narration, where: Range, rule_id: str, why: str) -> Claim:
    """Return the claim that the words are of whom the entries mean."""
    return Claim(rule_id, why, phrase=plain_phrase(narration, *where), narration=narration)
