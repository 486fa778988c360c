"""What is stored of an agency's story, for whoever is about to write the next message about it."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import NamedTuple

from tui_reader.domain import Document
from tui_reader.store import reading
from tui_reader.store.rows import iso

# Slugs are used again: a message is about the story of its name that was last told within this time before it.
_SAME_STORY = timedelta(hours=36)


class StoredPage(NamedTuple):
    """A stored document, and the bytes it was read from."""

    document: Document
    raw: bytes
    file: str


def find_story(connection: sqlite3.Connection, known_as: str, at: datetime | None) -> str | None:
    """Return the id of the latest stored document known by that name; of those with a time, one shortly before `at`.

    A wire that came without its head names no service: it is about the story of its slug, whatever service sent that.
    """
    named, values = "known_as = ?", [known_as]
    kind, service, slug = (*known_as.split("\n"), "", "")[:3]
    if kind == "wire" and service:
        named, values = "known_as IN (?, ?)", [known_as, f"wire\n\n{slug}"]
    elif kind == "wire":
        named = "known_as >= ? AND known_as < ? AND substr(known_as, -length(?)) = ?"
        values = ["wire\n", "wire\v", f"\n{slug}", f"\n{slug}"]
    rows = connection.execute(
        "SELECT id, coalesce(last_updated_at, first_published_at) FROM documents"
        f" WHERE {named} AND version_of IS NULL ORDER BY pk DESC",
        values,
    ).fetchall()
    if at is not None:
        near = (iso(at - _SAME_STORY), iso(at + _SAME_STORY))
        moments = [(id, datetime.fromisoformat(told)) for id, told in rows if told]
        low, high = (datetime.fromisoformat(str(each)) for each in near)
        close = [id for id, moment in moments if low <= moment <= high]
        return str(close[0]) if close else next((str(id) for id, told in rows if not told), None)
    return str(rows[0][0]) if rows else None


def stored_page(connection: sqlite3.Connection, id: str) -> StoredPage | None:
    """Return a stored document with its bytes, None where there is none of that id."""
    row = connection.execute(
        "SELECT documents.pk, raw, captures.file FROM documents JOIN captures ON captures.pk = capture"
        " WHERE documents.id = ?",
        (id,),
    ).fetchone()
    if row is None:
        return None
    factory, connection.row_factory = connection.row_factory, sqlite3.Row  # a writer's rows are plain
    try:
        return StoredPage(reading.document(connection, row[0]), row[1], row[2])
    finally:
        connection.row_factory = factory


def tell_versions(connection: sqlite3.Connection, key: int) -> None:
    """Say of the earlier versions of a document what it says of itself: a killed story is killed in all of them."""
    connection.execute(
        "UPDATE documents SET advisories = (SELECT advisories FROM documents WHERE pk = ?) WHERE version_of = ?",
        (key, key),
    )
