"""Lines broken at a fixed width are joined; lines that somebody meant are not."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.parsing.hard_wrapped import MAX_COLUMNS, join_wrapped, unwrap
from tui_reader.parsing.lines import split_lines

WORDS = st.lists(st.text("abcdefghij", min_size=2, max_size=9), min_size=45, max_size=70)


@given(st.lists(WORDS, min_size=2, max_size=5), st.integers(60, 78), st.sampled_from(["", "   "]))
def test_paragraphs_come_back_from_any_width(paragraphs: list[list[str]], width: int, indent: str) -> None:
    lines = [textwrap.fill(" ".join(words) + ".", width, initial_indent=indent) for words in paragraphs]
    text = ("\n" if indent else "\n\n").join(lines)
    assert unwrap(text) == [" ".join(words) + "." for words in paragraphs]


@given(WORDS, st.sampled_from(["\n", "\r\n"]))
def test_a_joined_line_has_its_letters_where_they_were(words: list[str], ending: str) -> None:
    text = textwrap.fill(" ".join(words), 66).replace("\n", ending)
    (line,) = join_wrapped(split_lines(text), text)
    assert len(line.text) == len(text) and line.last == text.count("\n") + 1
    assert all(here == there or there.isspace() for here, there in zip(line.text, text, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "The tide comes in\nand the tide goes out\nand nobody asks\nwhat it was about",  # verse
        "Mara Quill, harbour master\nBo Lind, pilot\nAda Lund, leader of the pilots' guild of the Outer Isles",
        "\n".join(f"The ferry sailed at {hour} and came back at {hour + 1} with nobody on board." for hour in range(9)),
        "\n".join(
            "The board met again and heard what everybody had to say of it, which was much. " * 3 for _ in range(4)
        ),
    ],
    ids=["verse", "names", "sentences", "paragraphs"],
)
def test_lines_that_are_meant_stay(text: str) -> None:
    lines = split_lines(text)
    assert join_wrapped(lines, text) == lines


def test_items_of_a_list_are_parted_and_their_own_lines_joined() -> None:
    wrapped = (
        "The board, which had met twice before in the same week, wants to have\n"
        "the following things mended before the winter and has told the owners\nso:\n"
    )
    text = (
        wrapped
        + "- a new rail for the lower half of the slipway, which would have to come\n  from the mainland\n- boards\n"
    )
    assert unwrap(text)[1:] == [
        "- a new rail for the lower half of the slipway, which would have to come from the mainland",
        "- boards",
    ]


def test_a_text_of_long_lines_is_looked_at_in_no_time() -> None:
    text = "\n".join("x" * (MAX_COLUMNS + 1) for _ in range(10))
    assert len(join_wrapped(split_lines(text), text)) == 10
