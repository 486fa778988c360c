"""Which passages report the same thing, with how sure we are and why in plain words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tui_reader.alignment.likeness import Likeness, Weights, likeness, pairs_sharing, runs
from tui_reader.alignment.passages import Piece
from tui_reader.alignment.people import last_name

# A logistic of what two pieces share says how many in a hundred such pairs tell the same. Fitted by
# `benchmarks/fit_links.py` on 14 invented days of six outlets and 8 real ones of three: 18,668 pairs. Days left out of
# the fit in turn, at 8 of 10 pairs right it finds 28 of 100 annotated, the sum set by hand before it 25. How rare the
# shared words are, words in marks, pairs of neighbours added nothing.
_COSINE, _RUN, _NUMBERS, _SPEAKER, _WEIGHT, _BIAS = 3.64, 0.142, 1.65, 1.36, 0.317, -3.30
_ENOUGH = 8.0  # weight of shared stems from which a cosine counts in full: about two that few passages have
_LONGEST_RUN = 8
# Score a link needs by itself, and with the best-of-both rule. On the same days, and eight more real and two invented
# ones that were scored before the rule was set, whole comparisons, precision and recall: invented 82.7, 34.2; the two
# 73.7, 25.4; real 72.8, 16.5. At .95 and .55 78.0, 37.7; 67.7, 32.5; 69.1, 18.7.
SURE, LIKELY = 0.98, 0.75
MARGIN = 0.05  # by how much a likely pair must beat the next best of either side


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces taken to report the same thing."""

    a: Piece
    b: Piece
    score: float
    why: tuple[str, ...]


def link(pieces: Sequence[Piece], weights: Weights) -> list[Pair]:
    """Return the pairs of different posts that report the same thing, the surest first.

    A sure pair stands by itself; a likely one must be the best of both sides between the two outlets.
    Candidates share a run of words or a telling stem: near-linear in the number of pieces.
    """
    scored = _scored(pieces, weights)
    best = _best_by_outlet(scored)
    sure = {key for p in scored if p.score >= SURE for key in ((p.a.index, p.b.index), (p.b.index, p.a.index))}
    kept = [
        pair
        for pair in scored
        if pair.score >= SURE or (pair.a.outlet != pair.b.outlet and _is_best_of_both(pair, best, sure))
    ]
    return sorted(kept, key=lambda p: (-p.score, p.a.index, p.b.index))


def candidates(
    pieces: Sequence[Piece], weights: Weights, across: Collection[int] | None = None
) -> Iterator[tuple[Piece, Piece]]:
    """Yield the pairs that share a run of words or a telling stem, the earlier piece first.

    With `across`, indices of pieces, only pairs of one of these and one of the others.
    """
    sides = None if across is None else {n for n, p in enumerate(pieces) if p.index in across}
    telling = [sorted(p.stems, key=lambda s: (weights.count(s), s))[:12] for p in pieces]
    by_run = pairs_sharing(((n, runs(p.words)) for n, p in enumerate(pieces)), across=sides)
    for i, j in sorted(by_run | pairs_sharing(enumerate(telling), across=sides)):
        yield pieces[i], pieces[j]


def score(a: Piece, b: Piece, alike: Likeness) -> float:
    """Return how surely two pieces report the same thing, 0..1: the share of such pairs that did.

    The cosine counts in full only where what is shared weighs as much as two rare words: short sentences are alike
    by chance.
    """
    odds = _BIAS + _COSINE * min(1.0, alike.weight / _ENOUGH) * alike.cosine + _WEIGHT * alike.weight
    odds += _RUN * min(alike.run, _LONGEST_RUN) if alike.run > 2 else 0.0
    odds += _NUMBERS if alike.numbers else 0.0
    odds += 0.0 if set(a.relays).isdisjoint(b.relays) else _SPEAKER
    return 1 / (1 + math.exp(-odds))


def reasons(a: Piece, b: Piece, alike: Likeness) -> tuple[str, ...]:
    """Return why the two are linked, in plain words, strongest first."""
    found: list[str] = []
    if alike.run >= 4:
        found.append(f"{alike.run} words in a row the same")
    if alike.numbers:
        found.append(f"same number{'s' * (len(alike.numbers) > 1)}: {', '.join(alike.numbers)}")
    if alike.shared:
        words = [w for s in alike.shared[:4] if (w := _printed(a, s))]
        found.append(f"both have: {', '.join(words)}" if words else "the same words")
    both = [s for s in a.relays if s in b.relays]
    found.append(f"same speaker: {last_name(both[0]).title()}" if both else "different speakers named")
    found.append(apart(a, b))
    return tuple(found)


def _printed(piece: Piece, stem: str) -> str:
    return next((w for w in piece.words if w.startswith(stem)), "")


def apart(a: Piece, b: Piece) -> str:
    """Return in plain words how far apart in time two pieces were published."""
    if a.day is None or b.day is None:
        return "date of one not known" if a.day or b.day else "dates not known"
    if a.minute is not None and b.minute is not None and a.day == b.day:
        return f"{abs(a.minute - b.minute)} minutes apart"
    return "same day" if a.day == b.day else f"{abs((a.day - b.day).days)} days apart"


def _scored(pieces: Sequence[Piece], weights: Weights) -> list[Pair]:
    found = []
    for a, b in candidates(pieces, weights):
        if a.role == b.role and _side_by_side(a, b):
            continue
        alike = likeness(a, b, weights)
        value = score(a, b, alike)
        if value >= LIKELY:
            found.append(Pair(a, b, value, reasons(a, b, alike)))
    return found


def _best_by_outlet(pairs: Sequence[Pair]) -> dict[tuple[int, str], list[tuple[float, Piece]]]:
    """Return for each piece and each other outlet its pairs there as (score, other piece), best first."""
    found: defaultdict[tuple[int, str], list[tuple[float, Piece]]] = defaultdict(list)
    for pair in pairs:
        found[pair.a.index, pair.b.outlet].append((pair.score, pair.b))
        found[pair.b.index, pair.a.outlet].append((pair.score, pair.a))
    for scores in found.values():
        scores.sort(key=lambda entry: -entry[0])
    return found


def _is_best_of_both(
    pair: Pair, best: dict[tuple[int, str], list[tuple[float, Piece]]], sure: set[tuple[int, int]]
) -> bool:
    """Say whether neither side has a likelier partner in the other outlet that tells of something else."""
    for piece, other in ((pair.a, pair.b), (pair.b, pair.a)):
        for rival_score, rival in best[piece.index, other.outlet]:
            if rival_score <= pair.score - MARGIN:
                break
            if rival.recap != other.recap:
                continue  # one tells once more what the other tells
            if rival is not other and (rival.index, other.index) not in sure and not _side_by_side(rival, other):
                return False
    return True


def _side_by_side(a: Piece, b: Piece) -> bool:
    """Say whether two pieces stand in one paragraph or two following ones: they go on, they do not repeat."""
    return a.post is b.post and abs(a.paragraph - b.paragraph) < 2
