from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text.figures import figures_in
from tui_reader.text.normalise import folded_words
from tui_reader.text.words import possessor, tokens


def words(text: str) -> list[str]:
    return [word for word, _, _ in tokens(text)]


def test_words_keep_their_hyphens_apostrophes_and_abbreviations() -> None:
    assert words("Anna Bell-Hart's U.S. tour: 1,000 miles.") == [
        *("Anna", "Bell-Hart's", "U.S.", "tour", ":", "1,000", "miles", ".")
    ]


def test_a_possessor() -> None:
    assert possessor("Bell's") == "Bell"
    assert possessor("Bell’s") == "Bell"
    assert possessor("bells") is None


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    found = tokens(text)
    assert all(text[start:end] == word for word, start, end in found)
    assert all(first[2] <= second[1] for first, second in pairwise(found))
    assert sum(len(word) for word, _, _ in found) == sum(not c.isspace() for c in text)


def test_numbers_in_words_are_figures_and_small_ones_say_little() -> None:
    assert figures_in("sixty four boats and thirty seven crews of twelve".split()) == ["64", "37", "12"]
    assert figures_in("two boats and three of the ten".split()) == []


@pytest.mark.parametrize(
    ("printed", "figures"),
    [
        ("Four hundred and twelve boats, of which 63 leak", ["412", "63"]),
        ("one thousand two hundred and eighty-six", ["1286"]),
        ("more than twelve hundred, or a hundred and twenty-five", ["1200", "125"]),
        ("£64m, 1.4 million and £1.4bn", ["64000000", "1400000", "1400000000"]),
        ("thirty-nine minutes, forty-nine and fifty", ["39", "49", "50"]),
        ("at 4.12am on the 14th, 16 June 2025", ["16", "2025"]),
        ("hundreds of thousands", []),
    ],
)
def test_a_number_is_the_same_in_words_and_in_figures(printed: str, figures: list[str]) -> None:
    assert figures_in(folded_words(printed)) == figures
