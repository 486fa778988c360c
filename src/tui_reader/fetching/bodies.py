"""The body of an answer: unpacked under a cap, whole or not at all."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Iterator

from tui_reader.errors import FetchError, TooLargeError

PIECE = 64 * 1024
ACCEPTED = "gzip, deflate"
GZIP_OR_ZLIB, BARE_DEFLATE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS


def read_body(answer: http.client.HTTPResponse, url: str, cap: int) -> bytes:
    """Return the body, unpacked, of at most `cap` bytes packed or not.

    Raises TooLargeError at the first byte beyond the cap, FetchError where the body breaks off, is longer
    in the header than on the wire, or is packed in a way nobody asked for. May raise what the socket raises.
    """
    declared = answer.length  # None where the end of the connection is the end of the body
    if declared is not None and declared > cap:
        raise _too_large(url, cap)
    came = _Count()
    packed = came.of(iter(lambda: answer.read(PIECE), b""))
    body = bytearray()
    for piece in _unpacked(packed, answer.headers.get("Content-Encoding", ""), url):
        body += piece
        if len(body) > cap or came.octets > cap:
            raise _too_large(url, cap)
    if declared is not None and came.octets < declared:
        raise FetchError(f"the answer broke off: {came.octets:,} of {declared:,} bytes came", url, "try again later")
    return bytes(body)


class _Count:
    """How many bytes went by."""

    def __init__(self) -> None:
        self.octets = 0

    def of(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.octets += len(piece)
            yield piece


def _too_large(url: str, cap: int) -> TooLargeError:
    return TooLargeError(f"larger than {cap / 2**20:g} MB", url, "nothing of it is kept")


def _unpacked(pieces: Iterator[bytes], encodings: str, url: str) -> Iterator[bytes]:
    """Yield the pieces unpacked; each is at most PIECE bytes, however well it was packed."""
    names = [name for name in encodings.lower().replace(",", " ").split() if name != "identity"]
    if not names:
        yield from pieces
        return
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"packed as {' in '.join(names)[:60]}, which was not asked for", url)
    unpacker: zlib._Decompress | None = None
    for piece in pieces:
        if unpacker is None:
            # "deflate" means zlib, but some servers send it bare; a zlib header is recognised by its first byte.
            bare = names[0] == "deflate" and piece[0] & 0x0F != zlib.DEFLATED
            unpacker = zlib.decompressobj(BARE_DEFLATE if bare else GZIP_OR_ZLIB)
        yield from _inflate(unpacker, piece, url)
    if unpacker is not None and not unpacker.eof:
        raise FetchError("the answer broke off inside its packed body", url, "try again later")


def _inflate(unpacker: zlib._Decompress, piece: bytes, url: str) -> Iterator[bytes]:
    waiting, full = piece, True
    try:
        # A full yield may leave some in the unpacker's window with nothing waiting before it.
        while (waiting or full) and not unpacker.eof:
            unpacked = unpacker.decompress(waiting, PIECE)
            waiting, full = unpacker.unconsumed_tail, len(unpacked) == PIECE
            yield unpacked
    except zlib.error as error:
        raise FetchError("its packed body is damaged", url, "try again later") from error
