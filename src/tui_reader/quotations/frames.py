"""A reporting word with its subject and what it reports: "X said that …", "…, said X", "according to X, …"."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_reader.quotations.cues import FoundCue, find_cues
from tui_reader.quotations.lexicon import ADV, AUX, CUE, DET, FINITE, PREP, PRON, PUNCT, QUOTED, SUBORD, TIME, Lexicon
from tui_reader.quotations.narration import PLACEHOLDER, Narration
from tui_reader.quotations.phrases import Range, clause_subject, is_noun, phrase_after, phrase_before, subject_of

_CLAUSE_STARTS = frozenset(["that", "if", "whether", "how", "why", "what", "where", "when", "who", "which", "because"])
_ASIDE = frozenset(["as", "while", "after", "before", "when", "although", "though", "whereas", "despite", "following", "amid", "since"])


@dataclass(slots=True)
class Frame:
    """One reporting word at work. `contents` are entry ranges of what it reports; empty where nothing stands there."""

    cue: FoundCue
    subject: Range | None
    contents: list[Range] = field(default_factory=list)
    that: bool = False  # a "that" introduces the content
    colon: bool = False  # a colon does
    before: bool = False  # the content stands before the subject
    inherits: bool = False  # the subject is that of the frame before


def find_frames(narration: Narration, low: int, high: int, lexicon: Lexicon) -> list[Frame]:
    """Return the frames of the sentence `low:high`, in order of their reporting words."""
    frames: list[Frame] = []
    cues = find_cues(narration, low, high, lexicon)
    for position, cue in enumerate(cues):
        limit = cues[position + 1].first if position + 1 < len(cues) else high
        frame = _frame(narration, cue, low, high, limit, frames)
        if frame is not None:
            frames.append(frame)
    return frames


def _frame(narration: Narration, cue: FoundCue, low: int, high: int, limit: int, earlier: list[Frame]) -> Frame | None:
    if cue.form == "according":
        return _according(narration, cue, low, high)
    if cue.form == "noun":
        return _noun_frame(narration, cue, low, high)
    if cue.passive:
        return _passive(narration, cue, low, high)
    inverted = _inverted(narration, cue, low, high)
    if inverted is not None:
        frame = Frame(cue, inverted, before=True)
        _contents_around(narration, frame, low, cue.first, inverted[1], high)
        return frame
    frame = Frame(cue, None)
    if cue.form == "ing":
        frame.subject = _participle_subject(narration, cue, low, earlier)
        frame.inherits = True
    else:
        frame.subject = subject_of(narration, cue, low)
    if frame.subject is None and cue.form == "base":
        return None
    subject_first = frame.subject[0] if frame.subject and not frame.inherits else cue.first
    if cue.form != "ing" and frame.subject and _stands_after(narration, cue, subject_first, low, high):
        frame.before = True
        _contents_around(narration, frame, low, subject_first, cue.stop, high)
    else:
        _content_after(narration, frame, high)
    return frame


def _participle_subject(narration: Narration, cue: FoundCue, low: int, earlier: list[Frame]) -> Range | None:
    before = cue.first - 1
    if (
        before >= low
        and narration.low[before] != ","
        and is_noun(narration, before)
        and narration.low[before] not in ("while",)
    ):
        begin = phrase_before(narration, before + 1, low)
        if begin is not None and narration.flag[begin] & 0 == 0 and narration.low[before] not in ("and", "by"):
            if before + 1 - begin >= 1 and (
                begin == low or narration.low[begin - 1] in ("with", "of", ",", "—", "–", "-")
            ):
                return begin, before + 1
    for frame in reversed(earlier):
        if frame.subject is not None:
            return frame.subject
    if cue.first == low or (cue.first > low and cue.first - low <= 2):  # "Speaking …, X": the subject follows
        return (
            clause_subject(narration, low, min(len(narration), cue.first + 60))
            if cue.first > low
            else _after_intro(narration, cue.first)
        )
    return clause_subject(narration, low, cue.first)


def _after_intro(narration: Narration, first: int) -> Range | None:
    for index in range(first, min(len(narration), first + 60)):
        if narration.low[index] == "," and index + 1 < len(narration):
            end = phrase_after(narration, index + 1, len(narration))
            if end is not None and (
                narration.flag[index + 1] & PRON
                or narration.raw[index + 1] != narration.low[index + 1]
                or narration.flag[index + 1] & DET
            ):
                return index + 1, end
    return None


def _inverted(narration: Narration, cue: FoundCue, low: int, high: int) -> Range | None:
    """ "…, said X": the subject after the verb."""
    if "say" not in cue.classes or cue.form == "ing" or cue.stop >= high:
        return None
    if cue.first > low and narration.low[cue.first - 1] not in (",", PLACEHOLDER, "-", "–", "—", "?", "!", "so", "as"):
        return None
    if cue.first == low and cue.form == "base":
        return None
    first = cue.stop
    flag = narration.flag[first]
    if (
        flag & (PUNCT | QUOTED | PREP | SUBORD)
        or (flag & ADV and narration.raw[first] == narration.low[first])
        or narration.flag[first] & TIME
    ):
        return None
    end = phrase_after(narration, first, high)
    if end is None or (end < high and not _closes_phrase(narration, end)):
        return None
    return first, end


def _closes_phrase(narration: Narration, index: int) -> bool:
    flag, low = narration.flag[index], narration.low[index]
    return bool(flag & (PUNCT | QUOTED | PREP | TIME | SUBORD | ADV)) or low in ("and", "who", "in", "on", "last")


def _stands_after(narration: Narration, cue: FoundCue, subject: int, low: int, high: int) -> bool:
    """Say whether the subject and verb come after what is said: "…, he said."""
    if subject <= low:
        return subject == low and low > 0 and _nothing_after(narration, cue, high)
    before = narration.low[subject - 1]
    if before not in (",", PLACEHOLDER, "?", "!", "-", "–", "—"):
        return False
    return _nothing_after(narration, cue, high)


def _nothing_after(narration: Narration, cue: FoundCue, high: int) -> bool:
    index = cue.stop
    while index < high and narration.flag[index] & (ADV | TIME) and not narration.flag[index] & SUBORD:
        index += 1
    if index >= high or narration.low[index] in (".", "?", "!", "–", "—", "-", ";", ")"):
        return True
    word, flag = narration.low[index], narration.flag[index]
    if word == ",":
        return not (index + 1 < high and narration.flag[index + 1] & QUOTED and index + 2 >= high and False)
    if "tell" in cue.classes and not flag & (SUBORD | QUOTED) and word != ":":
        end = phrase_after(narration, index, high)
        if end is not None and end > index:
            return _ends_aside(narration, end, high)
    if flag & PREP or (word in _ASIDE):
        return _ends_aside(narration, index, high)
    return False


def _ends_aside(narration: Narration, index: int, high: int) -> bool:
    """Say whether nothing that could be reported follows: no colon, no "that", no quotation without a comma."""
    for at in range(index, min(high, index + 25)):
        word = narration.low[at]
        if word in (":", "that") or (narration.flag[at] & QUOTED and narration.low[at - 1] not in (",", ".")):
            return False
        if word in (".", ";"):
            return True
        if word == ",":
            return not (at + 1 < high and narration.flag[at + 1] & (PRON | DET))
    return True


def _contents_around(narration: Narration, frame: Frame, low: int, stop: int, after: int, high: int) -> None:
    """The content before the subject, and what goes on after the reporting phrase."""
    end = stop
    while end > low and narration.low[end - 1] in (",", "-", "–", "—"):
        end -= 1
    start = low
    while start < end and narration.low[start] in ("•", "*", "-", "–"):
        start += 1
    if end > start:
        frame.contents.append((start, end))
    index = after
    while index < high and not narration.flag[index] & QUOTED:
        if narration.low[index] in (":", "that") and index - after < 12:
            break
        index += 1
    if index < high and narration.flag[index] & QUOTED:
        frame.contents.append((index, high))
    elif index < high and narration.low[index] == ":" and index + 1 < high:
        frame.contents.append((index + 1, high))


def _content_after(narration: Narration, frame: Frame, high: int) -> None:
    cue = frame.cue
    index = cue.stop
    if cue.classes & {"tell", "urge"} and not (index < high and narration.low[index] in ("that", ":", ",", "to")):
        end = phrase_after(narration, index, high)
        if (
            end is not None
            and end < high
            and (
                narration.flag[end] & (PUNCT | QUOTED | SUBORD | PRON | DET | TIME | ADV | PREP)
                or narration.low[end] == "to"
            )
        ):
            index = end
    index = _over_adverbials(narration, index, high, frame)
    end = _content_end(narration, index, high)
    while index < end and narration.low[index] in (",", ":", "that"):
        frame.that = frame.that or narration.low[index] == "that"
        frame.colon = frame.colon or narration.low[index] == ":"
        index += 1
    if index < end:
        frame.contents.append((index, end))


def _over_adverbials(narration: Narration, index: int, high: int, frame: Frame) -> int:
    """Step over "today", "in a statement", "at the time" to the "that", the colon or the quotation."""
    for at in range(index, min(high, index + 16)):
        word, flag = narration.low[at], narration.flag[at]
        if word == ":":
            return at
        if word == "that" and at > index and (at - index < 9):
            return at
        if word == "that" and at == index:
            return at
        if flag & QUOTED and at > index and narration.low[at - 1] == ",":
            return at
        if (
            flag & (QUOTED | AUX)
            or (flag & PRON and not flag & DET)
            or (flag & CUE and at > index)
            or word in (".", ";")
        ):
            break
    while index < high and narration.flag[index] & (ADV | TIME) and not narration.flag[index] & SUBORD:
        index += 1
    return index


def _content_end(narration: Narration, first: int, high: int) -> int:
    """Return where the reported clause ends: before the sentence's stop, or where the reporter goes on."""
    end = high
    while end > first and narration.low[end - 1] in (".", "!", "?", ")", "•"):
        end -= 1
    low, flags = narration.low, narration.flag
    for index in range(first + 1, end):
        word = low[index]
        if word in (",", "-", "–", "—"):
            after = index + 1
            while after < end and (flags[after] & ADV or low[after] in ("and", "but")) and not flags[after] & SUBORD:
                after += 1
            if after >= end:
                continue
            if low[after] == "according" or (flags[after] & CUE and low[after].endswith("ing")):
                return index
            if (
                word == ","
                and low[after] in _ASIDE
                and index - first >= 2
                and low[after] not in ("when", "since", "following", "despite", "before")
            ):
                return index
            if (
                low[index + 1] in ("and", "but")
                and flags[after] & CUE
                and low[after].endswith(("ed", "s", "said", "told"))
            ):
                return index
        elif word in ("and", "but") and index + 1 < end and _new_verb(narration, index + 1, end):
            return index
    return end


def _new_verb(narration: Narration, index: int, end: int) -> bool:
    """Say whether the reporter's own verb goes on after "and": "… and called on …"."""
    while index < end and narration.flag[index] & ADV and not narration.flag[index] & (DET | PREP):
        index += 1
    if index >= end or not narration.flag[index] & CUE:
        return False
    word = narration.low[index]
    return word in (
        "said",
        "says",
        "told",
        "tells",
        "adds",
        "added",
        "called",
        "calls",
        "urged",
        "accused",
        "promised",
        "pledged",
        "vowed",
        "insisted",
        "warned",
        "criticised",
        "criticized",
        "repeated",
        "argued",
        "claimed",
        "suggested",
        "described",
        "promises",
        "admitted",
    )


def _according(narration: Narration, cue: FoundCue, low: int, high: int) -> Frame | None:
    end = phrase_after(narration, cue.stop, high)
    if end is None:
        return None
    frame = Frame(cue, (cue.stop, end))
    if (
        (cue.first > low
        and narration.low[cue.first - 1] in (",", PLACEHOLDER, "-", "–", "—", ")"))
        or cue.first > low + 4
    ):
        frame.before = True
        _contents_around(narration, frame, low, cue.first, end, high)
        return frame
    index = end
    for at in range(end, min(high, end + 30)):
        if narration.low[at] in (",", ":") or narration.flag[at] & QUOTED:
            index = at
            break
    stop = _content_end(narration, index, high)
    while index < stop and narration.low[index] in (",", ":"):
        index += 1
    if index < stop:
        frame.contents.append((index, stop))
    return frame


def _passive(narration: Narration, cue: FoundCue, low: int, high: int) -> Frame | None:
    """ "was described by X as …", "… , it was announced by X": only with a "by"."""
    for index in range(cue.stop, min(high, cue.stop + 12)):
        if narration.low[index] == "by":
            end = phrase_after(narration, index + 1, high)
            if end is None:
                return None
            frame = Frame(cue, (index + 1, end))
            stop = _content_end(narration, end, high)
            if index > cue.stop and index - cue.stop > 1:
                frame.contents.append((cue.stop, index))
            elif stop > end:
                frame.contents.append((end, stop))
            return frame
        if narration.flag[index] & QUOTED or narration.low[index] in (",", "."):
            return None
    return None


def _noun_frame(narration: Narration, cue: FoundCue, low: int, high: int) -> Frame | None:
    """ "X's claim that …"."""
    before = cue.first - 1
    index = before
    while index > low and not narration.raw[index].endswith(("'s", "’s")) and is_noun(narration, index):
        index -= 1
    if not narration.raw[index].endswith(("'s", "’s")):
        return None
    begin = phrase_before(narration, index + 1, low)
    if begin is None:
        return None
    frame = Frame(cue, (begin, index + 1))
    frame.that = True
    stop = _content_end(narration, cue.stop + 1, high)
    if stop > cue.stop + 1:
        frame.contents.append((cue.stop + 1, stop))
    return frame


def is_clause(narration: Narration, first: int, stop: int) -> bool:
    """Say whether the entries hold a finite verb with something before it."""
    for index in range(first, stop):
        flag = narration.flag[index]
        if flag & FINITE and (index > first or narration.low[index].find("'") > 0):
            return True
        if flag & (AUX) and index > first:
            return True
    return False
