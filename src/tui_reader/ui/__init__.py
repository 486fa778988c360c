"""The app: shows domain values, asks the newsroom, never sees SQL."""

from __future__ import annotations

import gc
import locale
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver

    from tui_reader.newsroom import Newsroom
    from tui_reader.store.paths import Address


def run_app(store: Path | Address | Newsroom | None, *, seeds: bool = True, mouse: bool | None = None) -> int:
    """Open the app on a store (made from the seeds where there is none) and return the exit code.

    `store` is a path or an address, None for the default one, or a newsroom that is open already (it stays open).
    `mouse` None: on, but off over SSH, where every movement would be sent down the line. In a browser Textual's own
    driver speaks to the page (`serve` names it in the environment). Raises a
    StoreError where the store cannot be opened, a UsageError where the terminal cannot show the app.
    """
    # Collecting garbage while everything is being made costs 7 % of the start and finds none (98 collections,
    # 19 of 263 ms); the app collects again from its first frame on.
    gc.disable()
    try:
        return _run(store, seeds=seeds, mouse=mouse)
    finally:
        gc.enable()


def _run(store: Path | Address | Newsroom | None, *, seeds: bool, mouse: bool | None) -> int:
    from tui_reader.errors import UsageError
    from tui_reader.newsroom import Newsroom
    from tui_reader.terminal.browser import shown_in_browser
    from tui_reader.terminal.line import terminal_problem

    problem = terminal_problem(
        os.environ, stdin=sys.stdin.isatty(), stdout=sys.stdout.isatty(), encoding=locale.getpreferredencoding(False)
    )
    browser = shown_in_browser()
    if problem is not None and not browser:
        raise UsageError(problem)

    opened = store if isinstance(store, Newsroom) else None
    newsroom = opened or Newsroom.open(None if isinstance(store, Newsroom) else store, seeds=seeds, progress=_tell)
    try:
        from tui_reader.ui.app import ReaderApp
        from tui_reader.ui.settings import load_settings

        config = load_settings()
        kept = newsroom.marks.place("theme")
        app = ReaderApp(newsroom, theme=kept, config=config, driver_class=_driver(browser=browser))
        mouse = config.mouse if mouse is None else mouse
        remote = "SSH_CONNECTION" in os.environ or "SSH_TTY" in os.environ
        try:
            code = app.run(mouse=not remote if mouse is None else mouse)
        finally:
            app.keep_place()
        if app.failure is not None:
            raise app.failure
        return app.return_code or code or 0
    finally:
        if opened is None:
            newsroom.close()


def _driver(*, browser: bool) -> type[Driver]:
    if browser:
        from tui_reader.ui.browser_driver import BrowserDriver

        return BrowserDriver
    from tui_reader.ui.driver import TerminalDriver

    return TerminalDriver


def _tell(done: int, total: int, name: str) -> None:
    """Show progress on one line of the terminal, before the app has it."""
    from tui_reader.terminal.safe import safe_text

    sys.stderr.write(f"\r\x1b[K{done}/{total} {safe_text(name, limit=60)}")
    if done >= total:
        sys.stderr.write("\r\x1b[K")
    sys.stderr.flush()
