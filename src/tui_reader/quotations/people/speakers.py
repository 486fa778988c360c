"""From what stands at the place ("She", "the home secretary", "Ms Reader") to who it is, with the reason."""

from __future__ import annotations

from collections.abc import Callable

from tui_reader.domain import Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.census import PERSONAL, Name, names_between
from tui_reader.quotations.people.descriptions import (
    SPOKESPEOPLE,
    Description,
    by_age,
    by_body_word,
    by_holder,
    by_introduction,
    by_kinship,
    by_later_name,
    by_nearness,
    by_next_name,
    by_office,
    by_spokesperson,
    by_writing,
)
from tui_reader.quotations.people.discourse import GENDER, Discourse, Sentence, is_plural
from tui_reader.quotations.people.entities import Cast, Entity
from tui_reader.quotations.people.names import name_run, name_words, split_name
from tui_reader.quotations.people.pronoun_rules import by_post_before, by_weight
from tui_reader.quotations.people.pronouns import UNSAID, Said
from tui_reader.quotations.people.roles import POINTS_BACK
from tui_reader.quotations.people.things import last_group, last_thing
from tui_reader.quotations.sentence.lexicon import (
    BODY,
    CAPITAL,
    DET,
    GIVEN_NAME,
    NUMBER,
    OBJ,
    POSS,
    PREP,
    PRON,
    PUNCT,
    ROLE,
    TIME,
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import LINKS
from tui_reader.quotations.sentence.subjects import AFTER_HEAD, NounPhrase, find_subject, plain_phrase
from tui_reader.text.words import possessor

_NO_SPEAKER = words("no_speaker")
_SENT = words("sent")
_PARTITIVE = words("partitive")
_PERCENT = frozenset(("percent", "cent"))
_QUANTITIES = words("quantity")
_SEVERAL = words("quantities")
_ANYBODY = words("anybody_pronoun")
_KIN, _OWNED = words("kin"), frozenset(("his", "her", "their"))
_SENDS = words("sends")
_SENTENCE = 24  # entries from a sentence's start to who sent something in it
_ARTICLES = frozenset("a an the one another some several many his her their its".split())
_LEAD = 2  # paragraphs, headline and lead, that keep back whose name they have
_LETTERS = 2  # capitals of a name made of first letters
_KEPT_BACK = 0.85  # of the confidence is left that somebody described there is nobody with a name
_WRITTEN = 0.8  # of the odds of "her" in "her letter said": she, or the letter
_Resolver = Callable[[Cast, Discourse, Description], "Attribution | None"]
_OF_PERSONS: tuple[_Resolver, ...] = (
    by_age,
    by_holder,
    by_introduction,
    by_kinship,
    by_later_name,
    by_next_name,
    by_office,
    by_nearness,
)


class Speakers:
    """Resolves mentions in reading order. Resolving changes nothing; who spoke is told with `discourse.spoke`."""

    def __init__(self, cast: Cast, names: dict[int, list[Name]]) -> None:
        self.cast, self.discourse = cast, Discourse()
        self.discourse.described = self._subject_role
        most = cast.ranked()
        self.discourse.leading = most[0] if most else None
        self.discourse.second = most[1].mentions if len(most) > 1 else 1
        self._names = names  # by the identity of their narration
        self._kept: list[Narration] = []  # so that an identity stays one narration's

    def names_in(self, narration: Narration) -> list[Name]:
        """Return the names in a narration; those inside marks are looked up, and add nobody to the cast."""
        found = self._names.get(id(narration))
        if found is None:
            found = self._names[id(narration)] = self._look_up(narration)
            self._kept.append(narration)
        return found

    def forget(self, narration: Narration) -> None:
        """Forget the names of a narration that was made for one question."""
        if self._kept and self._kept[-1] is narration:
            self._kept.pop()
            del self._names[id(narration)]

    def _look_up(self, narration: Narration) -> list[Name]:
        found, done = [], 0
        for index in [index for index, flag in enumerate(narration.flag) if flag & CAPITAL]:
            stop = name_run(narration, index, len(narration.raw)) if index >= done else index
            parts = split_name(narration, index, stop) if stop > index else None
            done = max(done, stop)
            name = name_words(narration, parts.first, parts.stop) if parts is not None else ()
            if parts is not None and name:
                entity = self.cast.find(name, parts.titles) or _inside_marks(name)
                found.append(Name(parts, stop, entity))
        return found

    # -- one phrase -------------------------------------------------------------------------------------------

    def resolve(self, narration: Narration, phrase: NounPhrase, said: Said = UNSAID) -> Attribution:
        """Return who the phrase means; its name is None where it is nobody who could speak.

        `said` are the words that would be theirs: a pronoun is hardly whom they name.
        """
        first, stop = phrase.first, phrase.stop
        while stop - first > 1 and narration.raw[stop - 1] in (",", "."):
            stop -= 1
        span = Span(narration.start[first], narration.end(stop - 1))
        text = span.of(narration.text)
        low = narration.low[first].partition("'")[0]
        if stop - first == 1 and (low in GENDER or (narration.flag[first] & (PRON | OBJ) and low not in _ANYBODY)):
            return self._pronoun(narration, first, low, text, span, said)
        if phrase.several and self._humans(narration, first, stop) != 1:
            return _group(narration.slice(first, stop), text, span, "several named at the place", "several")
        name = self._name_at_head(narration, phrase) or self._name_at_end(narration, phrase)
        if name is not None and phrase.beside is not None and name.entity.human <= 0:
            person = self._beside(narration, phrase)  # "In his report, Dry Land, the inspector, Name, says"
            if person is not None and person.entity.human > 0:
                return self._named(person, text, span, beside=True)
        if name is not None:
            return self._named(name, text, span)
        if phrase.beside is not None:
            name = self._beside(narration, phrase)
            if name is not None:
                found = self._named(name, text, span, beside=True)
                if narration.flag[phrase.head] & BODY and not narration.flag[phrase.head] & ROLE:
                    found.human = False  # "The company that runs it, Name, said": "it" is Name from here on
                    name.entity.body = name.entity.body or name.entity.human <= 0
                return found
        return self._described(narration, phrase, stop, text, span)

    def _subject_role(self, sentence: Sentence) -> Entity | None:
        """Return whom a role means that is the subject of a sentence: "The home secretary came in"."""
        subject = sentence.clause_subject()
        if subject is None or any(subject[0] <= n.first < subject[1] for n in sentence.names):
            return None
        narration = sentence.narration
        phrase = plain_phrase(narration, *subject)
        if not narration.flag[phrase.head] & ROLE or is_plural(narration.low[phrase.head]):
            return None
        what = self._description(narration, phrase, phrase.stop, "", Span(0, 0))
        for resolver in (by_holder, by_introduction, by_kinship):
            found = resolver(self.cast, self.discourse, what)
            if found is not None:
                return found.entity
        return None

    def at(self, narration: Narration, first: int, stop: int) -> Attribution:
        """Return who the entries `first:stop` mean."""
        return self.resolve(narration, plain_phrase(narration, first, stop))

    # -- names ------------------------------------------------------------------------------------------------

    def _name_at_head(self, narration: Narration, phrase: NounPhrase) -> Name | None:
        """Return the name that heads the phrase: not one that only modifies it ("a Town source") or follows "of"."""
        head = phrase.head
        for name in names_between(self.names_in(narration), phrase.first, head + 1):
            if name.stop <= head:
                continue
            owned = possessor(narration.raw[name.stop - 1]) is not None
            after = narration.low[name.stop] if name.stop < phrase.stop else ""
            if owned and name.stop < phrase.stop:
                return None
            if not after or after in AFTER_HEAD or name.stop > head + 1:
                return name
        return None

    def _name_at_end(self, narration: Narration, phrase: NounPhrase) -> Name | None:
        """Return the name behind a long role: "Professor of Tides at Place University Name Surname"."""
        first, stop = phrase.first, phrase.stop
        if narration.low[first] == "the" and first and narration.flag[phrase.head] & BODY:  # "Coast the union"
            body = next((n for n in names_between(self.names_in(narration), first - 4, first) if n.stop == first), None)
            apart = body is None or body.entity.is_human or (body.first and narration.flag[body.first - 1] & PREP)
            return None if apart else body  # not "in a post on X the union said"
        if not narration.flag[phrase.head] & ROLE:
            return None
        name = next((n for n in names_between(self.names_in(narration), phrase.head, stop) if n.stop == stop), None)
        if name is None or name.stop - name.first < 2 or not name.entity.is_human:
            return None
        before = narration.flag[name.role_first - 1]
        return None if before & (PREP | DET | POSS | PUNCT) or narration.low[name.role_first - 1] in LINKS else name

    def _beside(self, narration: Narration, phrase: NounPhrase) -> Name | None:
        """Return the name that commas set beside a description: "its chair, Anna Baker, said", "the firm, Holm,"."""
        first, stop = phrase.beside or (0, 0)
        name = next((n for n in names_between(self.names_in(narration), first, stop) if n.stop <= stop), None)
        given = name is not None and narration.flag[name.first] & GIVEN_NAME
        if name is None or (name.entity.is_place and not given):
            return None
        head, entity = narration.flag[phrase.head], name.entity
        if "-year-old" in narration.low[phrase.head] and entity.human <= 0 and not given:
            return None  # "The 57-year-old, of Long Lane, Place, said"
        if (head & BODY or narration.low[phrase.head] in POINTS_BACK) and not head & ROLE:
            return None if entity.is_human and entity.human > 2 else name
        if entity.body or (head & WRITING and not head & ROLE):
            return None
        known = name.titles or name.stop - name.first > 1 or entity.mentions > 1
        if not known and not given:
            return None
        of_somebody = any(
            narration.flag[i] & ROLE and not is_plural(narration.low[i]) for i in range(phrase.head + 1, phrase.stop)
        )
        return None if of_somebody else name  # "the mother of the victim, Name": whose name?

    def _humans(self, narration: Narration, first: int, stop: int) -> int:
        return len({id(n.entity) for n in names_between(self.names_in(narration), first, stop) if n.entity.is_human})

    def _named(self, name: Name, text: str, span: Span, beside: bool = False) -> Attribution:
        entity = name.entity
        alike = self.cast.namesakes(entity.words[-1:] if name.stop - name.first == 1 else entity.words, name.titles)
        if beside:
            how, why = "apposition", f"named beside it: {entity.name}"
        elif alike > 1 and name.stop - name.first == 1:
            how, why = "namesake", f"named as {text}, as others are"
        else:
            how, why = "name", "named at the place" if entity.name == text else f"named as {text}"
        once = len(entity.words) == 1 and entity.human <= 0 and not (entity.body or entity.titles)
        if how == "name" and once and sum(map(str.isupper, entity.words[0])) < _LETTERS:
            how = "name-once"  # one word that nothing tells to be a name; "RSPB", "TfL" tell themselves
        if entity.is_place:
            how, why = "place", f"named at the place, and a place: {entity.name}"
        return Attribution(entity.name, how, why, text, span, entity.role, entity)

    # -- pronouns ---------------------------------------------------------------------------------------------

    def _pronoun(self, narration: Narration, first: int, low: str, text: str, span: Span, said: Said) -> Attribution:
        she = GENDER.get(low, 0)
        if she:
            found = by_weight(self.discourse, she, first, text, span, said)
            found = found or by_post_before(self.discourse, she, text, span)
        elif low == "it":
            found = self._subject_here(narration, first, text, span) or last_thing(self, narration, first, text, span)
        elif low == "they":
            found = last_group(self, narration, first, text, span)
        else:
            found = None
        return found or Attribution(text, "unresolved", "a pronoun nothing resolves", text, span)

    def _subject_here(self, narration: Narration, entry: int, text: str, span: Span) -> Attribution | None:
        """ "The company has begun what it calls a “reset”": the thing that is the sentence's subject."""
        if not self.discourse.sentences or self.discourse.sentence.narration is not narration:
            return None
        subject = self.discourse.sentence.clause_subject()
        if subject is None or subject[1] > entry or narration.low[entry - 1] == "because":
            return None
        by = self.at(narration, *subject)
        if by.name is None or by.human or by.plural or by.how in ("unresolved", "described-oddly", "place"):
            return None
        why = f"by pronoun, the subject of the sentence: {by.name}"
        return Attribution(by.name, "it", why, text, span, None, by.entity)

    # -- descriptions -----------------------------------------------------------------------------------------

    def _described(self, narration: Narration, phrase: NounPhrase, stop: int, text: str, span: Span) -> Attribution:
        first, head = phrase.first, min(phrase.head, stop - 1)
        what = self._description(narration, phrase, stop, text, span)
        word, flag = what.head, narration.flag[head]
        if not _can_speak(narration, first, head):
            return Attribution(None, "no-speaker", f"nobody who could speak: {what.phrase}", text, span)
        if flag & WRITING and not flag & ROLE:
            return self._written(narration, head, stop, what)
        found: Attribution | None = None
        if word in SPOKESPEOPLE:
            found = by_spokesperson(self.cast, self.discourse, what)
        elif flag & ROLE or "-year-old" in what.phrase.partition(" of ")[0]:
            for resolver in _OF_PERSONS:
                found = resolver(self.cast, self.discourse, what)
                if found is not None:
                    break
        elif flag & BODY or word in POINTS_BACK or flag & CAPITAL:
            found = by_body_word(self.cast, self.discourse, what)
        if found is None and flag & ROLE and word in POINTS_BACK:
            found = by_body_word(self.cast, self.discourse, what)
        return found or self._stands(narration, what, flag)

    def _description(self, narration: Narration, phrase: NounPhrase, stop: int, text: str, span: Span) -> Description:
        first, head = phrase.first, min(phrase.head, stop - 1)
        low, word = narration.low[first], narration.low[head].partition("'")[0]
        begin = first + 1 if low in ("the", "a", "an") and stop - first > 1 else first
        capital = bool(narration.flag[head] & CAPITAL)
        printed = narration.slice(begin, stop)
        if printed.endswith(("'s", "’s")) and not capital:
            printed = printed[:-2]  # "the presenter's claim that …"
        what = Description(low, word, printed, text, span, capital, first)
        what.restricted = phrase.restricted
        what.is_who = narration.low[stop : stop + 1] == ["who"] or narration.low[stop : stop + 2] == [",", "who"]
        return what

    def _stands(self, narration: Narration, what: Description, flag: int) -> Attribution:
        """The description is all there is."""
        plural = is_plural(what.head) or what.first in _SEVERAL
        if plural and not flag & (BODY | CAPITAL):
            return _group(what.phrase, what.text, what.span, "named at the place")
        aged = "-year-old" in what.phrase.partition(" of ")[0]
        human = bool(flag & ROLE) or what.is_who or aged or what.phrase.lower() == "one"
        entity = self.discourse.describe(what.phrase, what.head) if human and not plural else None
        opens = any(low == what.entry for low, _ in narration.sentences)
        how = _how_described(what, flag & ~CAPITAL if opens else flag, human)
        found = Attribution(what.phrase, how, "named at the place", what.text, what.span, None, entity, human)
        if entity is not None and self.discourse.paragraph <= _LEAD:
            found.odds = _KEPT_BACK
        return found

    def _written(self, narration: Narration, head: int, stop: int, what: Description) -> Attribution:
        if GENDER.get(what.first) and narration.low[head] in _SENT:
            who = self._pronoun(narration, what.entry, what.first, what.text, what.span, UNSAID)
            if who.entity is not None:
                who.odds *= _WRITTEN
                who.why = f"written by them: {what.phrase}; {who.why}"
                return who
        sender = self._sender(narration, what.entry, head, stop)
        if sender is not None:
            sent = self.at(narration, *sender)
            return Attribution(sent.name, "sender", f"sent by them: {what.phrase}", what.text, what.span)
        known = what.first == "the" and narration.low[head] in _SENT
        wrote = self.discourse.wrote.get(narration.low[head]) if known else None
        if wrote is not None and wrote.name is not None:
            why = f"who spoke in one: {what.phrase}"
            return Attribution(wrote.name, "sender", why, what.text, what.span, wrote.role, wrote.entity, wrote.human)
        found = by_writing(self.cast, self.discourse, what)
        if found is not None:
            return found
        how = "message" if narration.low[head] in _SENT else "writing"
        return Attribution(what.phrase, how, "a writing named at the place", what.text, what.span)

    def _sender(self, narration: Narration, first: int, head: int, stop: int) -> tuple[int, int] | None:
        """ "an email from Name", "Name sent a text that said": whoever sent it speaks in it."""
        if narration.low[head] in _SENT and first > 1 and narration.low[first - 1] in _SENDS:
            subject = find_subject(narration, max(0, first - _SENTENCE), first - 1)
            return None if subject is None else (subject.first, subject.stop)
        if narration.low[head] not in _SENT or narration.low[head + 1 : head + 2] != ["from"] or head + 2 >= stop:
            return None
        return (head + 2, stop) if self._humans(narration, head + 2, stop) == 1 else None


def _how_described(what: Description, flag: int, human: bool) -> str:
    """Return how far a description tells who speaks: a spokesman's does; "several of them", "the vet" do not."""
    if what.head in SPOKESPEOPLE and what.first != "the":
        return "spokesperson-of"
    elsewhere = what.phrase.lower() == "one" or what.phrase.endswith((" of them", " of us", " of those"))
    if elsewhere or (what.first in _OWNED and (what.head in _KIN or human)):
        return "described-again"
    if what.first == "the" and not what.capital and what.head not in SPOKESPEOPLE and not flag & WRITING:
        return "described-again"  # nobody is known for one
    if not (flag & (ROLE | BODY | CAPITAL) or human or what.head in POINTS_BACK):
        return "described-oddly"
    bare = what.text[:1].isupper() and what.first not in _ARTICLES and not flag & CAPITAL
    return "described-bare" if bare else "described"


def _inside_marks(name: tuple[str, ...]) -> Entity:
    """Return somebody who is named inside somebody's words alone."""
    entity = Entity(name)
    entity.human = int(name[0].lower() in PERSONAL)
    return entity


def _group(phrase: str, text: str, span: Span, why: str, how: str = "group") -> Attribution:
    found = Attribution(phrase, how, why, text, span)
    found.plural = True
    return found


def _can_speak(narration: Narration, first: int, head: int) -> bool:
    """Say whether the head of a phrase is somebody: not a number, a time, a thing, a verb."""
    flag, word = narration.flag[head], narration.low[head]
    if flag & (ROLE | BODY | WRITING) or word in _ANYBODY or "-year-old" in word or word in POINTS_BACK:
        return True
    if word in _PARTITIVE and (word in _PERCENT or narration.low[head + 1 : head + 2] == ["of"]):
        return True
    if flag & (NUMBER | PUNCT) or word in _NO_SPEAKER:
        return False
    if flag & TIME and not flag & CAPITAL:
        return False
    if flag & CAPITAL or word in _QUANTITIES:
        return True
    if word.endswith(("ing", "ed")) and head == first:
        return False
    return bool(narration.flag[first] & DET) or is_plural(word)
