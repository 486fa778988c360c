"""What the pages of one event print two ways: a person under two names, a number with its figures turned round.

Looked for over the whole event, whatever row it stands in. An outlet that has one reading has the other nowhere: a
father and a son, a part and a whole are told side by side by somebody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from tui_reader.alignment.passages import Piece
from tui_reader.domain import Clash
from tui_reader.text.figures import numbers_in
from tui_reader.text.normalise import COMMON_STEMS, listed, stem, words

_TITLE = r"Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Judge|Councillor|Cllr|Sgt|PC|DC|DI|Rev|Captain|Superintendent"
_PERSON = re.compile(
    rf"\b(?:(?P<role>[a-z]{{3,}}|{_TITLE})\.?,? )?(?P<first>[A-Z][a-z]+) (?P<last>[A-Z][a-z]+)\b"
    r"(?:, (?:aged )?(?P<age>\d{1,2})\b)?"
)
_BY_A_LETTER = 92  # of 100, so alike that no role need be told
_LIKE, _NEARLY = 50, 84  # how alike two first names are that were mixed up (of 100); two whole names, one misspelt
_FIGURES = 3  # of a number; of fewer, two are each other turned round by chance
_SHARED = 2  # telling words of two sentences that tell of one number, where its noun is not the same
_YEARS = range(1500, 2100)
# Who bears a role that two tellings of one person share; who is somebody else; what a number names and does not count.
_ROLES = listed(
    """executive chairman chairwoman chair director manager minister secretary leader spokesman spokeswoman chief
    constable instructor officer inspector sergeant superintendent coroner judge lawyer solicitor barrister verger
    porter teacher headteacher principal doctor consultant surgeon nurse engineer captain skipper master driver pilot
    mayor councillor commissioner ombudsman professor author owner founder coach bishop dean vicar"""
)
_NO_OTHER = listed("brother sister twin twins son daughter father mother wife husband relation also cousin namesake")
_LABELS = listed(
    "clause page pages flight route bus room number no section article paragraph junction gate platform chapter"
)
_NO_COUNT = listed("for against hours hrs gmt bst bus train flight")
_LONGEST = 2000  # characters of a sentence; a longer one is a list
_TWO = 2
_FEW, _MANY = 2, 40  # outlets that have one reading, for the other to be a slip; readings of one key that are compared


class Reading(NamedTuple):
    """What a piece prints of a thing: `value` as it is compared, `words` as they stand there; what else is told."""

    value: str
    words: str
    piece: Piece
    told: str = ""


class Contradiction(NamedTuple):
    """A clash of two outlets, and the pieces it stands in."""

    clash: Clash
    pieces: tuple[Piece, Piece]


def contradictions(pieces: Sequence[Piece]) -> list[Contradiction]:
    """Return what these pieces, all of one event, print two ways: of each thing the two tellings most alike."""
    told = [piece for piece in pieces if not piece.recap and not piece.earlier and len(piece.text) <= _LONGEST]
    if len({piece.outlet for piece in told}) < _FEW:
        return []
    names: defaultdict[str, list[Reading]] = defaultdict(list)
    numbers: defaultdict[str, list[Reading]] = defaultdict(list)
    for piece in told:
        for reading in _names_in(piece):
            names[reading.value.rpartition(" ")[2]].append(reading)
            names[reading.value.partition(" ")[0]].append(reading)
        for reading in _numbers_in(piece):
            numbers["".join(sorted(reading.value))].append(reading)
    found = [pair for readings in names.values() for pair in _two_ways(readings) if _are_one_person(*pair)]
    clashes = [_contradiction("name", *pair) for pair in found]
    turned = [pair for readings in numbers.values() for pair in _two_ways(readings) if _are_one_number(*pair)]
    clashes += [_contradiction("number", *pair) for pair in turned]
    return list({each.clash: each for each in clashes}.values())


def _contradiction(kind: str, one: Reading, other: Reading) -> Contradiction:
    a, b = sorted((one, other), key=lambda reading: reading.piece.outlet)
    return Contradiction(Clash(kind, a.piece.outlet, b.piece.outlet, a.words, b.words), (a.piece, b.piece))


def _two_ways(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Yield of each two values that no outlet has both of, and two have one of, the two readings most alike."""
    by_value: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_value[reading.value].append(reading)
    for one, other in combinations(sorted(by_value)[:_MANY], 2):
        mine, theirs = by_value[one][:_MANY], by_value[other][:_MANY]
        outlets = {reading.piece.outlet for reading in mine}
        others = {reading.piece.outlet for reading in theirs}
        if outlets.isdisjoint(others) and max(len(outlets), len(others)) >= _FEW:
            yield max(((a, b) for a in mine for b in theirs), key=lambda pair: (_likeness(*pair), _tells(*pair)))


def _likeness(a: Reading, b: Reading) -> int:
    return len((a.piece.stems.keys() & b.piece.stems.keys()) - COMMON_STEMS)


def _tells(a: Reading, b: Reading) -> bool:
    return bool(a.told) and a.told == b.told


def _are_one_person(a: Reading, b: Reading) -> bool:
    """Say whether two names are one person's: nearly the same letters, or one last name and one role or age."""
    if not (_NO_OTHER.isdisjoint(a.piece.words) and _NO_OTHER.isdisjoint(b.piece.words)):
        return False
    (first, last), (other, surname) = a.value.split(), b.value.split()
    if last != surname:
        if a.value.rstrip("s") == b.value.rstrip("s"):
            return False  # two of them
        alike = ratio(a.value, b.value)
        return alike >= _NEARLY and (bool(a.told or b.told) or alike >= _BY_A_LETTER)
    return _tells(a, b) and (first[0] == other[0] or ratio(first, other) >= _LIKE)


def _are_one_number(a: Reading, b: Reading) -> bool:
    little = len(a.value.rstrip("0")) < _FIGURES or bool(a.told and b.told)  # 120; 412 homes, 421 shops
    return _turned(a.value, b.value) and (_tells(a, b) or _likeness(a, b) >= (_SHARED if little else 1))


def _turned(one: str, other: str) -> bool:
    """Say whether two neighbouring figures of a number stand the other way round, and nothing else differs."""
    places = [at for at, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
    return len(places) == _TWO and places[1] == places[0] + 1


def _names_in(piece: Piece) -> Iterator[Reading]:
    for match in _PERSON.finditer(piece.text):
        role = match["role"] or ""
        told = match["age"] or (role if role[:1].isupper() or role in _ROLES else "")
        name = f"{match['first']} {match['last']}"
        yield Reading(name, name, piece, told)


def _numbers_in(piece: Piece) -> Iterator[Reading]:
    printed = words(piece.text)
    for number in numbers_in([word for word, _ in printed]):
        value = number.figures
        if value.isdigit() and len(value) >= _FIGURES and len(set(value)) > 1 and int(value) not in _YEARS:
            before = printed[number.first - 1][0] if number.first else ""
            following = printed[number.last + 1 : number.last + 2]
            counted = [word for word, _ in following]
            after = piece.text[printed[number.last][1].end :].lstrip()[:1]
            if before in _LABELS or not _NO_COUNT.isdisjoint(counted) or after.isupper() or after.isdigit():
                continue  # a page, a bus, a house, a part of a telephone number
            start = printed[number.first][1].start
            start -= piece.text[max(0, start - 1) : start] in ("£", "$", "€")
            stop = printed[number.last][1].end
            behind = next((span for _, span in following if span.start == stop + 1), None)
            noun = stem(counted[0]) if counted and counted[0].endswith("s") else ""
            yield Reading(value, piece.text[start : behind.end if behind else stop], piece, noun)
