"""Forgetting a document for good, as the law may ask: its words leave every table, every index and the file.

What stays is that something was forgotten: when, by whom, how many posts and quotations, and salted hashes by
which the same words are known when they come again, and kept out. Other documents of the same page stay; what
is kept of their page is their own posts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui_reader.domain import Document, Span
from tui_reader.errors import NothingFoundError
from tui_reader.store.documents import document as read_document
from tui_reader.store.indexing import BLANKED, capture_text
from tui_reader.store.matching import Run
from tui_reader.store.rows import IN_KEYS, UNKNOWN_OUTLET, packed
from tui_reader.store.statements import insert
from tui_reader.store.tokens import tokens
from tui_reader.store.versions import version_keys
from tui_reader.text import normalise
from tui_reader.text.blanking import only_spans

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection
    from tui_reader.store.writing import DocumentWriter

_TELLING_WORDS = 12  # of a paragraph: fewer ("More to follow.") may stand on any page
_TELLING_CHARACTERS = 40  # of a paragraph that is looked for in earlier captures


@dataclass(frozen=True, slots=True)
class Forgettable:
    """A document with all that hangs on it."""

    document: Document = field(repr=False)
    speakers: tuple[str, ...]
    quotations: int
    earlier: tuple[Document, ...] = field(repr=False, default=())  # versions


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The record of a forgetting. `swept` says whether the file and its log were cleaned as well."""

    at: str  # ISO 8601
    by: str
    posts: int
    quotations: int
    swept: bool = False


# -- finding --------------------------------------------------------------------------------------
def find_forgettable(connection: Connection, id: str) -> Forgettable:
    """Return the document of an id: its own, or that of a post or quotation in it. Raises NothingFoundError."""
    current = "SELECT coalesce(version_of, pk) FROM documents WHERE"
    for query in (
        f"{current} id = ?",
        f"{current} pk = (SELECT document FROM posts WHERE id = ?)",
        f"{current} pk = (SELECT document FROM quotations WHERE id = ?)",
    ):
        row = connection.execute(query, (id,)).fetchone()
        if row is not None:
            break
    else:
        raise NothingFoundError("no such document", id, "`tui-reader timeline --format json` names documents")
    keys = [row[0], *version_keys(connection, row[0])]
    rows = connection.execute(
        "SELECT speakers.name, count(*) FROM quotations LEFT JOIN speakers ON speakers.pk = quotations.speaker"
        f" WHERE document {IN_KEYS} GROUP BY 1",
        (packed(keys),),
    ).fetchall()
    speakers = tuple(name for name, _ in rows if name is not None)
    document, *earlier = [read_document(connection, key) for key in keys]
    return Forgettable(document, speakers, sum(count for _, count in rows), tuple(earlier))


def find_forgotten(connection: Connection, id: str) -> Forgotten | None:
    """Return the record of the document that had this id, None where none was forgotten."""
    return _record_of(connection, [("id", id)])


def forgotten_among(connection: Connection, documents: Iterable[Document]) -> dict[str, Forgotten]:
    """Return those of `documents`, by id, that were forgotten before and are to be kept out.

    A document is one that was forgotten where it has its id, its address or its words, whatever the outlet, or
    where at least half of its longer paragraphs are paragraphs of such: an article edited, a live page that grew.
    """
    if connection.execute("SELECT 1 FROM forgotten LIMIT 1").fetchone() is None:
        return {}
    found = {}
    for document in documents:
        record = _record_of(connection, _signs(document))
        passages = list(_signs_of_passages(document))
        if record is None and passages:
            same = [known for passage in passages if (known := _record_of(connection, [passage]))]
            record = same[0] if len(same) * 2 >= len(passages) else None
        if record is not None:
            found[document.id] = record
    return found


def _record_of(connection: Connection, signs: Iterable[tuple[str, str]]) -> Forgotten | None:
    salt = _salt(connection)
    for sign in signs:
        row = connection.execute(
            "SELECT forgotten_at, by_whom, posts, quotations FROM forgotten_hashes"
            " JOIN forgotten ON forgotten.pk = forgotten_hashes.forgotten WHERE hash = ?",
            (_hash(salt, *sign),),
        ).fetchone()
        if row is not None:
            return Forgotten(*row)
    return None


def _signs(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what a document is known by when it comes again."""
    yield "id", document.id
    if document.url:
        yield "url", document.url
    if said := [word for _, paragraph in document.paragraphs() for word in tokens(paragraph.span.of(document.text))]:
        yield "words", " ".join(said)


def _signs_of_passages(document: Document) -> Iterator[tuple[str, str]]:
    for _, paragraph in document.paragraphs():
        said = tokens(paragraph.span.of(document.text))
        if len(said) >= _TELLING_WORDS:
            yield "passage", " ".join(said)


def _salt(connection: Connection) -> bytes:
    salt: bytes = connection.execute("SELECT salt FROM forgotten_salt").fetchone()[0]
    return salt


def _hash(salt: bytes, kind: str, sign: str) -> bytes:
    return hashlib.blake2b(f"{kind}\x1f{sign}".encode("utf-8", "surrogatepass"), key=salt, digest_size=16).digest()


# -- forgetting -----------------------------------------------------------------------------------
def forget(connection: Connection, writer: DocumentWriter, found: Forgettable, by: str) -> Forgotten:
    """Take a document out of every table and index and record that it was; the caller holds the write lock.

    What lines up is to be lined up anew, and the file to be rewritten, before the words are gone from it.
    """
    connection.forget_safely()
    document = found.document
    capture: int = connection.execute("SELECT capture FROM documents WHERE id = ?", (document.id,)).fetchone()[0]
    record = Forgotten(datetime.now(UTC).isoformat(timespec="seconds"), by, len(document.posts), found.quotations)
    _keep_record(connection, record, (document, *found.earlier))
    writer.remove_document(document.id)
    _keep_only_posts_of_others(connection, capture)
    earlier = _remove_earlier_captures(connection, (document, *found.earlier))
    connection.execute(
        "DELETE FROM speakers WHERE quotations <= 0 AND pk NOT IN (SELECT speaker FROM quotations"
        " WHERE speaker NOTNULL)"
    )
    connection.execute("DELETE FROM outlets WHERE documents <= 0 AND pk != ?", (UNKNOWN_OUTLET,))
    connection.words.sweep()
    _remove_words(connection, [document.text, document.headline or "", *found.speakers, *earlier])
    return record


def _keep_record(connection: Connection, record: Forgotten, documents: Sequence[Document]) -> None:
    columns = {"forgotten_at": record.at, "by_whom": record.by, "posts": record.posts}
    key = insert(connection, "forgotten", {**columns, "quotations": record.quotations})
    salt = _salt(connection)
    signs = {
        _hash(salt, *sign) for document in documents for sign in (*_signs(document), *_signs_of_passages(document))
    }
    connection.executemany(
        "INSERT INTO forgotten_hashes VALUES (?, ?) ON CONFLICT DO NOTHING", [(sign, key) for sign in signs]
    )


def _keep_only_posts_of_others(connection: Connection, capture: int) -> None:
    """Blank a capture that other documents use, but for their posts."""
    if connection.execute("SELECT 1 FROM captures WHERE pk = ?", (capture,)).fetchone() is None:
        return
    spans = connection.execute(
        "SELECT posts.start, posts.stop FROM posts JOIN documents ON documents.pk = posts.document"
        " WHERE documents.capture = ? AND documents.text IS NULL UNION"
        " SELECT paragraphs.start, paragraphs.stop FROM paragraphs JOIN posts ON posts.pk = paragraphs.post"
        " JOIN documents ON documents.pk = posts.document WHERE documents.capture = ? AND documents.text IS NULL",
        (capture, capture),
    ).fetchall()
    text = only_spans(capture_text(connection, capture), [Span(start, stop) for start, stop in spans])
    # These are no bytes that came: no page has this sum.
    raw, name = text.encode("utf-8", "replace"), f"{BLANKED} of capture {capture}"
    connection.execute("UPDATE captures SET raw = ?, text = ?, sha256 = ? WHERE pk = ?", (raw, text, name, capture))
    # The sum is a part of what the others' digests are taken of: they are touched as well.
    connection.execute("UPDATE documents SET capture = capture WHERE capture = ?", (capture,))


def _remove_earlier_captures(connection: Connection, documents: Sequence[Document]) -> list[str]:
    """Take out the captures that no document uses any more and that hold something of these; return their texts."""
    printed = [part.span.of(document.text) for document in documents for _, part in document.paragraphs()]
    files = {document.file for document in documents}
    telling = [passage for passage in printed if len(passage) >= _TELLING_CHARACTERS]
    removed = []
    unused = "SELECT pk, file FROM captures WHERE pk NOT IN (SELECT capture FROM documents)"
    for capture, file in connection.execute(unused).fetchall():
        text = capture_text(connection, capture)
        if file in files or any(passage in text for passage in telling):
            removed.append(text)
            connection.execute("DELETE FROM captures WHERE pk = ?", (capture,))
    return removed


def _remove_words(connection: Connection, texts: Sequence[str]) -> None:
    """Take the words that nothing in the store holds any more out of the lists of words."""
    held: dict[str, bool] = {}

    def is_held(word: str) -> bool:
        if word not in held:
            held[word] = any(_is_held(connection, index, word) for index in ("post_words", "quotation_words"))
        return held[word]

    terms: dict[str, bool] = {}  # of the event clusterer: stems, held where one of their words is
    for text in texts:
        for word in tokens(text):
            is_held(word)
        for folded, span in normalise.words(text):
            term = normalise.stem(folded)
            terms[term] = terms.get(term, False) or all(map(is_held, tokens(span.of(text))))
    for table, column, kept in (("words", "word", held), ("term_counts", "term", terms)):
        gone = [(word,) for word, stays in kept.items() if not stays]
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)
    connection.add_up("words", "term_counts")


def _is_held(connection: Connection, index: str, word: str) -> bool:
    where = connection.words.where(index, Run((word,)))
    return connection.execute(f"SELECT 1 FROM {index} WHERE {where.sql} LIMIT 1", (where.value,)).fetchone() is not None
