"""What a host's robots.txt lets us ask for, remembered for a day (RFC 9309)."""

from __future__ import annotations

import hashlib
import math
import os
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
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
    """The robots.txt files of the hosts asked so far. Any thread may ask.

    In `folder` they outlive the program: a file for each host, its time when it was read.
    """

    def __init__(
        self,
        agent: str,
        monotonic: Callable[[], float],
        folder: Path | None = None,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Take the name the rules are looked up by, without version, and clocks in seconds: our own, and all's."""
        self._agent, self._monotonic, self._folder, self._wall = agent, monotonic, folder, wall
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def check(self, place: Place, ask: AskRobots) -> float:
        """Return the seconds its host wants between two requests; `ask` gets a robots.txt not yet known.

        Raises ForbiddenAddressError where `place` may not be asked for, FetchError where the robots.txt cannot be had
        just now: until then nobody knows what is allowed.
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
        return float(kept.rules.crawl_delay(self._agent) or 0)

    def _read(self, place: Place, ask: AskRobots) -> _Kept:
        now, rules = self._monotonic(), RobotFileParser()
        body = self._remembered(place)
        if body is not None:
            rules.parse(_lines(body))
            return _Kept(now + KEEP_SECONDS, rules)
        try:
            status, body = ask(parse_place(f"{place.origin}/robots.txt"))
        except ForbiddenAddressError:
            raise
        except FetchError as error:
            return _Kept(now + RETRY_SECONDS, rules, error.what)
        if status >= 500 or status == 429:
            return _Kept(now + RETRY_SECONDS, rules, f"it answers {status}")
        # Any other answer than a file means that there are no rules.
        body = body[:MAX_ROBOTS_BYTES] if status == 200 else b""
        self._remember(place, body)
        rules.parse(_lines(body))
        return _Kept(now + KEEP_SECONDS, rules)

    def _remembered(self, place: Place) -> bytes | None:
        """Return the file as it was read less than a day ago, by whatever program; None where it is to be read."""
        if self._folder is None:
            return None
        file = self._folder / _name(place)
        try:
            if not 0 <= self._wall() - file.stat().st_mtime < KEEP_SECONDS:
                return None
            return file.read_bytes()
        except OSError:
            return None

    def _remember(self, place: Place, body: bytes) -> None:
        """Keep the file for other programs, and drop those that are too old; where it cannot be written, do not."""
        if self._folder is None:
            return
        file = self._folder / _name(place)
        unfinished = file.with_name(f"{file.name}.{os.getpid()}.part")
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for old in self._folder.iterdir():
                if self._wall() - old.stat().st_mtime >= KEEP_SECONDS:
                    old.unlink(missing_ok=True)
            unfinished.write_bytes(body)
            os.utime(unfinished, (self._wall(), self._wall()))
            unfinished.replace(file)


def _lines(body: bytes) -> list[str]:
    """Return the lines of a file, parts of a second rounded up: Python's parser passes over `Crawl-delay: 1.5`."""
    text = body.decode("utf-8", "replace")
    whole = re.sub(r"(?im)^(\s*crawl-delay\s*:\s*)(\d*\.\d+)", lambda m: f"{m[1]}{math.ceil(float(m[2]))}", text)
    return whole.splitlines()


def _name(place: Place) -> str:
    return hashlib.sha256(place.origin.encode()).hexdigest()[:24]
