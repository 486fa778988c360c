"""Of all claims to some words, the one that wins; with those that lost, and why."""

from __future__ import annotations

from tui_reader.quotations.deciding.confidence import NAMES_SELF, confidence
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.pronouns import names_themselves
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.speech.by_context import CONTEXT_RULES
from tui_reader.quotations.speech.claims import NOBODY, Claim
from tui_reader.quotations.speech.place import Place

_WEAK = frozenset("floor last-speaker answer near-subject introduced woven-on woven-floor".split())
Lost = list[tuple[Claim, str]]


def nobody() -> Attribution:
    """Return the speaker of words that are nobody's as far as the document tells."""
    found = Attribution(None, "nobody", NOBODY.why)
    found.confidence = confidence(NOBODY.rule, found, False)
    return found


def resolve_claim(claim: Claim, people: Speakers) -> Attribution:
    """Return whom a claim is for, with the confidence of claim and resolution together."""
    if claim.phrase is not None and claim.narration is not None:
        by = people.resolve(claim.narration, claim.phrase)
        by.confidence = confidence(claim.rule, by, False)
        return by
    if claim.carried is not None:
        return carry(claim.carried, claim.rule)
    return nobody()


def carry(by: Attribution, rule_id: str) -> Attribution:
    """Return a speaker decided before for other words: the same, trusted less."""
    found = Attribution(by.name, by.how, by.why, by.text, by.span, by.role, by.entity, by.human, by.odds)
    found.plural, found.rivals = by.plural, by.rivals
    found.confidence = confidence(rule_id, by, True)
    return found


def decide(place: Place, people: Speakers, everything: bool) -> tuple[Claim, Attribution, Lost]:
    """Return the claim that wins, whom it is for, and the claims that lost.

    The rules are asked in the order of their strength, and the first whose claim names somebody who can speak wins.
    `everything`: ask the others as well, to show why they lost.
    """
    won: tuple[Claim, Attribution] | None = None
    lost: Lost = []
    said = place.text[place.run.start : place.run.end]
    for ask in CONTEXT_RULES:
        claim = ask(place)
        if claim is None:
            continue
        if won is not None:
            lost.append((claim, f"weaker than {won[0].rule}"))
            continue
        by = resolve_claim(claim, people)
        if by.entity is not None and by.entity.is_human and names_themselves(by.entity, said):
            if claim.rule in _WEAK:
                lost.append((claim, f"{by.name} would name themselves"))
                continue
            by.confidence *= NAMES_SELF
        if by.name is None and (claim.phrase is not None or claim.carried is not None):
            lost.append((claim, by.why))
            continue
        won = claim, by
        if not everything:
            break
    if won is None:
        return NOBODY, nobody(), lost
    return *won, lost
