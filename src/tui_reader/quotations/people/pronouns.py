"""Who "she" or "he" is: every candidate is weighed, and the weights were fitted, never set by hand.

A candidate is somebody mentioned in the last sentences whom the pronoun's gender allows. What speaks for one is a
list of plain features (how near, subject or not, spoke last, …); their weights add up, and the odds of a candidate
are its share of all (a log-linear model). `benchmarks/fit_pronouns.py` fits the weights and prints the table below.
"""

from __future__ import annotations

import re
from math import exp

from tui_reader.quotations.people.census import modifies
from tui_reader.quotations.people.discourse import GENDER, WINDOW, Discourse, Mention, Sentence
from tui_reader.quotations.people.entities import FEMALE_ROLES, MALE_ROLES, Entity
from tui_reader.quotations.sentence.lexicon import PREP, QUOTED, WRITING, words
from tui_reader.text.words import last_word

_SUBORDINATE = words("subordinate")
_SHORTEST = 3  # letters of a last name that is looked for
_LIKELY = 0.3  # odds below which somebody is looked for whose first name speaks against the pronoun
_OFTEN = 4  # mentions from which somebody who is named twice as often as the next has the page to themselves
_PARAGRAPH = 8  # sentences looked at of the paragraph before
GONE_ON = 0.7  # how far one may be trusted whom a post goes on from
_NEAR_ENOUGH = 0.6  # odds from which the pronoun that is a sentence's subject counts as a mention

# Fitted by benchmarks/fit_pronouns.py; see there for the texts and the figures.
WEIGHTS: dict[str, float] = {
    "same sentence": 0.75,
    "one sentence back": 0.89,
    "two sentences back": 0.55,
    "three or four back": -0.34,
    "five to eight back": -1.23,
    "further back": -1.57,
    "subject": 0.09,
    "oblique": -0.62,
    "somebody else": 0.09,  # nobody of those mentioned: somebody described, or named long before
    "named in the words": -1.48,
    "in another's words": -1.15,
    "whose writing it is": -0.68,
    "owner": -1.21,
    "same paragraph": 1.02,
    "next paragraph": 0.65,
    "spoke last": 1.03,
    "spoke in the sentence before": 0.65,
    "by pronoun before": -0.63,
    "no rival since": 0.54,
    "two rivals since": -0.18,
    "gender told": 1.12,
    "named often": -0.25,
    "named once": -0.09,
    "without a name": -1.76,
    "has just asked": -0.48,
    "was told": -0.42,
    "subordinate before": 0.44,
    "named most": 0.59,
    "surely a person": 0.05,
    "by full name": 0.15,
    "subject of the sentence before": 1.16,
    "first name of the other sex": -2.39,
    "nothing tells a person": -0.88,
    "the page is theirs": 0.85,
    "spoke last, words first": -0.08,
    "spoke in the paragraph before": -0.63,
    "by pronoun, right before": -0.75,
}


Said = tuple[str, str]  # words in marks, and a clause that is reported
UNSAID: Said = "", ""


class Candidate:
    """Somebody a pronoun may mean, with the features that speak for them."""

    __slots__ = ("back", "entity", "features", "odds", "trust")

    def __init__(self, entity: Entity, features: list[str], back: int) -> None:
        self.entity, self.features, self.back = entity, features, back
        self.odds = 0.0
        self.trust = 1.0  # in the mention: that of a pronoun may be another's


def weigh(
    discourse: Discourse, she: int, entry: int, but: Entity | None = None, said: Said = UNSAID
) -> list[Candidate]:
    """Return whom a pronoun of gender `she` at `entry` of the sentence at hand may mean, the likeliest first.

    `but` is out of the question; `said` are the words that would be theirs. Whoever a reported clause names is not who
    said it; in their own words people do name themselves, seldom.
    """
    if not discourse.sentences:
        return []
    found = [c for c in _candidates(discourse, len(discourse.sentences) - 1, she, entry) if c.entity is not but]
    if not any(c.odds >= _LIKELY for c in _ranked(found)):
        found = [
            c for c in _candidates(discourse, len(discourse.sentences) - 1, she, entry, True) if c.entity is not but
        ]
    asked = discourse.asked if discourse.answers else None  # the one who asks does not answer
    found = [c for c in found if c.entity is not asked] or found
    marked, clause = said
    if clause:
        found = [c for c in found if not names_themselves(c.entity, clause)] or found
    for candidate in found if marked else ():
        if names_themselves(candidate.entity, marked):
            candidate.features.append("named in the words")
    return _ranked(found)


def names_themselves(entity: Entity, said: str) -> bool:
    """Say whether somebody would name themselves with these words, as hardly anybody does."""
    last = entity.words[-1]
    if not entity.named or len(last) < _SHORTEST or last not in said:
        return False
    return re.search(rf"\b{re.escape(last)}\b", said) is not None


def _ranked(found: list[Candidate]) -> list[Candidate]:
    scores = [exp(sum(WEIGHTS[feature] for feature in c.features)) for c in found]
    total = sum(scores) + exp(WEIGHTS["somebody else"])
    for candidate, score in zip(found, scores, strict=True):
        candidate.odds = score / total
    found.sort(key=lambda c: -c.odds)
    return found


def _candidates(discourse: Discourse, at: int, she: int, entry: int, either: bool = False) -> list[Candidate]:
    """Return everybody who fits, from the mentions before `entry` of sentence `at` back to the window's start.

    `either`: those as well of whom the first name alone tells another sex.
    """
    sentences = discourse.sentences
    here = sentences[at]
    first = max(0, at - WINDOW)
    for index in range(first, at + 1):
        if sentences[index].mentions is None:
            sentences[index].mentions = []
            sentences[index].mentions = _mentions(discourse, index)
    found: dict[int, Candidate] = {}
    rivals = 0
    for index in range(at, first - 1, -1):
        sentence = sentences[index]
        for mention in reversed(sentence.mentions or ()):
            entity = mention.entity
            if id(entity) in found or (index == at and mention.entry >= entry):
                continue
            fits = _fits(entity, she)
            if not fits and not (either and entity.by_name_alone):
                continue
            features = _features(discourse, here, sentence, mention, rivals)
            if not fits:
                features.append("first name of the other sex")
            candidate = found[id(entity)] = Candidate(entity, features, here.number - sentence.number)
            candidate.trust = mention.trust
            rivals += 1
        if index < at:
            rivals += _spoke_unnamed(discourse, here, sentence, she, found, rivals)
    return list(found.values())


def _spoke_unnamed(
    discourse: Discourse, here: Sentence, sentence: Sentence, she: int, found: dict[int, Candidate], rivals: int
) -> int:
    """Add who spoke in the sentence and is mentioned in it in no other way; return how many."""
    count = 0
    for by in reversed(sentence.spoke):
        entity = by.entity
        if entity is None or id(entity) in found or not _fits(entity, she):
            continue
        known = by.how == "described-again" or (by.text or "").lower().startswith("the ")
        brought_in = not entity.named and not known and here.number - sentence.number <= 1  # "one striker said"
        mention = Mention(entity, 0, True, pronoun=not brought_in)
        candidate = found[id(entity)] = Candidate(
            entity, _features(discourse, here, sentence, mention, rivals + count), here.number - sentence.number
        )
        candidate.trust = GONE_ON if by.how == "post-before" else 1.0
        count += 1
    return count


def _mentions(discourse: Discourse, index: int) -> list[Mention]:
    """Work out who is mentioned in a sentence: by name, as who comes in unnamed, by the pronoun that is its subject."""
    sentence = discourse.sentences[index]
    narration = sentence.narration
    subject = sentence.clause_subject() if sentence.names else None
    found: list[Mention] = []
    for name in sentence.names:
        begin = min(name.first, name.role_first)
        inside = subject is not None and subject[0] <= begin and name.stop <= subject[1]
        linked = inside and begin > (subject or (0, 0))[0] and bool(narration.flag[begin - 1] & PREP)
        owner = narration.raw[name.stop - 1][-2:] in ("'s", "’s") or modifies(narration, name)
        mention = Mention(name.entity, name.first, inside and not linked and not owner, owner)
        mention.full = name.stop - name.first > 1
        mention.writing = owner and any(f & WRITING for f in narration.flag[name.stop : name.stop + 1])
        mention.oblique = begin > sentence.low and bool(narration.flag[begin - 1] & PREP)
        found.append(mention)
    if sentence.entered is not None:
        found.append(Mention(sentence.entered, sentence.low + 1, True))
    described = discourse.described(sentence) if discourse.described is not None else None
    if described is not None:
        found.append(Mention(described, sentence.low, True))
    she, entry = _subject_pronoun(sentence)
    if she:
        chain = _ranked(_candidates(discourse, index, she, sentence.low))
        if chain and chain[0].odds >= _NEAR_ENOUGH:
            mention = Mention(chain[0].entity, entry, True, pronoun=True)
            mention.trust = chain[0].odds * chain[0].trust
            found.append(mention)
        elif not chain and (entity := discourse.goes_on(she)) is not None:
            mention = Mention(entity, entry, True, pronoun=True)
            mention.trust = GONE_ON
            found.append(mention)
    found.sort(key=lambda m: (m.subject, m.entry))
    return found


def _subject_pronoun(sentence: Sentence) -> tuple[int, int]:
    """Return the gender of the pronoun a sentence begins with (0 where it begins with none), and its entry."""
    low = sentence.narration.low
    at = sentence.low
    if at < sentence.high and low[at] in ("and", "but", "then") and at + 1 < sentence.high:
        at += 1
    word = low[at].partition("'")[0]
    return (GENDER[word] if word in ("she", "he") else 0), at


def _fits(entity: Entity, she: int) -> bool:
    if entity.named:
        return entity.fits(she)
    head = last_word(next(iter(entity.heads), entity.name))
    return not she or head not in (MALE_ROLES if she > 0 else FEMALE_ROLES)


_BACK = ("same sentence", "one sentence back", "two sentences back", "three or four back", "three or four back")


def _features(discourse: Discourse, here: Sentence, sentence: Sentence, mention: Mention, rivals: int) -> list[str]:
    """Return what speaks for or against somebody mentioned so."""
    entity, back = mention.entity, here.number - sentence.number
    found = [_BACK[back] if back < 5 else "five to eight back" if back < 9 else "further back"]
    if mention.subject:
        found.append("subject")
    if mention.owner:
        found.append("whose writing it is" if mention.writing else "owner")
    elif mention.oblique:
        found.append("oblique")
    if mention.pronoun:
        found.append("by pronoun before")
    if sentence.paragraph == here.paragraph:
        found.append("same paragraph")
    elif sentence.paragraph == here.paragraph - 1:
        found.append("next paragraph")
    if not rivals:
        found.append("no rival since")
    elif rivals > 1:
        found.append("two rivals since")
    if mention.subject and back == 1:
        found.append("subject of the sentence before")
    if mention.full:
        found.append("by full name")
    if mention.pronoun and back == 1:
        found.append("by pronoun, right before")
    found += _standing(discourse, here, sentence, entity)
    return found


def _standing(discourse: Discourse, here: Sentence, sentence: Sentence, entity: Entity) -> list[str]:
    """Return what speaks for somebody whatever the mention: whether they spoke, were told, are named often."""
    found = []
    last = discourse.last
    if last is not None and last.entity is entity:
        found.append("spoke last")
        if discourse.spoke_at >= here.number - 1:
            found.append("spoke in the sentence before")
        if here.narration.flag[here.low] & QUOTED:
            found.append("spoke last, words first")
    if _spoke_before(discourse, here, entity):
        found.append("spoke in the paragraph before")
    if sentence.spoke and all(by.entity is not entity for by in sentence.spoke):
        found.append("in another's words")
    if not entity.named:
        found.append("without a name")
    elif entity.gender:
        found.append("gender told")
    if entity.mentions > 3:
        found.append("named often")
    elif entity.mentions == 1:
        found.append("named once")
    if entity is discourse.leading:
        found.append("named most")
        if entity.mentions >= _OFTEN and entity.mentions >= 2 * discourse.second:
            found.append("the page is theirs")
    if entity.named and entity.human <= 0 and not entity.gender:
        found.append("nothing tells a person")
    if entity.human > 2:
        found.append("surely a person")
    if discourse.asked is entity:
        found.append("has just asked")
    if discourse.told is entity:
        found.append("was told")
    if sentence.narration.low[sentence.low] in _SUBORDINATE:
        found.append("subordinate before")
    return found


def _spoke_before(discourse: Discourse, here: Sentence, entity: Entity) -> bool:
    """Say whether somebody spoke in the paragraph before this one."""
    before = (s for s in discourse.sentences[-_PARAGRAPH:] if s.paragraph == here.paragraph - 1)
    return any(by.entity is entity for s in before for by in s.spoke)
