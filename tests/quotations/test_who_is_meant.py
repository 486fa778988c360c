"""Whom "he", "she" and "the boss" mean, and where that is less sure than it looks."""

from __future__ import annotations

import pytest

from tests.quotations.documents import make_document
from tui_reader.domain import Quotation, QuotationKind
from tui_reader.domain.quotation import SURE
from tui_reader.parsing.plain import plain_document
from tui_reader.quotations import extract_quotations


def last(text: str) -> Quotation:
    return extract_quotations(make_document(text))[-1]


def test_a_share_of_what_was_rated_so_is_a_score() -> None:
    assert last("Hale Board rated 32% of the claims of Anna Bell as “false”.").speaker is None
    assert last("Hale Board rated the claims of Anna Bell as “false”.").speaker == "Hale Board"


def test_a_tag_is_no_part_of_what_a_tape_tells() -> None:
    found = extract_quotations(make_document("“It is wet,” Anna Bell said, according to a tape kept by the Echo."))
    assert [(q.text, q.speaker) for q in found] == [("It is wet,", "Anna Bell")]


@pytest.mark.parametrize("told", ["told ‘keep out’", "told “keep out” as the bridge is shut"])
def test_who_is_told_something_says_nothing(told: str) -> None:
    found = extract_quotations(make_document(f"Bridge: Pilots {told}\nIt is wet."))
    assert [q.speaker for q in found] == [None]


def test_what_somebody_was_told_by_nobody_named_is_not_their_word() -> None:
    told = "Anna Bell, a pilot, said she was told at a meeting that the bridge was “quite safe”."
    assert last(told).speaker is None


def test_she_who_said_that_she_wrote_is_one_and_the_same() -> None:
    text = "Ms Hale spoke.\nIt did not please Dame Anna Bell, who said she had told them and got “a leaflet”."
    assert last(text).speaker == "Anna Bell"


def test_he_of_a_report_may_be_a_boy_just_told_of() -> None:
    told = "They pulled a boy out. A doctor at the harbour, Jelka Moros, said he was cold.\n“He is well,” she said."
    assert last(told).speaker == "Jelka Moros"


def test_a_role_with_its_place_is_whom_the_comma_names() -> None:
    told = "The dam broke. A doctor at the old harbour, Jelka Moros, was there.\n“It was late,” she said."
    assert last(told).speaker == "Jelka Moros"


def test_he_is_no_surer_than_the_boss_who_spoke_before() -> None:
    near = "Tom Hale, a manager, spoke.\nMeanwhile, the boss said it was late.\n“It is wet,” he said."
    found = last(near)
    assert (found.speaker, found.confidence < SURE) == ("Tom Hale", True)


@pytest.mark.parametrize("byline", ["Anna Bell, legal correspondent, the Hale Ledger", "By Anna Bell"])
def test_who_wrote_it_is_nobody_whom_she_may_mean(byline: str) -> None:
    text = f"Pilot wins case\n\n{byline}\n\nA pilot sacked after she told a judge that it was “wet” has won."
    (found,) = extract_quotations(plain_document("d", text))
    assert found.speaker != "Anna Bell"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Sheila in Garve: The shed has gone.\nPaul, Hale: I drive a lorry.", ["Sheila", "Paul"]),
        (
            "Priti in Dunn writes: My shed has gone. Be kind.\nAnother reader, Len, says: It was worse.",
            ["Priti", "Len"],
        ),
        ("Orme in Garve: What we know.\nDunn in Hale: The latest. Orme, Dunn and Bo Orme are there.", []),
    ],
)
def test_readers_who_write_from_somewhere_speak(text: str, speakers: list[str]) -> None:
    found = extract_quotations(make_document(f"Storm live\n12:10 Your messages\n{text}\nThe bridge is shut."))
    assert [q.speaker for q in found] == speakers


def test_what_is_written_without_marks_is_all_of_it_theirs() -> None:
    (found,) = extract_quotations(make_document("Anna Bell writes: My shed has gone. Nobody knows where it is."))
    assert (found.text, found.kind) == ("My shed has gone. Nobody knows where it is.", QuotationKind.BLOCK)
    marked = extract_quotations(make_document("Anna Bell writes: My shed has gone. “It was new,” she says."))
    assert QuotationKind.BLOCK not in [q.kind for q in marked]
