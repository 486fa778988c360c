"""The weights of `alignment/links.py`, fitted on days of news with their answers.

    python benchmarks/fit_links.py DAY...

A DAY is a folder with `day.json` and `pages/`: `pages` (file, outlet, published, …), `queries`, each with `matters`, a
matter with `members` (file, text): the passages that tell one thing. Pairs of passages of two outlets that share a
telling word are right where they are of one matter, wrong where one of them is of another or of none. A logistic is
fitted by Newton's method, days left out in turn for the figures it prints: what share of the annotated pairs is found
at 8 and at 7 of 10 right. The days are no part of the project: their texts are other people's, or would be learnt by
heart.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fit_events import fit

from tui_reader.alignment.likeness import Weights, likeness
from tui_reader.alignment.links import _ENOUGH, _LONGEST_RUN, candidates
from tui_reader.alignment.passages import Piece, people_of, pieces_of
from tui_reader.domain import ParagraphRole
from tui_reader.ingest import ingest_paths
from tui_reader.store import Store

NAMES = ("cosine", "run", "numbers", "speaker", "weight", "bias")
HEADINGS = {ParagraphRole.HEADLINE, ParagraphRole.SUBHEADING}
RIDGE = 1.0
LEAST = 25  # characters of a passage that is looked for in an answer

Sample = tuple[list[float], int]


def read(day: Path) -> tuple[list[Sample], int]:
    """Return the pairs of a day with 1 for right, 0 for wrong, and how many are annotated."""
    gold: dict[str, Any] = json.loads((day / "day.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store.db")
        ingest_paths(store, [day / "pages"], jobs=1)
        files = set(gold["events"][0]["files"])
        documents = [found for found in store.documents_about("the", 500) if Path(found[0].file).stem in files]
        pieces = pieces_of(documents, people_of(documents))
        store.close()
    matters = matters_of(gold, pieces)
    together = sum(
        1
        for a, b in itertools.combinations(matters, 2)
        if matters[a] & matters[b] and pieces[a].outlet != pieces[b].outlet
    )
    weights = Weights(pieces)
    return [
        (features(a, b, weights), int(bool(matters[a.index] & matters[b.index])))
        for a, b in candidates(pieces, weights)
        if a.outlet != b.outlet and not HEADINGS & {a.role, b.role} and (a.index in matters or b.index in matters)
    ], together


def matters_of(gold: dict[str, Any], pieces: Sequence[Piece]) -> defaultdict[int, set[tuple[int, str]]]:
    """Return by piece the matters it tells."""
    on_page: defaultdict[str, list[tuple[str, Piece]]] = defaultdict(list)
    for piece in pieces:
        on_page[Path(piece.document.file).stem].append((plain(piece.text), piece))
    found: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    for number, query in enumerate(gold["queries"]):
        for matter in query["matters"]:
            for member in matter["members"]:
                wanted = plain(member["text"])
                for text, piece in on_page[member["file"]]:
                    if len(text) > LEAST and (text in wanted or wanted in text):
                        found[piece.index].add((number, matter["name"]))
    return found


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def features(a: Piece, b: Piece, weights: Weights) -> list[float]:
    alike = likeness(a, b, weights)
    return [
        min(1.0, alike.weight / _ENOUGH) * alike.cosine,
        float(min(alike.run, _LONGEST_RUN)) if alike.run > 2 else 0.0,
        float(bool(alike.numbers)),
        float(not set(a.relays).isdisjoint(b.relays)),
        alike.weight,
    ]


def chance(theta: Sequence[float], values: Sequence[float]) -> float:
    *slopes, bias = theta
    return 1 / (1 + math.exp(-bias - sum(w * v for w, v in zip(slopes, values, strict=True))))


def found_at(share: float, scored: list[tuple[float, int]], together: int) -> float:
    """Return the share of annotated pairs found by the lowest score at which `share` of those above it are right."""
    best = right = 0
    for count, (_, is_right) in enumerate(sorted(scored, reverse=True), 1):
        right += is_right
        best = right if right >= share * count else best
    return best / together


def left_out(days: Sequence[tuple[list[Sample], int]]) -> Iterator[tuple[float, int]]:
    """Yield every pair's chance by weights fitted without its day."""
    for number, (samples, _) in enumerate(days):
        theta = fit([s for other, (more, _) in enumerate(days) if other != number for s in more], RIDGE)
        yield from ((chance(theta, values), right) for values, right in samples)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("days", type=Path, nargs="+", metavar="DAY")
    days = [read(day) for day in parser.parse_args().days]
    together = sum(count for _, count in days)
    print(f"{len(days)} days, {sum(len(samples) for samples, _ in days):,} pairs, {together:,} annotated")
    for name, weight in zip(NAMES, fit([s for samples, _ in days for s in samples], RIDGE), strict=True):
        print(f"  {name:<10} {weight:7.3f}")
    scored = list(left_out(days))
    for share in (0.8, 0.7):
        print(
            f"days left out in turn, {share:.0%} right: {found_at(share, scored, together):.1%} of the annotated found"
        )


if __name__ == "__main__":
    main()
