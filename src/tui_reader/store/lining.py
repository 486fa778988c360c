"""Writing what lines up: events, what happened within them, utterances with their wordings and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tui_reader.domain import NewsEvent, Utterance, short_id
from tui_reader.errors import NothingFoundError, UsageError
from tui_reader.store import lined
from tui_reader.store.rows import IN_KEYS, IN_NAMES, Record, iso, packed
from tui_reader.store.statements import insert, insert_all, update

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

NO_DAY = 0


class EventWriter:
    """Writes within a transaction that the caller holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.touched: set[str] = set()  # events that got a document

    def put_into(self, document: str, event: str) -> None:
        """Say that a document belongs to an event, which is to be lined up anew."""
        run = self._connection.execute
        self.touched.add(event)
        # An earlier version goes along, with what is no longer on the page.
        whole = "(id = ? OR version_of = (SELECT pk FROM documents WHERE id = ?))"
        run(f"UPDATE documents SET event = ? WHERE {whole}", (self.to_be_lined_up(event), document, document))
        run(
            "UPDATE posts SET event = (SELECT event FROM documents WHERE documents.pk = posts.document)"
            f" WHERE superseded IS NULL AND document IN (SELECT pk FROM documents WHERE {whole})",
            (document, document),
        )

    def to_be_lined_up(self, event: str) -> int:
        """Say that an event, which need not be there yet, gets or lost a document, and return its key."""
        key = self._key("SELECT pk FROM events WHERE id = ?", event)
        if key is None:
            return insert(self._connection, "events", {"id": event, "title": "", "stale": 1, "day": 0, "second": 0})
        self._connection.execute("UPDATE events SET stale = 1 WHERE pk = ? AND stale != 1", (key,))
        return key

    def merge(self, event: str, into: str) -> None:
        """Put all documents of an event into another, by hand; what comes later follows them. Raises NothingFoundError.

        An event within another stands for the whole of it.
        """
        source, target = self._root(event), self._root(into)
        if source == target:
            raise UsageError("they are parts of one event", f"{event}, {into}", "name two events")
        rows = self._connection.execute("SELECT id FROM documents WHERE event = ?", (source[0],)).fetchall()
        for (document,) in rows:
            self._move(document, target[1])
        self._connection.execute("UPDATE events SET stale = 1 WHERE pk = ?", source[:1])

    def split_off(self, documents: Sequence[str]) -> str:
        """Put documents into an event of their own, by hand, and return its id. Raises NothingFoundError."""
        rows = [
            self._connection.execute("SELECT id, event FROM documents WHERE id = ?", (document,)).fetchone()
            for document in documents
        ]
        if not rows or None in rows:
            raise NothingFoundError("no such document", ", ".join(documents))
        event = short_id("e", "by hand", *sorted(documents))
        for document, before in rows:
            self._move(document, event)
            self._connection.execute("UPDATE events SET stale = 1 WHERE pk = ?", (before,))
        return event

    def is_still(self, event: str, state: tuple[tuple[str, str], ...]) -> bool:
        """Say whether an event has the documents, in the state, that it had when `Store.state_of_event` was asked."""
        return lined.state_of_event(self._connection, event) == state

    def save_event(self, event: NewsEvent, within: Sequence[NewsEvent], utterances: Sequence[Utterance]) -> None:
        """Write an event whole, in place of what was known of it; `within` are the events it is made of."""
        root = self._key("SELECT pk FROM events WHERE id = ?", event.id)
        if root is not None:
            self.remove_lines(root)
        documents = self._by_id("documents", {id for one in (event, *within) for id in one.documents})
        posts = self._posts({id for one in (event, *within) for id in one.posts})
        root = self._save(event, None, documents, posts)
        self._connection.executemany(
            "UPDATE posts SET event = ? WHERE pk = ? AND (event IS NULL OR event != ?)",
            [(root, posts[id][0], root) for id in event.posts if id in posts],
        )
        elsewhere = self._parts_of_others([part.id for part in within], root)
        for part in within:
            if part.id in elsewhere:
                continue
            stray = part.parent in elsewhere
            key = self._save(part._replace(parent=event.id) if stray else part, root, documents, posts)
            leads = packed(part.leads) or "[]"
            self._connection.execute(f"UPDATE posts SET event = ? WHERE id {IN_NAMES}", (key, leads))
        self._save_utterances(root, utterances)

    def _parts_of_others(self, ids: Sequence[str], root: int) -> set[str]:
        """Return those parts that another event has: what somebody said on one day may be told in two stories."""
        query = f"SELECT id FROM events WHERE root NOTNULL AND root != ? AND id {IN_NAMES}"
        return {id for (id,) in self._connection.execute(query, (root, packed(ids) or "[]"))}

    def remove_event(self, id: str) -> None:
        """Take out an event that has no document any more."""
        root = self._key("SELECT pk FROM events WHERE id = ?", id)
        if root is not None:
            self.remove_lines(root)
            self._connection.execute("DELETE FROM events WHERE pk = ?", (root,))

    # -- by hand ----------------------------------------------------------------------------------
    def _root(self, id: str) -> tuple[int, str]:
        """Return the key and the id of an event, or of the one it is a part of."""
        row: tuple[int, str] | None = self._connection.execute(
            "SELECT root.pk, root.id FROM events JOIN events AS root ON root.pk = coalesce(events.root, events.pk)"
            " WHERE events.id = ?",
            (id,),
        ).fetchone()
        if row is None:
            raise NothingFoundError("no such event", id, "`tui-reader events` lists ids")
        return row

    def _move(self, document: str, event: str) -> None:
        self.put_into(document, event)
        # The clusterer asks here first: a document that comes again stays, and the like of it follow.
        self._connection.execute("UPDATE document_terms SET event = ? WHERE id = ?", (event, document))

    # -- parts ------------------------------------------------------------------------------------
    def _save(
        self,
        event: NewsEvent,
        root: int | None,
        documents: Mapping[str, int],
        posts: Mapping[str, tuple[int, int]],
    ) -> int:
        """Write one event; the mappings have the keys of its documents and posts, and how much is quoted in a post."""
        day, second = _order(event.starts_at)
        known = self._key("SELECT pk FROM events WHERE id = ?", event.id)
        held = {
            "document": list(dict.fromkeys(documents[id] for id in event.documents if id in documents)),
            "post": list(dict.fromkeys(posts[id][0] for id in event.posts if id in posts)),
        }
        record: Record = {
            "id": event.id,
            "title": event.title,
            "starts_at": iso(event.starts_at),
            "ends_at": iso(event.ends_at),
            "outlets": packed(event.outlets),
            "outlet_count": len(event.outlets),
            "root": root,
            "parent": event.parent,
            "day": day,
            "second": second,
            "stale": 0,
            "posts": len(held["post"]),
            "quotations": sum(posts[id][1] for id in dict.fromkeys(event.posts) if id in posts),
        }
        if known is None:
            known = insert(self._connection, "events", record)
        else:
            update(self._connection, "events", known, record)
        for part, keys in held.items():
            self._connection.execute(f"DELETE FROM event_{part}s WHERE event = ?", (known,))
            self._connection.executemany(
                f"INSERT INTO event_{part}s VALUES (?, ?, ?)",
                [(known, position, key) for position, key in enumerate(keys)],
            )
        return known

    def _save_utterances(self, root: int, utterances: Sequence[Utterance]) -> None:
        wordings = [wording for utterance in utterances for wording in utterance.wordings]
        documents = self._by_id("documents", {wording.document for wording in wordings})
        quoted = self._by_id("quotations", {wording.quotation for wording in wordings if wording.quotation})
        # The same words may have been lined up under another event before.
        self._remove_utterances(self._by_id("utterances", {utterance.id for utterance in utterances}).values())
        fresh = self._connection.fresh_keys("utterances", len(utterances))
        records, spoken, links, uttered = [], [], [], []
        for position, (key, utterance) in enumerate(zip(fresh, utterances, strict=True)):
            records.append({"pk": key, **_utterance_record(root, position, utterance)})
            said = []
            for place, wording in enumerate(utterance.wordings):
                if wording.document not in documents:
                    continue
                quotation = quoted.get(wording.quotation or "")
                span, changes = wording.span, packed(wording.changes)
                spoken.append(
                    (key, place, documents[wording.document], span.start, span.end, wording.text, quotation, changes)
                )
                said += [] if quotation is None else [quotation]
            uttered.append((key, packed(said) or "[]"))
            for place, link in enumerate(utterance.links):
                links.append((key, place, link.a, link.b, link.score, packed(link.why)))
        insert_all(self._connection, "utterances", records)
        insert = self._connection.executemany
        insert("INSERT INTO wordings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", spoken)
        insert("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?)", links)
        insert(f"UPDATE quotations SET utterance = ? WHERE pk {IN_KEYS}", uttered)

    def remove_lines(self, root: int | None) -> None:
        """Take out what was lined up within an event (by its key), and leave its row, to be lined up anew."""
        if root is None:
            return
        run = self._connection.execute
        run("UPDATE events SET stale = 1 WHERE pk = ?", (root,))
        parts = [part for (part,) in run("SELECT pk FROM events WHERE root = ?", (root,))]
        for part in (*parts, root):
            run("UPDATE posts SET event = ? WHERE event = ?", (root, part))
            run("DELETE FROM event_posts WHERE event = ?", (part,))
            run("DELETE FROM event_documents WHERE event = ?", (part,))
        run("DELETE FROM events WHERE root = ?", (root,))
        self._remove_utterances([key for (key,) in run("SELECT pk FROM utterances WHERE event = ?", (root,))])

    def _remove_utterances(self, keys: Iterable[int]) -> None:
        rows = [(key,) for key in keys]
        for statement in (
            "UPDATE quotations SET utterance = NULL WHERE utterance = ?",
            "DELETE FROM wordings WHERE utterance = ?",
            "DELETE FROM links WHERE utterance = ?",
            "DELETE FROM utterances WHERE pk = ?",
        ):
            self._connection.executemany(statement, rows)

    # -- keys -------------------------------------------------------------------------------------
    def _posts(self, ids: set[str]) -> dict[str, tuple[int, int]]:
        """Return the keys of posts by id, each with how many quotations the post holds."""
        rows = self._connection.execute(
            f"SELECT id, pk, quotations FROM posts WHERE id {IN_NAMES}", (packed(ids) or "[]",)
        )
        return {id: (key, quotations) for id, key, quotations in rows}

    def _by_id(self, table: str, ids: set[str]) -> dict[str, int]:
        if not ids:
            return {}
        query = f"SELECT id, pk FROM {table} WHERE id {IN_NAMES}"
        return dict(self._connection.execute(query, (packed(ids),)).fetchall())

    def _key(self, sql: str, value: object) -> int | None:
        row = self._connection.execute(sql, (value,)).fetchone()
        return row[0] if row else None


def _utterance_record(root: int, position: int, utterance: Utterance) -> Record:
    return {
        "id": utterance.id,
        "event": root,
        "position": position,
        "speaker": utterance.speaker,
        "wording_differs": int(utterance.wording_differs),
        "attribution_differs": int(utterance.attribution_differs),
        "wordings": len(utterance.wordings),
    }


def _order(moment: datetime | None) -> tuple[int, int]:
    """Return the day and the second by which events are listed."""
    if moment is None:
        return NO_DAY, 0
    return moment.date().toordinal(), int(moment.timestamp())
