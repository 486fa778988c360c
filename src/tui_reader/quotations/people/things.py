"""Whom "it" and "they" mean: what was written and by whom, a body, a group, somebody without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.domain import Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.discourse import GENDER, Sentence, is_plural
from tui_reader.quotations.people.pronouns import weigh
from tui_reader.quotations.people.roles import POINTS_BACK
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import (
    BODY,
    CAPITAL,
    DET,
    OBJ,
    POSS,
    PREP,
    PRON,
    QUOTED,
    ROLE,
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import phrase_after, phrase_before
from tui_reader.quotations.sentence.subjects import find_subject, plain_phrase
from tui_reader.text.words import possessor

if TYPE_CHECKING:
    from tui_reader.quotations.people.speakers import Speakers

_NEAR_WRITING = 3  # sentences back that "it" may mean a writing
_NEAR_BODY = 6  # sentences back that "it" may mean a body that has not spoken
_NEAR_GROUP = 3  # sentences back that "they" may mean a group that has not spoken
_SENT, _SENDS = words("sent"), words("sends")
_GROUPS = words("occupied")
_AT_START = 6  # entries of a sentence in which "In a statement" stands


@rule("it", "“It” is the writing or the body named last; of a letter or a statement, whoever wrote it")
def last_thing(people: Speakers, narration: Narration, entry: int, text: str, span: Span) -> Attribution | None:
    """A writing of the last sentences, else the last body that spoke or was a subject."""
    written = people.discourse.writing_near(_NEAR_WRITING, people.cast)
    body, at = _last_body(people, text, span)
    if written is None or (
        body is not None and (at > written.sentence.number or _in_its_own(people, narration, entry))
    ):
        return body
    sentence, index = written.sentence, written.entry
    here = sentence is people.discourse.sentence and sentence.narration is narration
    venue = _is_venue(sentence, index)
    if venue and sentence.spoke:
        return _wrote(sentence.spoke[-1], text, span)
    sent = sentence.narration.low[index] in _SENT
    author = _author(people, sentence, index, venue and not here) if sent else None
    if author is not None and author.name is not None:
        return _wrote(author, text, span)
    if here and (venue or text[0].isupper()):
        return body
    return Attribution(written.phrase, "it", "by pronoun, the writing named", text, span, odds=0.8)


def _in_its_own(people: Speakers, narration: Narration, entry: int) -> bool:
    """Say whether "it" speaks in a writing: "In a statement, it said"."""
    sentence = people.discourse.sentence
    if sentence.narration is not narration:
        return False
    written = (i for i in range(sentence.low + 1, entry) if narration.flag[i] & WRITING)
    return any(_is_venue(sentence, index) for index in written)


def _wrote(by: Attribution, text: str, span: Span) -> Attribution:
    why = "by pronoun, whoever wrote it"
    return Attribution(by.name, "wrote-it", why, text, span, by.role, by.entity, by.human, by.odds)


def _is_venue(sentence: Sentence, index: int) -> bool:
    """Say whether the sentence begins "In a statement": somebody speaks in it, not it."""
    narration = sentence.narration
    begin = phrase_before(narration, index + 1, sentence.low)
    before = index if begin is None else begin
    return before <= sentence.low + _AT_START and before > sentence.low and narration.low[before - 1] in ("in", "on")


def _author(people: Speakers, sentence: Sentence, index: int, venue: bool) -> Attribution | None:
    """Return who wrote a letter: "her letter", "Name's letter", "a letter from him", "in a letter Name thanked …"."""
    narration, low = sentence.narration, sentence.low
    begin = phrase_before(narration, index + 1, low)
    if begin is None:
        return None
    if narration.low[begin] in GENDER:
        return _likeliest(people, GENDER[narration.low[begin]])
    within = (n for n in sentence.names if begin <= n.first <= index)
    owner = next((n for n in within if possessor(narration.raw[n.stop - 1])), None)
    if owner is not None:
        return Attribution(owner.entity.name, "name", "", None, None, None, owner.entity)
    if narration.low[index + 1 : index + 2] in (["from"], ["by"]):
        end = phrase_after(narration, index + 2, len(narration.raw))
        she = GENDER.get(narration.low[index + 2]) if index + 2 < len(narration.raw) else None
        if she or end is None or narration.flag[index + 2] & (PRON | OBJ):
            return _likeliest(people, she) if she else None
        return people.at(narration, index + 2, end)
    for verb in (begin - 1, begin - 2):
        if verb > low and narration.low[verb] in _SENDS:
            return _sender(people, narration, verb, low)
    subject = sentence.clause_subject() if venue else None
    return None if subject is None or narration.flag[subject[0]] & PRON else people.at(narration, *subject)


def _sender(people: Speakers, narration: Narration, verb: int, low: int) -> Attribution | None:
    she = GENDER.get(narration.low[verb - 1])
    if she:
        return _likeliest(people, she)
    subject = None if narration.flag[verb - 1] & PRON else find_subject(narration, low, verb)
    if subject is None or narration.flag[subject.first] & PRON:
        return None
    return people.at(narration, subject.first, subject.stop)


def _likeliest(people: Speakers, she: int) -> Attribution | None:
    found = weigh(people.discourse, she, 1 << 30)
    if not found:
        return None
    entity = found[0].entity
    return Attribution(entity.name, "pronoun", "", None, None, entity.role, entity, odds=found[0].odds)


def _last_body(people: Speakers, text: str, span: Span) -> tuple[Attribution | None, int]:
    """Return the body that spoke last, or was the subject of a sentence since; and that sentence's number."""
    discourse = people.discourse
    spoken = discourse.bodies[-1] if discourse.bodies else None
    for sentence in reversed(discourse.sentences[-_NEAR_BODY - 1 : -1]):
        if spoken is not None and spoken[2] >= sentence.number:
            break
        subject = sentence.clause_subject()
        pronoun = subject is not None and sentence.narration.flag[subject[0]] & PRON
        by = None if subject is None or pronoun else people.at(sentence.narration, *subject)
        if by is not None and subject is not None and _is_body(by, sentence.narration, subject):
            why = "by pronoun, the last body named"
            return Attribution(by.name, "it", why, text, span, None, by.entity, odds=0.8), sentence.number
    if spoken is None:
        return None, 0
    return Attribution(spoken[0], "it", "by pronoun, the last body named", text, span, None, spoken[1]), spoken[2]


def _is_body(by: Attribution, narration: Narration, subject: tuple[int, int]) -> bool:
    """Say whether a subject is one thing that may speak: "the firm", "Name plc"; no person, no place."""
    entity = by.entity
    if by.name is None or by.human or by.plural or by.how in ("unresolved", "place", "no-speaker", "it"):
        return False
    if entity is not None:
        return not entity.is_place and (entity.body or entity.mentions > 1)
    phrase = plain_phrase(narration, *subject)
    return bool(narration.flag[phrase.head] & BODY) or narration.low[phrase.head] in POINTS_BACK


@rule("they", "“They” is the group named last")
def last_group(people: Speakers, narration: Narration, entry: int, text: str, span: Span) -> Attribution | None:
    """A group of the same sentence or the subject of those before, or that spoke; somebody just met without a name."""
    discourse = people.discourse
    sentences = discourse.sentences[-1 - _NEAR_GROUP :]
    if sentences and sentences[-1].narration is narration:
        found = _before_in(people, sentences[-1], entry)
        if found is not None:
            return _group(found, text, span)
        sentences = sentences[:-1]
    for sentence in reversed(sentences):
        subject = sentence.clause_subject()
        if subject is not None and _is_group(sentence.narration, subject):
            return _group(people.at(sentence.narration, *subject), text, span)
        spoke = [by for by in sentence.spoke if by.plural or (by.entity is not None and not by.entity.named)]
        mx = next((n.entity for n in sentence.names if "mx" in n.entity.titles), None)
        if spoke:
            return _group(spoke[-1], text, span)
        if mx is not None:
            return Attribution(mx.name, "they", "by pronoun, who is called Mx", text, span, mx.role, mx)
        if sentence.entered is not None and sentence is sentences[-1]:
            who = sentence.entered
            return Attribution(who.name, "they", "by pronoun, who came in just before", text, span, None, who, True)
    last = discourse.last
    if discourse.plural:
        found = Attribution(discourse.plural[-1][0], "they", "by pronoun, the last group named", text, span)
    elif last is not None:
        found = Attribution(last.name, "they", "by pronoun, the last who spoke", text, span, last.role, last.entity)
    else:
        return None
    found.plural = True
    return found


def _group(by: Attribution, text: str, span: Span) -> Attribution | None:
    if by.name is None or by.how == "unresolved":
        return None
    found = Attribution(by.name, "they", f"by pronoun: {by.name}", text, span, by.role, by.entity, by.human)
    found.plural = by.plural
    return found


def _is_group(narration: Narration, subject: tuple[int, int]) -> bool:
    phrase = plain_phrase(narration, *subject)
    word, flag = narration.low[phrase.head], narration.flag[phrase.head]
    return word in _GROUPS or (bool(flag & ROLE) and is_plural(word) and not flag & QUOTED)


def _before_in(people: Speakers, sentence: Sentence, entry: int) -> Attribution | None:
    """Return the group named before in the same sentence: "his parents have set what they call …"."""
    narration = sentence.narration
    for index in range(entry - 1, sentence.low - 1, -1):
        flag, word = narration.flag[index], narration.low[index]
        if not (flag & ROLE and is_plural(word)) or flag & CAPITAL or possessor(narration.raw[index]):
            continue
        begin = phrase_before(narration, index + 1, sentence.low)
        if begin is not None and not (begin > sentence.low and narration.flag[begin - 1] & PREP & ~(DET | POSS)):
            return people.at(narration, begin, index + 1)
    return None
