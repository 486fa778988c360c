"""The subject of a verb: a noun phrase with all that may stand between its head and the verb.

"Name Surname, who runs the shop with her brother, has said": the head is the name, whatever else is named before
the verb. A phrase is read from its first word: its core, which ends in the head, then what modifies it (phrases with
a preposition, clauses with who, which or a participle, what commas, dashes or brackets set off). The first place in
the clause from which that reads to the verb without a gap is where the subject begins.
"""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    BODY,
    CAPITAL,
    COORD,
    CUE,
    DET,
    FINITE,
    NUMBER,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    ROLE,
    STOP,
    SUBORD,
    TIME,
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import LINKS, Range, core_after, is_noun

_BACK = 48  # entries a subject reaches back from its verb
_ASIDE = 30  # entries between two commas of what is set off
_ADVERBIAL = 5  # entries of an adverbial without a comma that begins a sentence
_TITLE = 60  # code points of a title that stands before a noun
_STEPS = 8  # modifiers of one phrase that are looked at
_OPENERS = words("clause_opener")
_INTRO = words("introduces")
_LONG_DASHES = words("long_dash")
_PARTICIPLES = words("participle")
AFTER_HEAD = words("after_head")
_SETS_OFF = frozenset((",", "(", "who", "whom", "whose")) | _LONG_DASHES
_ASKED = words("asked")
_OPENS_CLAUSE = frozenset("once after before when while as since until because".split())
_WHO = frozenset(("who", "whom", "whose", "which", "that", "where"))


class NounPhrase:
    """A subject: entries `first:stop` with its head at `head`; `end` is where its last modifier ends.

    `beside` is the name that commas set beside it ("the mayor, Name Surname,"). `several`: more than one is named.
    `restricted`: a clause says which one ("the firm that runs the slipway").
    """

    __slots__ = ("beside", "end", "first", "head", "restricted", "several", "stop")

    def __init__(self, first: int, stop: int, head: int, end: int) -> None:
        self.first, self.stop, self.head, self.end = first, stop, head, end
        self.beside: Range | None = None
        self.several = self.restricted = False


def plain_phrase(narration: Narration, first: int, stop: int) -> NounPhrase:
    """Return the entries as a phrase whose head is the last before its first "of", "for", "at", "who" or comma."""
    head = next((index - 1 for index in range(first + 1, stop) if narration.low[index] in AFTER_HEAD), stop - 1)
    return NounPhrase(first, stop, _behind_place(narration, head, stop), stop)


def _behind_place(narration: Narration, head: int, stop: int) -> int:
    """ "the Republic of Place manager": the manager, where a role stands right behind a name with "of" in it."""
    flags = narration.flag
    if head + 3 >= stop or narration.low[head + 1] != "of" or not flags[head] & flags[head + 2] & CAPITAL:
        return head
    index = head + 2
    while index < stop and flags[index] & CAPITAL and not flags[index] & ROLE:
        index += 1
    role = index == stop - 1 and flags[index] & ROLE and not flags[index] & CAPITAL and not flags[head] & ROLE
    return index if role else head


def find_subject(narration: Narration, low: int, stop: int) -> NounPhrase | None:
    """Return the noun phrase that ends at the verb at entry `stop`, within what starts at `low`; None if none does."""
    flags, lows = narration.flag, narration.low
    begin = max(low, stop - _BACK)
    at_boundary = True
    for index in range(begin, stop):
        adverbial = low + 1 < index <= low + _ADVERBIAL and _behind_adverbial(narration, low, index)
        if at_boundary or adverbial:
            found = _read(narration, index, stop, index == low)
            if found is not None and not _is_when(narration, found, low):
                found.head = _behind_place(narration, found.head, found.stop)
                return found
        flag = flags[index]
        at_boundary = lows[index] in _OPENERS or bool(flag & QUOTED) or (at_boundary and bool(flag & (ADV | COORD)))
    return None


def _is_when(narration: Narration, found: NounPhrase, low: int) -> bool:
    """Say whether a phrase only tells when: "After the hearing, a spokesman for the firm, who was there, said"."""
    before = narration.flag[low] & PREP and found.first == low + 1
    return bool(before) and narration.low[found.stop : found.stop + 1] == [","]


def _behind_adverbial(narration: Narration, low: int, index: int) -> bool:
    """Say whether a phrase may begin right behind an adverbial without a comma: "On day four the director …"."""
    flags = narration.flag
    if not flags[low] & PREP or not flags[index] & DET or flags[index - 1] & PREP:
        return False
    return not any(flags[i] & (PUNCT | QUOTED) for i in range(low + 1, index))


def _read(narration: Narration, first: int, stop: int, at_start: bool) -> NounPhrase | None:
    """Read a noun phrase from entry `first` with all its modifiers; None unless it ends at `stop`."""
    flag = narration.flag[first]
    if flag & QUOTED:
        return _after_title(narration, first, stop)
    if flag & (PUNCT | COORD | SUBORD | REL) or (flag & (ADV | PREP) and not flag & (DET | ROLE)):
        return None
    if _opens_introduction(narration, first, at_start):
        return None
    core = core_after(narration, first, stop)
    if core is None or (core == first + 1 and flag & NUMBER):
        return None
    if flag & PRON and not flag & DET:
        if core == stop or narration.low[core] in _SETS_OFF:
            phrase = NounPhrase(first, core, core - 1, core)
            return phrase if core == stop or _modifiers(narration, phrase, stop) else None
        return None
    if core == first + 1 and not flag and narration.low[first][-1] != "s" and not at_start:
        return None  # one plain word, which nothing tells to be a noun: "the review, external, said"
    phrase = NounPhrase(first, core, core - 1, core)
    return phrase if _modifiers(narration, phrase, stop) else None


def _after_title(narration: Narration, first: int, stop: int) -> NounPhrase | None:
    """Read "“Low Water” director Name": marked words that only tell which director is meant."""
    index = narration.run.get(first)
    run = narration.runs[index] if index is not None else None
    if run is None or run.end - run.start > _TITLE or first + 1 >= stop or narration.flag[first + 1] & CAPITAL:
        return None
    if narration.text[run.end - 1] in ".,!?" or not is_noun(narration, first + 1):
        return None
    phrase = _read(narration, first + 1, stop, False) if not narration.flag[first + 1] & QUOTED else None
    if phrase is not None:
        phrase.first = first
    return phrase


def _opens_introduction(narration: Narration, first: int, at_start: bool) -> bool:
    """Say whether a participle opens an introduction here: "Speaking to the court, …", "Born in the town, …"."""
    flag, word = narration.flag[first], narration.low[first]
    if flag & (ROLE | BODY) or first + 1 >= len(narration.raw):
        return False
    after = narration.flag[first + 1]
    if word in _INTRO:
        return True
    participle = word in _PARTICIPLES or (word.endswith(("ed", "ing")) and len(word) > 4)
    return participle and (at_start or not flag & CAPITAL) and bool(after & (PREP | DET | PRON | SUBORD | NUMBER | ADV))


def _modifiers(narration: Narration, phrase: NounPhrase, stop: int) -> bool:
    """Read what follows the core of `phrase` up to `stop`; say whether that leaves no gap."""
    index = phrase.stop
    touching = True  # phrases with "of" and the like right behind the core are printed with it
    for _ in range(_STEPS):
        if index >= stop:
            break
        after = _modifier(narration, phrase, index, stop)
        if (
            narration.low[index - 1] == ","
            and not touching
            and (after is None or narration.low[after : after + 1] == [","])
        ):
            # the comma that closes one aside opens the next: "Name, 42, a lecturer, speaking for them, said"
            after = _modifier(narration, phrase, index - 1, stop)
        if after is None:
            return False
        if touching and narration.low[index] in LINKS and after < stop + 1:
            phrase.stop = after
        else:
            touching = False
        index = after
    phrase.end = stop
    return index == stop


def _modifier(narration: Narration, phrase: NounPhrase, index: int, stop: int) -> int | None:
    """Return where the modifier that starts at `index` ends, or None where none starts there."""
    flag, word = narration.flag[index], narration.low[index]
    if word == ",":
        return _set_off(narration, phrase, index, stop, ",")
    if word in _LONG_DASHES:
        return _set_off(narration, phrase, index, stop, word)
    if word == "(":
        return next((at + 1 for at in range(index + 1, min(stop, index + 20)) if narration.low[at] == ")"), None)
    if word in _WHO and (flag & REL or word == "where"):
        phrase.restricted = True
        if _plain_clause(narration, index + 1, stop):
            return stop
        comma = next((i for i in range(index + 1, stop) if narration.low[i] == ","), None)
        if comma is None or not _plain_clause(narration, index + 1, comma):
            return None
        return comma + (narration.low[index - 1] == ",")  # "Name, a lecturer, who was there, said"
    if word in ("and", "&"):
        return _second(narration, phrase, index + 1, stop)
    if narration.low[index + 2 : index + 3] in (["ago"], ["earlier"], ["later"]):
        return index + 3  # "a report by Name two years ago"
    if flag & TIME or (flag & ADV and not flag & (SUBORD | DET)):
        return index + 1
    if flag & PREP and not flag & SUBORD:
        return _prepositional(narration, index, stop)
    if word in _PARTICIPLES or (word.endswith(("ed", "ing")) and len(word) > 4 and not flag & CAPITAL):
        return _participle(narration, index, stop)
    return None


def _prepositional(narration: Narration, index: int, stop: int) -> int | None:
    """Return where "with the police", "in London last May" ends."""
    first = index + 1
    while first + 1 < stop and narration.flag[first] & (PREP | ADV) and not narration.flag[first] & DET:
        first += 1  # "from inside", "with long service"
    if first >= stop:
        return None
    plain = not narration.flag[first] and narration.low[first][-1] != "s"
    if narration.low[index] == "to" and plain:
        return None  # "stands to benefit"
    if narration.flag[first] & (NUMBER | TIME) and not narration.flag[first] & CAPITAL:
        counted = core_after(narration, first, stop) if narration.flag[first] & NUMBER else None
        return first + 1 if counted is None else counted  # "with 15 years' service"
    if narration.low[first].endswith("ing") and not narration.flag[first] & (ROLE | CAPITAL):
        return _participle(narration, first, stop)
    end = core_after(narration, first, stop)
    if end == stop and narration.low[index] in _OPENS_CLAUSE:
        return None  # "a fine after the man had posted": the man had
    return end if end is not None else first + 1 if narration.flag[first] & TIME else None


def _second(narration: Narration, phrase: NounPhrase, first: int, stop: int) -> int | None:
    """Read "and her brother": then the phrase is of several."""
    if first >= stop or (narration.flag[first] & (PREP | SUBORD | ADV | REL) and not narration.flag[first] & DET):
        return None
    end = core_after(narration, first, stop)
    if end is None:
        return None
    bare = not narration.flag[first] & (CAPITAL | DET)
    beside = phrase.head == first - 2  # right behind the head
    phrase.stop = max(phrase.stop, end)
    if bare and beside and phrase.head == phrase.first and end - first > 1:
        phrase.head = end - 1  # "Fire and rescue chief Name"
    elif beside or not bare:  # but "experts on tides and heavy weather" are no weather
        phrase.several = True
    return end


def _plain_clause(narration: Narration, first: int, stop: int) -> bool:
    """Say whether the entries are a clause after "who" that nothing interrupts: a finite verb, no mark, no comma."""
    verb = False
    for index in range(first, stop):
        flag = narration.flag[index]
        if flag & (QUOTED | PUNCT) and narration.low[index] != ".":
            aged = narration.flag[index - 1] & NUMBER or (index + 1 < stop and narration.flag[index + 1] & NUMBER)
            if narration.low[index] != "," or not aged:  # "who stole from a widow, 86, told"
                return False
        word = narration.low[index]
        if flag & (FINITE | AUX) or (
            word.endswith(("ed", "s")) and not flag & (ROLE | CAPITAL | DET) and len(word) > 3
        ):
            verb = True
    return verb


def _participle(narration: Narration, index: int, stop: int) -> int | None:
    """Return `stop` where "arrested in London on Monday", "walking her dog" reaches to it without a verb."""
    flags, lows = narration.flag, narration.low
    if lows[index].endswith("ing"):
        if flags[index] & CUE and "say" in lows[index]:
            return None
    elif index + 1 < stop and not flags[index + 1] & (PREP | ADV | TIME | SUBORD):
        return None
    for at in range(index + 1, stop):
        flag = flags[at]
        if flag & (PUNCT | QUOTED) or (flag & (FINITE | AUX) and not flag & CAPITAL):
            return at if lows[at] in (",", "(") else None
        if lows[at] == "who":
            return stop if _plain_clause(narration, at + 1, stop) else None  # "looking for a teacher who vanished"
        pronoun = flag & PRON and not flag & DET and lows[at] != "there"
        if lows[at] in ("and", "but", "as", "while", "when", "that") or pronoun:
            return None
    return stop


def _set_off(narration: Narration, phrase: NounPhrase, mark: int, stop: int, symbol: str) -> int | None:
    """Return the entry behind what commas (or dashes) set off after the head: an age, a role, a name, a clause."""
    while mark + 1 < stop and narration.low[mark + 1] == symbol:
        mark += 1  # "--"
    for close in range(mark + 2, min(stop, mark + _ASIDE)):
        if narration.low[close] != symbol:
            titled = close == mark + 1 or narration.flag[close - 1] & (DET | CAPITAL)
            if narration.flag[close] & QUOTED and not titled:
                return None
            continue
        if not _is_aside(narration, mark + 1, close):
            continue
        name = _name_beside(narration, mark + 1, close) or _given_as(narration, mark + 1, close)
        if name is not None and phrase.beside is None:
            phrase.beside = name
        while close + 1 < stop and narration.low[close + 1] == symbol != ",":
            close += 1
        return close + 1
    return None


def _is_aside(narration: Narration, first: int, stop: int) -> bool:
    """Say whether the entries say more of the phrase before and are no clause of their own."""
    flags, lows = narration.flag, narration.low
    if flags[first] & PRON and not flags[first] & (DET | REL):
        seems = lows[first + 1 : stop] in (["seems"], ["appears"])
        return seems or (stop - first == 2 and bool(flags[first + 1] & CUE))  # "Name, she remembers, said"
    if stop - first == 1:
        return True  # "Name, defending, said"
    if lows[first] in _ASKED and (flags[first + 1] & (PREP | SUBORD) or lows[first + 1] == "who"):
        return True  # "Name, asked whether it would hold, said"
    reports = flags[first] & CUE and lows[first].endswith("ing") and lows[first] not in _INTRO
    if lows[first] == "and" and lows[first + 1 : first + 3] == ["asked", "not"]:
        return True  # "a woman who lives opposite, and asked not to be named, said"
    if reports or (lows[first] in ("and", "but", "or") and stop - first > 2):
        return False
    relative, participle = False, lows[first].endswith("ing")
    for index in range(first, stop):
        flag = flags[index]
        if (flag & REL and (index > first or lows[index] != "that")) or (participle and lows[index] in _OPENS_CLAUSE):
            relative = True  # "Name, speaking once the findings were out, said"
        if relative or flag & CAPITAL:
            continue
        if flag & AUX or (flag & FINITE and not flag & (ROLE | BODY | WRITING) and index > first):
            return False
        if lows[index] in (";", ":") or (index > first and flag & PRON and not flag & DET and lows[index] != "others"):
            return False
    return True


def _name_beside(narration: Narration, first: int, stop: int) -> Range | None:
    """Return the name that is all (or the beginning) of what is set off: "Name Surname", "mechanic Name, 45"."""
    flags = narration.flag
    if narration.low[first] == "the" and first + 1 < stop and flags[first + 1] & CAPITAL:
        first += 1
    elif flags[first] & DET:
        return None
    end = core_after(narration, first, stop)
    if end is None or not flags[end - 1] & CAPITAL:
        return None
    roles = all(flags[i] & (CAPITAL | ROLE | QUOTED) or not flags[i] & ~(PUNCT | STOP) for i in range(first, end))
    return (first, end) if roles else None


def _given_as(narration: Narration, first: int, stop: int) -> Range | None:
    """ "a worker, who gave her name only as Name, said": the name."""
    if narration.low[first] not in ("who", "known") or not narration.flag[stop - 1] & CAPITAL:
        return None
    as_ = next((i for i in range(stop - 1, first, -1) if narration.low[i] == "as"), None)
    if as_ is None or not all(narration.flag[i] & CAPITAL for i in range(as_ + 1, stop)):
        return None
    named = narration.low[first] == "known" or "name" in narration.low[first:as_] or "named" in narration.low[first:as_]
    return (as_ + 1, stop) if named else None


def name_beside(narration: Narration, comma: int, stop: int) -> Range | None:
    """Return the name that a comma sets beside the phrase before it: "said the mayor, Name Surname, on Monday"."""
    if comma + 1 >= stop or narration.low[comma] != ",":
        return None
    end = core_after(narration, comma + 1, stop)
    if end is None or (end < stop and not narration.flag[end] & (PUNCT | PREP | TIME | ADV | REL)):
        return None
    return _name_beside(narration, comma + 1, end)
