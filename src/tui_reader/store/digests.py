"""A digest of every document and every event over its rows: tells damage that SQLite's own checks pass.

Triggers note which of them a transaction touched; `take` works their digests out anew before it ends. A byte that
something else overwrites fires no trigger, and the digest that stands beside the rows no longer fits.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

# What is read of one of a kind, by its key; in an order that stays.
_PARTS = {
    "documents": (
        """SELECT documents.id, captures.sha256, documents.file, documents.kind, outlets.name, documents.outlet_basis,
        documents.headline, documents.bylines, documents.url, documents.first_published_at, documents.last_updated_at,
        documents.left_out, documents.line_start, documents.line_end, documents.text, documents.fingerprint
        FROM documents LEFT JOIN captures ON captures.pk = documents.capture
        LEFT JOIN outlets ON outlets.pk = documents.outlet WHERE documents.pk = ?""",
        """SELECT id, position, start, stop, headline, title, label, byline, role, time_printed, published_at, day,
        second FROM posts WHERE document = ? ORDER BY pk""",
        """SELECT paragraphs.position, paragraphs.start, paragraphs.stop, paragraphs.role FROM posts
        JOIN paragraphs ON paragraphs.post = posts.pk WHERE posts.document = ?
        ORDER BY posts.pk, paragraphs.position""",
        """SELECT quotations.id, quotations.position, start, stop, text, kind, speakers.name, speaker_text,
        speaker_start, speaker_stop, cue, cue_start, cue_stop, clause_start, clause_stop, via, venue, tied, confidence,
        speaker_role, evidence, corrected FROM quotations LEFT JOIN speakers ON speakers.pk = quotations.speaker
        WHERE document = ? ORDER BY quotations.pk""",
    ),
    "events": (
        """SELECT id, title, starts_at, ends_at, outlets, outlet_count, root, parent, day, second FROM events
        WHERE pk = ?""",
        """SELECT pk, id, position, speaker, wording_differs, attribution_differs FROM utterances WHERE event = ?
        ORDER BY pk""",
        """SELECT wordings.* FROM utterances JOIN wordings ON wordings.utterance = utterances.pk
        WHERE utterances.event = ? ORDER BY wordings.utterance, wordings.position""",
        """SELECT links.* FROM utterances JOIN links ON links.utterance = utterances.pk
        WHERE utterances.event = ? ORDER BY links.utterance, links.position""",
    ),
}
_TOUCHING = (
    ("documents", "documents", "pk", "file, headline, bylines, url, text, fingerprint, capture, outlet"),
    ("posts", "documents", "document", "document, position, start, stop, headline, title, published_at, day, second"),
    ("quotations", "documents", "document", "document, position, start, stop, text, kind, speaker, corrected"),
    ("events", "events", "pk", "title, starts_at, ends_at, outlets, outlet_count, root, parent, day, second"),
    ("utterances", "events", "event", "event, position, speaker, wording_differs, attribution_differs"),
)


def triggers() -> Iterator[str]:
    """Yield the statements that make the triggers."""
    for table, kind, key, columns in _TOUCHING:
        for event, row in (("INSERT", "NEW"), (f"UPDATE OF {columns}", "NEW"), ("DELETE", "OLD")):
            yield (
                f"CREATE TRIGGER {table}_{event.split()[0].lower()}_touches AFTER {event} ON {table}"
                f" BEGIN INSERT OR IGNORE INTO undigested VALUES ('{kind}', {row}.{key}); END"
            )


def digest_of(connection: sqlite3.Connection, kind: str, key: int) -> bytes:
    """Return the digest of one of the "documents" or "events" over all its rows."""
    digest = hashlib.blake2b(digest_size=16)
    for part in _PARTS[kind]:
        for row in connection.execute(part, (key,)):
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        digest.update(b"|")
    return digest.digest()


def take(connection: sqlite3.Connection) -> None:
    """Work out the digests of what was touched: the last step of a transaction that wrote."""
    for kind, key in connection.execute("SELECT kind, key FROM undigested").fetchall():
        if connection.execute(f"SELECT 1 FROM {kind} WHERE pk = ?", (key,)).fetchone():
            digest = digest_of(connection, kind, key)
            connection.execute("INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", (kind, key, digest))
        else:
            connection.execute("DELETE FROM digests WHERE kind = ? AND key = ?", (kind, key))
    connection.execute("DELETE FROM undigested")
