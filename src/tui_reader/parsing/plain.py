"""Text that comes without a page round it: every line is a paragraph of one post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tui_reader.domain import DatedBy, Document, Paragraph, ParagraphRole, Post, Precision, Span, TimeBasis, short_id
from tui_reader.parsing.datelines import body_paragraphs
from tui_reader.parsing.hard_wrapped import join_wrapped
from tui_reader.parsing.lines import Line, split_lines

_TOP = 8  # lines among which the name of who wrote it stands
_MARKS = frozenset('"“”‘:')


def plain_document(id: str, text: str, outlet: str | None = None, published_at: datetime | None = None) -> Document:
    """Return `text` as a document of one post without headline; `id` is the caller's.

    Every line that is not blank is one body paragraph, except that a line near the top which names who wrote it is a
    byline; lines broken at a fixed width are joined. `published_at` should be aware.
    """
    lines = join_wrapped(split_lines(text), text)
    first, last = (lines[0].number, lines[-1].last) if lines else (None, None)
    post = Post(
        id=short_id("p", id),
        headline=None,
        paragraphs=tuple(_paragraphs(lines)),
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


def _paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    for number, line in enumerate(lines):
        if 0 < number < _TOP and _names_writer(line.text):
            yield Paragraph(Span(line.start, line.start + len(line.text)), ParagraphRole.BYLINE)
        else:
            yield from body_paragraphs(line.text, line.start)


def _names_writer(line: str) -> bool:
    """Say whether a line names who wrote the text: "By Ada Marsh", "Ada Marsh, legal correspondent"."""
    if line[-1:] in ".?!" or not _MARKS.isdisjoint(line):
        return False
    from tui_reader.parsing.shapes import split_byline  # late: it makes many patterns, and a sentence needs none

    return split_byline(line) is not None
