"""Who was named, spoke or came in lately, post by post: what pronouns and bare roles point back to."""

from __future__ import annotations

from tui_reader.quotations.cast import Cast, Person
from tui_reader.quotations.lexicon import ADV, BODY, CUE, DET, NUMBER, POSS, ROLE, WRITING, Lexicon
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.verdict import Attribution
from tui_reader.text.words import last_word

GENDER = {"she": 1, "he": -1, "her": 1, "his": -1, "him": -1}
_ISSUED = frozenset(("statement", "statements", "release"))  # "it said" after one is whoever issued it
_SUBORDINATE = frozenset("now when as after while once if since although though before with".split())
_MEMORY = 24  # how many of the latest named or speaking are kept for pronouns


class Memory:
    """What a pronoun or a bare role may mean at this place of the text."""

    def __init__(self, cast: Cast, lexicon: Lexicon) -> None:
        self.cast, self.lexicon = cast, lexicon
        self.recent: list[tuple[Person, int]] = []  # latest last, with the sentence it stood in
        self.named: list[tuple[Person, int]] = []  # anybody named outside marks, latest last
        self._names_of: Narration | None = None
        self._names_at = 0
        self.asked: Person | None = None  # who put the question that stands open
        self.answers = False  # whether the sentence at hand answers one
        self._opening = "", ""  # the first words of the sentence before and of this one
        self.writing: tuple[str, int] | None = None  # the writing last named, and in which sentence
        self.entered: tuple[str, str, int] | None = None  # who came in last without a name: phrase, head, sentence
        self.inside: Person | None = None  # whom a speaker's words named last
        self.bodies: list[tuple[str, int]] = []  # latest last, with the sentence
        self.plural: list[str] = []
        self.introduced: dict[str, Attribution] = {}  # a role's head word -> who last entered with it
        self.spokespeople: dict[str, str] = {}  # "spokesperson" -> the fullest phrase so far
        self.writings: dict[str, str] = {}  # "report" -> the same
        self.last: Attribution | None = None  # who spoke last
        self.spoke_at = 0  # the sentence in which they did
        self.sentence = 0

    def new_post(self) -> None:
        """Forget who spoke: another post has another floor."""
        self.last = None
        self.bodies.clear()
        self.plural.clear()
        self.recent.clear()
        self.inside = self.entered = None
        self.named.clear()

    def note(self, person: Person) -> None:
        """Remember that `person` was named as a subject or spoke."""
        self.recent.append((person, self.sentence))
        for head, role in person.heads.items():
            self.introduced[head] = Attribution(person.name, None, None, role, person, 0.8, (f"by role: {role}",))
        if len(self.recent) > 2 * _MEMORY:
            del self.recent[:_MEMORY]

    def note_body(self, name: str) -> None:
        """Remember a body or a writing that spoke or was the subject: "it" may mean it."""
        self.bodies.append((name, self.sentence))

    def spoke(self, attribution: Attribution) -> None:
        """Remember who spoke last."""
        if attribution.name is None:
            return
        self.last, self.spoke_at = attribution, self.sentence
        if attribution.person is not None:
            self.note(attribution.person)

    def enter(self, attribution: Attribution) -> None:
        """Remember somebody without a name who is the subject of a sentence: a pronoun in it may be theirs."""
        if attribution.human and attribution.person is None and attribution.name:
            self.entered = (attribution.name, last_word(attribution.name), self.sentence - 1)

    def start_sentence(self, narration: Narration, low: int, high: int) -> None:
        """Go on to the next sentence: take in who is named in it anywhere, and roles that enter unnamed."""
        self.sentence += 1
        self._opening = self._opening[1], narration.low[low]
        self.introduce(narration, low, high)
        for index, person in narration.names[self._position(narration, low) :]:
            if index >= high:
                break
            self.named.append((person, self.sentence))
        self._note_writing(narration, low, high)
        if len(self.named) > 2 * _MEMORY:
            del self.named[:_MEMORY]

    def _note_writing(self, narration: Narration, low: int, high: int) -> None:
        """Remember a writing the sentence names; "in her report, she" is the one whose report the document names."""
        for index in range(low, high):
            if not narration.flag[index] & WRITING or not index or narration.raw[index] != narration.low[index]:
                continue
            before = narration.low[index - 1]
            word = narration.low[index]
            if word in _ISSUED:
                continue
            if narration.flag[index - 1] & (DET | POSS) or narration.raw[index - 1][0].isupper():
                self.writing = (self.cast.writing(word) or word, self.sentence)
            own = next(
                (narration.low[i] for i in range(max(low, index - 4), index) if narration.low[i] in ("her", "his")),
                None,
            )
            if own and narration.low[low] in ("in", "launching", "publishing"):
                _, _, person = self.cast.writings.get(self.lexicon.same.get(word, word), (0, "", None))
                if person is not None and self.cast.fits(person, GENDER[own]):
                    self.note(person)
                    self.last = None
            if before == "the":
                break

    def _position(self, narration: Narration, low: int) -> int:
        if self._names_of is not narration:
            self._names_of, self._names_at = narration, 0
        while self._names_at < len(narration.names) and narration.names[self._names_at][0] < low:
            self._names_at += 1
        return self._names_at

    def latest(self, she: int) -> Person | None:
        """Return the last who spoke or was named as a subject and may be meant by a pronoun of that gender."""
        if self.answers and self.asked is not None:  # "…?” Name asked. “…,” she replied.": not Name
            found = self._last_fitting(she, but=self.asked)
            if found is not None:
                return found
        here = self.recent[-1] if self.recent else None
        if here is not None and here[1] >= self.sentence - 1 and self.cast.fits(here[0], she):
            return here[0]
        before = self.sentence - 1
        lately = [person for person, at in self.named if self.spoke_at < at == before and self.cast.fits(person, she)]
        if lately:  # named since anybody spoke: "echoed by Name. “…,” he said."
            return lately[-1 if self._opening[0] in _SUBORDINATE else 0]
        last = self.last
        if last is not None and last.person is not None and self.cast.fits(last.person, she):
            return last.person
        return self._last_fitting(she)

    def _last_fitting(self, she: int, but: Person | None = None) -> Person | None:
        """Return the last of those who spoke or were subjects, else of those named, whom the pronoun may mean."""
        people = (person for person, _ in (*reversed(self.recent), *reversed(self.named)))
        return next((person for person in people if person is not but and self.cast.fits(person, she)), None)

    def distance(self, person: Person) -> str:
        """Return in words how far back `person` was last named."""
        for found, sentence in reversed(self.recent):
            if found is person:
                back = self.sentence - sentence
                if back <= 0:
                    return "named in the same sentence"
                return "one sentence back" if back == 1 else f"{back} sentences back"
        return "the last who spoke"

    def introduce(self, narration: Narration, low: int, high: int) -> None:
        """Take in roles that enter unnamed ("a police officer"): "the officer" may mean them later."""
        flags, lows = narration.flag, narration.low
        for index in range(low, high):
            if flags[index] & ROLE and lows[index] == narration.raw[index] and lows[index] != "head":
                for first in range(index - 1, max(low, index - 5) - 1, -1):
                    if lows[first] in ("a", "an", "one", "another", "his", "her", "their"):
                        phrase = narration.slice(first, index + 1)
                        if not is_plural(lows[index]) and "that" not in lows[low:first]:  # "… that an engineer …"
                            self.entered = phrase, lows[index], self.sentence
                        if flags[first] & POSS:
                            break
                        self.introduced[lows[index]] = Attribution(
                            phrase, confidence=0.7, evidence=(f"by role: {phrase}",)
                        )
                        break
                    if flags[first] and not flags[first] & (ROLE | BODY | WRITING | ADV | CUE | NUMBER):
                        break


def is_plural(word: str) -> bool:
    """Say whether a role's head word is a plural."""
    return word in ("people", "men", "women", "children") or (word.endswith("s") and not word.endswith("ss"))
