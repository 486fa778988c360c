"""Fit the weights of `alignment/event_weights.py`: python benchmarks/fit_events.py LABELLED.jsonl

Each line has the fields of `tui-reader cluster` and `story`, the right answer. Prints the weights, and
the BCubed F1 of five folds (the stories of a fold clustered alone, weights fitted on the others) and of
the whole. Nothing of the texts goes into the project: five weights, a bias and a threshold do.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tui_reader.alignment import event_weights
from tui_reader.alignment.events import _CANDIDATES, EventClusterer, likeness, weigh
from tui_reader.alignment.terms import MemoryIndex

Row = tuple[tuple[float, ...], bool]


def pairs_of(items: Sequence[dict[str, Any]]) -> list[Row]:
    """Return the features of every candidate pair as the clusterer would see it, and whether it is right."""
    index = MemoryIndex()
    clusterer, rows = EventClusterer(index), []
    for item in items:
        at = datetime.fromisoformat(item["published_at"]).timestamp()
        document, terms = clusterer.describe(item["id"], item["outlet"], at, item["title"], item["text"])
        days = event_weights.WINDOW * 86400
        near = index.find(document.keys, at - days, at + days, _CANDIDATES)
        for other, values in weigh(document, [(other, likeness(document, other)) for other in near]):
            rows.append((values, other.event == item["story"]))
        document.event = item["story"]
        index.add(document, terms, findable=True)
    return rows


def fit(rows: Sequence[tuple[Sequence[float], float]], ridge: float = 0.3, steps: int = 25) -> list[float]:
    """Return weights and bias of a ridge logistic regression, by Newton's method."""
    width = len(rows[0][0]) + 1
    beta = [0.0] * width
    for _ in range(steps):
        gradient = [-ridge * b if i < width - 1 else 0.0 for i, b in enumerate(beta)]
        hessian = [[ridge if i == j and i < width - 1 else 1e-9 * (i == j) for j in range(width)] for i in range(width)]
        for values, right in rows:
            x = (*values, 1.0)
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(beta, x, strict=True))))
            for i, xi in enumerate(x):
                gradient[i] += (right - p) * xi
                for j in range(width):
                    hessian[i][j] += p * (1 - p) * xi * x[j]
        beta = [b + d for b, d in zip(beta, _solve(hessian, gradient), strict=True)]
    return beta


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for r in range(len(rows)):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[-1] for row in rows]


def bcubed(items: Sequence[dict[str, Any]], dated: bool = True) -> float:
    """Return the BCubed F1 of clustering these items with the weights in force."""
    clusterer = EventClusterer()
    told = [
        clusterer.add(
            i["id"], i["outlet"], datetime.fromisoformat(i["published_at"]) if dated else None, i["title"], i["text"]
        )
        for i in items
    ]
    right = [item["story"] for item in items]
    sizes, truths, cells = Counter(told), Counter(right), Counter(zip(told, right, strict=True))
    precision = sum(n * n / sizes[t] for (t, _), n in cells.items()) / len(items)
    recall = sum(n * n / truths[r] for (_, r), n in cells.items()) / len(items)
    return 2 * precision * recall / (precision + recall)


def use(beta: Sequence[float]) -> None:
    """Put fitted weights in force."""
    event_weights.WEIGHTS, event_weights.BIAS = tuple(beta[:-1]), beta[-1]


def main(path: str) -> None:
    items = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    stories = sorted({item["story"] for item in items})
    random.Random(1).shuffle(stories)
    fold = {story: n % 5 for n, story in enumerate(stories)}
    scores = []
    for k in range(5):
        use(fit(pairs_of([item for item in items if fold[item["story"]] != k])))
        scores.append(bcubed([item for item in items if fold[item["story"]] == k]))
    print("five folds, BCubed F1:", *(f"{s:.3f}" for s in scores), f"mean {sum(scores) / 5:.3f}")
    beta = fit(pairs_of(items))
    use(beta)
    print("whole, BCubed F1:", f"{bcubed(items):.3f}", "undated:", f"{bcubed(items, dated=False):.3f}")
    print("WEIGHTS =", tuple(round(b, 2) for b in beta[:-1]), "BIAS =", round(beta[-1], 2))


if __name__ == "__main__":
    main(sys.argv[1])
