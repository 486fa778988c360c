"""Who there is in a document: every name, with its titles, roles, gender where told, and its fullest form.

Built from the narration of the whole document before anyone is given words, so that "Ms Reader" in the
first line is known by the full name of the last.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_reader.quotations.lexicon import (
    BODY,
    CUE,
    FUNCTION,
    PUNCT,
    QUOTED,
    WRITING,
    Lexicon,
)
from tui_reader.quotations.naming import NameParts, name_run, name_words, role_key, roles_beside, split_name
from tui_reader.quotations.narration import Narration

NOBLE = frozenset("baroness lord lady baron viscount earl viscountess countess duke duchess".split())
_SHORT = {  # a role and the title that tells it
    "monarch": "king",
    "professor": "prof",
    "doctor": "dr",
    "senator": "sen",
    "governor": "gov",
    "representative": "rep",
    "captain": "capt",
    "sergeant": "sgt",
    "councillor": "cllr",
}
CONTRARY = frozenset("shadow deputy former ex vice assistant acting".split())
_PLACING = frozenset("the in at from behind near outside inside into across within beyond".split())  # before a place
TITLE_TELLS = 3  # of a gender; a role counts two
_INITIALS = 4  # letters: a longer last word in capitals is how some outlets print a surname
_ALIKE = 24  # people of one last name, one title or one role's head that are told apart; more is a list of names


@dataclass(slots=True, eq=False, repr=False)
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
            person.body = person.body or not parts.titles
        return person

    def _weigh(self, person: Person, narration: Narration, parts: NameParts) -> None:
        """Collect what tells a person from a body or a place."""
        firm = any(narration.flag[i] & BODY or narration.raw[i] == "&" for i in range(parts.first, parts.stop))
        if firm and not parts.titles:
            person.body = True
        if parts.titles:
            person.human += 3
        first = person.words[0].lower()
        if first in self.lexicon.female_names or first in self.lexicon.male_names:
            person.human += 2
        if narration.raw[parts.first].isupper() and len(narration.raw[parts.first]) > 1:
            person.human -= 1
        last = narration.raw[parts.stop - 1]
        if parts.stop - parts.first > 1 and last.isupper() and 1 < len(last) < _INITIALS:
            person.human -= 2  # "Radio FM", "Place FC"
        before = parts.first - 1
        if before >= 0 and not parts.titles and before >= parts.role_first - 1 and narration.low[before] in _PLACING:
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
        return next((p for p in self._ranked if self._is_free(p, free_of)), None)

    def _is_free(self, person: Person, offices: frozenset[str]) -> bool:
        return self.is_human(person) and not offices.intersection(person.heads) and not person.titles & NOBLE

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
                person.she += TITLE_TELLS
            elif low in self.lexicon.male:
                person.she -= TITLE_TELLS

    def _learn_role(self, person: Person, role: str) -> None:
        if all(role.lower() != known.lower() for known in person.roles) and len(person.roles) < _ALIKE:
            person.roles.append(role)
            person.human += 2
        key = role_key(role, self.lexicon)
        head = key.rsplit(" ", 1)[-1] if key else ""
        if key:
            person.heads.setdefault(head, role)
            self.by_role.setdefault(key, person)
            same = self.by_head.setdefault(head, [])
            if len(same) < _ALIKE:
                same.append((frozenset(key.split()) | frozenset(role.lower().split()), person))
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
        named = self.named_gender(person)
        if named and abs(person.she) < TITLE_TELLS:
            return named  # a woman may be a chairman
        return named if not person.she else 1 if person.she > 0 else -1

    def named_gender(self, person: Person) -> int:
        """Return what the first name alone tells: 1, -1, or 0."""
        first = person.words[0].lower() if len(person.words) > 1 else ""
        return (first in self.lexicon.female_names) - (first in self.lexicon.male_names)

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
        contrary = frozenset(CONTRARY.intersection(wanted))
        head = "mp" if "mp" in full else wanted[-1]
        for words, person in self.by_head.get(head, ()):
            if CONTRARY.intersection(words) != contrary:
                continue
            if set(wanted) <= words or (len(full) > 1 and full <= words) or (len(words) > 1 and words <= full):
                return person
        return self._by_title(wanted)

    def people(self) -> list[Person]:
        """Return everybody once."""
        return list({id(p): p for found in self.by_last.values() for p in found}.values())

    def _by_title(self, wanted: list[str]) -> Person | None:
        head = wanted[-1]
        titles = NOBLE if head in ("peer", *NOBLE) else {head, _SHORT.get(head, head)}
        if len(wanted) > 2:
            return None
        holders = {id(p): p for title in titles for p in self.titled.get(title, ())[:_ALIKE] if not p.body}
        return next(iter(holders.values())) if len(holders) == 1 else None
