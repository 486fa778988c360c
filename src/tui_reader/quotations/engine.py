"""The engine on one page: a document to its quotations, one way through the rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_reader.domain import Document, DocumentKind, Paragraph, ParagraphRole, Quotation, Span
from tui_reader.quotations.deciding.evidence import evidence_of
from tui_reader.quotations.deciding.reader import Reader
from tui_reader.quotations.people.census import Name, take_census
from tui_reader.quotations.people.entities import Cast
from tui_reader.quotations.people.speakers import Speakers
from tui_reader.quotations.sentence.mark_pairing import Run, first_mark, pair_runs
from tui_reader.quotations.sentence.narration import narrate
from tui_reader.quotations.speech.blocks import says_more
from tui_reader.quotations.speech.drafts import Draft
from tui_reader.quotations.speech.paragraphs import ReadParagraph

_UNREAD = frozenset((ParagraphRole.BYLINE, ParagraphRole.DATELINE, ParagraphRole.ASIDE))
_AHEAD = 4  # paragraphs looked ahead for "X goes on:"


def extract_quotations(document: Document) -> tuple[Quotation, ...]:
    """Return every quotation of `document`, by span; one inside another is a record of its own.

    Never raises for any text. `text == document.text[span]` for each, and no span leaves its paragraph.
    """
    return tuple(as_quotation(document.text, draft) for draft in find_drafts(document))


def find_drafts(document: Document, everything: bool = False) -> list[Draft]:
    """Return the quotations in the making, by span. `everything`: each with the claims that lost, and why."""
    text = _in_lines(document)
    posts = [_paragraphs(text, post.paragraphs) for post in document.posts]
    cast = Cast()
    every = [paragraph for paragraphs in posts for paragraph in paragraphs]
    names: dict[int, list[Name]] = {}
    for paragraph, found in zip(every, take_census(cast, [p.narration for p in every]), strict=True):
        paragraph.names = names[id(paragraph.narration)] = found
    order = _order(document)
    live, asks = document.kind is DocumentKind.LIVE_BLOG, _interviewer(document)

    def read(posts: Sequence[list[ReadParagraph]], *, goes_on: bool) -> dict[Span, Draft]:
        people = Speakers(cast, names)
        people.discourse.posts_go_on = goes_on
        reader = Reader(text, people, live, asks, everything)
        for paragraphs in posts:
            reader.read_post(paragraphs)
        found: dict[Span, Draft] = {}
        for draft in reader.drafts.all:
            if len(draft.span):
                found.setdefault(draft.span, draft)
        return found

    drafts = read(posts, goes_on=order > 0)
    if order < 0 and any(draft.by.how == "unresolved" for draft in drafts.values()):
        _take_over(drafts, read([[p.unread() for p in post] for post in reversed(posts)], goes_on=True))
    return [drafts[span] for span in sorted(drafts)]


def _take_over(drafts: dict[Span, Draft], in_time: Mapping[Span, Draft]) -> None:
    """Take what only the order in which posts were written tells: whom "she" goes on from."""
    for span, draft in drafts.items():
        other = in_time.get(span)
        if draft.by.how == "unresolved" and other is not None and other.by.how in ("post-before", "pronoun"):
            other.group = draft.group
            drafts[span] = other


def _order(document: Document) -> int:
    """Return 1 where the posts of a live page stand as they were written, -1 the other way round, 0 where unknown."""
    times = [post.published_at for post in document.posts if post.published_at is not None]
    if document.kind is not DocumentKind.LIVE_BLOG or len(times) < len(document.posts):
        return 0
    return 1 if times[0] <= times[-1] else -1


def _in_lines(document: Document) -> str:
    """Return the text with every paragraph in one line: one that was broken at a fixed width has blanks instead."""
    text = document.text
    broken = [p.span for _, p in document.paragraphs() if "\n" in text[p.span.start : p.span.end]]
    pieces, at = [], 0
    for span in broken:
        pieces += [text[at : span.start], span.of(text).replace("\r", " ").replace("\n", " ")]
        at = span.end
    return "".join([*pieces, text[at:]]) if broken else text


def _interviewer(document: Document) -> str | None:
    """Return who wrote the page, if one alone did: in an interview, who asks."""
    if len(document.bylines) == 1:
        return document.bylines[0].name
    return None


def _paragraphs(text: str, paragraphs: tuple[Paragraph, ...]) -> list[ReadParagraph]:
    """Return the paragraphs of a post ready to be read: marks paired, the reporter's words apart."""
    # A speaker without a name is empty, and ends the turn before all the same.
    wanted = [p for p in paragraphs if (len(p.span) or p.role is ParagraphRole.SPEAKER) and p.role not in _UNREAD]
    openers = [first_mark(text, p.span.start, p.span.end) for p in wanted]
    openers.append(None)
    found: list[ReadParagraph] = []
    unclosed: Run | None = None
    for index, paragraph in enumerate(wanted):
        start, end = paragraph.span.start, paragraph.span.end
        opener, following = openers[index], openers[index + 1]
        runs = pair_runs(text, start, end, following)
        if unclosed is not None and opener is not None and runs and runs[0].open_at == opener.at:
            runs[0].continues = runs[0].double == unclosed.double
        outer = [run for run in runs if run.parent is None]
        unclosed = outer[-1] if outer and not outer[-1].closed else None
        read = ReadParagraph(narrate(text, start, end, runs), paragraph.role, index)
        read.next_opens = following is not None and unclosed is None
        found.append(read)
    leads = [says_more(read.narration) for read in found]
    if any(leads):
        for index, read in enumerate(found):
            read.more_follows = any(leads[index + 1 : index + 1 + _AHEAD])
    return found


def as_quotation(text: str, draft: Draft) -> Quotation:
    """Return what a draft came to."""
    by = draft.by
    return Quotation(
        span=draft.span,
        text=draft.span.of(text),
        kind=draft.kind,
        speaker=by.name and " ".join(by.name.split()),
        speaker_text=None if by.span is None else by.span.of(text),
        speaker_span=by.span,
        cue=None if draft.cue is None else draft.cue.of(text),
        cue_span=draft.cue,
        clause_span=draft.clause,
        via=None if draft.via == by.name else draft.via,
        venue=draft.venue,
        group=f"g{draft.group}",
        confidence=min(1.0, by.confidence),
        speaker_role=by.role,
        evidence=evidence_of(draft),
    )
