"""Two writers and eight readers on one store: errors, a reader's wait, the length of the log, memory.

    python benchmarks/soak.py [MINUTES, 10] [DOCUMENTS, 5000]

The store holds DOCUMENTS invented articles. Writers take in documents as ingest does, one transaction each, and now and
then line them up; readers do what the app does: a screen of the timeline, a letter of a search, a post. Every process
has a thread that only sleeps, and notes by how much it wakes too late: what the machine alone costs in the same run.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import resource
import sys
import tempfile
import threading
import time
from multiprocessing.queues import Queue
from pathlib import Path

from make_archive import Archive

from tui_reader.errors import TuiReaderError
from tui_reader.ingest import ingest_pages
from tui_reader.store import Store
from tui_reader.store.sqlite.checking import check_file

WRITERS, READERS = 2, 8
STEP = 0.01


def memory() -> float:
    """Return what this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def idle(delays: list[float], done: threading.Event) -> None:
    while not done.is_set():
        began = time.perf_counter()
        time.sleep(STEP)
        delays.append(time.perf_counter() - began - STEP)


def work(role: str, number: int, path: Path, until: float, results: Queue[dict[str, object]]) -> None:
    errors: list[str] = []
    waits: list[float] = []
    delays: list[float] = []
    levels = [memory()]
    done = threading.Event()
    watch = threading.Thread(target=idle, args=(delays, done))
    watch.start()
    dice = random.Random(number)
    archive = Archive(1_000_000)
    archive.random = dice
    pages = archive.pages()
    store = Store(path)
    written = 0
    while time.time() < until:
        began = time.perf_counter()
        try:
            if role == "writer":
                ingest_pages(store, [next(pages)])
                written += 1
                time.sleep(0.05)
            else:
                keys = store.timeline_keys()
                rows = store.timeline_rows(keys.keys[:40])
                store.find(dice.choice(archive.words)[:3])
                store.post(dice.choice(rows).id)
                waits.append(time.perf_counter() - began)
                time.sleep(0.05)
        except TuiReaderError as error:
            errors.append(f"{type(error).__name__}: {error}")
        if dice.random() < 0.01:
            levels.append(memory())
    done.set()
    watch.join()
    store.close()
    results.put(
        {
            "role": role,
            "errors": errors,
            "waits": waits,
            "delays": delays,
            "written": written,
            "memory": (levels[len(levels) // 4], levels[-1]),
        }
    )


def of_thousand(values: list[float], per_thousand: float) -> float:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * per_thousand / 1000))] * 1000


def main() -> None:
    minutes = float(sys.argv[1]) if sys.argv[1:] else 10.0
    count = int(sys.argv[2]) if sys.argv[2:] else 5_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        store = Store(path)
        ingest_pages(store, Archive(count).pages())
        store.close()
        results: Queue[dict[str, object]] = multiprocessing.get_context("spawn").Queue()
        until = time.time() + minutes * 60
        roles = [*["writer"] * WRITERS, *["reader"] * READERS]
        spawn = multiprocessing.get_context("spawn").Process
        processes = [spawn(target=work, args=(role, n, path, until, results)) for n, role in enumerate(roles)]
        for process in processes:
            process.start()
        longest = 0
        log = path.with_name("store.db-wal")
        while time.time() < until:
            time.sleep(0.2)
            longest = max(longest, log.stat().st_size if log.exists() else 0)
        told = [results.get(timeout=60) for _ in processes]
        for process in processes:
            process.join()
        troubles = check_file(path, full=True)
    readers = [one for one in told if one["role"] == "reader"]
    writers = [one for one in told if one["role"] == "writer"]
    waits = [wait for one in readers for wait in one["waits"]]  # type: ignore[attr-defined]
    delays = [delay for one in told for delay in one["delays"]]  # type: ignore[attr-defined]
    errors = [error for one in told for error in one["errors"]]  # type: ignore[attr-defined]
    print(f"{minutes:g} min, {count} documents at first, {sum(int(str(one['written'])) for one in writers)} written")
    print(f"errors: {len(errors)} {json.dumps(errors[:3])}; full check: {len(troubles)} troubles")
    print(
        f"a reader's look (timeline, letter, post), ms: median {of_thousand(waits, 500):.1f},"
        f" p99 {of_thousand(waits, 990):.1f}, p99.9 {of_thousand(waits, 999):.1f} of {len(waits)}"
    )
    print(f"an idle thread in the same processes wakes too late by, ms: p99.9 {of_thousand(delays, 999):.1f}")
    print(f"longest log: {longest / 1e6:.1f} MB")
    for name, ones in (("reader", readers), ("writer", writers)):
        begun, ended = (max(one["memory"][n] for one in ones) for n in (0, 1))  # type: ignore[index]
        print(f"memory of a {name}: {begun:.0f} MB after a quarter, {ended:.0f} MB at the end")


if __name__ == "__main__":
    main()
