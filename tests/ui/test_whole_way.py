"""The whole way in a real terminal: start, find the words, compare, copy, quit."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest

PATIENCE = 30.0  # seconds until a pattern that does not come is a failure; never waited for otherwise
PAGES = {
    "ferry-one.txt": (
        'outlet = "ABC News"\ndate = 2031-03-04',
        "Ferry inquiry ordered - Okafor\n"
        "published at 15:56 Greenwich Mean Time\n15:56 GMT\n\n"
        "Transport secretary Maria Okafor told the assembly that the harbour had waited too long.\n\n"
        '"We lost a whole winter to excuses and that must end now," Ms Okafor said.\n',
    ),
    "ferry-two.txt": (
        'outlet = "The Sentinel"\ndate = 2031-03-04',
        "Okafor orders an inquiry into the ferries\n\n"
        "Maria Okafor, the transport secretary, told the assembly that an inquiry into the ferries would start.\n\n"
        "“We lost a whole winter to excuses and that must end now,” Okafor said.\n",
    ),
}


class Terminal:
    """A program in a pty and the screen it draws."""

    def __init__(self, command: list[str], env: dict[str, str], columns: int = 120, rows: int = 40) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.received = b""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True, close_fds=True
        )
        os.close(slave)

    def read(self) -> bool:
        """Take what comes within a tenth of a second; say whether the program is still there."""
        if not select.select([self.master], [], [], 0.1)[0]:
            return True
        try:
            data = os.read(self.master, 65_536)
        except OSError:
            return False
        self.received += data
        # pyte takes private sequences with intermediate letters for text: they draw nothing.
        self.stream.feed(re.sub(rb"\x1b\[[<=>?][0-9;]*[$]?[a-zA-Z]|\x1b\][^\x07]*\x07", b"", data))
        return bool(data)

    def expect(self, pattern: str) -> str:
        """Read until the screen matches."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            text = "\n".join(self.screen.display)
            if re.search(pattern, text):
                return text
            if not self.read():
                break
        raise AssertionError(f"/{pattern}/ did not come:\n" + "\n".join(self.screen.display))

    def send(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def wait(self) -> int:
        """Read until the program has ended; return its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read()
        return self.process.wait(1)

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.master)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a store of two reports of one statement."""
    pages = tmp_path / "pages"
    pages.mkdir()
    sidecar = []
    for name, (facts, text) in PAGES.items():
        (pages / name).write_text(text, "utf-8")
        sidecar.append(f'["{name}"]\n{facts}\n')
    (pages / "sources.toml").write_text("\n".join(sidecar), "utf-8")
    command = [sys.executable, "-m", "tui_reader", "--no-seeds", "ingest", str(pages)]
    subprocess.run(command, env=environment(tmp_path), check=True, capture_output=True)
    return tmp_path


def environment(home: Path) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV")}
    return plain | {
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "SSH_TTY": "/dev/pts/0",
        "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22",
    }


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    terminal = Terminal([sys.executable, "-m", "tui_reader", "--no-seeds"], environment(home))
    yield terminal
    terminal.close()


def test_start_find_compare_copy_quit(terminal: Terminal, home: Path) -> None:
    terminal.expect(r"Outlets.*Timeline.*Quotes")
    terminal.expect(r"▌.*(Ferry inquiry|Okafor orders)")
    terminal.send("/")
    terminal.send("winter excuses")
    terminal.expect(r"(?s)quotations.*We lost a whole winter.*Maria Okafor")
    terminal.send("\r")
    terminal.expect(r"n/N next quotation")
    terminal.send("y")
    terminal.expect(r"sent to the terminal")
    terminal.send("c")
    terminal.expect(r"(?s)│ (ABC|SEN) .*│ (ABC|SEN) .*m matrix")
    terminal.send("\x1b")
    terminal.send("\x1b")
    terminal.send("\x1b")
    terminal.expect(r"Outlets.*Timeline.*Quotes")
    terminal.send("q")
    assert terminal.wait() == 0
    assert b"\x1b]52;c;" in terminal.received
    copy = (home / ".local/state/tui-reader/last-copy.txt").read_text("utf-8")
    assert "We lost a whole winter to excuses and that must end now" in copy
    assert "Maria Okafor" in copy
