"""How far an archive was read: a run that is broken off goes on there, and nothing is read twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def done(connection: sqlite3.Connection, identity: str) -> int:
    """Return how many records are in the store, 0 for an archive that is new or was read whole."""
    row = connection.execute("SELECT done FROM archives WHERE identity = ?", (identity,)).fetchone()
    return int(row[0]) if row else 0


def note(connection: sqlite3.Connection, identity: str, name: str, count: int) -> None:
    """Keep that so many are."""
    connection.execute(
        "INSERT OR REPLACE INTO archives (identity, name, done) VALUES (?, ?, ?)", (identity, name, count)
    )


def forget(connection: sqlite3.Connection, identities: Iterable[str]) -> None:
    """Forget how far some were read."""
    connection.executemany("DELETE FROM archives WHERE identity = ?", [(identity,) for identity in identities])
