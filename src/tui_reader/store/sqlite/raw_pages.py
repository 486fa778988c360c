"""Rows read from the pages of a damaged file themselves, where SQLite finds no way to them.

A table's rows stand in leaf pages; what leads there (the schema, the pages between) may be damaged while they are
whole. Which table a row is of is not known then, so only rows that prove themselves are of use: see `captures_in`.
Source: "Database File Format" of SQLite, sections 1.5 (b-tree pages), 1.6 (overflow), 2.1 (records) and 4.1 (log).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

_TABLE_LEAF = 0x0D
_SIZES = {2**power for power in range(9, 17)}
_USUAL_SIZE = 4096
_FIXED = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}  # bytes of a value that is no text and no blob
_TEXT = 13  # the least serial type of a text; even ones are blobs
_SHA256 = 64  # letters
_LOG_MARK, _LOG_HEAD, _FRAME_HEAD = b"\x37\x7f\x06", 32, 24  # of a write-ahead log


class RawCapture(NamedTuple):
    """A page as it came, found by its sum."""

    sha256: str
    file: str
    captured_at: str | None
    raw: bytes
    text: str | None


def captures_in(path: Path) -> Iterator[RawCapture]:
    """Yield the captures that stand in the file at `path`, in the order of its pages; each fits its own sha256.

    A page that its write-ahead log has as well is the log's.
    """
    with path.open("rb") as file, _log_of(path) as log:
        for cells in _rows(_Pages(file, log, path.stat().st_size)):
            if len(cells) != len(RawCapture._fields) + 1:
                continue
            _, sha256, name, at, raw, text = cells
            if not isinstance(sha256, str) or not isinstance(raw, bytes) or not isinstance(name, str):
                continue
            if len(sha256) == _SHA256 and hashlib.sha256(raw).hexdigest() == sha256:
                told = at if isinstance(at, str) else None, raw, text if isinstance(text, str) else None
                yield RawCapture(sha256, name, *told)


class _Pages:
    """The pages of a file by number (from 1), as its write-ahead log leaves them."""

    def __init__(self, file: BinaryIO, log: BinaryIO, length: int) -> None:
        self._file, self._log, self._logged = file, log, dict[int, int]()
        size, head = int.from_bytes(file.read(18)[16:], "big"), log.read(_LOG_HEAD)
        is_logged = head[:3] == _LOG_MARK
        if is_logged:
            size = int.from_bytes(head[8:12], "big")
        elif size == 1:
            size = 1 << 16  # which two bytes cannot hold
        self.size = size if size in _SIZES else _USUAL_SIZE
        self.many = length // self.size
        if is_logged:
            self._read_log(head[16:24])

    def _read_log(self, salt: bytes) -> None:
        """Note where the log has which page: of writes that came to their end, not of an earlier log (other salt)."""
        at, written = _LOG_HEAD, dict[int, int]()
        while len(head := self._log.read(_FRAME_HEAD)) == _FRAME_HEAD:
            number = int.from_bytes(head[:4], "big")
            if head[8:16] != salt:
                break
            written[number] = at + _FRAME_HEAD
            if any(head[4:8]):
                self._logged.update(written)
            at += _FRAME_HEAD + self.size
            self._log.seek(at)
        self.many += len(self._logged)  # at most so many are new

    def page(self, number: int) -> bytes:
        """Return a page; of one that is nowhere nothing."""
        at = self._logged.get(number)
        file, at = (self._file, (number - 1) * self.size) if at is None else (self._log, at)
        file.seek(at)
        return file.read(self.size)


def _log_of(path: Path) -> BinaryIO:
    log = path.with_name(f"{path.name}-wal")
    return log.open("rb") if log.is_file() else BytesIO()


def _rows(pages: _Pages) -> Iterator[list[object]]:
    """Yield the rows of all leaf pages of tables; those that make no sense are passed over."""
    for number in range(1, pages.many + 1):
        page = pages.page(number)
        head = 100 if number == 1 else 0
        if len(page) <= head or page[head] != _TABLE_LEAF:
            continue
        for at in range(int.from_bytes(page[head + 3 : head + 5], "big")):
            place = page[head + 8 + 2 * at : head + 10 + 2 * at]
            try:
                yield _cells(_payload(pages, page, int.from_bytes(place, "big")))
            except (ValueError, IndexError):
                continue


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where the next thing stands."""
    value = 0
    for used in range(8):
        value = value << 7 | raw[at + used] & 0x7F
        if raw[at + used] < 0x80:
            return value, at + used + 1
    return value << 8 | raw[at + 8], at + 9


def _payload(pages: _Pages, page: bytes, at: int) -> bytes:
    """Return the record of the cell at a place, with what stands in overflow pages."""
    whole, at = _varint(page, at)
    _, at = _varint(page, at)  # the row's key
    size = pages.size
    if whole > size * pages.many:
        raise ValueError
    local = whole
    if whole > size - 35:
        least = (size - 12) * 32 // 255 - 23
        local = least + (whole - least) % (size - 4)
        local = local if local <= size - 35 else least
    parts, had = [page[at : at + local]], local
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while had < whole:
        if not 0 < following <= pages.many:
            raise ValueError
        more = pages.page(following)
        following = int.from_bytes(more[:4], "big")
        parts.append(more[4 : 4 + whole - had])
        had += len(parts[-1])
    return b"".join(parts)


def _cells(record: bytes) -> list[object]:
    """Return the values of a record; numbers are left out (None)."""
    end, at = _varint(record, 0)
    place, cells = end, list[object]()
    while at < end:
        kind, at = _varint(record, at)
        if kind < len(_FIXED):
            place += _FIXED[kind]
            cells.append(None)
            continue
        many = (kind - _TEXT) // 2 if kind % 2 else (kind - _TEXT + 1) // 2
        if many < 0:
            raise ValueError
        value = record[place : place + many]
        cells.append(value.decode("utf-8") if kind % 2 else value)
        place += many
    return cells
