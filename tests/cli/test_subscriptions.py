"""`sources`, `sync` and `ingest URL` as other programs call them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.fetching.wild import Visit, WildServer, wild_server

RSS = (
    b"<rss version='2.0'><channel><title>Harbour \x1b]0;x\x07Post</title><item><title>Ferry</title>"
    b"<link>https://harbour.example/1</link><description>It sails.</description></item></channel></rss>"
)


@pytest.fixture
def server() -> Iterator[WildServer]:
    with wild_server() as running:
        yield running


@pytest.fixture
def ask(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """`call` over a store without seeds that may fetch from this machine."""
    monkeypatch.setenv("TUI_READER_ALLOW_NETWORKS", "127.0.0.0/8")
    return lambda *arguments: call("--no-seeds", *arguments)


def test_nothing_followed_is_an_answer_of_no(ask: Call) -> None:
    result = ask("sources")
    assert (result.code, result.out) == (1, "")
    assert "sources add URL" in result.err


def test_from_following_to_reading(ask: Call, server: WildServer) -> None:
    good, gone = server.serve("/feed", body=RSS.replace(b"\x1b]0;x\x07", b"")), server.serve("/gone", 410)
    assert ask("sources", "add", good, gone, "--group", "News", "--minutes", "30").code == 0
    assert ask("sources", "add", good).out == f"known\t{good}\n"
    assert "not read yet" in ask("sources", "add", gone).err
    result = ask("sync")
    assert result.code == 3  # one could not be read; the other was
    assert "1 new of 1" in result.out and "gone" in result.err
    records = [json.loads(line) for line in ask("sources", "--format", "json").out.splitlines()]
    assert {record["url"]: record["health"] for record in records} == {good: "fine", gone: "gone"}
    assert {record["group"] for record in records} == {"News"} and {record["minutes"] for record in records} == {30}
    assert "Harbour Post\t1 documents" in ask("outlets").out
    assert "nothing is due" in ask("sync").err


def test_names_and_lists_of_addresses(ask: Call, tmp_path: Path) -> None:
    listed = tmp_path / "mine.opml"
    listed.write_text('<opml><outline text="A" xmlUrl="https://a.example/"/><outline xmlUrl="file:///x"/></opml>')
    result = ask("sources", "add", str(listed))
    assert result.code == 3 and "following" in result.out and "file:///x" in result.err
    assert ask("sources", "set", "https://a.example/", "--muted", "--title", "B", "--only", "ferry").code == 0
    (record,) = [json.loads(line) for line in ask("sources", "--format", "json").out.splitlines()]
    assert (record["health"], record["title"], record["only"]) == ("muted", "B", ["ferry"])
    assert 'text="B" xmlUrl="https://a.example/"' in ask("sources", "export").out
    assert ask("sources", "remove", record["id"]).code == 0
    assert ask("sources", "remove", record["id"]).code != 0


def test_addresses_that_are_none(ask: Call, tmp_path: Path) -> None:
    for address in ("file:///etc/passwd", str(tmp_path / "missing.opml"), "http://u:p@h/", "\0"):
        result = ask("sources", "add", address)
        assert result.code == 3 and result.err.startswith("refused\t"), address
        assert "Traceback" not in result.err


def test_a_private_address_is_not_read_unless_allowed(
    ask: Call, server: WildServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.serve("/feed", body=RSS)
    monkeypatch.delenv("TUI_READER_ALLOW_NETWORKS")
    for arguments in (("sources", "add", url), ("ingest", url)):
        result = ask(*arguments)
        assert result.code == 3 and "no public address" in result.err and server.asked == []
    ask("sources", "add", url, "--page")  # looks at nothing
    assert "no public address" in ask("sync").err and server.asked == []


def test_of_a_page_the_feed_is_followed_that_it_offers(ask: Call, server: WildServer) -> None:
    feed = server.serve("/feed", body=RSS)
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'
    offers = link.format("Harbour", "/feed") + link.format("Comments", "/comments") + link.format("x", "file:///x")
    site = server.serve("/", body=f"<!doctype html><html><head>{offers}</head><body>front</body></html>".encode())
    result = ask("sources", "add", site)
    assert result.out.endswith("\tHarbour\n") and "offered as well" in result.err and "file:" not in result.err
    assert ask("sources", "add", site, "--page", "--title", "Front").out.endswith("\tFront\n")
    urls = [json.loads(line)["url"] for line in ask("sources", "--format", "json").out.splitlines()]
    assert sorted(urls) == [site, feed]


def test_what_a_feed_calls_itself_is_safe_to_show(ask: Call, server: WildServer) -> None:
    ask("sources", "add", server.serve("/feed", body=RSS))
    ask("sync")
    for arguments in (("sources",), ("sources", "--format", "csv"), ("outlets",), ("sources", "export")):
        assert "\x1b" not in ask(*arguments).out


def test_a_url_is_taken_in_like_a_file(ask: Call, server: WildServer) -> None:
    url = server.serve("/page", body=b"A headline that stands alone\n\nThe ferry sails on Sundays now.\n")
    result = ask("ingest", url, server.serve("/gone", 410), "--outlet", "The Whelk")
    assert result.code == 3
    assert f"kept\t{url}\tThe Whelk" in result.out and "refused" in result.err
    assert ask("ingest", url, "--outlet", "The Whelk").out.startswith("unchanged")


def test_watch_takes_no_names(ask: Call) -> None:
    assert ask("sync", "--watch", "x").code == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_ends_when_it_is_told_to(ask: Call, server: WildServer, number: signal.Signals) -> None:
    ask("sources", "add", server.serve("/feed", body=RSS))
    watch = [sys.executable, "-m", "tui_reader", "--no-seeds", "sync", "--watch"]
    with subprocess.Popen(watch, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().endswith("1 new of 1\n")
        child.send_signal(number)
        assert child.wait(20) == 0


def test_progress_never_stands_among_the_output(ask: Call, server: WildServer) -> None:
    def script(visit: Visit) -> None:
        visit.reply(200, RSS)

    server.scripts["/feed"] = script
    ask("sources", "add", server.url("/feed"))
    assert all(line.split("\t")[0] == "read" for line in ask("sync").out.splitlines())
