"""What a server's complaints mean to a reader."""

from __future__ import annotations

import psycopg

from tui_reader.errors import (
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreReadOnlyError,
)

_NOT_LET_IN = (StoreReadOnlyError, "the store may not be used so", "ask its owner: GRANT tui_reader_read, or …_write")
_BY_STATE: dict[str, tuple[type[StoreError], str, str]] = {
    "55P03": (StoreLockedError, "the store is locked", "another program is writing; try again"),
    "40P01": (StoreLockedError, "two writers waited for each other", "try again"),
    "40001": (StoreLockedError, "another program wrote the same", "try again"),
    "25006": (StoreReadOnlyError, "the store may not be written", "the role only reads, or the server follows another"),
    "42P01": _NOT_LET_IN,
    "57014": (StoreError, "the server gave the question up", "raise the role's statement_timeout"),
    "55000": (StoreError, "the database takes no connections", "ask who runs it"),
    "42501": _NOT_LET_IN,
    "3D000": (StoreError, "no such database", "make one of its own: createdb NAME"),
    "28P01": (StoreError, "the password was refused", "put it into ~/.pgpass or the file that $PGPASSFILE names"),
    "28000": (StoreError, "the server refused the user", "check user and database, and the server's pg_hba.conf"),
    "53300": (StoreError, "the server has no connection left", "close readers, or raise its max_connections"),
}
_BY_CLASS: dict[str, tuple[type[StoreError], str, str]] = {
    "53": (StoreFullError, "no room left on the server", "free some space on its disk"),
    "57": (StoreError, "the server is stopping or starting", "try again"),
    "58": (StoreError, "the disk failed under the server", "ask who runs it"),
    "XX": (StoreCorruptError, "the server found damage", "ask who runs it; pg_dump made the last copy"),
}
_SAID = (  # by a server that hung up before it was asked anything: the state is not handed on then
    ("password authentication failed", "28P01"),
    ("no password supplied", "28P01"),
    ("no pg_hba.conf entry", "28000"),
    ("too many", "53300"),
    ("not currently accepting connections", "55000"),
    ("role ", "28000"),
    ("database ", "3D000"),
    ("remaining connection slots", "53300"),
)


def not_an_address(name: str) -> StoreError:
    """Return the error for an address that libpq cannot read."""
    return StoreError("no address that PostgreSQL understands", name, "postgresql://USER@HOST/DATABASE")


def store_error(error: psycopg.Error, name: str) -> StoreError:
    """Return the error a reader should see for one of psycopg's; `name` is the address without its password."""
    message = str(error)
    state = error.sqlstate or next((code for said, code in _SAID if "FATAL" in message and said in message), "")
    known = _BY_STATE.get(state) or _BY_CLASS.get(state[:2])
    if known is not None:
        kind, what, hint = known
        return kind(what, name, hint)
    if isinstance(error, psycopg.ProgrammingError) and not state:  # before anything was asked; it may quote a password
        return not_an_address(name)
    if isinstance(error, psycopg.OperationalError):
        return StoreError("the server does not answer", name, "check that it runs and that the line is up")
    return StoreError(f"the server refused a statement ({message.partition(chr(10))[0]})", name, "report this")
