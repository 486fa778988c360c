"""The words of a document as the event clusterer sees them, and where they are looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """What is kept of a document once its text is gone: a row of a table.

    `at` is seconds since 1970 (UTC) or None; `packed` holds the terms and their weights as one line of
    text, opaque to the store; `keys` are the few rarest terms, by which a later document finds this one.
    """

    id: str
    outlet: str | None
    at: float | None
    event: str
    packed: str
    keys: tuple[str, ...]


class TermIndex(Protocol):
    """Where the clusterer looks up earlier documents: in memory (`cluster`) or in the store (`ingest`).

    In SQL: `document_terms(id PRIMARY KEY, outlet, at, event, packed)`,
    `document_keys(key, at, document, PRIMARY KEY(key, at, document)) WITHOUT ROWID`, `term_counts(term PRIMARY KEY, documents)`.
    """

    def total(self) -> int:
        """Return how many documents were counted."""
        ...

    def counts(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many documents each term stands; terms never seen may be missing."""
        ...

    def find(
        self, keys: Sequence[str], since: float | None, until: float | None, limit: int
    ) -> Sequence[DocumentTerms]:
        """Return up to `limit` documents that share most of `keys`, later first among equals.

        Both bounds None: the undated documents (`at IS NULL`) only.
        """
        ...

    def add(self, document: DocumentTerms, terms: Sequence[str]) -> None:
        """Keep a document; each of `terms` (distinct) stands in one document more."""
        ...
