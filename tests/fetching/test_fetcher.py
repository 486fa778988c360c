from __future__ import annotations

import gzip
import ssl
import threading
import zlib
from datetime import UTC, datetime

import pytest

from tests.fetching.conftest import LOOPBACK
from tests.fetching.test_transport import WatchedContext
from tests.fetching.wild import FakeClock, Visit, WildServer
from tui_reader import limits
from tui_reader.errors import FetchError, ForbiddenAddressError, GoneError, RetryLaterError, TooLargeError
from tui_reader.fetching import Fetcher, FetchRules


def test_a_page_comes_whole_with_what_is_needed_to_ask_again(server: WildServer, fetcher: Fetcher) -> None:
    url = server.serve("/a", body=b"words", ETag='"1"', Last_Modified="then", Content_Type="text/html; charset=x")
    fetched = fetcher.fetch(url)
    assert (fetched.body, fetched.url, fetched.content_type) == (b"words", url, "text/html; charset=x")
    assert (fetched.etag, fetched.last_modified, fetched.moved_to) == ('"1"', "then", None)


def test_the_request_says_who_we_are_and_carries_nothing_else(server: WildServer, fetcher: Fetcher) -> None:
    url = server.serve("/a", Set_Cookie="id=1")
    fetcher.fetch(url)
    fetcher.fetch(url)
    headers = server.asked[-1][1]
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert headers["User-Agent"].startswith("tui-reader/")
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"


def test_a_house_may_say_whom_to_write_to() -> None:
    rules = FetchRules.from_environment({"TUI_READER_CONTACT": "desk@paper.example\r\nX: y"})
    assert rules.user_agent.endswith("(news reader; desk@paper.exampleX: y)")


# -- asking again ---------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_sent_again(server: WildServer, fetcher: Fetcher) -> None:
    def script(visit: Visit) -> None:
        known = visit.headers.get("If-None-Match") == '"1"' and visit.headers.get("If-Modified-Since") == "then"
        visit.reply(304 if known else 200, b"" if known else b"words", {"ETag": '"1"'})

    server.scripts["/a"] = script
    assert not fetcher.fetch(server.url("/a")).not_modified
    again = fetcher.fetch(server.url("/a"), etag='"1"', last_modified="then")
    assert again.not_modified and again.body == b"" and again.etag == '"1"'


def test_not_modified_without_having_asked_is_an_error(server: WildServer, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="answers 304"):
        fetcher.fetch(server.serve("/a", 304))


def test_a_condition_cannot_smuggle_a_header(server: WildServer, fetcher: Fetcher) -> None:
    fetcher.fetch(server.serve("/a"), etag='"1"\r\nCookie: x')
    assert "If-None-Match" not in server.asked[-1][1] and "Cookie" not in server.asked[-1][1]


# -- redirects ------------------------------------------------------------------------------------


def test_a_chain_of_permanent_moves_is_remembered(server: WildServer, fetcher: Fetcher) -> None:
    server.serve("/a", 301, Location="/b")
    server.serve("/b", 308, Location=server.url("/c"))
    server.serve("/c", body=b"words")
    fetched = fetcher.fetch(server.url("/a"))
    assert fetched.body == b"words" and fetched.moved_to == fetched.url == server.url("/c")


def test_only_the_permanent_start_of_a_chain_is_remembered(server: WildServer, fetcher: Fetcher) -> None:
    server.serve("/a", 301, Location="/b")
    server.serve("/b", 302, Location="/c")
    server.serve("/c", 301, Location="/d")
    server.serve("/d")
    fetched = fetcher.fetch(server.url("/a"))
    assert (fetched.moved_to, fetched.url) == (server.url("/b"), server.url("/d"))


def test_a_temporary_redirect_moves_nothing(server: WildServer, fetcher: Fetcher) -> None:
    server.serve("/a", 307, Location="/b")
    server.serve("/b")
    assert fetcher.fetch(server.url("/a")).moved_to is None


def test_redirects_in_a_circle_end(server: WildServer, fetcher: Fetcher) -> None:
    server.serve("/a", 301, Location="/b")
    server.serve("/b", 302, Location="/a")
    with pytest.raises(FetchError, match="circle"):
        fetcher.fetch(server.url("/a"))
    assert server.paths() == ["/a", "/b"]


def test_redirects_without_end_end(server: WildServer, fetcher: Fetcher) -> None:
    for number in range(50):
        server.serve(f"/{number}", 302, Location=f"/{number + 1}")
    with pytest.raises(FetchError, match="more than 8 times"):
        fetcher.fetch(server.url("/0"))
    assert len(server.paths()) == limits.MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "file:///etc/passwd",
        "gopher://x/",
    ],
)
def test_a_redirect_is_checked_as_if_it_had_been_asked_for(server: WildServer, fetcher: Fetcher, location: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        fetcher.fetch(server.serve("/a", 302, Location=location))


def test_a_redirect_with_foreign_letters_and_blanks_is_followed(server: WildServer, fetcher: Fetcher) -> None:
    server.serve("/a", 302, Location="/ü b".encode().decode("latin-1"))
    server.serve("/%C3%BC%20b", body=b"words")
    assert fetcher.fetch(server.url("/a")).body == b"words"


# -- names ----------------------------------------------------------------------------------------


def test_a_private_address_is_refused_before_any_connection(server: WildServer) -> None:
    with pytest.raises(ForbiddenAddressError, match="TUI_READER_ALLOW_NETWORKS"):
        Fetcher().fetch(server.serve("/a"))
    assert server.asked == []


def test_the_checked_address_is_the_one_connected_to(server: WildServer) -> None:
    """DNS rebinding: the name is looked up once a request, and what was checked is what is used."""
    looked_up: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) <= 2 else ["10.0.0.1"]

    server.serve("/a", body=b"words")
    fetched = Fetcher(LOOPBACK, resolve=resolve).fetch(server.url("/a", host="news.example"))
    assert fetched.body == b"words"
    assert looked_up == ["news.example"] * 2  # once for robots.txt, once for the page: never behind our back
    assert server.asked[-1][1]["Host"] == f"news.example:{server.server_port}"


def test_an_address_that_does_not_answer_gives_way_to_the_next(server: WildServer) -> None:
    server.serve("/a", body=b"words")
    fetcher = Fetcher(LOOPBACK, resolve=lambda host, port: ["127.254.254.254", "127.0.0.1"])
    assert fetcher.fetch(server.url("/a", host="news.example")).body == b"words"


# -- keys -----------------------------------------------------------------------------------------


class Unencrypted(Fetcher):
    """Says https and speaks plainly, as the test's server does."""

    def _tls(self) -> ssl.SSLContext:
        return WatchedContext(ssl.PROTOCOL_TLS_CLIENT)


def test_a_key_goes_to_its_host_alone_and_into_no_url_we_keep(server: WildServer) -> None:
    rules = FetchRules.from_environment(
        {"TUI_READER_ALLOW_NETWORKS": "127.0.0.0/8", "TUI_READER_API_KEYS": "Content.Example=s&cret other.example=x"}
    )
    assert "cret" not in repr(rules)
    fetcher = Unencrypted(rules, resolve=lambda host, port: ["127.0.0.1"])
    onward = f"https://elsewhere.example:{server.server_port}/b"
    server.serve("/a?q=1&api-key=s%26cret", 302, Location=onward)
    server.serve("/b", body=b"words")
    fetched = fetcher.fetch(f"https://content.example:{server.server_port}/a?q=1")
    assert (fetched.body, fetched.url) == (b"words", onward)
    assert server.paths()[-2:] == ["/a?q=1&api-key=s%26cret", "/b"]
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(f"https://content.example:{server.server_port}/missing")
    assert "cret" not in str(caught.value)
    with pytest.raises(FetchError):
        fetcher.fetch(server.url("/plain", host="content.example"))
    assert server.paths()[-1] == "/plain"  # not over http
    assert not any("robots.txt?" in path for path, _ in server.asked)


# -- answers that are no page ---------------------------------------------------------------------


def test_gone_is_gone(server: WildServer, fetcher: Fetcher) -> None:
    with pytest.raises(GoneError):
        fetcher.fetch(server.serve("/a", 410))


@pytest.mark.parametrize("status", [401, 403, 404, 418, 500, 502])
def test_an_error_is_said_with_its_number(server: WildServer, fetcher: Fetcher, status: int) -> None:
    with pytest.raises(FetchError, match=f"answers {status}"):
        fetcher.fetch(server.serve("/a", status))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 24 Nov 2026 12:10:00 GMT", 600.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("99999999999999999999", 604800.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_says_when_to_come_back(
    server: WildServer, status: int, header: str, seconds: float | None
) -> None:
    fetcher = Fetcher(LOOPBACK, now=lambda: datetime(2026, 11, 24, 12, tzinfo=UTC))
    with pytest.raises(RetryLaterError) as caught:
        fetcher.fetch(server.serve("/a", status, Retry_After=header))
    assert caught.value.seconds == seconds


# -- bodies ---------------------------------------------------------------------------------------


def test_a_body_shorter_than_its_header_says_is_not_taken(server: WildServer, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="broke off: 5 of 9 bytes came"):
        fetcher.fetch(server.serve("/a", body=b"words", Content_Length="9"))


def test_a_chunked_body_that_breaks_off_is_not_taken(server: WildServer, fetcher: Fetcher) -> None:
    url = server.serve("/a", body=b"5\r\nwords\r\n5\r\nwo", Transfer_Encoding="chunked")
    with pytest.raises(FetchError, match="broke off"):
        fetcher.fetch(url)


def test_a_chunked_body_is_put_together(server: WildServer, fetcher: Fetcher) -> None:
    url = server.serve("/a", body=b"5\r\nwords\r\n3\r\n of\r\n0\r\n\r\n", Transfer_Encoding="chunked")
    assert fetcher.fetch(url).body == b"words of"


@pytest.mark.parametrize("size", [0, 1, 5, 65536, 200_000])
@pytest.mark.parametrize("name", ["gzip", "deflate", "bare", "identity"])
def test_packed_bodies_are_unpacked(server: WildServer, fetcher: Fetcher, name: str, size: int) -> None:
    words = (b"words of " * size)[:size]
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(words),
        "deflate": zlib.compress(words),
        "bare": bare.compress(words) + bare.flush(),
        "identity": words,
    }[name]
    url = server.serve("/a", body=packed, Content_Encoding="deflate" if name == "bare" else name)
    assert fetcher.fetch(url).body == words


def test_a_packed_body_that_breaks_off_is_not_taken(server: WildServer, fetcher: Fetcher) -> None:
    url = server.serve("/a", body=gzip.compress(bytes(range(256)) * 9)[:-20], Content_Encoding="gzip")
    with pytest.raises(FetchError, match="broke off"):
        fetcher.fetch(url)


def test_a_damaged_packed_body_is_said(server: WildServer, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="damaged"):
        fetcher.fetch(server.serve("/a", body=b"no gzip at all", Content_Encoding="gzip"))


@pytest.mark.parametrize("name", ["br", "zstd", "gzip, gzip"])
def test_a_packing_nobody_asked_for_is_refused(server: WildServer, fetcher: Fetcher, name: str) -> None:
    with pytest.raises(FetchError, match="was not asked for"):
        fetcher.fetch(server.serve("/a", body=b"x", Content_Encoding=name))


def test_a_gzip_bomb_stops_at_the_cap(server: WildServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_reader.fetching.fetcher.MAX_FETCHED_BYTES", 100_000)
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(TooLargeError):
        fetcher.fetch(server.serve("/a", body=bomb, Content_Encoding="gzip"))


def test_a_body_that_is_too_long_by_its_header_is_not_begun(server: WildServer, fetcher: Fetcher) -> None:
    url = server.serve("/a", body=b"x", Content_Length=str(limits.MAX_FETCHED_BYTES + 1))
    with pytest.raises(TooLargeError, match="16 MB"):
        fetcher.fetch(url)


def test_a_body_without_end_stops_at_the_cap(
    server: WildServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.fetching.fetcher.MAX_FETCHED_BYTES", 300_000)

    def script(visit: Visit) -> None:
        visit.send_response(200)
        visit.end_headers()
        while True:  # until the other side hangs up
            visit.wfile.write(b"x" * 65536)

    server.scripts["/a"] = script
    with pytest.raises(TooLargeError):
        fetcher.fetch(server.url("/a"))


# -- time -----------------------------------------------------------------------------------------


def test_a_slow_drip_ends_at_the_deadline(server: WildServer) -> None:
    """Every byte comes at once, but the clock says that each took a second: the whole is cut at a minute."""
    hung_up = threading.Event()

    def script(visit: Visit) -> None:
        visit.send_response(200)
        visit.send_header("Content-Length", "1000000")
        visit.end_headers()
        try:
            for _ in range(1_000_000):
                visit.wfile.write(b"x")
        except OSError:
            hung_up.set()
            raise

    server.scripts["/a"] = script
    with pytest.raises(FetchError, match="no answer in time"):
        Fetcher(LOOPBACK, monotonic=FakeClock(tick=1.0)).fetch(server.url("/a"))
    assert hung_up.wait(10)


def test_dripping_headers_end_at_the_deadline(server: WildServer) -> None:
    def script(visit: Visit) -> None:
        visit.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1_000_000):
            visit.wfile.write(b"X-%d: 1\r\n" % number)

    server.scripts["/a"] = script
    with pytest.raises(FetchError, match=r"in time|no HTTP"):
        Fetcher(LOOPBACK, monotonic=FakeClock(tick=1.0)).fetch(server.url("/a"))


def test_a_silent_server_is_left(server: WildServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_reader.fetching.transport.SILENCE_SECONDS", 0.05)
    go_on = threading.Event()
    server.scripts["/a"] = lambda visit: (go_on.wait(10), None)[1]
    with pytest.raises(FetchError, match="no answer in time"):
        fetcher.fetch(server.url("/a"))
    go_on.set()


def test_what_is_no_http_is_said(server: WildServer, fetcher: Fetcher) -> None:
    server.scripts["/a"] = lambda visit: visit.wfile.write(b"220 mail.example ESMTP\r\n") and None
    with pytest.raises(FetchError, match="no HTTP"):
        fetcher.fetch(server.url("/a"))


def test_a_closed_port_is_said(fetcher: Fetcher, server: WildServer) -> None:
    url = server.url("/a", host="127.254.254.254")
    with pytest.raises(FetchError, match="Connection refused"):
        fetcher.fetch(url)


# -- one host -------------------------------------------------------------------------------------


def test_one_host_sees_one_connection_at_a_time(server: WildServer, fetcher: Fetcher) -> None:
    entered, go_on, lock = threading.Semaphore(0), threading.Event(), threading.Lock()
    inside: list[int] = []
    most = 0

    def script(visit: Visit) -> None:
        nonlocal most
        with lock:
            inside.append(1)
            most = max(most, len(inside))
        entered.release()
        go_on.wait(10)
        with lock:
            inside.pop()  # before the answer: afterwards the next may come
        visit.reply()

    for number in range(4):
        server.scripts[f"/{number}"] = script
    threads = [threading.Thread(target=fetcher.fetch, args=(server.url(f"/{number}"),)) for number in range(4)]
    for thread in threads:
        thread.start()
    assert entered.acquire(timeout=10)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert (len(server.paths()), most) == (4, 1)
