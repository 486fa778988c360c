"""The quotations a reader keeps, as they stand now: some may be gone from their page, or from the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui_reader.domain import QuotationEntry
from tui_reader.errors import NothingFoundError

GONE = "its page was forgotten, and the words with it"
BOOK = "notebook"  # what is kept where no other book was named


class Kept(NamedTuple):
    """A kept quotation and the reader's note on it; `entry` is None where its page was forgotten."""

    id: str
    note: str
    entry: QuotationEntry | None


def open_book(name: str | None) -> str:
    """Return the book a name means, the first where there is none."""
    return (name or "").strip() or BOOK


def kept_as_now(kept: Sequence[tuple[str, str]], find: Callable[[str], QuotationEntry]) -> list[Kept]:
    """Return what a book holds, each quotation looked up by `find`, which raises NothingFoundError for none."""
    found = []
    for id, note in kept:
        try:
            found.append(Kept(id, note, find(id)))
        except NothingFoundError:
            found.append(Kept(id, note, None))
    return found


def moved(kept: Sequence[tuple[str, str]], index: int, by: int) -> list[tuple[str, str]]:
    """Return a book with one quotation some places further down (or up), at most to an end."""
    order = list(kept)
    to = min(max(index + by, 0), len(order) - 1)
    order.insert(to, order.pop(index))
    return order
