"""Following feeds, from the wire to the store, against a server on 127.0.0.1."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fetching.wild import WildServer, wild_server
from tui_reader.domain import Filters, Subscription
from tui_reader.errors import ForbiddenAddressError, NothingFoundError
from tui_reader.fetching import Fetcher, FetchRules, SyncReport
from tui_reader.fetching.addresses import parse_networks
from tui_reader.parsing.decoding import in_utf8
from tui_reader.store import Store
from tui_reader.syncing import LONGEST_WAIT_SECONDS, Following

NOON = datetime(2031, 6, 12, 12, tzinfo=UTC)
ITEM = "<item><title>{0}</title><link>https://harbour.example/{0}</link><description>{1}</description></item>"
SAID = "Mara Quill said: “It is time.”"


def rss(*items: tuple[str, str]) -> bytes:
    body = "".join(ITEM.format(title, words) for title, words in items)
    return f"<rss version='2.0'><channel><title>Harbour Post</title>{body}</channel></rss>".encode()


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def server() -> Iterator[WildServer]:
    with wild_server() as running:
        yield running


@pytest.fixture
def following(tmp_path: Path) -> Iterator[Following]:
    store = Store(tmp_path / "store.db")
    yield Following(store, Fetcher(FetchRules(allowed=parse_networks("127.0.0.0/8"))), Clock())
    store.close()


def posts(following: Following) -> list[str]:
    return sorted(entry.headline for entry in following.store.timeline())


def later(following: Following, **time: float) -> None:
    assert isinstance(following.clock, Clock)
    following.clock.now += timedelta(**time)


def test_a_feed_becomes_posts_and_quotations(server: WildServer, following: Following) -> None:
    url = server.serve("/feed", body=rss(("Ferry", SAID), ("Tides", "High water at six.")))
    assert following.follow(Subscription(url)) and not following.follow(Subscription(url))
    report = following.sync()
    assert (report.new, report.failed) == (2, [])
    assert posts(following) == ["Ferry", "Tides"]
    (quotation,) = following.store.quotations("", Filters())
    assert (quotation.quotation.text, quotation.outlet) == ("It is time.", "Harbour Post")
    assert following.get(url).title == "Harbour Post"


def test_what_came_before_does_not_come_twice(server: WildServer, following: Following) -> None:
    url = server.serve("/feed", body=rss(("Ferry", SAID)))
    following.follow(Subscription(url))
    following.sync()
    server.serve("/feed", body=rss(("Tides", "Low water."), ("Ferry", SAID)))
    later(following, hours=1)
    (looked,) = following.sync().looked
    assert (looked.entries, looked.new, posts(following)) == (2, 1, ["Ferry", "Tides"])


def test_an_entry_that_changed_is_the_same_document_anew(server: WildServer, following: Following) -> None:
    url = server.serve("/feed", body=rss(("Ferry", "It sails.")))
    following.follow(Subscription(url))
    following.sync()
    server.serve("/feed", body=rss(("Ferry", SAID)))
    later(following, hours=1)
    assert following.sync().new == 1
    assert posts(following) == ["Ferry"] and len(following.store.quotations("", Filters())) == 1


def test_what_is_asked_for_by_name_is_read_though_not_due(server: WildServer, following: Following) -> None:
    gone, fine = server.serve("/gone", 410), server.serve("/feed", body=rss(("Ferry", SAID)))
    for url in (gone, fine):
        following.follow(Subscription(url))
    following.sync()
    assert following.sync().looked == []
    assert [one.unchanged for one in following.sync([following.get(fine)]).looked] == [True]
    server.serve("/gone", body=rss(("Back", "again")))
    assert following.sync([following.get(gone)]).new == 1
    assert not following.state(following.get(gone)).gone


def test_the_outlet_and_the_filter_are_the_readers(server: WildServer, following: Following) -> None:
    url = server.serve("/feed", body=rss(("Ferry", "sails"), ("Rain", "falls")))
    following.follow(Subscription(url, outlet="The Whelk", only=("ferry",)))
    following.sync()
    assert [(entry.headline, entry.outlet) for entry in following.store.timeline()] == [("Ferry", "The Whelk")]


GUID = "<item><title>{0}</title><link>https://harbour.example/{1}</link><guid{2}</guid><description>{3}</description></item>"


@pytest.mark.parametrize("guid", [' isPermaLink="false">g-123', ">https://harbour.example/tolls"])
def test_an_entry_whose_address_changes_is_the_same_document(
    server: WildServer, following: Following, guid: str
) -> None:
    def feed(title: str, address: str) -> bytes:
        item = GUID.format(title, address, guid, SAID)
        return f"<rss version='2.0'><channel><title>Harbour Post</title>{item}</channel></rss>".encode()

    url = server.serve("/feed", body=feed("Tolls to rise", "tolls-123"))
    following.follow(Subscription(url))
    following.sync()
    (before,) = following.store.timeline()
    counts = []
    for _ in range(2):  # the second time there is nothing new in it
        server.serve("/feed", body=feed("Port tolls up", "port-tolls-123"))
        later(following, days=1)
        counts.append(following.sync().new)
    (now,) = following.store.timeline()
    assert (counts, now.id, now.document, now.headline) == ([1, 0], before.id, before.document, "Port tolls up")
    assert [entry.gone_at for entry in following.store.quotations("", Filters())] == [None]


def test_an_entry_without_words_is_left_out(server: WildServer, following: Following) -> None:
    server.serve("/feed", body=rss(("", "")))
    following.follow(Subscription(server.url("/feed")))
    assert following.sync().new == 0


def test_a_live_page_may_be_followed_like_a_feed(server: WildServer, following: Following) -> None:
    page = "Ferry to run on Sundays\n\n15:56 BST\nCouncil votes nine to four\nThey voted.\n"
    url = server.serve("/live", body=page.encode())
    following.follow(Subscription(url))
    assert following.sync().new == 1
    assert {entry.document for entry in following.store.timeline()}


def test_pages_of_entries_are_read_in_full_where_asked_for(server: WildServer, following: Following) -> None:
    words = "The council voted nine to four on Thursday evening, after three hours in which residents were heard."
    page = f"<!doctype html><html><head><title>Ferry</title></head><body><h1>Ferry</h1><p>{words}</p><p>{SAID}</p>"
    item = ITEM.replace("https://harbour.example", server.url("").rstrip("/"))
    for path in ("/Ferry", "/Gone"):
        server.serve(path, 200 if path == "/Ferry" else 404, body=page.encode())
    body = "".join(item.format(title, "A vote.") for title in ("Ferry", "Gone"))
    feed = f"<rss version='2.0'><channel><title>Harbour Post</title>{body}</channel></rss>"
    url = server.serve("/feed", body=feed.encode())
    following.follow(Subscription(url, full_text=True))
    assert following.sync().new == 2  # the one without a page is kept as the feed has it
    assert [entry.quotation.text for entry in following.store.quotations("", Filters())] == ["It is time."]
    later(following, hours=1)
    server.serve("/feed", body=feed.replace("A vote.", "A long vote.", 1).encode())
    following.sync()
    assert len(following.store.quotations("", Filters())) == 1  # the entry does not replace the page


def test_what_was_forgotten_is_neither_kept_nor_fetched_again(server: WildServer, following: Following) -> None:
    item = ITEM.replace("https://harbour.example", server.url("").rstrip("/"))
    server.serve("/Ferry", body=f"Ferry\n\nThe council voted nine to four on Thursday.\n\n{SAID}\n".encode())
    feed = f"<rss version='2.0'><channel><title>Harbour Post</title>{item.format('Ferry', 'A vote.')}</channel></rss>"
    url = server.serve("/feed", body=feed.encode())
    following.follow(Subscription(url, full_text=True))
    assert following.sync().new == 1
    following.store.forget(following.store.timeline()[0].document, "ada")
    later(following, hours=1)
    server.serve("/feed", body=feed.replace("A vote.", "A vote, corrected.").encode())
    assert following.sync().new == 0
    assert posts(following) == []
    assert server.paths().count("/Ferry") == 1


def test_urls_are_taken_in_one_by_one(server: WildServer, following: Following) -> None:
    page = server.serve("/page", body=f"A headline that stands alone\n\n{SAID}\n".encode())
    report = following.ingest_urls([server.serve("/gone", 410), page, "file:///etc/passwd"], outlet="The Whelk")
    assert [kept.outlet for kept in report.kept] == ["The Whelk"]
    assert [refused.file for refused in report.refused] == [server.url("/gone"), "file:///etc/passwd"]


def test_a_watch_reads_what_is_due_until_told_to_stop(server: WildServer, following: Following) -> None:
    following.follow(Subscription(server.serve("/feed", body=rss(("Ferry", SAID)))))
    waits: list[float] = []
    heard: list[SyncReport] = []

    def wait(seconds: float) -> bool:
        if seconds:
            waits.append(seconds)
            later(following, seconds=seconds)
        return len(waits) == 8

    following.watch(wait, heard.append)
    assert all(1 <= seconds <= LONGEST_WAIT_SECONDS for seconds in waits)
    assert [report.new for report in heard] == [1] + [0] * (len(heard) - 1)
    assert 2 <= len(heard) == len(server.paths()) <= 3  # 40 minutes at most, an interval of 15 and its jitter


def test_an_opml_list_is_followed(following: Following) -> None:
    raw = b'<opml><outline text="a" xmlUrl="https://a.example/"/><outline xmlUrl="file:///x"/></opml>'
    new, refused = following.follow_list(raw, "mine.opml")
    assert [one.url for one in new] == ["https://a.example/"] and len(refused) == 1
    assert following.follow_list(raw, "mine.opml")[0] == []


def test_only_the_web_is_followed(following: Following) -> None:
    with pytest.raises(ForbiddenAddressError):
        following.follow(Subscription("file:///etc/passwd"))
    with pytest.raises(NothingFoundError, match="not followed"):
        following.get("https://a.example/")


def test_settings_and_an_end(following: Following) -> None:
    following.follow(Subscription("https://A.example"))
    one = following.get("https://A.example")
    following.change(one._replace(muted=True))
    assert following.get(one.id).muted
    following.remove(one)
    assert following.all() == []


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("Café".encode(), "text/html; charset=iso-8859-1", "Café"),  # a header that lies about UTF-8
        ("Café".encode("latin-1"), "text/html; charset=iso-8859-1", "Café"),
        ("Кафе".encode("koi8-r"), 'text/html; charset="KOI8-R"', "Кафе"),
        (b"+ADw-script+AD4- \xff", "text/html; charset=utf-7", None),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><a>Caf\xe9</a>', "text/xml; charset=iso-8859-1", None),
        (b"Caf\xe9", "text/html; charset=no-such-thing", None),
        (b"Caf\xe9", "", None),
    ],
)
def test_the_encoding_of_a_header_is_believed_where_it_fits(
    body: bytes, content_type: str, expected: str | None
) -> None:
    found = in_utf8(body, content_type)
    assert found == (body if expected is None else expected.encode())
