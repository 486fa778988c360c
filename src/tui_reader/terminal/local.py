"""The clipboard beside the reader's own display: the programs pyperclip uses, run so that success means success.

pyperclip reports success on a dead display and lets xclip print into the screen. Here each program runs
in a session of its own (it keeps the clipboard when the terminal goes), with nothing of ours to print on,
its exit code is looked at, and the clipboard is read back.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass

PATIENCE = 3.0  # seconds: a display that does not answer by then is dead; xclip itself would wait for ever


@dataclass(frozen=True, slots=True)
class ClipboardProgram:
    """A program that takes a text on stdin and one that gives it back."""

    write: tuple[str, ...]
    read: tuple[str, ...]


_WAYLAND = (ClipboardProgram(("wl-copy",), ("wl-paste", "--no-newline")),)
_X11 = (
    ClipboardProgram(("xclip", "-selection", "clipboard"), ("xclip", "-selection", "clipboard", "-o")),
    ClipboardProgram(("xsel", "--clipboard", "--input"), ("xsel", "--clipboard", "--output")),
)
_MAC = (ClipboardProgram(("pbcopy",), ("pbpaste",)),)


def find_programs(env: Mapping[str, str] | None = None, platform: str = sys.platform) -> list[ClipboardProgram]:
    """Return the installed programs that fit the display, best first."""
    env = os.environ if env is None else env
    if platform == "darwin":
        fitting: tuple[ClipboardProgram, ...] = _MAC
    else:
        fitting = (_WAYLAND if env.get("WAYLAND_DISPLAY") else ()) + (_X11 if env.get("DISPLAY") else ())
    return [program for program in fitting if shutil.which(program.write[0], path=env.get("PATH"))]


def copy_locally(text: bytes, env: Mapping[str, str] | None = None, platform: str = sys.platform) -> str:
    """Put `text` (UTF-8) on the clipboard and read it back; return "" when it is there, else what went wrong."""
    programs = find_programs(env, platform)
    if not programs:
        return "none of wl-copy, xclip, xsel is installed"
    problem = ""
    for program in programs:
        problem = _copy_with(program, text, env)
        if not problem:
            return ""
    return problem


def _copy_with(program: ClipboardProgram, text: bytes, env: Mapping[str, str] | None) -> str:
    """Try one program; return "" or what went wrong."""
    name = program.write[0]
    with tempfile.TemporaryFile() as complaints:  # a pipe would stay open as long as the program holds the clipboard
        try:
            written = subprocess.run(
                program.write,
                input=text,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env=env,
                timeout=PATIENCE,
                start_new_session=True,
                check=False,
            )
            if written.returncode != 0:
                complaints.seek(0)
                said = complaints.read(200).decode("utf-8", "replace").strip()
                return f"{name}: {said or f'left with {written.returncode}'}"
            back = subprocess.run(
                program.read,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=env,
                timeout=PATIENCE,
                start_new_session=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"{name}: the display does not answer"
        except OSError as error:
            return f"{name}: {error.strerror}"
    return "" if back.stdout == text else f"{name}: the clipboard holds something else"
