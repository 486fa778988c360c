"""How much of an article's page is read, and nothing else: bodies by runs of four words, beside trafilatura alone.

    python benchmarks/bodies.py FOLDER... [--against PYTHON]

A FOLDER is a checkout of one of two public sets of pages with known bodies: flairNLP/fundus (pages of news sites of 40
countries under tests/resources/parser/test_data) or scrapinghub/article-extraction-benchmark. Prints for each set, for
British pages and for all: mean precision, recall and their F1; how many words of the reading text no word of the page
is; and the CPU time of both programs. `--against` runs the same with the interpreter of another build of tui-reader, in
turns, and prints the ratio of their CPU times.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

WORDS = re.compile(r"\w+")
BRITISH = re.compile(r"\.uk(?:/|$)|theguardian\.|bbc\.com")
ROUNDS = 3
NOT_BODY = frozenset({"headline", "byline", "dateline"})


@dataclass(frozen=True)
class KnownPage:
    name: str
    raw: bytes
    body: str
    british: bool


def read_set(folder: Path) -> Iterator[KnownPage]:
    """The pages of a checkout, whichever of the two it is."""
    truth = folder / "ground-truth.json"
    if truth.exists():
        for key, known in json.loads(truth.read_text("utf-8")).items():
            raw = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
            yield KnownPage(key[:12], raw, known["articleBody"], bool(BRITISH.search(known.get("url", ""))))
        return
    data = folder / "tests" / "resources" / "parser" / "test_data"
    for stated in sorted(data.glob("*/*.json")):
        versions = list(json.loads(stated.read_text("utf-8")).values())
        pattern = re.compile(re.escape(stated.stem) + r"_\d{4}_\d\d_\d\d(_\d+)?\.html\.gz")
        pages = [page for page in sorted(stated.parent.glob(f"{stated.stem}_*")) if pattern.fullmatch(page.name)]
        for page, version in zip(pages, versions, strict=False):
            body = version["body"]
            parts = [*body["summary"], *(p for s in body["sections"] for p in (*s["headline"], *s["paragraphs"]))]
            yield KnownPage(page.name, gzip.decompress(page.read_bytes()), "\n".join(parts), stated.parent.name == "uk")


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORDS.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def score(true: str, found: str) -> tuple[float, float]:
    wanted, got = runs(true), runs(found)
    shared = sum((wanted & got).values())
    return shared / max(1, sum(got.values())), shared / max(1, sum(wanted.values()))


def ours(page: KnownPage) -> tuple[str, int]:
    """The body as tui-reader reads it, and how many of its words the page does not have."""
    from tests.parsing.page_words import words_not_on_page

    from tui_reader.errors import InputError
    from tui_reader.parsing import parse_pages
    from tui_reader.parsing.html_head import decode_html

    try:
        documents = parse_pages(page.raw, page.name)
    except InputError:
        return "", 0
    markup = decode_html(page.raw, page.name)[0]
    foreign = sum(len(words_not_on_page(document, markup)) for document in documents)
    parts = [p.span.of(d.text) for d in documents for _, p in d.paragraphs() if p.role.value not in NOT_BODY]
    return "\n".join(parts), foreign


def theirs(page: KnownPage) -> str:
    import trafilatura

    return trafilatura.extract(page.raw, include_comments=False) or ""


def spent(pages: list[KnownPage]) -> float:
    """CPU seconds of parsing alone."""
    from tui_reader.errors import InputError
    from tui_reader.parsing import parse_pages

    began = time.process_time()
    for page in pages:
        try:
            parse_pages(page.raw, page.name)
        except InputError:
            continue
    return time.process_time() - began


def in_words(scores: list[tuple[float, float]]) -> str:
    precision, recall = mean(p for p, _ in scores), mean(r for _, r in scores)
    return f"{2 * precision * recall / (precision + recall):.3f} ({precision:.3f}, {recall:.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--against", help="the interpreter of another build")
    parser.add_argument("--time", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sets = {folder.name: list(read_set(folder)) for folder in asked.folders}
    pages = [page for found in sets.values() for page in found]
    if asked.time:
        print(spent(pages))
        return
    groups = sets | {"British pages": [page for page in pages if page.british], "all": pages}
    read = {page.name: ours(page) for page in pages}
    by_library = {page.name: theirs(page) for page in pages}
    for name, members in groups.items():
        mine = in_words([score(page.body, read[page.name][0]) for page in members])
        other = in_words([score(page.body, by_library[page.name]) for page in members])
        print(f"{name}: {len(members)} pages, tui-reader {mine}, trafilatura alone {other}")
    print(f"words that the page does not have: {sum(foreign for _, foreign in read.values())}")
    if asked.against:
        command = [__file__, *map(str, asked.folders), "--time"]
        ratios = []
        for _ in range(ROUNDS):
            here, there = (
                float(subprocess.run([python, *command], capture_output=True, text=True, check=True).stdout)
                for python in (sys.executable, asked.against)
            )
            ratios.append(here / there)
        each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        print(f"CPU of parsing, ratio to {asked.against}: {median(ratios):.2f} (of {each})")


if __name__ == "__main__":
    main()
