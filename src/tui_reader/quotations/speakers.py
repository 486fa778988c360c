"""From what stands at the place ("She", "the home secretary") to who it is, with the evidence."""

from __future__ import annotations

from tui_reader.domain import Span
from tui_reader.quotations.cast import CONTRARY, NOBLE, Person
from tui_reader.quotations.lexicon import BODY, PRON, PUNCT, ROLE, WRITING
from tui_reader.quotations.memory import GENDER, is_plural
from tui_reader.quotations.naming import NameParts, name_run, name_words, role_key, split_name
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.phrases import Range
from tui_reader.quotations.pronouns import Pronouns
from tui_reader.quotations.verdict import Attribution
from tui_reader.text.words import last_word, possessor

_AFTER_HEAD = frozenset("of for at from in on with to by who and ,".split())
_SENT = frozenset("email e-mail letter message note text memo tweet statement".split())
_PLACES = frozenset("in at from".split())
_POINTING_BACK = frozenset("bank group company firm charity organisation organization union newspaper retailer".split())
_TRADING = frozenset("bank company firm newspaper retailer".split())  # none of them is one of these:
_PUBLIC = frozenset(
    "police council government department ministry office court commons lords parliament senate cabinet party".split()
)
_WITHIN = 8  # sentences a guess looks back for the body that "the company" may mean
_QUANTITIES = frozenset("some many several others most both all one two three".split())
_PLAIN_NOUNS = frozenset("others everyone everybody someone nobody".split())
_PLAIN_TITLES = frozenset("mr mrs ms miss".split())
_NEVER_GUESSED = frozenset("victim defendant suspect accused killer attacker driver witness".split())
_OTHERS = frozenset("for of former deputy shadow".split())  # "the chair of the party": an office of its own


class Speakers(Pronouns):
    """Resolves mentions in reading order."""

    def resolve_inside(self, inner: Narration, where: Range, outer: Attribution) -> Attribution:
        """Return who speaks inside somebody's words: a pronoun there is hardly ever the one who speaks."""
        first, _ = where
        if inner.low[first] == "they" and where[1] - first == 1:
            return self._they_inside(inner, first, outer)
        she = GENDER.get(inner.low[first].partition("'")[0], 0)
        if not she or where[1] - first > 1:
            found = self.resolve(inner, where, passing=True)
            role = inner.low[first] in ("the", "a", "an") and found.person is outer.person is not None
            return Attribution(found.text, found.text, found.span, confidence=0.6, human=True) if role else found
        span = Span(inner.start[first], inner.end[first])
        text = span.of(inner.text)
        for index in range(first - 1, -1, -1):
            end = name_run(inner, index, first)
            parts = split_name(inner, index, end, self.lexicon) if end > index else None
            person = self.cast.find(name_words(inner, parts.first, parts.stop), parts.titles) if parts else None
            if person is not None and person is not outer.person and self.cast.fits(person, she):
                self.inside = person
                return Attribution(person.name, text, span, None, person, 0.7, ("by pronoun, named in the same words",))
        near = () if self.inside is None else (self.inside,)
        for person in (*near, *reversed([p for p, _ in self.recent]), *reversed([p for p, _ in self.named])):
            if person is not outer.person and self.cast.fits(person, she):
                return Attribution(
                    person.name, text, span, None, person, 0.55, ("by pronoun, the last other person named",)
                )
        return self.resolve(inner, where, passing=True)

    def _they_inside(self, inner: Narration, first: int, outer: Attribution) -> Attribution:
        """ "They" in somebody's words: the last group named that is not theirs, else nobody known."""
        span = Span(inner.start[first], inner.end[first])
        own = (outer.name or "").rsplit(" ", 1)[-1]
        for group in reversed(self.plural):
            if own and own not in group:
                return Attribution(group, span.of(inner.text), span, None, None, 0.5, ("by pronoun, a group named",))
        text = span.of(inner.text)
        return Attribution(text, text, span, confidence=0.35, evidence=("a pronoun nothing resolves",))

    def resolve(self, narration: Narration, where: Range, passing: bool = False) -> Attribution:
        """Return who the phrase at `where` means. `passing`: do not remember them."""
        first, stop = where
        while stop - first > 1 and narration.raw[stop - 1] in (",", "."):
            stop -= 1
        span = Span(narration.start[first], narration.end[stop - 1])
        text = span.of(narration.text)
        found = self._resolve(narration, first, stop, text, span)
        if found.person is not None and not passing:
            self.note(found.person)
        return found

    def _resolve(self, narration: Narration, first: int, stop: int, text: str, span: Span) -> Attribution:
        low = narration.low[first].partition("'")[0]
        pronoun = low in GENDER or (bool(narration.flag[first] & PRON) and low not in _PLAIN_NOUNS)
        if stop - first == 1 and pronoun:
            return self.resolve_pronoun(low, text, span)
        owner = possessor(narration.raw[stop - 1])
        if owner is not None and narration.raw[stop - 1][0].isupper():  # "Name's address to members said: …"
            span = Span(span.start, span.end - len(narration.raw[stop - 1]) + len(owner))
            text = span.of(narration.text)
            person = self.cast.find((owner,)) if stop - first == 1 else None
            if person is not None:
                return Attribution(person.name, text, span, None, person, 0.85, (f"named as {text}",))
        if self._several(narration, first, stop):
            self.plural.append(text)
            return Attribution(text, text, span, confidence=0.9, evidence=("several named at the place",), human=True)
        parts = self._named(narration, first, stop)
        if parts is not None:
            return self._name(narration, parts, first, text, span)
        surname = stop - first == 1 and narration.raw[first] != low and self.cast.find((narration.raw[first],))
        if surname:  # "Baker said", after Anna Baker
            return self._name(narration, NameParts(first, stop, (), first), first, text, span)
        named_after = self._apposition(narration, first, stop)
        if named_after is not None:
            return self._name(narration, named_after, first, text, span)
        return self._role(narration, first, stop, text, span)

    def _apposition(self, narration: Narration, first: int, stop: int) -> NameParts | None:
        """Return the name after a role: "its chair, Anna Baker, said", "the union's leader, Dr Baker"."""
        if stop + 1 >= len(narration) or narration.low[stop] != ",":
            return None
        if not any(narration.flag[i] & ROLE for i in range(first, stop)):
            return None
        end = name_run(narration, stop + 1, len(narration))
        parts = split_name(narration, stop + 1, end, self.lexicon) if end > stop + 1 else None
        if parts is None or parts.role_first != stop + 1 or not (parts.titles or parts.stop - parts.first > 1):
            return None
        person = self.cast.find(name_words(narration, parts.first, parts.stop), parts.titles)
        ends = end >= len(narration) or bool(narration.flag[end] & PUNCT) or narration.low[end] == "("
        return parts if ends and person is not None and self.cast.is_human(person) else None

    # -- names ------------------------------------------------------------------------------------------------

    def _named(self, narration: Narration, first: int, stop: int) -> NameParts | None:
        """Return the name that is the head of the phrase, if a name is."""
        index, best = first, None
        while index < stop:
            end = name_run(narration, index, stop)
            if end > index:
                parts = split_name(narration, index, end, self.lexicon)
                if parts is not None and self._is_head(narration, first, index, end, stop):
                    best = parts
                    if narration.low[end : end + 1] == ["of"]:
                        break  # "Anna Baker of Plain Party"
                index = end
            else:
                index += 1
        return best

    def _several(self, narration: Narration, first: int, stop: int) -> bool:
        """Say whether two persons are named: "Anna Baker and her brother Paul Baker"."""
        if "and" not in narration.low[first:stop]:
            return False
        middle = narration.low.index("and", first, stop)
        return self._human_name(narration, first, middle) and self._human_name(narration, middle + 1, stop)

    def _human_name(self, narration: Narration, first: int, stop: int) -> bool:
        parts = self._named(narration, first, stop) if stop > first else None
        if parts is None:
            return False
        person = self.cast.find(name_words(narration, parts.first, parts.stop), parts.titles)
        return person is not None and self.cast.is_human(person)

    def _is_head(self, narration: Narration, first: int, index: int, end: int, stop: int) -> bool:
        """Say whether the name at `index:end` heads the phrase: not its modifier ("a Town source") or complement."""
        if narration.raw[end - 1].endswith(("'s", "’s")):
            return False
        if end < stop and narration.low[end] not in _AFTER_HEAD and narration.low[end] != "(":
            return False
        if (
            index > first + 1
            and narration.low[first + 1] in _PLACES
            and any(low == first for low, _ in narration.sentences)
        ):
            return False  # "Ministers in Place": a capital that only begins the sentence
        return not any(
            narration.low[i] in _AFTER_HEAD and i > first and self._common(narration, i - 1)
            for i in range(first, index)
        )

    def _common(self, narration: Narration, index: int) -> bool:
        return bool(narration.flag[index] & (ROLE | WRITING | BODY)) or narration.raw[index] == narration.low[index]

    def _name(self, narration: Narration, parts: NameParts, first: int, text: str, span: Span) -> Attribution:
        words = name_words(narration, parts.first, parts.stop)
        person = self.cast.find(words, parts.titles) if words else None
        if person is None:
            return Attribution(text, text, span, confidence=0.7, evidence=("named at the place",))
        if person.body or (not self.cast.is_human(person) and len(person.words) > 1):
            self.note_body(person.name)
        how = "named at the place" if person.name == text else f"named as {text}"
        return Attribution(person.name, text, span, person.roles[0] if person.roles else None, person, 0.95, (how,))

    # -- roles ------------------------------------------------------------------------------------------------

    def _role(self, narration: Narration, first: int, stop: int, text: str, span: Span) -> Attribution:
        head = self._head(narration, first, stop)
        low = narration.low[first]
        bare = first + 1 if low in ("the", "a", "an") and stop - first > 1 else first
        phrase = narration.slice(bare, stop)
        word = narration.low[head].partition("'")[0]
        flag = narration.flag[head]
        if flag & WRITING and not flag & ROLE:
            sender = self._sender(narration, head, stop)
            if sender is None:
                return self._writing(word, text, phrase, span)
            name = self.resolve(narration, sender, passing=True).name  # the words are theirs, the floor is not
            return Attribution(name, text, span, confidence=0.75, evidence=(f"sent by them: {phrase}",))
        if word in self.lexicon.spokespeople:
            return self._spokesperson(word, text, phrase, span, low == "the")
        if flag & ROLE or word in self.lexicon.same or "-year-old" in phrase:
            found = self._holder(low, word, phrase, text, span)
            if found is not None:
                return found
        elif flag & BODY or narration.raw[head] != narration.low[head]:
            return self._body(low, word, phrase, text, span, narration.raw[head] != narration.low[head])
        if (word.endswith("s") and not word.endswith("ss")) or low in _QUANTITIES:
            self.plural.append(phrase)
        return Attribution(
            phrase,
            text,
            span,
            confidence=0.75,
            evidence=("named at the place",),
            human=bool(flag & ROLE) and not is_plural(word),
        )

    def _sender(self, narration: Narration, head: int, stop: int) -> Range | None:
        """ "an email from Name": whoever sent it speaks in it."""
        if narration.low[head] not in _SENT or narration.low[head + 1 : head + 2] != ["from"] or head + 2 >= stop:
            return None
        return (head + 2, stop) if self._human_name(narration, head + 2, stop) else None

    def _head(self, narration: Narration, first: int, stop: int) -> int:
        """Return the head of the phrase: the last entry before its first "of", "for", "at", …"""
        for index in range(first + 1, stop):
            if narration.low[index] in _AFTER_HEAD:
                return index - 1
        return stop - 1

    def _holder(self, low: str, word: str, phrase: str, text: str, span: Span) -> Attribution | None:
        """Who holds a role: the office's holder, else who was last introduced so, else the last person named."""
        if low in ("a", "an", "one", "another", "some", "his", "her", "their", "its") or word.endswith("s"):
            return None
        person = self.cast.by_role_phrase(phrase)
        earlier = self.introduced.get(word)
        if person is not None and (earlier is None or word in self.lexicon.offices or " " in phrase):
            return Attribution(
                person.name, text, span, role_key(phrase, self.lexicon), person, 0.85, (f"by role: {phrase}",)
            )
        bare = text == phrase and text[:1].isupper() and (" " not in text or text.lower() in self.lexicon.same.values())
        if low != "the" and not bare:
            return None
        if earlier is not None and self._same_sort(phrase, earlier):
            return Attribution(earlier.name, text, span, phrase, earlier.person, 0.7, earlier.evidence)
        if word in self.lexicon.offices and not _OTHERS.intersection(phrase.split()):
            person = self._named_most() or self.cast.leading(self.lexicon.offices)
            why = f"by role, the person named most: {phrase}"
        elif "-year-old" in phrase:
            person = self._just_spoke_as(word, within=4)
            why = f"by age, who spoke just before: {phrase}"
        elif " " in phrase or word in _NEVER_GUESSED:  # "the youth worker", "the victim": said of one person only
            return None
        else:
            person = self._just_spoke_as(word)
            why = f"by role, who spoke just before: {phrase}"
        if person is None:
            return None
        return Attribution(person.name, text, span, phrase, person, 0.55, (why,))

    def _same_sort(self, phrase: str, earlier: Attribution) -> bool:
        """Say whether a role may point back: "the officer" to "a police officer", not "the Place MP" to another's."""
        wanted = role_key(phrase, self.lexicon).split()
        known = set(role_key(earlier.role or earlier.name or "", self.lexicon).split())
        return set(wanted[:-1]) <= known and CONTRARY.intersection(wanted) == CONTRARY.intersection(known)

    def _just_spoke_as(self, word: str, within: int = 2) -> Person | None:
        """Return who spoke in one of the sentences before, if "the novelist" may be them."""
        person = self.last.person if self.last is not None else None
        if person is None or self.sentence - self.spoke_at > within or not self.cast.is_human(person):
            return None
        she = 1 if word in self.lexicon.female_roles else -1 if word in self.lexicon.male_roles else 0
        since = (p for p, at in self.named if self.spoke_at < at < self.sentence)
        if word.endswith("-year-old") and any(p is not person and self.cast.is_human(p) for p in since):
            return None  # another was named since: which of them is of that age?
        return person if (not she or self.cast.fits(person, she)) and self._may_be(person, word) else None

    def _named_most(self) -> Person | None:
        """Return whom the document names most of those named in this post, before this sentence, and given no role."""
        here = {id(person) for person, at in self.named if at == self.sentence}
        named = [person for person, _ in (*self.named, *self.recent) if id(person) not in here]
        free = [p for p in named if self.cast.is_human(p) and not p.roles and not p.titles & NOBLE]
        return max(reversed(free), key=lambda person: person.mentions, default=None)

    def _may_be(self, person: Person, word: str) -> bool:
        """Say whether nothing the document tells of a person speaks against the word."""
        if word in self.lexicon.anybody or word.endswith("-year-old"):
            return True
        return not person.roles and not person.titles - _PLAIN_TITLES

    def _body(self, low: str, word: str, phrase: str, text: str, span: Span, capital: bool) -> Attribution:
        """A body by name, or by a word that points back ("the bank", "the group")."""
        if low == "the" and not capital:
            found = self._body_before(word, phrase, text, span)
            if found is None and word in _POINTING_BACK and " " not in phrase:
                found = self._name_before(word, text, span)
            if found is not None:
                return found
        if low not in _QUANTITIES:
            self.note_body(phrase)
        return Attribution(phrase, text, span, confidence=0.75, evidence=("named at the place",))

    def _body_before(self, word: str, phrase: str, text: str, span: Span) -> Attribution | None:
        """The last body that spoke or was a subject and is of that sort."""
        for name, at in reversed(self.bodies):
            last = last_word(name)
            near = self.sentence - at <= _WITHIN and name[:1].isupper() and not (word in _TRADING and last in _PUBLIC)
            if (last == word and name.lower() != phrase.lower()) or (
                near and word in _POINTING_BACK and " " not in phrase
            ):
                self.note_body(name)
                why = f"by the word {word}, the last such body named"
                return Attribution(name, text, span, None, None, 0.65, (why,))
        return None

    def _name_before(self, word: str, text: str, span: Span) -> Attribution | None:
        """The last name that is a body's, or may be one: nothing makes it a person's."""
        for person, at in reversed(self.named):
            if self.sentence - at > _WITHIN:
                return None
            if word in _TRADING and last_word(person.name) in _PUBLIC:
                continue
            known = person.mentions > 1 or len(person.words) > 1  # not any word that begins a sentence
            if person.body or (known and person.human in (0, -1) and not person.roles):
                person.body = True
                self.note_body(person.name)
                why = f"by the word {word}, the last name that may be one's"
                return Attribution(person.name, text, span, None, person, 0.5, (why,))
        return None

    def _writing(self, word: str, text: str, phrase: str, span: Span) -> Attribution:
        if text.split(" ", 1)[0].lower() in GENDER:
            owner = self._owner(word, text, span)
            if owner is not None:
                return owner
        if not any(c.isupper() for c in phrase[1:]):
            fuller = self.writings.get(self.lexicon.same.get(word, word)) or self.cast.writing(word)
            if fuller is not None:
                self.note_body(fuller)
                return Attribution(fuller, text, span, None, None, 0.8, (f"a writing named before: {fuller}",))
        if any(c.isupper() for c in phrase[1:]):
            self.writings[self.lexicon.same.get(word, word)] = phrase
        self.note_body(phrase)
        return Attribution(phrase, text, span, confidence=0.8, evidence=("a writing named at the place",))

    def _owner(self, word: str, text: str, span: Span) -> Attribution | None:
        """ "Her report": whose writing the document names, else the last she."""
        she = GENDER[text.split(" ", 1)[0].lower()]
        _, phrase, person = self.cast.writings.get(self.lexicon.same.get(word, word), (0, "", None))
        if person is not None and self.cast.fits(person, she):
            self.note_body(phrase)
            return Attribution(phrase, text, span, None, None, 0.7, (f"a writing named before: {phrase}",))
        latest = self.latest(she)
        if latest is None:
            return None
        return Attribution(latest.name, text, span, None, latest, 0.6, ("by pronoun, their writing",))

    def _spokesperson(self, word: str, text: str, phrase: str, span: Span, definite: bool) -> Attribution:
        kind = self.lexicon.same.get(word, word)
        known = self.spokespeople.get(kind)
        if definite and " " not in phrase and known:
            return Attribution(known, text, span, confidence=0.8, evidence=(f"by role: {known}",))
        if " " in phrase:
            self.spokespeople[kind] = phrase
        return Attribution(phrase, text, span, confidence=0.8, evidence=("named at the place",), human=True)
