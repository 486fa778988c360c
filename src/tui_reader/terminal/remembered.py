"""What the reader found out by trying: whether copies arrive from this terminal, this way."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tui_reader.terminal.routes import Route

FILE = "clipboard.json"
MOST = 100  # terminals remembered; nobody has that many


def terminal_key(env: Mapping[str, str], route: Route) -> str:
    """Return what tells one terminal and way from another, as far as the environment does."""
    program = env.get("TERM_PROGRAM") or env.get("LC_TERMINAL") or ""
    return "|".join((route.way.value, env.get("TERM", ""), program))


def with_experience(route: Route, env: Mapping[str, str], directory: Path) -> Route:
    """Return the route with its doubts settled by what was tried from this terminal before."""
    arrives = _read(directory).get(terminal_key(env, route))
    if arrives is None or not route.writes_beyond_us:
        return route
    if arrives:
        return route._replace(doubt="", certain=True)
    return route._replace(doubt="it did not arrive when it was tried here", certain=False)


def remember(route: Route, env: Mapping[str, str], directory: Path, arrives: bool) -> None:
    """Keep whether a copy arrived. A directory that cannot be written is no error: nothing is kept."""
    known = _read(directory)
    known.pop(terminal_key(env, route), None)
    known[terminal_key(env, route)] = arrives
    newest = dict(list(known.items())[-MOST:])
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".clipboard-", dir=directory)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(newest, file)
        Path(temporary).replace(directory / FILE)
    except OSError:
        return


def try_copy(send: Callable[[str], Route], ask: Callable[[], str], env: Mapping[str, str], directory: Path) -> bool:
    """Send a made-up word, let the reader paste it back, remember and return whether it arrived.

    `send` copies a text and returns the route it took; `ask` returns the line the reader pasted.
    """
    word = f"tui-reader-{secrets.token_hex(3)}"
    route = send(word)
    arrives = word in ask()
    remember(route, env, directory, arrives)
    return arrives


def _read(directory: Path) -> dict[str, bool]:
    """Return what is kept; a file that is missing or not ours holds nothing."""
    try:
        kept = json.loads((directory / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {key: value for key, value in kept.items() if isinstance(value, bool)}
