"""Why a speaker, in plain words: the claim where it is not simply a reporting word, then the resolution."""

from __future__ import annotations

from tui_reader.quotations.speech.drafts import Draft


def evidence_of(draft: Draft) -> tuple[str, ...]:
    """Return the reasons for the speaker of a draft, the nearest first."""
    claim, by = draft.claim.why, draft.by.why
    return (claim,) if claim == by else (claim, by)
