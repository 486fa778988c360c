"""A digest of every document and every event over its rows: tells damage that SQLite's own checks pass.

Triggers note which of them a transaction touched; `take` works their digests out anew before it ends. A byte that
something else overwrites fires no trigger, and the digest that stands beside the rows no longer fits.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

# What is read of one of a kind: the columns, whose key, and in what order.
_PARTS = {
    "documents": (
        (
            """documents.id, captures.sha256, documents.file, documents.kind, outlets.name, documents.outlet_basis,
            documents.headline, documents.bylines, documents.url, documents.first_published_at,
            documents.last_updated_at, documents.left_out, documents.line_start, documents.line_end, documents.text,
            documents.fingerprint, documents.captured_at, documents.dated_basis, documents.dated_precision,
            documents.dated_why, documents.notices, documents.advisories, documents.known_as, documents.version_of,
            documents.superseded_at FROM documents LEFT JOIN captures ON captures.pk = documents.capture
            LEFT JOIN outlets ON outlets.pk = documents.outlet""",
            "documents.pk",
            "1",
        ),
        (
            """id, position, start, stop, headline, title, label, byline, role, time_printed, published_at, day, second,
            line_start, line_end, clock_minute, clock_zone, clock_offset, outlet, superseded, revised FROM posts""",
            "document",
            "pk",
        ),
        (
            """paragraphs.position, paragraphs.start, paragraphs.stop, paragraphs.role FROM posts
            JOIN paragraphs ON paragraphs.post = posts.pk""",
            "posts.document",
            "posts.pk, paragraphs.position",
        ),
        (
            """quotations.id, quotations.position, start, stop, text, kind, speakers.name, speaker_text, speaker_start,
            speaker_stop, cue, cue_start, cue_stop, clause_start, clause_stop, via, venue, tied, confidence,
            speaker_role, evidence, corrected FROM quotations LEFT JOIN speakers ON speakers.pk = quotations.speaker""",
            "document",
            "quotations.pk",
        ),
    ),
    "events": (
        (
            "id, title, starts_at, ends_at, outlets, outlet_count, root, parent, day, second FROM events",
            "pk",
            "1",
        ),
        ("pk, id, position, speaker, wording_differs, attribution_differs FROM utterances", "event", "pk"),
        (
            "wordings.* FROM utterances JOIN wordings ON wordings.utterance = utterances.pk",
            "utterances.event",
            "wordings.utterance, wordings.position",
        ),
        (
            "links.* FROM utterances JOIN links ON links.utterance = utterances.pk",
            "utterances.event",
            "links.utterance, links.position",
        ),
    ),
}
_DOCUMENTS = (
    "file, headline, bylines, url, text, fingerprint, capture, outlet, captured_at, dated_basis, dated_precision,"
    " dated_why, notices, advisories, known_as, version_of, superseded_at"
)
_POSTS = "document, position, start, stop, headline, title, published_at, day, second, outlet, superseded, revised"
_TOUCHING = (
    ("documents", "documents", "pk", _DOCUMENTS),
    ("posts", "documents", "document", _POSTS),
    ("quotations", "documents", "document", "document, position, start, stop, text, kind, speaker, corrected"),
    ("events", "events", "pk", "title, starts_at, ends_at, outlets, outlet_count, root, parent, day, second"),
    ("utterances", "events", "event", "event, position, speaker, wording_differs, attribution_differs"),
)

_ALL = tuple(f"INSERT OR IGNORE INTO undigested SELECT '{kind}', pk FROM {kind}" for kind in _PARTS)


def begin() -> Iterator[str]:
    """Yield the statements that make the triggers anew, and note everything as touched."""
    for table, kind, key, columns in _TOUCHING:
        for event, row in (("INSERT", "NEW"), (f"UPDATE OF {columns}", "NEW"), ("DELETE", "OLD")):
            name = f"{table}_{event.split()[0].lower()}_touches"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} AFTER {event} ON {table}"
                f" BEGIN INSERT OR IGNORE INTO undigested VALUES ('{kind}', {row}.{key}); END"
            )
    yield from _ALL


def touch_all(connection: sqlite3.Connection) -> None:
    """Note everything as touched."""
    for statement in _ALL:
        connection.execute(statement)


def digest_of(connection: sqlite3.Connection, kind: str, key: int) -> bytes:
    """Return the digest of one of the "documents" or "events" over all its rows."""
    cursor = connection.cursor()
    cursor.row_factory = None
    parts = (f"SELECT {columns} WHERE {of} = ? ORDER BY {order}" for columns, of, order in _PARTS[kind])
    return _digest([cursor.execute(part, (key,)).fetchall() for part in parts])


def each_digest(connection: sqlite3.Connection, kind: str) -> Iterator[tuple[int, bytes]]:
    """Yield the key and the digest of every one of the "documents" or "events": each table is read once, in order."""
    cursors = [connection.cursor() for _ in _PARTS[kind]]
    for cursor, (columns, of, order) in zip(cursors, _PARTS[kind], strict=True):
        cursor.row_factory = None
        cursor.execute(f"SELECT {of}, {columns} ORDER BY {of}, {order}")
    parts = [groupby(cursor, itemgetter(0)) for cursor in cursors]
    at = [next(part, None) for part in parts]
    for (key,) in connection.execute(f"SELECT pk FROM {kind} ORDER BY pk"):
        rows: list[list[tuple[object, ...]]] = []
        for number, part in enumerate(parts):
            while (group := at[number]) is not None and (group[0] is None or group[0] < key):
                at[number] = next(part, None)  # rows of nothing that is there
            fits = group is not None and group[0] == key
            rows.append([row[1:] for row in group[1]] if group is not None and fits else [])
            if fits:
                at[number] = next(part, None)
        yield key, _digest(rows)


def _digest(parts: Iterable[Iterable[tuple[object, ...]]]) -> bytes:
    told = "".join([repr(row) if row else "|" for part in parts for row in (*part, ())])
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def take(connection: sqlite3.Connection) -> None:
    """Work out the digests of what was touched: the last step of a transaction that wrote."""
    for kind, key in connection.execute("SELECT kind, key FROM undigested").fetchall():
        if connection.execute(f"SELECT 1 FROM {kind} WHERE pk = ?", (key,)).fetchone():
            digest = digest_of(connection, kind, key)
            connection.execute("INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", (kind, key, digest))
        else:
            connection.execute("DELETE FROM digests WHERE kind = ? AND key = ?", (kind, key))
    connection.execute("DELETE FROM undigested")
