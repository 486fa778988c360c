"""A talk as plain text: pasted Hansard, a briefing, an interview, evidence in numbered lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tui_reader.parsing.hard_wrapped import wrapped_width
from tui_reader.parsing.lines import split_lines
from tui_reader.parsing.shapes import ends_sentence, is_headline
from tui_reader.parsing.transcripts.labels import Label, is_titled, may_speak, read_label, set_apart, surname
from tui_reader.parsing.transcripts.marks import (
    ends_record,
    is_foot,
    is_mark,
    is_narrated,
    is_time,
    printed_day,
    without_numbers,
)
from tui_reader.parsing.transcripts.talk import Talk, is_aside
from tui_reader.parsing.web import WebPage

# What makes a text a talk. Ratings and lists of facts have labels as well: each once. Pages at hand that are no talk
# have at most two labels that come again.
_FEWEST = 4  # labelled lines
_AGAIN = 0.4  # of the labelled lines, those whose label comes again
_SHARE = 0.6  # of the letters, those from the first label on
_LABELLED = 0.15  # of the lines from there on
_LONGEST_HEADING = 12  # words
_LINK = 4  # words of a link among those under a record
_LETTERS = 5  # of a heading in capitals; "OK" is said
_STARS = ("**", "##")  # before a heading within a turn
_OFTEN = 3  # lines with the same name set apart, which no list of offices knows
_SHARED = re.compile(r"Share this (?:specific )?contribution")
_INTEREST = re.compile(r"\s*\[[A-Z]{1,2}\]$")  # an interest that a member declared
_ALONE = 6  # words of a label that has a line of its own
_BRACKETED = re.compile(r"\([^()]{2,80}\)(?: \([^()]{2,40}\)){0,2}")
_NUMBERED = re.compile(r"\s{0,8}(?P<number>\d{1,2})(?:\s(?P<rest>.*))?$")
_NUMBERED_SHARE = 0.6
_TALK = re.compile(r"\b(?:BRIEFING|REMARKS|TRANSCRIPT|INTERVIEW|INQUIRY|INQUEST|HEARING|DEBATE|CONFERENCE|STATEMENT)\b")
_CENTRED = 8  # blanks before what stands in the middle of a line
_FAR = 24  # the same in lines so long that no width shows
_DEEPER = 2  # blanks by which a paragraph within a turn is indented


@dataclass(slots=True)
class _Row:
    """A line: its words, how far it is indented, whether a blank one is before it, and its label."""

    words: str
    indent: int
    apart: bool
    label: Label | None = None
    dropped: bool = False  # a mark of the record's own
    is_centred: bool = False
    last_indent: int = 0  # of its last line, once lines are joined
    is_one_line: bool = True


def plain_talk(text: str) -> WebPage | None:
    """Return the talk that a text records, None where it is none."""
    rows, wrapped = _rows(text)
    _find_labels(rows)
    first = _first_turn(rows)
    if first is None:
        return None
    if wrapped:
        rows[first:] = _joined(rows[first:])
    else:
        for row in rows[first:]:
            row.is_centred = row.label is None and row.indent >= _FAR and _is_title(row.words)
    talk = Talk()
    _take_head(talk, rows[:first])
    end = _end(rows, first)
    for at in range(first, end):
        _take(talk, rows, at)
    for row in rows[end:]:
        talk.drop(row.words)
    return talk.page()


def _end(rows: Sequence[_Row], first: int) -> int:
    """Return where the record ends: at its end mark, or under the last turn, where the page that keeps it goes on."""
    marked = next((at for at in range(first, len(rows)) if ends_record(rows[at].words)), len(rows))
    last = max(at for at, row in enumerate(rows) if row.label is not None)
    end = next((at for at in range(last + 1, marked) if is_foot(rows[at].words)), marked)
    while end < marked and end - 1 > last and _is_link(rows[end - 1].words):
        end -= 1
    return end


def _is_link(words: str) -> bool:
    return len(words.split()) <= _LINK and not ends_sentence(words) and not is_narrated(words)


def _rows(text: str) -> tuple[list[_Row], bool]:
    """Return the lines that are not blank, without numbers at their head; whether they are broken at a width."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\u00a0", " ").expandtabs(4).split("\n")
    numbered = _are_numbered(lines)
    rows: list[_Row] = []
    apart, begun = True, False
    for line in lines:
        if not line.strip():
            apart = True
            continue
        dropped = False
        if numbered:
            match = _NUMBERED.match(line)
            dropped = match is None and begun
            begun = begun or match is not None
            line = (match["rest"] or "") if match is not None else line
            if not line.strip():
                continue
            apart = False
        rows.append(_Row(line.strip(), len(line) - len(line.lstrip()), apart, dropped=dropped))
        apart = False
    return rows, numbered or wrapped_width(split_lines(text), text) is not None


def _are_numbered(lines: Sequence[str]) -> bool:
    """Say whether the lines count from 1 on each page, as evidence is printed."""
    filled = [line for line in lines if line.strip()]
    follows = last = 0
    for line in filled:
        match = _NUMBERED.match(line)
        number = int(match["number"]) if match is not None else 0
        follows += number > 0 and number in (last + 1, 1)
        last = number or last
    return follows >= max(_FEWEST, _NUMBERED_SHARE * len(filled))


def _find_labels(rows: list[_Row]) -> None:
    """Give each line its label. On Parliament's pages a name stands on a line of its own, what it stands for below."""
    shared = sum(_is_shared(row) for row in rows) >= 2
    names: set[str] = set()
    for at, row in enumerate(rows):
        row.dropped = row.dropped or (is_mark(row.words) and not _is_within(rows, at))
        if row.dropped or row.label is not None or is_aside(row.words):
            continue
        bracketed = rows[at + 1] if at + 1 < len(rows) else None
        if bracketed is not None and _is_member(row, bracketed, rows[at + 2 : at + 3], shared):
            row.label = Label(f"{_INTEREST.sub('', row.words)} {bracketed.words}")
            bracketed.dropped, bracketed.words = True, ""
            names.add(row.words)
            continue
        if (shared and bracketed is not None and _is_shared(bracketed)) or row.words in names:
            row.label = Label(_INTEREST.sub("", row.words))
        else:
            row.label = read_label(row.words, begins=row.apart or row.indent > rows[at - 1].indent)
    rows[:] = [row for row in rows if row.words]
    _find_titles(rows)
    if sum(row.label is not None for row in rows) < _FEWEST:
        _find_headings(rows)


def _find_titles(rows: Sequence[_Row]) -> None:
    """Take for labels what is set apart at the head of lines again and again: "The Provost:", "Delegate —"."""
    unknown = [
        (row, found)
        for at, row in enumerate(rows)
        if row.label is None
        and not row.dropped
        and (row.apart or at == 0 or row.indent >= rows[at - 1].indent)
        and (found := set_apart(row.words)) is not None
    ]
    counts = Counter(found.name for _, found in unknown)
    for row, found in unknown:
        if counts[found.name] >= _OFTEN:
            row.label = found


def _is_within(rows: Sequence[_Row], at: int) -> bool:
    """Say whether a time stands in the midst of a sentence, at the beginning of a line by chance."""
    row, before = rows[at], rows[at - 1] if at else None
    return (
        before is not None
        and not row.apart
        and is_time(row.words)
        and row.words[-1] in ".,"
        and (not ends_sentence(before.words) and not before.dropped)
    )


def _is_shared(row: _Row) -> bool:
    return _SHARED.fullmatch(row.words) is not None


def _find_headings(rows: list[_Row]) -> None:
    """Take for labels short lines of their own that come again by turns: "Chair", "Question"; or names over offices."""
    if _find_offices(rows):
        return
    short = [
        row
        for row in rows
        if row.apart and not row.dropped and len(row.words.split()) <= _ALONE and row.words[-1] not in ".?!:;,…”\"'’)"
    ]
    counts = Counter(row.words for row in short)
    again = {words for words, count in counts.items() if count > 1 and _speaks(words)}
    if len(again) < 2:
        return
    names = {surname(words) for words in again}
    for row in short:
        if row.words in again or (surname(row.words) in names and _speaks(row.words)) or read_label(f"{row.words}: X"):
            row.label = Label(row.words)


def _find_offices(rows: Sequence[_Row]) -> bool:
    """Take for labels names with a title on lines of their own, with whatever is in the line below."""
    found = [(row, below) for row, below in pairwise(rows) if row.apart and is_titled(row.words) and _is_office(below)]
    if len(found) < _FEWEST:
        return False
    for row, below in found:
        row.label = Label(f"{row.words} ({below.words})")
        below.dropped = True
    return True


def _is_office(row: _Row) -> bool:
    """Say whether a line below a name tells whose it is: "Ireland, SOC"; apart from the name it needs a comma."""
    is_short = len(row.words.split()) <= _LONGEST_HEADING and not ends_sentence(row.words)
    return is_short and (not row.apart or "," in row.words)


def _speaks(words: str) -> bool:
    return may_speak(words) or may_speak(words.upper())


def _is_member(row: _Row, bracketed: _Row, after: Sequence[_Row], shared: bool) -> bool:
    """Say whether a line is a member's name or office, with constituency and party, or the name, in brackets below."""
    if row.words.endswith((".", "?", ":")) or not _BRACKETED.fullmatch(bracketed.words):
        return False
    if shared:
        return bool(after) and _is_shared(after[0])
    return bracketed.words.count("(") > 1 and may_speak(row.words)


def _first_turn(rows: Sequence[_Row]) -> int | None:
    """Return the line where the talk begins, None where the text is no talk."""
    labelled = [at for at, row in enumerate(rows) if row.label is not None]
    if len(labelled) < _FEWEST:
        return None
    first = labelled[0]
    counts = Counter(surname(row.label.name) for row in rows if row.label is not None)
    again = sum(count for count in counts.values() if count > 1)
    letters = sum(len(row.words) for row in rows)
    said = sum(len(row.words) for row in rows[first:])
    lines = sum(not row.dropped for row in rows[first:])
    is_talk = (
        len(counts) > 1
        and again >= _AGAIN * len(labelled)
        and said >= _SHARE * letters
        and len(labelled) >= _LABELLED * lines
    )
    return first if is_talk else None


def _take_head(talk: Talk, rows: Sequence[_Row]) -> None:
    """Take what stands before the first turn: a title, a day, lines of the keeper's, perhaps words that lead in."""
    words = [row.words.lstrip("# ") for row in rows if not row.dropped]
    capitals = [line for line in words if line.upper() == line and len(line.split()) > 2 and not printed_day(line)]
    plain = [line for line in words if len(line.split()) > 1 and "|" not in line and not printed_day(line)]
    plain = [line for line in plain if not is_narrated(line)]
    runs = [_run_of(words, line) for line in capitals]
    told = [run for run in runs if _TALK.search(" ".join(run))] or sorted(runs, key=len, reverse=True)
    named = [line for line in words if _TALK.search(line.upper()) and len(line.split()) > 3 and not ends_sentence(line)]
    title = told[0] if told and len(capitals) < len(rows) else (named or plain)[:1]
    talk.title = " ".join(title) or None
    for row in rows:
        talk.day = talk.day or printed_day(row.words)
        if row.words.lstrip("# ") in title:
            continue
        if row.dropped or printed_day(row.words) or is_time(row.words):
            talk.drop(row.words)
        elif is_narrated(row.words):
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


def _take(talk: Talk, rows: Sequence[_Row], at: int) -> None:
    """Take a paragraph from the first turn on."""
    row = rows[at]
    if row.dropped:
        talk.drop(row.words, within=_runs_on(talk, rows, at))
    elif row.label is not None:
        talk.speaker(row.label.name)
        if row.label.rest:
            talk.words(row.label.rest)
    elif talk.printed or is_narrated(row.words):
        talk.aside(row.words)
    elif row.words.startswith(_STARS) and len(row.words.split()) <= _LONGEST_HEADING:
        talk.aside(row.words.strip("*# "))
    elif not talk.has_just_begun and _is_heading(rows, at):
        talk.heading(row.words)
    else:
        words, marks = without_numbers(row.words)
        for mark in marks:
            talk.drop(mark)
        talk.line(words, joins=False)


def _joined(rows: Sequence[_Row]) -> list[_Row]:
    """Return the paragraphs of lines broken at a width: one ends at a blank line, a mark, an indent, a label."""
    indents = sorted(row.indent for row in rows if row.label is None and not row.dropped)
    usual = indents[len(indents) // 2] if indents else 0
    found: list[_Row] = []
    for row in rows:
        before = found[-1] if found else None
        centred = row.label is None and row.indent >= max(_CENTRED, usual + _CENTRED // 2)
        row.is_centred = centred and _is_title(row.words)
        apart = before is None or before.dropped or row.dropped or row.apart or row.label is not None
        deeper = before is not None and row.indent >= before.last_indent + _DEEPER and not before.is_one_line
        if apart or deeper or row.is_centred or (before is not None and before.is_centred) or is_narrated(row.words):
            row.last_indent = row.indent
            found.append(row)
            continue
        assert before is not None
        if before.label is not None:
            before.label = Label(before.label.name, f"{before.label.rest} {row.words}".strip())
        before.words = f"{before.words} {row.words}"
        before.last_indent, before.is_one_line = row.indent, False
    return found


def _runs_on(talk: Talk, rows: Sequence[_Row], at: int) -> bool:
    """Say whether a mark stands in the midst of a paragraph: what is before it has not ended, what follows goes on."""
    following = next((row for row in rows[at + 1 :] if not row.dropped), None)
    if following is None or following.label is not None or is_narrated(following.words):
        return False
    return talk.is_open or following.words[:1].islower()


def _is_title(words: str) -> bool:
    """Say whether words in the middle of a line are a title: in capitals, or each long word with one; no sentence."""
    told = re.sub(r"\([^()]*\)", "", words).split()
    has_capitals = all(not word[0].islower() or len(word) <= 4 for word in told)
    return (len(told) <= 8 or words.isupper()) and has_capitals and words[-1] not in ".?!;"


def _is_heading(rows: Sequence[_Row], at: int) -> bool:
    """Say whether a line is a heading between turns: short, no sentence, with a turn, a mark, or another behind it."""
    row = rows[at]
    if row.is_centred:
        return True
    following = next((other for other in rows[at + 1 : at + 6] if not other.dropped and not _is_short(other)), None)
    is_last = following is None or following.label is not None or is_narrated(following.words)
    return is_last and _is_short(row)


def _is_short(row: _Row) -> bool:
    return (
        row.apart
        and row.label is None
        and (is_headline(row.words) or _is_in_capitals(row.words))
        and len(row.words.split()) <= _LONGEST_HEADING
        and not is_narrated(row.words)
    )


def _is_in_capitals(words: str) -> bool:
    return words.isupper() and not ends_sentence(words) and sum(letter.isalpha() for letter in words) >= _LETTERS
