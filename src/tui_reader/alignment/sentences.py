"""Sentences of a paragraph, by their ends."""

from __future__ import annotations

import re

from tui_reader.domain import Span
from tui_reader.text.normalise import listed

# An end of sentence: its mark, what closes after it, white space, and what may open the next.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W\d_a-zß-öø-ÿ]|\s+[\"'“‘«(\[]*\d|\s*$)")
_SHORT = listed("mr mrs ms dr prof rev hon st sen rep gov gen col capt lt sgt vs etc jr sr inc ltd co")
_NUMBERED = listed("no nos")  # short where a number follows: "No. 4"; "he said no." ends
_LETTERS = re.compile(r"[^\W\d_]+$")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of `text[start:end]`, without outer space, in order. Linear."""
    found: list[Span] = []
    begun = start
    for match in _END.finditer(text, start, end):
        if text[match.start()] == "." and _is_short(text, begun, match.start()):
            continue
        _append(found, text, begun, match.end())
        begun = match.end()
    _append(found, text, begun, end)
    return found


def _is_short(text: str, begun: int, stop: int) -> bool:
    """Say whether the full stop at `stop` ends an abbreviation or an initial."""
    found = _LETTERS.search(text, max(begun, stop - 12), stop)
    word = found.group() if found is not None else ""
    if word.lower() in _NUMBERED:
        return text[stop + 1 : stop + 3].strip()[:1].isdigit()
    return word.lower() in _SHORT or (len(word) == 1 and word.isupper())


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))
