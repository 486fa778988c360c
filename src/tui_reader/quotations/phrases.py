"""Noun phrases of the narration: the one that ends before a verb, the one that starts after it, a clause's subject.

All work on entry indices and look at most `_REACH` entries far, so that long sentences cost no more
than short ones.
"""

from __future__ import annotations

from tui_reader.quotations.lexicon import (
    ADV,
    AUX,
    BODY,
    COORD,
    CUE,
    DET,
    FINITE,
    NUMBER,
    OBJ,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    ROLE,
    SUBORD,
    TIME,
    TITLE,
    WRITING,
)
from tui_reader.quotations.narration import Narration

Range = tuple[int, int]

_REACH = 28
LINKS = frozenset("of for from in at on with to".split())
_FORWARD_LINKS = frozenset("of for from at".split())
_PAST = ("ed", "said", "told")
_NEVER_ALONE = frozenset("the a an my our your their its this every no".split())
_PARTS = frozenset("one two three four five six some many several most all both each none half".split())
_PARTICLES = frozenset("de da di del della der den van von bin bint ibn al el la le du dos ap ter".split())


def is_noun(narration: Narration, index: int) -> bool:
    """Say whether the entry could be part of a noun phrase without being its first, closed-class word."""
    flag = narration.flag[index]
    if (flag & (AUX | TIME) or narration.low[index] == "long") and (
        is_surname(narration, index) or is_given_name(narration, index)
    ):
        return True
    if flag & (PUNCT | QUOTED | AUX | PRON | OBJ):
        return bool(flag & PRON and narration.low[index] in ("others", "everyone", "everybody", "someone", "nobody"))
    if flag & (DET | PREP | SUBORD | ADV | COORD):
        return False
    if flag & CUE and not flag & ROLE and narration.raw[index] == narration.low[index]:
        return bool(flag & WRITING) or (index > 0 and bool(narration.flag[index - 1] & DET))
    return narration.raw[index][0].isalnum()


def is_surname(narration: Narration, index: int) -> bool:
    """Say whether a word such as "May" or "Will" is a name here: after a capital that is no role, before "added"."""
    raw = narration.raw
    if not raw[index][0].isupper():
        return False
    if index + 1 < len(raw) and narration.flag[index + 1] & CUE and narration.low[index + 1].endswith(_PAST):
        return True  # no modal and no month is followed by a past tense
    if not index or not raw[index - 1][0].isupper():
        return False
    return not narration.flag[index - 1] & (DET | PREP | SUBORD | ADV | PRON | TIME | AUX)


def phrase_before(narration: Narration, stop: int, low: int) -> int | None:
    """Return where the noun phrase that ends at entry `stop` (exclusive) begins, or None if none ends there."""
    head = stop - 1
    if head < low:
        return None
    flags, lows = narration.flag, narration.low
    if flags[head] & DET and lows[head] not in _NEVER_ALONE:
        return head
    if not is_noun(narration, head):
        return None
    floor = max(low, stop - _REACH)
    index = head
    while index > floor:
        before = index - 1
        if is_noun(narration, before):
            if (
                lows[before].endswith("ed")
                and before > floor
                and is_noun(narration, before - 1)
                and flags[before - 1] == 0
            ):
                break  # "her report contained data"
            month = flags[before] & TIME and not flags[before] & ROLE
            if month and not is_surname(narration, before) and not is_given_name(narration, before):
                break
            index = before
        elif flags[before] & (DET | POSS) and not flags[before] & PRON and lows[before] != "that":
            index = before
            partitive = before > floor and lows[before - 1] in ("of", "all", "both", "some", "one", "many", "most")
            linked = before - 1 > floor and lows[before - 1] in LINKS and is_noun(narration, before - 2)
            if not partitive and not linked:
                break
        elif _joins(narration, before, floor) or _modifies(narration, before, floor):
            index = before
        elif lows[before] == "and" and before > floor and _starts_clause(narration, before, low):
            begin = _simple_before(narration, before, low)
            return index if begin is None else _listed(narration, begin, low)
        else:
            break
    while index < head and (lows[index] in LINKS or lows[index] in (".", "&", "/")):
        index += 1
    return index


def _modifies(narration: Narration, index: int, floor: int) -> bool:
    """Say whether an adverb belongs to the phrase: "the first minister", "a newly elected mayor"."""
    return index > floor and bool(narration.flag[index] & ADV) and bool(narration.flag[index - 1] & (DET | POSS))


def _joins(narration: Narration, index: int, floor: int) -> bool:
    """Say whether the entry ties a phrase together: "of", an abbreviation's full stop, "&", "van", a plural's mark."""
    word = narration.low[index]
    if index <= floor:
        return False
    if word in LINKS:
        before = narration.low[index - 1]
        if (
            word == "to"
            and before.endswith("ed")
            and before == narration.raw[index - 1]
            and not narration.flag[index - 1]
        ):
            return False  # "they turned to the police"
        return is_noun(narration, index - 1) or (word == "of" and narration.low[index - 1] in _PARTS)
    if word in _PARTICLES:
        return narration.raw[index - 1][0].isupper()
    if word == "and":
        return _within_name(narration, index, floor)
    return (
        word in ("&", "/") or (word == "." and _abbreviation(narration, index)) or _plural_possessive(narration, index)
    )


def _within_name(narration: Narration, index: int, floor: int) -> bool:
    """Say whether "and" stands within a body's name: "the Rail and Signal Workers' Union"."""
    first, last = index, index + 1
    while first > floor and narration.raw[first - 1][0].isupper() and first > index - 4:
        first -= 1
    while last + 1 < len(narration) and last < index + 5:
        if not narration.raw[last + 1][0].isupper() and not _plural_possessive(narration, last + 1):
            break
        last += 1
    if first in (index, floor) or narration.raw[index + 1] == narration.low[index + 1]:
        return False
    return narration.low[first - 1] == "the" and any(narration.flag[i] & BODY for i in range(index + 1, last + 1))


def _simple_before(narration: Narration, stop: int, low: int) -> int | None:
    index = stop
    while index > max(low, stop - 8) and (is_noun(narration, index - 1) or narration.flag[index - 1] & DET):
        index -= 1
    return index if index < stop else None


def _listed(narration: Narration, begin: int, low: int) -> int:
    """ "Name, Name and Name said": where the first of them begins, if names alone lie between it and `low`."""
    first = begin
    while first - 1 > low and narration.low[first - 1] == ",":
        before = _simple_before(narration, first - 1, low)
        if before is None or any(narration.raw[i] == narration.low[i] for i in range(before, first - 1)):
            return begin
        first = before
    return first if first == low else begin


def _starts_clause(narration: Narration, stop: int, low: int) -> bool:
    """Say whether only a plain noun phrase lies between the clause's start and `stop`."""
    begin = _simple_before(narration, stop, low)
    return begin is not None and (begin == low or narration.low[begin - 1] in (",", ":", "while", "but", "as"))


def _plural_possessive(narration: Narration, index: int) -> bool:
    """Say whether the mark at `index` is the apostrophe of "the protesters' letter"."""
    if narration.low[index] not in ("'", "’") or not index:
        return False
    return narration.low[index - 1][-1] == "s" and narration.end[index - 1] == narration.start[index]


def _abbreviation(narration: Narration, dot: int) -> bool:
    if dot == 0 or dot + 1 >= len(narration) or narration.end[dot - 1] != narration.start[dot]:
        return False
    return len(narration.raw[dot - 1]) <= 5 and narration.raw[dot - 1][0].isupper()


def phrase_after(narration: Narration, first: int, stop: int) -> int | None:
    """Return where the noun phrase that starts at entry `first` ends (exclusive), or None if none starts there."""
    if first >= stop:
        return None
    flags, lows = narration.flag, narration.low
    if flags[first] & (PRON | OBJ) and not flags[first] & DET:
        return first + 1
    index, ceiling = first, min(stop, first + _REACH)
    named = False
    while index < ceiling:
        flag = flags[index]
        if is_noun(narration, index):
            capital = narration.raw[index] != lows[index]
            if not capital and _is_verb(narration, index, first, named):
                break
            named = capital and not flag & (DET | ROLE) and (named or index > first)
            if capital and index == first and index + 1 < ceiling and _verb_after_name(narration, index + 1):
                named = True
        elif not _goes_on(narration, index, first, ceiling):
            break
        index += 1
    while index > first and lows[index - 1] in LINKS:
        index -= 1
    return index if index > first else None


def inverted_phrase(narration: Narration, first: int, stop: int) -> int | None:
    """Return where the subject after "said" ends: no verb follows it, so that words after a name belong to it."""
    flags, lows = narration.flag, narration.low
    if first < stop and flags[first] & PRON and not flags[first] & DET:
        return first + 1
    index, ceiling = first, min(stop, first + _REACH)
    while index < ceiling and (is_noun(narration, index) or _goes_on(narration, index, first, ceiling)):
        if flags[index] & TIME and not is_surname(narration, index) and not is_given_name(narration, index):
            break
        index += 1
    while index > first and lows[index - 1] in LINKS:
        index -= 1
    return index if index > first else None


def _is_verb(narration: Narration, index: int, first: int, named: bool) -> bool:
    """Guess whether a lower-case word is the verb after the phrase: after a name, or by its ending."""
    flag, word = narration.flag[index], narration.low[index]
    if flag & TIME:
        return True
    if index == first or narration.flag[index - 1] & (DET | POSS | NUMBER):
        return False
    if flag & (ROLE | BODY | WRITING | NUMBER):
        return False
    if flag & FINITE or (word.endswith("ed") and len(word) > 4):
        return True
    if narration.flag[index - 1] & ROLE and word.endswith("s") and not word.endswith("ss") and not flag:
        after = narration.flag[index + 1] if index + 1 < len(narration) else 0
        if after & (PREP | DET | PRON | OBJ | QUOTED) and narration.low[index - 1][-1] != "s":
            return True  # "the mayor holds up a page"
    return named and _verb_after_name(narration, index) and not (narration.flag[first] & DET and index == first + 2)


def _verb_after_name(narration: Narration, index: int) -> bool:
    """Say whether a word after a single capitalised word looks like a verb: "Name tells", not "Flawed data"."""
    flag, word = narration.flag[index], narration.low[index]
    return bool(flag & (CUE | FINITE | AUX | ADV)) or (word.endswith(("ed", "s")) and not word.endswith("ss"))


def _goes_on(narration: Narration, index: int, first: int, ceiling: int) -> bool:
    """Say whether an entry that is no noun continues the phrase that starts at `first`."""
    flag, word = narration.flag[index], narration.low[index]
    if flag & (DET | POSS) and not flag & PRON:
        return index == first or narration.low[index - 1] in LINKS or narration.low[index - 1] == "all"
    if index == first:
        return False
    if word in _FORWARD_LINKS:
        return index + 1 < ceiling and not named_person(narration, first, index)
    if _plural_possessive(narration, index):
        return index + 1 < ceiling and is_noun(narration, index + 1)
    short = word == "." and index + 1 < ceiling and _abbreviation(narration, index)
    return short or word in ("&", "/") or word in _PARTICLES


def named_person(narration: Narration, first: int, stop: int) -> bool:
    """Say whether the last two entries look like a first and a last name."""
    if stop - first < 2 or not all(narration.raw[i][0].isupper() for i in (stop - 1, stop - 2)):
        return False
    title = narration.flag[stop - 2]
    return not narration.flag[stop - 1] & ROLE and (not title & ROLE or bool(title & TITLE))


def is_given_name(narration: Narration, index: int) -> bool:
    """Say whether a month is a first name here: "June Abbot"."""
    after = index + 1
    if narration.low[index] not in ("june", "april", "may", "august") or after >= len(narration):
        return False
    return narration.raw[after][0].isupper() and not narration.flag[after] & (TIME | PRON | DET | AUX)
