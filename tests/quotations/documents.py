"""Documents for the tests of this room: lines as paragraphs, without the parser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tui_reader.domain import Document, DocumentKind, Paragraph, ParagraphRole, Post, Span

POST_BREAK = "---"
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)  # of the first post; the next a minute later


def make_document(text: str, kind: DocumentKind | None = None) -> Document:
    """Every line that is not blank is a paragraph: "# " starts a headline, "> " a block, "@ " its credit, "& " a
    printed speaker, "•" a list item; "---" is another post."""
    posts: list[Post] = []
    paragraphs: list[Paragraph] = []
    at = start = 0
    for line in [*text.split("\n"), None]:
        if line is None or line == POST_BREAK:
            end = min(at, len(text))
            posts.append(
                Post(
                    id=f"p{len(posts)}",
                    headline=None,
                    paragraphs=tuple(paragraphs),
                    span=Span(min(start, end), end),
                    published_at=NOON + timedelta(minutes=len(posts)),
                )
            )
            paragraphs, start = [], at + len(POST_BREAK) + 1
        elif line.strip():
            paragraphs.append(_paragraph(line, at))
        at += len(line or "") + 1
    guessed = DocumentKind.LIVE_BLOG if len(posts) > 1 else DocumentKind.ARTICLE
    return Document(id="d", file="d.txt", text=text, kind=kind or guessed, posts=tuple(posts))


_ROLES = {
    "# ": ParagraphRole.HEADLINE,
    "> ": ParagraphRole.BLOCK_QUOTATION,
    "@ ": ParagraphRole.CREDIT,
    "& ": ParagraphRole.SPEAKER,
}


def _paragraph(line: str, at: int) -> Paragraph:
    role = _ROLES.get(line[:2]) if len(line.strip()) > 1 else None
    start = at + (2 if role else len(line) - len(line.lstrip()))
    plain = ParagraphRole.LIST_ITEM if line.startswith("•") else ParagraphRole.BODY
    return Paragraph(Span(start, at + len(line.rstrip())), role or plain)
