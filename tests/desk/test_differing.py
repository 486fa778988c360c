"""Quotations printed in different words: what is a difference, what a house may do, which is the worst."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_document, make_quotation
from tui_reader.desk.comparing import change_words
from tui_reader.desk.differing import changes_between, differing
from tui_reader.domain import QuotationEntry, TimeBasis

FULLEST = "We lost a whole winter to excuses and delay. That must end now, and it's ending today in 12 harbours."


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("We lost a winter to excuses and delay", "drops: whole"),
        ("We lost a whole long winter to excuses and delay", "adds: long"),
        ("We lost a whole summer to excuses and delay", "changes: winter → summer"),
        ("That must not end now, and it's ending today", "adds: not"),
        ("We lost a whole winter to excuses and it's ending today in 12 harbours", "runs together without: "),
        ("We lost a whole winter to excuses. That must end now", "drops: and delay"),
        ("it's ending today in 13 harbours", "changes: 12 → 13"),
        ("all winter went in excuses, in delays and feeble talk", "marks round other words"),
    ],
)
def test_a_difference_is_told(other: str, told: str) -> None:
    assert any(change_words(change).startswith(told) for change in changes_between(FULLEST, other))


@pytest.mark.parametrize(
    "other",
    [
        "excuses and delay. That must end now",
        "We lost a whole winter … That must end now",
        "We lost a whole winter to excuses... it's ending today in 12 harbours.",
        "and it is ending today in twelve harbours",
        "WE LOST A WHOLE WINTER – to “excuses and delay”.",
        "[They] lost a whole winter to excuses and delay",
        "We lost a whole winter to [blame] and delay",
        "A ferry sank off the outer mole in fog",
        "so we lost a whole winter to excuses",
    ],
)
def test_what_a_house_may_do_and_a_shorter_cut_are_no_difference(other: str) -> None:
    assert changes_between(FULLEST, other) == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("I've seen they'd gone, they can't say it's done", "I have seen they had gone, they cannot say it is done"),
        ("the organisation has recognised 40 per cent of it", "the organization has recognized 40% of it"),
        ("a re-organised board of twenty-two members sits", "a reorganised board of 22 members sits"),
        ("we checked the tides, we checked the weather", "we checked … the weather"),
    ],
)  # fmt: skip
def test_house_style_is_no_difference(a: str, b: str) -> None:
    assert changes_between(a, b) == () == changes_between(b, a)


WORDS = st.lists(
    st.sampled_from("we lost a whole winter to excuses and delay 12 not it's".split()), min_size=4, max_size=30
)


@given(WORDS, st.data())
def test_a_cut_is_never_a_difference_and_every_change_stands_in_its_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    cut = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    assert changes_between(text, cut) == ()
    other = " ".join(data.draw(st.permutations(words)))
    for change in changes_between(text, other):
        assert change.fullest in text and change.other in other


def test_words_repeated_without_end_are_compared_by_the_fewest_edits() -> None:
    many = "we lost a winter to delay and " * 200
    assert changes_between(many + "it must end", many + "it must end") == ()
    [change] = changes_between(f"{many} it must end now, they said", f"{many} it must not end now, they said")
    assert change_words(change) == "adds: not"


@pytest.mark.parametrize(
    ("one", "other", "speakers", "differs"),
    [
        ("we will mend the old wall by the end of next summer", "a wall that is mended by next summer", "AB", False),
        ("we will mend the old wall by the end of next summer", "a wall that is mended by next summer", "AA", True),
        (
            "we will mend the old wall by the end of next summer",
            "we will shut the old wall in May next year",
            "AB",
            False,
        ),
        ("we will mend the old wall by the end of next summer", "we will mend the old wall by next summer", "AB", True),
    ],
)
def test_far_words_of_two_speakers_are_two_utterances(one: str, other: str, speakers: str, differs: bool) -> None:
    names = {"A": "Mara Quill", "B": "Bo Lind"}
    entries = []
    for number, (words, who) in enumerate(zip((one, other), speakers, strict=True)):
        document = make_document(("Wall", f"“{words}”"), id=f"d{number}", outlet=f"Post {number}")
        quotation = make_quotation(document, words, names[who])
        place = document.id, document.posts[0].id, document.file, None, None, TimeBasis.PRINTED
        entries.append(QuotationEntry(quotation.id, quotation, document.outlet, *place))
    assert bool(differing(entries)) is differs
