"""Words and punctuation marks of a text, each with where it stands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# An abbreviation of single letters (U.S., p.m.), a word with its inner hyphens and apostrophes, or one mark.
# No two alternatives can start at one place and fail late, so the pattern never goes back: linear.
TOKEN = r"(?:[^\W\d_]\.){2,}|[\w\u0300-\u036f]+(?:(?:[-’'.,]|(?<=\d):(?=\d))(?=\w)[\w\u0300-\u036f]+)*|\S"


@lru_cache(maxsize=1)
def _compiled() -> re.Pattern[str]:
    return re.compile(TOKEN)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
    """Return `(word, start, end)` for each word or mark of `text[start:end]`, in order, in code points."""
    stop = len(text) if end is None else end
    return [(m.group(), m.start(), m.end()) for m in _compiled().finditer(text, start, stop)]


def possessor(word: str) -> str | None:
    """Return the word without its possessive ending ("Reader's" gives "Reader"), or None if it has none."""
    if len(word) > 2 and word[-1] in "sS" and word[-2] in "'’":
        return word[:-2]
    return None


def without_accents(word: str) -> str:
    """Return the word in plain letters where its own are marked: "éamon" gives "eamon"; others stay.

    >>> without_accents("éamon")
    'eamon'
    """
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    for accent in filter(unicodedata.combining, set(apart)):  # a long text has few characters that differ
        apart = apart.replace(accent, "")
    return apart


def last_word(name: str) -> str:
    """Return the last word of a name or a phrase in small letters, "" of nothing."""
    return name.rsplit(" ", 1)[-1].lower()


def is_capitalised(word: str) -> bool:
    """Say whether the word starts with a capital letter (in a script that has them)."""
    return word[:1].isupper()
