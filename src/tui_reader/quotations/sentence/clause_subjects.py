"""The first noun phrase of a clause: what a sentence without a reporting word is about."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    CAPITAL,
    CUE,
    DET,
    FINITE,
    NUMBER,
    PREP,
    QUOTED,
    REL,
    ROLE,
    TIME,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range, core_after, phrase_after
from tui_reader.quotations.sentence.subjects import NounPhrase, name_beside, plain_phrase

_SEARCH = 60  # entries looked at for the comma that ends an introduction
_LEADING = words("leads_clause")
_INTRO = words("introduces")
_MONTH_NAMES = words("month_name")
_MODALS = frozenset("will would can could may might shall should must".split())
_NAME = 4  # entries of a name, or of what is somebody's
BEFORE_TIMES = frozenset(("in", "on", "last", "this", "at", "late", "early"))
_NO_SUBJECT = frozenset(("there", "here", "it", "what", "this", "that", "i", "we", "you"))


def clause_subject(narration: Narration, low: int, stop: int) -> Range | None:
    """Return the first noun phrase of the clause that starts at `low`, after any introduction set off by a comma."""
    index = _after_label(narration, low, stop)
    stop = min(stop, index + 2 * _SEARCH)
    while index < stop:
        if _only_dates(narration, index, stop):
            index += 2
        elif _introduces(narration, index, low):
            comma = _next_comma(narration, index, stop)
            if comma is None:
                return None
            index = comma + 1
        elif _leads(narration, index, stop):
            index += 1
        else:
            break
    if index >= stop or narration.low[index] in _NO_SUBJECT:
        return None
    end = phrase_after(narration, index, stop)
    if end is not None and index > low + 1 and narration.low[end : end + 1] == [","] and end + 2 < stop:
        plain = not any(narration.flag[i] & CAPITAL for i in range(index, end))
        after = phrase_after(narration, end + 1, stop)
        if (
            plain
            and after is not None
            and narration.flag[after - 1] & CAPITAL
            and narration.low[after : after + 1] != [","]
        ):
            index, end = end + 1, after  # "Following a hasty, late meeting, the Council issued …"
    return None if end is None or narration.flag[index] & REL else (index, end)


def _only_dates(narration: Narration, index: int, stop: int) -> bool:
    """Say whether a day or a month opens the clause without a comma: "In June the regulator cut …"."""
    flags = narration.flag
    if index + 2 >= stop or not flags[index] & PREP or not flags[index + 1] & TIME:
        return False
    return bool(flags[index + 2] & DET) and narration.low[index + 2] not in _NO_SUBJECT


def sentence_subject(narration: Narration, low: int, stop: int) -> NounPhrase | None:
    """Return that first noun phrase with the name that commas set beside it."""
    found = clause_subject(narration, low, stop)
    if found is None:
        return None
    phrase = plain_phrase(narration, *found)
    phrase.beside = name_beside(narration, found[1], stop)
    return phrase


def _after_label(narration: Narration, low: int, stop: int) -> int:
    """Step over a label: "The scale of the problem: The report …"."""
    for index in range(low + 1, min(stop - 1, low + 9)):
        if narration.low[index] == ":" and narration.flag[index + 1] & CAPITAL:
            return index + 1
        if narration.low[index] in ("-", "–", "—") and narration.low[index - 1] == ")":
            return index + 1  # "PLACE (Agency) - …"
    return low


def _leads(narration: Narration, index: int, stop: int) -> bool:
    """Say whether the entry stands before a clause's subject without being part of it."""
    flag, word = narration.flag[index], narration.low[index]
    if flag & QUOTED or word in _LEADING:
        return True
    if flag & NUMBER and index + 1 < stop and narration.low[index + 1] == ",":
        return True  # "On 6 July, 2015, …"
    if flag & TIME and word not in _MONTH_NAMES and not flag & ROLE:
        return True
    name = flag & CAPITAL and index + 1 < stop and narration.flag[index + 1] & CAPITAL
    return bool(flag & ADV) and not name


def _introduces(narration: Narration, index: int, low: int) -> bool:
    flag, word = narration.flag[index], narration.low[index]
    if word in _INTRO or (flag & PREP and not flag & DET and not flag & ROLE):
        return True
    if index + 1 < len(narration.raw) and narration.flag[index + 1] & CAPITAL:
        return False  # a name: "Reading Council"
    return word.endswith("ing") and len(word) > 5 and not flag & ROLE and index == low


def _next_comma(narration: Narration, first: int, stop: int) -> int | None:
    for index in range(first, min(stop, first + _SEARCH)):
        if narration.low[index] == ",":
            return index
    return None


def of_whose(narration: Narration, index: int, low: int) -> NounPhrase | None:
    """ "Name, whose deputy, Other, last week called it “…”": Other, where no verb closes the clause after "whose"."""
    whose = next((i for i in range(index, max(low, index - _SEARCH), -1) if narration.low[i] == "whose"), None)
    if whose is None or any(narration.flag[i] & (FINITE | AUX | CUE | QUOTED) for i in range(whose + 1, index + 1)):
        return None
    first, end = whose + 1, core_after(narration, whose + 1, index + 1)
    if end is not None and end < index and narration.low[end] == "," and narration.flag[end + 1] & CAPITAL:
        first = end + 1
        end = next((i for i in range(first, index + 1) if narration.low[i] == ","), None)
    named = end is not None and any(narration.flag[i] & CAPITAL for i in range(whose + 1, first))
    if end is None or named or end - first > _NAME or (narration.low[index] == "," and index != end):
        return None  # the clause after "whose" is over
    between = range(end + (narration.low[end] == ","), index + 1)
    when = all(narration.flag[i] & (TIME | ADV) or narration.low[i] in BEFORE_TIMES for i in between)
    return plain_phrase(narration, first, end) if when else None


def clause_start(narration: Narration, index: int, low: int, form: str = "") -> int:
    """Return where the clause begins in which the entry stands; `form` is that of the reporting word behind it."""
    for before in range(index, max(low, index - _SEARCH) - 1, -1):
        word = narration.low[before]
        if (
            word in (";", "while", "that")
            and before < index - 2
            and not _is_another_time(narration, before, index, form)
        ):
            return before + 1
        if word == ":" and before + 1 < len(narration.raw) and narration.flag[before + 1] & CAPITAL:
            return before + 1
    return low


def _is_another_time(narration: Narration, that: int, stop: int, form: str) -> bool:
    """ "hears that A will go and says …", "denies that A left but says …": A does neither; who hears it says."""
    low, flags = narration.low, narration.flag
    inner = range(that + 2, stop) if low[that] == "that" else range(0)
    past = any(low[i] == "was" or (flags[i] & FINITE and low[i][-1] != "s") or low[i][-2:] == "ed" for i in inner)
    return any(low[i] in _MODALS for i in inner) or (form == "s" and past)
