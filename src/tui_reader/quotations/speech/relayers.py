"""Who passes the words on: "told the BBC", "in an interview with Radio North", "quoted by a local paper"."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import CAPITAL, DET, PUNCT, QUOTED, TIME, words
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range, core_after
from tui_reader.quotations.speech.special_frames import Frame

_OUTLETS = words("outlet")
_OUTLET_WORDS = words("outlet_word")
_BEFORE_OUTLET = words("before_outlet")
_INTERVIEWS = words("interview")
_REACH = 18  # entries after the reporting word


def find_relayer(narration: Narration, frame: Frame, low: int, high: int) -> Range | None:
    """Return the entries of the outlet that somebody told, or in whose pages or programme it was said."""
    stop = frame.cue.stop
    if "tell" in frame.cue.classes and not frame.cue.passive:
        found = outlet_at(narration, stop, high)
        if found is not None:
            return found
    subject = frame.subject
    after = subject.end if frame.before and subject is not None and subject.first >= stop else stop
    found = _beside(narration, after, min(high, after + _REACH))
    if found is not None or not subject:
        return found
    return _beside(narration, low, min(subject.first, low + 2 * _REACH))


def _beside(narration: Narration, first: int, stop: int) -> Range | None:
    """ "in an interview with Radio North", "on the Late Show": the outlet behind the preposition."""
    for index in range(first, stop - 1):
        if narration.flag[index] & QUOTED or narration.low[index] in (":", ";", "that"):
            return None
        if narration.low[index] in _BEFORE_OUTLET:
            with_whom = narration.low[index] in ("with", "to", "by", "for")
            if with_whom and not _INTERVIEWS.intersection(narration.low[max(first, index - 6) : index]):
                continue
            found = outlet_at(narration, index + 1, stop)
            if found is not None:
                return found
    return None


def outlet_at(narration: Narration, first: int, stop: int) -> Range | None:
    """Return the entries of the outlet named from entry `first` on, its article apart; None if none is."""
    if first >= stop:
        return None
    end = core_after(narration, first, stop)
    while end is not None and end < stop and narration.flag[end] & TIME and narration.flag[end] & CAPITAL:
        end += 1  # "BBC Radio Today"
    if end is None:
        return None
    begin = first + 1 if narration.flag[first] & DET and end - first > 1 else first
    known = _OUTLETS | _OUTLET_WORDS
    named = any(narration.flag[i] & CAPITAL and narration.low[i].partition("'")[0] in known for i in range(begin, end))
    if narration.flag[begin] & PUNCT or not (named or narration.low[end - 1] in _OUTLET_WORDS):
        return None
    return begin, end
