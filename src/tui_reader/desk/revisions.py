"""What an outlet changed in a text after the fact, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from tui_reader.domain import QuotationEntry

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Revision(NamedTuple):
    """One paragraph that changed: `before` None where it was added, `now` None where it was taken out."""

    before: str | None
    now: str | None


def revisions(before: Sequence[str], now: Sequence[str]) -> Iterator[Revision]:
    """Yield what changed from one version of a text to the next, in reading order; line breaks do not count."""
    from difflib import SequenceMatcher  # needed by one screen

    folded = [[" ".join(paragraph.split()) for paragraph in version] for version in (before, now)]
    for tag, start, end, other, last in SequenceMatcher(None, folded[0], folded[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for old, new in zip_longest(before[start:end], now[other:last]):
            yield Revision(old, new)


def gone_words(entry: QuotationEntry) -> str:
    """Return that the outlet took the words back or changed them, since when, and to what; "" where they stand."""
    if entry.gone_at is None:
        return ""
    at = entry.gone_at
    since = f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M} {at.tzname() or ''}".rstrip()
    now = f"; it now says: “{entry.became}”" if entry.became else ""
    return f"no longer on the page as read on {since}{now}"
