"""Wording differences for the compare screen: what to mark in each of two wordings."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.domain import Span
from tui_reader.text.differences import (
    Difference,
    DifferenceKind,
    describe_differences,
    same_words,
    wording_differences,
)

__all__ = ["Difference", "DifferenceKind", "describe_differences", "marked_spans", "same_words", "wording_differences"]


def marked_spans(text: str, others: Sequence[str]) -> tuple[Span, ...]:
    """Return the spans of `text` whose words at least one of `others` lacks, in order, not overlapping."""
    spans = sorted(d.fullest for other in others for d in wording_differences(text, other) if len(d.fullest))
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
