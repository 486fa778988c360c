"""What the keeper of a record puts into a turn is in no words; what is said in brackets is."""

from __future__ import annotations

import pytest

from tui_reader.domain import ParagraphRole
from tui_reader.parsing.transcripts.marks import is_narrated
from tui_reader.parsing.transcripts.talk import Talk


@pytest.mark.parametrize(
    "note",
    [
        "(Laughter.)",
        "[crosstalk]",
        "*(Laughs.)*",
        "_(Laughs)_",
        "(Indicating.)",
        "[Ms Marsh sits down again.]",
        "(Loud applause.)",
        "(As interpreted.)",
        "(IN WELSH)",
        "[Hon. Members: “Oh!”]",
    ],
)
def test_a_note_between_sentences_is_in_no_words(note: str) -> None:
    talk = Talk()
    talk.words(f"It is dark. {note} Nine are out.")
    passages = talk.sections[0].passages
    assert [(p.words, p.role) for p in passages] == [
        ("It is dark.", ParagraphRole.BODY),
        (note, ParagraphRole.ASIDE),
        ("Nine are out.", ParagraphRole.BODY),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "[Not] Guilty is what it says.",
        "[Road Minister] Lind knew.",
        "(Ten pounds.) That is all.",
        "(A single one.) That is all.",
        "(See the book.) That is all.",
        "(She was lying.) That is all.",
        "(I was laughing.) That is all.",
        "(Nothing.) That is all.",
        "(Spring.) That is all.",
    ],
)
def test_what_is_said_in_brackets_stays(said: str) -> None:
    talk = Talk()
    talk.words(f"It is dark. {said}")
    assert [p.words for p in talk.sections[0].passages] == [f"It is dark. {said}"]


def test_a_note_before_a_dash_is_in_no_words() -> None:
    talk = Talk()
    talk.words("(Crosstalk.) -- nine are out.")
    assert [p.words for p in talk.sections[0].passages] == ["(Crosstalk.)", "-- nine are out."]


def test_what_nobody_heard_stays_where_it_was_said() -> None:
    talk = Talk()
    talk.words("Nine are out in (inaudible) harbour.")
    assert [p.words for p in talk.sections[0].passages] == ["Nine are out in (inaudible) harbour."]


def test_a_letter_put_into_a_speech_does_not_end_it() -> None:
    talk = Talk()
    talk.speaker("Ms. MARSH")
    talk.words("I include a letter.")
    talk.heading("From the pilots")
    talk.words("Madam Speaker, I yield back.")
    assert [p.role for p in talk.sections[0].passages] == [
        ParagraphRole.SPEAKER,
        ParagraphRole.BODY,
        ParagraphRole.ASIDE,
        ParagraphRole.BODY,
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("The following is a near-verbatim transcript of today’s noon briefing by Ada Marsh.", True),
        ("The following is a record of what the Government has done since June.", False),
        ("Document, by leave, laid on the Table of the House.", True),
        ("The Dáil divided: Tá, 5; Níl, 3.", True),
        ("The Parliament met in an emergency, and it was right to.", False),
        ("Oral questions concluded.", True),
        ("Question declared carried.", True),
    ],
)
def test_what_the_keeper_of_a_record_tells(line: str, told: bool) -> None:
    assert is_narrated(line) is told
