from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fetching.conftest import LOOPBACK
from tests.fetching.wild import FakeClock, Visit, WildServer
from tui_reader.errors import FetchError, ForbiddenAddressError, RetryLaterError
from tui_reader.fetching import Fetcher
from tui_reader.fetching.addresses import parse_place
from tui_reader.fetching.turns import Turns

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


def slow(server: WildServer, delay: bytes) -> tuple[Fetcher, list[float], str]:
    waited: list[float] = []
    now = datetime(2031, 6, 2, tzinfo=UTC)
    server.serve("/robots.txt", body=b"User-agent: *\nCrawl-delay: " + delay)
    return Fetcher(LOOPBACK, now=lambda: now, sleep=waited.append), waited, server.serve("/a", body=b"words")


@pytest.mark.parametrize(("delay", "seconds"), [(b"7", 7), (b"1.5", 2), (b"0", None), (b"soon", None)])
def test_the_pause_a_host_asks_for_is_kept(server: WildServer, delay: bytes, seconds: float | None) -> None:
    fetcher, waited, url = slow(server, delay)
    fetcher.fetch(url)
    assert waited == []  # the first request waits for nothing, nor does it count that robots.txt was read
    fetcher.fetch(url)
    assert waited == ([] if seconds is None else [seconds])


def test_who_asks_for_a_long_pause_is_asked_another_time(server: WildServer) -> None:
    fetcher, waited, url = slow(server, b"3600")
    fetcher.fetch(url)
    with pytest.raises(RetryLaterError, match="3600 s between requests") as told:
        fetcher.fetch(url)
    assert (told.value.seconds, waited, server.paths()) == (3600, [], ["/a"])


def test_what_one_program_read_and_asked_another_knows(server: WildServer, tmp_path: Path) -> None:
    moment, waited = [datetime(2031, 6, 2, tzinfo=UTC)], list[float]()
    server.serve("/robots.txt", body=b"User-agent: *\nCrawl-delay: 9\nDisallow: /b")
    url = server.serve("/a")

    def program() -> Fetcher:
        return Fetcher(LOOPBACK, now=lambda: moment[0], sleep=waited.append, folder=tmp_path)

    program().fetch(url)
    moment[0] += timedelta(seconds=4)
    program().fetch(url)
    with pytest.raises(ForbiddenAddressError):
        program().fetch(server.url("/b"))
    assert (robots_asked(server), waited) == (1, [5])
    moment[0] += timedelta(days=1)
    program().fetch(url)
    assert robots_asked(server) == 2


def test_a_host_that_another_program_is_asking_is_waited_for(server: WildServer, tmp_path: Path) -> None:
    place, waited = parse_place(server.serve("/a")), list[float]()
    with Turns(tmp_path).turn(place):
        with (
            pytest.raises(FetchError, match="another tui-reader is asking"),
            Turns(tmp_path, sleep=waited.append).turn(place),
        ):
            pytest.fail("two at a time")
        assert sum(waited) >= 30
        assert server.paths() == []
    with Turns(tmp_path).turn(place):
        pass


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_memory(server: WildServer, tmp_path: Path) -> None:
    (tmp_path / "hosts").write_text("")
    (tmp_path / "robots").write_text("")
    fetcher = Fetcher(LOOPBACK, folder=tmp_path)
    assert fetcher.fetch(server.serve("/a", body=b"words")).body == b"words"
