"""Numbers in words as the figures they stand for."""

from __future__ import annotations

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
ONES = {word: str(number) for number, word in enumerate(f"{_UNITS} eighteen nineteen".split())}
TENS = {
    word: f"{number}0"
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}


def figure_of(word: str) -> str | None:
    """Return the figures of a number in one word ("twelve": "12"), None for every other word."""
    return ONES.get(word) or TENS.get(word)


def joined_figures(before: str, word: str) -> str | None:
    """Return the number that two words in a row make: "20" and "two" are "22"; None where they make none."""
    figure = ONES.get(word)
    if figure is None or len(figure) > 1 or before not in TENS.values():
        return None
    return str(int(before) + int(figure))
