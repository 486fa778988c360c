"""The engine on one page: a document to its quotations."""

from __future__ import annotations

from tui_reader.domain import Document, DocumentKind, Paragraph, ParagraphRole, Quotation
from tui_reader.quotations.blocks import says_more
from tui_reader.quotations.cast import Cast
from tui_reader.quotations.findings import Finding, Stretch
from tui_reader.quotations.lexicon import Lexicon, load_lexicon
from tui_reader.quotations.marks import has_marks
from tui_reader.quotations.narration import narrate
from tui_reader.quotations.reading import Reading
from tui_reader.quotations.runs import Run, first_mark, pair_runs

_UNREAD = frozenset((ParagraphRole.BYLINE, ParagraphRole.DATELINE))
_AHEAD = 4  # paragraphs looked ahead for "X goes on:"


def extract_quotations(document: Document) -> tuple[Quotation, ...]:
    """Return every quotation of `document`, by span; one inside another is a record of its own.

    Never raises for any text. `text == document.text[span]` for each, and no span leaves its paragraph.
    """
    lexicon = load_lexicon()
    cast = Cast(lexicon)
    text = _in_lines(document)
    posts = [_stretches(text, post.paragraphs, lexicon) for post in document.posts]
    for stretches in posts:
        for stretch in stretches:
            cast.learn_words(stretch.narration)
    for stretches in posts:
        for stretch in stretches:
            cast.collect(stretch.narration)
    reading = Reading(text, cast, lexicon)
    reading.live = reading.leftovers.live = document.kind is DocumentKind.LIVE_BLOG
    for stretches in posts:
        reading.start_post()
        for stretch in stretches:
            reading.read(stretch)
        reading.finish_post()
    return _quotations(document.text, reading.collector.found)


def _in_lines(document: Document) -> str:
    """Return the text with every paragraph in one line: one that was broken at a fixed width has blanks instead."""
    text = document.text
    broken = [p.span for _, p in document.paragraphs() if "\n" in text[p.span.start : p.span.end]]
    pieces, at = [], 0
    for span in broken:
        pieces += [text[at : span.start], span.of(text).replace("\r", " ").replace("\n", " ")]
        at = span.end
    return "".join([*pieces, text[at:]]) if broken else text


def _stretches(text: str, paragraphs: tuple[Paragraph, ...], lexicon: Lexicon) -> list[Stretch]:
    """Return the paragraphs of a post ready to be read: marks paired, the reporter's words apart."""
    wanted = [p for p in paragraphs if len(p.span) and p.role not in _UNREAD]
    openers = [first_mark(text, p.span.start, p.span.end) for p in wanted]
    stretches: list[Stretch] = []
    unclosed: Run | None = None
    for index, paragraph in enumerate(wanted):
        start, end = paragraph.span.start, paragraph.span.end
        following = openers[index + 1] if index + 1 < len(wanted) else None
        runs = pair_runs(text, start, end, index, following) if has_marks(text[start:end]) else []
        opener = openers[index]
        if unclosed is not None and opener is not None and runs and runs[0].open_at == opener.at:
            runs[0].continues = runs[0].double == unclosed.double
        outer = [run for run in runs if run.parent is None]
        unclosed = outer[-1] if outer and not outer[-1].closed else None
        stretch = Stretch(narrate(text, start, end, index, runs, None, lexicon), paragraph.role)
        stretch.next_opens = following is not None and unclosed is None
        stretches.append(stretch)
    for index, stretch in enumerate(stretches):
        stretch.more_follows = any(says_more(later.narration) for later in stretches[index + 1 : index + 1 + _AHEAD])
    return stretches


def _quotations(text: str, found: list[Finding]) -> tuple[Quotation, ...]:
    unique: dict[tuple[int, int], Finding] = {}
    for finding in found:
        if len(finding.span):
            unique.setdefault((finding.span.start, finding.span.end), finding)
    return tuple(_quotation(text, unique[key]) for key in sorted(unique))


def _quotation(text: str, finding: Finding) -> Quotation:
    by = finding.by
    return Quotation(
        span=finding.span,
        text=finding.span.of(text),
        kind=finding.kind,
        speaker=by.name and " ".join(by.name.split()),
        speaker_text=by.text,
        speaker_span=by.span,
        cue=None if finding.cue is None else finding.cue.of(text),
        cue_span=finding.cue,
        clause_span=finding.clause,
        via=finding.via,
        venue=finding.venue,
        group=f"g{finding.group}",
        confidence=by.confidence,
        speaker_role=by.role,
        evidence=by.evidence,
    )
