"""A post whole: quotations marked, the speaker in the margin, where it comes from, what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_reader.desk.advisories import advisory_words
from tui_reader.domain import (
    LeftOut,
    LeftOutReason,
    Paragraph,
    ParagraphRole,
    PostDetail,
    QuotationEntry,
    QuotationKind,
    Span,
)
from tui_reader.terminal.safe import count_hostile, safe_text
from tui_reader.ui.presentation.lines import Piece, Run, fit, line_of, paint, paragraph, struck, wrap
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.times import when_words
from tui_reader.ui.presentation.words import speaker_words
from tui_reader.ui.theme import Palette

_NUMBER = 4  # columns at the left for the numbers of quotations
_MARGIN = 30  # columns at the right for speakers, where there is room
_ROOMY = 92  # columns from which there is
_MEASURE = 92  # columns of text that are still easy to read
_COUNTED = 100_000  # characters looked through for hostile ones: five milliseconds at most
_QUIET = frozenset(
    (
        *(ParagraphRole.CAPTION, ParagraphRole.BYLINE, ParagraphRole.CREDIT, ParagraphRole.DATELINE),
        *(ParagraphRole.SPEAKER, ParagraphRole.ASIDE),
    )
)
_STRUCK = Style(strike=True)
_WHY = {
    "boilerplate": "boilerplate",
    "duplicate": "printed twice",
    "link": "a link to another page",
    "media": "pictures and video",
    "notice": "the outlet's notice to readers",
    "struck": "struck out by the outlet",
    "unrelated": "unrelated",
}


def post_title(detail: PostDetail, signs: OutletSigns, look: Palette) -> list[Piece]:
    """Return `ABC · headline · 15:56 · 16 June 2025 (editor)`."""
    entry = detail.entry
    return [
        (f" {signs.letters(entry.outlet)}", signs.style(entry.outlet, look)),
        (f" · {safe_text(entry.headline or 'no headline')}", look.strong),
        (f" · {when_words(entry)}", look.soft),
    ]


def provenance_words(detail: PostDetail) -> str:
    """Return what is hostile in it, file, lines, which post of how many, how the date is known."""
    document, post = detail.document, detail.document.posts[detail.position]
    hostile = count_hostile(post.span.of(document.text)[:_COUNTED])
    lines = f" lines {post.line_start}–{post.line_end}" if post.line_start and post.line_end else ""
    kind = str(document.kind).replace("_", " ")
    which = f", post {detail.position + 1} of {len(document.posts)}" if len(document.posts) > 1 else ""
    parts = [f"beware: {hostile:,} hidden or control character{'s' * (hostile != 1)}"] if hostile else []
    if detail.entry.gone_at is not None:
        parts.append("these words are no longer on the page (V shows what changed)")
    elif detail.entry.revised:
        times = "once" if detail.entry.revised == 1 else f"{detail.entry.revised} times"
        parts.append(f"changed {times} since we first read it (V shows how)")
    if document.advisories:
        parts.append(safe_text(advisory_words(document.advisories)))
    parts += [safe_text(document.file) + lines, kind + which]
    if post.byline:
        parts.append("by " + safe_text(post.byline) + (f", {safe_text(post.role)}" if post.role else ""))
    if document.dated.why:
        parts.append("date: " + safe_text(document.dated.why))
    return " · ".join(parts)


def left_out_near(detail: PostDetail) -> Sequence[LeftOut]:
    """Return what was left out of a pasted page; of one of the web, what stood between the post's words."""
    document = detail.document
    if document.line_start is not None or len(document.posts) == 1:
        return document.left_out
    starts = [post.span.start for post in document.posts]
    first = starts[detail.position]
    stop = min((start for start in starts if start > first), default=len(document.text) + 1)
    return [left for left in document.left_out if first < left.span.start <= stop]


class ReadingRows(Rows):
    """Provenance, the paragraphs, what was left out."""

    def __init__(self, detail: PostDetail, *, current: str | None = None, show_left_out: bool = False) -> None:
        super().__init__()
        self.detail = detail
        self.current = current  # id of the quotation the reader is at
        self._post = detail.document.posts[detail.position]
        self._parts = [part for part in self._post.paragraphs if part.role is not ParagraphRole.HEADLINE]
        if not self._parts:
            self._parts = list(self._post.paragraphs)
        near = left_out_near(detail)
        self._left_out: Sequence[LeftOut] = near if show_left_out else ()
        self._hidden = 0 if show_left_out else len(near)
        self._provenance = provenance_words(detail)

    def __len__(self) -> int:
        return 1 + len(self._parts) + len(self._left_out) + (1 if self._hidden else 0)

    def selectable(self, index: int) -> bool:
        """Paragraphs are, and what was left out."""
        return 1 <= index < len(self) - (1 if self._hidden else 0)

    def position(self, index: int) -> str:
        """Return which quotation the reader is at."""
        ids = [entry.id for entry in self.detail.quotations]
        return f"{ids.index(self.current) + 1}/{len(ids)}" if self.current in ids else f"–/{len(ids)}"

    def span(self, index: int) -> Span | None:
        """Return the span of the paragraph at an index."""
        return self._parts[index - 1].span if 1 <= index <= len(self._parts) else None

    def index_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds an offset of the document, else of the first after it."""
        for index, part in enumerate(self._parts, 1):
            if part.span.end > offset:
                return index
        return len(self._parts)

    def line_at(self, offset: int, width: int) -> int:
        """Return which line of its paragraph, in a window of a width, holds an offset of the document."""
        span = self.span(self.index_at(offset))
        if span is None:
            return 0
        lines = wrap(safe_text(span.of(self.detail.document.text)), _room_for_text(width))
        return next((n for n, (_, end) in enumerate(lines) if end > offset - span.start), 0)

    def quotations_in(self, index: int) -> list[QuotationEntry]:
        """Return the quotations that begin in the paragraph at an index."""
        span = self.span(index)
        if span is None:
            return []
        return [entry for entry in self.detail.quotations if span.start <= entry.quotation.span.start < span.end]

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        """Return provenance, a paragraph, or what was left out."""
        if index == 0:
            return paragraph(self._provenance, width - 1, look.faint, indent=(" ", look.faint))
        if index <= len(self._parts):
            return self._paragraph(index, self._parts[index - 1], width, look)
        place = index - 1 - len(self._parts)
        if place < len(self._left_out):
            return self._omitted(self._left_out[place], width, look)
        count = f"{self._hidden} passage" + ("s" if self._hidden != 1 else "")
        return [line_of(width, [(f"    left out of this page: {count} (x shows them)", look.faint)], [], look.faint)]

    def _paragraph(self, index: int, part: Paragraph, width: int, look: Palette) -> list[Strip]:
        text = safe_text(part.span.of(self.detail.document.text))
        roomy, room = width >= _ROOMY, _room_for_text(width)
        base = struck(look.soft if part.role in _QUIET else look.text, self.detail.document.advisories)
        starts = [entry for entry in self.quotations_in(index) if entry.quotation.kind is not QuotationKind.SCARE]
        runs = self._runs(part.span, look)
        numbers = {entry.id: str(place) for place, entry in enumerate(self.detail.quotations, 1)}
        strips = []
        for start, end in wrap(text, room):
            here = [e for e in starts if start <= e.quotation.span.start - part.span.start < max(end, start + 1)]
            number = numbers[here[0].id] if here else ""
            left = Segment(
                f"{number:>{_NUMBER - 1}} ", look.accent if self.current in {e.id for e in here} else look.faint
            )
            strip = Strip([left, *paint(text, start, end, base, runs)]).adjust_cell_length(_NUMBER + room, base)
            if roomy and here:
                names = " / ".join(dict.fromkeys(_margin_words(entry) for entry in here))
                strip = Strip([*strip, Segment("  " + fit(names, _MARGIN), look.soft)])
            strips.append(strip.adjust_cell_length(width, base))
        if not roomy:
            speakers = dict.fromkeys(_margin_words(entry) for entry in starts)
            strips += [line_of(width, [(" " * _NUMBER + "— " + name, look.soft)], [], look.soft) for name in speakers]
        return strips

    def _runs(self, span: Span, look: Palette) -> list[Run]:
        runs: list[Run] = []
        for entry in self.detail.quotations:
            words = entry.quotation.span
            if span.overlaps(words):
                painted = look.hit if entry.id == self.current else look.strong
                if entry.quotation.kind in (QuotationKind.INDIRECT, QuotationKind.SCARE) and entry.id != self.current:
                    continue
                runs.append((words.start - span.start, words.end - span.start, painted))
        return runs

    def _omitted(self, omitted: LeftOut, width: int, look: Palette) -> list[Strip]:
        lines = f", lines {omitted.line_start}–{omitted.line_end}" if omitted.line_start else ""
        why = _WHY.get(str(omitted.why), str(omitted.why))
        head = line_of(width, [(f"    left out: {why}{lines}", look.soft)], [], look.soft)
        style = look.faint + _STRUCK if omitted.why is LeftOutReason.STRUCK else look.faint
        words = safe_text(omitted.of(self.detail.document.text).strip(), newlines=True, limit=2_000)
        return [head, *paragraph(words, width, style, indent=(" " * _NUMBER, look.faint))]


def _room_for_text(width: int) -> int:
    return min(_MEASURE, width - _NUMBER - (_MARGIN + 2 if width >= _ROOMY else 1))


def _margin_words(entry: QuotationEntry) -> str:
    words = safe_text(speaker_words(entry))
    quotation = entry.quotation
    if quotation.speaker and quotation.speaker_text and quotation.speaker_text != quotation.speaker:
        doubt = "" if quotation.speaker_is_sure or entry.corrected else "?"
        return f"{safe_text(quotation.speaker)}{doubt} (“{safe_text(quotation.speaker_text)}”)"
    return words
