"""Why a speaker: the reasons a reader is shown, the mention they rest on, and when the speaker stays unknown."""

from __future__ import annotations

import pytest

from tests.quotations.documents import make_document
from tui_reader.domain import Quotation, QuotationKind
from tui_reader.quotations import extract_quotations


def only(text: str) -> Quotation:
    (quotation,) = extract_quotations(make_document(text))
    return quotation


def test_a_name_at_the_place() -> None:
    quotation = only("Anna Bell said: “We are open.”")
    assert quotation.speaker == quotation.speaker_text == "Anna Bell"
    assert quotation.cue == "said"
    assert quotation.evidence == ("named at the place",)


def test_a_pronoun_says_how_far_back() -> None:
    quotation = only("Anna Bell came to the shop. She said: “We are open.”")
    assert quotation.speaker == "Anna Bell"
    assert quotation.speaker_text == "She"
    assert quotation.evidence[0] == "by pronoun, one sentence back"


def test_a_role_is_given_its_holder_and_kept_as_role() -> None:
    quotation = only("Mayor Anna Bell came to the shop.\nThe mayor said: “We are open.”")
    assert (quotation.speaker, quotation.speaker_text) == ("Anna Bell", "The mayor")
    assert quotation.speaker_role == "mayor"
    assert "by role" in quotation.evidence[0]


def test_a_last_name_is_given_the_full_name_even_of_a_later_line() -> None:
    quotation = only("“We are open,” said Ms Bell.\nAnna Bell runs the shop.")
    assert quotation.speaker == "Anna Bell"
    assert quotation.evidence == ("named as Ms Bell",)


def test_a_name_inside_the_words_is_not_their_speaker() -> None:
    quotation = only("“Tom Hale told me to go.”")
    assert quotation.speaker is None
    assert quotation.evidence == ("nobody is named",)


def test_a_weaker_reason_is_less_sure() -> None:
    named, carried = extract_quotations(make_document("Anna Bell said: “We are open.”\n“Come in when you like.”"))
    assert carried.speaker == "Anna Bell"
    assert carried.confidence < named.confidence
    assert carried.evidence[0] == "the paragraph before is theirs"


def test_who_passes_words_on() -> None:
    first, inner = extract_quotations(make_document("Anna Bell said: “Tom Hale told me ‘the shop is shut’ and left.”"))
    assert (first.speaker, first.via) == ("Anna Bell", None)
    assert (inner.speaker, inner.via) == ("Tom Hale", "Anna Bell")


def test_the_clause_of_a_mixed_quotation_holds_its_marks() -> None:
    text = "Anna Bell said the shop was “wide open” to all."
    quotation = only(text)
    assert quotation.kind is QuotationKind.MIXED
    assert quotation.clause_span is not None
    assert quotation.clause_span.of(text) == "the shop was “wide open” to all"


def test_runs_of_one_utterance_share_a_group() -> None:
    first, second = extract_quotations(make_document("“We are open,” Anna Bell said, “and we stay open.”"))
    assert first.group == second.group is not None


@pytest.mark.parametrize("text", ["The film “Night Over Harbour” opens today.", "A law on ‘no-fault’ evictions."])
def test_marks_with_nobodys_words(text: str) -> None:
    quotation = only(text)
    assert quotation.kind is QuotationKind.SCARE
    assert quotation.speaker is None


def test_people_may_be_renamed() -> None:
    """No name is special: the same text with other names gives the same quotations of other people."""
    text = (
        "Home Secretary {0} {1} met Lord {2}.\nShe said: “It is done.”\n“I doubt it,” said Lord {2}.\n{1} said no more."
    )
    for names in (("Zorlia", "Vantrop", "Quenk"), ("Bel", "Sorokh", "Imre"), ("Oona", "Strand", "Vole")):
        speakers = [q.speaker for q in extract_quotations(make_document(text.format(*names)))]
        assert speakers == [f"{names[0]} {names[1]}", f"Lord {names[2]}"]
