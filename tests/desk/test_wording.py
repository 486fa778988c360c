"""What one wording makes of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.desk.wording import DifferenceKind, describe_differences, marked_spans, same_words, wording_differences

FULLEST = "a continued failure to protect boats and fishing families from storms, from silt and from the sea"


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (FULLEST, ()),
        (
            "A continued failure to protect fishing families from storms, from silt and from the sea",
            ("drops: boats and",),
        ),
        (FULLEST.replace("protect", "really protect"), ("adds: really",)),
        (FULLEST.replace("storms", "gales"), ("changes: storms → gales",)),
        (
            "from silt a continued failure to protect boats and fishing families from storms, and from the sea",
            ("moves: from silt",),
        ),
    ],
)
def test_differences_in_plain_words(other: str, told: tuple[str, ...]) -> None:
    assert describe_differences(FULLEST, other) == told


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("‘deep-rooted’ failure", "deep rooted failure"),
        ("The Mayor's plan…", "the mayor’s plan"),
        ("[the] tip-offs, she said", "The tipoffs she said"),
        ("café", "cafe"),
        ("1,000 boats", "1000 boats"),
        ("", "—"),
    ],
)
def test_typography_is_no_difference(a: str, b: str) -> None:
    assert wording_differences(a, b) == ()
    assert same_words(a, b)


def test_long_parts_are_shortened_in_the_middle() -> None:
    (line,) = describe_differences("one " + " ".join(f"w{n}" for n in range(40)) + " end", "one end")
    assert line == "drops: w0 w1 w2 w3 w4 … w38 w39"


def test_marked_spans_are_those_another_lacks() -> None:
    spans = marked_spans(FULLEST, ["a failure to protect boats and fishing families", FULLEST.replace("silt", "mud")])
    assert [span.of(FULLEST) for span in spans] == ["continued", "from storms, from silt and from the sea"]
    assert marked_spans(FULLEST, []) == ()


SOME = ("the", "wall", "has", "been", "left", "to", "crumble", "for", "Ada’s", "co-op", "[sic]", "…", "“no”")
WORDS = st.lists(st.sampled_from(SOME), max_size=30)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_spans_are_in_bounds_and_in_order(a: str, b: str) -> None:
    found = wording_differences(a, b)
    for difference in found:
        assert difference.fullest.end <= len(a) and difference.other.end <= len(b)
        if difference.kind is DifferenceKind.DROPPED:
            assert difference.fullest.of(a)
        if difference.kind is DifferenceKind.ADDED:
            assert difference.other.of(b)
    assert [d.fullest.start for d in found] == sorted(d.fullest.start for d in found)


@given(st.text(max_size=200))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert wording_differences(text, text) == ()


@given(WORDS.map(" ".join))
def test_case_and_marks_do_not_count(text: str) -> None:
    assert wording_differences(text, text.upper().replace("“", "'").replace("”", "'").replace("’", "'")) == ()
