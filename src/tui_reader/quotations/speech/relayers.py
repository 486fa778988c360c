"""Who passes the words on: "told the BBC", "in an interview with Radio North", "quoted by a local paper"."""

from __future__ import annotations

import re

from tui_reader.quotations.people.census import Name, names_between
from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    CAPITAL,
    DET,
    PRON,
    PUNCT,
    QUOTED,
    ROLE,
    TIME,
    TITLE,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range, core_after
from tui_reader.quotations.speech.special_frames import Frame

_OUTLETS = words("outlet")
_OUTLET_WORDS = words("outlet_word")
_BEFORE_OUTLET = words("before_outlet")
_INTERVIEWS = words("interview")
_ASSEMBLIES = words("listener_in_public", "assembly")
_CAMEL = re.compile(r"[a-z]+[A-Z]")  # "laSexta"
_WRITTEN, _ISSUED = words("issued_writing"), words("issued")
_FOR_OTHERS = words("speaks_for_others")
_HANDED = frozenset(("by", "through", "via"))
_THROUGH = frozenset(("through", "via"))
_IN_TALK = frozenset("interview speaking comments appearing".split())
_TALK = 8  # entries from the reporting word to "in an interview with"
_ASKED, _SHOWN = words("asked"), words("disclosed")
_WITHIN_NAME = frozenset("the of and on in at a".split())  # "the podcast Up the Creek"
_OWN = frozenset("his her its their my our".split())  # "in its weekly bulletin"
_OPEN = frozenset("podcast channel bulletin page site website".split())  # "on a podcast": may be one's own
_RARE = 2  # mentions; who is told something and named more often has a part in the story
_REACH = 18  # entries after the reporting word


def find_relayer(narration: Narration, frame: Frame, low: int, high: int) -> Range | None:
    """Return the entries of the outlet that somebody told, or in whose pages or programme it was said."""
    stop = frame.cue.stop
    if "tell" in frame.cue.classes and not frame.cue.passive:
        found = outlet_at(narration, stop, high, told=True)
        if found is not None:
            return found
    if frame.cue.base == "be quoted" and narration.low[frame.cue.first + 1] == "by":
        first = frame.cue.first + 2
        as_ = narration.low.index("as", first)  # "was quoted by the local paper Hale Ledger as saying"
        return (first + 1 if narration.flag[first] & DET and as_ - first > 1 else first), as_
    subject = frame.subject
    issued = (None if subject is None else _issued_by(narration, low, subject.first)) or _issued_by(
        narration, stop, high
    )
    if issued is not None:
        return issued
    after = subject.end if frame.before and subject is not None and subject.first >= stop else stop
    found = _beside(narration, frame, after, min(high, after + _REACH))
    if found is not None or not subject:
        return found
    within = min(frame.cue.first, subject.stop + _REACH)  # "Name, on the BBC, said"
    found = _beside(narration, frame, subject.stop, within)
    return found or _beside(narration, frame, low, min(subject.first, low + 2 * _REACH))


def _issued_by(narration: Narration, first: int, stop: int) -> Range | None:
    """ "In a statement read out by the family's solicitor, …", "Through his lawyers, …": who hands the words on.

    Not oneself: "in a statement released by the club, it said".
    """
    low = narration.low
    by = next((i for i in range(first + 1, min(stop, first + _REACH)) if low[i] in _HANDED), None)
    if by is not None and not _WRITTEN.isdisjoint(low[first:by]) and not _ISSUED.isdisjoint(low[first:by]):
        by, ends = by + 1, ",:."
    elif first < stop and low[first] in _THROUGH:
        by, ends = first + 1, ",:"  # "said through an interpreter." passes nothing on
    else:
        return None
    end = core_after(narration, by, stop)
    if end is None or (end < stop and low[end] not in ends):
        return None
    named = any(narration.flag[i] & (CAPITAL | ROLE) for i in range(by, end)) or low[end - 1] in _FOR_OTHERS
    return _named_beside(narration, by + (low[by] in ("the", "a", "an")), end, stop) if named else None


def _named_beside(narration: Narration, first: int, end: int, stop: int) -> Range:
    """Return the entries of the name beside a noun: "the council's barrister, Anna Baker,", "the podcast Low Water".

    Also "local newspaper the Post"; a name set off by a comma is set off by a mark behind it as well.
    """
    if end >= stop or narration.flag[end - 1] & CAPITAL:
        return first, end
    begin = end + (narration.low[end] == ",")
    at = begin + (narration.low[begin : begin + 1] == ["the"])
    after = at
    while after < stop and narration.flag[after] & CAPITAL and not narration.flag[after] & QUOTED:
        after += 1
        if after + 1 < stop and narration.low[after] in _WITHIN_NAME and narration.flag[after + 1] & CAPITAL:
            after += 1
    if after == at:
        return first, end
    closes = after >= stop or narration.flag[after] & (PUNCT | QUOTED)
    return (at, after) if begin == end or closes else (first, end)


def told_name(narration: Narration, frame: Frame, names: list[Name], low: int, high: int) -> Range | None:
    """Return the entries of the name that somebody told something, where nothing says that it is no outlet's.

    "told laSexta", "told Look North", "in an interview with Look North": no lexicon has them all.
    """
    stop = frame.cue.stop
    if "tell" in frame.cue.classes and not frame.cue.passive and stop < high:
        return _unknown_outlet(narration, names, stop, high)
    if frame.subject is None:
        return None
    before, between = (low, frame.subject.first), (frame.subject.stop, frame.cue.first)
    for first, last in (before, between, (stop, min(high, stop + _TALK))):
        for index in range(first + 1, last - 1):
            if narration.flag[index] & QUOTED or narration.low[index] in (":", "that"):
                break
            behind = index - 1 - bool(narration.flag[index - 1] & (ADV | TIME) and index - 1 > first)
            talk = narration.low[index] in ("with", "to", "on") and narration.low[behind] in _IN_TALK
            found = _unknown_outlet(narration, names, index + 1, last) if talk else None
            if found is not None:
                return found
    return None


def _unknown_outlet(narration: Narration, names: list[Name], first: int, high: int) -> Range | None:
    """Return the entries of a name that nothing says to be a person's, a place's or a part of the story's."""
    core = _core(narration, first, high)
    if core is None or any(narration.low[i].partition("'")[0] in _ASSEMBLIES for i in range(*core)):
        return None
    begin, end = core
    last = narration.raw[end - 1]
    if end - begin == 1 and _CAMEL.match(last):
        return begin, end
    named = [name for name in names_between(names, begin, end) if name.stop == end]
    if not named or narration.flag[end - 1] & (TITLE | ROLE | PRON) or last.endswith(("'s", "’s")):
        return None
    entity = named[0].entity
    if names_person(named) or named[0].titles or entity.is_place or entity.mentions > _RARE:
        return None
    return begin, end


def names_person(names: list[Name]) -> bool:
    """Say whether the document tells of one of the names that it is a person's."""
    return any(e.human > 0 or e.named_gender or e.titles or e.roles for e in (name.entity for name in names))


def _beside(narration: Narration, frame: Frame, first: int, stop: int) -> Range | None:
    """ "in an interview with Radio North", "on the Late Show": the outlet behind the preposition."""
    for index in range(first, stop - 1):
        if narration.flag[index] & QUOTED or narration.low[index] in (":", ";", "that"):
            return None
        if narration.flag[index] & AUX and index > first and first >= frame.cue.stop:
            return None  # "said staff had been told not to speak to the press"
        if narration.low[index] in _BEFORE_OUTLET:
            with_whom = narration.low[index] in ("with", "to", "by", "for")
            quoted = frame.cue.base == "be quoted" and narration.low[index] == "by"
            quoted = quoted or (index == frame.cue.stop and narration.low[index] == "to")  # "confirmed to the BBC that"
            asked = narration.low[index] == "by" and index > first and narration.low[index - 1] in _ASKED
            if (
                with_whom
                and not (quoted or asked)
                and not _INTERVIEWS.intersection(narration.low[max(first, index - 6) : index])
                and not (index > first and narration.low[index - 1] in _SHOWN)
            ):
                continue
            found = outlet_at(narration, index + 1, stop)
            if found is None and quoted and narration.low[index] == "by":
                found = _core(narration, index + 1, stop)  # whoever quotes passes on
            if found is not None:
                return found
    return None


def _core(narration: Narration, first: int, stop: int) -> Range | None:
    """Return the entries of the noun phrase that begins at `first`, its article apart."""
    end = core_after(narration, first, stop) if first < stop else None
    if end is None:
        return None
    return (first + 1 if narration.flag[first] & DET and end - first > 1 else first), end


def outlet_at(narration: Narration, first: int, stop: int, *, told: bool = False) -> Range | None:
    """Return the entries of the outlet named from entry `first` on, its article apart; None if none is.

    One that was `told` may be without a name ("told the club website"); what was said "on a podcast" may be one's own.
    """
    core = _core(narration, first, stop)
    if core is None:
        return None
    begin, end = core
    if narration.low[end - 1] in _OUTLET_WORDS and not any(narration.flag[i] & CAPITAL for i in range(begin, end)):
        named = _named_beside(narration, begin, end, stop)
        if named != (begin, end):
            return named
    while end < stop and narration.flag[end] & TIME and narration.flag[end] & CAPITAL:
        end += 1  # "BBC Radio Today"
        end += end < stop and narration.low[end] in _OUTLET_WORDS  # "the Today programme"
    names = {narration.low[i].partition("'")[0] for i in range(begin, end) if narration.flag[i] & CAPITAL}
    if narration.flag[begin] & PUNCT:
        return None
    while names and not narration.flag[end - 1] & CAPITAL and narration.low[end - 1] not in _OUTLET_WORDS:
        end -= 1  # "messages seen by Harbour News appear to show"
    if names & _OUTLETS:
        return begin, end
    low = narration.low[begin:end]
    titled = {low[i] for i in range(len(low) - 1) if narration.flag[begin + i + 1] & CAPITAL}  # "broadcaster ERT"
    kinds = _OUTLET_WORDS & (names | titled | {low[-1]})
    if not kinds or narration.low[first] in _OWN or "social" in low:
        return None
    return (begin, end) if told or names or kinds - _OPEN else None
