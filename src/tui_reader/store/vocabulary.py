"""The words of the store, for searches with typing errors in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.store.matching import Match, Run, either
from tui_reader.store.rows import IN_NAMES, packed

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

MOST_VARIANTS = 6
RARE = 3  # a word this rare may be somebody else's typing error


class Term(NamedTuple):
    """A word of a search and the words of the store it may stand for, itself first; `uses` of all of them."""

    word: str
    variants: tuple[str, ...]
    uses: int
    open: bool = False  # the beginning of a word

    @property
    def match(self) -> Match:
        """Return what it asks of the index."""
        found = either(Run((variant,), begun=self.open) for variant in self.variants)
        assert found is not None  # a term stands for itself at least
        return found


class Vocabulary:
    """Finds what a word may have been meant to be. Kept in memory once needed (8 MB for 100,000 words)."""

    def __init__(self) -> None:
        self._by_length: dict[int, list[str]] = {}
        self._about: dict[tuple[int, int], list[str]] = {}
        self._state = -1

    def terms(self, connection: Connection, words: Sequence[str], *, unfinished: bool) -> list[Term]:
        """Return each word with its variants; `unfinished`: the last word may be only begun."""
        uses = self.uses(connection, words)
        terms = []
        for index, word in enumerate(words):
            if unfinished and index == len(words) - 1:
                begun = self._uses_of_beginning(connection, word)
                if begun:
                    terms.append(Term(word, (word,), begun, open=True))
                    continue
            count = uses.get(word, 0)
            near = self._near(connection, word) if count <= RARE else []
            counts = self.uses(connection, near)
            terms.append(Term(word, (word, *(n for n in near if n != word)), count + sum(counts.values())))
        return terms

    def uses(self, connection: Connection, words: Sequence[str]) -> dict[str, int]:
        """Return in how many quotations and headlines (roughly) each word stands; unknown words are missing."""
        query = f"SELECT word, uses FROM words WHERE word {IN_NAMES}"
        return dict(connection.execute(query, (packed(set(words)) or "[]",)).fetchall())

    def _uses_of_beginning(self, connection: Connection, start: str) -> int:
        begun = "SELECT uses FROM words WHERE word >= ? AND word < ? LIMIT 500"
        query = f"SELECT coalesce(sum(uses), 0) FROM ({begun}) AS begun"
        count: int = connection.execute(query, (start, start + "\U0010ffff")).fetchone()[0]
        return count

    def _near(self, connection: Connection, word: str) -> list[str]:
        """Return the words that are few letters away, the nearest first; one letter for short words."""
        if len(word) < 3:
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        self._load(connection)
        most = 1 if len(word) < 5 else 2
        choices = self._of_about(len(word), most)
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=MOST_VARIANTS)
        return [choice for choice, _, _ in found]

    def _of_about(self, length: int, most: int) -> list[str]:
        """Return the words of a length, give or take `most` letters."""
        if (length, most) not in self._about:
            lengths = range(length - most, length + most + 1)
            self._about[length, most] = [word for each in lengths for word in self._by_length.get(each, ())]
        return self._about[length, most]

    def _load(self, connection: Connection) -> None:
        state: int = connection.execute("SELECT posts FROM changes").fetchone()[0]
        if state == self._state:
            return
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for (word,) in connection.execute("SELECT word FROM words"):
            by_length[len(word)].append(word)
        self._by_length, self._about, self._state = dict(by_length), {}, state
