"""Linked passages into rows: one thing said or done, as every outlet carried it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tui_reader.alignment.links import LIKELY, SURE, Pair
from tui_reader.alignment.passages import PASSAGE_CHARACTERS, Piece
from tui_reader.domain import ParagraphRole

# What sums up, and the headline of a page, is of several matters: the score it needs to stand for one of them, where
# it does not name who speaks in the row.
_RECAP = 0.95
_LEAD = 0.8  # the score at which a lead that stands in a row stands in another as well
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


def group(pieces: Sequence[Piece], pairs: Sequence[Pair]) -> list[Group]:
    """Return the pieces as groups; a piece without a link is a group of its own.

    `pairs` come surest first. A sure link joins two groups if the rest of the smaller one fits; if not,
    the linked passage holds two matters and stands in both. Recaps match everything: they join what
    the others have made, and stand alone only where there is nothing else.
    """
    nothing_else = all(piece.recap for piece in pieces)
    home = {piece.index: Group([piece]) for piece in pieces if nothing_else or not piece.recap}
    scores: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for pair in pairs:
        scores[pair.a.index][pair.b.index] = scores[pair.b.index][pair.a.index] = pair.score
    for pair in pairs:
        if pair.a.recap or pair.b.recap or pair.a.lead != pair.b.lead:
            continue
        a, b = home[pair.a.index], home[pair.b.index]
        if a is b:
            a.links.append(pair)
        elif _may_join(a, b, scores):
            a.pieces.extend(b.pieces)
            a.links.extend((*b.links, pair))
            for piece in b.pieces:
                home[piece.index] = a
    _put_leads(pairs, home)
    _put_in_both(pairs, home)
    _absorb(pieces, home)
    groups = list({id(g): g for g in home.values()}.values())
    _put_recaps(pairs, home)
    return groups


def _may_join(a: Group, b: Group, scores: dict[int, dict[int, float]]) -> bool:
    """Say whether the pieces of the smaller group, each by its best link, are alike to the other group."""
    small, large = (a, b) if len(a.pieces) <= len(b.pieces) else (b, a)
    best = [max(scores[x.index].get(y.index, 0.0) for y in large.pieces) for x in small.pieces]
    return sum(best) / len(best) >= LIKELY


def _put_leads(pairs: Sequence[Pair], home: dict[int, Group]) -> None:
    """Put the first paragraphs of a page, which tell of everything, to what the rest made: they join no two rows."""
    for pair in pairs:
        if pair.a.lead == pair.b.lead or pair.a.recap or pair.b.recap:
            continue
        lead, other = (pair.a, pair.b) if pair.a.lead else (pair.b, pair.a)
        row, own = home[other.index], home[lead.index]
        if row is own:
            row.links.append(pair)
        elif len(own.pieces) == 1:
            row.add(lead, pair)
            home[lead.index] = row
        elif pair.score >= _LEAD and lead.outlet not in row.outlets:
            row.add(lead, pair)


def _put_in_both(pairs: Sequence[Pair], home: dict[int, Group]) -> None:
    """Let a passage stand in a second row that its outlet would else not have."""
    for pair in pairs:
        if pair.score < SURE or pair.a.recap or pair.b.recap:
            continue
        for piece, other in ((pair.a, pair.b), (pair.b, pair.a)):
            row = home[other.index]
            if row is not home[piece.index] and piece.outlet not in row.outlets:
                row.add(piece, pair)


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


def _put_recaps(pairs: Sequence[Pair], home: dict[int, Group]) -> None:
    """Put every recap to the row of its best link; a heading within a text is a label, and reports nothing."""
    placed: set[int] = set()
    for pair in pairs:
        for piece, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if piece.role is ParagraphRole.SUBHEADING:
                continue
            if piece.recap and not other.recap and (piece.index not in placed or pair.score >= SURE):
                row = home[other.index]
                named = not piece.of_page and not set(piece.relays).isdisjoint(other.relays)
                if named or pair.score >= _RECAP:
                    placed.add(piece.index)
                    row.add(piece, pair)


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
