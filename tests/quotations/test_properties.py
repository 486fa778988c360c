"""What holds for any text: words verbatim, in order, inside their paragraph, the same again; and no crash."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.quotations.documents import make_document
from tui_reader.domain import Document, DocumentKind
from tui_reader.quotations import extract_quotations

PIECES = [
    *"\"'“”‘’`«»,.:;!?-–—()[]\n",
    "``",
    "''",
    " ",
    "  ",
    "\n\n",
    "She said",
    " said ",
    "Anna Bell",
    "Mr Bell",
    "the minister",
    "according to",
    "adding that",
    "it's",
    "years'",
    "I",
    "we will",
    "no",
    "X says:",
    "goes on:",
    "# ",
    "• ",
    "---",
    "e\u0301\u0302",
    "שלום",
    "\U0001f600",
    "\ud83d",
    "\u200f",
    "\u00a0",
    "\t",
    "7",
]
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.text(st.characters(), max_size=80),
)


def check(document: Document) -> None:
    quotations = extract_quotations(document)
    paragraphs = [paragraph.span for _, paragraph in document.paragraphs()]
    assert [q.span for q in quotations] == sorted(q.span for q in quotations)
    assert len({(q.span.start, q.span.end) for q in quotations}) == len(quotations)
    for quotation in quotations:
        assert quotation.text == document.text[quotation.span.start : quotation.span.end]
        assert quotation.text.strip() == quotation.text != ""
        assert any(span.contains(quotation.span) for span in paragraphs)
        assert 0 <= quotation.confidence <= 1
        if quotation.speaker_span is not None:
            assert quotation.speaker_text == quotation.speaker_span.of(document.text)
        if quotation.cue_span is not None:
            assert quotation.cue == quotation.cue_span.of(document.text)
        if quotation.clause_span is not None:
            assert quotation.clause_span.contains(quotation.span)
        assert quotation.speaker != ""
    assert extract_quotations(document) == quotations


@settings(max_examples=150, deadline=None)
@given(texts, st.sampled_from(DocumentKind))
@example("AND", DocumentKind.LIVE_BLOG)
def test_any_text(text: str, kind: DocumentKind) -> None:
    check(make_document(text, kind))


@pytest.mark.parametrize(
    "text",
    [
        "He said “word " * 2_000,
        "said 'word " * 2_000,
        "“" * 1_000 + "deep" + "”" * 1_000,
        "“‘" * 500 + "deep" + "’”" * 500,
        "\"'" * 5_000,
        "``''" * 2_000,
        "He said that " * 2_000,
        "he said, " * 2_000,
        "A " * 5_000,
        "a-" * 5_000,
        "“A b.\n" * 2_000,
        "X goes on:\nAnd we go.\n" * 1_000,
        "\ud800 said “\udfff x” ",
        "",
        "\n\n\n",
    ],
    ids=lambda text: ascii(text[:14]),
)
def test_hostile_text(text: str) -> None:
    check(make_document(text))


def test_output_stays_in_proportion_to_the_text() -> None:
    """Deep nesting and chained reporting words must not hand out the same words again and again."""
    for text in ("“a " * 500 + "b" + " c”" * 500, "He said that " * 500, "“I said: ‘" * 500):
        quotations = extract_quotations(make_document(text))
        assert sum(len(quotation.text) for quotation in quotations) <= 8 * len(text)
