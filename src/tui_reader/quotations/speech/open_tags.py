"""Reporting words no list has: whatever verb stands beside marked words that end in a comma tells how they were said.

"“Y'all can boo,” Name drawled", "“And one idiot,” interrupts the owner": a comma within the marks announces who speaks.
"""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    CAPITAL,
    CUE,
    DET,
    FUNCTION,
    NOUN_CUE,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    ROLE,
    SUBORD,
    TIME,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import core_after, inverted_phrase
from tui_reader.quotations.speech.cues import FoundCue

_PAST = words("past_without_ending")
_SAYS = frozenset(("say",))
_ANNOUNCES = ",—–-"  # what ends words that are not over
_LONGEST = 8  # entries from the marks to the verb behind its subject


def open_tags(narration: Narration, low: int, high: int) -> list[FoundCue]:
    """Return the verbs that stand as tags beside marked words of a sentence and are in no list of reporting words."""
    found = [cue for entry in range(low, high - 1) if (cue := _tag_of(narration, entry, low, high)) is not None]
    return found if found and all(not narration.flag[cue.first] & (CUE | NOUN_CUE) for cue in found) else []


def _tag_of(narration: Narration, entry: int, low: int, high: int) -> FoundCue | None:
    run = narration.runs[narration.run[entry]] if entry in narration.run else None
    if run is None:
        return None
    announced = narration.text[run.end - 1] in _ANNOUNCES
    first = entry + 1
    if narration.low[first] == ",":
        first, announced = first + 1, entry == low  # "no “quick checks”, no watches": one of a list
    if first >= high or not announced:
        return None
    verb = _inverted(narration, first, high) or _behind(narration, first, high)
    if verb is None:
        return None
    form = "s" if narration.low[verb].endswith("s") else "past"
    return FoundCue(verb, verb + 1, narration.low[verb], _SAYS, form)


def _inverted(narration: Narration, first: int, high: int) -> int | None:
    """ "“…,” warbled Name": the verb right behind the marks, and who behind it."""
    if not _may_be_verb(narration, first) or first + 1 >= high:
        return None
    flag = narration.flag[first + 1]
    if not flag & (CAPITAL | DET | PRON | ROLE):
        return None
    end = inverted_phrase(narration, first + 1, high)
    return first if end is not None and _stands_free(narration, end, high) else None


def _behind(narration: Narration, first: int, high: int) -> int | None:
    """ "“…,” Name deadpanned", "“…,” her nephew had typed": the verb behind the phrase that follows the marks."""
    end = first + 1 if narration.flag[first] & PRON else core_after(narration, first, min(high, first + _LONGEST))
    if end is None:
        return None
    if not narration.flag[first] & PRON and end > first + 1 and _may_be_verb(narration, end - 1):
        end -= 1  # "the insider dished": no noun
    while end < high and narration.flag[end] & (AUX | ADV) and end - first < _LONGEST:
        end += 1
    if end >= high or not _may_be_verb(narration, end) or not _stands_free(narration, end + 1, high):
        return None
    return end


def _may_be_verb(narration: Narration, index: int) -> bool:
    flag, word = narration.flag[index], narration.low[index]
    if flag & (FUNCTION | CUE | NOUN_CUE | CAPITAL | PUNCT | QUOTED | TIME) or not word.isalpha() or len(word) < 4:
        return False
    return word.endswith(("ed", "s")) or word in _PAST


def _stands_free(narration: Narration, index: int, high: int) -> bool:
    """Say whether nothing follows that the verb would do something to: "punched the air"."""
    return index >= high or bool(narration.flag[index] & (PUNCT | PREP | ADV | SUBORD | TIME | QUOTED))
