"""A post's text beside the timeline."""

from __future__ import annotations

from textual.strip import Strip

from tui_reader.domain import ParagraphRole, PostDetail, QuotationKind, Span
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Run, paragraph, struck
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.theme import Palette

_QUIET = frozenset(
    (
        ParagraphRole.CAPTION,
        ParagraphRole.BYLINE,
        ParagraphRole.CREDIT,
        ParagraphRole.DATELINE,
        ParagraphRole.SUMMARY,
        ParagraphRole.SPEAKER,
        ParagraphRole.ASIDE,
    )
)


def quotation_runs(detail: PostDetail, look: Palette) -> list[tuple[Span, Run]]:
    """Return the spans of the words of others in a post (not reported speech) with how they are painted."""
    return [
        (entry.quotation.span, (entry.quotation.span.start, entry.quotation.span.end, look.strong))
        for entry in detail.quotations
        if entry.quotation.kind not in (QuotationKind.INDIRECT, QuotationKind.SCARE)
    ]


class PostRows(Rows):
    """A post's paragraphs, for reading beside the timeline."""

    def __init__(self, detail: PostDetail) -> None:
        super().__init__()
        self._detail = detail
        self._post = detail.document.posts[detail.position]

    def __len__(self) -> int:
        return len(self._post.paragraphs)

    def selectable(self, index: int) -> bool:
        """Nothing is: this text only follows the timeline."""
        return False

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        """Return one paragraph."""
        part = self._post.paragraphs[index]
        text = safe_text(part.span.of(self._detail.document.text))
        shift = part.span.start
        runs = [
            (start - shift, end - shift, style)
            for span, (start, end, style) in quotation_runs(self._detail, look)
            if part.span.overlaps(span)
        ]
        base = look.strong if part.role is ParagraphRole.HEADLINE else look.soft if part.role in _QUIET else look.text
        base = struck(base, self._detail.document.advisories)
        return paragraph(text, width, base, runs)
