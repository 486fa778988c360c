"""Names in the narration: where a run of capitals ends, and what of it is role, title and name."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    BODY,
    CAPITAL,
    CUE,
    DET,
    FEMALE_NAMES,
    FUNCTION,
    GIVEN_NAME,
    MALE_NAMES,
    PUNCT,
    QUOTED,
    ROLE,
    TIME,
    TITLE,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import PARTICLES, is_given_name
from tui_reader.text.words import possessor

_SHORTENED = words("shortened_title")
_BEFORE_SURNAME = words("plain_title")
_GENDERED = words("title_female", "title_male")
_LETTERS = words("letters_after")
_PARTIES = words("people_of")
_FULL = 2  # words of a name that letters may stand behind
_NAME_LENGTH = 7  # words; what is longer is a headline in capitals, not a name
_RUN = 12  # entries a run of capitals has at most
_NICKNAME = 30  # code points of a name in marks within a name
_NO_NAME = FUNCTION | ADV | AUX | QUOTED | PUNCT


class NameParts:
    """A name: entries `first:stop` of the name proper, the titles before it, the entry where its run begins."""

    __slots__ = ("first", "role_first", "stop", "titles")

    def __init__(self, first: int, stop: int, titles: tuple[str, ...], role_first: int) -> None:
        self.first, self.stop, self.titles, self.role_first = first, stop, titles, role_first


def name_run(narration: Narration, index: int, count: int) -> int:
    """Return where the run of capitalised entries that starts at `index` ends (== `index` if none starts there)."""
    flags = narration.flag
    flag = flags[index]
    if not flag & CAPITAL or (flag & _NO_NAME and not flag & TITLE and not is_given_name(narration, index)):
        return index
    if flag & TIME and not is_given_name(narration, index):
        return index
    if flag & CUE and not flag & (ROLE | TITLE):
        return index
    stop = index + 1
    while stop < count and stop - index < _RUN:
        if narration.raw[stop - 1][-2:] in ("'s", "’s", "'S", "’S"):
            break
        after = _run_goes_on(narration, index, stop, count)
        if after == stop:
            break
        stop = after
    return stop


def _run_goes_on(narration: Narration, first: int, stop: int, count: int) -> int:
    """Return the entry behind what continues the run at entry `stop` (== `stop` where nothing does)."""
    flags, low = narration.flag, narration.low
    flag = flags[stop]
    if flag & CAPITAL:
        word = narration.raw[stop]
        if flag & AUX and len(word) > 1 and word.isupper():
            return stop  # "NAME SURNAME HAS"
        if flag & TIME and not flag & (ROLE | AUX):  # but May is a surname as well
            return stop
        return stop + 1
    if stop + 1 >= count or not flags[stop + 1] & CAPITAL:
        return stop
    word = low[stop]
    if word in ("'", "’"):
        return stop + 2 if low[stop - 1][-1] == "s" else stop
    if word == ".":
        touching = narration.end(stop - 1) == narration.start[stop]
        short = len(narration.raw[stop - 1]) == 1 or low[stop - 1] in _SHORTENED
        return stop + 1 if touching and short else stop
    if word == "&" or word in PARTICLES:
        return stop + 2
    if flag & QUOTED:
        return stop + 2 if _is_nickname(narration, first, stop) else stop
    if word in ("of", "for") and not flags[stop - 1] & ROLE and not flags[stop + 1] & (TIME | FUNCTION):
        body = any(flags[i] & BODY for i in range(first, stop))
        if body or (word == "of" and stop - first == 1):
            return stop + 2  # "Office for Plain Dealing", "Bank of Place", but "Anna Baker of Plain Party"
    return stop


def _is_nickname(narration: Narration, first: int, entry: int) -> bool:
    """Say whether the marked words at `entry` stand within a name: "Robert “Bob” Baker"."""
    index = narration.run.get(entry)
    if index is None or entry - first > 2:
        return False
    run = narration.runs[index]
    named = narration.flag[entry - 1] & (GIVEN_NAME | TITLE) or not narration.flag[entry - 1] & ~CAPITAL
    return run.end - run.start < _NICKNAME and narration.text[run.end - 1] not in ".,!?" and bool(named)


def split_name(narration: Narration, first: int, stop: int) -> NameParts | None:
    """Part a capitalised run into role, titles and name; None if it is a role alone ("Home Secretary")."""
    start = first
    flags, low = narration.flag, narration.low
    letters = letters_after(narration, first, stop)
    for index in range(letters - 1, first - 1, -1):
        if not flags[index] & ROLE:
            continue
        owned = index + 1 < stop and low[index + 1] in ("'", "’")  # "the Residents' Alliance"
        after_name = flags[index - 1] & GIVEN_NAME or low[index - 1] in _BEFORE_SURNAME
        surname = first < index == stop - 1 and after_name  # "Anna Baker", "Mrs Baker"
        if not (owned or surname or (flags[index] & TITLE and low[index] in _GENDERED)):
            start = index + 1
            break
    titles = []
    while start < stop and flags[start] & TITLE:
        titles.append(narration.raw[start])
        start += 1
        if start < stop and narration.raw[start] == ".":
            start += 1
    start = start if titles else _given_name(narration, start, stop)
    if start >= stop or stop - start > _NAME_LENGTH:
        return None
    return NameParts(start, stop, tuple(titles), first)


def _given_name(narration: Narration, start: int, stop: int) -> int:
    """ "Firm Place Anna Surname": a name starts at a first name that is not the last word."""
    if stop - start < 3 or narration.flag[start] & GIVEN_NAME:
        return start
    bodies = [index for index in range(start, stop - 2) if narration.flag[index] & BODY]
    if bodies and bodies[-1] == stop - 3 and not any(narration.flag[i] & (BODY | ROLE) for i in range(stop - 2, stop)):
        return stop - 2  # "Place University Name Surname"
    for index in range(start + 1, stop - 1):
        low = narration.low[index]
        if (low in FEMALE_NAMES or low in MALE_NAMES) and narration.low[index - 1] not in (".", "&", "of"):
            return index
    return start


def letters_after(narration: Narration, first: int, stop: int) -> int:
    """Return where letters behind a name begin: the "MP" of "Anna Baker MP" (`stop` where there are none)."""
    begin = stop
    described = first > 0 and narration.flag[first - 1] & DET  # "a Place Labour MP"
    while not described and begin - first > _FULL and narration.low[begin - 1] in _LETTERS:
        if not narration.raw[begin - 1].isupper():
            break
        begin -= 1
    return stop if narration.low[begin - 1] in _PARTIES else begin


def name_words(narration: Narration, first: int, stop: int) -> tuple[str, ...]:
    """Return the words of a name without a possessive ending, stray full stops, a nickname in marks, or letters."""
    found: list[str] = []
    for index in range(first, letters_after(narration, first, stop)):
        word = narration.raw[index]
        tied = (
            "&" in narration.raw[max(first, index - 1) : index + 1]
            and narration.end(index - 1) == narration.start[index]
        )
        if found and (word in ("'", "’") or tied):  # "P&O"
            found[-1] += possessor(word) or word
        elif word == ".":
            if found and len(found[-1]) == 1:
                found[-1] += "."
        elif not narration.flag[index] & QUOTED:
            found.append(possessor(word) or word)
    return tuple(found)
