"""The filters: JSON Lines alone on stdout, one line a bad input, the others kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SEEDS, Call
from tui_reader.domain import Document, Quotation
from tui_reader.quotations import extract_quotations

PAGE = """Harbour wall to be raised by a metre

The council leader, Ada Quill, said: "We will not wait for the next storm."

She added that work would start in May.
"""


def test_parse_prints_an_object_a_document(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    answer = call("parse", page)
    assert answer.code == 0
    [document] = map(json.loads, answer.out.splitlines())
    assert document["file"] == str(page)
    assert document["outlet"] is None
    assert document["first_published_at"] is None
    assert document["time_basis"] == "none"
    covered = {
        line
        for part in (*document["posts"], *document["left_out"])
        for line in range(part["line_start"], part["line_end"] + 1)
    }
    assert {1, 3, 5} <= covered


def test_extract_gives_spans_of_the_input(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    [document] = map(json.loads, call("extract", page).out.splitlines())
    [direct] = [quotation for quotation in document["quotations"] if quotation["kind"] == "direct"]
    assert direct["text"] == "We will not wait for the next storm."
    assert PAGE[direct["start"] : direct["end"]] == direct["text"]
    assert direct["speaker"] == "Ada Quill"


def test_extract_answers_standard_input_in_order_and_keeps_the_good_lines(call: Call) -> None:
    lines = [
        json.dumps({"id": "b", "text": PAGE}),
        "{no json",
        json.dumps({"id": "a", "text": "Nothing was said."}),
        json.dumps(["no object"]),
        "",
    ]
    answer = call("extract", stdin="\n".join(lines).encode())
    assert [json.loads(line)["id"] for line in answer.out.splitlines()] == ["b", "a"]
    assert answer.code == 3
    assert "line 2" in answer.err
    assert "line 4" in answer.err
    assert len(answer.err.splitlines()) == 2


def test_lone_surrogates_survive_as_json_escapes(call: Call) -> None:
    answer = call("extract", stdin=b'{"id": "\\ud800", "text": "She said: \\"Yes, \\ud83d we can.\\""}')
    assert json.loads(answer.out)["id"] == "\ud800"


def test_a_bad_file_is_one_line_and_costs_the_others_nothing(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 40)
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    answer = call("parse", tmp_path / "missing.txt", tmp_path, tmp_path / "empty.txt", tmp_path / "binary.bin", page)
    assert answer.code == 3
    assert [json.loads(line)["file"] for line in answer.out.splitlines()] == [str(page)]
    assert len(answer.err.splitlines()) == 4
    assert "Traceback" not in answer.err


def test_a_page_that_we_fail_on_is_one_line_and_costs_the_others_nothing(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_on_one(document: Document) -> tuple[Quotation, ...]:
        if "unlucky" in document.text:
            raise IndexError("no such word")
        return extract_quotations(document)

    monkeypatch.setattr("tui_reader.quotations.extract_quotations", fails_on_one)
    lines = [json.dumps({"id": id, "text": text}) for id, text in (("a", "An unlucky text."), ("b", PAGE))]
    answer = call("extract", stdin="\n".join(lines).encode())
    assert [json.loads(line)["id"] for line in answer.out.splitlines()] == ["b"]
    assert "standard input, id a: could not be used (IndexError: no such word)" in answer.err
    files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for file, text in zip(files, ("An unlucky headline\n\nAnd an unlucky text.\n", PAGE), strict=True):
        file.write_text(text, "utf-8")
    answer = call("extract", *files)
    assert [json.loads(line)["file"] for line in answer.out.splitlines()] == [str(files[1])]
    assert answer.code == 3 and len(answer.err.splitlines()) == 1


def test_cluster_answers_in_order(call: Call) -> None:
    def item(id: str, title: str, text: str, day: int) -> str:
        return json.dumps(
            {"id": id, "outlet": id, "published_at": f"2031-05-{day:02d}T10:00:00+00:00", "title": title, "text": text}
        )

    wall = "The harbour wall at Selby Point will be raised by a metre after the storm, the council decided."
    goat = "A goat called Bramble won the county show in Eastmere for the third year running, judges said."
    answer = call(
        "cluster",
        stdin="\n".join(
            [
                item("p", "Harbour wall to be raised", wall, 3),
                item("q", "Bramble the goat wins again", goat, 3),
                item("r", "Council raises harbour wall", wall + " Work starts soon.", 3),
            ]
        ).encode(),
    )
    events = {entry["id"]: entry["event"] for entry in map(json.loads, answer.out.splitlines())}
    assert list(events) == ["p", "q", "r"]
    assert events["p"] == events["r"] != events["q"]


def test_every_seed_line_is_accounted_for_and_every_quotation_verbatim(call: Call) -> None:
    seeds = sorted(SEEDS.glob("*.txt"))
    parsed = [json.loads(line) for line in call("parse", *seeds).out.splitlines()]
    extracted = [json.loads(line) for line in call("extract", *seeds).out.splitlines()]
    assert len(parsed) == len(extracted)
    for seed in seeds:
        text = seed.read_bytes().decode("utf-8")
        covered: set[int] = set()
        for document in (entry for entry in parsed if entry["file"] == str(seed)):
            for part in (*document["posts"], *document["left_out"]):
                covered.update(range(part["line_start"], part["line_end"] + 1))
        written = {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
        assert written <= covered
        for document in (entry for entry in extracted if entry["file"] == str(seed)):
            for quotation in document["quotations"]:
                assert text[quotation["start"] : quotation["end"]] == quotation["text"]


def test_an_encoding_that_had_to_be_assumed_is_said(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes("Café to close\n\nThe owner said: “We tried.”\n".encode("cp1252"))
    answer = call("parse", page)
    assert answer.code == 0
    assert "windows-1252" in answer.err
    assert len(answer.err.splitlines()) == 1
