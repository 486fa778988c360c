"""Parts: the sentences of quotations, the unit in which one thing said is the same as another."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from tui_reader.alignment.passages import Piece, short_sentences
from tui_reader.alignment.people import People
from tui_reader.alignment.sentences import sentences
from tui_reader.domain import Quotation, QuotationKind, Span
from tui_reader.text.normalise import COMMON_STEMS, folded_words, stem

_CLAUSE_WORDS = 5
_AND_SUBJECT = re.compile(r" (?:and|but) (?:I|we|he|she|it|they|you) ")


@dataclass(slots=True)
class Part:
    """One sentence of a quotation, or a sentence of the reporter's that prints the same words.

    `around` is the sentence it stands in; `voices` the keys of whose words they are and who relayed them.
    """

    index: int
    piece: Piece
    quotation: Quotation | None
    span: Span
    words: tuple[str, ...]
    stems: frozenset[str]
    telling: frozenset[str]
    speaker: str
    voices: frozenset[str]
    day: Hashable
    offset: int = 0  # of its first word in `reach`

    @property
    def text(self) -> str:
        """Return the words as printed."""
        return self.span.of(self.piece.document.text)

    @property
    def around(self) -> tuple[str, ...]:
        """Return the folded words of the sentence it stands in."""
        return self.piece.words

    @property
    def reach(self) -> tuple[str, ...]:
        """Return the words to look for elsewhere: a woven-in quotation is often the middle of what was said."""
        mixed = self.quotation is not None and self.quotation.kind is QuotationKind.MIXED
        return self.around if mixed else self.words

    @property
    def marked(self) -> bool:
        """Say whether the words are printed as somebody's own."""
        return self.quotation is not None and self.quotation.kind is not QuotationKind.INDIRECT

    @property
    def id(self) -> str:
        """Return the id of the quotation, or one made of the place for the reporter's own text."""
        if self.quotation is not None and self.quotation.id:
            return self.quotation.id
        return f"{self.piece.document.id}:{self.span.start}"


def parts_of(pieces: Sequence[Piece], people: People, days: dict[str, Hashable]) -> list[Part]:
    """Return the sentences of every quotation once, in reading order; pieces tell where each stands."""
    found: list[Part] = []
    seen: set[tuple[str, Span]] = set()
    for piece in pieces:
        for quotation in piece.quotations:
            key = piece.document.id, quotation.span
            if key in seen:
                continue
            seen.add(key)
            for span in _spans(piece.document.text, quotation):
                found.append(_part(len(found), _home(pieces, piece, span), quotation, span, people, days))
    return found


def reporter_part(index: int, piece: Piece, days: dict[str, Hashable]) -> Part:
    """Return a whole sentence of the reporter's as a part."""
    return Part(
        index,
        piece,
        None,
        piece.span,
        piece.words,
        *_stems(piece, piece.words),
        piece.floor,
        frozenset(),
        days[piece.document.id],
    )


def _part(
    index: int, piece: Piece, quotation: Quotation, span: Span, people: People, days: dict[str, Hashable]
) -> Part:
    printed = tuple(folded_words(span.of(piece.document.text)))
    speaker = people.key(quotation.speaker)
    voices = frozenset(key for key in (speaker, people.key(quotation.via)) if key)
    day = days[piece.document.id]
    mixed = quotation.kind is QuotationKind.MIXED
    offset = len(folded_words(piece.text[: max(0, span.start - piece.span.start)])) if mixed else 0
    return Part(index, piece, quotation, span, printed, *_stems(piece, printed), speaker, voices, day, offset)


def _stems(piece: Piece, printed: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems that carry matter, and those of them that not every matter has."""
    stems = frozenset(s for w in printed if (s := stem(w)) in piece.stems)
    return stems, stems - COMMON_STEMS


def _spans(text: str, quotation: Quotation) -> Iterator[Span]:
    """Yield the sentences of a quotation; a scrap of one goes with what stands before it."""
    held: Span | None = None
    for span in _clauses(text, short_sentences(text, sentences(text, quotation.span.start, quotation.span.end))):
        if held is None:
            held = span
        elif len(span.of(text).split()) < 5:
            held = Span(held.start, span.end)
        else:
            yield held
            held = span
    if held is not None:
        yield held


def _clauses(text: str, found: Iterator[Span]) -> Iterator[Span]:
    """Yield sentences, one of two halves with a subject each ("I read it and I said so") as two."""
    for span in found:
        begun = span.start
        for match in _AND_SUBJECT.finditer(text, span.start, span.end):
            if len(text[begun : match.start()].split()) >= _CLAUSE_WORDS <= len(text[match.end() : span.end].split()):
                yield Span(begun, match.start())
                begun = match.start() + 1
        yield Span(begun, span.end)


def _home(pieces: Sequence[Piece], piece: Piece, span: Span) -> Piece:
    """Return the piece a span starts in: a quotation may run on over several."""
    index = piece.index
    while (
        index + 1 < len(pieces)
        and pieces[index + 1].document is piece.document
        and pieces[index + 1].span.start <= span.start
    ):
        index += 1
    return pieces[index]
