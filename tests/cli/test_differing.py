"""`differences` and `clashes` over a store: the quotation, what differs, the clash and where it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call, with_pages

PAGES = {
    "North Post": 'Ada Quill said: "We will not wait for the next great storm to raise the harbour wall."'
    "\n\nQuill said 640 boats had been moved out of the harbour before the storm.",
    "Daily Tide": 'Ada Quill said: "We will not wait for the next storm to raise the harbour wall."'
    "\n\nQuill said that 460 boats had been moved out of the harbour before the storm.",
}  # fmt: skip


@pytest.fixture
def asked(call: Call, tmp_path: Path) -> Call:
    headed = {outlet: f"Harbour wall to be raised by a metre, says Quill\n\n{text}\n" for outlet, text in PAGES.items()}
    return with_pages(call, tmp_path, headed)


def test_differences_name_the_words_and_both_places(asked: Call) -> None:
    [found] = map(json.loads, asked("differences", "--format", "json").out.splitlines())
    assert found["outlet"] == "Daily Tide" and found["fullest"]["outlet"] == "North Post"
    assert found["changes"] == [{"kind": "dropped", "fullest": "great", "other": ""}]
    assert found["speaker"] == "Ada Quill"
    line = asked("differences").out
    assert line.startswith(found["quotation"]) and "drops: great" in line
    assert "| dropped | Ada Quill | Daily Tide |" in asked("differences", "quill", "--format", "markdown").out
    assert asked("differences", "--speaker", "nobody").code == 1


def test_clashes_name_both_outlets_and_the_row(asked: Call) -> None:
    [clash] = map(json.loads, asked("clashes", "--format", "json").out.splitlines())
    assert {(clash["a"], clash["words_a"]), (clash["b"], clash["words_b"])} == {
        ("North Post", "640 boats"),
        ("Daily Tide", "460 boats"),
    }
    assert clash["title"] and clash["event"]
    assert "640 boats (North Post)" in asked("clashes", "harbour").out
    assert asked("clashes", "--on", "2030-01-01").code == 1
