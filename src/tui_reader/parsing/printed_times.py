"""Times as feeds and page metadata print them: ISO 8601 and RFC 822, with the zone they were printed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz

from tui_reader.domain import Clock, DatedBy, Precision, TimeBasis
from tui_reader.parsing.clocks import lone_date, zone_offset

MAX_TIME_CHARACTERS = 80
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(?P<zone>[+-]\d\d:?\d\d|[+-]\d\d|[a-z]{1,5})?)?",
    re.IGNORECASE,
)
FIRST_YEAR = 1990  # of news on the web; what is earlier is a clock that was never set
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?=T\d)")
_COMPACT_CLOCK = re.compile(r"(?<=T)(\d\d)(\d\d)(\d\d)?(?=[.,Z+-]|$)")
_DAY_ALONE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{1,2}:\d\d))?")
_LOOSE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d|$)")
_ONE_DIGIT = re.compile(r"(?<=[-T :])(?=\d(?!\d))")
_HALF = re.compile(r"\b(\d{1,2}):\d\d(?::\d\d)?\s*([ap])\.?m\b", re.IGNORECASE)
_OFFSET = re.compile(r"\b(?:GMT|UTC)([+-]\d\d:?\d\d)\b")
_TAIL_ZONE = re.compile(r"[\d ]\(?([A-Za-z]{1,5}|[+-]\d\d:?\d\d)\)?$")


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """An aware moment in the zone it was printed in; midnight where only the day is printed."""

    moment: datetime
    precision: Precision
    zone: str | None  # as printed: "GMT", "+01:00"

    @property
    def time_printed(self) -> str | None:
        """Return the time of day as "15:56", None where only the day is printed."""
        return None if self.precision is Precision.DAY else f"{self.moment:%H:%M}"

    @property
    def clock(self) -> Clock | None:
        """Return the time of day with its zone, None where only the day is printed."""
        if self.precision is Precision.DAY:
            return None
        offset = self.moment.utcoffset() if self.zone else None
        minutes = None if offset is None else int(offset.total_seconds()) // 60
        return Clock(self.moment.hour * 60 + self.moment.minute, self.zone, minutes)

    def dated_by(self, printed_by: str) -> DatedBy:
        """Return how the date is known; `printed_by` is who prints it: "the feed"."""
        doubt = "" if self.zone or self.precision is Precision.DAY else ", without a zone: taken as UTC"
        return DatedBy(TimeBasis.PRINTED, self.precision, f"{printed_by} prints the date{doubt}")


def read_time(printed: object) -> PrintedTime | None:
    """Return the time that `printed` states, None where it is no time we can be sure of."""
    if not isinstance(printed, str) or len(printed) > MAX_TIME_CHARACTERS:
        return None
    words = printed.strip()
    try:
        found = _iso_time(_tidied(words)) or _mail_time(words)
        return found if found and found.moment.year >= FIRST_YEAR else None  # 0001-01-01, 1970-01-01: no dates
    except (ValueError, OverflowError, IndexError, TypeError):
        return None  # the 99th of a month, a zone of 9,999 hours


def _tidied(words: str) -> str:
    """Return a time in ISO 8601 where it is one in all but form: "20201123T11:02:35Z", "2022-5-3T9:05:0Z"."""
    if words.isdigit() and len(words) in (10, 13):
        return f"{datetime.fromtimestamp(int(words[:10]), UTC):%Y-%m-%dT%H:%M:%SZ}"
    if _DAY_ALONE.fullmatch(words):
        return f"{words[:4]}-{words[4:6]}-{words[6:]}"
    if compact := _COMPACT.match(words):
        words = f"{compact[1]}-{compact[2]}-{compact[3]}{words[compact.end() :]}"
        words = _COMPACT_CLOCK.sub(lambda clock: f"{clock[1]}:{clock[2]}:{clock[3] or '00'}", words)
    if dotted := _DOTTED.fullmatch(words):
        words = f"{dotted[3]}-{dotted[2]}-{dotted[1]}" + (f"T{dotted[4]}" if dotted[4] else "")
    return _ONE_DIGIT.sub("0", words) if _LOOSE.match(words) else words


def _iso_time(words: str) -> PrintedTime | None:
    match = _ISO.fullmatch(words)
    if match is None:
        return None
    if match["clock"] is None:
        return _day(date.fromisoformat(match["day"]))
    moment = datetime.fromisoformat(f"{match['day']}T{match['clock']}")
    return _zoned(moment, match["zone"] or "")


def _zoned(moment: datetime, zone: str) -> PrintedTime:
    """Return the moment in its zone as printed; in UTC, and said so, where that is none we know."""
    if zone in ("Z", "z"):
        zone = "UTC"
    if zone[:1] in ("+", "-") and zone != "-0000":
        return PrintedTime(moment.replace(tzinfo=_numeric_zone(zone)), Precision.MINUTE, zone)
    minutes = zone_offset("UTC" if zone == "UT" else zone) if zone[:1].isalpha() else None
    if minutes is None:
        return PrintedTime(moment.replace(tzinfo=UTC), Precision.MINUTE, None)
    return PrintedTime(moment.replace(tzinfo=timezone(timedelta(minutes=minutes))), Precision.MINUTE, zone)


def _numeric_zone(zone: str) -> timezone:
    """Return the zone written "+01:00", "+0100" or "+01"."""
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


def _mail_time(words: str) -> PrintedTime | None:
    """Read "Tue, 24 Nov 2026 10:00:00 GMT" and what passes for it."""
    fields = parsedate_tz(words)
    if fields is None:
        stamp = lone_date(words)
        return _day(date(*stamp.day)) if stamp and stamp.day and stamp.day[0] and not stamp.clock else None
    year, month, day, hour, minute, second = fields[:6]
    if ":" not in words:
        return _day(date(year, month, day))
    if half := _HALF.search(words):
        hour = int(half[1]) % 12 + (12 if half[2].lower() == "p" else 0)
    moment = datetime(year, month, day, hour, minute, min(second, 59))
    if offset := _OFFSET.search(words):
        return _zoned(moment, offset[1])
    found = _TAIL_ZONE.search(words)
    # The mail standard knows American zones alone, and takes an unknown name for none; ours is "BST", too.
    return _zoned(moment, found[1] if found else "")


def _day(day: date) -> PrintedTime:
    return PrintedTime(datetime(day.year, day.month, day.day, tzinfo=UTC), Precision.DAY, None)
