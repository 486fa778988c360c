"""The Congressional Record as its plain pages print it: 71 columns, paragraphs by their indent, pages in brackets."""

from __future__ import annotations

import re
from html import unescape

from tui_reader.parsing.transcripts.marks import is_narrated, printed_day
from tui_reader.parsing.transcripts.talk import Talk
from tui_reader.parsing.web import WebPage

_HEAD = re.compile(r"\s*(?:<[^>]*>\s*)*\[(?P<paper>Congressional Record|Daily Digest)\b[^\]]*\]", re.IGNORECASE)
_LOOKED_AT = 2_000
_TAG = re.compile(r"</?(?:html|head|title|body|pre|a|bullet|em|strong|i|b)\b[^>]*>(?:[^<]*</title>)?", re.IGNORECASE)
_PAGE = re.compile(r"\[\[Page [A-Z]*\d+\]\]|\{time\}\s*\d+")
_LETTERS = r"(?:(?:[A-Z][a-z]{1,2})?[A-Z][A-Z'’.-]+|De|La|Van|Del|Von|St\.)"
_SPEAKER = re.compile(
    r"(?P<label>The (?:Acting |ACTING )?(?:[A-Z]{4,}(?: [A-Z]{4,})*|CHAIR)(?: pro tempore)?(?: \([^()]{3,60}\))?"
    rf"|(?:Mr|Ms|Mrs|Miss|Dr)\. {_LETTERS}(?: {_LETTERS}){{0,3}}(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)\. +(?=\S)"
)
# What follows, indented, was handed in and not said.
_INCLUDED = re.compile(r"\b(?:include|insert|submit|enter|printed?)\b.{0,80}\bin(?:to)? the Record\b")
_COLUMNS = 71
_CENTRED = 10  # blanks before a title
_INDENTED = 5  # blanks before what is printed in the Record, or read into it


def is_record(text: str) -> bool:
    """Say whether a text is a page of the Congressional Record, plain or as its `pre` on the web."""
    return _HEAD.match(text[:_LOOKED_AT]) is not None


def record_page(text: str) -> WebPage:
    """Return the page as one talk. What a clerk reads, and what is printed in the Record, is nobody's speech."""
    talk = Talk(outlet="Congressional Record")
    paragraph: list[str] = []
    indent = 0

    def end() -> None:
        if paragraph:
            words = " ".join(paragraph)
            _take(talk, words, indent)
            paragraph.clear()

    lines = unescape(_TAG.sub("", text)).replace("\r\n", "\n").split("\n")
    for at, line in enumerate(lines):
        words = line.strip()
        depth = len(line) - len(line.lstrip())
        if not words:
            following = next((other for other in lines[at + 1 :] if other.strip() and not _PAGE.search(other)), "")
            if following[:1].isspace() or not following:
                end()
        elif _PAGE.fullmatch(words) or not words.strip("_-="):
            talk.drop(words, within=False)
        elif (not talk.turns and words.startswith("[")) or "Government Publishing Office" in words:
            end()
            talk.day = talk.day or printed_day(words)
            talk.drop(words)
        elif _is_centred(words, depth):
            end()
            _title(talk, words)
        else:
            if depth in (2, 3) or (depth >= _INDENTED and (not paragraph or depth > indent)):
                end()
                indent = depth
            paragraph.append(" ".join(words.split()))
    end()
    return talk.page()


def _is_centred(words: str, depth: int) -> bool:
    """Say whether a line is in the middle or on the right: a title, or the place and date of a letter."""
    middle = (_COLUMNS - len(words)) // 2
    return depth >= 2 * _CENTRED or (words.isupper() and depth >= min(_CENTRED, max(_INDENTED, middle - 1)))


def _title(talk: Talk, words: str) -> None:
    if talk.title is None and not talk.turns:
        talk.title = words
    else:
        talk.heading(words)
        talk.printed = True  # what stands indented below it: a letter, a roll


def _take(talk: Talk, words: str, indent: int) -> None:
    """Take a paragraph; what is indented after "as follows:" is printed, not said."""
    speaker = _SPEAKER.match(words) if indent < _INDENTED else None
    if speaker is not None:
        talk.speaker(speaker["label"])
        talk.words(words[speaker.end() :])
        talk.printed = _INCLUDED.search(words) is not None
    elif is_narrated(words) or not talk.turns or (talk.printed and indent >= _INDENTED):
        talk.aside(words)
    else:
        talk.printed = _INCLUDED.search(words) is not None
        talk.words(words)
