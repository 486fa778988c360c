"""What a reporting word reports behind it: "X said that …", "X told Y: …"."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    AUX,
    CUE,
    DET,
    FINITE,
    PRON,
    QUOTED,
    TIME,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.speech.reported_extent import (
    clause_end,
    content_start,
    somebody_says,
)
from tui_reader.quotations.speech.special_frames import Frame

_LONG_DASHES = words("long_dash")
_ASIDE = 20  # entries between two dashes
_CONCEDING, _PAST = words("conceding"), words("past_without_ending")
_WHEN = frozenset("during after before when while".split())
_NAMING = frozenset(("call", "act"))
_ACTS = frozenset(("call", "act", "urge", "promise"))  # what follows is named: "accused Name of “…” and was fined"


def _over_aside(narration: Narration, index: int, high: int) -> int:
    """Step over what dashes set off: "has reported - citing officials - that …"."""
    if index < high and narration.low[index] in _LONG_DASHES:
        for close in range(index + 2, min(high - 1, index + _ASIDE)):
            if narration.low[close] == narration.low[index]:
                return close + 1
    return index


def set_content_after(narration: Narration, frame: Frame, low: int, high: int) -> None:
    """Set the content after the reporting word (and the person addressed)."""
    cue_first, stop = frame.cue.first, frame.cue.stop
    aside = stop + 1 < high and narration.low[stop] == "," and not narration.flag[stop + 1] & QUOTED
    if aside and frame.cue.classes <= _NAMING:
        return  # "when an officer called, …"
    index = _over_aside(narration, content_start(narration, frame.cue, high), high)
    if index < high and narration.low[index] == "," and somebody_says(narration, index + 1, high - 1):
        return  # "before anybody told the public, the report finds"
    acts = not frame.that and frame.cue.classes <= _ACTS
    end = clause_end(narration, index, high, acts, frame.cue.form == "past")
    if frame.cue.classes <= _NAMING and not frame.that:
        tagged = any(narration.flag[i] & CUE for i in range(index, high))  # "…, the Echo reported"
        end = _end_of_name(narration, index, end, frame.cue.form, tagged)
    dash = next((i for i in range(max(low, cue_first - 30), cue_first) if narration.low[i] in ("-", "–", "—")), None)
    if dash is not None:
        end = next((i for i in range(index + 1, end) if narration.low[i] == narration.low[dash]), end)
    before = frame.subject.first - 1 if frame.subject is not None else -1
    conceding = low < before and narration.low[before] in _CONCEDING
    if not conceding and narration.low[low] in _CONCEDING:
        conceding = "," not in narration.low[max(low, cue_first - 40) : cue_first]
    gap = index < high and narration.flag[index] & (FINITE | AUX) and narration.low[index - 1] != "that"
    if conceding or frame.relative or gap:  # "the girl, who police said was eight, was taken away"
        end = next((i for i in range(index + 2, end) if narration.low[i] == ","), end)
    while index < end and narration.low[index] in (",", ":", "that"):
        if narration.low[index] == "that" and narration.low[index + 1 : index + 2] in (
            ["is"],
            ["was"],
            ["would"],
            ["will"],
        ):
            break  # "says that is a matter for others"
        frame.that = frame.that or narration.low[index] == "that"
        index += 1
    if index < end:
        frame.contents.append((index, end))


def _end_of_name(narration: Narration, first: int, end: int, form: str, tagged: bool) -> int:
    """Return where what somebody is called ends: "called it “a mess” – the second this year", "… and sacked Name".

    When it was called so is told too: "dismissed it as “a mess” during a visit".
    """
    at = next((i for i in range(first, end) if narration.flag[i] & QUOTED), end)
    for index in range(at + 1, end):
        word = narration.low[index]
        aside = word in _LONG_DASHES or (word == "(" and index == at + 1)
        when = index == at + 1 and (word in _WHEN or narration.flag[index] & TIME) and not tagged
        if aside or when or (word in ("and", "but") and _acts_next(narration, index + 1, end, form)):
            return index
        if narration.flag[index] & QUOTED and index == at + 1:
            at = index
    return end


def _acts_next(narration: Narration, verb: int, end: int, form: str) -> bool:
    """Say whether a verb in the form of the reporting word, with an object, begins here: "… and posting a …"."""
    if verb + 1 >= end or not narration.flag[verb + 1] & (DET | PRON | QUOTED):
        return False
    word = narration.low[verb]
    return word.endswith("ing") if form == "ing" else form == "past" and (word.endswith("ed") or word in _PAST)
