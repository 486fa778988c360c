"""Speed of the event clusterer: python benchmarks/alignment.py [1000 5000 50000]

Invented reports (400 words of an invented vocabulary, three outlets an event, half of all stamps at
midnight) are clustered in order; beside it, in the same run, a plain title match within two days.
Prints documents a CPU-second, BCubed F1, growth, memory, and the cost of one more document.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from rapidfuzz import fuzz, process

from tui_reader.alignment import EventClusterer

_SYLLABLES = [c + v for c in "bcdfghjklmnprstvwz" for v in "aeiou"]
_EVENTS_A_DAY = 120


def vocabulary(size: int, rng: random.Random) -> list[str]:
    """Return invented words, the commonest first."""
    return ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(size)]


def reports(count: int, seed: int = 7) -> Iterator[tuple[str, str, datetime, str, str, int]]:
    """Yield (id, outlet, published_at, title, text, event): a report is half its event's words, half any."""
    rng = random.Random(seed)
    common, rare = vocabulary(3000, rng), vocabulary(60000, rng)
    weights = [1 / (n + 5) for n in range(len(common))]
    start = datetime(2031, 3, 1, tzinfo=UTC)
    for n in range(0, count, 3):
        event = n // 3
        own = rng.sample(rare, 25)
        day = start + timedelta(days=event // _EVENTS_A_DAY)
        for k in range(min(3, count - n)):
            at = day if rng.random() < 0.5 else day + timedelta(minutes=rng.randrange(1440))
            words = rng.choices(common, weights, k=320) + rng.choices(own, k=80)
            rng.shuffle(words)
            title = " ".join(rng.sample(own, 5) + rng.choices(common, weights, k=4)).capitalize()
            yield f"d{n + k}", f"Outlet {k}", at, title, " ".join(words), event


class TitleMatch:
    """The plain rival: the cluster of the likest title of the last two days, if over 60."""

    def __init__(self) -> None:
        self._window: deque[tuple[datetime, str, int]] = deque()
        self._next = 0

    def add(self, at: datetime, title: str) -> int:
        """Return the number of the cluster the title belongs to."""
        while self._window and at - self._window[0][0] > timedelta(days=2):
            self._window.popleft()
        best = process.extractOne(title, [t for _, t, _ in self._window], scorer=fuzz.token_set_ratio, score_cutoff=60)
        told = self._window[best[2]][2] if best else self._next
        self._next += best is None
        self._window.append((at, title, told))
        return told


def main(sizes: list[int]) -> None:
    """Cluster invented reports of each size, one at a time as they are made up, so that memory is the clusterer's."""
    for size in sizes:
        clusterer, rival = EventClusterer(), TitleMatch()
        spent = spent_by_rival = 0.0
        pairs = set()
        for id, outlet, at, title, text, event in reports(size):
            begun = time.process_time()
            told = clusterer.add(id, outlet, at, title, text)
            between = time.process_time()
            rival.add(at, title)
            spent_by_rival += time.process_time() - between
            spent += between - begun
            pairs.add((told, event))
        begun = time.process_time()
        clusterer.add("one more", outlet, at, title, text[::-1])
        one = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        line = f"{size:6d} documents  {size / spent:6.0f} a CPU-second  {len(pairs) / (size / 3):.2f} clusters an event"
        line += f"  one more {one * 1000:.1f} ms  memory {memory:.0f} MB"
        print(line, f" | title match {size / spent_by_rival:6.0f} a CPU-second", flush=True)


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [1000, 5000, 20000])
