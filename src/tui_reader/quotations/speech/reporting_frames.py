"""A reporting word with its subject and what it reports: "X said that …", "…, said X", "according to X, …"."""

from __future__ import annotations

from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    CAPITAL,
    CUE,
    FINITE,
    OBJ,
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
from tui_reader.quotations.sentence.noun_phrases import (
    core_after,
    inverted_phrase,
    is_given_name,
    phrase_before,
)
from tui_reader.quotations.sentence.subjects import NounPhrase, find_subject, name_beside, plain_phrase
from tui_reader.quotations.speech.cue_subjects import of_coordinated, of_participle, subject_of
from tui_reader.quotations.speech.cues import FoundCue, find_cues
from tui_reader.quotations.speech.frame_pairs import aside_before, give_to_tag, leave_to_later, weave_asides
from tui_reader.quotations.speech.reported_clauses import may_hold_runs, names_somebody, reports_clause
from tui_reader.quotations.speech.reported_extent import (
    clause_end,
    content_start,
    has_verb,
    introduces_more,
    nothing_after,
    somebody_says,
)
from tui_reader.quotations.speech.special_frames import Frame, according, around, as_said, noun_report, passive, quoting

_DASHES = words("dash")
_LONG_DASHES = words("long_dash")
_ASIDE = 20  # entries between two dashes
_NOT_SPEAKERS = words("not_speaker")
_CONCEDING = words("conceding")
_CAUSES, _RECALLS = words("causes"), words("recalls")
_WHERE = frozenset(("where", "which", "when", "that", "because", "if", "while", "until"))
_NAMING = frozenset(("call", "act"))
_ACTS = frozenset(("call", "act", "urge", "promise"))  # what follows is named: "accused Name of “…” and was fined"
_OPINIONS = words("opinion")
_THOUGHTS = words("thought")
_GOING_ON = words("going_on")
_NEAR = 4  # entries between a reporting word and the marked words that are its own: "telling him: “…”"
_CHAIN = 40  # a second reporting word this near to the start of what the first reports passes words on


def find_frames(narration: Narration, low: int, high: int, any_subject: bool = False) -> list[Frame]:
    """Return the frames of the sentence `low:high`, in order of their reporting words.

    A reporting word inside what another reports has a frame of its own only where it passes words on
    ("she says he said …"). `any_subject`: "I" and "we" count as well, as they do inside a quotation.
    """
    frames: list[Frame] = []
    for cue in find_cues(narration, low, high):
        outer = next((f for f in reversed(frames[-2:]) if any(a <= cue.first < b for a, b in f.contents)), None)
        told = _was_told(narration, cue, outer, high) if outer is not None and cue.passive else None
        if told is not None and outer is not None:
            if not outer.contents:
                frames.remove(outer)  # all it reports is what was told
            frames.append(told)
            continue
        recalled = None if outer is None else _recalled(narration, cue, outer, high)
        if recalled is not None and outer is not None:
            frames[frames.index(outer)] = recalled
            continue
        if outer is not None and not _passes_on(narration, cue, outer):
            own = _of_its_own(narration, cue, outer, high)
            if own is None and cue.base == "quote" and cue.form == "ing":
                own = quoting(narration, cue, low, high)  # "…, he says, quoting her, was “…”"
                if own is not None:
                    own.within = outer
            if own is not None:
                frames.append(own)
            continue
        start = max((b for f in frames[-1:] for _, b in f.contents if b <= cue.first), default=low)
        begin = low if outer is None else outer.contents[0][0]
        frame = _frame(narration, cue, begin, high, start, frames)
        if outer is not None and (frame is None or not _starts(narration, frame, outer)):
            continue
        if outer is not None and frame is not None and cue.form == "base" and frame.before:
            continue  # "the talks would go on"
        if frame is None or frame.subject is None or not (any_subject or _may_speak(narration, frame)):
            continue
        if _reports(narration, frame, high):
            frame.within = outer or frame.within or aside_before(narration, frame, frames)
            frames.append(frame)
    leave_to_later(frames)
    weave_asides(narration, frames)
    give_to_tag(narration, frames, low, high)
    return frames


def _of_its_own(narration: Narration, cue: FoundCue, outer: Frame, high: int) -> Frame | None:
    """ "… an offer which Name described as “…”", "…, with Name telling him: “…”": Name's words, not the sentence's.

    What the frame around it reports ends before.
    """
    stop = min(high, cue.stop + _NEAR)
    if (
        cue.passive
        or cue.form not in ("s", "past", "ing")
        or not any(f & QUOTED for f in narration.flag[cue.stop : stop])
    ):
        return None
    begin = phrase_before(narration, cue.first, outer.contents[0][0])
    if begin is None or begin <= outer.contents[0][0] or narration.flag[begin] & PRON:
        return None
    before = narration.low[begin - 1]
    if before not in (("with",) if cue.form == "ing" else ("which", "what", "that", "whom")):
        return None
    if not _can_speak(narration, begin, cue.first) and narration.low[begin] != "one":
        return None
    frame = Frame("says", cue, plain_phrase(narration, begin, cue.first))
    _after(narration, frame, cue.first, high)
    if not frame.contents:
        return None
    outer.contents = [(a, min(b, begin - 1)) for a, b in outer.contents if a < begin - 1]
    return frame


def _was_told(narration: Narration, cue: FoundCue, outer: Frame, high: int) -> Frame | None:
    """ "Name said she had been told by a nurse that it was “…”": the nurse's words, which Name passes on."""
    frame = passive(narration, cue, high) if cue.classes & {"tell", "urge"} else None
    if frame is None or not frame.holds_marks(narration):
        return None
    end = cue.first
    while end > outer.contents[0][0] and (
        narration.flag[end - 1] & (AUX | PRON) or narration.low[end - 1] in ("been", "and", "but", ",")
    ):
        end -= 1
    frame.within = Frame("says", cue, outer.subject)
    outer.contents = [(a, min(b, end)) for a, b in outer.contents if a < end]
    return frame


def _recalled(narration: Narration, cue: FoundCue, outer: Frame, high: int) -> Frame | None:
    """ "Name recalls him saying: “…”": his words, which Name passes on."""
    first = outer.contents[0][0]
    if cue.form != "ing" or narration.low[outer.cue.first] not in _RECALLS or first >= cue.first:
        return None
    end = first + 1 if narration.flag[first] & OBJ else core_after(narration, first, cue.first + 1)
    if end != cue.first:
        return None
    frame = Frame("says", cue, plain_phrase(narration, first, cue.first))
    frame.within = Frame("says", outer.cue, outer.subject)
    _after(narration, frame, cue.first, high)
    return frame if frame.contents else None


def _passes_on(narration: Narration, cue: FoundCue, outer: Frame) -> bool:
    first = outer.contents[0][0]
    return (
        not outer.before
        and cue.first - first <= _CHAIN
        and bool(cue.classes & {"say", "tell"})
        and (cue.form in ("s", "past") or (cue.form == "base" and bool(narration.flag[cue.first - 1] & AUX)))
        and cue.base not in _THOUGHTS
    )


def _reports(narration: Narration, frame: Frame, high: int) -> bool:
    """Say whether the frame holds marked words, a reported clause, or leads in to what follows."""
    if frame.relative and frame.cue.base in _OPINIONS:
        return False  # "candidates who think …"
    asked = (
        frame.subject is not None and frame.subject.first > 1 and narration.low[frame.subject.first - 1] == "whether"
    )
    if asked and not frame.holds_marks(narration):
        return False  # "would not say whether Name had offered to go"
    if not frame.contents or narration.low[high - 1] == ":":
        return True
    return any(
        (any(narration.flag[i] & QUOTED for i in range(a, b)) and may_hold_runs(narration, frame, a, b))
        or reports_clause(narration, frame, a, b)
        for a, b in frame.contents
    )


def _starts(narration: Narration, frame: Frame, outer: Frame) -> bool:
    """Say whether the frame takes up the whole of what the one around it reports."""
    if frame.subject is None or frame.relative or not frame.contents or frame.subject.first - outer.contents[0][0] > 1:
        return False
    word, outside = (
        narration.low[at].partition("'")[0] for at in (frame.subject.first, (outer.subject or frame.subject).first)
    )
    frame.doubtful = word in ("he", "she") and not frame.before and frame.holds_marks(narration)
    return frame.doubtful or word not in ("he", "she", "they", "it") or {word, outside} == {"he", "she"}


def _may_speak(narration: Narration, frame: Frame) -> bool:
    if frame.subject is None:
        return True
    first, stop = frame.subject.first, frame.subject.stop
    return not (
        narration.low[first].partition("'")[0] in _NOT_SPEAKERS
        or (stop - first == 1 and narration.low[first] in ("a", "an", "the", "no", "every"))
    )


def _frame(narration: Narration, cue: FoundCue, low: int, high: int, start: int, earlier: list[Frame]) -> Frame | None:
    if cue.form == "according":
        return according(narration, cue, start, high)
    if cue.form == "noun":
        return noun_report(narration, cue, low, high)
    if cue.passive:
        return passive(narration, cue, high)
    inverted = _said_name(narration, cue, low, high, start)
    if inverted is not None:
        return inverted
    if "quote" in cue.classes and cue.base in ("quote", "paraphrase", "read out"):
        return quoting(narration, cue, low, high)
    frame = _with_subject(narration, cue, low, earlier)
    if frame is None or as_said(narration, frame, low, high):
        return frame
    return _said_after(narration, frame, low, high, start) or _says(narration, frame, low, high)


def _with_subject(narration: Narration, cue: FoundCue, low: int, earlier: list[Frame]) -> Frame | None:
    """Return the frame with its subject and how it stands to it, without content; None where nobody is the subject."""
    finite = cue.first > low and narration.low[cue.first - 1] in _GOING_ON
    frame = Frame("says", cue, None)
    frame.inherits = cue.form == "ing" and not finite
    if frame.inherits:
        frame.rule = "adding"
        frame.subject = of_participle(narration, cue, low, earlier)
    else:
        frame.subject = of_coordinated(narration, cue, low, earlier) or subject_of(narration, cue, low)
    if frame.subject is None or _is_caused(narration, frame):
        return None
    frame.relative = cue.first > low and narration.low[cue.first - 1] in ("who", "which", "that", "whom")
    frame.negated = any(
        narration.low[i] in ("not", "never") or narration.low[i].endswith("n't")
        for i in range(max(low, cue.first - 2), cue.first)
    )
    return frame


def _is_caused(narration: Narration, frame: Frame) -> bool:
    """Say whether the subject is made to think: "a bias which tends to make people think"."""
    subject = frame.subject
    if frame.cue.form != "base" or subject is None or narration.flag[frame.cue.first - 1] & AUX:
        return False
    return any(narration.low[i] in _CAUSES for i in range(max(0, subject.first - 1), frame.cue.first))


@rule("said-name", "“…, said X”: what stands before the verb is X's, who stands behind it")
def _said_name(narration: Narration, cue: FoundCue, low: int, high: int, start: int) -> Frame | None:
    """Also what goes on after the name."""
    inverted = _inverted(narration, cue, low, high)
    if inverted is None:
        return None
    frame = Frame("said-name", cue, inverted)
    frame.before = True
    around(narration, frame, start, cue.first, inverted.end, high)
    return frame


@rule("said-after", "“…, X said”: what stands before the subject is X's")
def _said_after(narration: Narration, frame: Frame, low: int, high: int, start: int) -> Frame | None:
    """Also what goes on after the verb."""
    subject = frame.subject
    if frame.inherits or subject is None or not _stands_last(narration, frame.cue, subject.first, low, high):
        return None
    frame.rule, frame.before = "said-after", True
    around(narration, frame, start, subject.first, frame.cue.stop, high)
    return frame


@rule("says", "“X said that …”, “X said: …”: what follows the verb is X's")
def _says(narration: Narration, frame: Frame, low: int, high: int) -> Frame | None:
    """Over the person addressed, and to where the reporter goes on."""
    _after(narration, frame, low, high)
    return frame


def _inverted(narration: Narration, cue: FoundCue, low: int, high: int) -> NounPhrase | None:
    """ "…, said X": the subject after the verb."""
    if "say" not in cue.classes or cue.form in ("ing", "adjective") or cue.stop >= high:
        return None
    if cue.first == low:
        if cue.form == "base" or low == 0:
            return None
    elif narration.low[cue.first - 1] not in (*_DASHES, PLACEHOLDER, "?", "!", "so", "as"):
        return None
    quoted = _quotation_before(narration, cue.first, low)
    if cue.first > low and not quoted and not has_verb(narration, low, cue.first):
        return None
    if narration.low[cue.first - 1] in _DASHES and find_subject(narration, low, cue.first) is not None:
        return None  # "The letter - seen by Name - warns Name: …": what stands before is its subject
    first = cue.stop
    flag = narration.flag[first]
    if (
        flag & (PUNCT | QUOTED | PREP | SUBORD)
        or (flag & TIME and not is_given_name(narration, first))
        or (flag & ADV and not narration.flag[first] & CAPITAL)
    ):
        return None
    end = inverted_phrase(narration, first, high)
    if end is None or (end < high and not _ends_phrase(narration, end)):
        return None
    if flag & PRON and not (end >= high or narration.flag[end] & PUNCT):
        return None
    if not flag & PRON and not quoted and not _can_speak(narration, first, end):
        return None
    phrase = plain_phrase(narration, first, end)
    phrase.beside = name_beside(narration, end, high)
    return phrase


def _can_speak(narration: Narration, first: int, stop: int) -> bool:
    """Say whether a phrase is headed like somebody who speaks: a name, a role, a body, a writing; and has no verb."""
    if any(narration.flag[i] & (FINITE | AUX) and not narration.flag[i] & CAPITAL for i in range(first, stop)):
        return False
    return not narration.flag[first] & PRON and names_somebody(narration, first, stop)


def _ends_phrase(narration: Narration, index: int) -> bool:
    ends = PUNCT | QUOTED | PREP | TIME | SUBORD | ADV | REL
    flag, word = narration.flag[index], narration.low[index]
    return bool(flag & ends) or word == "and" or (bool(flag & CUE) and word.endswith("ing"))


def _stands_last(narration: Narration, cue: FoundCue, subject: int, low: int, high: int) -> bool:
    """Say whether subject and verb come after what is said: "…, he said."""
    if subject <= low and low == 0:
        return False
    if subject > low and narration.low[subject - 1] in _WHERE:
        return False  # "a “…” meeting where some argued against it, …"
    quoted = _quotation_before(narration, subject, low)
    if subject > low and not quoted and narration.low[subject - 1] not in (*_DASHES, PLACEHOLDER, "?", "!"):
        return False
    if quoted and not introduces_more(narration, cue.stop, high):
        return True
    if not nothing_after(narration, cue, high):
        return False
    between = cue.stop + 2 < high and narration.low[cue.stop] == ","  # "The plan, she said, is …"
    return quoted or subject <= low or between or subject - low > 4 or has_verb(narration, low, subject)


def _quotation_before(narration: Narration, subject: int, low: int) -> bool:
    """Say whether a quotation stands right before the subject, or before words that belong to it."""
    for index in range(subject - 1, max(low, subject - 6) - 1, -1):
        if narration.flag[index] & QUOTED:
            return True
        if narration.flag[index] & PUNCT and index < subject - 1:
            return False
    return False


def _over_aside(narration: Narration, index: int, high: int) -> int:
    """Step over what dashes set off: "has reported - citing officials - that …"."""
    if index < high and narration.low[index] in _LONG_DASHES:
        for close in range(index + 2, min(high - 1, index + _ASIDE)):
            if narration.low[close] == narration.low[index]:
                return close + 1
    return index


def _after(narration: Narration, frame: Frame, low: int, high: int) -> None:
    """Set the content after the reporting word (and the person addressed)."""
    cue_first, stop = frame.cue.first, frame.cue.stop
    aside = stop + 1 < high and narration.low[stop] == "," and not narration.flag[stop + 1] & QUOTED
    if aside and frame.cue.classes <= _NAMING:
        return  # "when an officer called, …"
    index = _over_aside(narration, content_start(narration, frame.cue, high), high)
    if index < high and narration.low[index] == "," and somebody_says(narration, index + 1, high - 1):
        return  # "before anybody told the public, the report finds"
    acts = not frame.that and frame.cue.classes <= _ACTS
    end = clause_end(narration, index, high, acts)
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
