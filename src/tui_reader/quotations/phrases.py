"""Noun phrases of the narration: the one that ends before a verb, the one that starts after it, a clause's subject.

All work on entry indices and look at most `_REACH` entries far, so that long sentences cost no more
than short ones.
"""

from __future__ import annotations

from tui_reader.quotations.cues import FoundCue
from tui_reader.quotations.lexicon import (
    ADV,
    AUX,
    CUE,
    DET,
    NUMBER,
    OBJ,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    ROLE,
    SUBORD,
    TIME,
)
from tui_reader.quotations.narration import PLACEHOLDER, Narration

Range = tuple[int, int]

_REACH = 28
_LINKS = frozenset(["of", "for", "from", "in", "at", "on", "with", "to"])
_FORWARD_LINKS = frozenset(["of", "for", "from", "at"])
_PARTICLES = frozenset(["de", "da", "di", "del", "della", "der", "den", "van", "von", "bin", "bint", "ibn", "al", "el", "la", "le", "du", "dos", "ap", "ter"])
_INTRO = frozenset(
    ["asked", "pressed", "questioned", "speaking", "responding", "reacting", "writing", "replying", "turning", "referring", "appearing", "commenting", "addressing", "announcing", "launching", "unveiling", "outlining", "explaining", "quizzed", "challenged", "given", "despite", "jabbing", "when", "while", "after", "before", "as", "if", "although", "though", "since", "because", "once", "until", "having"]
)


def is_noun(narration: Narration, index: int) -> bool:
    """Say whether the entry could be part of a noun phrase without being its first, closed-class word."""
    flag = narration.flag[index]
    if flag & (PUNCT | QUOTED | AUX | PRON | OBJ):
        return bool(flag & PRON and narration.low[index] in ("others", "everyone", "everybody", "someone", "nobody"))
    if flag & (DET | PREP | SUBORD) and narration.raw[index] == narration.low[index]:
        return False
    if flag & ADV and not narration.raw[index][0].isupper():
        return False
    if flag & CUE and not flag & ROLE and narration.raw[index] == narration.low[index]:
        return narration.low[index] in ("report", "review", "rule") or (
            index > 0 and bool(narration.flag[index - 1] & DET)
        )
    return narration.raw[index][0].isalnum()


def phrase_before(narration: Narration, stop: int, low: int) -> int | None:
    """Return where the noun phrase that ends at entry `stop` (exclusive) begins, or None if none ends there."""
    head = stop - 1
    if head < low:
        return None
    flag = narration.flag[head]
    if flag & DET and narration.low[head] not in (
        "the",
        "a",
        "an",
        "my",
        "our",
        "your",
        "their",
        "its",
        "this",
        "every",
        "no",
    ):
        return head
    if not is_noun(narration, head):
        return None
    floor = max(low, stop - _REACH)
    index = head
    while index > floor:
        before = index - 1
        flag, word = narration.flag[before], narration.low[before]
        if is_noun(narration, before):
            if flag & TIME and not flag & ROLE and before > floor and word != "may":
                break
            index = before
        elif flag & (DET | POSS) and not flag & PRON:
            index = before
            if before > floor and narration.low[before - 1] in ("of", "all", "both", "some", "one", "many", "most"):
                continue
            if before - 1 > floor and narration.low[before - 1] in _LINKS and is_noun(narration, before - 2):
                continue
            break
        elif (word in _LINKS and before > floor and is_noun(narration, before - 1) and not flag & AUX) or (word == "." and _abbreviation(narration, before)) or word in ("&", "/") or (word in _PARTICLES and before > floor and narration.raw[before - 1][0].isupper()):
            index = before
        elif word == "and" and before > floor and _starts_clause(narration, before, low):
            begin = _simple_before(narration, before, low)
            return index if begin is None else begin
        else:
            break
    while index < head and (narration.low[index] in _LINKS or narration.low[index] in (".", "&", "/")):
        index += 1
    return index


def _simple_before(narration: Narration, stop: int, low: int) -> int | None:
    index = stop
    while index > max(low, stop - 8) and (is_noun(narration, index - 1) or narration.flag[index - 1] & DET):
        index -= 1
    return index if index < stop else None


def _starts_clause(narration: Narration, stop: int, low: int) -> bool:
    """Say whether only a plain noun phrase lies between the clause's start and `stop`."""
    begin = _simple_before(narration, stop, low)
    return begin is not None and (begin == low or narration.low[begin - 1] in (",", ":", "while", "but", "as"))


def _abbreviation(narration: Narration, dot: int) -> bool:
    if dot == 0 or dot + 1 >= len(narration) or narration.end[dot - 1] != narration.start[dot]:
        return False
    return len(narration.raw[dot - 1]) <= 5 and narration.raw[dot - 1][0].isupper()


def phrase_after(narration: Narration, first: int, stop: int) -> int | None:
    """Return where the noun phrase that starts at entry `first` ends (exclusive), or None if none starts there."""
    if first >= stop:
        return None
    flag = narration.flag[first]
    if flag & (PRON | OBJ) and not flag & DET:
        return first + 1
    index, ceiling = first, min(stop, first + _REACH)
    named = False
    while index < ceiling:
        flag, word = narration.flag[index], narration.low[index]
        capital = narration.raw[index] != word
        if is_noun(narration, index):
            if named and not capital and not flag & NUMBER:
                break  # the verb after a name
            named = named or (capital and index > first and not flag & (DET | ROLE))
            if narration.flag[index] & TIME and not capital:
                break
        elif (
            flag & (DET | POSS)
            and not flag & PRON
            and (index == first or narration.low[index - 1] in _LINKS or narration.low[index - 1] == "all")
        ) or (
            index > first
            and word in _FORWARD_LINKS
            and index + 1 < ceiling
            and not named_person(narration, first, index)
        ) or word in ("&", "/") or (word == "." and _abbreviation(narration, index) and index > first) or (word in _PARTICLES and index > first):
            pass
        else:
            break
        index += 1
    while index > first and narration.low[index - 1] in _LINKS:
        index -= 1
    return index if index > first else None


def named_person(narration: Narration, first: int, stop: int) -> bool:
    """Say whether the last two entries look like a first and a last name."""
    return stop - first >= 2 and all(
        narration.raw[i][0].isupper() and not narration.flag[i] & ROLE for i in (stop - 1, stop - 2)
    )


def clause_subject(narration: Narration, low: int, stop: int) -> Range | None:
    """Return the first noun phrase of the clause that starts at `low`, after any introduction set off by a comma."""
    index = low
    while index < stop:
        flag, word = narration.flag[index], narration.low[index]
        if flag & QUOTED or word in ("but", "and", "so", "yet", "or", "•", "*", "-", "–", "—", ",", '"', "'", ":") or (flag & ADV and not (
            narration.raw[index][0].isupper() and index + 1 < stop and narration.raw[index + 1][0].isupper()
        )):
            index += 1
        elif (
            word in _INTRO
            or (flag & PREP and not flag & DET)
            or (word.endswith("ing") and index + 1 < stop and not flag & ROLE and index == low)
        ):
            comma = _next(narration, index, stop, ",")
            if comma is None:
                return None
            index = comma + 1
        else:
            break
    if index >= stop:
        return None
    end = phrase_after(narration, index, stop)
    return None if end is None or narration.flag[index] & REL else (index, end)


def _next(narration: Narration, first: int, stop: int, mark: str) -> int | None:
    for index in range(first, min(stop, first + 60)):
        if narration.low[index] == mark:
            return index
    return None


def subject_of(narration: Narration, cue: FoundCue, low: int) -> Range | None:
    """Return the subject that stands before the reporting word, within the sentence that starts at `low`."""
    index = cue.first - 1
    chained = False
    while index >= low:
        flag, word = narration.flag[index], narration.low[index]
        if word in ("to", "on", "went", "goes", "go", "gone", "not", "never") or (
            flag & (AUX | ADV) and not flag & (PRON | DET | PREP)
        ):
            chained = chained or word == "to"
            index -= 1
        elif chained and not flag & (PUNCT | QUOTED | PRON | DET) and word == narration.raw[index] and _verb_like(word):
            index -= 1
        else:
            break
    if index < low:
        return None
    flag, word = narration.flag[index], narration.low[index]
    if flag & PRON and not flag & REL and not (flag & DET and word in ("that", "this")):
        return index, index + 1
    if word in ("who", "which", "that") and index > low:
        stop = index - 1 if narration.low[index - 1] == "," else index
        begin = phrase_before(narration, stop, low)
        return None if begin is None else (begin, stop)
    if word == ")":
        stop = _opening(narration, index, low)
        begin = phrase_before(narration, stop, low) if stop is not None else None
        return None if begin is None or stop is None else (begin, stop)
    if word in (",", "-", "–", "—"):
        return _over_apposition(narration, index, low, word)
    if word in ("and", "or", "but", "then") or chained:
        return clause_subject(narration, _clause_start(narration, index, low), index)
    begin = phrase_before(narration, index + 1, low)
    if begin is None:
        return None
    return begin, index + 1


def _verb_like(word: str) -> bool:
    return word.endswith(("ed", "s", "ing")) or word in ("began", "sought", "had", "set", "got", "forced", "tried")


def _opening(narration: Narration, index: int, low: int) -> int | None:
    for before in range(index - 1, max(low, index - 20) - 1, -1):
        if narration.low[before] == "(":
            return before
    return None


def _clause_start(narration: Narration, index: int, low: int) -> int:
    for before in range(index, max(low, index - 60) - 1, -1):
        if narration.low[before] in (";", "while", "that") and before < index - 2:
            return before + 1
    return low


def _over_apposition(narration: Narration, comma: int, low: int, mark: str) -> Range | None:
    """Return the phrase before ", the former head of …, said": the one the apposition belongs to."""
    best: Range | None = None
    index = comma - 1
    floor = max(low, comma - 45)
    while index >= floor:
        if narration.low[index] == mark:
            begin = phrase_before(narration, index, low)
            if begin is not None and (begin == low or _may_precede_subject(narration, begin)):
                best = (begin, index)
                if begin == low:
                    break
                if narration.low[begin - 1] not in (",",):
                    break
        index -= 1
    return best


def _may_precede_subject(narration: Narration, begin: int) -> bool:
    return narration.low[begin - 1] in (
        ",",
        ":",
        ";",
        "but",
        "and",
        "while",
        "as",
        "–",
        "-",
        "—",
        "when",
        "after",
        PLACEHOLDER,
        "that",
        "because",
        "although",
        "•",
    )
