"""What the pages of one event print two ways, in whichever rows it stands; and what is two things."""

from __future__ import annotations

import pytest

from tests.alignment.pages import Page
from tui_reader.alignment import compare

_SAID = "the wall will be rebuilt by June and not a stone of it left where it lies"


def clashes(*told: tuple[str, str]) -> set[tuple[str, str, str]]:
    """Return what clashes on pages of some outlets that report one statement, each with sentences of its own."""
    pages = [
        Page(outlet, headline="Lorne statement")
        .post(f"Ada Lorne said {_SAID}.", *sentences.split("|"), minute=930, said=[(_SAID, "indirect", "Ada Lorne")])
        .done()
        for outlet, sentences in told
    ]
    events = {page[0].id: "e1" for page in pages}
    rows = compare("Lorne statement", pages, events=events).rows
    return {(clash.kind, clash.words_a, clash.words_b) for row in rows for clash in row.clashes}


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (
            "The harbour master, Bo Marsh, rang the bell.",
            "Not until dusk was it rung by harbour master Bob Marsh.",
            ("name", "Bo Marsh", "Bob Marsh"),
        ),
        (
            "Cy Farrow, 41, swam ashore with a rope.",
            "A rope was brought by Cy Carrow, 41, of Reed Lane.",
            ("name", "Cy Farrow", "Cy Carrow"),
        ),
        (
            "In all 412 berths were lost in the storm.",
            "Owners of four hundred and twenty-one berths want money.",
            ("number", "412 berths", "four hundred and twenty-one berths"),
        ),
        (
            "Clearing the harbour mouth will cost £2.3m.",
            "The bill for clearing the harbour mouth is now £3.2m.",
            ("number", "£2.3m", "£3.2m"),
        ),
    ],
)
def test_a_name_and_a_number_printed_two_ways_clash(one: str, other: str, clash: tuple[str, str, str]) -> None:
    kind, mine, theirs = clash
    found = clashes(("Daily Tide", one), ("Harbour News", one), ("North Post", other))
    assert found == {(kind, mine, theirs)}
    assert not clashes(("Daily Tide", one), ("North Post", other)), "one against one: neither is known for a slip"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bo Marsh, 41, rang the bell.", "Joe Marsh, 12, rang the bell."),  # a father and a son
        (
            "The harbour master, Bo Marsh, rang.|Bob Marsh, harbour master of Reed, did not.",
            "Harbour master Bob Marsh rang.",
        ),
        ("In all 412 berths were lost.", "In all 421 berths were lost, not 412 berths as was thought."),
        (
            "The wall was built in 1927.",
            "The wall was built in 1972.",
        ),  # a year counts nothing
        ("In all 412 berths were lost.", "Nobody drank the 421 bottles."),
        ("The storm took 412 homes in Reed Lane.", "A storm wave filled 421 shops."),  # one word is not enough
        ("Flood water closed route 412 at noon.", "Flood water closed route 421 at noon."),
        ("“We lost it,” said Tom Hale.", "“We were lucky,” said Tim Hale, his brother."),
    ],
)
def test_two_things_do_not_clash(one: str, other: str) -> None:
    assert not clashes(("Daily Tide", one), ("Harbour News", one), ("North Post", other))
