"""The order of the whole timeline, kept beside the posts so that opening a list of any length costs nothing.

Whoever writes posts notes their days (`note`); the last step of a batch (`keep`) puts those days in order anew, so
that a page costs the same among any number of others. A reader who comes in between puts the order together from
the posts: the numbers in `changes` tell whether what is kept is good.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from tui_reader.domain import TimelineKeys, TimelineSection
from tui_reader.store.reading import Where
from tui_reader.store.rows import IN_NAMES, UNTIMED, day_of, packed

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

_NAMED = "posts.outlet {} (SELECT pk FROM outlets WHERE coalesce(name, '') {})"

_Sections = dict[tuple[int, int], int]  # (day, timed) -> posts


def timeline_keys(connection: Connection, outlet: str | None = None, without: Collection[str] = ()) -> TimelineKeys:
    """Return the whole timeline as keys in order, with its sections.

    `outlet` narrows to one by its exact name ("": the one without a name); `without` leaves some out.
    """
    keys, counts = array("q"), _Sections()
    if outlet is None:
        kept = "EXISTS (SELECT 1 FROM timeline_kept JOIN changes ON changes.posts = timeline_kept.posts)"
        listed = f"SELECT day, keys, timed FROM timeline_days WHERE {kept} ORDER BY day DESC"
        for day, packed_keys, timed in connection.execute(listed):
            before = len(keys)
            keys.frombytes(packed_keys)
            counts[day, 1], counts[day, 0] = timed, len(keys) - before - timed
    if not keys:
        keys, counts = _put_in_order(connection, outlet)
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


def note(connection: Connection, days: Iterable[int]) -> None:
    """Note that posts of some days came, went or changed places."""
    connection.executemany("INSERT INTO changed_days (day) VALUES (?)", [(day,) for day in sorted(set(days))])


def keep(connection: Connection, *, anew: bool = False) -> None:
    """Keep the order of the timeline as it is now; the caller holds the write lock. `anew`: of posts nobody noted."""
    if anew or connection.execute("SELECT posts FROM timeline_kept").fetchone() is None:
        for table in ("timeline_kept", "timeline_days"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT INTO timeline_kept VALUES (NULL)")
        changed = "SELECT DISTINCT day FROM posts"
    else:
        changed = "SELECT DISTINCT day FROM changed_days"
    for (day,) in connection.execute(changed).fetchall():
        _keep_day(connection, day)
    connection.execute("DELETE FROM changed_days")
    connection.execute("UPDATE timeline_kept SET posts = (SELECT posts FROM changes)")


def _keep_day(connection: Connection, day: int) -> None:
    keys, counts = _ordered(connection, "WHERE day = ? AND superseded IS NULL", [day])
    connection.execute("DELETE FROM timeline_days WHERE day = ?", (day,))
    if keys:
        connection.execute("INSERT INTO timeline_days VALUES (?, ?, ?)", (day, keys.tobytes(), counts.get((day, 1), 0)))


def is_right(connection: Connection) -> bool:
    """Say whether the order that is kept, where one is good, is that of the posts."""
    kept = timeline_keys(connection)
    anew, counts = _put_in_order(connection, None)
    return kept == TimelineKeys(anew, _sections(_listed(counts)))


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
