"""Speed of the quotation engine: words a CPU-second, memory, growth from 10 kB to 10 MB, hostile inputs.

    python benchmarks/quotations.py [--largest BYTES]

The floor is a bare regular expression that finds pairs of marks in the same text, in the same run. A ratio that
stays the same from line to line means linear time. The text is made of the golden texts of the tests, over and
over, with other names each time, so that the cast grows as it does in a long page.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

from tui_reader.domain import Document, DocumentKind, Paragraph, Post, Span
from tui_reader.quotations import extract_quotations

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "quotations" / "golden"
MARKS = re.compile("[\"“][^\"”\n]{1,2000}[\"”]|['‘][^'’\n]{1,2000}['’]")
LARGEST = 10_000_000


def make_document(text: str) -> Document:
    """Lines as paragraphs of one post."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(Span(at, at + len(line))))
        at += len(line) + 1
    post = Post(id="p", headline=None, paragraphs=tuple(paragraphs), span=Span(0, len(text)))
    return Document(id="d", file="d", text=text, kind=DocumentKind.ARTICLE, posts=(post,))


def news(size: int) -> str:
    """About `size` code points of the golden texts; every round has last names of its own."""
    texts = "\n".join(path.read_text("utf-8") for path in sorted(GOLDEN.glob("*.txt")))
    names = sorted(set(re.findall(r"(?<=[A-Z][a-z]{2} )[A-Z][a-z]{3,}\b", texts)))
    swap = re.compile(r"\b(" + "|".join(names) + r")\b")
    parts, length, turn = [], 0, 0
    while length < size:
        part = texts if not turn else swap.sub(lambda match, turn=turn: f"{match.group()}{_letters(turn)}", texts)
        parts.append(part)
        length += len(part) + 1
        turn += 1
    return "\n".join(parts)[:size]


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _named(number: int) -> str:
    """A name of its own for each number."""
    letters = _letters(number)
    return f"Anna{letters} Bell{letters[::-1]}"


def hostile(size: int) -> Iterator[tuple[str, str]]:
    """What breaks engines: name and a text of about `size` code points, most of them one line."""
    yield "100,000 marks on a 2 MB line", 'He said "words here" and more. ' * (size // 31)
    yield "single marks that never close", "said 'word " * (size // 11)
    yield "double marks that never close", "“word " * (size // 6)
    yield "1,000 deep", "“" * 1_000 + "word " * (size // 5 - 400) + "”" * 1_000
    yield "deep in both marks", "“‘a " * (size // 8) + "b ’”" * (size // 8)
    yield "only marks", "\"'" * (size // 2)
    yield "no letters", "1 2 . " * (size // 6)
    yield "chained reporting words", "He said that " * (size // 13)
    yield "he said, he said,", "he said, " * (size // 9)
    yield "capitals", "A " * (size // 2)
    yield "hyphens", "a-" * (size // 2)
    yield "one last name", "".join(f"Ab{i} Cole said it. " for i in range(size // 20))
    yield "thousands of people", "\n".join(f"{_named(i)} said “yes”. She left." for i in range(size // 33))
    yield "an interview", "Ada Quill runs it.\n" + "Why do you stay?\n“I like it here.”\n" * (size // 36)
    yield "a transcript", "ADA QUILL: Why do you stay?\nTOM HALE: I like it here.\n" * (size // 54)
    yield "one long sentence of names", "".join(f"{_named(i)}, " for i in range(size // 16))
    yield "speech that goes on for ever", "“A word.\n" * (size // 9)
    yield "combining characters", "e\u0301\u0302 said “a\u0301 b” " * (size // 18)
    yield "right to left", 'אמר "שלום" ' * (size // 11)
    yield "beyond the BMP", "\U0001f600 said “\U0001f601 x” " * (size // 14)
    yield "lone surrogates", "\ud800 said “\udfff x” " * (size // 14)


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(name: str, text: str) -> float:
    """Print one line for a text; return CPU microseconds a code point."""
    document = make_document(text)
    found: list[int] = []
    engine = cpu_seconds(lambda: found.append(len(extract_quotations(document))))
    floor = max(cpu_seconds(lambda: MARKS.findall(text)), 1e-6)
    words = len(text.split())
    per_point = 1e6 * engine / len(text)
    print(
        f"{name:34s} {len(text):>10,} {found[0]:>8,} {words / engine:>10,.0f} {words / floor:>12,.0f} "
        f"{engine / floor:>7.1f} {per_point:>8.2f}"
    )
    return per_point


def peak_memory(text: str) -> float:
    """Bytes at the peak, for each byte of text."""
    document = make_document(text)
    tracemalloc.start()
    extract_quotations(document)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(text.encode("utf-8", "surrogatepass"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--largest", type=int, default=LARGEST, help="size of the largest news text")
    largest = parser.parse_args().largest
    extract_quotations(make_document("Warm up: “yes”."))
    print(
        f"{'text':34s} {'points':>10s} {'found':>8s} {'words/s':>10s} {'floor w/s':>12s} {'ratio':>7s} {'us/point':>8s}"
    )
    sizes = [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= largest]
    growth = [measure(f"news, {size:,}", news(size)) for size in sizes]
    print(f"growth: {growth[-1] / growth[0]:.2f} times the time a code point, from {sizes[0]:,} to {sizes[-1]:,}")
    small = dict(hostile(200_000))
    worst = 0.0
    for name, text in hostile(min(2_000_000, largest)):
        document = make_document(small[name])
        before = 1e6 * cpu_seconds(lambda document=document: extract_quotations(document)) / len(small[name])
        worst = max(worst, measure(name, text) / before)
    print(f"growth of the hostile texts: at most {worst:.2f} times the time a code point, for ten times the text")
    print(f"memory at the peak: {peak_memory(news(200_000)):.0f} bytes for each byte of text")
    return 0


if __name__ == "__main__":
    sys.exit(main())
