"""One thing said once, as every place reports it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alignment.pages import DAY, Page, harbour_statement
from tui_reader.alignment import QuotedDocument, align_utterances
from tui_reader.domain import QuotationKind, Utterance


def holding(utterances: tuple[Utterance, ...], words: str) -> Utterance:
    found = [u for u in utterances if any(words in w.text for w in u.wordings)]
    assert len(found) == 1, [w.text for u in found for w in u.wordings]
    return found[0]


def test_the_same_words_are_one_utterance_with_the_fullest_first() -> None:
    utterance = holding(align_utterances(harbour_statement()), "crumble")
    assert {w.outlet for w in utterance.wordings} == {"North Post", "Daily Tide", "Crier"}
    assert utterance.wordings[0].text == "The wall has been left to crumble for eleven winters."
    assert utterance.wordings[0].changes == ()
    assert utterance.wording_differs and not utterance.attribution_differs
    assert utterance.speaker == "Ada Lorne"


def test_a_woven_in_quotation_is_shown_with_the_same_words_beside_it() -> None:
    whole = Page("Crier").post(
        "“After weeks of silence the board has given in to our calls for a new pier,” he said.",
        said=[("After weeks of silence the board has given in to our calls for a new pier,", "direct", "Tam Verrick")],
    )
    woven = Page("Tide").post(
        'After weeks of silence, the board has "given in to our calls" for a new pier, Verrick says.',
        said=[("given in to our calls", "mixed", "Tam Verrick")],
    )
    (utterance,) = align_utterances([whole.done(), woven.done()])
    told = 'After weeks of silence, the board has "given in to our calls" for a new pier'
    assert [w.text for w in utterance.wordings][1] == told
    assert not utterance.wording_differs


def test_every_quotation_is_in_an_utterance_and_none_but_scare_marks_is_left() -> None:
    documents = harbour_statement()
    utterances = align_utterances(documents)
    told = [w.quotation for u in utterances for w in u.wordings if w.quotation]
    assert set(told) == {q.id for _, found in documents for q in found if q.kind is not QuotationKind.SCARE}
    assert len({u.id for u in utterances}) == len(utterances)


def test_ids_do_not_change_from_call_to_call() -> None:
    assert align_utterances(harbour_statement()) == align_utterances(harbour_statement())


def test_like_words_of_two_days_are_two_utterances() -> None:
    june = Page("Crier").post(
        "'We have lost more than a winter,' she said.",
        said=[("We have lost more than a winter,", "direct", "Ada Lorne")],
    )
    january = Page("Crier", DAY - timedelta(days=150)).post(
        "'We have lost a winter,' she said.", said=[("We have lost a winter,", "direct", "Ada Lorne")]
    )
    assert len(align_utterances([june.done(), january.done()])) == 2


def test_two_people_may_use_the_same_two_words() -> None:
    one = Page("Crier").post("She called it 'rapid work'.", said=[("rapid work", "mixed", "Ada Lorne")])
    two = Page("Tide").post(
        "He wanted 'rapid work on the pier'.", said=[("rapid work on the pier", "mixed", "Tam Verrick")]
    )
    assert len(align_utterances([one.done(), two.done()])) == 2


def test_words_read_out_belong_to_whose_they_are_and_the_difference_is_told() -> None:
    words = "the pilots warned of silt in the channel for nine years running"
    report = Page("Crier").post(f"The review says “{words}”.", said=[(words, "direct", "Odile Marsh")])
    minister = Page("Tide").post(f"Ms Lorne said: '{words}.'", said=[(words, "direct", "Ada Lorne")])
    (utterance,) = align_utterances([report.done(), minister.done()])
    assert utterance.attribution_differs
    assert any("credits" in change for w in utterance.wordings for change in w.changes)


def test_one_sentence_of_a_longer_quotation_lines_up_by_itself() -> None:
    long = "The handling of the dredger was a shambles. Nobody will dredge by moonlight while I am minister."
    one = Page("Crier").post(f"'{long}' she said.", said=[(long, "direct", "Ada Lorne")])
    two = Page("Tide").post(
        "'Nobody will dredge by moonlight while I am minister,' she said.",
        said=[("Nobody will dredge by moonlight while I am minister,", "direct", "Ada Lorne")],
    )
    utterances = align_utterances([one.done(), two.done()])
    pair = holding(utterances, "moonlight")
    assert [w.text.rstrip(",.") for w in pair.wordings] == ["Nobody will dredge by moonlight while I am minister"] * 2
    assert not pair.wording_differs
    assert len(utterances) == 2


def test_reporters_text_that_prints_the_words_is_a_wording_without_a_quotation() -> None:
    words = "a new wall from the lighthouse to the fish market by next spring"
    one = Page("Crier").post(f"She promised “{words}”.", said=[(words, "mixed", "Ada Lorne")])
    two = Page("Tide").post(f"There will be {words}, and a pier.")
    (utterance,) = align_utterances([one.done(), two.done()])
    assert [w.quotation is None for w in utterance.wordings] == [False, True]
    assert "without marks" in utterance.wordings[1].changes


def test_links_carry_their_reasons() -> None:
    utterance = holding(align_utterances(harbour_statement()), "crumble")
    assert utterance.links and all(link.why and 0 < link.score <= 1 for link in utterance.links)


def test_ten_thousand_copies_are_one_utterance() -> None:
    words = "the wall has been left to crumble for eleven winters on end"
    pages = [
        Page(f"Outlet {n}").post(f"'{words}', she said.", said=[(words, "direct", "Ada Lorne")]).done()
        for n in range(400)
    ]
    (utterance,) = align_utterances(pages)
    assert len(utterance.wordings) == 400


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=5))
def test_any_words_give_utterances_verbatim(said: list[str]) -> None:
    def page(outlet: str) -> QuotedDocument:
        built = Page(outlet)
        for words in said:
            built.post(f"«{words}» she said", said=[(words, "direct", "Ada Lorne")])
        return built.done()

    documents = [page("Crier"), page("Tide")]
    texts = {document.id: document.text for document, _ in documents}
    for utterance in align_utterances(documents):
        for wording in utterance.wordings:
            assert wording.text == wording.span.of(texts[wording.document])


def test_two_scraps_of_one_sentence_stay_two() -> None:
    def page(outlet: str) -> QuotedDocument:
        text = "She spoke of 'rotten timber' under the fish market and of 'salt in every beam' along the northern pier."
        return (
            Page(outlet)
            .post(text, said=[("rotten timber", "mixed", "Ada Lorne"), ("salt in every beam", "mixed", "Ada Lorne")])
            .done()
        )

    utterances = align_utterances([page("Crier"), page("Tide")])
    assert sorted(len(u.wordings) for u in utterances) == [2, 2]


def test_a_quotation_within_is_not_shown_twice() -> None:
    words = "silt, sand, weed, rust and even good but misplaced timbers all played a part in the collapse of the pier"
    whole = Page("Crier").post(f"“{words},” she said.", said=[(words + ",", "direct", "Odile Marsh")]).done()
    inner = "silt, sand, weed, rust and even good but misplaced timbers"
    outer = f"Ms Marsh found ‘{inner}’ all played a part in the collapse of the pier."
    nested = (
        Page("Tide")
        .post(
            f"She said: “{outer}”", said=[(outer, "direct", "Ada Lorne"), (inner, "mixed", "Odile Marsh", "Ada Lorne")]
        )
        .done()
    )
    (utterance,) = align_utterances([whole, nested])
    assert utterance.speaker == "Odile Marsh"
    assert next(w.text for w in utterance.wordings if w.outlet == "Tide").startswith("all played a part")
