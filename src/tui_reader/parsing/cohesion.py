"""Where a page stops being about one thing: the seam between an article and matter that does not belong to it.

Each paragraph is the set of its content words. A seam is a cut across which paragraphs share far fewer of
them than on either side. Everything is kept as running sums, so the work is linear in the words of the page.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from tui_reader.parsing.lexicon import COMMON_NEWS_WORDS

MIN_SIDE = 4  # paragraphs on either side of a seam: fewer say too little of what they are about
LONG_SIDE = 8
# Words shared across the cut over words shared within either side. On 277 real articles of four
# paragraphs and more the lowest value anywhere was .160, and .270 where eight paragraphs follow the cut:
# the limits cut none of them apart. On 600 joins of two of them, nearly all of one country's politics in
# one year, they find seven in ten, and nine in ten of those at the very paragraph.
MAX_SHARED = 0.155
MAX_SHARED_LONG = 0.25
# How much a paragraph shares with those it stands before, over how much they share among themselves.
# 98 of 100 first paragraphs of real articles lie above it; 70 of 100 of another article's lie below.
MIN_BELONGING = 0.4
MAX_TEASERS = 6
MAX_MOVED = 3

WORD = re.compile(r"[^\W\d_]{3,}")
SUFFIX = re.compile(r"(?:ers?|ings?|ed|ies|es|s|ly|ments?|ions?)$")


def content_words(paragraph: str) -> frozenset[str]:
    """Return the stems of the words that tell what a paragraph is about."""
    stems = set()
    for word in WORD.findall(paragraph.replace("’", "'")):
        lower = word.lower()
        if lower not in COMMON_NEWS_WORDS and (len(lower) > 3 or word.isupper()):
            stems.add(SUFFIX.sub("", lower) if len(lower) > 5 else lower.rstrip("s"))
    return frozenset(stems)


def find_seam(paragraphs: Sequence[frozenset[str]]) -> int | None:
    """Return the index of the first paragraph after the page's clearest seam, or None where it has none."""
    total = len(paragraphs)
    after = Counter(word for words in paragraphs for word in words)
    before: Counter[str] = Counter()
    # Ordered pairs of paragraphs sharing a word, counted over words: across the cut, before it, after it.
    across, within_before = 0, 0
    within_after = sum(count * (count - 1) for count in after.values())
    best: tuple[float, int] | None = None
    for cut in range(1, total):
        for word in paragraphs[cut - 1]:
            left, right = before[word], after[word]
            across += right - 1 - left
            within_before += 2 * left
            within_after -= 2 * (right - 1)
            before[word], after[word] = left + 1, right - 1
        rest = total - cut
        if cut < MIN_SIDE or rest < MIN_SIDE:
            continue
        inside = (within_before / (cut * (cut - 1))) * (within_after / (rest * (rest - 1)))
        shared = across / (cut * rest) / math.sqrt(inside) if inside else math.inf
        if shared < (MAX_SHARED_LONG if rest >= LONG_SIDE else MAX_SHARED) and (best is None or shared < best[0]):
            best = shared, cut
    return _settle(paragraphs, best[1]) if best else None


def _settle(paragraphs: Sequence[frozenset[str]], cut: int) -> int:
    """Move a seam past first paragraphs that share more with what is before it than with what is after."""
    before = Counter(word for words in paragraphs[:cut] for word in words)
    after = Counter(word for words in paragraphs[cut:] for word in words)
    for place in range(cut, min(cut + MAX_MOVED, len(paragraphs) - MIN_SIDE)):
        words = paragraphs[place]
        after.subtract(words)
        left = sum(before[word] for word in words) / place
        right = sum(after[word] for word in words) / (len(paragraphs) - place - 1)
        if left <= right:
            return place
        before.update(words)
        cut = place + 1
    return cut


def count_teasers(paragraphs: Sequence[frozenset[str]]) -> int:
    """Return how many of the first paragraphs belong to nothing that follows: other pages' first lines."""
    together = Counter(word for words in paragraphs for word in words)
    count = 0
    while count < min(MAX_TEASERS, len(paragraphs) - MIN_SIDE):
        together.subtract(paragraphs[count])
        rest = len(paragraphs) - count - 1
        pairs = sum(number * (number - 1) for number in together.values())
        size = sum(together.values()) / rest
        own = len(paragraphs[count])
        if not pairs or not size or not own:
            break
        belonging = sum(together[word] for word in paragraphs[count]) / rest / own
        if belonging >= MIN_BELONGING * pairs / (rest * (rest - 1)) / size:
            break
        count += 1
    return count
