"""The lines of a talk in plain text, and its paragraphs where lines are broken at a width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui_reader.parsing.hard_wrapped import wrapped_width
from tui_reader.parsing.lines import split_lines
from tui_reader.parsing.transcripts.labels import Label
from tui_reader.parsing.transcripts.marks import is_narrated

_FEWEST = 4  # lines that count on from the one before
_WIDEST = 24  # blanks between columns: more tell no more
_GAP = re.compile(rf" {{{_WIDEST},}}")
_LINKED = re.compile(r"\[([^\[\]]+)\]\(https?://[^()\s]+\)")  # Markdown
_NUMBERED = re.compile(r"\s{0,8}(?P<number>\d{1,2})(?:\s(?P<rest>.*))?$")
_NUMBERED_SHARE = 0.6
_CENTRED = 8  # blanks before what stands in the middle of a line
_DEEPER = 2  # blanks by which a paragraph within a turn is indented


@dataclass(slots=True)
class Row:
    """A line: its words, how far it is indented, whether a blank one is before it, and its label."""

    words: str
    indent: int
    apart: bool
    label: Label | None = None
    dropped: bool = False  # a mark of the record's own
    is_centred: bool = False
    is_told: bool = False  # by the keeper of the record
    last_indent: int = 0  # of its last line, once lines are joined
    is_one_line: bool = True

    def has_column(self, name: str) -> bool:
        """Say whether a name stands in a column of its own at the head of the line, with blanks behind it."""
        return f"{name}  " in self.words


def read_rows(text: str) -> tuple[list[Row], bool]:
    """Return the lines that are not blank, without numbers at their head; whether they are broken at a width."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\u00a0", " ").expandtabs(4).split("\n")
    numbered = _are_numbered(lines)
    rows: list[Row] = []
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
        words = _GAP.sub(" " * _WIDEST, _LINKED.sub(r"\1", line.strip()))
        rows.append(Row(words, len(line) - len(line.lstrip()), apart, dropped=dropped))
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


def joined(rows: Sequence[Row]) -> list[Row]:
    """Return the paragraphs of lines broken at a width: one ends at a blank line, a mark, an indent, a label."""
    indents = sorted(row.indent for row in rows if row.label is None and not row.dropped)
    usual = indents[len(indents) // 2] if indents else 0
    found: list[Row] = []
    for row in rows:
        before = found[-1] if found else None
        centred = row.label is None and row.indent >= max(_CENTRED, usual + _CENTRED // 2)
        row.is_centred = centred and is_title(row.words)
        apart = before is None or before.dropped or row.dropped or row.apart or row.label is not None
        deeper = before is not None and row.indent >= before.last_indent + _DEEPER and not before.is_one_line
        deeper = deeper or (before is not None and before.is_one_line and row.indent == before.indent > usual)
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


def is_title(words: str) -> bool:
    """Say whether words in the middle of a line are a title: in capitals, or each long word with one; no sentence."""
    told = re.sub(r"\([^()]*\)", "", words).split()
    has_capitals = all(not word[0].islower() or len(word) <= 4 for word in told)
    return (len(told) <= 8 or words.isupper()) and has_capitals and words[-1] not in ".?!;"
