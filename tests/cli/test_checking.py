"""`check`: lines an editor reads, exit codes, and words put as printed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Call

PAGE = """Ferry to run on Sundays

4 March 2031

"The ferries have waited too long — and so have we," Mara Quill, the mayor, said.
"""
RIGHT = '"The ferries have waited too long - and so have we," said Mara Quill.\n'
WRONG = 'Council\n\n"The ferries have waited too long and so have you," said Mara Quill.\n'


@pytest.fixture
def filled(call: Call, tmp_path: Path) -> Call:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    assert call("--no-seeds", "ingest", page, "--outlet", "Harbour Post").code == 0
    return call


def test_a_line_of_check_is_what_editors_read(filled: Call, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(WRONG, "utf-8")
    answer = filled("--no-seeds", "check", draft)
    assert answer.code == 1
    assert re.match(rf"{re.escape(str(draft))}:3:2: error: differs: “.*changes: we → you\n", answer.out)


def test_right_words_leave_with_nothing_wrong(filled: Call) -> None:
    answer = filled("--no-seeds", "check", "-", "--format", "json", stdin=RIGHT.encode())
    assert answer.code == 0
    [record] = map(json.loads, answer.out.splitlines())
    assert (record["verdict"], record["level"], record["line"], record["column"]) == ("exact", "info", 1, 2)
    assert record["printed"][0]["outlet"] == "Harbour Post"


def test_one_draft_that_cannot_be_read_does_not_stop_the_others(filled: Call, tmp_path: Path) -> None:
    (tmp_path / "bin.md").write_bytes(b"x\0y")
    draft = tmp_path / "draft.md"
    draft.write_text(WRONG, "utf-8")
    answer = filled("--no-seeds", "check", tmp_path / "bin.md", tmp_path / "none.md", draft)
    assert answer.code == 3
    assert "error: differs" in answer.out
    binary, missing, summary = answer.err.splitlines()
    assert "bin.md" in binary and "none.md" in missing and ": 1 quotation looked up, 1 wrong; " in summary


def test_silence_is_never_taken_for_more_than_it_says(filled: Call, tmp_path: Path) -> None:
    answer = filled("--no-seeds", "check", "-", stdin=b'The report speaks of "utter ruin".')
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("-: 0 quotations looked up, none wrong; marks round a few words")


def test_without_a_store_there_is_nothing_to_hold_it_against(call: Call, tmp_path: Path) -> None:
    answer = call("--store", tmp_path / "none.db", "check", "-", stdin=b"x")
    assert answer.code == 4 and "there is no store" in answer.err
    assert not (tmp_path / "none.db").exists()


def test_marks_are_put_as_printed_without_asking_but_never_a_word(filled: Call, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(RIGHT + WRONG, "utf-8")
    filled("--no-seeds", "check", draft, "--fix", "--yes")
    assert draft.read_text("utf-8") == RIGHT.replace(" - ", " — ") + WRONG


def test_a_word_is_changed_only_where_the_writer_says_so(filled: Call, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    for said, result in ((b"n\n", WRONG), (b"y\n", WRONG.replace("long and so have you,", "long — and so have we,"))):
        draft.write_text(WRONG, "utf-8")
        filled("--no-seeds", "check", draft, "--fix", stdin=said)
        assert draft.read_text("utf-8") == result


def test_a_draft_that_is_put_right_stays_the_same_file(filled: Call, tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text(WRONG, "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    before = real.stat()
    filled("--no-seeds", "check", link, "--fix", stdin=b"y\n")
    after = real.stat()
    assert link.is_symlink() and "and so have we" in real.read_text("utf-8")
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)


@pytest.mark.parametrize(("encoding", "mode"), [("cp1252", 0o644), ("utf-8", 0o444)])
def test_a_file_in_another_encoding_or_not_to_be_written_is_left_alone(
    filled: Call, tmp_path: Path, encoding: str, mode: int
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_bytes(("Café\n" + WRONG).encode(encoding))
    draft.chmod(mode)
    before = draft.read_bytes()
    answer = filled("--no-seeds", "check", draft, "--fix", stdin=b"y\n")
    assert answer.code == 3 and "nothing was changed" in answer.err
    assert draft.read_bytes() == before


def test_links_in_a_quotation_are_not_put_out_by_printed_words(filled: Call, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(WRONG.replace("ferries", "[ferries](https://a.example)"), "utf-8")
    before = draft.read_text("utf-8")
    filled("--no-seeds", "check", draft, "--fix", stdin=b"y\n")
    assert draft.read_text("utf-8") == before


def test_where_nobody_answers_nothing_is_changed(filled: Call, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(WRONG, "utf-8")
    answer = filled("--no-seeds", "check", draft, "--fix", "--format", "json", stdin=b"")
    assert answer.code == 1 and draft.read_text("utf-8") == WRONG
    [record] = map(json.loads, answer.out.splitlines())
    assert WRONG[record["start"] : record["end"]] == record["text"]


def test_claims_are_told_beside_quotations(filled: Call, tmp_path: Path) -> None:
    page = tmp_path / "two.txt"
    page.write_text("Ferry\n\n4 March 2031\n\nThe council voted for 800 new moorings in the harbour.\n", "utf-8")
    assert filled("--no-seeds", "ingest", page, "--outlet", "Daily Tide").code == 0
    draft = tmp_path / "draft.md"
    draft.write_text("The council voted for 900 new moorings in the harbour.\n", "utf-8")
    assert filled("--no-seeds", "check", draft).out == ""
    answer = filled("--no-seeds", "check", "--claims", draft)
    assert answer.code == 0
    assert re.search(r":1:1: warning: number: “900 .*”; printed “800 .*” \(Daily Tide\)\n", answer.out)
    record = json.loads(filled("--no-seeds", "check", "--claims", "--format", "json", draft).out)
    assert (record["verdict"], record["clashes"][0]["outlet"]) == ("claim", "Daily Tide")
