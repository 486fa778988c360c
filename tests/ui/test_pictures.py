"""The pictures of the documentation are what the app draws: one a screen, at two sizes.

`UPDATE_PICTURES=1 pytest tests/ui` draws them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ui.day import DAY_PAGES
from tests.ui.driving import press, settle
from tests.ui.fake import FakeNewsroom
from tui_reader.ui.app import ReaderApp

SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"
KEYS = {
    "main": [*["j"] * 11],
    "reading": [*["j"] * 11, "enter", "n"],
    "compare": [*["j"] * 11, "c"],
    "matrix": [*["j"] * 11, "c", "m"],
    "find": ["slash", *"winter excuses"],
    "speaker": [*["j"] * 11, "s"],
    "help": ["question_mark"],
}


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
@pytest.mark.parametrize("screen", KEYS)
async def test_picture(screen: str, size: tuple[int, int]) -> None:
    app = ReaderApp(FakeNewsroom(pages=DAY_PAGES), theme="dark")
    app.theme = "dark"
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *("space" if key == " " else key for key in KEYS[screen]))
        drawn = app.export_screenshot(title="tui-reader")
    path = SCREENS / f"{screen}-{size[0]}x{size[1]}.svg"
    if os.environ.get("UPDATE_PICTURES"):
        SCREENS.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, "utf-8")
    assert drawn == path.read_text("utf-8")
