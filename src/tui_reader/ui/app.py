"""The app: holds the newsroom, the theme, the way to the clipboard; screens do the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from tui_reader.bundled import bundled
from tui_reader.config import Config
from tui_reader.newsroom import Newsroom
from tui_reader.ui.bindings import keymap, with_keys
from tui_reader.ui.frames import FrameWriter
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.screens.base import ReaderScreen
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.session import SessionApp
from tui_reader.ui.theme import THEME_NAMES, textual_theme
from tui_reader.ui.undoing import Done

if TYPE_CHECKING:
    from tui_reader.desk.house_style import HouseStyle
    from tui_reader.desk.watching import Watch


class Copied(Protocol):
    """What became of a copy."""

    @property
    def sentence(self) -> str:
        """The notice."""
        ...


# Sends a text on its way; the second argument puts bytes on the terminal between two frames.
CopyWay = Callable[[str, Callable[[bytes], object] | None], Copied]


class ReaderApp(SessionApp):
    """The whole app."""

    TITLE = "tui-reader"
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        newsroom: Newsroom,
        *,
        copy_way: CopyWay | None = None,
        theme: str | None = None,
        config: Config | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        styles = bundled("styles")
        super().__init__(driver_class=driver_class, css_path=[styles / "app.tcss", styles / "main.tcss"])
        self.animation_level = "none"
        self.newsroom = newsroom
        self.config = config or Config()
        self.keys = with_keys(self.config.keys)
        self.watches = self._watches()
        self.signs = OutletSigns()
        self.done = Done()  # what can be taken back
        self.last_error: BaseException | None = None
        self._copy_way = copy_way
        self._frames = FrameWriter(erase_coloured=not os.environ.get("TERM", "").startswith("screen"))
        for name in THEME_NAMES:
            self.register_theme(textual_theme(name))
        self.theme = self._first_theme(self.config.theme or theme)
        if self.config.keys:
            self.set_keymap(keymap(self.config.keys))

    @property
    def problem(self) -> str:
        """What is wrong with the reader's settings, on one line; empty where nothing is."""
        problems = self.config.problems
        more = f" (and {len(problems) - 1} more: tui-reader doctor)" if len(problems) > 1 else ""
        return problems[0] + more if problems else ""

    def _watches(self) -> tuple[Watch, ...]:
        speakers, phrases = self.config.watched_speakers, self.config.watched_phrases
        if not speakers and not phrases:
            return ()
        from tui_reader.desk.watching import watches_of

        return watches_of(speakers, phrases)

    def _first_theme(self, wanted: str | None) -> str:
        if self.no_color:
            return "plain"
        if wanted in THEME_NAMES:
            return str(wanted)
        return "ansi" if self.console.color_system == "standard" else "dark"

    def get_default_screen(self) -> Screen[None]:
        """Start on the main screen at once."""
        return MainScreen()

    def note_error(self, error: BaseException) -> None:
        """Keep an unexpected error for whoever asks (`--debug`)."""
        self.last_error = error

    def keep_place(self) -> None:
        """Remember where the reader is; called on every way out."""
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.keep_place()

    async def action_quit(self) -> None:
        """Leave; the place is kept while there are screens to ask."""
        self.keep_place()
        await super().action_quit()

    # -- keys ---------------------------------------------------------------------------------------
    async def on_event(self, event: events.Event) -> None:
        """Deal with a key or a paste wholly before the next one is looked at.

        Textual hands keys from queue to queue until one has a use for them, and those typed ahead meanwhile
        go to a screen that is no longer in front: `/winter` typed at once would lose its letters.
        """
        screen = self.screen if self.screen_stack else None
        if isinstance(event, events.Paste) and isinstance(screen, ReaderScreen):
            screen.take_paste(event.text)
            return
        if not isinstance(event, events.Key) or event.is_forwarded or not isinstance(screen, ReaderScreen):
            await super().on_event(event)
            return
        self.app_focus = True
        said = screen.status.said
        if not await self._check_bindings(event.key, priority=True) and not screen.take_key(event):
            await self._check_bindings(event.key)
        if screen.status.said == said and not screen.waiting:
            screen.status.go_on()

    # -- writing ------------------------------------------------------------------------------------
    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate):
            renderable = self._frames.wrap(renderable)
        super()._display(screen, renderable)

    def forget_frame(self) -> None:
        """Take nothing on the terminal for granted any more."""
        self._frames.forget()

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        self.forget_frame()
        self.refresh(layout=True)
        self.screen.refresh()

    # -- themes -------------------------------------------------------------------------------------
    def action_next_theme(self) -> None:
        """Go round the themes and remember the choice."""
        names = THEME_NAMES
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.newsroom.marks.set_place("theme", self.theme)
        self.say(f"theme: {self.theme}")

    # -- copying ------------------------------------------------------------------------------------
    def house_styles(self) -> Mapping[str, HouseStyle]:
        """Return the house styles by name: the reader's own, then those that come with the program."""
        from tui_reader.desk.house_style import read_styles, shipped_styles

        own = read_styles(self.config.styles, "config.toml")
        return {**own, **shipped_styles(), **own}  # one of the reader's own takes the place of one of its name

    def say(self, words: str, *, alert: bool = False) -> None:
        """Say something on the status line of the screen in front."""
        if isinstance(self.screen, ReaderScreen):
            self.screen.say(words, alert=alert)

    def send_copy(self, text: str) -> str:
        """Send words to the clipboard and return the notice. Called from a thread: it may take its time."""
        if self._copy_way is not None:
            return self._copy_way(text, self._write_between_frames).sentence
        from tui_reader.terminal.clipboard import send

        return send(text, None if self.is_headless else self._write_between_frames).sentence

    def _write_between_frames(self, data: bytes) -> None:
        if self._driver is not None:
            self.call_from_thread(self._driver.write, data.decode("ascii"))

    # -- commands -----------------------------------------------------------------------------------
    def action_help(self) -> None:
        """Show all keys."""
        from tui_reader.ui.screens.help import HelpScreen

        self.push_screen(HelpScreen(getattr(self.screen, "SCOPE", ""), self.keys))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the commands of the palette: what the table of keys says works on this screen."""
        scope = getattr(screen, "SCOPE", "")
        for key in self.keys:
            if scope in key.scopes and key.action != "app.command_palette":
                yield SystemCommand(f"{key.label} ({key.display})", key.tooltip, self._runner(screen, key.action))
        for name in THEME_NAMES:
            yield SystemCommand(f"theme {name}", f"Use the {name} theme", self._themer(name))

    def _runner(self, screen: Screen[object], action: str) -> Callable[[], object]:
        return lambda: self.call_later(screen.run_action, action)

    def _themer(self, name: str) -> Callable[[], None]:
        def use() -> None:
            self.theme = name
            self.newsroom.marks.set_place("theme", name)

        return use
