"""The tables on a server, and how a store of an older version becomes one of this.

They stand in a schema of their own, `tui_reader`, and carry the names and columns they have in a file (see
`sqlite.schema`); what differs is the full-text index, which holds our own words as tsvectors, and keys, which come
from sequences, since several writers may be at work. A migration is never edited once released.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_reader.store.rows import UNKNOWN_OUTLET

if TYPE_CHECKING:
    from psycopg import Connection

SCHEMA = "tui_reader"
READERS, WRITERS = "tui_reader_read", "tui_reader_write"  # roles: GRANT tui_reader_read TO somebody

# Columns without a type are texts. A pk comes from a sequence.
_TABLES = {
    "captures": "sha256! file! captured_at raw:bytea text",
    "outlets": "name documents:bigint posts:bigint quotations:bigint primary_source:bigint=0",
    "documents": "id! capture:bigint file kind outlet:bigint outlet_basis headline bylines url first_published_at"
    " last_updated_at captured_at dated_basis dated_precision dated_why left_out line_start:bigint line_end:bigint"
    " notices text fingerprint event:bigint version_of:bigint superseded_at advisories known_as version:bigint",
    "posts": "id! document:bigint! position:bigint! outlet:bigint! headline title label byline role time_printed"
    " clock_minute:bigint clock_zone clock_offset:bigint published_at start:bigint stop:bigint line_start:bigint"
    " line_end:bigint day:bigint! second:bigint! quotations:bigint event:bigint superseded:bigint revised:bigint=0",
    "speakers": "name! folded! quotations:bigint",
    "quotations": "id! document:bigint! post:bigint! position:bigint start:bigint stop:bigint text kind speaker:bigint"
    " speaker_text speaker_start:bigint speaker_stop:bigint cue cue_start:bigint cue_stop:bigint clause_start:bigint"
    " clause_stop:bigint via venue tied confidence:double_precision speaker_role evidence corrected:bigint"
    " utterance:bigint became",
    "corrections": "quotation! speaker was made_at",
    "events": "id! title! starts_at ends_at outlets outlet_count:bigint root:bigint parent day:bigint second:bigint"
    " posts:bigint quotations:bigint stale:bigint",
    "utterances": "id! event:bigint! position:bigint speaker wording_differs:bigint attribution_differs:bigint"
    " wordings:bigint",
    "document_terms": "id! outlet at:double_precision event! copy_key packed",
    "subscriptions": "id! url! title outlet group_name muted:bigint! minutes:bigint full_text:bigint! only_words! etag"
    " last_modified digest checked_at changed_at next_at failures:bigint trouble gone:bigint moved_to entries:bigint"
    " moves_to delay:double_precision",
    "forgotten": "forgotten_at by_whom posts:bigint quotations:bigint",
}
_WITHOUT_PK = {
    "paragraphs": ("post:bigint position:bigint start:bigint stop:bigint role", "post, position"),
    "event_documents": ("event:bigint position:bigint document:bigint", "event, position"),
    "event_posts": ("event:bigint position:bigint post:bigint", "event, position"),
    "wordings": (
        "utterance:bigint position:bigint document:bigint start:bigint stop:bigint text quotation:bigint changes",
        "utterance, position",
    ),
    "links": ("utterance:bigint position:bigint a b score:double_precision why", "utterance, position"),
    "document_keys": ("key:bigint at:bigint document:bigint", "key, at, document"),
    "term_counts": ("term documents:bigint", "term"),
    "words": ("word uses:bigint", "word"),
    "forgotten_hashes": ("hash:bytea forgotten:bigint", "hash"),
    "archives": ("identity name done:bigint", "identity"),
    "quotation_words": ("rowid:bigint words:tsvector", "rowid"),
    "headline_words": ("rowid:bigint words:tsvector", "rowid"),
    "post_words": ("rowid:bigint words:tsvector", "rowid"),
    "changes": ("posts:bigint", ""),
    "writes": ("count:bigint", ""),
    "forgotten_salt": ("salt:bytea", ""),
}
_OF_VERSION_2 = {
    "timeline_days": ("day:bigint keys:bytea timed:bigint", "day"),
    "timeline_kept": ("posts:bigint", ""),
    "changed_days": ("day:bigint", ""),
}
TABLES = (*_TABLES, *_WITHOUT_PK, *_OF_VERSION_2)
KEYED = tuple(_TABLES)  # those with a pk and its sequence
_ORDER = "day DESC, second DESC, document DESC, position, superseded"
_INDEXES = (
    *(f"UNIQUE INDEX {table}_{column} ON {table} ({column})" for table, column in (
        ("captures", "sha256"), ("outlets", "name"), ("documents", "id"), ("posts", "id"), ("speakers", "name"),
        ("quotations", "id"), ("corrections", "quotation"), ("events", "id"), ("utterances", "id"),
        ("document_terms", "id"), ("subscriptions", "id"),
    )),
    *(f"INDEX {table}_by_{column} ON {table} ({column})" for table, column in (
        ("documents", "event"), ("documents", "file"), ("posts", "event"),
        ("quotations", "document"), ("quotations", "post"), ("quotations", "speaker"), ("quotations", "utterance"),
        ("events", "root"), ("utterances", "event"), ("event_documents", "document"), ("event_posts", "post"),
    )),
    "INDEX posts_in_document ON posts (document, position)",
    f"INDEX timeline ON posts ({_ORDER})",
    f"INDEX outlet_timeline ON posts (outlet, {_ORDER})",
    "INDEX documents_by_headline ON documents (outlet, headline)",
    "INDEX documents_by_name ON documents (known_as) WHERE known_as IS NOT NULL",
    "INDEX earlier_documents ON documents (version_of) WHERE version_of IS NOT NULL",
    "INDEX earlier_posts ON posts (superseded) WHERE superseded IS NOT NULL",
    "INDEX stale_events ON events (pk) WHERE stale = 1",
    "INDEX event_order ON events (day DESC, second DESC, pk)",
    *(f"INDEX {table}_held ON {table} USING gin (words)" for table in (
        "quotation_words", "headline_words", "post_words"
    )),
)  # fmt: skip
_BEGINNING = (
    f"INSERT INTO outlets (pk, documents, posts, quotations) VALUES ({UNKNOWN_OUTLET}, 0, 0, 0)",
    f"SELECT setval('outlets_pk_seq', {UNKNOWN_OUTLET})",
    "INSERT INTO changes VALUES (0)",
    "INSERT INTO writes VALUES (0)",
    "INSERT INTO forgotten_salt VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid(), '-', ''), 'hex'))",
    "CREATE FUNCTION unixepoch(text) RETURNS double precision LANGUAGE sql STABLE"
    " AS 'SELECT extract(epoch FROM $1::timestamptz)::double precision'",
)


def _columns(listed: str) -> str:
    """Return columns as DDL: `name`, `name:type`, `!` not null, `=` a default."""
    made = []
    for column in listed.split():
        bare, _, default = column.partition("=")
        name, _, kind = bare.rstrip("!").partition(":")
        kind = kind.replace("_", " ") or 'text COLLATE "C"'
        rest = " NOT NULL" * bare.endswith("!") + (f" NOT NULL DEFAULT {default}" if default else "")
        made.append(f"{name} {kind}{rest}")
    return ", ".join(made)


def types_of(table: str, columns: Sequence[str]) -> list[str]:
    """Return the types of some columns of a table (none named: of all), in order."""
    kinds = {"pk": "bigint"} if table in _TABLES else {}
    for column in (_TABLES.get(table) or (_WITHOUT_PK | _OF_VERSION_2)[table][0]).split():
        name, _, kind = column.partition("=")[0].replace("!", "").partition(":")
        kinds[name] = kind.replace("_", " ") or "text"
    return [kinds[name] for name in columns or kinds]


def _version_1(connection: Connection) -> None:
    """Lay all tables as they stand in version 12 of a file, but for the order of the timeline."""
    for table, columns in _TABLES.items():
        key = "pk bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
        connection.execute(f"CREATE TABLE {table} ({key}, {_columns(columns)})".encode())
    _create(connection, _WITHOUT_PK)
    for statement in (*(f"CREATE {index}" for index in _INDEXES), *_BEGINNING):
        connection.execute(statement.encode())


def _create(connection: Connection, tables: Mapping[str, tuple[str, str]]) -> None:
    for table, (columns, key) in tables.items():
        primary = f", PRIMARY KEY ({key})" if key else ""
        connection.execute(f"CREATE TABLE {table} ({_columns(columns)}{primary})".encode())


def _version_2(connection: Connection) -> None:
    """Keep the order of the timeline day by day, as version 13 of a file does; made at the next ingest."""
    for table in ("timeline_cache", "timeline_changes"):
        connection.execute(f"DROP TABLE IF EXISTS {table}".encode())
    _create(connection, _OF_VERSION_2)


MIGRATIONS = (_version_1, _version_2)
VERSION = len(MIGRATIONS)

_GRANTS = f"""
DO $$ BEGIN
  CREATE ROLE {READERS} NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$;
DO $$ BEGIN
  CREATE ROLE {WRITERS} NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$;
DO $$ BEGIN
  GRANT USAGE ON SCHEMA {SCHEMA} TO {READERS}, {WRITERS};
  GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {READERS};
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {SCHEMA} TO {WRITERS};
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {WRITERS};
  EXCEPTION WHEN undefined_object THEN NULL;
END $$;
"""


def migrate(connection: Connection, version: int) -> None:
    """Bring a store of `version` (0: none) to this version, in the transaction and under the lock the caller holds."""
    if version == 0:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}".encode())
        connection.execute("CREATE TABLE store (version bigint)")
        connection.execute("INSERT INTO store VALUES (0)")
    for step in MIGRATIONS[version:]:
        step(connection)
    connection.execute(f"UPDATE store SET version = {VERSION}".encode())
    connection.execute(_GRANTS.encode())
