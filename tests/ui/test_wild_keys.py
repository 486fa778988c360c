"""Keys and window sizes at random, on every screen: nothing ends the app, the cursor is in view, somebody has the keys.

`WILD_KEYS=20000 pytest tests/ui/test_wild_keys.py` goes on for an hour; a failure names its seed and the last keys.
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from tests.ui.conftest import Outcome
from tests.ui.driving import press, settle
from tests.ui.fake import FakeNewsroom
from tui_reader.newsroom import Newsroom
from tui_reader.store import Marks, Store
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.bindings import KEYS
from tui_reader.ui.presentation.layout import SMALLEST
from tui_reader.ui.widgets.line_list import LineList

STEPS = int(os.environ.get("WILD_KEYS", "110"))
RESIZES = 0.12  # of the steps
_LEAVING = {"q", "ctrl+q", "ctrl+z", "ctrl+c"}
NAMES = sorted({name for key in KEYS for name in key.keys.split(",")} - _LEAVING)
TYPED = ["backspace", "enter", "escape", *"abcxyz 19", "delete", "up", "down"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wild") / "store.db"
    Newsroom.open(path, seeds=True).close()
    return path


def size(dice: random.Random) -> tuple[int, int]:
    return dice.choice([(80, 24), (120, 40), (200, 60), (dice.randint(3, 240), dice.randint(1, 60))])


def in_view(pane: LineList) -> bool:
    """Say whether the cursor of a list stands on a line that is shown; a list without room shows none."""
    if pane.cursor < 0 or not pane.size.height or pane.size.height <= pane.headed:
        return True
    return any(index == pane.cursor for index, _ in pane._lines_in_view())


@pytest.mark.parametrize("seed", range(4))
async def test_nothing_ends_the_app(made: Path, tmp_path: Path, seed: int) -> None:
    shutil.copy(made, tmp_path / "store.db")
    newsroom = Newsroom(Store(tmp_path / "store.db"), Marks(tmp_path / "marks.db"))
    app = ReaderApp(newsroom, theme="dark", copy_way=lambda text, write: Outcome([], text))
    dice, pressed = random.Random(seed), list[str]()
    async with app.run_test(size=size(dice)) as pilot:
        await settle(pilot)
        for _ in range(STEPS):
            if dice.random() < RESIZES:
                columns, rows = size(dice)
                pressed.append(f"{columns}x{rows}")
                await pilot.resize_terminal(columns, rows)
            else:
                pressed.append(dice.choice(NAMES if dice.random() < 0.8 else TYPED))
                await pilot.press(pressed[-1])
            if dice.random() < 0.5:
                await settle(pilot)
                where = f"seed {seed}: {' '.join(pressed[-40:])}"
                assert app.last_error is None, f"{app.last_error!r} after {where}"
                assert app.is_running, where
                focused = app.screen.focused
                small = app.size.width < SMALLEST[0] or app.size.height < SMALLEST[1]
                assert focused is not None or small, where
                for pane in app.screen.query(LineList):
                    assert not pane.display or in_view(pane), f"{pane.id} lost its cursor after {where}"
    newsroom.close()


@pytest.mark.parametrize("size", [(80, 3), (3, 20), (1, 1)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("keys", ["enter", "c", "e", "slash", "question_mark", "d"])
async def test_a_window_made_small_and_keys_in_it(keys: str, size: tuple[int, int]) -> None:
    app = ReaderApp(FakeNewsroom(), theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys.split())
        await pilot.resize_terminal(*size)
        await settle(pilot)
        for key in "j k G g pagedown n".split():
            await pilot.press(key)
        await pilot.resize_terminal(80, 24)
        await press(pilot, "j", "k")
        assert app.last_error is None
