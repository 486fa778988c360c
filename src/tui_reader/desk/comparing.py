"""What is said of a comparison: of an outlet without a cell, of a clash; and its rows in order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from tui_reader.domain import ChangeKind, Clash, Comparison, Row, RowKind, WordChange

_WORDS = {"not_carried": "words not carried", "not_found": "not found"}
_TITLE = 40
_SHOWN = 12  # words of a difference in a line


def absence_words(row: Row, outlet: str, comparison: Comparison) -> str:
    """Return "words not carried" (all it printed that day was searched), "not found", or in which row it has it."""
    why = row.why_absent(outlet)
    other = next((each for each in comparison.rows if each.id == why), None)
    if other is None:
        return _WORDS.get(why, "not found")
    title = other.title if len(other.title) <= _TITLE else other.title[:_TITLE].rsplit(" ", 1)[0] + " …"
    return f"in another row: {title}"


def absence_reason(row: Row, outlet: str, comparison: Comparison) -> str:
    """Return why a cell is empty in a sentence: what was searched, and what was found."""
    words = absence_words(row, outlet, comparison)
    if words == _WORDS["not_carried"]:
        return f"{words}: all that {outlet} printed that day was searched; it may tell this in other words"
    if words == _WORDS["not_found"]:
        return f"{words}: {outlet} has something near it, or tells it in other words, or not all of its day is here"
    return f"{outlet} has this {words}"


def heading_words(comparison: Comparison) -> str:
    """Return the day and the outlets: "Tuesday 6 May 2031 · North Post, Daily Tide"."""
    starts = comparison.starts_at
    day = f"{starts:%A} {starts.day} {starts:%B %Y}" if starts else "date unknown"
    names = (f"{name} (primary source)" if name in comparison.primary else name for name in comparison.outlets)
    return f"{day} · {', '.join(names)}"


def clash_words(clash: Clash) -> str:
    """Return a clash in one line: "number: 800 cases (BBC News), 1,000 cases (Sky News)"."""
    return f"{clash.kind}: {clash.words_a} ({clash.a}), {clash.words_b} ({clash.b})"


def change_words(change: WordChange) -> str:
    """Return one difference of two wordings in a line: "drops: children and", "changes: have been → being"."""
    if change.kind is ChangeKind.PARAPHRASE:
        return "marks round other words"
    if change.kind is ChangeKind.CHANGED:
        return f"changes: {_short(change.fullest)} → {_short(change.other)}"
    lead = {ChangeKind.ADDED: "adds", ChangeKind.DROPPED: "drops", ChangeKind.STITCHED: "runs together without"}
    return f"{lead[change.kind]}: {_short(change.fullest or change.other)}"


def _short(words: str) -> str:
    parts = words.split()
    return " ".join(parts) if len(parts) <= _SHOWN else " ".join([*parts[: _SHOWN // 2], "…", *parts[-_SHOWN // 2 :]])


def in_time(comparison: Comparison) -> Comparison:
    """Return the comparison with its rows by the first printed time, those without one last."""
    timed = sorted(comparison.rows, key=lambda row: (row.at is None, row.at.timestamp() if row.at else 0.0))
    return comparison._replace(rows=tuple(timed))


_FOLD = "only: "


def folded(comparison: Comparison, shared: tuple[Row, ...], opened: Collection[str]) -> tuple[Row, ...]:
    """Return the shared rows, then a row without cells for each outlet's own ones, which follow where it is opened.

    Where nothing is shared, all rows are shown as they are.
    """
    if not shared:
        return comparison.rows
    alone = Counter(row.cells[0].outlet for row in comparison.rows if len(row.cells) == 1)
    rows = list(shared)
    for outlet, count in alone.most_common():
        title = f"only {outlet}: {count} {'row' if count == 1 else 'rows'}"
        rows.append(Row(_FOLD + outlet, title, RowKind.HAPPENING, None, ()))
        if outlet in opened:
            rows += [row for row in comparison.rows if len(row.cells) == 1 and row.cells[0].outlet == outlet]
    return tuple(rows)


def outlet_of_fold(row: Row) -> str:
    """Return whose rows a row without cells stands for."""
    return row.id.removeprefix(_FOLD)
