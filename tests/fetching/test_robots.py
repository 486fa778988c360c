from __future__ import annotations

import pytest

from tests.fetching.conftest import LOOPBACK
from tests.fetching.wild import FakeClock, Visit, WildServer
from tui_reader.errors import FetchError, ForbiddenAddressError
from tui_reader.fetching import Fetcher

RULES = b"User-agent: *\nDisallow: /archive/\n\nUser-agent: tui-reader\nDisallow: /inside/\n"


def robots_asked(server: WildServer) -> int:
    return sum(path == "/robots.txt" for path, _ in server.asked)


def test_a_page_that_robots_may_not_ask_for_is_not_asked_for(server: WildServer, fetcher: Fetcher) -> None:
    server.serve("/robots.txt", body=RULES)
    with pytest.raises(ForbiddenAddressError, match=r"robots\.txt"):
        fetcher.fetch(server.serve("/inside/a"))
    assert server.paths() == []
    assert fetcher.fetch(server.serve("/archive/a", body=b"words")).body == b"words"


def test_robots_are_asked_once_a_day(server: WildServer) -> None:
    clock = FakeClock()
    fetcher = Fetcher(LOOPBACK, monotonic=clock)
    url = server.serve("/a")
    for _ in range(3):
        fetcher.fetch(url)
    assert robots_asked(server) == 1
    clock.seconds += 24 * 3600
    fetcher.fetch(url)
    assert robots_asked(server) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_file_means_no_rules(server: WildServer, fetcher: Fetcher, status: int) -> None:
    server.serve("/robots.txt", status)
    assert fetcher.fetch(server.serve("/a", body=b"words")).body == b"words"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_file_that_cannot_be_read_keeps_us_out_for_a_while(server: WildServer, status: int) -> None:
    clock = FakeClock()
    fetcher = Fetcher(LOOPBACK, monotonic=clock)
    server.serve("/robots.txt", status)
    url = server.serve("/a")
    for _ in range(2):
        with pytest.raises(FetchError, match=f"it answers {status}"):
            fetcher.fetch(url)
    assert (robots_asked(server), server.paths()) == (1, [])
    server.serve("/robots.txt", body=RULES)
    clock.seconds += 15 * 60
    fetcher.fetch(url)


def test_a_robots_file_may_have_moved(server: WildServer, fetcher: Fetcher) -> None:
    server.serve("/robots.txt", 301, Location="/rules.txt")
    server.serve("/rules.txt", body=RULES)
    with pytest.raises(ForbiddenAddressError):
        fetcher.fetch(server.serve("/inside/a"))


def test_a_robots_file_may_not_lead_inside(server: WildServer, fetcher: Fetcher) -> None:
    server.serve("/robots.txt", 302, Location="http://10.0.0.1/robots.txt")
    with pytest.raises(ForbiddenAddressError, match="no public address"):
        fetcher.fetch(server.serve("/a"))


def test_a_redirect_is_asked_of_robots_too(server: WildServer, fetcher: Fetcher) -> None:
    server.serve("/robots.txt", body=RULES)
    server.serve("/a", 302, Location="/inside/b")
    with pytest.raises(ForbiddenAddressError):
        fetcher.fetch(server.url("/a"))
    assert server.paths() == ["/a"]


def test_a_robots_file_without_end_is_read_to_its_cap(server: WildServer, fetcher: Fetcher) -> None:
    def script(visit: Visit) -> None:
        visit.send_response(200)
        visit.end_headers()
        visit.wfile.write(RULES)
        while True:  # until the other side hangs up
            visit.wfile.write(b"# nothing\n" * 1000)

    server.scripts["/robots.txt"] = script
    with pytest.raises(ForbiddenAddressError):
        fetcher.fetch(server.serve("/inside/a"))
