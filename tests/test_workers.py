"""Several processes: the same store as one gives, in the same order; what ends one costs itself."""

from __future__ import annotations

import os
import select
import threading
from pathlib import Path

import pytest

from tui_reader.ingest import Page, ingest_pages
from tui_reader.ingest.workers import Workers, workers_for
from tui_reader.store import Store

PAGE = """Ferry {n} to run on Sundays

4 March 2031

The council voted on Monday for ferry {n}. Mara Quill, the mayor, said: “We must not shy away from ferry {n}.”
"""


def pages(count: int) -> list[Page]:
    bad = Page(b"\x00\x01\x02", "bad.txt")
    return [bad, *(Page(PAGE.format(n=n).encode(), f"{n}.txt") for n in range(count)), bad]


@pytest.mark.parametrize("jobs", [2, 3])
def test_a_store_is_the_same_whoever_reads(tmp_path: Path, jobs: int) -> None:
    stores, reports = [], []
    for count in (1, jobs):
        store = Store(tmp_path / f"{count}.db")
        reports.append(ingest_pages(store, pages(30), total=32, jobs=count))
        stores.append(store)
    one, many = reports
    assert one.kept == many.kept
    assert [(bad.file, str(bad.error)) for bad in one.refused] == [(bad.file, str(bad.error)) for bad in many.refused]
    assert len(many.kept) == 30 and len(many.refused) == 2
    for ask in ("timeline", "quotations", "utterances", "events"):
        assert getattr(stores[0], ask)() == getattr(stores[1], ask)()
    for store in stores:
        store.close()


def doubled(number: int) -> int:
    if number == 13:
        os._exit(3)
    return 2 * number


def test_what_ends_a_process_costs_itself() -> None:
    with Workers(2) as workers:
        answers = list(workers.map(doubled, range(60), lambda number: -number))
        assert answers == [-13 if number == 13 else 2 * number for number in range(60)]
        assert list(workers.map(doubled, [1, 2], lambda number: -number)) == [2, 4]


def test_things_are_taken_no_faster_than_they_are_worked_on() -> None:
    taken = []

    def things():  # type: ignore[no-untyped-def]
        for number in range(20, 500):
            taken.append(number)
            yield number

    with Workers(2) as workers:
        next(iter(workers.map(doubled, things(), doubled)))
        assert len(taken) < 100


def test_few_pages_need_no_workers() -> None:
    assert workers_for(3, None) == 0
    assert workers_for(10_000, 1) == 0
    assert workers_for(3, 4) == 4


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux to see another's child end")
def test_work_that_is_broken_off_ends_at_once() -> None:
    """Whatever the processes are at: nothing waits for them when the program leaves."""
    ends: list[int] = []
    with pytest.raises(KeyboardInterrupt), Workers(2) as workers:
        assert next(workers.map(waiting, [0] * 8 + [60] * 30, waiting)) == 0
        ends += [os.pidfd_open(process.pid) for process in workers._started()._processes.values()]
        raise KeyboardInterrupt
    for end in ends:
        assert select.select([end], [], [], 30)[0]  # readable once the process has ended
        os.close(end)
    assert len(ends) == 2


def waiting(seconds: int) -> int:
    threading.Event().wait(seconds)
    return seconds
