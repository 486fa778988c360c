"""Runs of words that two passages share."""

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.alignment.likeness import run_between

words = st.lists(st.sampled_from("the board said no ferry".split()), max_size=12)


@given(words, words)
def test_the_longest_run_is_found_where_it_stands(a: list[str], b: list[str]) -> None:
    in_a, in_b, length = run_between(a, b)
    assert a[in_a : in_a + length] == b[in_b : in_b + length]
    runs_of_b = {tuple(b[j : j + length + 1]) for j in range(len(b) - length)}
    assert not any(tuple(a[i : i + length + 1]) in runs_of_b for i in range(len(a) - length))


def test_a_word_without_end_costs_no_more_than_its_length() -> None:
    many = ["said"] * 100_000  # every place with every place would be ten thousand million steps
    assert run_between(many, many)[2] >= 64
