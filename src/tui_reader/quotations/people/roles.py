"""What stands beside a name: roles before and after it, an age; and roles in one form, so that two can be compared."""

from __future__ import annotations

from tui_reader.quotations.people.names import NameParts
from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    BODY,
    CAPITAL,
    CUE,
    DET,
    FINITE,
    NUMBER,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    ROLE,
    WRITING,
    pairs,
    words,
)
from tui_reader.quotations.sentence.narration import Narration

SAME = pairs("same")
POINTS_BACK = words("points_back")
_COPULA = words("copula")
_BESIDE = POINTS_BACK | {","}  # before a name, they may end what says who it is
_KEY_ENDS = words("after_head")
_OPENING = frozenset("the a an his her their its our my new then current".split())
_BEFORE = 9  # entries looked back for the role before a name
_AFTER = 12  # entries looked ahead for the role after it
_NOT_ROLE = PUNCT | QUOTED | AUX | PRON
_LINKED = frozenset(("but", "yet", "so", "because"))


def roles_beside(narration: Narration, parts: NameParts, stop: int) -> list[str]:
    """Return what is printed right before, right after and by "is" of a name, as far as a role heads it."""
    found = []
    low, count = narration.low, len(narration.raw)
    begin = min(parts.role_first, parts.first)
    near = parts.titles or begin < parts.first
    if near or (begin and (narration.flag[begin - 1] & ROLE or low[begin - 1] in _BESIDE)):
        before = _before_name(narration, parts)
        if before:
            found.append(before)
    if stop >= count:
        return found
    if low[stop] in (",", "(", "-", "–"):
        first = _over_age(narration, stop + 1)
        role = _set_off(narration, first) if first < count else None
    elif low[stop] in _COPULA:
        role = _predicate(narration, stop + 1)
    else:
        role = None
    if role:
        found.append(role)
    return found


def age_beside(narration: Narration, stop: int) -> int | None:
    """Return the age printed right after a name: "Name, 36," or "Name (36)"."""
    if stop + 2 >= len(narration.raw) or narration.low[stop] not in (",", "("):
        return None
    at = stop + 2 if narration.low[stop + 1] == "aged" else stop + 1
    word = narration.raw[at] if at < len(narration.raw) else ""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 3 else None


def _before_name(narration: Narration, parts: NameParts) -> str | None:
    flags, low = narration.flag, narration.low
    begin = parts.first - sum(1 + (title[-1:] == ".") for title in parts.titles)
    begin = max(begin, parts.role_first)
    before = begin
    floor = max(0, begin - _BEFORE)
    while before > floor:
        flag, word = flags[before - 1], low[before - 1]
        if flag & (PUNCT | QUOTED | DET | PRON | AUX | ADV) and word not in ("first", "&"):
            break
        if (flag & PREP and word not in ("of", "for")) or word in _LINKED:
            break
        if flag & (CUE | FINITE) and not flag & (ROLE | CAPITAL):
            break
        before -= 1
    if begin > before:
        head = flags[begin - 1]
        if head & ROLE:
            return narration.slice(before, begin)
        if low[begin - 1] in POINTS_BACK and not parts.titles:
            return narration.slice(before, begin)  # "budget airline Name"
        return None
    return _before_comma(narration, begin - 1) if begin > 1 and low[begin - 1] == "," else None


def _before_comma(narration: Narration, comma: int) -> str | None:
    """ "The Labour MP for X, Name": a phrase with a role that begins with an article or a sentence."""
    flags = narration.flag
    head = None
    index = comma - 1
    while index >= max(0, comma - _BEFORE) and not flags[index] & _NOT_ROLE:
        if flags[index] & ROLE:
            head = index
        if flags[index] & DET and (head is not None or not flags[index] & CAPITAL):
            break  # but not at the All of "her co-star in All Hands, Name"
        index -= 1
    if head is None or (index >= 0 and not flags[index] & (DET | PUNCT)):
        return None
    owned = index >= 0 and bool(flags[index] & POSS)  # "their leader, Name": not the leader of another
    return narration.slice(index + (not owned), comma)


def _over_age(narration: Narration, first: int) -> int:
    """Step over the age of "Name, 36, a teacher from Place"."""
    low = narration.low
    at = first + 1 if low[first : first + 1] == ["aged"] else first
    if at + 1 < len(narration.raw) and narration.flag[at] & NUMBER and low[at + 1] in (",", ")"):
        return at + 2
    return first


def _set_off(narration: Narration, first: int) -> str | None:
    """Return the role that commas set off: "a former officer of the watch", "who is head of the school"."""
    flags, low, count = narration.flag, narration.low, len(narration.raw)
    if low[first] == "who" and first + 1 < count and low[first + 1] in _COPULA:
        return _predicate(narration, first + 2)
    if flags[first] & PREP and not flags[first] & (DET | ROLE):
        return None  # ", of the Alliance,"
    if flags[first] & CUE and first + 1 < count and flags[first + 1] & (DET | PRON | CAPITAL):
        return None  # "Name, accused the council of …": what he did, and no role
    index, head = first, None
    while index < min(count, first + _AFTER) and not flags[index] & _NOT_ROLE:
        if head is None and (flags[index] & ROLE or low[index] in POINTS_BACK):
            head = index
        index += 1
    if head is None or head - first > 5 or index == first:
        return None
    ends = index >= count or low[index] in (",", ".", ")", "–", "-", "who", "which") or index - first >= _AFTER
    if not ends or (flags[first] & CAPITAL and not flags[first] & (ROLE | DET)):
        return None
    return narration.slice(first + (low[first] in ("the", "a", "an")), index)


def _predicate(narration: Narration, first: int) -> str | None:
    """ "Name is the mayor of Place": the role, where an article and a role follow the verb."""
    flags, low = narration.flag, narration.low
    if first >= len(narration.raw) or low[first] not in ("the", "a", "an", "head", "chair"):
        return None
    index = first + 1
    while index < min(len(narration.raw), first + 6) and not flags[index] & (_NOT_ROLE | PREP | CUE):
        index += 1
    if index - 1 <= first or not (flags[index - 1] & ROLE or low[index - 1] in POINTS_BACK):
        return None
    return narration.slice(first + 1, index)


def role_key(phrase: str) -> str:
    """Return a role in one form: "the PM" and "prime minister" agree; what follows "of", "for", "at" is dropped."""
    found = phrase.lower().replace("’", "'").split()
    while found and found[0] in _OPENING:
        found = found[1:]
    for index, word in enumerate(found):
        if index and word in _KEY_ENDS:
            found = found[:index]
            break
    joined = " ".join(word.strip(",.") for word in found)
    return SAME.get(joined, joined)


def is_head_of_body(narration: Narration, index: int) -> bool:
    """Say whether the entry is a word for a body or a writing: "it" or "they", never "he"."""
    return bool(narration.flag[index] & (BODY | WRITING)) or narration.low[index] in POINTS_BACK
