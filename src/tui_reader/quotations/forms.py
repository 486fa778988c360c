"""The form of words: a full clause or less; reported clause or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.quotations.lexicon import (
    ADV,
    AUX,
    BODY,
    CUE,
    DET,
    FINITE,
    POSS,
    PREP,
    PRON,
    QUOTED,
    REL,
    ROLE,
    SUBORD,
    WRITING,
    Lexicon,
)
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.runs import Run
from tui_reader.text.words import tokens

if TYPE_CHECKING:
    from tui_reader.quotations.constructions import Frame


_JOINING = frozenset("and but or if because before after when while so as".split())
_LINKING = frozenset("because though although if while as since until unless".split())
_AFAR = 7  # words between "posted on …" and marks that are not what was posted
_SENSES = frozenset("see hear like love hate need support back".split())
_LOOK = 60  # words of a run that are looked at: a clause shows itself by then
_DEPENDENT = frozenset(
    [
        "who",
        "which",
        "whose",
        "whom",
        "whether",
        "that",
        "because",
        "so",
        "than",
        "to",
        "of",
        "and",
        "or",
        "for",
        "by",
        "with",
        "as",
    ]
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
        if flag & (FINITE | AUX) and index > first:
            return True
        if flag & CUE and index > first and word[-1] == "s" and narration.flag[index - 1] & (PRON | ADV):
            return True
        if word.endswith("ed") and index > first and not narration.flag[index - 1] & (DET | PREP | AUX):
            return True
        if index > first and _verb_after_capital(narration, index, stop):
            return True
    return False


def _verb_after_capital(narration: Narration, index: int, stop: int) -> bool:
    """ "the Conservatives support the plan", "Name deserves the thanks": a plain word between a name and an object."""
    word, before = narration.low[index], narration.raw[index - 1]
    if narration.flag[index] & ~CUE or narration.raw[index] != word or not before[0].isupper() or index + 1 >= stop:
        return False
    agrees = before.endswith("s") != (word.endswith("s") and not word.endswith("ss"))
    return agrees and bool(narration.flag[index + 1] & (DET | PRON | POSS))


def speaks_first(text: str, run: Run, lexicon: Lexicon) -> bool:
    """Say whether a run is a full clause of "I" or "we" from its first word on."""
    first = re.match(r"\W*([\w’']+)", text[run.start : run.start + 40])
    told = first is not None and first[1].lower().replace("’", "'").partition("'")[0] in ("i", "we")
    return told and is_full_clause(text, run, lexicon)


def _verb_after_aside(narration: Narration, comma: int, stop: int) -> bool:
    """ "one of them, a technician, had seen it": say whether the verb stands behind what the commas set off."""
    second = next((i for i in range(comma + 2, min(stop - 1, comma + 14)) if narration.low[i] == ","), None)
    return second is not None and bool(narration.flag[second + 1] & (FINITE | AUX))


def is_full_clause(text: str, run: Run, lexicon: Lexicon, alone: bool = False) -> bool:
    """Say whether the run holds a subject and a finite verb of its own (contract: direct rather than mixed).

    `alone`: it is all that is said, so that "No," or "and they are right" counts as well.
    """
    end = min(run.end, run.start + 12 * _LOOK)
    words = [word for word, _, _ in tokens(text, run.start, end)]
    if not words:
        return False
    lows = [word.lower().replace("’", "'") for word in words]
    first = lows[0]
    last = text[run.end - 1]
    capital = words[0][:1].isupper()
    if capital and last in ".!?" and (alone or len(words) >= 4):
        return True
    if alone and capital and (last == "," or len(words) > 2):
        return True
    flags = [lexicon.flag(low) for low in lows]
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


def is_title(text: str, run: Run) -> bool:
    """Say whether the run is the title of a work or a show: every word of weight has a capital, no verb's full stop."""
    words = [word for word, _, _ in tokens(text, run.start, min(run.end, run.start + 80)) if word[0].isalnum()]
    if len(words) < 2 or len(words) > 9 or text[run.end - 1] in ".!?":
        return False
    return all(word[0].isupper() or word[0].isdigit() or len(word) <= 3 for word in words) and words[-1][0].isupper()


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
    if not frame.cue.classes <= {"mind"} or frame.that:
        return True
    if frame.cue.base in _SENSES:
        return False
    return bool(runs) and (runs[0] - first <= 2 or _finite_early(narration, first, stop))


def _is_somebody(narration: Narration, frame: Frame) -> bool:
    """Say whether the subject is one who speaks: a name, a pronoun, a role, a body, a writing."""
    first, stop = frame.subject or (0, 0)
    return any(
        narration.flag[i] & (PRON | ROLE | BODY | WRITING) or (narration.raw[i] != narration.low[i] and i > first)
        for i in range(first, stop)
    ) or (stop - first == 1 and narration.raw[first] != narration.low[first])


def reports_clause(narration: Narration, frame: Frame, first: int, stop: int) -> bool:
    """Say whether unmarked words after (or before) a reporting word are somebody's words reported."""
    count = stop - first
    if count < 2 and len(frame.contents) < 2:
        return False
    classes = frame.cue.classes
    flags, low = narration.flag, narration.low
    if flags[first] & REL and low[first] in ("who", "which", "whose"):
        return False
    if frame.cue.form == "according":
        return True
    if frame.that:  # "reiterated that approach": a pronoun, unless a verb follows
        bare = count <= 3 or bool(flags[first + 1] & PREP)
        return not bare or any(flags[i] & (FINITE | AUX | CUE) or low[i][-2:] == "ed" for i in range(first, stop))
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
        plain = verb < stop and not flags[verb] & (DET | PRON | PREP) and narration.raw[verb] == low[verb]
        return plain and bool(classes & {"urge", "promise", "tell"})
    if low[first] == "against" and classes & {"tell", "urge"}:
        return True  # "is advising against all travel"
    if frame.negated:
        return False
    if frame.cue.base in ("deny", "admit") and low[first].endswith("ing") and len(low[first]) > 5:
        return True  # "denies seeing the memo"
    finite = _finite_early(narration, first, stop)
    if "call" in classes and frame.cue.base == "accuse":
        return True
    if "act" in classes and not frame.inherits and frame.cue.form in ("past", "s"):
        return _is_somebody(narration, frame)
    if classes & {"say", "show", "tell", "mind"}:
        if flags[first] & PREP and not flags[first] & DET:  # "said for too long nothing had been done"
            return frame.cue.base == "say" and count > 5 and finite
        return finite
    return False
