"""What an outlet says about a document of its own: that it is embargoed, corrected, withdrawn."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class AdvisoryKind(StrEnum):
    """What an outlet says about its own document that decides whether its words may be used."""

    STUB = "stub"  # the page shows the beginning alone
    EMBARGO = "embargo"
    CORRECTION = "correction"
    KILL = "kill"
    WITHHOLD = "withhold"


WITHDRAWN = frozenset((AdvisoryKind.KILL, AdvisoryKind.WITHHOLD))  # the words must not be used


class Advisory(NamedTuple):
    """What a document says about itself, in force `until` a moment (aware; None: not known, and then in force)."""

    kind: AdvisoryKind
    why: str
    until: datetime | None = None
