"""A quotation that two outlets print in different words."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from tui_reader.domain.entries import QuotationEntry


class ChangeKind(StrEnum):
    """What one outlet's marks hold of the words of another."""

    DROPPED = "dropped"  # words left out of the middle, and no ellipsis says so
    ADDED = "added"  # words in the middle that the other has not
    CHANGED = "changed"  # other words in their place
    STITCHED = "stitched"  # two sentences made one, and no ellipsis says so
    PARAPHRASE = "paraphrase"  # marks round other words for the same


class WordChange(NamedTuple):
    """One place where the words differ: as the fullest has them, as the other has them; "" for nothing."""

    kind: ChangeKind
    fullest: str
    other: str


class DifferingQuotation(NamedTuple):
    """One outlet's quotation beside the fullest of the same words, and where they differ, in order."""

    fullest: QuotationEntry
    other: QuotationEntry
    changes: tuple[WordChange, ...]
