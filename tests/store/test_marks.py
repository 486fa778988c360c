"""A reader's marks: kept from one start to the next, and no trouble of theirs stops the reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_reader.store import Marks, state_folder


def test_marks_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "marks.db"
    marks = Marks(path)
    marks.set_read(["p1", "p2", "p3"])
    marks.set_read(["p2"], read=False)
    marks.set_starred("p1")
    marks.set_starred("q1")
    marks.set_starred("q1", starred=False)
    marks.set_place("timeline", "p3")
    marks.set_place("search", "ferry")
    marks.set_place("search", None)
    marks.close()
    again = Marks(path)
    assert again.read(["p1", "p2", "p3", "p4"]) == {"p1", "p3"}
    assert again.starred() == {"p1"} == again.starred(["p1", "p2"])
    assert (again.place("timeline"), again.place("search")) == ("p3", None)
    assert again.trouble is None
    again.close()


def test_marks_are_nobody_elses_business(tmp_path: Path) -> None:
    Marks(tmp_path / "marks.db").close()
    assert (tmp_path / "marks.db").stat().st_mode & 0o777 == 0o600


def test_two_windows_of_one_reader(tmp_path: Path) -> None:
    one, other = Marks(tmp_path / "marks.db"), Marks(tmp_path / "marks.db")
    one.set_read(["p1"])
    other.set_read(["p2"])
    assert one.read(["p1", "p2"]) == {"p1", "p2"}
    assert one.trouble is None and other.trouble is None


@pytest.mark.parametrize("broken", ["damaged", "a folder", "below a file"])
def test_where_marks_cannot_be_kept_they_last_the_session(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "marks.db"
    if broken == "damaged":
        path.write_bytes(b"these are no marks at all, and long enough to be looked at" * 50)
    elif broken == "a folder":
        path.mkdir()
    else:
        path.write_bytes(b"")
        path = path / "marks.db"
    marks = Marks(path)
    assert marks.trouble is not None and "marks cannot be kept" in marks.trouble
    marks.set_read(["p1"])
    assert marks.read(["p1"]) == {"p1"}


def test_where_marks_lie(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "tui-reader"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert state_folder() == Path.home() / ".local/state/tui-reader"
