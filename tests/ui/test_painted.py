"""Lines that are finished once: the same as Textual's own pass would make, in every theme, before and after a key."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.widget import Widget

from tests.ui.fake import FakeNewsroom
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.theme import THEME_NAMES
from tui_reader.ui.widgets.line_list import LineList


def cells(strips: list) -> list:
    return [[(character, style) for text, style, _ in strip for character in text] for strip in strips]


@pytest.mark.parametrize("theme", THEME_NAMES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_lines_are_what_textual_would_make_of_them(theme: str, size: tuple[int, int]) -> None:
    app = ReaderApp(FakeNewsroom(), theme=theme)
    async with app.run_test(size=size) as pilot:
        for key in ("j", "l", "j", "h", "h", "t"):
            await pilot.press(key)
            await pilot.pause()
            for pane in app.screen.query(LineList):
                if not pane.region.area:
                    continue
                whole = Region(0, 0, *pane.region.size)
                part = Region(1, 1, whole.width - 2, whole.height - 2)
                for crop in (whole, part):
                    assert cells(pane.render_lines(crop)) == cells(Widget.render_lines(pane, crop)), (pane.id, key)


async def test_the_menu_has_the_edge_its_stylesheet_names() -> None:
    app = ReaderApp(FakeNewsroom())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("Y")
        await pilot.pause()
        menu = app.screen.query_one("#choices", LineList)
        whole = Region(0, 0, *menu.region.size)
        assert cells(menu.render_lines(whole)) == cells(Widget.render_lines(menu, whole))


async def test_a_line_is_painted_once_until_it_changes() -> None:
    app = ReaderApp(FakeNewsroom())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        pane = app.screen.query_one("#timeline", LineList)
        painted: list[int] = []
        once = pane.render_line
        pane.render_line = lambda y: painted.append(y) or once(y)  # type: ignore[method-assign]
        await pilot.press("j")
        await pilot.pause()
        assert painted and len(painted) < 8  # two posts and the heading, not the pane


async def test_a_frame_that_changes_nothing_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ReaderApp(FakeNewsroom())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(ReaderApp, "is_headless", False)  # so that frames reach the driver
        written: list[str] = []
        monkeypatch.setattr(app._driver, "write", written.append)
        app.screen.refresh()
        await pilot.pause()
        assert written  # the first frame it hears of, whole
        written.clear()
        app.screen.refresh()
        await pilot.pause()
        assert not "".join(written)
        await pilot.press("j")
        await pilot.pause()
        assert "".join(written)
