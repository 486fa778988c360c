"""What "she", "it" and "they" stand for, from what was named and who spoke before."""

from __future__ import annotations

from tui_reader.domain import Span
from tui_reader.quotations.cast import Person
from tui_reader.quotations.memory import GENDER, Memory
from tui_reader.quotations.verdict import Attribution


class Pronouns(Memory):
    """Resolves pronouns in reading order."""

    def resolve_pronoun(self, low: str, text: str, span: Span) -> Attribution:
        """Return who a pronoun (in lower case, as printed, where) means; itself where nothing tells."""
        she = GENDER.get(low, 0)
        if she:
            person = self.latest(she)
            unnamed = self._unnamed_speaker(low, person, text, span)
            if unnamed is not None:
                return unnamed
            if person is not None:
                role = person.roles[0] if person.roles else None
                distance = self.distance(person)
                return Attribution(person.name, text, span, role, person, 0.85, (f"by pronoun, {distance}",))
            if self.last is not None and self.last.person is None:
                return Attribution(
                    self.last.name, text, span, self.last.role, None, 0.6, ("by pronoun, the last who spoke",)
                )
        elif low == "it" and self.writing is not None and self._is_near(self.writing[1], text):
            return Attribution(
                self.writing[0], text, span, confidence=0.65, evidence=("by pronoun, the writing named",)
            )
        elif low == "it" and self.bodies:
            return Attribution(
                self.bodies[-1][0], text, span, confidence=0.7, evidence=("by pronoun, the last body named",)
            )
        elif low == "they" and (self.plural or self.last):
            name = self.plural[-1] if self.plural else self.last.name if self.last else None
            return Attribution(name, text, span, confidence=0.6, evidence=("by pronoun, the last group named",))
        return Attribution(text, text, span, confidence=0.35, evidence=("a pronoun nothing resolves",))

    def _is_near(self, sentence: int, pronoun: str) -> bool:
        """Say whether what a sentence named may be meant: a pronoun that begins a sentence points further back."""
        back = self.sentence - sentence
        return back <= 3 and not (back == 0 and pronoun[0].isupper())

    def _unnamed_speaker(self, low: str, person: Person | None, text: str, span: Span) -> Attribution | None:
        """A spokesman or a neighbour without a name, who spoke after anybody the pronoun might mean was named."""
        named = next((at for found, at in reversed(self.recent) if found is person), -1) if person else -1
        entered = self.entered
        newer = entered is not None and max(named, self.spoke_at) < entered[2] < self.sentence
        if entered is not None and newer and self._gender_fits(entered[1], low):
            why = f"by pronoun, who came in last: {entered[0]}"
            return Attribution(entered[0], text, span, None, None, 0.55, (why,), True)
        last = self.last
        if last is None or not last.human or last.person is not None:
            return None
        if named >= self.spoke_at:
            return None
        return Attribution(
            last.name, text, span, last.role, None, 0.65, (f"by pronoun, the last who spoke: {last.name}",), True
        )

    def _gender_fits(self, word: str, pronoun: str) -> bool:
        others = self.lexicon.male_roles if GENDER[pronoun] > 0 else self.lexicon.female_roles
        return word not in others
