"""The subject of a reporting word: over adverbs and helping verbs, of a relative clause, of verbs joined by "and"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.clause_subjects import BEFORE_TIMES, clause_start, clause_subject, of_whose
from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    BODY,
    CAPITAL,
    COORD,
    CUE,
    DET,
    FINITE,
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
from tui_reader.quotations.sentence.noun_phrases import (
    Range,
    is_noun,
    phrase_after,
    phrase_before,
)
from tui_reader.quotations.sentence.subjects import NounPhrase, find_subject, plain_phrase
from tui_reader.quotations.speech.antecedents import antecedent
from tui_reader.quotations.speech.cues import FoundCue, prompted

if TYPE_CHECKING:
    from tui_reader.quotations.speech.special_frames import Frame

_SEARCH = 60  # entries looked back for the start of a clause
_GOVERNS = frozenset("near of with at from by for in on to about behind beside under over through around".split())
_CHAIN_VERBS = words("chain_verb")
_CHAINED = words("chained_verb")
_PERCEIVED = words("perceived")
_WITNESSED = words("witnessed")
_VOICES = words("shown", "voice")
_DASHES = words("dash")
_BESIDE = words("dash", "left_saying") | {"with"}
_ASKED = frozenset(("whether", "if", "how", "why"))
_OPENS = frozenset(("while", "after", "when", "because", "before", "until", "once"))
_NEAR_CLAUSE = 16  # entries from the clause's start to "and said"
_AT = frozenset(("at",))
_STAGES = frozenset(("first", "last", "least", "once"))
_FLOATING = words("floating")
_SINCE = frozenset(("before", "after", "until", "since"))


def subject_of(narration: Narration, cue: FoundCue, low: int) -> NounPhrase | None:
    """Return the subject that stands before the reporting word, within the sentence that starts at `low`."""
    if cue.form == "base" and (by := prompted(narration, cue.first - 1, low)) is not None:
        return plain_phrase(narration, *by)
    index, chained = _over_helpers(narration, cue.first - 1, low)
    if index < low:
        return None
    word = narration.low[index]
    if _is_subject(narration, index):
        return NounPhrase(index, index + 1, index, cue.first)
    if word in ("who", "which", "that") and index > low and narration.raw[index] != "WHO":
        return antecedent(narration, index, low)
    coordinated = word in ("and", "or", "but", "then")
    if coordinated or chained:
        found = _of_clause(narration, cue, index, low, coordinated)
        return None if found is None else plain_phrase(narration, *found)
    others = of_whose(narration, index, low)
    if others is not None:
        return others
    whole = find_subject(narration, low, index + 1)
    if whole is not None:
        return _before_open_relative(narration, whole, index, low) or whole
    simple = _before_verb(narration, cue, index, low)
    return None if simple is None else plain_phrase(narration, *simple)


def _is_subject(narration: Narration, index: int) -> bool:
    """Say whether a pronoun right before the verb is its subject: not "it" of "a man who lives near it said"."""
    flag, word = narration.flag[index], narration.low[index]
    if not flag & PRON or flag & REL or word == "there" or (flag & DET and word in ("that", "this")):
        return False
    return word not in ("it", "you") or narration.low[index - 1] not in _GOVERNS


def _of_near_clause(narration: Narration, index: int, low: int) -> Range | None:
    """ "It was put off after Name rang the court and said …": Name, the subject of the nearest clause."""
    for at in range(index - 2, max(low, index - _NEAR_CLAUSE), -1):
        if narration.flag[at] & (PUNCT | QUOTED) or narration.low[at] == "that":
            return None
        if narration.low[at] in _OPENS:
            end = phrase_after(narration, at + 1, index)
            if end is None or end >= index:
                return None
            verb = narration.flag[end] & (FINITE | AUX) or narration.low[end].endswith("ed")
            return (at + 1, end) if verb and narration.flag[end - 1] & (CAPITAL | ROLE | BODY) else None
    return None


def _before_open_relative(narration: Narration, found: NounPhrase, index: int, low: int) -> NounPhrase | None:
    """ "Name, who runs it with her sons A and B described …": Name, where no comma closes the clause after "who"."""
    for who in range(found.first - 1, max(low, found.first - _SEARCH), -1):
        if narration.flag[who] & (PUNCT | QUOTED | SUBORD) and narration.low[who] not in ("who", "."):
            return None
        if narration.low[who] == "who":
            verb, word = narration.flag[who + 1], narration.low[who + 1]
            plain = not verb & (CUE | PRON) and (verb & (FINITE | AUX) or word.endswith(("s", "ed")))
            if narration.low[who - 1] != "," or not plain or found.first - who < 3:
                return None
            begin = phrase_before(narration, who - 1, low)
            return None if begin is None else plain_phrase(narration, begin, who - 1)
    return None


def _of_clause(narration: Narration, cue: FoundCue, index: int, low: int, coordinated: bool) -> Range | None:
    """ "She left and said …", "The minister went on to say …": the subject of the clause."""
    stop = index + (not coordinated)
    near = _of_near_clause(narration, index, low) if coordinated else None
    if near is not None:
        return near
    if coordinated and index - 1 > low and narration.low[index - 1] == "," and cue.form in ("s", "past"):
        whole = clause_subject(narration, low, stop)  # "Name lists … that the river rose, and says"
        if whole is not None and narration.flag[whole[1] - 1] & (CAPITAL | ROLE):
            return whole
    found = clause_subject(narration, clause_start(narration, index, low, cue.form), stop)
    return clause_subject(narration, low, stop) if found is None or _bare_verb(narration, found) else found


def _before_verb(narration: Narration, cue: FoundCue, index: int, low: int) -> Range | None:
    """Return the simple phrase right before the verb, where the whole clause does not read as one."""
    begin = phrase_before(narration, index + 1, low)
    if begin is None:
        return None
    whole = _before_relative(narration, begin, cue, low)
    if whole is not None:
        return whole
    flag, word = narration.flag[index], narration.low[index]
    bare = begin == index and flag == 0 and not word.endswith("s")
    if bare and begin > low and narration.low[begin - 1] == ",":  # "The review, external, said": no subject
        start = phrase_before(narration, begin - 1, low)
        return (begin, index + 1) if start is None else (start, begin - 1)
    comma = next((i for i in range(begin - 2, max(low, begin - 12), -1) if narration.low[i] == ","), None)
    if (
        comma is not None
        and narration.flag[begin - 1] & PREP
        and phrase_after(narration, comma + 1, begin) == begin - 1
    ):
        return comma + 1, begin - 1  # "…, a report by Name has found"
    if begin > low and narration.low[begin - 1] in _SINCE:
        return begin, index + 1
    if begin - 1 > low and narration.flag[begin - 1] & PREP and not narration.flag[begin - 1] & (SUBORD | CUE):
        found = clause_subject(narration, clause_start(narration, index, low), begin - 1)
        if found is not None and not _bare_verb(narration, found):
            return found  # "Protesters marching through the streets chanted"
    return begin, index + 1


def _before_relative(narration: Narration, begin: int, cue: FoundCue, low: int) -> Range | None:
    """ "The nurse who exposed the scandal has said": the nurse, for what stands before "has" is within the clause."""
    if begin - 2 <= low or not narration.flag[cue.first - 1] & AUX or narration.flag[begin] & CAPITAL:
        return None
    who = next((i for i in range(begin - 1, max(low, begin - 6), -1) if narration.low[i] == "who"), None)
    if who is None or any(narration.flag[i] & (PUNCT | QUOTED) for i in range(who, begin)):
        return None
    first = phrase_before(narration, who, low)
    return None if first is None else (first, who)


def _bare_verb(narration: Narration, phrase: Range) -> bool:
    """Say whether what was found is one word in small letters that nothing tells to be a noun: "that treats …"."""
    first, stop = phrase
    word = narration.low[first]
    if stop - first != 1 or narration.flag[first] & (ROLE | PRON | DET | WRITING | CAPITAL):
        return False
    return word.endswith(("s", "ed", "ing"))


def _over_helpers(narration: Narration, index: int, low: int) -> tuple[int, bool]:
    """Step left over adverbs and helping verbs: "has also", "went on to"; say whether a "to" was among them."""
    chained = False
    flags, lows = narration.flag, narration.low
    while index >= low:
        flag, word = flags[index], lows[index]
        plain = not flag & (PRON | DET | PREP | REL)
        if index > low and lows[index - 1] in (BEFORE_TIMES if flag & TIME else _AT if word in _STAGES else ()):
            index -= 2
            continue
        if index > low and _floats(narration, index):
            index -= 1
            continue
        if word in _CHAIN_VERBS or (flag & (AUX | ADV) and plain) or is_perceived(narration, index, low):
            if flag & CAPITAL and (index == low or _after_name(narration, index)):
                break  # a name: May, Will, Long
            chained = chained or word == "to"
        elif not (chained and plain and not flag & (PUNCT | QUOTED | CAPITAL) and _verb_like(word)):
            break
        index -= 1
    return index, chained


def _floats(narration: Narration, index: int) -> bool:
    """Say whether the entry only stresses the subject before it: "Name herself", "they all", "has since"."""
    word, before = narration.low[index], narration.low[index - 1]
    if word == "since":
        return before in ("has", "have", "had")
    if word not in _FLOATING:
        return False
    noun = is_noun(narration, index - 1) or (narration.flag[index - 1] & PRON and not narration.flag[index - 1] & DET)
    return bool(noun) or (narration.flag[index - 1] & AUX != 0 and word.endswith(("self", "selves")))


def is_perceived(narration: Narration, index: int, low: int) -> bool:
    """Say whether the entry is "heard" of "could be heard saying", "was overheard telling": the subject speaks."""
    return narration.low[index] in _PERCEIVED and index > low and bool(narration.flag[index - 1] & AUX)


def _after_name(narration: Narration, index: int) -> bool:
    """Say whether a capitalised helping word or adverb is a surname here: after a title or a first name."""
    before = narration.flag[index - 1]
    return bool(before & CAPITAL) and not before & (DET | PREP | SUBORD | ADV | PRON | AUX)


def _verb_like(word: str) -> bool:
    return word.endswith(("ed", "s", "ing")) or word in _CHAINED


def possessor_of(narration: Narration, stop: int, low: int) -> Range | None:
    """Return "Name Surname" of "Name Surname's speech this morning" where that ends before entry `stop`."""
    for index in range(stop - 1, max(low, stop - 7) - 1, -1):
        flag = narration.flag[index]
        if narration.raw[index].endswith(("'s", "’s")) and not flag & PRON and index + 1 < stop:
            if narration.flag[index + 1] & WRITING:
                begin = phrase_before(narration, index + 1, low)
                return None if begin is None else (begin, index + 1)
            return None
        if flag & (PUNCT | QUOTED | SUBORD):
            return None
    return None


def of_coordinated(narration: Narration, cue: FoundCue, low: int, earlier: list[Frame]) -> NounPhrase | None:
    """ "She warned … and called for …": the subject of the reporting word before, not of the clause it reports."""
    index = cue.first - 1
    while index > low and narration.flag[index] & ADV and not narration.flag[index] & (DET | PREP):
        index -= 1
    if index <= low or narration.low[index] not in ("and", "but") or cue.form == "base":
        return None
    if _of_near_clause(narration, index, low) is not None:
        return None  # "…, while Name gave it five stars and said …"
    apart = narration.low[index - 1] == ","  # ", but claimed": what the sentence says, not what a clause within it does
    for frame in reversed(earlier):
        if not frame.subject or frame.relative or frame.cue.form != cue.form:
            continue
        if frame.cue.passive and frame.cue.base == "ask":
            return subject_of(narration, frame.cue, low)  # "Name was asked by X whether … and replied: “…”"
        if not (apart and frame.subject.first > low and narration.low[frame.subject.first - 1] in _ASKED):
            return frame.subject
    return None


@rule("adding", "“…, adding that”: the participle is of whoever the sentence is about")
def of_participle(narration: Narration, cue: FoundCue, low: int, earlier: list[Frame]) -> NounPhrase | None:
    """The subject of "…, adding that": its own ("with X saying"), a speech's owner, else the sentence's."""
    before = cue.first - 1
    if before >= low and narration.flag[before] & CAPITAL and not narration.flag[before] & (TIME | BODY):
        first = before
        while first > low and narration.flag[first - 1] & CAPITAL:
            first -= 1
        if first > low and narration.low[first - 1] in _WITNESSED:  # "footage of Name saying"
            return plain_phrase(narration, first, before + 1)
    if before >= low and narration.low[before] in _VOICES:
        begin = phrase_before(narration, before + 1, low)
        begin = before if begin is None else begin
        begin += narration.low[begin].endswith("ing") and begin < before  # "holding a sign saying"
        return plain_phrase(narration, begin, before + 1)  # "videos shouting “…”"
    if before >= low and narration.low[before] not in _DASHES and is_noun(narration, before):
        owner = possessor_of(narration, cue.first, low)
        if owner is not None:
            return plain_phrase(narration, *owner)
        begin = phrase_before(narration, before + 1, low)
        if begin is not None and narration.low[begin] in _BESIDE and begin < before:
            begin += 1  # "left the union" complaining
        verb = begin is not None and (
            (narration.low[begin].endswith("ed") and begin < before)  # ", emailed staff telling"
            or any(narration.flag[i] & FINITE and not narration.flag[i] & CAPITAL for i in range(begin, before + 1))
        )
        if begin is not None and begin > low and narration.low[begin - 1] in _BESIDE and not verb:
            return plain_phrase(narration, begin, before + 1)
    second = _of_second_clause(narration, cue.first, max([low, *(f.cue.stop for f in earlier[-1:])]))
    if second is not None:
        return plain_phrase(narration, *second)
    for frame in reversed(earlier):
        if frame.subject is not None and not frame.relative:
            return frame.subject
    if cue.first - low <= 2:
        found = _after_introduction(narration, cue.first)
    else:
        found = clause_subject(narration, low, cue.first) or _of_clause_before(narration, cue.first, low)
    return None if found is None else plain_phrase(narration, *found)


def _of_second_clause(narration: Narration, stop: int, low: int) -> Range | None:
    """ "A would write, and B pressed them for more, telling them …": B, the subject of the clause after "and"."""
    if narration.low[stop - 1] != ",":
        return None
    for index in range(stop - 3, max(low, stop - _SEARCH), -1):
        if narration.low[index] not in ("and", "but") or not narration.flag[index + 1] & (CAPITAL | PRON):
            continue
        end = phrase_after(narration, index + 1, stop)
        if end is None or end >= stop - 1 or narration.flag[end] & (PUNCT | COORD | PREP):
            return None
        verb = narration.flag[end] & (FINITE | AUX) or narration.low[end].endswith("ed")
        return (index + 1, end) if verb else None
    return None


def _of_clause_before(narration: Narration, stop: int, low: int) -> Range | None:
    """ "…, when the singer lent her name, urging all to come": the subject of the clause right before."""
    for index in range(stop - 2, max(low, stop - _SEARCH) - 1, -1):
        if narration.flag[index] & SUBORD and narration.low[index] not in ("that", "as", "so"):
            end = phrase_after(narration, index + 1, stop)
            return None if end is None else (index + 1, end)
    return None


def _after_introduction(narration: Narration, first: int) -> Range | None:
    """ "Announcing the plan, X …": the subject after the comma."""
    for index in range(first, min(len(narration.raw) - 1, first + 60)):
        if narration.low[index] == ",":
            end = phrase_after(narration, index + 1, len(narration.raw))
            named = narration.flag[index + 1] & CAPITAL
            if end is not None and (named or narration.flag[index + 1] & (PRON | DET)):
                return index + 1, end
    return None
