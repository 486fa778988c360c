"""The word lists: each says what it is for and where it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

import tui_reader
from tui_reader.text.lexicon import read_sections

LISTS = sorted(Path(tui_reader.__file__).parent.glob("*/lexicons/*.txt"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_gives_its_reason_and_its_origin(path: Path) -> None:
    head = path.read_text("utf-8").split("[", 1)[0]
    assert head.startswith("# ")
    assert "Source:" in head


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_sections_hold_something(path: Path) -> None:
    sections = read_sections(str(path.parent), path.name)
    assert all(entries for section, entries in sections.items() if section)
    assert len(sections) > 1


def test_there_are_lists() -> None:
    assert {path.name for path in LISTS} >= {"cues.txt", "grammar.txt", "people.txt", "first_names.txt"}
