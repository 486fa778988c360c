"""What a host's robots.txt lets us ask for, remembered for a day (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

from tui_reader.errors import FetchError, ForbiddenAddressError
from tui_reader.fetching.addresses import Place, parse_place
from tui_reader.limits import MAX_ROBOTS_BYTES

KEEP_SECONDS = 24 * 3600.0  # RFC 9309: no longer than a day
RETRY_SECONDS = 15 * 60.0  # a robots.txt that could not be read keeps us out; not for a whole day
MAX_KEPT = 4_096  # hosts; the oldest goes first

# Place of the robots.txt -> its status and body (redirects followed). Raises FetchError.
AskRobots = Callable[[Place], tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    rules: RobotFileParser
    trouble: str = ""  # why the file could not be read


class Robots:
    """The robots.txt files of the hosts asked so far. Any thread may ask."""

    def __init__(self, agent: str, monotonic: Callable[[], float]) -> None:
        """Take the name the rules are looked up by, without version, and a clock in seconds."""
        self._agent, self._monotonic = agent, monotonic
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def check(self, place: Place, ask: AskRobots) -> None:
        """Raise ForbiddenAddressError where `place` may not be asked for; `ask` gets a robots.txt not yet known.

        Raises FetchError where the robots.txt cannot be had just now: until then nobody knows what is allowed.
        """
        with self._lock:
            kept = self._kept.get(place.origin)
        if kept is None or kept.until <= self._monotonic():
            kept = self._read(place, ask)
            with self._lock:
                self._kept.pop(place.origin, None)
                self._kept[place.origin] = kept
                if len(self._kept) > MAX_KEPT:
                    del self._kept[next(iter(self._kept))]
        if kept.trouble:
            raise FetchError(f"its robots.txt cannot be read ({kept.trouble})", place.url, "try again later")
        if not kept.rules.can_fetch(self._agent, place.url):
            raise ForbiddenAddressError("its robots.txt asks programs to stay away", place.url)

    def _read(self, place: Place, ask: AskRobots) -> _Kept:
        now, rules = self._monotonic(), RobotFileParser()
        try:
            status, body = ask(parse_place(f"{place.origin}/robots.txt"))
        except ForbiddenAddressError:
            raise
        except FetchError as error:
            return _Kept(now + RETRY_SECONDS, rules, error.what)
        if status >= 500 or status == 429:
            return _Kept(now + RETRY_SECONDS, rules, f"it answers {status}")
        # Any other answer than a file means that there are no rules.
        rules.parse(body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").splitlines() if status == 200 else [])
        return _Kept(now + KEEP_SECONDS, rules)
