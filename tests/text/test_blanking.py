"""Blanking: what stays keeps its place, what goes is gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.domain import Span
from tui_reader.text.blanking import only_spans

PLACES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=6)


@given(st.text(alphabet="ab é\n“", max_size=60), PLACES)
def test_only_the_spans_stay_each_where_it_was(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(min(start, len(text)), min(start + length, len(text))) for start, length in places]
    left = only_spans(text, spans)
    assert len(left) == len(text)
    covered = {at for span in spans for at in range(span.start, span.end)}
    for at, (before, after) in enumerate(zip(text, left, strict=True)):
        assert after == (before if at in covered or before == "\n" else " ")


def test_nothing_stays_where_nothing_is_kept() -> None:
    assert only_spans("one\ntwo", []) == "   \n   "
