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
    ("“|It was horrific|,” Anna Bell told the local broadcaster, Haleview.", "Anna Bell", "Haleview"),
    ("Anna Bell told the podcast Up the Creek that it was “|cold|”.", "Anna Bell", "Up the Creek"),
    ("In a statement released by the club's chair, Hugh Orme, Anna Bell said: “|It hurt|.”", "Anna Bell", "Hugh Orme"),
    (
        "Prosecutor Ned Orme said it was late.\nIn a statement read by the prosecutor, Mrs Bell said: “|It hurt|.”",
        "Mrs Bell",
        "Ned Orme",
    ),
    ("Asked by the local paper, Anna Bell said it was “|cold|”.", "Anna Bell", "local paper"),
    ("Emails seen by Harbour News appear to show that Anna Bell called it “|cold|”.", "Anna Bell", "Harbour News"),
    ("In a tribute issued through police, Anna Bell said: “|He sang|.”", "Anna Bell", "police"),
    ("“|It hurt|,” Anna Bell said in a statement read by her lawyer.", "Anna Bell", "her lawyer"),
    ("“|It hurt|,” Anna Bell said through an interpreter.", "Anna Bell", None),
    ("In a letter, seen by the Hale Echo, Anna Bell said it was “|cold|”.", "Anna Bell", "Hale Echo"),
    ("In emails obtained by Harbour News and others, Anna Bell said it was “|cold|”.", "Anna Bell", "Harbour News"),
    ("In a letter to the Hale Echo, Anna Bell said it was “|cold|”.", "Anna Bell", None),
    ("Speaking afterwards to the Netherby Mercury, Anna Bell said it was “|cold|”.", "Anna Bell", "Netherby Mercury"),
    ("Speaking afterwards to Look North, Anna Bell said it was “|cold|”.", "Anna Bell", "Look North"),
]


@pytest.mark.parametrize(("marked", "speaker", "via"), RELAYED, ids=[case[0][:60] for case in RELAYED])
def test_who_passes_the_words_on(marked: str, speaker: str, via: str | None) -> None:
    before, words, after = marked.split("|")
    found = {q.text.rstrip(",."): q for q in extract_quotations(make_document(before + words + after))}
    assert (found[words].speaker, found[words].via) == (speaker, via)


def test_who_reads_out_a_statement_is_not_the_paper_that_is_meant_later() -> None:
    text = (
        "Anna Bell told the Hale Echo it was cold.\n"
        "In a letter read out by the firm's barrister, Hugh Orme, they said it was “late”.\n"
        "“It is wet,” Anna Bell told the paper."
    )
    assert extract_quotations(make_document(text))[-1].via == "Hale Echo"


def test_the_name_of_who_reads_is_no_word_of_what_is_read() -> None:
    text = "Tom Hale was away. In a letter read by his brother, Ned Hale, he added that it was “late”."
    assert [q.text for q in extract_quotations(make_document(text))] == ["late"]


def test_what_a_reporter_tells_of_whoever_is_asked_is_no_answer() -> None:
    asked = "What do you fear?\nI fear the sea.\nWhat do you eat?\nI eat fish.\nWhere do you go?\nI go home.\n"
    told = "Bell stops. Her agent, Tom Hale, looks in. “She is tired,” he says.\nDo you go on?\nI do. My mother asks."
    text = f"Anna Bell on the sea\n{asked}{told}"
    found = next(q for q in extract_quotations(make_document(text)) if q.text.startswith("She is tired"))
    assert (found.speaker, found.via) == ("Tom Hale", None)


def test_an_outlet_that_reports_them_does_not_take_the_floor() -> None:
    text = (
        "Mayor Anna Bell called the bridge “unsafe to cross”, the Hale Ledger reported.\n"
        "“Nobody should go there,” she said.\n“It may fall on any day, and we will not wait for that day.”"
    )
    assert [q.speaker for q in extract_quotations(make_document(text))] == ["Anna Bell"] * 3
