"""What a form of page hands over: posts and documents in lines, before ids, dates and outlets are settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tui_reader.domain import Byline, DocumentKind, LeftOutReason, Paragraph, ParagraphRole, Span
from tui_reader.parsing.clocks import Stamp
from tui_reader.parsing.datelines import body_paragraphs
from tui_reader.parsing.lines import Line


@dataclass(slots=True)
class PostDraft:
    """A post being built: `first` and `last` are its lines, label and time line included."""

    first: Line
    last: Line
    headline: str | None = None
    label: str | None = None
    bylines: list[Byline] = field(default_factory=list)
    stamp: Stamp | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)

    def add(self, line: Line, role: ParagraphRole = ParagraphRole.BODY, span: Span | None = None) -> None:
        """Take the line (or the `span` of it) as a paragraph, its dateline as one before it, and end the post there."""
        span = span or line.span
        if role is ParagraphRole.BODY:
            self.paragraphs += body_paragraphs(line.text[span.start - line.start : span.end - line.start], span.start)
        else:
            self.paragraphs.append(Paragraph(span, role))
        self.reach(line)

    @property
    def byline(self) -> Byline | None:
        """Return who wrote it, as one; None for nobody."""
        if len(self.bylines) < 2:
            return self.bylines[0] if self.bylines else None
        return Byline(", ".join(byline.name for byline in self.bylines))

    def reach(self, line: Line) -> None:
        """End the post at `line` or later."""
        if line.number > self.last.number:
            self.last = line


@dataclass(slots=True)
class Omission:
    """Lines that are in no post."""

    first: Line
    last: Line
    why: LeftOutReason


@dataclass(slots=True)
class DocumentDraft:
    """A document being built."""

    kind: DocumentKind = DocumentKind.ARTICLE
    headline: str | None = None
    outlet: str | None = None
    posts: list[PostDraft] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    updated: Stamp | None = None  # when the page says it was changed last
    related: bool = True  # the sidecar's date holds for it; False for matter that belongs to another day

    def leave_out(self, lines: Sequence[Line], why: LeftOutReason) -> None:
        """Leave lines out; a run of lines with one reason is one omission."""
        for line in lines:
            previous = self.omissions[-1] if self.omissions else None
            if previous and previous.why is why and previous.last.last + 1 == line.number:
                previous.last = line
            else:
                self.omissions.append(Omission(line, line, why))
