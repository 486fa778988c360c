"""The form of quoted words: a full clause or less, a title, somebody's own "I"."""

from __future__ import annotations

import re

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    DET,
    FINITE,
    FLAGS,
    LOW,
    PREP,
    PRON,
    REL,
    SUBORD,
    words,
)
from tui_reader.quotations.sentence.mark_pairing import Run
from tui_reader.text.words import TOKEN

_LOOK = 60  # words of a run that are looked at: a clause shows itself by then
_JOINING = words("joins_clause")
_DEPENDENT = words("dependent")
_WORDS = re.compile(TOKEN)
_FIRST = re.compile(r"\W*([\w’']+)")


def speaks_first(text: str, run: Run) -> bool:
    """Say whether a run is a full clause of "I" or "we" from its first word on."""
    first = _FIRST.match(text[run.start : run.start + 40])
    told = first is not None and first[1].lower().replace("’", "'").partition("'")[0] in ("i", "we")
    return told and is_full_clause(text, run)


def is_full_clause(text: str, run: Run, alone: bool = False) -> bool:
    """Say whether the run holds a subject and a finite verb of its own (contract: direct rather than mixed).

    `alone`: it is all that is said, so that "No," or "and they are right" counts as well.
    """
    end = min(run.end, run.start + 12 * _LOOK)
    printed = _WORDS.findall(text, run.start, end)
    if not printed:
        return False
    lows = [LOW[word] for word in printed]
    first = lows[0]
    last = text[run.end - 1]
    capital = printed[0][:1].isupper()
    if capital and last in ".!?" and (alone or len(printed) >= 4):
        return True
    if alone and capital and (last == "," or len(printed) > 2):
        return True
    flags = [FLAGS[low] for low in lows]
    if alone and first in _JOINING:
        return any(flag & (FINITE | AUX) for flag in flags)
    if not capital and (first in _DEPENDENT or (flags[0] & (FINITE | AUX) and "'" not in first)):
        return False
    return _finite_with_subject(lows, flags, capital)


def _finite_with_subject(lows: list[str], flags: list[int], capital: bool) -> bool:
    for index, flag in enumerate(flags):
        low = lows[index]
        if flag & REL and index and not flag & DET:
            return False if index <= 3 and not capital else _later(flags, index)
        if "'" in low and flag & FINITE and index == 0:
            return True
        if flag & FINITE and index:
            before = flags[index - 1]
            if before & (PREP | SUBORD | AUX) and not before & (PRON | DET | ADV):
                continue
            return True
        if flag & PRON and index + 1 < len(flags) and not flags[index + 1] & (PREP | DET) and not flag & (DET | REL):
            return True
    return False


def _later(flags: list[int], index: int) -> bool:
    return any(flag & PRON and not flag & (DET | REL) for flag in flags[index + 1 :])


def starts_sentence(text: str, run: Run) -> bool:
    """Say whether the run begins like a sentence of its own, with a capital."""
    return text[run.start].isupper()


def is_title(text: str, run: Run, at_stop: bool = False) -> bool:
    """Say whether the run is the title of a work or a show: every word of weight has a capital, no verb's full stop.

    `at_stop`: it may end a sentence, where what stands before tells that it is one.
    """
    printed = [word for word in _WORDS.findall(text, run.start, min(run.end, run.start + 80)) if word[0].isalnum()]
    if not 2 <= len(printed) <= 9 or (text[run.end - 1] in ".!?" and not at_stop):
        return False
    heavy = all(word[0].isupper() or word[0].isdigit() or len(word) <= 3 for word in printed)
    return heavy and not printed[-1][0].islower()
