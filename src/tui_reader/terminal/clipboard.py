"""Sending a copied text on its way, and saying honestly what is known about its arrival.

Every copy is first written to a file, so that it is never lost; then it takes the one way `routes` found.
OSC 52 cannot be confirmed: the notice says "sent", and "copied" only where the clipboard was read back.
A text that a way would cut is refused, not cut. The terminal is never asked for its clipboard.
"""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tui_reader.terminal import local, tmux
from tui_reader.terminal.remembered import with_experience
from tui_reader.terminal.routes import CUT_ABOVE, Route, Way, choose_route
from tui_reader.terminal.safe import count_hostile, safe_for_clipboard, safe_text

SCREEN_CHUNK = 240  # bytes in one of screen's DCS strings: 4,000 were lost and stalled it

COPY_FILE = "last-copy.txt"

_DESCRIPTIONS = {
    Way.MOSH: "through mosh to your terminal",
    Way.TMUX: "through tmux to your terminal",
    Way.TMUX_PASSTHROUGH: "past tmux to your terminal",
    Way.SCREEN: "through screen to your terminal",
    Way.TERMINAL: "straight to your terminal (OSC 52)",
    Way.LOCAL: "to the clipboard of this machine's display",
    Way.BROWSER: "to the browser that shows this",
    Way.FILE: "to a file only",
}


@dataclass(frozen=True, slots=True)
class CopyOutcome:
    """What became of a copy: `sentence` is the notice, `text` what was sent, `file` where it also lies.

    `confirmed` is True only where the clipboard was read back; `refused` where nothing was sent at all.
    """

    route: Route
    characters: int
    sentence: str
    confirmed: bool
    refused: bool
    text: str
    file: Path | None


def state_directory(env: Mapping[str, str] | None = None) -> Path:
    """Return `$XDG_STATE_HOME/tui-reader`; a relative or empty variable counts as unset."""
    env = os.environ if env is None else env
    base = env.get("XDG_STATE_HOME", "")
    home = Path(base) if Path(base).is_absolute() else Path(env.get("HOME") or Path.home()) / ".local" / "state"
    return home / "tui-reader"


def find_route(env: Mapping[str, str] | None = None) -> Route:
    """Return the way a copy takes from here now, its doubts settled by what the reader tried before."""
    env = os.environ if env is None else env
    return with_experience(choose_route(env, tmux=tmux.find_client), env, state_directory(env))


def send(
    text: str,
    write: Callable[[bytes], object] | None,
    *,
    route: Route | None = None,
    env: Mapping[str, str] | None = None,
) -> CopyOutcome:
    """Copy `text`: to the file, then along `route` (default: found now, for clients of a tmux come and go).

    `write` puts bytes on the terminal in one piece, between two frames and never inside one; None where
    there is no terminal. It may be called from a thread. May take `PATIENCE` seconds: not for an event loop.
    """
    env = os.environ if env is None else env
    hidden = count_hostile(text)
    text = safe_for_clipboard(text)
    payload = text.encode()
    file, file_problem = _keep(payload, state_directory(env))
    route = route or find_route(env)
    if write is None and route.writes_to_terminal:
        route = Route(Way.FILE, "there is no terminal", None, "there is no terminal to send it to")
    sentence, confirmed, refused = _travel(text, payload, route, write, env)
    doubt = route.doubt if not confirmed and not refused else ""
    if file is None:
        sentence += f"; {file_problem}"
    elif refused or doubt or (not confirmed and not route.certain and len(payload) > CUT_ABOVE):
        what, _, rest = sentence.partition(": ")  # where the words are comes first: 80 columns cut the end off
        sentence = f"{what}, kept in {_short(file, env)}: {rest}" if rest else sentence
    if doubt:
        sentence += f"; {doubt}"
    if hidden:
        sentence += f"; {hidden} hidden or control characters in it were shown or left out"
    return CopyOutcome(route, len(text), safe_text(sentence), confirmed, refused, text, file)


def _travel(
    text: str, payload: bytes, route: Route, write: Callable[[bytes], object] | None, env: Mapping[str, str]
) -> tuple[str, bool, bool]:
    """Send along `route`; return the sentence, whether it is known to have arrived, and whether nothing was sent."""
    count = "1 character" if len(text) == 1 else f"{len(text):,} characters"
    if not text:
        return "nothing to copy", False, True
    if route.way is Way.FILE:
        return f"not sent: {route.doubt}" if route.doubt else f"written: {count}", False, True
    if route.limit is not None and len(payload) > route.limit:
        return f"not sent: {len(payload):,} bytes, and {route.way} carries {route.limit:,}", False, True
    if route.way is Way.LOCAL:
        problem = local.copy_locally(payload, env)
        return (f"not copied: {problem}", False, True) if problem else (f"copied: {count}", True, False)
    if route.way is Way.TMUX:
        problem = tmux.load_buffer(payload)
        if problem:
            return f"not sent: {problem}", False, True
        sentence = f"sent to the terminal by tmux: {count}"
    else:
        if write is not None:
            write(encode(payload, route.way))
        sentence = f"sent to the {'browser' if route.way is Way.BROWSER else 'terminal'}: {count}"
    return sentence, False, False


def explain(env: Mapping[str, str] | None = None) -> list[str]:
    """Return the lines that say which way a copy takes from here, why, what may stop it and what to set."""
    env = os.environ if env is None else env
    route = find_route(env)
    lines = [f"clipboard: {_DESCRIPTIONS[route.way]}, because {route.why}"]
    if route.way is Way.LOCAL:
        found = [program.write[0] for program in local.find_programs(env)]
        lines.append(
            f"  programs: {', '.join(found) or 'none; install wl-clipboard, xclip or xsel'}; each copy is read back"
        )
    elif route.way is not Way.FILE:
        lines.append("  no terminal says whether it took a copy: the notice says sent, paste once to see")
    if route.limit is not None and route.way is not Way.FILE:
        lines.append(f"  carries {route.limit:,} bytes; a longer text is refused, not cut")
    lines += [f"  beware: {route.doubt}"] if route.doubt else []
    lines += [f"  {route.advice}"] if route.advice else []
    lines += ["  known to arrive: this terminal takes copies"] if route.certain else []
    lines.append(f"  every copy is also in {_short(state_directory(env) / COPY_FILE, env)}")
    others = (way.value for way in Way if " " not in way.value and way is not Way.BROWSER)
    lines.append(f"  another way: TUI_READER_CLIPBOARD={'|'.join(others)}")
    return lines


def encode(payload: bytes, way: Way) -> bytes:
    """Return the bytes that carry `payload` out on the tty. `way` is one that `writes_to_terminal`."""
    plain = b"\x1b]52;c;" + base64.b64encode(payload) + b"\x07"
    if way is Way.TMUX_PASSTHROUGH:
        return b"\x1bPtmux;" + plain.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"
    if way is Way.SCREEN:
        chunks = (plain[start : start + SCREEN_CHUNK] for start in range(0, len(plain), SCREEN_CHUNK))
        return b"".join(b"\x1bP" + chunk + b"\x1b\\" for chunk in chunks)
    return plain


def send_without_app(text: str) -> CopyOutcome:
    """Copy `text` by the terminal this program was called from, or another way where there is none."""
    try:
        return send(text, write_to_tty)
    except OSError:  # a script, an editor
        return send(text, None)


def write_to_tty(data: bytes) -> None:
    """Write bytes to the controlling terminal: the `write` of a command whose stdout is a pipe.

    Raises OSError where there is no terminal.
    """
    with open(os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY), "wb", buffering=0) as tty:  # noqa: PTH123
        view = memoryview(data)
        while view:
            view = view[tty.write(view) or 0 :]


def _keep(payload: bytes, directory: Path) -> tuple[Path | None, str]:
    """Write the copy to its file, for its owner alone, whole or not at all; return the file or what went wrong."""
    temporary = ""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".copy-", dir=directory)  # 0600, and never through a link
        with os.fdopen(descriptor, "wb") as file:
            file.write(payload)
        target = directory / COPY_FILE
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        return None, f"the file {directory / COPY_FILE} could not be written: {error.strerror}"
    return target, ""


def _short(file: Path, env: Mapping[str, str]) -> str:
    """Return the path as a reader writes it, with ~ for home."""
    home = env.get("HOME")
    return f"~/{file.relative_to(home)}" if home and file.is_relative_to(home) else str(file)
