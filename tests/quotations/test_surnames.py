"""A trade that is a surname as often is the name of whoever bears it here, never of somebody else."""

from __future__ import annotations

import pytest

from tui_reader.parsing import plain_document
from tui_reader.quotations import extract_quotations


@pytest.mark.parametrize("surname", ["Baker", "Cook", "Driver", "King", "Judge", "Dean", "Butcher", "Painter"])
def test_a_trade_as_a_surname_is_a_name(surname: str) -> None:
    text = (
        f"Mark {surname} runs the ferry with Hilda Marsh.\n\n"
        f"“It sails at nine,” {surname} said.\n\n"
        f"Marsh disagreed. {surname} then said: “It does.”"
    )
    found = extract_quotations(plain_document("x", text))
    assert [quotation.speaker for quotation in found] == [f"Mark {surname}"] * 2


def test_a_role_at_the_end_of_a_title_stays_a_role() -> None:
    text = "Home Secretary Anna Vane said: “All is well.” The Home Secretary added: “Quite well.”"
    found = extract_quotations(plain_document("x", text))
    assert [(quotation.speaker, quotation.speaker_text) for quotation in found] == [
        ("Anna Vane", "Home Secretary Anna Vane"),
        ("Anna Vane", "The Home Secretary"),
    ]


@pytest.mark.parametrize(
    ("named", "called", "surname"), [("Mr Justice Vane", "judge", "Vane"), ("DC Vane", "detective", "Vane")]
)
def test_a_title_tells_the_role_of_who_bears_it(named: str, called: str, surname: str) -> None:
    text = f"{named} said: “All is well.”\n\nThe {called} said: “Quite well.”"
    found = extract_quotations(plain_document("x", text))
    assert [surname in (quotation.speaker or "") for quotation in found] == [True, True]


def test_no_ends_a_sentence_where_no_number_follows() -> None:
    text = "The firm says no. Anna Vane gave what she called a “cast-iron” promise."
    assert [quotation.speaker for quotation in extract_quotations(plain_document("x", text)) if quotation.cue] == [
        "Anna Vane"
    ]
