"""What a reader sets, corrects and watches; what comes in, and how large the window is, while the app is open."""

from __future__ import annotations

from tests.ui.conftest import Outcome
from tests.ui.driving import notice, press, screen_text, settle
from tests.ui.fake import FakeNewsroom
from tui_reader.config import Config
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.compare import CompareScreen
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.screens.reading import ReadingScreen

SIZE = (120, 40)


def main(app: ReaderApp) -> MainScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


async def test_keys_and_style_of_the_settings(copied: list[str]) -> None:
    config = Config(style="bbc", keys={"compare": ("b",), "move.1": ("n",)}, problems=("config.toml line 3: nonsense",))
    app = ReaderApp(FakeNewsroom(), copy_way=lambda text, write: Outcome(copied, text), config=config)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "line 3" in notice(app)
        await press(pilot, "n", "c", "j")
        assert app.screen is main(app)
        assert main(app).timeline.cursor == 2
        assert " b compare" in screen_text(app)
        await press(pilot, "b")
        assert isinstance(app.screen, CompareScreen)


async def test_news_does_not_move_what_the_reader_looks_at() -> None:
    newsroom = FakeNewsroom(120)
    app = ReaderApp(newsroom)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+d", "ctrl+d", "j")
        screen = main(app)
        entry, line = screen.entry, screen.timeline.cursor - screen.timeline.top
        newsroom.take_in(FakeNewsroom(12, pages=[("ABC News", "23:30", "Late news", ("“A new word.”",))]))
        screen._look_for_news()
        await settle(pilot)
        assert screen.entry == entry
        assert screen.timeline.cursor - screen.timeline.top == line
        assert notice(app) == "12 new"
        screen._look_for_news()
        assert notice(app) == "12 new"


async def test_a_speaker_is_corrected_by_hand(app: ReaderApp) -> None:
    newsroom = app.newsroom
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "S", *["backspace"] * len("Maria Okafor"), *"Ida", "enter")
        assert newsroom.corrections == {"qd0-0": "Ida"}  # type: ignore[attr-defined]
        assert notice(app) == "speaker corrected: Ida"
        await press(pilot, "S", "escape")
        assert len(newsroom.corrections) == 1  # type: ignore[attr-defined]
        await press(pilot, "enter", "n", "S", *["backspace"] * 30, "enter")
        assert newsroom.corrections == {"qd0-0": None}  # type: ignore[attr-defined]


async def test_a_search_is_watched(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "W")
        assert "no search is watched" in screen_text(app)
        await press(pilot, "escape", "slash", *"okafor", "tab", "W")
        assert notice(app).startswith("watched: okafor")
        await press(pilot, "escape", "W", "y")
        assert "okafor · 6 new" in screen_text(app)
        assert len(copied) == 1
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)


async def test_the_keys_work_again_after_a_window_too_small() -> None:
    app = ReaderApp(FakeNewsroom())
    async with app.run_test(size=SIZE) as pilot:
        for size in ((30, 8), SIZE):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        before = main(app).timeline.cursor
        await press(pilot, "j")
        assert main(app).timeline.cursor == before + 1
