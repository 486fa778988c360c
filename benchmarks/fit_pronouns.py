"""Fit the weights by which "he" and "she" find whom they mean (`quotations/people/pronouns.py`).

    python benchmarks/fit_pronouns.py ANNOTATED.jsonl… [--folds 5]

ANNOTATED has an object a line: `id`, `text`, `quotes`, each with `start`, `end`, `speaker` and perhaps `accept`. A
quotation whose speaker stands as a pronoun, or such a pronoun itself, is one example: the candidates the engine saw,
and which of them the annotation means. A log-linear model with a penalty on large weights; the texts are parted into
folds by document, so that the printed share of right ones is of texts the weights were not fitted on. Prints the
table to paste.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from math import exp, log
from pathlib import Path
from typing import Any

from tui_reader.parsing import plain_document
from tui_reader.quotations.engine import find_drafts
from tui_reader.quotations.people import pronouns, speakers
from tui_reader.quotations.people.pronouns import WEIGHTS, Candidate

NOBODY = "somebody else"  # the candidate that stands for all who are none
PENALTY = 0.5  # of the squared weights; less fits the folds left out worse
ROUNDS = 300
RATE = 0.5

Example = tuple[str, list[list[str]], int]  # document, features of each candidate, which is right


def meant(name: str, quote: dict[str, Any]) -> bool:
    """Whether a candidate's name is the annotated speaker's: by its last word."""
    words = re.findall(r"\w+", name.lower())
    right = [quote["speaker"], *(quote.get("accept") or [])]
    return bool(words) and any(re.findall(r"\w+", r.lower())[-1:] == words[-1:] for r in right if r)


def examples(files: Iterable[Path]) -> list[Example]:
    """Read the texts with the engine as it is and return what it had to choose between."""
    seen: dict[tuple[int, int], list[Candidate]] = {}
    choose = speakers.by_weight

    def watched(discourse: Any, she: int, entry: int, text: str, span: Any, said: Any) -> Any:
        seen[span.start, span.end] = pronouns.weigh(discourse, she, entry, None, said)
        return choose(discourse, she, entry, text, span, said)

    speakers.by_weight = watched
    found: list[Example] = []
    for file in files:
        for line in file.open(encoding="utf-8"):
            item = json.loads(line)
            seen.clear()
            used = set()
            for draft in find_drafts(plain_document(item["id"], item["text"])):
                span = draft.by.span
                if draft.by.how != "pronoun" or span is None or (span.start, span.end) in used:
                    continue
                places = ((draft.span.start, draft.span.end), (span.start, span.end))
                quotes = [q for q in item["quotes"] if any(q["start"] < b and q["end"] > a for a, b in places)]
                candidates = seen.get((span.start, span.end), [])
                for quote in quotes[:1]:
                    right = [i for i, c in enumerate(candidates) if quote["speaker"] and meant(c.entity.name, quote)]
                    if quote["speaker"] and len(right) < 2 and candidates:
                        used.add((span.start, span.end))
                        features = [*(c.features for c in candidates), [NOBODY]]
                        found.append((item["id"], features, right[0] if right else len(candidates)))
    speakers.by_weight = choose
    return found


def odds(weights: dict[str, float], candidates: list[list[str]]) -> list[float]:
    scores = [exp(sum(weights[f] for f in features)) for features in candidates]
    return [score / sum(scores) for score in scores]


def fit(training: list[Example], start: dict[str, float]) -> dict[str, float]:
    """Climb the likelihood of the right candidates, each weight at its own pace (Adagrad)."""
    weights = dict.fromkeys(start, 0.0)
    steepness = dict.fromkeys(start, 1e-6)
    for _ in range(ROUNDS):
        slope = {name: -PENALTY * value for name, value in weights.items()}
        for _, candidates, right in training:
            for index, (share, features) in enumerate(zip(odds(weights, candidates), candidates, strict=True)):
                for name in features:
                    slope[name] += (index == right) - share
        for name, value in slope.items():
            steepness[name] += value * value
            weights[name] += RATE * value / steepness[name] ** 0.5
    return weights


def measure(weights: dict[str, float], held: list[Example]) -> tuple[int, float]:
    right, loss = 0, 0.0
    for _, candidates, index in held:
        shares = odds(weights, candidates)
        right += shares[index] == max(shares)
        loss -= log(max(shares[index], 1e-9))
    return right, loss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotated", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    found = examples(options.annotated)
    documents = sorted({document for document, _, _ in found})
    print(f"{len(found)} pronouns of {len(documents)} texts")
    now = measure(WEIGHTS, found)
    print(f"as they are:  right {now[0] / len(found):.1%}, loss {now[1] / len(found):.3f}")
    right, loss = 0, 0.0
    for fold in range(options.folds):
        held = set(documents[fold :: options.folds])
        weights = fit([e for e in found if e[0] not in held], WEIGHTS)
        got = measure(weights, [e for e in found if e[0] in held])
        right, loss = right + got[0], loss + got[1]
    print(f"folds left out: right {right / len(found):.1%}, loss {loss / len(found):.3f}")
    weights = fit(found, WEIGHTS)
    now = measure(weights, found)
    print(f"fitted on all:  right {now[0] / len(found):.1%}, loss {now[1] / len(found):.3f}")
    counts = {name: sum(name in f for _, c, _ in found for f in c) for name in weights}
    for name, value in weights.items():
        print(f'    "{name}": {value:.2f},  # {counts[name]}')


if __name__ == "__main__":
    main()
