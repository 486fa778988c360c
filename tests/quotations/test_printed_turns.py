"""Whose the turns of a transcript are, from its file to the quotation: nobody gets another's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_reader.parsing import parse_pages
from tui_reader.quotations import extract_quotations

TRANSCRIPTS = Path(__file__).parent.parent / "parsing" / "transcripts"


@pytest.mark.parametrize(
    ("name", "turns"),
    [
        (
            "captions.vtt",
            [
                ("Ada Marsh", "Good evening to the roads & lamps committee. There are twenty-six of us."),
                ("Bo Lind", "Twenty-seven."),
                (None, "Who said that?"),
                (None, "I did."),
                ("Ada Marsh", "Mr Lind."),
            ],
        ),
        (
            "captions.srt",
            [
                ("MARSH", "Good evening, well-lit people of Hillford. There are nine. All of them old & out."),
                ("LIND", "Ten."),
                (None, "Ten?"),
                (None, "Ten."),
            ],
        ),
        ("whisper_voices.json", [("SPEAKER_00", "How many?"), ("SPEAKER_01", "Nine."), ("SPEAKER_00", "Only nine?")]),
        (
            "interview_initials.txt",
            [
                ("ADA MARSH", "Bo Lind, good morning."),
                ("BO LIND", "Good morning, Ada."),
                ("ADA MARSH", "How many are out?"),
                ("BO LIND", "Nine."),
                ("BO LIND", "And I know each of them."),
                ("ADA MARSH", "Will you pay?"),
                ("BO LIND", "I said so in May. I said, “We shall pay.”"),
            ],
        ),
        (
            "hansard_bound.txt",
            [
                ("Ms Ada Marsh", "I beg to move,"),
                ("Ms Ada Marsh", "That this House regrets the dark."),
                ("Ms Ada Marsh", "It is dark in Hillford."),
                ("Hon. Members", "Hear, hear."),
                ("Sir Cy Twining", "Order. Let her go on."),
                ("Ms Ada Marsh", "I am grateful."),
                ("Mrs. Bo Lind", "Will she give way?"),
                ("Ms Ada Marsh", "I shall not."),
                ("Mr. Ned Orme", "Shame."),
            ],
        ),
    ],
)
def test_every_turn_is_its_speakers(name: str, turns: list[tuple[str | None, str]]) -> None:
    (document,) = parse_pages((TRANSCRIPTS / name).read_bytes(), name)
    found = [quote for quote in extract_quotations(document) if quote.kind.value == "block"]
    assert [(quote.speaker, quote.text) for quote in found] == turns
    assert all(quote.text == quote.span.of(document.text) for quote in found)


def test_an_answer_is_the_witness_the_record_says_is_heard() -> None:
    (document,) = parse_pages((TRANSCRIPTS / "inquiry.txt").read_bytes(), "inquiry.txt")
    told = {quote.text: quote for quote in extract_quotations(document)}
    assert told["On a lamp."].speaker == told["The ninth, sir."].speaker == "MS ADA MARSH"
    assert "witness" in told["On a lamp."].evidence[-1]
    assert told["Where?"].speaker is None  # "Q"


def test_an_answer_where_nobody_was_called_is_nobodys() -> None:
    record = "MR LIND: Is Ms Marsh here?\n\nA. I am.\n\nQ. How many are out?\n\nA. Nine.\n\nMR LIND: Thank you.\n"
    document = parse_pages(record.encode(), "record.txt")[0]
    assert {q.speaker for q in extract_quotations(document)} == {None, "MR LIND"}


def test_a_voice_that_a_program_told_apart_is_never_sure() -> None:
    (document,) = parse_pages((TRANSCRIPTS / "whisper_voices.json").read_bytes(), "x")
    assert not any(quote.speaker_is_sure for quote in extract_quotations(document))


def test_a_turn_is_one_group_over_its_paragraphs_and_what_it_quotes() -> None:
    (document,) = parse_pages((TRANSCRIPTS / "congressional_record.txt").read_bytes(), "x")
    said = [q for q in extract_quotations(document) if q.kind.value == "block" and q.speaker == "Ms. MARSH"]
    assert len({q.group for q in said[:4]}) == 1
    assert said[4].group != said[0].group  # another turn of hers


def test_an_office_in_front_of_a_name_is_not_said_again_behind_it() -> None:
    record = "\n\n".join(["Deputy Ada Marsh: How many?", "Mr Lind: Nine, Deputy Ada Marsh.", "Mr Lind: No more."] * 3)
    document = parse_pages(record.encode(), "record.txt")[0]
    told = {(each.speaker, each.speaker_role) for each in extract_quotations(document)}
    assert told == {("Deputy Ada Marsh", None), ("Mr Lind", None)}


def test_an_office_behind_a_comma_is_the_role_of_one_speaker() -> None:
    lines = ["ADA MARSH, ANCHOR: How many?", "BO LIND, JR.: Nine.", "MARSH: Nine?", "LIND, CORA: Ten.", "MARSH: Ten."]
    document = parse_pages("\n\n".join(lines * 2).encode(), "record.txt")[0]
    told = {(each.speaker, each.speaker_role) for each in extract_quotations(document)}
    assert told == {("ADA MARSH", "ANCHOR"), ("BO LIND, JR.", None), ("LIND, CORA", None)}
