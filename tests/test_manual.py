"""The manual page: readable by man, complete, in the wheel."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tui_reader.cli import cli

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tui-reader.1"


def commands(group: click.Group, named: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with its name as it is called."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{named}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{named}{name} ")


def options(command: click.Command) -> set[str]:
    names = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    return {name.removeprefix("-") for name in names if name.startswith("--")}


@pytest.mark.parametrize(
    "checker",
    [["mandoc", "-T", "lint", "-W", "warning"], ["man", "--warnings", "-E", "UTF-8", "-l"]],
    ids=lambda c: c[0],
)
def test_it_can_be_read(checker: list[str]) -> None:
    if shutil.which(checker[0]) is None:
        pytest.skip(f"skipped: no {checker[0]}")
    done = subprocess.run([*checker, PAGE], capture_output=True, text=True)
    if "minimized" in done.stdout:
        pytest.skip("skipped: man is a placeholder in this image")
    assert done.stderr == ""
    assert done.returncode == 0
    if checker[0] == "mandoc":
        assert done.stdout == ""
    else:
        assert "tui-reader" in done.stdout


@pytest.mark.parametrize(
    ("name", "command"), list(commands(cli)), ids=lambda value: value if isinstance(value, str) else ""
)
def test_it_names_every_command_and_option(name: str, command: click.Command) -> None:
    text = PAGE.read_text("utf-8")
    assert re.search(rf"^\.(It )?Cm {name}\b", text, re.MULTILINE), name
    missing = [option for option in options(command) if not re.search(rf"(Fl|,) {option}\b", text)]
    assert missing == []


def test_it_names_the_options_of_the_app() -> None:
    text = PAGE.read_text("utf-8")
    assert [option for option in options(cli) if f".It Fl {option}" not in text] == []


def test_it_is_in_the_wheel() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert build["wheel"]["shared-data"] == {"docs/tui-reader.1": "share/man/man1/tui-reader.1"}
    assert "docs" in build["sdist"]["include"]
