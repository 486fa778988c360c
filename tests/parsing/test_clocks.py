"""Times, zones and dates as pages print them."""

from __future__ import annotations

import pytest

from tui_reader.parsing.clocks import glued_stamp, leading_stamp, lone_date, lone_stamp


@pytest.mark.parametrize(
    ("printed", "clock", "minute", "offset"),
    [
        ("published at 18:33 British Summer Time", "18:33", 1113, 60),
        ("published at 3.42pm Greenwich Mean Time", "3.42pm", 942, 0),
        ("Posted at 06:05", "06:05", 365, None),
        (" published at 9.05 a.m. EST", "9.05 a.m.", 545, -300),
        ("published at 12:10am CET", "12:10am", 10, 60),
        ("updated at 23:59 UTC+2", "23:59", 1439, 120),
        ("published at 18:33 Sorrel Island Time", "18:33", 1113, None),
        ("published at 18:33 British Summer Time 16 June", "18:33", 1113, 60),
    ],
)
def test_times_at_the_end_of_a_headline(printed: str, clock: str, minute: int, offset: int | None) -> None:
    found = glued_stamp("Ferries sail again" + printed)
    assert found is not None
    end, stamp = found
    assert "Ferries sail again"[:end].rstrip() == "Ferries sail again"
    assert stamp.clock is not None
    assert (stamp.printed, stamp.clock.minute, stamp.clock.utc_offset) == (clock, minute, offset)


@pytest.mark.parametrize(
    "words",
    [
        "The report was published at 18:33 in the afternoon.",
        "It was published at 25:10",
        "published at last",
        "Ferries sail at 18:33",
    ],
)
def test_sentences_that_mention_a_time_are_no_headlines(words: str) -> None:
    assert glued_stamp(words) is None


@pytest.mark.parametrize(
    "words", ["15:42", "3.42pm BST", "15.42 BST", "Posted at 15:42", "2 hours ago", "10m ago", "3pm"]
)
def test_lines_that_are_a_time(words: str) -> None:
    assert lone_stamp(words) is not None


@pytest.mark.parametrize("words", ["3:18", "1:30", "2025", "1.30", "42", "15:42 head", "99:99", "13pm"])
def test_lines_that_are_none(words: str) -> None:
    assert lone_stamp(words) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("16 June 2025", (2025, 6, 16)),
        ("Published: Monday 16 June 2025 15:42 BST", (2025, 6, 16)),
        ("June 16, 2025", (2025, 6, 16)),
        ("2025-06-16", (2025, 6, 16)),
        ("3 Sept", (0, 9, 3)),
    ],
)
def test_dates(words: str, day: tuple[int, int, int]) -> None:
    stamp = lone_date(words)
    assert stamp is not None and stamp.day == day


@pytest.mark.parametrize("words", ["31 February 2025", "16 people died", "In June 2025"])
def test_what_is_no_date(words: str) -> None:
    assert lone_date(words) is None


def test_a_time_that_begins_a_line() -> None:
    found = leading_stamp("15:42 BST – Talks begin")
    assert found is not None and "15:42 BST – Talks begin"[found[0] :] == "Talks begin"
    assert leading_stamp("15 people have left") is None
