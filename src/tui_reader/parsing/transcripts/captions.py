"""Captions: WebVTT and SRT. Times, cue names, notes and styles are no words; a voice tag is a speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise

from tui_reader.parsing.transcripts.labels import may_speak, names_office
from tui_reader.parsing.transcripts.marks import printed_day
from tui_reader.parsing.transcripts.talk import Talk, is_aside, tells_of_room
from tui_reader.parsing.web import WebPage

_HEAD = 2_000
_TIMING = re.compile(
    r"\s*(?:\d+:)?\d{1,2}:\d\d[,.]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d\d[,.]\d{1,3}(?:[ \t].*)?", re.ASCII
)
_TIMED_LINE = re.compile(rf"\[(?P<times>{_TIMING.pattern})\][ \t]*(?P<words>.*)", re.ASCII)  # as Whisper prints it
_NAMED_CUE = re.compile(r'\d+ "(?P<name>[^"<>]{2,60})"(?: \(\d+\))?')  # the name of a cue, as meetings are exported
_LONE_TIME = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d\d")  # above a line of words, as video sites print captions
_LONE_TIMES = 0.3  # of the lines, where a text is such captions; each second one is
_WEB_VTT = re.compile(r"WEBVTT(?:[ \t]+(?:-+[ \t]*)?(?P<title>.*))?$")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?$")
_TAG = re.compile(r"<(/?)([^\s.<>]*)[^\s<>]*(?:[ \t]([^<>]*))?>|\{\\[^{}]*\}")
_LABEL = re.compile(r"(?:>>+ ?)?(?P<name>[^\W\d_][^:<>]{0,50}?|\+?\d[\d ]{8,14})(?: \([^()]{1,40}\))? ?:(?: +(?=\S)|$)")
_HELD = re.compile(r"[\[(](?P<name>[A-Z][A-Z0-9 .,'’&-]{2,40})[\])](?: +(?=\S)|$)")  # "[REPORTER 1] Chief, how long?"
_CREDIT = re.compile(r"(?:captions?|captioned|subtitles?|subtitled|transcri\w+)(?: (?:\w+ )?by\b|: )", re.IGNORECASE)
_CHANGES = re.compile(r"(?<=\S)\s+(?=>> ?\S)|(?<=\S)\s*(?=<v[\s.])")  # another speaks, in the midst of a line
_DASH = re.compile(r"[-–—] ?(?=\S)")
_ROLLING = 0.5  # of the cues, those that begin with what the one before ended with; in others one in a hundred
_TWICE = 2  # times a label in small letters stands in front of a line, to be taken for one
_LABELLED = 4  # lines with labels that come again: where there are so many, a name that comes once is one as well
# No name holds the end of a sentence, nor six words.
_SENTENCE = re.compile(r"\b(?!(?:PROF|CLLR|CAPT|SUPT|PRES|ASST)\b)[^\W\d_]{4,}\. |(?:\S+ ){5,}")
_SAID = frozenset("I I'VE I'M WE WE'VE WE'RE YOU HE SHE IT IT'S LOOK HERE THERE THIS THAT IS ARE WAS".split())
_HEADER = re.compile(r"(?P<name>[\w-]{2,20})\s*[:=]\s*(?P<value>.*)")


def are_captions(text: str) -> bool:
    """Say whether a text is WebVTT or SRT, by how it begins."""
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    lines = start.splitlines()[:3]
    return bool(lines) and (
        _WEB_VTT.match(lines[0]) is not None
        or any(_TIMED_LINE.fullmatch(line) for line in lines)
        or any(_TIMING.fullmatch(line) for line in lines[:2])
        or (len(lines) > 1 and lines[0].strip().isdigit() and _TIMING.fullmatch(lines[1]) is not None)
        or _have_lone_times(text)
    )


def _have_lone_times(text: str) -> bool:
    lines = [line.strip() for line in text[: 2 * _HEAD].splitlines() if line.strip()]
    times = [line for line in lines if _LONE_TIME.fullmatch(line)]
    return len(times) >= max(_LABELLED, _LONE_TIMES * len(lines)) and times == sorted(times, key=lambda t: (len(t), t))


def captions_page(text: str) -> WebPage:
    """Return captions as one talk. A line that begins with "NAME:", with a dash or with a voice tag is another's turn.

    A cue without a voice in captions that have voices is of nobody who is known; without a label it goes on.
    """
    talk = Talk()
    lines = [part for line in text.lstrip("\ufeff").split("\n") for part in _timed_apart(line)]
    if _have_lone_times(text):
        lines = _with_times(talk, lines)
    at = _take_header(talk, lines)
    cues = _without_rolling([*_cues(lines, at)])
    voiced = any("<v" in line for cue in cues for line in cue)
    payloads = [_plain(line) for cue in cues for line in cue]
    begun = [_without_dash(line) for line, _ in payloads]
    labels = Counter(match["name"] for line in begun if (match := _LABEL.match(line) or _held(line)))
    labelled = sum(count for count in labels.values() if count >= _TWICE) >= _LABELLED
    for cue in cues:
        _take_cue(talk, cue, labels, labelled=labelled, voiced=voiced)
    for note in filter(None, _notes(lines[at:] if at else [])):
        talk.drop(unescape(note))
    return talk.page()


def _timed_apart(line: str) -> list[str]:
    """Return a line; times and words as two where a program printed both in one."""
    timed = _TIMED_LINE.fullmatch(line.rstrip("\r"))
    return [line] if timed is None else [timed["times"], timed["words"], ""]


def _with_times(talk: Talk, lines: list[str]) -> list[str]:
    """Return captions whose times stand alone as captions with spans; what is before the first is no words."""
    first = next(at for at, line in enumerate(lines) if _LONE_TIME.fullmatch(line.strip()))
    for line in filter(None, map(str.strip, lines[:first])):
        talk.title = talk.title or line
        talk.drop(line)
    spans = ((line.strip(), _LONE_TIME.fullmatch(line.strip())) for line in lines[first:])
    return ["", *(part for line, time in spans for part in (["", f"{line}.0 --> {line}.0"] if time else [line]))]


def _take_header(talk: Talk, lines: list[str]) -> int:
    """Take title and date of a WebVTT header; return where the cues begin."""
    first = _WEB_VTT.match(lines[0].rstrip("\r"))
    if first is None:
        return 0
    talk.title = unescape(first["title"] or "").strip() or None
    at = 1
    while at < len(lines) and lines[at].strip() and not _TIMING.fullmatch(lines[at].rstrip("\r")):
        header = _HEADER.match(lines[at].strip())
        if header is not None and header["name"].lower() in ("title", "date"):
            if header["name"].lower() == "title":
                talk.title = talk.title or header["value"].strip() or None
            else:
                talk.day = printed_day(header["value"].strip())
        talk.drop(lines[at].strip())
        at += 1
    return at


def _notes(lines: list[str]) -> Iterator[str]:
    """Yield what notes in WebVTT say: words of whoever made the captions."""
    at = 0
    while at < len(lines):
        if lines[at].startswith("NOTE"):
            first = at
            while at < len(lines) and lines[at].strip():
                at += 1
            yield " ".join(" ".join(lines[first:at]).removeprefix("NOTE").split())
        at += 1


def _cues(lines: list[str], at: int) -> Iterator[list[str]]:
    """Yield the lines of each cue; what stands between cues (their names, notes, styles) is skipped.

    In SRT a cue goes on over blank lines to the next number with its times.
    """
    numbered = not any(_WEB_VTT.match(line.rstrip("\r")) for line in lines[:1])
    count = len(lines)
    while at < count:
        line = lines[at].rstrip("\r")
        if not numbered and _BLOCK.match(line):
            while at < count and lines[at].strip():
                at += 1
        elif _TIMING.fullmatch(line):
            named = _NAMED_CUE.fullmatch(lines[at - 1].strip()) if at else None
            first = at = at + 1
            while at < count and (lines[at].strip() or (numbered and not _begins(lines, at + 1))):
                at += 1
            cue = [each.strip() for each in lines[first:at] if each.strip()]
            yield cue if named is None or not cue else [f"<v {named['name']}>{cue[0]}", *cue[1:]]
        else:
            at += 1


def _without_rolling(cues: list[list[str]]) -> list[list[str]]:
    """Return each cue without the lines that stood in the one before, if the captions roll up as machines make them.

    There each line is printed as it is said, once more when it is whole, and again above the next.
    """
    filled = [[line for line in cue if _plain(line)[0]] for cue in cues]
    plain = [[_plain(line)[0] for line in cue] for cue in filled]
    again = [0, *(_overlap(before, cue) for before, cue in pairwise(plain))][: len(cues)]
    if sum(map(bool, again)) < _ROLLING * len(cues):
        return cues
    return [cue[count:] for cue, count in zip(filled, again, strict=True)]


def _overlap(before: Sequence[str], cue: Sequence[str]) -> int:
    """Return how many lines a cue begins with that the one before ended with."""
    most = min(len(before), len(cue))
    return next((count for count in range(most, 0, -1) if before[-count:] == cue[:count]), 0)


def _begins(lines: list[str], at: int) -> bool:
    """Say whether a cue, or nothing more, begins after a blank line: a number and its times, or times alone."""
    rest = [line.strip() for line in lines[at : at + 2]]
    if not any(rest):
        return True
    return any(_TIMING.fullmatch(line) for line in rest) and (rest[0].isdigit() or bool(_TIMING.fullmatch(rest[0])))


def _plain(line: str) -> tuple[str, list[str]]:
    """Return the words of a line without tags, and the voices it names."""
    voices = [match[3].strip() for match in _TAG.finditer(line) if match[2] == "v" and match[3] and not match[1]]
    return " ".join(unescape(_TAG.sub("", line)).split()), [unescape(voice) for voice in voices]


def _take_cue(talk: Talk, cue: list[str], labels: Counter[str], *, labelled: bool, voiced: bool) -> None:
    parts = [part for line in cue for part in _CHANGES.split(line.replace("&gt;", ">"))]
    for place, part in enumerate(parts):
        words, voices = _plain(part)
        if not words:
            continue
        held = _held(words) if place + 1 < len(parts) else None
        if is_aside(words) and (held is None or not _is_held(held, labels)):
            talk.aside(words)
            continue
        if _CREDIT.match(words):
            for credit in cue[place:] if len(cue) > place else [words]:
                talk.drop(_plain(credit)[0])
            return
        rest = _without_dash(words)
        label = None if voiced else _held(rest) or _LABEL.match(rest)
        if voices:
            talk.speaker(voices[0], again=False)
        elif label is not None and _is_speaker(label, labels, labelled=labelled):
            talk.speaker(label["name"], again=False)
            rest = rest[label.end() :]
        elif label is not None and label[0].startswith("[") and label.end() < len(rest):  # "[DOOR SLAMS] Who is there?"
            talk.speaker("", again=False)
            talk.aside(label[0].strip())
            rest = rest[label.end() :]
        elif rest != words or rest.startswith(">>"):
            talk.speaker("")
            rest = rest.lstrip("> ")
        elif voiced and place == 0:
            talk.speaker("", again=False)
        if rest:
            talk.cue(rest)


def _held(words: str) -> re.Match[str] | None:
    """Return a label in brackets before words, or alone; a note of the room, or of a language, is none."""
    match = _HELD.match(words)
    if match is None or tells_of_room(match["name"]) or match["name"].startswith("IN "):
        return None
    return match if may_speak(match["name"].partition(",")[0]) else None


def _is_speaker(label: re.Match[str], labels: Counter[str], *, labelled: bool) -> bool:
    if label.re is _HELD:
        return _is_held(label, labels)
    return _is_label(label["name"], labels, labelled=labelled)


def _is_held(label: re.Match[str], labels: Counter[str]) -> bool:
    """Say whether brackets hold a label: one that comes again, or in square ones what somebody is ("[REPORTER 1]")."""
    return labels[label["name"]] >= _TWICE or (label[0].startswith("[") and names_office(label["name"]))


def _without_dash(words: str) -> str:
    """Return a line without the dash that sets off another's words; one within a line is theirs."""
    dash = _DASH.match(words)
    return words[dash.end() :] if dash is not None else words


def _is_label(name: str, labels: Counter[str], *, labelled: bool) -> bool:
    """Say whether what stands before a colon is a speaker: in capitals, or in front of several lines.

    Where many lines are `labelled`, a name that comes once is one too.
    """
    if name.upper() == name:
        is_said = _SENTENCE.search(name) or not _SAID.isdisjoint(name.split())
        return len(name) > 1 and (labels[name] >= _TWICE or not is_said)
    if labelled and (may_speak(name.partition(", ")[0]) or labels[name] > _TWICE):
        return True
    capital = all(word[0].isupper() or len(word) <= 3 for word in name.split())
    often = name[0].isupper() and labels[name] > _TWICE
    return labels[name] >= _TWICE and (capital or often)
