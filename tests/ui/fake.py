"""A newsroom of invented news, held in memory: what the screens are tested with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tui_reader.domain import (
    Cell,
    Comparison,
    DatedBy,
    DifferingQuotation,
    Document,
    DocumentKind,
    EventEntry,
    Explanation,
    Found,
    LeftOut,
    LeftOutReason,
    Link,
    OutletEntry,
    Paragraph,
    ParagraphRole,
    Passage,
    Post,
    PostDetail,
    Precision,
    Quotation,
    QuotationEntry,
    QuotationKind,
    Row,
    RowKind,
    Span,
    SpeakerEntry,
    TimeBasis,
    TimelineEntry,
    TimelineKeys,
    TimelineSection,
)
from tui_reader.errors import NothingFoundError
from tui_reader.newsroom import Newsroom
from tui_reader.store.query import not_understood
from tui_reader.store.sqlite.checking import Trouble

SPEAKER, ROLE = "Maria Okafor", "harbour minister"
WORDS = "We lost a whole winter to excuses. That must end now"
DAY = "2031-03-04"

# outlet, time as printed, headline, paragraphs; a line in “ ” is a quotation of the speaker.
PAGES: tuple[tuple[str | None, str | None, str, tuple[str, ...]], ...] = (
    (
        "ABC News",
        "15:56",
        "New ferry rules and a harbour inquiry - Okafor sets out the plan",
        (
            "Maria Okafor says there were nine reports on the harbour [sic] and too little has changed. She adds:",
            f"“{WORDS}.”",
            "She calls the delay “scars that last a lifetime” and promises [100%] of the money.",
        ),
    ),
    (
        "ABC News",
        "15:53",
        "Minister discusses the findings of the audit",
        ("The audit is out.", "“It was a failure to count.”"),
    ),
    ("ABC News", "15:45", "A duty to report will form part of the bill", ("A duty to report is planned.",)),
    (
        "The Sentinel",
        None,
        "Okafor says ferry law is being tightened",
        (
            "Maria Okafor told the assembly on Tuesday:",
            "“We lost a whole winter to excuses and delay. That must end now.”",
            "A second thing was also said, at some length, so that this paragraph folds over more than one line.",
        ),
    ),
    (
        "Evening Post",
        "16:10",
        "Harbour inquiry ordered",
        ("The inquiry will start in May.", "'lost a winter to excuses', she said"),
    ),
    ("Daily Lantern", None, "Ferries: what we know", ("“We lost a winter.”",)),
)
EVENT = "Okafor's statement to the assembly"


class FakeMarks:
    """Marks that last as long as the test."""

    trouble: str | None = None

    def __init__(self) -> None:
        self.was_read: set[str] = set()
        self.stars: set[str] = set()
        self.places: dict[str, str] = {}
        self.silent: set[str] = set()
        self.seen: dict[str, tuple[int, set[str]]] = {}

    def read(self, posts: Iterable[str]) -> set[str]:
        return self.was_read & set(posts)

    def set_read(self, posts: Iterable[str], read: bool = True) -> None:
        self.was_read = self.was_read | set(posts) if read else self.was_read - set(posts)

    def starred(self, ids: Iterable[str] | None = None) -> set[str]:
        return set(self.stars) if ids is None else self.stars & set(ids)

    def set_starred(self, id: str, starred: bool = True) -> None:
        self.stars = self.stars | {id} if starred else self.stars - {id}

    def muted(self) -> set[str]:
        return set(self.silent)

    def set_muted(self, outlet: str, muted: bool = True) -> None:
        self.silent = self.silent | {outlet} if muted else self.silent - {outlet}

    def looked(self, event: str) -> set[str] | None:
        return self.seen[event][1] if event in self.seen else None

    def looked_posts(self) -> dict[str, int]:
        return {event: posts for event, (posts, _) in self.seen.items()}

    def set_looked(self, event: str, posts: int, passages: Iterable[str]) -> None:
        self.seen[event] = posts, set(passages)

    def place(self, key: str) -> str | None:
        return self.places.get(key)

    def set_place(self, key: str, value: str | None) -> None:
        if value is None:
            self.places.pop(key, None)
        else:
            self.places[key] = value

    def watched(self) -> dict[str, int]:
        return {"okafor": 0} if "watching" in self.places else {}

    def close(self) -> None:
        pass


def _document(
    number: int, outlet: str | None, printed: str | None, headline: str, paragraphs: Sequence[str]
) -> Document:
    text = "\n".join((headline, *paragraphs, "Sign up for our newsletter", ""))
    spans, start = [], 0
    for part in (headline, *paragraphs):
        spans.append(Span(start, start + len(part)))
        start += len(part) + 1
    at = datetime.fromisoformat(f"{DAY}T{printed}+00:00") if printed else None
    parts = (Paragraph(spans[0], ParagraphRole.HEADLINE), *(Paragraph(span) for span in spans[1:]))
    post = Post(
        id=f"p{number}", headline=headline, paragraphs=parts, span=Span(0, spans[-1].end), time_printed=printed,
        published_at=at, line_start=1, line_end=len(parts),
    )  # fmt: skip
    return Document(
        id=f"d{number}", file=f"pages/page{number}.txt", text=text, kind=DocumentKind.LIVE_BLOG, posts=(post,),
        outlet=outlet, headline=headline, first_published_at=at,
        dated=DatedBy(TimeBasis.SIDECAR, Precision.DAY, "sources.toml"),
        url=f"https://example.org/{number}",
        left_out=(LeftOut(Span(start, len(text)), LeftOutReason.BOILERPLATE, len(parts) + 1, len(parts) + 1),),
        line_start=1, line_end=len(parts) + 1,
    )  # fmt: skip


def _quotations(document: Document) -> list[QuotationEntry]:
    found = []
    text, post = document.text, document.posts[0]
    for opening, closing in (("“", "”"), ("'", "',")):
        place = text.find(opening)
        while place >= 0:
            end = text.find(closing, place + 1)
            if end < 0:
                break
            span = Span(place + 1, end)
            quotation = Quotation(
                span, span.of(text), QuotationKind.DIRECT if span.of(text).endswith(".") else QuotationKind.MIXED,
                speaker=SPEAKER, speaker_text="She", cue="adds", confidence=0.9, venue="the assembly",
                speaker_role=ROLE,
                evidence=("“She adds:” stands before it", "the last woman named is Maria Okafor"),
                id=f"q{document.id}-{len(found)}",
            )  # fmt: skip
            found.append(
                QuotationEntry(
                    quotation.id,
                    quotation,
                    document.outlet,
                    document.id,
                    post.id,
                    document.file,
                    post.published_at,
                    post.time_printed,
                    TimeBasis.SIDECAR,
                    url=document.url,
                    utterance="u1",
                    also_in=(("The Sentinel", False), ("Evening Post", True)) if found == [] else (),
                    headline=post.headline,
                    day=DAY,
                )
            )
            place = text.find(opening, end + 1)
    return found


class FakeNewsroom(Newsroom):
    """Answers from `PAGES`, or from `count` made-up posts."""

    path = Path("made-up.db")  # type: ignore[assignment]

    def __init__(
        self, count: int | None = None, pages: Sequence[tuple[str | None, str | None, str, tuple[str, ...]]] = PAGES
    ) -> None:
        self.marks = FakeMarks()  # type: ignore[assignment]
        self.corrections: dict[str, str | None] = {}
        pages = [pages[number % len(pages)] for number in range(count)] if count else list(pages)
        self.documents = [_document(number, *page) for number, page in enumerate(pages)]
        self.entries = [self._entry(document) for document in self.documents]
        # Timed posts first, latest first; then those without a time.
        self.entries.sort(
            key=lambda entry: (entry.published_at is None, -(entry.published_at or datetime.now(UTC)).timestamp())
        )
        self.by_post = {document.posts[0].id: document for document in self.documents}

    def _entry(self, document: Document) -> TimelineEntry:
        post = document.posts[0]
        return TimelineEntry(
            post.id, document.id, document.outlet, str(document.kind), post.headline or "", None, None,
            post.published_at, post.time_printed, TimeBasis.SIDECAR, len(_quotations(document)),
            "e1" if "inquiry" in str(post.headline) or "law" in str(post.headline) else None, DAY, 2,
        )  # fmt: skip

    def close(self) -> None:
        pass

    def store_version(self) -> int:
        return len(self.documents)

    def wire_folders(self) -> None:
        return None

    def changes_by_others(self) -> int:
        return len(self.documents)

    def watch(self, query: str) -> None:
        self.marks.set_place("watching", query)

    def unwatch(self, query: str) -> None:
        self.marks.set_place("watching", None)

    def watched(self) -> dict[str, list[QuotationEntry]]:
        return {"okafor": list(self.find("okafor").quotations)} if self.marks.watched() else {}

    def correct_speaker(self, quotation: str, speaker: str | None) -> None:
        self.corrections[quotation] = speaker

    def take_in(self, other: FakeNewsroom) -> None:
        """As if somebody had ingested what another newsroom holds, earlier in the timeline than all else."""
        renamed = [entry._replace(id=f"new-{entry.id}") for entry in other.entries]
        self.by_post |= {f"new-{post}": document for post, document in other.by_post.items()}
        self.entries = [*renamed, *self.entries]
        self.documents += other.documents

    def outlets(self) -> list[OutletEntry]:
        names = list(dict.fromkeys(document.outlet for document in self.documents))
        return [
            OutletEntry(
                name, sum(d.outlet == name for d in self.documents), sum(d.outlet == name for d in self.documents), 1
            )
            for name in names
        ]

    def timeline_keys(self, outlet: str | None = None, without: Collection[str] = ()) -> TimelineKeys:
        named = [(key, entry.outlet or "") for key, entry in enumerate(self.entries)]
        keys = [key for key, name in named if (name == outlet if outlet is not None else name not in without)]
        timed = sum(self.entries[key].published_at is not None for key in keys)
        sections = [TimelineSection(DAY, True, 0, timed), TimelineSection(DAY, False, timed, len(keys) - timed)]
        return TimelineKeys(keys, tuple(section for section in sections if section.posts))

    def timeline_keys_of(self, query: str, outlet: str | None = None, without: Collection[str] = ()) -> TimelineKeys:
        keys = [n for n, entry in enumerate(self.entries) if query.casefold() in entry.headline.casefold()]
        return TimelineKeys(keys, (TimelineSection(DAY, True, 0, len(keys)),) if keys else ())

    def parts_of_query(self, query: str) -> list[str]:
        return query.split()

    def not_understood(self, query: str) -> list[str]:
        return not_understood(query)

    def timeline_rows(self, keys: Sequence[int]) -> list[TimelineEntry]:
        return [self.entries[key] for key in keys]

    def timeline_key(self, post: str) -> int | None:
        return next((key for key, entry in enumerate(self.entries) if entry.id == post), None)

    def post(self, id: str) -> PostDetail:
        if id not in self.by_post:
            raise NothingFoundError("no such post", id)
        document = self.by_post[id]
        entry = next(entry for entry in self.entries if entry.id == id)
        names = tuple(dict.fromkeys(str(d.outlet) for d in self.documents))
        title = EVENT if entry.event else None
        return PostDetail(entry, document, 0, tuple(_quotations(document)), title, names if title else ())

    def quotations_of_post(self, id: str) -> list[QuotationEntry]:
        return _quotations(self.by_post[id])

    def check_if_due(self) -> list[Trouble]:
        return []

    def was_copied_in_use(self) -> bool:
        return False

    def explain(self, id: str) -> tuple[Explanation, ...]:
        entry = self.quotation(id)
        return (Explanation(entry.quotation, "says", "what follows the verb", "pronoun", "by pronoun"),)

    def quotation(self, id: str) -> QuotationEntry:
        for document in self.documents:
            for entry in _quotations(document):
                if entry.id == id:
                    return entry
        raise NothingFoundError("no such quotation", id)

    def speaker_quotations(self, name: str) -> list[QuotationEntry]:
        return [entry for document in self.documents for entry in _quotations(document) if name == SPEAKER]

    def events(self, query: str = "", filters: object = None) -> list[EventEntry]:
        return [
            EventEntry(
                "e1", EVENT, datetime(2031, 3, 4, 15, 42, tzinfo=UTC), None, ("ABC News", "The Sentinel"), None, 4, 6
            )
        ]

    def differences(self, query: str = "", filters: object = None, *, within: bool = False) -> list[DifferingQuotation]:
        from tui_reader.desk.differing import differing

        said = [
            entry for document in self.documents for entry in _quotations(document) if "winter" in entry.quotation.text
        ]
        return list(differing(said, within=within))

    def find_event(self, id: str) -> EventEntry | None:
        return next((event for event in self.events() if event.id == id), None)

    def find(self, query: str, limit: int = 20) -> Found:
        words = query.casefold().split()
        if not words:
            return Found()
        quotations = [
            entry
            for document in self.documents
            for entry in _quotations(document)
            if all(word in f"{entry.quotation.text} {entry.quotation.speaker}".casefold() for word in words)
        ]
        posts = [entry for entry in self.entries if all(word in entry.headline.casefold() for word in words)]
        speakers = [SpeakerEntry(SPEAKER, 6)] if all(word in SPEAKER.casefold() for word in words) else []
        return Found(tuple(quotations[:limit]), tuple(posts[:limit]), tuple(speakers))

    def copy_text(self, quotation: str, style: str = "plain") -> str:
        entry = self.quotation(quotation)
        return f"“{entry.quotation.text}”\n— {entry.quotation.speaker}, as reported by {entry.outlet}"

    def compare(self, target: str, on: date | None = None, outlets: Collection[str] = ()) -> Comparison:
        if target != "e1":
            raise NothingFoundError("no event fits", target)
        said = [self._passage(number, line) for number, line in ((0, 2), (3, 2), (4, 2), (5, 1))]
        inquiry = [self._passage(number, line) for number, line in ((0, 0), (4, 1))]
        names = ("ABC News", "The Sentinel", "Evening Post", "Daily Lantern")
        at = datetime(2031, 3, 4, 15, 42, tzinfo=UTC)
        return Comparison(
            "e1", EVENT, at, names,
            (
                Row("r1", "a winter lost to excuses", RowKind.UTTERANCE, at, tuple(Cell(p.outlet, (p,)) for p in said),
                    (Link(said[0].id, said[1].id, 0.93, ("9 words in a row the same", "same speaker")),), said[1].id),
                Row("r2", "an inquiry is ordered", RowKind.HAPPENING, at + timedelta(minutes=4),
                    tuple(Cell(p.outlet, (p,)) for p in inquiry), (), inquiry[0].id),
            ),
            ("Harbour audit",),
        )  # fmt: skip

    def addresses(self, comparison: Comparison) -> dict[str, str]:
        return {}

    def _passage(self, number: int, line: int) -> Passage:
        document = self.documents[number]
        span = document.posts[0].paragraphs[line].span
        quoted = tuple(e.id for e in _quotations(document) if span.contains(e.quotation.span))
        return Passage(
            f"pa{number}-{line}", str(document.outlet), document.id, document.posts[0].id, document.file, span,
            span.of(document.text), document.posts[0].published_at, document.posts[0].time_printed, quoted,
            changes=() if number == 3 else ("drops: and delay",),
        )  # fmt: skip
