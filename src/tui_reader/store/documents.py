"""Reading documents and posts whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tui_reader.domain import Document, PostDetail, Quotation
from tui_reader.errors import NothingFoundError
from tui_reader.store.document_rows import document_of, post_of
from tui_reader.store.indexing import document_text
from tui_reader.store.reading import Where, entries_where, timeline_rows
from tui_reader.store.rows import quotation_of, unpacked

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection, Row


def document(connection: Connection, key: int, *, lined_up: bool = False) -> Document:
    """Return a document whole; `lined_up`: without the posts whose words were changed since."""
    row = connection.execute(
        "SELECT documents.*, outlets.name AS outlet_name FROM documents"
        " JOIN outlets ON outlets.pk = documents.outlet WHERE documents.pk = ?",
        (key,),
    ).fetchone()
    paragraphs: defaultdict[int, list[Row]] = defaultdict(list)
    for paragraph in connection.execute(
        "SELECT paragraphs.* FROM posts JOIN paragraphs ON paragraphs.post = posts.pk WHERE posts.document = ?"
        " ORDER BY paragraphs.post, paragraphs.position",
        (key,),
    ):
        paragraphs[paragraph["post"]].append(paragraph)
    current = " AND superseded IS NULL" if lined_up else ""
    posts = connection.execute(f"SELECT * FROM posts WHERE document = ?{current} ORDER BY position", (key,)).fetchall()
    return document_of(row, document_text(connection, key), [post_of(post, paragraphs[post["pk"]]) for post in posts])


def quotations_of_document(connection: Connection, key: int) -> tuple[Quotation, ...]:
    """Return the quotations of a document in reading order, but for those of posts that were changed since."""
    rows = connection.execute(
        "SELECT quotations.*, speakers.name AS speaker_name FROM quotations"
        " JOIN posts ON posts.pk = quotations.post LEFT JOIN speakers ON speakers.pk = quotations.speaker"
        " WHERE quotations.document = ? AND posts.superseded IS NULL ORDER BY quotations.position",
        (key,),
    )
    return tuple(quotation_of(row) for row in rows)


def post(connection: Connection, id: str) -> PostDetail:
    """Return a post whole. Raises NothingFoundError."""
    row = connection.execute("SELECT pk, document, event FROM posts WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise NothingFoundError("no such post", id, "`tui-reader timeline` lists ids")
    event = connection.execute("SELECT title, outlets FROM events WHERE pk = ?", (row["event"],)).fetchone()
    whole = document(connection, row["document"])
    quotations = entries_where(connection, Where(["posts.id = ?"], [id]))
    return PostDetail(
        entry=timeline_rows(connection, [row["pk"]])[0],
        document=whole,
        position=next(place for place, post in enumerate(whole.posts) if post.id == id),
        quotations=tuple(quotations),
        event_title=event["title"] if event else None,
        event_outlets=tuple(unpacked(event["outlets"])) if event else (),
    )
