"""Whom "who", "which" and "that" stand for: the phrase before them, without what only comes between."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    BODY,
    CAPITAL,
    DET,
    PUNCT,
    QUOTED,
    ROLE,
    TIME,
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import LINKS, Range, named_person, phrase_before, writing_within
from tui_reader.quotations.sentence.subjects import NounPhrase, plain_phrase

_NEAR_SIGN = 10  # entries between a sign and what it says
_VOICES = words("shown", "voice")


def antecedent(narration: Narration, who: int, low: int) -> NounPhrase | None:
    """Return the phrase that "who", "which" or "that" stands for."""
    stop = who - 1 if narration.low[who - 1] == "," else who
    while stop - 1 > low and narration.flag[stop - 1] & TIME and not narration.flag[stop - 1] & ROLE:
        stop -= 1  # "a letter from his doctor Friday afternoon that says"
    begin = phrase_before(narration, stop, low)
    if begin is None:
        return None
    if narration.low[who] == "who":
        begin = _name_alone(narration, begin, stop)
    else:
        begin = writing_within(narration, _after_participle(narration, begin, stop), stop)
        stop = _before_arrival(narration, begin, stop)
        shown = _shown_before(narration, begin, stop, low)
        if shown is not None:
            return plain_phrase(narration, *shown)
    return plain_phrase(narration, *_over_role(narration, (begin, stop), low))


def _before_arrival(narration: Narration, first: int, stop: int) -> int:
    """ "a second message arrived at noon which said": a second message."""
    for index in range(first, stop - 1):
        if narration.flag[index] & WRITING and narration.low[index + 1].endswith("ed"):
            return index + 1
    return stop


def _shown_before(narration: Narration, first: int, stop: int, low: int) -> Range | None:
    """ "a poster in clinics along the coast that says": the poster, where what stands before "that" says nothing."""
    speaks = ROLE | BODY | WRITING | CAPITAL
    if any(narration.flag[i] & speaks or narration.low[i] in _VOICES for i in range(first, stop)):
        return None
    for index in range(first - 1, max(low, first - _NEAR_SIGN), -1):
        if narration.flag[index] & (PUNCT | QUOTED):
            return None
        if narration.low[index] in _VOICES or narration.flag[index] & WRITING:
            begin = phrase_before(narration, index + 1, low)
            return None if begin is None else (begin, index + 1)
    return None


def _after_participle(narration: Narration, first: int, stop: int) -> int:
    """ "beginning in 2013 with a note from a diver which": "a note from a diver"."""
    if not narration.low[first].endswith("ing") or narration.flag[first] & CAPITAL:
        return first
    begun = [i for i in range(first + 1, stop - 1) if narration.low[i] in ("with", "by", "in") and i + 1 < stop]
    return begun[-1] + 1 if begun else first


def _name_alone(narration: Narration, first: int, stop: int) -> int:
    """ "an embarrassment to Name, who": the name, unless somebody's role is the phrase's head ("a friend of Name")."""
    flags = narration.flag
    if not flags[stop - 1] & CAPITAL or any(flags[i] & ROLE for i in range(first, stop - 1)):
        return first
    begin = stop - 1
    while begin > first and flags[begin - 1] & CAPITAL:
        begin -= 1
    return begin if begin > first and narration.low[begin - 1] in LINKS else first


def _over_role(narration: Narration, phrase: Range, low: int) -> Range:
    """ "Name Surname, a former officer who was there, said": the name, where the phrase found is its apposition."""
    first, stop = phrase
    if first - 2 < low or narration.low[first - 1] != ",":
        return phrase
    if not any(narration.flag[i] & (DET | ROLE) for i in range(first, stop)):
        return phrase
    begin = phrase_before(narration, first - 1, low)
    if begin is None or not named_person(narration, begin, first - 1):
        return phrase
    return begin, first - 1
