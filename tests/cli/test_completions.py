"""Completions: scripts each shell can read, and answers that are right."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tui_reader.cli import COMMANDS
from tui_reader.cli.completions import SHELLS


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_can_be_read_by_its_shell(call: Call, tmp_path: Path, shell: str) -> None:
    answer = call("completions", shell)
    assert answer.code == 0
    assert "tui-reader" in answer.out
    if shutil.which(shell) is None:
        pytest.skip(f"skipped: no {shell}")
    script = tmp_path / "script"
    script.write_text(answer.out)
    done = subprocess.run([shell, "-n", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_another_shell_is_a_wrong_call(call: Call) -> None:
    assert call("completions", "tcsh").code == 2


def ask(words: list[str], tmp_path: Path) -> set[str]:
    """What the program answers to bash for the last of the words."""
    done = subprocess.run(
        [sys.executable, "-m", "tui_reader"],
        env={
            **os.environ,
            "_TUI_READER_COMPLETE": "bash_complete",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
            "XDG_CONFIG_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return {line.partition(",")[2] for line in done.stdout.splitlines()}


def test_commands_and_options_are_offered(tmp_path: Path) -> None:
    assert ask(["tui-reader", ""], tmp_path) == set(COMMANDS)
    assert ask(["tui-reader", "copy", "--p"], tmp_path) == {"--print"}


def test_styles_are_offered_the_own_ones_too(tmp_path: Path) -> None:
    (tmp_path / "tui-reader").mkdir()
    (tmp_path / "tui-reader" / "config.toml").write_text('[styles.mine]\ntemplate = "{words}"\n')
    assert ask(["tui-reader", "copy", "--style", ""], tmp_path) == {"plain", "bbc", "guardian", "reuters", "ap", "mine"}


def test_bash_completes_with_the_script(call: Call, tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("skipped: no bash")
    program = tmp_path / "tui-reader"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui_reader "$@"\n')
    program.chmod(0o755)
    (tmp_path / "script").write_text(call("completions", "bash").out)
    lines = f"""
        source {tmp_path}/script
        COMP_WORDS=(tui-reader quo); COMP_CWORD=1
        _tui_reader_completion tui-reader
        printf '%s' "${{COMPREPLY[*]}}"
    """
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "--norc", "-c", lines], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "quotations"
