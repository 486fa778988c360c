"""The words of a document as the event clusterer sees them, and where earlier documents are looked up."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Protocol

_KEYS = 24  # terms by which a later document finds this one: 12 lose 2 in 100 of the right candidates, 48 win none
_FEW = 10  # documents that share one key alone are looked at only where there are few better ones
_POSTINGS = 200  # documents kept for one key: a term of more documents is no way to find one


@dataclass(slots=True)
class DocumentTerms:
    """What is kept of a document once its text is gone: a row of a table.

    `at` is seconds since 1970 (UTC) or None. `whole` and `lead` are vectors of length 1 over terms:
    of the document, the heaviest first, and of its title and first sentences.
    `copy_key` is the same for the same words.
    """

    id: str
    outlet: str | None
    at: float | None
    event: str
    copy_key: str
    whole: Mapping[str, float] = field(repr=False)
    lead: Mapping[str, float] = field(repr=False)
    keys: tuple[str, ...] = field(init=False, repr=False)  # by which a later document finds this one

    def __post_init__(self) -> None:
        """Choose the keys: the rarest terms, and the copy key last."""
        self.keys = (*islice(self.whole, _KEYS), self.copy_key)

    @property
    def packed(self) -> str:
        """Return both vectors as one text, for a column of a table; a term may hold a blank."""
        return "\n".join(f"{t}:{w * 1000:.0f}:{self.lead.get(t, 0.0) * 1000:.0f}" for t, w in self.whole.items())

    @classmethod
    def unpack(
        cls, id: str, outlet: str | None, at: float | None, event: str, copy_key: str, packed: str
    ) -> DocumentTerms:
        """Return what `packed` was made from (weights to a thousandth)."""
        return cls(id, outlet, at, event, copy_key, *_vectors(packed))


@lru_cache(maxsize=1024)  # 8 MB: reports that share words come together
def _vectors(packed: str) -> tuple[Mapping[str, float], Mapping[str, float]]:
    rows = [cell.rsplit(":", 2) for cell in packed.split("\n") if cell]
    whole = {term: int(weight) / 1000 for term, weight, _ in rows}
    lead = {term: int(weight) / 1000 for term, _, weight in rows if weight != "0"}
    return whole, lead


class TermIndex(Protocol):
    """Where the clusterer looks up earlier documents: in memory (`cluster`) or in the store (`ingest`).

    In SQL: `document_terms(id PRIMARY KEY, outlet, at, event, copy_key, packed)`,
    `document_keys(key, at, document, PRIMARY KEY(key, at, document)) WITHOUT ROWID`,
    `term_counts(term PRIMARY KEY, documents)`.
    """

    def total(self) -> int:
        """Return how many documents were counted."""
        ...

    def counts(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many documents each term stands; terms never seen may be missing."""
        ...

    def event_of(self, id: str) -> str | None:
        """Return the event a document was put into, None for one never seen."""
        ...

    def find(
        self, keys: Sequence[str], since: float | None, until: float | None, limit: int
    ) -> Sequence[DocumentTerms]:
        """Return up to `limit` documents sharing most of `keys`, dated within the bounds or not dated at all.

        A bound of None is no bound.
        """
        ...

    def add(self, document: DocumentTerms, terms: Sequence[str], findable: bool) -> None:
        """Keep a document; each of `terms` (distinct) stands in one document more.

        Not `findable`: only its event is kept, for it is a copy of one already there.
        """
        ...


class MemoryIndex:
    """A `TermIndex` that keeps the last documents to arrive, whatever their dates say."""

    def __init__(self, capacity: int = 8000) -> None:
        """Keep at most `capacity` documents to compare with (about 8 kB each)."""
        self._capacity = capacity
        self._total = 0
        self._counts: Counter[str] = Counter()
        self._events: dict[str, str] = {}
        self._kept: OrderedDict[str, DocumentTerms] = OrderedDict()
        self._postings: defaultdict[str, deque[DocumentTerms]] = defaultdict(lambda: deque(maxlen=_POSTINGS))

    def total(self) -> int:
        """Return how many documents were counted."""
        return self._total

    def counts(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return the live counts."""
        return self._counts

    def event_of(self, id: str) -> str | None:
        """Return the event a document was put into."""
        return self._events.get(id)

    def find(
        self, keys: Sequence[str], since: float | None, until: float | None, limit: int
    ) -> Sequence[DocumentTerms]:
        """Return the documents that share most keys, those that arrived last first among equals."""
        shared: Counter[str] = Counter()
        for key in keys:
            shared.update([d.id for d in self._postings.get(key, ()) if _within(d.at, since, until)])
        ranked = shared.most_common(limit)
        return [self._kept[id] for n, (id, keys_shared) in enumerate(ranked) if keys_shared > 1 or n < _FEW]

    def add(self, document: DocumentTerms, terms: Sequence[str], findable: bool) -> None:
        """Keep a document, and forget the one that arrived longest ago once there are too many."""
        self._total += 1
        self._events[document.id] = document.event
        if not findable:
            return
        self._counts.update(terms)
        self._kept[document.id] = document
        for key in document.keys:
            self._postings[key].append(document)
        if len(self._kept) > self._capacity:
            _, oldest = self._kept.popitem(last=False)
            self._forget(oldest)

    def _forget(self, document: DocumentTerms) -> None:
        for key in document.keys:
            postings = self._postings[key]
            if postings and postings[0] is document:
                postings.popleft()
            if not postings:
                del self._postings[key]


def _within(at: float | None, since: float | None, until: float | None) -> bool:
    return at is None or ((since is None or since <= at) and (until is None or at <= until))
