"""When something was published, how exactly we know it, and from what."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

_AGO = re.compile(r"\b(\d{1,3})\s*(?:(m|mins?|minutes?)|(h|hrs?|hours?)|s|secs?|seconds?)\s+ago\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?: ?(?P<half>[ap])\.?m\b)?", re.IGNORECASE)


class TimeBasis(StrEnum):
    """How a time is known: the contract's `time_basis`."""

    PRINTED = "printed"  # the page states the date
    SIDECAR = "sidecar"  # an editor states it beside the page, or on the command line
    INFERRED = "inferred"  # worked out from something weaker; `DatedBy.why` says what
    NONE = "none"


class Precision(StrEnum):
    """The unit a time is known to."""

    MINUTE = "minute"
    DAY = "day"
    SEASON = "season"  # a zone such as British Summer Time tells only the half of the year
    UNKNOWN = "unknown"


class Clock(NamedTuple):
    """A time of day as printed, without its date: minutes after midnight and the zone's offset."""

    minute: int  # 0..1439
    zone: str | None = None  # as printed: "British Summer Time"
    utc_offset: int | None = None  # minutes east of Greenwich, None where the zone is not known


class DatedBy(NamedTuple):
    """How a date is known: basis, precision, and the reason in words a reader understands."""

    basis: TimeBasis = TimeBasis.NONE
    precision: Precision = Precision.UNKNOWN
    why: str = ""


def minutes_before(printed: str | None) -> int | None:
    """Return how many minutes before its page was taken something was printed as being ("18 minutes ago": 18).

    None where no such time is printed; less than a minute is 0.
    """
    ago = _AGO.search(printed or "")
    if ago is None:
        return None
    return int(ago[1]) * (1 if ago[2] else 60 if ago[3] else 0)


def printed_clock(printed: str | None, at: datetime | None = None) -> str:
    """Return the hour and minute of a printed time (`-20m`: so long before the page was taken), else of `at`."""
    if printed and (clock := _CLOCK.search(printed)):
        hour, half = int(clock["hour"]), (clock["half"] or "").lower()
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)  # "3.42pm"
        return f"{hour:02}:{clock['minute']}"
    if at is not None and (at.hour or at.minute):
        return f"{at.hour:02}:{at.minute:02}"
    minutes = minutes_before(printed)
    if minutes is None:
        return ""
    return f"-{minutes}m" if minutes < 1_000 else f"-{minutes // 60}h"


def clock_told(printed: str | None, at: datetime | None = None) -> str:
    """Return the hour and minute; a time printed as so long ago in words, where there is room for them."""
    clock = printed_clock(printed, at)
    return f"{before_words(clock)} before the page was taken" if clock.startswith("-") else clock


def time_told(printed: str | None) -> str:
    """Return a time as its page prints it, zone and date and all; how long ago, as counted from the page."""
    is_ago = printed_clock(printed).startswith("-")
    return clock_told(printed) if is_ago else printed or ""


def before_words(clock: str) -> str:
    """Return `-20m`, for which the timeline has room, in words: `20 min`."""
    return f"{clock[1:-1]} {'min' if clock.endswith('m') else 'hours'}"
