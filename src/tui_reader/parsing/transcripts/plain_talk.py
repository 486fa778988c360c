"""A talk as plain text: pasted Hansard, a briefing, an interview, evidence in numbered lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from tui_reader.parsing.lexicon import FURNITURE, FURNITURE_START
from tui_reader.parsing.shapes import ends_sentence, is_headline
from tui_reader.parsing.transcripts.columns import without_columns
from tui_reader.parsing.transcripts.marks import (
    ends_record,
    is_foot,
    is_narrated,
    is_time,
    printed_day,
    tells_who_is_heard,
    without_numbers,
)
from tui_reader.parsing.transcripts.plain_labels import find_labels, first_turn
from tui_reader.parsing.transcripts.plain_rows import Row, is_title, joined, read_rows
from tui_reader.parsing.transcripts.talk import Talk
from tui_reader.parsing.web import WebPage

_LONGEST_HEADING = 12  # words
_LINK = 4  # words of a link among those under a record
_LETTERS = 5  # of a heading in capitals; "OK" is said
_STARS = ("**", "##")  # before a heading within a turn
_PULLED = re.compile(r">.+|[\"“‘*_]+.+[\"”’*_]+")
_PULLED_WORDS, _MOST_PULLED = 4, 40
# A picture that a chat was exported without; what was said of a message; when a line within a paragraph was said.
_OMITTED = re.compile(r"\u200e?(?:<?\w+ omitted>?|This message was deleted\.?|You deleted this message\.?)")
_WITHIN = re.compile(r"\s*(?:\[\d{1,2}:\d\d:\d\d\]|\u200e?<This message was edited>)\s*")
_TALK = re.compile(r"\b(?:BRIEFING|REMARKS|TRANSCRIPT|INTERVIEW|INQUIRY|INQUEST|HEARING|DEBATE|CONFERENCE|STATEMENT)\b")
_MOVED = re.compile(r"Moved [Bb]y\b")  # the motion stands below
_NEXT = 12  # lines looked at for the next that is no mark
_HEAD = 80  # lines of what stands before the first turn, in which a title is looked for
_COLUMN = 8  # blanks before the words in a column of their own
_FEW, _BROKEN = 2, 0.1  # lines that go on so, and their share
_FAR = 24  # blanks before what stands in the middle of a line so long that no width shows


def plain_talk(text: str, leads: Mapping[str, str] | None = None) -> WebPage | None:
    """Return the talk that a text records, None where it is none.

    `leads`, where a page shows them: the lines that may have labels, each with the words that set it off.
    """
    rows, wrapped = read_rows(text if leads is not None else without_columns(text))
    find_labels(rows, leads)
    first = first_turn(rows)
    if first is None:
        return None
    if wrapped or _are_broken(rows[first:]):
        rows[first:] = joined(rows[first:])
    else:
        for row in rows[first:]:
            row.is_centred = row.label is None and row.indent >= _FAR and is_title(row.words)
    _drop_pulled(rows[first:])
    talk = Talk()
    _take_head(talk, rows[:first])
    end = _end(rows, first)
    last = max(at for at, row in enumerate(rows) if row.label is not None)
    for at in range(first, end):
        if at > last and rows[at].words.startswith("## "):
            talk.heading(rows[at].words.strip("# "))  # what stands under it nobody in the talk says
        else:
            _take(talk, rows, at)
    for row in rows[end:]:
        talk.drop(row.words)
    return talk.page()


def _are_broken(rows: Sequence[Row]) -> bool:
    """Say whether lines go on with the paragraph above them, though no width shows: by columns, or by indents."""
    going_on = 0
    for before, row in pairwise(rows):
        in_columns = before.label is not None and before.has_column(before.label.name)
        if row.label is None and not row.apart and not row.dropped:
            going_on += row.indent < before.indent or (in_columns and row.indent >= before.indent + _COLUMN)
    return going_on >= max(_FEW, _BROKEN * len(rows))


def _drop_pulled(rows: Sequence[Row]) -> None:
    """Leave out what a page prints once more, large, to catch the eye: "> words" or words in marks, said elsewhere."""
    plain = (row for row in rows if row.label is None and row.apart and not row.dropped)
    set_large = [row for row in plain if _PULLED.fullmatch(row.words)]
    if set_large:
        whole = " ".join(row.words for row in rows)
        for row in set_large[:_MOST_PULLED]:
            words = row.words.strip("> \"“”‘’'*_.")
            row.dropped = len(words.split()) >= _PULLED_WORDS and whole.count(words) > 1


def _end(rows: Sequence[Row], first: int) -> int:
    """Return where the record ends: at its end mark, or under the last turn, where the page that keeps it goes on."""
    last = max(at for at, row in enumerate(rows) if row.label is not None)
    marked = next((at for at in range(last + 1, len(rows)) if ends_record(rows[at].words)), len(rows))
    end = next((at for at in range(last + 1, marked) if is_foot(rows[at].words)), marked)
    while end < marked and end - 1 > last and _is_link(rows[end - 1].words):
        end -= 1
    return end


def _is_link(words: str) -> bool:
    return len(words.split()) <= _LINK and not ends_sentence(words) and not is_narrated(words)


def _take_head(talk: Talk, rows: Sequence[Row]) -> None:
    """Take what stands before the first turn: a title, a day, lines of the keeper's, perhaps words that lead in."""
    words = [row.words.lstrip("# ") for row in rows if not row.dropped]
    capitals = [line for line in words if line.upper() == line and len(line.split()) > 2 and not printed_day(line)]
    plain = [line for line in words if len(line.split()) > 1 and "|" not in line and not printed_day(line)]
    plain = [line for line in plain if not is_narrated(line)]
    runs = [_run_of(words, line) for line in capitals[:_HEAD]]
    told = [run for run in runs if _TALK.search(" ".join(run))] or sorted(runs, key=len, reverse=True)
    named = [line for line in words if _TALK.search(line.upper()) and len(line.split()) > 3 and not ends_sentence(line)]
    title = told[0] if told and len(capitals) < len(rows) else (named or plain)[:1]
    talk.title = " ".join(title) or None
    for above, row in pairwise([Row("", 0, True), *rows]):
        talk.day = talk.day or printed_day(row.words)
        if row.words.lstrip("# ") in title:
            continue
        if row.dropped or printed_day(row.words) or is_time(row.words):
            talk.drop(row.words)
        elif is_narrated(row.words) or _MOVED.match(above.words):
            talk.aside(row.words)
        elif ends_sentence(row.words) and len(row.words.split()) > 7:
            talk.words(row.words)
        else:
            talk.drop(row.words)


def _run_of(words: Sequence[str], first: str) -> list[str]:
    """Return the lines in capitals from `first` on: a title may take several."""
    at = words.index(first)
    end = at
    while end < len(words) and words[end].upper() == words[end] and not printed_day(words[end]):
        end += 1
    return list(words[at:end])


def _take(talk: Talk, rows: Sequence[Row], at: int) -> None:
    """Take a paragraph from the first turn on."""
    row = rows[at]
    if row.dropped:
        talk.drop(row.words, within=_runs_on(talk, rows, at))
    elif row.label is not None:
        talk.speaker(row.label.name)
        _take_words(talk, row.label.rest)
    elif row.is_told or talk.printed or is_narrated(row.words) or row.words.startswith(">"):
        talk.aside(row.words)
    elif row.words.startswith(_STARS) and len(row.words.split()) <= _LONGEST_HEADING:
        talk.aside(row.words.strip("*# "))
    elif not talk.has_just_begun and _is_heading(rows, at):
        talk.heading(row.words)
    elif row.apart and _is_furniture(row.words):
        talk.drop(row.words)
    else:
        _take_words(talk, row.words)


def _take_words(talk: Talk, printed: str) -> None:
    if _OMITTED.fullmatch(printed):
        talk.aside(printed)
        return
    noted = _WITHIN.findall(printed)
    whole = _WITHIN.sub(" ", printed).strip() if noted else printed
    words, marks = without_numbers(whole, begins=talk.has_just_begun)
    marks += map(str.strip, noted)
    for mark in marks:
        talk.drop(mark)
    if words:
        talk.line(words, joins=False)


def _is_furniture(words: str) -> bool:
    """Say whether a paragraph is the page's own: a link, an advertisement."""
    return words.rstrip(" :").lower() in FURNITURE or FURNITURE_START.match(words) is not None


def _runs_on(talk: Talk, rows: Sequence[Row], at: int) -> bool:
    """Say whether a mark stands in the midst of a paragraph: what is before it has not ended, what follows goes on."""
    following = next((row for row in rows[at + 1 : at + _NEXT] if not row.dropped), None)
    if following is None or following.label is not None or is_narrated(following.words):
        return False
    return talk.is_open or following.words[:1].islower()


def _is_heading(rows: Sequence[Row], at: int) -> bool:
    """Say whether a line is a heading between turns: short, no sentence, with a turn, a mark, or another behind it."""
    row = rows[at]
    if row.is_centred or tells_who_is_heard(row.words):
        return True
    behind = range(at + 1, min(at + 6, len(rows)))
    following = next((rows[n] for n in behind if not rows[n].dropped and not _is_short(rows, n)), None)
    is_last = following is None or following.label is not None or is_narrated(following.words)
    return is_last and _is_short(rows, at)


def _is_short(rows: Sequence[Row], at: int) -> bool:
    """Say whether a line may be a heading, or goes on with one right above: "River Bill" "Second Reading"."""
    apart = rows[at].apart or (at > 0 and rows[at - 1].apart and _looks_heading(rows[at - 1]))
    return apart and _looks_heading(rows[at])


def _looks_heading(row: Row) -> bool:
    return (
        row.label is None
        and (is_headline(row.words.rstrip(":"), least=2) or _is_in_capitals(row.words))
        and len(row.words.split()) <= _LONGEST_HEADING
        and not is_narrated(row.words)
    )


def _is_in_capitals(words: str) -> bool:
    return words.isupper() and not ends_sentence(words) and sum(letter.isalpha() for letter in words) >= _LETTERS
