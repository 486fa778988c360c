"""A store at the other end of a line: what is under the cursor is there before the cursor is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from tests.factories import make_document, make_quotation
from tests.server import Server
from tests.store.conftest import put
from tui_reader.newsroom import Newsroom
from tui_reader.store import Marks, Store
from tui_reader.store.postgres.engine import PostgresEngine
from tui_reader.ui.ahead import Ahead
from tui_reader.ui.app import ReaderApp

T = TypeVar("T")
POSTS = 80


@pytest.fixture
def newsroom(server: Server, tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = Newsroom(Store(server.made()), Marks(tmp_path / "marks.db"))
    for number in range(POSTS):
        words = f"It is time for ferry {number}."
        document = make_document((f"Ferry {number}", f"Mara Quill said: “{words}”"), id=f"d{number}")
        put(newsroom._store, document, [make_quotation(document, words)], event=f"e{number % 9}")
    newsroom._store.keep_timeline()
    yield newsroom
    newsroom.close()


def test_what_is_read_ahead_is_what_is_read(newsroom: Newsroom) -> None:
    keys = newsroom.timeline_keys().keys
    entries = newsroom.timeline_rows(keys)
    ahead, plain = Ahead(newsroom), Ahead(newsroom)
    expected = [plain.of(entry) for entry in entries]
    ahead.of(entries[0])
    wanted = ahead.wanted(keys, 0)
    assert 0 < len(wanted) < len(keys) and ahead.wanted(keys, 0) == [], "asked for once"
    ahead.read(wanted)
    assert ahead.wanted(keys, len(wanted) - 1), "more before it ends"
    assert [ahead.of(entry) for entry in entries] == expected


def test_what_was_read_ahead_of_a_change_is_forgotten(newsroom: Newsroom) -> None:
    keys = newsroom.timeline_keys().keys
    entry = newsroom.timeline_rows(keys)[0]
    ahead = Ahead(newsroom)
    ahead.of(entry)
    ahead.read(ahead.wanted(keys, 0))
    newsroom.correct_speaker(ahead.of(entry)[0][0].id, "Ada Lund")
    assert ahead.of(entry)[0][0].quotation.speaker == "Ada Lund"


def test_earlier_versions_stand_where_they_do_without(newsroom: Newsroom) -> None:
    document = make_document(("Ferry", "Mara Quill said: “We must not shy away.”"), id="changed")
    put(newsroom._store, document, [make_quotation(document, "We must not shy away.")])
    later = make_document(("Ferry", "Mara Quill said: “We must shy away, she added.”"), id="changed")
    put(newsroom._store, replace(later, captured_at=None), [make_quotation(later, "We must shy away, she added.")])
    keys = newsroom.timeline_keys().keys
    for post, (said, event) in newsroom.about_posts(keys).items():
        assert said == newsroom.quotations_of_post(post)
        assert event == newsroom.find_event(event.id if event else "")


async def test_a_key_in_the_timeline_waits_for_no_line(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once what is about the cursor was read, `j` reads nothing in the app's own thread."""
    import threading

    asked: list[str] = []
    read = PostgresEngine.read

    def counting(self: PostgresEngine, function: Callable[[object], T]) -> T:
        if threading.current_thread() is threading.main_thread():
            asked.append(getattr(function, "__qualname__", ""))
        return read(self, function)

    app = ReaderApp(newsroom)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j")
        await app.workers.wait_for_complete()
        monkeypatch.setattr(PostgresEngine, "read", counting)
        for _ in range(10):
            await pilot.press("j")
        await asyncio.sleep(0)
    assert asked == []
