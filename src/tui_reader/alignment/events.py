"""Documents into events, one at a time, in order of arrival.

A document is compared with the earlier ones that share its rarest terms within the window of days;
a logistic of five features says how likely two report the same event, and the document joins the
event whose best witnesses say so, or opens one. Copies of one text are one witness.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from tui_reader.alignment import event_weights as weights
from tui_reader.alignment.terms import DocumentTerms, MemoryIndex, TermIndex
from tui_reader.domain import short_id
from tui_reader.text.normalise import telling_stems

_DAY = 86400.0
_CANDIDATES = 24  # 12 lose 1 point of F1 in 100, 48 win none
_BODY_CHARACTERS = 1200  # a report says what happened in its first 200 words; the rest is background
_TERMS = 64  # kept of a document
_LEAD_TERMS = 30
_TITLE_WEIGHT = 2
_COPY = 0.95  # two texts nearer than this are one wire text twice


class EventClusterer:
    """Puts each document into the event of documents before it, or into a new one."""

    def __init__(self, index: TermIndex | None = None) -> None:
        """Start empty in memory, or go on from an index the store keeps."""
        self._index: TermIndex = MemoryIndex() if index is None else index

    def add(self, id: str, outlet: str | None, published_at: datetime | None, title: str | None, text: str) -> str:
        """Return the id of the event the document belongs to; the same id twice gives the same event.

        `published_at` is aware, or naive and taken as UTC, or None: then only much likeness joins.
        """
        known = self._index.event_of(id)
        if known is not None:
            return known
        at = _seconds(published_at)
        document, terms = self.describe(id, outlet, at, title or "", text)
        since, until = (None, None) if at is None else (at - weights.WINDOW * _DAY, at + weights.WINDOW * _DAY)
        near = self._index.find(document.keys, since, until, _CANDIDATES)
        event, is_copy = self._choose(document, near)
        document.event = event or short_id("e", id)
        self._index.add(document, terms, findable=not is_copy)
        return document.event

    def _choose(self, document: DocumentTerms, near: Sequence[DocumentTerms]) -> tuple[str | None, bool]:
        """Return the event of the likeliest witnesses (None for a new one) and whether one is a copy."""
        pairs = [(other, likeness(document, other)) for other in near]
        for other, (whole, _) in pairs:
            if other.copy_key == document.copy_key or whole > _COPY:
                return other.event, True
        votes: defaultdict[str, list[float]] = defaultdict(list)
        for other, values in weigh(document, pairs):
            if values[0] >= weights.UNDATED_LIKENESS or (document.at is not None and other.at is not None):
                votes[other.event].append(log_odds(values))
        chosen = max(votes, key=lambda event: _mean_of_two(votes[event]), default=None)
        if chosen is None or _mean_of_two(votes[chosen]) < weights.THRESHOLD:
            return None, False
        return chosen, False

    def describe(
        self, id: str, outlet: str | None, at: float | None, title: str, text: str
    ) -> tuple[DocumentTerms, Sequence[str]]:
        """Return the document's vectors, weighted by how rare its terms are so far, and its distinct terms."""
        head = telling_stems(title)
        body = telling_stems(text[:_BODY_CHARACTERS])
        whole = Counter(body)
        for term in head:
            whole[term] += _TITLE_WEIGHT
        lead = Counter(head + body[:_LEAD_TERMS])
        terms = list(whole)
        counts, total = self._index.counts(terms), self._index.total() + 1
        # 1 for a term of one document, 0 for one of all; 200 imagined documents steady the start.
        most, get, log = math.log(total + 200), counts.get, math.log
        rarity = {term: 1.0 - log(get(term, 0) + 1) / most for term in terms}
        copy_key = (
            "=" + hashlib.blake2b(" ".join(head + body).encode(), digest_size=9).hexdigest() if terms else "=" + id
        )
        document = DocumentTerms(
            id, outlet, at, "", copy_key, unit_vector(whole, rarity.__getitem__), unit_vector(lead, rarity.__getitem__)
        )
        return document, terms


def likeness(a: DocumentTerms, b: DocumentTerms) -> tuple[float, float]:
    """Return the cosines of the whole and of the lead of two documents."""
    return _dot(a.whole, b.whole), _dot(a.lead, b.lead)


def weigh(
    document: DocumentTerms, pairs: Sequence[tuple[DocumentTerms, tuple[float, float]]]
) -> Iterator[tuple[DocumentTerms, tuple[float, ...]]]:
    """Yield each earlier document with what the logistic weighs, in the order of `event_weights.NAMES`.

    `pairs` are the earlier documents with their likeness. The margin is the distance to the likest
    document of any other event. No feature knows how many documents an event has.
    """
    best: defaultdict[str, float] = defaultdict(float)
    for other, alike in pairs:
        best[other.event] = max(best[other.event], sum(alike))
    ranked = [*sorted(best.values(), reverse=True)[:2], 0.0]
    keys = document.keys[:-1]
    rarest = set(keys)
    mass = sum([document.whole[key] for key in keys]) or 1.0
    for other, (whole, lead) in pairs:
        rare = sum([document.whole[key] for key in rarest & other.whole.keys()]) / mass
        days = weights.UNDATED
        if document.at is not None and other.at is not None:
            days = min(abs(document.at - other.at) / _DAY, weights.DAYS_CAP)
        rival = ranked[0] if best[other.event] < ranked[0] else ranked[1]
        yield other, (whole, lead, rare, days, whole + lead - rival)


def log_odds(values: Sequence[float]) -> float:
    """Return the log-odds that two documents report one event."""
    return weights.BIAS + sum(w * v for w, v in zip(weights.WEIGHTS, values, strict=True))


def unit_vector(counts: Mapping[str, int], rarity: Callable[[str], float]) -> dict[str, float]:
    """Return the heaviest terms with their weights, at length 1, the heaviest first."""
    log = math.log
    weighted = [((1.0 + log(n)) * rarity(term) if n > 1 else rarity(term), term) for term, n in counts.items()]
    weighted.sort(reverse=True)
    del weighted[_TERMS:]
    length = math.sqrt(sum(w * w for w, _ in weighted)) or 1.0
    return {term: w / length for w, term in weighted}


def _mean_of_two(votes: Sequence[float]) -> float:
    best = sorted(votes, reverse=True)[:2]
    return sum(best) / len(best)


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return sum([a[term] * b[term] for term in a.keys() & b.keys()])


def _seconds(moment: datetime | None) -> float | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp()
