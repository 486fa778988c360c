"""A reporting word with its subject and what it reports: "X said that …", "…, said X", "according to X, …"."""

from __future__ import annotations

from tui_reader.quotations.rules import rule
from tui_reader.quotations.sentence.lexicon import (
    ADV,
    AUX,
    CAPITAL,
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
from tui_reader.quotations.sentence.noun_phrases import (
    inverted_phrase,
    is_given_name,
)
from tui_reader.quotations.sentence.subjects import NounPhrase, find_subject, name_beside, plain_phrase
from tui_reader.quotations.speech.content_after import set_content_after
from tui_reader.quotations.speech.cue_subjects import is_perceived, of_coordinated, of_participle, subject_of
from tui_reader.quotations.speech.cues import FoundCue, find_cues
from tui_reader.quotations.speech.frame_pairs import aside_before, give_to_tag, leave_to_later, weave_asides
from tui_reader.quotations.speech.frames_within import (
    can_speak,
    of_its_own,
    passes_on,
    recalled,
    starts,
    tag_behind,
    was_told,
)
from tui_reader.quotations.speech.open_tags import open_tags
from tui_reader.quotations.speech.reported_clauses import may_hold_runs, reports_clause
from tui_reader.quotations.speech.reported_extent import (
    has_verb,
    introduces_more,
    nothing_after,
)
from tui_reader.quotations.speech.special_frames import Frame, according, around, as_said, noun_report, passive, quoting

_DASHES, _LONG_DASHES = words("dash"), words("long_dash")
_NOT_SPEAKERS = words("not_speaker")
_CAUSES, _RECALLS = words("causes"), words("recalls")
_WHERE = frozenset(("where", "which", "when", "that", "because", "if", "while", "until"))
_CONSENTS = frozenset(("mind", "promise"))
_OPINIONS = words("opinion")
_GOING_ON = words("going_on")


def find_frames(narration: Narration, low: int, high: int, any_subject: bool = False) -> list[Frame]:
    """Return the frames of the sentence `low:high`, in order of their reporting words.

    A reporting word inside what another reports has a frame of its own only where it passes words on
    ("she says he said …"). `any_subject`: "I" and "we" count as well, as they do inside a quotation.
    """
    frames: list[Frame] = []
    for cue in find_cues(narration, low, high) or open_tags(narration, low, high):
        outer = next((f for f in reversed(frames[-2:]) if any(a <= cue.first < b for a, b in f.contents)), None)
        told = was_told(narration, cue, outer, high) if outer is not None and cue.passive else None
        if told is not None and outer is not None:
            if not outer.contents:
                frames.remove(outer)  # all it reports is what was told
            frames.append(told)
            continue
        if outer is not None and not outer.contents:
            frames.remove(outer)  # all it reports is what somebody unnamed told
            continue
        if outer is not None and (_explains(narration, cue, outer) or _tags_all(narration, cue, outer, high)):
            frames.remove(outer)
            outer = None
        if outer is not None and _asks_behind_dash(narration, cue, outer):
            outer = None
        heard = None if outer is None else recalled(narration, cue, outer, high)
        if heard is not None and outer is not None:
            frames[frames.index(outer)] = heard
            continue
        if outer is not None and tag_behind(narration, cue, outer, high):
            continue
        if outer is not None and not passes_on(narration, cue, outer):
            own = of_its_own(narration, cue, outer, high)
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
        if outer is not None and (frame is None or not starts(narration, frame, outer)):
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


def _explains(narration: Narration, cue: FoundCue, outer: Frame) -> bool:
    """ "Name points to a ruling: it said …": the ruling says it, not Name."""
    it = cue.first - 1
    return outer.contents[0][0] == it and narration.low[it - 1 : it + 1] == [":", "it"] and "say" in cue.classes


def _asks_behind_dash(narration: Narration, cue: FoundCue, outer: Frame) -> bool:
    """ "Name denies it – “why would you not ask?” asked another": what `outer` reports ends at the dash."""
    dash = cue.first - 2
    if not narration.flag[dash + 1] & QUOTED or narration.low[dash] not in _LONG_DASHES or "say" not in cue.classes:
        return False
    outer.contents = [(a, min(b, dash)) for a, b in outer.contents if a < dash]
    return True


def _tags_all(narration: Narration, cue: FoundCue, outer: Frame, high: int) -> bool:
    """ "She had offered to pay it back, he told the court.": he says so of her."""
    by = cue.first - 1
    told = bool(narration.flag[by] & PRON) and narration.low[by - 1] == "," and by - 1 > outer.contents[0][0]
    told = told and cue.form in ("s", "past") and bool(cue.classes & {"say", "tell"})
    return told and not outer.holds_marks(narration) and nothing_after(narration, cue, high)


def _reports(narration: Narration, frame: Frame, high: int) -> bool:
    """Say whether the frame holds marked words, a reported clause, or leads in to what follows."""
    if frame.relative and frame.cue.base in _OPINIONS:
        return False  # "candidates who think …"
    if frame.negated and frame.cue.classes <= _CONSENTS and frame.holds_marks(narration):
        return False  # "did not accept that it was “…”": another's words
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


def _may_speak(narration: Narration, frame: Frame) -> bool:
    if frame.subject is None:
        return True
    first, stop = frame.subject.first, frame.subject.stop
    return not (
        narration.low[first].partition("'")[0] in _NOT_SPEAKERS
        or narration.low[first : first + 2] == ["no", "one"]
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
    before = cue.first - 1
    finite = before >= low and (narration.low[before] in _GOING_ON or is_perceived(narration, before, low))
    frame = Frame("says", cue, None)
    frame.inherits = cue.form == "ing" and not finite
    if frame.inherits:
        frame.rule = "adding"
        frame.subject = of_participle(narration, cue, low, earlier)
    else:
        frame.subject = of_coordinated(narration, cue, low, earlier) or subject_of(narration, cue, low)
    if frame.subject is None or _is_caused(narration, frame):
        return None
    helped = cue.first - 1
    while helped > low and narration.flag[helped] & AUX and not narration.flag[helped] & CAPITAL:
        helped -= 1
    frame.relative = helped >= low and narration.low[helped] in ("who", "which", "that", "whom")
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


def _tells_nobody(narration: Narration, stop: int, high: int) -> bool:
    """Say whether "told" has nobody behind it but a time, or who told: it is no "told" of who stands before it."""
    index = stop
    while index < high and (narration.flag[index] & TIME or narration.low[index] in ("last", "on", "this")):
        index += 1
    return index >= high or narration.low[index] in (".", "by", ":")


@rule("said-after", "“…, X said”: what stands before the subject is X's")
def _said_after(narration: Narration, frame: Frame, low: int, high: int, start: int) -> Frame | None:
    """Also what goes on after the verb."""
    subject = frame.subject
    if frame.cue.base == "tell" and frame.cue.form == "past" and _tells_nobody(narration, frame.cue.stop, high):
        return None  # "…, MPs told last night": they were
    if frame.inherits or subject is None or not _stands_last(narration, frame.cue, subject.first, low, high):
        return None
    frame.rule, frame.before = "said-after", True
    around(narration, frame, start, subject.first, frame.cue.stop, high)
    return frame


@rule("says", "“X said that …”, “X said: …”: what follows the verb is X's")
def _says(narration: Narration, frame: Frame, low: int, high: int) -> Frame | None:
    """Over the person addressed, and to where the reporter goes on."""
    set_content_after(narration, frame, low, high)
    return frame


def _inverted(narration: Narration, cue: FoundCue, low: int, high: int) -> NounPhrase | None:
    """ "…, said X": the subject after the verb."""
    if cue.form in ("ing", "adjective") or cue.stop >= high or "call" in cue.classes or cue.base == "tell":
        return None
    says = "say" in cue.classes
    if not says and not (cue.first > low and narration.flag[cue.first - 1] & QUOTED):
        return None  # "“…,” urged Name", but no "… where it urged calm"
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
    if not flag & PRON and not (quoted and says) and not can_speak(narration, first, end):
        return None
    phrase = plain_phrase(narration, first, end)
    phrase.beside = name_beside(narration, end, high)
    return phrase


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
