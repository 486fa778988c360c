"""Which passages report the same thing, with how sure we are and why in plain words."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui_reader.alignment.likeness import SAME_WORDS, Beginnings, Likeness, Weights, likeness, pairs_sharing, runs
from tui_reader.alignment.link_weights import BIAS, WEIGHTS
from tui_reader.alignment.passages import Piece
from tui_reader.alignment.people import last_name

_MOST_PAIRS = 8  # of words side by side that stand in both: more tell no more
_ANYWHERE = 0.3  # how far apart two places are that say nothing: of a live page
_SAME = 0.97  # how surely two passages of one outlet that share seven words in a row are one
LEAST = 0.1  # likelihood below which a pair is not kept


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces taken to report the same thing, how likely that is (0..1), and why."""

    a: Piece
    b: Piece
    score: float
    why: tuple[str, ...]


class Scored(NamedTuple):
    """Two pieces and how likely they report the same thing, 0..1."""

    a: Piece
    b: Piece
    score: float


def score_all(pieces: Sequence[Piece], weights: Weights, across: Collection[int] | None = None) -> list[Scored]:
    """Return the pairs that may report the same thing, with how likely each does, the likeliest first.

    Of different outlets; of one outlet only where one prints the words of the other. Candidates share a run of words or
    a telling stem: near-linear in the number of pieces. With `across`, indices of pieces, only pairs of one of these and
    one of the others.
    """
    places, beginnings = _places(pieces), Beginnings(pieces)
    found = []
    for a, b in candidates(pieces, weights, across):
        if a.role == b.role and _side_by_side(a, b):
            continue
        alike = likeness(a, b, weights)
        if a.outlet == b.outlet:
            value = _SAME if alike.run >= SAME_WORDS and a.post is not b.post else 0.0
        else:
            apart = (
                abs(places[a.index] - places[b.index])
                if max(len(a.document.posts), len(b.document.posts)) == 1
                else _ANYWHERE
            )
            value = likelihood(features(a, b, alike, weights, beginnings.cosine(a, b), apart))
        if value >= LEAST:
            found.append(Scored(a, b, value))
    return sorted(found, key=lambda pair: (-pair.score, pair.a.index, pair.b.index))


def features(a: Piece, b: Piece, alike: Likeness, weights: Weights, near: float, apart: float) -> tuple[float, ...]:
    """Return what is told of a pair (see `link_weights.NAMES`).

    `near` is how alike their words begin, `apart` how far apart their places on the pages are, both 0..1.
    """
    return (
        near,
        weights.of(alike.shared[0]) / weights.rarest if alike.shared else 0.0,
        min(len(a.pairs & b.pairs), _MOST_PAIRS) / _MOST_PAIRS,
        float(bool(alike.numbers)),
        float(not set(a.relays).isdisjoint(b.relays)),
        apart,
    )


def likelihood(values: Sequence[float]) -> float:
    """Return how likely a pair with these features is one thing."""
    return 1 / (1 + math.exp(-BIAS - sum([w * v for w, v in zip(WEIGHTS, values, strict=True)])))


def explained(pair: Scored, weights: Weights) -> Pair:
    """Return a pair with the reasons for it."""
    return Pair(*pair, reasons(pair.a, pair.b, likeness(pair.a, pair.b, weights)))


def _places(pieces: Sequence[Piece]) -> dict[int, float]:
    """Return where on its page each piece stands, 0 the first and 1 the last of those given: pages tell in one order."""
    ends: dict[str, tuple[int, int]] = {}
    for piece in pieces:
        first, last = ends.get(piece.document.id, (piece.span.start, piece.span.start))
        ends[piece.document.id] = min(first, piece.span.start), max(last, piece.span.start)
    found = {}
    for piece in pieces:
        first, last = ends[piece.document.id]
        found[piece.index] = (piece.span.start - first) / max(1, last - first)
    return found


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


def _side_by_side(a: Piece, b: Piece) -> bool:
    """Say whether two pieces stand in one paragraph or two following ones: they go on, they do not repeat."""
    return a.post is b.post and abs(a.paragraph - b.paragraph) < 2
