"""What belongs in a comparison: the passages of a moment, of the replies to it, and who else carried the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from tui_reader.alignment.likeness import SAME_WORDS, Weights, likeness
from tui_reader.alignment.links import Pair, candidates, reasons, score
from tui_reader.alignment.moments import Moment, leading
from tui_reader.alignment.passages import Piece
from tui_reader.alignment.rows import Group

# Score from which another speaker's passage tells the same. On 14 invented days of six outlets .985 costs .2 of a point
# of precision for .4 of recall.
_AS_GOOD = 0.99
# The same for what the reporter tells of in nobody's name, where its outlet has nothing else; a shared number tells
# more. On the same days .88 and .8 cost .2 of a point of precision for .2 of recall.
_TOLD, _TOLD_NUMBERS = 0.92, 0.88


def unique_pieces(moment: Moment) -> list[Piece]:
    """Return the pieces of a moment once each, in reading order."""
    return [piece for _, piece in sorted({p.index: p for p in moment.pieces}.items())]


def told_beside(
    moment: Moment, moments: Sequence[Moment], others: Sequence[Piece], pages: Collection[str] = ()
) -> list[Piece]:
    """Return what is told beside a moment, in the posts that tell of it more than of any other.

    Most of a statement is told in nobody's name: "Three people have died", with no "she said". And some of it is told
    in the name of somebody who leads the posts of no two outlets: the others on the platform. Of a live page the posts
    between its first and its last that nobody else leads belong to it as well. `others` are pieces of the same days,
    `pages` the documents that were put into its event: those of one post belong to it too, whoever leads them.
    """
    leads = leading(moments)
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    leader = {post: id for id, posts in leads.items() for post in posts}
    for piece in others:
        if piece.post.id in leader:
            outlets[leader[piece.post.id]].add(piece.outlet)
    rivals = [each for each in moments if each is not moment and len(outlets[each.id]) > 1]
    elsewhere = {p.index for each in rivals for p in each.pieces}
    theirs = {post for each in rivals for post in leads[each.id]}
    own = set(leads[moment.id])
    spans: dict[str, tuple[int, int]] = {}
    for piece in others:
        if piece.post.id in own:
            first, last = spans.get(piece.document.id, (piece.index, piece.index))
            spans[piece.document.id] = min(first, piece.index), max(last, piece.index)

    def belongs(piece: Piece) -> bool:
        first, last = spans.get(piece.document.id, (1, 0))
        told = piece.document.id in pages and len(piece.document.posts) == 1 and not piece.speakers
        return piece.post.id in own or told or (piece.post.id not in theirs and first <= piece.index <= last)

    return [p for p in others if p.index not in elsewhere and not p.earlier and belongs(p)]


def add_companions(groups: Sequence[Group], others: Sequence[Piece], weights: Weights) -> None:
    """Give a row the passages that tell the same under another name.

    `others` are the pieces of the same days that are not in the rows. Seven words in a row are enough where the
    outlet has none there; where it has, the whole must be as good as the same. What sums up stays out.
    """
    rows_of: defaultdict[int, list[Group]] = defaultdict(list)
    placed: dict[int, Piece] = {}
    for row in groups:
        for piece in row.pieces:
            rows_of[piece.index].append(row)
            placed[piece.index] = piece
    free = {p.index: p for p in others if not (p.earlier or p.of_page or p.recap) and p.index not in placed}
    both = {**placed, **free}
    pairs = candidates([both[index] for index in sorted(both)], weights, across=free)
    best: dict[int, Pair] = {}
    for a, b in pairs:
        piece, other = (b, a) if a.index in free else (a, b)
        alike = likeness(piece, other, weights)
        value = score(piece, other, alike)
        told = not other.speakers and value >= (_TOLD_NUMBERS if alike.numbers else _TOLD)
        missing = any(other.outlet not in row.outlets for row in rows_of[piece.index])
        missing = missing and (told or alike.run >= SAME_WORDS)
        if not missing and value < _AS_GOOD:
            continue
        if other.index not in best or value > best[other.index].score:
            best[other.index] = Pair(piece, other, value, reasons(piece, other, alike))
    for pair in best.values():
        for row in rows_of[pair.a.index]:
            row.add(pair.b, pair)
