"""How far a name may be trusted: the confidence claimed, beside the share of right ones; bin by bin, rule by rule.

    python benchmarks/confidence.py ANNOTATED.jsonl… [--rules]

ANNOTATED has an object a line: `id`, `text`, `quotes`, each with `start`, `end`, `kind`, `speaker` and perhaps
`accept`. A quotation of marked words that covers an annotated one is right where the last words of the names agree;
one that covers none, or one annotated as nobody's, is wrong. The table of the rules (`--rules`) is where the shares
in `quotations/deciding/confidence.py` come from.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from tui_reader.domain import QuotationKind
from tui_reader.domain.quotation import SURE
from tui_reader.parsing import plain_document
from tui_reader.quotations.engine import find_drafts
from tui_reader.quotations.speech.drafts import Draft

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.94, 1.01)
MARKED = ("direct", "mixed", "block")
TITLES = frozenset("the a an mr mrs ms miss dr sir dame lord lady baroness".split())


def words(name: str) -> list[str]:
    return [w for w in re.findall(r"\w+", re.sub(r"['’]s\b", "", name.lower())) if w not in TITLES]


def is_right(name: str, quote: dict[str, Any]) -> bool:
    """The last word of a right name is shown, or all that is shown is in it."""
    shown = words(name)
    right = [words(r) for r in (quote["speaker"], *(quote.get("accept") or [])) if r]
    return bool(shown) and any(r and (r[-1] in shown or set(shown) <= set(r)) for r in right)


def judged(files: Iterable[Path]) -> Iterator[tuple[Draft, bool]]:
    """Yield every named quotation of marked words with whether its speaker is right."""
    for file in files:
        for line in filter(str.strip, file.open(encoding="utf-8")):
            item = json.loads(line)
            quotes = [q for q in item["quotes"] if q["kind"] != "indirect"]
            for draft in find_drafts(plain_document(item["id"], item["text"])):
                if draft.kind is QuotationKind.INDIRECT or not draft.by.name:
                    continue
                start, end = draft.span.start, draft.span.end
                shares = [(min(end, q["end"]) - max(start, q["start"]), n) for n, q in enumerate(quotes)]
                most, which = max(shares, default=(0, 0))
                covered = most > 0 and 2 * most >= min(end - start, quotes[which]["end"] - quotes[which]["start"])
                marked = covered and quotes[which]["kind"] in MARKED
                yield draft, marked and is_right(draft.by.name, quotes[which])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotated", nargs="+", type=Path)
    parser.add_argument("--rules", action="store_true", help="also the share of right ones of each rule")
    options = parser.parse_args()
    found = list(judged(options.annotated))
    print("| claimed | quotations | right | claimed on average |\n|---|---|---|---|")
    for low, high in pairwise(EDGES):
        held = [(draft.by.confidence, right) for draft, right in found if low <= draft.by.confidence < high]
        if held:
            right = sum(right for _, right in held) / len(held)
            claimed = sum(share for share, _ in held) / len(held)
            print(f"| {low:.2f} to {min(high, 1):.2f} | {len(held)} | {right:.1%} | {claimed:.1%} |")
    sure = [right for draft, right in found if draft.by.confidence >= SURE]
    print(f"sure: {sum(sure)} of {len(sure)} right ({sum(sure) / max(1, len(sure)):.1%})")
    if options.rules:
        by_rule: dict[str, list[bool]] = defaultdict(list)
        for draft, right in found:
            by_rule[draft.claim.rule].append(right)
            by_rule[draft.by.how].append(right)
        for rule, rights in sorted(by_rule.items(), key=lambda item: -len(item[1])):
            print(f"{rule:20s} {len(rights):5d} {sum(rights) / len(rights):.1%}")


if __name__ == "__main__":
    main()
