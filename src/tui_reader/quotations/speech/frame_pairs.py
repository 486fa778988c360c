"""Two reporting words in one sentence: an aside ("he said,"), a tag at the end (", the minister says")."""

from __future__ import annotations

from tui_reader.quotations.sentence.lexicon import ADV, AUX
from tui_reader.quotations.sentence.narration import Narration
from tui_reader.quotations.speech.special_frames import Frame, around

_TAGS = ("s", "past", "according")
_REPORTING = frozenset(("say", "tell", "show", "quote", "according"))
_LATER = 3  # reporting words behind one that may take what it holds
_TAKEN = 3  # entries: the person addressed; more is something reported


def aside_before(narration: Narration, frame: Frame, frames: list[Frame]) -> Frame | None:
    """ "When it was noticed, he said, Name told her: “…”": Name's words, which he passes on."""
    before = frames[-1] if frames else None
    if before is None or not before.before or frame.subject is None or not frame.holds_marks(narration):
        return None
    stop = before.cue.stop
    after = narration.low[stop : stop + 1] == [","] and frame.subject.first == stop + 1
    return before if after else None


def weave_asides(narration: Narration, frames: list[Frame]) -> None:
    """ "He asked her, she recalls, if she was “…”": what goes on after the aside is his, and she passes it on."""
    for index in range(len(frames) - 1, 0, -1):
        aside, main = frames[index], frames[index - 1]
        if aside.subject is None or not aside.before or main.before or main.within is not None:
            continue
        begins = aside.subject.first
        if narration.low[begins - 1] != "," or any(b - a > _TAKEN and b <= begins for a, b in main.contents):
            continue
        rest = [(a, b) for a, b in aside.contents if a >= aside.cue.stop]
        if rest and main.cue.stop < begins:
            main.contents, main.within = rest, aside
            del frames[index]


def leave_to_later(frames: list[Frame]) -> None:
    """ "…, Name says, with Other adding “…”": what a later reporting word holds is not the earlier one's as well."""
    for index, frame in enumerate(frames[:-1]):
        behind = frame.before or frame.cue.form == "according"
        for later in (
            frames[index + 1 : index + 1 + _LATER] if behind and len(frame.contents) > 1 - frame.before else ()
        ):
            held = later.contents
            frame.contents = [
                (a, b)
                for a, b in frame.contents
                if not (frame.cue.stop <= later.cue.first <= a and any(c <= a < d or a <= c < b for c, d in held))
            ]


def give_to_tag(narration: Narration, frames: list[Frame], low: int, high: int) -> None:
    """ "The report finds …, the minister says.": she passes on what the report finds.

    What is no report ("the managers knew …, the report finds") is what is reported.
    """
    if len(frames) > 2 and not frames[-1].before and frames[-1].inherits and _is_tag(frames[-2]):
        last = frames.pop()  # "…, she says, with him adding …"
        give_to_tag(narration, frames, low, frames[-1].cue.stop)
        frames.append(last)
        return
    if len(frames) > 1 and frames[-1].before and not frames[-1].contents and frames[-1].cue.form in _TAGS:
        tag = frames[-1]
        finite = [f for f in frames[:-1] if _finite(narration, f)]
        if tag.cue.form == "according":
            if not finite:
                return
        elif tag.subject is not None and not any(
            f.cue.classes & _REPORTING and not _of_it(narration, f) for f in finite
        ):
            around(narration, tag, low, tag.subject.first, tag.cue.stop, high)
            frames[:] = [tag]
            return
        for frame in frames[:-1]:
            if frame.within is None and not frame.before and frames[-1].cue.base != "hear":
                frame.within = frames[-1]  # a court that heard it passes nothing on
        frames.pop()


def _is_tag(frame: Frame) -> bool:
    return frame.before and not frame.contents and frame.cue.form in ("s", "past")


def _finite(narration: Narration, frame: Frame) -> bool:
    """Say whether the reporting word says what somebody said, or would often say, or used to say."""
    before = frame.cue.first - 1
    while before > 0 and narration.flag[before] & ADV and not narration.flag[before] & AUX:
        before -= 1
    used = narration.low[max(before - 1, 0) : before + 1] == ["used", "to"]
    plural = frame.cue.form == "base" and narration.low[before] != "to"  # "engineers believe"
    return frame.cue.form in ("s", "past") or plural or bool(narration.flag[before] & AUX) or used


def _of_it(narration: Narration, frame: Frame) -> bool:
    return frame.subject is not None and narration.low[frame.subject.first] == "it"
