"""Whom "she" and "he" mean, with the reason."""

from __future__ import annotations

from tui_reader.domain import Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.discourse import Discourse
from tui_reader.quotations.people.entities import Entity
from tui_reader.quotations.people.pronouns import Candidate, Said, weigh
from tui_reader.quotations.rules import rule

_ASKER = 8  # entries from "asked by" to the name, over an office
_RIVALS = 3  # names kept of who else a pronoun may mean
_RIVAL = 0.1  # odds from which they are kept


def _back(candidate: Candidate) -> str:
    back = candidate.back
    if back <= 0:
        return "named in the same sentence"
    return "one sentence back" if back == 1 else f"{back} sentences back"


def _asked_by(discourse: Discourse) -> Entity | None:
    """Return who asks in "Asked by Name, defending, whether it was dark, he replied": nobody whom "he" means."""
    here = discourse.sentences[-1] if discourse.sentences else None
    if here is None or here.narration.low[here.low : here.low + 2] not in (["asked", "by"], ["pressed", "by"]):
        return None
    return next((name.entity for name in here.names if name.first - here.low <= _ASKER), None)


@rule("pronoun", "“She” is whoever is likeliest of those mentioned before")
def by_weight(discourse: Discourse, she: int, entry: int, text: str, span: Span, said: Said) -> Attribution | None:
    """Weighed by how near, whether a subject, who spoke last; see `pronouns`."""
    found = weigh(discourse, she, entry, _asked_by(discourse), said)
    if not found:
        return None
    best = found[0]
    entity = best.entity
    why = f"by pronoun, {_back(best)}"
    odds, last = best.odds * best.trust, discourse.last
    if last is not None and last.how == "role-near" and last.entity is entity:
        odds = min(odds, last.confidence)  # "the boss" was taken for whoever was named before: no more surely
    by = Attribution(entity.name, "pronoun", why, text, span, entity.role, entity, odds=odds)
    by.rivals = tuple(f"{c.entity.name} ({c.odds:.0%})" for c in found[1 : 1 + _RIVALS] if c.odds >= _RIVAL)
    return by


@rule("post-before", "“She” in a post that names nobody is who spoke last in the post before")
def by_post_before(discourse: Discourse, she: int, text: str, span: Span) -> Attribution | None:
    """A live page goes on from post to post: "She says the alarm never rang", under a time of its own."""
    entity = discourse.goes_on(she)
    if entity is None:
        return None
    why = f"by pronoun, who spoke last in the post before: {entity.name}"
    return Attribution(entity.name, "post-before", why, text, span, entity.role, entity)
