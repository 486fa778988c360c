"""What a reader follows and how each of it is doing, in the store beside what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui_reader import domain
from tui_reader.errors import NothingFoundError
from tui_reader.store.rows import IN_NAMES
from tui_reader.store.statements import update

if TYPE_CHECKING:
    from tui_reader.domain import Document, Subscription, SubscriptionState
    from tui_reader.store.contract import Connection, Engine, Row

_TIMES = ("checked_at", "changed_at", "next_at")
_SETTINGS = ("title", "outlet", "group_name", "muted", "minutes", "full_text", "only_words", "moves_to")
_STATE = ("etag", "last_modified", "digest", *_TIMES, "failures", "trouble", "gone", "moved_to", "entries", "delay")


class Subscriptions:
    """The subscriptions of a store. Every method may raise a StoreError; what is saved is on the disk."""

    def __init__(self, connections: Engine) -> None:
        self._connections = connections

    def all(self) -> list[Subscription]:
        """Return all of them, by group and title."""
        order = "group_name IS NOT NULL, lower(group_name), lower(coalesce(title, url))"
        rows = self._connections.read(
            lambda connection: connection.execute(f"SELECT * FROM subscriptions ORDER BY {order}").fetchall()
        )
        return [_subscription(row) for row in rows]

    def find(self, id_or_url: str) -> Subscription | None:
        """Return one by its id or its URL, None where there is none."""
        row = self._row("SELECT * FROM subscriptions WHERE id = ? OR url = ?", id_or_url, id_or_url)
        return _subscription(row) if row else None

    def add(self, subscriptions: Sequence[Subscription]) -> list[Subscription]:
        """Keep those that are not followed yet, and return them."""
        names = ("id", "url", *_SETTINGS)
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO subscriptions ({', '.join(names)}) VALUES ({marks}) ON CONFLICT DO NOTHING"
        with self._connections.write() as connection:
            return [
                one
                for one in subscriptions
                if connection.execute(statement, [one.id, one.url, *_settings(one).values()]).rowcount
            ]

    def change(self, subscription: Subscription) -> None:
        """Keep new settings for one that is followed. Raises NothingFoundError."""
        self._update(subscription.id, _settings(subscription))

    def remove(self, id: str) -> None:
        """Follow it no longer; what came of it stays. Raises NothingFoundError."""
        with self._connections.write() as connection:
            if not connection.execute("DELETE FROM subscriptions WHERE id = ?", [id]).rowcount:
                raise NothingFoundError("no such subscription", id)

    # -- states -----------------------------------------------------------------------------------
    def state(self, id: str) -> SubscriptionState:
        """Return what is remembered of one, a fresh state for an unknown id."""
        row = self._row(f"SELECT {', '.join(_STATE)} FROM subscriptions WHERE id = ?", id)
        if row is None or row["checked_at"] is None:
            return domain.FRESH
        fields = {name: row[name] for name in _STATE}
        times = {name: datetime.fromisoformat(fields[name]) if fields[name] else None for name in _TIMES}
        return domain.SubscriptionState(**{**fields, **times, "gone": bool(row["gone"])})

    def save_state(self, id: str, state: SubscriptionState) -> None:
        """Remember it; a subscription that was removed meanwhile stays removed."""
        fields = {name: getattr(state, name) for name in _STATE}
        times = {name: fields[name].isoformat() if fields[name] else None for name in _TIMES}
        try:
            self._update(id, {**fields, **times})
        except NothingFoundError:
            return

    # -- what came of them ------------------------------------------------------------------------
    def not_kept_yet(self, documents: Sequence[Document], file: str) -> list[Document]:
        """Return those documents of a feed that the store does not hold just so, or better.

        Better is what was read from its own page: a feed's entry, which is mostly shorter, does not replace
        it. `file` is what the feed's own documents are filed under.
        """
        query = (
            "SELECT documents.id, documents.known_as, documents.file, last_updated_at, sha256 FROM documents"
            f" JOIN captures ON captures.pk = capture WHERE documents.id {IN_NAMES}"
            f" OR documents.known_as {IN_NAMES} AND version_of IS NULL"
        )
        ids = json.dumps([document.id for document in documents])
        names = json.dumps([document.known_as for document in documents if document.known_as])
        rows = self._connections.read(lambda connection: connection.execute(query, (ids, names)).fetchall())
        known = {row["known_as"]: row for row in rows} | {row["id"]: row for row in rows}

        def row_of(document: Document) -> Row | None:
            return known.get(document.id) or known.get(document.known_as)

        return [document for document in documents if not _is_kept(document, row_of(document), file)]

    def files_read(self, beginning: str) -> dict[str, datetime]:
        """Return the files documents were read from, of those whose path begins so, and when last."""
        query = (
            "SELECT file, max(captured_at) AS at FROM documents WHERE file >= ? AND file < ? AND captured_at NOTNULL"
            " GROUP BY file"
        )
        span = (beginning, beginning + "\U0010ffff")
        rows = self._connections.read(lambda connection: connection.execute(query, span).fetchall())
        return {row["file"]: datetime.fromisoformat(row["at"]) for row in rows}

    def _row(self, query: str, *values: object) -> Row | None:
        def read(connection: Connection) -> Row | None:
            row: Row | None = connection.execute(query, values).fetchone()
            return row

        return self._connections.read(read)

    def _update(self, id: str, fields: Mapping[str, object]) -> None:
        with self._connections.write() as connection:
            if not update(connection, "subscriptions", id, fields, by="id"):
                raise NothingFoundError("no such subscription", id)


def capture_of(document: Document) -> bytes:
    """Return what is kept as the capture of an entry of a feed: the feed as a whole belongs to none of them."""
    return document.text.encode("utf-8", "surrogatepass")


def _is_kept(document: Document, row: Row | None, file: str) -> bool:
    if row is None:
        return False
    if row["file"] != file:
        return True
    import hashlib  # late: the app reads subscriptions as it opens

    updated = document.last_updated_at.isoformat() if document.last_updated_at else None
    same = row["sha256"] == hashlib.sha256(capture_of(document)).hexdigest()
    return bool(same and row["last_updated_at"] == updated)


def _settings(subscription: Subscription) -> dict[str, Any]:
    return {
        "title": subscription.title,
        "outlet": subscription.outlet,
        "group_name": subscription.group,
        "muted": int(subscription.muted),
        "minutes": subscription.minutes,
        "full_text": int(subscription.full_text),
        "only_words": json.dumps(subscription.only, ensure_ascii=False),
        "moves_to": subscription.moves_to,
    }


def _subscription(row: Row) -> Subscription:
    return domain.Subscription(
        url=row["url"],
        title=row["title"],
        outlet=row["outlet"],
        group=row["group_name"],
        muted=bool(row["muted"]),
        minutes=row["minutes"],
        full_text=bool(row["full_text"]),
        only=tuple(json.loads(row["only_words"])),
        moves_to=row["moves_to"],
    )
