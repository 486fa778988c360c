"""Pages in HTML whose paragraphs begin in bold: which are talks, and which only look like one."""

from __future__ import annotations

import pytest

from tui_reader.domain import Document, DocumentKind, ParagraphRole
from tui_reader.parsing.web_forms import read_web

_TALK = (
    ("Ada Marsh:", "How many boats are laid up?"),
    ("Bo Lind:", "Nine, and a tenth is on its way to us."),
    ("Ada Marsh:", "When will they sail?"),
    ("Bo Lind:", "In the spring, if we have the money."),
)
_CABINET = (
    ("Ada Marsh:", "Minister for ferries since May, and our oldest."),
    ("Bo Lind:", "Minister for harbours, a fisherman before."),
    ("Cy Holm:", "Minister for lamps, the youngest we have."),
    ("Di Kerr:", "Minister for the tide, known to you all."),
)
_VOICES = (  # two families of two
    ("Warden Ada Marsh:", "“We will rebuild it,” she told the meeting."),
    ("Pilot Bo Lind:", "He said that the wall was “our last”."),
    ("Keeper Cy Marsh:", "He would not tell us what he thought."),
    ("Fisher Di Lind:", "She asked who would pay, and left."),
)
_LISTING = (
    ("Tide One:", "The Lamp. The keeper hears a noise."),
    ("Tide Two:", "Boats of the North. Nine yards in nine days."),
    ("Tide One:", "News and weather."),
    ("Tide Two:", "The Harbour Quiz, with Di Kerr."),
)


def read(body: str) -> Document:
    page = f"<html><body><article><h1>The harbour</h1><p>4 March 2031</p>{body}</article></body></html>"
    found = read_web(page.encode(), "page.html")
    assert found is not None
    [document] = found
    return document


def kind_of(said: tuple[tuple[str, str], ...], behind: str = "", between: str = " ") -> DocumentKind:
    paragraphs = "".join(f"<p><strong>{label}</strong>{between}{words}</p>" for label, words in said)
    return read(paragraphs + behind).kind


def test_labels_that_come_again_over_words_said_to_somebody_are_a_talk() -> None:
    assert kind_of(_TALK) is DocumentKind.TRANSCRIPT


@pytest.mark.parametrize(
    "listing",
    [_CABINET, _VOICES, _LISTING, (*_TALK[:1], *_CABINET[1:])],
    ids=["each named once", "reported of each", "nobody is spoken to", "one question among them"],
)
def test_a_list_of_people_or_programmes_is_no_talk(listing: tuple[tuple[str, str], ...]) -> None:
    assert kind_of(listing) is not DocumentKind.TRANSCRIPT


def test_a_report_that_prints_some_of_a_talk_and_goes_on_is_no_talk() -> None:
    told = "".join(f"<p>The boats of yard {number} have stood on the slip since the storm.</p>" for number in range(9))
    assert kind_of(_TALK, told) is not DocumentKind.TRANSCRIPT


@pytest.mark.parametrize(("asked", "kind"), [(".", DocumentKind.ARTICLE), ("?", DocumentKind.TRANSCRIPT)])
def test_labels_alone_in_their_lines_are_names_only_where_somebody_asks(asked: str, kind: DocumentKind) -> None:
    fixtures = (
        ("Team News", "We expect Marsh to start, and so do you" + asked),
        ("Our Prediction", "A draw, but do not ask us why."),
        ("Team News", "We hear that Lind is hurt."),
        ("Our Prediction", "A win, and our surest one."),
    )
    assert kind_of(fixtures, between="</p><p>") is kind


def kind_of_table(rows: tuple[tuple[str, str], ...]) -> DocumentKind:
    cells = "".join(f"<tr><td>{who}</td><td>{words}</td></tr>" for who, words in rows)
    return read(f"<table>{cells}</table>").kind


def test_a_table_of_who_speaks_and_what_they_say_is_a_talk() -> None:
    talk = (("Speaker", "Words"), *((who.rstrip(":"), words) for who, words in _TALK))
    assert kind_of_table(talk) is DocumentKind.TRANSCRIPT


@pytest.mark.parametrize("listing", [_CABINET, _LISTING], ids=["each named once", "nobody is spoken to"])
def test_a_table_of_people_or_programmes_is_no_talk(listing: tuple[tuple[str, str], ...]) -> None:
    assert kind_of_table(listing) is not DocumentKind.TRANSCRIPT


def test_a_time_may_stand_before_a_label() -> None:
    labelled = "".join(f"<p><strong>{label}</strong> {words}</p>" for label, words in _TALK)
    timed = "<p>[06:02] ADA MARSH: That was the harbour.</p>"
    document = read(labelled + timed)
    spoken = [p.span.of(document.text) for _, p in document.paragraphs() if p.role is ParagraphRole.SPEAKER]
    assert spoken[-1] == "ADA MARSH"
