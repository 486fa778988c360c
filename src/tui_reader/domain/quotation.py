"""Words somebody said, as one outlet printed them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui_reader.domain.span import Span

# Of a quotation's confidence: of the speakers at or above it, 98 in 100 and more are right, and more than half of all
# marked words have one (docs/quotations.md, "How far a name may be trusted").
SURE = 0.8


class QuotationKind(StrEnum):
    """The kind of a quotation, by its form (see docs/glossary.md)."""

    DIRECT = "direct"
    MIXED = "mixed"
    BLOCK = "block"
    INDIRECT = "indirect"
    SCARE = "scare"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One contiguous run of somebody's words in one paragraph.

    `text == document.text[span.start:span.end]`, always. `speaker` is the fullest name the document
    gives; `speaker_text`/`speaker_span` what stands at the place that attributes. All spans point
    into the document's text. `evidence` says in plain words why this speaker, strongest first.
    `group` ties the runs of one utterance within a document. `confidence` is 0..1.
    """

    span: Span
    text: str
    kind: QuotationKind
    speaker: str | None = None
    speaker_text: str | None = None
    speaker_span: Span | None = None
    cue: str | None = None
    cue_span: Span | None = None
    clause_span: Span | None = None
    via: str | None = None
    venue: str | None = None
    group: str | None = None
    confidence: float = 0.0
    speaker_role: str | None = None  # "mayor", "MP for Selby Point", where the document gives it
    evidence: tuple[str, ...] = ()
    id: str = ""  # given by ingest; empty straight from the engine

    @property
    def speaker_is_sure(self) -> bool:
        """Whether the speaker is named without a question mark: on a screen, in a copy, to other programs."""
        return self.speaker is not None and self.confidence >= SURE
