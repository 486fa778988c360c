"""The reader as plain lines, one thing a line, no screen: for screen readers and for terminals that only print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.store.paths import Address


def run_plain(store: Path | Address | None, *, seeds: bool = True) -> int:
    """Talk on standard input and output until the reader leaves; return the exit code. Raises StoreError."""
    from tui_reader.errors import UsageError
    from tui_reader.newsroom import Newsroom
    from tui_reader.terminal.clipboard import send_without_app
    from tui_reader.terminal.safe import safe_text
    from tui_reader.ui.plain.talk import Talk
    from tui_reader.ui.settings import load_settings

    if sys.stdin is None or sys.stdout is None:
        raise UsageError("there is no standard input or output to talk on")

    def ask() -> str | None:
        sys.stdout.write("> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        return line.rstrip("\n") if line else None

    def tell(line: str) -> None:
        print(safe_text(line, limit=None))  # noqa: T201

    newsroom = Newsroom.open(store, seeds=seeds)
    try:
        talk = Talk(newsroom, ask, tell, lambda text: send_without_app(text).sentence, load_settings())
        talk.go_on()
    except KeyboardInterrupt:
        return 130
    finally:
        newsroom.close()
    return 0
