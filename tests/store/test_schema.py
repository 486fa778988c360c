"""Stores of older versions become one of this, whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.store.conftest import fill
from tui_reader.errors import StoreReadOnlyError
from tui_reader.store import Store
from tui_reader.store.sqlite import schema
from tui_reader.store.sqlite.connection import APPLICATION_ID
from tui_reader.store.sqlite.file_connection import FileConnection


def tables(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as raw:
        return dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))


def make_old(path: Path, version: int) -> None:
    """A store as it was left by the program of that version."""
    with closing(sqlite3.connect(path, factory=FileConnection)) as raw:
        database = Database(raw, recursive_triggers=False)
        for step in schema.MIGRATIONS[:version]:
            step(database)
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version = {version}")
        raw.commit()


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_an_older_store_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    make_old(tmp_path / "old.db", version)
    old = Store(tmp_path / "old.db")
    fill(old)
    Store(tmp_path / "new.db")
    assert tables(tmp_path / "old.db") == tables(tmp_path / "new.db")
    assert [entry.headline for entry in Store(tmp_path / "old.db").timeline()] == [
        "Ferry to run on Sundays",
        "Harbour closed",
    ]


def test_half_a_migration_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(database: Database) -> None:
        database.execute("CREATE TABLE half_done (x)")
        raise RuntimeError("killed here")

    path = tmp_path / "store.db"
    Store(path).close()
    before = tables(path)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, fails))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with pytest.raises(RuntimeError):
        Store(path)
    assert tables(path) == before


def test_an_older_store_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not write is told whom to ask; it is not taken for a damaged store."""
    path = tmp_path / "store.db"
    Store(path).close()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)

    def refuse(database: Database) -> None:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr(schema, "migrate", refuse)
    with pytest.raises(StoreReadOnlyError, match="an older store"):
        Store(path)


def test_opening_twice_at_once_makes_one_store(tmp_path: Path) -> None:
    first, second = Store(tmp_path / "deep" / "store.db"), Store(tmp_path / "deep" / "store.db")
    fill(first)
    assert len(second.timeline()) == 2


@pytest.mark.parametrize("name", ["a b.db", "what?.db", "50%.db", "a#b.db", "mémoire.db", "a;b'c\".db"])
def test_any_name_of_a_file(tmp_path: Path, name: str) -> None:
    store = Store(tmp_path / name)
    fill(store)
    assert (tmp_path / name).is_file() and len(Store(tmp_path / name).timeline()) == 2


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Store(Path("store.db")))
    assert len(Store(tmp_path / "store.db").timeline()) == 2


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT id FROM events WHERE stale = 1 ORDER BY pk", "stale_events"),
        ("SELECT pk FROM posts ORDER BY day DESC, second DESC, document DESC, position", "timeline"),
        ("SELECT pk FROM posts WHERE outlet = 1 ORDER BY day DESC, second DESC", "outlet_timeline"),
    ],
)
def test_what_must_not_grow_with_the_store_is_indexed(tmp_path: Path, query: str, index: str) -> None:
    Store(tmp_path / "store.db").close()
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw:
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert any(f"INDEX {index}" in line for line in plan) and not any("TEMP B-TREE" in line for line in plan), plan
