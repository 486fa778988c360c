"""Pages of invented outlets, built by hand: what was said is given beside the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tui_reader.alignment import QuotedDocument
from tui_reader.domain import (
    Clock,
    DatedBy,
    Document,
    DocumentKind,
    Paragraph,
    ParagraphRole,
    Post,
    Precision,
    Quotation,
    QuotationKind,
    Span,
    TimeBasis,
    short_id,
)

DAY = datetime(2031, 5, 6, tzinfo=UTC)

# (the words as they stand in the text, kind, speaker, via)
Said = tuple[str, str, str] | tuple[str, str, str, str]


class Page:
    """One page under construction: `post` adds a post of paragraphs, `said` names the words and whose they are."""

    def __init__(self, outlet: str | None, day: datetime | None = DAY, headline: str | None = None) -> None:
        self.outlet, self.day, self.headline = outlet, day, headline
        self.text = ""
        self.posts: list[Post] = []
        self.quotations: list[Quotation] = []

    def post(
        self,
        *paragraphs: str,
        said: list[Said] | None = None,
        headline: str | None = None,
        minute: int | None = None,
        label: str | None = None,
        zone: int | None = 0,
    ) -> Page:
        spans: list[Paragraph] = []
        begun = len(self.text)
        for text, role in [(headline, ParagraphRole.HEADLINE)] * bool(headline) + [
            (p, ParagraphRole.BODY) for p in paragraphs
        ]:
            assert text is not None
            spans.append(Paragraph(Span(len(self.text), len(self.text) + len(text)), role))
            self.text += text + "\n\n"
        at = self.day + timedelta(minutes=minute or 0) if self.day else None
        clock = Clock(minute, None, zone) if minute is not None else None
        self.posts.append(
            Post(
                short_id("p", self.outlet, begun, self.day),
                headline,
                tuple(spans),
                Span(begun, len(self.text)),
                label=label,
                clock=clock,
                published_at=at,
                time_printed=f"{minute // 60}:{minute % 60:02d}" if minute else None,
            )
        )
        for words, kind, speaker, *via in said or ():
            start = self.text.index(words, begun)
            self.quotations.append(
                Quotation(
                    Span(start, start + len(words)),
                    words,
                    QuotationKind(kind),
                    speaker,
                    speaker,
                    cue="said",
                    via=via[0] if via else None,
                    id=short_id("q", self.outlet, self.day, start, len(words)),
                )
            )
        return self

    def done(self) -> QuotedDocument:
        known = DatedBy(TimeBasis.PRINTED, Precision.DAY) if self.day else DatedBy()
        document = Document(
            short_id("d", self.outlet, self.day, self.text),
            f"{(self.outlet or 'none').lower()}.txt",
            self.text,
            DocumentKind.LIVE_BLOG if len(self.posts) > 1 else DocumentKind.ARTICLE,
            tuple(self.posts),
            self.outlet,
            headline=self.headline,
            first_published_at=self.day,
            dated=known,
        )
        for quotation in self.quotations:
            assert quotation.span.of(document.text) == quotation.text
        return document, tuple(sorted(self.quotations, key=lambda q: q.span))


def renamed(document: QuotedDocument, **changes: object) -> QuotedDocument:
    return replace(document[0], **changes), document[1]  # type: ignore[arg-type]


def harbour_statement() -> list[QuotedDocument]:
    """A minister's statement on a harbour as three outlets carried it, the reply to it, and one of months before."""
    live = (
        Page("North Post", headline="Harbour statement live")
        .post(
            'Lorne says the harbour wall had "been left to crumble for eleven winters" and that must end.',
            "She says 640 boats have been moved and the figure will rise to 900.",
            headline="Harbour wall left to crumble, Lorne tells MPs",
            minute=930,
            said=[
                ("been left to crumble for eleven winters", "mixed", "Ada Lorne"),
                ("640 boats have been moved and the figure will rise to 900", "indirect", "Ada Lorne"),
            ],
        )
        .post(
            "Shadow minister Tam Verrick has been given the chance to respond to Lorne's statement.",
            'Verrick says it is "a plan without a single brick" and the pilots were never asked.',
            headline="A plan without a brick, says Verrick",
            minute=950,
            said=[
                ("a plan without a single brick", "mixed", "Tam Verrick"),
                ("the pilots were never asked", "indirect", "Tam Verrick"),
            ],
        )
    ).done()
    tide = (
        Page("Daily Tide", headline="Lorne promises new harbour wall").post(
            "Ms Lorne told the House of Commons: 'The wall has been left to crumble for eleven winters.'",
            "She said 640 boats had been moved so far, expected to reach 900 by June.",
            "Replying to Ms Lorne, Mr Verrick said: 'This is a plan without a single brick in it.'",
            said=[
                ("The wall has been left to crumble for eleven winters.", "direct", "Ada Lorne"),
                ("640 boats had been moved so far", "indirect", "Ada Lorne"),
                ("This is a plan without a single brick in it.", "direct", "Tam Verrick"),
            ],
        )
    ).done()
    crier = (
        Page("Crier", headline="Harbour: what was said").post(
            "In her statement to MPs the minister Ada Lorne said the wall had been left to crumble for eleven winters.",
            "“Nobody will dredge by moonlight again,” she added.",
            said=[
                ("the wall had been left to crumble for eleven winters", "indirect", "Ada Lorne"),
                ("Nobody will dredge by moonlight again,", "direct", "Ada Lorne"),
            ],
        )
    ).done()
    before = (
        Page("North Post", DAY - timedelta(days=150), headline="Lorne's first harbour statement").post(
            'In her statement to MPs Lorne says the harbour wall "will be looked at" by a panel of engineers.',
            "She says 212 boats are at risk.",
            minute=900,
            said=[("will be looked at", "mixed", "Ada Lorne"), ("212 boats are at risk", "indirect", "Ada Lorne")],
        )
    ).done()
    return [live, tide, crier, before]
