"""What happened when: the sub-events of a set of documents, and the one a query means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui_reader.alignment.passages import QuotedDocument
from tui_reader.domain import NewsEvent


def sub_events(documents: Sequence[QuotedDocument], parent: str | None = None) -> tuple[NewsEvent, ...]:
    """Return what happened within these documents (a statement, the reply to it, an interview), in order of time.

    Each has the ids of its documents and posts; a reply has the id of what it answers as `parent`, the
    others `parent`. Ids depend on speaker, occasion and day, not on which documents were given.
    """
    raise NotImplementedError


def find_events(query: str, documents: Sequence[QuotedDocument], on: date | None = None) -> tuple[NewsEvent, ...]:
    """Return the sub-events a query fits, best first: the one most outlets carried, then the latest."""
    raise NotImplementedError
