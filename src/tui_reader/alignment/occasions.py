"""The occasions on which things are said, by the words that name them. General English, British and American."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from tui_reader.text.normalise import folded_words, listed, stem


class Occasion(StrEnum):
    """On what occasion somebody spoke."""

    STATEMENT = "statement"
    REPLY = "reply"
    INTERVIEW = "interview"
    SPEECH = "speech"
    BRIEFING = "briefing"
    REPORT = "report"


# What names an occasion in a headline or beside a quotation, and in a reader's query.
_WORDS: dict[Occasion, str] = {
    Occasion.STATEMENT: "statement commons lords house mps parliament chamber senate congress senators lawmakers "
    "announcement announces announced dispatch despatch",
    Occasion.REPLY: "reply replies replied replying response responds respond responded responding reacts reacted "
    "reacting reaction rebuttal answers retort retorts counters",
    Occasion.INTERVIEW: "interview interviewed interviewer programme radio podcast breakfast",
    Occasion.SPEECH: "speech address addressed addresses rally conference keynote lecture sermon",
    Occasion.BRIEFING: "briefing lobby spokesman spokesperson spokeswoman briefed press",
    Occasion.REPORT: "report review audit findings recommends recommendations study",
}
_BY_STEM = {stem(word): occasion for occasion, words in _WORDS.items() for word in words.split()}

# Words that stand around what is said and are no part of it: who speaks where, and to whom.
FRAME_STEMS = frozenset(
    stem(word)
    for word in listed(
        """commons lords house mp mps parliament chamber senate senator congress congressman lawmaker home secretary
        minister ministers prime chancellor president shadow leader lord lady baroness dame sir mr mrs ms dr speaker pm
        spokesman spokesperson spokeswoman goes going respond responding response reply replying adds interview speaking
        speaks told tells describe describes described statement insisted insists claims claimed warned
        warns declared declares confirmed confirms press conference conferences journalist journalists reporter
        reporters headquarters"""
    )
)

_INTERVIEW = r"\binterview(?:ed|er|s)?\b|\b[Pp]odcast\b|\b(?:speak(?:s|ing)|talk(?:s|ing)) to the [A-Z]"
_TOLD = r"\b(?:told|tells|telling|speaks to|speaking to|talking to)(?: the)? (?:{})\b|\b[A-Z]\w+ (?:Radio|TV)\b"


def occasions_in(text: str) -> frozenset[Occasion]:
    """Return the occasions that the words of a text name."""
    return frozenset(o for word in folded_words(text) if (o := _BY_STEM.get(stem(word))) is not None)


def occasion_of_word(word: str) -> Occasion | None:
    """Return the occasion a word of a query names, or None."""
    return _BY_STEM.get(stem(word))


def interview_cue(outlets: Iterable[str]) -> re.Pattern[str]:
    """Return what tells of an interview when one of these outlets may be whom somebody spoke to."""
    names = {re.escape(name.removeprefix("The ").split()[0]) for name in outlets if name.strip()}
    told = _TOLD.format("|".join(sorted(names)) or "(?!)")
    return re.compile(f"{_INTERVIEW}|{told}")
