"""Announcements: what is announced of what, and that every outlet that tells of it stands in the row."""

from __future__ import annotations

import pytest

from tests.alignment.pages import Page
from tui_reader.alignment import compare
from tui_reader.alignment.deeds import deeds_of


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("Ms Lorne announced a full and immediate ban on night dredging.", [("brings in", "ban")]),
        ("There will be a ban, she said.", [("brings in", "ban")]),
        ("The seasonal ban will cover the whole bay.", [("brings in", "ban")]),
        ("She would accept all nine proposals, setting up a panel.", [("accepts", "proposal"), ("brings in", "panel")]),
        ("The gulls came back in spring.", []),
        ("They launched.", []),
        ("She lodged a complaint on Monday.", [("tables", "complaint")]),
        ("“I am sorry,” she said, and the board resigned.", [("apologises", ""), ("resigns", "")]),
        ("Nobody will resign over it.", []),
    ],
)
def test_a_deed_is_an_act_and_the_head_of_its_object(text: str, deeds: list[tuple[str, str]]) -> None:
    assert deeds_of(text) == deeds


def said(outlet: str, *paragraphs: str, speaker: str = "Ada Lorne") -> Page:
    page = Page(outlet)
    return page.post(*paragraphs, said=[(text, "indirect", speaker) for text in paragraphs])


def outlets_with(words: str, *pages: Page) -> set[str]:
    rows = compare("Lorne", [page.done() for page in pages]).rows
    return {
        cell.outlet
        for row in rows
        if any(words in p.text for cell in row.cells for p in cell.passages)
        for cell in row.cells
    }


def test_three_outlets_that_announce_one_thing_in_other_words_share_a_row() -> None:
    pages = (
        said("North Post", "Lorne announced a total dredging ban.", "She thanked the pilots for forty years."),
        said("Daily Tide", "There will be a ban from March, Lorne told the town.", "She thanked the lighthouse crews."),
        said("Crier", "Lorne is to introduce a ban.", "Gulls matter, she said."),
    )
    assert outlets_with("total dredging ban", *pages) == {"North Post", "Daily Tide", "Crier"}
    assert "Crier" not in outlets_with("forty years", *pages)


def test_an_announcement_of_somebody_else_stands_apart() -> None:
    pages = (
        said("North Post", "Lorne announced a total dredging ban.", "She thanked the pilots for forty years."),
        said("Daily Tide", "There will be a ban from March, Lorne told the town.", "She thanked the lighthouse crews."),
        said("Crier", "Lorne is to introduce a ban.", "Gulls matter, she said."),
        said("Echo", "Verrick announced a rival parking ban.", speaker="Tom Verrick"),
    )
    assert "Echo" not in outlets_with("total dredging ban", *pages)


def test_a_row_of_one_outlet_that_a_shared_row_holds_is_not_shown_again() -> None:
    pages = (
        said("North Post", "Lorne announced a total dredging ban.", "She thanked the pilots for forty years."),
        said("Daily Tide", "There will be a ban from March, Lorne told the town.", "She thanked the lighthouse crews."),
        said("Crier", "Lorne is to introduce a ban.", "Gulls matter, she said."),
    )
    rows = compare("Lorne", [page.done() for page in pages]).rows
    assert sum("introduce a ban" in p.text for row in rows for cell in row.cells for p in cell.passages) == 1
