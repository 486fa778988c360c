"""Marked words in a sentence into which is put whose they are: "…, says Name, …", "…, in her words, …"."""

from __future__ import annotations

from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.clauses import is_title
from tui_reader.quotations.sentence.lexicon import CUE, PUNCT
from tui_reader.quotations.sentence.noun_phrases import Range, phrase_after
from tui_reader.quotations.speech.claims import Claim
from tui_reader.quotations.speech.place import Place, claim_of
from tui_reader.text.words import possessor

_OWN = frozenset(("own", "exact", "very"))
_THEIRS = frozenset(("his", "her", "their"))
_NAME = 3  # words of a name before "words": "in Ada van Marsh's words"
_FAR = 12  # entries between "in her words" and the words


@rule("inserted", "“…, says X, …”: marked words behind it in the sentence are X's")
def inserted(place: Place) -> Claim | None:
    """ "The plan, says Name, is “dead”": a reporting word and its subject between commas."""
    narration = place.paragraph.narration
    if is_title(place.text, place.run):
        return None
    for index in range(place.entry - 2, place.low, -1):
        if not narration.flag[index] & CUE or narration.low[index - 1] != ",":
            continue
        end = phrase_after(narration, index + 1, place.entry)
        if end is not None and narration.low[end : end + 1] == [","]:
            return claim_of(narration, (index + 1, end), "inserted", "a reporting word is put into the sentence")
    return None


@rule("in-their-words", "“In her words …”: marked words behind it in the sentence are hers")
def in_their_words(place: Place) -> Claim | None:
    """ "The road is, in her words, “a disgrace”", "in the words of Name", "in Name's words"."""
    narration = place.paragraph.narration
    for index in range(place.entry - 1, max(place.low, place.entry - _FAR), -1):
        if narration.low[index] not in ("words", "view"):
            if narration.flag[index] & PUNCT and narration.low[index] not in (",", ":", "of"):
                return None
            continue
        where = _whose(place, index)
        return None if where is None else claim_of(narration, where, "in-their-words", "the sentence calls them theirs")
    return None


def _whose(place: Place, words: int) -> Range | None:
    """Return whose words "in … words" are, or "in the words of …"."""
    narration, low = place.paragraph.narration, place.paragraph.narration.low
    first = words - 1 - (low[words - 1] in _OWN)
    if low[words + 1 : words + 2] == ["of"] and low[first] == "the" and low[first - 1] == "in":
        end = phrase_after(narration, words + 2, place.entry)
        return None if end is None else (words + 2, end)
    if low[first] in _THEIRS and low[first - 1] == "in":
        return first, first + 1
    if possessor(narration.raw[first]) is None:
        return None
    begin = first
    while begin > place.low and low[begin - 1] != "in" and first - begin < _NAME:
        begin -= 1
    return (begin, first + 1) if low[begin - 1] == "in" else None
