"""Documents into events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tui_reader.alignment import DocumentTerms, EventClusterer
from tui_reader.alignment.terms import MemoryIndex

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)

FERRY_A = (
    "Ferry Osprey runs aground off Skerrin island with 212 aboard",
    "The ferry Osprey ran aground on rocks off the island of Skerrin in thick fog on Tuesday with 212 passengers. "
    "Lifeboats from Tarrow took them off within two hours. The coastguard said nobody was badly hurt.",
)
FERRY_B = (
    "Passengers taken off ferry stuck on rocks near Skerrin",
    "Lifeboats took 212 people off the Osprey after the ferry hit rocks near Skerrin in fog. The Tarrow coastguard "
    "said the hull was holed but the vessel was stable and no passenger was badly hurt.",
)
BUDGET = (
    "Treasurer Halloran raises beer duty in first budget",
    "Treasurer Ines Halloran put up duty on beer and cider in her first budget and froze fuel tax for a year. "
    "Brewers said 40 pubs a month were closing already.",
)


def test_two_reports_of_one_thing_share_an_event_and_another_does_not() -> None:
    clusterer = EventClusterer()
    first = clusterer.add("a", "North Post", NOON, *FERRY_A)
    assert clusterer.add("b", "Daily Tide", NOON + timedelta(hours=2), *FERRY_B) == first
    assert clusterer.add("c", "Daily Tide", NOON, *BUDGET) != first


def test_the_same_words_months_later_are_another_event() -> None:
    clusterer = EventClusterer()
    first = clusterer.add("a", "North Post", NOON, *FERRY_A)
    assert clusterer.add("b", "Daily Tide", NOON + timedelta(days=150), *FERRY_B) != first
    assert clusterer.add("c", "North Post", NOON + timedelta(days=150), *FERRY_A) != first


def test_undated_reports_join_only_when_much_alike() -> None:
    clusterer = EventClusterer()
    first = clusterer.add("a", "North Post", None, *FERRY_A)
    assert clusterer.add("b", "Daily Tide", None, *FERRY_A) == first
    other = (
        "Ferry Kestrel breaks down off Marrow with 90 aboard",
        "The ferry Kestrel lost its engine in fog off Marrow.",
    )
    assert clusterer.add("c", "Daily Tide", None, *other) != first


def test_a_document_twice_keeps_its_event_even_with_other_words() -> None:
    clusterer = EventClusterer()
    first = clusterer.add("a", "North Post", NOON, *FERRY_A)
    assert clusterer.add("a", "North Post", NOON, *BUDGET) == first


def test_a_date_in_the_future_does_not_push_out_the_others() -> None:
    clusterer = EventClusterer()
    first = clusterer.add("a", "North Post", NOON, *FERRY_A)
    clusterer.add("z", "Daily Tide", datetime(2999, 1, 1, tzinfo=UTC), *BUDGET)
    assert clusterer.add("b", "Daily Tide", NOON + timedelta(hours=2), *FERRY_B) == first


def test_order_of_arrival_does_not_matter_for_two() -> None:
    clusterer = EventClusterer()
    first = clusterer.add("b", "Daily Tide", NOON + timedelta(hours=2), *FERRY_B)
    assert clusterer.add("a", "North Post", NOON, *FERRY_A) == first


def test_copies_of_a_wire_text_are_kept_once() -> None:
    index = MemoryIndex()
    clusterer = EventClusterer(index)
    events = {clusterer.add(f"w{n}", f"Outlet {n}", NOON + timedelta(seconds=n), *FERRY_A) for n in range(300)}
    assert len(events) == 1
    assert len(index.find(FERRY_A[0].lower().split(), None, None, 50)) <= 1


@pytest.mark.parametrize("text", ["", " \n ", "—", "the of and", "\x00\ud800", "a" * 5000])
def test_documents_without_telling_words_are_events_of_their_own(text: str) -> None:
    clusterer = EventClusterer()
    assert clusterer.add("a", None, None, None, text) != clusterer.add("b", None, NOON, "", text) or len(text) == 5000


def test_naive_times_are_taken_as_utc() -> None:
    clusterer = EventClusterer()
    first = clusterer.add("a", "North Post", NOON.replace(tzinfo=None), *FERRY_A)
    assert clusterer.add("b", "Daily Tide", NOON, *FERRY_B) == first


@pytest.mark.parametrize("text", [FERRY_A[1], "one letter that is four words: \ufdfa, and \x85 in a line", ""])
def test_terms_survive_packing(text: str) -> None:
    document, _ = EventClusterer().describe("a", "North Post", 12.0, FERRY_A[0], text)
    again = DocumentTerms.unpack("a", "North Post", 12.0, document.event, document.copy_key, document.packed)
    assert set(again.whole) == set(document.whole)
    assert all(abs(again.whole[t] - w) < 0.001 for t, w in document.whole.items())
    assert all(abs(again.lead.get(t, 0) - w) < 0.001 for t, w in document.lead.items())


def test_memory_is_bounded() -> None:
    index = MemoryIndex(capacity=10)
    clusterer = EventClusterer(index)
    for n in range(60):
        clusterer.add(str(n), None, NOON, f"zq{n} xv{n} pk{n}", "")
    assert len(index.find([f"zq{n}" for n in range(60)], None, None, 100)) <= 10
