"""Search: the query language, typing errors, half-remembered phrases, and anything a hand may type."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import NOON, make_document, make_quotation
from tests.store.conftest import put
from tui_reader.domain import Filters
from tui_reader.limits import MAX_QUERY_CHARACTERS
from tui_reader.store import Store
from tui_reader.store.query import parse_query
from tui_reader.store.tokens import tokens

SAID = [
    ("Mara Quill", "Harbour Post", "We must not shy away from the findings of the audit."),
    ("Mara Quill", "Inland Mail", "We must not shy away from the findings."),
    ("Ada Lund", "Harbour Post", "The ferry will run on Sundays, whatever the council thinks."),
    ("Ada Lund", "Sea News", "Nobody asked the crew — they don’t work on Sundays!"),
    ("Émile Ørsted", "Sea News", "C++ is no language for a harbour master."),
    (None, "Sea News", "away from it all"),
]


@pytest.fixture
def spoken(store: Store) -> Store:
    for number, (speaker, outlet, words) in enumerate(SAID):
        headline = f"Council meets for the {('first', 'second', 'third', 'fourth', 'fifth', 'sixth')[number]} time"
        body = f"{speaker or 'A sign'} said: “{words}”"
        document = make_document((headline, body), id=f"d{number}", outlet=outlet, at=NOON + timedelta(days=number))
        put(store, document, [make_quotation(document, words, speaker)], event=f"e{number}")
    return store


def found(store: Store, query: str, filters: Filters = Filters()) -> list[int]:  # noqa: B008
    said = [words for _, _, words in SAID]
    return [said.index(entry.quotation.text) for entry in store.quotations(query, filters)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("findings", [1, 0]),  # the latest first
        ("FINDINGS Quill", [1, 0]),
        ('quill "shy away"', [1, 0]),
        ("“shy away”", [1, 0]),
        ('"away from the"', [1, 0]),
        ('"shy findings"', []),
        ("away", [5, 1, 0]),
        ("away -findings", [5]),
        ('away -"shy away"', [5]),
        ("-away -sundays -harbour", []),  # nothing to look for
        ("awya -findings", [5]),
        ("audit second", []),  # no quotation holds both
        ("third", [2]),  # the headline's
        ("speaker:lund", [3, 2]),
        ("speaker:lund crew", [3]),
        ('speaker:"ada lund" outlet:harbour', [2]),
        ('outlet:"sea news" sundays', [3]),
        ("on:2031-03-06 sundays", [2]),
        ("since:2031-03-06 until:2031-03-07 sundays", [3, 2]),
        ("on:2030 sundays", []),
        ("on:2031-03 sundays", [3, 2]),
        ("kind:direct ferry", [2]),
        ("kind:indirect ferry", []),
        ("don't", [3]),
        ("don’t sundays", [3]),
        ("c++", [4]),
        ("emile orsted", [4]),  # accents forgiven one way
        ("ÉMILE", [4]),
        ("findngs", [1, 0]),  # a letter lost
        ("fidnings quil", [1, 0]),  # letters swapped, a letter lost
        ("ferri sundays", [2]),
        ("zzzzzz", []),
        ("", [5, 4, 3, 2, 1, 0]),
    ],
)
def test_queries(spoken: Store, query: str, expected: list[int]) -> None:
    assert found(spoken, query) == expected


@pytest.mark.parametrize("query", ["", "away", "speaker:lund", "fidnings"])
@pytest.mark.parametrize("filters", [Filters(), Filters(outlet="sea", limit=2)])
def test_a_list_read_in_parts_is_the_list(
    spoken: Store, query: str, filters: Filters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.store.store._CHUNK", 2)
    assert list(spoken.each_quotation(query, filters)) == spoken.quotations(query, filters)


def test_filters_of_the_call_narrow_those_of_the_query(spoken: Store) -> None:
    assert found(spoken, "speaker:lund", Filters(outlet="sea news")) == [3]
    assert found(spoken, "since:2031-03-01 sundays", Filters(since=date(2031, 3, 7))) == [3]
    assert found(spoken, "away", Filters(limit=1)) == [5]


def test_a_phrase_remembered_by_half_comes_first(spoken: Store) -> None:
    assert found(spoken, "must never shy awya from findings")[0] in (0, 1)
    assert found(spoken, "ferry shall rn on sundays whatever")[0] == 2


def test_what_is_found_while_typing(spoken: Store) -> None:
    for typed in ("f", "fi", "fin", "find", "findi"):
        words = [entry.quotation.text for entry in spoken.find(typed).quotations]
        assert any("findings" in said for said in words), typed
    assert len(spoken.find('quill "not shy aw').quotations) == 2
    found = spoken.find("lun")
    assert [(entry.name, entry.quotations) for entry in found.speakers] == [("Ada Lund", 2)]
    assert [entry.headline for entry in spoken.find("sixt").posts] == ["Council meets for the sixth time"]
    assert len(spoken.find("c", limit=2).quotations) == 2
    nothing = spoken.find("   ")
    assert not (nothing.quotations or nothing.posts or nothing.speakers)


def test_posts_and_events_are_found_by_any_of_their_words(spoken: Store) -> None:
    assert [entry.headline for entry in spoken.timeline("ferry")] == ["Council meets for the third time"]
    assert len(spoken.timeline("council")) == 6
    assert len(spoken.timeline("council", Filters(outlet="sea", limit=2))) == 2
    assert [document.id for document, _ in spoken.documents_about("ferry", 100)][:1] == ["d0"]  # all: there are few
    assert [document.id for document, _ in spoken.documents_about("ferry", 3)] == ["d2"]


# -- whatever is typed ----------------------------------------------------------------------------
TYPED = [
    *("AND", "OR NOT", "NEAR(a b)", "*", '"', '""', '"""', "a*", "^a", "{words} : a", "words:x", "a AND (b", "-", "--"),
    *("speaker:", "on:", "on:yesterday", "on:2031-13-45", "since:99999-1-1", 'outlet:"', "kind:\x00", "(", "'; DROP--"),
    *("\x00", "\ud800", "😀", "عربي", "a" * 10_000, "a " * 5_000, '"' * 10_000, "-a " * 200, "%", "_", "\\", "a:b:c"),
]


@pytest.mark.parametrize("typed", TYPED, ids=[ascii(typed)[:20] for typed in TYPED])
def test_anything_may_be_typed(spoken: Store, typed: str) -> None:
    for ask in (spoken.find, spoken.quotations, spoken.timeline, spoken.events, spoken.utterances):
        ask(typed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='ab "“-:*()ANDOR\x00é', max_size=30) | st.text(max_size=30))
def test_anything_at_all_may_be_typed(spoken: Store, typed: str) -> None:
    spoken.find(typed)
    spoken.quotations(typed)


def test_the_query_language() -> None:
    query = parse_query('cooper "shy away" -jury -"no comment" speaker:"ada lund" on:2031-02 inq', typing=True)
    assert query.words == ("cooper", "inq") and query.open
    assert query.phrases == (("shy", "away"),)
    assert query.without == (("jury",), ("no", "comment"))
    assert query.filters == Filters(speaker="ada lund", since=date(2031, 2, 1), until=date(2031, 2, 28))
    half = parse_query('cooper "shy aw', typing=True)
    assert half.open_phrase and not half.open and not parse_query('"shy away"', typing=True).open_phrase
    assert not parse_query("inquiry ", typing=True).open and not parse_query("inquiry").open
    assert parse_query("x" * 10_000).words == ("x" * MAX_QUERY_CHARACTERS,)
    assert not parse_query("- : ' -").asks


@pytest.mark.parametrize("text", ["Don’t", "C++", "naïve Ærø", "x_y", "1,000", "İstanbul", "e\u0301", "ǅ", "a\u00adb"])
def test_words_are_spelt_as_the_index_spells_them(store: Store, text: str) -> None:
    """What goes into the index by FTS5's rules is found by ours."""
    document = make_document(("Words", f"They said: “{text} then.”"))
    put(store, document, [make_quotation(document, f"{text} then.")])
    assert tokens(text)
    assert len(store.quotations(text)) == 1


def test_half_remembered_phrases_of_many(store: Store) -> None:
    """Six words of a quotation, two of them wrong: the right one is among the first three 95 times in 100."""
    dice = random.Random(5)
    syllables = [onset + core for onset in "bdfgklmnprstv" for core in "aeiou"]
    words = sorted({"".join(dice.choices(syllables, k=3)) for _ in range(400)})
    weights = [1 / rank for rank in range(1, len(words) + 1)]  # as words of a language are: few common, many rare
    said = [dice.choices(words, weights=weights, k=14) for _ in range(300)]
    document = make_document(("Talk", "\n".join(" ".join(one) for one in said)))
    put(store, document, [make_quotation(document, " ".join(one)) for one in said])
    right = 0
    for one in said[:60]:
        start = dice.randrange(8)
        remembered = one[start : start + 6]
        wrong = dice.sample(range(6), 2)
        remembered[wrong[0]] = remembered[wrong[0]][:2] + remembered[wrong[0]][3:]
        remembered[wrong[1]] = dice.choice(words)
        first = store.find(" ".join(remembered), limit=3).quotations
        right += any(" ".join(one[start : start + 6]) in entry.quotation.text for entry in first)
    assert right >= 57
