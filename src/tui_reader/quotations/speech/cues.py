"""Reporting words in a sentence of the narration: where they stand and what they are."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    ANY_CUE,
    AUX,
    BE_ADJECTIVE,
    BODY,
    CAPITAL,
    CUE,
    CUES,
    DET,
    FINITE,
    NOUN_CUE,
    NUMBER,
    PHRASAL,
    PHRASES,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    ROLE,
    SUBORD,
    TIME,
    WRITING,
    Cue,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range, phrase_after, phrase_before

_BE = words("be")
_BEEN = _BE | {"it's"}
_BE_FORMS = words("be_form")
_CHAIN = words("chain")
_PERCEIVED = words("perceived")
_NOUNS = words("noun_as_often")
_BY_MEANS = words("means")
_ACCUSED = words("accused")
_NOT_FROM = words("not_from")
_NOT_WITH = words("not_with")
_HEARSAY = words("hearsay")
_BASE_AFTER = words("base_after")
_NOUN_FROM = words("noun_from")
_CLEAR_BEFORE = words("clear_before")
_MAKES = words("makes")
_PROMPTS = words("prompts")
_PERCEIVES, _CONTACTS = words("perceives"), words("contacts")
_WRITES_TO = 9  # entries from "wrote" to "to say"
_QUANTIFIES = frozenset(("that", "all", "many", "some", "both", "most", "few", "others"))
_ASIDES = 30  # entries between "the complaint" and "was that"
_COMMAS = (",", "–", "—", "-")
_QUOTER = 10  # entries from "quoted by" to "as saying"
_OPENERS = words("opener")
_PLAINLY = frozenset("say argue believe insist think reckon fear hope".split())
_NOUN_AS_WELL = frozenset("claim report estimate".split())  # verbs only before a pronoun: "the claim that"
_OPENS_CLAUSE = frozenset("that it they he she we there".split())
_OWNS = frozenset(("the", "a", "an", "its", "his", "her", "their"))


class FoundCue:
    """A reporting word: entries `first:stop`; `form` is base, s, past, ing, noun, adjective or according."""

    __slots__ = ("base", "classes", "first", "form", "passive", "stop")

    def __init__(
        self, first: int, stop: int, base: str, classes: frozenset[str], form: str, passive: bool = False
    ) -> None:
        self.first, self.stop, self.base, self.classes = first, stop, base, classes
        self.form, self.passive = form, passive


def verb_at(narration: Narration, index: int) -> FoundCue | None:
    """Return the reporting verb at one entry, whatever stands around it."""
    cue = CUES.get(narration.low[index]) if narration.flag[index] & CUE else None
    return None if cue is None else FoundCue(index, index + 1, cue.base, cue.classes, cue.form)


def find_cues(narration: Narration, start: int, stop: int) -> list[FoundCue]:
    """Return the reporting words among the entries `start:stop`, in order."""
    found: list[FoundCue] = []
    flags = narration.flag
    done = start
    for index in [index for index in range(start, stop) if flags[index] & ANY_CUE]:
        if index < done:
            continue
        flag = flags[index]
        cue = _verb(narration, index, start, stop) if flag & (CUE | PHRASAL) else None
        if cue is None and flag & NOUN_CUE:
            cue = _noun(narration, index, start, stop)
        if cue is None and flag & BE_ADJECTIVE and not flag & (CUE | NOUN_CUE | PHRASAL):
            cue = _adjective(narration, index, start, stop)
            if cue is not None:
                found.append(cue)
        elif cue is not None:
            found.append(cue)
            done = cue.stop
    return found


def _listed(narration: Narration, index: int, stop: int) -> tuple[Cue | None, int]:
    """Return the reporting verb of the lists at the entry, with the words that belong to it, and where it ends."""
    low, word = narration.low, narration.low[index]
    if word == "quoted" and low[index + 1 : index + 2] == ["by"]:
        saying = next((i for i in range(index + 2, min(stop - 1, index + _QUOTER)) if low[i] == "as"), None)
        if saying is not None and low[saying + 1] == "saying":  # "was quoted by the Ledger as saying"
            return CUES["quoted as saying"], saying + 2
    adverb = index + 2 < stop and bool(narration.flag[index + 1] & (ADV | TIME)) and word[-1] != "g"
    for rest in PHRASES.get(word, ()):
        behind = index + 1 + (adverb and len(rest) == 1)  # "spoke movingly of"
        if tuple(low[behind : behind + len(rest)]) == rest:
            return CUES[" ".join((word, *rest))], behind + len(rest)
    return CUES.get(word), index + 1


def _is_other_verb(narration: Narration, cue: Cue, end: int, stop: int) -> bool:
    """Say whether what follows makes another verb of it: "the film concludes with", "found himself"."""
    following = narration.low[end] if end < stop else ""
    if cue.base in _OPENERS:  # "began: “…”", "ended, “…”"
        marked = end + 1 < stop and bool(narration.flag[end + 1] & QUOTED)
        return following != ":" and not (following == "," and marked)
    if cue.base == "go on":
        return following in ("to", "for", "about", "with")
    if cue.base == "rated" and end < stop and narration.flag[end] & NUMBER:
        return True  # "rated 32% of their claims as “false”": a score
    if cue.base == "find" and following.endswith(("self", "selves")):
        return True  # "found himself compared to …"
    return (cue.base in _NOT_WITH and following == "with") or (cue.base in _NOT_FROM and following == "from")


def _verb(narration: Narration, index: int, start: int, stop: int) -> FoundCue | None:
    low, flags = narration.low, narration.flag
    word = low[index]
    if word == "according":
        if index + 1 < stop and low[index + 1] == "to":
            return FoundCue(index, index + 2, "according to", frozenset(("according",)), "according")
        return None
    cue, end = _listed(narration, index, stop)
    if cue is None or _is_other_verb(narration, cue, end, stop):
        return None
    if narration.flag[index] & CAPITAL and index > start and not narration.raw[index].isupper():
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
    if cue.form == "past" and index == start and start == 0 and low[end : end + 1] != ["by"]:
        return None  # "Asked whether …"
    base = cue.form == "base" and before >= start
    if base and not (_may_be_base(narration, before, index, stop) or perceived(narration, index, start)):
        return None
    after_past = before >= start and low[before].endswith("ed") and not flags[before] & CAPITAL
    if after_past and cue.form in ("base", "s") and not _opens_clause(narration, index, stop):
        return None  # "resisted calls", but "… a walker who vanished say they …"
    doubtful = cue.form == "s" and (word in _NOUNS or bool(flags[index] & (WRITING | NOUN_CUE)))
    if before >= start and doubtful and not _may_be_third(narration, before, index, stop):
        return None
    if word in _ACCUSED and end < stop and low[end] == "of" and not (before >= start and low[before] in (*_BE, "had")):
        return None  # "the man accused of …": nobody's words
    by = low[end : end + 1] == ["by"] and bool(cue.classes & {"call", "say", "tell", "urge"}) and end + 1 < stop
    been = before >= start and low[before] in _BEEN  # "it’s expected that"
    bare = cue.base == "tell" and end < stop and bool(flags[end] & QUOTED)  # "Shoppers told ‘stay away’"
    passive = cue.form == "past" and cue.base != "be quoted" and (been or by or bare)
    return FoundCue(index, end, cue.base, cue.classes, cue.form, passive)


def _is_noun_here(narration: Narration, before: int, index: int, form: str) -> bool:
    """Say whether the word before makes a noun (or an adjective) of what could be a reporting verb."""
    flag, low = narration.flag[before], narration.low[before]
    if form in ("base", "s") and flag & CUE and not flag & (WRITING | CAPITAL):
        return True  # "dismiss claims"
    if form == "s" and narration.flag[index] & WRITING and flag & (DET | PREP):
        return True  # "some reports that"
    if form in ("base", "s") and (flag & (POSS | DET) and not flag & PRON and low not in _QUANTIFIES):
        return True
    if form in ("past", "ing") and ((flag & (DET | POSS) and low in _OWNS) or low == "own"):
        return True
    if form in ("base", "s") and narration.raw[before][-2:] in ("'s", "’s") and not flag & PRON:
        return True
    if form == "past" and narration.raw[before][-2:] in ("'s", "’s") and not flag & PRON:
        return narration.low[index + 1 : index + 2] != ["that"]  # "Name's reported death", but "Name's confirmed that"
    if form == "ing" and narration.raw[before][-2:] in ("'s", "’s") and index + 1 < len(narration.raw):
        return bool(narration.flag[index + 1] & (FINITE | AUX))  # "who knows the board's thinking said"
    year = before > 0 and narration.flag[before - 1] & (PREP | SUBORD)  # "who worked there until 2023 told"
    if form == "past" and (low == "to" or (flag & NUMBER and not flag & TIME and not year)):
        return True  # "led to repeated failures", "1,140 confirmed cases"
    if (low == "since" and narration.flag[before - 1] & AUX) or (low == "at" and narration.flag[before + 1] & ADV):
        return False  # "has since said", "at first denied"
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
    if prompted(narration, to, start) is not None:
        return True
    if word in _CHAIN or (word in _PERCEIVED and to - 2 >= start and bool(narration.flag[to - 2] & AUX)):
        return True  # "went on to say", "was heard to say"
    for at in range(to - 1, max(start, to - _WRITES_TO) - 1, -1):
        if narration.flag[at] & (PUNCT | QUOTED):
            break
        if narration.low[at] in _CONTACTS:
            return True  # "wrote to her in May to say"
    means = next((i for i in range(max(start, to - 6), to) if narration.low[i] in _BY_MEANS), None)
    return means is not None and (means == start or narration.low[means - 1] not in _BE)


def prompted(narration: Narration, to: int, low: int) -> Range | None:
    """ "prompting Name to call it “daft”", "led one resident to warn of …": who is brought to say it, before "to"."""
    begin = phrase_before(narration, to, low)
    if begin is None or begin <= low or narration.low[begin - 1] not in _PROMPTS:
        return None
    return begin, to


def perceived(narration: Narration, verb: int, low: int) -> Range | None:
    """ "She heard Name shout: “…”", "made him promise that …": who shouts, before the verb."""
    begin = phrase_before(narration, verb, low)
    if begin is None or begin <= low or narration.low[begin - 1] not in _PERCEIVES:
        return None
    return begin, verb


def _may_be_third(narration: Narration, before: int, index: int, stop: int) -> bool:
    """Say whether "shows" or "tweets" is a verb after an unknown word: not after "late-night", nor before a noun."""
    if narration.flag[before] & (FINITE | CUE) and not narration.flag[before] & (AUX | WRITING | ROLE):
        return False  # "takes questions"
    if narration.flag[before]:
        return True
    if "-" in narration.low[before] or index + 1 >= stop:
        return False
    flag, word = narration.flag[index + 1], narration.low[index + 1]
    return word in ("that", ":", ",", "how", "why") or bool(flag & (CAPITAL | DET | PRON | QUOTED | NUMBER))


def _hearsay(narration: Narration, be: int, start: int) -> bool:
    """Say whether "are said to be concerned" stands there: nobody's words."""
    return be - 2 >= start and narration.low[be - 1] == "to" and narration.low[be - 2] in _HEARSAY


def _may_be_base(narration: Narration, before: int, index: int, stop: int) -> bool:
    """Say whether a base form may follow: after "to", a helping verb, a pronoun or a plural ("voters say").

    What can be nothing but a verb ("say it raises …") may follow the last word of a longer subject.
    """
    flag, low = narration.flag[before], narration.low[before]
    following = narration.flag[index + 1] if index + 1 < stop else 0
    named = bool(following & DET and flag & CAPITAL)  # "engineers at Name believe a seal …"
    if _opens_clause(narration, index, stop) or (named and narration.low[index] in _PLAINLY):
        return True
    return bool(flag & (AUX | PRON | PUNCT | QUOTED | REL)) or low in _BASE_AFTER or low[-1] == "s"


def _opens_clause(narration: Narration, index: int, stop: int) -> bool:
    """Say whether what can be nothing but a verb has a clause of its own, or marked words, right behind it."""
    if index + 1 >= stop or narration.low[index] not in _PLAINLY | _NOUN_AS_WELL:
        return False
    if narration.low[index] in _NOUN_AS_WELL:
        return narration.low[index + 1] in _OPENS_CLAUSE - {"that"}
    return narration.low[index + 1] in _OPENS_CLAUSE or bool(narration.flag[index + 1] & QUOTED)


def _noun(narration: Narration, index: int, start: int, stop: int) -> FoundCue | None:
    """ "the claim that …", "a concern among members that …": a noun counts only where a clause follows."""
    if index <= start:
        return None
    that = index + 1
    if that < stop and narration.low[that] in _NOUN_FROM:
        end = phrase_after(narration, that + 1, stop)
        that = that if end is None else end
    that = _over_asides(narration, that, stop)
    if that < stop and narration.low[that] == "that":
        return FoundCue(index, that, narration.low[index], frozenset(("noun",)), "noun")
    return None


def _over_asides(narration: Narration, first: int, stop: int) -> int:
    """Step over what stands between a noun and its "that": ", made to the Ledger, was", ", who ran the navy,"."""
    low, index = narration.low, first
    while index < min(stop - 1, first + _ASIDES) and low[index] != "that":
        if low[index] in _COMMAS:
            close = next((i for i in range(index + 1, stop) if low[i] == low[index]), stop)
            index = close + 1 if close < stop else stop
        elif low[index] in ("was", "is") and low[index + 1] == "that":
            return index + 1
        elif narration.flag[index] & (AUX | FINITE | CUE | QUOTED | PUNCT):
            return first
        else:
            index += 1
    return index if index < stop and low[index] == "that" else first


def _adjective(narration: Narration, index: int, start: int, stop: int) -> FoundCue | None:
    """ "is clear that …"."""
    if index + 1 >= stop:
        return None
    introduces = narration.low[index + 1] in ("that", "about", "he", "she", "they")
    introduces = introduces or (
        narration.low[index + 1] == "," and "as" in narration.low[max(start, index - 8) : index]
    )
    if not introduces and narration.low[index] not in _CLEAR_BEFORE:
        return None
    before = index - 1
    while before >= start and narration.flag[before] & ADV:
        before -= 1
    if before >= start and narration.low[before] in _BE_FORMS and not _hearsay(narration, before, start):
        return FoundCue(index, index + 1, "is " + narration.low[index], frozenset(("say",)), "adjective")
    if before >= start and narration.low[before] in _MAKES and narration.low[index] == "clear":
        return FoundCue(before, index + 1, "make " + narration.low[index], frozenset(("say",)), "past")
    return None
