"""Pieces: the sentences of the documents that can be lined up with another outlet's, and what is known of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import TypeAlias

from tui_reader.alignment.occasions import FRAME_STEMS
from tui_reader.alignment.people import People
from tui_reader.alignment.sentences import sentences
from tui_reader.domain import (
    Document,
    Paragraph,
    ParagraphRole,
    Post,
    Precision,
    Quotation,
    QuotationKind,
    Span,
)
from tui_reader.domain.unknown import OUTLET_UNKNOWN
from tui_reader.text.figures import figures_in, is_figure
from tui_reader.text.normalise import listed, telling_stems, words_and_stems

QuotedDocument: TypeAlias = tuple[Document, Sequence[Quotation]]

PASSAGE_CHARACTERS = 400  # a reader takes in as much at a glance; longer paragraphs hold several things
_MANY = 200  # quotations in one sentence: no page, an attack
_FIRST = 3  # paragraphs in which a page repeats its own headline
_LEADS = 2  # paragraphs in which a page tells all it has to tell
_SCRAP_CHARACTERS = 40
_CLAUSE_CHARACTERS = 120
_CLAUSE_END = re.compile(r"[,;:–—]\s+")
_SKIPPED = frozenset(
    (
        *(ParagraphRole.BYLINE, ParagraphRole.CAPTION, ParagraphRole.CREDIT, ParagraphRole.DATELINE),
        *(ParagraphRole.SPEAKER, ParagraphRole.ASIDE),
    )
)
# Words by which a sentence says that it tells of another day than its page. General English.
_EARLIER = re.compile(
    r"\b(?:earlier this (?:year|month|week)|last (?:year|month|week|night|summer|autumn|winter|spring)|"
    r"(?:over|at) the weekend|previously|already|in (?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\b|in (?:19|20)\d\d|(?:days|weeks|months|years) ago|yesterday|"
    r"had (?:earlier|previously))",
    re.IGNORECASE,
)
# One of them, or a number, is in all that it finds: most sentences have none, and looking that up is cheaper.
_EARLIER_WORDS = listed(
    """earlier last weekend previously already ago yesterday january february march april may june july august september
    october november december"""
)
_AGE = re.compile(r"(?<=\w), (\d{1,2})(?=,)")  # "Ada Lorne, 31,": of a person, no number of anything
_EVENING = 17 * 60  # minutes: from here on a page is written for tomorrow
_TONIGHT = ("last night", "yesterday")
_CLAUSE_START = re.compile(r"[,;–—(]\s*|\s-\s")
_ASIDE = re.compile(
    r"(?:when|which|who|whose|where|due|against|since|after|before|set|made|held|\w+ed)\b", re.IGNORECASE
)
_AS_A_REMINDER = re.compile(
    r"^(?:as a reminder|for context|a reminder|here(?:'|’)s what|what did|key (?:lines|events))", re.I
)


_CLOSES = re.compile(
    r"\bthat['’]s (?:it|all) (?:for|from)\b|\b(?:closing|ending|wrapping up|pausing) (?:our|this) live\b", re.I
)
_LAST = 2  # paragraphs of a post in which it says that it closes the page
_SUMS_UP = frozenset(("analysis", "summary", "key points", "recap", "in brief", "opinion", "comment"))


@dataclass(slots=True)
class Piece:
    """A sentence, and what is known of it. `index` is its place among all pieces of a call.

    `speakers` are the keys of those it quotes, `floor` of who spoke last before it in its post where it
    quotes nobody; `near` of who speaks both before and after it. `recap`: it sums up; `of_page`: it is the headline of
    the page; `lead`: it opens a page, and tells of everything. `minute` orders pieces of one day: minutes after
    midnight, None where not printed.
    """

    index: int
    document: Document
    post: Post
    role: ParagraphRole
    paragraph: int
    span: Span
    words: tuple[str, ...]
    stems: Counter[str]
    numbers: frozenset[str]
    quotations: tuple[Quotation, ...] = ()
    speakers: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    floor: str = ""
    earlier: bool = False
    recap: bool = False
    of_page: bool = False
    lead: bool = False
    near: str = ""
    text: str = field(default="", repr=False)
    outlet: str = field(init=False)  # the column this piece stands in
    triples: frozenset[tuple[str, str, str]] = field(init=False, repr=False)  # its words in threes

    def __post_init__(self) -> None:
        """Work out what is asked for again and again."""
        self.outlet = self.document.outlet or f"{OUTLET_UNKNOWN} ({PurePath(self.document.file).name})"
        self.triples = frozenset(zip(self.words, self.words[1:], self.words[2:], strict=False))

    @property
    def at(self) -> datetime | None:
        """Return when its post was published, None where unknown."""
        return self.post.published_at or self.document.first_published_at

    @property
    def day(self) -> date | None:
        """Return the day of its post where a day is known."""
        at = self.at
        return at.date() if at is not None and self.document.dated.precision is not Precision.SEASON else None

    @property
    def season(self) -> int | None:
        """Return the offset of the zone its page prints: what is known of the half of the year."""
        return self.post.clock.utc_offset if self.post.clock is not None else None

    @property
    def minute(self) -> int | None:
        """Return the minute of the day its post was published, None where no time is printed."""
        return self.post.clock.minute if self.post.clock is not None else None

    @property
    def quoted_words(self) -> int:
        """Return how many characters of it stand between marks."""
        return sum(len(q.span) for q in self.quotations if q.kind is not QuotationKind.INDIRECT)


def people_of(documents: Sequence[QuotedDocument]) -> People:
    """Return who is who among the speakers of these documents."""
    quotations = [q for _, found in documents for q in found if q.kind is not QuotationKind.SCARE]
    names = [name for q in quotations for name in (q.speaker, q.via) if name]
    return People(names, [(q.speaker, q.speaker_role) for q in quotations if q.speaker and q.speaker_role])


def pieces_of(documents: Sequence[QuotedDocument], people: People) -> list[Piece]:
    """Return every sentence of the documents as a piece, documents in the order given, in reading order."""
    found: list[Piece] = []
    columns: dict[str, str] = {}  # an outlet's name in small letters -> as it was first met: one column for both
    for document, quotations in documents:
        by_start = sorted((q for q in quotations if q.kind is not QuotationKind.SCARE), key=lambda q: q.span)
        starts = [q.span.start for q in by_start]
        for post in document.posts:
            found.extend(_pieces_of_post(document, post, by_start, starts, people, len(found)))
    for piece in found:
        piece.outlet = columns.setdefault(piece.outlet.casefold(), piece.outlet)
    for before, piece, after in zip(found, found[1:], found[2:], strict=False):
        if before.document is after.document and not piece.speakers:
            piece.near = next((s for s in before.speakers if s in after.speakers), "")
    return found


def _pieces_of_post(
    document: Document,
    post: Post,
    quotations: Sequence[Quotation],
    starts: Sequence[int],
    people: People,
    first: int,
) -> Iterator[Piece]:
    floor = ""
    recap = (post.label or "").casefold() in _SUMS_UP or bool(post.headline and _AS_A_REMINDER.match(post.headline))
    recap = recap or any(_CLOSES.search(p.span.of(document.text)) for p in post.paragraphs[-_LAST:])
    article = len(document.posts) == 1
    listed = ""  # whose list it is, where a sentence with a colon has opened one
    leads: set[int] = set()
    for number, paragraph in enumerate(post.paragraphs):
        if paragraph.role in _SKIPPED:
            continue
        inside = _starting_in(quotations, starts, paragraph.span)
        listed = listed if paragraph.role is ParagraphRole.LIST_ITEM else ""
        for span, quoted in _by_passage(_passages(document.text, paragraph.span), inside):
            piece = _piece(first, document, post, paragraph, number, span, quoted, people)
            piece.floor = floor or listed
            headline = paragraph.role is ParagraphRole.HEADLINE
            heading = paragraph.role is ParagraphRole.SUBHEADING or (article and headline)
            piece.of_page = heading or (number < _FIRST and _repeats_headline(piece, document))
            piece.recap = recap or piece.of_page or bool(_AS_A_REMINDER.match(piece.text))
            if article and not piece.recap and len(leads) < _LEADS:
                leads.add(number)
            piece.lead = number in leads
            if piece.speakers:
                floor = piece.speakers[0]
            if piece.text.endswith(":"):
                listed = piece.speakers[0] if piece.speakers else floor
            first += 1
            yield piece


def _repeats_headline(piece: Piece, document: Document) -> bool:
    """Say whether most of a headline stands in that of the page."""
    page = set(telling_stems(document.headline or ""))
    own = set(telling_stems(piece.text))
    return bool(own) and len(own & page) >= 0.6 * len(own)


def _passages(text: str, paragraph: Span) -> list[Span]:
    """Return the sentences of a paragraph; a scrap goes with what stands before it."""
    found: list[Span] = []
    for span in short_sentences(text, sentences(text, paragraph.start, paragraph.end)):
        if found and len(span) < _SCRAP_CHARACTERS:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def short_sentences(text: str, whole: Sequence[Span]) -> Iterator[Span]:
    """Yield sentences, a very long one by its clauses: it holds a list of things."""
    for span in whole:
        begun = span.start
        if len(span) > PASSAGE_CHARACTERS:
            for match in _CLAUSE_END.finditer(text, span.start, span.end):
                if match.start() - begun >= _CLAUSE_CHARACTERS <= span.end - match.end():
                    yield Span(begun, match.start() + 1)
                    begun = match.end()
        yield Span(begun, span.end)


def _piece(
    index: int,
    document: Document,
    post: Post,
    paragraph: Paragraph,
    number: int,
    span: Span,
    quotations: Sequence[Quotation],
    people: People,
) -> Piece:
    text = span.of(document.text)
    words, stems = words_and_stems(text)
    figures = figures_in(words)
    ages = _AGE.findall(text)
    numbers = frozenset([w for w in words if w[0].isdigit() and not is_figure(w)] + figures).difference(ages)
    stems = [stem for stem in (*stems, *figures) if stem not in ages]
    inside = tuple(quotations)
    few = inside if len(inside) <= _MANY else ()  # who is within whom costs the square of how many there are
    outer = [q for q in inside if not any(o is not q and o.span.contains(q.span) for o in few)]
    speakers = tuple(dict.fromkeys(key for q in outer if (key := people.key(q.speaker))))
    relays = tuple(dict.fromkeys(key for q in inside if (key := people.key(q.via)) or (key := people.key(q.speaker))))
    # What a speaker is and where they spoke is no matter: of two invented days 91 pairs in 100 are right, 70 with it.
    about = {stem for q in inside for stem in telling_stems(f"{q.speaker_role or ''} {q.venue or ''}")}
    return Piece(
        index=index,
        document=document,
        post=post,
        role=paragraph.role,
        paragraph=number,
        span=span,
        words=tuple(words),
        stems=Counter([s for s in stems if s not in FRAME_STEMS and s not in people.name_stems and s not in about]),
        numbers=numbers,
        quotations=inside,
        speakers=speakers,
        relays=relays,
        earlier=(bool(numbers) or not _EARLIER_WORDS.isdisjoint(words)) and _tells_of_earlier(post, span, text, inside),
        text=text,
    )


def _tells_of_earlier(post: Post, span: Span, text: str, quotations: Sequence[Quotation]) -> bool:
    """Say whether the reporter dates what is told to another day, outside anybody's words.

    What only says more of something ("the fund, set up last year") does not; in the evening "last night" is tonight.
    """
    tomorrow = post.clock is not None and post.clock.minute >= _EVENING
    for match in _EARLIER.finditer(text):
        if any(q.span.start - span.start <= match.start() < q.span.end - span.start for q in quotations):
            continue
        clause = _CLAUSE_START.split(text[: match.start()])[-1]
        if _ASIDE.match(clause) or (tomorrow and match[0].lower() in _TONIGHT):
            continue
        return True
    return False


def _starting_in(quotations: Sequence[Quotation], starts: Sequence[int], span: Span) -> Sequence[Quotation]:
    """Return the quotations of a paragraph: each lies in the one it starts in."""
    return quotations[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _by_passage(spans: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[tuple[Span, list[Quotation]]]:
    """Yield each passage with the quotations that reach into it, in one sweep over both."""
    open_ones: list[Quotation] = []
    taken = 0
    for span in spans:
        while taken < len(quotations) and quotations[taken].span.start < span.end:
            open_ones.append(quotations[taken])
            taken += 1
        open_ones = [q for q in open_ones if q.span.end > span.start]
        yield span, list(open_ones)
