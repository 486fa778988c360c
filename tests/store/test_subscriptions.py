from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.factories import make_document
from tui_reader.domain import FRESH, Subscription, SubscriptionState
from tui_reader.errors import NothingFoundError
from tui_reader.store import Store, capture_of
from tui_reader.store.paths import Address
from tui_reader.store.sqlite import schema as schema_of

NOON = datetime(2031, 6, 12, 12, tzinfo=UTC)
NAMED = "https://harbour.example/feed", "Harbour", "Harbour Post", "News"
FEED = Subscription(*NAMED, True, 30, True, ("ferry", "ü"), "/srv/done")
STATE = SubscriptionState('"1"', "then", "abc", NOON, NOON, NOON, 3, "no answer", True, "https://new.example/", 7, 0.4)


@pytest.fixture
def store(where: Path | Address) -> Store:
    return Store(where)


def set_anew(value: NamedTuple) -> bool:
    """Say whether no field has what it has by itself."""
    return all(getattr(value, name) != value._field_defaults.get(name) for name in value._fields)


def test_what_is_followed_comes_back_whole(store: Store) -> None:
    assert set_anew(FEED)
    assert store.subscriptions.add([FEED]) == [FEED]
    assert store.subscriptions.all() == [FEED]
    assert store.subscriptions.find(FEED.id) == store.subscriptions.find(FEED.url) == FEED
    assert store.subscriptions.find("sxxxxxxxxxx") is None


def test_what_is_remembered_comes_back_whole(store: Store) -> None:
    assert all(
        getattr(STATE, name) != SubscriptionState._field_defaults.get(name) for name in SubscriptionState._fields
    )
    store.subscriptions.add([FEED])
    assert store.subscriptions.state(FEED.id) == FRESH
    store.subscriptions.save_state(FEED.id, STATE)
    assert store.subscriptions.state(FEED.id) == STATE
    assert Store(store.where).subscriptions.state(FEED.id) == STATE


def test_adding_again_changes_nothing(store: Store) -> None:
    store.subscriptions.add([FEED])
    store.subscriptions.save_state(FEED.id, STATE)
    other = Subscription("https://whelk.example/")
    assert store.subscriptions.add([FEED._replace(title="other"), other]) == [other]
    assert store.subscriptions.find(FEED.id) == FEED and store.subscriptions.state(FEED.id) == STATE


def test_settings_change_and_the_state_stays(store: Store) -> None:
    store.subscriptions.add([FEED])
    store.subscriptions.save_state(FEED.id, STATE)
    store.subscriptions.change(FEED._replace(muted=False))
    assert store.subscriptions.all() == [FEED._replace(muted=False)]
    assert store.subscriptions.state(FEED.id) == STATE


def test_what_is_removed_stays_removed(store: Store) -> None:
    store.subscriptions.add([FEED])
    store.subscriptions.remove(FEED.id)
    store.subscriptions.save_state(FEED.id, STATE)
    assert store.subscriptions.all() == []
    for call in (lambda: store.subscriptions.remove(FEED.id), lambda: store.subscriptions.change(FEED)):
        with pytest.raises(NothingFoundError):
            call()


def test_a_list_goes_by_group_and_title(store: Store) -> None:
    added = [("z", None), ("b", "News"), ("A", "News"), ("c", "art")]
    store.subscriptions.add([Subscription(f"https://{title}.example/", title, group=group) for title, group in added])
    assert [one.title for one in store.subscriptions.all()] == ["z", "c", "A", "b"]


def test_a_feed_does_not_bring_again_what_is_kept(store: Store) -> None:
    file = "https://harbour.example/feed"
    document = replace(make_document(file=file), last_updated_at=NOON)
    assert store.subscriptions.not_kept_yet([document], file) == [document]
    with store.writing() as block:
        block.documents.save_document(
            document, [], block.documents.save_capture(capture_of(document), file, document.text)
        )
    assert store.subscriptions.not_kept_yet([document], file) == []
    changed = replace(document, text=document.text.replace("voted", "voting"))
    updated = replace(document, last_updated_at=NOON.replace(hour=13))
    assert store.subscriptions.not_kept_yet([changed, updated], file) == [changed, updated]
    # What was read from its own page is better than what a feed says of it.
    assert store.subscriptions.not_kept_yet([changed, updated], "https://other.example/feed") == []


def test_a_store_of_the_first_version_learns_to_follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as first:
        first.setattr(schema_of, "MIGRATIONS", schema_of.MIGRATIONS[:1])
        first.setattr(schema_of, "VERSION", 1)
        Store(tmp_path / "store.db").close()
    connection = sqlite3.connect(tmp_path / "store.db")
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
    store = Store(tmp_path / "store.db")
    assert store.subscriptions.all() == []
    assert store.subscriptions.add([FEED]) == [FEED]
