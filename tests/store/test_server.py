"""A store on a server: what is refused and told, a line that drops, news that are told, very long posts."""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_document
from tests.server import USER, Server
from tests.store.conftest import fill, put
from tests.store.test_several import soon
from tui_reader.errors import (
    StoreCorruptError,
    StoreError,
    StoreNewerError,
    StoreReadOnlyError,
    UsageError,
)
from tui_reader.store import Store
from tui_reader.store.matching import Run
from tui_reader.store.paths import Address, named_store
from tui_reader.store.postgres.statements import statement_of
from tui_reader.store.rows import IN_KEYS, IN_NAMES


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    store = Store(server.made(), wait=0.05)
    yield store
    store.close()


# -- addresses ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://desk@host/archive", "postgresql://desk@host/archive"),
        ("postgresql://desk:s3cret@host:5432/archive", "postgresql://desk:***@host:5432/archive"),
        ("postgres://desk:p%40ss@host/archive", "postgres://desk:***@host/archive"),
        ("postgresql:///archive?user=desk&password=s3cret", "postgresql:///archive?user=desk&password=***"),
        ("postgresql:///a?sslpassword=s3cret&host=b", "postgresql:///a?sslpassword=***&host=b"),
        ("postgresql:///?service=desk", "postgresql:///?service=desk"),
        ("postgresql://desk:a#s3cret@/archive?host=/run", "postgresql://desk:***@/archive?host=/run"),
        ("postgresql://desk:a?s3cret@host/archive", "postgresql://desk:***@host/archive"),
        ("postgresql://desk:a/s3cret@host/archive", "postgresql://desk:***@host/archive"),
        ("postgresql:///a?user=u&pass%77ord=s3cret", "postgresql:///a?user=u&pass%77ord=***"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert str(named_store(url)) == shown


@pytest.mark.parametrize("named", ["postgresql:/u:pw@h/x", " postgresql://u:pw@h/x", "host=h password=pw dbname=x"])
def test_a_mistyped_address_is_no_file(named: str) -> None:
    with pytest.raises(UsageError, match="no address of a store") as refused:
        named_store(named)
    assert "pw" not in str(refused.value)


@given(password=st.text(alphabet="abcXYZ019!$*()-._~%", min_size=4, max_size=12))
def test_no_error_holds_a_password(password: str) -> None:
    address = Address(f"postgresql://desk:{password}@127.0.0.1:1/archive")
    with pytest.raises(StoreError) as refused:
        Store(address)
    assert password not in str(refused.value).replace("postgresql://desk:***@127.0.0.1:1/archive", "")
    assert "\n" not in str(refused.value)


def test_without_psycopg_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("psycopg", "tui_reader.store.postgres"))]:
        monkeypatch.delitem(sys.modules, name)
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.split(".")[0] == "psycopg":
            raise ModuleNotFoundError("No module named 'psycopg'", name="psycopg")
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"tui-reader\[server\]"):
        Store(Address("postgresql:///archive"))


# -- what is refused ------------------------------------------------------------------------------
def test_a_database_that_is_not_there(server: Server) -> None:
    with pytest.raises(StoreError, match=r"no such database; make one of its own: createdb"):
        Store(server.address("nowhere"))


def test_a_user_whom_nobody_knows(server: Server) -> None:
    with pytest.raises(StoreError, match="the server refused the user"):
        Store(Address(server.made().url.replace(USER, "nobody_here")))


def test_no_server_at_all() -> None:
    with pytest.raises(StoreError, match="the server does not answer; check that it runs"):
        Store(Address("postgresql://desk@127.0.0.1:1/archive"))


def test_what_is_no_address() -> None:
    with pytest.raises(StoreError, match="no address that PostgreSQL understands"):
        Store(Address("postgresql://desk@host/archive?hots=other"))


def test_a_database_of_something_else_is_left_alone(server: Server) -> None:
    address = server.empty()
    in_database(address, "CREATE TABLE theirs (id bigint)")
    with pytest.raises(StoreCorruptError, match="a database of something else"):
        Store(address)
    assert in_database(address, "SELECT count(*) FROM pg_namespace WHERE nspname = 'tui_reader'") == [(0,)]


def test_a_schema_of_our_name_that_is_not_ours(server: Server) -> None:
    address = server.empty()
    in_database(address, "CREATE SCHEMA tui_reader; CREATE TABLE tui_reader.theirs (id bigint)")
    with pytest.raises(StoreCorruptError, match="not a store of tui-reader"):
        Store(address)


def test_a_database_in_another_encoding_is_refused_and_left_empty(server: Server) -> None:
    server.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    address = server.address("latin")
    for _ in range(2):
        with pytest.raises(StoreError, match=r"not in UTF-8 \(LATIN1\); createdb --encoding=UTF8"):
            Store(address)


def test_a_table_of_our_name_that_is_not_ours(server: Server) -> None:
    address = server.empty()
    in_database(address, "CREATE SCHEMA tui_reader; CREATE TABLE tui_reader.store (version text)")
    in_database(address, "INSERT INTO tui_reader.store VALUES ('x')")
    with pytest.raises(StoreCorruptError, match="not a store of tui-reader"):
        Store(address)


def test_an_empty_schema_of_our_name_is_used(server: Server) -> None:
    address = server.empty()
    in_database(address, "CREATE SCHEMA tui_reader")
    fill(Store(address))


def test_a_role_that_nobody_let_in_is_told_whom_to_ask(server: Server) -> None:
    address = server.made()
    server.run("DROP ROLE IF EXISTS stranger")
    server.run("CREATE ROLE stranger LOGIN")
    with pytest.raises(StoreReadOnlyError, match="GRANT tui_reader_read"):
        Store(Address(address.url.replace(f"{USER}@", "stranger@")))


def test_no_connection_left_and_none_allowed(server: Server) -> None:
    address = server.made()
    name = address.url.partition("@/")[2].partition("?")[0]
    server.run("DROP ROLE IF EXISTS visitor")
    server.run("CREATE ROLE visitor LOGIN IN ROLE tui_reader_read")
    visitor = Address(address.url.replace(f"{USER}@", "visitor@"))
    server.run(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
    with pytest.raises(StoreError, match="no connection left"):
        Store(visitor)
    server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    with pytest.raises(StoreError, match="takes no connections"):
        Store(visitor)


def test_a_newer_store_is_not_opened_and_not_written(store: Store) -> None:
    in_database(store.where, "UPDATE tui_reader.store SET version = 999")
    with pytest.raises(StoreNewerError, match="update tui-reader"):
        Store(store.where)
    with pytest.raises(StoreNewerError):
        fill(store)
    assert store.timeline() == []


def test_a_server_too_old_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_reader.store.postgres import engine

    monkeypatch.setattr(engine, "_OLDEST", 990_000)
    with pytest.raises(StoreError, match=r"is too old.*14 or later"):
        Store(store.where)


def test_several_make_one_store(server: Server) -> None:
    """Who opens an empty database at the same time as others finds one store, whoever made it."""
    address, raised = server.empty(), []

    def open_it() -> None:
        try:
            Store(address).close()
        except StoreError as error:
            raised.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []
    fill(Store(address))


def test_one_role_reads_and_another_writes(server: Server) -> None:
    address = server.made()
    fill(Store(address))
    for name, role in (("reader_ann", "tui_reader_read"), ("writer_bob", "tui_reader_write")):
        server.run(f"DROP ROLE IF EXISTS {name}")
        server.run(f"CREATE ROLE {name} LOGIN IN ROLE {role}")
    reader = Store(Address(address.url.replace(f"{USER}@", "reader_ann@")))
    assert len(reader.timeline()) == 2 and reader.quotations("shy")
    with pytest.raises(StoreReadOnlyError, match="tui_reader_read"):
        put(reader, make_document(id="d2"))
    writer = Store(Address(address.url.replace(f"{USER}@", "writer_bob@")))
    assert len(writer.timeline()) == 2
    put(writer, make_document(id="d2"))
    assert len(reader.timeline()) == 3
    writer.forget(writer.timeline()[0].id, "bob")
    assert writer.sweep() is False, "who does not own the tables cannot write them anew"
    for one in (reader, writer):
        one.close()


@pytest.mark.parametrize("call", [lambda store: store.backup("x.db"), lambda store: store.salvage("x.db")])
def test_what_is_the_servers_own_work_says_so(store: Store, call: Callable[[Store], object]) -> None:
    with pytest.raises(UsageError, match="pg_"):
        call(store)


# -- a line that drops ----------------------------------------------------------------------------
def drop_all(store: Store) -> None:
    """End the connections of everybody to a store's database."""
    in_database(
        store.where,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


def test_a_reader_whose_line_dropped_reads_on(store: Store) -> None:
    fill(store)
    for _ in range(5):
        drop_all(store)
        assert len(store.timeline()) == 2


def test_a_write_whose_line_drops_is_not_kept_and_the_next_one_is(store: Store) -> None:
    with pytest.raises(StoreError), store.writing() as block:
        document = make_document(id="lost")
        capture = block.documents.save_capture(b"x", "x.txt", document.text)
        block.documents.save_document(document, [], capture)
        drop_all(store)
    assert store.timeline() == []
    fill(store)
    assert len(store.timeline()) == 2


def test_a_server_that_restarts(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_reader.store.postgres import engine

    monkeypatch.setattr(engine, "_AGAIN_SECONDS", 0.0)
    store = Store(server.made())
    fill(store)
    before = store.version()
    server.stop()
    try:
        with pytest.raises(StoreError, match=r"the server does not answer \(since \d\d:\d\d:\d\d\)"):
            store.timeline()
    finally:
        server.start()
    assert len(store.timeline()) == 2
    other = Store(store.where)
    put(other, make_document(id="later"))
    assert soon(lambda: store.version() != before)  # whoever listens listens again
    for one in (store, other):
        one.close()


def test_who_asks_again_at_once_is_told_at_once(server: Server) -> None:
    store = Store(server.made())
    store.timeline()
    server.stop()
    try:
        with pytest.raises(StoreError) as first:
            store.timeline()
        with pytest.raises(StoreError) as second:
            store.timeline()
    finally:
        server.start()
    assert first.value is second.value, "no second try at a server that did not answer a moment ago"
    store.close()


# -- several writers ------------------------------------------------------------------------------
def test_each_of_two_writers_lines_up_its_own_and_the_last_what_is_left(server: Server) -> None:
    address = server.made()
    ours, theirs = Store(address), Store(address)
    with ours.taking_in():
        put(ours, make_document(id="d1"), event="e1")
        with theirs.taking_in():
            put(theirs, make_document(id="d2"), event="e2")
            assert ours.stale_events(left=False) == ["e1"]
            assert theirs.stale_events(left=False) == ["e2"]
            assert ours.stale_events() == ["e1", "e2"]
        assert ours.stale_events(left=False) == ["e1", "e2"], "they have gone, whatever they left"
    for one in (ours, theirs):
        one.close()


def test_a_writer_whose_line_dropped_holds_nobody_up(store: Store) -> None:
    other = Store(store.where)
    with other.taking_in():
        put(other, make_document(id="d1"), event="e1")
        drop_all(store)
        assert store.stale_events(left=False) == ["e1"]
    other.close()


# -- words ----------------------------------------------------------------------------------------
def test_posts_of_any_length_are_found(store: Store) -> None:
    """What PostgreSQL would refuse (a word of 2,047 bytes, a megabyte of words) is found by what it takes."""
    long = make_document(("Long", f"{'ä' * 5_000} and then " + " ".join(f"word{n}" for n in range(20_000))), id="long")
    many = make_document(("Many", " ".join(f"{n:x}padding{n * 7919:x}" for n in range(70_000)) + " zebra"), id="many")
    put(store, long)
    put(store, many)
    assert [entry.headline for entry in store.timeline("word19999")] == ["Long"]
    assert [entry.headline for entry in store.timeline("then word0")] == ["Long"]
    assert [entry.headline for entry in store.timeline("0padding0")] == ["Many"]


def test_words_of_two_columns_are_in_no_row(store: Store) -> None:
    with store._connections.write() as connection:
        connection.words.add_posts([(1, "The ferry", "runs on Sundays")])
        for words, found in ((("ferry", "runs"), 0), (("runs", "on"), 1), (("the", "ferry"), 1)):
            where = connection.words.where("post_words", Run(words))
            query = f"SELECT count(*) FROM post_words WHERE {where.sql}"
            assert connection.execute(query, (where.value,)).fetchone()[0] == found, words


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("SELECT ? FROM a WHERE b = '?' AND c = ?", "SELECT $1 FROM a WHERE b = '?' AND c = $2"),
        (f"WHERE pk {IN_KEYS} AND id NOT {IN_NAMES}", "WHERE pk = ANY ($1::bigint[]) AND id <> ALL ($2::text[])"),
        ("posts CROSS JOIN quotations ON x", "posts JOIN quotations ON x"),
    ],
)
def test_statements(ours: str, theirs: str) -> None:
    assert statement_of(ours).sql == theirs


def test_values_are_handed_over_as_the_server_takes_them() -> None:
    statement = statement_of(f"UPDATE a SET b = ?, c = ? WHERE d {IN_NAMES} AND e {IN_KEYS}")
    assert statement.bind([True, "a\0b", '["x","y\\u0000"]', "[1,2]"]) == [1, "a\ufffdb", ["x", "y\ufffd"], [1, 2]]


def in_database(address: object, statement: str) -> list[tuple[object, ...]]:
    import psycopg

    assert isinstance(address, Address)
    with psycopg.connect(address.url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []
