"""How alike two pieces are: words in a row, weight of what they share, numbers."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tui_reader.alignment.passages import Piece
from tui_reader.text.normalise import COMMON_STEMS, fold, stem

SAME_WORDS = 7  # tokens in a row: on two thousand sentences no wrong pair shares 7, several share 5
_RARE_NUMBER = 12  # pieces: a number of more than this ("one", a year) tells nothing
_PLACES_OF_A_WORD = 64  # "the" stands 30 times in the longest paragraph met; "a a a …" stood 100,000 times
# What a name that several outlets print weighs of another word as rare. On two invented days of six outlets (four
# comparisons): at 1 precision 81.9 and recall 45.7; at .5 87.1 and 45.3; at .3 and below 88.6 and 46.0.
_NAME_OF_ALL = 0.3
_FEW = 2.5  # what a word weighs at least that two pieces have and no other: among fewer than 30 no word seems rare
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]+")
_CAPITAL_WITHIN = re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]+")
_CROWD = 40  # a stem or run of more pieces than this is no way to find a pair


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two pieces share.

    `run` is the longest run of three words or more, 0 where there is none or it says nothing of the matter ("told the
    House of Commons that"); `cosine` and `contained` are 0..1; `weight` is the sum of what the shared stems weigh.
    """

    run: int
    cosine: float
    contained: float  # the weight of the shared stems, of the lighter piece's weight
    weight: float
    shared: tuple[str, ...]  # stems of both, the most telling first
    numbers: tuple[str, ...]


class Weights:
    """How telling each stem is among these pieces."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Count in how many pieces each stem stands."""
        self._total = len(pieces)
        self._scale = max(1.0, _FEW / math.log((self._total + 1) / 2.5)) if self._total > 1 else 1.0
        self._counts: Counter[str] = Counter()
        for piece in pieces:
            self._counts.update(piece.stems.keys())
        self._named = _names_of_all(pieces, self._counts)
        self._weights: dict[str, float] = {}
        self._mass: dict[int, tuple[float, float]] = {}

    def of(self, stem: str) -> float:
        """Return the weight of a stem: little where every piece has it, half for a word of every matter."""
        weight = self._weights.get(stem)
        if weight is None:
            weight = self._scale * math.log((self._total + 1) / (self._counts.get(stem, 0) + 0.5))
            if stem in COMMON_STEMS:
                weight /= 2
            elif stem in self._named:
                weight *= _NAME_OF_ALL
            self._weights[stem] = weight
        return weight

    def count(self, stem: str) -> int:
        """Return in how many pieces a stem stands."""
        return self._counts.get(stem, 0)

    def mass(self, piece: Piece) -> tuple[float, float]:
        """Return the sum of a piece's weights and the sum of their squares."""
        if piece.index not in self._mass:
            weights = [self.of(stem) for stem in piece.stems]
            self._mass[piece.index] = sum(weights), sum(w * w for w in weights)
        return self._mass[piece.index]


def _names_of_all(pieces: Sequence[Piece], counts: Mapping[str, int]) -> set[str]:
    """Return the stems of names that several outlets print: of the whole event, not of one matter in it.

    A name is never printed without its capital, and somewhere within a sentence.
    """
    capital: Counter[str] = Counter()
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        for found in {stem(fold(word)) for word in _CAPITAL.findall(piece.text)}:
            capital[found] += 1
        for found in {stem(fold(word)) for word in _CAPITAL_WITHIN.findall(piece.text)}:
            outlets[found].add(piece.outlet)
    return {name for name, having in outlets.items() if len(having) > 1 and capital[name] >= counts.get(name, 0)}


def likeness(a: Piece, b: Piece, weights: Weights) -> Likeness:
    """Return what two pieces share."""
    of = weights.of
    ranked = sorted([(-of(stem), stem) for stem in a.stems.keys() & b.stems.keys()])
    (sum_a, squares_a), (sum_b, squares_b) = weights.mass(a), weights.mass(b)
    weight = -sum([negative for negative, _ in ranked])
    norm = math.sqrt(squares_a * squares_b)
    return Likeness(
        run=0 if a.triples.isdisjoint(b.triples) else _telling_run(a, b),
        cosine=sum([w * w for w, _ in ranked]) / norm if norm else 0.0,
        contained=weight / min(sum_a, sum_b) if min(sum_a, sum_b) else 0.0,
        weight=weight,
        shared=tuple([stem for _, stem in ranked]),
        numbers=tuple(sorted([n for n in a.numbers & b.numbers if weights.count(n) <= _RARE_NUMBER])),
    )


def _telling_run(a: Piece, b: Piece) -> int:
    """Return how many words in a row stand in both, 0 if hardly any of them carries matter."""
    start, _, length = run_between(a.words, b.words)
    carried = {s for word in a.words[start : start + length] if (s := stem(word)) in a.stems}
    rare = len(carried - COMMON_STEMS)
    return length if rare > 1 or (length > 5 and carried) else 0


def run_between(a: Sequence[str], b: Sequence[str]) -> tuple[int, int, int]:
    """Return where the longest run of equal words starts in `a`, where in `b`, and its length.

    Linear: of a word that `b` repeats without end only the first places count.
    """
    shared = set(a).intersection(b)
    places: dict[str, list[int]] = {word: [] for word in shared}
    for j, word in enumerate(b):
        if word in shared and len(places[word]) < _PLACES_OF_A_WORD:
            places[word].append(j)
    best = (0, 0, 0)
    none: dict[int, int] = {}
    lengths = none
    for i, word in enumerate(a):
        if word not in shared:
            lengths = none
            continue
        current: dict[int, int] = {}
        for j in places[word]:
            length = current[j] = lengths.get(j - 1, 0) + 1
            if length > best[2]:
                best = (i - length + 1, j - length + 1, length)
        lengths = current
    return best


def runs(words: Sequence[str], length: int = SAME_WORDS) -> Iterator[tuple[str, ...]]:
    """Yield every run of `length` words in a row."""
    for start in range(len(words) - length + 1):
        yield tuple(words[start : start + length])


def pairs_sharing(
    keys_of: Iterable[tuple[int, Iterable[Hashable]]], crowd: int = _CROWD, across: Collection[int] | None = None
) -> set[tuple[int, int]]:
    """Return the pairs of indices (smaller first) that share a key; keys of more than `crowd` are chained.

    In a crowd each is paired with the next only: enough to join copies of one text, and linear. With `across` only
    pairs of one that is in it and one that is not.
    """
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, keys in keys_of:
        for key in set(keys):
            holders[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for found in holders.values():
        if len(found) < 2:
            continue
        if len(found) > crowd:
            chained = ((min(a, b), max(a, b)) for a, b in pairwise(found))
            pairs.update(pair for pair in chained if across is None or (pair[0] in across) != (pair[1] in across))
        elif across is None:
            pairs.update([(b, a) if b < a else (a, b) for n, a in enumerate(found) for b in found[:n]])
        else:
            one, other = [n for n in found if n in across], [n for n in found if n not in across]
            pairs.update([(b, a) if b < a else (a, b) for a in one for b in other])
    return pairs
