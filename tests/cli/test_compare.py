"""`compare`: rows of one outlet counted or shown, by weight or by time, in four formats."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call, with_pages

SHARED = 'The council leader, Ada Quill, said: "We will not wait for the next storm to raise the harbour wall."'
ALONE = 'Quill added: "The night ferry sails again before the herring come, and {} boats have been moved."'
QUERY = ("compare", "harbour wall")


def page(number: int, alone: str = "") -> str:
    return f"Harbour wall to be raised by a metre, says Quill\n\n{SHARED}\n\n{alone.format(number)}\n"


@pytest.fixture
def asked(call: Call, tmp_path: Path) -> Call:
    return with_pages(call, tmp_path, {"North Post": page(640, ALONE), "Daily Tide": page(0)})


def test_rows_of_one_outlet_are_counted_unless_all_are_asked_for(asked: Call) -> None:
    few, every = asked(*QUERY).out, asked(*QUERY, "--all").out
    assert "only North Post: 1 row (--all shows them)" in few and "night ferry" not in few
    assert "night ferry" in every and "only North Post" not in every
    assert "Daily Tide: words not carried" in every


def test_json_says_what_is_absent_and_weighs_the_rows(asked: Call) -> None:
    [comparison] = map(json.loads, asked(*QUERY, "--format", "json").out.splitlines())
    rows = comparison["rows"]
    assert [row["weight"] for row in rows] == sorted((row["weight"] for row in rows), reverse=True)
    [alone] = [row for row in rows if len(row["cells"]) == 1]
    assert alone["absent"].keys() == {"Daily Tide"} and alone["clashes"] == []
    by_time = json.loads(asked(*QUERY, "--format", "json", "--by", "time").out)
    assert {row["id"] for row in by_time["rows"]} == {row["id"] for row in rows}


def test_csv_has_a_line_a_passage_and_one_an_empty_cell(asked: Call) -> None:
    lines = list(csv.DictReader(io.StringIO(asked(*QUERY, "--format", "csv").out)))
    assert {line["outlet"] for line in lines} == {"North Post", "Daily Tide"}
    [empty] = [line for line in lines if not line["file"]]
    assert empty["outlet"] == "Daily Tide" and empty["text"] in ("(not found)", "(words not carried)")
    assert asked(*QUERY, "--format", "markdown").out.startswith("| row | title |")


def test_words_of_a_headline_find_the_event_where_nothing_said_has_them(asked: Call) -> None:
    assert "North Post" in asked("compare", "raised", "metre").out
    assert asked("compare", "raised", "metre", "--on", "2030-01-01").code == 1
    assert asked("compare", "zeppelin").code == 1


def test_words_kept_whole_by_the_shell_are_looked_for_singly_where_nobody_printed_them_in_a_row(
    call: Call, tmp_path: Path
) -> None:
    first = (
        "Hillford bridge shut\n\nThe bridge at Hillford was shut on Monday after 400 lamps failed, the council said."
    )
    second = (
        "Bridge at Hillford closed\n\nThe Hillford bridge was closed on Monday when 400 lamps failed, engineers said."
    )
    calls = with_pages(call, tmp_path, {"North Post": first, "Daily Tide": second})
    exact = calls("compare", "Hillford bridge", "--format", "json")
    loose = calls("compare", "council Hillford lamps", "--format", "json")
    assert (exact.code, exact.err) == (0, "")
    assert loose.code == 0 and "looked for each" in loose.err
    assert calls("events", "council engineers lamps").code == 0  # no single post has all of them
    assert calls("compare", "zebra parade", "--format", "json").code == 1
