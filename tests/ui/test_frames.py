"""What the frame writer leaves on a terminal is the frame, whatever stood there before."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tui_reader.ui.frames import FrameWriter

WIDTH, HEIGHT = 24, 4
STYLES = [Style(), Style(color="red"), Style(color="red", bold=True), Style(bgcolor="blue"), Style(underline=True)]


class _Screen(pyte.Screen):
    """A terminal that wipes the whole screen with the current background, as real ones do."""

    def erase_in_display(self, how: int = 0, *args: object, **options: object) -> None:
        for y in range(HEIGHT) if how == 2 else ():
            for x in range(WIDTH):
                self.buffer[y][x] = self.cursor.attrs


def _console() -> Console:
    return Console(color_system="standard", width=WIDTH, height=HEIGHT, force_terminal=True, legacy_windows=False)


def _line(pieces: list[tuple[str, int]]) -> Strip:
    strip = Strip([Segment(text, STYLES[style]) for text, style in pieces])
    return strip.adjust_cell_length(WIDTH, STYLES[0])


def _frame(lines: list[list[tuple[str, int]]]) -> LayoutUpdate:
    return LayoutUpdate([[_line(line)] for line in lines], Region(0, 0, WIDTH, HEIGHT))


def _cells(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What is seen: the colour of a letter does not show on an empty cell."""
    return [
        [(c.data, c.bg, c.underscore) if c.data == " " else (c.data, c.fg, c.bg, c.bold, c.underscore) for c in row]
        for row in ([screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT))
    ]


def _shown(*writes: str) -> list[list[tuple[object, ...]]]:
    screen = _Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for text in writes:
        stream.feed(text)
    return _cells(screen)


pieces = st.lists(st.tuples(st.text(alphabet="ab  x漢é", max_size=9), st.integers(0, len(STYLES) - 1)), max_size=4)
frames = st.lists(st.lists(pieces, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(frames)
def test_frame_after_frame_shows_the_last_one(sequence: list[list[list[tuple[str, int]]]]) -> None:
    writer, console = FrameWriter(), _console()
    reduced = [writer.render(_frame(lines), console) for lines in sequence]
    whole = FrameWriter().render(_frame(sequence[-1]), console)
    assert _shown(*reduced) == _shown(whole)


def test_the_same_frame_again_writes_nothing() -> None:
    writer, console = FrameWriter(), _console()
    assert writer.render(_frame([[("hello", 1)]] * HEIGHT), console)
    assert writer.render(_frame([[("hello", 1)]] * HEIGHT), console) == ""


def test_one_changed_letter_costs_a_move_and_the_letter() -> None:
    writer, console = FrameWriter(), _console()
    writer.render(_frame([[("hello", 0)]] * HEIGHT), console)
    assert writer.render(_frame([[("hello", 0)], [("hallo", 0)], *[[("hello", 0)]] * 2]), console) == "\x1b[2;2Ha"


def test_after_forgetting_everything_is_written() -> None:
    writer, console = FrameWriter(), _console()
    first = writer.render(_frame([[("hello", 0)]] * HEIGHT), console)
    writer.forget()
    assert writer.render(_frame([[("hello", 0)]] * HEIGHT), console) == first


def test_an_update_that_is_never_written_does_not_count_as_shown() -> None:
    writer, console = FrameWriter(), _console()
    before = writer.render(_frame([[("hello", 0)]] * HEIGHT), console)
    writer.wrap(_frame([[("other", 0)]] * HEIGHT))  # dropped by a slow line: render_segments is not called
    after = writer.wrap(_frame([[("third", 0)]] * HEIGHT)).render_segments(console)
    assert _shown(before, after) == _shown(FrameWriter().render(_frame([[("third", 0)]] * HEIGHT), console))


@pytest.mark.parametrize("known", [HEIGHT, 2])
def test_part_of_a_line_whatever_the_console_takes_the_height_for(known: int) -> None:
    """Where a browser shows the app, the console knows no height and reckons with 25 rows."""
    writer, console = FrameWriter(), Console(color_system="standard", width=WIDTH, height=known, force_terminal=True)
    before = writer.render(_frame([[("hello world", 0)]] * HEIGHT), console)
    chops = [{0: None, 6: Strip([Segment("there")]), 11: None} for _ in range(HEIGHT)]
    update = ChopsUpdate(chops, [(3, 6, 11)], [[6, 11, WIDTH]] * HEIGHT)
    after = writer.render(update, console)
    assert after == "\x1b[4;7Hthere"
    rows = ["".join(str(cell[0]) for cell in row).rstrip() for row in _shown(before, after)]
    assert rows == ["hello world", "hello world", "hello world", "hello there"]


def test_nothing_a_terminal_obeys_gets_out_whatever_a_widget_forgot() -> None:
    console = Console(color_system="standard", width=WIDTH, height=HEIGHT, force_terminal=True, legacy_windows=False)
    update = LayoutUpdate([[Strip([Segment("a\x1b[2J\x9d52\u202eb\x07")])]], Region(0, 0, WIDTH, 1))
    written = FrameWriter().render(update, console)
    assert "a␛[2J�52⇄b␇" in written
    assert not {"\x9d", "\u202e", "\x07"} & set(written)
