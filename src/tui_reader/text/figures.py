"""Numbers in words as the figures they stand for, and figures with their nouns."""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
ONES = {word: str(number) for number, word in enumerate(f"{_UNITS} eighteen nineteen".split())}
TENS = {
    word: f"{number}0"
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}


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
    """Return the numbers written as words, as figures, in order: "sixty", "four" are one, "64"."""
    found: list[str] = []
    last = -2
    for place, word in enumerate(words):
        figure = figure_of(word)
        if figure is None:
            continue
        joined = joined_figures(found[-1], word) if place == last + 1 and found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(figure)
        last = place
    return [figure for figure in found if figure not in _SAY_LITTLE]


def counted(number: int, noun: str) -> str:
    """Return a number and its noun: `1 quotation`, `2,000 quotations`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
