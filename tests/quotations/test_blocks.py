"""Where a block ends, as the parser's roles say: markup, a list, a credit, a dateline, a broken line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tui_reader.domain import Document, Paragraph, ParagraphRole, Post, Quotation, QuotationKind, Span
from tui_reader.quotations import extract_quotations

ROLES = {
    "": ParagraphRole.BODY,
    ">": ParagraphRole.BLOCK_QUOTATION,
    "-": ParagraphRole.LIST_ITEM,
    "=": ParagraphRole.CREDIT,
    "@": ParagraphRole.DATELINE,
}
OPENING = "Ruth Calder, the chief executive, met the skippers on Monday."


def quotations(*lines: str, sign: Sequence[str] = tuple("> - = @".split())) -> list[Quotation]:
    """The quotations of paragraphs, each with the sign of its role before it."""
    text, paragraphs = "", []
    for line in lines:
        mark = line[0] if line[0] in sign else ""
        words = line.removeprefix(mark).strip()
        paragraphs.append(Paragraph(Span(len(text), len(text) + len(words)), ROLES[mark]))
        text += words + "\n"
    post = Post(id="p", headline=None, paragraphs=tuple(paragraphs), span=Span(0, len(text)))
    return [q for q in extract_quotations(Document(id="d", file="d", text=text, posts=(post,))) if q.kind != "scare"]


def said(*lines: str) -> list[tuple[str, str | None]]:
    return [(quotation.text, quotation.speaker) for quotation in quotations(*lines)]


def test_a_block_that_markup_states_ends_with_the_markup() -> None:
    words = "We have looked at every pier."
    after = ["The letter was sent on Tuesday night.", "Tolls last rose nine years ago.", "We asked the port for more."]
    assert said(OPENING, "In a letter Ruth Calder wrote:", f"> {words}", "> I am sorry.", *after) == [
        (words, "Ruth Calder"),
        ("I am sorry.", "Ruth Calder"),
    ]


def test_a_block_that_nothing_states_goes_on_until_the_reporter_resumes() -> None:
    found = said(OPENING, "She said:", "We have looked at every pier.", "And I am sorry for it.")
    assert [words for words, _ in found] == ["We have looked at every pier.", "And I am sorry for it."]


def test_marks_after_a_block_are_whose_the_reporter_says() -> None:
    found = said(OPENING, "Ruth Calder wrote:", "> We looked.", "“It is late,” said Bo Lind, a skipper.")
    assert found == [("We looked.", "Ruth Calder"), ("It is late,", "Bo Lind")]


@pytest.mark.parametrize(
    "lead_in", ["Four piers will be closed in turn:", "The storm left a mark on the town:", "These are the papers:"]
)
def test_a_list_that_no_reporting_word_leads_in_is_nobodys(lead_in: str) -> None:
    assert (
        said(lead_in, "- North pier, from Monday until June", "- Coal pier, which is the oldest", "Schools open.") == []
    )


def test_a_lead_in_to_a_list_ends_with_the_list() -> None:
    found = said(
        "Greg Tullis said the demands were:",
        "- A pay rise of six per cent",
        "- No sailings",
        "The firm did not answer calls.",
    )
    assert [words for words, _ in found if "firm" in words or "pay" in words] == ["A pay rise of six per cent"]


def test_a_credit_names_who_speaks_and_is_no_words() -> None:
    found = said(OPENING, "> Nine years I have asked for it.", "= — Ola Brandt (@ola) May 4", "Drivers have been told.")
    assert found == [("Nine years I have asked for it.", "Ola Brandt")]


def test_a_credit_goes_before_the_floor() -> None:
    found = said(
        "Ruth Calder said: “We stay.”", "> I go.", "= — Ola Brandt (@ola)", "> So do I.", "= — Kit Marsh (@kit)"
    )
    assert found[1:] == [("I go.", "Ola Brandt"), ("So do I.", "Kit Marsh")]


def test_a_dateline_is_no_part_of_what_is_reported() -> None:
    found = said("@ HILLFORD, England (EP) —", "The line will stay open, Ann Porter said on Friday.")
    assert found == [("The line will stay open", "Ann Porter")]


def test_a_line_that_was_broken_is_read_as_one() -> None:
    text = '"One cannot say if it works," senior member Ralf\nHolm said. "Two weeks of\r\nhard work lay before us."'
    post = Post(id="p", headline=None, paragraphs=(Paragraph(Span(0, len(text))),), span=Span(0, len(text)))
    found = extract_quotations(Document(id="d", file="d", text=text, posts=(post,)))
    assert [(q.kind, q.speaker) for q in found] == [(QuotationKind.DIRECT, "Ralf Holm")] * 2
    assert all(q.text == q.span.of(text) for q in found) and "\r\n" in found[1].text


def test_the_first_word_of_a_sentence_is_no_speaker() -> None:
    shows = "A long caption of the picture which shows Bob Sample"
    found = said(f"{shows}, who was once quoted as saying “I shall go”, at the door.")
    assert [speaker for _, speaker in found if speaker == "A"] == []
