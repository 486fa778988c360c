"""Reporting words in a sentence of the narration: where they stand and what they are."""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.quotations.lexicon import (
    ADV,
    AUX,
    BODY,
    CUE,
    DET,
    FINITE,
    NOUN_CUE,
    NUMBER,
    PHRASAL,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    ROLE,
    TIME,
    WRITING,
    Lexicon,
)
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.phrases import phrase_after

_BE = frozenset("is are was were be been being am 's 're get gets got became become becomes".split())
_CHAIN = frozenset(
    "on continued continues continue began begins sought tried tries appeared appears seemed seems refused refuses "
    "forced expected set due likely unlikely wants wanted able proceeded returned rushed moved moves hastened declined "
    "has have had having keen ready quick happy going prepared needs need failed".split()
)
_NOUNS = frozenset(
    "shows calls attacks plans chants rants reads notes demands offers questions requests charges hopes fears needs "
    "likes laughs sighs cries shouts screams whispers hints jokes quips signals estimates answers replies challenges "
    "labels brands backs supports favors favours posts tweets".split()
)
_BY_MEANS = frozenset("used uses using took takes taking stood rose".split())
_BE_FORMS = frozenset(
    ["is", "are", "was", "were", "been", "being", "be", "am", "he's", "she's", "it's", "they're", "has", "have", "had"]
)


@dataclass(slots=True, eq=False, repr=False)
class FoundCue:
    """A reporting word: entries `first:stop` of the narration."""

    first: int
    stop: int
    base: str
    classes: frozenset[str]
    form: str  # base, s, past, ing, noun, adjective, according
    passive: bool = False


_ACCUSED = frozenset("accused suspected convicted".split())


def find_cues(narration: Narration, start: int, stop: int, lexicon: Lexicon) -> list[FoundCue]:
    """Return the reporting words among the entries `start:stop`, in order."""
    found: list[FoundCue] = []
    flags = narration.flag
    index = start
    while index < stop:
        flag = flags[index]
        if flag & (CUE | NOUN_CUE | PHRASAL):
            cue = _verb(narration, index, start, stop, lexicon) if flag & (CUE | PHRASAL) else None
            if cue is None and flag & NOUN_CUE:
                cue = _noun(narration, index, start, stop)
            if cue is not None:
                found.append(cue)
                index = cue.stop
                continue
        elif narration.low[index] in lexicon.adjectives:
            cue = _adjective(narration, index, start, stop)
            if cue is not None:
                found.append(cue)
        index += 1
    return found


def _verb(narration: Narration, index: int, start: int, stop: int, lexicon: Lexicon) -> FoundCue | None:
    low, flags = narration.low, narration.flag
    word = low[index]
    if word == "according":
        if index + 1 < stop and low[index + 1] == "to":
            return FoundCue(index, index + 2, "according to", frozenset(("according",)), "according")
        return None
    cue, end = lexicon.cues.get(word), index + 1
    for rest in lexicon.phrasal.get(word, ()):
        if tuple(low[index + 1 : index + 1 + len(rest)]) == rest:
            cue, end = lexicon.cues[" ".join((word, *rest))], index + 1 + len(rest)
            break
    if cue is None or (cue.base == "go on" and end < stop and low[end] in ("to", "for", "about", "with")):
        return None
    if narration.raw[index][0].isupper() and index > start and not narration.raw[index].isupper():
        return None  # a name: the United States
    if (
        flags[index] & WRITING
        and cue.form == "base"
        and index + 1 < stop
        and flags[index + 1] & (CUE | AUX | FINITE | ADV)
    ):
        return None  # "the gangs report finds …"
    if flags[index] & WRITING and cue.form in ("base", "s") and index + 1 < stop and _noun_goes_on(narration, index):
        return None  # "reviews, reports and inquiries", "report author"
    before = index - 1
    while before >= start and flags[before] & ADV and not flags[before] & (DET | PREP):
        before -= 1
    if before >= start and cue.form == "base" and low[before] == "to" and not _chain(narration, before, start):
        return None
    if before >= start and _is_noun_here(narration, before, index, cue.form):
        return None
    if cue.form == "past" and index == start and start == 0:
        return None  # "Asked whether …"
    if cue.form == "base" and before >= start and not _may_be_base(narration, before):
        return None
    if (
        before >= start
        and cue.form in ("base", "s")
        and low[before].endswith("ed")
        and narration.raw[before] == low[before]
    ):
        return None  # "resisted calls"
    doubtful = cue.form == "s" and (word in _NOUNS or bool(flags[index] & (WRITING | NOUN_CUE)))
    if before >= start and doubtful and not _may_be_third(narration, before, index, stop):
        return None
    if word in _ACCUSED and end < stop and low[end] == "of" and not (before >= start and low[before] in (*_BE, "had")):
        return None  # "the man accused of …": nobody's words
    passive = cue.form == "past" and before >= start and low[before] in (*_BE, "it's", "it’s")  # "it’s expected that"
    return FoundCue(index, end, cue.base, cue.classes, cue.form, passive)


def _is_noun_here(narration: Narration, before: int, index: int, form: str) -> bool:
    """Say whether the word before makes a noun (or an adjective) of what could be a reporting verb."""
    flag, low = narration.flag[before], narration.low[before]
    if form in ("base", "s") and flag & CUE and not flag & WRITING and narration.raw[before] == low:
        return True  # "dismiss claims"
    if form == "s" and narration.flag[index] & WRITING and flag & (DET | PREP):
        return True  # "some reports that"
    if form in ("base", "s") and (
        flag & (POSS | DET)
        and not flag & PRON
        and low not in ("that", "all", "many", "some", "both", "most", "few", "others")
    ):
        return True
    if form in ("past", "ing") and flag & (DET | POSS) and low in ("the", "a", "an", "its", "his", "her", "their"):
        return True
    if form in ("base", "s") and narration.raw[before][-2:] in ("'s", "’s") and not flag & PRON:
        return True
    if form == "past" and (low == "to" or (flag & NUMBER and not flag & TIME)):
        return True  # "led to repeated failures", "1,140 confirmed cases"
    return bool(form in ("base", "s", "past") and flag & PREP and low != "to")


def _noun_goes_on(narration: Narration, index: int) -> bool:
    """Say whether after "report" or "reports" comes what makes a noun of it: a list, a preposition, a plain noun."""
    flag, word = narration.flag[index + 1], narration.low[index + 1]
    if word in ("that", ":") or flag & (DET | PRON | QUOTED | TIME):
        return False
    return word in (",", "and", "or", ".") or bool(flag & (PREP | ROLE | BODY))


def _chain(narration: Narration, to: int, start: int) -> bool:
    """Say whether the verb before "to" lets somebody speak: "went on to say", "is expected to conclude"."""
    if to - 1 < start:
        return False
    word = narration.low[to - 1]
    if word in _CHAIN:
        return True
    means = next((i for i in range(max(start, to - 6), to) if narration.low[i] in _BY_MEANS), None)
    return means is not None and (means == start or narration.low[means - 1] not in _BE)


def _may_be_third(narration: Narration, before: int, index: int, stop: int) -> bool:
    """Say whether "shows" or "tweets" is a verb after an unknown word: not after "late-night", nor before a noun."""
    if narration.flag[before] & (FINITE | CUE) and not narration.flag[before] & (AUX | WRITING | ROLE):
        return False  # "takes questions"
    if narration.raw[before] != narration.low[before] or narration.flag[before]:
        return True
    if "-" in narration.low[before] or index + 1 >= stop:
        return False
    flag, word = narration.flag[index + 1], narration.low[index + 1]
    capital = narration.raw[index + 1] != word
    return capital or word in ("that", ":", ",", "how", "why") or bool(flag & (DET | PRON | QUOTED | NUMBER))


def _hearsay(narration: Narration, be: int, start: int) -> bool:
    """Say whether "are said to be concerned" stands there: nobody's words."""
    return (
        be - 2 >= start
        and narration.low[be - 1] == "to"
        and narration.low[be - 2] in ("said", "believed", "thought", "understood", "reported")
    )


def _may_be_base(narration: Narration, before: int) -> bool:
    """Say whether a base form may follow: after "to", a helping verb, a pronoun or a plural ("voters say")."""
    flag, low = narration.flag[before], narration.low[before]
    return (
        bool(flag & (AUX | PRON | PUNCT | QUOTED | REL))
        or low in ("to", "many", "some", "both", "all")
        or low[-1] == "s"
        or low in ("people", "men", "women", "children", "police", "public", ")")
    )


def _noun(narration: Narration, index: int, start: int, stop: int) -> FoundCue | None:
    """ "the claim that …", "a concern among members that …": a noun counts only where a clause follows."""
    if index <= start:
        return None
    that = index + 1
    if that < stop and narration.low[that] in ("among", "amongst", "from", "by", "of"):
        end = phrase_after(narration, that + 1, stop)
        that = that if end is None else end
    if that < stop and narration.low[that] == "that":
        return FoundCue(index, that, narration.low[index], frozenset(("noun",)), "noun")
    return None


def _adjective(narration: Narration, index: int, start: int, stop: int) -> FoundCue | None:
    """ "is clear that …"."""
    if index + 1 >= stop:
        return None
    introduces = narration.low[index + 1] in ("that", "about", "he", "she", "they")
    introduces = introduces or (
        narration.low[index + 1] == "," and "as" in narration.low[max(start, index - 8) : index]
    )
    if not introduces and narration.low[index] not in ("confident", "sure", "adamant", "hopeful"):
        return None
    before = index - 1
    while before >= start and narration.flag[before] & ADV:
        before -= 1
    if before >= start and narration.low[before] in _BE_FORMS and not _hearsay(narration, before, start):
        return FoundCue(index, index + 1, "is " + narration.low[index], frozenset(("say",)), "adjective")
    if (
        before >= start
        and narration.low[before] in ("makes", "made", "make", "making")
        and narration.low[index] == "clear"
    ):
        return FoundCue(before, index + 1, "make " + narration.low[index], frozenset(("say",)), "past")
    return None
