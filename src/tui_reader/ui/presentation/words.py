"""What is said of a quotation in words, whatever shows them: the screens, or lines read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.domain import QuotationKind
from tui_reader.domain.unknown import SPEAKER_NOT_GIVEN, SPEAKER_UNKNOWN
from tui_reader.terminal.safe import safe_text

if TYPE_CHECKING:
    from tui_reader.domain import Explanation, QuotationEntry

KINDS = {QuotationKind.INDIRECT: "reported", QuotationKind.BLOCK: "set off"}


def speaker_words(entry: QuotationEntry) -> str:
    """Return who said it, with the role the document gives; "speaker unknown" where nobody is named."""
    quotation = entry.quotation
    if quotation.kind is QuotationKind.SCARE and not quotation.speaker:
        return SPEAKER_NOT_GIVEN
    name = quotation.speaker or quotation.speaker_text
    if not name:
        return SPEAKER_UNKNOWN
    words = f"{name}, {quotation.speaker_role}" if quotation.speaker_role else name
    if entry.corrected:
        return f"{words} (corrected)"
    return words if quotation.speaker_is_sure else f"{words}?"


def evidence_words(entry: QuotationEntry, explanation: Explanation | None = None) -> str:
    """Return why this speaker, in one line; with an explanation also by which rules, and who else it may be."""
    if entry.corrected:
        return "speaker corrected by hand"
    why = "; ".join(entry.quotation.evidence) or "no evidence kept"
    sure = f" ({entry.quotation.confidence:.0%} sure)" if entry.quotation.confidence else ""
    words = [f"{speaker_words(entry)}: {why}{sure}"]
    if explanation is not None:
        words.append(f"found by rule “{explanation.claim}”, named by rule “{explanation.resolution}”")
        words += [f"else {' or '.join(explanation.rivals)}"] if explanation.rivals else []
        words += [f"not by {', '.join(claim for claim, _ in explanation.lost)}"] if explanation.lost else []
    return safe_text(" · ".join(words))


def shown_words(entry: QuotationEntry) -> str:
    """Return the words between marks where the page set marks, alone where it did not."""
    words = safe_text(entry.quotation.text)
    if entry.quotation.kind in (QuotationKind.INDIRECT, QuotationKind.BLOCK):
        return words
    return f"“{words}”"
