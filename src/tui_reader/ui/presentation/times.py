"""Days and times as a reader reads them; what is not known stays unsaid."""

from __future__ import annotations

from datetime import date

from tui_reader.domain import QuotationEntry, TimeBasis, TimelineEntry
from tui_reader.domain.times import clock_told, printed_clock

TIME_WIDTH = 5
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


def when_words(entry: TimelineEntry | QuotationEntry, *, basis: bool = True) -> str:
    """Return the time and the day as far as they are known: `15:56 · 16 June 2025 (editor)`."""
    parts = [clock_told(entry.time_printed, entry.published_at)]
    day = date.fromisoformat(entry.day) if entry.day else entry.published_at.date() if entry.published_at else None
    if day is not None:
        how = basis_words(entry.time_basis, short=True) if basis else ""
        parts.append(day_words(day, weekday=False) + how)
    return " · ".join(part for part in parts if part) or "date not known"
