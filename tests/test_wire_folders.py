"""A folder into which an agency puts its files: whole files alone, each once, moved where the reader wants them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.domain import Subscription
from tui_reader.errors import InputError, StoreLockedError
from tui_reader.store import Store
from tui_reader.wire_folders import WireFolder, WireFolders, folder_address, is_unfinished

WHOLE = (
    "\x01epa0001 4 n 60 ep\r\n\r\nLAMPS-Port\r\n\x02Lamps are out =\r\n"
    "   HILLFORD (EP) - It is dark.\r\n\x03121015 BST JUN 31\r\n\x04"
)


class Drop:
    """A folder that is followed, its store, and a clock that a test sets."""

    def __init__(self, home: Path) -> None:
        self.path, self.now = home / "in", 100.0
        self.path.mkdir()
        self.store = Store(home / "store.db")
        self.subscription = Subscription(folder_address(str(self.path)))
        self.store.subscriptions.add([self.subscription])
        self.folder = WireFolder(self.subscription, self.store)

    def put(self, name: str, text: str = WHOLE) -> Path:
        path = self.path / name
        path.write_bytes(text.encode())
        return path

    def look(self, seconds: float = 0.3) -> int:
        """How many files a look some seconds later takes in."""
        self.now += seconds
        looked = self.folder.look(self.now)
        return 0 if looked is None else looked.entries


@pytest.fixture
def drop(tmp_path: Path) -> Iterator[Drop]:
    drop = Drop(tmp_path)
    yield drop
    drop.store.close()


def test_a_file_is_taken_in_once_it_has_stopped_growing(drop: Drop) -> None:
    drop.put("1.wire")
    assert [drop.look(), drop.look(), drop.look()] == [0, 1, 0]
    assert [entry.headline for entry in drop.store.timeline()] == ["Lamps are out"]
    state = drop.store.subscriptions.state(drop.subscription.id)
    assert (state.entries, state.trouble) == (1, None)
    assert state.delay is not None


def test_a_half_written_file_waits_for_its_end_and_not_for_ever(drop: Drop) -> None:
    drop.put("1.wire", WHOLE[:60])
    assert [drop.look(), drop.look(), drop.look()] == [0, 0, 0]
    drop.put("1.wire")
    assert [drop.look(), drop.look()] == [0, 1]
    drop.put("2.wire", WHOLE.replace("0001", "0002")[:80])
    assert [drop.look(), drop.look(), drop.look(11.0)] == [0, 0, 1]


@pytest.mark.parametrize("name", [".1.wire", "1.wire.tmp", "1.wire.part"])
def test_what_is_named_as_unfinished_is_left_alone(drop: Drop, name: str) -> None:
    drop.put(name)
    assert [drop.look(), drop.look(), drop.look()] == [0, 0, 0]


def test_a_file_that_cannot_be_read_costs_itself_and_is_told(drop: Drop) -> None:
    drop.put("1.wire")
    drop.put("2.json", '{"uri": "x", "type": "picture", "versioncreated": "2031-06-12T11:00:00Z"}')
    drop.look()
    assert drop.look() == 2
    assert len(drop.store.timeline()) == 1
    trouble = drop.store.subscriptions.state(drop.subscription.id).trouble
    assert trouble is not None
    assert trouble.startswith("1 not read: ")
    assert "2.json: a picture: no text to read" in trouble


def test_files_go_where_the_reader_wants_them_and_overwrite_nothing(drop: Drop, tmp_path: Path) -> None:
    drop.folder.subscription = drop.subscription._replace(moves_to=str(tmp_path / "done"))
    for _ in range(2):
        drop.put("1.wire")
        drop.look()
        drop.look()
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["1.wire", "1.wire.1"]
    assert not list(drop.path.iterdir())


def test_a_later_run_takes_in_only_what_is_new(drop: Drop) -> None:
    old = drop.put("1.wire")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    drop.look()
    drop.look()
    drop.put("2.wire", WHOLE.replace("0001", "0002").replace("LAMPS", "ROADS"))
    again = WireFolder(drop.subscription, drop.store)
    again.look(1.0)
    looked = again.look(2.0)
    assert looked is not None
    assert (looked.entries, looked.new) == (1, 1)


def test_a_folder_that_is_gone_is_told_once(drop: Drop) -> None:
    drop.path.rmdir()
    first, second = drop.folder.look(1.0), drop.folder.look(2.0)
    assert first is not None and first.error is not None
    assert "cannot be read (No such file or directory)" in str(first.error)
    assert second is None


def test_what_a_locked_store_refuses_is_taken_in_later(drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    drop.put("1.wire")
    drop.look()
    with monkeypatch.context() as locked, pytest.raises(StoreLockedError):
        locked.setattr("tui_reader.ingest.ingest_pages", lambda *_, **__: (_ for _ in ()).throw(StoreLockedError("x")))
        drop.look()
    assert [drop.look(), drop.look()] == [0, 1]


def test_all_folders_are_looked_at_until_told_to_stop(drop: Drop) -> None:
    drop.put("1.wire")
    clock = iter(float(n) for n in range(100))
    folders = WireFolders(drop.store, lambda: next(clock))
    waits = iter([False, False, False, True])
    told: list[int] = []
    folders.watch(lambda _: next(waits), lambda found: told.extend(one.new for one in found))
    assert told == [1]


@pytest.mark.parametrize(
    ("raw", "unfinished"),
    [
        (WHOLE.encode(), False),
        (WHOLE.encode()[:-30], True),
        (b"<nitf><body/></nitf>\n", False),
        (b"<nitf><body>", True),
        (b'[{"a": 1}]', False),
        (b'{"a": 1', True),
        (b"Plain words.", False),
        (b"  ", True),
    ],
)
def test_bytes_tell_whether_they_have_their_end(raw: bytes, unfinished: bool) -> None:
    assert is_unfinished(raw) is unfinished


def test_what_is_no_folder_cannot_be_followed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        folder_address(str(tmp_path / "none"))
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="no folder"):
        folder_address(str(tmp_path / "file"))
