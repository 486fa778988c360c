"""Who "he" or "they" is inside somebody's words: hardly ever the one who speaks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui_reader.domain import Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.census import modifies, names_between
from tui_reader.quotations.people.discourse import GENDER, is_plural
from tui_reader.quotations.people.entities import FEMALE_ROLES, MALE_ROLES, Entity
from tui_reader.quotations.people.pronouns import weigh
from tui_reader.quotations.people.roles import POINTS_BACK
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import BODY, CAPITAL, DET, POSS, ROLE, WRITING, words
from tui_reader.quotations.sentence.narration import Narration, narrate
from tui_reader.quotations.sentence.subjects import NounPhrase
from tui_reader.text.words import possessor

# Sentences of the reporter's, with all that is said between them, in which "he" of somebody's words was brought in.
_SENTENCES = 4
_CODE_POINTS = 1500  # of these
_LIKELY = 0.3  # odds from which the likeliest is believed: 69 of 103 such pronouns right, 61 without
_REACH = 400  # entries of the same words before the pronoun
_LATELY = 6  # persons named in the words before
_INTRODUCED = frozenset("a an the my our his her their one another this some your".split())
_OWN = frozenset(("my", "our", "his", "her", "their"))
_FAMILY = words("family")
_PREDICATES = words("predicate")
_ARTICLES = frozenset(("a", "an", "the"))
_GUESSES = ("office", "role-near", "next-name")
_PHRASE = 5  # entries of a phrase before its head


@rule("pronoun-inside", "“He” inside somebody's words is the last other person they name or bring in")
def somebody_else(people: Speakers, inner: Narration, first: int, outer: Attribution, span: Span) -> Attribution | None:
    """Whoever the words, or those right before them, name or bring in last ("my agent"); else the likeliest other."""
    text = span.of(inner.text)
    low = inner.low[first].partition("'")[0]
    she = GENDER.get(low, 0)
    if she:
        found = _one(people, inner, first, she, outer)
    else:
        found = _lately(people, inner, first, _thing if low == "it" else _group, outer)
    if found is None:
        return None if she or low == "it" else Attribution(text, "unresolved", "a pronoun nothing resolves", text, span)
    why = found.why or f"by pronoun, brought in just before: {found.name}"
    by = Attribution(found.name, "pronoun-inside", why, text, span, None, found.entity, found.human, found.odds)
    by.plural = found.plural
    if she:
        people.discourse.pointed[span.start] = she, by
    return by


def _one(people: Speakers, inner: Narration, first: int, she: int, outer: Attribution) -> Attribution | None:
    """Return who "he" or "she" is.

    Whoever the same words name; of those brought in just before, somebody's kin first; whoever is likeliest by all
    that was read; then anybody brought in, and whoever their words named before.
    """
    found = _same_words(people, inner, first, she, outer)
    if found is not None:
        return found
    lately = _lately(people, inner, first, partial(_person, she), outer)
    if lately is not None and _is_kin(lately):
        return lately
    likely = [c for c in weigh(people.discourse, she, 1 << 30, outer.entity) if c.entity.named]
    likely = [c for c in likely if _may_be(c.entity, she)]
    if likely and likely[0].odds > _LIKELY:
        return _named(likely[0].entity, "by pronoun, the likeliest other person", likely[0].odds)
    if lately is not None:
        return lately
    for entity in reversed(people.discourse.inside[-_LATELY:]):
        if entity is not outer.entity and entity.named and entity.fits(she):
            return _named(entity, "by pronoun, named in their words before", 0.7)
    return _named(likely[0].entity, "by pronoun, the likeliest other person", likely[0].odds) if likely else None


def _named(entity: Entity, why: str, odds: float = 1.0) -> Attribution:
    return Attribution(entity.name, "name", why, None, None, None, entity, odds=odds)


def _is_kin(by: Attribution) -> bool:
    """Say whether a phrase is "my father", "her husband": who is told of at home."""
    first, _, last = (by.name or "").lower().partition(" ")
    return first in _OWN and last.rpartition(" ")[2] in _FAMILY


def _same_words(people: Speakers, inner: Narration, first: int, she: int, outer: Attribution) -> Attribution | None:
    """Return whom the same words name or bring in last before the pronoun."""
    begin = max(0, first - _REACH)
    names = names_between(people.names_in(inner), begin, first)
    names = [n for n in names if possessor(inner.raw[n.stop - 1]) or not modifies(inner, n)]
    ending = {name.stop - 1: name.entity for name in names}
    for index in range(first - 1, begin - 1, -1):
        same, chained = people.discourse.pointed.get(inner.start[index], (0, None))
        if same == she and chained is not None and not chained.same_as(outer):
            return chained
        named = ending.get(index)
        if named is not None and named is not outer.entity and named.fits(she):
            return _named(named, "")
        if inner.flag[index] & ROLE and possessor(inner.raw[index]) is None and _sex_fits(inner.low[index], she):
            found = _brought_in(people, inner, index, outer)
            if found is not None:
                return found
    return None


def _sex_fits(word: str, she: int) -> bool:
    return word not in (MALE_ROLES if she > 0 else FEMALE_ROLES) and not is_plural(word)


def _lately(
    people: Speakers,
    inner: Narration,
    first: int,
    ask: Callable[[Speakers, Narration, Attribution], Attribution | None],
    outer: Attribution,
) -> Attribution | None:
    """Look in what stands before the pronoun, the reporter's words and what was said alike, in one row."""
    stop = inner.start[first]
    sentences = people.discourse.sentences[-_SENTENCES:]
    begin = sentences[0].narration.start[sentences[0].low] if sentences else inner.start[0]
    before = narrate(inner.text, max(min(begin, inner.start[0]), stop - _CODE_POINTS), stop, ())
    found = ask(people, before, outer)
    people.forget(before)
    return found


def _person(she: int, people: Speakers, before: Narration, outer: Attribution) -> Attribution | None:
    """Return whom "he" or "she" may mean: whoever the last sentence that brings somebody in brings in first."""
    ending = {name.stop - 1: name.entity for name in people.names_in(before) if not modifies(before, name)}
    for low, high in reversed(before.sentences):
        for index in range(low, high):
            same, chained = people.discourse.pointed.get(before.start[index], (0, None))
            if same == she and chained is not None and not chained.same_as(outer):
                return chained
            if possessor(before.raw[index]) is not None:
                continue  # the owner of something
            named = ending.get(index)
            if named is not None and _may_be(named, she):
                if named is not outer.entity and named.name != outer.name:
                    return _named(named, "")
            elif before.flag[index] & ROLE and _sex_fits(before.low[index], she):
                found = _brought_in(people, before, index, outer)
                if found is not None:
                    return found
    return None


def _may_be(entity: Entity, she: int) -> bool:
    """Say whether somebody named is surely a person, of a sex that fits."""
    known = entity.human > 0 or entity.gender or (entity.spoken and not entity.human)
    return bool(known) and entity.fits(she) and not entity.is_place


def _brought_in(people: Speakers, before: Narration, index: int, outer: Attribution) -> Attribution | None:
    """Return whom a phrase means that ends at the entry: "my agent", "a man at the desk", "the sergeant"."""
    if index + 1 < len(before.raw) and before.flag[index + 1] & (CAPITAL | ROLE):
        return None  # "my agent Name"
    begin = _begin(before, index)
    if begin is None or (begin > 0 and before.low[begin - 1] in _PREDICATES and not _points(before, begin)):
        return None
    if outer.entity is not None and before.low[index] in outer.entity.heads:
        return None
    by = people.at(before, begin, index + 1)
    if by.how in _GUESSES:
        by = Attribution(before.slice(begin + (before.low[begin] in _ARTICLES), index + 1), "name", "", human=True)
    if by.name is None or by.same_as(outer) or (outer.name or "").lower() == by.name.lower():
        return None
    return by if by.how != "unresolved" else None


def _points(before: Narration, begin: int) -> bool:
    """Say whether "it was the sergeant" brings somebody in, rather than tells what somebody named is."""
    return begin > 1 and before.low[begin - 2] in ("it", "there", "that", "this")


def _begin(before: Narration, index: int) -> int | None:
    for begin in range(index - 1, max(-1, index - _PHRASE), -1):
        if before.low[begin] in _INTRODUCED:
            return begin
        if before.flag[begin] & (DET | POSS) or not before.raw[begin][0].isalnum():
            return None
    return None


def _group(people: Speakers, before: Narration, outer: Attribution) -> Attribution | None:
    """Return the people or the body brought in last that "they" may mean."""
    for index in range(len(before.raw) - 1, -1, -1):
        flag, word = before.flag[index], before.low[index]
        if flag & CAPITAL or possessor(before.raw[index]) is not None:
            continue
        people_of = flag & ROLE and is_plural(word)
        body = (flag & BODY or word in POINTS_BACK) and not flag & ROLE
        begin = _begin(before, index)
        if not people_of and not (body and begin is not None and before.low[begin] in ("the", "my", "our", "their")):
            continue
        by = people.at(before, index if begin is None else begin, index + 1)
        if by.name is not None and not by.same_as(outer):
            return by
    return None


def _thing(people: Speakers, before: Narration, outer: Attribution) -> Attribution | None:
    """Return the writing brought in last that "it" may mean."""
    for index in range(len(before.raw) - 1, -1, -1):
        if before.flag[index] & WRITING and not before.flag[index] & CAPITAL and not is_plural(before.low[index]):
            begin = _begin(before, index)
            if begin is not None:
                by = people.at(before, begin, index + 1)
                if by.name is not None:
                    return by
    return None


def told_by_another(
    people: Speakers, narration: Narration, subject: NounPhrase, outer: Attribution
) -> Attribution | None:
    """Return whom the subject of a clause that `outer` reports means, where it cannot be `outer`; else None.

    "She said she had told him" is herself; "she said he had told her" is another.
    """
    first, low = subject.first, narration.low[subject.first].partition("'")[0]
    if subject.stop - first == 1 and (low in GENDER or low in ("they", "it", "i", "we", "you")):
        she = GENDER.get(low, 0)
        known = outer.entity.gender if outer.entity is not None else 0
        if low in ("i", "we", "you") or (she and known in (0, she)) or (not she and not outer.human):
            return None
        span = Span(narration.start[first], narration.end(first))
        by = somebody_else(people, narration, first, outer, span)
    else:
        by = people.resolve(narration, subject)
        if by.how in _GUESSES:  # "the chief" told of is hardly who tells
            by = Attribution(narration.slice(first, subject.stop), "described-again", "named at the place", human=True)
    return None if by is None or by.name is None or by.how == "unresolved" or by.same_as(outer) else by
