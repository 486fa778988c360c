"""Which words beside a reporting word are somebody's words reported, and which are the reporter's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    BODY,
    CAPITAL,
    CUE,
    DET,
    FINITE,
    FUNCTION,
    NUMBER,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    ROLE,
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import core_after

if TYPE_CHECKING:
    from tui_reader.quotations.speech.special_frames import Frame

_LINKING = words("clause_link")
_AFAR_OBJECT = 4  # words of what is offered or urged before marks that are no part of the offer
_AFAR = 7  # words between "posted on …" and marks that are not what was posted
_TAG = 4  # entries of "Name Surname said"
_LISTED = 14  # entries from the first comma of a list to its verb
_SUBORDINATE = frozenset("after before when while since until because although".split())
_MANNERS = words("manner")
_SENSES = words("sense")
_EVER = words("ever")
_PAST = words("past_without_ending")
_SMALL = FUNCTION | ADV | PUNCT | CUE
_SOMEBODY = PRON | ROLE | BODY | WRITING


def may_hold_runs(narration: Narration, frame: Frame, first: int, stop: int) -> bool:
    """Say whether marked words among the entries are what the frame reports: a mind's only in a clause of its own."""
    runs = [i for i in range(first, stop) if narration.flag[i] & QUOTED]
    told = "tell" in frame.cue.classes
    if (
        not told
        and not frame.that
        and not frame.before
        and narration.flag[first] & PREP
        and runs
        and runs[0] - first > _AFAR
    ):
        return False  # "a video posted on the web showed a sign that read …"
    acts = frame.cue.classes <= {"promise", "urge", "act"} and narration.low[first] != "to"
    if acts and not frame.before and runs and runs[0] - first > _AFAR_OBJECT:
        return False  # "had offered trade alerts in “managed funds”"
    if not frame.cue.classes <= {"mind"} or frame.that:
        return True
    if frame.cue.base in _SENSES:
        return False
    return bool(runs) and (runs[0] - first <= 2 or _finite_early(narration, first, stop))


def reports_clause(narration: Narration, frame: Frame, first: int, stop: int) -> bool:
    """Say whether unmarked words after (or before) a reporting word are somebody's words reported."""
    count = stop - first
    if count < 2 and len(frame.contents) < 2:
        return False
    if all(narration.flag[i] & _SMALL and not narration.flag[i] & (FINITE | AUX) for i in range(first, stop)):
        return False  # "laughed it off": no matter in it
    if frame.cue.base in _MANNERS and not frame.that:
        return False  # "laughed when that was put to her"
    classes = frame.cue.classes
    flags, low = narration.flag, narration.low
    if flags[first] & REL and low[first] in ("who", "which", "whose"):
        return False
    if frame.cue.form == "according":
        return _may_accord(narration, first, stop)
    if frame.that:  # "reiterated that approach": a pronoun, unless a verb follows
        bare = count <= 3 or bool(flags[first + 1] & PREP)
        return not bare or _has_verb(narration, first, stop, FINITE | AUX | CUE)
    if classes <= {"mind", "noun"}:
        return False
    if frame.before:
        finite = any(flags[i] & (FINITE | AUX) for i in range(first + 1, stop))
        return (finite or count >= 5 or len(frame.contents) > 1) and bool(classes & {"say", "show", "tell"})
    if frame.cue.base == "ask about":
        return False  # "asked about her interview": what it was about, not what was said
    if frame.cue.base == "ask" and narration.low[frame.cue.stop] in ("to", "not"):
        return False  # "asked not to be named"
    if low[first] == "to" or (low[first] == "not" and low[first + 1] == "to"):
        verb = first + 1 + (low[first] == "not")
        plain = verb < stop and not flags[verb] & (DET | PRON | PREP) and not flags[verb] & CAPITAL
        return plain and bool(classes & {"urge", "promise", "tell"})
    if low[first] == "against" and classes & {"tell", "urge"}:
        return True  # "is advising against all travel"
    if frame.negated:
        return False
    done = first + (low[first] in _EVER and first + 1 < stop)
    if frame.cue.base in ("deny", "admit") and low[done].endswith("ing") and len(low[done]) > 5:
        return True  # "denies seeing the memo", "denied ever giving a figure"
    finite = _finite_early(
        narration, first, stop if classes & {"say", "tell"} else _main_clause(narration, first, stop)
    )
    if "call" in classes and frame.cue.base == "accuse":
        return True
    if "act" in classes and not frame.inherits and frame.cue.form in ("past", "s"):
        return _is_somebody(narration, frame)
    if classes & {"say", "show", "tell", "mind"}:
        if flags[first] & PREP and not flags[first] & DET:  # "said for too long nothing had been done"
            return frame.cue.base == "say" and count > 5 and finite
        return finite
    return False


def _may_accord(narration: Narration, first: int, stop: int) -> bool:
    """Say whether a source may tell it: not "…,” Name said, according to the notes", nor "On the third call, …"."""
    flags = narration.flag
    if stop - first <= _TAG and flags[stop - 1] & CUE and flags[stop - 1] & FINITE:
        return False
    return not flags[first] & PREP or _has_verb(narration, first, stop, FINITE | AUX)


def _has_verb(narration: Narration, first: int, stop: int, kinds: int) -> bool:
    """Say whether an entry is of one of the kinds of verb, or ends in -ed."""
    return any(narration.flag[i] & kinds or narration.low[i][-2:] == "ed" for i in range(first, stop))


def _main_clause(narration: Narration, first: int, stop: int) -> int:
    """Return where what is found ends and another clause begins: "found a body in the boot after he had left"."""
    links = (i for i in range(first + 1, stop) if narration.low[i] in _SUBORDINATE)
    return next(links, stop)


def _is_somebody(narration: Narration, frame: Frame) -> bool:
    """Say whether the subject is one who speaks: a name, a pronoun, a role, a body, a writing."""
    return frame.subject is not None and names_somebody(narration, frame.subject.first, frame.subject.stop)


def names_somebody(narration: Narration, first: int, stop: int) -> bool:
    """Say whether a name, a pronoun, a role, a body or a writing is among the entries."""
    flags = narration.flag
    if stop - first == 1 and flags[first] & CAPITAL:
        return True
    return any(
        flags[i] & (PRON | ROLE | BODY | WRITING) or (flags[i] & CAPITAL and i > first) for i in range(first, stop)
    )


def _finite_early(narration: Narration, first: int, stop: int) -> bool:
    """Say whether a finite verb stands before the first comma: "the gifts, thought to be …" is no clause."""
    start = narration.flag[first]
    if start & PRON and not start & (DET | REL) and stop - first > 1 and narration.raw[first + 1][0].isalnum():
        return True  # "he supports …"
    if start & (FINITE | AUX) and stop - first > 2:
        return True  # "… that he said could last"
    for index in range(first, stop):
        flag, word = narration.flag[index], narration.low[index]
        if word == "," and index - first > 1:
            return _verb_after_aside(narration, index, stop)
        if index > first and word in _LINKING:
            return False
        if index > first and (flag & (FINITE | AUX) or (word in _PAST and not narration.flag[index - 1] & DET)):
            return True
        if flag & CUE and index > first and word[-1] == "s" and narration.flag[index - 1] & (PRON | ADV):
            return True
        if word.endswith("ed") and index > first and not narration.flag[index - 1] & (DET | PREP | AUX | NUMBER):
            return True
        if index > first and _verb_after_capital(narration, index, stop):
            return True
    return False


def _verb_after_capital(narration: Narration, index: int, stop: int) -> bool:
    """ "the Conservatives support the plan", "Name deserves the thanks": a plain word between a name and an object."""
    word, before = narration.low[index], narration.low[index - 1]
    if narration.flag[index] & ~CUE or not narration.flag[index - 1] & CAPITAL or index + 1 >= stop:
        return False
    agrees = before.endswith("s") != (word.endswith("s") and not word.endswith("ss"))
    return agrees and bool(narration.flag[index + 1] & (DET | PRON | POSS))


def _verb_after_aside(narration: Narration, comma: int, stop: int) -> bool:
    """ "one of them, a technician, had seen it": say whether the verb stands behind what the commas set off."""
    reach = min(stop - 1, comma + _LISTED)
    second = next((i for i in range(comma + 2, reach) if narration.low[i] == ","), None)
    if second is not None:
        return bool(narration.flag[second + 1] & (FINITE | AUX))
    last = next((i for i in range(comma + 2, reach) if narration.low[i] == "and"), None)  # "lamps, gates and locks are"
    end = None if last is None else core_after(narration, last + 1, stop)
    return end is not None and end < stop and bool(narration.flag[end] & (FINITE | AUX))
