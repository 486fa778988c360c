"""From what stands at the place ("She", "the home secretary") to who it is, with the evidence.

Keeps who was named or spoke lately, post by post: a pronoun is most often the last who spoke.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.domain import Span
from tui_reader.quotations.cast import Cast, NameParts, Person, name_run, name_words, role_key, split_name
from tui_reader.quotations.lexicon import BODY, DET, POSS, PRON, ROLE, WRITING, Lexicon
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.phrases import Range

_GENDER = {"she": 1, "he": -1, "her": 1, "his": -1, "him": -1}
_MEMORY = 24  # how many of the latest named or speaking are kept for pronouns


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who has the words: `name` as resolved (None unknown), what stands there, and why."""

    name: str | None
    text: str | None = None
    span: Span | None = None
    role: str | None = None
    person: Person | None = None
    confidence: float = 0.5
    evidence: tuple[str, ...] = ()

    def because(self, reason: str, confidence: float) -> Attribution:
        """Return this speaker found by `reason`, without the mention: it stands at another place."""
        return Attribution(
            self.name,
            self.text,
            self.span,
            self.role,
            self.person,
            min(self.confidence, confidence),
            (reason, *self.evidence),
        )


NOBODY = Attribution(None, confidence=0.3, evidence=("nobody is named",))


class Speakers:
    """Resolves mentions in reading order."""

    def __init__(self, cast: Cast, lexicon: Lexicon) -> None:
        self.cast, self.lexicon = cast, lexicon
        self.recent: list[tuple[Person, int]] = []  # latest last, with the sentence it stood in
        self.bodies: list[str] = []
        self.plural: list[str] = []
        self.last: Attribution | None = None  # who spoke last
        self.sentence = 0

    def new_post(self) -> None:
        """Forget who spoke: another post has another floor."""
        self.last = None
        self.bodies.clear()
        self.plural.clear()
        self.recent.clear()

    def note(self, person: Person) -> None:
        """Remember that `person` was named as a subject or spoke."""
        self.recent.append((person, self.sentence))
        if len(self.recent) > 2 * _MEMORY:
            del self.recent[:_MEMORY]

    def spoke(self, attribution: Attribution) -> None:
        """Remember who spoke last."""
        if attribution.name is None:
            return
        self.last = attribution
        if attribution.person is not None:
            self.note(attribution.person)

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
        if (
            stop - first == 1
            and narration.flag[first] & PRON
            and low not in ("others", "everyone", "everybody", "someone", "nobody")
        ):
            return self._pronoun(low, text, span)
        parts = self._named(narration, first, stop)
        if parts is not None:
            return self._name(narration, parts, first, text, span)
        return self._role(narration, first, stop, text, span)

    # -- names ------------------------------------------------------------------------------------------------

    def _named(self, narration: Narration, first: int, stop: int) -> NameParts | None:
        """Return the name that is the head of the phrase, if a name is."""
        index, best = first, None
        while index < stop:
            end = name_run(narration, index, stop)
            if end > index:
                parts = split_name(narration, index, end, self.lexicon)
                headed = index == first or not self._role_head_before(narration, first, index)
                if parts is not None and headed and not narration.raw[end - 1].endswith(("'s", "’s")):
                    best = parts
                index = end
            else:
                index += 1
        return best

    def _role_head_before(self, narration: Narration, first: int, index: int) -> bool:
        """Say whether the phrase's head is a role already, the name only its complement ("MP for Place")."""
        for i in range(first, index):
            if narration.low[i] in ("of", "for", "at", "from", "in", "on", "with", "to") and any(
                narration.flag[j] & (ROLE | WRITING | BODY) or narration.raw[j] == narration.low[j]
                for j in range(first, i)
            ):
                return True
        return False

    def _name(self, narration: Narration, parts: NameParts, first: int, text: str, span: Span) -> Attribution:
        words = name_words(narration, parts.first, parts.stop)
        person = self.cast.find(words, parts.titles) if words else None
        if person is None:
            return Attribution(text, text, span, confidence=0.7, evidence=("named at the place",))
        if person.body:
            self.bodies.append(person.name)
        how = "named at the place" if person.name == text else f"named as {text}"
        return Attribution(person.name, text, span, person.roles[0] if person.roles else None, person, 0.95, (how,))

    # -- pronouns ---------------------------------------------------------------------------------------------

    def _pronoun(self, low: str, text: str, span: Span) -> Attribution:
        she = _GENDER.get(low, 0)
        if she:
            person = self.latest(she)
            if person is not None:
                role = person.roles[0] if person.roles else None
                distance = self._distance(person)
                return Attribution(person.name, text, span, role, person, 0.85, (f"by pronoun, {distance}",))
            if self.last is not None and self.last.person is None:
                return Attribution(
                    self.last.name, text, span, self.last.role, None, 0.6, ("by pronoun, the last who spoke",)
                )
        elif low == "it" and self.bodies:
            return Attribution(
                self.bodies[-1], text, span, confidence=0.7, evidence=("by pronoun, the last body named",)
            )
        elif low == "they" and (self.plural or self.last):
            name = self.plural[-1] if self.plural else self.last.name if self.last else None
            return Attribution(name, text, span, confidence=0.6, evidence=("by pronoun, the last group named",))
        return Attribution(text, text, span, confidence=0.35, evidence=("a pronoun nothing resolves",))

    def latest(self, she: int) -> Person | None:
        """Return the last who spoke or was named as a subject and may be meant by a pronoun of that gender."""
        last = self.last
        if last is not None and last.person is not None and self.cast.fits(last.person, she):
            return last.person
        for person, _ in reversed(self.recent):
            if self.cast.fits(person, she):
                return person
        return None

    def _distance(self, person: Person) -> str:
        for found, sentence in reversed(self.recent):
            if found is person:
                back = self.sentence - sentence
                if back <= 0:
                    return "named in the same sentence"
                return "one sentence back" if back == 1 else f"{back} sentences back"
        return "the last who spoke"

    # -- roles ------------------------------------------------------------------------------------------------

    def _role(self, narration: Narration, first: int, stop: int, text: str, span: Span) -> Attribution:
        flags, low = narration.flag, narration.low
        head = self._head(narration, first, stop)
        bare = first + 1 if flags[first] & DET and stop - first > 1 and not flags[first] & POSS else first
        phrase = narration.slice(bare, stop)
        word = low[head].partition("'")[0]
        if flags[head] & WRITING and not flags[head] & ROLE:
            return self._writing(word, text, phrase, span)
        if word in self.lexicon.spokespeople:
            return self._spokesperson(word, text, phrase, span, definite=low[first] == "the")
        if flags[head] & ROLE or word in self.lexicon.same:
            person = (
                None
                if low[first] in ("a", "an", "one", "another", "some", "his", "her", "their")
                else self.cast.by_role_phrase(narration.slice(bare, stop))
            )
            if person is not None:
                return Attribution(
                    person.name, text, span, role_key(phrase, self.lexicon), person, 0.85, (f"by role: {phrase}",)
                )
            if low[first] == "the" and not word.endswith("s"):
                person = self._latest_person(word)
                if person is not None:
                    return Attribution(
                        person.name, text, span, None, person, 0.55, (f"by role, the last person named: {phrase}",)
                    )
        elif flags[head] & BODY or narration.raw[head] != low[head]:
            self.bodies.append(phrase)
        if word.endswith("s") or low[first] in ("some", "many", "others", "several"):
            self.plural.append(phrase)
        return Attribution(phrase, text, span, confidence=0.75, evidence=("named at the place",))

    def _head(self, narration: Narration, first: int, stop: int) -> int:
        """Return the head of the phrase: the last entry before its first "of", "for", "at", …"""
        for index in range(first + 1, stop):
            if narration.low[index] in ("of", "for", "at", "from", "in", "on", "with", "to", "by", "who", "and", ","):
                return index - 1
        return stop - 1

    def _latest_person(self, word: str) -> Person | None:
        she = 1 if word in self.lexicon.female_roles else -1 if word in self.lexicon.male_roles else 0
        for person, _ in reversed(self.recent):
            if not person.body and (not she or self.cast.fits(person, she)):
                return person
        return None

    def _writing(self, word: str, text: str, phrase: str, span: Span) -> Attribution:
        self.bodies.append(phrase)
        return Attribution(phrase, text, span, confidence=0.8, evidence=("a writing named at the place",))

    def _spokesperson(self, word: str, text: str, phrase: str, span: Span, definite: bool) -> Attribution:
        known = self.cast.spokespeople.get(word)
        if definite and " " not in phrase and known:
            return Attribution(known, text, span, confidence=0.8, evidence=(f"by role: {known}",))
        if " " in phrase:
            self.cast.spokespeople[word] = phrase
        return Attribution(phrase, text, span, confidence=0.8, evidence=("named at the place",))
