"""Contractions written out, so that "I've" and "I have" are the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tui_reader.domain import Span
from tui_reader.text.normalise import listed

_CONTRACTED = re.compile(r"(.+?)(n['’]t|['’](?:ve|re|ll|m|d|s))", re.IGNORECASE)
_WHOLE = {"n't": "not", "'ve": "have", "'re": "are", "'ll": "will", "'m": "am", "'d": "would", "'s": "is"}
_STEMS = {"wo": "will", "ca": "can", "sha": "shall"}  # won't, can't, shan't
_WITH_IS = listed(
    """he she it that there what who here where how when this nobody somebody everybody anybody someone everyone anyone
    something nothing everything one"""
)  # elsewhere 's says whose
_ALSO = {"is": "has", "would": "had"}  # what 's and 'd stand for as well


def spelled_out(found: Sequence[tuple[str, Span]], text: str) -> list[tuple[str, Span]]:
    """Return folded words with every contraction as the words it stands for, each at the place of the whole.

    `("i've", span)` becomes `("i", span), ("have", span)`. 's and 'd are taken for "is" and "would";
    `stands_for` says what else they may be.
    """
    return [(word, span) for folded, span in found for word in _parts(folded, span.of(text))]


def stands_for(printed: str, other: str) -> bool:
    """Say whether "it's" may stand for `other` where `spelled_out` read "it is": for "it has", "had"."""
    words = list(_parts("", printed))
    return bool(words) and _ALSO.get(words[-1]) == other.strip().casefold()


def _parts(folded: str, printed: str) -> Iterator[str]:
    if folded == "cannot":
        yield from ("can", "not")
        return
    match = _CONTRACTED.fullmatch(printed) if "'" in printed or "’" in printed else None
    first = match[1].casefold() if match else ""
    ending = match[2].casefold().replace("’", "'") if match else ""
    if not match or (ending == "'s" and first not in _WITH_IS):
        yield folded
        return
    yield _STEMS.get(first, first) if ending == "n't" else first
    yield _WHOLE[ending]
