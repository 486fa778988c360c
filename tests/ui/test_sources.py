"""Following feeds from inside the app, against a server on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from tests.fetching.wild import WildServer, wild_server
from tests.ui.driving import press, screen_text, settle
from tui_reader.newsroom import Newsroom
from tui_reader.store import Marks, Store
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.sources import SourcesScreen

RSS = (
    b"<rss version='2.0'><channel><title>Harbour Post</title><item><title>Ferry to sail</title>"
    b"<link>https://harbour.example/1</link><description>It sails on Sunday, the mayor said.</description></item>"
    b"</channel></rss>"
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WildServer]:
    monkeypatch.setenv("TUI_READER_ALLOW_NETWORKS", "127.0.0.0/8")
    with wild_server() as running:
        yield running


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(Store(tmp_path / "store.db"), Marks(tmp_path / "marks.db"))


async def typed(pilot: Pilot[None], text: str) -> None:
    """Begin to type what is long, and paste the rest, as one does with an address."""
    names = {" ": "space", "/": "slash", ":": "colon", ".": "full_stop", "-": "minus", "_": "underscore"}
    await press(pilot, *(names.get(letter, letter) for letter in text[:4]))
    if text[4:]:
        pilot.app.post_message(Paste(text[4:]))
        await settle(pilot)
    await press(pilot, "enter")


@asynccontextmanager
async def adding(newsroom: Newsroom) -> AsyncIterator[tuple[ReaderApp, Pilot[None]]]:
    """Open the sources, and ask there what to add."""
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.push_screen(SourcesScreen())
        await settle(pilot)
        await press(pilot, "a")
        yield app, pilot


async def test_an_empty_store_leads_to_the_first_feed(newsroom: Newsroom, server: WildServer) -> None:
    feed = server.serve("/feed", body=RSS)
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "a adds" in screen_text(app)
        await press(pilot, "a")
        await typed(pilot, feed)
        shown = screen_text(app)
        assert "1 followed from now on · 1 read, 1 new" in shown and "fine" in shown and "Harbour Post" in shown
        await press(pilot, "number_sign")
        await typed(pilot, "Ports")
        assert "── Ports" in screen_text(app)
        await press(pilot, "ampersand")
        await typed(pilot, "ferry, boat")
        assert newsroom.following().all()[0].only == ("ferry", "boat")
        await press(pilot, "M")
        assert "muted" in screen_text(app)
        await press(pilot, "delete")
        await typed(pilot, "yes")
        assert newsroom.following().all() == [] and len(newsroom.timeline()) == 1


async def test_a_page_that_is_gone_and_a_file(newsroom: Newsroom, server: WildServer, tmp_path: Path) -> None:
    gone = server.serve("/gone", 410)
    page = tmp_path / "page.txt"
    page.write_text("Harbour closed\n\nThe gates stay shut for as long as the storm lasts.\n", "utf-8")
    async with adding(newsroom) as (app, pilot):
        await typed(pilot, gone)
        assert "gone" in screen_text(app)
        await press(pilot, "a")
        await typed(pilot, str(page))
        assert "1 page of " in screen_text(app) and len(newsroom.timeline()) == 1
        await press(pilot, "a")
        await typed(pilot, str(tmp_path / "nothing"))
        assert "neither a URL nor a file" in screen_text(app)


async def test_what_takes_long_tells_how_far_it_is_and_stops(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the group of pages it is at; what was kept is kept."""
    told: list[str] = []

    def and_stop(screen: SourcesScreen, done: int, total: int, name: str) -> None:
        told.append(f"{done} of {total}")
        screen._stop.set()

    monkeypatch.setattr(SourcesScreen, "_progress", and_stop)
    (tmp_path / "pages").mkdir()
    for n in range(12):
        (tmp_path / "pages" / f"{n}.txt").write_text(f"Harbour {n} closed\n\nThe gates {n} stay shut.\n", "utf-8")
    async with adding(newsroom) as (app, pilot):
        await typed(pilot, str(tmp_path / "pages"))
        assert told == ["1 of 12"]
        assert "stopped: 1 page of " in screen_text(app)
        assert len(newsroom.timeline()) == 1
