"""Documents, posts and quotations made for tests: invented people, consistent spans."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tui_reader.domain import (
    DatedBy,
    Document,
    DocumentKind,
    Paragraph,
    ParagraphRole,
    Post,
    Precision,
    Quotation,
    QuotationKind,
    Span,
    TimeBasis,
    short_id,
)

NOON = datetime(2031, 3, 4, 12, 0, tzinfo=UTC)


def make_document(
    *posts: tuple[str, str],
    id: str = "d1",
    outlet: str | None = "Harbour Post",
    at: datetime | None = NOON,
    file: str = "page.txt",
    day_only: bool = False,
) -> Document:
    """A document of (headline, body) posts; paragraphs of a body are its lines."""
    posts = posts or (("Ferry to run on Sundays", "The council voted.\nMara Quill said: “It is time.”"),)
    text, made = "", []
    for position, (headline, body) in enumerate(posts):
        start = len(text)
        paragraphs = []
        for index, line in enumerate([headline, *body.split("\n")]):
            role = ParagraphRole.BODY if index else ParagraphRole.HEADLINE
            paragraphs.append(Paragraph(Span(len(text), len(text) + len(line)), role))
            text += line + "\n"
        made.append(
            Post(
                id=short_id("p", id, position),
                headline=headline,
                paragraphs=tuple(paragraphs),
                span=Span(start, len(text) - 1),
                published_at=None if day_only else at,
                time_printed=None if day_only or at is None else at.strftime("%H:%M"),
            )
        )
    precision = Precision.UNKNOWN if at is None else Precision.DAY if day_only else Precision.MINUTE
    basis = TimeBasis.NONE if at is None else TimeBasis.PRINTED
    return Document(
        id=id,
        file=file,
        text=text,
        kind=DocumentKind.LIVE_BLOG if len(posts) > 1 else DocumentKind.ARTICLE,
        posts=tuple(made),
        outlet=outlet,
        outlet_basis="printed" if outlet else "none",
        headline=posts[0][0],
        first_published_at=at,
        dated=DatedBy(basis, precision, "printed under the headline" if at else ""),
    )


def make_quotation(document: Document, words: str, speaker: str | None = "Mara Quill", **more: object) -> Quotation:
    """The quotation of `words` where they first stand in the document."""
    start = document.text.index(words)
    return Quotation(
        span=Span(start, start + len(words)),
        text=words,
        kind=QuotationKind.DIRECT,
        speaker=speaker,
        speaker_text=speaker,
        confidence=0.9,
        evidence=("she is named before the colon",) if speaker else (),
        id=short_id("q", document.id, start, start + len(words)),
        **more,  # type: ignore[arg-type]
    )


def overwrite(path: Path, statement: str) -> None:
    """Change rows behind the store's back, as a disk does: no trigger fires."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        for _, made in triggers:
            connection.execute(made)
        connection.commit()
