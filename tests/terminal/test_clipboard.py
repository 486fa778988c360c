"""A copy is kept in a file, takes one way, is refused rather than cut, and is called what is known of it."""

import base64
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from tui_reader.terminal import clipboard, local, tmux
from tui_reader.terminal.clipboard import CopyOutcome, encode, send, state_directory
from tui_reader.terminal.routes import MOSH_LIMIT, Route, Way

WORDS = "“We shall — naïvely — stay,” said Ada Nwosu"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "HOME": str(tmp_path),
        "PATH": str(tmp_path / "bin"),
        "TERM": "xterm",
    }


def sent_over(way: Way, env: dict[str, str], text: str = WORDS, **more: object) -> tuple[CopyOutcome, bytes]:
    out: list[bytes] = []
    outcome = send(text, out.append, route=Route(way, "a test says so", **more), env=env)  # type: ignore[arg-type]
    return outcome, b"".join(out)


def test_every_copy_lies_in_a_file_of_its_owner(env: dict[str, str]) -> None:
    outcome, _ = sent_over(Way.TERMINAL, env)
    assert outcome.file is not None
    assert outcome.file.read_bytes() == WORDS.encode()
    assert stat.S_IMODE(outcome.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(outcome.file.parent.stat().st_mode) == 0o700
    assert [path.name for path in outcome.file.parent.iterdir()] == ["last-copy.txt"]


def test_a_link_in_place_of_the_file_is_replaced_not_followed(env: dict[str, str], tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    directory = state_directory(env)
    directory.mkdir(parents=True)
    (directory / "last-copy.txt").symlink_to(victim)
    sent_over(Way.TERMINAL, env)
    assert victim.read_text() == "mine"


def test_a_file_that_cannot_be_written_is_told_and_the_copy_still_sent(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    outcome, out = sent_over(Way.TERMINAL, env)
    assert outcome.file is None
    assert "could not be written" in outcome.sentence
    assert out


def test_the_terminal_gets_one_osc_52_and_the_notice_says_sent(env: dict[str, str]) -> None:
    for way in (Way.TERMINAL, Way.MOSH):
        outcome, out = sent_over(way, env)
        assert out == b"\x1b]52;c;" + base64.b64encode(WORDS.encode()) + b"\x07"
        assert outcome.sentence == f"sent to the terminal: {len(WORDS)} characters"
        assert not outcome.confirmed


def test_too_much_is_refused_not_cut(env: dict[str, str]) -> None:
    outcome, out = sent_over(Way.MOSH, env, "é" * (MOSH_LIMIT // 2), limit=MOSH_LIMIT)
    assert out
    outcome, out = sent_over(Way.MOSH, env, "é" * (MOSH_LIMIT // 2 + 1), limit=MOSH_LIMIT)
    assert (out, outcome.refused) == (b"", True)
    assert (
        outcome.sentence == "not sent, kept in ~/state/tui-reader/last-copy.txt: 12,284 bytes, and mosh carries 12,282"
    )
    assert outcome.file is not None
    assert len(outcome.file.read_bytes()) == MOSH_LIMIT + 2


def test_screen_gets_chunks_that_it_does_not_lose() -> None:
    payload = os.urandom(3000)
    out = encode(payload, Way.SCREEN)
    chunks = re.findall(rb"\x1bP(.*?)\x1b\\", out, re.DOTALL)
    assert b"".join(b"\x1bP" + chunk + b"\x1b\\" for chunk in chunks) == out
    assert max(map(len, chunks)) == 240
    assert b"".join(chunks) == encode(payload, Way.TERMINAL)


def test_passthrough_doubles_the_escape() -> None:
    assert encode(b"hi", Way.TMUX_PASSTHROUGH) == b"\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\"


def test_a_doubt_is_told_with_the_file(env: dict[str, str]) -> None:
    outcome, out = sent_over(Way.TERMINAL, env, doubt="Apple Terminal may not take it")
    assert out
    assert outcome.sentence.startswith("sent to the terminal, kept in ~/state/tui-reader/last-copy.txt: ")
    assert outcome.sentence.endswith("; Apple Terminal may not take it")


def test_a_long_text_to_an_unknown_terminal_names_the_file(env: dict[str, str]) -> None:
    assert "last-copy.txt" in sent_over(Way.TERMINAL, env, "x" * 3001)[0].sentence
    assert "last-copy.txt" not in sent_over(Way.TERMINAL, env, "x" * 3001, certain=True)[0].sentence


def test_without_a_terminal_there_is_the_file(env: dict[str, str]) -> None:
    outcome = send(WORDS, None, route=Route(Way.TERMINAL, ""), env=env)
    assert outcome.refused
    assert "no terminal" in outcome.sentence
    assert "last-copy.txt" in outcome.sentence


def test_nothing_is_not_a_copy(env: dict[str, str]) -> None:
    outcome, out = sent_over(Way.TERMINAL, env, "\n")
    assert (out, outcome.refused, outcome.sentence[:15]) == (b"", True, "nothing to copy")


def test_what_is_copied_is_made_safe_and_the_notice_says_so(env: dict[str, str]) -> None:
    outcome, out = sent_over(Way.TERMINAL, env, "n\u200bot\x1b[201~\nrm\n")
    assert base64.b64decode(out[7:-1]).decode() == outcome.text == "not␛[201~\nrm"
    assert "2 hidden or control characters" in outcome.sentence


def program(directory: Path, name: str, script: str) -> None:
    directory.mkdir(exist_ok=True)
    path = directory / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


CLIP = 'PATH=/usr/bin:/bin; if [ "$3" = -o ]; then cat "$HOME/clip"; else cat > "$HOME/clip"; fi'


def test_a_local_copy_is_read_back(env: dict[str, str], tmp_path: Path) -> None:
    env["DISPLAY"] = ":9"
    program(tmp_path / "bin", "xclip", CLIP)
    outcome, out = sent_over(Way.LOCAL, env)
    assert (outcome.confirmed, outcome.sentence, out) == (True, f"copied: {len(WORDS)} characters", b"")
    assert (tmp_path / "clip").read_text() == WORDS


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'Error: Can\\047t open display' >&2; exit 1", "open display"),
        ("exit 3", "left with 3"),
        ("PATH=/usr/bin:/bin; cat > /dev/null; echo other", "something else"),
    ],
)
def test_a_clipboard_program_that_fails_is_not_believed(
    env: dict[str, str], tmp_path: Path, script: str, said: str
) -> None:
    env["DISPLAY"] = ":9"
    program(tmp_path / "bin", "xclip", script)
    outcome, _ = sent_over(Way.LOCAL, env)
    assert (outcome.confirmed, outcome.refused) == (False, True)
    assert said in outcome.sentence
    assert "last-copy.txt" in outcome.sentence


def test_the_next_program_is_tried(env: dict[str, str], tmp_path: Path) -> None:
    env |= {"DISPLAY": ":9", "WAYLAND_DISPLAY": "wayland-9"}
    program(tmp_path / "bin", "wl-copy", "exit 1")
    program(tmp_path / "bin", "xclip", CLIP)
    assert sent_over(Way.LOCAL, env)[0].confirmed


def test_no_program_is_named(env: dict[str, str]) -> None:
    env["DISPLAY"] = ":9"
    assert "xclip" in sent_over(Way.LOCAL, env)[0].sentence
    assert local.find_programs({"DISPLAY": ":0", "PATH": ""}, "linux") == []


def test_tmux_is_handed_the_text(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[list[str], bytes]] = []

    def run(arguments: list[str], text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        calls.append((arguments, text))
        return subprocess.CompletedProcess(arguments, len(calls) - 1, b"", b"no server running")

    monkeypatch.setattr(tmux, "_run", run)
    outcome, out = sent_over(Way.TMUX, env)
    assert calls == [(["load-buffer", "-w", "-"], WORDS.encode())]
    assert (outcome.sentence, out) == (f"sent to the terminal by tmux: {len(WORDS)} characters", b"")
    assert "no server running" in sent_over(Way.TMUX, env)[0].sentence


def test_a_tmux_that_hangs_or_is_missing_is_told(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def run(arguments: list[str], text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        raise subprocess.TimeoutExpired("tmux", 3)

    monkeypatch.setattr(tmux, "_run", run)
    assert sent_over(Way.TMUX, env)[0].refused
    assert tmux.find_client() is None


@pytest.mark.parametrize("way", [way.value for way in Way])
def test_the_doctor_explains_every_way(env: dict[str, str], way: str) -> None:
    text = "\n".join(clipboard.explain(env | {"TUI_READER_CLIPBOARD": way}))
    assert "$TUI_READER_CLIPBOARD says so" in text
    assert "~/state/tui-reader/last-copy.txt" in text
    assert ("12,282" in text) == (way == "mosh")


def test_a_relative_state_home_is_ignored() -> None:
    assert state_directory({"XDG_STATE_HOME": "../x", "HOME": "/home/ada"}) == Path("/home/ada/.local/state/tui-reader")
    assert clipboard.COPY_FILE == "last-copy.txt"
