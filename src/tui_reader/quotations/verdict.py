"""Who has the words, as far as the document tells, and the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.domain import Span
from tui_reader.quotations.cast import Person

_REASONS = 4  # reasons kept, the nearest first


@dataclass(slots=True, eq=False, repr=False)
class Attribution:
    """Who has the words: `name` as resolved (None unknown), what stands there, and why."""

    name: str | None
    text: str | None = None
    span: Span | None = None
    role: str | None = None
    person: Person | None = None
    confidence: float = 0.5
    evidence: tuple[str, ...] = ()
    human: bool = False  # a person, though the document gives no name

    def because(self, reason: str, confidence: float) -> Attribution:
        """Return this speaker found by `reason`, without the mention: it stands at another place."""
        return Attribution(
            self.name,
            self.text,
            self.span,
            self.role,
            self.person,
            min(self.confidence, confidence),
            (reason, *self.evidence[: _REASONS - 1]),
            self.human,
        )


NOBODY = Attribution(None, confidence=0.3, evidence=("nobody is named",))
