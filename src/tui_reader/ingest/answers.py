"""The answer of a server as a crawler kept it: header and body, chunked or not, packed in one way or several."""

from __future__ import annotations

import http.client
import io
import zlib
from typing import BinaryIO

from tui_reader.errors import InputError, TooLargeError
from tui_reader.limits import MAX_PAGE_BYTES

_GZIP = b"\x1f\x8b"
_PIECE = 256 * 1024


class _Bytes:
    """What `http.client` takes for a connection."""

    def __init__(self, block: bytes) -> None:
        self._block = block

    def makefile(self, *_: object) -> BinaryIO:
        """Return the bytes as a file."""
        return io.BytesIO(self._block)


def http_body(block: bytes, url: str) -> tuple[bytes, str]:
    """Return the body of an answer as it was sent, unpacked, and its type; b"" for what is no page (a redirect).

    Some crawlers unpack a body and leave the header that says it is packed: what does not begin as it should is taken
    as it is. Raises TooLargeError for what grows over the cap, InputError for what is packed in an unknown way.
    """
    answer = http.client.HTTPResponse(_Bytes(block))  # type: ignore[arg-type]
    try:
        answer.begin()
    except (http.client.HTTPException, ValueError, OSError) as error:
        raise InputError(f"no answer of a server ({type(error).__name__})", "", "left out") from error
    content_type = answer.headers.get("Content-Type", "")
    if answer.status != http.client.OK:
        return b"", content_type
    whole = block[_body_begins(block) :]
    try:
        body = answer.read() if answer.chunked else whole
    except (http.client.HTTPException, ValueError):
        body = whole  # put together already
    for name in reversed(answer.headers.get("Content-Encoding", "").lower().replace(",", " ").split()):
        body = unpacked(body, name)
    return body, content_type


def unpacked(body: bytes, packing: str) -> bytes:
    """Return a body unpacked, all members of it. Raises TooLargeError, InputError."""
    if packing in ("gzip", "x-gzip", "deflate"):
        if packing != "deflate" and not body.startswith(_GZIP):
            return body
        return _inflated(body, packing)
    if packing == "br":
        return _from_brotli(body)
    if packing in ("identity", ""):
        return body
    raise InputError(f"packed as {packing[:20]}, which is not read", "", "left out")


def _inflated(body: bytes, packing: str) -> bytes:
    found, rest = bytearray(), body
    while rest:
        bare = packing == "deflate" and rest[0] & 0x0F != zlib.DEFLATED
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
        try:
            found += unpacker.decompress(rest, MAX_PAGE_BYTES - len(found) + 1)
        except zlib.error:
            if found:
                break  # what stands behind the last member is no member
            return body
        if len(found) > MAX_PAGE_BYTES:
            raise TooLargeError(f"larger than {MAX_PAGE_BYTES // 2**20} MB when unpacked", "", "left out")
        rest = unpacker.unused_data
    return bytes(found)


def _from_brotli(body: bytes) -> bytes:
    try:
        import brotli
    except ModuleNotFoundError:
        raise InputError("packed as br, for which no reader is there", "", "pip install brotli") from None
    unpacker = brotli.Decompressor()
    found, waiting = bytearray(), body
    try:
        while not unpacker.is_finished() and len(found) <= MAX_PAGE_BYTES:
            piece = unpacker.process(waiting, output_buffer_limit=_PIECE)
            waiting = b""
            if not piece and unpacker.can_accept_more_data():
                break
            found += piece
    except brotli.error:
        return body
    if len(found) > MAX_PAGE_BYTES:
        raise TooLargeError(f"larger than {MAX_PAGE_BYTES // 2**20} MB when unpacked", "", "left out")
    return bytes(found)


def _body_begins(block: bytes) -> int:
    ends = [at + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark)) >= 0]
    return min(ends, default=len(block))
