"""The words of this program as values that do not change: named tuples and frozen dataclasses.

An article and a live blog are one shape: a document has 1..n posts, an article has one. Every word
on a screen can be traced to a document and a `Span` of its text.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tui_reader.domain.advisories import WITHDRAWN, Advisory, AdvisoryKind
from tui_reader.domain.ids import short_id
from tui_reader.domain.quotation import Quotation, QuotationKind
from tui_reader.domain.span import Span
from tui_reader.domain.times import Clock, DatedBy, Precision, TimeBasis

if TYPE_CHECKING:
    from tui_reader.domain.details import DocumentDetail, EventEntry, Found, PostDetail, PostVersion, SpeakerEntry
    from tui_reader.domain.differing import ChangeKind, DifferingQuotation, WordChange
    from tui_reader.domain.document import (
        STANDARD_INPUT,
        Byline,
        Document,
        DocumentKind,
        Follows,
        LeftOut,
        LeftOutReason,
        Paragraph,
        ParagraphRole,
        Post,
    )
    from tui_reader.domain.entries import OutletEntry, QuotationEntry, TimelineEntry, TimelineKeys, TimelineSection
    from tui_reader.domain.event import (
        Cell,
        Clash,
        Comparison,
        Link,
        NewsEvent,
        Passage,
        Row,
        RowKind,
        Utterance,
        Wording,
    )
    from tui_reader.domain.explanation import Explanation
    from tui_reader.domain.filters import Filters
    from tui_reader.domain.subscription import FRESH, Health, Subscription, SubscriptionState

__all__ = [
    "FRESH",
    "STANDARD_INPUT",
    "WITHDRAWN",
    "Advisory",
    "AdvisoryKind",
    "Byline",
    "Cell",
    "ChangeKind",
    "Clash",
    "Clock",
    "Comparison",
    "DatedBy",
    "DifferingQuotation",
    "Document",
    "DocumentDetail",
    "DocumentKind",
    "EventEntry",
    "Explanation",
    "Filters",
    "Follows",
    "Found",
    "Health",
    "LeftOut",
    "LeftOutReason",
    "Link",
    "NewsEvent",
    "OutletEntry",
    "Paragraph",
    "ParagraphRole",
    "Passage",
    "Post",
    "PostDetail",
    "PostVersion",
    "Precision",
    "Quotation",
    "QuotationEntry",
    "QuotationKind",
    "Row",
    "RowKind",
    "Span",
    "SpeakerEntry",
    "Subscription",
    "SubscriptionState",
    "TimeBasis",
    "TimelineEntry",
    "TimelineKeys",
    "TimelineSection",
    "Utterance",
    "WordChange",
    "Wording",
    "short_id",
]

# Made when first asked for: finding quotations needs none of them, a list none of a whole page, and each class costs.
_LATE = {
    "ChangeKind": "differing",
    "DifferingQuotation": "differing",
    "WordChange": "differing",
    "STANDARD_INPUT": "document",
    "Byline": "document",
    "Document": "document",
    "DocumentKind": "document",
    "Follows": "document",
    "LeftOut": "document",
    "LeftOutReason": "document",
    "Paragraph": "document",
    "ParagraphRole": "document",
    "Post": "document",
    "DocumentDetail": "details",
    "EventEntry": "details",
    "Found": "details",
    "OutletEntry": "entries",
    "PostDetail": "details",
    "PostVersion": "details",
    "QuotationEntry": "entries",
    "SpeakerEntry": "details",
    "TimelineEntry": "entries",
    "TimelineKeys": "entries",
    "TimelineSection": "entries",
    "Explanation": "explanation",
    "Cell": "event",
    "Clash": "event",
    "Comparison": "event",
    "Link": "event",
    "NewsEvent": "event",
    "Passage": "event",
    "Row": "event",
    "RowKind": "event",
    "Utterance": "event",
    "Wording": "event",
    "FRESH": "subscription",
    "Health": "subscription",
    "Subscription": "subscription",
    "SubscriptionState": "subscription",
    "Filters": "filters",
}


def __getattr__(name: str) -> object:
    """Import a name of `_LATE` when it is first asked for."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
    globals()[name] = value
    return value
