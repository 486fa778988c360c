"""Pages out of a WARC against the same pages as files: documents a second, memory, and twenty kills on the way.

    .venv/bin/python benchmarks/archives.py [--pages 20000] [--kills 20]

Invented pages, packed one gzip member a record as crawlers do; each way into a store of its own, in turn.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = (
    "the council said bridge lamps mayor would cost town people hospital river plan report school road storm".split()
)
CALL = [sys.executable, "-m", "tui_reader", "--no-seeds"]


def page(number: int) -> bytes:
    """A page of some 350 words."""
    pick = random.Random(number)
    lines = []
    for at in range(14):
        words = " ".join(pick.choice(WORDS) for _ in range(24)).capitalize()
        quoted = f"“{words},” said Ada Marsh{number % 50}, the mayor of Hillford."
        lines.append(f"<p>{quoted if at % 4 == 1 else words + '.'}</p>")
    head = f'<meta property="article:published_time" content="2031-06-{1 + number % 28:02}T10:00:00Z">'
    title = f"Council plan {number} for bridge number {number}"
    body = (
        f"<nav>Home News</nav><main><article><h1>{title}</h1>{''.join(lines)}</article></main><footer>Contact</footer>"
    )
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def record(number: int) -> bytes:
    """The same as an answer of a server."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"WARC-Target-URI: https://outlet{number % 20}.example/{number}\r\nWARC-Date: 2031-07-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)


def timed(store: Path, *inputs: Path) -> tuple[float, int]:
    """Seconds of an ingest, and the most memory any process of it took, in MB."""
    began = time.perf_counter()
    call = [*CALL, "--store", str(store), "ingest", *map(str, inputs)]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, status
    return time.perf_counter() - began, used.ru_maxrss // 1024


def counts(store: Path) -> tuple[int, int, int]:
    """Documents, ids among them, quotations."""
    with sqlite3.connect(store) as connection:
        documents = connection.execute("SELECT count(*), count(DISTINCT id) FROM documents").fetchone()
        return (*documents, connection.execute("SELECT count(*) FROM quotations").fetchone()[0])


def kills(archive: Path, store: Path, times: int) -> None:
    """Kill an ingest at chosen moments, then let it end."""
    pick = random.Random(1)
    call = [*CALL, "--store", str(store), "ingest", str(archive)]
    for _ in range(times):
        process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(pick.uniform(0.8, 4.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--pages", type=int, default=20_000)
    ask.add_argument("--kills", type=int, default=20)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        archive, files = home / "day.warc.gz", home / "files"
        files.mkdir()
        with archive.open("wb") as out:
            for number in range(asked.pages):
                out.write(record(number))
                (files / f"{number:06}.html").write_bytes(page(number))
        seconds_files, _ = timed(home / "files.db", files)
        seconds, memory = timed(home / "archive.db", archive)
        print(f"{asked.pages:,} pages as files: {asked.pages / seconds_files:.0f} a second")
        ratio = seconds_files / seconds
        print(f"{asked.pages:,} pages in a WARC: {asked.pages / seconds:.0f} a second, {ratio:.2f} of that")
        print(f"memory of the writer: {memory} MB")
        assert counts(home / "files.db")[0] == counts(home / "archive.db")[0] == asked.pages
        small = home / "small.warc.gz"
        with small.open("wb") as out:
            for number in range(min(2_000, asked.pages)):
                out.write(record(number))
        kills(small, home / "killed.db", asked.kills)
        _, _ = timed(home / "whole.db", small)
        same = counts(home / "killed.db") == counts(home / "whole.db")
        print(f"killed {asked.kills} times on the way: {'nothing twice, nothing lost' if same else 'NOT THE SAME'}")
        print(
            counts(home / "killed.db"),
            counts(home / "whole.db"),
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}",
        )


if __name__ == "__main__":
    main()
