"""Wording differences for the compare screen: what to mark in each of two wordings."""

from __future__ import annotations

from tui_reader.domain import Span
from tui_reader.text.differences import Difference, DifferenceKind, describe_differences, wording_differences

__all__ = ["Difference", "DifferenceKind", "describe_differences", "marked_spans", "wording_differences"]


def marked_spans(text: str, others: tuple[str, ...]) -> tuple[Span, ...]:
    """Return the spans of `text` whose words at least one of `others` lacks, in order, not overlapping."""
    raise NotImplementedError
