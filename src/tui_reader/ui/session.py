"""An app whose session ends well: on a signal, on a lost terminal, on a line too slow for every frame.

What a screen shows is always its newest state: while the line is busy nothing is drawn, and the frame that
follows is the difference between what the terminal has and what it should have.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from typing import Any

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

from tui_reader.terminal.line import reset_terminal
from tui_reader.ui.driver import TerminalDriver

RESIZE_PAUSE = 0.15  # seconds without another resize before one is drawn: a drag sends 20 a second
# Over ssh each of several in a row is waited out for longer: a multiplexer there queues whole screens on a slow line.
LONGEST_RESIZE_PAUSE, IN_A_ROW = 0.6, 2.0
LOOK_AGAIN = 1.0  # seconds: a line whose answers got lost frees itself unseen
DEADLINE = 0.75  # seconds after a signal until the process ends however busy it is; within one it must be gone


def resize_pause(last: float, since: float, *, far: bool) -> float:
    """Return the seconds to wait for another resize, after `last` for the one that came `since` seconds ago."""
    return min(LONGEST_RESIZE_PAUSE, last * 2) if far and since < IN_A_ROW else RESIZE_PAUSE


class SessionApp(App[int]):
    """Ends on SIGTERM, SIGHUP and a lost terminal within a second, place kept and modes restored; paces its frames.

    Exit codes are the shell's: 128 and the signal's number, a lost terminal counts as SIGHUP.
    """

    _leaving = False
    _place_kept = False
    _frame_due = False
    _shown = False  # whether the terminal has a frame of ours that a resize could spoil
    _look_again: Timer | None = None
    _resized_at, _resize_pause = 0.0, RESIZE_PAUSE

    def keep_place(self) -> None:
        """Remember where the reader is; called before a forced end, too."""

    def forget_frame(self) -> None:
        """Take nothing on the terminal for granted: it was resized, or shows another program's output."""

    # -- ending ---------------------------------------------------------------------------------------
    @property
    def failure(self) -> Exception | None:
        """The defect that ended the app, for the caller to report; Textual would print the locals of every frame."""
        return self._exception

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def on_mount(self) -> None:
        """Listen to signals and to the terminal."""
        driver = self._driver
        if not isinstance(driver, TerminalDriver):
            return
        driver.on_lost = lambda: self.leave(signal.SIGHUP)
        driver.on_free = lambda: self._from_outside(lambda: self.call_later(self._show_newest))
        driver.on_start = lambda: self._from_outside(lambda: self.call_later(self._show_anew))
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda caught, _frame: self.leave(caught))

    def leave(self, number: int) -> None:
        """End as if by this signal. Any thread or signal handler may call; a second call changes nothing."""
        if self._leaving:
            return
        self._leaving = True
        attributes = getattr(self._driver, "attrs_before", None)
        threading.Thread(target=self._end_by_force, args=(128 + number, attributes), daemon=True).start()
        faulthandler.dump_traceback_later(DEADLINE + 0.15, exit=True, file=open(os.devnull, "w"))  # noqa: SIM115, PTH123
        self._from_outside(lambda: self._leave(128 + number))

    def _leave(self, code: int) -> None:
        try:
            self._place_kept = True
            self.keep_place()
        finally:
            self.exit(return_code=code)

    def _end_by_force(self, code: int, attributes: list[Any] | None) -> None:
        """End the process when it has not ended by itself: modes put back, place kept if that was not reached."""
        threading.Event().wait(DEADLINE)
        reset_terminal()
        if attributes is not None:
            with contextlib.suppress(termios.error, OSError, ValueError):
                termios.tcsetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0, termios.TCSANOW, attributes)
        try:
            if not self._place_kept:
                self.keep_place()
        finally:
            os._exit(code)

    def _from_outside(self, call: Callable[[], object]) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(call)

    # -- pacing ---------------------------------------------------------------------------------------
    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate) and (self.hold_frame() or self._changes_nothing(renderable)):
            return
        self._shown = self._shown or renderable is not None
        super()._display(screen, renderable)

    def _changes_nothing(self, update: CompositorUpdate) -> bool:
        """Say whether a frame that is about to be written would leave the terminal as it is, the cursor too."""
        if self._batch_count or not self._running or self.is_headless:
            return False
        place = self.screen.outer_size.clamp_offset(self.cursor_position)
        return place == self._previous_cursor_position and not update.render_segments(self.console)

    def hold_frame(self) -> bool:
        """Say whether nothing may be drawn now; a frame is then due. To be asked before one is composed, too."""
        if not self._must_wait():
            return False
        self._frame_due = True
        if self._look_again is None:
            self._look_again = self.set_timer(LOOK_AGAIN, self._look)
        return True

    def _must_wait(self) -> bool:
        driver = self._driver
        return isinstance(driver, TerminalDriver) and (self._resize_timer is not None or driver.busy)

    def _look(self) -> None:
        self._look_again = None
        self._show_newest()

    def _show_newest(self) -> None:
        if not self._frame_due or not self._running:
            return
        if self._must_wait():
            if self._look_again is None:
                self._look_again = self.set_timer(LOOK_AGAIN, self._look)
            return
        self._frame_due = False
        self.screen.refresh()

    def _show_anew(self) -> None:
        if self._running and self.screen_stack:
            self.forget_frame()
            self.screen.refresh(layout=True)

    async def _on_resize(self, event: events.Resize) -> None:
        """Draw a resize once the sizes stop coming; the terminal has cut its content even if the size came back."""
        if self._size is None or self.is_headless or not self._shown:
            await super()._on_resize(event)
            return
        event.stop()
        self.forget_frame()
        self._frame_due = True
        self._resize_event = event
        self._size = event.size
        if self._resize_timer is not None:
            self._resize_timer.stop()
        now = time.monotonic()
        self._resize_pause = resize_pause(
            self._resize_pause, now - self._resized_at, far="SSH_CONNECTION" in os.environ
        )
        self._resized_at = now
        self._resize_timer = self.set_timer(self._resize_pause, self._resized)

    def _resized(self) -> None:
        self._check_resize()
        self._show_newest()


def collect_again() -> None:
    """Collect garbage from now on, all that the start has made left aside."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
