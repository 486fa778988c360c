"""What may clash and is counted in no noun, and pairs of sentences that clash by it."""

from __future__ import annotations

import pytest

from tests.alignment.test_clashes import clashes
from tui_reader.alignment.values import Value, values_in


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They accept 34 of the 37 demands.", Value("number", "of 37", "34", "34 of the 37")),
        ("Thirty-four of Dame Ada's 37 demands go.", Value("number", "of 37", "34", "Thirty-four of Dame Ada's 37")),
        ("The board took 34 out of 37.", Value("number", "of 37", "34", "34 out of 37")),
        ("A man of 52 was held.", Value("number", "age of a man", "52", "man of 52")),
        ("A 52-year-old man was held.", Value("number", "age of a man", "52", "52-year-old man")),
        ("Ring 01632 960417 today.", Value("number", "telephone 11 01632", "01632960417", "01632 960417")),
        ("It is led by Dr Ada Lorne.", Value("name", "Dr Lorne", "Ada", "Dr Ada Lorne")),
        ("Bram Lorne, 63, lived there.", Value("name", "aged 63 Lorne", "Bram", "Bram Lorne")),
    ],
)
def test_a_value_is_read_as_printed(sentence: str, value: Value) -> None:
    assert list(values_in(sentence)) == [value]


@pytest.mark.parametrize(
    "sentence",
    [
        "In the spring of 2031 it fell.",
        "40 of them left.",
        "Ada Lorne and Bram Lorne left.",
        "a man, 20 boats and a dog",
    ],
)
def test_what_is_no_such_value(sentence: str) -> None:
    assert list(values_in(sentence)) == []


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("number", "34 of the 37 harbour demands are accepted by the board", "33 of 37 harbour demands are accepted"),
        ("number", "families of harbour crews should ring 01632 960417", "families of harbour crews ring 01632 960471"),
        ("name", "the harbour board will be led by Dr Mira Fell", "the harbour board will be led by Dr Nola Fell"),
        (
            "day",
            "the coroner opens the harbour inquest on 25 June",
            "the coroner opens an inquest at the harbour, on 26 June",
        ),
    ],
)
def test_other_values_of_one_thing_clash(kind: str, one: str, other: str) -> None:
    assert kind in {clash.kind for clash in clashes(one, other)}


def test_a_family_is_no_clash() -> None:
    assert clashes("the harbour board will be led by Mira Fell", "the harbour board will be led by Nola Fell") == []
