"""Debates as TheyWorkForYou publishes them: `publicwhip`, with headings, speeches, columns and times in attributes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from tui_reader.domain import Precision
from tui_reader.parsing.printed_times import PrintedTime, read_time
from tui_reader.parsing.sidecar import find_zone
from tui_reader.parsing.transcripts.marks import without_numbers
from tui_reader.parsing.transcripts.talk import Talk, is_aside
from tui_reader.parsing.web import WebPage
from tui_reader.parsing.wires.xml import attribute, name_of, passages_in, read_xml, words_in

_ROOT = re.compile(rb"<publicwhip[\s>]", re.IGNORECASE)
_HEAD = 64 * 1024  # its DTD stands before it, with the entities of a whole alphabet
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?")
_HEADINGS = frozenset({"major-heading", "minor-heading", "oral-heading"})
_NAMES = {name: name for name in ("p", "br", "ul", "ol", "li", "table", "tr", "td", "th")}
_NARRATED = frozenset({"italic", "procedural"})


def is_publicwhip(raw: bytes) -> bool:
    """Say whether the bytes are a day of debates in that form."""
    return _ROOT.search(raw[:_HEAD]) is not None


def publicwhip_page(raw: bytes, file: str) -> WebPage | None:
    """Return a day's debates, a post a heading, each with the time it began; None where the XML cannot be read."""
    root = read_xml(raw, file)
    if root is None:
        return None
    talk = Talk()
    major = ""
    elements = [each for each in root if name_of(each)]
    for element in elements:
        name, id = name_of(element), attribute(element, "id")
        talk.day = talk.day or _day(id)
        if name in _HEADINGS:
            words = words_in(element)
            major = words if name != "minor-heading" else major
            heading = f"{major}: {words}" if name == "minor-heading" and major and major != words else words
            if words:
                talk.section(heading, _began(talk, element))
        elif name == "speech":
            _take_speech(talk, element)
        elif words := words_in(element):
            talk.aside(words)
    kind = _DAY.split(attribute(elements[0], "id"))[0] if elements else ""
    return talk.page([kind, f"{talk.day.moment:%Y-%m-%d}" if talk.day else ""])


def _take_speech(talk: Talk, speech: Any) -> None:
    name = attribute(speech, "speakername").rstrip(": ")
    if name:
        talk.speaker(name)
    for paragraph in [each for each in speech if name_of(each)] or [speech]:
        words = words_in(paragraph)
        if not words:
            continue
        narrated = attribute(paragraph, "class") in _NARRATED
        if not name or narrated or is_aside(words):
            talk.aside(words)
            continue
        for passage in passages_in(paragraph, _NAMES):
            words, numbers = without_numbers(passage.words)
            for number in numbers:
                talk.drop(number)
            talk.words(words)


def _day(id: str) -> PrintedTime | None:
    match = _DAY.search(id)
    return read_time(match[1]) if match else None


def _began(talk: Talk, element: Any) -> PrintedTime | None:
    """Return when it began, in London's time, in which Westminster's clocks stand."""
    match = _CLOCK.fullmatch(attribute(element, "time"))
    zone = find_zone("Europe/London")
    if match is None or talk.day is None or zone is None:
        return None
    day = talk.day.moment
    at = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(hours=int(match[1]), minutes=int(match[2]))
    return PrintedTime(at, Precision.MINUTE, at.tzname())
