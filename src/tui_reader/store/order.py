"""The order of the whole timeline, kept beside the posts so that opening a list of any length costs nothing.

Whoever writes posts notes which (`note`); the last step of a batch (`keep`) brings the kept order up to
date, by a few insertions where few posts came and anew where many did. A reader who comes in between puts
the order together from the posts: the numbers in `changes` tell whether what is kept is good.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from tui_reader.domain import TimelineKeys, TimelineSection
from tui_reader.store.reading import Where
from tui_reader.store.rows import IN_NAMES, UNTIMED, day_of, packed

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

# Of 100,000 posts one insertion takes 0.2 ms and putting all in order 40 ms.
_FEW = 100
_NAMED = "posts.outlet {} (SELECT pk FROM outlets WHERE coalesce(name, '') {})"

_Sections = dict[tuple[int, int], int]  # (day, timed) -> posts


def timeline_keys(connection: Connection, outlet: str | None = None, without: Collection[str] = ()) -> TimelineKeys:
    """Return the whole timeline as keys in order, with its sections.

    `outlet` narrows to one by its exact name ("": the one without a name); `without` leaves some out.
    """
    kept = connection.execute(
        "SELECT keys, sections FROM timeline_cache JOIN changes ON changes.posts = timeline_cache.posts"
    ).fetchone()
    if outlet is not None or kept is None:
        keys, counts = _put_in_order(connection, outlet)
    elif not without:
        return TimelineKeys(_unpacked(kept[0]), _sections(json.loads(kept[1])))
    else:
        keys, counts = _unpacked(kept[0]), {(day, timed): count for day, timed, count in json.loads(kept[1])}
    if outlet is None and without:
        keys, counts = _left_out(connection, keys, counts, without)
    return TimelineKeys(keys, _sections(_listed(counts)))


def listed_keys(
    connection: Connection, where: Where, outlet: str | None = None, without: Collection[str] = ()
) -> TimelineKeys:
    """Return of `timeline_keys` the posts that meet conditions."""
    if outlet is not None:
        where.add(_NAMED.format("IN", "= ?"), outlet)
    elif without:
        where.add(_NAMED.format("NOT IN", IN_NAMES), packed(without) or "[]")
    keys, counts = _ordered(connection, str(where), where.values)
    return TimelineKeys(keys, _sections(_listed(counts)))


def _left_out(
    connection: Connection, keys: array[int], counts: _Sections, without: Collection[str]
) -> tuple[array[int], _Sections]:
    """Return the order without the posts of some outlets: what is kept for all is thinned, not sorted anew."""
    where = _NAMED.format("IN", IN_NAMES)
    names = packed(without) or "[]"
    posts = f"FROM posts WHERE superseded IS NULL AND {where}"
    gone = {key for (key,) in connection.execute(f"SELECT pk {posts}", (names,))}
    fewer = connection.execute(f"SELECT day, second > {UNTIMED}, count(*) {posts} GROUP BY 1, 2", (names,))
    left = Counter(counts)
    left.subtract({(day, timed): count for day, timed, count in fewer})
    return array("q", [key for key in keys if key not in gone]), dict(left)


def note(connection: Connection, posts: Iterable[tuple[int, int, int]], *, added: bool) -> None:
    """Note that posts (key, day, second) came or go."""
    connection.executemany(
        "INSERT INTO timeline_changes (post, day, timed, added) VALUES (?, ?, ?, ?)",
        [(key, day, second > UNTIMED, added) for key, day, second in posts],
    )


def keep(connection: Connection) -> None:
    """Keep the order of the timeline as it is now; the caller holds the write lock."""
    changes = connection.execute(
        f"SELECT post, day, timed, added FROM timeline_changes ORDER BY rowid LIMIT {_FEW + 1}"
    ).fetchall()
    kept = connection.execute("SELECT keys, sections FROM timeline_cache").fetchone()
    if kept is not None and not changes:
        connection.execute("UPDATE timeline_cache SET posts = (SELECT posts FROM changes)")
        return
    if kept is None or len(changes) > _FEW:
        keys, counts = _put_in_order(connection, None)
    else:
        keys, counts = _changed(connection, _unpacked(kept[0]), json.loads(kept[1]), changes)
    connection.execute("DELETE FROM timeline_changes")
    connection.execute("DELETE FROM timeline_cache")
    connection.execute(
        "INSERT INTO timeline_cache SELECT posts, ?, ? FROM changes", (keys.tobytes(), json.dumps(_listed(counts)))
    )


def _changed(
    connection: Connection,
    keys: array[int],
    sections: Sequence[Sequence[int]],
    changes: Sequence[Sequence[int]],
) -> tuple[array[int], _Sections]:
    """Return the kept order with the noted changes made."""
    counts = Counter({(day, timed): count for day, timed, count in sections})
    first: dict[int, int] = {}
    for key, day, timed, added in changes:
        first.setdefault(key, added)
        counts[day, timed] += 1 if added else -1
    gone = {key for key, added in first.items() if not added}  # what was there before any of the changes
    if gone:
        keys = array("q", [key for key in keys if key not in gone])

    def place(key: int) -> tuple[int, ...]:
        """Return what the order is by; nothing for a post that came and went again, whose key may be another's now."""
        query = "SELECT -day, -second, -document, position FROM posts WHERE pk = ? AND superseded IS NULL"
        found = connection.execute(query, (key,))
        return tuple(found.fetchone() or ())

    for key in first:
        if own := place(key):
            keys.insert(bisect(keys, own, key=place), key)
    return keys, counts


def _put_in_order(connection: Connection, outlet: str | None) -> tuple[array[int], _Sections]:
    where, values = "WHERE superseded IS NULL", list[int]()
    if outlet is not None:
        row = connection.execute("SELECT pk FROM outlets WHERE coalesce(name, '') = ?", (outlet,)).fetchone()
        where, values = f"{where} AND outlet = ?", [row[0] if row else 0]
    return _ordered(connection, where, values)


def _ordered(connection: Connection, where: str, values: Sequence[object]) -> tuple[array[int], _Sections]:
    keys = connection.keys(
        f"SELECT pk FROM posts {where} ORDER BY day DESC, second DESC, document DESC, position", values
    )
    counted = connection.execute(f"SELECT day, second > {UNTIMED}, count(*) FROM posts {where} GROUP BY 1, 2", values)
    return keys, {(day, int(timed)): count for day, timed, count in counted}


def _listed(counts: _Sections) -> list[tuple[int, int, int]]:
    """Return the sections in order, those without posts left out."""
    return [(day, timed, count) for (day, timed), count in sorted(counts.items(), reverse=True) if count]


def _sections(listed: Iterable[Sequence[int]]) -> tuple[TimelineSection, ...]:
    sections, start = [], 0
    for day, timed, count in listed:
        sections.append(TimelineSection(day_of(day), bool(timed), start, count))
        start += count
    return tuple(sections)


def _unpacked(blob: bytes) -> array[int]:
    keys = array("q")
    keys.frombytes(blob)
    return keys
