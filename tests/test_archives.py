"""Pages out of WARC files: packed in every way, cut off, broken off and gone on with."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui_reader.ingest import ingest_paths, pipeline
from tui_reader.ingest.answers import http_body
from tui_reader.ingest.archives import is_archive
from tui_reader.store import Store

brotli = pytest.importorskip("brotli")
pytest.importorskip("fastwarc")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "store.db")
    yield store
    store.close()


def page(name: str) -> bytes:
    body = f"<p>The {name} of Hillford will be mended in the spring, the council said on Monday evening.</p>" * 3
    said = f"<p>“The {name} is old,” said Ada Marsh, the mayor of the town. “We shall mend it.”</p>"
    article = f"<article><h1>Town to mend its {name}</h1>{body}{said}</article>"
    return f"<!doctype html><html><body>{article}</body></html>".encode()


def answer(body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def record(url: str, block: bytes, type: str = "response", more: str = "") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):08x}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2031-07-01T06:00:00Z\r\n"
        f"Content-Type: application/http;msgtype=response\r\n{more}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def records(*names: str) -> list[bytes]:
    return [record(f"https://a.example/{name}", answer(page(name))) for name in names]


def write(path: Path, parts: list[bytes], pack: Callable[[bytes], bytes] = gzip.compress) -> Path:
    path.write_bytes(b"".join(map(pack, parts)))
    return path


def headlines(store: Store) -> list[str]:
    return sorted(entry.headline.removeprefix("Town to mend its ") for entry in store.timeline())


@pytest.mark.parametrize("form", ["members", "one member", "plain"])
def test_each_response_is_a_page_with_its_address_and_when_it_was_captured(
    store: Store, tmp_path: Path, form: str
) -> None:
    parts = records("bridge", "road")
    if form == "one member":
        parts = [b"".join(parts)]
    path = write(tmp_path / "day", parts, bytes if form == "plain" else gzip.compress)
    assert is_archive(path)
    report = ingest_paths(store, [path], jobs=1)
    assert (headlines(store), report.refused, report.notices) == (["bridge", "road"], [], [])
    detail = store.post(store.timeline()[0].id)
    assert detail.document.url in ("https://a.example/bridge", "https://a.example/road")
    assert detail.document.file == f"day: {detail.document.url}"
    assert detail.document.captured_at is not None
    assert detail.document.captured_at.isoformat() == "2031-07-01T06:00:00+00:00"


@pytest.mark.parametrize(
    ("more", "pack"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress),
        ("Content-Encoding: gzip\r\n", lambda body: gzip.compress(body[:100]) + gzip.compress(body[100:])),
        ("Content-Encoding: gzip\r\n", bytes),  # the crawler unpacked it, and left the header
        ("Content-Encoding: deflate\r\n", zlib.compress),
        ("Content-Encoding: br\r\n", brotli.compress),
        ("Transfer-Encoding: chunked\r\n", lambda body: b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)),
        ("Transfer-Encoding: chunked\r\n", bytes),  # put together, and the header left
        ("Content-Length: 7\r\n", bytes),
    ],
)
def test_a_body_is_whole_however_it_was_packed(more: str, pack: Callable[[bytes], bytes]) -> None:
    assert http_body(answer(pack(page("bridge")), more=more), "u")[0] == page("bridge")


def test_what_is_no_page_is_counted_and_what_is_too_large_is_said(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.ingest.answers.MAX_PAGE_BYTES", 100_000)
    parts = [
        *records("bridge"),
        record("https://a.example/gone", answer(b"no", status="404 Not Found")),
        record("https://a.example/lamp.jpg", answer(b"\xff\xd8\xff", kind="image/jpeg")),
        record("https://a.example/big", answer(gzip.compress(bytes(200_000)), more="Content-Encoding: gzip\r\n")),
        record("https://a.example/odd", answer(b"x", more="Content-Encoding: odd\r\n")),
    ]
    report = ingest_paths(store, [write(tmp_path / "day.warc.gz", parts)], jobs=1)
    assert headlines(store) == ["bridge"]
    assert [(one.file.rpartition(": ")[2], one.error.what) for one in report.refused] == [
        ("https://a.example/big", "larger than 0 MB when unpacked"),
        ("https://a.example/odd", "packed as odd, which is not read"),
    ]
    assert report.notices == [f"{tmp_path}/day.warc.gz: 2 records left out: pictures, redirects, errors, no pages"]


def test_the_charset_of_the_header_counts(store: Store, tmp_path: Path) -> None:
    body = page("Łódź road").decode().replace("“", '"').replace("”", '"').encode("iso-8859-2")
    answered = answer(body, kind="text/html; charset=iso-8859-2")
    write(tmp_path / "day.warc", [record("https://a.example/1", answered)], bytes)
    ingest_paths(store, [tmp_path / "day.warc"], jobs=1)
    assert headlines(store) == ["Łódź road"]


def test_a_revisit_gives_the_page_at_its_own_address(store: Store, tmp_path: Path) -> None:
    digest = "WARC-Payload-Digest: sha1:AAAA\r\n"
    first = record("https://a.example/bridge", answer(page("bridge")), more=digest)
    parts = [
        first,
        record("https://b.example/bridge", b"HTTP/1.1 200 OK\r\n\r\n", "revisit", digest),
        record("https://a.example/bridge", b"HTTP/1.1 200 OK\r\n\r\n", "revisit", digest),
        record("https://c.example/other", b"HTTP/1.1 200 OK\r\n\r\n", "revisit", "WARC-Payload-Digest: sha1:BBBB\r\n"),
    ]
    report = ingest_paths(store, [write(tmp_path / "day.warc.gz", parts)], jobs=1)
    urls = {store.post(entry.id).document.url for entry in store.timeline()}
    assert urls == {"https://a.example/bridge", "https://b.example/bridge"}
    assert report.notices == [f"{tmp_path}/day.warc.gz: 1 revisit of pages that are not in this file"]


@pytest.mark.parametrize("form", ["members", "plain", "one member"])
def test_a_file_that_was_cut_off_gives_its_whole_records_and_says_so(store: Store, tmp_path: Path, form: str) -> None:
    parts = records("bridge", "road", "lamp")
    last = parts[2]
    whole = (
        gzip.compress(b"".join(parts), 0)
        if form == "one member"
        else b"".join(map(bytes if form == "plain" else gzip.compress, parts))
    )
    path = tmp_path / "day.warc"
    path.write_bytes(whole[: len(whole) - (len(last) // 2 if form != "members" else len(gzip.compress(last)) // 2)])
    report = ingest_paths(store, [path], jobs=1)
    assert headlines(store) == ["bridge", "road"]
    assert report.notices == [f"{path}: cut off after 2 records; these are kept"]


def test_behind_a_damaged_place_what_is_whole_is_read(store: Store, tmp_path: Path) -> None:
    parts = [gzip.compress(part) for part in records("bridge", "road", "lamp")]
    parts[1] = parts[1][:30] + bytes(40) + parts[1][70:]
    (tmp_path / "day.warc.gz").write_bytes(b"".join(parts))
    report = ingest_paths(store, [tmp_path / "day.warc.gz"], jobs=1)
    assert headlines(store) == ["bridge", "lamp"]
    assert report.notices == [f"{tmp_path}/day.warc.gz: damaged in 1 place; what is whole behind it is kept"]


def test_a_run_that_was_broken_off_is_gone_on_with(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "day.warc.gz", records(*(f"bridge {number}" for number in range(8))))
    prepared: list[str] = []
    prepare = pipeline.prepare

    def counted(page: pipeline.Page) -> object:
        if len(prepared) == 4:
            raise KeyboardInterrupt
        prepared.append(page.file)
        return prepare(page)

    monkeypatch.setattr(pipeline, "prepare", counted)
    with pytest.raises(KeyboardInterrupt):
        ingest_paths(store, [path], jobs=1)
    kept = len(store.timeline())
    assert 0 < kept <= 4
    monkeypatch.setattr(pipeline, "prepare", prepare)
    report = ingest_paths(store, [path], jobs=1)
    assert len(headlines(store)) == 8
    assert len(report.kept) == 8 - kept and not report.unchanged
    assert report.notices == [f"{path}: the first {kept} records were read by a run that was broken off"]
    assert len(ingest_paths(store, [path], jobs=1).unchanged) == 8  # read whole, it is read again when asked for


def test_a_file_that_only_looks_like_one_is_refused_in_a_line(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(b"WARC/1.0\r\nnothing here\r\n\r\n")
    report = ingest_paths(store, [tmp_path / "x.warc"], jobs=1)
    assert [refused.error.what for refused in report.refused] == ["no page in it"]
