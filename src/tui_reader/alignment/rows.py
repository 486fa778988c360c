"""Passages into rows: one thing said or done, as every outlet carried it."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tui_reader.alignment.likeness import Weights
from tui_reader.alignment.link_weights import ALSO, TOGETHER
from tui_reader.alignment.links import Pair, Scored, explained
from tui_reader.alignment.passages import PASSAGE_CHARACTERS, Piece
from tui_reader.domain import ParagraphRole

_RECAP, _HEADLINE = 0.4, 0.6  # what a recap needs to stand in a row, and the headline of a page, which is of several
_TOLD = 0.3  # likelihood of a pair that is named as a reason for the row
_TWO = 2  # outlets: what one alone tells is no row of several
_END_OF_DAY = 24 * 60


@dataclass(slots=True)
class Group:
    """The pieces of one row, and the links that hold them together."""

    pieces: list[Piece] = field(default_factory=list)
    links: list[Pair] = field(default_factory=list)

    @property
    def outlets(self) -> set[str]:
        """Return the outlets that have a piece here."""
        return {piece.outlet for piece in self.pieces}

    def add(self, piece: Piece, link: Pair) -> None:
        """Put one more piece in, by the link that brings it."""
        self.links.append(link)
        if all(piece is not other for other in self.pieces):
            self.pieces.append(piece)


def group(pieces: Sequence[Piece], pairs: Sequence[Scored], weights: Weights) -> list[Group]:
    """Return the pieces as groups; a piece without a link is a group of its own.

    Two groups become one while their pieces of different outlets are likely, on average, to report the same thing. A
    passage with two matters stands in a second row that its outlet would else not have. Recaps match everything: they
    join what the others have made, and stand alone only where there is nothing else.
    """
    nothing_else = all(piece.recap for piece in pieces)
    own = [piece for piece in pieces if nothing_else or not piece.recap]
    groups = _Clusters(own, pairs).groups()
    home = {piece.index: g for g in groups for piece in g.pieces}
    of: defaultdict[int, dict[int, Scored]] = defaultdict(dict)
    for pair in pairs:
        of[pair.a.index][pair.b.index] = of[pair.b.index][pair.a.index] = pair
    for pair in pairs:
        g = home.get(pair.a.index)
        if g is not None and g is home.get(pair.b.index) and pair.score >= _TOLD:
            g.links.append(explained(pair, weights))
    _put_in_both(groups, home, of, weights)
    _absorb(pieces, home)
    groups = list({id(g): g for g in home.values()}.values())
    _put_recaps(pairs, home, weights)
    return groups


class _Clusters:
    """Groups that grow: by average linkage, over the pairs of different outlets. A pair nobody scored counts as 0.

    Near-linear in the number of pairs: only groups that share one are looked at.
    """

    def __init__(self, pieces: Sequence[Piece], pairs: Sequence[Scored]) -> None:
        self._pieces: dict[int, list[Piece]] = {n: [piece] for n, piece in enumerate(pieces)}
        self._outlets = {n: Counter([piece.outlet]) for n, piece in enumerate(pieces)}
        self._near: defaultdict[int, dict[int, list[float]]] = defaultdict(dict)  # by group: sum, pairs of one outlet
        number = {piece.index: n for n, piece in enumerate(pieces)}
        for pair in pairs:
            a, b = number.get(pair.a.index), number.get(pair.b.index)
            if a is not None and b is not None:
                self._near[a][b] = self._near[b][a] = [pair.score, float(pair.a.outlet == pair.b.outlet)]

    def groups(self) -> list[Group]:
        """Return the groups once no two of them belong together."""
        heap = [(-self._average(a, b), a, b) for a, near in self._near.items() for b in near if a < b]
        heapq.heapify(heap)
        while heap:
            value, a, b = heapq.heappop(heap)
            if -value < TOGETHER:
                break
            if b in self._near.get(a, ()) and value == -self._average(a, b):
                heap_of_a = self._merge(a, b)
                for entry in heap_of_a:
                    heapq.heappush(heap, entry)
        return [Group(pieces) for pieces in self._pieces.values()]

    def _average(self, a: int, b: int) -> float:
        known, same = self._near[a][b]
        one, other = sorted((self._outlets[a], self._outlets[b]), key=len)
        across = one.total() * other.total() - sum(count * other[outlet] for outlet, count in one.items())
        return known / (across + same)

    def _merge(self, a: int, b: int) -> list[tuple[float, int, int]]:
        """Put the group b into a; return what is now to be looked at."""
        self._pieces[a] += self._pieces.pop(b)
        self._outlets[a] += self._outlets.pop(b)
        for other, (known, same) in self._near.pop(b).items():
            del self._near[other][b]
            if other != a:
                before = self._near[a].get(other, [0.0, 0.0])
                self._near[a][other] = self._near[other][a] = [before[0] + known, before[1] + same]
        return [(-self._average(a, other), min(a, other), max(a, other)) for other in self._near[a]]


def _put_in_both(
    groups: Sequence[Group], home: dict[int, Group], of: dict[int, dict[int, Scored]], weights: Weights
) -> None:
    """Let a passage stand in a second row that its outlet would else not have."""
    for g in groups:
        if len(g.outlets) < _TWO:
            continue
        whole = [piece.index for piece in g.pieces]
        fitting = {index for piece in g.pieces for index in of.get(piece.index, ())}.difference(whole)
        known = {index: [pair for other in whole if (pair := of[index].get(other))] for index in fitting & home.keys()}
        average = {index: sum(pair.score for pair in pairs) / len(whole) for index, pairs in known.items()}
        added = 0
        for index in sorted(known, key=lambda index: (-average[index], index)):
            best = max(known[index], key=lambda pair: pair.score)
            piece = best.a if best.a.index == index else best.b
            if average[index] >= ALSO and piece.outlet not in g.outlets and added < len(whole):
                g.add(piece, explained(best, weights))
                added += 1


def _absorb(pieces: Sequence[Piece], home: dict[int, Group]) -> None:
    """Let a sentence that only goes on, with no cue of its own, go with its neighbour in a short paragraph."""
    for before, after in pairwise(pieces):
        if before.post is not after.post or before.paragraph != after.paragraph or before.recap or after.recap:
            continue
        if len(before.post.paragraphs[before.paragraph].span) > PASSAGE_CHARACTERS or after.index != before.index + 1:
            continue
        for alone, other in ((before, after), (after, before)):
            if any(q.cue for q in alone.quotations):
                continue
            row = home[other.index]
            if row is not home[alone.index] and len(home[alone.index].pieces) == 1 and not home[alone.index].links:
                row.pieces.append(alone)
                home[alone.index] = row


def _put_recaps(pairs: Sequence[Scored], home: dict[int, Group], weights: Weights) -> None:
    """Put every recap to the row of its best link; a heading within a text is a label, and reports nothing."""
    placed: set[int] = set()
    for pair in pairs:
        for piece, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if piece.role is ParagraphRole.SUBHEADING or not piece.recap or other.recap or piece.index in placed:
                continue
            if pair.score >= (_HEADLINE if piece.of_page else _RECAP):
                placed.add(piece.index)
                home[other.index].add(piece, explained(pair, weights))


def in_order(groups: Sequence[Group]) -> list[Group]:
    """Sort by the first printed time; a group without one stands after its neighbour on the page, or last."""
    for g in groups:
        g.pieces.sort(key=lambda p: (p.recap, p.minute is None, p.minute or 0, p.index))
    home = {p.index: (p, g) for g in groups for p in g.pieces}
    last: dict[str, int] = {}
    after: dict[int, int] = {}
    for index in sorted(home):
        piece, g = home[index]
        minute = g.pieces[0].minute
        if minute is not None:
            last[piece.document.id] = minute
        elif piece.document.id in last:
            after.setdefault(id(g), last[piece.document.id])
    return sorted(groups, key=lambda g: (_minute(g, after), g.pieces[0].minute is None, g.pieces[0].index))


def _minute(g: Group, after: dict[int, int]) -> int:
    minute = g.pieces[0].minute
    return after.get(id(g), _END_OF_DAY) if minute is None else minute
