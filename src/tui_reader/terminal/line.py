"""The line between us and the terminal: a writer that never blocks its caller, and a gauge of what is under way.

A slow line does not show at the tty: what ssh and the kernel take in at once may need half a minute to
arrive. So the terminal is asked now and then for a sign of life (`ASK`, the device status every terminal
answers), and as long as answers are missing nothing new is drawn: the newest frame follows when they are in.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping

ASK = b"\x1b[5n"

ASK_EVERY = 1_024  # bytes: a key costs 300 to 800, a page 3,000; asking each time would cost a tenth more
WINDOW = 2_048  # bytes on their way at first: at 9,600 bytes a second a fifth of a second
WIDEST = 262_144
QUICK, SLOW = 0.15, 0.5  # seconds to an answer: below, more may be under way; above, less
GIVEN_UP = 10.0  # seconds: an answer that late got lost
FIRST_GIVEN_UP = 3.0  # seconds: a terminal that has not answered its first question by then never will

_REPLIES = re.compile(
    r"\x1b\[(?P<status>[03])n"  # device status: the answer to ASK
    r"|\x1b\[[?>=][0-9;]*[cn]"  # device attributes, extended status
    r"|\x1bP[^\x1b]*\x1b\\"  # XTVERSION and others
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # colours, titles, a clipboard: never typed by a reader
)
_BEGUN = re.compile(r"\x1b(?:\[[?>=]?[0-9;]*|P[^\x1b]*\x1b?|\][^\x07\x1b]*\x1b?)\Z")
_LONGEST = 65_536


class TtyWriter:
    """Writes bytes to a terminal from a thread, so that no caller ever waits for a stalled line.

    `lost` is called once, from that thread, when the terminal is gone; `drained` whenever everything was taken.
    """

    def __init__(self, descriptor: int, lost: Callable[[], None], drained: Callable[[], None]) -> None:
        self._descriptor, self._lost, self._drained = descriptor, lost, drained
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._stopping = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="tty-writer", daemon=True)
        self._thread.start()

    @property
    def pending(self) -> int:
        """Bytes that the kernel has not taken yet."""
        return self._bytes

    def write(self, data: bytes) -> None:
        """Queue bytes; what one call brings is written in one piece."""
        with self._changed:
            if not self._stopping:
                self._waiting.append(data)
                self._bytes += len(data)
                self._changed.notify_all()

    def stop(self, patience: float) -> bool:
        """Take no more, wait up to `patience` seconds for what is queued; say whether all of it went out."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join(patience)
        return self._bytes == 0

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._stopping)
                if not self._waiting:
                    return
                data = b"".join(self._waiting)
                self._waiting.clear()
            try:
                self._write_all(data)
            except OSError:
                with self._changed:
                    self._stopping, self._bytes = True, 0
                    self._waiting.clear()
                self._lost()
                return
            with self._changed:
                self._bytes -= len(data)
            if not self._bytes:
                self._drained()

    def _write_all(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self._descriptor, view) :]
            except BlockingIOError:  # somebody else made the terminal non-blocking
                select.select([], [self._descriptor], [])


class LineGauge:
    """How many bytes are on their way to the terminal, judged by its answers. Inert unless `asking`.

    `busy` says that nothing new should be drawn. Use from any thread; answers come from the one that reads.
    """

    def __init__(self, *, asking: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._asking, self._clock = asking, clock
        self._asked: deque[tuple[float, int]] = deque()
        self._unasked = 0
        self._window = WINDOW
        self._answers = self._mute = False  # whether the terminal ever answered; whether it was asked in vain
        self._lock = threading.Lock()
        self._quiet = threading.Event()
        self._quiet.set()

    @property
    def busy(self) -> bool:
        """Say whether more is under way than the line takes in a moment."""
        with self._lock:
            patience = GIVEN_UP if self._answers else FIRST_GIVEN_UP
            while self._asked and self._clock() - self._asked[0][0] > patience:
                self._asked.popleft()
                self._mute = not self._answers
            if not self._asked:
                self._quiet.set()
            return bool(self._asked) and self._unasked + sum(size for _, size in self._asked) > self._window

    def sent(self, size: int) -> bool:
        """Count bytes that were written; say whether the terminal should be asked for a sign now."""
        with self._lock:
            self._unasked += size
            if not self._asking or self._mute or self._unasked < ASK_EVERY:
                return False
            self._asked.append((self._clock(), self._unasked))
            self._unasked = 0
            self._quiet.clear()
            return True

    def answered(self) -> None:
        """Take an answer: what was written before the oldest question has arrived."""
        with self._lock:
            self._answers, self._mute = True, False
            if self._asked:
                took = self._clock() - self._asked.popleft()[0]
                if took < QUICK:
                    self._window = min(WIDEST, self._window * 2)
                elif took > SLOW:
                    self._window = max(WINDOW, self._window // 2)
            if not self._asked:
                self._quiet.set()

    def stop_asking(self, patience: float) -> bool:
        """Ask no more and wait up to `patience` seconds for the answers due; say whether all came.

        An answer that comes after we are gone would be typed into the reader's shell.
        """
        self._asking = False
        return self._quiet.wait(patience)


class ReplyFilter:
    """Takes the terminal's answers out of what it sends, also where reads cut them; keys and pastes go through."""

    def __init__(self, status: Callable[[], None]) -> None:
        self._status = status
        self._held = ""

    def take(self, text: str) -> str:
        """Return `text` (after what was held back) without answers; what may be the start of one is held back."""
        text, self._held = self._held + text, ""
        if "\x1b" not in text:
            return text
        text = _REPLIES.sub(self._drop, text)
        begun = _BEGUN.search(text)
        if begun is None:
            return text
        if len(begun.group()) < _LONGEST:
            self._held = begun.group()
        return text[: begun.start()]

    def release(self) -> str:
        """Return what was held back and never went on: it was typed after all."""
        text, self._held = self._held, ""
        return text

    def _drop(self, match: re.Match[str]) -> str:
        if match["status"]:
            self._status()
        return ""


RESET = (
    b"\x1b\\\x1b[?2026l\x1b[<u\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"
    b"\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"
)


def reset_terminal() -> None:
    """Put the controlling terminal's modes back without waiting for anything: the last thing a dying process does."""
    with contextlib.suppress(OSError):
        tty = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        os.write(tty, RESET)


def terminal_problem(env: Mapping[str, str], *, stdin: bool, stdout: bool, encoding: str) -> str | None:
    """Return why a full-screen app cannot run here, naming what works instead, or None.

    `stdin`, `stdout`: whether they are terminals; `encoding`: what a locale without a charset in its name means.
    """
    instead = "`tui-reader timeline`, `quotations`, `compare` and `copy` work as plain text"
    if not stdin or not stdout:
        return f"the app needs a terminal, and standard {'output' if stdin else 'input'} is none; {instead}"
    term = env.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        return f"the app needs a terminal that can move its cursor, and TERM is {term or 'not set'}; {instead}"
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or ""
    if locale in ("C", "POSIX"):
        encoding = "ASCII"
    elif "." in locale:
        encoding = locale.partition(".")[2].partition("@")[0]
    if encoding.lower().replace("-", "").replace("_", "") != "utf8":
        return f"the app needs UTF-8, and the locale says {encoding}; set LC_ALL=C.UTF-8, or {instead}"
    return None
