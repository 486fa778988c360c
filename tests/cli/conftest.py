"""Calls of the command line, in this process: exit code, stdout, stderr."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tui_reader.cli import main

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


Call = Callable[..., Answer]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """`call("quotations", "budget", stdin=b"...")`, with a store and a home of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("TUI_READER_STORE", raising=False)

    def run(*arguments: str | Path, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        caught = capsys.readouterr()
        return Answer(int(left.value.code or 0), caught.out, caught.err)

    return run


def with_pages(call: Call, folder: Path, pages: Mapping[str, str]) -> Call:
    """Ingest a page an outlet, all of one day, into a store without seeds; return calls of that store."""
    for outlet, text in pages.items():
        path = folder / f"{outlet.split()[0]}.txt"
        path.write_text(text, "utf-8")
        assert call("--no-seeds", "ingest", path, "--outlet", outlet, "--date", "2031-05-06").code == 0
    return partial(call, "--no-seeds")
