"""The reader's settings at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call

PAGE = "Ferry to run on Sundays\nThe council voted on Monday.\nMara Quill said: “We must not shy away from it.”\n"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = tmp_path / "config" / "tui-reader" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


def put_quotation(call: Call, tmp_path: Path) -> str:
    page = tmp_path / "page.txt"
    page.write_text(PAGE)
    assert call("--no-seeds", "ingest", page, "--outlet", "Harbour Post").code == 0
    return call("quotations", "shy away").out.split("\t")[0]


def test_copy_takes_the_style_of_the_settings(call: Call, tmp_path: Path, settings: Path) -> None:
    id = put_quotation(call, tmp_path)
    settings.write_text('style = "mine"\n[styles.mine]\ntemplate = "{speaker}: {words}"\n')
    assert call("copy", id, "--print").out == "Mara Quill: “We must not shy away from it.”\n"
    assert "— Mara Quill" in call("copy", id, "--print", "--style", "plain").out


def test_copy_says_what_is_wrong_with_the_settings_and_copies(call: Call, tmp_path: Path, settings: Path) -> None:
    id = put_quotation(call, tmp_path)
    settings.write_text('style = "tabl\\u001b[31moid"\n')
    answer = call("copy", id, "--print")
    assert answer.code == 0
    assert "We must not shy away" in answer.out
    assert answer.err.count("config.toml line 1") == 1
    assert "\x1b" not in answer.err


def test_copy_in_no_such_style_is_a_wrong_call(call: Call, tmp_path: Path, settings: Path) -> None:
    answer = call("copy", "q1", "--print", "--style", "tabloid")
    assert answer.code == 2
    assert "there are plain, bbc" in answer.err


def test_doctor_lists_what_is_wrong_with_the_settings(call: Call, settings: Path) -> None:
    settings.write_text("colour = 1\n")
    answer = call("--no-seeds", "doctor")
    assert "1 to put right" in answer.out
    assert 'settings: config.toml line 1: no setting "colour"' in answer.out
