"""Who and what a document speaks of: persons, bodies, places, with every name, title, role and description of theirs.

The document is read once for its entities before anybody is given words, so that "Ms Reader" in the first line is
known by the full name of the last, and "an expert" by the name of whoever is called one.
"""

from __future__ import annotations

from tui_reader.quotations.people.roles import POINTS_BACK, SAME, role_key
from tui_reader.quotations.sentence.lexicon import FEMALE_NAMES, MALE_NAMES, lines, pairs, words
from tui_reader.text.words import without_accents

NOBLE = words("noble")
_ROLES = words("role")
_BODIES = words("body", "outlet", "outlet_word")
CONTRARY = words("contrary")
TITLE_TELLS = 3  # of a gender; a role counts two
_FEMALE_TITLES = words("title_female")
_MALE_TITLES = words("title_male")
FEMALE_ROLES = words("role_female")
MALE_ROLES = words("role_male")
_SHORT = {role: title for title, role in pairs("shortened").items()} | pairs("shortened")
_PLACES = words("country", "place")
_OFFICER_TITLES = words("officer_title")
_BEARERS = pairs("bearer")
_BEFORE_IT = words("title_female", "title_male")
_PLACE_HEADS = words("place_head")
_SEATS = frozenset(lines("seat"))
_PEOPLE_OF = words("people_of")
_COMPASS = words("compass")
_OWNED = ("their ", "his ", "her ", "its ", "our ")
_SMALL = frozenset(("the", "of", "for", "at", "in"))
ALIKE = 24  # people of one last name, one title or one role's head that are told apart; more is a list of names


class Entity:
    """Somebody, or something, that the document names or describes. `words` is the name without titles.

    `named` is false for somebody a document only describes ("a police officer"): then `words` are the description.
    `she` is evidence for "she" over "he", `human` for a person over a body or a place.
    """

    __slots__ = (
        "age",
        "body",
        "heads",
        "human",
        "mentions",
        "named",
        "printed_titles",
        "roles",
        "she",
        "spoken",
        "titles",
        "within",
        "words",
    )

    def __init__(self, name: tuple[str, ...], named: bool = True) -> None:
        self.words, self.named = name, named
        self.titles: set[str] = set()
        self.printed_titles: list[str] = []
        self.roles: list[str] = []
        self.heads: dict[str, str] = {}  # a role's head word -> the role
        self.body = False
        self.she = self.human = self.mentions = self.spoken = 0
        self.within = 0  # how often it stands behind "in", as places do
        self.age: int | None = None

    @property
    def name(self) -> str:
        """The fullest name the document gives."""
        if len(self.words) == 1 and self.printed_titles and not self.body:
            return f"{self.printed_titles[0]} {self.words[0]}"
        return " ".join(self.words)

    @property
    def role(self) -> str | None:
        """The first role the document gives, without whose it is: "leader" of "their leader"."""
        first = self.roles[0] if self.roles else None
        return first.split(" ", 1)[1] if first is not None and first.lower().startswith(_OWNED) else first

    @property
    def is_human(self) -> bool:
        """Whether the document gives reason to take the name for a person's."""
        if self.body:
            return False
        return self.human > 0 or (self.human == 0 and len(self.words) in (2, 3))

    @property
    def is_place(self) -> bool:
        """Whether the name is a place's as far as general knowledge or its last word tells."""
        whole, first, last = " ".join(self.words).lower(), self.words[0].lower(), self.words[-1].lower()
        known = whole in _PLACES or last in _PLACE_HEADS or (first in _COMPASS and last in _PLACES)
        return known and not self.is_human and not self.is_seat

    @property
    def is_seat(self) -> bool:
        """Whether the name is a house's or a street's that stands for who governs there."""
        return " ".join(self.words).lower() in _SEATS

    @property
    def named_gender(self) -> int:
        """What the first name alone tells: 1 for a woman's, -1 for a man's, 0 for neither."""
        first = without_accents(self.words[0].lower()).partition("-")[0] if len(self.words) > 1 and self.named else ""
        return (first in FEMALE_NAMES) - (first in MALE_NAMES)

    @property
    def gender(self) -> int:
        """1 for a woman, -1 for a man, 0 where nothing tells."""
        named = self.named_gender
        if named and abs(self.she) < TITLE_TELLS:
            return named  # a woman may be a chairman
        return named if not self.she else 1 if self.she > 0 else -1

    @property
    def by_name_alone(self) -> bool:
        """Whether nothing but the first name tells the sex: a Jean may be a man."""
        return self.is_human and self.named_gender != 0 and self.she == 0

    def fits(self, she: int) -> bool:
        """Say whether a word of gender `she` (1, -1, 0 for either) may stand for them."""
        return self.is_human and (not she or self.gender in (0, she))


def title_gender(titles: tuple[str, ...]) -> int:
    """Return 1, -1 or 0: what titles tell of a gender."""
    for title in titles:
        low = title.lower().rstrip(".")
        if low in _FEMALE_TITLES:
            return 1
        if low in _MALE_TITLES:
            return -1
    return 0


class Cast:
    """All entities of a document that have a name, by last name, first name, full name, role and initials."""

    def __init__(self) -> None:
        self.common: set[str] = set()  # every word the document prints, as printed
        self.by_full: dict[tuple[str, ...], Entity] = {}
        self.by_last: dict[str, list[Entity]] = {}
        self.by_first: dict[str, list[Entity]] = {}
        self.by_role: dict[str, list[Entity]] = {}
        self.by_head: dict[str, list[tuple[frozenset[str], Entity]]] = {}  # a role's head -> roles with it
        self.titled: dict[str, list[Entity]] = {}
        self.by_initials: dict[str, Entity] = {}
        self.by_age: dict[int, list[Entity]] = {}
        self.writings: dict[str, tuple[int, str, Entity]] = {}  # "review" -> how often, fullest phrase, whose
        self._ranked: list[Entity] | None = None  # the most named first, once everybody is collected

    # -- collecting -------------------------------------------------------------------------------------------

    def add(self, name: tuple[str, ...], titles: tuple[str, ...]) -> Entity:
        """Return who bears the name, new or known, with the titles taken in."""
        entity = self.find(name, titles) or self._new(name)
        entity.mentions += 1
        if (len(name) > len(entity.words) and name[-1].lower() == entity.words[-1].lower()) or (
            len(entity.words) == 1 and len(name) > 1
        ):
            entity.words = name
            self._index(entity)
        for title in titles:
            low = title.lower().rstrip(".")
            if low not in entity.titles:
                entity.titles.add(low)
                entity.printed_titles.append(title)
                self.titled.setdefault(low, []).append(entity)
            entity.human += 3
            entity.she += TITLE_TELLS * title_gender((title,))
            if low in _OFFICER_TITLES:
                entity.heads.setdefault("officer", "officer")
        return entity

    def _new(self, name: tuple[str, ...]) -> Entity:
        entity = Entity(name)
        if all(word.lower() in self.common for word in name):
            entity.human -= 5
        first, last = name[0].lower(), name[-1].lower()
        if len(name) > 1 and first in _PEOPLE_OF:
            entity.human -= 3  # "Scottish Greens"
        if len(name) == 1 and (last in _PLACES or last in _PEOPLE_OF):
            entity.human -= 6
        elif last in _PLACES or last in _PLACE_HEADS or first in _COMPASS:
            entity.human -= 3
        self._index(entity)
        return entity

    def _index(self, entity: Entity) -> None:
        name = tuple(word.lower() for word in entity.words)
        self.by_full[name] = entity
        last = self.by_last.setdefault(name[-1], [])
        if entity not in last[-ALIKE:]:
            last.append(entity)
        if len(name) > 1:
            first = self.by_first.setdefault(name[0], [])
            if entity not in first[-ALIKE:]:
                first.append(entity)

    def learn_role(self, entity: Entity, role: str) -> None:
        """Take in a role or a description printed beside a name."""
        key = role_key(role)
        head = key.rsplit(" ", 1)[-1] if key else ""
        trade = head in POINTS_BACK and head not in _ROLES
        if len(entity.roles) < ALIKE and all(role.lower() != known.lower() for known in entity.roles):
            entity.roles.append(role)
            entity.human += -3 if trade else 2
        entity.body = entity.body or (trade and not entity.titles and entity.human <= 0)
        if key:
            entity.heads.setdefault(head, role)
            holders = self.by_role.setdefault(key, [])
            if entity not in holders and len(holders) < ALIKE:
                holders.append(entity)
            told = frozenset(key.split()) | frozenset(role.lower().split())
            for word in {head, *(w for w in key.split() if w in _ROLES)}:
                same = self.by_head.setdefault(word, [])
                if len(same) < ALIKE:
                    same.append((told, entity))
        if head in FEMALE_ROLES:
            entity.she += 2
        elif head in MALE_ROLES:
            entity.she -= 2

    def learn_writing(self, head: str, phrase: str, whole: bool, whose: Entity) -> None:
        """Take in "Name's review", "the Name report": later "the report" alone may mean it."""
        count, longest, known = self.writings.get(head, (0, "", whose))
        if count and known is not whose:
            if count > 1:
                return
            count, longest = 0, ""
        fuller = phrase if len(phrase) > len(longest) and whole else longest or phrase
        self.writings[head] = (count + 1, fuller, whose)

    # -- looking up -------------------------------------------------------------------------------------------

    def find(self, name: tuple[str, ...], titles: tuple[str, ...] = ()) -> Entity | None:
        """Return who is meant by these words of a name (titles apart), or None if nobody so far."""
        low = tuple(map(str.lower, name))
        she = title_gender(titles) if titles else 0
        full = self.by_full.get(low)
        if full is not None and (len(low) > 1 or not she or _agrees(full, she)):
            return full
        fitting = [p for p in self.by_last.get(low[-1], ())[-ALIKE:] if _same_person(p, low, she)]
        if fitting:
            return max(fitting, key=_fullest)
        if len(low) == 1:
            if name[0].isupper() and name[0] in self.by_initials:
                return self.by_initials[name[0]]
            by_first = [p for p in self.by_first.get(low[0], ())[-ALIKE:] if _agrees(p, she)]
            if by_first:
                return max(by_first, key=_fullest)
        return None

    def namesakes(self, name: tuple[str, ...], titles: tuple[str, ...] = ()) -> int:
        """Return how many persons a last name alone may mean."""
        if len(name) != 1:
            return 1
        she = title_gender(titles)
        alike = {id(p) for p in self.by_last.get(name[0].lower(), ())[-ALIKE:] if p.is_human and _agrees(p, she)}
        return len(alike) or 1

    def leading(self, free_of: frozenset[str]) -> Entity | None:
        """Return the person the document names most, of those who hold none of the offices `free_of`."""
        return next((p for p in self.ranked() if not free_of.intersection(p.heads) and not p.titles & NOBLE), None)

    def ranked(self) -> list[Entity]:
        """Return the persons named more than once, the most named first."""
        if self._ranked is None:
            people = {id(p): p for found in self.by_last.values() for p in found if p.mentions > 1 and p.is_human}
            self._ranked = sorted(people.values(), key=lambda p: -p.mentions)[:ALIKE]
        return self._ranked

    def aged(self, years: int) -> list[Entity]:
        """Return who the document says is of that age."""
        return self.by_age.get(years, [])

    def writing(self, head: str) -> str | None:
        """Return the fullest phrase for the one writing of that sort the document keeps naming, if there is one."""
        count, phrase, _ = self.writings.get(SAME.get(head, head), (0, "", None))
        return phrase if count > 1 else None

    def everybody(self) -> list[Entity]:
        """Return every entity once."""
        return list({id(e): e for found in self.by_last.values() for e in found}.values())

    def holders(self, phrase: str) -> list[Entity]:
        """Return who holds the role "home secretary"; shadow, deputy and former holders never stand for the holder."""
        key = role_key(phrase)
        if not key:
            return []
        of = frozenset(word for word in phrase.split()[len(key.split()) :] if word[0].isupper())
        found = [e for e in self.by_role.get(key, ()) if not of or _same_place(e, key, of)]
        if found:
            return found
        wanted = key.split()
        full = {word for word in phrase.lower().split() if word not in _SMALL}
        named = {word.lower() for word in phrase.split() if word[0].isupper()}
        contrary = CONTRARY.intersection(wanted)
        head = "mp" if "mp" in full else wanted[-1]
        fitting: list[Entity] = []
        exact: list[Entity] = []
        for known, person in self.by_head.get(head, ()):
            if CONTRARY.intersection(known) != contrary or person in fitting:
                continue
            if len(full) > 1 and full <= known:
                exact.append(person)
            elif of and not _same_place(person, "", of):
                continue
            if set(wanted) <= known or (len(known) > 1 and known <= full and named <= known):
                fitting.append(person)
        return exact or fitting or self._by_title(wanted)

    def _by_title(self, wanted: list[str]) -> list[Entity]:
        head = wanted[-1]
        titles = NOBLE if head in ("peer", *NOBLE) else {head, _SHORT.get(head, head)}
        bearing = {title for title, role in _BEARERS.items() if role == head}
        if len(wanted) > 2:
            return []
        holders = {id(p): p for title in titles | bearing for p in self.titled.get(title, ())[:ALIKE] if not p.body}
        for title in bearing:  # "Mr Justice", two titles that read as an office
            holders |= {id(p): p for known, p in self.by_head.get(title, ())[:ALIKE] if known - {title} <= _BEFORE_IT}
        return list(holders.values()) if len(holders) == 1 else []


def _same_place(entity: Entity, key: str, of: frozenset[str]) -> bool:
    """Say whether "mayor of Place" may be an entity's "mayor": no other place is told."""
    known = [role for role in entity.roles if not key or role_key(role) == key]
    told = [
        role
        for role in known
        if role.lower().startswith(_OWNED) or any(word[0].isupper() for word in role.split()[len(key.split()) :])
    ]
    return len(told) < len(known) or any(not of.isdisjoint(role.split()) for role in told) or not told


def _fullest(entity: Entity) -> tuple[bool, int]:
    return len(entity.words) > 1, entity.mentions


def _same_person(entity: Entity, low: tuple[str, ...], she: int) -> bool:
    if she and not _agrees(entity, she):
        return False
    if len(low) == 1:
        return True
    if len(entity.words) == 1:  # a last name, and now the full one; not "Dunstead" and then "Radio Dunstead"
        return low[-1] not in _PLACES and _BODIES.isdisjoint(low) and low[0] not in _COMPASS
    return low[0] in map(str.lower, entity.words[:-1])


def _agrees(entity: Entity, she: int) -> bool:
    return not she or (not entity.body and entity.gender in (0, she))
