"""Why each quotation of a document is whose it is: what the engine decided by, and what it decided against."""

from __future__ import annotations

from tui_reader.domain import Document, Span
from tui_reader.domain.explanation import Explanation
from tui_reader.quotations.engine import as_quotation, find_drafts
from tui_reader.quotations.rules import RULES
from tui_reader.quotations.speech.drafts import Draft


def explain_quotations(document: Document, within: Span | None = None) -> tuple[Explanation, ...]:
    """Return the same quotations as `extract_quotations`, by span, each with its rules, its rivals and what lost.

    `within`: those of this span alone. Takes longer: the rules after the one that decides are asked as well.
    """
    whole = within or Span(0, len(document.text))
    drafts = (d for d in find_drafts(document, everything=True) if whole.start <= d.span.start < whole.end)
    return tuple(_explanation(document.text, draft) for draft in drafts)


def _explanation(text: str, draft: Draft) -> Explanation:
    claim, by = draft.claim.rule, draft.by
    lost = tuple((other.rule, why) for other, why in draft.lost)
    says = RULES.get(claim, draft.claim.why)
    return Explanation(as_quotation(text, draft), claim, says, by.how, by.why, by.rivals, lost)
