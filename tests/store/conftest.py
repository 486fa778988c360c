"""Stores in files of their own, with a little in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.factories import NOON, make_document, make_quotation
from tests.server import Server
from tui_reader.domain import Document, NewsEvent, Quotation, Utterance, Wording
from tui_reader.store import Store
from tui_reader.store.paths import Address

Put = Callable[..., bool]


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | Address:
    """A place for a store, on either engine: both keep one contract."""
    if request.param == "sqlite":
        return tmp_path / "store.db"
    server: Server = request.getfixturevalue("server")
    return server.shared()


@pytest.fixture
def store(where: Path | Address) -> Iterator[Store]:
    store = Store(where, wait=0.05)
    yield store
    store.close()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """A store in a file, for what only a file can suffer."""
    store = Store(tmp_path / "store.db", wait=0.05)
    yield store
    store.close()


def name_of(where: Path | Address) -> str:
    """A store's name for another process."""
    return where.url if isinstance(where, Address) else str(where)


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    """What a query of the store's own SQL gives."""
    return store._connections.read(lambda connection: [tuple(row) for row in connection.execute(query)])


def put(store: Store, document: Document, quotations: Sequence[Quotation] = (), event: str = "e1") -> bool:
    """Write a document as ingest does, without lining it up."""
    with store.writing() as block:
        capture = block.documents.save_capture(document.text.encode(), document.file, document.text)
        new = block.documents.save_document(document, quotations, capture)
        block.events.put_into(document.id, event)
    return new is not None


def fill(store: Store) -> tuple[Document, Quotation]:
    """Write one document with one quotation, lined up with itself."""
    document = make_document(
        ("Ferry to run on Sundays", "The council voted.\nMara Quill said: “We must not shy away from it.”"),
        ("Harbour closed", "The gates stay shut, he said."),
    )
    quotation = make_quotation(document, "We must not shy away from it.")
    put(store, document, [quotation])
    wording = Wording(document.id, document.file, document.outlet, quotation.span, quotation.text, quotation.id)
    event = NewsEvent(
        "e1", "Ferry", NOON, NOON, ("Harbour Post",), None, (document.id,), tuple(post.id for post in document.posts)
    )
    with store.writing() as block:
        block.events.save_event(event, (), (Utterance("u1", "Mara Quill", (wording,)),))
    store.keep_timeline()
    return document, quotation


def step_back(connection: sqlite3.Connection, version: int) -> None:
    """Take from a closed file what versions above 8 added, and call it one of `version`."""
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("ALTER TABLE outlets DROP COLUMN primary_source")
    for table, column in (("documents", "version"), ("subscriptions", "delay"), ("subscriptions", "moves_to")):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for table in ("archives", "timeline_days", "timeline_kept", "changed_days", "sums"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("CREATE TABLE timeline_cache (posts INTEGER, keys BLOB, sections TEXT)")
    connection.execute("CREATE TABLE timeline_changes (post INTEGER, day INTEGER, timed INTEGER, added INTEGER)")
    connection.execute(f"PRAGMA user_version = {version}")
