"""Words marked in a headline without a speaker, whose speaker the text below tells: the same words stand there."""

from __future__ import annotations

import re
from functools import cache

from tui_reader.domain import QuotationKind
from tui_reader.quotations.deciding.arbiter import carry
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.clauses import is_full_clause, is_title
from tui_reader.quotations.speech.claims import Claim
from tui_reader.quotations.speech.drafts import Draft
from tui_reader.text.normalise import telling_stems

_HEADS = 20  # marked words of headlines looked at in a post
_TOLD = 0.7  # of the confidence is left where the text only reports what the headline marks
_FEW = 2  # words that carry matter: with one alone a headline and a quotation agree by chance
_BELOW = 200  # quotations below that they are looked for in


def give_echoes(text: str, heads: list[Draft], found: list[Draft]) -> None:
    """Give the drafts `heads` of a post, whose speaker has no name, to whom the drafts `found` give the words."""
    if not heads:
        return
    above = {id(head) for head in heads}
    below = [d for d in found if id(d) not in above and d.by.name and d.kind is not QuotationKind.INDIRECT][:_BELOW]
    said = [d.span.of(text).casefold() for d in below]
    stems = [set(telling_stems(body)) for body in said]

    @cache
    def told() -> tuple[list[Draft], list[set[str]]]:
        """Work out what the text only reports, once a headline asks for it."""
        reported = [d for d in found if id(d) not in above and d.by.name and d.kind is QuotationKind.INDIRECT][:_BELOW]
        return reported, [set(telling_stems(d.span.of(text).casefold())) for d in reported]

    for head in heads[:_HEADS]:
        if head.run is None or is_title(text, head.run):
            continue
        same = echo_of(text, head, below, said, stems)
        odds = 1.0
        if same is None and not head.by.name and " " in head.span.of(text):
            same, odds = _shortened(set(telling_stems(head.span.of(text).casefold())), *told()), _TOLD
        if same is None:
            continue
        head.claim = Claim("headline-echo", "the same words are theirs in the text", same.by)
        head.by = carry(same.by, head.claim.rule)
        head.by.confidence *= odds
        head.by.text = head.by.span = None
        full = is_full_clause(text, head.run)
        head.kind, head.group = QuotationKind.DIRECT if full else QuotationKind.MIXED, same.group


@rule("headline-echo", "Marked words of a headline are whoever's they are in the text below")
def echo_of(text: str, head: Draft, below: list[Draft], said: list[str], stems: list[set[str]]) -> Draft | None:
    """Headlines shorten: where not the very words stand below, all that carry matter must, in one or two quotations."""
    printed = head.span.of(text).casefold().rstrip(".,!?…")
    if " " not in printed:
        return None
    # Words around those of the headline are no other place where these are printed.
    elsewhere = ((n, body) for n, body in enumerate(said) if not below[n].span.contains(head.span))
    holding = [(len(body), n) for n, body in elsewhere if printed in body]
    same = below[min(holding)[1]] if holding else None  # the innermost
    same = same or _shortened(set(telling_stems(printed)), below, stems)
    return None if same is None or (head.by.name and not _may_be(head.by.name, same)) else same


def _may_be(role: str, draft: Draft) -> bool:
    """Say whether "a local MP" may be whom the text names: a person of that role, or of whom it tells no other."""
    entity = draft.by.entity
    head = re.split(" (?:of|for|from|in|at) ", role.lower())[0].split()[-1]
    return entity is not None and (not entity.heads or head in entity.heads)


def _shortened(matter: set[str], below: list[Draft], stems: list[set[str]]) -> Draft | None:
    """Return the quotation that holds all these words, alone or with the next of the same speaker's."""
    if len(matter) < _FEW:
        return None
    for number, draft in enumerate(below):
        held = stems[number]
        if number + 1 < len(below) and below[number + 1].by.same_as(draft.by):
            held = held | stems[number + 1]
        if matter <= held and matter & stems[number]:
            return draft
    return None
