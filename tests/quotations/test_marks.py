"""Pairing marks: which are apostrophes, which open, which close, and what is missing."""

from __future__ import annotations

import pytest

from tui_reader.quotations.sentence.mark_pairing import first_mark, pair_runs
from tui_reader.quotations.sentence.marks import find_marks


def runs_of(text: str, next_paragraph: str = "") -> list[str]:
    following = first_mark(next_paragraph, 0, len(next_paragraph)) if next_paragraph else None
    return [text[run.start : run.end] for run in pair_runs(text, 0, len(text), following)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'The victims' families were told', she said.", ["The victims' families were told"]),
        ("The sisters' plan and the brothers' money", []),
        ("He 'backed' the boys' club 'for years'.", ["backed", "for years"]),
        ("In the '90s we'd tell 'em 'no'.", ["no"]),
        ("'Flawed 'big' data is used,' he said.", ["Flawed 'big' data is used,", "big"]),
        ("‘culture of ignorance', it says", ["culture of ignorance"]),
        ("“One. “Two,” he said.", ["One.", "Two,"]),
        ("'One ends. 'Two ends.' So it went.", ["One ends.", "Two ends."]),
        ("``Gone,'' he said.", ["Gone,"]),
        ("''Gone,'' he said. ''All of it.''", ["Gone,", "All of it."]),
        ("A board 5'10\" by 6' 2\" is long.", []),
        ("«Oui», said he, „ja“.", ["Oui", "ja"]),
        ("“He said ‘go’ and ‘stay’.”", ["He said ‘go’ and ‘stay’.", "go", "stay"]),
        ("She said: We will go.' Then she went.", ["We will go."]),
        ("“ spaced ” words", ["spaced"]),
        ("“”", []),
    ],
)
def test_runs(text: str, expected: list[str]) -> None:
    assert runs_of(text) == expected


def test_speech_that_goes_on_in_the_next_paragraph_runs_to_the_end_of_this_one() -> None:
    assert runs_of("He said: “One thing. Another thing.", "“A third.”") == ["One thing. Another thing."]
    assert runs_of("He said: 'One thing. Another's.", "'A third.'") == ["One thing. Another's."]


def test_apostrophes_are_no_marks() -> None:
    assert find_marks("don't Reader's o'clock", 0, 22) == []
