"""The parts of one utterance as wordings: the fullest first, every other told by what it makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from tui_reader.alignment.likeness import run_between
from tui_reader.alignment.parts import Part
from tui_reader.alignment.passages import Piece
from tui_reader.alignment.people import last_name
from tui_reader.domain import Link, ParagraphRole, QuotationKind, Span, Utterance, Wording, short_id
from tui_reader.text.differences import describe_differences
from tui_reader.text.normalise import words

_VERBATIM_RUN = 3  # words in a row below which two wordings are told apart as a whole
_SAME = 0.5  # of the words beside a woven-in quotation that must be those of the fullest wording
_GAP = 3
_MOST_OF_IT, _AS_FULL = 0.4, 0.8


def as_utterance(parts: Sequence[Part], links: Sequence[Link]) -> Utterance:
    """Return parts that are the same thing said as an utterance."""
    parts = _joined(parts)
    _leave_nested(parts)
    fullest = max(parts, key=_fullness)
    spans = {p.index: _widened(p, fullest) for p in parts}
    ordered = [fullest, *(p for p in sorted(parts, key=_reported) if p is not fullest)]
    wordings = tuple(_wording(p, spans[p.index], fullest, spans[fullest.index]) for p in ordered)
    speakers = {p.speaker for p in parts if p.speaker}
    first = min(parts, key=_reported)
    return Utterance(
        id=short_id("u", first.piece.document.id, first.span.start, first.span.end),
        speaker=_speaker(ordered),
        wordings=wordings,
        wording_differs=any(w.changes and not w.changes[0].startswith("credits") for w in wordings),
        attribution_differs=len(speakers) > 1,
        links=tuple(links),
    )


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Join sentences of one quotation that follow each other into one part."""
    ordered = sorted(parts, key=lambda p: (p.piece.document.id, p.span))
    kept: list[Part] = ordered[:1]
    for before, part in pairwise(ordered):
        last = kept[-1]
        if part.quotation is not None and part.quotation is before.quotation:
            last.span = Span(last.span.start, part.span.end)
            last.words = last.words + part.words
        else:
            kept.append(part)
    return kept


def _leave_nested(parts: Sequence[Part]) -> None:
    """Where most of a wording is a quotation within it, a wording of its own, leave it the rest of its words.

    Only where another page has about as much in one piece: the fullest wording stays whole.
    """
    longest: dict[str, int] = {}
    for part in parts:
        longest[part.piece.document.id] = max(longest.get(part.piece.document.id, 0), len(part.words))
    ranked = sorted(((count, page) for page, count in longest.items()), reverse=True)[:2]
    for outer, inner in pairwise(parts):  # `_joined` has put them in order: a quotation before those within it
        page = outer.piece.document.id
        elsewhere = next((count for count, other in ranked if other != page), 0)
        if page != inner.piece.document.id or not outer.span.contains(inner.span):
            continue
        if len(inner.words) < _MOST_OF_IT * len(outer.words) or elsewhere < _AS_FULL * len(outer.words):
            continue
        printed = [(w, s) for w, s in words(outer.text) if s.start + outer.span.start >= inner.span.end]
        if len(printed) >= _VERBATIM_RUN:
            start = outer.span.start
            outer.span = Span(start + printed[0][1].start, start + printed[-1][1].end)
            outer.words = tuple(w for w, _ in printed)


def _fullness(part: Part) -> tuple[bool, int, int]:
    """Order by own words before paraphrase, then by length, then by who was first."""
    return part.marked and len(part.words) > 3, len(part.words), -part.index


def _reported(part: Part) -> tuple[str, bool, int, int]:
    piece = part.piece
    return str(part.day), piece.minute is None, piece.minute or 0, part.index


def _speaker(ordered: Sequence[Part]) -> str | None:
    """Return whose words they are: who is relayed before who relays, then whom most places name."""
    quoted = [p.quotation for p in ordered if p.quotation is not None]
    relayed = [q.speaker for q in quoted if q.via and q.speaker]
    named = relayed or [q.speaker for q in quoted if q.speaker]
    if not named:
        return None
    keys = Counter(p.speaker for p in ordered if p.quotation is not None and p.quotation.speaker in named)
    key = keys.most_common(1)[0][0]
    forms = [p.quotation.speaker for p in ordered if p.quotation and p.quotation.speaker in named and p.speaker == key]
    return max((f for f in forms if f), key=len, default=named[0])


def _widened(part: Part, fullest: Part) -> Span:
    """Return the span of a woven-in quotation with the reporter's words beside it that the fullest wording has too.

    "deep-seated faults" in marks and "that nobody saw" outside them may be one sentence of the speaker's.
    """
    quotation = part.quotation
    if part is fullest or quotation is None or quotation.kind is not QuotationKind.MIXED:
        return part.span
    piece = part.piece
    if piece.role is ParagraphRole.HEADLINE:
        return part.span
    spans = [span for _, span in words(piece.text)]
    equal = [False] * len(spans)
    for step in Levenshtein.opcodes(piece.words, fullest.words):
        if step.tag == "equal":
            equal[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    offset = piece.span.start
    inside = [n for n, s in enumerate(spans) if part.span.start <= s.start + offset < part.span.end]
    if not inside or not any(equal[n] for n in inside):
        return part.span
    barred = _barred(piece, part, spans)
    first = _reach(equal, inside[0], -1, barred)
    last = _reach(equal, inside[-1], 1, barred)
    return Span(min(part.span.start, spans[first].start + offset), max(part.span.end, spans[last].end + offset))


def _barred(piece: Piece, part: Part, spans: Sequence[Span]) -> set[int]:
    """Return the words of the sentence that are nobody's own: the cue, who is named, other quotations."""
    others = [q.span for q in piece.quotations if q is not part.quotation and not q.span.overlaps(part.span)]
    quotation = part.quotation
    if quotation is not None:
        others += [s for s in (quotation.cue_span, quotation.speaker_span) if s is not None]
    return {n for n, s in enumerate(spans) if any(o.start <= s.start + piece.span.start < o.end for o in others)}


def _reach(equal: Sequence[bool], start: int, step: int, barred: set[int]) -> int:
    """Return how far from `start` the words go on to be the same, `_SAME` of them at every stop."""
    best, at, same = start, start + step, 0
    if not 0 <= at < len(equal) or not equal[at]:
        return start
    while 0 <= at < len(equal) and at not in barred:
        same += equal[at]
        count = abs(at - start)
        if equal[at] and same >= _SAME * count:
            best = at
        elif count - same > _GAP:
            break
        at += step
    return best


def _wording(part: Part, span: Span, fullest: Part, fullest_span: Span) -> Wording:
    text = part.piece.document.text
    changes: list[str] = []
    if part is not fullest:
        whole = fullest_span.of(fullest.piece.document.text)
        own = span.of(text)
        theirs, mine = [w for w, _ in words(whole)], [w for w, _ in words(own)]
        if run_between(theirs, mine)[2] >= min(_VERBATIM_RUN, len(mine)):
            changes.extend(describe_differences(whole, own))
        else:
            changes.append("in other words")
        if part.quotation is None:
            changes.append("without marks")
        if part.speaker and fullest.speaker and part.quotation is not None and part.speaker != fullest.speaker:
            changes.append(f"credits {last_name(part.speaker).title()}")
    return Wording(
        document=part.piece.document.id,
        file=part.piece.document.file,
        outlet=part.piece.document.outlet,
        span=span,
        text=span.of(text),
        quotation=part.quotation.id or None if part.quotation is not None else None,
        changes=tuple(changes),
    )
