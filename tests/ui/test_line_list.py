"""The list: where the cursor goes, what is repainted, what stays in view."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from tui_reader.ui.presentation.lines import line_of
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.theme import Palette, textual_theme
from tui_reader.ui.widgets.line_list import LineList


class Numbers(Rows):
    """Items of `heights[n % len]` lines; every tenth is a heading if asked for."""

    def __init__(self, count: int, heights: Sequence[int] = (1,), *, headings: bool = False) -> None:
        super().__init__()
        self.count, self.heights, self.headings = count, heights, headings
        self.drawn: list[int] = []

    def __len__(self) -> int:
        return self.count

    def selectable(self, index: int) -> bool:
        return not (self.headings and index % 10 == 0)

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        self.drawn.append(index)
        height = self.heights[index % len(self.heights)]
        return [line_of(width, [(f"{index}.{line}", look.text)], [], look.text) for line in range(height)]


class ListApp(App[None]):
    """One list of 10 lines and a heading."""

    def __init__(self, rows: Numbers) -> None:
        super().__init__()
        self.register_theme(textual_theme("dark"))
        self.theme = "dark"
        self.list = LineList("Numbers")
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.focus()
        self.list.show(self._rows)


def shown(line_list: LineList) -> list[str]:
    return [line_list.render_line(y).text.strip() for y in range(line_list.size.height)]


async def test_moving_repaints_the_two_lines_and_the_count() -> None:
    app = ListApp(Numbers(100))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.pause()
        regions: list[Region] = []
        refresh = app.list.refresh
        app.list.refresh = lambda *areas, **options: (regions.extend(areas), refresh(*areas, **options))[1]  # type: ignore[method-assign]
        await pilot.press("j")
        assert sorted(region.y for region in regions) == [0, 1, 2]
        assert all(region.height == 1 for region in regions)


async def test_keys_move_the_cursor() -> None:
    app = ListApp(Numbers(100))
    async with app.run_test(size=(40, 11)) as pilot:
        for keys, cursor in (("jjj", 3), ("k", 2), ("G", 99), ("g", 0), ("k", 0)):
            await pilot.press(*keys)
            assert app.list.cursor == cursor
        await pilot.press("ctrl+d")
        half = app.list.cursor
        assert 3 <= half <= 6
        await pilot.press("ctrl+u")
        assert app.list.cursor == 0


async def test_the_cursor_is_always_in_view() -> None:
    app = ListApp(Numbers(57, heights=(1, 3, 2), headings=True))
    async with app.run_test(size=(40, 11)) as pilot:
        for key in ["j"] * 70 + ["k"] * 70 + ["ctrl+d"] * 9 + ["ctrl+u"] * 9:
            await pilot.press(key)
            index = app.list.cursor
            height = app.list.rows.heights[index % 3]  # type: ignore[attr-defined]
            assert {f"{index}.{line}" for line in range(height)} <= {text.strip("▌ ") for text in shown(app.list)}


async def test_headings_are_skipped_and_the_first_is_seen() -> None:
    app = ListApp(Numbers(40, headings=True))
    async with app.run_test(size=(40, 11)) as pilot:
        assert app.list.cursor == 1
        await pilot.press("G", "g")
        assert app.list.cursor == 1
        assert shown(app.list)[1] == "0.0"


async def test_no_empty_lines_below_the_last_item() -> None:
    app = ListApp(Numbers(40))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.press("G")
        assert shown(app.list)[-1] == "▌39.0"
        assert shown(app.list)[1] == "30.0"


async def test_an_item_taller_than_the_view_scrolls() -> None:
    app = ListApp(Numbers(2, heights=(30,)))
    async with app.run_test(size=(40, 11)) as pilot:
        seen = set(shown(app.list))
        while app.list.cursor == 0:
            await pilot.press("j")
            seen |= set(shown(app.list))
        assert {f"▌0.{line}" for line in range(30)} <= seen


async def test_a_million_items_draw_only_those_in_view() -> None:
    rows = Numbers(1_000_000)
    app = ListApp(rows)
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.press("G")
        assert app.list.cursor == 999_999
        assert len(set(rows.drawn)) < 60


async def test_a_window_of_one_cell_and_back() -> None:
    app = ListApp(Numbers(100, heights=(1, 2)))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.press(*"jjjjjjjjjjjj")
        for size in ((1, 1), (40, 2), (40, 11)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert any(line.startswith("▌12.") for line in shown(app.list))


async def test_nothing_to_show() -> None:
    app = ListApp(Numbers(0))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.press("j", "G", "g", "ctrl+d", "enter")
        assert app.list.cursor == -1
        app.list.show(Rows("nothing here"))
        await pilot.pause()
        assert shown(app.list)[1] == "nothing here"
