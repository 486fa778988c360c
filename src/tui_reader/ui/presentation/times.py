"""Days and times as a reader reads them; what is not known stays unsaid."""

from __future__ import annotations

import re
from datetime import date, datetime

from tui_reader.domain import QuotationEntry, TimeBasis, TimelineEntry

TIME_WIDTH = 5
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b")
_AGO = re.compile(r"(\d{1,3})\s*(?:(min)|(h)|(s))", re.IGNORECASE)
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
    if printed and (ago := _AGO.search(printed)):
        return f"-{ago[1]}{'m' if ago[2] else 'h' if ago[3] else 's'}"
    return ""


def when_words(entry: TimelineEntry | QuotationEntry, *, basis: bool = True) -> str:
    """Return the time and the day as far as they are known: `15:56 · 16 June 2025 (editor)`.

    A time that is printed as so long ago is said in words: the column of the timeline has room for `-20m` alone.
    """
    clock = clock_words(entry)
    parts = [f"{clock[1:]} before the page was taken" if clock.startswith("-") else clock]
    day = date.fromisoformat(entry.day) if entry.day else entry.published_at.date() if entry.published_at else None
    if day is not None:
        how = basis_words(entry.time_basis, short=True) if basis else ""
        parts.append(day_words(day, weekday=False) + how)
    return " · ".join(part for part in parts if part) or "date not known"
