"""Who speaks in talk: "the lad behind the counter goes, ‘…’", "I turned to her and said, ‘…’".

People tell what was said with the verb right before the words, in verbs and orders no newspaper would print. So here
the verb is looked for from the marks back, and its subject from the verb back.
"""

from __future__ import annotations

from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    CAPITAL,
    COORD,
    CUES,
    DET,
    FINITE,
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
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import phrase_after, phrase_before
from tui_reader.quotations.sentence.subjects import NounPhrase, find_subject, plain_phrase
from tui_reader.quotations.speech.cue_subjects import subject_of
from tui_reader.quotations.speech.cues import FoundCue, verb_at
from tui_reader.quotations.speech.special_frames import Frame

_GOES = words("goes_in_talk")  # "he goes, ‘…’"
_BEFORE_MARKS = frozenset((",", ":", "-", "–", "—", "that"))
_BE = words("be") | frozenset(("i'm", "he's", "she's", "we're", "they're", "you're", "it's", "be", "been", "being"))
_HAS = frozenset("had have has having got get gets heard hear hears saw see sees made makes let watch watched".split())
_ADDRESSED = 7  # entries between the verb and the marks: "said to me in the corridor, ‘…’"
_CLAUSE = 40  # entries a subject stands before its verb
_LIKE = ("be like", frozenset(("say",)), "past")
_SPEAKS = frozenset(("say", "tell", "urge", "call"))


@rule("talk", "In talk the verb right before the marks tells whose words they are, with the subject before it")
def find_talk(narration: Narration, entry: int, low: int) -> Frame | None:
    """Return the frame that gives the run at `entry` of a sentence that starts at `low` to somebody, if one does."""
    at = entry - 1
    while at >= low and (narration.low[at] in _BEFORE_MARKS or _plain_adverb(narration, at)):
        at -= 1
    verb = _verb_at(narration, at, low)
    if verb is None:
        return None
    subject = _subject(narration, verb, low)
    if subject is None:
        return None
    known = CUES.get(narration.low[verb])
    base, classes, form = _LIKE if known is None else (known.base, known.classes, known.form)
    cue = FoundCue(verb, verb + 1, base, classes, form)
    return Frame("talk", cue, subject, [(entry, entry + 1)])


def goes_on(narration: Narration, entry: int, low: int) -> bool:
    """Say whether the words go on with what was quoted before: "‘…,’ and then, ‘…’"."""
    at = entry - 1
    while at >= low and narration.low[at] in (",", ":", "and", "then", "but", "-", "–", "—", "or"):
        at -= 1
    return at >= low and at < entry - 1 and bool(narration.flag[at] & QUOTED)


def _plain_adverb(narration: Narration, at: int) -> bool:
    flag = narration.flag[at]
    return bool(flag & ADV) and not flag & (DET | PREP | PRON | OBJ | CAPITAL)


def _verb_at(narration: Narration, at: int, low: int) -> int | None:
    """Return the verb that leads in the marks, over "like", whom it is said to, and when or where."""
    if at < low:
        return None
    if narration.low[at] == "like":
        be = at - 1
        while be >= low and _plain_adverb(narration, be):
            be -= 1
        return (
            be if be >= low and narration.low[be] in _BE else at - 1 if be >= low and _speaks(narration, be) else None
        )
    for index in range(at, max(low - 1, at - _ADDRESSED), -1):
        flag = narration.flag[index]
        if _speaks(narration, index):
            return index
        if flag & (PUNCT | QUOTED | AUX | FINITE | SUBORD | REL) and not flag & (DET | PREP | TIME):
            return None
        if flag & PRON and not flag & (OBJ | DET):
            return None
    return None


def _speaks(narration: Narration, index: int) -> bool:
    """Say whether the entry is a verb of speaking, or one that stands for one in talk."""
    word, flag = narration.low[index], narration.flag[index]
    if word in _GOES:
        return True
    cue = None if flag & (CAPITAL | WRITING) else verb_at(narration, index)
    if cue is None or not cue.classes & _SPEAKS:
        return False
    noun = index > 0 and bool(narration.flag[index - 1] & (DET | POSS)) and not narration.flag[index - 1] & PRON
    return not noun


def _subject(narration: Narration, verb: int, low: int) -> NounPhrase | None:
    """Return the subject of the verb: the nearest before it that can be one."""
    if narration.low[verb].partition("'")[0] != narration.low[verb]:  # "he's like": the pronoun itself
        return NounPhrase(verb, verb + 1, verb, verb + 1)
    at, to = _over_helpers(narration, verb - 1, low)
    if at < low:
        return None
    flag, word = narration.flag[at], narration.low[at]
    if flag & PRON and not flag & (REL | DET):
        return NounPhrase(at, at + 1, at, verb)
    if to:
        if (flag & OBJ and not flag & PRON) or word == "her":
            return NounPhrase(at, at + 1, at, verb)  # "for her to shout"
        return _clause_subject(narration, at, low, verb)
    if word in ("and", "then", "but", "or", ",") or flag & (COORD | PREP):
        return _clause_subject(narration, at, low, verb)
    if narration.low[verb].endswith("ing"):
        return _of_participle(narration, verb, at, low)
    caused = _caused(narration, verb, at, low)
    if caused is not None:
        return caused
    if flag & (PRON | OBJ | REL):
        who = word in ("who", "which", "that")
        return subject_of(narration, FoundCue(verb, verb + 1, "say", frozenset(("say",)), "past"), low) if who else None
    return find_subject(narration, low, at + 1) or _phrase(narration, at + 1, low)


def _over_helpers(narration: Narration, at: int, low: int) -> tuple[int, bool]:
    """Step back over helping verbs and adverbs; say whether a "to" was among them."""
    to = False
    while at >= low:
        flag, word = narration.flag[at], narration.low[at]
        if word == "to":
            to = True
        elif flag & (PRON | OBJ | DET | COORD | REL) or not flag & (AUX | ADV) or (flag & CAPITAL and at > low):
            break
        at -= 1
    return at, to


def _caused(narration: Narration, verb: int, at: int, low: int) -> NounPhrase | None:
    """ "I had a lady of 88 say to me", "I've got lads saying", "heard him shout": whoever stands before the verb."""
    if narration.flag[at] & OBJ and not narration.flag[at] & PRON:
        return NounPhrase(at, at + 1, at, verb) if narration.low[at - 1] in _HAS else None
    for has in range(at - 1, max(low - 1, at - 10), -1):
        flag = narration.flag[has]
        if flag & (PUNCT | QUOTED | SUBORD | COORD):
            return None
        if narration.low[has] in _HAS:
            end = phrase_after(narration, has + 1, verb)
            bare = CUES.get(narration.low[verb])
            fits = narration.low[verb].endswith("ing") or (bare is not None and bare.form == "base")
            return plain_phrase(narration, has + 1, end) if end is not None and fits else None
    return None


def _of_participle(narration: Narration, verb: int, at: int, low: int) -> NounPhrase | None:
    """ "She messaged me saying": she; "with the referee telling me": the referee."""
    caused = _caused(narration, verb, at, low)
    if caused is not None:
        return caused
    begin = phrase_before(narration, at + 1, low)
    flag = narration.flag[at]
    if begin is not None and not flag & OBJ:
        aux = narration.flag[verb - 1] & AUX  # "our physio was going"
        named = flag & (ROLE | WRITING | CAPITAL) or narration.raw[at].endswith(("'s", "’s"))
        before = narration.low[begin - 1] if begin > low else ""
        if before == "and" and narration.flag[begin - 2] & CAPITAL:
            return None  # "Anna and Tom saying": both
        if aux or (named and (begin == low or before in _BE or not narration.flag[begin - 1] & (PREP | FINITE))):
            return plain_phrase(narration, begin, at + 1)
        if begin > low and narration.low[begin - 1] in ("with", "and", "of"):
            return plain_phrase(narration, begin, at + 1)
    return _clause_subject(narration, at, low, verb)


def _clause_subject(narration: Narration, at: int, low: int, verb: int) -> NounPhrase | None:
    """Return the subject of the clause that goes on with the verb: the nearest pronoun or phrase with a verb behind."""
    known = CUES.get(narration.low[verb])
    bare = known is not None and known.form == "base"
    for index in range(at - 1, max(low, at - _CLAUSE) - 1, -1):
        flag, word = narration.flag[index], narration.low[index]
        if flag & QUOTED:
            return None
        if bare and flag & OBJ and index > low and narration.low[index - 1] in _HAS:
            return NounPhrase(index, index + 1, index, verb)  # "I'm not going to let them go and say"
        opens = (
            index == low or bool(narration.flag[index - 1] & (PUNCT | COORD | SUBORD)) or _leads(narration, index - 1)
        )
        if flag & PRON and not flag & (REL | DET) and word != "it":
            behind = (
                index > low and bool(narration.flag[index - 1] & (SUBORD | REL)) and narration.low[index - 1] != "so"
            )
            if not behind or index - 1 == low:
                return NounPhrase(index, index + 1, index, verb)
        elif opens and (flag & (DET | POSS | CAPITAL | ROLE | NUMBER) or index == low) and not flag & (PREP | OBJ):
            end = phrase_after(narration, index, at)
            if end is not None and end < at and _verb_like(narration, end):
                return plain_phrase(narration, index, end)
    return None


def _leads(narration: Narration, index: int) -> bool:
    return narration.low[index] in ("then", "so", "now", "because", "when")


def _verb_like(narration: Narration, index: int) -> bool:
    """Say whether the entry behind a phrase may be its verb: no preposition, no mark, no other noun phrase."""
    flag = narration.flag[index]
    return not flag & (PUNCT | QUOTED | PREP | COORD | DET | POSS | OBJ)


def _phrase(narration: Narration, stop: int, low: int) -> NounPhrase | None:
    begin = phrase_before(narration, stop, low)
    return None if begin is None else plain_phrase(narration, begin, stop)
