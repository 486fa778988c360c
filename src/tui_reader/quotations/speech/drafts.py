"""Quotations in the making, and all of a document's."""

from __future__ import annotations

from tui_reader.domain import QuotationKind, Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.sentence.mark_pairing import Run
from tui_reader.quotations.speech.claims import Claim
from tui_reader.quotations.speech.cues import FoundCue
from tui_reader.quotations.speech.paragraphs import ReadParagraph


class Draft:
    """A quotation in the making: who has the words `by`, which claim won, which lost and why.

    `group` is the number of the utterance it belongs to, `via` who passes the words on.
    """

    __slots__ = ("by", "claim", "clause", "cue", "group", "kind", "lost", "run", "span", "venue", "via")

    def __init__(self, span: Span, kind: QuotationKind, by: Attribution, claim: Claim, group: int) -> None:
        self.span, self.kind, self.by, self.claim, self.group = span, kind, by, claim, group
        self.cue: Span | None = None
        self.clause: Span | None = None
        self.via: str | None = None
        self.venue: str | None = None
        self.run: Run | None = None
        self.lost: list[tuple[Claim, str]] = []


class Drafts:
    """All drafts of a document, and the numbers of their groups."""

    def __init__(self) -> None:
        self.all: list[Draft] = []
        self.group = 0

    def new_group(self) -> None:
        """Start another utterance."""
        self.group += 1

    def add_run(
        self,
        paragraph: ReadParagraph,
        entry: int,
        kind: QuotationKind,
        by: Attribution,
        claim: Claim,
        clause: Span | None = None,
    ) -> Draft:
        """Record the marked words at `entry` as `by`'s."""
        run = paragraph.narration.runs[paragraph.narration.run[entry]]
        draft = Draft(Span(run.start, run.end), kind, by, claim, self.group)
        draft.run, draft.clause = run, clause
        draft.cue = _cue(paragraph, claim.cue)
        paragraph.given[entry] = draft
        self.all.append(draft)
        return draft

    def add_words(
        self, paragraph: ReadParagraph, first: int, stop: int, kind: QuotationKind, by: Attribution, claim: Claim
    ) -> Draft:
        """Record the unmarked entries `first:stop` as `by`'s words, or as a report of them."""
        draft = Draft(paragraph.span(first, stop), kind, by, claim, self.group)
        draft.cue = _cue(paragraph, claim.cue)
        self.all.append(draft)
        return draft


def _cue(paragraph: ReadParagraph, cue: FoundCue | None) -> Span | None:
    return None if cue is None else paragraph.span(cue.first, cue.stop)
