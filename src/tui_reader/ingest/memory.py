"""What ingest remembers: the event clusterer's memory, kept in the store; what was just written, to line it up."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.alignment import DocumentTerms
    from tui_reader.domain import Document, Quotation
    from tui_reader.store import Terms

_MOST_CHARACTERS = 2_000_000  # of text held: some 20 MB with what was found in it


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Let the collector of cycles look seldom: a page makes 100,000 small things, and hardly a cycle.

    At Python's own 700 the looking is 5 in 100 of the whole way in; the memory at the peak is the same.
    """
    before = gc.get_threshold()
    gc.set_threshold(10_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class StoredTerms:
    """A `TermIndex` over the rows of the store."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self.total, self.counts, self.event_of = terms.total, terms.counts, terms.event_of

    def find(
        self, keys: Sequence[str], since: float | None, until: float | None, limit: int
    ) -> Sequence[DocumentTerms]:
        """Return up to `limit` documents sharing most of `keys`, dated within the bounds or not dated at all."""
        from tui_reader.alignment import DocumentTerms

        shared = self._terms.sharing(keys, since, until)[:limit]
        return [DocumentTerms.unpack(*row) for row in self._terms.rows([document for document, _ in shared])]

    def add(self, document: DocumentTerms, terms: Sequence[str], findable: bool) -> None:
        """Keep a document."""
        from tui_reader.store import TermRow

        row = TermRow(document.id, document.outlet, document.at, document.event, document.copy_key, document.packed)
        self._terms.add(row, document.keys if findable else (), terms if findable else ())


class JustWritten(dict[str, "tuple[str, tuple[Document, tuple[Quotation, ...]]]"]):
    """Documents that were just written, by id, with their fingerprints: they are not read again to be lined up.

    The first of a batch are held, as many as there is room for; the store is asked for the others.
    """

    def __init__(self) -> None:
        super().__init__()
        self._room = _MOST_CHARACTERS

    def hold(self, document: Document, quotations: Sequence[Quotation], fingerprint: str) -> None:
        """Hold a document if there is room."""
        self._room -= len(document.text)
        if self._room >= 0:
            self[document.id] = fingerprint, (document, tuple(quotations))
