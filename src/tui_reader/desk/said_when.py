"""When a draft says that words were said, and when they can have been: by the day of print, and what the page tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from tui_reader.desk.attributing import SENTENCE_ENDS, line_before, line_behind
from tui_reader.desk.judging import worst_first
from tui_reader.desk.revisions import MONTHS
from tui_reader.domain import DocumentKind, Span
from tui_reader.domain.draft import CheckedQuotation, Printed, Verdict

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SEASON = rf"(?:Early |Late |Mid[- ])?(?:Spring|Summer|Autumn|Winter|{'|'.join(MONTHS)})"
_MONTH, _WEEKDAY = "|".join(MONTHS), "|".join(_WEEKDAYS)
_EARLIER = re.compile(
    r"\b(?:earlier|last (?:week|month|year|summer|autumn|winter|spring)|previously|yesterday|ago|"
    rf"[Aa]t (?:the|that) time|(?:[Ii]n|[Ss]ince|of|his|her|their|its|that|[Oo]n \d{{1,2}}) (?:{_MONTH})"
    r"|(?:in|of|on|at) (?:the same|that) (?:month|week|day|year|time))\b"
)
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})\b(?:,? (?P<year>\d{{4}}))?"
    rf"|\b(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year2>\d{{4}}))?"
)
# A day that heads what follows it, in a list of what happened when: "**16 January.** …", "16 January – …"; where marks
# of Markdown stood, blanks stand.
_HEADED = re.compile(
    rf"^[^\w\n]*(?:(?:{_WEEKDAY}),? )?(?:{_DAY.pattern}|(?P<only>{_MONTH})(?: \d{{4}})?|(?P<vague>{_SEASON}))"
    r"(?:,? (?:\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m|morning|afternoon|evening|noon|lunchtime))?[^\w\n]*(?:[*.:–—-]| {2}|$)",
    re.MULTILINE,
)
_SAYS = (
    r"\b(?:said|says|saying|told|tells|telling|wrote|writes|spoke|speaks|speaking|asked|added|replied"
    r"|conceded|admitted|insisted|declared|announced|argued|claimed|warned|promised)\b"
)
_CLAUSE = r"(?:that|it|he|she|they|would|will|had|has|have|was|were|is|are|could|should|did)\b"  # what is reported
# What dates the words: a day at the head of a sentence or an entry, or behind the reporting word.
_DATES = re.compile(rf"(?:^\W*(?:On )?|{_SAYS}[^,;.]{{0,30}}\bon )(?:(?:{_WEEKDAY}),? )?$")
_FILED = re.compile(rf"\W*[A-Z]{{3,}}[^.:\n]{{0,50}}?,? (?:{_DAY.pattern}) ?[—–-]")  # "HALE, 17 June 2025 – The MP …"
_RELATED = re.compile(r"\b(?:after|before|since|having|had|later|earlier)\b")  # the words were said on no such day
# The same for a weekday, a month or "last week" by itself: at the head of the clause that reports, or right behind
# the word.
_NOW = r"(?P<now>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]his (?:morning|afternoon|evening))"
_LATELY = r"(?P<week>[Ll]ast week\b)|(?P<weekend>(?:[Aa]t the|[Oo]ver the|[Tt]his|[Ll]ast) weekend)"
_ITS = r"(?:(?:his|her|their|its|the same|that|that same) )?"
_WHEN = rf"(?:[Oo]n (?P<weekday>{_WEEKDAY})|(?:[Ii]n|[Oo]n) {_ITS}(?P<month>{_MONTH})(?: day)?|{_NOW}|{_LATELY})"
_ASIDE = r"(?:(?:[a-z]+ing|before|after|when|while|as)\b[^,;:.“\"‘]{0,80}, )?"
_HEAD = re.compile(rf"^\W*{_WHEN},? {_ASIDE}(?:[\w'’.-]+,? ){{0,8}}?(?:had )?{_SAYS}")
_FRONTED = re.compile(  # "In her statement on Monday, she told them", "Asked about it on Monday evening, …"
    rf"^\W*(?:In|At|During|When|[A-Z][a-z]+(?:ed|ing))\b[^,;:.“\"‘]{{0,80}}?"
    rf"\b{_WHEN}(?: (?:morning|afternoon|evening|night))?[^,;:.“\"‘]{{0,60}}?,? (?:[\w'’.-]+ ){{0,4}}?{_SAYS}"
)
_TELLING = re.compile(  # "On Monday she went back to it, telling them that the gate had “…"
    rf"\b{_WHEN}\b[^:;“\"‘]{{0,80}}, (?:saying|telling|adding|insisting|warning|writing)\b[^:;.“\"‘]{{0,60}}\W*$"
)
_BEHIND = re.compile(rf"{_SAYS}(?: (?!{_CLAUSE})[\w'’-]+){{0,9}}? {_WHEN}(?=\s*(?:[.:;,\"“‘']|that\b|$))")
_RECENT = re.compile(rf"\b(?:{_LATELY}|(?P<now>yesterday|today(?=['’]s\b)))")  # wherever the sentence tells it
_LATER = re.compile(
    r"\b(?:will|would|was to) (?:later|one day|afterwards)\b"
)  # what was said long after the entry's day
_HEADED_BY_MONTH = re.compile(rf"^\W*In (?P<month>{_MONTH})\b")
_NEAR = 2  # sentences of a page before words, the one that reports them among these, that tell when they were said
_ENTRIES = 2  # heads that make a list
_APART = timedelta(days=2)  # a statement is told for so long
_WEEK = timedelta(days=7)
_DAYS_OF_WEEK, _SATURDAY = 7, 5
_YEARS = range(1500, 3000)  # of a draft: days may be counted back from any of these
_OWN_LINES, _OWN_WORDS = 6, 12  # lines with words at a draft's head among which its date may stand, words of such a one
_PRINTED_AFTER = 4  # days: "said on Saturday" stands in the papers of Wednesday; a live page prints what it hears


class _Told(NamedTuple):
    """When a draft says that words were said; what it does not tell is 0, or None for a weekday."""

    weekday: int | None = None
    month: int = 0
    day: int = 0
    year: int = 0
    now: bool = False  # "today", "yesterday": a day of what the draft is about
    days: tuple[date, ...] = ()  # those that "yesterday", "last week" are of a draft that tells its own day


def tells_of_earlier(text: str, span: Span) -> bool:
    """Say whether the line round a quotation dates it before: outside the words themselves."""
    return _EARLIER.search(" ".join(_around(text, span))) is not None


def with_days(text: str, checked: Sequence[CheckedQuotation]) -> list[CheckedQuotation]:
    """Add where words cannot have been said when the draft says; where it says nothing, when most of its own were."""
    heads = list(_HEADED.finditer(text))
    around = [_around(text, each.quotation.span) for each in checked]
    days = [_days(each) for each in checked]
    own = _own_day(text, heads, days)
    dated = [
        list(_dating(*beside, own))
        or ([] if _LATER.search(" ".join(beside)) else _under(heads, text, each.quotation.span.start))
        for each, beside in zip(checked, around, strict=True)
    ]
    undated = [
        of for each, told, of in zip(checked, dated, days, strict=True) if of and not (each.quotation.earlier or told)
    ]
    counted = Counter(day for of in undated or days for day in of)
    if not counted:
        return list(checked)
    main = max(counted, key=lambda day: (counted[day], day))

    def is_of_another(each: CheckedQuotation, beside: tuple[str, str], told: list[_Told], of: set[date]) -> bool:
        anywhere = _days_told("".join(beside))
        if any(_may_be_said(printed, day) for printed in each.printed for day in anywhere):
            return False
        if told:
            if any(one.now for one in told):
                return all(abs(day - main) > _APART for day in of)
            near = [one for one in told if one.weekday is None or _is_near(of, main) or each.quotation.earlier]
            return not any(_may_be_said(printed, one) for printed in each.printed for one in near)
        return not each.quotation.earlier and len(heads) < _ENTRIES and all(abs(day - main) > _APART for day in of)

    return [
        replace(each, verdicts=worst_first((*each.verdicts, Verdict.OTHER_DAY)))
        if of and is_of_another(each, beside, told, of)
        else each
        for each, beside, told, of in zip(checked, around, dated, days, strict=True)
    ]


def _is_near(days: set[date], main: date) -> bool:
    """Say whether a weekday that a draft names by itself may be one of these days: within a week of its own."""
    return any(abs(day - main) <= _WEEK for day in days)


def _under(heads: Sequence[re.Match[str]], text: str, start: int) -> list[_Told]:
    """Return the day that words stand under, where several head what follows: behind a dash, no more than the line."""
    line = text.rfind("\n", 0, start) + 1
    above = [head for head in heads if line <= head.start() and head.end() <= start]
    if not above:
        heads = [head for head in heads if head[0][-1] not in "–—-"]
        above = [head for head in heads if head.end() <= start]
    above = [head for head in above if not head["only"] or line <= head.start()]  # a month heads its own line alone
    if above and above[-1]["only"]:
        return [_Told(month=MONTHS.index(above[-1]["only"]) + 1)]
    return _days_told(above[-1].group()) if above and _days_in(heads) >= _ENTRIES else []


def _days_in(heads: Sequence[re.Match[str]]) -> int:
    """Return how many of the heads are days, not months or seasons alone."""
    return sum(not (head["only"] or head["vague"]) for head in heads)


def _around(text: str, span: Span) -> tuple[str, str]:
    """Return what stands in the line before and behind some words; before a line of nothing else, what leads in."""
    before = line_before(text, span.start)
    if not before.strip():
        lead = line_before(text, len(text[: span.start].rstrip()))
        before = lead if lead.endswith(":") else ""
    return before, line_behind(text, span.end)


def _own_day(text: str, heads: Sequence[re.Match[str]], days: Sequence[set[date]]) -> date | None:
    """Return the day that a draft says it is of, in a short line of its head: "Tuesday 17 June 2025", "City, 17 June".

    Not where days head entries, several of them. A day without a year is the nearest to when its words were printed.
    """
    printed = sorted(day for of in days for day in of)
    if not printed or _days_in(heads) > _ENTRIES:
        return None
    middle = printed[len(printed) // 2]
    for line in islice(filter(str.strip, text.splitlines()), _OWN_LINES):
        filed = _FILED.match(line)
        if filed is None and len(line.split()) > _OWN_WORDS:
            return None
        for told in _days_told(line if filed is None else filed[0]):
            years = [told.year] if told.year else [middle.year - 1, middle.year, middle.year + 1]
            found = [day for year in years if (day := _day(year, told.month, told.day)) is not None]
            if found:
                return min(found, key=lambda day: abs(day - middle))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:  # 31 June
        return None


def _dating(before: str, behind: str, own: date | None) -> Iterator[_Told]:
    """Yield when the sentence that reports says the words were said; `own` is the day that the draft is of."""
    *_, above, sentence = "", *SENTENCE_ENDS.split(before)
    if not _RELATED.search(sentence):
        yield from _days_told(sentence, dating=True)
    found = [
        _HEAD.match(sentence),
        _FRONTED.match(sentence),
        _TELLING.search(sentence),
        _BEHIND.search(sentence),
        _BEHIND.search(SENTENCE_ENDS.split(behind)[0]),
        _RECENT.search(sentence),
    ]
    if not any(found) and not any(map(str.isalpha, sentence)):  # "On Friday she spoke of the lamps. “…,” she said."
        found = [_HEAD.match(above), _FRONTED.match(above)]
    for match in found:
        if match is None or match.lastgroup is None:
            continue
        if match.lastgroup == "weekday":
            yield _Told(weekday=_WEEKDAYS.index(match["weekday"]))
        elif match.lastgroup == "month":
            yield _Told(month=MONTHS.index(match["month"]) + 1)
        elif own is not None:
            yield _Told(days=_days_meant(match[match.lastgroup].lower(), own))
        elif match.lastgroup == "now":
            yield _Told(now=True)
        elif match.lastgroup == "weekend":
            yield from (_Told(weekday=_SATURDAY), _Told(weekday=_SATURDAY + 1))


def _days_meant(word: str, own: date) -> tuple[date, ...]:
    """Return the days that "yesterday", "last week", "at the weekend" mean in what is written on the day `own`."""
    if word.endswith("weekend"):
        first, count = own - timedelta(days=(own.weekday() - _SATURDAY) % _DAYS_OF_WEEK), 2
    elif word.endswith("week"):
        first, count = own - timedelta(days=own.weekday() + _DAYS_OF_WEEK), _DAYS_OF_WEEK
    else:
        first, count = own - timedelta(days=word == "yesterday"), 1
    return tuple(first + timedelta(days=day) for day in range(count))


def _days_told(text: str, *, dating: bool = False) -> list[_Told]:
    """Return the days that a text names; `dating`: those that date its words."""
    found = []
    for match in _DAY.finditer(text):
        if not dating or _DATES.search(text[: match.start()]):
            month, day = match["month"] or match["month2"], match["day"] or match["day2"]
            year = match["year"] or match["year2"]
            found.append(_Told(None, MONTHS.index(month) + 1, int(day), int(year or 0)))
    return found


def _may_be_said(printed: Printed, told: _Told) -> bool:
    """Say whether words that were printed so may have been said when the draft tells: by the day, or by the page."""
    if printed.post.entry.day is None:
        return True
    day = date.fromisoformat(printed.post.entry.day)
    live = printed.post.entry.kind == DocumentKind.LIVE_BLOG.value
    days = [day - timedelta(days=back) for back in range(1 if live else _PRINTED_AFTER + 1)]
    if told.day:
        return any((told.month, told.day) == (one.month, one.day) and told.year in (0, one.year) for one in days)
    text = printed.post.text
    start = max((span.start for span in printed.post.paragraphs if span.start <= printed.span.start), default=0)
    stop = text.find("\n", printed.span.end)
    before = SENTENCE_ENDS.split(text[start : printed.span.start])
    page = " ".join([*before[-_NEAR:], SENTENCE_ENDS.split(text[printed.span.end : stop if stop > 0 else None])[0]])
    of_month = _HEADED_BY_MONTH.match(before[-1])  # "In January she spoke of “…”", the page says
    if told.days or told.weekday is not None:
        days = [day for day in days if of_month is None or MONTHS[day.month - 1] == of_month["month"]]
    if told.days:
        return not set(days).isdisjoint(told.days)
    if told.weekday is not None:
        return any(one.weekday() == told.weekday for one in days) or _WEEKDAYS[told.weekday] in page
    return any(one.month == told.month for one in days) or _EARLIER.search(page) is not None


def _days(checked: CheckedQuotation) -> set[date]:
    """Return the days on which the words were printed, where they are known."""
    if checked.verdict is Verdict.NOT_FOUND:
        return set()
    return {date.fromisoformat(printed.post.entry.day) for printed in checked.printed if printed.post.entry.day}
