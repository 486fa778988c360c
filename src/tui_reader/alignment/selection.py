"""What belongs in a comparison: the passages of a moment, of the replies to it, and who else carried the words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tui_reader.alignment.likeness import SAME_WORDS, Weights, likeness, runs
from tui_reader.alignment.links import Pair, reasons
from tui_reader.alignment.moments import Moment
from tui_reader.alignment.passages import Piece
from tui_reader.alignment.rows import Group


def unique_pieces(moment: Moment) -> list[Piece]:
    """Return the pieces of a moment once each, in reading order."""
    return [piece for _, piece in sorted({p.index: p for p in moment.pieces}.items())]


def add_companions(groups: Sequence[Group], others: Sequence[Piece], weights: Weights) -> None:
    """Give a row the passages that print its words under another name, where their outlet has none there.

    `others` are the pieces of the same days that are not in the rows; seven words in a row are asked for.
    """
    rows_of: defaultdict[tuple[str, ...], list[tuple[Group, Piece]]] = defaultdict(list)
    for row in groups:
        for piece in row.pieces:
            for run in runs(piece.words):
                rows_of[run].append((row, piece))
    for other in others:
        if other.recap or other.earlier:
            continue
        shared: Counter[int] = Counter()
        found: dict[int, tuple[Group, Piece]] = {}
        for run in runs(other.words):
            for row, piece in rows_of.get(run, ()):
                shared[id(row)] += 1
                found[id(row)] = row, piece
        for key, _ in shared.most_common(1):
            row, piece = found[key]
            alike = likeness(piece, other, weights)
            if alike.run >= SAME_WORDS and other.outlet not in row.outlets:
                row.add(other, Pair(piece, other, 1.0, reasons(piece, other, alike)))
