"""Speaking with the tmux this process runs in: who looks at our pane, and handing it a text."""

from __future__ import annotations

import re
import subprocess

from tui_reader.terminal.routes import TmuxClient, ancestors

PATIENCE = 3.0  # seconds: a tmux that has not answered by then is stuck, and the copy says so

_FIELDS = "#{client_pid}\t#{client_termname}\t#{client_termfeatures}\t#{version}"


def find_client() -> TmuxClient | None:
    """Return the client that shows our pane, or None where tmux does not answer."""
    try:
        shown = _run(["display-message", "-p", _FIELDS]).stdout.decode("utf-8", "replace").rstrip("\n").split("\t")
        passthrough = _run(["show-options", "-Apqv", "allow-passthrough"]).stdout.decode("utf-8", "replace").strip()
    except (OSError, subprocess.SubprocessError):
        return None
    if len(shown) != 4 or not shown[0].isdigit():
        return None
    pid, term, features, version = shown
    numbers = re.search(r"(\d{1,3})\.(\d{1,3})", version)
    return TmuxClient(
        ancestors=ancestors(int(pid)),
        term=term,
        features=features,
        passthrough=passthrough in ("on", "all"),
        version=(int(numbers[1]), int(numbers[2])) if numbers else (0, 0),
    )


def load_buffer(text: bytes) -> str:
    """Hand `text` to tmux, which passes it to the client's terminal; return "" or what went wrong."""
    try:
        done = _run(["load-buffer", "-w", "-"], text)
    except (OSError, subprocess.SubprocessError) as error:
        return f"tmux: {error}"
    return "" if done.returncode == 0 else done.stderr.decode("utf-8", "replace").strip() or "tmux refused"


def _run(arguments: list[str], text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run one tmux command of the server in $TMUX."""
    return subprocess.run(["tmux", *arguments], input=text, capture_output=True, timeout=PATIENCE, check=False)
