"""What an outlet printed: documents, their posts, their paragraphs, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from tui_reader.domain.advisories import Advisory
from tui_reader.domain.span import Span
from tui_reader.domain.times import Clock, DatedBy

STANDARD_INPUT = "-"  # the `file` of what came that way


class DocumentKind(StrEnum):
    """The form a document was printed in; nothing after parsing asks for it."""

    ARTICLE = "article"
    LIVE_BLOG = "live_blog"
    WIRE = "wire"
    TRANSCRIPT = "transcript"


class ParagraphRole(StrEnum):
    """What a paragraph is on its page."""

    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"
    LIST_ITEM = "list_item"
    BLOCK_QUOTATION = "block_quotation"  # only where markup says so
    CREDIT = "credit"  # says whose the block quotation before it is; nobody's words
    DATELINE = "dateline"  # where a report was filed, and by which agency: "LEEDS, England (PA) —"
    SUBHEADING = "subheading"
    SPEAKER = "speaker"  # in a transcript: whose the paragraphs after it are, as printed
    ASIDE = "aside"  # in a transcript: what its keeper tells of the room; nobody's words
    CAPTION = "caption"
    SUMMARY = "summary"


class LeftOutReason(StrEnum):
    """Why words of a page are in no post."""

    BOILERPLATE = "boilerplate"
    DUPLICATE = "duplicate"
    LINK = "link"  # nothing but a way to another page
    MEDIA = "media"  # of pictures and films
    NOTICE = "notice"  # to readers, of the outlet itself: that they must pay to read on
    STRUCK = "struck"  # struck out by the outlet: no words of the page any more
    UNRELATED = "unrelated"


class Follows(StrEnum):
    """How a wire stands to the one before it that is known as the same story."""

    VERSION = "version"  # its words take the place of the others
    TAKE = "take"  # its words come behind the others
    NOTICE = "notice"  # about the others: that they must not be used


class Byline(NamedTuple):
    """Who wrote it, and as what."""

    name: str
    role: str | None = None


class Paragraph(NamedTuple):
    """One paragraph: a span of the document's text and its role."""

    span: Span
    role: ParagraphRole = ParagraphRole.BODY


class LeftOut(NamedTuple):
    """Words that are in no post, and why.

    Of a pasted page `span` holds them, on lines that are 1-based, inclusive. Of a page of the web they are no part
    of the reading text: they are `words`, and `span` is empty, at the place where they stood.
    """

    span: Span
    why: LeftOutReason
    line_start: int | None = None
    line_end: int | None = None
    words: str | None = None

    def of(self, text: str) -> str:
        """Return the words; `text` is the document's."""
        return self.span.of(text) if self.words is None else self.words


@dataclass(frozen=True, slots=True)
class Post:
    """One live update, or the body of an article.

    `published_at` is aware or None; `clock` is the time of day as printed even where the date is
    unknown, so that posts of one page keep their order. `paragraphs` are in reading order and
    include the headline (role headline) where the page prints one.
    """

    id: str
    headline: str | None
    paragraphs: tuple[Paragraph, ...]
    span: Span
    label: str | None = None
    byline: str | None = None
    role: str | None = None
    time_printed: str | None = None
    clock: Clock | None = None
    published_at: datetime | None = None
    line_start: int | None = None
    line_end: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One page of one outlet: 1..n posts over one text.

    `text` is the whole decoded input (several documents of one file share it), with newlines
    untouched; every span points into it. Times are aware; where only the day is known they are
    midnight in the outlet's zone and `dated.precision` says so.
    """

    id: str
    file: str
    text: str = field(repr=False)
    kind: DocumentKind = DocumentKind.ARTICLE
    posts: tuple[Post, ...] = ()
    outlet: str | None = None
    outlet_basis: str = "none"  # printed | sidecar | inferred | none, as for times
    headline: str | None = None
    bylines: tuple[Byline, ...] = ()
    url: str | None = None
    version: int | None = None  # the number an agency gives its item: a lower one is older
    follows: Follows | None = None  # a text wire says so; all else has one id through all versions
    known_as: str | None = None  # what a feed calls its entry, whatever the entry's address becomes
    first_published_at: datetime | None = None
    last_updated_at: datetime | None = None
    captured_at: datetime | None = None
    dated: DatedBy = DatedBy()
    left_out: tuple[LeftOut, ...] = ()
    line_start: int | None = None
    line_end: int | None = None
    advisories: tuple[Advisory, ...] = ()
    notices: tuple[str, ...] = ()  # what had to be assumed to read the input: "not UTF-8; read as windows-1252"

    def paragraphs(self) -> Iterator[tuple[Post, Paragraph]]:
        """Yield every paragraph with the post it stands in, in reading order."""
        for post in self.posts:
            for paragraph in post.paragraphs:
                yield post, paragraph
