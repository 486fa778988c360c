"""Calls over a store that is made from the seeds on the first of them."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tui_reader.cli import main
from tui_reader.errors import StoreFullError

LISTS = ("outlets", "timeline", "quotations", "utterances", "events")


@pytest.fixture(scope="module")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One store from the bundled seeds for the whole module; the tests take copies of it."""
    store = tmp_path_factory.mktemp("store") / "store.db"
    with pytest.raises(SystemExit) as left:
        main(["--store", str(store), "outlets", "--format", "json"])
    assert left.value.code == 0
    return store


@pytest.fixture
def store(made_store: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "store.db"
    shutil.copy(made_store, copy)
    return copy


@pytest.mark.parametrize("command", LISTS)
@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown"])
def test_every_list_has_every_format(call: Call, store: Path, command: str, form: str) -> None:
    answer = call("--store", store, command, "--format", form, "--limit", "3")
    assert answer.code == 0
    assert answer.err == ""
    lines = answer.out.splitlines()
    assert len(lines) == {"text": 3, "json": 3, "csv": 4, "markdown": 5}[form]
    if form == "json":
        assert all(json.loads(line) for line in lines)


def test_a_half_remembered_phrase_finds_words_speaker_outlet_time_and_an_id_that_copy_takes(
    call: Call, store: Path
) -> None:
    answer = call("--store", store, "quotations", "cooper", "shy away")
    assert answer.code == 0
    id, words, speaker, outlet, time = answer.out.splitlines()[0].split("\t")
    assert "shy away" in words
    assert speaker == "Yvette Cooper"
    assert outlet == "BBC News"
    assert "16:00" in time
    copied = call("--store", store, "copy", id, "--print")
    assert words.strip("“”") in copied.out
    assert "Yvette Cooper" in copied.out
    assert "BBC News" in copied.out


def test_quotations_are_the_words_of_their_files(call: Call, store: Path) -> None:
    for line in call("--store", store, "quotations", "--format", "json").out.splitlines():
        quotation = json.loads(line)
        [page] = [path for path in (Path(__file__).parents[2] / "seeds").iterdir() if path.name in quotation["file"]]
        text = page.read_bytes().decode("utf-8")
        assert text[quotation["start"] : quotation["end"]] == quotation["text"]


def test_the_statement_is_compared_across_five_outlets_without_the_look_alike_or_the_tail(
    call: Call, store: Path
) -> None:
    answer = call("--store", store, "compare", "Cooper statement", "--format", "json")
    assert answer.code == 0
    [comparison] = map(json.loads, answer.out.splitlines())
    carried = {outlet for row in comparison["rows"] for outlet in row["cells"]}
    assert {"BBC News", "The Guardian", "Sky News", "Telegraph", "Daily Mail"} <= carried
    passages = [passage for row in comparison["rows"] for cell in row["cells"].values() for passage in cell]
    tail_starts = 5549  # the Sky page's own matter ends there
    for passage in passages:
        page = Path(passage["file"]).name
        assert not page.startswith("004"), "the look-alike statement of January"
        assert not (page.startswith("003") and passage["start"] >= tail_starts), "the tail of another month"


def test_a_second_ingest_changes_nothing(call: Call, store: Path) -> None:
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    before = call("--store", store, "quotations", "--format", "json").out
    answer = call("--store", store, "ingest", seeds)
    assert answer.code == 0
    assert {line.split("\t")[0] for line in answer.out.splitlines()} == {"unchanged"}
    assert call("--store", store, "quotations", "--format", "json").out == before


def test_nothing_found_is_a_no(call: Call, store: Path) -> None:
    answer = call("--store", store, "quotations", '"zyzzyva xylograph"')
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.err.splitlines()) == 1
    assert call("--store", store, "copy", "qnosuchid", "--print").code == 1


@pytest.mark.parametrize("arguments", [["quotations", "--since", "soon"], ["nonsense"], ["timeline", "--limit", "0"]])
def test_wrong_usage_is_one_line_and_2(call: Call, store: Path, arguments: list[str]) -> None:
    answer = call("--store", store, *arguments)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 1


def test_ingest_keeps_the_good_and_says_why_not_the_rest(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Bridge reopens\n\nEngineer Ola Brandt said: “It will hold for a century.”\n", "utf-8")
    answer = call(
        "--store", tmp_path / "s.db", "--no-seeds", "ingest", page, tmp_path / "no.txt",
        "--outlet", "The Selby Echo", "--date", "2031-05-03",
    )  # fmt: skip
    assert answer.code == 3
    assert answer.out.startswith("kept\t")
    assert "no such file" in answer.err
    [quotation] = map(
        json.loads, call("--store", tmp_path / "s.db", "quotations", "century", "--format", "json").out.splitlines()
    )
    assert quotation["outlet"] == "The Selby Echo"
    assert quotation["speaker"] == "Ola Brandt"
    assert quotation["published_at"].startswith("2031-05-03")
    assert quotation["time_basis"] == "sidecar"


def test_a_store_that_cannot_be_used_is_one_line_and_4(call: Call, store: Path, tmp_path: Path) -> None:
    corrupt = tmp_path / "corrupt.db"
    corrupt.write_bytes(b"no database, but long enough to look like a file of somebody's own" * 100)
    newer = tmp_path / "newer.db"
    shutil.copy(store, newer)
    with sqlite3.connect(newer) as database:
        database.execute("PRAGMA user_version = 9999")
    database.close()
    for broken in (corrupt, newer):
        answer = call("--store", broken, "outlets")
        assert answer.code == 4
        assert str(broken) in answer.err
        assert len(answer.err.splitlines()) == 1
        assert "Traceback" not in answer.err


def test_backup_is_a_store(call: Call, store: Path, tmp_path: Path) -> None:
    assert call("--store", store, "backup", tmp_path / "copy.db").code == 0
    assert call("--store", tmp_path / "copy.db", "outlets").out == call("--store", store, "outlets").out


def test_csv_never_holds_a_formula(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text('=HYPERLINK("x")\n\nAda Quill said: "=1+1 is what they tell us, and it is wrong."\n', "utf-8")
    call("--store", tmp_path / "s.db", "--no-seeds", "ingest", page)
    out = call("--store", tmp_path / "s.db", "quotations", "--format", "csv").out
    cells = [cell for line in out.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "@"))]


@pytest.mark.parametrize("words", [["copy", "\udcff"], ["compare", "\udcff"], ["--store", "/tmp/\udcff.db", "outlets"]])
def test_an_argument_that_is_not_utf8_is_one_line(call: Call, words: list[str]) -> None:
    answer = call("--no-seeds", *words)
    assert answer.code == 2
    assert answer.err == f"tui-reader: {words[1]!r} is not UTF-8; write it in UTF-8\n"


def test_events_split_and_merged_by_hand_stay_so_through_an_ingest(call: Call, store: Path) -> None:
    def listed() -> dict[str, set[str]]:
        lines = call("--store", store, "events", "--format", "json").out.splitlines()
        return {entry["id"]: set(entry["outlets"]) for entry in map(json.loads, lines)}

    seeds = Path(__file__).resolve().parents[2] / "seeds"
    timeline = map(json.loads, call("--store", store, "timeline", "--format", "json").out.splitlines())
    document = next(post["document"] for post in timeline if post["outlet"] == "Telegraph")
    shared = next(id for id, outlets in listed().items() if id.startswith("e") and "Telegraph" in outlets)
    verb, own = call("--store", store, "events", "split", document).out.split()
    assert verb == "split"
    call("--store", store, "ingest", seeds)
    assert listed()[own] == {"Telegraph"}
    assert "Telegraph" not in listed()[shared]
    assert call("--store", store, "events", "merge", own, shared).code == 0
    call("--store", store, "ingest", seeds)
    assert own not in listed()
    assert "Telegraph" in listed()[shared]


def test_a_reader_of_our_output_may_leave_early(store: Path) -> None:
    command = f"{sys.executable} -m tui_reader --store {store} quotations | true; exit ${{PIPESTATUS[0]}}"
    assert subprocess.run(["bash", "-c", command], stderr=subprocess.DEVNULL, check=False).returncode == 0


def test_a_path_that_cannot_be_one_is_a_clear_line(call: Call, tmp_path: Path) -> None:
    answer = call("--store", tmp_path / ("x" * 300), "outlets")
    assert answer.code == 4 and answer.err.count("\n") == 1 and "defect" not in answer.err


def test_a_feed_without_entries_is_refused_with_its_reason(call: Call, store: Path, tmp_path: Path) -> None:
    feed = tmp_path / "empty.xml"
    feed.write_text('<rss version="2.0"><channel><title>Harbour Post</title></channel></rss>', "utf-8")
    answer = call("--store", store, "ingest", feed)
    assert answer.code == 3 and "holds no entry" in answer.out + answer.err


def test_a_folder_is_no_store(call: Call, tmp_path: Path) -> None:
    for folder in (tmp_path, "/"):
        answer = call("--store", folder, "outlets")
        assert (answer.code, answer.err) == (4, f"tui-reader: {folder}: a folder, not a store; name a file in it\n")


def test_a_tab_in_a_name_parts_no_field(call: Call, store: Path, tmp_path: Path) -> None:
    page = tmp_path / "a\tb.txt"
    page.write_text("Bridge reopens\n\nEngineer Ola Brandt said: “It will hold for a century.”\n", "utf-8")
    kept = call("--store", store, "ingest", page).out
    assert kept.count("\t") == 5 and "a b.txt\t" in kept


def test_what_a_page_says_of_itself_is_told_beside_its_words(call: Call, store: Path, tmp_path: Path) -> None:
    page = tmp_path / "stub.html"
    page.write_text(
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Lighthouse for sale",'
        '"isAccessibleForFree":false,"hasPart":{"isAccessibleForFree":false,"cssSelector":".wall"}}</script></head>'
        "<body><article><h1>Lighthouse for sale</h1><p>Mara Quill said: “I <s>did</s> did not know of the sale.”</p>"
        '<div class="wall"><p>Subscribe to continue reading</p></div></article></body></html>',
        "utf-8",
    )
    stub = [{"kind": "stub", "until": None, "why": "the page says that the rest is not free to read"}]
    parsed = json.loads(call("parse", page, "--format", "json").out)
    assert parsed["advisories"] == stub
    assert [(one["why"], one["words"]) for one in parsed["left_out"]] == [
        ("struck", "did"),
        ("notice", "Subscribe to continue reading"),
    ]
    call("--store", store, "ingest", page)
    found = call("--store", store, "quotations", '"know of the sale"', "--format", "json").out
    quotation = json.loads(found)
    assert (quotation["text"], quotation["advisories"]) == ("I did not know of the sale.", stub)
    copied = call("--store", store, "copy", quotation["id"], "--print")
    assert "“I did not know of the sale.”" in copied.out
    assert copied.err == "stub: the page says that the rest is not free to read\n"


def test_a_sidecar_that_cannot_be_used_is_told_of(call: Call, store: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Bridge reopens\n\nIt will hold for a century.\n", "utf-8")
    for broken in ("[[[", ".".join("a" * 20_000) + " = 1"):
        (tmp_path / "sources.toml").write_text(broken)
        answer = call("--store", store, "ingest", tmp_path / "page.txt")
        assert answer.code == 0 and answer.err.startswith("noticed\t") and answer.err.count("\n") == 1


def test_what_was_kept_is_told_when_the_disk_is_full(
    call: Call, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(*_: object, **__: object) -> None:
        raise StoreFullError("no room left for the store", str(store), "free some space on the disk")

    (tmp_path / "page.txt").write_text("Bridge reopens\n\nIt will hold for a century.\n", "utf-8")
    monkeypatch.setattr("tui_reader.ingest.pipeline.line_up", fill_up)
    answer = call("--store", store, "ingest", tmp_path / "page.txt")
    assert answer.code == 4 and answer.out.startswith("kept\t") and "no room left" in answer.err


def test_a_closed_standard_input_is_a_clear_line(store: Path) -> None:
    command = f"{sys.executable} -m tui_reader --store {store} ingest - <&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1) and "standard input is closed" in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_standard_output_is_a_clear_line(store: Path, unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    command = f"{sys.executable} -m tui_reader --store {store} quotations > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1) and "No space left" in done.stderr


def test_a_closed_standard_output_leaves_an_error_one_line(store: Path) -> None:
    command = f"{sys.executable} -m tui_reader --store {store} nonesuch >&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_primary_source_comes_first_and_is_what_others_are_measured_by(call: Call, tmp_path: Path) -> None:
    words = "“The new ferry will have to run on every {} of the year whatever the weather,” Mara Quill said."
    pages = {"Alpha Post": words.format("Sunday"), "Town Record": words.format("weekday")}
    for name, text in pages.items():
        page = tmp_path / f"{name}.txt"
        page.write_text(f"Ferry to run on Sundays\n\n4 March 2031\n\n{text}\n", "utf-8")
        more = ["--primary"] if name == "Town Record" else []
        assert call("--no-seeds", "ingest", page, "--outlet", name, *more).code == 0
    compared = json.loads(call("--no-seeds", "compare", "ferry", "--format", "json").out)
    assert compared["outlets"] == ["Town Record", "Alpha Post"]
    assert compared["primary"] == ["Town Record"]
    record = json.loads(call("--no-seeds", "differences", "--format", "json").out)
    assert (record["outlet"], record["fullest"]["outlet"]) == ("Alpha Post", "Town Record")


def test_a_page_of_nobody_known_is_no_primary_source(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Ferry to run on Sundays\n\nIt will run.\n", "utf-8")
    told = call("--no-seeds", "ingest", "--primary", page)
    assert "name it with --outlet" in told.err
