"""Where or to whom something was said: "told the House", "in a statement", "on Radio North"."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import AUX, CAPITAL, PRON, PUNCT, QUOTED, words
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range, phrase_after
from tui_reader.quotations.speech.special_frames import Frame

_LISTENERS = words("listener_in_public")
_OCCASIONS = words("occasion")
_REACH = 12  # entries after the reporting word


def find_venue(narration: Narration, frame: Frame, high: int) -> Range | None:
    """Return the entries of the venue that stands beside the reporting word, or None if none does."""
    stop = frame.cue.stop
    if "tell" in frame.cue.classes and stop < high:
        end = phrase_after(narration, stop, high)
        if narration.low[stop] in _LISTENERS:
            return stop, stop + 1
        if end is not None and _is_public(narration, stop, end):
            return stop, end
    subject = frame.subject
    after = subject.end if frame.before and subject is not None and subject.first >= stop else stop
    for index in range(after, min(high - 1, after + _REACH)):
        flag, word = narration.flag[index], narration.low[index]
        if flag & (QUOTED | AUX | PRON) or word in (":", ";", "that") or (flag & PUNCT and index > after):
            return None
        if word in ("in", "at", "on", "to", "during"):
            end = phrase_after(narration, index + 1, min(high, index + _REACH))
            if end is not None and any(narration.low[i] in _OCCASIONS for i in range(index + 1, end)):
                return index, end
    return None


def _is_public(narration: Narration, first: int, stop: int) -> bool:
    return any(
        narration.low[i] in _LISTENERS or (narration.flag[i] & CAPITAL and i > first) for i in range(first, stop)
    )
