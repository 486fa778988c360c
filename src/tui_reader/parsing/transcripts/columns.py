"""A record in two columns, who speaks on the left and the words on the right, as one label and its words a turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tui_reader.parsing.transcripts.marks import is_time

_TABLE_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_RIGHT = re.compile(r"(?:\S+(?: \S+)*)? {2,}(?=\S)")  # up to the first word of the right column
_BREAK = re.compile(r"\s*<br\s*/?>\s*")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})(?=[^\s*(])([^*]{1,200}?)(?<=[^\s*)])\1(?![\w*])")
_RULE = re.compile(r"[\s|:—–=-]+")
_LEAST, _MOST = 8, 32  # where the right column may begin
_SHARE = 0.7  # of the lines, those that keep to the columns
_FEWEST = 4  # turns; fewer are a list
_LONGEST_LABEL = 60  # letters
_SAID = 3  # words on the right, on average: less is a table of figures
_HEADS = frozenset("speaker speakers who name voice member".split())


def without_columns(text: str) -> str:
    """Return a text in two columns, or a table of them in Markdown, with each turn as "label: words"; else the text.

    A label may go on in the lines below it, beside the words: "CLLR MARSH-" over "LIND", "(resident,".
    """
    turns = _of_table(text.split("\n")) or _of_columns(text.expandtabs(8).split("\n"))
    labels = Counter(label.partition(" (")[0] for label, _ in turns if label)
    again = sum(count for count in labels.values() if count > 1)
    said = [words for label, words in turns if label]
    if len(said) < _FEWEST or again < len(said) / 2 or sum(len(words.split()) for words in said) < _SAID * len(said):
        return text
    return "\n\n".join(f"{label}: {words}" if label else words for label, words in turns)


def _of_table(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Return label and words of each row of a Markdown table, and what stands outside it without a label."""
    cells = [_cells(line) for line in lines]
    rows = [row for row in cells if len(row) > 1]
    if len(rows) < _FEWEST or len({len(row) for row in rows}) > 1:
        return []
    words_at = max(range(len(rows[0])), key=lambda at: sum(len(row[at]) for row in rows))
    kinds = [len({row[at] for row in rows}) for at in range(words_at)]
    if not kinds:
        return []
    label_at = min(
        range(words_at), key=lambda at: (not any(row[at].isupper() or row[at][:1].isupper() for row in rows), kinds[at])
    )
    turns: list[tuple[str, str]] = []
    for line, row in zip(lines, cells, strict=True):
        if len(row) < 2:
            if line.strip() and not _RULE.fullmatch(line):
                turns.append(("", line.strip()))
        elif not all(_RULE.fullmatch(cell) for cell in row if cell):
            if row[label_at].lower() in _HEADS:
                turns.append(("", " ".join(row)))
                continue
            others = (cell for at, cell in enumerate(row) if cell and at not in (label_at, words_at))
            turns += [("", cell if is_time(cell) else f"[{cell}]") for cell in others]
            turns.append((row[label_at].strip("*_: "), row[words_at]))
    return turns


def _cells(line: str) -> list[str]:
    match = _TABLE_ROW.match(line)
    return [_EMPHASIS.sub(r"\2", _BREAK.sub(" ", cell)).strip() for cell in match[1].split("|")] if match else []


def _of_columns(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Return label and words of each block of lines, where most lines keep to a right column."""
    column = _right_column(lines)
    if column is None:
        return []
    turns: list[tuple[str, str]] = []
    for block in _blocks(lines):
        if all(_keeps(line, column) for line in block):
            left = [line[:column].strip() for line in block]
            words = " ".join(line[column:].strip() for line in block if line[column:].strip())
            heads = left[0].lower() in _HEADS
            label = _joined([part for part in left if part])
            turns.append(("", f"{left[0]} {words}") if heads else (label, words) if words else ("", label))
        else:
            turns.append(("", "\n".join(line.strip() for line in block)))
    return turns if any(label and "\n" not in label for label, _ in turns) else []


def _joined(parts: Sequence[str]) -> str:
    """Return the lines of a label as one: "CLLR MARSH-" and "LIND" are one word."""
    whole = ""
    for part in parts:
        whole = f"{whole}{'' if not whole or whole.endswith('-') else ' '}{part}"
    return whole.rstrip(":")


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _right_column(lines: Sequence[str]) -> int | None:
    """Return where the right column begins, None where there is none, or no label has more than its line."""
    begun = (_RIGHT.match(line) for line in lines)
    starts = Counter(match.end() for match in begun if match is not None and match.end() >= _LEAST)
    column, _ = max(starts.items(), key=lambda item: item[1], default=(0, 0))
    filled = [line for line in lines if line.strip()]
    if not _LEAST <= column <= _MOST or sum(_keeps(line, column) for line in filled) < _SHARE * len(filled):
        return None
    wrapped = [
        one
        for one in _blocks(lines)
        if len(one) > 1 and all(_keeps(line, column) for line in one) and one[1][:column].strip()
    ]
    return column if wrapped else None


def _keeps(line: str, column: int) -> bool:
    """Say whether a line keeps to the columns: a label that ends before the right one, words that begin in it."""
    left, right = line[:column], line[column:]
    if not left.strip():
        return right[:1] != " "
    return len(left.strip()) <= _LONGEST_LABEL and left.endswith("  ") and right[:1] != " " if right.strip() else True
