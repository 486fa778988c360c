"""Earlier versions: what an outlet took back or changed after the fact stays in the store, and is told.

When a document comes again changed, the posts and quotations that are no longer on the page move into an earlier
version, a document of its own; so every span goes on pointing into the text it was found in. A page that only grew
has no earlier version. What our own reading of unchanged words changes is no version either.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.domain import STANDARD_INPUT, Document, PostVersion, Quotation, short_id
from tui_reader.errors import NothingFoundError
from tui_reader.store import order
from tui_reader.store.indexing import (
    OF_QUOTATION,
    document_text,
    paragraph_spans,
    post_body,
)
from tui_reader.store.rows import IN_KEYS, IN_NAMES, iso, moment_of, packed
from tui_reader.store.statements import insert
from tui_reader.store.tokens import tokens

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection

# Of 100: from here on two texts are one text edited. Two posts of one live page reach 45 at most, two quotations of
# one post 55 (seeds, all pairs).
_SAME_POST, _SAME_QUOTATION = 60, 65
_COMPARED_POSTS = 20  # on each side that neither id, time nor headline pairs: the cost is the product
_COMPARED_CHARACTERS = 2_000
_OVERLAP = 0.5  # of the runs of words of the shorter page, for two captures to be of one page
_CANDIDATES = 50  # stored documents compared: the latest of one file, or of one headline
_RUN = 4  # words


@dataclass(frozen=True, slots=True)
class Carried:
    """What the posts of a document that comes again take over from those that were stored, by their ids now."""

    keys: dict[str, int] = field(default_factory=dict)
    revised: dict[str, int] = field(default_factory=dict)  # how often their words changed


@dataclass(frozen=True, slots=True)
class Back:
    """What was gone and is on the page again: taken out of its earlier version, to be written anew."""

    posts: dict[str, int] = field(default_factory=dict)  # keys by id, as for the quotations
    quotations: dict[str, int] = field(default_factory=dict)
    days: set[int] = field(default_factory=set)  # of the posts
    speakers: Counter[int | None] = field(default_factory=Counter)  # how many of the quotations
    outlets: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))  # posts, quoted


class _Stored(NamedTuple):
    key: int
    id: str
    headline: str | None
    time_printed: str | None
    revised: int
    day: int
    words: str


# -- the same page again --------------------------------------------------------------------------
def find_same_page(connection: Connection, document: Document) -> str | None:
    """Return the id of the stored document that `document` is a later capture of, None where there is none.

    For pages whose id is made of their words: one is the same as another from the same file, with the same address,
    or with the same headline from the same outlet, where half of what they say is the same.
    """
    rows = connection.execute(
        "SELECT documents.pk, documents.id, outlets.name FROM documents JOIN outlets ON outlets.pk = documents.outlet"
        " WHERE documents.version_of IS NULL AND documents.pk IN (SELECT pk FROM documents WHERE file = ? UNION"
        " SELECT pk FROM documents WHERE headline = ? AND outlet = (SELECT pk FROM outlets WHERE name = ?))"
        f" ORDER BY documents.pk DESC LIMIT {_CANDIDATES}",
        (None if document.file == STANDARD_INPUT else document.file, document.headline, document.outlet),
    ).fetchall()
    own = _runs(paragraph.span.of(document.text) for _, paragraph in document.paragraphs())
    for key, id, outlet in rows if own else ():
        if outlet is not None and document.outlet is not None and outlet != document.outlet:
            continue
        text = document_text(connection, key)
        spans = connection.execute(
            "SELECT paragraphs.start, paragraphs.stop FROM posts JOIN paragraphs ON paragraphs.post = posts.pk"
            " WHERE posts.document = ?",
            (key,),
        )
        stored = _runs(text[start:stop] for start, stop in spans)
        if stored and len(own & stored) >= _OVERLAP * min(len(own), len(stored)):
            return str(id)
    return None


def _runs(paragraphs: Iterable[str]) -> set[tuple[str, ...]]:
    """Return the runs of words within paragraphs by which a text is known, also where a few words changed."""
    listed = (tokens(paragraph) for paragraph in paragraphs)
    return {tuple(words[at : at + _RUN]) for words in listed for at in range(len(words) - _RUN + 1)}


# -- keeping --------------------------------------------------------------------------------------
def keep_earlier(
    connection: Connection, key: int, document: Document, quotations: Sequence[Quotation], reserved: int = 0
) -> Carried:
    """Move what a stored document (by its key) has and `document` has no more into an earlier version of it.

    No post gets a key up to `reserved`: those belong to posts that are about to be written again.
    """
    stored = _stored_posts(connection, key)
    words = {post.id: post_body(document.text, (part.span for part in post.paragraphs)) for post in document.posts}
    pairs = _paired(stored, document, words)
    changed = {old.key: new for old, new in pairs if _folded(old.words) != _folded(words[new])}
    paired = {old.key for old, _ in pairs}
    gone = [old for old in stored if old.key not in paired]
    if changed or gone:
        earlier = _insert_version(connection, key, document, kept_in_place=bool(gone))
        order.note(connection, (old.day for old in gone))  # among posts of one time the order is that of documents
        for old in gone:
            _move_post(connection, old.key, earlier, quotations)
        for old in stored:
            if old.key in changed:
                copy = _copy_post(connection, old.key, earlier, reserved)
                _move_quotations(connection, old.key, earlier, copy, _folded(words[changed[old.key]]), quotations)
    return Carried(
        keys={new: old.key for old, new in pairs},
        revised={new: old.revised + (old.key in changed) for old, new in pairs},
    )


def take_back(connection: Connection, key: int, document: Document, quotations: Sequence[Quotation]) -> Back:
    """Take the posts and quotations of `document` that were gone out of the earlier versions of it (its key)."""
    back = Back()
    earlier = packed(version_keys(connection, key))
    if earlier is None:
        return back
    posts, said = packed(post.id for post in document.posts), packed(quotation.id for quotation in quotations)
    run = connection.execute
    columns = "id, pk, day, title, document, outlet"
    query = f"SELECT {columns} FROM posts WHERE document {IN_KEYS} AND id {IN_NAMES}"
    for id, post, day, title, version, outlet in run(query, (earlier, posts or "[]")).fetchall():
        text = document_text(connection, version)
        connection.words.remove_post(post, title, post_body(text, paragraph_spans(connection, post)))
        back.posts[id] = post
        back.outlets[outlet][0] += 1
        back.days.add(day)
    query = (
        "SELECT quotations.id, quotations.pk, speaker, post, posts.outlet FROM quotations"
        " JOIN posts ON posts.pk = quotations.post"
        f" WHERE quotations.document {IN_KEYS} AND (quotations.id {IN_NAMES} OR post {IN_KEYS})"
    )
    gone = packed(back.posts.values()) or "[]"
    for id, quotation, speaker, post, outlet in run(query, (earlier, said or "[]", gone)).fetchall():
        connection.words.remove_quotations(OF_QUOTATION, quotation)
        run("DELETE FROM quotations WHERE pk = ?", (quotation,))
        run("UPDATE posts SET quotations = quotations - 1 WHERE pk = ?", (post,))
        back.quotations[id] = quotation
        back.speakers[speaker] += 1
        back.outlets[outlet][1] += 1
    for post in back.posts.values():
        run("DELETE FROM paragraphs WHERE post = ?", (post,))
        run("DELETE FROM event_posts WHERE post = ?", (post,))
        run("DELETE FROM posts WHERE pk = ?", (post,))
    return back


def _stored_posts(connection: Connection, key: int) -> list[_Stored]:
    text = document_text(connection, key)
    stored = []
    columns = "pk, id, headline, time_printed, revised, day"
    for row in connection.execute(
        f"SELECT {columns} FROM posts WHERE document = ? ORDER BY position", (key,)
    ).fetchall():
        words = post_body(text, paragraph_spans(connection, row[0]))
        stored.append(_Stored(row[0], row[1], row[2], row[3], row[4], row[5], words))
    return stored


def _paired(stored: Sequence[_Stored], document: Document, words: Mapping[str, str]) -> list[tuple[_Stored, str]]:
    """Pair stored posts with the ids of those that have their place now: by id, by time and headline, by words."""
    pairs, left, waiting = [], [], {post.id: post for post in document.posts}
    for old in stored:
        if waiting.pop(old.id, None) is not None:
            pairs.append((old, old.id))
        else:
            left.append(old)
    if len(stored) == 1 and len(document.posts) == 1:
        return pairs or [(stored[0], document.posts[0].id)]
    for sign in ("time_printed", "headline"):
        by_sign: dict[str, list[str]] = {}
        for post in waiting.values():
            by_sign.setdefault(getattr(post, sign) or "", []).append(post.id)
        for old in list(left):
            mates = by_sign.get(getattr(old, sign) or "", []) if getattr(old, sign) else []
            if len(mates) == 1 and mates[0] in waiting and _alike(old.words, words[mates[0]]) >= _SAME_POST:
                pairs.append((old, mates[0]))
                left.remove(old)
                del waiting[mates[0]]
    if max(len(left), len(waiting)) <= _COMPARED_POSTS:
        scored = sorted(((_alike(old.words, words[id]), old.key, id) for old in left for id in waiting), reverse=True)
        by_key = {old.key: old for old in left}
        for score, old_key, id in scored:
            if score >= _SAME_POST and old_key in by_key and waiting.pop(id, None) is not None:
                pairs.append((by_key.pop(old_key), id))
    return pairs


def _alike(a: str, b: str) -> float:
    from rapidfuzz import fuzz  # only where something changed

    return fuzz.ratio(a[:_COMPARED_CHARACTERS], b[:_COMPARED_CHARACTERS])


def _folded(words: str) -> str:
    """Return words as they are compared: how lines are broken is no change of the outlet's."""
    return " ".join(words.split())


def _insert_version(connection: Connection, key: int, document: Document, *, kept_in_place: bool) -> int:
    """Write the row of an earlier version; with posts that are `kept_in_place` it stays in the document's event."""
    record = _row(connection, "documents", key)
    until = iso(document.captured_at) or datetime.now(UTC).isoformat(timespec="seconds")
    id = short_id("d", record["id"], "version", len(version_keys(connection, key)))
    del record["pk"]
    record |= {"id": id, "version_of": key, "superseded_at": until, "fingerprint": None}
    if not kept_in_place:
        record["event"] = None
    return insert(connection, "documents", record)


def _move_post(connection: Connection, key: int, earlier: int, quotations: Sequence[Quotation]) -> None:
    """Move a post that is gone, with its quotations but for those that stand in another post now."""
    connection.execute("UPDATE posts SET document = ? WHERE pk = ?", (earlier, key))
    kept = packed(quotation.id for quotation in quotations) or "[]"
    moved = connection.execute(
        f"UPDATE quotations SET document = ? WHERE post = ? AND id NOT {IN_NAMES}",
        (earlier, key, kept),
    ).rowcount
    connection.execute("UPDATE posts SET quotations = ? WHERE pk = ?", (moved, key))


def _copy_post(connection: Connection, key: int, earlier: int, reserved: int) -> int:
    """Copy a post whose words changed into an earlier version and return the copy's key."""
    record = _row(connection, "posts", key)
    (copy,) = connection.fresh_keys("posts", 1, reserved)
    record |= {"pk": copy, "id": short_id("p", record["id"], earlier), "document": earlier, "superseded": key}
    insert(connection, "posts", record | {"quotations": 0, "event": None})
    connection.execute(
        "INSERT INTO paragraphs SELECT CAST(? AS bigint), position, start, stop, role FROM paragraphs WHERE post = ?",
        (copy, key),
    )
    return copy


def _move_quotations(
    connection: Connection, post: int, earlier: int, copy: int, now: str, quotations: Sequence[Quotation]
) -> None:
    """Move the quotations of a post whose words stand there no more, each with what it became."""
    new = {quotation.id: quotation for quotation in quotations}
    rows = connection.execute(
        "SELECT quotations.pk, quotations.id, quotations.text, speakers.name FROM quotations"
        " LEFT JOIN speakers ON speakers.pk = quotations.speaker WHERE post = ?",
        (post,),
    ).fetchall()
    before = {row[1] for row in rows}
    fresh = [quotation for id, quotation in new.items() if id not in before]
    for key, id, text, speaker in rows:
        if id in new or _folded(text) in now:
            continue
        connection.execute(
            "UPDATE quotations SET document = ?, post = ?, became = ?, utterance = NULL WHERE pk = ?",
            (earlier, copy, _became(text, speaker, fresh), key),
        )
        connection.execute("UPDATE posts SET quotations = quotations + 1 WHERE pk = ?", (copy,))


def _became(text: str, speaker: str | None, fresh: Sequence[Quotation]) -> str | None:
    """Return the id of the new quotation that a vanished one was changed into."""
    own = " ".join(tokens(text))
    scored = [
        (_alike(own, " ".join(tokens(quotation.text))), quotation.id)
        for quotation in fresh
        if speaker is None or quotation.speaker is None or quotation.speaker == speaker
    ]
    score, id = max(scored, default=(0.0, ""))
    return id if score >= _SAME_QUOTATION else None


def _row(connection: Connection, table: str, key: int) -> dict[str, Any]:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE pk = ?", (key,))
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


# -- reading --------------------------------------------------------------------------------------
def versions_of_post(connection: Connection, id: str) -> list[PostVersion]:
    """Return what a post says now and what it said before, the latest first. Raises NothingFoundError."""
    row = connection.execute("SELECT pk, superseded FROM posts WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise NothingFoundError("no such post", id, "`tui-reader timeline` lists ids")
    current = row[1] or row[0]
    rows = connection.execute(
        "SELECT posts.pk, posts.id, posts.headline, documents.pk, documents.captured_at, documents.superseded_at"
        " FROM posts JOIN documents ON documents.pk = posts.document WHERE posts.pk = ? OR posts.superseded = ?"
        " ORDER BY documents.superseded_at IS NOT NULL, documents.superseded_at DESC, posts.pk DESC",
        (current, current),
    ).fetchall()
    versions = []
    for post, own, headline, document, captured_at, until in rows:
        text = document_text(connection, document)
        paragraphs = tuple(span.of(text) for span in paragraph_spans(connection, post))
        versions.append(PostVersion(own, headline, paragraphs, moment_of(captured_at), moment_of(until)))
    return versions


def version_keys(connection: Connection, document: int) -> list[int]:
    """Return the keys of the earlier versions of a document."""
    return [key for (key,) in connection.execute("SELECT pk FROM documents WHERE version_of = ?", (document,))]
