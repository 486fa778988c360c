"""What may clash and is counted in no noun: a part of a whole, the name of one person, an age, a telephone number.

Each is a kind, a key under which two tellings are of one thing, its value, and the words as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui_reader.text.figures import figure_of, joined_figures
from tui_reader.text.normalise import words

_TITLE = r"(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Mr|Mrs|Ms|Judge|Councillor|Cllr|Sgt|PC|Rev)\.?"
_NAME = re.compile(rf"(?:\b({_TITLE}) )?\b([A-Z][a-z]+) ([A-Z][a-z]+)\b(?:, (\d{{1,2}})\b)?")
_PERSON = "man|woman|boy|girl|teenager|pensioner|driver|pilot|student|pupil|officer"
_AGED = re.compile(
    rf"\b(\d{{1,2}})-year-old ({_PERSON})\b|\b({_PERSON})(?:,| of| aged|, aged) (\d{{1,2}})\b(?! \w{{3,}}s\b)"
)
_TELEPHONE = re.compile(r"(?<!\d)0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)")
_OF = 6  # words between a part and its whole: "34 of the inquiry's 37"
_LARGEST_PART = 1_000_000


class Value(NamedTuple):
    """One thing told: its kind, what it is of, what it is, and the words that tell it."""

    kind: str
    key: str
    value: str
    words: str


def values_in(sentence: str) -> Iterator[Value]:
    """Yield the values of a sentence, kind by kind.

    `values_in("34 of the 37 demands")` gives `Value("number", "of 37", "34", "34 of the 37")`.
    """
    yield from _parts(sentence)
    for match in _AGED.finditer(sentence):
        yield Value("number", f"age of a {match[2] or match[3]}", match[1] or match[4], match.group())
    for match in _TELEPHONE.finditer(sentence):
        digits = re.sub(r"\D", "", match.group())
        yield Value("number", f"telephone {len(digits)} {digits[:5]}", digits, match.group())
    for match in _NAME.finditer(sentence):
        title, first, last, age = match.groups()
        known = f"aged {age}" if age else title
        if known:  # a family shares its last name: only what tells that one person is meant
            yield Value("name", f"{known} {last}", first, match.group().split(",")[0])


def _parts(sentence: str) -> Iterator[Value]:
    printed = words(sentence)
    folded = [word for word, _ in printed]
    for at, word in enumerate(folded):
        if word != "of" or at == 0:
            continue
        out = 2 if folded[at - 1] == "out" else 1
        part = _number(folded[max(0, at - out - 1) : at - out + 1])
        for length, later in enumerate(folded[at + 1 : at + 1 + _OF], start=1):
            whole = _number([later])
            if whole is not None:
                if part is not None and part < whole < _LARGEST_PART:
                    first = at - out - (_number(folded[at - out : at - out + 1]) != part)  # "thirty", "four"
                    shown = sentence[printed[max(0, first)][1].start : printed[at + length][1].end]
                    yield Value("number", f"of {whole}", str(part), shown)
                break


def _number(folded: list[str]) -> int | None:
    """Return the number that some words end in, None where they end in none."""
    last = folded[-1] if folded else ""
    if last.isdigit():
        return int(last)
    alone = figure_of(last)
    whole = joined_figures(figure_of(folded[-2]) or "", last) if alone and len(folded) > 1 else None
    number = whole or alone
    return int(number) if number else None
