"""Words marked in a headline without a speaker, whose speaker the text below tells: the same words stand there."""

from __future__ import annotations

import re
from dataclasses import replace

from tui_reader.domain import QuotationKind
from tui_reader.quotations.findings import Finding
from tui_reader.quotations.forms import is_full_clause, is_title
from tui_reader.quotations.lexicon import Lexicon
from tui_reader.text.normalise import telling_stems

_HEADS = 20  # marked words of headlines looked at in a post
_FEW = 2  # words that carry matter: with one alone a headline and a quotation agree by chance
_BELOW = 200  # quotations below that they are looked for in


def give_echoes(text: str, heads: list[Finding], found: list[Finding], lexicon: Lexicon) -> None:
    """Give the findings `heads` of a post, whose speaker has no name, to whom the findings `found` give the words.

    Headlines shorten: where not the very words stand below, all that carry matter must, in one quotation or in
    two of one speaker that follow each other.
    """
    above = {id(head) for head in heads}
    below = [f for f in found if id(f) not in above and f.by.name and f.kind is not QuotationKind.INDIRECT][:_BELOW]
    said = [f.span.of(text).casefold() for f in below]
    stems = [set(telling_stems(body)) for body in said]
    for head in heads[:_HEADS]:
        words = head.span.of(text).casefold().rstrip(".,!?…")
        if " " not in words or head.run is None or is_title(text, head.run):
            continue
        same = next((f for f, body in zip(below, said, strict=True) if words in body), None)
        same = same or _shortened(set(telling_stems(words)), below, stems)
        if same is None or (head.by.name and not _may_be(head.by.name, same)):
            continue
        why = "the same words are theirs in the text"
        head.by = replace(same.by.because(why, 0.7), text=None, span=None)
        full = is_full_clause(text, head.run, lexicon)
        head.kind, head.group = QuotationKind.DIRECT if full else QuotationKind.MIXED, same.group


def _may_be(role: str, finding: Finding) -> bool:
    """Say whether "a local MP" may be whom the text names: a person of that role, or of whom it tells no other."""
    person = finding.by.person
    head = re.split(" (?:of|for|from|in|at) ", role.lower())[0].split()[-1]
    return person is not None and (not person.heads or head in person.heads)


def _shortened(words: set[str], below: list[Finding], stems: list[set[str]]) -> Finding | None:
    """Return the quotation that holds all these words, alone or with the next of the same speaker's."""
    if len(words) < _FEW:
        return None
    for number, finding in enumerate(below):
        held = stems[number]
        if number + 1 < len(below) and below[number + 1].by.name == finding.by.name:
            held = held | stems[number + 1]
        if words <= held and words & stems[number]:
            return finding
    return None
