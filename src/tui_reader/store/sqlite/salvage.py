"""A new store from what can still be read of a damaged one, row by row; nothing of the old one is touched.

A document is kept where its rows fit the digest that was written with them. Where they do not, its page is read anew
from the bytes that came, if those are whole (`Salvaged.pages`). What neither gives is lost, and named. Where rows of
pages cannot be reached, or nothing can, they are looked for in the file's own pages (`raw_pages`). Search index, counts
and the order of the timeline are made anew; events with a document lost or read anew are to be lined up.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tui_reader.domain import WITHDRAWN, AdvisoryKind, short_id
from tui_reader.errors import StoreCorruptError
from tui_reader.store import order
from tui_reader.store.indexing import BLANKED, is_as_it_came
from tui_reader.store.rows import moment_of, packed, unpacked
from tui_reader.store.sqlite import digests
from tui_reader.store.sqlite.file_connection import FAULTS, FileConnection
from tui_reader.store.sqlite.index_check import indexed_rows
from tui_reader.store.sqlite.raw_pages import captures_in
from tui_reader.store.tokens import tokens

# Tables with a key of their own, and tables read by the rows of another.
_KEYED = (
    "outlets captures speakers documents posts quotations corrections subscriptions forgotten events utterances"
    " document_terms"
).split()
_BELOW = (
    ("paragraphs", "post", "posts"),
    ("event_documents", "event", "events"),
    ("event_posts", "event", "events"),
    ("wordings", "utterance", "utterances"),
    ("links", "utterance", "utterances"),
)
_SALT = "forgotten_salt"
_WHOLE = ("forgotten_hashes", _SALT, "document_keys", "term_counts")
_SCHEMA = "sqlite_master"
_TOLD = {
    "captures": "pages",
    "documents": "documents, and what was stated of them",
    "outlets": "outlets",
    "corrections": "speakers set right by hand",
    "subscriptions": "what is followed",
    **dict.fromkeys(("forgotten", "forgotten_hashes", _SALT), "what was forgotten, and would be kept out"),
    _SCHEMA: "pages, what was stated of them, speakers set right by hand, what is followed, and what was forgotten",
}
_GAP = 5_000  # keys tried behind a row that cannot be read, before a table is given up


class Stated(NamedTuple):
    """What an editor stated of a page that does not print it."""

    outlet: str | None
    date: str | None
    url: str | None


class Again(NamedTuple):
    """A page to be read anew: the key of its capture, when it came, what was stated of it."""

    capture: int
    at: str
    stated: Stated = Stated(None, None, None)


@dataclass(slots=True)
class Salvaged:
    """What came of it: documents kept, pages to be read anew, in the order they came, documents lost."""

    kept: int = 0
    pages: list[Again] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    withdrawn: list[tuple[str, str]] = field(default_factory=list)  # of documents read anew: id, what was said of them
    unread: set[str] = field(default_factory=set)  # tables with rows that could not be read
    corrected: set[str] = field(default_factory=set)  # quotations whose speaker was set right by hand

    @property
    def missing(self) -> list[str]:
        """Return what may be missing that nothing else tells of."""
        return list(dict.fromkeys(what for table, what in _TOLD.items() if table in self.unread))


def salvage(old: Path, new: FileConnection) -> Salvaged:
    """Copy what can be read of the store at `old` into the empty store `new`, in a transaction the caller holds."""
    done = Salvaged()
    try:
        with closing(sqlite3.connect(f"file:{quote(str(old))}?mode=ro", uri=True)) as source:
            source.text_factory = lambda raw: raw.decode("utf-8", "replace")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _copy(source, new, done)
            done.corrected = {id for (id,) in new.execute("SELECT quotation FROM corrections")}
            _drop_orphans(new)
            _judge(source, new, done)
            _drop_orphans(new)
            _find_events_again(new)
    except FAULTS:
        done.unread.add(_SCHEMA)
    if done.unread:
        _look_in_pages(old, new)
        _read_what_nobody_has(new, done)
    if not done.kept and not done.pages:
        raise StoreCorruptError("nothing of the store can be read", str(old), "restore a backup")
    done.pages.sort(key=itemgetter(1))  # a later capture of a page is one of the same page
    _make_anew(new)
    return done


def _look_in_pages(old: Path, new: FileConnection) -> None:
    """Take in the captures that can be found in the file itself."""
    for capture in captures_in(old):
        marks = ", ".join("?" * len(capture))
        new.execute(f"INSERT OR IGNORE INTO captures ({', '.join(capture._fields)}) VALUES ({marks})", capture)


def _read_what_nobody_has(new: FileConnection, done: Salvaged) -> None:
    """Have those pages read anew of which no document is left: its row was one that could not be read."""
    again = {page.capture for page in done.pages}
    unused = (
        "SELECT pk, captured_at FROM captures WHERE pk NOT IN (SELECT capture FROM documents) AND sha256 NOT LIKE ?"
    )
    found = new.execute(unused, (f"{BLANKED}%",)).fetchall()
    done.pages += [Again(key, _time(at)) for key, at in found if key not in again]


def _time(at: object) -> str:
    """Return when a page came, as such times sort; nothing where it cannot be read."""
    try:
        return datetime.fromisoformat(str(at)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return ""


def _copy(source: sqlite3.Connection, new: FileConnection, done: Salvaged) -> None:
    new.execute("DELETE FROM outlets")
    for table in _KEYED:
        columns = _columns(source, new, table)
        for row in _rows(source, table, columns, done):
            _put(new, table, columns, row)
    for table, column, other in _BELOW:
        columns = _columns(source, new, table)
        for (key,) in new.execute(f"SELECT pk FROM {other}").fetchall():
            try:
                for row in source.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {column} = ?", (key,)):
                    _put(new, table, columns, row)
            except FAULTS:
                done.unread.add(table)
    for table in _WHOLE:
        columns = _columns(source, new, table)
        try:
            if table == _SALT and source.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1:
                new.execute(f"DELETE FROM {table}")
            for row in source.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                _put(new, table, columns, row)
        except FAULTS:
            done.unread.add(table)


_ORPHANS = (
    ("documents", "capture", "captures"),
    ("posts", "document", "documents"),
    ("paragraphs", "post", "posts"),
    ("quotations", "post", "posts"),
    ("quotations", "document", "documents"),
    ("utterances", "event", "events"),
    ("wordings", "utterance", "utterances"),
    ("wordings", "document", "documents"),
    ("links", "utterance", "utterances"),
    ("event_documents", "document", "documents"),
    ("event_documents", "event", "events"),
    ("event_posts", "post", "posts"),
    ("event_posts", "event", "events"),
    ("document_keys", "document", "document_terms"),
)


def _drop_orphans(new: FileConnection) -> None:
    """Take out what belongs to something that could not be read, and give every document an event."""
    for table, column, other in _ORPHANS:
        new.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT pk FROM {other})")
    lost = "SELECT DISTINCT event, id FROM documents WHERE event NOTNULL AND event NOT IN (SELECT pk FROM events)"
    for event, document in new.execute(lost).fetchall():
        row = new.execute("SELECT event FROM document_terms WHERE id = ?", (document,)).fetchone()
        id = row[0] if row is not None and row[0] else short_id("e", "anew", document)
        new.execute(
            "INSERT OR IGNORE INTO events (pk, id, title, stale, day, second) VALUES (?, ?, '', 1, 0, 0)", (event, id)
        )


def _columns(source: sqlite3.Connection, new: FileConnection, table: str) -> list[str]:
    """Return the columns that both stores have: the old one may be of an older version."""
    there = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
    return [row[1] for row in new.execute(f"PRAGMA table_info({table})") if row[1] in there]


def _rows(source: sqlite3.Connection, table: str, columns: list[str], done: Salvaged) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a table with a key, over those that cannot be read."""
    key, failed = 0, 0
    while columns:
        try:
            query = f"SELECT {', '.join(columns)} FROM {table} WHERE pk {{}} ? ORDER BY pk"
            if failed:
                row = source.execute(query.format("="), (key + 1,)).fetchone()
                key += 1
                if row is not None:
                    failed = 0
                    yield row
                elif failed > _GAP:
                    return
                else:
                    failed += 1
                continue
            for row in source.execute(query.format(">"), (key,)):
                key = int(row[columns.index("pk")])
                yield row
            return
        except FAULTS:
            done.unread.add(table)
            key += failed > 0
            failed += 1
            if failed > _GAP:
                return


def _put(new: FileConnection, table: str, columns: list[str], row: tuple[object, ...]) -> None:
    marks = ", ".join("?" * len(columns))
    new.execute(f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)


def _judge(source: sqlite3.Connection, new: FileConnection, done: Salvaged) -> None:
    """Keep the documents whose rows are those that were written; set the pages of the others aside."""
    told = _digests(source)
    documents = new.execute(
        "SELECT pk, capture, coalesce(version_of, pk) FROM documents ORDER BY version_of IS NULL, pk"
    ).fetchall()
    there = {key for key, _, _ in documents}
    # A page is kept with all its versions or with none: they are told apart by what came before.
    broken = {page for key, capture, page in documents if not _is_kept(new, told, key, capture)}
    broken |= {page for _, _, page in documents if page not in there}
    done.kept += sum(page not in broken for _, _, page in documents)
    states: Counter[tuple[int, Again]] = Counter()  # of a page, which may have gone back to what it said before
    again: set[tuple[int, str, int]] = set()  # a page may hold several documents
    for key, capture, page in documents:
        if page in broken and (state := _read_anew(new, done, key, capture)) is not None:
            states[page, state] += 1
            if (once := (capture, state.at, states[page, state])) not in again:
                done.pages.append(state)
                again.add(once)
    for (key,) in new.execute("SELECT pk FROM captures").fetchall():
        if not _is_whole(new, key):
            new.execute("DELETE FROM captures WHERE pk = ?", (key,))
    for (key,) in new.execute("SELECT pk FROM document_terms").fetchall():
        if told.get(("document_terms", key)) != digests.digest_of(new, "document_terms", key):
            new.execute("DELETE FROM document_terms WHERE pk = ?", (key,))
    for key, root in new.execute("SELECT pk, root FROM events").fetchall():
        if told.get(("events", key)) != digests.digest_of(new, "events", key):
            new.execute("UPDATE events SET stale = 1 WHERE pk = ?", (key if root is None else root,))
            new.execute("DELETE FROM events WHERE pk = ? AND root NOTNULL", (key,))  # made anew with what it is part of
    new.execute("DELETE FROM events WHERE root NOT IN (SELECT pk FROM events)")


def _find_events_again(new: FileConnection) -> None:
    """Put posts that stand with an event which does not have them with their document's, to be lined up anew."""
    posts, documents = (
        f"SELECT pk FROM {part}s WHERE event NOTNULL AND {current} IS NULL AND NOT EXISTS (SELECT 1 FROM event_{part}s"
        f" WHERE event_{part}s.event = {part}s.event AND {part} = {part}s.pk)"
        for part, current in (("post", "superseded"), ("document", "version_of"))
    )
    new.execute(
        "UPDATE events SET stale = 1 WHERE pk IN (SELECT event FROM documents"
        f" WHERE pk IN ({documents}) OR pk IN (SELECT document FROM posts WHERE pk IN ({posts})))"
    )
    theirs = "SELECT event FROM documents WHERE documents.pk = posts.document"
    new.execute(f"UPDATE posts SET event = ({theirs}) WHERE pk IN ({posts})")


def _is_kept(new: FileConnection, told: dict[tuple[str, int], bytes], key: int, capture: int) -> bool:
    try:
        return told.get(("documents", key)) == digests.digest_of(new, "documents", key) and _is_whole(new, capture)
    except FAULTS:
        return False


def _read_anew(new: FileConnection, done: Salvaged, key: int, capture: int) -> Again | None:
    """Take out a document that is to be read anew, as of the time its page came; without its bytes it is lost."""
    id, file, event, came_at, advisories, *stated = new.execute(
        "SELECT documents.id, documents.file, documents.event, documents.captured_at, documents.advisories,"
        " CASE documents.outlet_basis WHEN 'sidecar' THEN outlets.name END,"
        " CASE documents.dated_basis WHEN 'sidecar' THEN documents.first_published_at END, documents.url"
        " FROM documents LEFT JOIN outlets ON outlets.pk = documents.outlet WHERE documents.pk = ?",
        (key,),
    ).fetchone()
    _drop(new, key, event)
    row = new.execute("SELECT sha256, captured_at FROM captures WHERE pk = ?", (capture,)).fetchone()
    if row is None or row[0].startswith(BLANKED) or not _is_whole(new, capture):
        done.lost.append((file, id))
        return None
    if told_of_it := _withdrawn(advisories):
        done.withdrawn.append((id, told_of_it))
    return Again(capture, _time(came_at) or _time(row[1]), Stated(*stated))


def _withdrawn(advisories: object) -> str | None:
    """Return what an agency said of a document it withdrew: in another message, of which this one's bytes say nothing.

    What cannot be read any more is taken for a hold.
    """
    try:
        told = [(AdvisoryKind(kind), why, moment_of(until)) for kind, why, until in unpacked(str(advisories or ""))]
    except (ValueError, TypeError):
        return packed([[AdvisoryKind.WITHHOLD.value, "what was said of it is damaged and cannot be read", None]])
    return str(advisories) if any(kind in WITHDRAWN for kind, _, _ in told) else None


def _digests(source: sqlite3.Connection) -> dict[tuple[str, int], bytes]:
    try:
        return {(kind, key): digest for kind, key, digest in source.execute("SELECT kind, key, digest FROM digests")}
    except FAULTS:
        return {}


def _is_whole(new: FileConnection, capture: int) -> bool:
    row = new.execute("SELECT sha256, raw FROM captures WHERE pk = ?", (capture,)).fetchone()
    return row is not None and isinstance(row[1], bytes) and is_as_it_came(row[1], row[0])


def _drop(new: FileConnection, document: int, event: int | None) -> None:
    for statement in (
        "DELETE FROM paragraphs WHERE post IN (SELECT pk FROM posts WHERE document = ?)",
        "DELETE FROM event_posts WHERE post IN (SELECT pk FROM posts WHERE document = ?)",
        "DELETE FROM event_documents WHERE document = ?",
        "DELETE FROM wordings WHERE document = ?",
        "DELETE FROM quotations WHERE document = ?",
        "DELETE FROM posts WHERE document = ?",
        "DELETE FROM documents WHERE pk = ?",
    ):
        new.execute(statement, (document,))
    new.execute("UPDATE events SET stale = 1 WHERE pk = ?", (event,))


def _make_anew(new: FileConnection) -> None:
    """Make what is worked out from the rest: counts, search index, words, order, digests."""
    for statement in (
        "INSERT OR IGNORE INTO outlets (pk, name, documents, posts, quotations) VALUES (1, NULL, 0, 0, 0)",
        "UPDATE outlets SET documents ="
        " (SELECT count(*) FROM documents WHERE outlet = outlets.pk AND version_of IS NULL),"
        " posts = (SELECT count(*) FROM posts WHERE outlet = outlets.pk AND superseded IS NULL),"
        " quotations = (SELECT count(*) FROM quotations JOIN posts ON posts.pk = quotations.post"
        " WHERE posts.outlet = outlets.pk)",
        "UPDATE speakers SET quotations = (SELECT count(*) FROM quotations WHERE speaker = speakers.pk)",
        "UPDATE posts SET quotations = (SELECT count(*) FROM quotations WHERE post = posts.pk)",
        "UPDATE quotations SET utterance = NULL WHERE utterance NOT IN (SELECT pk FROM utterances)",
        "DELETE FROM wordings WHERE utterance NOT IN (SELECT pk FROM utterances)",
    ):
        new.execute(statement)
    for table, columns in (("quotation_words", 3), ("headline_words", 1), ("post_words", 2)):
        names = [row[1] for row in new.execute(f"PRAGMA table_info({table})")][:columns]
        marks = ", ".join("?" * (columns + 1))
        rows = list(indexed_rows(new, table))
        new.executemany(f"INSERT INTO {table} (rowid, {', '.join(names)}) VALUES ({marks})", rows)
    _count_words(new)
    order.keep(new, anew=True)


def _count_words(new: FileConnection) -> None:
    words: Counter[str] = Counter()
    for (title,) in new.execute("SELECT title FROM posts"):
        words.update(set(tokens(title)))
    named = "LEFT JOIN speakers ON speakers.pk = quotations.speaker"
    said = f"SELECT text, coalesce(speakers.name, '') FROM quotations {named}"
    for text, speaker in new.execute(said):
        words.update({*tokens(text), *tokens(speaker)})
    new.executemany("INSERT INTO words VALUES (?, ?)", words.items())
    new.add_up()
