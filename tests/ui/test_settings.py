"""What a reader sets in config.toml, on the screens."""

from __future__ import annotations

from tests.ui.conftest import Outcome
from tests.ui.driving import notice, press, screen_text, settle
from tests.ui.fake import FakeNewsroom
from tui_reader.config import Config, read_config
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.bindings import KEYS, keymap, with_keys
from tui_reader.ui.screens.compare import CompareScreen
from tui_reader.ui.screens.events import EventsScreen
from tui_reader.ui.screens.help import HelpScreen
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.settings import known_settings

SIZE = (120, 40)


def app_with(config: Config, copied: list[str] | None = None) -> ReaderApp:
    copies = [] if copied is None else copied
    return ReaderApp(FakeNewsroom(), copy_way=lambda text, write: Outcome(copies, text), config=config)


def settings(text: str) -> Config:
    config = read_config(text, known_settings())
    assert config.problems == ()
    return config


async def test_keys_are_the_readers_own() -> None:
    app = app_with(settings('[keys]\nevents = ["f9", "f5"]\n"move.1" = "J"\n'))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "f9 events" in screen_text(app)
        cursor = app.screen_stack[0].timeline.cursor  # type: ignore[attr-defined]
        await press(pilot, "j")
        assert app.screen_stack[0].timeline.cursor == cursor  # type: ignore[attr-defined]
        await press(pilot, "J")
        assert app.screen_stack[0].timeline.cursor > cursor  # type: ignore[attr-defined]
        await press(pilot, "e")
        assert isinstance(app.screen, MainScreen)
        for key in ("f9", "f5"):
            await press(pilot, key)
            assert isinstance(app.screen, EventsScreen)
            await press(pilot, "escape")


async def test_two_keys_change_places() -> None:
    copied: list[str] = []
    app = app_with(settings('[keys]\ncopy = "c"\ncompare = "y"\n'), copied)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "tab", "c")
        assert len(copied) == 1
        await press(pilot, "shift+tab", "y")
        assert isinstance(app.screen, CompareScreen)


async def test_the_help_and_the_palette_name_them() -> None:
    app = app_with(settings('[keys]\nfind = "ctrl+/"\nstar = "*"\n'))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert [title for title in titles if title.startswith(("find", "star"))] == ["find (ctrl+/)", "star (*)"]
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, *"speakers")
        assert "ctrl+/ " in screen_text(app)


async def test_a_style_of_the_readers_own_is_copied_and_offered() -> None:
    copied: list[str] = []
    own = 'style = "mine"\n[styles.mine]\ntemplate = "{speaker}: {words}"\n[styles.other]\ntemplate = "» {words}"\n'
    app = app_with(settings(own), copied)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "tab", "y")
        assert ": “" in copied[0]
        await press(pilot, "Y")
        assert "in the style of other" in screen_text(app)
        assert "in the style of mine" not in screen_text(app)


async def test_what_is_watched_is_marked() -> None:
    app = app_with(Config())
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "tab")
        quotation = app.screen_stack[0].quotation  # type: ignore[attr-defined]
        assert "watched" not in screen_text(app)
    speaker, words = quotation.quotation.speaker, " ".join(quotation.quotation.text.split()[:2])
    app = app_with(Config(watched_speakers=(speaker.upper(), "Nobody Here"), watched_phrases=(words.lower(),)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "tab")
        assert f"watched: {speaker.upper()}, {words.lower()}" in screen_text(app)


async def test_what_is_wrong_is_said_and_the_rest_holds() -> None:
    config = read_config('theme = "sepia"\n[keys]\ncompare = "y"\nevents = "f9"\n', known_settings())
    app = app_with(config)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert notice(app).startswith('config.toml line 1: theme is "sepia"')
        assert notice(app).endswith("(and 1 more: tui-reader doctor)")
        await press(pilot, "f9")
        assert isinstance(app.screen, EventsScreen)


def test_without_settings_the_table_is_as_it_comes() -> None:
    assert with_keys({}) is KEYS
    assert keymap({}) == {}
    assert keymap({"mark": ("m", "f2")}) == {"main.mark": "m,f2", "speaker.mark": "m,f2", "events.mark": "m,f2"}
