"""Where outlets contradict each other on one thing: another number of the same things, another day, a "not".

Right before rich: a number clashes only with one of the same noun, where neither outlet has the other's number in its
cell; a day only with another day in the same words; a "not" only in the same words with and without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from tui_reader.alignment.passages import Piece
from tui_reader.domain import Clash
from tui_reader.text.normalise import folded_words, listed, stem

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_DAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_MONTHS = listed("january february march april june july august september october november december")
_NOT = listed("not never cannot can't won't isn't wasn't aren't weren't doesn't didn't don't hasn't haven't hadn't")
_NO_NOUN = listed("of the a an and or in on at to by for per pm am percent million billion thousand year years old")
_NEAR = 3  # words behind a number in which its noun stands
_SAME = 5  # words in a row, but for the one that differs, that make two passages the same words
_MOST = 4  # clashes of a row


def clashes_of(pieces: Sequence[Piece]) -> tuple[Clash, ...]:
    """Return where the outlets of a row contradict each other, the first found first."""
    told = [piece for piece in pieces if not piece.recap]
    found: dict[tuple[str, str, str], Clash] = {}
    for clash in (*_numbers(told), *_in_the_same_words(told)):
        found.setdefault((clash.kind, min(clash.a, clash.b), max(clash.a, clash.b)), clash)
    return tuple(found.values())[:_MOST]


def _numbers(pieces: Sequence[Piece]) -> Iterator[Clash]:
    """Yield numbers of the same things that differ between outlets."""
    by_outlet: dict[str, dict[str, set[str]]] = {}
    every: dict[str, set[str]] = {}
    for piece in pieces:
        counted = by_outlet.setdefault(piece.outlet, {})
        for number, noun in counted_things(piece.text):
            counted.setdefault(noun, set()).add(number)
            every.setdefault(piece.outlet, set()).add(number)
    for a, b in combinations(sorted(by_outlet), 2):
        for noun in by_outlet[a].keys() & by_outlet[b].keys():
            here, there = by_outlet[a][noun], by_outlet[b][noun]
            if len(here) == len(there) == 1 and not here & every[b] and not there & every[a]:
                yield Clash("number", a, b, f"{min(here)} {noun}", f"{min(there)} {noun}")


def counted_things(text: str) -> list[tuple[str, str]]:
    """Return the numbers of a text with the stem of the noun each counts: ("800", "case")."""
    words = folded_words(text)
    found = []
    for index, word in enumerate(words):
        number = str(_WORDS[word]) if word in _WORDS else word.replace(",", "") if _NUMBER.fullmatch(word) else ""
        if not number:
            continue
        for noun in words[index + 1 : index + 1 + _NEAR]:
            if noun in _NO_NOUN or noun[:1].isdigit():
                break
            if noun.endswith("s") and len(noun) > 3:
                found.append((number, stem(noun)))
                break
    return found


def _in_the_same_words(pieces: Sequence[Piece]) -> Iterator[Clash]:
    """Yield another day or month, or a "not", in what are otherwise the same words."""
    for one, other in combinations(pieces, 2):
        if one.outlet == other.outlet:
            continue
        a, b = folded_words(one.text), folded_words(other.text)
        for kind, here, there in _differing(a, b):
            yield Clash(kind, one.outlet, other.outlet, here, there)


def _differing(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    places: dict[tuple[str, ...], int] = {tuple(b[i : i + _SAME]): i for i in range(len(b) - _SAME + 1)}
    for index in range(len(a) - _SAME):
        at = places.get(tuple(a[index : index + _SAME]))
        if at is None:
            continue
        here, there = index + _SAME, at + _SAME
        mine, theirs = a[here : here + 1], b[there : there + 1]
        if not mine or not theirs or mine == theirs:
            continue
        for kind, words in (("day", _DAYS), ("month", _MONTHS)):
            if mine[0] in words and theirs[0] in words:
                yield kind, mine[0], theirs[0]
        if mine[0] in _NOT and a[here + 1 : here + 3] == b[there : there + 2]:
            yield "not", " ".join(a[here : here + 3]), " ".join(b[there : there + 2])
        elif theirs[0] in _NOT and b[there + 1 : there + 3] == a[here : here + 2]:
            yield "not", " ".join(a[here : here + 2]), " ".join(b[there : there + 3])
