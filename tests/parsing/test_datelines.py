"""Datelines: where a report was filed is told from its words."""

from __future__ import annotations

import pytest

from tui_reader.domain import ParagraphRole
from tui_reader.parsing import parse_pages, plain_document
from tui_reader.parsing.datelines import dateline_end

FILED = [
    "HILLFORD, England (EP) — ",
    "HILLFORD (Example Press) - ",
    "NEW HILLFORD, Outer Isles, March 3 (EP) -- ",
    "HILLFORD -- ",
    "ST. ODO, Outer Isles – ",
    "Hillford, 3 March (Example) - ",
    "HILLFORD/TERN (EP) — ",
    "PORT-LÉVEN, 12 avr 2031 (EP) - ",
    "HILLFORD, March 3, 2031 (EP) - ",
    "(EP) - HILLFORD, 3 MAR - ",
    "Villa Hill (Tern), 3 mar (EP).- ",
    "HILLFORD, March 3. /NORTHWIRE/. ",
    "HILLFORD, Tern, March 3 Northwire - ",
]


@pytest.mark.parametrize("filed", FILED)
def test_a_dateline_ends_where_the_words_begin(filed: str) -> None:
    assert dateline_end(f"{filed}The line is shut.") == len(filed)


@pytest.mark.parametrize(
    "words",
    [
        "The line - which is shut - is old.",
        "LIVE - The line is shut.",
        "WHY — and how — the line was shut",
        "A - Yes. We will.",
        "Mara Quill (Ind) said the line was shut - again.",
        "NATO said on Tuesday that the line is shut",
        "Hillford — a town of the north — has no line.",
        "CORRECTED - The line is shut.",
        "UPDATE: the line is shut",
    ],
)
def test_other_dashes_are_no_datelines(words: str) -> None:
    assert dateline_end(words) == 0


def test_a_dateline_is_a_paragraph_of_its_own_in_every_form() -> None:
    words = "HILLFORD, England (EP) — The line will stay open, ministers said on Friday."
    page = f"<html><body><article><h1>Line open</h1><p>{words}</p></article></body></html>"
    feed = f"<rss><channel><item><title>Line open</title><description>{words}</description></item></channel></rss>"
    documents = [plain_document("d", words), *parse_pages(f"Line to stay open now\n\n{words}".encode(), "p")]
    documents += [*parse_pages(page.encode(), "p"), *parse_pages(feed.encode(), "p")]
    for document in documents:
        found = [(part.role, part.span.of(document.text)) for _, part in document.paragraphs()][-2:]
        assert found == [
            (ParagraphRole.DATELINE, "HILLFORD, England (EP) —"),
            (ParagraphRole.BODY, "The line will stay open, ministers said on Friday."),
        ]
