"""Reading lists and single things: functions over a connection that holds one moment of the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader import domain
from tui_reader.domain.filters import NO_FILTERS
from tui_reader.errors import NothingFoundError
from tui_reader.store.matching import every, word
from tui_reader.store.namesakes import speaker_keys
from tui_reader.store.rows import (
    ALL,
    IN_KEYS,
    IN_NAMES,
    QUOTATION_COLUMNS,
    QUOTATION_COLUMNS_IN_ORDER,
    TIMELINE_COLUMNS,
    moment_of,
    packed,
    quotation_entry_of,
    timeline_entry_of,
)
from tui_reader.store.tokens import tokens

if TYPE_CHECKING:
    from tui_reader.domain import (
        Filters,
        OutletEntry,
        QuotationEntry,
        TimelineEntry,
    )
    from tui_reader.store.contract import Connection, Row

_POSTS = "FROM posts LEFT JOIN events ON events.pk = posts.event"
_COPIES = "SELECT id, superseded FROM posts"
TIMELINE_ORDER = "posts.day DESC, posts.second DESC, posts.document DESC, posts.position"
_CHUNK = 500  # keys asked for at once


@dataclass(slots=True)
class Where:
    """Conditions of a query and their values."""

    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, condition: str, *values: object) -> None:
        """Narrow further."""
        self.conditions.append(condition)
        self.values.extend(values)

    def __str__(self) -> str:
        return f"WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def where_posts(connection: Connection, filters: Filters) -> Where:
    """Return the conditions on posts that outlet and dates make."""
    where = Where()
    if filters.outlet is not None:
        where.add(f"posts.outlet {IN_KEYS}", packed(outlet_keys(connection, filters.outlet)) or "[]")
    days = [("=", filters.on), (">=", filters.since), ("<=", filters.until)]
    bounds = [(sign, day.toordinal()) for sign, day in days if day is not None]
    if bounds:
        known = " AND ".join(f"posts.day {sign} ?" for sign, _ in bounds)
        either = (
            f"(({known} AND posts.day > 0) OR posts.day = 0)" if filters.undated else f"({known} AND posts.day > 0)"
        )
        where.add(either, *(number for _, number in bounds))
    if "quoted" in filters.marks:
        where.add("posts.quotations > 0")
    if "differs" in filters.marks:
        said = "SELECT quotations.post FROM quotations JOIN utterances ON utterances.pk = quotations.utterance"
        several = (
            "SELECT count(DISTINCT documents.outlet) FROM wordings JOIN documents ON documents.pk = wordings.document"
            " WHERE wordings.utterance = utterances.pk"
        )
        where.add(f"posts.pk IN ({said} WHERE utterances.wording_differs = 1 AND ({several}) > 1)")
    return where


def where_posts_of(connection: Connection, filters: Filters) -> Where:
    """Return the conditions on posts that outlet, dates, marks and a speaker in them make."""
    where = where_posts(connection, filters)
    if filters.speaker is not None:
        said = where_quotations(connection, NO_FILTERS._replace(speaker=filters.speaker))
        where.add(f"posts.pk IN (SELECT quotations.post FROM quotations {said})", *said.values)
    return where


def where_quotations(connection: Connection, filters: Filters) -> Where:
    """Return the conditions on quotations and their posts."""
    where = where_posts(connection, filters)
    if filters.speaker is not None:
        name = every(word(token, "speaker") for token in tokens(filters.speaker))
        same = f"SELECT pk FROM quotations WHERE speaker {IN_KEYS}"
        if name is not None:
            held = connection.words.where("quotation_words", name)
            said = f"SELECT rowid FROM quotation_words WHERE {held.sql}"
            keys = packed(speaker_keys(connection, filters.speaker)) or "[]"
            where.add(f"quotations.pk IN ({said} UNION {same})", held.value, keys)
        else:  # nobody's name has no letter
            where.add("FALSE")
    if filters.kind is not None:
        where.add("quotations.kind = ?", filters.kind)
    return where


def outlet_keys(connection: Connection, name: str) -> list[int]:
    """Return the outlets a name means: the one of just this name, else those that have all its words."""
    rows = connection.execute("SELECT pk, name FROM outlets WHERE name IS NOT NULL").fetchall()
    exact = [row["pk"] for row in rows if row["name"].casefold() == name.strip().casefold()]
    if exact:
        return exact
    wanted = set(tokens(name))
    return [row["pk"] for row in rows if wanted and wanted <= set(tokens(row["name"]))]


_END_OF_TIMELINE = """
    SELECT coalesce(posts.published_at, documents.first_published_at) FROM posts
    JOIN documents ON documents.pk = posts.document WHERE posts.outlet = outlets.pk AND posts.day > 0
    ORDER BY posts.day {0}, posts.second {0} LIMIT 1
"""


# -- outlets and timeline -------------------------------------------------------------------------
def primary_outlets(connection: Connection) -> frozenset[str]:
    """Return the outlets whose pages are primary sources."""
    rows = connection.execute("SELECT name FROM outlets WHERE primary_source = 1 AND name NOTNULL")
    return frozenset(str(name) for (name,) in rows)


def outlets(connection: Connection) -> list[OutletEntry]:
    """Return all outlets that have documents, most posts first, the unknown one last."""
    first, last = (f"({_END_OF_TIMELINE.format(way)})" for way in ("ASC", "DESC"))
    rows = connection.execute(
        f"SELECT name, documents, posts, quotations, {first} AS first, {last} AS last FROM outlets"
        " WHERE documents > 0 ORDER BY name IS NULL, posts DESC, name"
    )
    return [
        domain.OutletEntry(
            row["name"],
            row["documents"],
            row["posts"],
            row["quotations"],
            moment_of(row["first"]),
            moment_of(row["last"]),
        )
        for row in rows
    ]


def timeline_rows(connection: Connection, keys: Sequence[int]) -> list[TimelineEntry]:
    """Return the posts of some keys, in that order; those that are gone are missing."""
    found = {row["pk"]: row for row in by_keys(connection, f"SELECT {TIMELINE_COLUMNS}", "posts.pk", keys)}
    return [timeline_entry_of(found[key]) for key in keys if key in found]


def timeline_key(connection: Connection, post: str) -> int | None:
    """Return the key of a post id."""
    row = connection.execute("SELECT pk FROM posts WHERE id = ?", (post,)).fetchone()
    return row[0] if row else None


def timeline(connection: Connection, filters: Filters) -> list[TimelineEntry]:
    """Return the posts the filters leave, in timeline order."""
    where = where_posts_of(connection, filters)
    where.add("posts.superseded IS NULL")
    if filters.kind is not None:
        where.add("documents.kind = ?", filters.kind)
    rows = connection.execute(
        f"SELECT {TIMELINE_COLUMNS} {where} ORDER BY {TIMELINE_ORDER} LIMIT ?",
        (*where.values, limit_of(filters)),
    )
    return [timeline_entry_of(row) for row in rows]


def limit_of(filters: Filters) -> int:
    """Return the limit as SQL wants it."""
    return ALL if filters.limit is None else filters.limit


def by_keys(connection: Connection, select: str, column: str, keys: Sequence[int]) -> Iterator[Row]:
    """Yield the rows of many keys, in any order; `column` is the last condition of `select`."""
    for start in range(0, len(keys), _CHUNK):
        yield from connection.execute(f"{select} WHERE {column} {IN_KEYS}", (packed(keys[start : start + _CHUNK]),))


# -- quotations -----------------------------------------------------------------------------------
def quotations(connection: Connection, filters: Filters) -> list[QuotationEntry]:
    """Return the quotations the filters leave, in timeline order."""
    where = where_quotations(connection, filters)
    columns = QUOTATION_COLUMNS_IN_ORDER if filters.speaker is None else QUOTATION_COLUMNS
    return entries_where(connection, where, limit_of(filters), columns)


def quotation_keys(connection: Connection, filters: Filters) -> list[int]:
    """Return the keys of the quotations the filters leave, in timeline order."""
    where = where_quotations(connection, filters)
    join = "CROSS JOIN" if filters.speaker is None else "JOIN"
    rows = connection.execute(
        f"SELECT quotations.pk FROM posts {join} quotations ON quotations.post = posts.pk {where}"
        f" ORDER BY {TIMELINE_ORDER}, quotations.position LIMIT ?",
        (*where.values, limit_of(filters)),
    )
    return [key for (key,) in rows]


def speaker_quotations(connection: Connection, name: str) -> list[QuotationEntry]:
    """Return everything this speaker said, under any of their names, in timeline order."""
    return entries_where(
        connection, Where([f"quotations.speaker {IN_KEYS}"], [packed(speaker_keys(connection, name)) or "[]"])
    )


def quotations_of_post(connection: Connection, post: str) -> list[QuotationEntry]:
    """Return the quotations of a post in reading order, then those that its outlet took back, the latest first."""
    both = "(posts.id = ? OR posts.superseded = (SELECT pk FROM posts WHERE id = ?))"
    return _now_and_gone(entries_where(connection, Where([both], [post, post])), post)


def _now_and_gone(entries: Sequence[QuotationEntry], post: str) -> list[QuotationEntry]:
    now = [entry for entry in entries if entry.post == post]
    gone = [entry for entry in entries if entry.post != post]
    return now + sorted(gone, key=lambda entry: entry.gone_at.timestamp() if entry.gone_at else 0.0, reverse=True)


def about_posts(connection: Connection, keys: Sequence[int]) -> dict[str, tuple[list[QuotationEntry], str | None]]:
    """Return of some posts (by key) their quotations as `quotations_of_post` has them and their event, by their ids."""
    posts = list(by_keys(connection, f"SELECT posts.pk, posts.id, events.id AS event {_POSTS}", "posts.pk", keys))
    copies = {row["id"]: row["superseded"] for row in by_keys(connection, _COPIES, "superseded", keys)}
    where = Where([f"(posts.pk {IN_KEYS} OR posts.superseded {IN_KEYS})"], [packed(keys) or "[]"] * 2)
    said: defaultdict[int, list[QuotationEntry]] = defaultdict(list)
    own = {row["id"]: row["pk"] for row in posts}
    for entry in entries_where(connection, where):
        said[own.get(entry.post) or copies[entry.post]].append(entry)
    return {row["id"]: (_now_and_gone(said[row["pk"]], row["id"]), row["event"]) for row in posts}


def quotation(connection: Connection, id: str) -> QuotationEntry:
    """Return one quotation. Raises NothingFoundError."""
    found = entries_where(connection, Where(["quotations.id = ?"], [id]))
    if not found:
        raise NothingFoundError("no such quotation", id, "`tui-reader quotations WORD` lists ids")
    return found[0]


def newest_quotation(connection: Connection) -> int:
    """Return the key of the quotation that came last, 0 where there is none."""
    key: int = connection.execute("SELECT coalesce(max(pk), 0) FROM quotations").fetchone()[0]
    return key


def quotations_of(connection: Connection, ids: Collection[str]) -> list[QuotationEntry]:
    """Return some quotations by their ids, in timeline order; those that are gone are missing."""
    where = Where()
    where.add(f"quotations.id {IN_NAMES}", packed(ids) or "[]")
    return entries_where(connection, where)


def quotation_rows(connection: Connection, keys: Sequence[int]) -> list[QuotationEntry]:
    """Return the quotations of some keys, in that order; those that are gone are missing."""
    found = {row["pk"]: row for row in by_keys(connection, f"SELECT {QUOTATION_COLUMNS}", "quotations.pk", keys)}
    return _entries(connection, [found[key] for key in keys if key in found])


def entries_where(
    connection: Connection, where: Where, limit: int = ALL, columns: str = QUOTATION_COLUMNS
) -> list[QuotationEntry]:
    """Return the quotations of some conditions, in timeline order."""
    rows = connection.execute(
        f"SELECT {columns} {where} ORDER BY {TIMELINE_ORDER}, quotations.position LIMIT ?",
        (*where.values, limit),
    ).fetchall()
    return _entries(connection, rows)


def _entries(connection: Connection, rows: Sequence[Row]) -> list[QuotationEntry]:
    """Return quotations, each with the other outlets that have it."""
    uttered = sorted({row["utterance"] for row in rows if row["utterance"] is not None})
    elsewhere: defaultdict[int, list[tuple[str, list[str]]]] = defaultdict(list)
    select = (
        "SELECT wordings.utterance, wordings.position, outlets.name, wordings.text FROM utterances"
        " JOIN wordings ON wordings.utterance = utterances.pk JOIN documents ON documents.pk = wordings.document"
        " JOIN outlets ON outlets.pk = documents.outlet"
    )
    of_several = "utterances.wordings > 1 AND utterances.pk"
    for utterance, _, outlet, text in sorted(by_keys(connection, select, of_several, uttered), key=_by_place):
        if outlet is not None:
            elsewhere[utterance].append((outlet, tokens(text)))
    entries = []
    for row in rows:
        also: dict[str, bool] = {}
        if row["utterance"] in elsewhere:
            own = tokens(row["text"])
            for outlet, words in elsewhere[row["utterance"]]:
                if outlet != row["outlet_name"]:
                    also[outlet] = also.get(outlet, False) or words == own
        entries.append(quotation_entry_of(row, tuple(also.items())))
    return entries


def _by_place(row: Row) -> tuple[int, int]:
    return row[0], row[1]
