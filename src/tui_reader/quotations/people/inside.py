"""Who "he" or "they" is inside somebody's words: hardly ever the one who speaks."""

from __future__ import annotations

from tui_reader.domain import Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.discourse import GENDER
from tui_reader.quotations.people.entities import FEMALE_ROLES, MALE_ROLES
from tui_reader.quotations.people.pronouns import weigh
from tui_reader.quotations.people.roles import POINTS_BACK
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import BODY, DET, POSS, ROLE
from tui_reader.quotations.sentence.narration import Narration

_SPOKEN_OF = 2  # sentences in which a body is spoken of that "they" may be
_LATELY = 6  # persons named in the words before
_INTRODUCED = frozenset(("a", "an", "the", "my", "our", "one", "another", "this"))


@rule("pronoun-inside", "“He” inside somebody's words is the last other person they name or bring in")
def somebody_else(people: Speakers, inner: Narration, first: int, outer: Attribution, span: Span) -> Attribution | None:
    """Somebody named in the same words before, a role they bring in ("my agent"), else the likeliest other person."""
    text = span.of(inner.text)
    low = inner.low[first].partition("'")[0]
    she = GENDER.get(low, 0)
    if not she:
        own = (outer.name or "").rsplit(" ", 1)[-1]
        for group, _ in reversed(people.discourse.plural):
            if own and own not in group:
                return Attribution(group, "pronoun-inside", "by pronoun, a group named", text, span, odds=0.8)
        body = _body_before(people)
        if body is not None and not (own and own in body):
            return Attribution(body, "pronoun-inside", "by pronoun, the body spoken of", text, span, odds=0.8)
        return Attribution(text, "unresolved", "a pronoun nothing resolves", text, span)
    for index in range(first - 1, -1, -1):
        name = next((n for n in people.names_in(inner) if n.stop - 1 == index), None)
        if name is not None and name.entity is not outer.entity and name.entity.fits(she):
            why = "by pronoun, named in the same words"
            return Attribution(name.entity.name, "pronoun-inside", why, text, span, None, name.entity)
        role = _role_ending(inner, index, she)
        if role is not None:
            return Attribution(
                role, "pronoun-inside", "by pronoun, brought in by the same words", text, span, human=True
            )
    for entity in reversed(people.discourse.inside[-_LATELY:]):
        if entity is not outer.entity and entity.named and entity.fits(she):
            why = "by pronoun, named in their words before"
            return Attribution(entity.name, "pronoun-inside", why, text, span, None, entity, odds=0.9)
    found = weigh(people.discourse, she, 1 << 30, outer.entity)
    found = [c for c in found if c.entity.named]
    if not found:
        return None
    best = found[0]
    why = "by pronoun, the likeliest other person"
    return Attribution(best.entity.name, "pronoun-inside", why, text, span, None, best.entity, odds=best.odds)


def _body_before(people: Speakers) -> str | None:
    """Return "council" of "He accused the council of lying", the body last spoken of in the sentences right before."""
    for sentence in reversed(people.discourse.sentences[-_SPOKEN_OF:]):
        narration = sentence.narration
        for index in range(sentence.high - 1, sentence.low, -1):
            if (
                narration.low[index - 1] == "the"
                and narration.flag[index] & BODY
                and narration.low[index] in POINTS_BACK
            ):
                return narration.raw[index]
    return None


def _role_ending(inner: Narration, index: int, she: int) -> str | None:
    """Return "agent" of "my agent", "a producer" where it ends at the entry and the pronoun may be theirs."""
    if not inner.flag[index] & ROLE or inner.low[index] in (MALE_ROLES if she > 0 else FEMALE_ROLES):
        return None
    for begin in range(index - 1, max(-1, index - 4), -1):
        if inner.low[begin] in _INTRODUCED:
            return inner.slice(begin + 1, index + 1)
        if inner.flag[begin] & (DET | POSS):
            return None
    return None
