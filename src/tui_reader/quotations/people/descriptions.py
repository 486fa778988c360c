"""Whom a description means: "the home secretary", "the force", "the 36-year-old", "her report".

Where the document names nobody for it, or several, the description stands.
"""

from __future__ import annotations

from tui_reader.domain import Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.discourse import GENDER, WINDOW, Discourse, is_plural
from tui_reader.quotations.people.entities import CONTRARY, FEMALE_ROLES, MALE_ROLES, NOBLE, Cast, Entity
from tui_reader.quotations.people.pronouns import weigh
from tui_reader.quotations.people.roles import SAME, role_key
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import words
from tui_reader.text.words import last_word

SPOKESPEOPLE = words("spokesperson")
OFFICES = words("office")
_ANYBODY = words("anybody")
_OUTLETS = words("outlet", "outlet_word")
_TRADING = words("trading")
_PUBLIC = words("public")
_OTHERS = words("office_of_its_own")
_PLAIN_TITLES = words("plain_title")
_POSSESSIVE = frozenset("another one some his her their its my our".split())
_OF = frozenset(("of", "for", "at"))
_NEVER_GUESSED = words("never_guessed")
_KIN = words("kin")
_GUESSED = words("guessed_back")
_INDEFINITE = frozenset("a an one another some his her their its my our".split())
_PARENTS = ("mother-of-", "father-of-", "mum-of-", "dad-of-")
_OF_STATE = frozenset("secretary minister chancellor president premier pm".split())
_KNOWN = 3  # mentions of whoever holds an office that is none of the state's: "the head", "the speaker"
_JUST = 2  # sentences since a body spoke that "the company" then is
_WITHIN = 8  # sentences a guess looks back for the body that "the company" may mean
_NEAR = 4  # sentences back that "the novelist" may have been named


class Description:
    """A phrase that describes: its first word, its head, its words without the article, what stands there."""

    __slots__ = ("capital", "entry", "first", "head", "is_who", "phrase", "restricted", "span", "text")

    def __init__(self, first: str, head: str, phrase: str, text: str, span: Span, capital: bool, entry: int) -> None:
        self.first, self.head, self.phrase = first, head, phrase
        self.text, self.span, self.capital, self.entry = text, span, capital, entry
        self.restricted = False  # a clause says which one: not one named before
        self.is_who = False  # "who" follows: a person, whatever they are called

    @property
    def definite(self) -> bool:
        """Whether it points to somebody known: "the mayor", "Home Secretary"."""
        if self.first == "the":
            return True
        bare = self.text == self.phrase and self.text[:1].isupper()
        return bare and (" " not in self.text or self.text.lower() in SAME.values() or self.capital)

    @property
    def gender(self) -> int:
        """1, -1 or 0: what the head tells of a gender."""
        return (self.head in FEMALE_ROLES) - (self.head in MALE_ROLES)

    def means(self, entity: Entity, how: str, why: str, role: str | None = None, odds: float = 1.0) -> Attribution:
        """Return that the description means `entity`."""
        return Attribution(entity.name, how, why, self.text, self.span, role, entity, odds=odds)


@rule("role-holder", "A role is whoever the document gives it to")
def by_holder(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """ "The home secretary said": whoever the document calls so, anywhere; of several, the one meant last."""
    if what.first in _INDEFINITE or is_plural(what.head):
        return None
    holders = [e for e in cast.holders(what.phrase) if not what.gender or e.gender in (0, what.gender)]
    if not holders:
        return None
    earlier = discourse.introduced.get(what.head)
    role = role_key(what.phrase)
    if earlier is not None and not earlier.named and what.head not in OFFICES and " " not in what.phrase:
        return None  # another came in with that role since
    if len(holders) == 1:
        return what.means(holders[0], "role-holder", f"by role: {what.phrase}", role)
    if earlier in holders:
        found = what.means(earlier, "role-holder", f"by role, whoever was meant last: {what.phrase}", role, 0.75)
        found.rivals = tuple(e.name for e in holders if e is not earlier)
        return found
    return None


@rule("role-introduced", "A role is whoever came in with it last")
def by_introduction(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """ "A police officer came. … The officer said": the same."""
    earlier = discourse.introduced.get(what.head)
    if not what.definite or earlier is None or is_plural(what.head) or what.restricted:
        return None
    wanted = role_key(what.phrase).split()
    known = set(role_key(earlier.heads.get(what.head) or earlier.name).split())
    if not set(wanted[:-1]) <= known or CONTRARY.intersection(wanted) != CONTRARY.intersection(known):
        return None
    return what.means(earlier, "role-introduced", f"by role: {earlier.heads.get(what.head, what.phrase)}", what.phrase)


@rule("age", "“The 36-year-old” is whoever the document says is of that age")
def by_age(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """Only where one person alone is of that age."""
    age, _, rest = what.phrase.partition(" of ")[0].partition("-year-old")
    if (not rest and "-year-old" not in what.phrase.partition(" of ")[0]) or not age.split(" ")[-1].isdigit():
        return None
    years = int(age.split(" ")[-1])
    aged = cast.aged(years)
    if len(aged) == 1:
        return what.means(aged[0], "age", f"by age: {what.phrase}", what.phrase)
    return None


@rule("role-near", "A role nobody is given in the document is the likeliest person named just before")
def by_nearness(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """ "…, Name said. The star added": Name, if nothing the document tells of them speaks against it.

    Only by a word for anybody, an age, or "the former …": nothing says that who was named is a captain.
    """
    if not what.definite or is_plural(what.head) or what.head in _NEVER_GUESSED or what.restricted:
        return None
    general = (what.head in _ANYBODY and what.head not in OFFICES) or what.head.startswith(_PARENTS)
    if _OF.intersection(what.phrase.lower().split()) or "'s " in what.phrase.replace("’", "'"):
        return None  # "the MP for Holm", "the boy's father": one alone
    if not general and not what.phrase.startswith("former ") and "-year-old" not in what.phrase:
        return None
    unnamed = _just_brought_in(discourse)
    if unnamed is not None and unnamed.gender in (0, what.gender or unnamed.gender):
        return what.means(unnamed, "role-near", f"by role, who just spoke: {what.phrase}", unnamed.name, 0.9)
    found = [c for c in weigh(discourse, what.gender, what.entry) if c.back <= _NEAR and c.entity.named]
    if not what.phrase.startswith("former "):  # who is a manager may be a former player
        found = [c for c in found if _may_be(c.entity, what.head)]
    if not found:
        return None
    odds = found[0].odds / sum(c.odds for c in found)
    by = what.means(found[0].entity, "role-near", f"by role, named just before: {what.phrase}", what.phrase, odds)
    by.rivals = tuple(c.entity.name for c in found[1:3])
    return by


def _just_brought_in(discourse: Discourse) -> Entity | None:
    """Return who spoke in the sentence before and has no name: "A man said …. ¶ The 52-year-old said …"."""
    last = discourse.last
    if last is None or last.entity is None or last.entity.named or discourse.spoke_at < discourse.number - 1:
        return None
    known = last.plural or (last.text or "").lower().startswith("the ")
    return last.entity if last.how in ("described", "described-oddly") and not known else None


@rule("next-name", "Somebody described whom the next paragraph begins by naming for the first time is that one")
def by_next_name(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """ "The co-founder of the firm said …. ¶ Name Surname told …": a lead keeps its person back."""
    person = discourse.next_name
    if person is None or what.first in _POSSESSIVE or is_plural(what.head) or what.head in SPOKESPEOPLE:
        return None
    if what.gender and not person.fits(what.gender):
        return None
    anybody = what.head in _ANYBODY or "-year-old" in what.head
    if person.heads and what.head not in person.heads and not anybody:
        return None  # of another trade
    if what.first == "the" and "-year-old" in what.head and discourse.spoke_at >= discourse.number - 1:
        return None  # who has just spoken
    return what.means(person, "next-name", f"named in the next paragraph: {what.phrase}", what.phrase)


@rule("office", "An office nobody is given is whoever the document names most and gives no other")
def by_office(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """ "The prime minister said", in a text that never says who that is."""
    if (
        not what.definite
        or what.restricted
        or what.head not in OFFICES
        or _OTHERS.intersection(what.phrase.lower().split())
    ):
        return None
    person = _named_most(discourse) or cast.leading(OFFICES)
    if person is None or (what.head not in _OF_STATE and person.mentions < _KNOWN):
        return None
    return what.means(person, "office", f"by role, the person named most: {what.phrase}", what.phrase)


@rule("kin", "“Her mother” is the one mother the document names")
def by_kinship(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """ "Her mother, Name, …. Her mother said": Name, if she is the only one called so."""
    if what.head not in _KIN or (
        what.first not in ("his", "her", "their") and "'s " not in what.phrase.replace("’", "'")
    ):
        return None
    known = {id(e): e for _, e in cast.by_head.get(what.head, ()) if e.is_human}
    if len(known) != 1:
        return None
    (entity,) = known.values()
    return what.means(entity, "kin", f"the one so called: {what.phrase}", what.phrase, 0.85)


@rule("body-word", "“The force” is the last body of that sort")
def by_body_word(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """A body's name may end in the word, or the document calls it so: "budget airline Name"; or it just spoke."""
    if what.first != "the" or what.capital or what.restricted:
        return None
    word, plain = what.head, " " not in what.phrase
    near: list[tuple[Entity, int]] = []
    for sentence in reversed(discourse.sentences[-2 * WINDOW :]):
        stop = what.entry if sentence.number == discourse.number else len(sentence.narration.raw)
        before = [n for n in reversed(sentence.names) if n.first < stop]
        near += [(n.entity, sentence.number) for n in before if not n.entity.is_human]
    for name, entity, number in reversed(discourse.bodies[-2:]):
        just = discourse.number - number <= _JUST and plain and word in _GUESSED
        public = word in _TRADING and last_word(name) in _PUBLIC
        if just and not public and (entity is None or not (entity.is_human or entity.is_place)):
            return _is_body(what, name, entity, f"by the word {word}, the body that just spoke", 0.9)
    named = {id(e): e for e, _ in near if word in e.heads or last_word(e.name) == word}
    if named:
        odds = 1.0 if len(named) == 1 else 0.7
        return what.means(
            next(iter(named.values())), "body-word", f"by the word {word}, the last such body named", odds=odds
        )
    called = {id(e): e for _, e in cast.by_head.get(word, ()) if not e.is_human}
    if len(called) == 1:
        return what.means(next(iter(called.values())), "body-word", f"by the word {word}, the one so called")
    for name, entity, _ in reversed(discourse.bodies):
        if last_word(name) == word and name.lower() != what.phrase.lower():
            return _is_body(what, name, entity, f"by the word {word}, the last such body named", 0.9)
    if not plain or word not in _GUESSED:
        return None
    bodies = [(e.name, e, number) for e, number in near]
    for name, entity, number in sorted([*bodies, *discourse.bodies], key=lambda found: -found[2]):
        if discourse.number - number <= _WITHIN and _may_be_body(name, entity, word):
            return _is_body(what, name, entity, f"by the word {word}, the last name that may be one's", 0.6)
    return None


def _is_body(what: Description, name: str, entity: Entity | None, why: str, odds: float) -> Attribution:
    return Attribution(name, "body-word", why, what.text, what.span, None, entity, odds=odds)


def _may_be_body(name: str, entity: Entity | None, word: str) -> bool:
    """Say whether nothing speaks against a name for "the bank", "the group"."""
    if word in _TRADING and (last_word(name) in _PUBLIC or not _OUTLETS.isdisjoint(name.lower().split())):
        return False  # "told Radio North. The company denied it": no company of the story's
    if entity is None:
        return name[:1].isupper()
    known = entity.mentions > 1 or len(entity.words) > 1  # not any word that begins a sentence
    return not (entity.is_place or entity.within) and (entity.body or (known and not entity.roles))


def _may_be(entity: Entity, word: str) -> bool:
    """Say whether nothing the document tells of a person speaks against the word."""
    if word in _ANYBODY or not entity.named or word.endswith("-year-old") or word.startswith(_PARENTS):
        return True
    return not entity.roles and not entity.titles - _PLAIN_TITLES


def _named_most(discourse: Discourse) -> Entity | None:
    """Return whom the document names most of those named in this post, before this sentence, and given no role."""
    named = [n.entity for s in discourse.sentences[:-1] for n in s.names]
    here = {id(n.entity) for s in discourse.sentences[-1:] for n in s.names}
    free = [e for e in named if e.is_human and not e.roles and not e.titles & NOBLE and id(e) not in here]
    return max(reversed(free), key=lambda e: e.mentions, default=None)


@rule("later-name", "“An expert” in the first lines is the one the document names as such below")
def by_later_name(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """A lead keeps its person back: "a vet has warned", and the vet is named three lines down, alone of that trade."""
    if what.first not in ("a", "an") or is_plural(what.head) or discourse.paragraph > _LEAD:
        return None
    holders = cast.holders(what.phrase)
    if len(holders) != 1:
        known = {id(e): e for _, e in cast.by_head.get(what.head, ()) if e.is_human}
        holders = list(known.values()) if len(known) == 1 else []
    if not holders or what.head in SPOKESPEOPLE:
        return None
    return what.means(holders[0], "later-name", f"named further down: {what.phrase}", what.phrase)


_LEAD = 4  # paragraphs in which somebody may be kept back


@rule("writing-named", "“The report”, “her report” is the one the document names")
def by_writing(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """A writing with a capital in it is remembered; later "the report" alone is that one."""
    head = SAME.get(what.head, what.head)
    she = GENDER.get(what.first, 0)
    if she:
        _, phrase, entity = cast.writings.get(head, (0, "", None))
        if entity is not None and entity.fits(she):
            return _writing(what, phrase, f"a writing named before: {phrase}")
        return None
    if any(c.isupper() for c in what.phrase[1:]):
        discourse.writings[head] = what.phrase
        return None
    fuller = discourse.writings.get(head) or cast.writing(head)
    return None if fuller is None else _writing(what, fuller, f"a writing named before: {fuller}")


def _writing(what: Description, name: str, why: str) -> Attribution:
    return Attribution(name, "writing-named", why, what.text, what.span)


@rule("spokesperson", "“The spokesman” is the one who came in with a fuller description")
def by_spokesperson(cast: Cast, discourse: Discourse, what: Description) -> Attribution | None:
    """ "A council spokesman said …. The spokesman added": the council's."""
    kind = SAME.get(what.head, what.head)
    known = discourse.spokespeople.get(kind)
    if what.first == "the" and " " not in what.phrase and known:
        return Attribution(known, "spokesperson", f"by role: {known}", what.text, what.span, human=True)
    if " " in what.phrase:
        discourse.spokespeople[kind] = what.phrase
    return None
