"""Labels that have a line to themselves: "Chair", "[ADA MARSH]", a name over an office, a name under a picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from tui_reader.parsing.shapes import ends_sentence
from tui_reader.parsing.transcripts.labels import Label, is_titled, may_speak, read_label, surname
from tui_reader.parsing.transcripts.plain_rows import Row, is_title

_FEWEST = 4  # labels
_SHORT = 130  # letters of a line that may be a label with whom it speaks for
_OFTEN = 3  # times a line stands under names, to be the page's own
_LONGEST_HEADING = 12  # words
_ALONE = 6  # words of a label that has a line of its own
_LONGEST_LABEL = 16  # words of one with whom it speaks for
_OFFICES = re.compile(r"\s+(?:--|[—–|])\s+")
_HELD = re.compile(r"\[(?P<name>[A-Z][A-Z'’.,&–— -]{2,60})\]")
_BEHIND = re.compile(r" \([^()]{2,60}\)$")
PARTY = re.compile(r" \((?:[A-Z][A-Za-z]{1,8}(?:/[A-Z][A-Za-z-]{1,8})?|[A-Z]{1,4})\)$")  # "Lord Marsh (CB)"
_SIDE = re.compile(r"\s{3,}[QA]$")  # of a call: whether they ask or answer
_PICTURE = 2  # words before the name: "Photo of Ada Marsh", right above it


def find_own_lines(rows: list[Row]) -> None:
    """Take for labels short lines of their own that come again by turns: "Chair", "Question"; or names over offices.

    Only where most labels stand so: lines of an article come again as well, once or twice.
    """
    if sum(len(row.words) <= _SHORT for row in rows) < 2 * _FEWEST:
        return  # an article, mostly
    labelled = sum(row.label is not None for row in rows)
    if labelled < _FEWEST and _find_offices(rows):
        return
    begins, pages = _parts_of_blocks(rows)
    heads = [row for row in rows if not row.dropped and id(row) not in pages]
    alone = [
        (row, below, name)
        for row, below in pairwise(heads)
        if (name := _alone(row, below, begins=id(row) in begins)) is not None
    ]
    counts = Counter(name for _, _, name in alone)
    again = {name for name, count in counts.items() if count > 1 and _speaks(name)}
    held = sum(name != row.words for row, _, name in alone)  # by brackets or with offices: no line of an article
    held += sum(PARTY.search(name) is not None for _, _, name in alone)
    enough = len(again) > 1 or (again and held >= _FEWEST)
    if not enough or sum(counts[name] for name in again) < labelled:
        return
    _name(rows, alone, again, counts)
    for row in rows:
        row.dropped = row.dropped or id(row) in pages


def _name(
    rows: Sequence[Row], alone: Sequence[tuple[Row, Row, str]], again: Collection[str], counts: Counter[str]
) -> None:
    """Give the lines their labels: those that come again, and what looks like them and stands like them."""
    right_above = 2 * sum(not below.apart for _, below, name in alone if name in again)
    stands_above = right_above > sum(counts[name] for name in again)
    names = {surname(name) for name in again}
    for row in rows:
        if row.label is not None and not row.label.rest and row.words.endswith(":"):
            row.label, row.is_centred = None, True  # "Questions and answers:", a heading among such labels
    for row, below, name in alone:
        like = (surname(name) in names and _speaks(name)) or name != row.words or read_label(f"{name}: X") is not None
        if name not in again and not (like and stands_above != below.apart):
            continue
        row.label, row.is_centred = row.label or Label(name), False
        if _is_office_of(below):
            row.label = Label(f"{name} ({' '.join(_SIDE.sub('', below.words).split())})")
            below.label, below.dropped = None, True


def _parts_of_blocks(rows: Sequence[Row]) -> tuple[set[int], set[int]]:
    """Return (by identity) the lines that begin a block, and those that the page prints with every name.

    What is left out begins no block: a time, a picture of whoever is named in the line below.
    """
    counts = Counter(row.words for row in rows)
    begins, pages = set[int](), set[int]()
    open_block = True
    for row, below in pairwise([*rows, Row("", 0, True)]):
        words = row.words.split()
        open_block = open_block or row.apart
        is_picture = len(words) > _PICTURE + 1 and below.words.startswith(" ".join(words[_PICTURE:]))
        if row.dropped:
            open_block = True
        elif open_block and is_picture:
            pages.add(id(row))
        elif open_block:
            begins.add(id(row))
            open_block = False
    names = {row.words for row in rows if id(row) in begins}
    often = {words for words, count in counts.items() if count >= _OFTEN and not ends_sentence(words)} - names
    return begins, pages | {id(row) for row in rows if row.words in often and id(row) not in begins}


def _alone(row: Row, below: Row, *, begins: bool) -> str | None:
    """Return the name that a line of its own prints, None for any other line.

    "Chair"; "Ada Marsh -- Marsh & Co -- Chief Executive" with whom one speaks for behind it; "[ADA MARSH]" right above
    the words, where "[LAUGHTER]" stands by itself.
    """
    held = _HELD.fullmatch(row.words)
    if held is not None:
        return None if below.apart else held["name"]
    bare = _BEHIND.sub("", row.words)
    name, *offices = _OFFICES.split(bare)
    if not begins or len(name.split()) > _ALONE or len(row.words.split()) > _LONGEST_LABEL:
        return None
    if bare[-1] in ".?!:;,…”\"'’)" or (offices and not below.apart and len(_OFFICES.split(below.words)) > 1):
        return None  # no label, or one of a list of those present
    return f"{name} ({', '.join(offices)})" if offices and _speaks(name) else row.words


def _find_offices(rows: Sequence[Row]) -> bool:
    """Take for labels names with a title on lines of their own, with whatever is in the line below."""
    found = [(row, below) for row, below in pairwise(rows) if row.apart and is_titled(row.words) and _is_office(below)]
    if len(found) < _FEWEST:
        return False
    for row, below in found:
        row.label = Label(f"{row.words} ({below.words})")
        below.dropped = True
    return True


def _is_office(row: Row) -> bool:
    """Say whether a line below a name tells whose it is: "Ireland, SOC"; apart from the name it needs a comma."""
    is_short = len(row.words.split()) <= _LONGEST_HEADING and not ends_sentence(row.words)
    return is_short and (not row.apart or "," in row.words)


def _is_office_of(row: Row) -> bool:
    """Say whether the line right below a name is an office: "Chief Executive Officer, Marsh & Co", no words said."""
    return not row.apart and 1 < len(row.words.split()) <= _LONGEST_HEADING and is_title(row.words)


def _speaks(words: str) -> bool:
    bare = _BEHIND.sub("", words)
    return may_speak(bare) or may_speak(bare.upper())
