"""Whose marked words are that stand deep in what somebody reports: the reporting word nearest before them decides.

"Name said that a clerk, as she recalled, had told her to “sit down”" holds a clerk's words, not Name's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    CAPITAL,
    COORD,
    DET,
    FINITE,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    ROLE,
    SUBORD,
    WRITING,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import phrase_after, phrase_before
from tui_reader.quotations.sentence.subjects import NounPhrase, plain_phrase
from tui_reader.quotations.speech.cue_subjects import subject_of
from tui_reader.quotations.speech.cues import FoundCue, verb_at
from tui_reader.quotations.speech.frames_within import can_speak
from tui_reader.quotations.speech.special_frames import Frame

_NEAR = 6  # entries between "was told" and the marks
_REACH = 12  # entries between the verb and the marks
_BEING = words("being")
_NAMED = words("named_so")
_TELLS = words("tells_there")
_LINKS = frozenset(("after", "when", "before", "until", "once", "while"))
_ASIDE = 2  # commas that set something off
_TITLES = frozenset(("headed", "titled", "entitled", "headlined", "captioned"))
_READS = frozenset(("reading", "saying"))
_PERSONAL = frozenset(("i", "we", "you", "he", "she", "it", "they"))
_SOFT = frozenset(("as", "that", "whether", "if", "how", "what"))


class Nearest(NamedTuple):
    """The reporting word nearest to marked words, with its subject; None where it tells nobody ("was told")."""

    cue: FoundCue
    subject: NounPhrase | None


@rule("nearest-verb", "Of two reporting words the one nearer to the marks says whose words they are")
def nearest_verb(narration: Narration, entry: int, frame: Frame) -> Nearest | None:
    """Only one between the frame's own and the marks, in the same clause as these, with a subject of its own."""
    if frame.before:
        return _around_tag(narration, entry, frame)
    if narration.low[entry - 1] == ":":
        linked = _after_link(narration, entry, frame.cue.stop)
        if linked is not None:
            return linked
    for verb in _verbs_before(narration, entry, frame.cue.stop):
        word = narration.low[verb]
        if word in _TITLES or (word in _NAMED and _is_named(narration, verb)):
            return Nearest(FoundCue(verb, verb + 1, word, frozenset(("call",)), "past"), None)
        if word in _READS and narration.flag[verb - 1] & WRITING:
            begin = phrase_before(narration, verb, frame.cue.stop)
            cue = FoundCue(verb, verb + 1, "read", frozenset(("say",)), "ing")
            return None if begin is None else Nearest(cue, plain_phrase(narration, begin, verb))
        told = _tells(narration, verb)
        if told is not None:
            return _with_subject(narration, told, entry, frame)
    return None


def _verbs_before(narration: Narration, entry: int, low: int) -> Iterator[int]:
    """Go back from the marks to where their clause begins, over what two commas set off."""
    commas, most = 0, _ASIDE - (narration.low[entry - 1] == ",")
    for index in range(entry - 1, max(low, entry - _REACH) - 1, -1):
        flag, word = narration.flag[index], narration.low[index]
        if flag & PUNCT and (index == entry - 1 or (word == "," and commas < most)):
            commas += index < entry - 1
        elif flag & (PUNCT | QUOTED) or (flag & (COORD | SUBORD | REL) and word not in _SOFT):
            return
        elif commas != 1 or most < _ASIDE:
            yield index


def _tells(narration: Narration, verb: int) -> FoundCue | None:
    """Return the reporting word at the entry, if it is one whose words stand right behind it."""
    cue = None if narration.flag[verb] & (CAPITAL | WRITING | ROLE) else verb_at(narration, verb)
    if cue is None or cue.form not in ("s", "past"):
        return None
    claimed = narration.low[verb] == "claimed" and narration.flag[verb - 1] & ROLE
    return cue if cue.base in _TELLS or claimed else None


def _with_subject(narration: Narration, told: FoundCue, entry: int, frame: Frame) -> Nearest | None:
    """Return the reporting word with its subject, if that is another's than the frame's."""
    before = told.first - 1
    if narration.flag[before] & (DET | POSS) and not narration.flag[before] & PRON:
        return None  # a noun
    if _passive(narration, told.first):
        return Nearest(told, None) if entry - told.first <= _NEAR else None
    if narration.low[before] in ("and", "but", "or", ",") or _helped(narration, told.first, frame):
        return None  # goes on with the subject before
    low = frame.cue.stop
    subject = subject_of(narration, told, low) or _before_aside(narration, told.first, low)
    fits = subject is not None and _speaks(narration, subject, frame, told.first, entry)
    return Nearest(told, subject) if fits else None


def _after_link(narration: Narration, entry: int, low: int) -> Nearest | None:
    """ "… after one fan raged online: “…”": who is the subject of the last clause before the colon."""
    for index in range(entry - 2, max(low, entry - _REACH), -1):
        if narration.flag[index] & (PUNCT | QUOTED):
            return None
        if narration.low[index] in _LINKS:
            end = phrase_after(narration, index + 1, entry - 1)
            verb = end is not None and end < entry - 1 and not narration.flag[end] & (PREP | COORD | PUNCT)
            if end is None or not verb or not can_speak(narration, index + 1, end):
                return None
            cue = FoundCue(end, end + 1, narration.low[end], frozenset(("say",)), "past")
            return Nearest(cue, plain_phrase(narration, index + 1, end))
    return None


def _around_tag(narration: Narration, entry: int, frame: Frame) -> Nearest | None:
    """ "The chief, she said, had told all “…”": the chief's; "He had been told, he said, to “…”": nobody's."""
    if len(frame.contents) != _ASIDE or not frame.contents[0][1] <= frame.cue.first < frame.contents[1][0] <= entry:
        return None
    first, stop = frame.contents[0]
    low = narration.low
    for verb in range(first + 1, stop):
        cue = verb_at(narration, verb)
        if cue is not None and cue.base in _TELLS and _passive(narration, verb):
            return Nearest(cue, None)
    if not can_speak(narration, first, stop) or low[first].partition("'")[0] in _PERSONAL:
        return None
    for verb in range(entry - 1, frame.contents[1][0], -1):
        cue = verb_at(narration, verb)
        if cue is not None and cue.form == "past" and (cue.base in _TELLS or cue.base == "ask"):
            return Nearest(cue, None if _passive(narration, verb) else plain_phrase(narration, first, stop))
    return None


def _speaks(narration: Narration, subject: NounPhrase, frame: Frame, verb: int, entry: int) -> bool:
    """Say whether the subject may have words of its own here: somebody who can speak, in no clause that has closed."""
    first, stop = subject.first, subject.stop
    if first < frame.cue.stop:
        return False
    closed = narration.low[stop] == "who" or narration.low[verb - 1] == "who"
    if closed and any(narration.flag[i] & (FINITE | AUX) for i in range(verb + 1, entry)):
        return False  # "anyone who said otherwise was “…”"
    pronoun = stop - first == 1 and narration.flag[first] & PRON
    return bool(pronoun) or can_speak(narration, first, stop)


def _helped(narration: Narration, verb: int, frame: Frame) -> bool:
    """Say whether nothing but helping verbs stands between the two reporting words: "said had told"."""
    return all(narration.flag[i] & (AUX | ADV) for i in range(frame.cue.stop, verb))


def _before_aside(narration: Narration, verb: int, low: int) -> NounPhrase | None:
    """ "a call handler, since identified as Name, had told": the handler, over what commas set off."""
    close = verb - 1
    while close > low and narration.flag[close] & (AUX | ADV):
        close -= 1
    if narration.low[close] != ",":
        return None
    opens = next((i for i in range(close - 1, low, -1) if narration.low[i] == ","), None)
    begin = None if opens is None else phrase_before(narration, opens, low)
    return None if begin is None or opens is None else plain_phrase(narration, begin, opens)


def _passive(narration: Narration, verb: int) -> bool:
    """Say whether somebody was told, not tells: "had been told", "was referred to as"."""
    at = verb - 1
    while at > 0 and narration.flag[at] & ADV and not narration.flag[at] & AUX:
        at -= 1
    word = narration.low[at]
    return (word in _BEING or word.endswith("'re")) and not narration.low[verb].endswith("ing")


def _is_named(narration: Narration, verb: int) -> bool:
    """Say whether a thing or somebody is called so: "was known as “…”", "a tin labelled “…”"; by whom is not told."""
    if _passive(narration, verb):
        return True
    begin = phrase_before(narration, verb, 0)
    if begin is None or narration.flag[begin] & PRON:
        return False
    return not any(narration.flag[i] & (CAPITAL | ROLE) for i in range(begin, verb))
