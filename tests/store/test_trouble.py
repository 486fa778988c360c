"""Every method on a store that is locked, damaged, full, newer, or not ours to write."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.factories import make_document
from tests.store.conftest import fill, put
from tui_reader import errors
from tui_reader.store import Store

READS: dict[str, Callable[[Store], object]] = {
    "outlets": lambda store: store.outlets(),
    "timeline_keys": lambda store: store.timeline_keys(),
    "primary_outlets": lambda store: store.primary_outlets(),
    "quotations_of": lambda store: store.quotations_of(["q1"]),
    "timeline_keys_of": lambda store: store.timeline_keys_of("ferry is:unread", None, (), (), ()),
    "timeline_rows": lambda store: store.timeline_rows([1]),
    "timeline_key": lambda store: store.timeline_key("p1"),
    "timeline": lambda store: store.timeline("ferry"),
    "post": lambda store: store.post(store.timeline()[0].id),
    "quotations": lambda store: store.quotations("shy"),
    "each_quotation": lambda store: list(store.each_quotation("shy")),
    "state_of_event": lambda store: store.state_of_event("e1"),
    "quotation": lambda store: store.quotation(store.quotations()[0].id),
    "quotations_of_post": lambda store: store.quotations_of_post("p1"),
    "about_posts": lambda store: store.about_posts([1, 2]),
    "versions_of_post": lambda store: store.versions_of_post(store.timeline()[0].id),
    "speaker_quotations": lambda store: store.speaker_quotations("Mara Quill"),
    "newest_quotation": lambda store: store.newest_quotation(),
    "new_quotations": lambda store: store.new_quotations("shy", 0),
    "find": lambda store: store.find("quil"),
    "utterances": lambda store: store.utterances(),
    "events": lambda store: store.events("ferry"),
    "event": lambda store: store.event("e1"),
    "event_of": lambda store: store.event_of("d1"),
    "event_entry": lambda store: store.event_entry("e1"),
    "documents_of_event": lambda store: store.documents_of_event("e1"),
    "documents_put_into": lambda store: store.documents_put_into("e1"),
    "documents_about": lambda store: store.documents_about("ferry", 10),
    "events_of_documents": lambda store: store.events_of_documents(["d0"]),
    "posts_like": lambda store: store.posts_like("we must not shy away"),
    "roles_about": lambda store: store.roles_about(["d0"]),
    "stale_events": lambda store: store.stale_events(),
    "version": lambda store: store.version(),
    "writes_of_others": lambda store: store.writes_of_others(),
    "was_copied_in_use": lambda store: store.was_copied_in_use(),
    "find_forgettable": lambda store: store.find_forgettable(store.timeline()[0].id),
    "find_forgotten": lambda store: store.find_forgotten("d1"),
    "archive_done": lambda store: store.archive_done("w1"),
    "capture": lambda store: store.capture(1),
    "forgotten_among": lambda store: store.forgotten_among([make_document()]),
}
WRITES: dict[str, Callable[[Store], object]] = {
    "writing": lambda store: put(store, make_document(id="another")),
    "correct_speaker": lambda store: store.correct_speaker(store.quotations()[0].id, "Ada Lund"),
    "take_back_correction": lambda store: store.take_back_correction(store.quotations()[0].id),
    "set_primary": lambda store: store.set_primary(["Hansard"]),
    "merge_events": lambda store: store.merge_events("e1", "e1"),
    "split_event": lambda store: store.split_event(["d1"]),
    "keep_timeline": lambda store: store.keep_timeline(),
    "forget": lambda store: store.forget(store.timeline()[0].id, "ada"),
    "note_archive": lambda store: store.note_archive("w1", "day.warc.gz", 10),
    "forget_archives": lambda store: store.forget_archives(["w1"]),
    "withdraw": lambda store: store.withdraw([("d1", "[]")]),
    "sweep": lambda store: store.sweep(),
    "take_as_own": lambda store: store.take_as_own(),
}
reads = pytest.mark.parametrize("call", READS.values(), ids=READS)
writes = pytest.mark.parametrize("call", WRITES.values(), ids=WRITES)


def test_every_method_is_tried() -> None:
    others = {"close", "backup", "check", "copy_into", "name", "path", "salvage", "taking_in", "others_write"}
    public = {name for name in vars(Store) if not name.startswith("_")} - others
    assert public == READS.keys() | WRITES.keys()


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store)
    return store


@pytest.fixture
def filled_file(file_store: Store) -> Store:
    fill(file_store)
    return file_store


@pytest.fixture
def locked(filled: Store) -> Iterator[Store]:
    """A store that somebody else is writing."""
    other = Store(filled.where)
    with other.writing():
        yield filled
    other.close()


@reads
def test_every_reading_is_possible(filled: Store, call: Callable[[Store], object]) -> None:
    call(filled)


@reads
def test_reading_does_not_wait_for_a_writer(locked: Store, call: Callable[[Store], object]) -> None:
    call(locked)


@writes
def test_writing_says_that_another_writes(locked: Store, call: Callable[[Store], object]) -> None:
    if locked.path is None and call is WRITES["take_as_own"]:
        return  # what a server holds is nobody's copy
    with pytest.raises(errors.StoreLockedError, match="another program is writing"):
        call(locked)


READING_THE_FILE = {name: call for name, call in {**READS, **WRITES}.items() if name != "version"}


@pytest.mark.parametrize("call", READING_THE_FILE.values(), ids=READING_THE_FILE)
def test_a_damaged_store_is_said_to_be_damaged(filled_file: Store, call: Callable[[Store], object]) -> None:
    filled_file.close()  # closing moves the log into the file
    with filled_file.path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(100)
        file.write(b"\xa5" * (size - 100))
    with pytest.raises(errors.StoreCorruptError, match=r"store\.db: the store is damaged") as caught:
        call(Store(filled_file.path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"not a database, but a long enough text to be read as one" * 30, b"\x00" * 5000])
def test_what_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(errors.StoreCorruptError):
        Store(path).outlets()
    assert path.read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (id)")
    with pytest.raises(errors.StoreCorruptError, match="not a store of tui-reader"):
        Store(path)


def test_a_newer_store(filled_file: Store) -> None:
    with closing(sqlite3.connect(filled_file.path)) as newer:
        newer.execute("PRAGMA user_version = 999")
    with pytest.raises(errors.StoreNewerError, match="update tui-reader"):
        Store(filled_file.path)


@writes
def test_no_room_left(filled_file: Store, call: Callable[[Store], object]) -> None:
    before = filled_file.timeline(), filled_file.quotations()
    connection = filled_file._connections._writer()
    connection.execute("PRAGMA max_page_count = 1")  # as many as there are already
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.execute("CREATE TABLE eaten (x)") if free else None
    big = make_document(("Long", "word " * 60_000), id="big")
    with pytest.raises(errors.StoreFullError, match="free some space"):
        put(filled_file, big)
    assert (filled_file.timeline(), filled_file.quotations()) == before
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_store_that_vanishes_or_is_replaced_while_open(filled_file: Store, tmp_path: Path) -> None:
    assert len(filled_file.timeline()) == 2
    other = Store(tmp_path / "other.db")
    put(other, make_document(("Another store", "a")))
    other.close()
    for rest in ("", "-wal", "-shm"):
        filled_file.path.with_name(filled_file.path.name + rest).unlink(missing_ok=True)
    with pytest.raises(errors.StoreError, match="the store is gone"):
        filled_file.timeline()
    with pytest.raises(errors.StoreError):
        put(filled_file, make_document(id="d9"))
    other.path.rename(filled_file.path)
    put(filled_file, make_document(("To the other", "a"), id="d9"))
    assert [entry.headline for entry in filled_file.timeline()] == ["To the other", "Another store"]


def test_a_folder_in_place_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(errors.StoreError):
        Store(tmp_path)


# -- readers who may not write --------------------------------------------------------------------
def read_as_somebody_else(path: Path, pipe: Connection) -> None:
    """Count the timeline whenever asked, then try to write; root may write anything, so as nobody."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    store = Store(path, wait=0.05)
    while pipe.recv():
        pipe.send(len(store.timeline()))
    try:
        store.keep_timeline()
    except errors.StoreError as error:
        pipe.send((type(error).__name__, str(error)))


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder somebody else can reach: pytest's own are for their owner alone."""
    folder = Path(tempfile.mkdtemp(prefix="tui-reader-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_reader_without_write_permission(shared_folder: Path) -> None:
    """It reads with no writer there, sees what one writes meanwhile, and is told why it cannot write."""
    path = shared_folder / "store.db"
    store = Store(path)
    fill(store)
    store.close()
    assert [child.name for child in shared_folder.iterdir()] == ["store.db"]
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    ours, theirs = multiprocessing.Pipe()
    # A fork has the program loaded already: somebody else may not be allowed to read it from our disk.
    reader = multiprocessing.get_context("fork").Process(target=read_as_somebody_else, args=(path, theirs))
    reader.start()

    def counted() -> int:
        ours.send(True)
        assert ours.poll(10), "the reader said nothing"
        number: int = ours.recv()
        return number

    try:
        assert counted() == 2  # nobody writes: no log, and none can be made
        shared_folder.chmod(0o755)
        path.chmod(0o644)
        writer = Store(path)
        put(writer, make_document(("One more", "a"), id="d2"))
        assert counted() == 3  # from the writer's log
        put(writer, make_document(("And one more", "a"), id="d3"))
        writer.close()
        assert counted() == 4  # the log is gone, the file has changed
        shared_folder.chmod(0o555)
        path.chmod(0o444)
        ours.send(False)
        assert ours.poll(10)
        name, line = ours.recv()
        assert name == "StoreReadOnlyError" and line.startswith(f"{path}: the store ")
    finally:
        reader.terminate()
        reader.join()
