"""The reader as plain lines: one thing a line, all that the screens tell, nothing that needs a screen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.fake import FakeNewsroom
from tui_reader.config import Config
from tui_reader.ui.plain.talk import Talk


def talked(*lines: str, copied: list[str] | None = None, newsroom: FakeNewsroom | None = None) -> list[str]:
    """Say lines one after the other; return all that was told."""
    said, told = iter(lines), list[str]()
    kept = [] if copied is None else copied

    def copy(text: str) -> str:
        kept.append(text)
        return "sent"

    Talk(newsroom or FakeNewsroom(), lambda: next(said, None), told.append, copy, Config()).go_on()  # type: ignore[arg-type]
    return told


def test_a_post_is_read_and_its_quotation_copied() -> None:
    copied: list[str] = []
    told = talked("1", "y 1", copied=copied)
    assert any(re.match(r"1\. .+: .+quotation", line) for line in told)
    assert "Quotations of this post:" in told
    assert len(copied) == 1 and told[-1] == "sent"


def test_what_is_opened_is_read_no_more() -> None:
    newsroom = FakeNewsroom()
    told = talked("1", "b", newsroom=newsroom)
    first, again = (line for line in told if line.startswith("1. ") and "quotation" in line and "said" not in line)
    assert first.endswith("unread") and not again.endswith("unread")


def test_a_comparison_is_read_row_by_row() -> None:
    told = talked("c 1")
    assert any(line.startswith("Row 1 of ") for line in told)
    assert any(re.match(r"  .+, fullest: ", line) for line in told)
    assert not any("│" in line or "\n" in line for line in told)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("99", "there is no number 99"),
        ("y", "which number?"),
        ("²", "there is no number ²"),
        ("9" * 5_000, "there is no number 999999999"),
        ("i outlet:", "not understood: outlet:"),
        ("y 1", "1 is no quotation: open it first"),
        ("x 3", "x is no command; ? names them"),
        ("i is:foo", "not understood: is:foo"),
        ("/", "which words?"),
        ("b", "that is all"),
    ],
)
def test_what_cannot_be_done_is_said(line: str, answer: str) -> None:
    assert talked(line)[-1] == answer


def test_a_search_a_speaker_and_why() -> None:
    told = talked("/ okafor", "?")
    number = next(line.split(".")[0] for line in told if re.match(r"\d+\. .*“", line))
    told = talked("/ okafor", f"v {number}", f"s {number}", "b")
    assert any("quotations" in line and "Okafor" in line for line in told)


def test_lists_are_read_by_pages() -> None:
    newsroom = FakeNewsroom()
    newsroom.entries = newsroom.entries * 5
    told = talked("", "", newsroom=newsroom)
    numbers = [int(line.split(".")[0]) for line in told if re.match(r"\d+\. ", line)]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 10


def test_the_command_line_opens_it_where_a_screen_is_not_to_be_had(tmp_path: Path) -> None:
    homes = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "STATE", "CONFIG")}
    environment = {**os.environ, **homes, "TERM": "dumb", "TUI_READER_PLAIN": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "tui_reader", "--no-seeds", "--store", str(tmp_path / "store.db")]
    done = subprocess.run(command, input="?\nq\n", env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "nothing here" in done.stdout and "y number: copy" in done.stdout
    assert "\x1b" not in done.stdout
