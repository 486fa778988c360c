"""Pages out of WARC files: each response record a page, in bounded memory, from where the last run stopped."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tui_reader.domain import short_id
from tui_reader.errors import InputError, NotTextError, TooLargeError, UnreadableError
from tui_reader.ingest.answers import http_body
from tui_reader.ingest.inputs import Stated
from tui_reader.ingest.report import ArchivePlace, IngestReport, Page
from tui_reader.limits import MAX_PAGE_BYTES
from tui_reader.text.figures import counted

if TYPE_CHECKING:
    from tui_reader.store import Store

SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
_BEGINS = b"WARC/"
_GZIP, _ZSTD = b"\x1f\x8b", (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # zstd; one that begins with its dictionary
_HEAD = 64 * 1024  # by which an archive is known again
_REMEMBERED = 200_000  # payloads by digest, for the records that only refer to them: some 30 MB
_READ_TYPES = ("html", "xml", "json", "text/plain", "rss", "atom")
_PIECE = 256 * 1024


def is_archive(path: Path) -> bool:
    """Say whether a file is a WARC, packed or not; by its name where it is packed as zstd."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_BEGINS))
            if head.startswith(_GZIP):
                head += file.read(_HEAD)
    except (OSError, ValueError):  # not there, or a NUL in the path: told where pages are read
        return False
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(_BEGINS) or (head.startswith(_ZSTD) and path.name.endswith(SUFFIXES))


def archive_pages(path: Path, stated: Stated, store: Store, report: IngestReport, whole: list[str]) -> Iterator[Page]:
    """Yield the pages of an archive, those of an earlier run that was broken off left out; say what was no page.

    A page says at which record it stands, which is kept once it is on the disk; `whole` gets an archive that was read.
    """
    try:
        reader = _Archive(path, stated)
        done = store.archive_done(reader.identity)
        yield from reader.pages(done)
    except InputError as error:
        report.refuse(str(path), error)
        return
    except OSError as error:
        report.refuse(str(path), UnreadableError(f"cannot be read ({error})", str(path)))
        return
    if not reader.records:
        report.refuse(str(path), NotTextError("no page in it", str(path)))
    whole.append(reader.identity)
    report.notices += reader.told(done)
    for url, refused in reader.refused:
        report.refuse(f"{path}: {url}", refused)


class _Archive:
    """A WARC that is being read, and what was met in it."""

    def __init__(self, path: Path, stated: Stated) -> None:
        self.path, self.stated = path, stated
        with path.open("rb") as file:
            head = file.read(_HEAD)
        self.identity = short_id("w", str(path.stat().st_size), hashlib.sha256(head).hexdigest())
        self.records = self.others = self.unresolved = 0
        self.refused: list[tuple[str, InputError]] = []
        self.is_cut = False
        self.damaged = 0
        self._payloads: dict[str, int] = {}  # where the record with a payload stands

    def told(self, done: int) -> list[str]:
        """Return what a reader should know of the archive as a whole."""
        name = str(self.path)
        found = [f"{name}: the first {done:,} records were read by a run that was broken off"] if done else []
        if self.others:
            found.append(f"{name}: {counted(self.others, 'record')} left out: pictures, redirects, errors, no pages")
        if self.unresolved:
            found.append(f"{name}: {counted(self.unresolved, 'revisit')} of pages that are not in this file")
        if self.is_cut:
            found.append(f"{name}: cut off after {counted(self.records, 'record')}; these are kept")
        if self.damaged:
            found.append(f"{name}: damaged in {counted(self.damaged, 'place')}; what is whole behind it is kept")
        return found

    def pages(self, done: int) -> Iterator[Page]:
        """Yield the pages after the first `done` records."""
        last = 0
        for record in self._records():
            self.records += 1
            last = record.stream_pos
            if self.records <= done:
                self._remember(record)
                continue
            page = self._page(record)
            if page is not None:
                yield page
        self.is_cut = self.is_cut or not _ends_whole(self.path, last)

    def _records(self) -> Iterator[Any]:
        """Yield the records that may hold a page; behind a damaged place, from the next whole one on."""
        try:
            from fastwarc.warc import ArchiveIterator, WarcRecordType
        except ModuleNotFoundError:
            raise InputError(
                "reading WARC needs FastWARC", str(self.path), "pip install 'tui-reader[archive]'"
            ) from None
        wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
        with self.path.open("rb") as file:
            start = 0
            while True:
                file.seek(start)
                last = start
                try:
                    for record in ArchiveIterator(file, record_types=wanted, parse_http=False):
                        last = start + record.stream_pos
                        yield record
                    return
                except OSError as error:
                    if not self.records:
                        raise NotTextError(f"no WARC that can be read ({error})", str(self.path)) from error
                    self.damaged += last > start or not self.damaged  # else it is the same place, looked at again
                    start = _next_member(file, last + 1)
                    if start < 0:
                        return

    def _page(self, record: Any) -> Page | None:
        url = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
        kind = str(record.headers.get("WARC-Type") or "").lower()
        if "Content-Length" not in record.headers:
            self.is_cut = True  # in the midst of its header
            return None
        if record.content_length > MAX_PAGE_BYTES + _HEAD:
            self.refused.append((url, TooLargeError(f"larger than {MAX_PAGE_BYTES // 2**20} MB", "", "left out")))
            return None
        block = record.reader.read()
        if len(block) < record.content_length:
            self.is_cut = True
            self.records -= 1
            return None
        if kind == "revisit":
            block = self._payload_of(record, block)
            if block is None:
                return None
        self._remember(record)
        try:
            body, content_type = (block, str(record.headers.get("Content-Type") or ""))
            if kind != "resource":
                body, content_type = http_body(block, url)
        except InputError as error:
            self.refused.append((url, error))
            return None
        if not body or not any(name in content_type.lower() for name in _READ_TYPES):
            self.others += 1
            return None
        return self._as_page(record, body, content_type, url)

    def _as_page(self, record: Any, body: bytes, content_type: str, url: str) -> Page:
        from dataclasses import replace

        from tui_reader.parsing import SidecarFacts
        from tui_reader.parsing.decoding import in_utf8

        facts = self.stated.over(None) or SidecarFacts()
        place = ArchivePlace(self.identity, self.path.name, self.records)
        raw = in_utf8(body, content_type)
        return Page(raw, f"{self.path.name}: {url}", replace(facts, url=facts.url or url), _captured_at(record), place)

    def _remember(self, record: Any) -> None:
        digest = record.headers.get("WARC-Payload-Digest")
        if digest and len(self._payloads) < _REMEMBERED and record.headers.get("WARC-Type") != "revisit":
            self._payloads.setdefault(digest, record.stream_pos)

    def _payload_of(self, record: Any, block: bytes) -> bytes | None:
        """Return what a revisit refers to, where it is another address's; the same page again is nothing new."""
        digest = record.headers.get("WARC-Payload-Digest")
        at = self._payloads.get(digest) if digest else None
        if at is None:
            self.unresolved += 1
            return None
        from fastwarc.warc import ArchiveIterator

        with self.path.open("rb") as file:
            file.seek(at)
            found = next(iter(ArchiveIterator(file, parse_http=False)), None)
            if found is None or found.headers.get("WARC-Payload-Digest") != digest:
                self.unresolved += 1  # packed as one piece: nothing in it can be gone back to
                return None
            if found.headers.get("WARC-Target-URI") == record.headers.get("WARC-Target-URI"):
                return None
            return bytes(found.reader.read())


def _captured_at(record: Any) -> datetime | None:
    found = record.record_date
    return found if isinstance(found, datetime) and found.tzinfo is not None else None


def _next_member(file: BinaryIO, start: int) -> int:
    """Return where the next packed record may begin, -1 where none does."""
    file.seek(start)
    at, kept = start, b""
    while piece := file.read(_PIECE):
        held = kept + piece
        found = held.find(_GZIP + b"\x08")
        if found >= 0:
            return at - len(kept) + found
        kept, at = held[-2:], at + len(piece)
    return -1


def _ends_whole(path: Path, last: int) -> bool:
    """Say whether the last record, packed as gzip, is whole to the end of the file; unpacked ones say so themselves."""
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            return True
        file.seek(last)
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
        rest = b""
        while piece := rest or file.read(_PIECE):
            try:
                unpacker.decompress(piece, _PIECE)
            except zlib.error:
                return True  # packed as one piece, or told as damaged already
            rest = unpacker.unconsumed_tail or unpacker.unused_data
            if unpacker.eof:
                unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
                if not rest and not (rest := file.read(_PIECE)):
                    return True
        return last == path.stat().st_size
