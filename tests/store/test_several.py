"""Several at once: readers beside a writer, two writers, a copy while in use, a writer killed."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.factories import make_document, make_quotation
from tests.store.conftest import fill, name_of, put
from tui_reader.errors import StoreNewerError, StoreReadOnlyError, UsageError
from tui_reader.ingest import Page, ingest_pages
from tui_reader.parsing import SidecarFacts
from tui_reader.store import Store
from tui_reader.store.paths import Address
from tui_reader.store.sqlite import connection, schema

DOCUMENTS = 40
ROOT = Path(__file__).resolve().parents[2]


def put_one(store: Store, id: str) -> None:
    document = make_document((f"Ferry {id}", "Mara Quill said: “It is time.”"), id=id)
    put(store, document, [make_quotation(document, "It is time.")], event=id)


def soon(happened: Callable[[], bool]) -> bool:
    """Say whether something happens before long."""
    waiting = threading.Event()
    return any(happened() or waiting.wait(0.01) for _ in range(2_000))


def together(*steps: Callable[[], None]) -> list[Exception]:
    """Run steps each in a thread of its own and return what they raised."""
    raised: list[Exception] = []

    def guarded(step: Callable[[], None]) -> None:
        try:
            step()
        except Exception as error:
            raised.append(error)

    threads = [threading.Thread(target=guarded, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_readers_see_whole_documents_while_others_write(where: Path | Address) -> None:
    store = Store(where)
    done = threading.Event()

    def write(name: str) -> None:
        for number in range(DOCUMENTS // 2):
            put_one(store, f"{name}{number}")

    def write_all() -> None:
        try:
            assert together(lambda: write("a"), lambda: write("b")) == []
        finally:
            done.set()

    def read() -> None:
        seen = 0
        while not done.is_set():
            [*outlets] = store.outlets()
            posts = len(store.timeline_keys())
            assert posts >= seen, "what was there is there"
            seen = posts
            for entry in store.quotations():
                assert entry.quotation.text == "It is time."
            assert all(entry.posts == entry.quotations for entry in outlets), "half a document"

    assert together(write_all, read, read, read) == []
    assert store.outlets()[0].documents == DOCUMENTS


def test_a_copy_while_somebody_writes(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db")
    fill(store)
    with store.writing() as block:
        document = make_document(id="later")
        capture = block.documents.save_capture(b"later", "later.txt", document.text)
        block.documents.save_document(document, [], capture)
        store.backup(tmp_path / "copy.db")
    copy = Store(tmp_path / "copy.db")
    assert len(copy.timeline()) == 2 and len(store.timeline()) == 3
    assert {child.name for child in tmp_path.iterdir() if "part" in child.name} == set()
    with pytest.raises(StoreReadOnlyError):
        store.backup(tmp_path / "nowhere" / "copy.db")


def test_a_copy_never_takes_the_place_of_a_store_in_use(tmp_path: Path) -> None:
    store, other = Store(tmp_path / "store.db"), Store(tmp_path / "other.db")
    fill(store)
    fill(other)
    for target in (store.path, other.path, tmp_path / "." / "store.db"):
        with pytest.raises(UsageError, match="in use"):
            store.backup(target)
    other.close()
    store.backup(other.path)
    store.backup(other.path)
    assert len(Store(other.path).timeline()) == 2


def test_a_copy_takes_the_place_of_a_backup_alone(tmp_path: Path) -> None:
    store, draft = Store(tmp_path / "store.db"), tmp_path / "draft.txt"
    draft.write_text("what somebody wrote")
    for target in (draft, tmp_path):
        with pytest.raises(UsageError):
            store.backup(target)
    assert draft.read_text() == "what somebody wrote"


def test_a_change_by_somebody_else_is_noticed(where: Path | Address) -> None:
    ours, theirs = Store(where), Store(where)
    before = ours.version()
    assert ours.version() == before
    fill(theirs)
    assert soon(lambda: ours.version() != before)  # a server tells of it, which takes as long as it takes


def test_our_own_writes_are_told_from_others(where: Path | Address) -> None:
    ours, theirs = Store(where), Store(where)
    before = ours.writes_of_others()
    put_one(ours, "a")
    assert together(lambda: put_one(ours, "b")) == []  # another thread of ours
    with pytest.raises(RuntimeError), ours.writing():
        raise RuntimeError("taken back")
    assert ours.writes_of_others() == before
    put_one(theirs, "c")  # takes the number that the write taken back would have had
    assert ours.writes_of_others() == before + 1
    put_one(ours, "d")
    assert ours.writes_of_others() == before + 1


def test_a_write_under_way_is_never_taken_for_somebody_elses(where: Path | Address) -> None:
    store = Store(where)
    before, seen, done = store.writes_of_others(), set[int](), threading.Event()

    def write() -> None:
        for number in range(DOCUMENTS):
            put_one(store, f"w{number}")
        done.set()

    def look() -> None:
        while not done.is_set():
            seen.add(store.writes_of_others())

    assert together(write, look) == []
    assert seen <= {before}


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from tests.store.test_several import put_one
from tui_reader.store import Store
from tui_reader.store.paths import named_store
store = Store(named_store(sys.argv[1]))
for number in range(10_000):
    put_one(store, f"d{number}")
    print(f"d{number}", flush=True)
"""


@pytest.mark.parametrize("kept", [1, 7, 20])
def test_a_writer_killed_loses_nothing_it_said_was_kept(where: Path | Address, kept: int) -> None:
    call = [sys.executable, "-c", WRITER, name_of(where), str(ROOT)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline().strip() for _ in range(kept)]
        os.kill(writer.pid, signal.SIGKILL)
        told += writer.stdout.read().split()
    store = Store(where)
    stored = {entry.document for entry in store.timeline()}
    assert set(told) - {told[-1]} <= stored  # the last line may itself be cut short
    assert len(store.quotations()) == len(stored)
    assert store.check(full=True) == []
    put_one(store, "after")  # and the next writer goes on


def in_use(tmp_path: Path) -> Store:
    store = Store(tmp_path / "store.db")
    put_one(store, "a")
    return store


def test_a_copy_by_hand_of_a_store_in_use_is_known_for_one(tmp_path: Path) -> None:
    store = in_use(tmp_path)
    put_one(store, "b")
    copy = tmp_path / "copied" / "store.db"
    copy.parent.mkdir()
    shutil.copy(store.path, copy)
    copied = Store(copy)
    assert not store.was_copied_in_use()
    assert copied.was_copied_in_use()
    put_one(copied, "c")
    copied.close()
    assert Store(copy).was_copied_in_use(), "writing into it does not bring back what it lacks"
    copied.take_as_own()
    copied.close()
    assert not Store(copy).was_copied_in_use()


def test_what_was_closed_killed_or_backed_up_is_no_such_copy(tmp_path: Path) -> None:
    store = in_use(tmp_path)
    store.backup(tmp_path / "backup.db")
    assert not Store(tmp_path / "backup.db").was_copied_in_use()
    assert not Store(store.path).was_copied_in_use(), "as if the first program had been killed"
    store.close()
    shutil.copy(store.path, tmp_path / "copy.db")
    assert not Store(tmp_path / "copy.db").was_copied_in_use()


def test_a_store_brought_up_to_date_under_us_is_read_and_written_no_more(tmp_path: Path) -> None:
    store = in_use(tmp_path)
    with closing(sqlite3.connect(store.path)) as newer:
        newer.execute("PRAGMA user_version = 999")
    for step in (store.outlets, lambda: put_one(store, "b")):
        with pytest.raises(StoreNewerError, match="start it again"):
            step()
    with closing(sqlite3.connect(store.path)) as newer:
        newer.execute(f"PRAGMA user_version = {schema.VERSION}")
    assert store.outlets()[0].documents == 1, "nothing was written"


def test_the_log_is_written_back_once_its_readers_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_LOG_BYTES", 100_000)
    monkeypatch.setattr(connection, "_LOG_WAIT", 0)
    store, log = in_use(tmp_path), tmp_path / "store.db-wal"
    with closing(sqlite3.connect(store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM posts").fetchall()
        for number in range(20):
            put_one(store, f"b{number}")
        assert log.stat().st_size > 100_000, "a reader still needs what is before it"
        reader.execute("ROLLBACK")
        put_one(store, "c")
        assert log.stat().st_size == 0
    assert store.outlets()[0].documents == 22


def test_what_comes_into_an_event_while_it_is_lined_up_is_lined_up_too(where: Path | Address) -> None:
    pages = [
        Page(f"The ferry is old\n\n{words}\n".encode(), f"{name}.txt", SidecarFacts(outlet=name, known="made up"))
        for name, words in (
            ("Post", "Mara Quill told the harbour board on Monday: “The ferry is forty years old and it leaks.”"),
            ("Tide", "“The ferry is forty years old and it leaks,” Mara Quill told the harbour board on Monday."),
        )
    ]
    with closing(Store(where)) as slow, closing(Store(where)) as other:
        read = slow.documents_put_into

        def read_and_be_late(*asked: Any) -> Any:
            found = read(*asked)
            if waiting:
                ingest_pages(other, [waiting.pop()])  # all of it, between our reading and our writing
            return found

        slow.documents_put_into = read_and_be_late  # type: ignore[method-assign]
        waiting = pages[1:]
        ingest_pages(slow, pages[:1])
        ids = {entry.document for entry in slow.timeline()}
        (event,) = {slow.event_of(id) for id in ids}
        assert len(ids) == 2 and event is not None
        lined_up = slow.event(event)
        assert lined_up is not None and set(lined_up.documents) == ids
        assert slow.stale_events() == []
