"""The ways to the clipboard through the real programs, where they are installed: what leaves arrives, byte for byte."""

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pty_program import PtyProgram

TINY = [sys.executable, str(Path(__file__).with_name("tiny_app.py"))]
REMOTE = {"SSH_TTY": "/dev/pts/9", "LANG": "C.UTF-8", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
SIZES = ["102", "10002"]


def need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"no {program}")


def copy(program: PtyProgram, size: str) -> bytes | None:
    program.wait_for("READY 0")
    program.type("y")
    program.wait_for("DONE")
    wanted = ("words " * (int(size) // 6)).encode()
    while program.clipboard() != wanted and program.read(5):
        pass
    return program.clipboard()


def words(size: str) -> bytes:
    return b"words " * (int(size) // 6)


@pytest.mark.parametrize("size", SIZES)
def test_straight_to_the_terminal(tmp_path: Path, size: str) -> None:
    with PtyProgram(*TINY, env={**REMOTE, "HOME": str(tmp_path), "BYTES": size}) as program:
        assert copy(program, size) == words(size)


@pytest.mark.parametrize("setting", ["on", "external", "off"])
def test_through_tmux_whatever_set_clipboard_says(tmp_path: Path, setting: str) -> None:
    need("tmux")
    config = tmp_path / "tmux.conf"
    config.write_text(f"set -g status off\nset -s set-clipboard {setting}\nset -s escape-time 0\n")
    tmux = ["tmux", "-u", "-S", str(tmp_path / "socket"), "-f", str(config)]
    env = {**REMOTE, "HOME": str(tmp_path), "BYTES": "10002"}
    with PtyProgram(*tmux, "new-session", " ".join(TINY), env=env) as program:
        try:
            assert copy(program, "10002") == words("10002")
            assert "by tmux" in program.shown()
        finally:
            subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)


@pytest.mark.parametrize("size", SIZES)
def test_through_screen(tmp_path: Path, size: str) -> None:
    need("screen")
    sockets = tmp_path / "sockets"
    sockets.mkdir(mode=0o700)
    config = tmp_path / "screenrc"
    config.write_text("startup_message off\nvbell off\n")
    env = {**REMOTE, "HOME": str(tmp_path), "BYTES": size, "SCREENDIR": str(sockets)}
    with PtyProgram("screen", "-U", "-c", str(config), "-S", "copying", *TINY, env=env) as program:
        try:
            assert copy(program, size) == words(size)
        finally:
            quit_screen = ["screen", "-S", "copying", "-X", "quit"]
            subprocess.run(quit_screen, env={**os.environ, "SCREENDIR": str(sockets)}, check=False, capture_output=True)


@pytest.mark.parametrize(("size", "arrives"), [("102", True), ("12282", True), ("12288", False)])
def test_through_mosh_as_far_as_it_carries(tmp_path: Path, size: str, arrives: bool) -> None:
    need("mosh-server", "mosh-client")
    env = {
        **os.environ,
        **REMOTE,
        "HOME": str(tmp_path),
        "BYTES": size,
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }
    server = ["mosh-server", "new", "-i", "127.0.0.1", "--", *TINY]
    started = subprocess.run(server, env=env | {"TERM": "xterm-256color"}, capture_output=True, text=True, check=True)
    found = re.search(r"MOSH CONNECT (\d+) (\S+)", started.stdout)
    assert found is not None, started.stdout + started.stderr
    key = {"MOSH_KEY": found[2], "LANG": "C.UTF-8", "MOSH_ESCAPE_KEY": "~"}
    with PtyProgram("mosh-client", "127.0.0.1", found[1], env=key) as program:
        program.wait_for("READY 0")
        if arrives:
            assert copy(program, size) == words(size)
        else:
            program.type("y")
            program.wait_for("not sent, kept in ")
            assert program.clipboard() is None
        program.type("q")
        program.wait_for_end()


@pytest.fixture
def display() -> Iterator[str]:
    need("Xvfb", "xclip")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "64x64x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    number = b""
    while not number.endswith(b"\n") and select.select([reading], [], [], 20)[0]:
        number += os.read(reading, 16)
    os.close(reading)
    yield f":{number.decode().strip()}"
    server.terminate()
    server.wait()


def test_to_a_display_of_this_machine(tmp_path: Path, display: str) -> None:
    env = {
        "HOME": str(tmp_path),
        "DISPLAY": display,
        "SSH_TTY": "",
        "SSH_CONNECTION": "",
        "WAYLAND_DISPLAY": "",
        "BYTES": "10002",
    }
    with PtyProgram(*TINY, env=env) as program:
        program.wait_for("READY 0")
        program.type("y")
        program.wait_for("DONE copied: ")
        assert b"\x1b]52" not in program.raw
    read = ["xclip", "-selection", "clipboard", "-o"]
    held = subprocess.run(read, env={**os.environ, "DISPLAY": display}, capture_output=True, check=True)
    assert held.stdout == words("10002")  # and it outlives the terminal
