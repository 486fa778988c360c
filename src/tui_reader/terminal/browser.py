"""Opening an address in the browser that `$BROWSER` names; never in one that nobody named."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

IN_BROWSER = "TUI_READER_IN_BROWSER"  # set for the app by `serve`
_ADDRESS = re.compile(r"https?://[!-~]+")


def shown_in_browser(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether the app is shown by a browser, through `serve`, and not by a terminal."""
    return bool(environment.get(IN_BROWSER))


def is_address(url: str) -> bool:
    """Say whether a text is an address of the web, which may be handed to a browser."""
    return _ADDRESS.fullmatch(url) is not None


def browser_call(url: str, environment: Mapping[str, str] = os.environ) -> list[str] | None:
    """Return the call that opens an address, None where no browser is named or the address is none of the web's.

    `$BROWSER` is a command, or several apart by colons of which the first counts; `%s` in it is the address, else it
    comes last. The address is one argument and never read by a shell.
    """
    named = environment.get("BROWSER", "").partition(":")[0].strip()
    if not named or not is_address(url):
        return None
    try:
        words = shlex.split(named)
    except ValueError:
        return None
    if any("%s" in word for word in words):
        return [word.replace("%s", url) for word in words]
    return [*words, url] if words else None


def open_in_browser(url: str) -> str | None:
    """Open an address; return what is to be said of it, None where no browser is named. Raises nothing."""
    call = browser_call(url)
    if call is None:
        return None
    try:
        subprocess.Popen(
            call, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        return f"$BROWSER ({call[0]}) cannot be started: {error.strerror}"
    return f"handed to $BROWSER ({Path(call[0]).name})"
