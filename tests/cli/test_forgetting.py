"""`forget` at the command line: asked first, said plainly, kept out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

PAGE = "Ferry to run on Sundays\nThe council voted on Monday.\nMara Quill said: “We must not shy away from it.”\n"


@pytest.fixture
def document(call: Call, tmp_path: Path) -> str:
    (tmp_path / "page.txt").write_text(PAGE)
    assert call("--no-seeds", "ingest", tmp_path / "page.txt").code == 0
    return str(json.loads(call("timeline", "--format", "json").out)["document"])


def test_it_forgets_with_yes_and_keeps_it_out(call: Call, tmp_path: Path, document: str) -> None:
    answer = call("forget", document, "--yes")
    assert (answer.code, answer.out) == (0, "forgotten\t1 posts\t1 quotations\n")
    assert "backups made before still hold it" in answer.err
    assert call("quotations", "shy away").code == 1
    again = call("ingest", tmp_path / "page.txt")
    assert again.code == 3
    assert "is kept out" in again.err


def test_it_asks_nobody_where_nobody_is(call: Call, document: str) -> None:
    answer = call("forget", document)
    assert answer.code == 2
    assert "--yes" in answer.err
    assert call("quotations", "shy away").code == 0


@pytest.mark.parametrize(("said", "code", "left"), [(b"n\n", 1, 0), (b"\n", 1, 0), (b"y\n", 0, 1)])
def test_it_asks(call: Call, document: str, monkeypatch: pytest.MonkeyPatch, said: bytes, code: int, left: int) -> None:
    monkeypatch.setattr("tui_reader.cli.forgetting._somebody_is_there", lambda: True)
    answer = call("forget", document, stdin=said)
    assert answer.code == code
    assert "Ferry to run on Sundays" in answer.err
    assert "1 posts, 1 quotations" in answer.err
    assert call("quotations", "shy away").code == left


def test_an_unknown_document_is_nothing_found(call: Call, document: str) -> None:
    answer = call("forget", "d404", "--yes")
    assert answer.code == 1
    assert answer.err.startswith("tui-reader: d404: no such document; ")
