"""Who has the words, as far as the document tells, and how it tells."""

from __future__ import annotations

from tui_reader.domain import Span
from tui_reader.quotations.people.entities import Entity


class Attribution:
    """Who is meant at a place: `name` as resolved (None unknown), and what stands there.

    `how` is the id of the rule that resolved it, `odds` 0..1 how far that rule prefers this one to the others it saw,
    `why` the reason in plain words, `rivals` who else came into question. `human`: a person, though perhaps without a
    name. `confidence` is set by whoever decides, from the rules of claim and resolution.
    """

    __slots__ = (
        "confidence",
        "entity",
        "how",
        "human",
        "name",
        "odds",
        "plural",
        "rivals",
        "role",
        "span",
        "text",
        "why",
    )

    def __init__(
        self,
        name: str | None,
        how: str,
        why: str,
        text: str | None = None,
        span: Span | None = None,
        role: str | None = None,
        entity: Entity | None = None,
        human: bool = False,
        odds: float = 1.0,
    ) -> None:
        self.name, self.how, self.why = name, how, why
        self.text, self.span, self.role, self.entity = text, span, role, entity
        self.human = human or (entity is not None and entity.is_human)
        self.odds = odds
        self.plural = False
        self.rivals: tuple[str, ...] = ()
        self.confidence = 0.0

    def same_as(self, other: Attribution | None) -> bool:
        """Say whether both mean the same speaker."""
        if other is None:
            return False
        if self.entity is not None or other.entity is not None:
            return self.entity is other.entity
        return self.name is not None and self.name == other.name
