"""The language server as an editor has it: a process on pipes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.language_server.client import DRAFT, Client
from tui_reader.newsroom import Newsroom

pytest.importorskip("pygls")

PAGE = """Ferry to run on Sundays

Mara Quill, the harbour master, said: "We must not shy away from a winter timetable, and we will not."

Mara Quill said: "The new boat is late by a year." The council voted at noon.
"""
WRONG = "“We must shy away from a winter timetable, and we will not,”"
DRAFT_TEXT = f"A😀\u2028b. {WRONG} said Mara Quill.\r\n\r\n“The new boat is late by a year,” said Mara Quill.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server")
    page = folder / "page.txt"
    page.write_text(PAGE, "utf-8")
    newsroom = Newsroom.open(folder / "store.db", seeds=False)
    newsroom.ingest([page])
    newsroom.close()
    return folder / "store.db"


@pytest.fixture
def client(store: Path) -> Iterator[Client]:
    client = Client(store)
    yield client
    client.process.kill()
    client.process.communicate()


def words_of(text: str, found: dict[str, Any], encoding: str) -> str:
    """Return the words of a range on one line, as a client of this encoding reads them."""
    line = text.replace("\r\n", "\n").split("\n")[found["start"]["line"]]
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    start, end = found["start"]["character"] * size, found["end"]["character"] * size
    return line.encode(codec)[start:end].decode(codec)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_diagnostics_stand_where_the_client_counts(store: Path, encoding: str) -> None:
    client = Client(store, [encoding])
    assert client.capabilities["positionEncoding"] == encoding
    (wrong, *_) = client.open(DRAFT_TEXT)
    assert wrong["severity"] == 1 and wrong["code"] == "differs"
    assert words_of(DRAFT_TEXT, wrong["range"], encoding) == WRONG.strip("“”")
    assert client.leave() == 0


def test_what_is_put_right_is_told_no_more(client: Client) -> None:
    before = client.open(DRAFT_TEXT)
    after = client.change(DRAFT_TEXT.replace("must shy", "must not shy"), 2)
    assert after["version"] == 2
    assert [each["code"] for each in before if each["severity"] == 1] == ["differs"]
    assert not [each for each in after["diagnostics"] if each["severity"] == 1]


def test_hover_tells_the_source(client: Client) -> None:
    client.open(DRAFT_TEXT)
    hover = client.ask("textDocument/hover", client.at(0, 30))
    assert "We must not shy away" in hover["contents"]["value"]
    assert "Mara Quill" in hover["contents"]["value"]
    assert client.ask("textDocument/hover", client.at(0, 0)) is None


@pytest.mark.parametrize("versioned", [False, True])
def test_actions_take_the_printed_words_and_say_whose_they_are(store: Path, versioned: bool) -> None:
    edits = {"workspace": {"workspaceEdit": {"documentChanges": versioned}}}
    client = Client(store, ["utf-32"], edits)
    (wrong, *_) = client.open(DRAFT_TEXT)
    somewhere = {"start": {"line": 9, "character": 0}, "end": {"line": 9, "character": 0}}  # a client that counts wrong
    asked = {"textDocument": {"uri": DRAFT}, "range": somewhere, "context": {"diagnostics": [wrong]}}
    take, say, page = client.ask("textDocument/codeAction", asked)
    if versioned:
        assert take["edit"]["documentChanges"][0]["textDocument"]["version"] == 1
        (edit,) = take["edit"]["documentChanges"][0]["edits"]
    else:
        (edit,) = take["edit"]["changes"][DRAFT]
    assert edit["newText"] == "We must not shy away from a winter timetable, and we will not,"
    assert edit["range"] == wrong["range"]
    assert say["title"] == "say who said it, and where"
    assert page["command"]["command"] == "tui-reader.show"
    client.tell("workspace/executeCommand", page["command"])
    client.ask("workspace/executeCommand", page["command"])
    assert client.leave() == 0


def test_an_opening_mark_is_completed_with_printed_words(client: Client) -> None:
    client.open("Mara Quill said: “we must")
    found = client.ask("textDocument/completion", client.at(0, 25))["items"]
    assert found[0]["label"].startswith("Mara Quill: We must not shy away")
    assert found[0]["textEdit"]["newText"].endswith("we will not.”")
    assert found[0]["textEdit"]["range"]["start"]["character"] == 18
    client.change("Mara Quill said: we must", 2)
    assert client.ask("textDocument/completion", client.at(0, 24))["items"] == []


def test_speakers_are_symbols(client: Client) -> None:
    assert [each["name"] for each in client.ask("workspace/symbol", {"query": "qui"})] == ["Mara Quill"]
    assert client.ask("workspace/symbol", {"query": ""}) == []


def test_nonsense_is_answered_and_a_draft_too_long_is_told(client: Client) -> None:
    client.send(b"{nonsense")
    client.tell("textDocument/didChange", {"wrong": 1})
    assert "code" in client.ask("textDocument/nothing", {})
    assert client.ask("textDocument/hover", client.at(3, 3)) is None
    document = {"uri": DRAFT, "version": 1, "languageId": "markdown", "text": "x " * 300_000}
    client.tell("textDocument/didOpen", {"textDocument": document})
    assert "at most 500,000" in client.wait("window/logMessage")["message"]
    assert client.change(DRAFT_TEXT, 3)["diagnostics"]


def test_no_process_is_left_where_a_client_dies(client: Client) -> None:
    assert client.process.stdin
    client.open(DRAFT_TEXT)
    client.process.stdin.close()
    assert client.process.wait(timeout=20) == 0
    client.process.stdin = None


def test_a_store_that_is_missing_is_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui_reader", "--store", str(tmp_path / "none.db"), "lsp"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (4, 1)
    assert "there is no store to hold a draft against" in done.stderr
