"""A digest of every document and every event over its rows: tells damage that SQLite's own checks pass.

Triggers note which of them a transaction touched; `take` works their digests out anew before it ends. A byte that
something else overwrites fires no trigger, and the digest that stands beside the rows no longer fits. Small tables have
a digest each, as has the statement that made each table and index (`keep_schema`); see `sums` for those that count.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
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
            documents.superseded_at, documents.version, captures.file, captures.captured_at, captures.text
            FROM documents LEFT JOIN captures ON captures.pk = documents.capture
            LEFT JOIN outlets ON outlets.pk = documents.outlet""",
            "documents.pk",
            "1",
        ),
        (
            """id, position, start, stop, headline, title, label, byline, role, time_printed, published_at, day, second,
            line_start, line_end, clock_minute, clock_zone, clock_offset, outlet, superseded, revised, quotations
            FROM posts""",
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
            """quotations.id, quotations.position, start, stop, text, kind, speakers.name, speakers.folded,
            speaker_text, speaker_start, speaker_stop, cue, cue_start, cue_stop, clause_start, clause_stop, via, venue,
            tied, confidence, speaker_role, evidence, corrected, became
            FROM quotations LEFT JOIN speakers ON speakers.pk = quotations.speaker""",
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
        ("position, document FROM event_documents", "event", "position"),
        ("position, post FROM event_posts", "event", "position"),
    ),
    "document_terms": (("id, outlet, at, event, copy_key, packed FROM document_terms", "pk", "1"),),
}
# Tables of a few rows, with a digest over all of them each; where a page that comes changes one, only these columns.
_TABLES: dict[str, str] = {
    "outlets": "pk, name, primary_source",
    "corrections": "*",
    "subscriptions": "*",
    "forgotten": "*",
    "forgotten_hashes": "*",
    "forgotten_salt": "*",
    "archives": "*",
}
_OF_TABLES, _OF_SCHEMA = "tables", "schema"
_DOCUMENTS = (
    "file, headline, bylines, url, text, fingerprint, capture, outlet, captured_at, dated_basis, dated_precision,"
    " dated_why, notices, advisories, known_as, version_of, superseded_at, version"
)
_POSTS = (
    "document, position, start, stop, headline, title, published_at, day, second, outlet, superseded, revised,"
    " quotations"
)
_QUOTATIONS = "document, position, start, stop, text, kind, speaker, corrected, became"
_TOUCHING = (
    ("documents", "documents", "pk", _DOCUMENTS),
    ("posts", "documents", "document", _POSTS),
    ("quotations", "documents", "document", _QUOTATIONS),
    ("events", "events", "pk", "title, starts_at, ends_at, outlets, outlet_count, root, parent, day, second"),
    ("utterances", "events", "event", "event, position, speaker, wording_differs, attribution_differs"),
    ("event_documents", "events", "event", "document"),
    ("event_posts", "events", "event", "post"),
    ("document_terms", "document_terms", "pk", "outlet, at, event, copy_key, packed"),
)

_ALL = (
    *(f"INSERT OR IGNORE INTO undigested SELECT '{kind}', pk FROM {kind}" for kind in _PARTS),
    *(f"INSERT OR IGNORE INTO undigested VALUES ('{_OF_TABLES}', {number})" for number in range(len(_TABLES))),
)


def begin() -> Iterator[str]:
    """Yield the statements that make the triggers anew, and note everything as touched."""
    for table, kind, key, columns in _TOUCHING:
        yield from _noting(table, f" OF {columns}", f"'{kind}', NEW.{key}", f"'{kind}', OLD.{key}")
    for number, (table, columns) in enumerate(_TABLES.items()):
        told = f"'{_OF_TABLES}', {number}"
        yield from _noting(table, "" if columns == "*" else f" OF {columns}", told, told)
    yield from _ALL


def _noting(table: str, of: str, new: str, old: str) -> Iterator[str]:
    """Yield the statements that note a row of a table as touched, whatever is done to it."""
    for event, told in (("INSERT", new), (f"UPDATE{of}", new), ("DELETE", old)):
        name = f"{table}_{event.split()[0].lower()}_touches"
        yield f"DROP TRIGGER IF EXISTS {name}"
        noted = f"INSERT OR IGNORE INTO undigested VALUES ({told})"
        yield f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {noted}; END"


def touch_all(connection: sqlite3.Connection) -> None:
    """Note everything as touched."""
    for statement in _ALL:
        connection.execute(statement)


def digest_of(connection: sqlite3.Connection, kind: str, key: int) -> bytes:
    """Return the digest of one of the "documents", "events" or "document_terms" over all its rows."""
    cursor = connection.cursor()
    cursor.row_factory = None
    parts = (f"SELECT {columns} WHERE {of} = ? ORDER BY {order}" for columns, of, order in _PARTS[kind])
    return _digest([cursor.execute(part, (key,)).fetchall() for part in parts])


def each_digest(connection: sqlite3.Connection, kind: str) -> Iterator[tuple[int, bytes]]:
    """Yield the key and the digest of every one of a kind: each table is read once, in order."""
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
    touched = connection.execute("SELECT kind, key FROM undigested").fetchall()
    if not touched:
        return
    tables = list(_TABLES)
    for kind, key in touched:
        if kind == _OF_TABLES:
            _keep(connection, kind, key, _table_digest(connection, tables[key]))
        elif connection.execute(f"SELECT 1 FROM {kind} WHERE pk = ?", (key,)).fetchone():
            _keep(connection, kind, key, digest_of(connection, kind, key))
        else:
            connection.execute("DELETE FROM digests WHERE kind = ? AND key = ?", (kind, key))
    connection.execute("DELETE FROM undigested")


def _keep(connection: sqlite3.Connection, kind: str, key: int, digest: bytes) -> None:
    connection.execute("INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", (kind, key, digest))


def _table_digest(connection: sqlite3.Connection, table: str) -> bytes:
    """Return the digest of a small table over all its rows."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return _digest([cursor.execute(f"SELECT {_TABLES[table]} FROM {table} ORDER BY 1").fetchall()])


def keep_schema(connection: sqlite3.Connection) -> None:
    """Keep the digests of the statements that made what is there: the last step of a migration."""
    connection.execute("DELETE FROM digests WHERE kind = ?", (_OF_SCHEMA,))
    for key, digest in _schema_digests(connection, "main"):
        _keep(connection, _OF_SCHEMA, key, digest)


def _schema_digests(connection: sqlite3.Connection, schema: str) -> list[tuple[int, bytes]]:
    """Return the key and the digest of what made every table, index and trigger."""
    made = connection.execute(f"SELECT name, sql FROM {schema}.sqlite_master WHERE sql NOTNULL ORDER BY name")
    return [(zlib.crc32(name.encode()), _digest([[(sql,)]])) for name, sql in made.fetchall()]


def faults_of_tables(connection: sqlite3.Connection, schema: str) -> Iterator[tuple[str, str]]:
    """Yield what is not as it was left of the small tables and of the schema, and which; a table of others is none."""
    told = "SELECT kind, key, digest FROM digests WHERE kind IN (?, ?)"
    kept = {(kind, key): digest for kind, key, digest in connection.execute(told, (_OF_TABLES, _OF_SCHEMA))}
    for number, table in enumerate(_TABLES):
        if kept.get((_OF_TABLES, number)) != _table_digest(connection, table):
            yield "a table is not what was written", table
    there = dict(_schema_digests(connection, schema))
    if any(kind == _OF_SCHEMA and there.get(key) != digest for (kind, key), digest in kept.items()):
        yield "what the tables were made by is not what was written", schema
