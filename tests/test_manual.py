"""The manual page: readable by man, complete, in the wheel."""

from __future__ import annotations

import configparser
import re
import shlex
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


def fenced(page: str) -> list[str]:
    """The examples of a page of docs."""
    return re.findall(r"^```\n(.*?)^```", (ROOT / "docs" / page).read_text(), re.MULTILINE | re.DOTALL)


def called(line: str) -> None:
    """Have a line's call of ours read as the program would, without doing it."""
    words = shlex.split(line[line.index("tui-reader") :])[1:]
    command = cli.get_command(click.Context(cli), words[0])
    assert command is not None
    command.make_context(words[0], words[1:])


def test_the_cron_line_of_the_docs_is_one() -> None:
    (line,) = [example for example in fenced("store.md") if re.match(r"\d+ \d+ ", example)]
    assert re.fullmatch(r"[0-5]?\d ([01]?\d|2[0-3]) \* \* \* [^%]+\n", line), "cron ends a line at a bare %"
    called(line)


def test_what_is_deployed_is_well_formed() -> None:
    """The files of deploy/ call commands that there are, and no password stands in them."""
    unit = configparser.ConfigParser(interpolation=None, strict=True)
    unit.read(ROOT / "deploy" / "tui-reader-sync.service")
    called(unit["Service"]["ExecStart"].replace("/usr/local/bin/", ""))
    yaml = pytest.importorskip("yaml")
    services = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))["services"]
    assert set(services) == {"postgres", "ingester"}
    called(services["ingester"]["command"][2].split("exec ")[1])
    assert all("PASSWORD" not in name or name.endswith("_FILE") for name in services["postgres"]["environment"])


def test_the_systemd_units_of_the_docs_are_units(tmp_path: Path) -> None:
    units = [example for example in fenced("store.md") if example.startswith("# tui-reader-backup.")]
    parsed = {}
    for unit in units:
        name = unit.splitlines()[0].removeprefix("# ")
        (tmp_path / name).write_text(unit)
        parsed[name] = configparser.ConfigParser(interpolation=None, strict=True)
        parsed[name].read_string(unit)
    assert parsed["tui-reader-backup.timer"]["Timer"]["OnCalendar"] == "*-*-* 03:17:00"
    called(parsed["tui-reader-backup.service"]["Service"]["ExecStart"])
    if shutil.which("systemd-analyze") is None:
        pytest.skip("skipped: no systemd-analyze")
    when = ["systemd-analyze", "calendar", parsed["tui-reader-backup.timer"]["Timer"]["OnCalendar"]]
    assert subprocess.run(when, capture_output=True, text=True).returncode == 0
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--user", *tmp_path.iterdir()], capture_output=True, text=True
    )
    ours = [line for line in checked.stderr.splitlines() if str(tmp_path) in line and "not executable" not in line]
    assert ours == []
