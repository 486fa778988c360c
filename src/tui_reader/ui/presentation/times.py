"""Days and times as a reader reads them; what is not known stays unsaid."""

from __future__ import annotations

import re
from datetime import date, datetime

from tui_reader.domain import QuotationEntry, TimeBasis, TimelineEntry
from tui_reader.domain.times import minutes_before

TIME_WIDTH = 5
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BASIS = {
    TimeBasis.PRINTED: "",
    TimeBasis.SIDECAR: "date from the editor",
    TimeBasis.INFERRED: "date inferred",
    TimeBasis.NONE: "",
}
_SHORT_BASIS = {TimeBasis.SIDECAR: " (editor)", TimeBasis.INFERRED: " (inferred)"}


def day_words(day: date, *, weekday: bool = True) -> str:
    """Return `Mon 16 June 2025`, whatever the locale."""
    words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{_WEEKDAYS[day.weekday()]} {words}" if weekday else words


def basis_words(basis: TimeBasis, *, short: bool = False) -> str:
    """Return how a date is known where it is not printed, to stand after the date; "" where it is (or is unknown)."""
    if short:
        return _SHORT_BASIS.get(basis, "")
    return f" · {_BASIS[basis]}" if _BASIS[basis] else ""


def clock_words(entry: TimelineEntry | QuotationEntry, *, timed: bool = True) -> str:
    """Return the time of day as printed, `HH:MM`; "" where none is known."""
    return printed_clock(entry.time_printed, entry.published_at if timed else None)


def printed_clock(printed: str | None, at: datetime | None = None) -> str:
    """Return the hour and minute of a printed time (`-20m`: so long before the page was taken), else of `at`."""
    if printed and (clock := _CLOCK.search(printed)):
        return f"{int(clock[1]):02}:{clock[2]}"
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


def before_words(clock: str) -> str:
    """Return `-20m`, for which the timeline has room, in words: `20 min`."""
    return f"{clock[1:-1]} {'min' if clock.endswith('m') else 'hours'}"


def when_words(entry: TimelineEntry | QuotationEntry, *, basis: bool = True) -> str:
    """Return the time and the day as far as they are known: `15:56 · 16 June 2025 (editor)`."""
    parts = [clock_told(entry.time_printed, entry.published_at)]
    day = date.fromisoformat(entry.day) if entry.day else entry.published_at.date() if entry.published_at else None
    if day is not None:
        how = basis_words(entry.time_basis, short=True) if basis else ""
        parts.append(day_words(day, weekday=False) + how)
    return " · ".join(part for part in parts if part) or "date not known"
