"""A store is copied from a file to a server and back: nothing lost, nothing twice, and what is broken off goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import make_document, make_quotation
from tests.server import Server
from tests.store.conftest import fill, put, rows
from tui_reader.errors import StoreCorruptError, UsageError
from tui_reader.ingest import Page, ingest_pages
from tui_reader.store import Store, copying
from tui_reader.store.postgres import schema
from tui_reader.store.tables import KEYED, KEYED_BY

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def told(store: Store) -> tuple[object, ...]:
    return (
        store.outlets(),
        store.timeline(),
        store.quotations(),
        store.quotations('"shy away"'),
        store.quotations("inquiry national"),
        store.utterances(),
        store.events(),
        [store.post(entry.id) for entry in store.timeline()[:20]],
    )


@pytest.fixture
def seeds(tmp_path: Path) -> Store:
    """A store of some pages, one of them changed since, one forgotten."""
    store = Store(tmp_path / "seeds.db")
    pages = sorted(SEEDS.glob("*.txt"))[1:4]
    ingest_pages(store, [Page(page.read_bytes(), page.name) for page in pages])
    changed = pages[0].read_bytes().replace(b"inquiry", b"enquiry")
    ingest_pages(store, [Page(changed, pages[0].name)])
    document, _ = fill(store)
    store.forget(document.id, "ada")
    store.correct_speaker(store.quotations()[0].id, "Ada Lund")
    return store


def test_there_and_back(seeds: Store, server: Server, tmp_path: Path) -> None:
    there, back = Store(server.made()), Store(tmp_path / "back.db")
    counts = seeds.copy_into(there)
    assert counts["quotations"] > 100 and counts["forgotten"] == 1
    assert told(there) == told(seeds)
    there.copy_into(back)
    assert told(back) == told(seeds)
    for copy in (there, back):
        assert copy.check(full=True) == []
        put(copy, make_document(id="after"))  # and the next writer finds keys that are free
        assert copy.find_forgotten(make_document().id) is not None
        copy.close()


def test_what_was_broken_off_goes_on(seeds: Store, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    target = Store(server.made())
    monkeypatch.setattr(copying, "_MANY", 40)
    monkeypatch.setattr(copying, "_ROWS", {"captures": 1})
    steps = 0

    def stop(done: int, total: int, table: str) -> None:
        nonlocal steps
        steps += 1
        if steps % 7 == 0:
            raise KeyboardInterrupt

    stopped = 0
    while True:
        try:
            seeds.copy_into(target, stop)
            break
        except KeyboardInterrupt:
            stopped += 1
    assert stopped > 10
    assert told(target) == told(seeds) and target.check(full=True) == []
    target.close()


def test_what_was_broken_off_before_it_was_compared_is_compared(
    seeds: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Store(server.made())
    with monkeypatch.context() as patch:
        patch.setattr(copying._Copy, "_compare", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            seeds.copy_into(target)
    seeds.copy_into(target)
    assert told(target) == told(seeds)
    target.close()


def test_a_nul_goes_there_and_back_and_is_no_damage(server: Server, tmp_path: Path) -> None:
    first, there, back = Store(tmp_path / "first.db"), Store(server.made()), Store(tmp_path / "back.db")
    ingest_pages(first, [Page(b'Ferry\n\nMara Quill said: "It is\0time, and we must go."\n', "nul.txt")])
    first.copy_into(there)
    there.copy_into(back)
    assert [store.check(full=True) for store in (first, there, back)] == [[], [], []]
    assert ingest_pages(back, [Page(b"Another page\n\nIt says nothing.\n", "b.txt")]).kept
    there.close()


def test_a_store_is_not_copied_onto_itself(server: Server) -> None:
    address = server.made()
    one, again = Store(address), Store(address)
    with pytest.raises(UsageError, match="the same store"):
        one.copy_into(again)
    for store in (one, again):
        store.close()


def test_only_an_empty_store_is_copied_into(seeds: Store, server: Server) -> None:
    target = Store(server.made())
    fill(target)
    with pytest.raises(UsageError, match="not empty"):
        seeds.copy_into(target)
    target.close()


def test_a_source_that_was_written_meanwhile_is_not_gone_on_with(seeds: Store, server: Server) -> None:
    target = Store(server.made())

    def stop(done: int, total: int, table: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seeds.copy_into(target, stop)
    document = make_document(id="meanwhile")
    put(seeds, document, [make_quotation(document, "It is time.")])
    with pytest.raises(UsageError, match="another state"):
        seeds.copy_into(target)
    target.close()


def test_a_copy_that_differs_is_told(seeds: Store, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each table is compared at the end, row by row."""
    target = Store(server.made())
    before = copying._Copy._compare

    def change_one(self: copying._Copy) -> None:
        with target._connections.write() as connection:
            connection.execute("UPDATE quotations SET text = ? WHERE pk = (SELECT max(pk) FROM quotations)", ("x",))
        before(self)

    monkeypatch.setattr(copying._Copy, "_compare", change_one)
    with pytest.raises(StoreCorruptError, match="differs in quotations"):
        seeds.copy_into(target)
    target.close()


def test_every_table_is_copied(tmp_path: Path) -> None:
    """A table that a migration adds is copied, or is one that is made anew."""
    anew = {"writes", "timeline_days", "timeline_kept", "changed_days", "digests", "undigested", "sums"}
    store = Store(tmp_path / "store.db")
    names = {str(name) for (name,) in rows(store, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    own = {
        name for name in names if not name.startswith(("sqlite_", "quotation_words", "headline_words", "post_words"))
    }
    assert own - anew == {*KEYED, *KEYED_BY, "changes", "forgotten_salt"}
    assert own - {"digests", "undigested", "sums"} <= set(schema.TABLES)
    assert set(schema.KEYED) == set(KEYED)
