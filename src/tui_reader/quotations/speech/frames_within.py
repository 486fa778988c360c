"""Reporting words inside what another one reports: whose words they hold, and who passes them on."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    CAPITAL,
    FINITE,
    OBJ,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    TIME,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import core_after, phrase_before
from tui_reader.quotations.sentence.subjects import plain_phrase
from tui_reader.quotations.speech.content_after import set_content_after
from tui_reader.quotations.speech.cues import FoundCue, perceived
from tui_reader.quotations.speech.reported_clauses import names_somebody
from tui_reader.quotations.speech.special_frames import Frame, passive

_CAUSES, _RECALLS = words("causes"), words("recalls")
_THOUGHTS = words("thought")
_PERCEIVED = words("perceived")
_REPORTING = frozenset(("say", "tell"))
_OWN_CLAUSE = words("own_clause")
_HEARD = frozenset("hear hears heard overhear overhears overheard".split())
_NEAR_TOLD = 8  # the same with who was told between: "telling a colleague that it was “…”"
_NEAR = 4  # entries between a reporting word and the marked words that are its own: "telling him: “…”"
_AT_WHICH = 8  # entries from "was told" to its "that"
_CALLED = 12  # entries from "described" to the marked words it holds
_CHAIN = 40  # a second reporting word this near to the start of what the first reports passes words on


def of_its_own(narration: Narration, cue: FoundCue, outer: Frame, high: int) -> Frame | None:
    """ "… an offer which Name described as “…”", "… after Name called it “…”": Name's words, not the sentence's.

    What the frame around it reports ends before.
    """
    stop = min(high, cue.stop + (_NEAR_TOLD if cue.form == "ing" else _NEAR))
    if (
        cue.passive
        or (cue.form not in ("s", "past", "ing") and not _is_heard(narration, cue))
        or not any(f & QUOTED for f in narration.flag[cue.stop : stop])
    ):
        return None
    verb = cue.first - 3 if _is_heard(narration, cue) else cue.first  # "was heard to shout"
    begin = phrase_before(narration, verb, outer.contents[0][0])
    if begin is None or begin <= outer.contents[0][0] or narration.flag[begin] & PRON:
        return None
    before = narration.low[begin - 1]
    if not (before == "with" or before in _HEARD if cue.form == "ing" else before in _OWN_CLAUSE):
        return None
    if not can_speak(narration, begin, verb) and narration.low[begin] != "one":
        return None
    frame = Frame("says", cue, plain_phrase(narration, begin, verb))
    set_content_after(narration, frame, cue.first, high)
    if not frame.contents:
        return None
    outer.contents = [(a, min(b, begin - 1)) for a, b in outer.contents if a < begin - 1]
    return frame


def _is_heard(narration: Narration, cue: FoundCue) -> bool:
    """Say whether the subject "was heard to shout"."""
    before = narration.low[cue.first - 2 : cue.first]
    return cue.form == "base" and before[-1:] == ["to"] and before[0] in _PERCEIVED and cue.first > 2


def tag_behind(narration: Narration, cue: FoundCue, outer: Frame, high: int) -> bool:
    """ "Name called it “…”, the Ledger reports.": say whether a sentence ends so: the Ledger passes Name's words on."""
    first = outer.contents[0][0] if outer.contents else cue.first
    if outer.before or outer.within is not None or cue.passive or cue.form not in ("s", "past"):
        return False
    when = all(narration.flag[i] & (PUNCT | TIME | PREP) for i in range(cue.stop, high))
    if not cue.classes & _REPORTING or not when:
        return False
    begin = phrase_before(narration, cue.first, first)
    if begin is None or begin - 1 <= first or narration.low[begin - 1] != ",":
        return False
    if not can_speak(narration, begin, cue.first) or outer.subject is None:
        return False
    if narration.low[cue.first - 1] == narration.low[outer.subject.end - 1]:
        return False  # "Baker said it was “…”, Baker said": said twice
    outer.within = Frame("says", cue, plain_phrase(narration, begin, cue.first))
    outer.contents = [(a, min(b, begin - 1)) for a, b in outer.contents if a < begin - 1]
    return True


def was_told(narration: Narration, cue: FoundCue, outer: Frame, high: int) -> Frame | None:
    """ "Name said she had been told by a nurse that it was “…”": the nurse's words, which Name passes on."""
    if "tell" in cue.classes and _that_follows(narration, cue.stop, high):
        end = _before_told(narration, cue, outer)  # by nobody named: no words of the sentence's subject
        outer.contents = [(a, min(b, end)) for a, b in outer.contents if a < end]
        return None
    frame = passive(narration, cue, high) if cue.classes & {"tell", "urge"} else None
    if frame is None or not frame.holds_marks(narration):
        return None
    end = _before_told(narration, cue, outer)
    frame.within = Frame("says", cue, outer.subject)
    outer.contents = [(a, min(b, end)) for a, b in outer.contents if a < end]
    return frame


def _that_follows(narration: Narration, first: int, high: int) -> bool:
    """ "was told that", and where marked words follow also "was told at an open day that “…”"."""
    for at in range(first, min(high, first + _AT_WHICH)):
        if narration.low[at] == "that":
            return at == first or any(flag & QUOTED for flag in narration.flag[at:high])
        if narration.flag[at] & (PUNCT | QUOTED | PRON) or narration.low[at] == "by":
            return False
        if at == first and not narration.flag[at] & (PREP | TIME | ADV):
            return False
    return False


def _before_told(narration: Narration, cue: FoundCue, outer: Frame) -> int:
    end = cue.first
    while end > outer.contents[0][0] and (
        narration.flag[end - 1] & (AUX | PRON) or narration.low[end - 1] in ("been", "and", "but", ",")
    ):
        end -= 1
    return end


def recalled(narration: Narration, cue: FoundCue, outer: Frame, high: int) -> Frame | None:
    """ "Name recalls him saying: “…”", "said she heard him shout: “…”": his words, which Name passes on."""
    first = outer.contents[0][0]
    heard = perceived(narration, cue.first, first) if cue.form == "base" else None
    if heard is not None:
        first = heard[0]
    elif not _is_recalled(narration, cue, outer):
        return None
    frame = Frame("says", cue, plain_phrase(narration, first, cue.first))
    frame.within = Frame("says", outer.cue, outer.subject)
    set_content_after(narration, frame, cue.first, high)
    return frame if frame.contents and (heard is None or frame.holds_marks(narration)) else None


def _is_recalled(narration: Narration, cue: FoundCue, outer: Frame) -> bool:
    """Say whether nothing but somebody stands between "recalls" and "saying"."""
    first = outer.contents[0][0]
    if cue.form != "ing" or narration.low[outer.cue.first] not in _RECALLS or first >= cue.first:
        return False
    end = first + 1 if narration.flag[first] & OBJ else core_after(narration, first, cue.first + 1)
    return end == cue.first


def passes_on(narration: Narration, cue: FoundCue, outer: Frame) -> bool:
    """Say whether the reporting word, near the start of what `outer` reports, may pass on another's words."""
    first = outer.contents[0][0]
    described = "call" in cue.classes and bool(narration.flag[cue.first - 1] & CAPITAL)
    described = (
        described
        and bool(outer.cue.classes & {"say", "tell"})
        and any(f & QUOTED for f in narration.flag[cue.stop : cue.stop + _CALLED])
    )
    return (
        not outer.before
        and cue.first - first <= _CHAIN
        and (described or bool(cue.classes & {"say", "tell"}))
        and (cue.form in ("s", "past") or (cue.base in ("say", "tell") and bool(narration.flag[cue.first - 1] & AUX)))
        and cue.base not in _THOUGHTS
        and narration.low[cue.stop : cue.stop + 1] not in (["things"], ["nothing"], ["something"], ["so"])
    )


def starts(narration: Narration, frame: Frame, outer: Frame) -> bool:
    """Say whether the frame takes up the whole of what the one around it reports."""
    if frame.subject is None or frame.relative or not frame.contents or frame.subject.first - outer.contents[0][0] > 1:
        return False
    word, outside = (
        narration.low[at].partition("'")[0] for at in (frame.subject.first, (outer.subject or frame.subject).first)
    )
    frame.doubtful = word in ("he", "she") and not frame.before and frame.holds_marks(narration)
    return frame.doubtful or word not in ("he", "she", "they", "it") or {word, outside} == {"he", "she"}


def can_speak(narration: Narration, first: int, stop: int) -> bool:
    """Say whether a phrase is headed like somebody who speaks: a name, a role, a body, a writing; and has no verb."""
    if any(narration.flag[i] & (FINITE | AUX) and not narration.flag[i] & CAPITAL for i in range(first, stop)):
        return False
    return not narration.flag[first] & PRON and names_somebody(narration, first, stop)
