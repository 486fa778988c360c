"""How far a speaker may be trusted: one table of claims, one of resolutions.

The confidence of a quotation is the share of right ones among those its claim made, times the share among those its
resolution made, times the odds the resolution itself gives. The shares were counted on texts at hand
(`benchmarks/confidence.py`) and held on texts set aside; docs/quotations.md has claimed against right, bin by bin.
"""

from __future__ import annotations

from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.pronouns import GONE_ON

# Claims in the order in which they are asked where several hold, with the share of right ones.
CLAIMS: dict[str, float] = {
    "printed-turn": 1.0,  # what the record itself prints
    "transcript": 0.97,
    "interview": 0.85,
    "posted": 0.9,
    "told-to": 0.9,
    "credit": 0.95,
    "headline-label": 0.93,
    "says": 0.98,
    "said-name": 0.99,
    "said-after": 0.98,
    "according": 0.96,
    "passive": 0.93,
    "quoting": 0.9,
    "noun-report": 0.9,
    "adding": 0.96,
    "open-speech": 0.97,
    "block-led-in": 0.85,
    "block-goes-on": 0.7,
    "block-stated": 0.7,
    "block-offered": 0.75,
    "block-as-i": 0.65,
    "list-item": 0.88,
    "before-colon": 0.85,
    "lead-in": 0.95,
    "answer": 0.75,
    "heading": 0.85,
    "introduced": 0.65,
    "own-answer": 0.8,
    "goes-on": 0.94,
    "one-reports": 0.85,
    "acts-on": 0.75,
    "near-subject": 0.6,
    "floor": 0.86,
    "last-speaker": 0.6,
    "cries": 0.75,
    "owner": 0.85,
    "inserted": 0.9,
    "in-their-words": 0.85,
    "sign": 0.87,
    "sentence-reports": 0.75,
    "writing-subject": 0.6,
    "woven-on": 0.55,
    "woven-floor": 0.45,
    "headline-echo": 0.9,
    "nearest-verb": 0.85,
    "themselves": 0.8,
    "talk": 0.85,
    "inside": 0.85,
    "named-so": 0.9,
    "nobody": 0.3,
}

# Resolutions, with the share of right ones.
RESOLUTIONS: dict[str, float] = {
    "name": 0.98,
    "name-once": 0.7,
    "apposition": 0.95,
    "namesake": 0.7,
    "place": 0.35,
    "pronoun": 0.97,
    "pronoun-inside": 0.75,
    "post-before": GONE_ON,
    "it": 0.4,
    "wrote-it": 0.7,
    "they": 0.4,
    "unresolved": 0.2,
    "role-holder": 0.8,
    "role-introduced": 0.8,
    "role-near": 0.65,
    "age": 0.9,
    "office": 0.3,
    "kin": 0.85,
    "later-name": 0.8,
    "next-name": 0.62,
    "body-word": 0.6,
    "writing-named": 0.8,
    "writing": 0.8,
    "message": 0.7,
    "sender": 0.8,
    "read-out": 0.7,
    "spokesperson": 0.88,
    "spokesperson-of": 0.98,
    "described": 0.9,
    "described-bare": 0.76,
    "described-again": 0.7,
    "described-oddly": 0.65,
    "group": 0.75,
    "several": 0.75,
    "label": 0.95,
    "printed": 0.99,
    "voice": 0.5,
    "no-speaker": 0.3,
    "nobody": 0.3,
}

NAMES_SELF = 0.75  # of the confidence is left where somebody would name themselves


def confidence(claim: str, by: Attribution, carried: bool) -> float:
    """Return how far the speaker may be trusted: 0..1. `carried`: `by` was decided before, for words near these."""
    if by.name is None:
        return CLAIMS["nobody"]
    return CLAIMS[claim] * (by.confidence if carried else RESOLUTIONS[by.how] * by.odds)
