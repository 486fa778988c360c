"""Who there is in a document: every name, with its titles, roles, gender where told, and its fullest form.

Built from the narration of the whole document before anyone is given words, so that "Ms Reader" in the
first line is known by the full name of the last.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_reader.quotations.lexicon import (
    ADV,
    AUX,
    BODY,
    CUE,
    DET,
    FUNCTION,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    ROLE,
    TIME,
    TITLE,
    WRITING,
    Lexicon,
)
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.phrases import is_given_name
from tui_reader.text.words import possessor

_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "bin",
        "bint",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "du",
        "dos",
    ]
)
_NOBLE = frozenset(
    ["baroness", "lord", "lady", "baron", "viscount", "earl", "viscountess", "countess", "duke", "duchess"]
)
_CONTRARY = frozenset(["shadow", "deputy", "former", "ex", "vice", "assistant", "acting"])
_ALIKE = 24  # people of one last name, one title or one role's head that are told apart; more is a list of names
_NAME_LENGTH = 7  # words; what is longer is a headline in capitals, not a name


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, or some body, that the document names. `words` is the name without titles."""

    words: tuple[str, ...]
    titles: set[str] = field(default_factory=set)
    printed_titles: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)  # a role's head word -> the role
    body: bool = False
    she: int = 0  # evidence for "she" over "he"
    human: int = 0  # evidence for a person over a body or a place
    mentions: int = 0

    @property
    def name(self) -> str:
        """The fullest name the document gives."""
        if len(self.words) == 1 and self.printed_titles and not self.body:
            return f"{self.printed_titles[0]} {self.words[0]}"
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name in the narration: entries of the name proper, of the titles before it, and of the role before those."""

    first: int
    stop: int
    titles: tuple[str, ...]
    role_first: int


class Cast:
    """All the persons and bodies of a document, by last name, first name, full name, role and initials."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.common: set[str] = set()  # every word the document prints in lower case
        self.by_full: dict[tuple[str, ...], Person] = {}
        self.by_last: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        self.by_role: dict[str, Person] = {}
        self.by_head: dict[str, list[tuple[frozenset[str], Person]]] = {}  # a role's head -> roles with it
        self.titled: dict[str, list[Person]] = {}
        self._ranked: list[Person] | None = None  # the most named first, once everybody is collected
        self.by_initials: dict[str, Person] = {}
        self.writings: dict[str, tuple[int, str, Person]] = {}  # "review" -> how often, fullest phrase, whose

    # -- collecting -------------------------------------------------------------------------------------------

    def learn_words(self, narration: Narration) -> None:
        """Take in the words printed in lower case: a capital at a sentence's start makes no name of one of them."""
        self.common.update(narration.raw)

    def collect(self, narration: Narration) -> None:
        """Take in every name of a narration, with its titles, the role before it and the apposition after it."""
        index, count = 0, len(narration)
        starts = {first for first, _ in narration.sentences}
        while index < count:
            stop = name_run(narration, index, count)
            if stop == index:
                index += 1
                continue
            if stop == index + 1 and narration.low[index] in self.common and index in starts:
                index = stop
                continue
            parts = split_name(narration, index, stop, self.lexicon)
            person = self._add(narration, parts, index, stop) if parts is not None else None
            if person is not None and parts is not None:
                narration.names.append((parts.first, person))
            index = stop

    def _add(self, narration: Narration, parts: NameParts, index: int, stop: int) -> Person | None:
        words = name_words(narration, parts.first, parts.stop)
        if not words:
            return None
        person = self.find(words, parts.titles) or self._new(words)
        person.mentions += 1
        self._lengthen(person, words)
        self._learn_titles(person, parts.titles)
        self._weigh(person, narration, parts)
        self._learn_writing(narration, index, stop, person)
        for role in roles_beside(narration, index, parts, stop):
            self._learn_role(person, role)
        low = narration.low
        if (
            stop + 2 < len(narration)
            and low[stop] == "("
            and narration.raw[stop + 1].isupper()
            and low[stop + 2] == ")"
        ):
            self.by_initials[narration.raw[stop + 1]] = person
        return person

    def _weigh(self, person: Person, narration: Narration, parts: NameParts) -> None:
        """Collect what tells a person from a body or a place."""
        if any(narration.flag[i] & BODY for i in range(parts.first, parts.stop)) and not parts.titles:
            person.body = True
        if parts.titles:
            person.human += 3
        first = person.words[0].lower()
        if first in self.lexicon.female_names or first in self.lexicon.male_names:
            person.human += 2
        if narration.raw[parts.first].isupper() and len(narration.raw[parts.first]) > 1:
            person.human -= 1
        before = parts.first - 1
        if (
            before >= 0
            and not parts.titles
            and before >= parts.role_first - 1
            and narration.low[before] in ("the", "in", "at", "from")
        ):
            person.human -= 2

    def _learn_writing(self, narration: Narration, first: int, stop: int, person: Person) -> None:
        """Take in "Name's review", "the Name report": later "the report" alone may mean it."""
        at = stop
        while (
            at < len(narration)
            and at - stop < 3
            and not narration.flag[at] & (FUNCTION | PUNCT | QUOTED | CUE | WRITING)
        ):
            at += 1
        if at >= len(narration) or not narration.flag[at] & WRITING:
            return
        head = self.lexicon.same.get(narration.low[at], narration.low[at])
        phrase = narration.slice(first, at + 1)
        count, longest, whose = self.writings.get(head, (0, "", person))
        if count and whose is not person:
            if count > 1:
                return
            count, longest = 0, ""
        fuller = phrase if len(phrase) > len(longest) and at == stop else longest or phrase
        self.writings[head] = (count + 1, fuller, person)

    def leading(self, free_of: frozenset[str]) -> Person | None:
        """Return the person the document names most, of those who hold none of the offices `free_of`."""
        if self._ranked is None:
            self._ranked = sorted((p for p in self.people() if p.mentions > 1), key=lambda p: -p.mentions)[:_ALIKE]
        return next((p for p in self._ranked if self.is_human(p) and not free_of.intersection(p.heads)), None)

    def writing(self, head: str) -> str | None:
        """Return the fullest phrase for the one writing of that sort the document keeps naming, if there is one."""
        count, phrase, _ = self.writings.get(self.lexicon.same.get(head, head), (0, "", None))
        return phrase if count > 1 else None

    def _new(self, words: tuple[str, ...]) -> Person:
        person = Person(words)
        if all(word.lower() in self.common for word in words):
            person.human -= 5
        self._index(person)
        return person

    def _index(self, person: Person) -> None:
        words = tuple(word.lower() for word in person.words)
        self.by_full[words] = person
        last = self.by_last.setdefault(words[-1], [])
        if person not in last[-_ALIKE:]:
            last.append(person)
        if len(words) > 1:
            first = self.by_first.setdefault(words[0], [])
            if person not in first[-_ALIKE:]:
                first.append(person)

    def _lengthen(self, person: Person, words: tuple[str, ...]) -> None:
        if (len(words) > len(person.words) and words[-1].lower() == person.words[-1].lower()) or (
            len(person.words) == 1 and len(words) > 1
        ):
            person.words = words
            self._index(person)

    def _learn_titles(self, person: Person, titles: tuple[str, ...]) -> None:
        for title in titles:
            low = title.lower().rstrip(".")
            if low not in person.titles:
                person.titles.add(low)
                person.printed_titles.append(title)
                self.titled.setdefault(low, []).append(person)
            if low in self.lexicon.female:
                person.she += 3
            elif low in self.lexicon.male:
                person.she -= 3

    def _learn_role(self, person: Person, role: str) -> None:
        if role not in person.roles and len(person.roles) < _ALIKE:
            person.roles.append(role)
        person.human += 2
        key = role_key(role, self.lexicon)
        head = key.rsplit(" ", 1)[-1] if key else ""
        if key:
            person.heads.setdefault(head, role)
            self.by_role.setdefault(key, person)
            same = self.by_head.setdefault(head, [])
            if len(same) < _ALIKE:
                same.append((frozenset(key.split()) | frozenset(role.split()), person))
        if head in self.lexicon.female_roles:
            person.she += 2
        elif head in self.lexicon.male_roles:
            person.she -= 2

    # -- looking up -------------------------------------------------------------------------------------------

    def find(self, words: tuple[str, ...], titles: tuple[str, ...] = ()) -> Person | None:
        """Return who is meant by these words of a name (titles apart), or None if nobody so far."""
        low = tuple(word.lower() for word in words)
        she = self._title_gender(titles)
        full = self.by_full.get(low)
        if full is not None and (len(low) > 1 or self._agrees(full, she)):
            return full
        fitting = [p for p in self.by_last.get(low[-1], ())[-_ALIKE:] if self._same_person(p, low, she)]
        if fitting:
            return max(fitting, key=lambda p: (len(p.words) > 1, p.mentions))
        if len(low) == 1:
            if words[0].isupper() and words[0] in self.by_initials:
                return self.by_initials[words[0]]
            by_first = [p for p in self.by_first.get(low[0], ())[-_ALIKE:] if self._agrees(p, she)]
            if by_first:
                return max(by_first, key=lambda p: p.mentions)
        return None

    def _same_person(self, person: Person, low: tuple[str, ...], she: int) -> bool:
        if not self._agrees(person, she):
            return False
        if len(low) == 1 or len(person.words) == 1:
            return True
        return low[0] == person.words[0].lower() or low[0] in (w.lower() for w in person.words[:-1])

    def _agrees(self, person: Person, she: int) -> bool:
        return not she or (not person.body and self.gender(person) in (0, she))

    def _title_gender(self, titles: tuple[str, ...]) -> int:
        for title in titles:
            low = title.lower().rstrip(".")
            if low in self.lexicon.female:
                return 1
            if low in self.lexicon.male:
                return -1
        return 0

    def gender(self, person: Person) -> int:
        """Return 1 for a woman, -1 for a man, 0 where nothing tells."""
        if person.she:
            return 1 if person.she > 0 else -1
        first = person.words[0].lower() if len(person.words) > 1 else ""
        if first in self.lexicon.female_names:
            return 1
        return -1 if first in self.lexicon.male_names else 0

    def fits(self, person: Person, she: int) -> bool:
        """Say whether a pronoun of gender `she` (1, -1) may stand for `person`."""
        return self.is_human(person) and self.gender(person) in (0, she)

    def is_human(self, person: Person) -> bool:
        """Say whether the document gives reason to take the name for a person's."""
        if person.body:
            return False
        return person.human > 0 or (person.human == 0 and len(person.words) in (2, 3))

    def by_role_phrase(self, phrase: str) -> Person | None:
        """Return who holds the role "home secretary"; shadow, deputy and former holders never stand for the holder."""
        key = role_key(phrase, self.lexicon)
        if not key:
            return None
        found = self.by_role.get(key)
        if found is not None:
            return found
        wanted = key.split()
        full = {word for word in phrase.lower().split() if word not in ("the", "of", "for", "at", "in")}
        contrary = frozenset(_CONTRARY.intersection(wanted))
        head = "mp" if "mp" in full else wanted[-1]
        for words, person in self.by_head.get(head, ()):
            if _CONTRARY.intersection(words) != contrary:
                continue
            if set(wanted) <= words or (len(full) > 1 and full <= words) or (len(words) > 1 and words <= full):
                return person
        return self._by_title(wanted)

    def people(self) -> list[Person]:
        """Return everybody once."""
        return list({id(p): p for found in self.by_last.values() for p in found}.values())

    def _by_title(self, wanted: list[str]) -> Person | None:
        head = wanted[-1]
        titles = _NOBLE if head in ("peer", *_NOBLE) else {head, {"monarch": "king"}.get(head, head), head[:3]}
        if len(wanted) > 2:
            return None
        holders = {id(p): p for title in titles for p in self.titled.get(title, ())[:_ALIKE] if not p.body}
        return next(iter(holders.values())) if len(holders) == 1 else None


def name_run(narration: Narration, index: int, count: int) -> int:
    """Return where the run of capitalised entries that starts at `index` ends (== `index` if none starts there)."""
    raw, low, flags = narration.raw, narration.low, narration.flag
    if raw[index] == low[index] or flags[index] & (QUOTED | PUNCT):
        return index
    if flags[index] & (FUNCTION | ADV | AUX) or (flags[index] & TIME and not is_given_name(narration, index)):
        return index
    if flags[index] & CUE and not flags[index] & (ROLE | TITLE):
        return index
    stop = index + 1
    while stop < count and stop - index < 12:
        if possessor(raw[stop - 1]) is not None:
            break
        word = raw[stop]
        if word != low[stop] and not flags[stop] & QUOTED and word[0].isalnum():
            if flags[stop] & TIME and not flags[stop] & ROLE:
                break
            stop += 1
        elif (
            word == "."
            and narration.end[stop - 1] == narration.start[stop]
            and len(raw[stop - 1]) <= 4
            and stop + 1 < count
            and raw[stop + 1] != low[stop + 1]
        ):
            stop += 1
        elif (word in ("&", "-") and stop + 1 < count and raw[stop + 1] != low[stop + 1] and word == "&") or (
            low[stop] in _PARTICLES and stop + 1 < count and raw[stop + 1] != low[stop + 1]
        ):
            stop += 2
        elif (
            low[stop] in ("of", "for")
            and stop + 1 < count
            and raw[stop + 1] != low[stop + 1]
            and not flags[stop - 1] & ROLE
            and not flags[stop + 1] & (TIME | FUNCTION)
        ):
            if low[stop] == "for" and not flags[stop - 1] & BODY:
                break
            stop += 2
        else:
            break
    return stop


def split_name(narration: Narration, first: int, stop: int, lexicon: Lexicon) -> NameParts | None:
    """Part a capitalised run into role, titles and name; None if it is a role alone ("Home Secretary")."""
    start = first
    flags, low = narration.flag, narration.low
    for index in range(stop - 1, first - 1, -1):
        if flags[index] & ROLE and not (flags[index] & TITLE and _is_title(low[index], lexicon)):
            start = index + 1
            break
    titles = []
    while start < stop and flags[start] & TITLE:
        titles.append(narration.raw[start])
        start += 1
        if start < stop and narration.raw[start] == ".":
            start += 1
    start = _given_name(low, start, stop, lexicon) if not titles else start
    if start >= stop or stop - start > _NAME_LENGTH:
        return None
    return NameParts(start, stop, tuple(titles), first)


def _given_name(low: list[str], start: int, stop: int, lexicon: Lexicon) -> int:
    """ "Firm Place Anna Surname": a name starts at a first name that is not the last word."""
    if stop - start < 3 or low[start] in lexicon.female_names or low[start] in lexicon.male_names:
        return start
    for index in range(start + 1, stop - 1):
        if (low[index] in lexicon.female_names or low[index] in lexicon.male_names) and low[index - 1] not in (
            ".",
            "&",
            "of",
        ):
            return index
    return start


def _is_title(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.female or word in lexicon.male


def name_words(narration: Narration, first: int, stop: int) -> tuple[str, ...]:
    """Return the words of a name without a possessive ending or stray full stops."""
    words = []
    for index in range(first, stop):
        word = narration.raw[index]
        if word == ".":
            if words and len(words[-1]) == 1:
                words[-1] += "."
            continue
        words.append(possessor(word) or word)
    return tuple(words)


def roles_beside(narration: Narration, run_first: int, parts: NameParts, stop: int) -> list[str]:
    """Return the roles printed right before and right after a name."""
    found = []
    flags, low = narration.flag, narration.low
    begin = parts.first - len(parts.titles)
    before = begin
    while (
        before > max(0, begin - 9)
        and not flags[before - 1] & (PUNCT | QUOTED | DET | PRON | AUX | ADV)
        and (not flags[before - 1] & PREP or low[before - 1] in ("of", "for"))
        and not (flags[before - 1] & CUE and not flags[before - 1] & ROLE)
    ):
        before -= 1
    phrase = range(before, begin)
    if begin > before and flags[begin - 1] & ROLE and phrase:
        found.append(" ".join(low[before:begin]))
    elif begin > 1 and low[begin - 1] == ",":
        role = _role_before_comma(narration, begin - 1)
        if role:
            found.append(role)
    if stop < len(narration) and low[stop] == ",":
        role = _role_after_comma(narration, stop + 1)
        if role:
            found.append(role)
    return found


def _role_before_comma(narration: Narration, comma: int) -> str | None:
    """ "The Labour MP for X, Name": a phrase with a role that begins with an article or a sentence."""
    flags, low = narration.flag, narration.low
    head = None
    index = comma - 1
    while index >= max(0, comma - 9) and not flags[index] & (PUNCT | QUOTED | AUX | PRON):
        if flags[index] & ROLE:
            head = index
        if flags[index] & DET:
            break
        index -= 1
    if head is None or (index >= 0 and not flags[index] & (DET | PUNCT)):
        return None
    return " ".join(low[index + 1 : comma])


def _role_after_comma(narration: Narration, first: int) -> str | None:
    flags, low = narration.flag, narration.low
    index, head = first, None
    while index < min(len(low), first + 12) and not flags[index] & (PUNCT | QUOTED | AUX | PRON):
        if flags[index] & ROLE and head is None:
            head = index
        index += 1
    if (
        head is None
        or head - first > 5
        or (
            (index < len(low) and low[index] not in (",", ".", ")", "–", "-"))
            and index - first < 12
            and low[index] not in ("who",)
        )
    ):
        return None
    if narration.raw[first] != low[first] and not flags[first] & (ROLE | DET):
        return None
    return " ".join(word for word in low[first:index] if word not in ("the", "a", "an"))


def role_key(phrase: str, lexicon: Lexicon) -> str:
    """Return a role in one form: "the PM" and "prime minister" agree; what follows "of", "for", "at" is dropped."""
    words = phrase.lower().replace("’", "'").split()
    while words and words[0] in ("the", "a", "an", "his", "her", "their", "its", "our", "new", "then", "current"):
        words = words[1:]
    for index, word in enumerate(words):
        if index and word in ("of", "for", "at", "in", "on", "to", "who", "and", "from"):
            words = words[:index]
            break
    joined = " ".join(words)
    return lexicon.same.get(joined, joined)
