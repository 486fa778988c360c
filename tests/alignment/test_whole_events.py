"""A query that names what happened means all of it; one that names an occasion means what was said on it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.alignment.pages import Page, harbour_statement
from tui_reader.alignment import QuotedDocument, asks_for_matter, events_told

ON = date(2031, 5, 6)


@pytest.mark.parametrize(
    ("query", "matter"),
    [
        ("Lorne statement", False),
        ("Verrick's reply", False),
        ("Lorne", False),
        ("Ada Lorne", False),
        ("Lorne harbour wall", True),
        ("harbour wall", True),
        ("the home secretary", False),
        ("", False),
    ],
)
def test_what_a_query_asks_for(query: str, matter: bool) -> None:
    assert asks_for_matter(query, harbour_statement()) is matter


def fires() -> tuple[list[QuotedDocument], dict[str, str]]:
    """Two fires, each of two outlets, and a page of one outlet alone."""
    pages = [
        Page("North Post", headline="Fire closes the net loft").post("Flames tore through the net loft on the quay."),
        Page("Crier", headline="Net loft burns down").post("A fire has closed the net loft beside the quay."),
        Page("North Post", headline="Fire at the bakery").post("Flames tore through a bakery on the hill."),
        Page("Crier", headline="Bakery fire").post("A fire has closed the bakery."),
        Page("Daily Tide", headline="Loft fire of 1911").post("A fire took the old loft on the quay in 1911."),
    ]
    documents = [page.done() for page in pages]
    return documents, dict(zip([d.id for d, _ in documents], ["loft", "loft", "bakery", "bakery", "old"], strict=True))


def test_the_event_that_tells_all_of_a_query_fits() -> None:
    documents, events = fires()
    assert events_told("quay loft fire", documents, events)[0] == "loft"
    assert events_told('"net loft" fire', documents, events) == ["loft"]
    assert events_told('"loft net" fire', documents, events) == []
    assert events_told("bakery fire", documents, events)[0] == "bakery"


def test_an_event_of_one_outlet_or_another_day_or_other_words_does_not_fit() -> None:
    documents, events = fires()
    assert "old" not in events_told("loft fire", documents, events)
    assert events_told("loft fire", documents, events, date(2031, 9, 9)) == []
    assert events_told("ferry strike vote", documents, events) == []
    assert events_told("", documents, events) == []
