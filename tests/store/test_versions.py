"""What an outlet took back or changed stays, is found, and is told; nothing of it counts twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import NOON, make_document, make_quotation
from tests.store.conftest import put
from tui_reader.domain import Document, Quotation
from tui_reader.store import Store

BEFORE = "The council voted.\nMara Quill said: “We must not shy away from any of it.”\nIt sits on Monday."
AFTER = "The council voted.\nMara Quill said: “We must never shy away from any of it.”\nIt sits on Monday."
LATER = NOON + timedelta(hours=1)


def capture(body: str, *words: str, hours: int = 0) -> tuple[Document, list[Quotation]]:
    document = replace(make_document(("Ferry", body)), captured_at=NOON + timedelta(hours=hours))
    return document, [replace(make_quotation(document, said), id=f"q {said}") for said in words]


def test_changed_words_are_kept_with_what_they_became(store: Store) -> None:
    put(store, *capture(BEFORE, "We must not shy away from any of it."))
    put(store, *capture(AFTER, "We must never shy away from any of it.", hours=1))
    gone = store.quotation("q We must not shy away from any of it.")
    assert (gone.gone_at, gone.became) == (LATER, "We must never shy away from any of it.")
    assert [entry.gone_at for entry in store.quotations_of_post(store.timeline()[0].id)] == [None, LATER]
    assert {entry.gone_at for entry in store.quotations("shy away")} == {None, LATER}
    detail = store.post(gone.post)
    assert gone.quotation.span.of(detail.document.text) == gone.quotation.text
    assert [entry.id for entry in detail.quotations] == [gone.id]


def test_the_post_is_one_line_and_says_that_it_was_revised(store: Store) -> None:
    put(store, *capture(BEFORE, "We must not shy away from any of it."))
    put(store, *capture(AFTER, hours=1))
    [entry] = store.timeline()
    assert (entry.revised, entry.gone_at, len(store.timeline_keys())) == (1, None, 1)
    now, before = store.versions_of_post(entry.id)
    assert now.until is None and before.until == LATER and before.captured_at == NOON
    assert before.paragraphs[2].endswith("not shy away from any of it.”") and len(store.timeline("shy")) == 1


def test_words_that_come_back_are_gone_no_more(store: Store) -> None:
    first = capture(BEFORE, "We must not shy away from any of it.")
    put(store, *first)
    put(store, *capture(AFTER, "We must never shy away from any of it.", hours=1))
    put(store, *capture(BEFORE, "We must not shy away from any of it.", hours=2))
    assert store.quotation(first[1][0].id).gone_at is None
    assert store.quotation("q We must never shy away from any of it.").became == first[1][0].text
    assert len(store.versions_of_post(store.timeline()[0].id)) == 3


def test_a_post_that_left_the_page_stays_in_the_timeline(store: Store) -> None:
    whole = replace(make_document(("Ferry", "It runs."), ("Harbour", "It is shut. “Enough.”")), captured_at=NOON)
    words = make_quotation(whole, "Enough.")
    put(store, whole, [words])
    put(store, replace(whole, posts=whole.posts[:1], captured_at=LATER))
    assert {entry.headline: entry.gone_at for entry in store.timeline()} == {"Ferry": None, "Harbour": LATER}
    assert store.quotation(words.id).gone_at == LATER
    assert next(document.id for document, _ in store.documents_put_into("e1")) == whole.id
    put(store, whole, [words])
    assert [entry.gone_at for entry in store.timeline()] == [None, None] and store.quotation(words.id).gone_at is None


def test_a_page_that_grew_has_no_earlier_version(store: Store) -> None:
    grown = make_document(("Ferry", "It runs."), ("Harbour", "It is shut."))
    put(store, replace(grown, posts=grown.posts[1:]))
    put(store, grown)
    assert [entry.revised for entry in store.timeline()] == [0, 0]
    assert len(store.documents_put_into("e1")) == 1


def test_forgetting_takes_the_versions_along(store: Store) -> None:
    put(store, *capture(BEFORE, "We must not shy away from any of it."))
    put(store, *capture(AFTER, hours=1))
    gone = store.quotations("shy")[0]
    store.forget(gone.id, "ada")
    store.sweep()
    assert not store.timeline() and not store.quotations()
    assert store.path is None or b"shy away" not in store.path.read_bytes()
    assert store.forgotten_among([capture(BEFORE)[0]]) and store.forgotten_among([capture(AFTER)[0]])


captures = st.lists(
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 2)), max_size=4, unique_by=lambda post: post[0]),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=captures)
def test_nothing_is_lost_and_nothing_counts_twice(store: Store, script: list[list[tuple[str, int]]]) -> None:
    for number, posts in enumerate(script):
        document = make_document(*((f"Post {name}", f"Word: “Say {name} {turn}.” So.") for name, turn in posts))
        named = [replace(post, id=f"p{name}") for post, (name, _) in zip(document.posts, posts, strict=False)]
        document = replace(document, posts=tuple(named), captured_at=NOON + timedelta(hours=number))
        said = [replace(make_quotation(document, f"Say {n} {t}."), id=f"q{n}{t}") for n, t in posts]
        put(store, document, said)
        store.keep_timeline()
        on_page = {quotation.id for quotation in said}
        assert {entry.id for entry in store.quotations() if entry.gone_at is None} == on_page
        for entry in store.quotations():
            assert entry.quotation.span.of(store.post(entry.post).document.text) == entry.quotation.text
            assert store.quotations(f'"{entry.quotation.text}"')[0].id == entry.id
        _check_counts(store)
    with store.writing() as block:
        block.documents.remove_document("d1")
    assert not store.quotations() and not store.timeline() and not store.outlets()


def _check_counts(store: Store) -> None:
    def count(query: str) -> object:
        return store._connections.read(lambda connection: [tuple(row) for row in connection.execute(query)])

    assert count("SELECT posts, quotations FROM outlets WHERE name NOTNULL") == count(
        "SELECT (SELECT count(*) FROM posts WHERE superseded IS NULL), (SELECT count(*) FROM quotations)"
    )
    assert count("SELECT sum(quotations) FROM speakers") in (count("SELECT count(*) FROM quotations"), [(None,)])
    assert not count("SELECT 1 FROM posts WHERE quotations != (SELECT count(*) FROM quotations WHERE post = posts.pk)")


def test_an_older_capture_that_comes_later_changes_nothing(store: Store) -> None:
    later, words = capture(AFTER, "We must never shy away from any of it.")
    put(store, replace(later, last_updated_at=LATER), words)
    earlier, words = capture(BEFORE, "We must not shy away from any of it.")
    assert put(store, replace(earlier, last_updated_at=NOON), words) is False
    assert [entry.quotation.text for entry in store.quotations()] == ["We must never shy away from any of it."]
