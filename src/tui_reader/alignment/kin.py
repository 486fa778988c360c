"""Rows that tell of one matter in words of their own: joined by what few other rows have."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from tui_reader.alignment.passages import PASSAGE_CHARACTERS, Piece
from tui_reader.alignment.rows import Group
from tui_reader.text.normalise import COMMON_STEMS

_NEAR = 0.25
_ENOUGH = 6.0
_GOES_ON, _FAINT = 0.12, 0.08  # what it adds that a short paragraph goes on from one row to the other
_ALONE = 0.15  # two passages of one outlet each, with a word that no other row has: the same is added from here on
_CROWD = 12  # rows: a stem of more of them is the matter of the whole event
_ROUNDS = 6


def join_kin(groups: Sequence[Group]) -> list[Group]:
    """Join rows that are each other's nearest and that complete each other's outlets."""
    current = list(groups)
    for _ in range(_ROUNDS):
        joined = _one_round(current)
        if len(joined) == len(current):
            break
        current = joined
    return current


def _one_round(groups: list[Group]) -> list[Group]:
    vectors = _vectors(groups)
    best: dict[int, tuple[float, int]] = {}
    for (i, j), value in _near(groups, vectors).items():
        for one, other in ((i, j), (j, i)):
            if value > best.get(one, (_NEAR, -1))[0]:
                best[one] = value, other
    gone: set[int] = set()
    for i, (_, j) in sorted(best.items()):
        if i < j and best.get(j, (0.0, -1))[1] == i:
            groups[i].pieces.extend(groups[j].pieces)
            groups[i].links.extend(groups[j].links)
            gone.add(j)
    return [g for n, g in enumerate(groups) if n not in gone]


def _vectors(groups: Sequence[Group]) -> list[dict[str, float]]:
    counts = Counter(s for g in groups for s in {s for p in _telling(g) for s in p.stems})
    rare = {s: math.log((len(groups) + 1) / (n + 0.5)) / (2 if s in COMMON_STEMS else 1) for s, n in counts.items()}
    found = []
    for g in groups:
        own = Counter(s for p in _telling(g) for s in p.stems)
        found.append({s: (1 + math.log(n)) * rare[s] for s, n in own.items()})
    return found


def _telling(g: Group) -> list[Piece]:
    return [p for p in g.pieces if not p.recap] or g.pieces


def _near(groups: Sequence[Group], vectors: Sequence[dict[str, float]]) -> dict[tuple[int, int], float]:
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for n, vector in enumerate(vectors):
        for s in vector:
            holders[s].append(n)
    pairs = {(i, j) for held in holders.values() if len(held) <= _CROWD for m, j in enumerate(held) for i in held[:m]}
    lengths = [math.sqrt(sum(w * w for w in v.values())) or 1.0 for v in vectors]
    found = {}
    for i, j in pairs:
        small, large = sorted((groups[i].outlets, groups[j].outlets), key=len)
        if small <= large and len(small) > 1:
            continue  # two rows that several outlets keep apart are two matters
        shared = [vectors[i][s] * vectors[j][s] for s in vectors[i].keys() & vectors[j].keys()]
        weight = sum(math.sqrt(w) for w in shared)
        value = sum(shared) / (lengths[i] * lengths[j]) * min(1.0, weight / _ENOUGH)
        if value >= _FAINT and _adjoin(groups[i], groups[j]):
            value += _GOES_ON
        if (
            len(small | large) == 2
            and len(large) == 1
            and value >= _ALONE
            and _only_theirs(vectors[i], vectors[j], holders)
        ):
            value += _GOES_ON
        found[i, j] = value
    return found


def _only_theirs(a: dict[str, float], b: dict[str, float], holders: Mapping[str, Sequence[int]]) -> bool:
    """Say whether the two share a telling stem that no other row has."""
    return any(len(holders[s]) == 2 and s not in COMMON_STEMS for s in a.keys() & b.keys())


def _adjoin(a: Group, b: Group) -> bool:
    """Say whether one short paragraph stands with a sentence in both rows."""
    places = {(id(p.post), p.paragraph) for p in a.pieces if _is_short(p)}
    return any((id(p.post), p.paragraph) in places for p in b.pieces if _is_short(p))


def _is_short(piece: Piece) -> bool:
    return len(piece.post.paragraphs[piece.paragraph].span) <= PASSAGE_CHARACTERS
