"""One event, outlets as columns, what was said and done as rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from tui_reader.alignment.passages import QuotedDocument
from tui_reader.domain import Comparison, NewsEvent


def compare(
    query: str, documents: Sequence[QuotedDocument], *, on: date | None = None, outlets: Collection[str] = ()
) -> Comparison:
    """Line up what the outlets carried of the event a query means.

    `documents` are all that may hold it (the whole store, or what search finds, up to some hundreds).
    `on` keeps to what happened that day; `outlets` keeps only those columns. The titles of other events
    that fitted are in `others`. Raises NothingFoundError where nothing fits.
    """
    raise NotImplementedError


def compare_event(
    event: NewsEvent, documents: Sequence[QuotedDocument], *, outlets: Collection[str] = ()
) -> Comparison:
    """Line up one event: a sub-event of `sub_events`, or a whole event with the documents it holds."""
    raise NotImplementedError
