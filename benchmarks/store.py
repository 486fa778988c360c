"""Figures of the store over an archive: opening, search letter by letter, phrases remembered by half, one more post.

    python benchmarks/store.py 20000 [--folder FOLDER]

Builds the archive on the first call (benchmarks/make_archive.py). Times are of the store alone, in this
process; the floor they are set beside is `python -c "import sqlite3"` in the same run.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from make_archive import FOLDER, Archive, make_archive

from tui_reader.domain import Filters
from tui_reader.ingest import Page, ingest_pages
from tui_reader.parsing import SidecarFacts
from tui_reader.store import Store
from tui_reader.store.tokens import tokens

T = TypeVar("T")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PHRASES = 200
REMEMBERED = 6  # words of a quotation, two of them wrong


def milliseconds(step: Callable[[], object], times: int = 1) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        step()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def each(step: Callable[[T], object], arguments: Sequence[T]) -> list[float]:
    return [taken for argument in arguments for taken in milliseconds(lambda argument=argument: step(argument))]


def line(name: str, taken: Sequence[float]) -> None:
    ranked = sorted(taken)
    p95 = ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]
    print(f"{name:44} median {statistics.median(ranked):7.1f} ms   p95 {p95:7.1f} ms   n {len(ranked)}")


def mistyped(word: str, dice: random.Random) -> str:
    """One slip: two letters swapped, one lost, one doubled, or a wrong one."""
    if len(word) < 3:
        return dice.choice(LETTERS) + word
    at = dice.randrange(len(word) - 1)
    return dice.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + dice.choice(LETTERS) + word[at + 1 :],
        )
    )


def phrases(store: Store, dice: random.Random, others: Sequence[str]) -> list[tuple[str, str]]:
    """Return (what is remembered, what was said) of random quotations: six words, two mistyped or replaced."""
    said = [
        words for words in (tokens(entry.quotation.text) for entry in store.quotations()) if len(words) > REMEMBERED
    ]
    made = []
    for words in dice.sample(said, min(PHRASES, len(said))):
        start = dice.randrange(len(words) - REMEMBERED + 1)
        remembered = words[start : start + REMEMBERED]
        for at in dice.sample(range(REMEMBERED), 2):
            remembered[at] = mistyped(remembered[at], dice) if dice.random() < 0.5 else dice.choice(others)
        made.append((" ".join(remembered), " ".join(words[start : start + REMEMBERED])))
    return made


def half_remembered(store: Store, others: Sequence[str]) -> None:
    found, taken = 0, []
    for remembered, said in phrases(store, random.Random(7), others):
        began = time.perf_counter()
        first = store.find(remembered, limit=3).quotations
        taken.append((time.perf_counter() - began) * 1000)
        found += any(said in " ".join(tokens(entry.quotation.text)) for entry in first)
    print(f"half-remembered phrases: right among the first three {found} of {len(taken)}")
    line("  a phrase", taken)


def typing(store: Store, dice: random.Random) -> None:
    """Type words of random quotations letter by letter."""
    entries = store.quotations(filters=Filters(limit=2000))
    taken: dict[str, list[float]] = {"find: first letter": [], "find: further letters": []}
    for entry in dice.sample(entries, min(40, len(entries))):
        words = tokens(entry.quotation.text) or ["x"]
        at = dice.randrange(len(words))
        typed = " ".join(words[at : at + 3])
        for end in range(1, len(typed) + 1):
            name = "find: first letter" if end == 1 else "find: further letters"
            taken[name] += milliseconds(lambda end=end, typed=typed: store.find(typed[:end]))
    for name, each in taken.items():
        line(name, each)


def one_more_post(path: Path) -> None:
    """Take one more article into a copy of the archive, and say what it cost in CPU time."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        shutil.copy(path, copy)
        store = Store(copy)
        taken = []
        for number, page in enumerate(Archive(2000).pages()):
            facts = SidecarFacts(outlet="The Late Post", date=date(2030, 1, 1 + number), zone="Europe/London")
            began = time.process_time()
            ingest_pages(store, [Page(page.raw + b"\nOne more line.\n", f"late/{number}.txt", facts)])
            taken.append((time.process_time() - began) * 1000)
            if number == 20:
                break
        line("one more post, CPU (first one left out)", taken[1:])
        store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many articles")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where stores are kept")
    arguments = parser.parse_args()
    path = make_archive(arguments.count, arguments.folder)
    line("floor: python -c 'import sqlite3'", milliseconds(floor, 5))
    store = Store(path)
    line("open a store and its whole timeline", milliseconds(lambda: Store(path).timeline_keys(), 9))
    keys = store.timeline_keys().keys
    dice = random.Random(1)
    starts = [dice.randrange(max(1, len(keys) - 50)) for _ in range(50)]
    line("a screen of the timeline", each(lambda start: store.timeline_rows(keys[start : start + 50]), starts))
    posts = [entry.id for entry in store.timeline_rows([keys[start] for start in starts])]
    line("quotations of a post", each(store.quotations_of_post, posts))
    line("a post whole", each(store.post, posts))
    typing(store, dice)
    half_remembered(store, Archive(0).words)
    one_more_post(path)


def floor() -> None:
    subprocess.run([sys.executable, "-c", "import sqlite3"], check=True)


if __name__ == "__main__":
    main()
