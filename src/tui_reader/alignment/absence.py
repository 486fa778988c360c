"""What an outlet without a cell has of a row: it stands in another row, or nothing like it was found.

"Not carried" is said of words that somebody prints in marks, and only where all that the outlet printed that day was
searched, headlines and captions included, and nothing was found that shares more than a third of the row's telling
words by weight. Of a matter it is never said: on twenty invented days an outlet that had no such words told the matter
in others in 59 of 100 such cells (in 54 at a threshold half as high).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tui_reader.alignment.likeness import Weights
from tui_reader.alignment.passages import Piece
from tui_reader.alignment.rows import Group

NOT_CARRIED, NOT_FOUND = "not_carried", "not_found"
ALIKE = 0.5  # of the weight of a row's telling words: a passage that has as many tells the same thing
UNLIKE = 0.34  # below it nothing of the row is there
_TELLING = 12  # stems of a row that are looked for


class Coverage:
    """Everything the outlets printed on the days of an event, by the words in it."""

    def __init__(self, pieces: Sequence[Piece], weights: Weights) -> None:
        self.pieces, self._weights = pieces, weights
        self._outlet_of = {piece.index: piece.outlet for piece in pieces}
        self._outlets = set(self._outlet_of.values())
        self._of: defaultdict[str, set[int]] = defaultdict(set)
        for piece in pieces:
            for stem in piece.stems:
                self._of[stem].add(piece.index)

    def absent(self, group: Group, outlets: Sequence[str], row_of: Mapping[int, str], own: str) -> dict[str, str]:
        """Return for each outlet without a cell why: "not_carried", "not_found", or the id of the row it is in."""
        telling = self._telling(group)
        in_marks = any(piece.quoted_words for piece in group.pieces)
        found = {}
        for outlet in outlets:
            if outlet in group.outlets:
                continue
            share, index = self._best(telling, outlet)
            elsewhere = row_of.get(index)
            if share >= ALIKE and elsewhere is not None and elsewhere != own:
                found[outlet] = elsewhere
            elif share >= UNLIKE or outlet not in self._outlets or not in_marks:
                found[outlet] = NOT_FOUND
            else:
                found[outlet] = NOT_CARRIED
        return found

    def _telling(self, group: Group) -> dict[str, float]:
        """Return the stems of a row that are looked for, with their weights."""
        told = [piece for piece in group.pieces if not piece.recap] or group.pieces
        heaviest = sorted(told[0].stems, key=lambda stem: (-self._weights.of(stem), stem))[:_TELLING]
        return {stem: self._weights.of(stem) for stem in heaviest}

    def _best(self, telling: Mapping[str, float], outlet: str) -> tuple[float, int]:
        """Return how much of them the likest passage of an outlet has, 0..1, and its index; -1 where none has any."""
        whole = sum(telling.values())
        shares: defaultdict[int, float] = defaultdict(float)
        for stem, weight in telling.items():
            for index in self._of.get(stem, ()):
                if self._outlet_of[index] == outlet:
                    shares[index] += weight
        if not shares or whole <= 0:
            return 0.0, -1
        index = max(shares, key=lambda at: (shares[at], -at))
        return shares[index] / whole, index
