"""What has been said so far in a post: who was named where, who spoke last, who came in without a name.

Sentences are kept as they pass; who is mentioned in one, and what its subject is, is worked out when a pronoun or
a description first asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.census import Name
from tui_reader.quotations.people.entities import Cast, Entity
from tui_reader.quotations.people.roles import SAME
from tui_reader.quotations.sentence.clause_subjects import clause_subject
from tui_reader.quotations.sentence.lexicon import (
    ADV,
    ANY_CUE,
    AUX,
    BODY,
    CAPITAL,
    CUE,
    DET,
    FINITE,
    NUMBER,
    POSS,
    PREP,
    PUNCT,
    QUOTED,
    ROLE,
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range

GENDER = {"she": 1, "he": -1, "her": 1, "his": -1, "him": -1}
WINDOW = 16  # sentences a pronoun looks back
_PLURALS = words("occupied")
_ISSUED = words("issued")  # "it said" after one is whoever issued it
_PREDICATES = words("predicate")
_INTRODUCERS = frozenset(("a", "an", "one", "another", "his", "her", "their"))
_UNSET: Range = (-1, -1)
_BESIDE = 8  # entries from a role to the comma behind which its name stands
_BEFORE_HEAD = 4  # entries before a noun's head in which its article stands


class Mention:
    """Somebody mentioned in a sentence; `subject`: as its subject, `owner`: as the owner of something."""

    __slots__ = ("entity", "entry", "full", "oblique", "owner", "pronoun", "subject", "trust", "writing")

    def __init__(self, entity: Entity, entry: int, subject: bool, owner: bool = False, pronoun: bool = False) -> None:
        self.entity, self.entry, self.subject, self.owner, self.pronoun = entity, entry, subject, owner, pronoun
        self.oblique = self.full = self.writing = False
        self.trust = 1.0  # how sure it is that this one is meant, where a pronoun stands


class Sentence:
    """A sentence that has passed: entries `low:high` of its narration, the names in it, its paragraph's number."""

    __slots__ = ("entered", "high", "low", "mentions", "names", "narration", "number", "paragraph", "spoke", "subject")

    def __init__(
        self, narration: Narration, low: int, high: int, names: list[Name], number: int, paragraph: int
    ) -> None:
        self.narration, self.low, self.high, self.names = narration, low, high, names
        self.number, self.paragraph = number, paragraph
        self.mentions: list[Mention] | None = None
        self.spoke: list[Attribution] = []  # who spoke in it
        self.entered: Entity | None = None  # who came in without a name
        self.subject: Range | None = _UNSET

    @property
    def asks(self) -> bool:
        """Whether it is a question of the reporter's own."""
        last = self.high - 1
        return self.narration.low[last] == "?" and last not in self.narration.run

    def clause_subject(self) -> Range | None:
        """Return the subject of its first clause."""
        if self.subject == _UNSET:
            self.subject = clause_subject(self.narration, self.low, self.high)
        return self.subject


class Written(NamedTuple):
    """A writing where it is named: the fullest phrase for it, its sentence, its entry."""

    phrase: str
    sentence: Sentence
    entry: int


class Discourse:
    """The state that goes from sentence to sentence of a post."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self.number = 0  # of the sentence at hand
        self.paragraph = 0
        self.last: Attribution | None = None  # who spoke last
        self.before: Attribution | None = None  # who spoke last in the post before
        self.posts_go_on = False  # the posts are read in the order they were written
        self.spoke_at = self.spoke_in = 0  # the sentence and the paragraph in which they did
        self.asked: Entity | None = None  # who put the question that stands open
        self.answers = False  # whether the sentence at hand answers one
        self.told: Entity | None = None  # who was addressed last
        self.introduced: dict[str, Entity] = {}  # a role's head word -> who last entered with it
        self.entered: tuple[Entity, int] | None = None  # who came in last without a name, in which sentence
        self.bodies: list[tuple[str, Entity | None, int]] = []  # that spoke, latest last
        self.plural: list[tuple[str, int]] = []  # groups that spoke, latest last
        self.writings: dict[str, str] = {}  # "report" -> the fullest phrase so far
        self.wrote: dict[str, Attribution] = {}  # "statement" -> who spoke in one
        self.spokespeople: dict[str, str] = {}  # "spokesperson" -> the same
        self.inside: list[Entity] = []  # whom somebody's words named, latest last
        self.pointed: dict[int, tuple[int, Attribution]] = {}  # where "he" of somebody's words stands: -1 or 1, and who
        self.leading: Entity | None = None  # whom the document names most
        self.second = 0  # how often it names the next
        self.described: Callable[[Sentence], Entity | None] | None = None  # whom a role that is a subject means
        self.next_name: Entity | None = None  # who is first named, as its subject, in the paragraph after this one
        self.unnamed: dict[str, Entity] = {}  # descriptions that stand for somebody without a name

    def new_post(self) -> None:
        """Forget who spoke: another post has another floor. "She" in one that names nobody is of the one before."""
        self.before = self.last or self.before
        self.sentences.clear()
        self.last = self.asked = self.told = self.entered = None
        self.bodies.clear()
        self.plural.clear()
        self.inside.clear()
        self.pointed.clear()

    def goes_on(self, she: int) -> Entity | None:
        """Return whom a pronoun means that nobody in the post fits: who spoke last in the post before."""
        entity = self.before.entity if self.before is not None and self.posts_go_on else None
        return entity if entity is not None and entity.named and entity.is_human and entity.fits(she) else None

    def start_sentence(self, narration: Narration, low: int, high: int, names: list[Name]) -> Sentence:
        """Go on to the next sentence."""
        self.number += 1
        sentence = Sentence(narration, low, high, names, self.number, self.paragraph)
        self.sentences.append(sentence)
        if len(self.sentences) > 3 * WINDOW:
            del self.sentences[: 2 * WINDOW]
        self._introduce(narration, low, high)
        return sentence

    @property
    def sentence(self) -> Sentence:
        """The sentence at hand."""
        return self.sentences[-1]

    def spoke(self, by: Attribution) -> None:
        """Remember who spoke last."""
        if by.name is None:
            return
        self.last, self.spoke_at, self.spoke_in = by, self.number, self.paragraph
        if self.sentences:
            self.sentence.spoke.append(by)
        if by.entity is not None:
            by.entity.spoken += 1
            self.note_roles(by.entity)

    def note_roles(self, entity: Entity) -> None:
        """Remember the roles of somebody just meant: "the officer" may be them."""
        for head in entity.heads:
            self.introduced[head] = entity

    def note_body(self, name: str, entity: Entity | None = None) -> None:
        """Remember a body or a writing that spoke or was the subject: "it" may mean it."""
        self.bodies.append((name, entity, self.number))
        if len(self.bodies) > 2 * WINDOW:
            del self.bodies[:WINDOW]

    def note_plural(self, name: str) -> None:
        """Remember a group: "they" may mean it."""
        self.plural.append((name, self.number))
        if len(self.plural) > 2 * WINDOW:
            del self.plural[:WINDOW]

    def writing_near(self, within: int, cast: Cast) -> Written | None:
        """Return the writing named last, looking at most `within` sentences back."""
        for sentence in reversed(self.sentences[-within - 1 :]):
            flags, low, narration = sentence.narration.flag, sentence.narration.low, sentence.narration
            for index in range(sentence.high - 1, sentence.low, -1):
                if not flags[index] & WRITING or flags[index] & CAPITAL:
                    continue
                if low[index] in _ISSUED and not any(by.human for by in sentence.spoke):
                    continue  # a body's: "it" is the body
                if index not in narration.run and _is_definite(narration, sentence.low, index):
                    head = SAME.get(low[index], low[index])
                    fuller = self.writings.get(head) or cast.writing(head)
                    return Written(fuller or low[index], sentence, index)
        return None

    def describe(self, phrase: str, head: str) -> Entity:
        """Return the somebody without a name that a description stands for: always the same for the same words."""
        known = self.unnamed.get(phrase.lower())
        if known is None:
            known = self.unnamed[phrase.lower()] = Entity((phrase,), named=False)
            known.heads[head] = phrase
            known.human = 3
        return known

    def _introduce(self, narration: Narration, low: int, high: int) -> None:
        """Take in roles that enter unnamed ("a police officer"): "the officer" may mean them later."""
        flags, lows = narration.flag, narration.low
        roles = [i for i in range(low + 1, high) if flags[i] & ROLE]
        if "who" in lows[low:high]:
            roles += [i for i in range(low + 1, high) if not flags[i] and _is_somebody(narration, i, high)]
        for index in roles:
            word = lows[index]
            if word != narration.raw[index] or word == "head":
                continue
            for first in range(index - 1, max(low, index - 5) - 1, -1):
                plain = not flags[index] & ROLE and first > low and flags[first - 1] & PREP
                if lows[first] in _INTRODUCERS and not plain:  # not the coat of "a man in a long coat, who"
                    self._enter(narration, low, first, index)
                    break
                if flags[first] and not flags[first] & (ROLE | BODY | WRITING | ADV | CUE | NUMBER):
                    break

    def _enter(self, narration: Narration, low: int, first: int, head: int) -> None:
        word, owned = narration.low[head], narration.flag[first] & POSS
        begin = first if owned else first + 1
        phrase = narration.slice(begin, head + 1)
        flags, lows = narration.flag, narration.low
        named = head + 1 < len(flags) and flags[head + 1] & CAPITAL
        end = head + 1  # "a doctor at the field hospital, Name,"
        while end < len(flags) and end - head < _BESIDE and not flags[end] & (PUNCT | QUOTED | AUX | FINITE | CUE):
            end += 1
        beside = lows[end : end + 1] == [","] and end + 1 < len(flags) and flags[end + 1] & CAPITAL
        said_of = first > 1 and lows[first - 1] == "," and flags[first - 2] & CAPITAL
        said_of = said_of or (first > low and lows[first - 1] in _PREDICATES)  # "was a builder", "as a builder"
        if is_plural(word) or named or beside or said_of or (owned and first > low + 2):
            return  # "Name, a builder", "a builder, Name": somebody with a name
        somebody = self.describe(phrase, word)
        if "that" not in narration.low[low:first]:  # "… that an engineer …"
            self.entered = somebody, self.number
            self.sentence.entered = somebody
        if not owned:
            self.introduced[word] = somebody


def _is_definite(narration: Narration, low: int, head: int) -> bool:
    """Say whether an article, an owner or a name stands before the head: "the last message"."""
    for index in range(head - 1, max(low - 1, head - _BEFORE_HEAD), -1):
        if narration.flag[index] & (DET | POSS | CAPITAL):
            return True
        if narration.flag[index] & ANY_CUE or not narration.raw[index][0].isalnum():
            return False
    return False


def _is_somebody(narration: Narration, index: int, high: int) -> bool:
    """Say whether "who" tells that a plain noun is somebody: "a supplier, who asked not to be named"."""
    after = narration.low[index + 1 : min(index + 3, high)]
    return (
        (after[:1] == ["who"] or after == [",", "who"]) and not narration.flag[index] and narration.raw[index].isalpha()
    )


def is_plural(word: str) -> bool:
    """Say whether a role's head word is a plural."""
    return word in _PLURALS or (word.endswith("s") and not word.endswith("ss"))


def starts_with_article(narration: Narration, first: int) -> bool:
    """Say whether a phrase begins with a word that makes it definite or not: "the", "a", "her"."""
    return bool(narration.flag[first] & DET)
