"""The kept order of the timeline is the order of the posts, whatever came and went in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import NOON, make_document
from tests.store.conftest import put
from tui_reader.store import Store, order
from tui_reader.store.paths import Address

steps = st.tuples(
    st.sampled_from(["put", "put", "put", "remove", "keep"]),
    st.integers(0, 5),  # which document
    st.integers(1, 3),  # of how many posts
    st.none() | st.integers(0, 60).map(lambda hours: NOON + timedelta(hours=hours)),
    st.booleans(),  # only its day is known
)


def from_scratch(store: Store) -> object:
    return store._connections.read(lambda connection: order._put_in_order(connection, None)[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=st.lists(steps, max_size=20))
def test_the_kept_order_is_the_order(store: Store, script: list[tuple[str, int, int, datetime | None, bool]]) -> None:
    for number, (step, which, posts, at, day_only) in enumerate(script):
        if step == "put":
            bodies = [(f"Post {post}", f"Version {number}") for post in range(posts)]
            put(store, make_document(*bodies, id=f"d{which}", at=at, day_only=day_only))
        elif step == "remove" and any(entry.document == f"d{which}" for entry in store.timeline()):
            with store.writing() as block:
                block.documents.remove_document(f"d{which}")
        else:
            store.keep_timeline()
        check(store)
    store.keep_timeline()
    check(store)


def check(store: Store) -> None:
    keys = store.timeline_keys()
    assert keys.keys == from_scratch(store)
    rows = store.timeline_rows(keys.keys)
    assert rows == store.timeline()
    at = 0
    for section in keys.sections:
        assert section.start == at and section.posts > 0
        assert {(row.day, row.published_at is not None) for row in rows[at : at + section.posts]} == {
            (section.day, section.timed)
        }
        at += section.posts
    assert at == len(keys)


def test_a_page_touches_its_own_day_alone(where: Path | Address) -> None:
    """What a page costs does not grow with the archive: the other days are not written anew."""
    store = Store(where)
    for number in range(3):
        put(store, make_document(("A post", "Words."), id=f"d{number}", at=NOON + timedelta(days=number)))
    store.keep_timeline()
    with store._connections.write() as connection:
        connection.execute("UPDATE timeline_days SET timed = 7 WHERE day < (SELECT max(day) FROM timeline_days)")
    put(store, make_document(("Another", "Words."), id="d9", at=NOON + timedelta(days=2)))
    store.keep_timeline()
    kept = store._connections.read(
        lambda connection: [tuple(row) for row in connection.execute("SELECT day, timed FROM timeline_days")]
    )
    assert [timed for _, timed in sorted(kept)] == [7, 7, 2]


def test_a_query_narrows_the_timeline(where: Path | Address) -> None:
    """By words, fields and marks, in the timeline's own order."""
    store = Store(where)
    for n, outlet in enumerate(("Leader", "Courier", "Leader")):
        page = make_document((f"Ferry {n}", "The bridge is shut."), id=f"d{n}", outlet=outlet)
        put(store, page)
    posts = store.timeline()

    def listed(query: str, **of: object) -> list[str]:
        asked = {"outlet": None, "without": (), "read": (), "starred": (), **of}
        keys = store.timeline_keys_of(query, **asked)  # type: ignore[arg-type]
        assert sum(section.posts for section in keys.sections) == len(keys)
        return [entry.id for entry in store.timeline_rows(keys.keys)]

    everything = [post.id for post in posts]
    assert listed("bridge") == listed("") == everything
    assert listed("bridge -ferry") == []
    assert listed("outlet:leader") == [post.id for post in posts if post.outlet == "Leader"]
    assert listed("", outlet="Courier") == [post.id for post in posts if post.outlet == "Courier"]
    assert listed("", without=("Courier",)) == listed("outlet:leader")
    assert listed("is:unread", read=everything[:1]) == everything[1:]
    assert listed("is:starred", starred=everything[1:2]) == everything[1:2]
    assert listed("is:quoted") == listed("is:differs") == []
    assert listed("is:nonsense") == everything
    assert listed("on:1999-01-01") == []
    store.close()
