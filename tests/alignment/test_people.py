"""Who is who: one key for every form of a name."""

from __future__ import annotations

import pytest

from tui_reader.alignment.people import People

NAMES = ["Mara Quill", "Det Ch Supt Mara Quill", "Wing Commander Mara Quill", "Ada Lorne", "Bram Lorne"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Det Ch Supt Mara Quill", "mara quill"),
        ("Wing Commander Mara Quill", "mara quill"),  # a rank nobody listed: it ends in a full name
        ("Quill", "mara quill"),
        ("Mara", "mara quill"),  # only one Mara is named in full
        ("Sister Mara", "mara quill"),
        ("Ada Lorne", "ada lorne"),
        ("Bram Lorne", "bram lorne"),
        ("sister", "sister"),
    ],
)
def test_forms_of_one_name_have_one_key(name: str, key: str) -> None:
    assert People(NAMES).key(name) == key


def test_a_first_name_of_two_people_is_nobody() -> None:
    assert People([*NAMES, "Mara Fell"]).key("Mara") == "mara"


def test_a_role_in_short_is_whoever_alone_holds_it() -> None:
    roles = [("Ada Lorne", "chief constable"), ("Bo Marsh", "fisheries minister"), ("Cy Reed", "roads minister")]
    people = People([name for name, _ in roles], roles)
    assert people.key("the chief") == "ada lorne"
    assert people.key("the minister") == "minister"
