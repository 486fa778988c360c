"""Times and dates as pages print them: a clock, its zone, a date, "18 minutes ago"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tui_reader.domain import Clock

SUMMER, WINTER = "summer", "winter"
# Zone names as printed: minutes east of Greenwich, and the half of the year in which clocks show it
# (None where clocks do not change, or where the abbreviation names several zones).
ZONES: dict[str, tuple[int | None, str | None]] = {
    "utc": (0, None),
    "coordinated universal time": (0, None),
    "gmt": (0, WINTER),
    "greenwich mean time": (0, WINTER),
    "bst": (60, SUMMER),
    "british summer time": (60, SUMMER),
    "irish standard time": (60, SUMMER),
    "wet": (0, WINTER),
    "west": (60, SUMMER),
    "western european time": (0, WINTER),
    "western european summer time": (60, SUMMER),
    "cet": (60, WINTER),
    "cest": (120, SUMMER),
    "central european time": (60, WINTER),
    "central european summer time": (120, SUMMER),
    "eet": (120, WINTER),
    "eest": (180, SUMMER),
    "eastern european time": (120, WINTER),
    "eastern european summer time": (180, SUMMER),
    "est": (-300, WINTER),
    "edt": (-240, SUMMER),
    "eastern standard time": (-300, WINTER),
    "eastern daylight time": (-240, SUMMER),
    "cst": (-360, WINTER),
    "cdt": (-300, SUMMER),
    "central standard time": (-360, WINTER),
    "central daylight time": (-300, SUMMER),
    "mst": (-420, WINTER),
    "mdt": (-360, SUMMER),
    "mountain standard time": (-420, WINTER),
    "mountain daylight time": (-360, SUMMER),
    "pst": (-480, WINTER),
    "pdt": (-420, SUMMER),
    "pacific standard time": (-480, WINTER),
    "pacific daylight time": (-420, SUMMER),
    "msk": (180, None),
    "jst": (540, None),
    "hkt": (480, None),
    "sgt": (480, None),
    "aest": (600, None),
    "aedt": (660, None),
    "nzst": (720, None),
    "nzdt": (780, None),
    "ist": (None, None),
    "local time": (None, None),
}
# Zones printed without saying which half of the year it is; the date decides their offset.
YEAR_ROUND_ZONES = {
    "et": "America/New_York",
    "eastern time": "America/New_York",
    "ct": "America/Chicago",
    "central time": "America/Chicago",
    "mt": "America/Denver",
    "mountain time": "America/Denver",
    "pt": "America/Los_Angeles",
    "pacific time": "America/Los_Angeles",
    "uk time": "Europe/London",
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_DATE = (
    rf"{_WEEKDAY}(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d))?"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?,\s+(?P<year2>(?:19|20)\d\d)"
    r"|(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d))"
)
_CLOCK = r"(?P<clock>(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s?(?P<half>[ap]\.?m\b\.?)?)"
_ZONE = r"(?P<zone>(?:utc|gmt)[+-]\d{1,2}(?::?[0-5]\d)?|[a-z]{2,5}\b|(?:[a-z]{3,12} ){1,3}time\b)"
_VERB = r"(?:(?:first |last )?(?:published|posted|updated|modified))"
_CHANGED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_STAMP = rf"{_CLOCK}(?:,?\s*\(?{_ZONE}\)?)?(?:,?\s+(?:on\s+)?{_DATE})?"
GLUED = re.compile(rf"\s?{_VERB}\s*(?:at|:)\s*{_STAMP}\s*$", re.IGNORECASE)
ALONE = re.compile(rf"(?P<verb>{_VERB}\s*(?:at|on|:)?\s*)?{_STAMP}", re.IGNORECASE)
LEADING = re.compile(rf"{_CLOCK}(?:\s*\(?{_ZONE}\)?)?\s*(?:[-\u2013\u2014:|]\s+|\s)(?=\S)", re.IGNORECASE)
DATE_ALONE = re.compile(
    rf"(?:{_VERB}\s*(?:at|on|:)?\s*)?{_DATE}(?:,?\s+(?:at\s+|[-–|·]\s+)?{_CLOCK}(?:,?\s*\(?{_ZONE}\)?)?)?",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"(?:(?:posted|published|updated)\s+)?(?:(?P<count>\d{1,3}|an?|one)\s?(?P<unit>m|mins?|minutes?|h|hrs?|hours?|d|days?|"
    r"s|secs?|seconds?|w|weeks?|months?)\s+ago|just now|moments ago)",
    re.IGNORECASE,
)
TAIL = 140  # a stamp stands at the end of its line; longer lines are looked at only there


@dataclass(frozen=True, slots=True)
class Stamp:
    """A printed time: the words of the clock, the clock, the day where one is printed (year 0: none printed)."""

    printed: str
    clock: Clock | None = None
    day: tuple[int, int, int] | None = None  # year, month, day
    ago_minutes: int | None = None
    updated: bool = False  # the page says it is the time of a change


def glued_stamp(words: str) -> tuple[int, Stamp] | None:
    """Return where the stamp that ends a headline line begins, and the stamp; or None."""
    offset = max(0, len(words) - TAIL)
    match = GLUED.search(words[offset:])
    stamp = match and _stamp(match)
    return (offset + match.start(), stamp) if match and stamp else None


def lone_stamp(words: str) -> Stamp | None:
    """Return the time a line consists of; a bare "3:18" is a film's length, not a time."""
    if len(words) > TAIL:
        return None
    relative = RELATIVE.fullmatch(words)
    if relative:
        return Stamp(words, ago_minutes=_minutes_ago(relative))
    match = ALONE.fullmatch(words)
    if not match or not (stamp := _stamp(match)):
        return None
    told = match["verb"] or match["half"] or (match["zone"] and match["minute"])
    return stamp if told or (match["minute"] and len(match["hour"]) == 2) else None


def leading_stamp(words: str) -> tuple[int, Stamp] | None:
    """Return where the words after the time that begins a line start, and the time; or None."""
    match = LEADING.match(words)
    if not match or not match["minute"] or not (match["half"] or len(match["hour"]) == 2):
        return None
    zone = match["zone"]
    if zone and zone.casefold() not in ZONES and zone.casefold() not in YEAR_ROUND_ZONES:
        match = re.match(rf"{_CLOCK}\s*(?:[-\u2013\u2014:|]\s+|\s)(?=\S)", words, re.IGNORECASE)
    stamp = match and _stamp(match)
    return (match.end(), stamp) if match and stamp else None


def lone_date(words: str) -> Stamp | None:
    """Return the date (and time) a line consists of, or None."""
    match = DATE_ALONE.fullmatch(words) if len(words) <= TAIL else None
    if not match or not (day := _day(match)):
        return None
    stamp = _stamp(match) if match["clock"] else None
    changed = bool(_CHANGED.search(words))
    return Stamp(stamp.printed if stamp else words, stamp.clock if stamp else None, day, updated=changed)


def zone_offset(zone: str) -> int | None:
    """Return the zone's minutes east of Greenwich, or None where its name is not known."""
    name = zone.casefold()
    if name in ZONES:
        return ZONES[name][0]
    shift = re.fullmatch(r"(?:utc|gmt)([+-])(\d{1,2})(?::?(\d\d))?", name)
    if not shift or int(shift[2]) > 14:
        return None
    minutes = int(shift[2]) * 60 + int(shift[3] or 0)
    return -minutes if shift[1] == "-" else minutes


def zone_season(zone: str) -> str | None:
    """Return "summer" or "winter" where the zone is shown in only one half of the year."""
    return ZONES.get(zone.casefold(), (None, None))[1]


def _stamp(match: re.Match[str]) -> Stamp | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "")[:1].lower()
    if not match["minute"] and not half:
        return None
    if half:
        if hour > 12 or (hour == 0 and half == "p"):
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return None
    zone = match.groupdict().get("zone")
    if zone and zone.casefold() not in ZONES and not zone[0].isupper():
        return None
    clock = Clock(hour * 60 + minute, zone, zone_offset(zone) if zone else None)
    day = _day(match) if "iso" in match.re.groupindex else None
    return Stamp(match["clock"].strip(), clock, day, updated=bool(_CHANGED.search(match.string[:TAIL])))


def _day(match: re.Match[str]) -> tuple[int, int, int] | None:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    elif match["month"] or match["month2"]:
        month = MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
        day, year = int(match["day"] or match["day2"]), int(match["year"] or match["year2"] or 0)
    else:
        return None
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return year, month, day


def _minutes_ago(match: re.Match[str]) -> int:
    if not match["unit"]:
        return 0
    count = int(match["count"]) if match["count"].isdigit() else 1
    unit = match["unit"].lower()
    if unit.startswith("mo"):
        return count * 30 * 24 * 60
    return count * {"s": 0, "m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}[unit[0]]
