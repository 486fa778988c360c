"""Where a reader's files lie when nothing says otherwise (the XDG base directories), and how a store is named."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from tui_reader.errors import UsageError

_SERVERS = ("postgresql", "postgres")
_MISTYPED = re.compile(r"(?i)^\s*postgres(?:ql)?:|(?:^|\s)(?:host|dbname|user|password|service)\s*=")


class Address(NamedTuple):
    """A store on a server, as libpq takes it: `postgresql://user@host/database`, or with nothing but `service=`."""

    url: str

    def __str__(self) -> str:
        """Return the address without its password: this is what may be shown, and stand in a log.

        Rather too much is left out than too little: a password may hold any sign, as far as the last @.
        """
        bare = re.sub(r"(?<=://)([^:@/?#]*):.*@", r"\1:***@", self.url, flags=re.DOTALL)
        return re.sub(r"([?&][^=&]*)=([^&]*)", _without_password, bare)


def _without_password(setting: re.Match[str]) -> str:
    from urllib.parse import unquote  # an address is seldom shown

    return f"{setting[1]}=***" if unquote(setting[1]).lower().endswith("password") else setting[0]


def default_store() -> Path | Address:
    """Return `$TUI_READER_STORE`, else `$XDG_DATA_HOME/tui-reader/store.db`. Raises UsageError for no store's name."""
    named = os.environ.get("TUI_READER_STORE")
    return named_store(named) if named else _home("XDG_DATA_HOME", ".local/share") / "store.db"


def named_store(named: str) -> Path | Address:
    """Return the file or the server that a store's name means. Raises UsageError for an address of something else."""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", named)
    if scheme is None:
        if _MISTYPED.search(named):  # no file, whose name would show what was meant as a password
            raise UsageError("no address of a store", hint="postgresql://USER@HOST/DATABASE")
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
