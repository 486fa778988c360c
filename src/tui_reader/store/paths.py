"""Where a reader's files lie when nothing says otherwise (the XDG base directories)."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tui_reader.errors import UsageError


def default_store() -> Path:
    """Return `$TUI_READER_STORE`, else `$XDG_DATA_HOME/tui-reader/store.db`. Raises UsageError for an address."""
    named = os.environ.get("TUI_READER_STORE")
    return store_file(named) if named else _home("XDG_DATA_HOME", ".local/share") / "store.db"


def store_file(named: str) -> Path:
    """Return the file that a store's name means. Raises UsageError for an address: a store is a file here."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", named):
        raise UsageError("not a file", named, "a store is one file: name it with --store or $TUI_READER_STORE")
    return Path(named)


def state_folder() -> Path:
    """Return `$XDG_STATE_HOME/tui-reader`: a reader's own marks and place."""
    return _home("XDG_STATE_HOME", ".local/state")


def _home(variable: str, otherwise: str) -> Path:
    # The standard says to ignore a relative path here.
    named = os.environ.get(variable, "")
    return (Path(named) if Path(named).is_absolute() else Path.home() / otherwise) / "tui-reader"
