"""The words of this program as values: frozen dataclasses, standard library only.

An article and a live blog are one shape: a document has 1..n posts, an article has one. Every word
on a screen can be traced to a document and a `Span` of its text.
"""

from tui_reader.domain.document import (
    Byline,
    Document,
    DocumentKind,
    LeftOut,
    LeftOutReason,
    Paragraph,
    ParagraphRole,
    Post,
)
from tui_reader.domain.entries import (
    DocumentDetail,
    EventEntry,
    Found,
    OutletEntry,
    PostDetail,
    QuotationEntry,
    SpeakerEntry,
    TimelineEntry,
    TimelineKeys,
    TimelineSection,
)
from tui_reader.domain.event import Cell, Comparison, Link, NewsEvent, Passage, Row, RowKind, Utterance, Wording
from tui_reader.domain.filters import Filters
from tui_reader.domain.ids import short_id
from tui_reader.domain.quotation import Quotation, QuotationKind
from tui_reader.domain.span import Span
from tui_reader.domain.subscription import FRESH, Health, Subscription, SubscriptionState
from tui_reader.domain.times import Clock, DatedBy, Precision, TimeBasis

__all__ = [
    "FRESH",
    "Byline",
    "Cell",
    "Clock",
    "Comparison",
    "DatedBy",
    "Document",
    "DocumentDetail",
    "DocumentKind",
    "EventEntry",
    "Filters",
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
    "Wording",
    "short_id",
]
