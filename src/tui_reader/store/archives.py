"""How far an archive was read: a run that is broken off goes on there, and nothing is read twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection


def done(connection: Connection, identity: str) -> int:
    """Return how many records are in the store, 0 for an archive that is new or was read whole."""
    row = connection.execute("SELECT done FROM archives WHERE identity = ?", (identity,)).fetchone()
    return int(row[0]) if row else 0


def note(connection: Connection, identity: str, name: str, count: int) -> None:
    """Keep that so many are."""
    connection.execute(
        "INSERT INTO archives (identity, name, done) VALUES (?, ?, ?)"
        " ON CONFLICT (identity) DO UPDATE SET name = excluded.name, done = excluded.done",
        (identity, name, count),
    )


def forget(connection: Connection, identities: Iterable[str]) -> None:
    """Forget how far some were read."""
    connection.executemany("DELETE FROM archives WHERE identity = ?", [(identity,) for identity in identities])
