"""A driver that notices when its terminal is gone, never blocks on a stalled line, and knows when one is slow."""

from __future__ import annotations

import os
import re
import selectors
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping
from typing import Any

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste

from tui_reader.terminal.line import ASK, LineGauge, ReplyFilter, TtyWriter
from tui_reader.terminal.pastes import PasteFilter
from tui_reader.terminal.routes import ancestors, nearest_host

LAST_WORDS = 0.4  # seconds for what is written at the end; SIGTERM must end us within one
ANSWERS_DUE = 0.5  # seconds for answers under way at the end; a round trip round the world is 0.3
STALLED = 4_096  # bytes the kernel has not taken: the terminal does not read


# A sequence with a number that is no key, no place and no character; Textual would end the app over it.
_ABSURD = re.compile(r"\x1b\[[\d;:<>?]*\d{7,}[\d;:]*[A-Za-z~]")


def _nothing() -> None:
    """Do nothing."""


class TerminalDriver(LinuxDriver):
    """Textual's driver for a terminal that may be far away, slow, or gone.

    `on_lost`, `on_free` and `on_start` are called from other threads or signal handlers: the terminal is
    gone; more may be drawn; application mode was (re)entered and the screen is blank.
    """

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.on_lost: Callable[[], None] = _nothing
        self.on_free: Callable[[], None] = _nothing
        self.on_start: Callable[[], None] = _nothing
        self._far = _far_away(os.environ)
        self._gauge = LineGauge(asking=self._far)
        self._tty: TtyWriter | None = None
        self._entered = False
        self._parser = XTermParser(debug)

    @property
    def busy(self) -> bool:
        """Say whether a frame drawn now would only queue up behind others."""
        return self._gauge.busy or (self._tty is not None and self._tty.pending > STALLED)

    # -- writing --------------------------------------------------------------------------------------
    def write(self, data: str) -> None:
        """Queue data for the terminal; never waits. What one call brings stays in one piece."""
        if self._tty is None:
            return
        raw = data.encode("utf-8", "replace")
        if self._gauge.sent(len(raw)):
            raw += ASK
        self._tty.write(raw)

    # -- entering and leaving -------------------------------------------------------------------------
    def start_application_mode(self) -> None:
        """Enter application mode; after a suspension too."""
        output = sys.__stderr__ if sys.__stderr__ and sys.__stderr__.isatty() else sys.__stdout__
        if output is not None:
            self._tty = TtyWriter(output.fileno(), self._lose, self._free)
        self._gauge = LineGauge(asking=self._far)
        self._entered = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.on_start()

    def resume_application_mode(self) -> None:
        """Come back: from a suspension of ours, or from a SIGSTOP that gave no time to leave."""
        if self._entered:
            self.stop_application_mode()
            self.close()
        super().resume_application_mode()

    def disable_input(self) -> None:
        """Stop reading once the answers under way are in: later they would be typed into the shell."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self._gauge.stop_asking(ANSWERS_DUE)
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Put the terminal back as it was."""
        super().stop_application_mode()
        self._entered = False

    def close(self) -> None:
        """Let what was written go out, as far as the terminal takes it."""
        super().close()
        if self._tty is not None:
            self._tty.stop(LAST_WORDS)
            self._tty = None

    # -- reading --------------------------------------------------------------------------------------
    def run_input_thread(self) -> None:
        """Read keys until told to stop, or until the terminal is gone."""
        self._parser = XTermParser(self._debug)  # one that was stopped reads no more
        replies, pastes = ReplyFilter(self._answer), PasteFilter()
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    try:
                        data = os.read(self.fileno, 4096)
                    except (BlockingIOError, InterruptedError):
                        continue
                    except OSError:  # EIO: the other end of the terminal is closed
                        data = b""
                    if not data:
                        self._lose()
                        return
                    for sent in pastes.take(decode(data)):
                        if sent.is_paste:
                            self.process_message(Paste(sent.text))
                        else:
                            self._press(replies.take(sent.text))
                else:
                    self._press(replies.take(pastes.release()) + replies.release())
                for message in self._parser.tick():
                    self.process_message(message)
        try:
            for _ in self._parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass

    def _press(self, text: str) -> None:
        """Read keys; what Textual's reading of them would fail on is none."""
        text = _ABSURD.sub("", text)
        try:
            for message in self._parser.feed(text) if text else ():
                self.process_message(message)
        except (ValueError, OverflowError, LookupError):
            self._parser = XTermParser(self._debug)

    def _answer(self) -> None:
        self._gauge.answered()
        self._free()

    def _free(self) -> None:
        if not self.busy:
            self.on_free()

    def _lose(self) -> None:
        self.on_lost()


def _far_away(env: Mapping[str, str]) -> bool:
    """Say whether a plain ssh carries our output: a multiplexer next to us paces itself and would answer for itself."""
    return nearest_host(env, ancestors()) == "ssh" and env.get("TERM", "") not in ("", "dumb", "linux")
