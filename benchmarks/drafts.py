"""Drafts made from the store's own quotations, right and wrong in eight ways, and what `check` says of them.

    python benchmarks/drafts.py [200] [--store FILE] [--half 0|1] [--show]

Each draft has a dozen quotations of the store's pages (the bundled ones where no store is named): as printed, in house
style, a word changed, a "not" dropped or put in, two stitched, given to another, taken from another day, invented.
Drafts are drawn by a seed; half 0 is for looking at, half 1 is scored only. Printed: wrong ones found, right ones left
alone, kinds named rightly.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from pathlib import Path

from tui_reader.domain import QuotationEntry, QuotationKind
from tui_reader.domain.draft import Level, Verdict
from tui_reader.drafting import check_draft
from tui_reader.newsroom import Newsroom
from tui_reader.parsing.drafts import read_draft
from tui_reader.store import Store

WAYS = ("exact", "house", "changed", "negated", "stitched", "other speaker", "other day", "invented")
RIGHT = ("exact", "house")
NAMED = {
    "changed": (Verdict.DIFFERS,),
    "negated": (Verdict.DIFFERS,),
    "stitched": (Verdict.JOINED,),
    "other speaker": (Verdict.OTHER_SPEAKER,),
    "other day": (Verdict.OTHER_DAY,),
    "invented": (Verdict.NOT_FOUND,),
}
SWAPS = {"all": "some", "every": "no", "never": "often", "first": "last", "most": "few", "must": "might", "will": "may"}
INVENTED = (
    "We shall look back on this week as the one in which {} finally turned the corner",
    "I told my colleagues privately that {} would be gone by the autumn",
    "Nobody in this building ever believed that {} could be counted on",
)
SAYING = ('"{words}," {who} said.', '{who} said: "{words}."', '{who} told reporters: "{words}."')


def usable(entry: QuotationEntry) -> bool:
    said = entry.quotation
    words = said.text.split()
    return (
        said.kind is QuotationKind.DIRECT
        and said.speaker_is_sure
        and len((said.speaker or "").split()) > 1
        and (said.speaker or "").istitle()
        and 8 <= len(words) <= 40
        and not re.search(r"[\"“”\[\]…\n]|\.\.\.", said.text)
        and entry.day is not None
        and entry.gone_at is None
    )


def changed(words: str, dice: random.Random) -> str:
    """Change one telling word."""
    parts = words.split()
    for index, word in enumerate(parts):
        if word.lower() in SWAPS and index:
            parts[index] = SWAPS[word.lower()]
            return " ".join(parts)
    longer = [n for n, word in enumerate(parts) if len(word) > 5 and word.isalpha() and 0 < n < len(parts) - 1]
    parts[dice.choice(longer or [1])] = dice.choice(["quietly", "council", "reluctant", "winter"])
    return " ".join(parts)


def negated(words: str) -> str | None:
    """Drop a "not", or put one in."""
    if re.search(r" not ", words):
        return re.sub(r" not ", " ", words, count=1)
    found = re.search(r" (is|are|was|were|will|must|should|has|have) ", words)
    return words[: found.end()] + "not " + words[found.end() :] if found else None


def house(words: str) -> str:
    """Dress words as a house may: other dashes, a small letter, contractions written out."""
    return words.replace(" – ", " — ").replace("’", "'").replace("it's", "it is").replace("don't", "do not")


def last_of(name: str) -> str:
    return name.split()[-1]


def line_of(entry: QuotationEntry, way: str, pool: list[QuotationEntry], dice: random.Random) -> tuple[str, str] | None:
    """Return the words and who is said to have said them, None where this quotation cannot be wrong in that way."""
    who, words = entry.quotation.speaker or "", entry.quotation.text.rstrip(".,")
    if way == "house":
        return house(words), who
    if way == "changed":
        return changed(words, dice), who
    if way == "negated":
        put = negated(words)
        return (put, who) if put else None
    if way == "stitched":
        other = dice.choice([e for e in pool if e.quotation.speaker == who and e.id != entry.id] or [entry])
        if other is entry or other.quotation.text in words or words in other.quotation.text:
            return None
        first, second = words.split(), other.quotation.text.rstrip(".,").split()
        return " ".join(first[: len(first) // 2 + 3]) + " " + " ".join(second[-(len(second) // 2 + 3) :]), who
    if way == "other speaker":
        return words, dice.choice([name for e in pool if last_of(name := e.quotation.speaker or "") != last_of(who)])
    if way == "invented":
        return dice.choice(INVENTED).format(dice.choice(words.split()[2:5])), who
    return words, who


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), default=1)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "store.db"
        Newsroom.open(path, seeds=options.store is None).close()
        store = Store(path)
        pool = [entry for entry in store.quotations() if usable(entry)]
        days = Counter(entry.day for entry in pool)
        main_day = days.most_common(1)[0][0]
        todays = [entry for entry in pool if entry.day == main_day]
        others = [entry for entry in pool if entry.day != main_day]
        dice = random.Random(20310602 + options.half)
        score: Counter[str] = Counter()
        for number in range(options.count // 2):
            lines, meant = [], []
            for way in dice.sample(WAYS, len(WAYS)) + list(RIGHT) * 3:
                chosen = others if way == "other day" else todays
                made = line_of(dice.choice(chosen), way, todays, dice) if chosen else None
                if made is not None and made[0] not in [words for words, _ in meant]:
                    lines.append(dice.choice(SAYING).format(words=made[0], who=made[1]))
                    meant.append((made[0], way))
            checked = check_draft(store, read_draft("\n\n".join(lines), f"{number}.md"))
            for words, way in meant:
                found = next((c for c in checked if c.quotation.text.strip(" .,") == words.strip(" .,")), None)
                fine = found is None or (found.level is not Level.ERROR and found.verdict is not Verdict.OTHER_DAY)
                score["right" if way in RIGHT else "wrong"] += 1
                score["right ok" if way in RIGHT else "wrong ok"] += fine == (way in RIGHT)
                named = way in NAMED and found is not None and found.verdict in NAMED[way]
                score["named"] += named
                score[f"{way} of"] += 1
                score[f"{way} ok"] += fine if way in RIGHT else named
                if options.show and options.half == 0 and not (fine if way in RIGHT else named):
                    print(way, "->", found and found.verdict, "|", words[:160])
    print(f"{score['wrong']} wrong quotations: {100 * score['wrong ok'] / score['wrong']:.1f} in 100 found;", end=" ")
    print(f"{score['right']} right ones: {100 * score['right ok'] / score['right']:.1f} left alone;", end=" ")
    print(f"kinds named rightly {100 * score['named'] / score['wrong']:.1f}")
    print(", ".join(f"{way} {score[f'{way} ok']}/{score[f'{way} of']}" for way in WAYS))


if __name__ == "__main__":
    main()
