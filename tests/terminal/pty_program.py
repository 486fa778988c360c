"""A program in a pseudo-terminal of ours: reads until something shows, with a deadline, and answers like a terminal."""

from __future__ import annotations

import base64
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pyte

DEADLINE = 20.0  # seconds: far above what a loaded machine needs; reaching it fails the test


class PtyProgram:
    """Runs a command in a pty of 80x24 and plays the terminal. Use as a context manager."""

    def __init__(self, *command: str, env: Mapping[str, str] | None = None) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self.status: int | None = None
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            root = str(Path(__file__).parents[2] / "src")
            mine = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": root, **(env or {})}
            for name in ("TMUX", "STY", "COLUMNS", "LINES"):
                mine.pop(name, None)
            os.execvpe(command[0], command, mine)
        self.resize(80, 24)

    def __enter__(self) -> PtyProgram:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        self.hang_up()

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen.resize(lines, columns)

    def hang_up(self) -> None:
        if self.terminal >= 0:
            os.close(self.terminal)
            self.terminal = -1

    def type(self, keys: str | bytes) -> None:
        os.write(self.terminal, keys.encode() if isinstance(keys, str) else keys)

    def shown(self) -> str:
        return "\n".join(self.screen.display)

    def read(self, patience: float = 0.2) -> bool:
        """Take what came; False where nothing did or the program is gone."""
        if not select.select([self.terminal], [], [], patience)[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.raw += data
        for asked, answer in ((b"\x1b[5n", b"\x1b[0n"), (b"\x1b[?2026$p", b"\x1b[?2026;2$y")):
            for _ in range(data.count(asked)):
                self.type(answer)
        self._stream.feed(data.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))
        return bool(data)

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + DEADLINE
        while text not in self.shown():
            self.read()
            assert time.monotonic() < end, f"{text!r} never showed:\n{self.shown()}"

    def clipboard(self) -> bytes | None:
        """Return what the last OSC 52 put on the clipboard of this terminal, None where none came."""
        writes = re.findall(rb"\x1b\]52;c?;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)", bytes(self.raw))
        return base64.b64decode(writes[-1], validate=True) if writes else None

    def wait_for_end(self) -> int:
        """Return the exit code (negative: killed by that signal)."""
        end = time.monotonic() + DEADLINE
        while self.status is None:
            if self.terminal >= 0:
                self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            assert time.monotonic() < end, "it did not end"
        while self.terminal >= 0 and self.read(0.05):
            pass
        return self.status

    def modes_left_on(self) -> set[bytes]:
        """Return the private modes that were switched on and not off again."""
        on: set[bytes] = set()
        for part in bytes(self.raw).split(b"\x1b[?")[1:]:
            number = part[: len(part) - len(part.lstrip(b"0123456789"))]
            if part[len(number) : len(number) + 1] in b"hl":
                (on.add if part[len(number) : len(number) + 1] == b"h" else on.discard)(number)
        return on - {b"25", b"7"} | ({b"cursor hidden"} if b"25" not in on else set())
