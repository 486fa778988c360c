"""Damage is found, replaces no backup, is not written into, and what it left is saved."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.factories import make_document, make_quotation, overwrite
from tests.store.conftest import fill, put, step_back
from tui_reader.domain import Subscription
from tui_reader.errors import StoreCorruptError, UsageError
from tui_reader.newsroom import Newsroom
from tui_reader.store import Store
from tui_reader.store.paths import named_store
from tui_reader.store.sqlite import checking, index_check
from tui_reader.store.sqlite.checking import check_file
from tui_reader.store.sqlite.health import Health
from tui_reader.store.sqlite.sharing import share, warnings

PAGE = 'Ferry to run on Sundays\n\nMara Quill said: "We must not shy away from it."\n\nThe council voted at noon.\n'


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """Two pages, one changed by its outlet since, a speaker corrected by hand, a feed followed."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    newsroom = Newsroom.open(tmp_path / "a" / "store.db", seeds=False)
    page, other = tmp_path / "page.txt", tmp_path / "other.txt"
    page.write_text(PAGE, "utf-8")
    other.write_text(PAGE.replace("Ferry", "Tram").replace("Quill", "Lund"), "utf-8")
    newsroom.ingest([page, other])
    page.write_text(PAGE.replace("at noon", "at night"), "utf-8")
    newsroom.ingest([page])
    newsroom.correct_speaker(newsroom.quotations("shy")[0].id, "Ada Stone")
    newsroom._store.subscriptions.add([Subscription("https://news.example/feed.xml")])
    yield newsroom
    newsroom.close()


OVERWRITTEN = {
    "a word of a quotation": "UPDATE quotations SET text = 'We must shy away from it.'",
    "a speaker": "UPDATE speakers SET name = name || 'x'",
    "a place in the text": "UPDATE quotations SET start = start + 1",
    "a headline": "UPDATE posts SET title = 'Ferry to run on Mondays'",
    "the bytes of a page": "UPDATE captures SET raw = CAST(replace(CAST(raw AS TEXT), 'voted', 'noted') AS BLOB)",
    "an event": "UPDATE events SET title = 'Another'",
    "a document": "DELETE FROM documents WHERE pk = 1",
    "a count": "UPDATE outlets SET documents = documents + 1",
    "the search index": "INSERT INTO headline_words (rowid, headline) VALUES (99, 'storm')",
    "how often a word stands": "UPDATE words SET uses = uses + 1 WHERE word = 'quill'",
    "a word": "UPDATE words SET word = 'quilt' WHERE word = 'quill'",
    "how often a term stands": "UPDATE term_counts SET documents = documents + 1"
    " WHERE term = (SELECT min(term) FROM term_counts)",
    "by what a document is found": "UPDATE document_keys SET key = key + 1 WHERE document = 1 AND key > 2000000000",
    "what is remembered of a document": "UPDATE document_terms SET packed = packed || 'x'",
    "what an event holds": "UPDATE event_posts SET post = post + 1 WHERE event = 1",
    "a correction": "UPDATE corrections SET was = 'Another'",
    "what is followed": "UPDATE subscriptions SET url = 'https://other.example/feed.xml'",
    "the salt of what was forgotten": "UPDATE forgotten_salt SET salt = zeroblob(32)",
    "the order of the timeline": "UPDATE timeline_days SET timed = timed + 1",
    "when a page was taken": "UPDATE captures SET captured_at = '2019-01-01T00:00:00+00:00'",
    "what the words became": "UPDATE quotations SET became = 'q1'",
    "how many quotations a speaker has": "UPDATE speakers SET quotations = 1 - quotations",
    "how many quotations an outlet has": "UPDATE outlets SET quotations = quotations + 1",
    "how many quotations an event has": "UPDATE events SET quotations = 99 WHERE pk = 1",
    "what a speaker is looked up by": "UPDATE speakers SET folded = replace(folded, 'quill', 'quilt')",
    "an index": "DROP INDEX timeline",
}


@pytest.mark.parametrize("full", [False, True])
def test_a_whole_store_is_whole(newsroom: Newsroom, full: bool) -> None:
    assert newsroom.check(full=full) == []


@pytest.mark.parametrize("statement", OVERWRITTEN.values(), ids=OVERWRITTEN)
def test_an_overwritten_store_is_not(newsroom: Newsroom, statement: str) -> None:
    overwrite(newsroom.path, statement)
    assert check_file(newsroom.path)
    assert check_file(newsroom.path, full=True)


def test_what_is_put_into_another_event_is_found(newsroom: Newsroom, tmp_path: Path) -> None:
    page = tmp_path / "storm.txt"
    page.write_text("Storm closes the road\n\n9 July 2031\n\nSnow lies deep in the north.\n", "utf-8")
    newsroom.ingest([page])
    other = "SELECT pk FROM events WHERE pk != documents.event"
    overwrite(newsroom.path, f"UPDATE documents SET event = ({other}) WHERE event = (SELECT min(pk) FROM events)")
    assert [trouble.where for trouble in check_file(newsroom.path)] == ["documents"]


def test_what_is_written_meanwhile_is_no_damage(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "third.txt"
    page.write_text(PAGE.replace("Ferry", "Lift").replace("Quill", "Marsh"), "utf-8")
    captures = checking._captures

    def and_write(connection: sqlite3.Connection, full: bool) -> Iterator[checking.Trouble]:
        newsroom.ingest([page])
        yield from captures(connection, full)

    monkeypatch.setattr(checking, "_captures", and_write)
    assert newsroom.check(full=True) == []


def test_a_large_store_is_read_by_two_processes(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_check, "_SMALL", 0)
    assert check_file(newsroom.path, full=True) == []
    for name in ("the search index", "a headline"):
        overwrite(newsroom.path, OVERWRITTEN[name])
    found = {trouble.where for trouble in check_file(newsroom.path, full=True)}
    assert "headline_words" in found
    assert any(str(newsroom.path.parent.parent) in where for where in found)


def test_a_process_of_a_check_that_is_ended_is_told(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_check, "_SMALL", 0)
    monkeypatch.setattr(checking, "_look_beside", print)  # it ends and answers nothing
    (trouble,) = check_file(newsroom.path, full=True)
    assert "a process of the check was ended" in trouble.what


@pytest.mark.parametrize("size", [0, 100, 5_000])
def test_a_truncated_store_is_told(newsroom: Newsroom, tmp_path: Path, size: int) -> None:
    cut = tmp_path / "cut.db"
    cut.write_bytes(newsroom.path.read_bytes()[:size])
    assert check_file(cut)


def test_a_damaged_store_replaces_no_backup_and_is_not_written_into(newsroom: Newsroom, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    newsroom.backup(saved)
    before = saved.read_bytes()
    overwrite(newsroom.path, OVERWRITTEN["a word of a quotation"])
    with pytest.raises(StoreCorruptError, match="no backup was made"):
        newsroom.backup(saved)
    assert saved.read_bytes() == before
    assert [file.name for file in tmp_path.glob("saved.db*")] == ["saved.db"]
    os.utime(newsroom.path, (1, 1))  # as a disk or another program leaves it
    with pytest.raises(StoreCorruptError, match="rebuild"):
        newsroom.ingest([tmp_path / "page.txt"])


def test_the_last_backups_stay(newsroom: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for _ in range(4):
        newsroom.backup(folder / "b.db", keep=3)
    assert sorted(file.name for file in folder.iterdir()) == ["b.db", "b.db.1", "b.db.2"]
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert check_file(folder / "b.db.2", full=True) == []


def dump(path: Path) -> dict[str, list[str]]:
    tables = "outlets speakers captures documents posts paragraphs quotations corrections events".split()
    with closing(sqlite3.connect(path)) as connection:
        return {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in tables}


def test_a_store_rebuilt_is_the_same(newsroom: Newsroom, tmp_path: Path) -> None:
    done = Newsroom.rebuild(newsroom.path, tmp_path / "new.db")
    assert (done.kept, done.lost, done.again.kept) == (3, (), [])
    assert dump(tmp_path / "new.db") == dump(newsroom.path)
    assert check_file(tmp_path / "new.db", full=True) == []


def test_what_damage_left_is_saved(newsroom: Newsroom, tmp_path: Path) -> None:
    overwrite(newsroom.path, "UPDATE quotations SET text = 'We must shy away.' WHERE speaker_text LIKE '%Lund%'")
    before = newsroom.path.read_bytes()
    done = Newsroom.rebuild(newsroom.path, tmp_path / "new.db")
    assert [kept.headline for kept in done.again.kept] == ["Tram to run on Sundays"]
    assert done.lost == ()
    assert newsroom.path.read_bytes() == before
    rebuilt = Newsroom.open(tmp_path / "new.db")
    assert {entry.quotation.text for entry in rebuilt.quotations()} == {"We must not shy away from it."}
    assert "Ada Stone" in {entry.quotation.speaker for entry in rebuilt.quotations()}
    rebuilt.close()


def test_a_page_whose_bytes_are_damaged_is_lost_and_named(newsroom: Newsroom, tmp_path: Path) -> None:
    overwrite(newsroom.path, "UPDATE captures SET raw = CAST(replace(CAST(raw AS TEXT), 'Lund', 'Lunt') AS BLOB)")
    done = Newsroom.rebuild(newsroom.path, tmp_path / "new.db")
    assert [file for file, _ in done.lost] == [str(tmp_path / "other.txt")]
    assert check_file(tmp_path / "new.db", full=True) == []


def test_no_file_is_replaced(newsroom: Newsroom) -> None:
    with pytest.raises(UsageError):
        Newsroom.rebuild(newsroom.path, newsroom.path)


def test_a_store_is_looked_over_when_it_is_not_as_it_was_left(tmp_path: Path, file_store: Store) -> None:
    store = file_store
    health = Health(store.path, tmp_path / "state")
    assert health.is_due()
    health.note()
    assert not health.is_due()
    os.utime(store.path, (1, 1))
    assert health.is_due()


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o027, 0o077])
def test_a_new_store_is_its_owners_alone(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "one" / "two" / "store.db"
    before = os.umask(mask)
    try:
        Store(path).close()
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == path.parent.parent.stat().st_mode & 0o777 == 0o700
    assert warnings(path) == []


def test_who_else_may_write_is_told(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "store.db"
    Store(path).close()
    path.parent.chmod(0o777)
    path.chmod(0o660)
    folder, file = warnings(path)
    assert "anybody may write it" in folder
    assert "its group may write it" in file


def test_a_group_reads_and_one_account_writes(tmp_path: Path) -> None:
    import grp

    path = tmp_path / "folder" / "store.db"
    Store(path).close()
    group = grp.getgrgid(os.getgid()).gr_name
    share(path, group)
    assert path.stat().st_mode & 0o7777 == 0o640
    assert path.parent.stat().st_mode & 0o7777 == 0o2750
    (path.parent / "letter.txt").touch()
    with pytest.raises(UsageError, match=r"letter\.txt"):
        share(path, group)
    with pytest.raises(UsageError, match="no such group"):
        share(path, "no group has this name")


def test_an_address_of_something_else_is_no_store() -> None:
    with pytest.raises(UsageError, match="no address of a store"):
        named_store("https://a.example/store.db")


def test_a_store_of_an_older_version_gets_digests(tmp_path: Path, file_store: Store) -> None:
    store = file_store
    fill(store)
    document = make_document(id="d2", file="two.txt")
    put(store, document, [make_quotation(document, "It is time.")])
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        step_back(connection, 6)
        connection.execute("DROP TABLE digests")
        connection.execute("DROP TABLE undigested")
        connection.execute("ALTER TABLE writes DROP COLUMN held")
        connection.commit()
    again = Store(store.path)
    assert again.check(full=True) == []
    again.close()


def damage_pages(path: Path, table: str) -> None:
    """Fill the pages of one table with noise, as a disk does."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        pages = [page for (page,) in connection.execute("SELECT pageno FROM dbstat WHERE name = ?", (table,))]
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * size)


@pytest.mark.parametrize("table", ["sqlite_schema", "documents"])
def test_pages_are_saved_where_nothing_leads_to_them(newsroom: Newsroom, tmp_path: Path, table: str) -> None:
    """A long one stands in several pages of the file; a page its outlet changed is one document again."""
    long = tmp_path / "long.txt"
    long.write_text(PAGE.replace("Ferry", "Bus") + "\n".join(f"Line {n} of the timetable.\n" for n in range(900)))
    newsroom.ingest([long])
    newsroom.close()
    damage_pages(newsroom.path, table)
    done = Newsroom.rebuild(newsroom.path, tmp_path / "new.db")
    assert done.kept == 0 and done.missing
    rebuilt = Newsroom.open(tmp_path / "new.db", seeds=False)
    headlines = {entry.headline for entry in rebuilt.timeline()}
    assert headlines == {f"{what} to run on Sundays" for what in ("Ferry", "Tram", "Bus")}
    assert {entry.quotation.text for entry in rebuilt.quotations()} == {"We must not shy away from it."}
    assert rebuilt.check(full=True) == []
    rebuilt.close()


def test_a_store_whose_salt_is_gone_gets_another(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.forget(newsroom.quotations("shy")[1].document)
    newsroom.close()
    damage_pages(newsroom.path, "forgotten_salt")
    done = Newsroom.rebuild(newsroom.path, tmp_path / "new.db")
    assert done.missing == ("what was forgotten, and would be kept out",)
    assert check_file(tmp_path / "new.db", full=True) == []


def test_a_page_read_anew_keeps_when_it_was_taken(newsroom: Newsroom, tmp_path: Path) -> None:
    taken = "2019-01-02T03:04:05+00:00"
    overwrite(newsroom.path, f"UPDATE documents SET captured_at = '{taken}'")
    Newsroom.rebuild(newsroom.path, tmp_path / "new.db")
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert set(connection.execute("SELECT captured_at FROM documents WHERE version_of IS NULL")) == {(taken,)}


def test_a_page_whose_time_cannot_be_read_is_read_anew(newsroom: Newsroom, tmp_path: Path) -> None:
    overwrite(newsroom.path, "UPDATE captures SET captured_at = 'some day'")
    done = Newsroom.rebuild(newsroom.path, tmp_path / "new.db")
    assert (
        done.kept == 0
        and not done.lost
        and {entry.headline for entry in done.again.kept}
        >= {
            "Ferry to run on Sundays",
            "Tram to run on Sundays",
        }
    )


@pytest.mark.parametrize("damaged", ["version_of IS NULL", "version_of NOTNULL", "pk NOTNULL"])
def test_a_page_that_went_back_to_what_it_said_goes_back_again(tmp_path: Path, damaged: str) -> None:
    """All within a second; an earlier version that is damaged is none that came later."""
    newsroom = Newsroom.open(tmp_path / "store.db", seeds=False)
    page = tmp_path / "ferry.txt"
    for when in ("at noon", "at night", "at noon", "at dawn"):
        page.write_text(PAGE.replace("at noon", when), "utf-8")
        newsroom.ingest([page])
    before = told(newsroom)
    newsroom.close()
    overwrite(newsroom.path, f"UPDATE documents SET headline = 'Another' WHERE {damaged}")
    done = Newsroom.rebuild(newsroom.path, tmp_path / "new.db")
    assert done.kept == 0 and len(done.again.kept) == 4
    rebuilt = Newsroom.open(tmp_path / "new.db", seeds=False)
    assert told(rebuilt) == before and len(before) == 4
    rebuilt.close()


def told(newsroom: Newsroom) -> list[tuple[str, ...]]:
    """What the one post says and said, the newest first."""
    (entry,) = newsroom.timeline()
    return [tuple(version.paragraphs) for version in newsroom.versions_of_post(entry.id)]


def test_pages_that_only_the_log_has_are_saved(newsroom: Newsroom, tmp_path: Path) -> None:
    late = tmp_path / "late.txt"
    late.write_text(PAGE.replace("Ferry", "Late ferry"), "utf-8")
    with closing(sqlite3.connect(newsroom.path)) as reader:  # keeps the log from being taken over
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM posts").fetchone()
        newsroom.ingest([late])
        copy = tmp_path / "copy.db"
        copy.write_bytes(b"\xa5" * 100 + newsroom.path.read_bytes()[100:])
        copy.with_name("copy.db-wal").write_bytes(newsroom.path.with_name(f"{newsroom.path.name}-wal").read_bytes())
    done = Newsroom.rebuild(copy, tmp_path / "new.db")
    assert {entry.headline for entry in done.again.kept} >= {"Late ferry to run on Sundays", "Ferry to run on Sundays"}
    assert "pages" in done.missing[0]


def test_a_correction_whose_words_are_not_found_again_is_named(newsroom: Newsroom, tmp_path: Path) -> None:
    """Without its outlet a page is another, and so are its quotations."""
    page = tmp_path / "bus.txt"
    page.write_text(PAGE.replace("Ferry", "Bus"), "utf-8")
    newsroom.ingest([page], outlet="Harbour Post")
    (entry,) = (each for each in newsroom.quotations() if each.outlet == "Harbour Post")
    newsroom.correct_speaker(str(entry.quotation.id), "Ada Stone")
    newsroom.close()
    damage_pages(newsroom.path, "outlets")
    done = Newsroom.rebuild(newsroom.path, tmp_path / "new.db")
    assert f"speakers set right by hand, whose words have another id now: {entry.quotation.id}" in done.missing


def test_a_name_that_is_no_text_is_damage(newsroom: Newsroom) -> None:
    """SQLite tells of it in the name's own bytes, which are no UTF-8."""
    newsroom.close()
    with closing(sqlite3.connect(newsroom.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = newsroom.path.read_bytes()
    at = raw.index(b"CREATE TRIGGER posts_insert_touches")
    newsroom.path.write_bytes(raw[: at + 7] + b"\xc7" + raw[at + 8 :])
    assert check_file(newsroom.path)
    with pytest.raises(StoreCorruptError):
        Newsroom.open(newsroom.path).quotations()


def test_two_errors_in_the_index_that_cancel_each_other_out(newsroom: Newsroom, tmp_path: Path) -> None:
    """A headline's words stand in the text as well; SQLite's sum over both is the same for this other spelling."""
    page = tmp_path / "zoo.txt"
    page.write_text("Zoo zebras move\n\nOn Monday night they went to the other field.\n", "utf-8")
    newsroom.ingest([page])
    newsroom.close()
    with closing(sqlite3.connect(newsroom.path)) as connection:
        ids = [id for id, block in connection.execute("SELECT id, block FROM post_words_data") if b"zebras" in block]
        for id in ids:
            (block,) = connection.execute("SELECT block FROM post_words_data WHERE id = ?", (id,)).fetchone()
            wrong = block.replace(b"zebras", b"zebraq")
            connection.execute("UPDATE post_words_data SET block = ? WHERE id = ?", (wrong, id))
        connection.commit()
    assert ids
    assert [trouble.where for trouble in check_file(newsroom.path, full=True)] == ["post_words"]
