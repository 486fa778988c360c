"""What a reader follows: feeds and pages that are read again and again, and what is remembered of each."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tui_reader.domain.ids import short_id

DEFAULT_MINUTES = 15
MIN_MINUTES = 5  # no outlet asks to be read more often, and many ask to be read less
MAX_MINUTES = 24 * 60


class Subscription(NamedTuple):
    """A feed or page that is read again and again.

    `title` is what a list shows; `outlet` what the reader wants its documents to be of (None: what the feed
    says). `minutes` is the interval (None: the default). `full_text`: the pages of entries are fetched too.
    `only` keeps entries that hold one of these words, in any case; empty keeps all.
    """

    url: str
    title: str | None = None
    outlet: str | None = None
    group: str | None = None
    muted: bool = False
    minutes: int | None = None
    full_text: bool = False
    only: tuple[str, ...] = ()
    moves_to: str | None = None  # of a wire's folder: where its files go once they were taken in; None: they stay

    @property
    def id(self) -> str:
        """Return the id a reader types; the same for the same URL."""
        return short_id("s", self.url)

    @property
    def interval(self) -> timedelta:
        """Return how long to wait between two looks."""
        return timedelta(minutes=min(max(self.minutes or DEFAULT_MINUTES, MIN_MINUTES), MAX_MINUTES))

    def wants(self, text: str) -> bool:
        """Say whether an entry with this text is to be kept."""
        words = text.casefold()
        return not self.only or any(one.casefold() in words for one in self.only)


class Health(StrEnum):
    """How a subscription is doing, for a list."""

    NEW = "new"  # never read
    FINE = "fine"
    FAILING = "failing"
    GONE = "gone"
    MUTED = "muted"


class SubscriptionState(NamedTuple):
    """What is remembered of a subscription between two looks. Times are aware.

    `digest` is of the last body taken in whole: a server that knows no conditions sends the same again.
    `failures` counts looks that failed in a row; `trouble` says in one line why the last one did.
    """

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0
    trouble: str | None = None
    gone: bool = False
    moved_to: str | None = None
    entries: int = 0
    delay: float | None = None  # of a wire's folder: seconds from the last file to the timeline


FRESH = SubscriptionState()
