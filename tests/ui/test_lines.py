"""Lines: fitted with a mark where something was cut, wrapped without losing a letter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tui_reader.ui.presentation.lines import Line, fit, line_of, paint, wrap

PLAIN = Style()
texts = st.text(alphabet="ab cd é漢\n-", max_size=80)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("harbour", 7, "harbour"),
        ("harbour", 6, "harbo…"),
        ("two words", 5, "two…"),
        ("漢字漢字", 5, "漢字…"),
        ("any", 0, ""),
        ("", 3, ""),
    ],
)
def test_fit(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


@given(texts.filter(lambda text: "\n" not in text), st.integers(0, 30))
def test_fitted_text_fits(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) <= width


@given(texts, st.integers(2, 30))
def test_wrapping_keeps_every_letter_within_the_width(text: str, width: int) -> None:
    spans = wrap(text, width)
    assert all(cell_len(text[start:end]) <= width for start, end in spans)
    dropped = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    assert set(dropped) <= {"", " ", "\n"}
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)


def test_wrapping_breaks_at_spaces() -> None:
    text = "We lost a whole winter"
    assert [text[start:end] for start, end in wrap(text, 9)] == ["We lost a", "whole", "winter"]


def test_a_line_is_as_wide_as_it_says() -> None:
    line = Line(10).add("ab", PLAIN).field("long words", 4, PLAIN).field("7", 3, PLAIN, right=True)
    assert line.strip(PLAIN).text == "ablon…  7 "


def test_nothing_follows_a_cut() -> None:
    assert Line(6).add("harbour news", PLAIN).add("x", PLAIN).strip(PLAIN).text == "harbo…"


def test_the_right_edge_stays() -> None:
    assert line_of(12, [("a long headline", PLAIN)], [("3/4", PLAIN)], PLAIN).text == "a long…  3/4"


def test_paint_lays_runs_over_the_base() -> None:
    red, bold = Style(color="red"), Style(bold=True)
    segments = paint("abcdef", 1, 5, red, [(2, 4, bold)])
    assert [(segment.text, segment.style) for segment in segments] == [("b", red), ("cd", red + bold), ("e", red)]
