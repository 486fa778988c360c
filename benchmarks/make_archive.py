"""Build a store of N invented articles through the real ingest path, once, and print where it lies.

    python benchmarks/make_archive.py 100000 [--folder ~/.cache/tui-reader-benchmarks]

Articles have about 400 words, a headline, a byline, and five quotations on average; several outlets report
one event and quote the same people with small differences. Names, outlets and most words are made of
syllables by a seeded generator; word frequencies fall off as in English (Zipf), so that searches meet common
and rare words alike. The same N gives the same articles.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from tui_reader.ingest import Page, ingest_pages
from tui_reader.parsing import SidecarFacts
from tui_reader.store import Store

VERSION = 1  # of what is generated: a new one does not reuse old stores
FOLDER = Path.home() / ".cache" / "tui-reader-benchmarks"
FIRST_DAY = date(2030, 1, 1)
DAYS = 365
WORDS = 30_000
OUTLETS = 24
PEOPLE_PER_THOUSAND = 40

COMMON = """the of to and a in that for is on it was with as by be at this from have are not but they an which or we
has will their had been more would who there its if about than can into some could other them two after over also new
first between last year may under most only against much such where before those through now should many these people
time government council city public report plan money school work health water road police local country"""
SAYS = ["said", "told reporters", "insisted", "warned", "argued", "added", "announced", "admitted"]
ROLES = ["council leader", "transport minister", "head teacher", "union secretary", "chief inspector", "mayor"]
FIRST_NAMES = """Ada Bram Cora Dunya Edda Falk Greta Hanno Ilka Jarl Kira Lund Mara Nils Orla Petra Quin Runa Sten
Tilda Ulf Vera Wim Yrsa Zeno"""
ONSETS = "b br c d dr f g gr h k l m n p pl r s st t tr v w z"
CORES = "a e i o u ai ea ou"
ENDS = ["", "", "", "n", "r", "l", "s", "t"]


class Archive:
    """The generator: words, people and outlets, then articles day by day."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.random = random.Random(20300101)
        self.first_names = FIRST_NAMES.split()
        made = self._made_words(WORDS)
        self.words = [*COMMON.split(), *made]
        self.rare = made[2000:]
        # Zipf: the n-th word is used 1/n as often as the first.
        self.weights = list(accumulate(1.0 / rank for rank in range(1, len(self.words) + 1)))
        people = max(50, count * PEOPLE_PER_THOUSAND // 1000)
        self.people = [
            f"{self.random.choice(self.first_names)} {word.capitalize()}" for word in self._made_words(people)
        ]
        self.roles = {person: self.random.choice(ROLES) for person in self.people}
        self.outlets = [f"The {word.capitalize()} Post" for word in self._made_words(OUTLETS)]

    def _made_words(self, count: int) -> list[str]:
        onsets, cores = ONSETS.split(), CORES.split()
        made: dict[str, None] = {}
        while len(made) < count:
            word = "".join(
                self.random.choice(onsets) + self.random.choice(cores) + self.random.choice(ENDS)
                for _ in range(self.random.choice((2, 2, 2, 3)))
            )
            made[word] = None
        return list(made)

    def pages(self) -> Iterator[Page]:
        """Yield the articles in order of day, as an outlet's page with what its sidecar would say."""
        number = 0
        while number < self.count:
            day = FIRST_DAY + timedelta(days=number * DAYS // self.count)
            topic = self.random.sample(self.rare, 14)
            said = [(self.random.choice(self.people), self._sentence(topic, 8, 24)) for _ in range(6)]
            reports = min(self.random.choice((1, 1, 2, 3, 4, 6)), self.count - number)
            for outlet in self.random.sample(self.outlets, reports):
                text = self._article(topic, said)
                facts = SidecarFacts(outlet=outlet, date=day, zone="Europe/London", known="made up for a benchmark")
                yield Page(text.encode(), f"archive/{number:06}.txt", facts)
                number += 1

    def _phrase(self, topic: list[str], least: int, most: int) -> list[str]:
        length = self.random.randint(least, most)
        drawn = self.random.choices(self.words, cum_weights=self.weights, k=length)
        return [self.random.choice(topic) if self.random.random() < 0.12 else word for word in drawn]

    def _sentence(self, topic: list[str], least: int, most: int) -> str:
        words = self._phrase(topic, least, most)
        return " ".join([words[0].capitalize(), *words[1:]])

    def _article(self, topic: list[str], said: list[tuple[str, str]]) -> str:
        pick = self.random
        lines = [
            self._sentence(topic, 6, 10),
            f"By {pick.choice(self.first_names)} {pick.choice(topic).capitalize()}",
            "",
        ]
        chosen = pick.sample(said, pick.randint(4, 6))
        for person, words in chosen:
            if pick.random() < 0.3:  # this outlet drops a word
                parts = words.split()
                del parts[pick.randrange(1, len(parts))]
                words = " ".join(parts)
            lines.append(f"{self._sentence(topic, 14, 26)}. {self._sentence(topic, 10, 20)}.")
            verb = pick.choice(SAYS)
            lines.append(
                pick.choice(
                    (
                        f"“{words},” {person}, the {self.roles[person]}, {verb}.",
                        f"{person}, the {self.roles[person]}, {verb}: “{words}.”",
                        f"“{words},” {verb} {person}.",
                    )
                )
            )
        while sum(line.count(" ") for line in lines) < 380:
            lines.append(f"{self._sentence(topic, 14, 30)}. {self._sentence(topic, 8, 22)}.")
        return "\n".join(lines) + "\n"


def make_archive(count: int, folder: Path = FOLDER) -> Path:
    """Return a store of `count` articles, building it only where there is none yet."""
    path = folder / f"archive-{VERSION}-{count}.db"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    for rest in ("", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + rest).unlink(missing_ok=True)
    began = time.perf_counter()

    def tell(done: int, total: int, name: str) -> None:
        print(f"\r{done}/{total}, {done / (time.perf_counter() - began):.0f} a second ", end="", file=sys.stderr)

    store = Store(unfinished)
    report = ingest_pages(store, Archive(count).pages(), total=count, progress=tell)
    store.close()
    assert not report.refused, report.refused[:3]
    unfinished.rename(path)
    seconds = time.perf_counter() - began
    print(f"\n{count} articles in {seconds:.0f} s, {count / seconds:.0f} a second", file=sys.stderr)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many articles")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where stores are kept")
    arguments = parser.parse_args()
    print(make_archive(arguments.count, arguments.folder))


if __name__ == "__main__":
    main()
