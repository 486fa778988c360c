"""Words inside somebody's words: whose they are, and who passes them on."""

from __future__ import annotations

from tui_reader.domain import QuotationKind, Span
from tui_reader.quotations.deciding.arbiter import nobody
from tui_reader.quotations.deciding.confidence import CLAIMS, confidence
from tui_reader.quotations.deciding.sentences import SentenceReader
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.census import modifies
from tui_reader.quotations.people.discourse import GENDER
from tui_reader.quotations.people.inside import somebody_else
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import words
from tui_reader.quotations.sentence.narration import Narration, narrate
from tui_reader.quotations.speech.blocks import reports_within
from tui_reader.quotations.speech.claims import NOBODY, Claim
from tui_reader.quotations.speech.drafts import Draft
from tui_reader.quotations.speech.paragraphs import ReadParagraph
from tui_reader.quotations.speech.reporting_frames import find_frames
from tui_reader.quotations.speech.special_frames import Frame
from tui_reader.quotations.speech.talk import find_talk, goes_on
from tui_reader.text.words import possessor

_SELF = frozenset(("i", "we"))
_PASSES = words("passes") | frozenset(("refer to", "set out", "make clear", "is clear"))
_OUTSIDE = 0.6  # of the odds is left where "he" of somebody's words is looked for in the reporter's
_WHOLE = 3  # words a report inside a block has at least


def read_nested(reader: SentenceReader, paragraph: ReadParagraph, everything: bool) -> None:
    """Record every run that stands inside another run of the paragraph, outer before inner."""
    runs = paragraph.narration.runs
    if not any(run.parent is not None for run in runs):
        return
    around = {paragraph.narration.run[entry]: draft for entry, draft in paragraph.given.items()}
    for index in range(len(runs)):
        draft = around.get(index)
        if draft is not None and any(run.parent == index for run in runs[index + 1 : index + 2]):
            _read_inside(reader, paragraph, index, draft, around)


def _read_inside(
    reader: SentenceReader, paragraph: ReadParagraph, parent: int, outer: Draft, around: dict[int, Draft]
) -> None:
    run = paragraph.narration.runs[parent]
    inner = narrate(reader.text, run.start, run.end, paragraph.narration.runs, parent)
    within = ReadParagraph(inner, paragraph.role, paragraph.number)
    within.names = reader.people.names_in(inner)
    reader.people.discourse.inside += [name.entity for name in within.names if not modifies(inner, name)]
    told: set[int] = set()
    for low, high in inner.sentences:
        told |= _in_talk(reader, within, low, high, outer.by)
        for frame in find_frames(inner, low, high, any_subject=True):
            contents = frame.contents
            if not contents and low > 0 and low - 1 in inner.run:
                contents = [(low - 1, low)]
            entries = [
                i
                for a, b in contents
                for i in range(a, b)
                if i in inner.run and i not in within.given and not reader.names_work(within, i)
            ]
            if entries and frame.subject is not None:
                claim, by = _whose(reader.people, inner, frame, outer.by)
                reader.drafts.new_group()
                reader.give_runs(within, claim, by, contents[0][0], contents[-1][1], entries)
    for entry in sorted(inner.run):
        draft = within.given.get(entry)
        if draft is None:
            reader.drafts.new_group()
            draft = reader.drafts.add_run(within, entry, QuotationKind.SCARE, nobody(), NOBODY)
        elif not draft.by.same_as(outer.by):
            draft.via = outer.by.name
        elif draft.kind is QuotationKind.MIXED and entry not in told:
            draft.kind, draft.by, draft.claim, draft.clause = QuotationKind.SCARE, nobody(), NOBODY, None
        around[inner.run[entry]] = draft  # a mixed one of their own is a term


def _in_talk(reader: SentenceReader, within: ReadParagraph, low: int, high: int, outer: Attribution) -> set[int]:
    """Give the runs of a sentence inside somebody's words that a verb right before them gives to its subject."""
    inner = within.narration
    told: set[int] = set()
    last: Draft | None = None
    for entry in [i for i in range(low, high) if i in inner.run and not reader.names_work(within, i)]:
        frame = find_talk(inner, entry, low)
        if frame is not None:
            claim, by = _whose(reader.people, inner, frame, outer)
            reader.drafts.new_group()
        elif last is not None and goes_on(inner, entry, low):
            claim, by = last.claim, last.by
        else:
            continue
        reader.give_runs(within, claim, by, entry, entry + 1, [entry])
        last = within.given.get(entry)
        if last is not None and not by.same_as(outer):
            last.via = outer.name
        told.add(entry)
    return told


def _whose(people: Speakers, inner: Narration, frame: Frame, outer: Attribution) -> tuple[Claim, Attribution]:
    """Return whose the words of a frame inside somebody's words are: another's, or once more their own."""
    assert frame.subject is not None
    word = inner.low[frame.subject.first].partition("'")[0]
    generic = word == "you" and frame.cue.form in ("base", "s")  # "you just think ‘…’"
    own = of_themselves("i" if generic else word, outer)
    if own is not None:
        return Claim("themselves", own.why, outer, cue=frame.cue), own
    by = resolve_inside(people, inner, frame, outer) or nobody()
    rule_id = frame.rule if frame.rule == "talk" else "inside"
    return Claim(rule_id, "reported inside their words", phrase=frame.subject, narration=inner, cue=frame.cue), by


@rule("themselves", "“I said” inside somebody's words is whoever speaks")
def of_themselves(word: str, outer: Attribution) -> Attribution | None:
    """Also "we"."""
    if word not in _SELF:
        return None
    by = Attribution(outer.name, outer.how, "speaks of themselves", None, None, outer.role, outer.entity, outer.human)
    by.confidence = CLAIMS["themselves"] * outer.confidence
    return by


@rule("inside", "A reporting word inside somebody's words gives what it reports to its subject there")
def resolve_inside(people: Speakers, inner: Narration, frame: Frame, outer: Attribution) -> Attribution | None:
    """A pronoun there is hardly ever the one who speaks."""
    assert frame.subject is not None
    first, stop = frame.subject.first, frame.subject.stop
    low = inner.low[first].partition("'")[0]
    by: Attribution | None = None
    if stop - first == 1 and (GENDER.get(low) or low in ("they", "it")):
        span = Span(inner.start[first], inner.end(first))
        by = somebody_else(people, inner, first, outer, span)
    if by is None:
        by = people.resolve(inner, frame.subject)
        by.odds *= _OUTSIDE if by.how == "pronoun" else 1.0
        if by.entity is not None and by.entity is outer.entity and low in ("the", "a", "an"):
            by = Attribution(by.text, "described", "named at the place", by.text, by.span, human=True)
    if by.entity is not None and by.human:
        people.discourse.inside.append(by.entity)
    if by.entity is not None and by.entity.named and not by.entity.mentions:
        by.odds *= _OUTSIDE  # named nowhere else: who that is, nobody tells
    owner = possessor(by.name or "")
    if owner is not None and not by.entity:
        by.name = owner  # "our physio's going, ‘…’"
    by.confidence = confidence("inside", by, False)
    return by


def read_block(reader: SentenceReader, paragraph: ReadParagraph, block: Draft, live: bool) -> None:
    """Reports inside a block: somebody's words, passed on by the block's speaker."""
    narration = paragraph.narration
    group = reader.drafts.group
    for low, high in narration.sentences:
        if block.span.start <= narration.start[low] < block.span.end:
            _in_talk(reader, paragraph, low, high, block.by)
        for frame in find_frames(narration, low, high, any_subject=True):
            if frame.subject is None:
                continue
            if block.span.start <= narration.start[frame.cue.first] < block.span.end:
                _reported_in_block(reader, paragraph, frame, block)
                _marked_in_block(reader, paragraph, frame, block)
    reader.people.discourse.inside += [name.entity for name in paragraph.names if not modifies(narration, name)]
    reader.drafts.group = max(group, reader.drafts.group)
    for entry in narration.run:
        if entry not in paragraph.given and block.span.start <= narration.start[entry] < block.span.end:
            reader.drafts.new_group()
            reader.drafts.add_run(paragraph, entry, QuotationKind.SCARE, nobody(), NOBODY)


def _reported_in_block(reader: SentenceReader, paragraph: ReadParagraph, frame: Frame, block: Draft) -> None:
    narration = paragraph.narration
    if not frame.contents or not reports_within(narration, frame):
        return
    first, stop = frame.contents[0]
    if any(i in narration.run for i in range(first, stop)):
        return
    if stop - first < _WHOLE or not (frame.that or frame.cue.base in _PASSES):
        return
    claim, by = _whose(reader.people, narration, frame, block.by)
    if by.name is None or by.name == block.by.name:
        return
    reader.drafts.new_group()
    draft = reader.drafts.add_words(paragraph, first, stop, QuotationKind.INDIRECT, by, claim)
    draft.via = block.by.name


def _marked_in_block(reader: SentenceReader, paragraph: ReadParagraph, frame: Frame, block: Draft) -> None:
    """Marked words inside a block that a reporting word there gives to somebody: "She told me: “…”"."""
    narration = paragraph.narration
    marked = [i for first, stop in frame.contents for i in range(first, stop) if i in narration.run]
    marked = [i for i in marked if not reader.names_work(paragraph, i)]
    if not marked or frame.subject is None:
        return
    claim, by = _whose(reader.people, narration, frame, block.by)
    if by.name is None or by.how == "unresolved":
        return
    reader.drafts.new_group()
    reader.give_runs(paragraph, claim, by, frame.contents[0][0], frame.contents[-1][1], marked)
    for entry in marked:
        if entry in paragraph.given and not by.same_as(block.by):
            paragraph.given[entry].via = block.by.name
