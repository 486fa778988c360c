"""Noun phrases of the narration: the one that ends before a verb, the one that starts after it, and their heads.

All work on entry indices and look at most `_REACH` entries far, so that long sentences cost no more
than short ones.
"""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    BODY,
    CAPITAL,
    COORD,
    CUE,
    DET,
    FINITE,
    GIVEN_NAME,
    NUMBER,
    OBJ,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    ROLE,
    STOP,
    SUBORD,
    TIME,
    TITLE,
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration

Range = tuple[int, int]

_SAME_PAST = words("past_without_ending")
_REACH = 28
LINKS = words("link")
_FORWARD_LINKS = words("forward_link")
_NEVER_ALONE = words("never_alone")
_PARTS = words("part")
PARTICLES = words("name_particle")
_ANYBODY = words("anybody_pronoun")
_MONTH_NAMES = words("month_name")
_BEFORE_MONTHS = frozenset("in since until by early late mid last next this".split())
_PAST = ("ed", "said", "told")
_CLOSED = DET | PREP | SUBORD | ADV | COORD | REL
_ARTICLE_OR_OWNER = DET | POSS


def is_noun(narration: Narration, index: int) -> bool:
    """Say whether the entry could be part of a noun phrase without being its first, closed-class word."""
    flag = narration.flag[index]
    if not flag & (PUNCT | QUOTED | AUX | PRON | OBJ | TIME | CUE | _CLOSED):
        return narration.low[index] != "long" and narration.raw[index][0].isalnum()
    if flag & CAPITAL and index and flag & (AUX | TIME | _CLOSED):
        if is_surname(narration, index) or is_given_name(narration, index):
            return True
    elif flag & TIME and is_given_name(narration, index):
        return True
    if flag & (PUNCT | QUOTED | AUX | PRON | OBJ):
        return bool(flag & PRON and narration.low[index] in _ANYBODY)
    if flag & _CLOSED:
        return False
    if flag & CUE and not flag & (ROLE | CAPITAL):
        return bool(flag & WRITING) or (index > 0 and bool(narration.flag[index - 1] & DET))
    return narration.raw[index][0].isalnum()


def is_surname(narration: Narration, index: int) -> bool:
    """Say whether a word such as "May" or "Will" is a name here: after a title or a first name, or before "added"."""
    flags = narration.flag
    if not flags[index] & CAPITAL:
        return False
    after = index + 1
    if after < len(flags) and flags[after] & CUE and narration.low[after].endswith(_PAST):
        return not flags[index] & (_CLOSED & ~ADV)  # no modal and no month is followed by a past tense
    if not index or not flags[index - 1] & CAPITAL:
        return False
    if flags[index] & _CLOSED:
        return bool(flags[index - 1] & (TITLE | GIVEN_NAME))
    return not flags[index - 1] & (_CLOSED & ~COORD | PRON | TIME | AUX)


def is_given_name(narration: Narration, index: int) -> bool:
    """Say whether a month, or "Will" within a sentence, is a first name here: "June Abbot"."""
    after = index + 1
    will = narration.raw[index] == "Will" and index > 0 and narration.flag[index - 1] & (STOP | QUOTED) != STOP
    if (not will and narration.low[index] not in _MONTH_NAMES) or after >= len(narration.raw):
        return False
    if not will and index and narration.low[index - 1] in _BEFORE_MONTHS:
        return False  # "In June Abbot said"
    return bool(narration.flag[after] & CAPITAL) and not narration.flag[after] & (TIME | PRON | DET | AUX)


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
                and not flags[before - 1] & ~CAPITAL
            ):
                break  # "her report contained data"
            month = flags[before] & TIME and not flags[before] & ROLE
            if month and not is_surname(narration, before) and not is_given_name(narration, before):
                break
            index = before
        elif flags[before] & _ARTICLE_OR_OWNER and not flags[before] & PRON and lows[before] != "that":
            index = before
            partitive = before > floor and (lows[before - 1] == "of" or lows[before - 1] in _PARTS)
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
    return index > floor and bool(narration.flag[index] & ADV) and bool(narration.flag[index - 1] & _ARTICLE_OR_OWNER)


def _joins(narration: Narration, index: int, floor: int) -> bool:
    """Say whether the entry ties a phrase together: "of", an abbreviation's full stop, "&", "van", a plural's mark."""
    word = narration.low[index]
    if index <= floor:
        return False
    if word in LINKS:
        before = narration.low[index - 1]
        if word == "to" and before.endswith("ed") and not narration.flag[index - 1]:
            return False  # "they turned to the police"
        return is_noun(narration, index - 1) or (word == "of" and narration.low[index - 1] in _PARTS)
    if word in PARTICLES:
        return bool(narration.flag[index - 1] & CAPITAL)
    if word == "and":
        return _within_name(narration, index, floor)
    if narration.flag[index] & QUOTED:  # "Anna “Annie” Bell"
        after = narration.flag[index + 1] if index + 1 < len(narration.raw) else 0
        return bool(narration.flag[index - 1] & after & CAPITAL)
    return word in ("&", "/") or (word == "." and is_abbreviated(narration, index)) or is_plural_mark(narration, index)


def _within_name(narration: Narration, index: int, floor: int) -> bool:
    """Say whether "and" stands within a body's name: "the Rail and Signal Workers' Union"."""
    first, last, flags = index, index + 1, narration.flag
    while first > floor and flags[first - 1] & CAPITAL and first > index - 4:
        first -= 1
    while last + 1 < len(narration.raw) and last < index + 5:
        if not flags[last + 1] & CAPITAL and not is_plural_mark(narration, last + 1):
            break
        last += 1
    if first in (index, floor) or not flags[index + 1] & CAPITAL:
        return False
    return narration.low[first - 1] == "the" and any(flags[i] & BODY for i in range(index + 1, last + 1))


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
        if before is None or any(not narration.flag[i] & CAPITAL for i in range(before, first - 1)):
            return begin
        first = before
    return first if first == low else begin


def _starts_clause(narration: Narration, stop: int, low: int) -> bool:
    """Say whether only a plain noun phrase lies between the clause's start and `stop`."""
    begin = _simple_before(narration, stop, low)
    return begin is not None and (begin == low or narration.low[begin - 1] in (",", ":", "while", "but", "as"))


def is_plural_mark(narration: Narration, index: int) -> bool:
    """Say whether the mark at `index` is the apostrophe of "the protesters' letter"."""
    if narration.low[index] not in ("'", "’") or not index:
        return False
    return narration.low[index - 1][-1] == "s" and narration.end(index - 1) == narration.start[index]


def is_abbreviated(narration: Narration, dot: int) -> bool:
    """Say whether the full stop belongs to a short word in capitals before it: "Rev.", "J."."""
    if dot == 0 or dot + 1 >= len(narration.raw) or narration.end(dot - 1) != narration.start[dot]:
        return False
    return len(narration.raw[dot - 1]) <= 5 and bool(narration.flag[dot - 1] & CAPITAL)


def phrase_after(narration: Narration, first: int, stop: int) -> int | None:
    """Return where the noun phrase that starts at entry `first` ends (exclusive), or None if none starts there."""
    return _phrase_after(narration, first, stop, True)


def core_after(narration: Narration, first: int, stop: int) -> int | None:
    """Return where that phrase ends without what "of", "for", "from" or "at" add to it: behind its head."""
    return _phrase_after(narration, first, stop, False)


def _phrase_after(narration: Narration, first: int, stop: int, linked: bool) -> int | None:
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
            capital = flag & CAPITAL
            if not capital and _is_verb(narration, index, first, named):
                break
            if not linked and index > first and not capital and _is_participle(narration, index, stop):
                break
            named = bool(capital) and not flag & (DET | ROLE) and (named or index > first)
            if capital and index == first and index + 1 < ceiling and _verb_after_name(narration, index + 1):
                named = True
        elif not _goes_on(narration, index, first, ceiling, linked):
            break
        index += 1
    if index - 2 > first and flags[index - 1] & DET and lows[index - 2] in LINKS:
        index -= 1  # "nurses of the" night shift
    while index > first and lows[index - 1] in LINKS:
        index -= 1
    if not linked and index == first + 1 and flags[first] & DET and lows[first] in _NEVER_ALONE:
        return None
    return index if index > first else None


def inverted_phrase(narration: Narration, first: int, stop: int) -> int | None:
    """Return where the subject after "said" ends: no verb follows it, so that words after a name belong to it."""
    flags, lows = narration.flag, narration.low
    if first < stop and flags[first] & PRON and not flags[first] & DET:
        return first + 1
    index, ceiling = first, min(stop, first + _REACH)
    while index < ceiling and (is_noun(narration, index) or _goes_on(narration, index, first, ceiling, True)):
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
    before = narration.flag[index - 1] if index else 0
    if index == first or before & (DET | POSS | NUMBER):
        return False
    if flag & (ROLE | BODY | WRITING | NUMBER):
        return False
    if flag & FINITE or (word.endswith("ed") and len(word) > 4):
        return True
    if before & ROLE and word.endswith("s") and not word.endswith("ss") and not flag:
        after = narration.flag[index + 1] if index + 1 < len(narration.raw) else 0
        if after & (PREP | DET | PRON | OBJ | QUOTED) and narration.low[index - 1][-1] != "s":
            return True  # "the mayor holds up a page"
    if word in _SAME_PAST and before & (ROLE | BODY) and index + 1 < len(narration.raw):
        return bool(narration.flag[index + 1] & (DET | POSS | PRON | OBJ))  # "the regulator cut the rating"
    return named and _verb_after_name(narration, index) and not (narration.flag[first] & DET and index == first + 2)


def _is_participle(narration: Narration, index: int, stop: int) -> bool:
    """Say whether "marching" in "protesters marching through" says what they do: no "leading" of "a leading vet"."""
    if not narration.low[index].endswith("ing") or narration.flag[index] & (ROLE | WRITING) or index + 1 >= stop:
        return False
    if narration.flag[index - 1] & (DET | POSS | NUMBER | ADV):
        return False
    after = narration.flag[index + 1]
    return bool(after & (PREP | DET | POSS | PRON | CAPITAL | ADV)) and narration.low[index + 1] != "of"


def _verb_after_name(narration: Narration, index: int) -> bool:
    """Say whether a word after a single capitalised word looks like a verb: "Name tells", not "Flawed data"."""
    flag, word = narration.flag[index], narration.low[index]
    return bool(flag & (CUE | FINITE | AUX | ADV)) or (word.endswith(("ed", "s")) and not word.endswith("ss"))


def _goes_on(narration: Narration, index: int, first: int, ceiling: int, linked: bool) -> bool:
    """Say whether an entry that is no noun continues the phrase that starts at `first`."""
    flag, word = narration.flag[index], narration.low[index]
    if flag & _ARTICLE_OR_OWNER and not flag & PRON:
        if index == first or narration.low[index - 1] == "all":
            return True
        return narration.low[index - 1] in LINKS or (not linked and index == first + 1 and word not in _NEVER_ALONE)
    if index == first:
        return False
    if word in _FORWARD_LINKS:
        return linked and index + 1 < ceiling and not named_person(narration, first, index)
    if is_plural_mark(narration, index):
        return index + 1 < ceiling and is_noun(narration, index + 1)
    if not linked:
        if flag & ADV and index == first + 1 and narration.flag[first] & _ARTICLE_OR_OWNER:
            return index + 1 < ceiling and is_noun(narration, index + 1)  # "the newly elected mayor"
        if flag & QUOTED and index + 1 < ceiling:  # "Anna “Annie” Bell", "the “worried” father"
            before = narration.flag[index - 1]
            return is_noun(narration, index + 1) and bool(before & (DET | POSS | CAPITAL))
    short = word == "." and index + 1 < ceiling and is_abbreviated(narration, index)
    return short or word in ("&", "/") or word in PARTICLES


def named_person(narration: Narration, first: int, stop: int) -> bool:
    """Say whether the last two entries look like a first and a last name."""
    flags = narration.flag
    if stop - first < 2 or not flags[stop - 1] & flags[stop - 2] & CAPITAL:
        return False
    title = flags[stop - 2]
    return not flags[stop - 1] & ROLE and (not title & ROLE or bool(title & TITLE))


def writing_within(narration: Narration, first: int, stop: int) -> int:
    """ "apologised to Name for a post on its page that said …": the post, for a person would be "who"."""
    if not narration.flag[first] & CAPITAL:
        return first
    links = (i for i in range(stop - 2, first, -1) if narration.low[i] in ("for", "in", "from", "over", "about"))
    link = next(links, None)
    if link is None or not narration.flag[link + 1] & DET:
        return first
    return link + 1 if any(narration.flag[i] & WRITING for i in range(link + 1, stop)) else first
