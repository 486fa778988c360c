"""What the event clusterer remembers of each document: found again by its rarest terms within some days."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.store.rows import IN_KEYS, NAMES, packed
from tui_reader.store.statements import insert

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

UNDATED = -(10**12)  # where undated documents stand in time: before all others
_POSTINGS = 200  # documents looked at for one key: a term of more of them is no way to find one


class TermRow(NamedTuple):
    """A remembered document; `packed` is the clusterer's own."""

    id: str
    outlet: str | None
    at: float | None  # seconds since 1970, UTC
    event: str
    copy_key: str
    packed: str


class Terms:
    """The clusterer's memory within one transaction; `finish` is the last call in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._pending: Counter[str] = Counter()
        self._total: int | None = None

    def total(self) -> int:
        """Return how many documents were counted (those taken out since included)."""
        if self._total is None:
            counted = self._connection.execute("SELECT coalesce(max(pk), 0) FROM document_terms").fetchone()
            self._total = int(counted[0])
        return self._total

    def counts(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many documents each term stands; terms never seen are missing."""
        query = f"SELECT term, documents FROM {NAMES} CROSS JOIN term_counts ON term = value"
        counts = dict(self._connection.execute(query, (packed(terms) or "[]",)).fetchall())
        for term in self._pending.keys() & set(terms):
            counts[term] = counts.get(term, 0) + self._pending[term]
        return counts

    def event_of(self, id: str) -> str | None:
        """Return the event a document was put into."""
        row = self._connection.execute("SELECT event FROM document_terms WHERE id = ?", (id,)).fetchone()
        return row[0] if row else None

    def sharing(self, keys: Sequence[str], since: float | None, until: float | None) -> list[tuple[int, int]]:
        """Return (document, keys shared), most shared first; dated within the bounds, or not dated at all."""
        first, last = UNDATED + 1 if since is None else int(since), 2**62 if until is None else int(until) + 1
        numbers = list(map(_number, keys))
        postings = self._connection.postings
        dated, undated = (postings(numbers, *span, _POSTINGS) for span in ((first, last), (UNDATED, UNDATED)))
        return Counter(dated + undated).most_common()

    def rows(self, documents: Sequence[int]) -> list[TermRow]:
        """Return what is kept of some documents, in the order asked for."""
        query = f"SELECT pk, id, outlet, at, event, copy_key, packed FROM document_terms WHERE pk {IN_KEYS}"
        found = {row[0]: TermRow(*row[1:]) for row in self._connection.execute(query, (packed(documents) or "[]",))}
        return [found[document] for document in documents if document in found]

    def add(self, row: TermRow, keys: Sequence[str], terms: Sequence[str]) -> None:
        """Remember a document; without keys it cannot be found again, only its event is known."""
        key = insert(self._connection, "document_terms", row._asdict())
        self._total = None if self._total is None else max(self._total, key)
        at = UNDATED if row.at is None else int(row.at)
        rows = [(number, at, key) for number in dict.fromkeys(map(_number, keys))]
        self._connection.executemany("INSERT INTO document_keys VALUES (?, ?, ?)", rows)
        self._connection.added("document_keys", rows)
        self._pending.update(terms)

    def finish(self) -> None:
        """Write the counts."""
        counts = sorted(self._pending.items())
        self._connection.executemany(
            "INSERT INTO term_counts VALUES (?, ?)"
            " ON CONFLICT (term) DO UPDATE SET documents = term_counts.documents + excluded.documents",
            counts,
        )
        self._connection.added("term_counts", counts)
        self._pending.clear()


def forget_terms(connection: Connection, id: str) -> None:
    """Forget a document; the counts of its terms stay, they are rough anyway."""
    row = connection.execute("SELECT pk, event FROM document_terms WHERE id = ?", (id,)).fetchone()
    if row is not None:
        # By a scan: this is done by hand, once in a while, and an index would cost every ingest.
        connection.execute("DELETE FROM document_keys WHERE document = ?", (row[0],))
        connection.execute("DELETE FROM document_terms WHERE pk = ?", (row[0],))
        connection.add_up("document_keys")


def _number(key: str) -> int:
    # Four bytes instead of a word, 25 times a document; two words with one number only make one candidate more.
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))
