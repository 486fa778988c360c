"""Reading what lines up: events, the documents in them, utterances with their wordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from tui_reader import domain
from tui_reader.domain.quotation import SURE
from tui_reader.store.reading import (
    Where,
    by_keys,
    limit_of,
    outlet_keys,
    where_quotations,
)
from tui_reader.store.rows import ALL, IN_KEYS, IN_NAMES, moment_of, packed, unpacked

if TYPE_CHECKING:
    from tui_reader.domain import Document, EventEntry, Filters, NewsEvent, Quotation, Utterance
    from tui_reader.store.contract import Connection, Row

QuotedDocument: TypeAlias = "tuple[Document, tuple[Quotation, ...]]"
# Documents that need not be read, by id, each with the fingerprint it was saved with: one that was saved otherwise
# since, or whose speakers somebody corrected, is read all the same.
AtHand = Mapping[str, tuple[str, QuotedDocument]]
NOTHING: AtHand = {}


# -- events ---------------------------------------------------------------------------------------
def events(connection: Connection, filters: Filters, posts: Sequence[int] | None = None) -> list[EventEntry]:
    """Return events, the latest first; with `posts` those that hold one of them, most outlets first."""
    where, order = Where(["events.title != ''"]), "events.day DESC, events.second DESC, events.pk"
    if posts is not None:
        where.add(
            f"events.pk IN (SELECT event FROM event_posts WHERE post {IN_KEYS})",
            packed(posts) or "[]",
        )
        order = f"events.outlet_count DESC, {order}"
    if filters.outlet is not None:
        where.add(
            "events.pk IN (SELECT event_posts.event FROM event_posts JOIN posts ON posts.pk = event_posts.post"
            f" WHERE posts.outlet {IN_KEYS})",
            packed(outlet_keys(connection, filters.outlet)) or "[]",
        )
    for sign, day in (("=", filters.on), (">=", filters.since), ("<=", filters.until)):
        if day is not None:
            undated = "OR events.day = 0" if filters.undated else "AND events.day > 0"
            where.add(f"(events.day {sign} ? {undated})", day.toordinal())
    rows = connection.execute(
        f"SELECT events.* FROM events {where} ORDER BY {order} LIMIT ?",
        (*where.values, limit_of(filters)),
    )
    return [_event_entry(row) for row in rows]


def _event_entry(row: Row) -> EventEntry:
    return domain.EventEntry(
        id=row["id"],
        title=row["title"],
        starts_at=moment_of(row["starts_at"]),
        ends_at=moment_of(row["ends_at"]),
        outlets=tuple(unpacked(row["outlets"])),
        parent=row["parent"],
        posts=row["posts"] or 0,
        quotations=row["quotations"] or 0,
    )


def event_entry(connection: Connection, id: str) -> EventEntry | None:
    """Return one event as a line of a list, None where there is no such event."""
    return event_entries(connection, [id]).get(id)


def event_entries(connection: Connection, ids: Collection[str]) -> dict[str, EventEntry]:
    """Return some events as lines of a list, by their ids; those that are gone are missing."""
    query = f"SELECT * FROM events WHERE id {IN_NAMES} AND title != ''"
    return {row["id"]: _event_entry(row) for row in connection.execute(query, (packed(ids) or "[]",))}


def event(connection: Connection, id: str) -> NewsEvent | None:
    """Return an event with the ids of its documents and posts, None where there is no such event."""
    row = connection.execute("SELECT * FROM events WHERE id = ?", (id,)).fetchone()
    if row is None:
        return None
    ids = {
        part: tuple(
            id
            for (id,) in connection.execute(
                f"SELECT {part}s.id FROM event_{part}s JOIN {part}s ON {part}s.pk = event_{part}s.{part}"
                f" WHERE event_{part}s.event = ? ORDER BY event_{part}s.position",
                (row["pk"],),
            )
        )
        for part in ("document", "post")
    }
    entry = _event_entry(row)
    return domain.NewsEvent(
        id=entry.id,
        title=entry.title,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        outlets=entry.outlets,
        parent=entry.parent,
        documents=ids["document"],
        posts=ids["post"],
    )


def event_of(connection: Connection, document: str) -> str | None:
    """Return the event a document was put into."""
    query = "SELECT events.id FROM documents JOIN events ON events.pk = documents.event WHERE documents.id = ?"
    row = connection.execute(query, (document,)).fetchone()
    return str(row[0]) if row else None


def roles_about(connection: Connection, documents: Collection[str]) -> list[tuple[str, str]]:
    """Return role and speaker of the quotations, the surely attributed ones, of documents and of their events."""
    rows = connection.execute(
        "SELECT DISTINCT quotations.speaker_role, speakers.name FROM documents AS these"
        " JOIN documents ON documents.event = these.event OR documents.pk = these.pk"
        " JOIN quotations ON quotations.document = documents.pk JOIN speakers ON speakers.pk = quotations.speaker"
        f" WHERE these.id {IN_NAMES} AND quotations.speaker_role NOTNULL AND quotations.confidence >= ?",
        (packed(documents) or "[]", SURE),
    )
    return [(role, name) for role, name in rows]


def stale_events(connection: Connection) -> list[str]:
    """Return the events whose documents changed since they were lined up."""
    return [id for (id,) in connection.execute("SELECT id FROM events WHERE stale = 1 ORDER BY pk")]


def state_of_event(connection: Connection, event: str) -> tuple[tuple[str, str], ...]:
    """Return which documents, by id, the clusterer put into an event, and in which state each is."""
    rows = connection.execute(
        "SELECT documents.id, documents.fingerprint FROM documents JOIN events ON events.pk = documents.event"
        " WHERE events.id = ? ORDER BY documents.pk",
        (event,),
    )
    return tuple(map(tuple, rows))


def documents_put_into(
    connection: Connection, event: str, limit: int = ALL, at_hand: AtHand = NOTHING
) -> list[QuotedDocument]:
    """Return the documents the clusterer put into an event, with their quotations, the first published first."""
    rows = connection.execute(
        "SELECT documents.pk, documents.id, documents.fingerprint FROM documents"
        " JOIN events ON events.pk = documents.event WHERE events.id = ?"
        " AND EXISTS (SELECT 1 FROM posts WHERE document = documents.pk AND superseded IS NULL)"
        " ORDER BY documents.first_published_at IS NULL, unixepoch(documents.first_published_at), documents.pk LIMIT ?",
        (event, limit),
    ).fetchall()
    corrected = "SELECT 1 FROM quotations WHERE document = ? AND corrected = 1"
    found = []
    for key, id, fingerprint in rows:
        saved, held = at_hand.get(id, (None, None))
        if held is None or saved != fingerprint or connection.execute(corrected, (key,)).fetchone():
            held = _document(connection, key)
        found.append(held)
    return found


def documents_of_event(connection: Connection, event: str, limit: int = ALL) -> list[QuotedDocument]:
    """Return the documents an event (or one within an event) was lined up from, with their quotations."""
    return _documents(
        connection,
        "SELECT event_documents.document FROM event_documents JOIN events ON events.pk = event_documents.event"
        " WHERE events.id = ? ORDER BY event_documents.position LIMIT ?",
        event,
        limit,
    )


def events_of_documents(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return by document the event it was put into."""
    return dict(
        connection.execute(
            "SELECT documents.id, events.id FROM documents JOIN events ON events.pk = documents.event"
            f" WHERE documents.id {IN_NAMES}",
            (packed(ids) or "[]",),
        ).fetchall()
    )


def documents_of_posts(connection: Connection, posts: Sequence[int], limit: int) -> list[QuotedDocument]:
    """Return the documents that share an event with some posts, most of the posts first."""
    return _documents(
        connection,
        "SELECT other.pk FROM (SELECT documents.event AS event, count(*) AS hits FROM posts"
        f" JOIN documents ON documents.pk = posts.document WHERE posts.pk {IN_KEYS}"
        " GROUP BY 1) AS hit JOIN documents AS other ON other.event = hit.event"
        " WHERE EXISTS (SELECT 1 FROM posts WHERE document = other.pk AND superseded IS NULL)"
        " ORDER BY hit.hits DESC, other.event, other.pk LIMIT ?",
        packed(posts) or "[]",
        limit,
    )


def _documents(connection: Connection, query: str, *values: object) -> list[QuotedDocument]:
    return [_document(connection, key) for (key,) in connection.execute(query, values).fetchall()]


def _document(connection: Connection, key: int) -> QuotedDocument:
    from tui_reader.store import documents  # a list of events needs none

    return documents.document(connection, key, lined_up=True), documents.quotations_of_document(connection, key)


# -- utterances -----------------------------------------------------------------------------------
def utterances(connection: Connection, filters: Filters, quotations: Sequence[int] | None = None) -> list[Utterance]:
    """Return utterances, of the latest events first; with `quotations` those that hold one of them, in that order."""
    if quotations is not None:
        rows = by_keys(connection, "SELECT pk, utterance FROM quotations", "utterance NOTNULL AND pk", quotations)
        uttered = dict(map(tuple, rows))
        keys = list(dict.fromkeys(uttered[key] for key in quotations if key in uttered))
    else:
        where = where_quotations(connection, filters)
        narrowed = (
            "WHERE utterances.pk IN (SELECT quotations.utterance FROM quotations"
            f" JOIN posts ON posts.pk = quotations.post {where})"
            if where.conditions
            else ""
        )
        listed = connection.execute(
            f"SELECT utterances.pk FROM utterances JOIN events ON events.pk = utterances.event {narrowed}"
            " ORDER BY events.day DESC, events.second DESC, events.pk, utterances.position LIMIT ?",
            (*where.values, limit_of(filters)),
        )
        keys = [key for (key,) in listed]
    return _utterances(connection, keys if filters.limit is None else keys[: filters.limit])


def _utterances(connection: Connection, keys: Sequence[int]) -> list[Utterance]:
    heads = {row["pk"]: row for row in by_keys(connection, "SELECT * FROM utterances", "pk", keys)}
    select = (
        "SELECT wordings.*, documents.id AS document_id, documents.file, outlets.name AS outlet_name,"
        " quotations.id AS quotation_id FROM wordings JOIN documents ON documents.pk = wordings.document"
        " JOIN outlets ON outlets.pk = documents.outlet LEFT JOIN quotations ON quotations.pk = wordings.quotation"
    )
    wordings: defaultdict[int, list[Row]] = defaultdict(list)
    for row in by_keys(connection, select, "wordings.utterance", keys):
        wordings[row["utterance"]].append(row)
    links: defaultdict[int, list[Row]] = defaultdict(list)
    for row in by_keys(connection, "SELECT * FROM links", "utterance", keys):
        links[row["utterance"]].append(row)
    return [_utterance(heads[key], wordings[key], links[key]) for key in keys if key in heads]


def _utterance(head: Row, wordings: Sequence[Row], links: Sequence[Row]) -> Utterance:
    return domain.Utterance(
        id=head["id"],
        speaker=head["speaker"],
        wordings=tuple(
            domain.Wording(
                document=row["document_id"],
                file=row["file"],
                outlet=row["outlet_name"],
                span=domain.Span(row["start"], row["stop"]),
                text=row["text"],
                quotation=row["quotation_id"],
                changes=tuple(unpacked(row["changes"])),
            )
            for row in sorted(wordings, key=lambda row: int(row["position"]))
        ),
        wording_differs=bool(head["wording_differs"]),
        attribution_differs=bool(head["attribution_differs"]),
        links=tuple(
            domain.Link(row["a"], row["b"], row["score"], tuple(unpacked(row["why"])))
            for row in sorted(links, key=lambda row: int(row["position"]))
        ),
    )
