"""One person under several names is one speaker; two people of one last name, and bodies, are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import make_document, make_quotation
from tests.store.conftest import put
from tui_reader.domain import Filters
from tui_reader.store import Store

SAID = (
    ("Ada Quill", "She"),
    ("Quill", "Quill"),
    ("Baroness Quill", "Baroness Quill"),
    ("Tom Hale", "He"),
    ("Joan Hale", "She"),
    ("Hale", "Hale"),
    ("Welsh Harbours", "Welsh Harbours"),
    ("Harbours", "Harbours"),
    ("Coast Research UK", "It"),
    ("UK", "UK"),
    ("Quill’s own report", "the report"),
)


@pytest.fixture
def named(store: Store) -> Store:
    for number, (name, text) in enumerate(SAID):
        words = f"the wall of harbour {number} was wet"
        document = make_document((f"Harbour {number}", f"{text} said {words}."), file=f"p{number}.txt", id=f"d{number}")
        quotation = make_quotation(document, words, speaker=name)
        put(store, document, [replace(quotation, speaker_text=text)])
    return store


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ada Quill", {"Ada Quill", "Quill", "Baroness Quill"}),
        ("Quill", {"Ada Quill", "Quill", "Baroness Quill"}),
        ("Baroness Quill", {"Ada Quill", "Quill", "Baroness Quill"}),
        ("Tom Hale", {"Tom Hale"}),
        ("Hale", {"Hale"}),
        ("Harbours", {"Harbours"}),
        ("Welsh Harbours", {"Welsh Harbours"}),
        ("UK", {"UK"}),
        ("Quill’s own report", {"Quill’s own report"}),
        ("Nobody Here", set()),
        ("", set()),
    ],
)
def test_who_is_one_speaker(named: Store, name: str, found: set[str]) -> None:
    assert {entry.quotation.speaker for entry in named.speaker_quotations(name)} == found


def test_a_list_by_speaker_has_all_their_names(named: Store) -> None:
    entries = named.quotations("", Filters(speaker="Ada Quill"))
    assert {entry.quotation.speaker for entry in entries} == {"Ada Quill", "Quill", "Baroness Quill"}
