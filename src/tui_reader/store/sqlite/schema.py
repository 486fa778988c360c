"""The tables, and how a store of an older version becomes one of this.

A migration is never edited once released; a change is a new one at the end. `user_version` counts them.
Columns that repeat what could be joined (a post's day, its number of quotations) are there because a list
of 100,000 rows is read without joins. Numbers named like another table are keys of that table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_reader.store import order
from tui_reader.store.rows import UNKNOWN_OUTLET, place_before
from tui_reader.store.sqlite.connection import APPLICATION_ID
from tui_reader.store.sqlite.file_connection import FileConnection

if TYPE_CHECKING:
    from sqlite_utils import Database


def _version_1(database: Database) -> None:
    """Lay the first tables."""
    _tables_of_what_was_printed(database)
    _tables_of_what_lines_up(database)
    _tables_of_search(database)


def _create(database: Database, name: str, columns: str, required: str, unique: str, *indexes: str) -> None:
    """Create a table with a key of its own; `columns` are names, with `:int`, `:float` or `:bytes` if not text."""
    types = {"int": int, "float": float, "bytes": bytes, "": str}
    parts = [column.partition(":") for column in columns.split()]
    table = database.table(name)
    table.create({"pk": int, **{column: types[kind] for column, _, kind in parts}}, pk="pk", not_null=required.split())
    table.create_index([unique], unique=True)
    for index in indexes:
        table.create_index(index.split())


def _tables_of_what_was_printed(database: Database) -> None:
    # text: only where it is not the raw bytes read as UTF-8
    _create(database, "captures", "sha256 file captured_at raw:bytes text", "sha256 file raw", "sha256")
    _create(database, "outlets", "name documents:int posts:int quotations:int", "", "name")
    database.execute("INSERT INTO outlets VALUES (?, NULL, 0, 0, 0)", [UNKNOWN_OUTLET])
    _create(
        database,
        "documents",
        "id capture:int file kind outlet:int outlet_basis headline bylines url first_published_at last_updated_at"
        " captured_at dated_basis dated_precision dated_why left_out line_start:int line_end:int"
        " notices text fingerprint event:int",  # text: only where it is not the capture's
        "id capture file outlet",
        "id",
        "event",
    )
    _create(
        database,
        "posts",
        "id document:int position:int outlet:int headline title label byline role time_printed clock_minute:int"
        " clock_zone clock_offset:int published_at start:int stop:int line_start:int line_end:int"
        " day:int second:int quotations:int event:int",
        "id document position outlet title day second",
        "id",
        "document position",
        "event",
    )
    # The order of the timeline: known days latest first, timed posts before untimed ones, a page in its order.
    order = "day DESC, second DESC, document DESC, position"
    database.execute(f"CREATE INDEX timeline ON posts ({order})")
    database.execute(f"CREATE INDEX outlet_timeline ON posts (outlet, {order})")
    database.execute(
        "CREATE TABLE paragraphs (post INTEGER, position INTEGER, start INTEGER, stop INTEGER, role TEXT,"
        " PRIMARY KEY (post, position)) WITHOUT ROWID"
    )
    # folded: the words of the name in lower case, each after a space, so that LIKE '% coo%' finds a word's start
    _create(database, "speakers", "name folded quotations:int", "name folded", "name")
    _create(
        database,
        "quotations",
        "id document:int post:int position:int start:int stop:int text kind speaker:int speaker_text"
        " speaker_start:int speaker_stop:int cue cue_start:int cue_stop:int clause_start:int clause_stop:int"
        " via venue tied confidence:float speaker_role evidence corrected:int utterance:int",
        "id document post text kind",
        "id",
        "document",
        "post",
        "speaker",
        "utterance",
    )
    _create(database, "corrections", "quotation speaker was made_at", "quotation", "quotation")


def _tables_of_what_lines_up(database: Database) -> None:
    # root: the event of the clusterer that this one is a part of; stale: its documents changed since
    _create(
        database,
        "events",
        "id title starts_at ends_at outlets outlet_count:int root:int parent day:int second:int"
        " posts:int quotations:int stale:int",
        "id title",
        "id",
        "root",
    )
    database.execute("CREATE INDEX stale_events ON events (pk) WHERE stale")
    database.execute("CREATE INDEX event_order ON events (day DESC, second DESC)")
    for part in ("document", "post"):
        database.execute(
            f"CREATE TABLE event_{part}s (event INTEGER, position INTEGER, {part} INTEGER,"
            " PRIMARY KEY (event, position)) WITHOUT ROWID"
        )
        database.execute(f"CREATE INDEX events_of_{part} ON event_{part}s ({part})")
    _create(
        database,
        "utterances",
        "id event:int position:int speaker wording_differs:int attribution_differs:int wordings:int",
        "id event",
        "id",
        "event",
    )
    database.execute(
        "CREATE TABLE wordings (utterance INTEGER, position INTEGER, document INTEGER, start INTEGER, stop INTEGER,"
        " text TEXT, quotation INTEGER, changes TEXT, PRIMARY KEY (utterance, position)) WITHOUT ROWID"
    )
    database.execute(
        "CREATE TABLE links (utterance INTEGER, position INTEGER, a TEXT, b TEXT, score REAL, why TEXT,"
        " PRIMARY KEY (utterance, position)) WITHOUT ROWID"
    )
    # What the event clusterer keeps of each document; opaque here. Undated documents have a time of their own.
    _create(database, "document_terms", "id outlet at:float event copy_key packed", "id event", "id")
    database.execute(
        "CREATE TABLE document_keys (key INTEGER, at INTEGER, document INTEGER, PRIMARY KEY (key, at, document))"
        " WITHOUT ROWID"
    )
    database.execute("CREATE TABLE term_counts (term TEXT PRIMARY KEY, documents INTEGER) WITHOUT ROWID")


def _tables_of_search(database: Database) -> None:
    # Contentless: the words are in their tables already. Whoever deletes a row hands FTS5 the old words.
    tokens, begun = 'tokenize = "unicode61 remove_diacritics 2"', "prefix = '1 2 3'"  # begun: a word being typed
    for table, columns in (
        ("quotation_words", f"words, speaker, headline, {begun}"),
        ("headline_words", f"headline, {begun}"),
        ("post_words", "headline, body"),  # four fifths of the index: without the beginnings of words it halves
    ):
        database.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({columns}, content = '', {tokens})")
    # How many quotations (roughly) hold a word: tells rare words from common ones, and mistyped ones from both.
    database.execute("CREATE TABLE words (word TEXT PRIMARY KEY, uses INTEGER) WITHOUT ROWID")
    # The whole timeline in order, made when a batch of changes is done, good while `changes` is the same.
    database.execute("CREATE TABLE changes (posts INTEGER)")
    database.execute("INSERT INTO changes VALUES (0)")
    database.execute("CREATE TABLE timeline_cache (posts INTEGER, keys BLOB, sections TEXT)")


def _version_2(database: Database) -> None:
    """Add what a reader follows, and what is remembered of it from look to look."""
    settings = "id url title outlet group_name muted:int minutes:int full_text:int only_words"
    state = "etag last_modified digest checked_at changed_at next_at failures:int trouble gone:int moved_to entries:int"
    _create(database, "subscriptions", f"{settings} {state}", "id url muted full_text only_words", "id")


def _version_3(database: Database) -> None:
    """Add the record that something was forgotten, and salted hashes by which it is known when it comes again."""
    database.execute(
        "CREATE TABLE forgotten (pk INTEGER PRIMARY KEY, forgotten_at TEXT, by_whom TEXT, posts INTEGER,"
        " quotations INTEGER)"
    )
    database.execute("CREATE TABLE forgotten_hashes (hash BLOB PRIMARY KEY, forgotten INTEGER) WITHOUT ROWID")
    database.execute("CREATE TABLE forgotten_salt (salt BLOB)")
    database.execute("INSERT INTO forgotten_salt VALUES (randomblob(32))")


def _version_4(database: Database) -> None:
    """Note which posts came and went since the order of the timeline was kept."""
    database.execute("CREATE TABLE timeline_changes (post INTEGER, day INTEGER, timed INTEGER, added INTEGER)")
    database.execute("DELETE FROM timeline_cache")


def _version_5(database: Database) -> None:
    """Keep what an outlet took back: earlier versions of documents, with the posts and quotations that went or changed.

    An earlier version is a document of its own (`version_of` the one that took its place at `superseded_at`). It holds
    the posts that are no longer on the page, and copies of those whose words changed (`superseded` by the post that
    has their place now; no list of posts shows these). `revised` counts how often the words of a post changed.
    """
    for statement in (
        "ALTER TABLE documents ADD COLUMN version_of INTEGER",
        "ALTER TABLE documents ADD COLUMN superseded_at TEXT",
        "ALTER TABLE posts ADD COLUMN superseded INTEGER",
        "ALTER TABLE posts ADD COLUMN revised INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE quotations ADD COLUMN became TEXT",
        "CREATE INDEX earlier_documents ON documents (version_of) WHERE version_of NOTNULL",
        "CREATE INDEX earlier_posts ON posts (superseded) WHERE superseded NOTNULL",
        "CREATE INDEX documents_by_file ON documents (file)",
        "CREATE INDEX documents_by_headline ON documents (outlet, headline)",
        "DROP INDEX timeline",
        "DROP INDEX outlet_timeline",
    ):
        database.execute(statement)
    for name, first in (("timeline", ""), ("outlet_timeline", "outlet, ")):
        places = f"{first}day DESC, second DESC, document DESC, position, superseded"
        database.execute(f"CREATE INDEX {name} ON posts ({places})")


def _version_6(database: Database) -> None:
    """Count the writes, so that a reader can tell its own from others'; keep what a document says about itself.

    `known_as` is what a feed calls an entry, whatever its address becomes.
    """
    database.execute("CREATE TABLE writes (count INTEGER)")
    database.execute("INSERT INTO writes VALUES (0)")
    database.execute("ALTER TABLE documents ADD COLUMN advisories TEXT")
    database.execute("ALTER TABLE documents ADD COLUMN known_as TEXT")
    database.execute("CREATE INDEX documents_known_as ON documents (known_as) WHERE known_as NOTNULL")


def _ours(database: Database) -> FileConnection:
    assert isinstance(database.conn, FileConnection)  # `migrate` was given one
    return database.conn


def _version_7(database: Database) -> None:
    """Make room for a digest of every document and event over its rows (worked out by version 14, as it is now)."""
    keyed = "kind TEXT, key INTEGER"
    database.execute(f"CREATE TABLE digests ({keyed}, digest BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID")
    database.execute(f"CREATE TABLE undigested ({keyed}, PRIMARY KEY (kind, key)) WITHOUT ROWID")


def _version_8(database: Database) -> None:
    """Note which file is being written, so that a copy taken meanwhile is known for one; null when it was closed."""
    database.execute("ALTER TABLE writes ADD COLUMN held TEXT")


def _version_9(database: Database) -> None:
    """Put posts printed as so long ago in that order among those of their day without a time."""
    untimed = "SELECT pk, time_printed FROM posts WHERE second = 0 AND day > 0 AND time_printed NOTNULL"
    for key, printed in database.execute(untimed).fetchall():
        database.execute("UPDATE posts SET second = ? WHERE pk = ?", (place_before(printed), key))


def _version_10(database: Database) -> None:
    """Note whose pages are primary sources: their words are what others are measured by."""
    database.execute("ALTER TABLE outlets ADD COLUMN primary_source INTEGER NOT NULL DEFAULT 0")


def _version_11(database: Database) -> None:
    """Keep the number an agency gives its item; how far an archive was read; what becomes of a folder's files."""
    database.execute("ALTER TABLE documents ADD COLUMN version INTEGER")
    database.execute("ALTER TABLE subscriptions ADD COLUMN moves_to TEXT")
    database.execute("ALTER TABLE subscriptions ADD COLUMN delay REAL")
    database.execute("CREATE TABLE archives (identity TEXT PRIMARY KEY, name TEXT, done INTEGER) WITHOUT ROWID")


def _version_12(database: Database) -> None:
    """Ask for truths as the numbers they are, as other engines do: an index serves a condition in its own words."""
    database.execute("DROP INDEX stale_events")
    database.execute("CREATE INDEX stale_events ON events (pk) WHERE stale = 1")


def _version_13(database: Database) -> None:
    """Keep the order of the timeline day by day: a page that comes touches its own day alone."""
    for table in ("timeline_cache", "timeline_changes"):
        database.execute(f"DROP TABLE {table}")
    database.execute("CREATE TABLE timeline_days (day INTEGER PRIMARY KEY, keys BLOB, timed INTEGER)")
    database.execute("CREATE TABLE timeline_kept (posts INTEGER)")
    database.execute("CREATE TABLE changed_days (day INTEGER)")
    order.keep(_ours(database))


def _version_14(database: Database) -> None:
    """Keep digests of all that is stored, and the sums of what every page adds to: see `digests` and `sums`."""
    from tui_reader.store.sqlite import digests, sums  # late: a store that is up to date needs none

    database.execute("CREATE TABLE sums (name TEXT PRIMARY KEY, sum INTEGER) WITHOUT ROWID")
    for statement in digests.begin():
        database.execute(statement)
    sums.add_up(database.conn)
    digests.take(database.conn)
    digests.keep_schema(database.conn)  # the last step of every migration from here on


MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _version_1,
    _version_2,
    _version_3,
    _version_4,
    _version_5,
    _version_6,
    _version_7,
    _version_8,
    _version_9,
    _version_10,
    _version_11,
    _version_12,
    _version_13,
    _version_14,
)
VERSION = len(MIGRATIONS)


def migrate(connection: FileConnection) -> None:
    """Bring a store (empty, or of an older version) to this version; the caller holds the write lock."""
    from sqlite_utils import Database  # 0.1 to 0.2 s: paid once a store

    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    for step in MIGRATIONS[version:]:
        step(database)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {VERSION}")
