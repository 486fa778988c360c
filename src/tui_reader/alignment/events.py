"""Documents into events, one at a time, in order of arrival."""

from __future__ import annotations

from datetime import datetime

from tui_reader.alignment.terms import TermIndex


class EventClusterer:
    """Puts each document into the event of the documents before it, or into a new one."""

    def __init__(self, index: TermIndex | None = None) -> None:
        """Start empty in memory, or go on from an index the store keeps."""
        self._index = index

    def add(self, id: str, outlet: str | None, published_at: datetime | None, title: str | None, text: str) -> str:
        """Return the id of the event the document belongs to; the same id twice gives the same event."""
        raise NotImplementedError
