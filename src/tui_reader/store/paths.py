"""Where a reader's files lie when nothing says otherwise (the XDG base directories), and how a store is named."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from tui_reader.errors import UsageError

_SERVERS = ("postgresql", "postgres")


class Address(NamedTuple):
    """A store on a server, as libpq takes it: `postgresql://user@host/database`, or with nothing but `service=`."""

    url: str

    def __str__(self) -> str:
        """Return the address without its password: this is what may be shown, and stand in a log."""
        bare = re.sub(r"(?<=://)([^/?#@]*?):[^/?#]*@", r"\1:***@", self.url)
        return re.sub(r"(?i)((?:^|[?&;\s])(?:ssl)?password=)[^&\s]*", r"\1***", bare)


def default_store() -> Path | Address:
    """Return `$TUI_READER_STORE`, else `$XDG_DATA_HOME/tui-reader/store.db`. Raises UsageError for no store's name."""
    named = os.environ.get("TUI_READER_STORE")
    return named_store(named) if named else _home("XDG_DATA_HOME", ".local/share") / "store.db"


def named_store(named: str) -> Path | Address:
    """Return the file or the server that a store's name means. Raises UsageError for an address of something else."""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", named)
    if scheme is None:
        return Path(named)
    if scheme[1].lower() not in _SERVERS:
        hint = "a store is a file, or postgresql://…: name it with --store or $TUI_READER_STORE"
        raise UsageError("no address of a store", str(Address(named)), hint)
    return Address(named)


def state_folder() -> Path:
    """Return `$XDG_STATE_HOME/tui-reader`: a reader's own marks and place."""
    return _home("XDG_STATE_HOME", ".local/state")


def _home(variable: str, otherwise: str) -> Path:
    # The standard says to ignore a relative path here.
    named = os.environ.get(variable, "")
    return (Path(named) if Path(named).is_absolute() else Path.home() / otherwise) / "tui-reader"
