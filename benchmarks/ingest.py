"""Documents a CPU second by format: the parsing library alone, our parsing, the whole way into the store.

    python benchmarks/ingest.py [--documents 400]
    python benchmarks/ingest.py --jobs 2 --documents 2500

All three run over the same invented reports in one process; the last column is the whole way over the
library alone. The library is what an honest reader of that format would call: feedparser, json, trafilatura.
With `--jobs` article pages go the whole way in by the clock, read by one process and by so many, one run.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.sync import COMMON, RARE

from tui_reader.ingest import Page, ingest_pages
from tui_reader.parsing import parse_pages
from tui_reader.store import Store


class Report:
    """One invented report of 400 words with four quotations."""

    def __init__(self, number: int) -> None:
        dice = random.Random(number)

        def words(count: int) -> str:
            return " ".join(dice.choice(COMMON if dice.random() < 0.5 else RARE) for _ in range(count)).capitalize()

        self.url = f"https://harbour.example/{number}"
        self.headline = words(8)
        self.at = f"2031-06-{dice.randint(1, 28):02}T{dice.randint(0, 23):02}:{dice.randint(0, 59):02}:00+01:00"
        said = [f"“{words(12)},” Mara Quill said." for _ in range(4)]
        self.paragraphs = [f"{words(dice.randint(30, 45))}." for _ in range(8)]
        self.paragraphs[2:2] = said

    def markup(self) -> str:
        return "".join(f"<p>{words}</p>" for words in self.paragraphs)

    def page(self) -> bytes:
        stated = {"@type": "NewsArticle", "headline": self.headline, "datePublished": self.at, "url": self.url}
        menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in RARE[:60])
        return (
            f'<!doctype html><html><head><title>{self.headline}</title><link rel="canonical" href="{self.url}">'
            f'<script type="application/ld+json">{json.dumps(stated)}</script></head><body><nav><ul>{menu}</ul></nav>'
            f"<main><article><h1>{self.headline}</h1>{self.markup()}</article></main>"
            f"<footer><ul>{menu}</ul></footer></body></html>"
        ).encode()


def rss(reports: list[Report]) -> bytes:
    items = (
        f"<item><title>{one.headline}</title><link>{one.url}</link><pubDate>{one.at}</pubDate>"
        f"<description><![CDATA[{one.markup()}]]></description></item>"
        for one in reports
    )
    return f"<rss version='2.0'><channel><title>Harbour</title>{''.join(items)}</channel></rss>".encode()


def json_feed(reports: list[Report]) -> bytes:
    items = [
        {"id": one.url, "url": one.url, "title": one.headline, "content_html": one.markup(), "date_published": one.at}
        for one in reports
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": items}).encode()


def live(reports: list[Report]) -> bytes:
    updates = [
        {"@type": "BlogPosting", "@id": one.url, "headline": one.headline, "datePublished": one.at,
         "articleBody": "\n".join(one.paragraphs)}
        for one in reports
    ]  # fmt: skip
    stated = {"@type": "LiveBlogPosting", "headline": "Live", "url": reports[0].url, "liveBlogUpdate": updates}
    shown = "".join(f"<h2>{one.headline}</h2>{one.markup()}" for one in reports[:5])
    script = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    return f"<html><head>{script}</head><body><h1>Live</h1>{shown}</body></html>".encode()


def trafilatura_alone(raw: bytes) -> None:
    import trafilatura

    trafilatura.bare_extraction(raw, include_comments=False)


def feedparser_alone(raw: bytes) -> None:
    import feedparser

    feedparser.parse(io.BytesIO(raw))


def lxml_and_json_alone(raw: bytes) -> None:
    from lxml import html

    for script in html.document_fromstring(raw).iter("script"):
        json.loads(script.text)


def cpu(step: Callable[[], object]) -> float:
    start = time.process_time()
    step()
    return time.process_time() - start


def by_the_clock(reports: list[Report], jobs: int) -> None:
    """Print documents a second of the clock, read by one process and by several."""
    rates = []
    for many in (1, jobs):
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder) / "store.db")
            pages = [Page(one.page(), f"{number}.html") for number, one in enumerate(reports)]
            began = time.perf_counter()
            ingest_pages(store, pages, total=len(pages), jobs=many)
            rates.append(len(pages) / (time.perf_counter() - began))
            store.close()
    one, several = rates
    print(f"{len(reports)} pages: {one:.0f} a second by one process, {several:.0f} by {jobs}: {several / one:.2f}x")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=0)
    asked = parser.parse_args()
    count: int = asked.documents
    if asked.jobs:
        by_the_clock([Report(number) for number in range(count)], asked.jobs)
        return
    reports = [Report(number) for number in range(count)]
    groups = [reports[start : start + 50] for start in range(0, count, 50)]
    formats: dict[str, tuple[list[bytes], Callable[[bytes], object]]] = {
        "RSS": ([rss(group) for group in groups], feedparser_alone),
        "JSON Feed": ([json_feed(group) for group in groups], json.loads),
        "live page": ([live(group) for group in groups], lxml_and_json_alone),
        "article page": ([one.page() for one in reports], trafilatura_alone),
    }
    print(f"{count} reports of 400 words; documents (updates of live pages) a CPU second")
    print(f"{'':14}{'library':>9}{'parsing':>9}{'all of it':>10}{'over library':>14}")
    for name, (pages, library) in formats.items():
        library(pages[0])
        parse_pages(pages[0], "warm")
        alone = cpu(lambda pages=pages, library=library: [library(page) for page in pages])
        parsed = cpu(lambda pages=pages: [parse_pages(page, "page") for page in pages])
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder) / "store.db")
            ready = [Page(page, f"{number}") for number, page in enumerate(pages)]
            whole = cpu(lambda store=store, ready=ready: ingest_pages(store, ready))
            store.close()
        print(f"{name:14}{count / alone:9.0f}{count / parsed:9.0f}{count / whole:10.0f}{whole / alone:13.1f}x")


if __name__ == "__main__":
    main()
