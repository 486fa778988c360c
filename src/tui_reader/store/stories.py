"""What is stored of an agency's story, for whoever is about to write the next message about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.domain import Document
from tui_reader.store.documents import document as read_document

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

# Slugs are used again: a message is about the story of its name that was last told within this time before it.
_SAME_STORY = timedelta(hours=36)


class StoredPage(NamedTuple):
    """A stored document, and the bytes it was read from."""

    document: Document
    raw: bytes
    file: str


def find_story(connection: Connection, known_as: str, at: datetime | None) -> str | None:
    """Return the id of the latest stored document known by that name; of those with a time, one shortly before `at`.

    A wire that came without its head names no service: it is about the story of its slug, whatever service sent that;
    where two services told a story of that slug, about neither.
    """
    named, values = "known_as = ?", [known_as]
    kind, service, slug = (*known_as.split("\n"), "", "")[:3]
    if kind == "wire" and service:
        named, values = "known_as IN (?, ?)", [known_as, f"wire\n\n{slug}"]
    elif kind == "wire":
        named = "known_as >= ? AND known_as < ? AND known_as LIKE ? ESCAPE '!'"
        ending = re.sub(r"[!%_]", r"!\g<0>", f"\n{slug}")
        values = ["wire\n", "wire\v", f"%{ending}"]
    found = connection.execute(
        "SELECT id, coalesce(last_updated_at, first_published_at), known_as FROM documents"
        f" WHERE {named} AND version_of IS NULL ORDER BY pk DESC",
        values,
    ).fetchall()
    if kind == "wire" and not service:
        found = [row for row in found if row[2].endswith(f"\n{slug}")]  # in just these letters
    if at is not None:
        low, high = at - _SAME_STORY, at + _SAME_STORY
        near = [row for row in found if row[1] and low <= datetime.fromisoformat(row[1]) <= high]
        found = near or [row for row in found if not row[1]][:1]
    if not found or (not service and len({row[2] for row in found}) > 1):
        return None
    return str(found[0][0])


def stored_page(connection: Connection, id: str) -> StoredPage | None:
    """Return a stored document with its bytes, None where there is none of that id."""
    row = connection.execute(
        "SELECT documents.pk, raw, captures.file FROM documents JOIN captures ON captures.pk = capture"
        " WHERE documents.id = ?",
        (id,),
    ).fetchone()
    if row is None:
        return None
    return StoredPage(read_document(connection, row[0]), row[1], row[2])


def tell_versions(connection: Connection, key: int) -> None:
    """Say of the earlier versions of a document what it says of itself: a killed story is killed in all of them."""
    connection.execute(
        "UPDATE documents SET advisories = (SELECT advisories FROM documents WHERE pk = ?) WHERE version_of = ?",
        (key, key),
    )


def withdraw(connection: Connection, withdrawn: Iterable[tuple[str, str]]) -> None:
    """Say of documents (id) that were read anew what their agency had said of them."""
    for id, advisories in withdrawn:
        for (key,) in connection.execute("SELECT pk FROM documents WHERE id = ?", (id,)).fetchall():
            connection.execute("UPDATE documents SET advisories = ? WHERE pk = ?", (advisories, key))
            tell_versions(connection, key)
