"""Twenty thousand entries in one sync, killed once: memory, what is resumed, what comes twice.

    python benchmarks/sync.py [--feeds 200] [--entries 100]

Feeds are served on 127.0.0.1; the sync runs in a process of its own, is killed with SIGKILL when half of
the documents are in the store, and runs again. Printed beside it: feedparser alone over the same feeds.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.fetching.wild import wild_server

_COMMON = "the a of and to in that it was for on is at by with from they will not be"
COMMON = _COMMON.split()
_SYLLABLES = "bar cor del fen gal hol jun kel lor mar nor pel quin rud sel tor und vel wick yar"
SYLLABLES = _SYLLABLES.split()
RARE = ["".join(random.Random(number).choices(SYLLABLES, k=3)) for number in range(6000)]
CHILD = "from tui_reader.cli import main; main(['--no-seeds', 'sync'])"


def feed(number: int, entries: int) -> bytes:
    """A feed of invented reports, 150 words each, a third of them with a quotation."""
    dice = random.Random(number)

    def words(count: int) -> str:
        return " ".join(dice.choice(COMMON if dice.random() < 0.5 else RARE) for _ in range(count))

    items = []
    for index in range(entries):
        said = f"Mara Quill said: “It is {words(9)}.”" if dice.random() < 0.34 else "Rain fell."
        moment = f"{dice.randint(1, 28)} Jun 2031 {dice.randint(0, 23):02}:{dice.randint(0, 59):02}:00 GMT"
        items.append(
            f"<item><title>{words(8).capitalize()}</title><link>https://{number}.example/{index}</link>"
            f"<pubDate>{moment}</pubDate>"
            f"<description><![CDATA[<p>{words(140).capitalize()}.</p><p>{said}</p>]]></description></item>"
        )
    return f"<rss version='2.0'><channel><title>Outlet {number}</title>{''.join(items)}</channel></rss>".encode()


def documents(store: Path) -> int:
    with suppress(sqlite3.Error), sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    return 0


def sync(environment: dict[str, str], kill_at: int | None = None) -> tuple[float, int]:
    """Run one sync; return its CPU seconds and its peak memory in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = subprocess.Popen([sys.executable, "-c", CHILD], env=environment, stdout=-3, stderr=-3)
    while kill_at is not None and child.poll() is None:
        if documents(Path(environment["TUI_READER_STORE"])) >= kill_at:
            child.send_signal(signal.SIGKILL)
            break
        time.sleep(0.05)
    _, _, usage = os.wait4(child.pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    child.returncode = 0
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, usage.ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=100)
    options = parser.parse_args()
    total = options.feeds * options.entries
    bodies = [feed(number, options.entries) for number in range(options.feeds)]
    with tempfile.TemporaryDirectory() as folder, wild_server() as server:
        urls = [server.serve(f"/{number}", body=body) for number, body in enumerate(bodies)]
        store = Path(folder) / "store.db"
        environment = {**os.environ, "TUI_READER_STORE": str(store), "TUI_READER_ALLOW_NETWORKS": "127.0.0.0/8"}
        adding = [sys.executable, "-m", "tui_reader", "--no-seeds", "sources", "add", *urls]
        subprocess.run(adding, env=environment, check=True, stdout=-3)
        killed, killed_memory = sync(environment, kill_at=total // 2)
        after_kill, asked = documents(store), len(server.paths())
        rest, memory = sync(environment)
        print(f"{total:,} entries in {options.feeds} feeds, {sum(map(len, bodies)) / 1e6:.1f} MB")
        print(f"killed: {after_kill:,} documents after {killed:.1f} CPU s, {killed_memory} MB, {asked} feeds asked for")
        print(
            f"resumed: {documents(store):,} documents after {rest:.1f} CPU s, {memory} MB, "
            f"{len(server.paths()) - asked} feeds asked for"
        )
        with sqlite3.connect(store) as connection:
            twice = connection.execute("SELECT count(*) - count(DISTINCT url) FROM documents").fetchone()[0]
        print(f"twice: {twice}")
    start = time.process_time()
    import feedparser

    found = sum(len(feedparser.parse(io.BytesIO(body)).entries) for body in bodies)
    alone = time.process_time() - start
    print(
        f"feedparser alone: {found:,} entries in {alone:.1f} CPU s; "
        f"the whole way in takes {(killed + rest) / alone:.1f} times that"
    )


if __name__ == "__main__":
    main()
