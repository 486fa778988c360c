"""Words marked in a headline without a speaker, whose speaker the text below tells: the same words stand there."""

from __future__ import annotations

from dataclasses import replace

from tui_reader.domain import QuotationKind
from tui_reader.quotations.findings import Finding
from tui_reader.quotations.forms import is_full_clause, is_title
from tui_reader.quotations.lexicon import Lexicon

_HEADS = 20  # marked words of headlines looked at in a post
_BELOW = 200  # quotations below that they are looked for in


def give_echoes(text: str, heads: list[Finding], found: list[Finding], lexicon: Lexicon) -> None:
    """Give the speakerless findings `heads` of a post to whom the findings `found` of it give the same words."""
    below = [f for f in found if f.by.name and f.run is not None][:_BELOW]
    said = [f.span.of(text).casefold() for f in below]
    for head in heads[:_HEADS]:
        words = head.span.of(text).casefold().rstrip(".,!?…")
        if " " not in words or head.run is None or is_title(text, head.run):
            continue
        same = next((f for f, body in zip(below, said, strict=True) if words in body), None)
        if same is None:
            continue
        why = "the same words are theirs in the text"
        head.by = replace(same.by.because(why, 0.7), text=None, span=None)
        full = is_full_clause(text, head.run, lexicon)
        head.kind, head.group = QuotationKind.DIRECT if full else QuotationKind.MIXED, same.group
