"""A draft held against what was printed: one verdict for each of its quotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tui_reader.domain.differing import WordChange
from tui_reader.domain.entries import QuotationEntry, TimelineEntry
from tui_reader.domain.event import Clash
from tui_reader.domain.span import Span


class Verdict(StrEnum):
    """What the printed words say of a quotation in a draft."""

    EXACT = "exact"  # the words stand so, by that speaker
    NOT_FOUND = "not found"  # nothing that was printed has these words
    DIFFERS = "differs"  # printed with other words
    JOINED = "joined"  # two sentences made one, or words left out, and no ellipsis says so
    OTHER_SPEAKER = "other speaker"
    PARAPHRASE = "paraphrase in marks"  # printed, but as reported speech or the reporter's own words
    WITHDRAWN = "withdrawn"  # its agency killed the story, or holds it back
    CHANGED_SINCE = "changed since"  # the page has changed or withdrawn the words
    EMBARGOED = "embargoed"  # not before a time, its agency says
    OTHER_DAY = "other day"  # said on another day than the rest of the draft
    CONTESTED = "contested"  # another outlet prints other words
    RELAYED = "relayed"  # whom the draft names passed on somebody else's words


class Level(StrEnum):
    """How bad it is; an error leaves with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


# The one table: what each verdict is worth, the worst first. Where several hold the first counts, and all are told.
LEVELS: dict[Verdict, Level] = {
    Verdict.NOT_FOUND: Level.ERROR,
    Verdict.DIFFERS: Level.ERROR,
    Verdict.JOINED: Level.ERROR,
    Verdict.OTHER_SPEAKER: Level.ERROR,
    Verdict.PARAPHRASE: Level.ERROR,
    Verdict.WITHDRAWN: Level.ERROR,
    Verdict.CHANGED_SINCE: Level.ERROR,
    Verdict.EMBARGOED: Level.WARNING,
    Verdict.OTHER_DAY: Level.WARNING,
    Verdict.CONTESTED: Level.WARNING,
    Verdict.RELAYED: Level.WARNING,
    Verdict.EXACT: Level.INFO,
}


@dataclass(frozen=True, slots=True)
class PrintedPost:
    """A post as it was printed, and where it stands in the text of its document."""

    entry: TimelineEntry
    text: str = field(repr=False)  # of the document
    span: Span
    paragraphs: tuple[Span, ...] = field(repr=False, default=())
    authors: tuple[str, ...] = ()  # of the post, or of its document: what nobody is quoted with is theirs


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation of a draft: its words between the marks, where they stand, whose they are said to be.

    `speaker` is None where the draft does not say so for sure: it is then `called` "she" or "the minister", and may be
    `taken_for` somebody. `earlier`: the draft says that it was said before. `beside`: the words of the sentence around
    the marks, folded.
    """

    text: str
    span: Span
    speaker: str | None = None
    earlier: bool = False
    called: str | None = None
    taken_for: str | None = None
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Printed:
    """Where words like those of a draft were printed: the words, whose they are there, and where they differ."""

    words: str
    post: PrintedPost
    span: Span  # in the document's text
    quotation: QuotationEntry | None = None  # None where they stand outside anybody's words
    changes: tuple[WordChange, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A sentence of a draft that tells a number, a day, a name or a "not" other than every source that tells of it.

    `clashes` name "" as the one side, the draft, and the outlet as the other.
    """

    span: Span
    text: str
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation of a draft with its verdicts, the worst first, and where the words were printed, the best first."""

    quotation: DraftQuotation
    verdicts: tuple[Verdict, ...]
    printed: tuple[Printed, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Return the worst verdict."""
        return self.verdicts[0]

    @property
    def level(self) -> Level:
        """Return how bad it is."""
        return LEVELS[self.verdict]
