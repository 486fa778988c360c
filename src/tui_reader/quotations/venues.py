"""Where or to whom something was said: "told the House", "in a statement", "on Radio North"."""

from __future__ import annotations

from tui_reader.quotations.constructions import Frame
from tui_reader.quotations.lexicon import AUX, PRON, PUNCT, QUOTED
from tui_reader.quotations.narration import Narration
from tui_reader.quotations.phrases import Range, phrase_after

_LISTENERS = frozenset(
    "mps peers reporters journalists parliament congress lawmakers court jury inquiry committee conference meeting "
    "chamber senate commons lords delegates members supporters voters".split()
)
_OCCASIONS = frozenset(
    "statement letter interview speech tweet post report release email memo debate briefing conference hearing rally "
    "meeting address podcast programme program broadcast article column book note message inquiry court".split()
)
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
    after = frame.subject[1] if frame.before and frame.subject and frame.subject[0] >= stop else stop
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
        narration.low[i] in _LISTENERS or (narration.raw[i] != narration.low[i] and i > first)
        for i in range(first, stop)
    )
