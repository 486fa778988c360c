"""The subject of a reporting word, and of a clause: over adverbs, helping verbs, appositions, relative clauses."""

from __future__ import annotations

from tui_reader.quotations.cues import FoundCue
from tui_reader.quotations.lexicon import (
    ADV,
    AUX,
    CUE,
    DET,
    NUMBER,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    ROLE,
    SUBORD,
    TIME,
    WRITING,
)
from tui_reader.quotations.narration import PLACEHOLDER, Narration
from tui_reader.quotations.phrases import LINKS, Range, named_person, phrase_after, phrase_before

_LEADING = frozenset("here's there's that's but and so yet or nor • * - – — , \" ' : ( plus".split())
_INTRO = frozenset(
    "asked pressed questioned speaking responding reacting writing replying turning referring appearing commenting "
    "addressing announcing launching unveiling outlining explaining quizzed challenged given despite "
    "when while after before as if although though since because once until having".split()
)
_PRECEDE = frozenset(
    (*", : ; but and where while as – - — when after that because although • if though".split(), PLACEHOLDER)
)
_IN_NAMES = frozenset("& of and the".split())
_SEARCH = 60  # entries looked at for the comma that ends an introduction


def clause_subject(narration: Narration, low: int, stop: int) -> Range | None:
    """Return the first noun phrase of the clause that starts at `low`, after any introduction set off by a comma."""
    index = _after_label(narration, low, stop)
    stop = min(stop, index + 2 * _SEARCH)
    while index < stop:
        if _introduces(narration, index, low):
            comma = _next_comma(narration, index, stop)
            if comma is None:
                return None
            index = comma + 1
        elif _leads(narration, index, stop):
            index += 1
        else:
            break
    if index >= stop or narration.low[index] in ("there", "here", "it", "what", "this", "that", "i", "we", "you"):
        return None
    end = phrase_after(narration, index, stop)
    if end is not None and index > low + 1 and narration.low[end : end + 1] == [","] and end + 2 < stop:
        plain = all(narration.raw[i] == narration.low[i] for i in range(index, end))
        after = phrase_after(narration, end + 1, stop)
        if (
            plain
            and after is not None
            and narration.raw[after - 1][0].isupper()
            and narration.low[after : after + 1] != [","]
        ):
            index, end = end + 1, after  # "Following a hasty, late meeting, the Council issued …"
    return None if end is None or narration.flag[index] & REL else (index, end)


def _after_label(narration: Narration, low: int, stop: int) -> int:
    """Step over a label: "The scale of the problem: The report …"."""
    for index in range(low + 1, min(stop - 1, low + 9)):
        if narration.low[index] == ":" and narration.raw[index + 1][0].isupper():
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
    if flag & TIME and word not in ("may", "june", "april", "august") and not flag & ROLE:
        return True
    name = narration.raw[index][0].isupper() and index + 1 < stop and narration.raw[index + 1][0].isupper()
    return bool(flag & ADV) and not name


def _introduces(narration: Narration, index: int, low: int) -> bool:
    flag, word = narration.flag[index], narration.low[index]
    if word in _INTRO or (flag & PREP and not flag & DET and not flag & ROLE):
        return True
    if index + 1 < len(narration) and narration.raw[index + 1][0].isupper():
        return False  # a name: "Reading Council"
    return word.endswith("ing") and len(word) > 5 and not flag & ROLE and index == low


def _next_comma(narration: Narration, first: int, stop: int) -> int | None:
    for index in range(first, min(stop, first + _SEARCH)):
        if narration.low[index] == ",":
            return index
    return None


def subject_of(narration: Narration, cue: FoundCue, low: int) -> Range | None:
    """Return the subject that stands before the reporting word, within the sentence that starts at `low`."""
    index, chained = _over_helpers(narration, cue.first - 1, low)
    if index < low:
        return None
    flag, word = narration.flag[index], narration.low[index]
    if flag & PRON and not flag & REL and not (flag & DET and word in ("that", "this")):
        return index, index + 1
    if word in ("who", "which", "that") and index > low:
        stop = index - 1 if narration.low[index - 1] == "," else index
        while stop - 1 > low and narration.flag[stop - 1] & TIME and narration.flag[stop - 1] & ROLE == 0:
            stop -= 1  # "a letter from his doctor Friday afternoon that says"
        begin = phrase_before(narration, stop, low)
        if begin is not None and word == "who":
            begin = _name_alone(narration, begin, stop)
        elif begin is not None:
            begin = _after_participle(narration, begin, stop)
        return None if begin is None else over_role(narration, (begin, stop), low)
    if word == ")":
        return _before_bracket(narration, index, low)
    if word in (",", "-", "–", "—"):
        return _over_apposition(narration, index, low, word)
    coordinated = word in ("and", "or", "but", "then")
    if coordinated or chained:
        stop = index + (not coordinated)
        if coordinated and index - 1 > low and narration.low[index - 1] == "," and cue.form in ("s", "past"):
            whole = clause_subject(narration, low, stop)  # "Name lists … that the river rose, and says"
            if whole is not None and (narration.raw[whole[1] - 1][0].isupper() or narration.flag[whole[1] - 1] & ROLE):
                return whole
        found = clause_subject(narration, _clause_start(narration, index, low), stop)
        return clause_subject(narration, low, stop) if found is None or _bare_verb(narration, found) else found
    begin = phrase_before(narration, index + 1, low)
    if begin is None:
        return None
    whole = _before_relative(narration, begin, cue, low)
    if whole is not None:
        return whole
    bare = begin == index and flag == 0 and narration.raw[index] == word and not word.endswith("s")
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
    if narration.low[begin - 1] in ("before", "after", "until", "since") and begin > low:
        return begin, index + 1
    if begin - 1 > low and narration.flag[begin - 1] & PREP and not narration.flag[begin - 1] & (SUBORD | CUE):
        whole = clause_subject(narration, _clause_start(narration, index, low), begin - 1)
        if whole is not None and _bare_verb(narration, whole):
            whole = None
        return whole or (begin, index + 1)  # "Protesters marching through the streets chanted"
    return begin, index + 1


def _before_relative(narration: Narration, begin: int, cue: FoundCue, low: int) -> Range | None:
    """ "The nurse who exposed the scandal has said": the nurse, for what stands before "has" is within the clause."""
    if begin - 2 <= low or not narration.flag[cue.first - 1] & AUX or narration.raw[begin][0].isupper():
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
    plain = stop - first == 1 and narration.raw[first] == word
    return plain and not narration.flag[first] & (ROLE | PRON | DET | WRITING) and word.endswith(("s", "ed", "ing"))


def _after_participle(narration: Narration, first: int, stop: int) -> int:
    """ "beginning in 2013 with a note from a diver which": "a note from a diver"."""
    if not narration.low[first].endswith("ing") or narration.raw[first] != narration.low[first]:
        return first
    begun = [i for i in range(first + 1, stop - 1) if narration.low[i] in ("with", "by", "in") and i + 1 < stop]
    return begun[-1] + 1 if begun else first


def _name_alone(narration: Narration, first: int, stop: int) -> int:
    """ "an embarrassment to Name, who": the name, unless somebody's role is the phrase's head ("a friend of Name")."""
    if not narration.raw[stop - 1][0].isupper() or any(narration.flag[i] & ROLE for i in range(first, stop - 1)):
        return first
    begin = stop - 1
    while begin > first and narration.raw[begin - 1][0].isupper():
        begin -= 1
    return begin if begin > first and narration.low[begin - 1] in LINKS else first


def _over_helpers(narration: Narration, index: int, low: int) -> tuple[int, bool]:
    """Step left over adverbs and helping verbs: "has also", "went on to"; say whether a "to" was among them."""
    chained = False
    while index >= low:
        flag, word = narration.flag[index], narration.low[index]
        plain = not flag & (PRON | DET | PREP | REL)
        if (
            flag & TIME
            and index > low
            and narration.low[index - 1] in ("in", "on", "last", "this", "at", "late", "early")
        ):
            index -= 2
            continue
        if word in ("kept", "keeps", "keep", "started", "to", "on", "went", "goes", "go", "gone", "not", "never") or (
            flag & (AUX | ADV) and plain
        ):
            if narration.raw[index][0].isupper() and (index == low or _after_name(narration, index)):
                break  # a name: May, Will, Long
            chained = chained or word == "to"
        elif not (
            chained and plain and not flag & (PUNCT | QUOTED) and word == narration.raw[index] and _verb_like(word)
        ):
            break
        index -= 1
    return index, chained


def _after_name(narration: Narration, index: int) -> bool:
    """Say whether a capitalised helping word or adverb is a surname here: after a title or a first name."""
    before = narration.raw[index - 1]
    return before[0].isupper() and not narration.flag[index - 1] & (DET | PREP | SUBORD | ADV | PRON | AUX)


def _verb_like(word: str) -> bool:
    return word.endswith(("ed", "s", "ing")) or word in ("began", "sought", "had", "set", "got", "forced", "tried")


def _before_bracket(narration: Narration, index: int, low: int) -> Range | None:
    before = _bracket(narration, index, low)
    begin = phrase_before(narration, before, low)
    return None if begin is None else (begin, before)


def _clause_start(narration: Narration, index: int, low: int) -> int:
    for before in range(index, max(low, index - _SEARCH) - 1, -1):
        word = narration.low[before]
        if word in (";", "while", "that") and before < index - 2:
            return before + 1
        if word == ":" and narration.raw[before + 1][0].isupper():
            return before + 1
    return low


def _over_apposition(narration: Narration, comma: int, low: int, mark: str) -> Range | None:
    """Return the phrase before ", the former head of …, said": the one the apposition belongs to."""
    best: Range | None = None
    end = comma
    for index in range(comma - 1, max(low, comma - 45) - 1, -1):
        if narration.low[index] != mark:
            continue
        begin = _phrase_or_pronoun(narration, index, low)
        if begin is None or (
            begin > low and narration.low[begin - 1] not in _PRECEDE and not _after_adverbial(narration, begin, low)
        ):
            continue
        if begin == low and _introduces(narration, begin, low):
            continue
        best = (begin, index if narration.low[index - 1] != ")" else _bracket(narration, index - 1, low))
        if begin == low or narration.low[begin - 1] != ",":
            break
        firm = end > index + 1 and narration.raw[index + 1][0].isupper() and named_person(narration, index + 1, end)
        if narration.flag[begin] & DET and firm:
            break  # "…, the chair, Name Surname, said": nothing before it belongs to them
        end = begin - 1
    return best if best is None else _named_by_apposition(narration, best, comma)


def _after_adverbial(narration: Narration, index: int, low: int) -> bool:
    """Say whether a phrase stands right behind an adverbial that begins the sentence: "On day four the director …"."""
    short = low + 1 < index <= low + 5 and narration.flag[low] & PREP and narration.flag[index] & DET
    if not short or narration.flag[index - 1] & PREP:
        return False
    return not any(narration.flag[i] & PUNCT for i in range(low + 1, index))


def _phrase_or_pronoun(narration: Narration, stop: int, low: int) -> int | None:
    """Return where the phrase before entry `stop` begins: a pronoun, or a noun phrase, over what stands in brackets."""
    if stop > low and narration.flag[stop - 1] & PRON:
        return stop - 1
    if stop > low and narration.low[stop - 1] == ")":
        stop = _bracket(narration, stop - 1, low)
    return phrase_before(narration, stop, low)


def _bracket(narration: Narration, index: int, low: int) -> int:
    """Return the entry of the opening bracket for the closing one at `index`, or `index` where there is none near."""
    return next((at for at in range(index - 1, max(low, index - 20) - 1, -1) if narration.low[at] == "("), index)


def _named_by_apposition(narration: Narration, phrase: Range, comma: int) -> Range:
    """ "One of the officers, Name Surname, said": the name, where the phrase before it has none."""
    first, stop = phrase
    if narration.flag[first] & PRON:
        return phrase
    head = next((i for i in range(first + 1, stop) if narration.low[i] in LINKS), stop) - 1
    if narration.raw[head][0].isupper() and not narration.flag[head] & (DET | ROLE | PREP | NUMBER):
        return phrase
    end = phrase_after(narration, stop + 1, comma + 1)
    if end is None:
        return phrase
    firm = end == comma and all(
        narration.raw[i][0].isupper() or narration.low[i] in _IN_NAMES for i in range(stop + 1, end)
    )
    return (stop + 1, end) if firm or named_person(narration, stop + 1, end) else phrase


def over_role(narration: Narration, phrase: Range, low: int) -> Range:
    """ "Name Surname, a former officer who was there, said": the name, where the phrase found is its apposition."""
    first, stop = phrase
    if first - 2 < low or narration.low[first - 1] != ",":
        return phrase
    if not any(narration.flag[i] & (DET | ROLE) for i in range(first, stop)):
        return phrase
    begin = phrase_before(narration, first - 1, low)
    if begin is None or not named_person(narration, begin, first - 1):
        return phrase
    return begin, first - 1


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
