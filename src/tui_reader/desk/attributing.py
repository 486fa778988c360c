"""Whose words a draft says they are where it gives no name: by an office, by "he" or "she".

No name is guessed at. All that is asked is whether the draft can mean the printed speaker, and two things must speak
against it: that our reading of the draft takes another for the speaker, and that nothing in the draft leads to the
printed one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from tui_reader.desk.whose import last_name, name_words, speaks_for_others
from tui_reader.domain.draft import DraftQuotation, Printed
from tui_reader.text.normalise import FUNCTION_WORDS, folded_words

Office = frozenset[str]
SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"”’']*\s+")
# Sentences before a pronoun's quotation in which the one it is taken for must be named: in 100 drafts all five
# pronouns called another's with one such sentence between were, and none of five with more.
_NEAR = 2
_LINE = 4_000  # characters of a line that are looked at before words, and behind: no paragraph at hand is as long
_LED = 4  # sentences, that of the pronoun among them, in which whom it means was told of
_SUBJECT = 7  # words of a sentence in which who it is about was named
_TELLING = 2  # words of an office that may stand for a longer one
PRONOUNS = (["he"], ["she"])
_OF_STATE = frozenset("secretary minister chancellor".split())
_ANY_OFFICE = frozenset("senior junior cabinet government state shadow office department".split())
_HELD_BESIDE = frozenset("deputy women equalities equality".split())  # by who holds another office as well
# What a minister without a word of the department is in charge of.
_IN_CHARGE_OF = {"chancellor": "treasury", "exchequer": "treasury", "finance": "treasury", "lord": "justice"}
_OF_WHAT = re.compile(r"(?<=\w)\s+(?:of|to|for|in|on|from|who|at)\s", re.IGNORECASE)
# Roles in one word that somebody told of before bears: "the MP added".
_POINTS_BACK = frozenset(
    "mp msp peer politician lawmaker senator minister author detective officer lawyer campaigner survivor journalist"
    " broadcaster correspondent actor singer adviser".split()
)
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+ (?:(?:de|da|van|von|der|al|bin) )?[A-Z][\w’'-]+\b")
_PARTICLES = frozenset("de da di van von der den la le al bin ap y".split())
_FORMER = frozenset("former ex then old".split())
_PARTIES = {
    word: party[0]
    for party in map(
        str.split,
        (
            "labour",
            "conservative conservatives tory tories",
            "liberal liberals lib",
            "reform",
            "green greens",
            "snp",
            "plaid",
            "dup",
            "sinn",
            "democrat democrats",
        ),
    )
    for word in party
} | {"republican": "republican", "democratic": "democrat"}


def holders_of(roles: Iterable[tuple[str, str]]) -> dict[Office, set[str]]:
    """Return by office, as a set of its words, the last names of those whom pages say to hold it."""
    holders: defaultdict[Office, set[str]] = defaultdict(set)
    for role, name in roles:
        holders[frozenset(name_words(role))].add(last_name(name))
    return dict(holders)


def cannot_be_theirs(
    quotation: DraftQuotation,
    printed: Sequence[Printed],
    text: str,
    holders: Mapping[Office, set[str]],
    is_role: Callable[[str], bool],
) -> bool:
    """Say whether a draft gives words to somebody else than who said them in print, though it gives no name.

    An office that one person alone holds, in these words or in more of them, is that person's: not theirs who are
    printed. "He" and "she" mean somebody named before, here in the sentences just before, where the printed speaker
    must then be told of too. `text` is the draft; `is_role` knows the words for what somebody is ("backbencher").
    """
    speakers = [one.quotation.quotation for one in printed if one.quotation is not None]
    if quotation.called is None or quotation.taken_for is None or not speakers:
        return False
    whole, office = frozenset(name_words(quotation.called)), _office(quotation.called)
    if folded_words(quotation.called) not in PRONOUNS and not whole <= quotation.beside:
        return False  # who spoke before, and may have ended
    if _OF_STATE & {*folded_words(quotation.called)} and all(speaks_for_others(said.speaker) for said in speakers):
        return all(said.speaker_is_sure for said in speakers)  # no minister is the one who speaks for another
    if not all(said.speaker_is_sure and _is_persons(said.speaker or "") for said in speakers):
        return False
    names = {last_name(said.speaker) for said in speakers}
    theirs = {word for said in speakers for word in name_words(said.speaker or "")}
    if theirs & {*folded_words(quotation.taken_for), *folded_words(quotation.called)}:
        return False  # "Sir Cy", "Marsh's team"
    offices = {office for office, held_by in holders.items() if held_by & names}
    near = SENTENCE_ENDS.split(text[max(0, quotation.span.start - _LINE) : quotation.span.start])[-_NEAR:]
    lead = set(folded_words(" ".join(near)))
    if folded_words(quotation.called) in PRONOUNS or whole & _POINTS_BACK == whole:
        if not _is_persons(quotation.taken_for):  # "Her shadow minister was kinder. “…,” he said"
            held_by = _held_by(_office(quotation.taken_for), holders)
            told_of = names & lead or any(each <= lead for each in offices)
            return len(held_by) == 1 and not held_by & names and not told_of
        if last_name(quotation.taken_for) not in lead and not _alone_in(quotation, text):
            return False  # somebody whom the draft describes meanwhile, and that may be the printed speaker
        if any(_describes(sentence, is_role) for sentence in near):
            return False
        paragraph = set(folded_words(line_before(text, quotation.span.start)))
        if last_name(quotation.taken_for) in paragraph and not names & paragraph:
            return not any(each and each <= paragraph for each in offices)
        told = set(folded_words(text[: quotation.span.end] + line_behind(text, quotation.span.end)))
        return not names & told and not any(each and each <= told for each in offices)
    if speaks_for_others(quotation.called):
        return whole <= quotation.beside  # who speaks for somebody is not named in print as somebody else
    held_by = _held_by(whole, holders) or _held_by(office, holders)
    if held_by & names or whole & _FORMER or names & lead:
        return False
    return len(held_by) == 1 or any(_excludes(whole, other) for other in offices)


def _alone_in(quotation: DraftQuotation, text: str) -> bool:
    """Say whether a paragraph names nobody but the one that a "he" in it is taken for."""
    named = {last_name(name) for name in _FULL_NAME.findall(line_before(text, quotation.span.start))}
    return named == {last_name(quotation.taken_for)}


def _office(called: str) -> Office:
    """Return the words of an office without what it is of: "the Tory leader of these inquiries"."""
    return frozenset(name_words(_OF_WHAT.split(called, maxsplit=1)[0]))


def _excludes(office: Office, other: Office) -> bool:
    """Say whether who holds one office holds no other such: another department, another party."""
    if office <= other or other <= office:
        return False
    parties = [{_PARTIES[word] for word in each if word in _PARTIES} for each in (office, other)]
    if all(parties):
        return parties[0].isdisjoint(parties[1])
    if not (office & _OF_STATE and other & _OF_STATE) or (office | other) & _HELD_BESIDE:
        return False
    one, another = (_departments(each) for each in (office, other))
    return bool(one and another) and one.isdisjoint(another)


def _departments(office: Office) -> set[str]:
    """Return what a minister is said to be in charge of: nothing of "a senior minister" or "a Labour minister"."""
    kind = {"chancellor"} & office if len(office) == 1 else set[str]()
    named = {word for word in office - _OF_STATE - _ANY_OFFICE if word not in _PARTIES} | kind
    return {_IN_CHARGE_OF.get(word, word) for word in named}


def _describes(sentence: str, is_role: Callable[[str], bool]) -> bool:
    """Say whether a sentence is about somebody by what they are: "The backbencher went on"."""
    first, *following = folded_words(sentence) or [""]
    return first in ("the", "a", "an", "another") and any(map(is_role, following[:_TELLING]))


def line_before(text: str, at: int) -> str:
    """Return what stands before a place in its line."""
    least = max(0, at - _LINE)
    return text[max(least, text.rfind("\n", least, at) + 1) : at]


def line_behind(text: str, at: int) -> str:
    """Return what stands behind a place in its line."""
    stop = text.find("\n", at, at + _LINE)
    return text[at : stop if stop >= 0 else at + _LINE]


def may_be_theirs(
    quotation: DraftQuotation,
    printed: Sequence[Printed],
    text: str,
    holders: Mapping[Office, set[str]],
    is_role: Callable[[str], bool],
) -> bool:
    """Say whether a "he" or "she" that we read as somebody may mean the printed speaker: told of just before."""
    names = {last_name(one.quotation.quotation.speaker) for one in printed if one.quotation} - {""}
    start = quotation.span.start
    before, paragraph = text[max(0, start - _LINE) : start], line_before(text, start)
    theirs = [office for office, held_by in holders.items() if last_name(quotation.taken_for) in held_by]
    for sentence in SENTENCE_ENDS.split(paragraph)[-_NEAR:]:
        told = set(folded_words(sentence))
        if _describes(sentence, is_role) and not any(office & told for office in theirs):
            return True
    named_here = bool(quotation.taken_for) and last_name(quotation.taken_for) in folded_words(paragraph)
    lead = [folded_words(each) for each in SENTENCE_ENDS.split(paragraph if named_here else before)[-_LED:]]
    offices = [office for office, held_by in holders.items() if held_by & names and len(office) >= _TELLING]
    return any(names & set(each) or any(office <= set(each[:_SUBJECT]) for office in offices) for each in lead)


def _held_by(office: Office, holders: Mapping[Office, set[str]]) -> set[str]:
    """Return who holds an office: the one that pages name just so, else any that has all its words and others.

    The home secretary is not the shadow home secretary where both are there; and one word alone ("the minister") may
    be somebody whose office has none of it.
    """
    if office in holders:
        return holders[office]
    if len(office) < _TELLING:
        return set()
    return set[str]().union(*(held for other, held in holders.items() if office <= other))


def _is_persons(name: str) -> bool:
    """Say whether a name is a person's, by its looks: a body's words may be anybody's who speaks for it."""
    words = [word for word in name.split() if word not in _PARTICLES]
    return len(words) > 1 and words[0].lower() not in FUNCTION_WORDS and all(word[0].isupper() for word in words)
