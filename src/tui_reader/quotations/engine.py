"""The engine on one page: a document to its quotations."""

from __future__ import annotations

from tui_reader.domain import Document, Paragraph, ParagraphRole, Quotation
from tui_reader.quotations.attribution import Attributor, Finding
from tui_reader.quotations.cast import Cast
from tui_reader.quotations.lexicon import Lexicon, load_lexicon
from tui_reader.quotations.marks import Mark, has_marks
from tui_reader.quotations.narration import Narration, narrate
from tui_reader.quotations.runs import Run, first_mark, pair_runs
from tui_reader.quotations.speakers import Speakers


def extract_quotations(document: Document) -> tuple[Quotation, ...]:
    """Return every quotation of `document`, by span; one inside another is a record of its own.

    Never raises for any text. `text == document.text[span]` for each, and no span leaves its paragraph.
    """
    lexicon = load_lexicon()
    posts = [[paragraph for paragraph in post.paragraphs if len(paragraph.span)] for post in document.posts]
    runs = [_runs(document.text, paragraphs) for paragraphs in posts]
    cast = Cast(lexicon)
    narrations = []
    for paragraphs, runs_of_post in zip(posts, runs, strict=True):
        told = [
            _narrate(document.text, p, i, r, lexicon)
            for i, (p, r) in enumerate(zip(paragraphs, runs_of_post, strict=True))
        ]
        for narration in told:
            cast.collect(narration)
        narrations.append(told)
    attributor = Attributor(document.text, Speakers(cast, lexicon), lexicon)
    for paragraphs, told in zip(posts, narrations, strict=True):
        attributor.new_post()
        for paragraph, narration in zip(paragraphs, told, strict=True):
            if paragraph.role is not ParagraphRole.BYLINE:
                attributor.read(narration, paragraph.role)
    return _quotations(document.text, attributor.found)


def _narrate(text: str, paragraph: Paragraph, index: int, runs: list[Run], lexicon: Lexicon) -> Narration:
    return narrate(text, paragraph.span.start, paragraph.span.end, index, runs, None, lexicon)


def _runs(text: str, paragraphs: list[Paragraph]) -> list[list[Run]]:
    """Return the runs of each paragraph of a post, telling which go on from the paragraph before."""
    openers: list[Mark | None] = [first_mark(text, p.span.start, p.span.end) for p in paragraphs] + [None]
    found: list[list[Run]] = []
    unclosed: Run | None = None
    for index, paragraph in enumerate(paragraphs):
        start, end = paragraph.span.start, paragraph.span.end
        runs = pair_runs(text, start, end, index, openers[index + 1]) if has_marks(text[start:end]) else []
        opener = openers[index]
        if unclosed is not None and opener is not None and runs and runs[0].open_at == opener.at:
            runs[0].continues = runs[0].double == unclosed.double
        outer = [run for run in runs if run.parent is None]
        unclosed = outer[-1] if outer and not outer[-1].closed else None
        found.append(runs)
    return found


def _quotations(text: str, found: list[Finding]) -> tuple[Quotation, ...]:
    unique: dict[tuple[int, int], Finding] = {}
    for finding in found:
        if len(finding.span):
            unique.setdefault((finding.span.start, finding.span.end), finding)
    ordered = [unique[key] for key in sorted(unique, key=lambda key: (key[0], -key[1]))]
    return tuple(_quotation(text, finding) for finding in sorted(ordered, key=lambda f: f.span))


def _quotation(text: str, finding: Finding) -> Quotation:
    by = finding.by
    return Quotation(
        span=finding.span,
        text=finding.span.of(text),
        kind=finding.kind,
        speaker=by.name,
        speaker_text=by.text,
        speaker_span=by.span,
        cue=finding.cue,
        cue_span=finding.cue_span,
        clause_span=finding.clause,
        via=finding.via,
        group=f"g{finding.group}" if finding.group else None,
        confidence=by.confidence,
        speaker_role=by.role,
        evidence=by.evidence,
    )
