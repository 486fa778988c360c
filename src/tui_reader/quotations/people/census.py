"""The first reading of a document: every name, with what stands beside it, before anybody is given words."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from tui_reader.quotations.people.entities import ALIKE, Cast, Entity
from tui_reader.quotations.people.names import NameParts, letters_after, name_run, name_words, split_name
from tui_reader.quotations.people.roles import SAME, age_beside, roles_beside
from tui_reader.quotations.sentence.lexicon import (
    BODY,
    CAPITAL,
    CUE,
    DET,
    FEMALE_NAMES,
    FUNCTION,
    GIVEN_NAME,
    MALE_NAMES,
    POSS,
    PUNCT,
    QUOTED,
    ROLE,
    TIME,
    TITLE,
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import is_noun

_SHORT = 3  # letters: in capitals it may be initials
_INITIALS = 4  # letters: a longer last word in capitals is how some outlets print a surname
_PLACING, _WORKS = words("placing"), words("work")
_WITHIN = _PLACING - frozenset(("the", "a", "an", "from", "at"))  # "in Place"; a body may be the other
PERSONAL = (FEMALE_NAMES | MALE_NAMES) - words("place", "country")  # names that alone tell a person
_HER, _HIS = frozenset(("her", "she")), frozenset(("his", "he"))
_BREAKS = FUNCTION | PUNCT | QUOTED | CUE | WRITING

_THINGS = words("shown", "quantity", "voice")  # "Signs at the gate read …": no name
_FAR = 6  # what tells so much against a person is believed
_LINE, _LONGEST, _MOST = 4, 24, 0.4  # words of a line in title case, and the share of small ones it may have
_FIRST = attrgetter("first")


class Name:
    """A name where it stands: entries `first:stop`, from its titles and the role before it at `role_first`."""

    __slots__ = ("entity", "first", "first_mention", "role_first", "stop", "titles")

    def __init__(self, parts: NameParts, stop: int, entity: Entity) -> None:
        self.first, self.stop, self.role_first = parts.first, stop, parts.role_first
        self.titles, self.entity = parts.titles, entity
        self.first_mention = entity.mentions <= 1  # the document has not named them before


def names_between(names: list[Name], first: int, stop: int) -> list[Name]:
    """Return those of the names of a narration that begin at the entries `first:stop`: looked up, not gone through."""
    at = bisect_left(names, first, key=_FIRST)
    end = at
    while end < len(names) and names[end].first < stop:
        end += 1
    return names[at:end]


def modifies(narration: Narration, name: Name) -> bool:
    """Say whether a name only tells which report or campaign is meant: "the Baker inquiry"."""
    return name.stop < len(narration.raw) and bool(narration.flag[name.stop] & (WRITING | BODY))


def take_census(cast: Cast, narrations: list[Narration]) -> list[list[Name]]:
    """Collect every name of the narrations into `cast`; return those of each narration.

    A word that the document prints in small letters as well is no name where a sentence begins with it.
    """
    for narration in narrations:
        cast.common.update(narration.raw)
    return [_names_in(cast, narration) for narration in narrations]


def _names_in(cast: Cast, narration: Narration) -> list[Name]:
    found: list[Name] = []
    count, done = len(narration.raw), 0
    starts = {first for first, _ in narration.sentences}
    common = cast.common
    titled = _title_case(narration)
    for index in [index for index, flag in enumerate(narration.flag) if flag & CAPITAL]:
        if index < done:
            continue
        stop = name_run(narration, index, count)
        if stop == index:
            continue
        if titled:
            stop = _until_verb(narration, index, stop, common)
        done = stop
        low = narration.low[index]
        if stop == index + 1 and (titled or index in starts) and (low in common or low in _THINGS):
            continue
        if index in starts and stop == index + 2 and _only_begins(cast, narration, index):
            index += 1
        parts = split_name(narration, index, stop) or _surname_alone(cast, narration, index, stop)
        name = name_words(narration, parts.first, parts.stop) if parts is not None else ()
        if parts is not None and name:
            entity = cast.add(name, parts.titles)
            found.append(Name(parts, stop, entity))
            _weigh(entity, narration, parts)
            _learn(cast, entity, narration, parts)
    return found


def _title_case(narration: Narration) -> bool:
    """Say whether a line is printed As Headlines Are in Some Papers: then a capital tells no name."""
    if len(narration.raw) > 2 * _LONGEST:
        return False
    letters = [index for index, raw in enumerate(narration.raw) if raw[0].isalpha()]
    small = [index for index in letters if not narration.flag[index] & CAPITAL]
    return (
        _LINE <= len(letters) <= _LONGEST
        and len(small) < _MOST * len(letters)
        and all(narration.flag[index] & FUNCTION for index in small)
    )


def _until_verb(narration: Narration, first: int, stop: int, common: set[str]) -> int:
    """Return where a name of such a line ends: "Name Surname Calls Other Name": before a word printed small below."""
    for index in range(first + 1, stop):
        flag, word = narration.flag[index], narration.low[index]
        if len(word) > 1 and not flag & (GIVEN_NAME | ROLE | TITLE) and (flag & CUE or word in common):
            return index
    return stop


def _only_begins(cast: Cast, narration: Narration, index: int) -> bool:
    """Say whether a word has its capital from the sentence it begins: "Tired Baker quits", and elsewhere "TIRED"."""
    printed = narration.raw[index]
    if narration.flag[index] & GIVEN_NAME or not printed.istitle():
        return False
    return printed.lower() in cast.common or (len(printed) > _SHORT and printed.upper() in cast.common)


def _surname_alone(cast: Cast, narration: Narration, first: int, stop: int) -> NameParts | None:
    """ "Baker said", after Anna Baker: a trade that is the last name of somebody named before."""
    if stop - first != 1 or (first and narration.flag[first - 1] & DET):
        return None
    known = cast.by_last.get(narration.low[first].removesuffix("'s"), ())
    return NameParts(first, stop, (), first) if any(len(e.words) > 1 and e.is_human for e in known) else None


def _learn(cast: Cast, entity: Entity, narration: Narration, parts: NameParts) -> None:
    """Take in roles, an age, initials and a writing that stand beside the name."""
    stop, low, flags = parts.stop, narration.low, narration.flag
    for role in roles_beside(narration, parts, stop):
        cast.learn_role(entity, role)
    letters = letters_after(narration, parts.first, stop)
    if letters < stop:
        entity.human += 3
        if flags[letters] & ROLE:
            cast.learn_role(entity, narration.raw[letters])
    at = stop
    while at < len(narration.raw) and at - stop < 3 and not flags[at] & _BREAKS:
        at += 1
    if at < len(narration.raw) and flags[at] & WRITING:
        head = SAME.get(low[at], low[at])
        cast.learn_writing(head, narration.slice(parts.role_first, at + 1), at == stop, entity)
    if stop + 2 >= len(narration.raw):
        return
    if low[stop] == "(" and low[stop + 2] == ")" and narration.raw[stop + 1].isupper():
        cast.by_initials[narration.raw[stop + 1]] = entity
        entity.body = entity.body or not parts.titles
    age = age_beside(narration, stop)
    if age is not None:
        entity.age, entity.human = age, entity.human + 3
        of_that_age = cast.by_age.setdefault(age, [])
        if entity not in of_that_age[-ALIKE:]:
            of_that_age.append(entity)
    if (low[stop] == "," and low[stop + 1] == "who") or low[stop] == "who":
        entity.human += 2


def _says_nothing(entity: Entity, narration: Narration, stop: int) -> bool:
    """Say whether a preposition or an article before a name tells nothing: "in Baker's room", "the Baker files"."""
    told = entity.named_gender != 0 and not entity.body and entity.human > -_FAR
    if not told:
        return False
    last = narration.raw[stop - 1]
    return last[-2:] in ("'s", "’s") or (stop < len(narration.raw) and is_noun(narration, stop))


def _is_work(narration: Narration, first: int) -> bool:
    """Say whether a word for a work stands before a name, a comma between: "a memoir, Low Water"."""
    before = first - 1 - (first > 1 and narration.low[first - 1] == ",")
    if before < 1 or narration.low[before] not in _WORKS or narration.flag[before] & CAPITAL:
        return False
    return any(flag & (DET | POSS) for flag in narration.flag[max(0, before - 2) : before])


def _weigh(entity: Entity, narration: Narration, parts: NameParts) -> None:
    """Collect what tells a person from a body or a place, a woman from a man."""
    flags, first, stop = narration.flag, parts.first, parts.stop
    if not parts.titles and any(flags[i] & BODY or narration.raw[i] == "&" for i in range(first, stop)):
        entity.body = True
    entity.body = entity.body or entity.is_seat
    if flags[first] & GIVEN_NAME and len(entity.words) > 1:
        entity.human += 2
    elif flags[first] & GIVEN_NAME and not parts.titles and entity.words[0].lower() in PERSONAL:
        entity.human += 1
    if narration.raw[first].isupper() and len(narration.raw[first]) > 1:
        entity.human -= 1
    if _is_work(narration, first):
        entity.human -= 4  # "her memoir, Low Water,", "the panel show Low Water"
    last = narration.raw[stop - 1]
    if stop - first > 1 and last.isupper() and 1 < len(last) < _INITIALS:
        entity.human -= 2  # "Radio FM", "Place FC"
    before = first - 1
    given = narration.low[first] in PERSONAL and before >= 0 and not flags[before] & DET
    if (
        before >= 0
        and not parts.titles
        and not given
        and not _says_nothing(entity, narration, stop)
        and before >= parts.role_first - 1
        and narration.low[before] in _PLACING
    ):
        entity.human -= 2  # "in Place", "the Name", "a Name"
        entity.within += narration.low[before] in _WITHIN
    if stop < len(narration.raw) and entity.named_gender == 0 and not flags[stop] & TIME:
        near = narration.low[stop : stop + 3]
        if near[:1] == ["and"] and near[1:2]:
            entity.she += (near[1] in _HER) - (near[1] in _HIS)  # "Name and her brother"
