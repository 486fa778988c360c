#!/usr/bin/env bash
# warcio 1.8.1 and fastwarc 2.0.1: what a page out of an archive may have lost, without a word.
#
# - warcio ends a body packed as gzip after its first member: of two, which servers send and browsers show, half the page
#   is there. A body in brotli raises AttributeError where the package brotli 1.2.1 is installed.
# - warcio reads no archive that is one gzip stream as a whole; fastwarc does.
# - fastwarc gives a record whose header was cut off as one of length 0, and one whose block was cut off with the bytes
#   that are there; neither is said. Length and header must be compared by whoever reads.
# - fastwarc's decoding raises OSError where a crawler unpacked a body and left "Content-Encoding: gzip" in its header;
#   warcio gives the body as it is.
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check warcio==1.8.1 fastwarc==2.0.1 brotli==1.2.1
"$place/venv/bin/python" - <<'PYTHON'
import gzip
import io

import brotli
from fastwarc.warc import ArchiveIterator as Fast
from warcio.archiveiterator import ArchiveIterator as Common


def record(body: bytes, packing: str) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {packing}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        "WARC-Target-URI: https://a.example/\r\nWARC-Date: 2031-07-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def of_common(archive: bytes) -> object:
    try:
        return [each.content_stream().read() for each in Common(io.BytesIO(archive))]
    except Exception as error:
        return type(error).__name__


def of_fast(archive: bytes, decoding: str = "content") -> object:
    try:
        return [each.reader.read() for each in Fast(io.BytesIO(archive), auto_decode=decoding)]
    except Exception as error:
        return type(error).__name__


two = record(gzip.compress(b"<p>one</p>") + gzip.compress(b"<p>two</p>"), "gzip")
brotlied = record(brotli.compress(b"<p>one</p>"), "br")
unpacked = record(b"<p>one</p>", "gzip")
stream = gzip.compress(record(b"<p>one</p>", "identity") * 2)
whole = record(b"x" * 1000, "identity")
in_header = [(each.content_length, len(each.reader.read())) for each in Fast(io.BytesIO(whole[:150]), parse_http=False)]
in_block = [(each.content_length, len(each.reader.read())) for each in Fast(io.BytesIO(whole[:900]), parse_http=False)]
seen = {
    "warcio, two members": (of_common(two), [b"<p>one</p>"]),
    "fastwarc, two members": (of_fast(two), [b"<p>one</p><p>two</p>"]),
    "warcio, brotli": (of_common(brotlied), "AttributeError"),
    "warcio, one stream": (of_common(stream), "ArchiveLoadFailed"),
    "fastwarc, one stream": (of_fast(stream), [b"<p>one</p>"] * 2),
    "warcio, unpacked by the crawler": (of_common(unpacked), [b"<p>one</p>"]),
    "fastwarc, unpacked by the crawler": (of_fast(unpacked), "OSError"),
    "fastwarc, cut off in a header": (in_header, [(0, 0)]),
    "fastwarc, cut off in a block": ([length > there for length, there in in_block], [True]),
}
for name, (found, expected) in seen.items():
    print(f"{'as seen' if found == expected else 'CHANGED'}: {name}: {found!r}")
raise SystemExit(int(any(found != expected for found, expected in seen.values())))
PYTHON
