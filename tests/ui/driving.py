"""Driving the app in tests: keys pressed with everything they start waited for, the screen as text."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerError

from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.find import FindScreen

PICTURES = Path(__file__).parent / "pictures"


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one by one, each with all it starts."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[int]) -> None:
    """Wait for the questions under way and what their answers change."""
    with suppress(WorkerError):  # cancelled and failed questions are what some tests are about
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    screen = pilot.app.screen
    if isinstance(screen, FindScreen) and screen.hurry():  # what comes after a rest, without the rest
        await settle(pilot)
    await pilot.pause()
    if any(not worker.is_finished for worker in pilot.app.workers):  # an answer asked something else
        await settle(pilot)


def screen_text(app: ReaderApp) -> str:
    """The screen as a reader without colours sees it."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


def notice(app: ReaderApp) -> str:
    """What the status line says."""
    return app.screen.status.notice  # type: ignore[attr-defined, no-any-return]


def assert_picture(app: ReaderApp, name: str) -> None:
    """Compare the screen with `pictures/NAME.txt`; `UPDATE_PICTURES=1` draws it anew."""
    path, text = PICTURES / f"{name}.txt", screen_text(app)
    if os.environ.get("UPDATE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
