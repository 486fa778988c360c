"""Where a reader's files lie when nothing says otherwise (the XDG base directories)."""

from __future__ import annotations

import os
from pathlib import Path


def default_store() -> Path:
    """Return `$TUI_READER_STORE`, else `$XDG_DATA_HOME/tui-reader/store.db`."""
    named = os.environ.get("TUI_READER_STORE")
    return Path(named) if named else _home("XDG_DATA_HOME", ".local/share") / "store.db"


def state_folder() -> Path:
    """Return `$XDG_STATE_HOME/tui-reader`: a reader's own marks and place."""
    return _home("XDG_STATE_HOME", ".local/state")


def _home(variable: str, otherwise: str) -> Path:
    # The standard says to ignore a relative path here.
    named = os.environ.get(variable, "")
    return (Path(named) if Path(named).is_absolute() else Path.home() / otherwise) / "tui-reader"
