"""Marked words that no reporting word holds: what stands around them may tell whose they are.

Each rule looks at one place and claims the words for somebody, or does not. Which claim wins is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.census import Name, names_between
from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.clause_subjects import sentence_subject
from tui_reader.quotations.sentence.clauses import is_title
from tui_reader.quotations.sentence.lexicon import BODY, CAPITAL, POSS, PRON, PUNCT, QUOTED, ROLE, WRITING, words
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range, named_person, phrase_after, phrase_before
from tui_reader.quotations.sentence.subjects import NounPhrase
from tui_reader.quotations.speech.claims import Claim
from tui_reader.quotations.speech.inserted import in_their_words, inserted
from tui_reader.quotations.speech.place import Place, claim_of
from tui_reader.quotations.speech.woven import (
    cries_from,
    named_so,
    on_a_sign,
    owner,
    sentence_reports,
    woven_floor,
    woven_on,
    writing_subject,
)

_ANSWERS = words("own_answer")
_BESIDE = 6  # entries from a subject to the name set off beside it
_OWN_ANSWER = 8  # entries from the start of a sentence to "answer"
_LABELS = words("label")
_ASKING = words("asking")
_SENT = words("sent")
_AFTER_LINKS = frozenset(("after", "when", "as", "before", "while"))
_ANSWERS_AFTER = 8  # paragraphs since somebody spoke who may still be answering


@rule("before-colon", "The clause before a colon is about whoever speaks after it")
def before_colon(place: Place) -> Claim | None:
    """ "The neighbour picks up the tale: “…”": the subject of that clause, or what stands right before the colon."""
    narration, entry, low = place.paragraph.narration, place.entry, place.low
    if entry < low + 2 or narration.low[entry - 1] not in (":", "read", "reads", "reading"):
        return None
    subject = _sent_by(narration, entry - 1, low) or _name_at_colon(narration, entry - 1, low)
    subject = subject or _after_link(narration, entry - 1, low)
    if subject is None:
        whole = sentence_subject(narration, low, entry)
        if whole is not None and whole.beside is not None:
            return Claim("before-colon", "the clause before the colon is theirs", phrase=whole, narration=narration)
        subject = _writing_at_colon(narration, entry - 1, low, whole)
        if subject is None and whole is not None:
            subject = whole.first, min(whole.stop, entry - 1)
    if subject is None:
        named = [n for n in names_between(place.paragraph.names, low, entry) if n.entity.is_human]
        subject = (named[0].first, named[0].stop) if len(named) == 1 else None  # "There was anger from Name: …"
    if subject is None or narration.raw[subject[0]][0].isdigit():
        return None  # "8.33am: …"
    if subject[0] == low and narration.low[low] in _LABELS:
        return None  # "Watch: …"
    if not _speaks(narration, subject) and not any(
        _within(name, subject) for name in names_between(place.paragraph.names, *subject)
    ):
        named = [n for n in names_between(place.paragraph.names, low, entry) if n.entity.is_human]
        if len(named) == 1 and not narration.flag[subject[0]] & PRON:
            subject = named[0].first, named[0].stop  # "But those days are behind Name now: …"
    if narration.low[subject[0]] in ("his", "her") and not _speaks(narration, subject):
        subject = subject[0], subject[0] + 1  # "Her rules are simple: …"
    return claim_of(narration, subject, "before-colon", "the clause before the colon is theirs")


def _after_link(narration: Narration, colon: int, low: int) -> Range | None:
    """ "… just after Name spoke the lines: …": the subject of the last clause, if it is a name."""
    for index in range(colon - 1, max(low, colon - 10), -1):
        if narration.low[index] in _AFTER_LINKS:
            end = phrase_after(narration, index + 1, colon)
            named = end is not None and end < colon and narration.flag[index + 1] & CAPITAL
            return (index + 1, end) if named and end is not None else None
    return None


def _speaks(narration: Narration, subject: Range) -> bool:
    return any(narration.flag[i] & (ROLE | WRITING | BODY) for i in range(*subject))


def _sent_by(narration: Narration, colon: int, low: int) -> Range | None:
    """ "She put to him a text from a listener: …", "This was echoed by one resident: …"."""
    for index in range(colon - 2, max(low, colon - 8), -1):
        before = narration.low[index - 1]
        sent = narration.low[index] == "from" and (before in _SENT or narration.low[low] == "there")
        if sent or (narration.low[index] == "by" and before.endswith("ed") and _speaks(narration, (index + 1, colon))):
            return index + 1, colon
        if narration.flag[index] & (PUNCT | QUOTED):
            return None
    return None


def _name_at_colon(narration: Narration, colon: int, low: int) -> Range | None:
    """ "… - Name Surname: …": the name right before the colon."""
    begin = phrase_before(narration, colon, low)
    return (begin, colon) if begin is not None and named_person(narration, begin, colon) else None


def _writing_at_colon(narration: Narration, colon: int, low: int, subject: NounPhrase | None) -> Range | None:
    """ "From the report: …": something written, where the clause is about nobody."""
    begin = phrase_before(narration, colon, low) if narration.flag[colon - 1] & WRITING else None
    about = subject is not None and narration.flag[subject.head] & (CAPITAL | ROLE | PRON)
    return None if begin is None or about or narration.flag[begin] & POSS else (begin, colon)


@rule("lead-in", "A paragraph that ends in “she said:” leads in the next")
def after_lead_in(place: Place) -> Claim | None:
    """The words that begin the paragraph after it."""
    if not place.alone or place.lead_in is None or place.entry > 1:
        return None
    claim = place.lead_in.claim
    heading = claim.rule == "heading"
    return Claim(claim.rule, claim.why if heading else "the paragraph before leads in", place.lead_in.by)


@rule("own-answer", "“X's answer was short.” before words alone: they are X's")
def own_answer(place: Place) -> Claim | None:
    """ "The forward's version was briefer. “…”": not whoever spoke before."""
    sentence = place.sentence_before() if place.alone else None
    if sentence is None:
        return None
    narration, low, high = sentence.narration, sentence.low, sentence.high
    noun = next((i for i in range(low, min(high, low + _OWN_ANSWER)) if narration.low[i] in _ANSWERS), None)
    if noun is None or any(narration.flag[i] & (QUOTED | PUNCT) for i in range(low, noun)):
        return None
    if narration.flag[low] & POSS and noun <= low + 2:
        return claim_of(narration, (low, low + 1), "own-answer", "the sentence before is of what they said")
    owner = next((i for i in range(low, noun) if narration.raw[i].endswith(("'s", "’s", "s'", "s’"))), None)
    begin = None if owner is None else phrase_before(narration, owner + 1, low)
    if owner is None or begin != low:
        return None
    return claim_of(narration, (low, owner + 1), "own-answer", "the sentence before is of what they said")


@rule("goes-on", "Words alone after somebody's words are theirs as well")
def goes_on(place: Place) -> Claim | None:
    """ "“…,” she said. “…”": the second is hers."""
    if not place.alone or place.before is None or _another_came_in(place, place.before.by):
        return None
    return Claim("goes-on", "the sentence before is theirs", place.before.by)


def _another_came_in(place: Place, by: Attribution) -> bool:
    """Say whether the sentence before is about another person by name, and holds no words: "Name wants it noted"."""
    sentence = place.sentence_before()
    if sentence is None or any(flag & QUOTED for flag in sentence.narration.flag[sentence.low : sentence.high]):
        return False
    subject = sentence.clause_subject()
    if subject is None or by.entity is None:
        return False
    low = sentence.narration.low
    beside = [n for n in sentence.names if n.first > subject[1] and low[n.first - 1] == ","]  # "the actor, Name, …"
    named = [n.entity for n in sentence.names if subject[0] <= n.first < subject[1]]
    named += [n.entity for n in beside[:1] if n.first - subject[1] < _BESIDE]
    return any(entity is not by.entity and entity.is_human and len(entity.words) > 1 for entity in named)


@rule("one-reports", "Words alone are whoever's the paragraph reports, else whoever's the sentence after reports")
def one_reports(place: Place) -> Claim | None:
    """The one who asks does not answer."""
    if not place.alone:
        return None
    entry, found = place.entry, place.paragraph.resolved
    before = [by for frame, by in found if frame.cue.first < entry and frame.cue.base.split()[0] not in _ASKING]
    if before:
        if _another_came_in(place, before[-1]):
            return None
        return Claim("one-reports", "the paragraph names one speaker", before[-1]) if before[-1].name else None
    if any(frame.cue.first < entry for frame, _ in found):
        return None
    narration = place.paragraph.narration
    following = next(((low, high) for low, high in narration.sentences if low > entry), None)
    frames = place.paragraph.frames(*following) if following is not None else []
    if not frames or frames[0].subject is None:
        return None
    return Claim("one-reports", "the sentence after names one speaker", None, frames[0].subject, narration)


@rule("acts-on", "“…” She laughs: words that begin a paragraph are hers of whom the sentence after tells")
def acts_on(place: Place) -> Claim | None:
    """Only where it begins with "he" or "she"."""
    if not place.alone or place.entry or place.paragraph.is_head:
        return None
    narration = place.paragraph.narration
    low = next((low for low, _ in narration.sentences if low > place.entry), None)
    if low is None or low != place.entry + 1 or narration.low[low] not in ("he", "she"):
        return None
    return claim_of(narration, (low, low + 1), "acts-on", "the sentence after tells what they do")


@rule("near-subject", "Words alone may be whom the sentence before is about")
def near_subject(place: Place) -> Claim | None:
    """A weak ground: only where nothing else is there."""
    subject = _near_subject(place) if place.alone else None
    if subject is None:
        return None
    return Claim(
        "near-subject", "the sentence before is about them", phrase=subject, narration=place.paragraph.narration
    )


@rule("floor", "A paragraph of marked words is whoever's the paragraph before was")
def has_floor(place: Place) -> Claim | None:
    """Not in a headline."""
    if not place.alone or place.floor is None or place.paragraph.is_head or is_title(place.text, place.run, True):
        return None
    return Claim("floor", "the paragraph before is theirs", place.floor)


@rule("answer", "After a question of the reporter's, words alone are the last speaker's, not whom it asks about")
def answer(place: Place) -> Claim | None:
    """ "Will she stand again? “No.”": whoever was interviewed so far."""
    before = place.sentence_before()
    if before is None and place.entry <= 1 and place.discourse is not None:
        before = next(iter(place.discourse.sentences[-2:-1]), None)  # the question is a paragraph of its own
        if before is not None and before.paragraph < place.discourse.paragraph - 1:
            return None
    last = _last_speaker(place) if before is not None and before.asks else None
    return None if last is None else Claim("answer", "the last speaker answers", last)


@rule("introduced", "Marked words alone after a paragraph about somebody it names are theirs")
def introduced(place: Place) -> Claim | None:
    """ "Name Surname, 53, has worked there for 37 years. ¶ “It's a sad time.”": a page of voices goes so."""
    discourse = place.discourse
    if discourse is None or not place.alone or place.entry > 1 or place.paragraph.is_head or place.floor is not None:
        return None
    before = next(iter(discourse.sentences[-2:-1]), None)
    if before is None or before.paragraph != discourse.paragraph - 1 or before.asks or before.low:
        return None
    subject = sentence_subject(before.narration, before.low, before.high)
    if subject is None or any(before.low <= at < before.high for at in before.narration.run):
        return None
    full = [n for n in before.names if n.stop - n.first > 1 and n.entity.human > 0]
    if not any(_within(n, (subject.first, subject.stop)) for n in full):
        return None
    return Claim("introduced", "the paragraph before is about them", phrase=subject, narration=before.narration)


@rule("last-speaker", "A paragraph of marked words without a tag is the last speaker's")
def last_speaker(place: Place) -> Claim | None:
    """Somebody named spoke in one of the paragraphs before, and nobody since."""
    last = _last_speaker(place) if place.entry <= 1 else None
    return None if last is None else Claim("last-speaker", "nobody else has spoken since", last)


def _last_speaker(place: Place) -> Attribution | None:
    """Return the person who spoke last, where the sentence is all marked words and no headline."""
    discourse = place.discourse
    if discourse is None or not place.alone or place.paragraph.is_head or is_title(place.text, place.run, True):
        return None
    last = discourse.last
    if last is None or last.entity is None or not last.human or not last.entity.named:
        return None
    return last if discourse.paragraph - discourse.spoke_in <= _ANSWERS_AFTER else None


def _near_subject(place: Place) -> NounPhrase | None:
    """Return the person who is the subject of the sentence before."""
    before = place.sentence_before()
    if before is None or not before.names or before.asks:
        return None
    subject = sentence_subject(before.narration, before.low, before.high)
    if subject is None:
        return None
    named = [(subject.first, subject.stop), subject.beside or (0, 0)]
    persons = (name for name in before.names if name.entity.is_human)
    return subject if any(_within(name, where) for name in persons for where in named) else None


def _within(name: Name, where: Range) -> bool:
    return where[0] <= name.first and name.stop <= where[1]


CONTEXT_RULES: tuple[Callable[[Place], Claim | None], ...] = (
    named_so,
    before_colon,
    after_lead_in,
    own_answer,
    goes_on,
    one_reports,
    acts_on,
    answer,
    near_subject,
    has_floor,
    introduced,
    last_speaker,
    cries_from,
    owner,
    inserted,
    in_their_words,
    on_a_sign,
    sentence_reports,
    writing_subject,
    woven_on,
    woven_floor,
)
