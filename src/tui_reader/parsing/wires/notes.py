"""An agency's words to editors: that an item is killed, withheld, corrected, or under embargo and until when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone, tzinfo

from tui_reader.domain import Advisory, AdvisoryKind
from tui_reader.parsing.clocks import MONTHS, YEAR_ROUND_ZONES, zone_offset
from tui_reader.parsing.printed_times import PrintedTime
from tui_reader.parsing.sidecar import find_zone

_KILL = re.compile(
    r"\b(?:mandatory|bulletin|advisory|urgent)?\s*kill(?:ed|s)?\b(?! (?:in|by|at|on|as|when)\b)"
    r"|\b(?:is|are|been|was|be|hereby) (?:withdrawn|retracted|cancell?ed)\b|\bwithdraws? (?:the|this|its|our)\b"
    r"|\bkill kill\b",
    re.IGNORECASE,
)
_WITHHOLD = re.compile(
    r"\bwithh[eo]ld\b|\bdo not use (?:this (?:story|item|copy)|the (?:story|item)|it\b|until\b)"
    r"|\bhold (?:for release|until)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\bcorrect(?:s|ed|ing|ion|ions)\b|\bclarif(?:y|ies|ied|ication)\b|\b(?:fix|fixes|to fix)\b|\bsted\b"
    r"|\b(?:berichtigung|korrektur|korrigiert|correctif|rectificatif|corrección"
    r"|errata|rettifica|correctie|rättelse|rettelse|tidigare version|tidligere versj?on)\b",
    re.IGNORECASE,
)
_EMBARGO = re.compile(
    r"\bembargo(?:ed)?\b|\bnot for (?:publication|release|broadcast|use)\b[^.]{0,40}\b(?:before|until)\b"
    r"|\bhold for release\b|\bfor (?:release|use) (?:at |on |after )?\d",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:(?P<word>midnight|noon|midday)|(?P<hour>2[0-4]|[01]?\d)(?:[:.]?(?P<minute>[0-5]\d))?(?!\d)"
    r"\s?(?:(?P<half>[ap])\.?m\b\.?)?(?:\s?(?:hours|hrs|h)\b)?)"
    r"(?:\s*\(?(?P<zone>(?:GMT|UTC)[+-]\d{1,2}(?::?\d\d)?|[A-Z]{2,5}\b|Z\b|UK time|(?:[A-Za-z]+ ){1,3}Time)\)?)?"
)
_OFFSET = re.compile(r"(?P<iso>\d{4}-\d\d-\d\d)T(?P<clock>\d\d:\d\d)(?::\d\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?")
_MONTH = r"(?P<month>(?:" + "|".join(MONTHS) + r")[a-z]*\.?)"
_DATES = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (?P<year>20\d\d))?", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>20\d\d))?", re.IGNORECASE),
    re.compile(r"\b(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>20\d\d|\d\d)\b"),
    re.compile(r"\b(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b"),
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)
_NO_ZONE = frozenset("ON THE AND TO FOR UNTIL HRS".split()) | {name.upper() for name in MONTHS}
_LONGEST = 400  # characters of a note that are looked at: a notice to editors is a few lines


def note_advisories(notes: Iterable[str], issued: PrintedTime | None) -> list[Advisory]:
    """Return what notes to editors say of their item; `issued` is when it was sent, by which a bare day is dated.

    One note may say several things. An embargo whose time or zone cannot be read is in force (`until` None).
    """
    found: list[Advisory] = []
    for note in notes:
        words = " ".join(note.split())
        head = words[:_LONGEST]
        if embargoed := _EMBARGO.search(head):
            found.append(Advisory(AdvisoryKind.EMBARGO, words, embargo_end(head[embargoed.start() :], issued)))
        if _KILL.search(head):
            found.append(Advisory(AdvisoryKind.KILL, words))
        elif _WITHHOLD.search(head) and not embargoed:
            found.append(Advisory(AdvisoryKind.WITHHOLD, words))
        if _CORRECTION.search(head):
            found.append(Advisory(AdvisoryKind.CORRECTION, words))
    return found


def embargo_end(words: str, issued: PrintedTime | None) -> datetime | None:
    """Return the moment an embargo ends, as words print it; None where the hour, the day or the zone is not sure.

    Without a zone the item's own is taken, if that is an hour of the agency's and not UTC, in which servers count.

    >>> embargo_end("Embargoed until 0001 BST, 13 April 2026", None).isoformat()
    '2026-04-13T00:01:00+01:00'
    """
    if iso := _OFFSET.search(words):
        return datetime.fromisoformat(iso[0]) if iso["zone"] else None
    day, rest = _day(words, issued)
    clock = next((found for found in _CLOCK.finditer(rest) if _is_clock(found)), None)
    if clock is None or day is None:
        return None
    zone = _zone(clock["zone"], issued)
    if zone is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=_minute(clock))


def _is_clock(found: re.Match[str]) -> bool:
    """Say whether digits are a time of day: "0001", "00.01", "6pm"; a lone "13" is a day, "2026" may be a year."""
    if found["word"] or found["half"]:
        return True
    return found["minute"] is not None and not 1990 <= int(found["hour"] + found["minute"]) <= 2059


def _minute(clock: re.Match[str]) -> int:
    if clock["word"]:
        return 0 if clock["word"].lower() == "midnight" else 12 * 60
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    return hour * 60 + int(clock["minute"] or 0)


def _zone(printed: str | None, issued: PrintedTime | None) -> tzinfo | None:
    """Return the zone: as printed; else the item's own, unless that is UTC; None for one nobody knows."""
    if printed and printed.upper() not in _NO_ZONE:
        name = YEAR_ROUND_ZONES.get(printed.casefold())
        if name:
            return find_zone(name)
        minutes = 0 if printed == "Z" else zone_offset(printed)
        return None if minutes is None else timezone(timedelta(minutes=minutes))
    own = issued.moment.utcoffset() if issued is not None and issued.zone else None
    return timezone(own) if own else None


def _day(words: str, issued: PrintedTime | None) -> tuple[date | None, str]:
    """Return the day that is printed, and the words without it, so that its numbers are not taken for a clock.

    None where a weekday stands beside the date that is not the date's: one of the two is wrong.
    """
    sent = issued.moment.date() if issued is not None else None
    weekday = _WEEKDAY.search(words)
    for shape in _DATES:
        match = shape.search(words)
        if match is None:
            continue
        rest = _WEEKDAY.sub(" ", words[: match.start()] + " " + words[match.end() :])
        day = _date_of(match.groupdict(), sent)
        fits = day is None or weekday is None or _number_of(weekday) == day.weekday()
        return (day if fits else None), rest
    if weekday is not None and sent is not None:
        ahead = (_number_of(weekday) - sent.weekday()) % 7
        return sent + timedelta(days=ahead), words[: weekday.start()] + " " + words[weekday.end() :]
    return None, words


def _number_of(weekday: re.Match[str]) -> int:
    return _WEEKDAYS.index(weekday[1][:3].lower())


def _date_of(names: dict[str, str | None], sent: date | None) -> date | None:
    """Return the date that a match names; one without its year is the nearest to when the item was sent."""
    month, day, year = names.get("month"), int(names["day"] or 0), names.get("year")
    number = MONTHS.index(month[:3].lower()) + 1 if month else int(names["number"] or 0)
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), number, day)
        near = [date(sent.year + step, number, day) for step in (-1, 0, 1)] if sent is not None else []
    except ValueError:
        return None
    return min(near, key=lambda each: abs(each - sent)) if sent is not None else None
