from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.domain import Precision, TimeBasis
from tui_reader.parsing.printed_times import read_time


@pytest.mark.parametrize(
    ("printed", "moment", "zone"),
    [
        ("Thu, 12 Jun 2031 15:56:00 GMT", "2031-06-12T15:56:00+00:00", "GMT"),
        ("Thu, 12 Jun 2031 15:56:00 +0100", "2031-06-12T15:56:00+01:00", "+0100"),
        ("Thu, 12 Jun 2031 15:56:00 +01:00", "2031-06-12T15:56:00+01:00", "+01:00"),
        ("12 Jun 2031 15:56 BST", "2031-06-12T15:56:00+01:00", "BST"),
        ("Thu, 12 Jun 31 15:56 Z", "2031-06-12T15:56:00+00:00", "UTC"),
        ("Thu, 12 Jun 2031 15:56:00 EST", "2031-06-12T15:56:00-05:00", "EST"),
        ("2031-06-12T15:56:00Z", "2031-06-12T15:56:00+00:00", "UTC"),
        ("2031-06-12T15:56:00.123+01:00", "2031-06-12T15:56:00+01:00", "+01:00"),
        ("2031-06-12T15:56:00-0330", "2031-06-12T15:56:00-03:30", "-0330"),
        ("2031-06-12 15:56:00 UTC", "2031-06-12T15:56:00+00:00", "UTC"),
        ("2031-06-12 15:56", "2031-06-12T15:56:00+00:00", None),
        ("20310612T15:56:35Z", "2031-06-12T15:56:35+00:00", "UTC"),
        ("2031-6-2T5:06:0Z", "2031-06-02T05:06:00+00:00", "UTC"),
        ("12.06.2031 15:56", "2031-06-12T15:56:00+00:00", None),
        ("1939046160", "2031-06-12T15:56:00+00:00", "UTC"),
        ("1939046160000", "2031-06-12T15:56:00+00:00", "UTC"),
        ("Jun 12, 2031 3:56 PM", "2031-06-12T15:56:00+00:00", None),
        ("Thu Jun 12 2031 15:56:00 GMT+0100", "2031-06-12T15:56:00+01:00", "+0100"),
        ("Thu, 12 Jun 2031 15:56:00 -0000", "2031-06-12T15:56:00+00:00", None),
        ("Thu, 12 Jun 2031 15:56:00 IST", "2031-06-12T15:56:00+00:00", None),  # India, Ireland or Israel
        ("Thu, 12 Jun 2031 15:56:00", "2031-06-12T15:56:00+00:00", None),
    ],
)
def test_a_time_keeps_the_zone_it_was_printed_in(printed: str, moment: str, zone: str | None) -> None:
    found = read_time(printed)
    assert found is not None
    assert (found.moment.isoformat(), found.zone, found.precision) == (moment, zone, Precision.MINUTE)
    assert found.time_printed == f"{found.moment:%H:%M}" and found.clock is not None and found.clock.zone == zone
    assert ("taken as UTC" in found.dated_by("the feed").why) == (zone is None)
    assert found.dated_by("the feed").basis is TimeBasis.PRINTED


@pytest.mark.parametrize("printed", ["2031-06-12", "Thu, 12 Jun 2031", "12 June 2031"])
def test_a_day_stays_a_day(printed: str) -> None:
    found = read_time(printed)
    assert found is not None
    assert (found.moment.isoformat(), found.precision) == ("2031-06-12T00:00:00+00:00", Precision.DAY)
    assert found.time_printed is None and found.clock is None


@pytest.mark.parametrize(
    "printed",
    [
        None,
        5,
        "",
        "soon",
        "9999-99-99T99:99",
        "Thu, 99 Foo 99999 99:99:99 +9999",
        "15:56",
        "2031-06-12T15:56+99:99",
        "x" * 99,
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
    ],
)
def test_what_is_no_time_is_none(printed: object) -> None:
    assert read_time(printed) is None


@given(st.text(max_size=90))
def test_no_text_breaks_it(printed: str) -> None:
    found = read_time(printed)
    assert found is None or found.moment.tzinfo is not None
