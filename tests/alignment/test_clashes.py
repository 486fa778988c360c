"""Where outlets contradict each other: numbers of the same things, days, months, a "not"; and what is no clash."""

from __future__ import annotations

import pytest

from tests.alignment.pages import Page
from tui_reader.alignment import compare
from tui_reader.domain import Clash


def clashes(one: str, other: str) -> list[Clash]:
    """Return what clashes where two outlets report one sentence of a statement."""
    pages = [
        Page(outlet, headline="Lorne statement")
        .post(f"Ada Lorne said {words}.", minute=930, said=[(words, "indirect", "Ada Lorne")])
        .done()
        for outlet, words in (("North Post", one), ("Daily Tide", other))
    ]
    return [clash for row in compare("Lorne statement", pages).rows for clash in row.clashes]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("number", "640 boats have been moved from the harbour", "only 460 boats have been moved from the harbour"),
        ("number", "seven piers of the harbour wall are to be rebuilt", "nine piers of the harbour wall will be built"),
        (
            "day",
            "the night ferry will sail again on Tuesday at the earliest",
            "the night ferry will sail again on Thursday at the earliest",
        ),
        (
            "month",
            "the harbour wall will be rebuilt by June at the latest",
            "the harbour wall will be rebuilt by August at the latest",
        ),
        (
            "not",
            "the owners of the harbour wall were told of the crack",
            "the owners of the harbour wall were not told of the crack",
        ),
    ],
)
def test_a_clash_is_found_and_says_who_has_which(kind: str, one: str, other: str) -> None:
    [clash] = clashes(one, other)
    assert clash.kind == kind
    assert {clash.a, clash.b} == {"North Post", "Daily Tide"}
    assert clash.words_a != clash.words_b


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("640 boats have been moved from the harbour", "640 boats and 12 crews were moved from the harbour"),
        ("640 boats and 12 crews have been moved from the harbour", "12 crews of the harbour and 640 boats were moved"),
        ("seven piers of the harbour wall are to be rebuilt", "7 piers of the harbour wall are to be rebuilt"),
        ("1,200 boats have been moved from the harbour", "1200 boats have been moved from the harbour"),
        ("the night ferry will sail again on Tuesday", "the night ferry will sail again before the herring come"),
        ("640 boats have been moved from the harbour", "900 crews have been moved from the harbour"),
    ],
)
def test_what_is_told_otherwise_is_no_clash(one: str, other: str) -> None:
    assert clashes(one, other) == []


def test_a_sentence_without_an_end_is_a_list_and_clashes_with_nothing() -> None:
    one = "640 boats have been moved from the harbour"
    assert clashes(one, "460 boats have been moved from the harbour")
    assert clashes(one, "460 boats have been moved from the harbour" + " and the harbour wall is cracked" * 100) == []
