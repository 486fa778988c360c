"""Words found again: which paragraphs of a page a library, or the outlet itself, means by what it returns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

RUN = 4  # words
# Of a paragraph's words, those that stand in what the library made of that place. It cuts a word out of a line and
# a line in two: 0.6 finds all of those on 200 pages with inline elements of every kind; 0.4 takes captions in.
TOLD = 0.6
ANCHOR = 24  # letters; shorter paragraphs ("Read more") stand on a page several times
NEAR = 30  # paragraphs beyond the first and the last that are known, in which the others are looked for
_WORDS = re.compile(r"\w+")
_NO_WORD = re.compile(r"\W+")


def bare(words: str) -> str:
    """Return the letters and digits alone."""
    return _NO_WORD.sub("", words)


def in_a_row(words: str) -> str:
    """Return the words alone, a blank around each: what stands in a row in one text is found in another."""
    return f" {' '.join(_WORDS.findall(words.casefold()))} "


def runs_of(words: str) -> set[tuple[str, ...]]:
    """Return the runs of four words, whatever their case and marks; of a shorter text itself."""
    tokens = _WORDS.findall(words.casefold())
    return {tuple(tokens[at : at + RUN]) for at in range(max(1, len(tokens) - RUN + 1))} if tokens else set()


def find_shown(found: Sequence[str], page: Sequence[str], letters: Sequence[str]) -> set[int]:
    """Return which paragraphs of a page are meant by `found`: mostly the same words, in the same order.

    `letters` are those of each paragraph alone, as `bare` returns them.
    Long ones are known by their letters wherever they stand; what is short, or has no paragraph of exactly its
    letters, is looked for between those its neighbours have, by its words.
    """
    places: dict[str, list[int]] = {}
    for at, one in enumerate(letters):
        places.setdefault(one, []).append(at)
    chosen: set[int] = set()
    after = 0
    gaps: list[tuple[int, list[str]]] = [(0, [])]  # where the last one known stands, and what comes before the next
    for words in found:
        wanted = bare(words)
        place = _place(places.get(wanted), after) if len(wanted) >= ANCHOR else None
        if place is None:
            gaps[-1][1].append(words)
        else:
            chosen.add(place)
            after = place + 1
            gaps.append((after, []))
    in_order = sorted(chosen)
    for start, lines in gaps:
        next_one = bisect_left(in_order, start)
        end = in_order[next_one] if next_one < len(in_order) else len(page)
        room = NEAR + 3 * len(lines)
        start = max(start, end - room) if start == 0 and in_order else start
        end = min(end, start + room) if next_one == len(in_order) and in_order else end
        chosen |= _told(lines, page, range(start, end), chosen)
    return chosen


def _place(places: list[int] | None, after: int) -> int | None:
    """Take the first place from `after` on out of the list, else the last one before."""
    if not places:
        return None
    following = bisect_left(places, after)
    return places.pop(following if following < len(places) else following - 1)


def _told(lines: Sequence[str], page: Sequence[str], places: range, taken: set[int]) -> set[int]:
    tokens = Counter(token for line in lines for token in _WORDS.findall(line))
    told = set()
    for at in places:
        own = Counter(_WORDS.findall(page[at]))
        if at not in taken and own and sum((own & tokens).values()) >= TOLD * sum(own.values()):
            told.add(at)
            tokens -= own
    return told
