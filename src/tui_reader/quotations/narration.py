"""The reporter's words of a stretch of text, with each quotation folded into one placeholder.

Everything that looks for reporting words and speakers works on this, so that no name inside a
quotation can become its speaker and no mark inside one can end the reporter's sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_reader.quotations.lexicon import QUOTED, Lexicon
from tui_reader.quotations.runs import Run
from tui_reader.text.words import tokens

if TYPE_CHECKING:
    from tui_reader.quotations.cast import Person

PLACEHOLDER = "\ufffc"
_STOPS = ".!?…"
_CUTS = frozenset((*_STOPS, PLACEHOLDER, "•"))
_BULLETS = "•*·–—-|"


class Narration:
    """Parallel lists, one entry a word, mark or placeholder.

    `raw` and `low` are the word as printed and in lower case, `start`/`end` code points, `flag` bits of the
    lexicon, `run` the index of the run a placeholder stands for (else -1). `sentences` are index pairs.
    """

    __slots__ = (
        "end",
        "first",
        "flag",
        "last",
        "low",
        "names",
        "paragraph",
        "raw",
        "run",
        "runs",
        "sentences",
        "start",
        "text",
    )

    def __init__(self, text: str, paragraph: int, runs: Sequence[Run]) -> None:
        self.text, self.paragraph, self.runs = text, paragraph, runs
        self.raw: list[str] = []
        self.low: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.flag: list[int] = []
        self.run: list[int] = []
        self.first = self.last = 0
        self.sentences: list[tuple[int, int]] = []
        self.names: list[tuple[int, Person]] = []  # entries where somebody is named, once the cast is collected

    def __len__(self) -> int:
        return len(self.raw)

    def slice(self, first: int, stop: int) -> str:
        """Return the printed text of the entries `first:stop`."""
        return self.text[self.start[first] : self.end[stop - 1]] if stop > first else ""


def narrate(
    text: str, start: int, end: int, paragraph: int, runs: Sequence[Run], outer: int | None, lexicon: Lexicon
) -> Narration:
    """Return the narration of `text[start:end]`, folding the runs whose parent is `outer`."""
    narration = Narration(text, paragraph, runs)
    narration.first, narration.last = start, end
    at = start
    for index in range(0 if outer is None else outer + 1, len(runs)):
        run = runs[index]
        if run.open_at >= end:
            break
        if run.parent != outer or run.open_at < at or run.close_at > end:
            continue
        _add_words(narration, at, run.open_at, lexicon)
        _add(narration, PLACEHOLDER, PLACEHOLDER, run.open_at, run.close_at, QUOTED, index)
        at = run.close_at
    _add_words(narration, at, end, lexicon)
    narration.sentences = _sentences(narration, lexicon)
    return narration


def _add(narration: Narration, raw: str, low: str, start: int, end: int, flag: int, run: int = -1) -> None:
    narration.raw.append(raw)
    narration.low.append(low)
    narration.start.append(start)
    narration.end.append(end)
    narration.flag.append(flag)
    narration.run.append(run)


def _add_words(narration: Narration, start: int, end: int, lexicon: Lexicon) -> None:
    parts = tokens(narration.text, start, end)
    if not parts:
        return
    raws, starts, ends = zip(*parts, strict=True)
    known, learn = lexicon.seen.get, lexicon.learn
    pairs = [known(raw) or learn(raw) for raw in raws]
    narration.raw += raws
    narration.start += starts
    narration.end += ends
    narration.low += [low for low, _ in pairs]
    narration.flag += [flag for _, flag in pairs]
    narration.run += [-1] * len(parts)


def _sentences(narration: Narration, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Cut where a full stop, or a quotation that ends in one, is followed by what can start a sentence."""
    found: list[tuple[int, int]] = []
    first, count, raw = 0, len(narration.raw), narration.raw
    for index in [index for index, word in enumerate(raw) if word in _CUTS]:
        word = raw[index]
        if word in _STOPS:
            if index + 1 < count and not _starts(narration, index + 1):
                continue
            if word == "." and index and _abbreviated(narration, index, lexicon):
                continue
        elif word is PLACEHOLDER:
            run = narration.runs[narration.run[index]]
            if narration.text[run.end - 1] not in _STOPS or index + 1 >= count or not _starts(narration, index + 1):
                continue
        elif word == "•" and index > first:
            found.append((first, index))
            first = index
            continue
        else:
            continue
        found.append((first, index + 1))
        first = index + 1
    if first < count:
        found.append((first, count))
    return found


def _starts(narration: Narration, index: int) -> bool:
    word = narration.raw[index]
    return word is PLACEHOLDER or word[0].isupper() or word[0].isdigit() or word in _BULLETS or word in "([$£€#@"


def _abbreviated(narration: Narration, index: int, lexicon: Lexicon) -> bool:
    """Say whether the full stop at `index` belongs to the word before it (Sen., J.)."""
    if narration.end[index - 1] != narration.start[index]:
        return False
    before = narration.low[index - 1]
    return before in lexicon.abbreviations or (
        len(before) == 1 and narration.raw[index - 1].isupper() and before != "i"
    )
