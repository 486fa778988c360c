"""A reporting word with what it reports, and the constructions that need rules of their own.

"According to X, …", "was described by X as …", "X quotes Y: …", "X's claim that …", "as X says, …".
"""

from __future__ import annotations

from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    COORD,
    CUE,
    PLACEHOLDER,
    PREP,
    PRON,
    PUNCT,
    QUOTED,
    REL,
    SUBORD,
    TIME,
    words,
)
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.sentence.noun_phrases import Range, is_noun, phrase_after, phrase_before
from tui_reader.quotations.sentence.subjects import NounPhrase, name_beside, plain_phrase
from tui_reader.quotations.speech.cue_subjects import subject_of
from tui_reader.quotations.speech.cues import FoundCue
from tui_reader.quotations.speech.reported_extent import (
    another_reports,
    aside_follows,
    clause_end,
    goes_on_reporting,
    that_behind_aside,
)

_ASKS = frozenset("whether if why how what when where".split())
_DASHES = words("dash")
_GOES_ON = words("goes_on")
_JOINS = frozenset(("but", "and", "yet", "although", "though", "because", "since"))
_NO_CONTENT = frozenset(("who", "which", "whose", "and", "or", ","))  # "read by his brother, Name,"
_NOUN_FROM = words("noun_from")
_NOT_FINITE = frozenset(("be", "been", "being", "having"))
_BETWEEN = frozenset(("not", "never", "to"))
_REST = 120  # entries of what goes on after "…, she said, …"


class Frame:
    """One reporting word at work: its subject, and the entry ranges of what it reports (none: nothing stands there).

    `that`: a "that" introduces the content. `before`: the content stands before the subject. `relative`: it stands in
    a relative clause ("a builder who said …"). `negated`: "has not said …". `inherits`: the subject is that of the
    frame before. `doubtful`: it stands within another, its subject a pronoun, and counts if that is somebody else.
    `within`: the frame whose content this one stands at the start of.
    """

    __slots__ = (
        "before",
        "contents",
        "cue",
        "doubtful",
        "inherits",
        "negated",
        "relative",
        "rule",
        "subject",
        "that",
        "within",
    )

    def __init__(
        self,
        rule_id: str,
        cue: FoundCue,
        subject: NounPhrase | None,
        contents: list[Range] | None = None,
        that: bool = False,
    ) -> None:
        self.rule, self.cue, self.subject = rule_id, cue, subject
        self.contents: list[Range] = [] if contents is None else contents
        self.that = that
        self.before = self.relative = self.negated = self.inherits = self.doubtful = False
        self.within: Frame | None = None

    def holds_marks(self, narration: Narration) -> bool:
        """Say whether marked words stand in what it reports."""
        return any(narration.flag[i] & QUOTED for first, stop in self.contents for i in range(first, stop))


def around(narration: Narration, frame: Frame, low: int, stop: int, after: int, high: int) -> None:
    """Set the content before the subject, and what goes on after the reporting phrase."""
    end = stop
    while end > low and narration.low[end - 1] in _DASHES:
        end -= 1
    start = low
    for index in range(end - 1, low, -1):
        if narration.low[index] == ";":
            start = index + 1  # "Its claim was “…”; the plan, she said, is old"
            break
    while start < end and narration.low[start] in ("•", "*", *_DASHES):
        start += 1
    if end > start:
        frame.contents.append((start, end))
    for index in range(after, min(high, after + 40)):
        word = narration.low[index]
        if narration.flag[index] & QUOTED:
            frame.contents.append((index, min(high, index + _REST)))
            return
        if index > after and narration.flag[index] & CUE and word in _GOES_ON:
            return  # another reports what follows
        if word == ":" and index - after < 14 and index + 1 < high:
            frame.contents.append((index + 1, min(high, index + _REST)))
            return
        if word in (",", "—", "–") and index > after and aside_follows(narration, index, high):
            return
        if word == "," and index == after and (frame.cue.form == "according" or _stands_between(frame, stop)):
            rest = clause_end(narration, index + 1, high)
            if another_reports(narration, index + 1, high):
                return  # "…, he said, Name told her: “…”"
            if rest - index > 3 and goes_on_reporting(narration, index + 1, rest):
                frame.contents.append((index + 1, rest))
                return


def _stands_between(frame: Frame, stop: int) -> bool:
    """Say whether the subject lies between what is reported and its verb: "…, she said, …"."""
    return frame.subject is not None and (frame.subject.first, frame.subject.end) == (stop, frame.cue.first)


@rule("according", "“According to X”: what stands beside it is X's")
def according(narration: Narration, cue: FoundCue, low: int, high: int) -> Frame | None:
    """Return the frame of "according to X": what it reports stands before it, after it, or on both sides."""
    end = phrase_after(narration, cue.stop, high)
    if end is None:
        return None
    frame = Frame("according", cue, plain_phrase(narration, cue.stop, end))
    joined = narration.low[cue.first - 1] in _JOINS and cue.first > low  # "It was late, but according to X it rained"
    dashed = cue.first > low and narration.low[cue.first - 1] in (*_DASHES, PLACEHOLDER, ")")
    if dashed or (cue.first > low + 4 and not joined):
        frame.before = True
        around(narration, frame, low, cue.first, end, high)
        return frame
    index = _over_relative(narration, end, high)
    for at in range(index, min(high, end + 30)):
        if narration.low[at] in (",", ":") or narration.flag[at] & QUOTED:
            index = at
            break
    stop = clause_end(narration, index, high)
    while index < stop and narration.low[index] in (",", ":"):
        index += 1
    if index < stop:
        frame.contents.append((index, stop))
    return frame


def _over_relative(narration: Narration, index: int, high: int) -> int:
    """ "According to the figures, which were released in May, …": where the clause that tells of X ends."""
    if narration.low[index : index + 1] != [","] or narration.low[index + 1 : index + 2] not in (["which"], ["who"]):
        return index
    return next((at for at in range(index + 2, min(high, index + 30)) if narration.low[at] == ","), index)


@rule("passive", "“Was described by X as”: X's words")
def passive(narration: Narration, cue: FoundCue, high: int) -> Frame | None:
    """ "was described by X as …", "was told by X that …": only with a "by"."""
    asked = bool(cue.classes & {"tell", "urge"}) and "call" not in cue.classes
    if cue.base == "ask" and (question := _told_by(narration, cue, high)) is not None:
        return question
    if asked and not any(narration.flag[i] & QUOTED for i in range(cue.stop, min(high, cue.stop + 40))):
        return _told_by(narration, cue, high)
    for index in range(cue.stop, min(high, cue.stop + 12)):
        if narration.low[index] == "to":
            return _told_to(narration, cue, index + 1, high) if index == cue.stop else None
        if narration.low[index] == "by":
            end = phrase_after(narration, index + 1, high)
            if end is None or _is_means(narration, index + 1, end):
                return None
            if narration.low[end : end + 1] == [","] and end + 1 < high and narration.flag[end + 1] & CUE:
                return None  # "Name, questioned by X, said: “…”"
            frame = Frame("passive", cue, plain_phrase(narration, index + 1, end))
            stop = clause_end(narration, end, high)
            marks = any(narration.flag[i] & QUOTED for i in range(cue.stop, index))  # "branded “…” by X"
            if marks or (index - cue.stop > 1 and not narration.flag[cue.stop] & (PREP | TIME)):
                frame.contents.append((cue.stop, index))
            elif stop > end and narration.low[end] not in _NO_CONTENT:
                frame.contents.append((end, stop))
            return frame
        if narration.low[index] in (",", "."):
            return None
    return None


def _is_means(narration: Narration, first: int, stop: int) -> bool:
    """ "written by hand": one plain word that nothing tells to be somebody."""
    return stop - first == 1 and not narration.flag[first] and not narration.low[first].endswith("s")


def _told_by(narration: Narration, cue: FoundCue, high: int) -> Frame | None:
    """ "had been told by X, and not for the first time, that …", "was advised by X not to …": no marked words."""
    end = phrase_after(narration, cue.stop + 1, high) if narration.low[cue.stop : cue.stop + 1] == ["by"] else None
    if end is None or end >= high:
        return None
    if cue.base == "ask" and (asked := _asked_what(narration, end, high)) is not None:
        by = plain_phrase(narration, cue.stop + 1, end)
        by.beside = name_beside(narration, end, high)  # "by the coroner, Name, whether"
        return Frame("passive", cue, by, [asked])
    that = end if narration.low[end] == "that" else that_behind_aside(narration, end, high)
    frame = Frame("passive", cue, plain_phrase(narration, cue.stop + 1, end), that=that is not None)
    if that is not None:
        frame.contents = [(that + 1, clause_end(narration, that + 1, high))]
    elif narration.low[end] in ("to", "not", "never"):
        frame.contents = [(end, clause_end(narration, end, high))]
    return frame if frame.contents else None


def _asked_what(narration: Narration, first: int, high: int) -> tuple[int, int] | None:
    """ "was asked by X, defending, whether the lamps were lit": the question."""
    low = narration.low
    beside = name_beside(narration, first, high)
    first = first if beside is None else beside[1]
    for at in range(first, min(high - 1, first + 6)):
        if low[at] in _ASKS:
            stop = next((i for i in range(at + 2, high) if low[i] in (",", ":")), high)
            return at, min(clause_end(narration, at, high), stop)
        if not narration.flag[at] & (PUNCT | TIME | ADV) and not low[at].endswith("ing"):
            return None
    return None


def _told_to(narration: Narration, cue: FoundCue, first: int, high: int) -> Frame | None:
    """ "was told to “…” by X"."""
    stop = first
    while stop < high and narration.flag[stop] & QUOTED:
        stop += 1
    if stop == first or narration.low[stop : stop + 1] != ["by"]:
        return None
    end = phrase_after(narration, stop + 1, high)
    return None if end is None else Frame("passive", cue, plain_phrase(narration, stop + 1, end), [(first, stop)])


@rule("quoting", "“X quotes Y”: Y's words, which X passes on")
def quoting(narration: Narration, cue: FoundCue, low: int, high: int) -> Frame | None:
    """ "X quotes Y: …": Y's words. The frame around it stands for X, who passes them on."""
    end = phrase_after(narration, cue.stop, high)
    relayer = subject_of(narration, cue, low)
    if end is None or end == cue.stop or narration.low[end : end + 2] == ["in", "which"]:
        return None  # "read out a letter in which he told …": his words
    frame = Frame("quoting", cue, plain_phrase(narration, cue.stop, end))
    frame.within = Frame("quoting", cue, relayer) if relayer else None
    for index in range(end, min(high, end + 12)):
        if narration.low[index] == "as" and narration.low[index + 1 : index + 2] == ["saying"]:
            start = index + 2 + (narration.low[index + 2 : index + 3] == ["that"])
            stop = clause_end(narration, start, high) if start < high else start
            if stop > start:
                frame.contents.append((start, stop))
                frame.that = True
            return frame
        if narration.flag[index] & QUOTED or narration.low[index] == ":":
            start = index + (narration.low[index] == ":")
            if start < high:
                frame.contents.append((start, min(high, start + _REST)))
            return frame
    return frame if frame.contents else None


@rule("noun-report", "“X's claim that”: what follows is X's")
def noun_report(narration: Narration, cue: FoundCue, low: int, high: int) -> Frame | None:
    """ "X's claim that …", "a concern among X that …"."""
    subject: Range | None = None
    after = cue.first + 1
    if after < cue.stop and narration.low[after] in _NOUN_FROM:
        end = phrase_after(narration, after + 1, cue.stop)
        subject = None if end is None else (after + 1, end)
    else:
        index = cue.first - 1
        while index > low and not narration.raw[index].endswith(("'s", "’s")) and is_noun(narration, index):
            index -= 1
        if index >= low and narration.raw[index].endswith(("'s", "’s")):
            begin = phrase_before(narration, index + 1, low)
            subject = None if begin is None else (begin, index + 1)
    if subject is None:
        return None
    stop = _to_main_verb(narration, cue.stop + 1, clause_end(narration, cue.stop + 1, high))
    if stop <= cue.stop + 1:
        return None
    return Frame("noun-report", cue, plain_phrase(narration, *subject), [(cue.stop + 1, stop)], that=True)


def _to_main_verb(narration: Narration, first: int, stop: int) -> int:
    """Return where "did not convince" begins in "X's claim that the bridge was safe did not convince the town"."""
    verbs = False
    for index in range(first, stop):
        flag = narration.flag[index]
        if flag & (COORD | SUBORD | REL | PUNCT | QUOTED) or narration.low[index] == "that":
            return stop
        if flag & AUX and narration.low[index] not in _NOT_FINITE:
            if verbs and not narration.flag[index - 1] & AUX and narration.low[index - 1] not in _BETWEEN:
                return index
            verbs = True
    return stop


def as_said(narration: Narration, frame: Frame, low: int, high: int) -> bool:
    """Set the content of "As X says, …", "As X wrote in May, …" and "…, as X says."; say whether that is the form."""
    first, stop = frame.subject.first if frame.subject else 0, frame.cue.stop
    if first <= low or narration.low[first - 1] != "as" or stop >= high:
        return False
    comma = next((i for i in range(stop, high) if not _stands_beside(narration, i, stop)), high)
    if comma + 2 < high and narration.low[comma] == ",":
        end = clause_end(narration, comma + 1, high)
        if end - comma < 4:
            return False
        frame.contents, frame.that = [(comma + 1, end)], True
        return True
    behind = first - 2 > low and narration.low[first - 2] == "," and narration.flag[first - 3] & QUOTED
    if not behind or any(not narration.flag[i] & PUNCT for i in range(comma, high)):
        return False
    frame.contents, frame.rule, frame.before = [(low, first - 2)], "said-after", True
    return True


def _stands_beside(narration: Narration, index: int, first: int) -> bool:
    """Say whether the entry goes on with where and when somebody wrote it: "as X wrote in the Ledger in May"."""
    flag = narration.flag[index]
    if index == first:
        return bool(flag & (PREP | TIME))
    return not flag & (PUNCT | QUOTED | AUX | PRON | CUE)
