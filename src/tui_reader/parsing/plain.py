"""Text that comes without a page round it: every line is a paragraph of one post."""

from __future__ import annotations

from datetime import datetime

from tui_reader.domain import DatedBy, Document, Post, Precision, Span, TimeBasis, short_id
from tui_reader.parsing.datelines import body_paragraphs
from tui_reader.parsing.hard_wrapped import join_wrapped
from tui_reader.parsing.lines import split_lines


def plain_document(id: str, text: str, outlet: str | None = None, published_at: datetime | None = None) -> Document:
    """Return `text` as a document of one post without headline; `id` is the caller's.

    Every line that is not blank is one body paragraph; lines broken at a fixed width are joined. `published_at`
    should be aware.
    """
    lines = join_wrapped(split_lines(text), text)
    first, last = (lines[0].number, lines[-1].last) if lines else (None, None)
    post = Post(
        id=short_id("p", id),
        headline=None,
        paragraphs=tuple(paragraph for line in lines for paragraph in body_paragraphs(line.text, line.start)),
        span=Span(lines[0].start, lines[-1].end) if lines else Span(0, 0),
        published_at=published_at,
        line_start=first,
        line_end=last,
    )
    known = published_at is not None
    return Document(
        id=id,
        file="",
        text=text,
        posts=(post,),
        outlet=outlet,
        outlet_basis="sidecar" if outlet else "none",
        first_published_at=published_at,
        dated=DatedBy(TimeBasis.SIDECAR, Precision.MINUTE, "given with the text") if known else DatedBy(),
        line_start=first,
        line_end=last,
    )
