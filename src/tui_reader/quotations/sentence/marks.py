"""Quotation marks of a paragraph, and what each could be by the characters beside it.

Nothing is decided here: an apostrophe between letters is dropped, every other mark says whether it
could open and whether it could close. `mark_pairing` pairs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

DOUBLE = '"“”„‟«»″'
SINGLE = "'‘’‚‛`´‹›"
ALL = DOUBLE + SINGLE

_OPENING = "“„‟«‘‚‛‹"
_CLOSING = "”»’´›"
_BEFORE_OPENER = "([{—–-/:…" + ALL
_AFTER_CLOSER = ".,;:!?)]}—–-/…" + ALL
_NOT_AFTER_OPENER = ",;:!?)]}"
# Words that lose their first letters to an apostrophe; "'cause" is left out, it more often opens a quotation.
_ELISION = r"['’‘](?:em|im|til|tis|twas|twere|n|bout|cos|til|\d\ds?)\b"


@dataclass(slots=True, eq=False, repr=False)
class Mark:
    """One mark at `at` (code points), `width` 1 or, for wire marks, 2. `weak`: may be a plural's apostrophe."""

    at: int
    width: int
    double: bool
    opens: bool
    closes: bool
    weak: bool = False

    @property
    def after(self) -> int:
        """The first code point after the mark."""
        return self.at + self.width


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile("``|''|’’|‘‘|[" + re.escape(ALL) + "]"), re.compile(_ELISION, re.IGNORECASE)


def find_marks(text: str, start: int, end: int) -> list[Mark]:
    """Return the marks of the paragraph `text[start:end]` that could open or close, in order."""
    anywhere, elision = _patterns()
    found = []
    for match in anywhere.finditer(text, start, end):
        at, stop = match.start(), match.end()
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        if stop - at == 2 or text[at] in DOUBLE:
            mark = _double(text[at:stop], at, before, after)
        elif before.isalnum() and after.isalnum():
            continue  # don't, Reader's
        elif elision.match(text, at, end) and not before.isalnum():
            continue  # the '90s, get 'em
        else:
            mark = _single(text[at], at, before, after)
        if mark is not None:
            found.append(mark)
    return found


def _double(symbol: str, at: int, before: str, after: str) -> Mark | None:
    opens = (before.isspace() or before in _BEFORE_OPENER) and not after.isspace() and after not in _NOT_AFTER_OPENER
    closes = not before.isspace() and before not in "([{"
    if symbol[0] in _OPENING or symbol in ("``", "‘‘"):
        opens, closes = opens or not closes, closes and not opens
    elif symbol in _CLOSING or symbol in ("''", "’’"):
        opens, closes = opens and not closes, closes or not opens
    elif before.isdigit() and after.isalnum():
        return None  # 5'10"x
    elif not opens and not closes:
        opens = closes = True  # a mark between spaces
    elif opens and closes and before in ALL:
        closes = after.isspace()
    return Mark(at, len(symbol), True, opens, closes)


def _single(symbol: str, at: int, before: str, after: str) -> Mark | None:
    opens = (before.isspace() or before in _BEFORE_OPENER) and not after.isspace() and after not in _NOT_AFTER_OPENER
    closes = not before.isspace() and before not in "([{" and (after.isspace() or after in _AFTER_CLOSER)
    if symbol in _OPENING:
        closes = closes and not opens
    elif symbol in _CLOSING:
        opens = False
    if not opens and not closes:
        return None
    weak = closes and before in "sSzZxX" and after.isspace()
    return Mark(at, 1, False, opens, closes, weak)
