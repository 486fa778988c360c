"""Lining up: documents into events, passages into utterances, and both into a comparison.

Pure functions over domain values; nothing here reads a file, a store or a clock. Every link says why.
`QuotedDocument` is a document with the quotations found in it, their ids already given.
"""

from tui_reader.alignment.clashes import contradicted
from tui_reader.alignment.comparison import compare, compare_event, line_up
from tui_reader.alignment.events import EventClusterer
from tui_reader.alignment.moments import find_events, sub_events
from tui_reader.alignment.passages import QuotedDocument
from tui_reader.alignment.terms import DocumentTerms, TermIndex
from tui_reader.alignment.utterances import align_utterances
from tui_reader.alignment.whole_events import asks_for_matter, events_told

__all__ = [
    "DocumentTerms",
    "EventClusterer",
    "QuotedDocument",
    "TermIndex",
    "align_utterances",
    "asks_for_matter",
    "compare",
    "compare_event",
    "contradicted",
    "events_told",
    "find_events",
    "line_up",
    "sub_events",
]
