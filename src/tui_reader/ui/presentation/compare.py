"""A comparison drawn: outlets as columns, rows in order of happening, differing words marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.strip import Strip

from tui_reader.desk.advisories import short_words
from tui_reader.desk.comparing import absence_words, clash_words
from tui_reader.domain import Comparison, Passage, Row, Span
from tui_reader.domain.times import clock_told, printed_clock
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Line, Piece, Run, line_of, paint, struck, wrap
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.times import day_words
from tui_reader.ui.theme import Palette

RULE = "│"  # between two columns
SAME_WORDS, IN_OWN_WORDS = "same words", "in its own words"  # what alignment.cells says of a passage
_TITLE = 15  # columns for the titles of rows beside the words
_MATRIX_TITLE, _MATRIX_COLUMN = 44, 10  # the same in the matrix, and the least a column of an outlet takes there
_NARROW, _WIDE = 28, 20  # the least a column of an outlet takes, below and from `_ROOMY` columns in all
_ROOMY = 110
_NAMED = 16  # columns of an outlet from which its name stands beside its letters
_NOTE_LINES = 3  # of what a passage did to the words; `f` shows them all
_TALLEST = 9  # lines of a passage shown in a cell; `enter` and `f` show the rest
# Where more of a passage than this differs, it says the thing in its own words: marks would only be noise.
_MOST_MARKED = 0.6
WHOLE, PART, OWN_WORDS, NOTHING, UNSURE, ELSEWHERE = "●", "◐", "○", "·", "?", "→"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which outlets are in view, by number, each `width` wide from `left` on; `first` of those that are not pinned."""

    shown: tuple[int, ...]
    width: int
    left: int
    first: int = 0

    def span(self, column: int) -> tuple[int, int]:
        """Return the cells of the line an outlet's column takes, its rule at the left included."""
        start = self.left + self.shown.index(column) * self.width
        return start, start + self.width


def columns_in_view(
    width: int, outlets: int, column: int, first: int = 0, *, matrix: bool = False, pinned: int | None = None
) -> Columns:
    """Return the columns that fit in `width` with `column` among them, moved as little as can be from `first`.

    The one that is `pinned` stands before the others, where there is room for two.
    """
    if matrix:
        title, least = max(_TITLE, min(_MATRIX_TITLE, width - outlets * _MATRIX_COLUMN)), _MATRIX_COLUMN
    else:
        title, least = _TITLE, _WIDE if width >= _ROOMY else _NARROW
    room = max(1, width - title)
    fitting = max(1, room // least)
    count = max(1, min(outlets, fitting))
    kept = () if pinned is None or count == 1 else (pinned,)
    others = [each for each in range(outlets) if each not in kept]
    room_beside = count - len(kept)
    first = max(0, min(first, len(others) - room_beside))
    if column in others:
        place = others.index(column)
        first = max(min(first, place), place - room_beside + 1)
    shown = (*kept, *others[first : first + room_beside])
    return Columns(shown, min(room // count, 2 * least if matrix else room), title, first)


def comparison_title(comparison: Comparison, signs: OutletSigns, look: Palette) -> list[Piece]:
    """Return title, day, time of the start and the outlets."""
    pieces: list[Piece] = [(" " + safe_text(comparison.title), look.strong)]
    if comparison.starts_at is not None:
        pieces.append((f" · {day_words(comparison.starts_at.date())}", look.soft))
        if clock := printed_clock(None, comparison.starts_at):
            pieces.append((f" · from {clock}", look.soft))
    pieces.append((" ·", look.faint))
    pieces.extend((f" {signs.letters(name)}", signs.style(name, look)) for name in comparison.outlets)
    return pieces


def outlets_line(
    comparison: Comparison, columns: Columns, column: int, width: int, look: Palette, signs: OutletSigns
) -> Strip:
    """Return the heads of the columns: letters and name, the one of the cursor in the accent."""
    outlets = len(comparison.outlets)
    line = Line(width)
    if len(columns.shown) < outlets:
        at_end = outlets - 1 in columns.shown
        line.add(f"{len(columns.shown)} of {outlets} ", look.soft).add("‹ h" if at_end else "l ›", look.accent)
    line.to(columns.left, look.faint)
    for place in columns.shown:
        name = comparison.outlets[place]
        letters = signs.letters(name)
        line.add(f"{RULE} ", look.faint).add(letters + " ", signs.style(name, look))
        style = look.accent if place == column else look.soft
        line.field(safe_text(name) if columns.width >= _NAMED else "", columns.width - 3 - len(letters), style)
    return line.strip(look.faint)


def wordings(row: Row) -> list[Passage]:
    """Return the first passage of every outlet that carried the row."""
    return [cell.passages[0] for cell in row.cells if cell.passages]


def marked_words(passage: Passage, others: Sequence[Passage]) -> tuple[Span, ...]:
    """Return the words of a passage that another lacks; none where it says the thing in words of its own."""
    from tui_reader.desk.wording import marked_spans

    texts = tuple(other.text for other in others if other.id != passage.id)
    try:
        spans = marked_spans(passage.text, texts) if texts else ()
    except NotImplementedError:
        spans = ()
    marked = sum(len(span) for span in spans)
    return () if marked > _MOST_MARKED * len(passage.text) else spans


def evidence_of(row: Row, passage: Passage, signs: OutletSigns) -> str:
    """Return in one line why a passage stands in its row."""
    by_id = {each.id: each for cell in row.cells for each in cell.passages}
    reasons = []
    for link in sorted(row.links, key=lambda link: -link.score):
        if passage.id in (link.a, link.b):
            other = by_id.get(link.b if link.a == passage.id else link.a)
            whom = f" ({signs.letters(other.outlet)})" if other else ""
            reasons.append("; ".join(link.why) + whom)
    return safe_text(" · ".join(reasons)) or "the only report of this here: nothing it was lined up with"


def carried_how(row: Row, outlet: str, passage: Passage | None) -> str:
    """Return the sign of the matrix: the same words, part of them, its own words; none, not found, elsewhere."""
    if passage is None:
        return {"not_carried": NOTHING, "not_found": UNSURE}.get(row.why_absent(outlet), ELSEWHERE)
    if passage.id == row.fullest or SAME_WORDS in passage.changes:
        return WHOLE
    return OWN_WORDS if IN_OWN_WORDS in passage.changes else PART


class ComparisonRows(Rows):
    """What all views share; `columns` is set by the widget before anything is drawn."""

    def __init__(self, comparison: Comparison, signs: OutletSigns, fresh: Collection[str] = ()) -> None:
        super().__init__("" if comparison.rows else "nothing lined up in this event")
        self._fresh = fresh  # passages that came since the reader looked last
        self.comparison = comparison
        self.columns = Columns((), 1, _TITLE)
        self._signs = signs

    def __len__(self) -> int:
        return len(self.comparison.rows) or super().__len__()

    def selectable(self, index: int) -> bool:
        """Every row is."""
        return 0 <= index < len(self.comparison.rows)

    def passage(self, index: int, column: int) -> Passage | None:
        """Return the first passage of a cell, None where the outlet did not carry the row."""
        if not self.selectable(index) or not self.comparison.outlets:
            return None
        cell = self.comparison.rows[index].cell(self.comparison.outlets[column])
        return cell.passages[0] if cell and cell.passages else None

    def row(self, index: int) -> Row | None:
        """Return the row an item is (part) of."""
        return self.comparison.rows[index] if self.selectable(index) else None

    def place_of(self, row: str | None) -> int:
        """Return the first item of a row that can have the cursor, 0 where it is not there."""
        return next((n for n, each in enumerate(self.comparison.rows) if each.id == row), 0)

    def _in_view(self) -> list[str]:
        return [self.comparison.outlets[place] for place in self.columns.shown]


def fold_line(row: Row, width: int, look: Palette) -> Strip:
    """Return the line that stands for the rows of one outlet."""
    return line_of(width, [(f" ▸ {safe_text(row.title)}", look.soft)], [], look.faint)


def clash_lines(row: Row, width: int, look: Palette) -> list[Strip]:
    """Return a line for every clash of a row."""
    clashes = [safe_text(f" ! {clash_words(clash)}") for clash in row.clashes]
    return [line_of(width, [(words, look.differ)], [], look.text) for words in clashes]


class CellRows(ComparisonRows):
    """Rows with the words of every outlet in its column."""

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return one row: its title at the left, a cell an outlet, as tall as the tallest."""
        if not self.selectable(index):
            return super().lines(index, width, look)
        row, columns = self.comparison.rows[index], self.columns
        if not row.cells:
            return [fold_line(row, width, look)]
        words = safe_text(row.title, limit=200)
        title = [words[start:end] for start, end in wrap(words, columns.left - 2)][:_TALLEST]
        cells = [self._cell(row, name, columns.width - 3, look) for name in self._in_view()]
        height = max(len(title), *(len(cell) for cell in cells))
        strips = []
        for place in range(height):
            line = Line(columns.left).add(title[place] if place < len(title) else "", look.soft)
            segments = list(line.strip(look.soft))
            for cell in cells:
                segments += [Segment(f"{RULE} ", look.faint)]
                part = cell[place] if place < len(cell) else Strip([])
                segments += list(part.adjust_cell_length(columns.width - 2, look.text))
            strips.append(Strip(segments).adjust_cell_length(width, look.text))
        return strips + clash_lines(row, width, look)

    def spacer(self, width: int, look: Palette) -> Strip:
        """Return an empty line through which the rules between the columns go."""
        columns = self.columns
        line = Line(width).gap(columns.left, look.faint)
        for _ in columns.shown:
            line.add(RULE + " " * (columns.width - 1), look.faint)
        return line.strip(look.faint)

    def _cell(self, row: Row, outlet: str, width: int, look: Palette) -> list[Strip]:
        cell = row.cell(outlet)
        if cell is None or not cell.passages:
            words = safe_text(absence_words(row, outlet, self.comparison))
            return [Strip([Segment(words[start:end], look.faint)]) for start, end in wrap(words, max(4, width))]
        strips = words_of(row, cell.passages, width, look, _TALLEST)
        if cell.passages[0].id in self._fresh:
            strips.insert(0, Strip([Segment("new", look.accent)]))
        return strips


def words_of(row: Row, passages: Sequence[Passage], width: int, look: Palette, tallest: int) -> list[Strip]:
    """Return an outlet's words in a row, what others lack marked, and below them what it did to the words."""
    passage = passages[0]
    runs: list[Run] = [(span.start, span.end, look.differ) for span in marked_words(passage, wordings(row))]
    text = safe_text(passage.text)
    spans = wrap(text, max(4, width))
    base = struck(look.text, passage.advisories)
    strips = [Strip(paint(text, start, end, base, runs)) for start, end in spans[:tallest]]
    if len(spans) > tallest:
        strips[-1] = line_of(width, [(_cut(strips[-1].text, width), look.text)], [], look.text)
    notes = _notes(row, passage, len(passages) - 1)
    lines = [notes[start:end] for start, end in wrap(notes, max(4, width))]
    if len(lines) > _NOTE_LINES:
        lines[_NOTE_LINES - 1 :] = [_cut(lines[_NOTE_LINES - 1], width)]
    return strips + [Strip([Segment(line, look.soft)]) for line in lines]


def _cut(line: str, width: int) -> str:
    """Return a line that goes on, cut after a word and marked."""
    kept = line[: width - 1].rstrip()
    if len(line) > width - 2 and " " in kept:
        kept = kept.rpartition(" ")[0]
    return kept.rstrip(" ·,;") + " …"


def _notes(row: Row, passage: Passage, later: int) -> str:
    """Return when it was first there, and what it did to the words."""
    parts = [short_words(passage.advisories), clock_told(passage.time_printed, passage.at)]
    if passage.id == row.fullest and len(row.cells) > 1:
        parts.append(fullest_words(row))
    parts += [safe_text(change) for change in passage.changes]
    if passage.recap:
        parts.append("recap")
    if later:
        parts.append(f"+{later} later")
    return " · ".join(part for part in parts if part)


class MatrixRows(ComparisonRows):
    """Who carried what: a sign and the minute it was first there."""

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return one row on one line."""
        if not self.selectable(index):
            return super().lines(index, width, look)
        row, columns = self.comparison.rows[index], self.columns
        if not row.cells:
            return [fold_line(row, width, look)]
        line = Line(width).field(safe_text(row.title, limit=200), columns.left - 1, look.text).gap(1, look.soft)
        for name in self._in_view():
            cell = row.cell(name)
            passage = cell.passages[0] if cell and cell.passages else None
            sign = carried_how(row, name, passage)
            when = printed_clock(passage.time_printed, passage.at) if passage else ""
            style = look.faint if passage is None else self._signs.style(name, look)
            fresh = passage is not None and passage.id in self._fresh
            line.add(f"{RULE} ", look.faint).add(sign + " ", style)
            line.field(f"{when} new" if fresh else when, columns.width - 4, look.accent if fresh else look.soft)
        return [line.strip(look.soft)]


def fullest_words(row: Row) -> str:
    """Return what the wording is that others are measured by: the fullest, unless another has words that it lacks."""
    adds = any(change.startswith("adds") for passage in wordings(row) for change in passage.changes)
    return "longest in marks" if adds else "fullest"


def fullest_first(row: Row) -> list[Passage]:
    """Return the wordings of a row, the fullest first."""
    return sorted(wordings(row), key=lambda passage: passage.id != row.fullest)


class FullestRows(Rows):
    """The fullest wording whole, then what each outlet made of it."""

    def __init__(self, row: Row, signs: OutletSigns) -> None:
        super().__init__("" if row.cells else "nobody carried this")
        self._row, self._signs = row, signs
        self._passages = fullest_first(row)

    def __len__(self) -> int:
        return len(self._passages)

    def selectable(self, index: int) -> bool:
        """Every wording is."""
        return 0 <= index < len(self._passages)

    def passage(self, index: int) -> Passage | None:
        """Return the wording at an index."""
        return self._passages[index] if self.selectable(index) else None

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return an outlet, its words with the differing ones marked, and the differences in words."""
        passage = self._passages[index]
        others = self._passages if index == 0 else self._passages[:1]
        runs: list[Run] = [(span.start, span.end, look.differ) for span in marked_words(passage, others)]
        letters = self._signs.letters(passage.outlet)
        head: list[Piece] = [(f" {letters} ", self._signs.style(passage.outlet, look))]
        head.append((safe_text(passage.outlet), look.strong))
        clock = clock_told(passage.time_printed, passage.at)
        head.append((f" {clock}" + (f" · {fullest_words(self._row)}" if index == 0 else ""), look.soft))
        text = safe_text(passage.text)
        base = struck(look.text, passage.advisories)
        room = min(100, width - 6)
        strips = [line_of(width, head, [], look.soft)]
        for start, end in wrap(text, room):
            words = Strip([Segment("   ", look.text), *paint(text, start, end, base, runs)])
            strips.append(words.adjust_cell_length(width, look.text))
        strips += [
            line_of(width, [("   " + safe_text(change), look.soft)], [], look.soft) for change in passage.changes
        ]
        return strips
