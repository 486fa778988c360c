"""The newsroom: a first start makes the store from the seeds or none at all; both front ends hold it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.bundled import bundled
from tui_reader.errors import NothingFoundError, StoreError
from tui_reader.ingest import pipeline
from tui_reader.newsroom import Newsroom


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("TUI_READER_STORE", raising=False)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("seeded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        Newsroom.open(folder / "store.db").close()
    yield folder / "store.db"


@pytest.fixture
def newsroom(seeded: Path) -> Iterator[Newsroom]:
    newsroom = Newsroom.open(seeded)
    yield newsroom
    newsroom.close()


def test_the_first_start_makes_the_default_store(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    newsroom = Newsroom.open(progress=lambda *state: told.append(state))
    assert newsroom.path == tmp_path / "data" / "tui-reader" / "store.db"
    assert len(newsroom.timeline_keys()) > 20
    assert told[-1][:2] == (5, 5)
    assert {Path(entry.file).parent.name for entry in newsroom.quotations()} == {"seeds"}
    newsroom.close()
    assert [child.name for child in newsroom.path.parent.iterdir()] == ["store.db"]


def test_without_seeds_it_starts_empty(tmp_path: Path) -> None:
    newsroom = Newsroom.open(tmp_path / "empty.db", seeds=False)
    assert newsroom.outlets() == [] and len(newsroom.timeline_keys()) == 0
    assert newsroom.timeline() == newsroom.quotations() == newsroom.events() == newsroom.utterances() == []
    assert newsroom.find("anything").quotations == ()


def test_a_store_that_is_there_gets_no_seeds(tmp_path: Path) -> None:
    Newsroom.open(tmp_path / "own.db", seeds=False).close()
    assert Newsroom.open(tmp_path / "own.db").outlets() == []


def test_a_first_start_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "line_up", fails)
    with pytest.raises(KeyboardInterrupt):
        Newsroom.open(tmp_path / "new" / "store.db")
    assert list((tmp_path / "new").iterdir()) == []


STARTED = """
import sys
from pathlib import Path
from tui_reader.newsroom import Newsroom
Newsroom.open(Path(sys.argv[1]), progress=lambda done, total, name: (print(done, flush=True), sys.stdin.readline()))
"""


def test_a_first_start_that_is_killed_leaves_no_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with subprocess.Popen(
        [sys.executable, "-c", STARTED, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        started.stdout.readline()
        os.kill(started.pid, signal.SIGKILL)
    assert not path.exists()
    newsroom = Newsroom.open(path)
    assert len(newsroom.timeline_keys()) > 20
    newsroom.close()


def test_where_no_store_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError) as caught:
        Newsroom.open(tmp_path / "file" / "store.db")
    assert "\n" not in str(caught.value)


def test_a_post_and_its_quotations(newsroom: Newsroom) -> None:
    keys = newsroom.timeline_keys()
    rows = newsroom.timeline_rows(keys.keys)
    assert [row.id for row in rows] == [entry.id for entry in newsroom.timeline()]
    assert sum(section.posts for section in keys.sections) == len(keys)
    entry = next(row for row in rows if row.quotations)
    detail = newsroom.post(entry.id)
    assert detail.entry == entry
    assert detail.document.posts[detail.position].id == entry.id
    assert list(detail.quotations) == newsroom.quotations_of_post(entry.id)
    for quoted in detail.quotations:
        assert quoted.quotation.span.of(detail.document.text) == quoted.quotation.text
        assert newsroom.quotation(quoted.id) == quoted
    assert newsroom.timeline_key(entry.id) in keys.keys
    with pytest.raises(NothingFoundError):
        newsroom.post("nothing")


def test_every_line_of_an_outlet(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets():
        if outlet.name is not None:
            keys = newsroom.timeline_keys(outlet.name)
            assert len(keys) == outlet.posts
            assert {row.outlet for row in newsroom.timeline_rows(keys.keys)} == {outlet.name}


def test_an_event_is_compared_by_its_id_and_by_words(newsroom: Newsroom) -> None:
    widest = max(newsroom.events(), key=lambda entry: len(entry.outlets))
    comparison = newsroom.compare(widest.id)
    assert comparison.event == widest.id and comparison.rows
    assert newsroom.find_event(widest.id) == widest
    two = comparison.outlets[:2]
    assert set(newsroom.compare(widest.id, outlets=two).outlets) <= set(two)
    with pytest.raises(NothingFoundError):
        newsroom.compare("xylophone zeppelin")


def test_a_quotation_to_copy(newsroom: Newsroom) -> None:
    entry = next(entry for entry in newsroom.quotations() if entry.quotation.speaker)
    text = newsroom.copy_text(entry.id)
    assert str(entry.quotation.speaker) in text and str(entry.outlet) in text


def test_what_the_reader_changes(tmp_path: Path) -> None:
    newsroom = Newsroom.open(tmp_path / "store.db")
    entry = newsroom.quotations()[0]
    newsroom.correct_speaker(entry.id, "Ada Lund")
    assert entry.id in {found.id for found in newsroom.speaker_quotations("Ada Lund")}
    report = newsroom.ingest([bundled("seeds")])
    assert report.kept == [] and len(report.unchanged) >= 5
    assert newsroom.quotation(entry.id).corrected
    newsroom.marks.set_read([entry.post])
    newsroom.backup(tmp_path / "copy.db")
    newsroom.close()
    copy = Newsroom.open(tmp_path / "copy.db")
    assert copy.quotation(entry.id).quotation.speaker == "Ada Lund"
    assert copy.marks.read([entry.post]) == {entry.post}


def test_a_search_that_is_watched_tells_what_is_new(tmp_path: Path) -> None:
    newsroom = Newsroom.open(tmp_path / "store.db", seeds=False)

    def say(headline: str, words: str) -> None:
        page = tmp_path / f"{headline}.txt"
        said = f"Mara Quill, the council leader, said: “{words}”"
        page.write_text(f"{headline}\nBy Sten Wold\n\nThe council voted last night.\n\n{said}\n", "utf-8")
        newsroom.ingest([page])

    say("Ferry to run on Sundays", "The ferry will sail on Sundays.")
    for query in ("ferry", "speaker:quill", '"no comment"'):
        newsroom.watch(query)
    assert newsroom.watched() == {"ferry": [], "speaker:quill": [], '"no comment"': []}
    say("Boats to be mended", "It is time that the boats were mended.")
    new = {query: [entry.quotation.text for entry in found] for query, found in newsroom.watched().items()}
    assert new == {"ferry": [], "speaker:quill": ["It is time that the boats were mended."], '"no comment"': []}
    newsroom.watch("speaker:quill")  # looked at
    newsroom.unwatch("ferry")
    assert newsroom.watched() == {"speaker:quill": [], '"no comment"': []}
