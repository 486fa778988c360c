"""What a document says about itself, in words: that it is a stub, under embargo, corrected, killed, withheld."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from tui_reader.desk.revisions import MONTHS
from tui_reader.domain import WITHDRAWN, Advisory, AdvisoryKind

_SHORT = {AdvisoryKind.KILL: "killed", AdvisoryKind.WITHHOLD: "withheld", AdvisoryKind.CORRECTION: "corrected"}


def in_force(advisories: Iterable[Advisory], now: datetime | None = None) -> list[Advisory]:
    """Return those that hold: one whose end is not known holds."""
    at = now or datetime.now(UTC)
    return [advisory for advisory in advisories if advisory.until is None or advisory.until > at]


def advisory_kinds(advisories: Iterable[Advisory]) -> frozenset[AdvisoryKind]:
    """Return the kinds that hold now."""
    return frozenset(advisory.kind for advisory in in_force(advisories))


def is_withdrawn(advisories: Iterable[Advisory]) -> bool:
    """Say whether the words must not be used: their agency killed the story or holds it back."""
    return any(advisory.kind in WITHDRAWN for advisory in advisories)


def copy_warning(advisories: Iterable[Advisory]) -> str:
    """Return what must be known of copied words: killed, withheld, under embargo until when; "" for nothing."""
    held = [each for each in in_force(advisories) if each.kind in WITHDRAWN or each.kind is AdvisoryKind.EMBARGO]
    return "; ".join(map(_line, held))


def short_words(advisories: Iterable[Advisory]) -> str:
    """Return one word for a line of a list: "stub", "embargo", "killed"; "" for nothing."""
    kinds = [advisory.kind for advisory in in_force(advisories)]
    return next((_SHORT.get(kind, kind.value) for kind in kinds), "")


def advisory_words(advisories: Iterable[Advisory]) -> str:
    """Return a line: "stub: the page says that the rest is not free to read"; "" for nothing."""
    return "; ".join(_line(advisory) for advisory in in_force(advisories))


def _line(advisory: Advisory) -> str:
    until = ""
    if advisory.until is not None:
        at = advisory.until
        until = f" until {at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M} {at.tzname() or ''}".rstrip()
    elif advisory.kind is AdvisoryKind.EMBARGO:
        until = ", until when is not known"
    return f"{_SHORT.get(advisory.kind, advisory.kind.value)}{until}: {advisory.why}"
