"""Writing documents: each whole or not at all, and the same again when it comes again."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui_reader.domain import Document, DocumentKind, Quotation
from tui_reader.errors import NothingFoundError
from tui_reader.store import order, stories, versions
from tui_reader.store.document_rows import document_record, post_record, quotation_record
from tui_reader.store.indexing import (
    OF_DOCUMENT,
    OF_QUOTATION,
    capture_text,
    document_text,
    paragraph_spans,
    post_body,
)
from tui_reader.store.lining import EventWriter
from tui_reader.store.rows import IN_NAMES, UNKNOWN_OUTLET, Record, moment_of, packed
from tui_reader.store.statements import insert, insert_all, update
from tui_reader.store.terms import forget_terms
from tui_reader.store.tokens import tokens

if TYPE_CHECKING:
    from tui_reader.store.contract import Connection


class DocumentWriter:
    """Writes within a transaction that the caller holds; `finish` is the last call in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._words: Counter[str] = Counter()
        self._capture: tuple[int, str] | None = None  # the last one and its text: a file may hold many documents
        self._digest: tuple[bytes, str] | None = None  # of the last bytes: a feed of 50,000 entries is one file
        self._changed = False
        self._outlets: dict[str, int] = {}  # keys by name, as far as they were asked for
        self._counts: dict[int, list[int]] = {}  # of outlets: how many documents, posts, quotations more
        self._spoken: Counter[int] = Counter()  # of speakers: how many quotations more

    # -- captures ---------------------------------------------------------------------------------
    def save_capture(self, raw: bytes, file: str, text: str) -> int:
        """Keep the bytes as they came, once, and return their key. `text` is what they were read as."""
        if self._digest is None or self._digest[0] is not raw:
            self._digest = raw, hashlib.sha256(raw).hexdigest()
        sha256 = self._digest[1]
        known = self._value("SELECT pk FROM captures WHERE sha256 = ?", sha256)
        if known is not None:
            return int(known)
        record = {
            "sha256": sha256,
            "file": file,
            "captured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "raw": raw,
            "text": None if _reads_as(raw, text) else text,
        }
        self._capture = insert(self._connection, "captures", record), text
        return self._capture[0]

    # -- documents --------------------------------------------------------------------------------
    def save_document(
        self,
        document: Document,
        quotations: Sequence[Quotation],
        capture: int,
        find_event: Callable[[], str] | None = None,
    ) -> str | None:
        """Write a document with its quotations (their ids given), and put it into an event to be lined up anew.

        `find_event` is asked only where there is something to write. Returns its fingerprint, None where it is in
        the store just so, or where what is there was changed by its outlet later.
        """
        fingerprint = _fingerprint(document, quotations)
        old = self._row("SELECT pk, fingerprint, last_updated_at FROM documents WHERE id = ?", document.id)
        if old is not None and (old[1] == fingerprint or _is_older(document.last_updated_at, moment_of(old[2]))):
            return None  # its capture is kept, whose bytes have what an earlier state of the page said
        event = None if find_event is None else find_event()
        outlet = self._outlet(document.outlet)
        record = {
            **document_record(document),
            "capture": capture,
            "outlet": outlet,
            "text": None if self._text_of(capture) == document.text else document.text,
            "fingerprint": fingerprint,
        }
        carried, quoted = versions.Carried(), dict[str, int]()
        events, root = EventWriter(self._connection), None
        if old is None:
            root = record["event"] = None if event is None else events.to_be_lined_up(event)
            pk = insert(self._connection, "documents", record)
        else:
            pk = int(old[0])
            carried, quoted = self._make_room(pk, document, quotations)
            update(self._connection, "documents", pk, record)
            if document.kind is DocumentKind.WIRE:
                stories.tell_versions(self._connection, pk)
        places = _places(document, quotations)
        posts = self._save_posts(document, pk, outlet, root, carried, Counter(places))
        self._save_quotations(quotations, pk, [posts[place] for place in places], quoted)
        if old is not None and event is not None:
            events.put_into(document.id, event)
        self._count(outlet, 1, len(document.posts), len(quotations))
        return fingerprint

    def find_same_page(self, document: Document) -> str | None:
        """Return the id of the stored page that one in other words is a later capture of; None if it is stored so."""
        if self._value("SELECT 1 FROM documents WHERE id = ?", document.id):
            return None
        return versions.find_same_page(self._connection, document)

    def find_same_entry(self, document: Document) -> str | None:
        """Return the id of the stored entry that has the name of this one and another address, None for none."""
        if self._value("SELECT 1 FROM documents WHERE id = ?", document.id):
            return None
        known = "SELECT id FROM documents WHERE known_as = ? AND version_of IS NULL"
        found: str | None = self._value(known, document.known_as)
        return found

    def find_story(self, known_as: str, at: datetime | None) -> str | None:
        """Return the id of the document that is the story of that name around that time, None for none."""
        return stories.find_story(self._connection, known_as, at)

    def stored_page(self, id: str) -> stories.StoredPage | None:
        """Return a stored document with the bytes it was read from, None where there is none."""
        return stories.stored_page(self._connection, id)

    def remove_document(self, id: str) -> None:
        """Take a document out with all that hangs on it. Raises NothingFoundError."""
        row = self._row("SELECT pk, capture, event FROM documents WHERE id = ?", id)
        if row is None:
            raise NothingFoundError("no such document", id)
        pk, capture, event = row
        run = self._connection.execute
        for version in (*versions.version_keys(self._connection, pk), pk):
            self._remove_contents(version, counted=version == pk)
            run("DELETE FROM documents WHERE pk = ?", (version,))
        run("DELETE FROM corrections WHERE quotation NOT IN (SELECT id FROM quotations)")
        run("DELETE FROM captures WHERE pk = ? AND pk NOT IN (SELECT capture FROM documents)", (capture,))
        forget_terms(self._connection, id)
        run("UPDATE events SET stale = 1 WHERE pk = ?", (event,))
        self._write_counts()

    def correct_speaker(self, quotation: str, speaker: str | None) -> None:
        """Set the speaker of a quotation by hand; it stays so when the document comes again."""
        pk, was, name, event = self._quoted(quotation)
        self._connection.execute(
            "INSERT INTO corrections (quotation, speaker, was, made_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (quotation) DO UPDATE SET speaker = excluded.speaker, made_at = excluded.made_at",
            (quotation, speaker, name, datetime.now(UTC).isoformat(timespec="seconds")),
        )
        self._set_speaker(pk, was, speaker, event, corrected=True)

    def take_back_correction(self, quotation: str) -> None:
        """Give a quotation the speaker it had before a hand set one; nothing where none did."""
        made = self._row("SELECT was FROM corrections WHERE quotation = ?", quotation)
        if made is not None:
            pk, was, _, event = self._quoted(quotation)
            self._connection.execute("DELETE FROM corrections WHERE quotation = ?", (quotation,))
            self._set_speaker(pk, was, made[0], event, corrected=False)

    def _quoted(self, quotation: str) -> tuple[Any, ...]:
        row = self._row(
            "SELECT quotations.pk, quotations.speaker, speakers.name, documents.event FROM quotations"
            " JOIN documents ON documents.pk = quotations.document"
            " LEFT JOIN speakers ON speakers.pk = quotations.speaker WHERE quotations.id = ?",
            quotation,
        )
        if row is None:
            raise NothingFoundError("no such quotation", quotation)
        return row

    def _set_speaker(self, pk: int, was: int | None, name: str | None, event: int | None, *, corrected: bool) -> None:
        run = self._connection.execute
        self._connection.words.remove_quotations(OF_QUOTATION, pk)
        now = None if name is None else self._speakers([name])[name]
        run("UPDATE quotations SET speaker = ?, corrected = ? WHERE pk = ?", (now, int(corrected), pk))
        self._connection.words.add_quotations(OF_QUOTATION, pk)
        self._tally_speakers({was: -1})
        self._tally_speakers({now: 1})
        run("UPDATE events SET stale = 1 WHERE pk = ?", (event,))
        self._words.update(tokens(name or ""))
        self._changed = True

    def finish(self) -> None:
        """Write what is counted rather than listed."""
        self._write_counts()
        counts = sorted(self._words.items())
        self._connection.executemany(
            "INSERT INTO words VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET uses = words.uses + excluded.uses",
            counts,
        )
        self._connection.added("words", counts)
        self._words.clear()
        if self._changed:
            self._connection.execute("UPDATE changes SET posts = posts + 1")
            self._changed = False

    # -- parts of a document ----------------------------------------------------------------------
    def _make_room(
        self, pk: int, document: Document, quotations: Sequence[Quotation]
    ) -> tuple[versions.Carried, dict[str, int]]:
        """Take out what is stored of a document; what is no longer on its page stays in an earlier version.

        Returns the keys that stay: of posts with how often they were revised, and of quotations by id.
        """
        back = versions.take_back(self._connection, pk, document, quotations)
        order.note(self._connection, back.days)
        self._tally_speakers({speaker: -count for speaker, count in back.speakers.items()})
        for outlet, (posts, quoted) in back.outlets.items():
            self._count(outlet, 0, -posts, -quoted)
        reserved = max(back.posts.values(), default=0)
        carried = versions.keep_earlier(self._connection, pk, document, quotations, reserved)
        carried.keys.update(back.posts)
        keys = self._keys_of("quotations", pk) | back.quotations
        self._remove_contents(pk)
        return carried, keys

    def _keys_of(self, table: str, document: int) -> dict[str, int]:
        """Return the keys by id: what stays in a page that changed keeps its key, for those who hold it."""
        return dict(self._connection.execute(f"SELECT id, pk FROM {table} WHERE document = ?", (document,)).fetchall())

    def _fresh_keys(self, table: str, ids: Iterable[str], known: Mapping[str, int]) -> Iterator[int]:
        """Return keys for those of `ids` that have none; nothing has them, nor had what is written again."""
        many = sum(id not in known for id in ids)
        return iter(self._connection.fresh_keys(table, many, max(known.values(), default=0)))

    def _save_posts(
        self,
        document: Document,
        pk: int,
        outlet: int,
        event: int | None,
        carried: versions.Carried,
        quoted: Mapping[int, int],
    ) -> list[int]:
        """Write the posts of a document and return their keys; `quoted` says how many quotations the n-th holds."""
        records, paragraphs, indexed = [], [], []
        fresh = self._fresh_keys("posts", (post.id for post in document.posts), carried.keys)
        for position, post in enumerate(document.posts):
            record = post_record(post, position, document)
            key = carried.keys.get(post.id) or next(fresh)
            record |= {"pk": key, "revised": carried.revised.get(post.id, 0)}
            records.append(record | {"document": pk, "outlet": outlet, "event": event, "quotations": quoted[position]})
            for at, part in enumerate(post.paragraphs):
                paragraphs.append((key, at, part.span.start, part.span.end, part.role.value))
            indexed.append((key, record["title"], post_body(document.text, (part.span for part in post.paragraphs))))
            self._words.update(set(tokens(record["title"])))
        insert_all(self._connection, "posts", records)
        self._connection.executemany("INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?)", paragraphs)
        self._connection.words.add_posts(indexed)
        order.note(self._connection, (record["day"] for record in records))
        return [record["pk"] for record in records]

    def _save_quotations(
        self, quotations: Sequence[Quotation], pk: int, posts: Sequence[int], known: Mapping[str, int]
    ) -> None:
        """Write the quotations of a document, the n-th into the n-th of `posts`."""
        if not quotations or not posts:
            return
        corrected = self._corrections(quotations)
        named = {q.id: corrected.get(q.id, q.speaker) for q in quotations}
        speakers = self._speakers(name for name in named.values() if name is not None)
        records: list[Record] = []
        fresh = self._fresh_keys("quotations", (quotation.id or "" for quotation in quotations), known)
        for position, (quotation, post) in enumerate(zip(quotations, posts, strict=True)):
            speaker = named[quotation.id]
            records.append(
                {
                    "pk": known.get(quotation.id) or next(fresh),
                    **quotation_record(quotation, position),
                    "document": pk,
                    "post": post,
                    "speaker": None if speaker is None else speakers[speaker],
                    "corrected": int(quotation.id in corrected),
                    "utterance": None,
                }
            )
            self._words.update({*tokens(quotation.text), *tokens(speaker or "")})
        insert_all(self._connection, "quotations", records)
        self._tally_speakers(Counter(record["speaker"] for record in records))
        self._connection.words.add_quotations(OF_DOCUMENT, pk)

    def _remove_contents(self, pk: int, *, counted: bool = True) -> None:
        """Take out the posts and quotations of a document (`counted`) or of an earlier version, and leave its row."""
        run = self._connection.execute
        EventWriter(self._connection).remove_lines(self._value("SELECT event FROM documents WHERE pk = ?", pk))
        text = document_text(self._connection, pk)
        self._connection.words.remove_quotations(OF_DOCUMENT, pk)
        speakers = run("SELECT speaker, -count(*) FROM quotations WHERE document = ? GROUP BY 1", (pk,)).fetchall()
        self._tally_speakers(dict(speakers))
        listed = "SELECT pk, title, day FROM posts WHERE document = ? AND superseded IS NULL"
        posts = run(listed, (pk,)).fetchall()
        order.note(self._connection, (day for _, _, day in posts))
        for post, title, _ in posts:
            spans = paragraph_spans(self._connection, post)
            self._connection.words.remove_post(post, title, post_body(text, spans))
        run("DELETE FROM paragraphs WHERE post IN (SELECT pk FROM posts WHERE document = ?)", (pk,))
        quoted = run("DELETE FROM quotations WHERE document = ?", (pk,)).rowcount
        run("DELETE FROM posts WHERE document = ?", (pk,))
        self._count(self._value("SELECT outlet FROM documents WHERE pk = ?", pk), -counted, -len(posts), -quoted)

    # -- names and counts -------------------------------------------------------------------------
    def _outlet(self, name: str | None) -> int:
        if name is None:
            return UNKNOWN_OUTLET
        if name not in self._outlets:
            known = self._value("SELECT pk FROM outlets WHERE name = ?", name)
            record = {"name": name, "documents": 0, "posts": 0, "quotations": 0}
            self._outlets[name] = known if known is not None else insert(self._connection, "outlets", record)
        return self._outlets[name]

    def _speakers(self, names: Iterable[str]) -> dict[str, int]:
        """Return the keys of speakers by name; those that are new are written."""
        wanted = list(dict.fromkeys(names))
        # Each for itself: SQLite would end a name of a JSON list at U+0000.
        known = f"SELECT name, pk FROM speakers WHERE name IN ({', '.join('?' * len(wanted))})"
        keys: dict[str, int] = dict(self._connection.execute(known, wanted).fetchall()) if wanted else {}
        new = [name for name in wanted if name not in keys]
        keys.update(zip(new, self._connection.fresh_keys("speakers", len(new)), strict=True))
        folded = {name: "".join(f" {token}" for token in tokens(name)) for name in new}
        records = [{"pk": keys[name], "name": name, "folded": folded[name], "quotations": 0} for name in new]
        insert_all(self._connection, "speakers", records)
        return keys

    def _tally_speakers(self, more: Mapping[int | None, int]) -> None:
        self._spoken.update({speaker: count for speaker, count in more.items() if speaker is not None})

    def _count(self, outlet: int, documents: int, posts: int, quotations: int) -> None:
        before = self._counts.get(outlet, (0, 0, 0))
        self._counts[outlet] = [n + more for n, more in zip(before, (documents, posts, quotations), strict=True)]
        self._changed = True

    def _write_counts(self) -> None:
        self._connection.executemany(
            "UPDATE speakers SET quotations = quotations + ? WHERE pk = ?",
            [(count, speaker) for speaker, count in self._spoken.items() if count],
        )
        self._connection.executemany(
            "UPDATE outlets SET documents = documents + ?, posts = posts + ?, quotations = quotations + ? WHERE pk = ?",
            [(*counts, outlet) for outlet, counts in self._counts.items()],
        )
        self._spoken.clear()
        self._counts.clear()

    def _corrections(self, quotations: Sequence[Quotation]) -> dict[str, str | None]:
        ids = packed(quotation.id for quotation in quotations)
        query = f"SELECT quotation, speaker FROM corrections WHERE quotation {IN_NAMES}"
        return dict(self._connection.execute(query, (ids or "[]",)).fetchall())

    # -- SQL --------------------------------------------------------------------------------------
    def _text_of(self, capture: int) -> str:
        if self._capture is None or self._capture[0] != capture:
            self._capture = (capture, capture_text(self._connection, capture))
        return self._capture[1]

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        return row

    def _value(self, sql: str, *values: object) -> Any:
        row = self._row(sql, *values)
        return row[0] if row else None


def _places(document: Document, quotations: Sequence[Quotation]) -> list[int]:
    """Return for each quotation which post of the document holds it; nothing where there is no post."""
    starts = sorted((post.span.start, place) for place, post in enumerate(document.posts))
    if not starts:
        return []
    before = (bisect_right(starts, (quotation.span.start, len(starts))) - 1 for quotation in quotations)
    return [starts[max(at, 0)][1] for at in before]


def _is_older(moment: datetime | None, known: datetime | None) -> bool:
    return moment is not None and known is not None and moment < known


def _reads_as(raw: bytes, text: str) -> bool:
    try:
        return raw.decode("utf-8") == text
    except UnicodeDecodeError:
        return False


def _fingerprint(document: Document, quotations: Sequence[Quotation]) -> str:
    """Return what tells one state of a document from the next, wherever its file lies."""
    digest = hashlib.blake2b(document.text.encode("utf-8", "surrogatepass"), digest_size=16)
    record = {**document_record(document), "file": None, "captured_at": None, "outlet": document.outlet}
    digest.update(repr((record, document.posts, quotations)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
