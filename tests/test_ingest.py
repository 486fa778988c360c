"""The whole way in: what is kept, unchanged, refused; ids that stay; events and what is killed in between."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.factories import make_document, make_quotation
from tui_reader.domain import Filters, Span
from tui_reader.errors import NothingFoundError, NotTextError, StoreLockedError, UnreadableError, UsageError
from tui_reader.ingest import (
    IngestReport,
    Page,
    ingest_documents,
    ingest_pages,
    ingest_paths,
    line_up,
    lining,
    pipeline,
    preparing,
)
from tui_reader.store import Store

PAGE = """Ferry to run on Sundays, council decides
By Orla Benn, transport correspondent

The harbour council voted last night to run the island ferry on Sundays from the first week of April.

“It is time the islands had a ferry seven days a week,” said Mara Quill, the council leader.

Ada Lund, who speaks for the crews, said: “Nobody asked us.”
"""
OTHER = """Island crews angry at Sunday ferry plan
By Sten Wold

A vote of the harbour council to run the island ferry on Sundays from April has angered the crews.

Mara Quill, the council leader, said it was “time the islands had a ferry seven days a week”.

Ada Lund of the crews said: “Nobody asked us. We have families too.”
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "store.db", wait=0.05)
    yield store
    store.close()


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, "utf-8")
    (folder / "b.txt").write_text(OTHER, "utf-8")
    (folder / "sources.toml").write_text(
        '["a.txt"]\noutlet = "Harbour Post"\ndate = 2031-03-04\n["b.txt"]\noutlet = "Inland Mail"\ndate = 2031-03-04\n',
        "utf-8",
    )
    return folder


def everything(store: Store) -> object:
    return store.timeline(), store.quotations(), store.events(), store.utterances(), store.outlets()


def test_a_directory_means_its_pages(store: Store, pages: Path) -> None:
    told: list[tuple[int, int, str]] = []
    report = ingest_paths(store, [pages], progress=lambda *state: told.append(state))
    assert [(kept.file, kept.outlet) for kept in report.kept] == [
        (str(pages / "a.txt"), "Harbour Post"),
        (str(pages / "b.txt"), "Inland Mail"),
    ]
    assert not report.unchanged and not report.refused
    assert told[-1] == (2, 2, str(pages / "b.txt"))
    assert {entry.name: entry.documents for entry in store.outlets()} == {"Harbour Post": 1, "Inland Mail": 1}
    for entry in store.quotations():
        text = (pages / Path(entry.file).name).read_text("utf-8")
        assert entry.quotation.span.of(text) == entry.quotation.text
    assert [found.quotation.speaker for found in store.quotations('"nobody asked us"')] == ["Ada Lund", "Ada Lund"]


def test_a_second_ingest_changes_nothing_and_says_so(store: Store, pages: Path) -> None:
    first = ingest_paths(store, [pages])
    before = everything(store)
    second = ingest_paths(store, [pages])
    assert second.kept == [] and second.unchanged == first.kept
    assert everything(store) == before


def test_an_unchanged_page_is_not_looked_up_among_events(
    store: Store, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_paths(store, [pages])

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(pipeline, "StoredTerms", fail)
    again = ingest_paths(store, [pages])
    assert again.unchanged and not again.kept and not again.refused


def test_ids_do_not_depend_on_the_order_or_on_the_place(store: Store, pages: Path, tmp_path: Path) -> None:
    ingest_paths(store, [pages])
    moved = tmp_path / "elsewhere"
    pages.rename(moved)
    other = Store(tmp_path / "other.db")
    ingest_paths(other, [moved / "b.txt", moved / "a.txt"])
    assert {entry.id for entry in store.quotations()} == {entry.id for entry in other.quotations()}
    assert {entry.id for entry in store.timeline()} == {entry.id for entry in other.timeline()}


def test_a_page_that_grows_at_its_top_keeps_its_ids() -> None:
    old = make_document(("Noon", "Mara Quill said: “It is time.”\nShe said: “Now.”"))
    new = make_document(("Later", "Again: “It is time.”"), ("Noon", "Mara Quill said: “It is time.”\nShe said: “Now.”"))
    first = make_quotation(new, "It is time.")
    again = replace(first, span=Span(new.text.rindex(first.text), new.text.rindex(first.text) + len(first.text)))
    before = pipeline.with_ids(old, [make_quotation(old, "It is time."), make_quotation(old, "Now.")])
    after = pipeline.with_ids(new, [first, again, make_quotation(new, "Now.")])
    assert [quotation.id for quotation in after[1:]] == [quotation.id for quotation in before]
    assert len({quotation.id for quotation in after}) == 3


def test_two_reports_of_one_thing_are_one_event(store: Store, pages: Path) -> None:
    ingest_paths(store, [pages / "a.txt"])
    [alone] = store.events(filters=Filters(limit=1))
    assert alone.outlets == ("Harbour Post",)
    ingest_paths(store, [pages / "b.txt"])
    roots = [entry for entry in store.events() if entry.parent is None]
    assert [entry.outlets for entry in roots] == [("Harbour Post", "Inland Mail")]
    assert [document.outlet for document, _ in store.documents_of_event(roots[0].id)] == ["Harbour Post", "Inland Mail"]
    assert store.stale_events() == []


def test_what_is_stated_at_the_call(store: Store, pages: Path) -> None:
    (pages / "sources.toml").unlink()
    ingest_paths(store, [pages / "a.txt"], outlet="Sea News", date=date(2031, 5, 6), title="Sundays")
    [entry] = store.timeline()
    assert (entry.outlet, entry.day, entry.time_basis) == ("Sea News", "2031-05-06", "sidecar")


def test_standard_input(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    report = ingest_paths(store, ["-"], outlet="Harbour Post")
    assert [(kept.file, kept.outlet) for kept in report.kept] == [("-", "Harbour Post")]


def test_a_bad_input_does_not_stop_the_others(store: Store, pages: Path, tmp_path: Path) -> None:
    (pages / "empty.txt").write_bytes(b"")
    (pages / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "nothing-in-it").mkdir()
    report = ingest_paths(store, [tmp_path / "missing.txt", pages, tmp_path / "nothing-in-it", "bad\0name"])
    assert [Path(kept.file).name for kept in report.kept] == ["a.txt", "b.txt"]
    refused = {Path(refused.file).name: type(refused.error) for refused in report.refused}
    assert refused == {
        "missing.txt": UnreadableError,
        "empty.txt": NotTextError,
        "picture.txt": NotTextError,
        "nothing-in-it": NotTextError,
        "bad\0name": refused["bad\0name"],
    }
    assert all("\n" not in str(refused.error) for refused in report.refused)


def test_what_is_at_hand_is_read_all_the_same_where_the_store_has_it_otherwise(store: Store) -> None:
    document = make_document()
    ingest_documents(store, [document])
    ((event,),) = (store.stale_events(),)
    ((stored, quotations),) = store.documents_put_into(event)
    other = replace(stored, headline="Not this one"), quotations
    (fingerprint,) = store._connections.read(
        lambda connection: connection.execute("SELECT fingerprint FROM documents").fetchone()
    )
    assert store.documents_put_into(event, -1, {document.id: (fingerprint, other)}) == [other]
    assert store.documents_put_into(event, -1, {document.id: ("an older state", other)}) == [(stored, quotations)]
    store.correct_speaker(quotations[0].id, "Ada Lund")
    ((_, corrected),) = store.documents_put_into(event, -1, {document.id: (fingerprint, other)})
    assert corrected[0].speaker == "Ada Lund"


def test_a_page_of_nothing_but_marks_is_refused(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "MAX_MARKS", 100)
    (tmp_path / "page.txt").write_text("Ferry\n\n" + "He said: “It is time.” " * 51, "utf-8")
    (refused,) = ingest_paths(store, [tmp_path / "page.txt"]).refused
    assert "102 quotation marks; at most 100" in str(refused.error)


def test_what_one_document_fails_on_costs_no_other(store: Store) -> None:
    documents = [make_document(id=name, file=f"{name}.txt") for name in ("one", "two", "bad", "four")]
    documents[2] = replace(documents[2], posts=documents[1].posts)  # of two posts with one id, one is nobody's
    report = ingest_documents(store, documents)
    assert [kept.document for kept in report.kept] == ["one", "two", "four"]
    assert [refused.file for refused in report.refused] == ["bad.txt"]
    assert sorted(entry.document for entry in store.timeline()) == ["four", "one", "two"]
    assert [entry.documents for entry in store.outlets()] == [3]
    assert {entry.quotations for entry in store.outlets()} == {3}


def test_a_page_we_fail_on_is_refused(store: Store, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.with_ids

    def fails(document, quotations):  # type: ignore[no-untyped-def]
        if "angry" in document.text:
            raise RecursionError("too deep")
        return real(document, quotations)

    monkeypatch.setattr(preparing, "with_ids", fails)
    report = ingest_paths(store, [pages])
    assert len(report.kept) == 1
    assert "RecursionError" in str(report.refused[0].error)


def test_a_store_that_cannot_be_written_is_said_at_once(store: Store, pages: Path) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLockedError):
            ingest_paths(store, [pages])
    assert len(ingest_paths(store, [pages]).kept) == 2


def test_what_was_killed_before_lining_up_is_lined_up_by_the_next(store: Store, pages: Path) -> None:
    report = IngestReport()
    made = [Page((pages / name).read_bytes(), name, None) for name in ("a.txt", "b.txt")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "line_up", lambda *_, **__: None)
        ingest_pages(store, made, report)
    assert store.stale_events() and store.events() == []
    ingest_pages(store, [])
    assert store.stale_events() == [] and store.events()


def test_a_changed_page_is_lined_up_anew(store: Store, pages: Path) -> None:
    ingest_paths(store, [pages])
    text = (pages / "b.txt").read_text("utf-8")
    (pages / "b.txt").write_text(text.replace("We have families too.", "We have families as well."), "utf-8")
    ingest_paths(store, [pages])
    assert store.stale_events() == []
    said = {entry.quotation.text for entry in store.quotations()}
    assert any("as well" in words for words in said)


def test_a_correction_by_hand_stays(store: Store, pages: Path) -> None:
    ingest_paths(store, [pages])
    entry = store.quotations('"nobody asked us"', Filters(outlet="Harbour Post"))[0]
    store.correct_speaker(entry.id, "Runa Holm")
    line_up(store)
    ingest_paths(store, [pages])
    assert store.quotation(entry.id).quotation.speaker == "Runa Holm"
    assert store.quotation(entry.id).corrected


def test_what_is_beyond_the_limit_is_kept_but_not_lined_up(
    store: Store, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lining, "MAX_LINED_UP_CHARACTERS", len(PAGE) + 10)
    ingest_paths(store, [pages])
    assert len(store.documents_of_event(store.events(filters=Filters(limit=1))[0].id)) == 2
    assert {wording.outlet for utterance in store.utterances() for wording in utterance.wordings} == {"Harbour Post"}
    assert len({entry.outlet for entry in store.quotations()}) == 2


def test_events_merged_and_split_by_hand_stay_so(store: Store, pages: Path) -> None:
    (pages / "a.txt").write_text(PAGE, "utf-8")
    storm_page = "Storm closes the harbour\nBy Sten Wold\n\nWaves of six metres shut the port.\n"
    (pages / "c.txt").write_text(storm_page, "utf-8")
    ingest_paths(store, [pages])

    def roots() -> dict[str, set[str]]:
        listed = [entry.id for entry in store.events() if entry.parent is None]
        return {id: {Path(d.file).name for d, _ in store.documents_of_event(id)} for id in listed}

    ferry, storm = sorted(roots(), key=lambda id: -len(roots()[id]))
    assert roots() == {ferry: {"a.txt", "b.txt"}, storm: {"c.txt"}}
    store.merge_events(storm, ferry)
    line_up(store)
    ingest_paths(store, [pages])
    assert roots() == {ferry: {"a.txt", "b.txt", "c.txt"}}
    with pytest.raises(NothingFoundError):
        store.merge_events(storm, ferry)
    with pytest.raises(UsageError):
        store.merge_events(ferry, ferry)
    [moved] = [d.id for d, _ in store.documents_of_event(ferry) if Path(d.file).name == "c.txt"]
    alone = store.split_event([moved])
    line_up(store)
    (pages / "c.txt").write_text(storm_page + "\nIt opened at noon.\n", "utf-8")
    ingest_paths(store, [pages])
    assert roots() == {ferry: {"a.txt", "b.txt"}, alone: {"c.txt"}}


KILLED = """
import sys
from pathlib import Path
from tui_reader.ingest import Page, ingest_pages
from tui_reader.store import Store
text = Path(sys.argv[2]).read_text("utf-8")
def pages():
    for number in range(10_000):
        yield Page(text.replace("Sundays", f"Sundays {number}").encode(), f"{number}.txt")
ingest_pages(Store(Path(sys.argv[1])), pages(), progress=lambda done, total, name: print(done, flush=True))
"""


def test_an_ingest_killed_keeps_what_it_said_was_kept(pages: Path, tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), str(pages / "a.txt")], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        told = [running.stdout.readline() for _ in range(4)]
        os.kill(running.pid, signal.SIGKILL)
    store = Store(path)
    assert store.outlets()[0].documents >= int(told[-1])
    posts = store.timeline()
    assert sum(entry.quotations for entry in posts) == len(store.quotations())
    assert all(store.post(entry.id).document.text for entry in posts)
    ingest_pages(store, [])
    assert store.stale_events() == []
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
