"""What programs that listen write as JSON: Whisper, whisper.cpp, WhisperX and others that tell voices apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tui_reader.parsing.json_values import a_line, a_list, a_table
from tui_reader.parsing.transcripts.talk import Talk, is_aside
from tui_reader.parsing.web import WebPage

_DASHES = ("- ", ">> ")  # before what another voice says
_VOICE = re.compile(r"(?<=[.?!…]) (?=- [A-Z])|(?<=\S) (?=>> \S)")
_FEWEST = 3  # such pieces
_PARTS = ("segments", "transcription", "utterances", "monologues")


def is_whisper(found: Mapping[str, Any]) -> bool:
    """Say whether a JSON object is a transcript made by a program: pieces of text, each with its time."""
    pieces = next((a_list(found.get(name)) for name in _PARTS if a_list(found.get(name))), [])
    first = a_table(pieces[0]) if pieces else {}
    return isinstance(first.get("text"), str) and not {"start", "offsets", "timestamps"}.isdisjoint(first)


def whisper_page(found: Mapping[str, Any]) -> WebPage:
    """Return the pieces as one talk; a piece, or each of its words, is its speaker's where the program names one."""
    talk = Talk(title=a_line(found.get("title")) or None)
    pieces = next(a_list(found.get(name)) for name in _PARTS if a_list(found.get(name)))
    spoken = [each for piece in map(a_table, pieces) for each in _spoken(piece)]
    named = any(speaker for speaker, _ in spoken)
    dashed = not named and sum(words.startswith(_DASHES) for _, words in spoken) >= _FEWEST
    if dashed:
        spoken = [("", words) for _, piece in spoken for words in _VOICE.split(piece)]
    for speaker, words in spoken:
        if dashed and words.startswith(_DASHES):
            talk.speaker("")  # another voice, of nobody named
            words = words.partition(" ")[2]
        if is_aside(words):
            talk.aside(words)
            continue
        if named:
            talk.speaker(speaker, again=False)
        talk.cue(words)
    page = talk.page()
    page.notices = ("a program wrote down what it heard: check the words against the recording",)
    return page


def _spoken(piece: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return who says what in a piece: one, or by turns where its words are of several."""
    text = " ".join(a_line(piece.get("text")).split())
    if not text:
        return []
    speaker = _name(piece.get("speaker"))
    words = [a_table(word) for word in a_list(piece.get("words"))]
    by = [_name(word.get("speaker")) or speaker for word in words]
    printed = [" ".join(a_line(word.get("word")).split()) for word in words]
    if len(set(by)) < 2 or "".join("".join(printed).split()) != "".join(text.split()):
        return [(speaker, text)]
    found: list[tuple[str, list[str]]] = []
    for name, word in zip(by, printed, strict=True):
        if not found or found[-1][0] != name:
            found.append((name, []))
        found[-1][1].append(word)
    return [(name, " ".join(filter(None, each))) for name, each in found]


def _name(value: object) -> str:
    """Return a speaker as printed; a number is a voice's."""
    return f"Speaker {value}" if isinstance(value, int) and not isinstance(value, bool) else a_line(value)
