"""Who passes the words on, where the text says so, and where it only seems to."""

from __future__ import annotations

import pytest

from tests.quotations.documents import make_document
from tui_reader.quotations import extract_quotations

# The words between bars, whose they are, and via whom (None: nobody passes them on).
RELAYED = [
    ("“|It was horrific|,” Anna Bell told laDiaria.", "Anna Bell", "laDiaria"),
    ("“|It was horrific|,” Anna Bell told El Faro in March.", "Anna Bell", "El Faro"),
    ("“|It was horrific|,” Anna Bell told local news outlet TownDesk.", "Anna Bell", "local news outlet TownDesk"),
    ("Anna Bell told the Hale Ledger: “It was cold.” She added: “|And it was late|.”", "Anna Bell", "Hale Ledger"),
    ("Anna Bell called the bridge “|unsafe to cross|” in May, the Hale Ledger reported.", "Anna Bell", "Hale Ledger"),
    ("Anna Bell said the bridge was “|unsafe to cross|”, according to the Hale Ledger.", "Anna Bell", "Hale Ledger"),
    (
        "Anna Bell is “|very sorry for all this|”, a lawyer was quoted as saying by the Hale Ledger.",
        "lawyer",
        "Hale Ledger",
    ),
    ("Anna Bell was quoted by the Lisbon paper A Nova as saying it was “|cold|”.", "Anna Bell", "Lisbon paper A Nova"),
    ("There is a fear among nurses of the night shift that it could “|close the ward|”.", "nurses", None),
    ("In a statement issued by his lawyers, Tom Hale said it was “|a lie|”.", "Tom Hale", "his lawyers"),
    ("In a statement read to the court by Ms Bell, Tom Hale said: “|It hurt|.”", "Tom Hale", "Ms Bell"),
    ("In a tribute released by Hale Police, his sister Anna Bell said: “|He sang|.”", "Anna Bell", "Hale Police"),
    ("Tom Hale was away. Through his solicitors, he said it was “|a lie|”.", "Tom Hale", "his solicitors"),
    ("Tom Hale said in a statement issued by his lawyer: “|It is a lie|.”", "Tom Hale", "his lawyer"),
    ("Through the window, Tom Hale said: “|It is a lie|.”", "Tom Hale", None),
    ("In a letter sent by post, Tom Hale said: “|It is a lie|.”", "Tom Hale", None),
    ("Tom Hale used to say the bridge was “|his child|”, Anna Bell says.", "Tom Hale", "Anna Bell"),
    ("Tom Hale would often say it was “|his child|”, Anna Bell says.", "Tom Hale", "Anna Bell"),
    ("“|It was horrific|,” Anna Bell told the club website.", "Anna Bell", "club website"),
    ("Anna Bell said on a podcast that the bridge was “|unsafe to cross|”.", "Anna Bell", None),
    ("“|It was horrific|,” Anna Bell told Sister Rosa Hale.", "Anna Bell", None),
    ("Tom Hale came to the bridge. Hale had built it.\n“|It was horrific|,” Anna Bell told Hale.", "Anna Bell", None),
    ("“|It was horrific|,” Anna Bell told France.", "Anna Bell", None),
    ("“|It was horrific|,” Anna Bell told the Senedd.", "Anna Bell", None),
    ("Anna Bell said on Sunday that the bridge was “|unsafe to cross|”.", "Anna Bell", None),
    ("“|The bridge is safe|,” Anna Bell wrote on social media.", "Anna Bell", None),
    ("Anna Bell wrote on her Telegram channel: “|The bridge is safe|.”", "Anna Bell", None),
    ("In its weekly bulletin, the Bridge Trust said it was “|unsafe to cross|”.", "Bridge Trust", None),
    ("Anna Bell said the bridge was “|unsafe to cross|”, Bell said.", "Anna Bell", None),
]


@pytest.mark.parametrize(("marked", "speaker", "via"), RELAYED, ids=[case[0][:60] for case in RELAYED])
def test_who_passes_the_words_on(marked: str, speaker: str, via: str | None) -> None:
    before, words, after = marked.split("|")
    found = {q.text.rstrip(",."): q for q in extract_quotations(make_document(before + words + after))}
    assert (found[words].speaker, found[words].via) == (speaker, via)


def test_an_outlet_that_reports_them_does_not_take_the_floor() -> None:
    text = (
        "Mayor Anna Bell called the bridge “unsafe to cross”, the Hale Ledger reported.\n"
        "“Nobody should go there,” she said.\n“It may fall on any day, and we will not wait for that day.”"
    )
    assert [q.speaker for q in extract_quotations(make_document(text))] == ["Anna Bell"] * 3
