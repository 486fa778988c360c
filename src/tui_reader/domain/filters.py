"""What narrows a list: the same fields on the command line, in the query language and in the app."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

# A post with a quotation; one with a quotation that outlets print in different words; not read, starred by the reader.
MARKS = ("quoted", "differs", "unread", "starred")


class Filters(NamedTuple):
    """Every field narrows further; None or empty does not narrow.

    `outlet` and `speaker` match by words of the name, whatever the case ("guardian", "cooper"). `since`,
    `until` (both inclusive) and `on` are days; an unknown date matches none of them unless `undated`.
    `kind` is a kind of quotation, or of document in the timeline. `limit` None means all. `marks` are what posts are to
    be, all of them: some of `MARKS`.
    """

    outlet: str | None = None
    speaker: str | None = None
    since: date | None = None
    until: date | None = None
    on: date | None = None
    undated: bool = False
    kind: str | None = None
    limit: int | None = None
    marks: frozenset[str] = frozenset()


NO_FILTERS = Filters()
