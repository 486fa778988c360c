"""Fetching one address politely and safely: robots.txt, redirects checked anew, one connection a host."""

from __future__ import annotations

import http.client
import os
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urljoin

from tui_reader import __version__
from tui_reader.errors import FetchError, GoneError, RetryLaterError
from tui_reader.fetching.addresses import (
    Network,
    Place,
    Resolve,
    checked_addresses,
    parse_networks,
    parse_place,
    system_resolve,
)
from tui_reader.fetching.bodies import ACCEPTED, read_body
from tui_reader.fetching.robots import Robots
from tui_reader.fetching.transport import Deadline, Monotonic, as_fetch_error, ask
from tui_reader.fetching.turns import Sleep, Turns
from tui_reader.limits import FETCH_SECONDS, MAX_FETCHED_BYTES, MAX_REDIRECTS, MAX_ROBOTS_BYTES

AGENT = "tui-reader"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
BUSY = frozenset({429, 503})
MAX_WAIT_SECONDS = 7 * 24 * 3600.0  # whoever asks for more is read again in a week all the same
ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, text/html, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What a house may set: networks of its own that may be asked, whom a host can write to, keys of hosts.

    A key is sent to its host alone, over https, as the parameter `api-key`; it is part of no URL we keep.
    """

    allowed: tuple[Network, ...] = ()
    contact: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)  # host, in lower case -> key

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> FetchRules:
        """Read TUI_READER_ALLOW_NETWORKS, TUI_READER_CONTACT and TUI_READER_API_KEYS. Raises UsageError."""
        contact = environment.get("TUI_READER_CONTACT", "")
        pairs = (pair.partition("=") for pair in environment.get("TUI_READER_API_KEYS", "").split())
        return cls(
            parse_networks(environment.get("TUI_READER_ALLOW_NETWORKS", "")),
            "".join(letter for letter in contact if " " <= letter <= "~")[:100] or None,
            {host.lower(): key for host, _, key in pairs if host and key},
        )

    def with_key(self, place: Place) -> Place:
        """Return the place with the key of its host, if it has one."""
        key = self.keys.get(place.host)
        if key is None or place.scheme != "https":
            return place
        mark = "&" if "?" in place.target else "?"
        return replace(place, target=f"{place.target}{mark}api-key={quote(key, safe='')}")

    @property
    def user_agent(self) -> str:
        """Return who we say we are."""
        return f"{AGENT}/{__version__} (news reader; {self.contact or 'one reader at a desk'})"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer taken whole.

    `url` is where it came from in the end; `moved_to` the new address where the old one moved for good.
    `body` is unpacked and empty where `not_modified`. `content_type` is the header as it came, "" for none.
    """

    asked: str
    url: str
    body: bytes = field(repr=False)
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    moved_to: str | None = None


class Fetcher:
    """Fetches addresses of the public web. Any thread may call; one host sees one connection at a time."""

    def __init__(
        self,
        rules: FetchRules | None = None,
        *,
        resolve: Resolve = system_resolve,
        monotonic: Monotonic = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Sleep = time.sleep,
        folder: Path | None = None,
    ) -> None:
        """Take the house's rules, how names are looked up, the clocks, and a folder shared with other programs."""
        self.rules = rules or FetchRules()
        self._resolve, self._monotonic, self._now = resolve, monotonic, now
        self._robots = Robots(AGENT, monotonic, folder and folder / "robots", lambda: now().timestamp())
        self._turns = Turns(folder and folder / "hosts", wall=lambda: now().timestamp(), sleep=sleep)
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None

    def fetch(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Return what is at `url`, or that it has not changed since it had this etag and date.

        Raises ForbiddenAddressError, GoneError, RetryLaterError, TooLargeError, FetchError.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        wanted = {name: value for name, value in conditions.items() if value and value.isprintable()}
        deadline = Deadline.after(FETCH_SECONDS, self._monotonic)
        place = parse_place(url)
        seen, permanent, moved = {place.url}, True, None
        for _ in range(MAX_REDIRECTS + 1):
            pause = self._robots.check(place, lambda robots: self._robots_file(robots, deadline))
            with self._answer(place, self.rules.with_key(place), wanted, deadline, pause) as answer:
                onward = _redirect(answer, place)
                if onward is None:
                    return self._take(answer, url, place, moved, bool(wanted))
                permanent = permanent and answer.status in PERMANENT
            if onward.url in seen:
                raise FetchError("redirects in a circle", url, "check the address")
            seen.add(onward.url)
            place, moved = onward, onward.url if permanent else moved
        raise FetchError(f"redirects more than {MAX_REDIRECTS} times", url, "check the address")

    def _robots_file(self, place: Place, deadline: Deadline) -> tuple[int, bytes]:
        for _ in range(MAX_REDIRECTS):
            with self._answer(place, place, {"Accept-Encoding": "identity"}, deadline) as answer:
                onward = _redirect(answer, place)
                if onward is None:
                    # A cap is no reason to refuse here: what is beyond it is ignored.
                    body = answer.read(MAX_ROBOTS_BYTES) if answer.status == 200 else b""
                    return answer.status, body
            place = onward
        return 404, b""  # RFC 9309: a robots.txt that never arrives after its redirects is none

    @contextmanager
    def _answer(
        self, place: Place, keyed: Place, headers: Mapping[str, str], deadline: Deadline, pause: float | None = None
    ) -> Iterator[http.client.HTTPResponse]:
        """Ask `keyed`, which is `place` with what nobody is to see, and hold its host until the answer is read."""
        with self._turns.turn(place, pause) as waited:
            deadline.put_off(waited)
            addresses = checked_addresses(place, self._resolve, self.rules.allowed)
            own = {"User-Agent": self.rules.user_agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED}
            context = self._tls() if place.scheme == "https" else None
            with closing(ask(keyed, addresses, {**own, **headers}, deadline, context)) as answer:
                try:
                    yield answer
                except Exception as error:
                    raise as_fetch_error(error, place.url) from error

    def _tls(self) -> ssl.SSLContext:
        with self._lock:
            # Reading the system's certificates takes some 20 ms: once a fetcher, and only for https.
            self._context = self._context or ssl.create_default_context()
            return self._context

    def _take(
        self, answer: http.client.HTTPResponse, asked: str, place: Place, moved: str | None, conditional: bool
    ) -> Fetched:
        status, headers = answer.status, answer.headers
        if status == 410:
            raise GoneError("its owner took it away for good (410)", place.url, "remove it from the list")
        if status in BUSY:
            seconds = self._wait(headers.get("Retry-After"))
            raise RetryLaterError(f"busy ({status})", place.url, "try again later", seconds)
        if status != 200 and not (status == 304 and conditional):
            said = " ".join(answer.reason.split())[:60]
            raise FetchError(f"answers {status} {said}".rstrip(), place.url, "check the address")
        unchanged = status == 304
        return Fetched(
            asked=asked,
            url=place.url,
            body=b"" if unchanged else read_body(answer, place.url, MAX_FETCHED_BYTES),
            content_type=headers.get("Content-Type", ""),
            etag=headers.get("ETag"),
            last_modified=headers.get("Last-Modified"),
            not_modified=unchanged,
            moved_to=moved,
        )

    def _wait(self, header: str | None) -> float | None:
        """Return the seconds a Retry-After asks for, as a number or a date; None where it cannot be read."""
        words = (header or "").strip()
        if words.isascii() and words.isdigit():
            return min(float(words[:9]), MAX_WAIT_SECONDS)
        try:
            moment = parsedate_to_datetime(words)
        except (ValueError, TypeError):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return min(max((moment - self._now()).total_seconds(), 0.0), MAX_WAIT_SECONDS)


def _redirect(answer: http.client.HTTPResponse, place: Place) -> Place | None:
    """Return where an answer sends us, checked as if it had been asked for; None where it sends nowhere."""
    location = answer.headers.get("Location")
    if answer.status not in REDIRECTS or not location:
        return None
    # A header comes as Latin-1; servers put UTF-8 and blanks in it all the same.
    raw = location.strip().encode("latin-1", "replace").decode("utf-8", "replace").replace(" ", "%20")
    try:
        onward = urljoin(place.url, raw)
    except ValueError as error:
        raise FetchError("redirects to what is no URL", place.url) from error
    return parse_place(onward)
