"""What the full-text index holds of the tables, and the texts those words stand in.

What goes in is read from the tables, so every row must leave the index before its columns change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui_reader.domain import Span

if TYPE_CHECKING:
    from tui_reader.store.contract import Statements

QUOTATION_WORDS = """
    SELECT quotations.pk, quotations.text, coalesce(speakers.name, ''), posts.title
    FROM quotations JOIN posts ON posts.pk = quotations.post LEFT JOIN speakers ON speakers.pk = quotations.speaker
"""
INDEXED = {  # what the indexes hold whose words stand in one row each
    "quotation_words": QUOTATION_WORDS,
    "headline_words": "SELECT pk, title FROM posts WHERE superseded IS NULL",
}
BLANKED = "what others have"  # the beginning of the name that such a capture has in the place of a sum
OF_DOCUMENT = "WHERE quotations.document = ?"
OF_QUOTATION = "WHERE quotations.pk = ?"


def post_body(text: str, spans: Iterable[Span]) -> str:
    """Return the words of a post's paragraphs as they are indexed."""
    return "\n".join(span.of(text) for span in spans)


def paragraph_spans(connection: Statements, post: int) -> list[Span]:
    """Return where the paragraphs of a stored post stand in its document's text, in order."""
    rows = connection.execute("SELECT start, stop FROM paragraphs WHERE post = ? ORDER BY position", (post,))
    return [Span(*row) for row in rows]


def document_text(connection: Statements, document: int) -> str:
    """Return the text of a document, from where it is kept once."""
    return _text(
        connection,
        "SELECT coalesce(documents.text, captures.text), captures.raw FROM documents"
        " JOIN captures ON captures.pk = documents.capture WHERE documents.pk = ?",
        document,
    )


def is_as_it_came(raw: bytes, sha256: str) -> bool:
    """Say whether a capture's bytes fit its sum; what forgetting left of a page has none (`BLANKED`)."""
    return sha256.startswith(BLANKED) or hashlib.sha256(raw).hexdigest() == sha256


def stand_there(text: str, start: int, stop: int, words: str) -> bool:
    """Say whether words are those of their place; what a server keeps in the place of U+0000 counts as that."""
    return text[start:stop].replace("\0", "\ufffd") == words.replace("\0", "\ufffd")


def as_it_came(connection: Statements, capture: int) -> tuple[str, bytes]:
    """Return the file and the bytes of a capture."""
    file, raw = connection.execute("SELECT file, raw FROM captures WHERE pk = ?", (capture,)).fetchone()
    return file, raw


def capture_text(connection: Statements, capture: int) -> str:
    """Return what the bytes of a capture were read as."""
    return _text(connection, "SELECT text, raw FROM captures WHERE pk = ?", capture)


def _text(connection: Statements, query: str, key: int) -> str:
    text, raw = connection.execute(query, (key,)).fetchone()
    if text is not None:
        return str(text)
    decoded: str = raw.decode("utf-8")
    return decoded
