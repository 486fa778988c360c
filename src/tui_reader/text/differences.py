"""What one wording of the same words does to another, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from tui_reader.domain import Span
from tui_reader.text.contractions import spelled_out
from tui_reader.text.normalise import FUNCTION_WORDS, words

_LONGEST = 4000  # words compared: past this the cost, which is quadratic, is felt
_SHOWN_WORDS = 8  # of one difference in a line a reader scans


class DifferenceKind(StrEnum):
    """What happened to the words between two wordings."""

    DROPPED = "dropped"  # in the fullest only
    ADDED = "added"  # in the other only
    CHANGED = "changed"  # other words in their place
    MOVED = "moved"  # the same words in another place


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ: `fullest` and `other` are spans into the two texts (empty where there is nothing)."""

    kind: DifferenceKind
    fullest: Span
    other: Span


def wording_differences(fullest: str, other: str) -> tuple[Difference, ...]:
    """Return where two wordings differ, in order; marks, case, hyphens, ellipses, brackets, contractions do not count.

    An empty tuple says: the same words. Words that one has at one place and the other at another are
    MOVED, told once. Texts of more than 4,000 words are compared by their first 4,000.
    """
    a = spelled_out(words(fullest)[:_LONGEST], fullest)
    b = spelled_out(words(other)[:_LONGEST], other)
    found: list[Difference] = []
    for src_start, src_end, dest_start, dest_end in _stretches([w for w, _ in a], [w for w, _ in b]):
        here, there = _span(a, src_start, src_end, len(fullest)), _span(b, dest_start, dest_end, len(other))
        if src_start == src_end:
            found.append(Difference(DifferenceKind.ADDED, here, there))
        elif dest_start == dest_end:
            found.append(Difference(DifferenceKind.DROPPED, here, there))
        elif _joined(fullest, here) != _joined(other, there):  # but "tip-offs" and "tipoffs" are the same
            found.append(Difference(DifferenceKind.CHANGED, here, there))
    return tuple(_with_moves(fullest, other, found))


def describe_differences(fullest: str, other: str) -> tuple[str, ...]:
    """Return the differences as short lines a reader understands ("drops: children and"), () where same."""
    differences = wording_differences(fullest, other)
    if not differences:
        return ()
    lines: list[str] = []
    dropped = [d.fullest.of(fullest) for d in differences if d.kind is DifferenceKind.DROPPED]
    added = [d.other.of(other) for d in differences if d.kind is DifferenceKind.ADDED]
    if dropped:
        lines.append("drops: " + " … ".join(_short(part) for part in dropped))
    if added:
        lines.append("adds: " + " … ".join(_short(part) for part in added))
    for d in differences:
        if d.kind is DifferenceKind.CHANGED:
            lines.append(f"changes: {_short(d.fullest.of(fullest))} → {_short(d.other.of(other))}")
        elif d.kind is DifferenceKind.MOVED:
            lines.append(f"moves: {_short(d.fullest.of(fullest))}")
    return tuple(lines)


def same_words(a: str, b: str) -> bool:
    """Say whether two wordings differ in nothing but marks, case, hyphens, ellipses and brackets."""
    return not wording_differences(a, b)


def _stretches(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where the two differ as `a[i:j]` against `b[k:l]`; neighbouring steps are one stretch."""
    held: tuple[int, int, int, int] | None = None
    for step in Levenshtein.opcodes(a, b):
        if step.tag == "equal":
            if held:
                yield held
            held = None
        else:
            start = held or (step.src_start, 0, step.dest_start, 0)
            held = start[0], step.src_end, start[2], step.dest_end
    if held:
        yield held


def _span(found: Sequence[tuple[str, Span]], start: int, end: int, length: int) -> Span:
    """Return the text span of words `start..end`; an empty one stands before the word at `start`."""
    if start < end:
        return Span(found[start][1].start, found[end - 1][1].end)
    at = found[start][1].start if start < len(found) else (found[-1][1].end if found else length)
    return Span(at, at)


def _joined(text: str, span: Span) -> str:
    return "".join(word for word, _ in words(span.of(text)))


def _with_moves(fullest: str, other: str, found: list[Difference]) -> list[Difference]:
    """Turn a drop and an addition of the same telling words into one move."""
    places = {_joined(other, d.other): n for n, d in enumerate(found) if d.kind is DifferenceKind.ADDED}
    taken: set[int] = set()
    result: dict[int, Difference] = {}
    for n, d in enumerate(found):
        if d.kind is not DifferenceKind.DROPPED or not _tells(d.fullest.of(fullest)):
            continue
        match = places.get(_joined(fullest, d.fullest))
        if match is not None and match not in taken:
            taken.add(match)
            result[n] = Difference(DifferenceKind.MOVED, d.fullest, found[match].other)
    return [result.get(n, d) for n, d in enumerate(found) if n not in taken]


def _tells(text: str) -> bool:
    return any(word not in FUNCTION_WORDS for word, _ in words(text))


def _short(text: str) -> str:
    """Return words on one line, the middle of many left out."""
    parts = text.split()
    if len(parts) <= _SHOWN_WORDS:
        return " ".join(parts)
    return " ".join([*parts[: _SHOWN_WORDS - 3], "…", *parts[-2:]])
