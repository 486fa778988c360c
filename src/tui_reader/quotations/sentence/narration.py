"""The reporter's words of a stretch of text, with each quotation folded into one placeholder.

Everything that looks for reporting words and speakers works on this, so that no name inside a
quotation can become its speaker and no mark inside one can end the reporter's sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from tui_reader.quotations.sentence.lexicon import (
    BODY,
    CAPITAL,
    CUE,
    DET,
    FLAGS,
    LOW,
    PLACEHOLDER,
    QUOTED,
    ROLE,
    STOP,
    words,
)
from tui_reader.quotations.sentence.mark_pairing import Run
from tui_reader.text.words import TOKEN

_STOPS = ".!?…"
_CLOSING = "'’\"”»"
_BULLETS = "•*·–—-|"
_OPENING = "([$£€#@"
_ABBREVIATIONS, _OF_NUMBERS = words("abbreviation"), words("abbreviation_of_number")
_PAST = ("ed", "said", "told")  # how a reporting verb behind a name ends
_HOUSES = words("house_number")
_NUMBERED = frozenset(word.title() for word in words("numbered")) | {"No"}
_YEAR = 4  # figures
_TAG_NAME = 4  # entries of a name before its reporting verb
# Most words are plain letters before a blank: tried first, they cost a third less.
_PIECES = re.compile(rf"[A-Za-z]+\s+|(?:{TOKEN})\s*")


class Narration:
    """Parallel lists, one entry a word, mark or placeholder.

    `raw` and `low` are the word as printed and in lower case, `start` code points, `flag` bits of the lexicon, `run`
    the index in `runs` of the quotation a placeholder stands for (by its entry). `sentences` are pairs of entries,
    half open.
    """

    __slots__ = ("flag", "low", "raw", "run", "runs", "sentences", "start", "text")

    def __init__(self, text: str, runs: Sequence[Run]) -> None:
        self.text, self.runs = text, runs
        self.raw: list[str] = []
        self.low: list[str] = []
        self.start: list[int] = []
        self.flag: list[int] = []
        self.run: dict[int, int] = {}
        self.sentences: list[tuple[int, int]] = []

    def end(self, entry: int) -> int:
        """Return the code point behind an entry."""
        index = self.run.get(entry)
        return self.start[entry] + len(self.raw[entry]) if index is None else self.runs[index].close_at

    def slice(self, first: int, stop: int) -> str:
        """Return the printed text of the entries `first:stop`."""
        return self.text[self.start[first] : self.end(stop - 1)] if stop > first else ""


def narrate(text: str, start: int, end: int, runs: Sequence[Run], outer: int | None = None) -> Narration:
    """Return the narration of `text[start:end]`, folding the runs whose parent is `outer`."""
    narration = Narration(text, runs)
    at = start
    for index in range(0 if outer is None else outer + 1, len(runs)):
        run = runs[index]
        if run.open_at >= end:
            break
        if run.parent != outer or run.open_at < at or run.close_at > end:
            continue
        _add_words(narration, at, run.open_at)
        narration.run[len(narration.raw)] = index
        narration.raw.append(PLACEHOLDER)
        narration.start.append(run.open_at)
        at = run.close_at
    _add_words(narration, at, end)
    narration.low = list(map(LOW.__getitem__, narration.raw))
    narration.flag = list(map(FLAGS.__getitem__, narration.raw))
    if not _NUMBERED.isdisjoint(narration.raw):
        _name_numbers(narration)
    if "&" in narration.raw:
        _spell_out(narration)
    narration.sentences = _sentences(narration)
    return narration


def _spell_out(narration: Narration) -> None:
    """Take the A of "A&E" for a letter and for no article."""
    raw = narration.raw
    for index in [index for index, word in enumerate(raw) if word == "&"]:
        for beside in (index - 1, index + 1):
            if 0 <= beside < len(raw) and raw[beside] == "A" and min(beside, index) + 1 < len(raw):
                narration.flag[beside] = CAPITAL


def _name_numbers(narration: Narration) -> None:
    """Take a number for a part of a name: "No 10", "Channel 4", "Witness 3"."""
    raw, flags = narration.raw, narration.flag
    for index in [index for index, word in enumerate(raw[:-1]) if word in _NUMBERED]:
        house = raw[index] == "No"
        number = index + 1 + (house and raw[index + 1] == ".")
        if house and number < len(raw) and raw[number] in _HOUSES:
            flags[index : number + 1] = [CAPITAL | BODY] * (number + 1 - index)
        elif not house and raw[number].partition("’")[0].partition("'")[0].isdigit() and len(raw[number]) < _YEAR:
            flags[number] = CAPITAL | (flags[index] & ROLE)


def _add_words(narration: Narration, start: int, end: int) -> None:
    """Cut into words and marks; everything here runs in C, for it is done to every word of every page."""
    printed = narration.text[start:end]
    begun = printed.lstrip()
    pieces = _PIECES.findall(begun)
    if not pieces:
        return
    raw = list(map(str.rstrip, pieces))
    starts = list(accumulate(map(len, pieces), initial=start + len(printed) - len(begun)))
    starts.pop()
    narration.raw += raw
    narration.start += starts


def _sentences(narration: Narration) -> list[tuple[int, int]]:
    """Cut where a full stop, or a quotation that ends in one, is followed by what can start a sentence."""
    found: list[tuple[int, int]] = []
    first, count, raw = 0, len(narration.raw), narration.raw
    for index in [index for index, flag in enumerate(narration.flag) if flag & STOP]:
        word = raw[index]
        if word == "•":
            if index > first:
                found.append((first, index))
                first = index
            continue
        if index + 1 < count and not _starts(narration, index + 1):
            continue
        if narration.flag[index] & QUOTED:
            run = narration.runs[narration.run[index]] if index in narration.run else None
            if run is None or index + 1 >= count or not _ends_sentence(narration.text, run.end):
                continue
            if narration.text[run.end - 1] in "?!" and _is_tag(narration, index + 1):
                continue
        elif word == "." and index and _abbreviated(narration, index):
            continue
        found.append((first, index + 1))
        first = index + 1
    if first < count:
        found.append((first, count))
    return found


def _ends_sentence(text: str, end: int) -> bool:
    """Say whether words in marks end in a full stop, theirs or that of words in marks within them."""
    last = text[end - 1]
    return last in _STOPS or (last in _CLOSING and text[end - 2] in _STOPS)


def _is_tag(narration: Narration, index: int) -> bool:
    """Say whether a name and a reporting verb follow words that end in "?" or "!": "“Why?” Name asked".

    Not where another has said these ("Name asked: “Why?” Another replied: …").
    """
    if index > 1 and narration.low[index - 2] in (":", ","):
        return False
    first, ceiling = index, min(len(narration.raw) - 1, index + _TAG_NAME)
    while index < ceiling and narration.flag[index] & CAPITAL and not narration.flag[index] & (CUE | DET):
        index += 1
    verb = bool(narration.flag[index] & CUE) and narration.low[index].endswith(_PAST)
    return index > first and verb and narration.low[index + 1] != ":"


def _starts(narration: Narration, index: int) -> bool:
    flag, word = narration.flag[index], narration.raw[index]
    return bool(flag & (CAPITAL | QUOTED)) or word[0].isdigit() or word in _BULLETS or word in _OPENING


def _abbreviated(narration: Narration, index: int) -> bool:
    """Say whether the full stop at `index` belongs to the word before it (Sen., J.)."""
    if narration.end(index - 1) != narration.start[index]:
        return False
    before = narration.low[index - 1]
    if before in _OF_NUMBERS:
        return narration.raw[index + 1 : index + 2] != [] and narration.raw[index + 1][0].isdigit()
    return before in _ABBREVIATIONS or (len(before) == 1 and narration.raw[index - 1].isupper() and before != "i")
