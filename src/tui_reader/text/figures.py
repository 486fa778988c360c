"""Numbers in words as the figures they stand for, and figures with their nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
ONES = {word: str(number) for number, word in enumerate(f"{_UNITS} eighteen nineteen".split())}
TENS = {
    word: f"{number}0"
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}


_ALL_TENS = frozenset(float(figures) for figures in TENS.values())
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_SHORT = 2  # letters of a scale that stands behind figures alone: "64 m"
_WORDS = frozenset((*ONES, *TENS, *_SCALES))
_DIGITS = re.compile(r"£?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<scale>k|m|mn|bn|tn)?")
_SAY_LITTLE = frozenset("0 1 2 3 4 5 6 7 8 9 10".split())  # "two of them", "three times": in every matter


def figure_of(word: str) -> str | None:
    """Return the figures of a number in one word ("twelve": "12"), None for every other word."""
    return ONES.get(word) or TENS.get(word)


def joined_figures(before: str, word: str) -> str | None:
    """Return the number that two words in a row make: "20" and "two" are "22"; None where they make none."""
    figure = ONES.get(word)
    if figure is None or len(figure) > 1 or before not in TENS.values():
        return None
    return str(int(before) + int(figure))


def figures_in(words: Sequence[str]) -> list[str]:
    """Return the numbers of folded words as plain figures, in order; of those in words the small ones are left out.

    >>> figures_in("four hundred and twelve of 1,286".split()), figures_in("£64m or 1.4 million".split())
    (['412', '1286'], ['64000000', '1400000'])
    """
    return [placed.figures for placed in numbers_in(words) if not (placed.is_written and placed.figures in _SAY_LITTLE)]


class PlacedNumber(NamedTuple):
    """A number in figures, its first and its last word, and whether it is written in words alone."""

    figures: str
    first: int
    last: int
    is_written: bool


def numbers_in(words: Sequence[str]) -> Iterator[PlacedNumber]:
    """Yield the numbers of folded words, in order, with their places."""
    number, first, last = _Number(), 0, 0
    for at, word in enumerate((*words, "")):
        may_be = word[:1].isdigit() or word in _WORDS
        if number.begun and (may_be or word == "and") and number.takes(word):
            last = last if word == "and" else at
            continue
        if number.begun:
            yield PlacedNumber(number.figures(), first, last, number.is_written)
            number = _Number()
        if may_be and number.takes(word):
            first = last = at


class _Number:
    """A number while its words come: "two million", "four hundred and twelve", "1.4", "bn"."""

    def __init__(self) -> None:
        self._whole = self._part = 0.0  # what is behind a "thousand" already, and what is not
        self._scaled = False
        self._last = 0.0
        self.begun = self.is_written = False

    def takes(self, word: str) -> bool:
        """Say whether a word goes on with the number, and take it."""
        if word in _SCALES and (self.begun or len(word) > _SHORT):
            self.is_written = self.is_written or not self.begun
            self.begun = True  # "a hundred"
            self._scale(_SCALES[word])
            return True
        if word == "and":
            return self._scaled and not self._part % 100
        digits = _DIGITS.fullmatch(word)
        if digits is not None:
            if self.begun:
                return False
            self.begun, self._part = True, float(digits["number"].replace(",", ""))
            if digits["scale"]:
                self._scale(_SCALES[digits["scale"]])
            return True
        figure = figure_of(word)
        if figure is None:
            return False
        value = float(figure)
        if self.begun and not self._fits(value):
            return False
        self.begun = self.is_written = True
        self._part += value
        self._last = value
        return True

    def _fits(self, value: float) -> bool:
        """Say whether a number in words goes on with what is there: "eighty", "six"; "hundred", "twelve"."""
        if value < 10 and self._last in _ALL_TENS and self._part % 100 == self._last:
            return True
        return self._scaled and not self._part % 100 and self._last != value

    def _scale(self, scale: float) -> None:
        self._scaled, self._last = True, 0.0
        if scale > 100:
            self._whole += (self._part or 1) * scale
            self._part = 0.0
        else:
            self._part = (self._part or 1) * scale

    def figures(self) -> str:
        """Return the number in figures."""
        return f"{self._whole + self._part:.12g}"


def is_figure(word: str) -> bool:
    """Say whether a folded word is a number in figures that `figures_in` returns: no "4.12am", no "14th"."""
    return _DIGITS.fullmatch(word) is not None


def counted(number: int, noun: str) -> str:
    """Return a number and its noun: `1 quotation`, `2,000 quotations`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
