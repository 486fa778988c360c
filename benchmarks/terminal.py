"""Start, keys, pages and memory of the app in a real pty, beside a bare Textual app and newsboat in the same run.

    python benchmarks/terminal.py [--documents 1000 100000] [--runs 5]

Makes the archives first (benchmarks/make_archive.py keeps them). Times are those at which bytes were read from
the pty; a key has settled when nothing has come for 60 ms. Figures in milliseconds depend on the machine, so
each is printed beside its floor: a Textual app that shows one word.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS, ROWS = 120, 40
QUIET = 0.06  # seconds without output after which a key has settled
PATIENCE = 60.0
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self): yield Static("hello")
    def on_key(self): self.query_one(Static).update("done it")
Hello().run()
"""
# What a terminal answers, so that no program waits for it.
ANSWERS = {
    rb"\x1b\[c": b"\x1b[?62;22c",
    rb"\x1b\[>0?q": b"\x1bP>|benchmark(1)\x1b\\",
    rb"\x1b\[\?2026\$p": b"\x1b[?2026;2$y",
    rb"\x1b\[5n": b"\x1b[0n",
}
KEYS = {"pgdn": b"\x1b[6~", "esc": b"\x1b", "enter": b"\r", "tab": b"\t"}


@dataclass
class Sample:
    """One key: milliseconds until the last byte, bytes."""

    settled: float
    written: int


@dataclass
class Session:
    """A program in a pty."""

    command: list[str]
    environment: dict[str, str]
    peak: int = 0  # kB
    received: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            self.command, stdin=slave, stdout=slave, stderr=slave, env=self.environment, start_new_session=True
        )
        os.close(slave)

    def pump(self, patience: float) -> float | None:
        """Read what comes within `patience` seconds; return when it came."""
        if not select.select([self.master], [], [], patience)[0]:
            return None
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            raise SystemExit(f"the program ended:\n{self.received[-2000:].decode('utf-8', 'replace')}") from None
        now = time.perf_counter()
        self.received += data
        for question, answer in ANSWERS.items():
            if re.search(question, data):
                os.write(self.master, answer)
        return now

    def until(self, pattern: bytes) -> float:
        """Read until the output holds `pattern`; return milliseconds since the start."""
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end:
            came = self.pump(0.05)
            if came is not None and re.search(pattern, re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", self.received)):
                return (came - self.began) * 1000
        raise SystemExit(f"{pattern!r} did not come")

    def key(self, name: str) -> Sample:
        """Press a key and wait until it has settled."""
        while self.pump(QUIET) is not None:
            pass
        before, sent = len(self.received), time.perf_counter()
        os.write(self.master, KEYS.get(name, name.encode()))
        last = sent
        while (came := self.pump(QUIET * 3 if last == sent else QUIET)) is not None:
            last = came
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        if peak := re.search(r"VmHWM:\s+(\d+)", status):
            self.peak = max(self.peak, int(peak[1]))
        return Sample((last - sent) * 1000, len(self.received) - before)

    def close(self) -> None:
        """End the program."""
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.master)


def p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def show(what: str, samples: list[Sample]) -> None:
    moved = [sample for sample in samples if sample.written > 40]
    if not moved:
        print(f"  {what:<34} nothing moved")
        return
    times, sizes = [sample.settled for sample in moved], [float(sample.written) for sample in moved]
    print(
        f"  {what:<34} settled {statistics.median(times):6.1f} p95 {p95(times):6.1f} ms"
        f"   bytes {statistics.median(sizes):6.0f} p95 {p95(sizes):6.0f}"
    )


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "VIRTUAL_ENV", "PYTHONPATH")}
    return kept | {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def starts(command: list[str], pattern: bytes, home: Path, runs: int) -> float:
    """Return the median of milliseconds until `pattern` shows."""
    times = []
    for _ in range(runs):
        session = Session(command, environment(home))
        times.append(session.until(pattern))
        session.close()
    return statistics.median(times)


def measure_app(store: Path, home: Path, runs: int) -> None:
    python = sys.executable
    command = [python, "-m", "tui_reader", "--store", str(store)]
    pattern = rb"Timeline.*all outlets"
    floor = starts([python, "-c", HELLO], b"hello", home, runs)
    ready = starts(command, pattern, home, runs)
    print(f"  {'ready':<34} {ready:6.0f} ms, {ready / floor:.2f} times a bare Textual app ({floor:.0f} ms)")
    session = Session(command, environment(home))
    session.until(pattern)
    show("j in the timeline", [session.key("j") for _ in range(100)])
    show("a page of the timeline", [session.key("pgdn") for _ in range(15)])
    session.key("h")
    show("j in the outlets", [session.key("j") for _ in range(20)])
    show("open the events", [session.key("e")])
    show("j in the events", [session.key("j") for _ in range(60)])
    session.key("esc")
    session.key("/")
    show("a letter of a search", [session.key(letter) for letter in "council"])
    print(f"  {'peak memory':<34} {session.peak / 1024:6.1f} MB")
    session.close()


def measure_newsboat(home: Path, runs: int) -> None:
    if shutil.which("newsboat") is None:
        print("newsboat: not installed, skipped")
        return
    feed = home / "feed.xml"
    items = "".join(f"<item><title>Item {n}</title><link>https://example.org/{n}</link></item>" for n in range(1000))
    feed.write_text(f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>", "utf-8")
    urls = home / "urls"
    urls.write_text(f"file://{feed}\n", "utf-8")
    command = ["newsboat", "-r", "-u", str(urls), "-c", str(home / "cache.db")]
    print("newsboat, 1,000 items")
    print(f"  {'ready':<34} {starts(command, b'Feed', home, runs):6.0f} ms")
    session = Session(command, environment(home))
    session.until(b"Feed")
    session.key("enter")
    show("j", [session.key("j") for _ in range(100)])
    show("a page", [session.key("pgdn") for _ in range(15)])
    print(f"  {'peak memory':<34} {session.peak / 1024:6.1f} MB")
    session.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the archives are kept (default: as make_archive.py)")
    arguments = parser.parse_args()
    for count in arguments.documents:
        make = [sys.executable, str(HERE / "make_archive.py"), str(count)]
        make += ["--folder", str(arguments.folder)] if arguments.folder else []
        made = subprocess.run(make, stdout=subprocess.PIPE, text=True, check=True)
        print(f"tui-reader, {count:,} documents")
        with tempfile.TemporaryDirectory() as home:
            measure_app(Path(made.stdout.split()[-1]), Path(home), arguments.runs)
    with tempfile.TemporaryDirectory() as home:
        measure_newsboat(Path(home), arguments.runs)


if __name__ == "__main__":
    main()
