"""Watches: by name, by phrase, whatever the dress of the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_document, make_quotation
from tui_reader.desk.watching import watches_met, watches_of
from tui_reader.domain import QuotationEntry, TimeBasis

WORDS = "The tide gate’s cost — 1,000 crowns — isn’t ours, café owners said"


def entry(words: str = WORDS, speaker: str | None = "Dame Mara Quill") -> QuotationEntry:
    document = make_document(("Gate", f"She said: “{words}”"))
    quotation = make_quotation(document, words, speaker)
    return QuotationEntry(
        quotation.id, quotation, "Harbour Post", document.id, "p1", "page.txt", None, None, TimeBasis.NONE
    )


@pytest.mark.parametrize(
    ("name", "met"),
    [
        ("Quill", True),
        ("mara QUILL", True),
        ("Dame Quill", True),
        ("Quill Mara", False),
        ("Quil", False),
        ("Tom Quill", False),
    ],
)
def test_a_speaker_is_met_by_the_words_of_the_name_in_order(name: str, met: bool) -> None:
    assert bool(watches_met(entry(), watches_of([name], []))) is met


@pytest.mark.parametrize(
    ("phrase", "met"),
    [
        ("tide gate", True),
        ("Tide  Gate's", True),
        ("isn't ours", True),
        ("cafe owners", True),
        ("1000 crowns", True),
        ("ide gat", False),
        ("gate tide", False),
        ("Mara Quill", False),
    ],
)
def test_a_phrase_is_met_by_the_words_in_a_row(phrase: str, met: bool) -> None:
    assert bool(watches_met(entry(), watches_of([], [phrase]))) is met


def test_all_that_are_met_are_named_in_order() -> None:
    watches = watches_of(["Tom Fell", "Quill"], ["owners", "crowns"])
    assert [watch.text for watch in watches_met(entry(), watches)] == ["Quill", "owners", "crowns"]


def test_nobody_known_is_nobody_watched() -> None:
    assert watches_met(entry(speaker=None), watches_of(["Quill", " — "], [""])) == ()


@given(st.text(min_size=1, max_size=40))
def test_words_meet_a_watch_for_themselves(text: str) -> None:
    document = make_document(("Gate", text.replace("\n", " ") or " "))
    words = document.text.split("\n", 1)[1][: len(text)]
    quotation = make_quotation(document, words)
    said = QuotationEntry("q", quotation, None, "d", "p", "f", None, None, TimeBasis.NONE)
    watches = watches_of([], [words])
    assert watches_met(said, watches) == watches
