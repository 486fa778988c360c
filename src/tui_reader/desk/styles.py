"""A quotation dressed for the writer: the house's marks, the attribution, nothing claimed that is not known.

The words are never changed, not one character: marks are put round them and never inside. A line that a wire broke
at a fixed width is one line. A date that the page
does not print is left out, or said not to be printed. What is unknown is called unknown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum

from tui_reader.desk.advisories import copy_warning
from tui_reader.desk.house_style import HouseStyle, find_style
from tui_reader.desk.revisions import MONTHS, gone_words
from tui_reader.domain import QuotationEntry, QuotationKind, TimeBasis
from tui_reader.domain.unknown import SPEAKER_NOT_GIVEN, SPEAKER_UNKNOWN

__all__ = ["CopyForm", "HouseStyle", "also_reported", "attributed", "copy_as", "find_style"]

SHORT_MONTHS = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
_DOUBLE = re.compile('["“”„«»]')
_SINGLE = re.compile("[‘’']")
_PREPOSITION = re.compile(r"(?:to|in|on|at|before|during|from|after|outside)\b", re.IGNORECASE)
_LINE_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*")  # within a paragraph that was broken at a fixed width
_MARKDOWN = re.compile(r"[\\`*_<>#|~]|\[(?=[^\]]*\]\()")


class CopyForm(StrEnum):
    """What a copy may look like."""

    WORDS = "words"  # in the house's marks, nothing else
    ATTRIBUTED = "attributed"
    MARKDOWN = "markdown"
    HTML = "html"
    CITATION = "citation"  # outlet, headline, date, time, address


def attributed(entry: QuotationEntry, style: str | HouseStyle = "plain") -> str:
    """Return the quotation in the house's marks with its attribution, on one line unless the words have several.

    Raises UsageError for a style that does not exist. The result is not yet safe for a clipboard.
    """
    style = find_style(style) if isinstance(style, str) else style
    return _with_warning(style.fill(_fields(entry, style)), entry)


def copy_as(entries: Iterable[QuotationEntry], form: CopyForm, style: str | HouseStyle = "plain") -> str:
    """Return the quotations in one form, one below the other. Raises UsageError as `attributed`."""
    style = find_style(style) if isinstance(style, str) else style
    write = {
        CopyForm.WORDS: lambda entry, style: _with_warning(_words(entry, style), entry, named=False),
        CopyForm.ATTRIBUTED: attributed,
        CopyForm.MARKDOWN: _markdown,
        CopyForm.HTML: _html,
        CopyForm.CITATION: _citation,
    }[form]
    between = "\n" if form in (CopyForm.WORDS, CopyForm.ATTRIBUTED, CopyForm.CITATION) else "\n\n"
    return between.join(write(entry, style) for entry in entries)


def also_reported(entry: QuotationEntry) -> str:
    """Return who else has it, for a notice: "also: The Herald (same words); The Post differs", or ""."""
    same = [outlet for outlet, equal in entry.also_in if equal]
    other = [outlet for outlet, equal in entry.also_in if not equal]
    parts = [f"also: {', '.join(same)} (same words)"] if same else []
    if other:
        parts.append(f"{', '.join(other)} {'differs' if len(other) == 1 else 'differ'}")
    return "; ".join(parts)


def _fields(entry: QuotationEntry, style: HouseStyle) -> dict[str, str]:
    """Return the value of every template field, "" where it is not known."""
    quotation = entry.quotation
    venue = quotation.venue or ""
    return {
        "words": _words(entry, style),
        "speaker": _speaker(entry),
        "role": quotation.speaker_role or "",
        "venue": venue if not venue or _PREPOSITION.match(venue) else f"to {venue}",
        "via": quotation.via or "",
        "date": _date(entry, style),
        "time": _time(entry, style),
        "outlet": entry.outlet or "an unknown outlet",
        "headline": entry.headline or "",
        "url": _address(entry),
        "note": "; ".join(filter(None, (_about_speaker(entry), gone_words(entry)))),
    }


def _about_speaker(entry: QuotationEntry) -> str:
    """Return what is to be said of who is named: that a hand set it, or that it is not sure."""
    if entry.corrected:
        return "speaker corrected by hand"
    return "speaker not certain" if entry.quotation.speaker and not entry.quotation.speaker_is_sure else ""


def _with_warning(line: str, entry: QuotationEntry, *, named: bool = True) -> str:
    """Return a copy that says what must be known of it: no template and no form leaves that out.

    That its words were taken back, and that the speaker it names (`named`) is not certain.
    """
    for warning in (_about_speaker(entry) if named else "", gone_words(entry), copy_warning(entry.advisories)):
        if warning and warning not in line:
            line = f"{line} [{warning}]"
    return line


def _words(entry: QuotationEntry, style: HouseStyle) -> str:
    """Return the words in the marks of the house; the reporter's own words are said to be so and get none."""
    words = _LINE_BREAK.sub(" ", entry.quotation.text)
    if entry.quotation.kind is QuotationKind.INDIRECT:
        return f"reported speech: {words}"
    opening, closing = style.marks
    inside = _DOUBLE if _DOUBLE.search(opening) else _SINGLE
    if inside.search(words) and not (inside is _SINGLE and _only_apostrophes(words)):
        opening, closing = style.inner_marks
    return f"{opening}{words}{closing}"


def _only_apostrophes(words: str) -> bool:
    """Say whether every single mark in the words stands between two letters."""
    return all(
        0 < match.start() < len(words) - 1 and words[match.start() - 1].isalpha() and words[match.end()].isalpha()
        for match in _SINGLE.finditer(words)
    )


def _speaker(entry: QuotationEntry) -> str:
    """Return who said it, or in plain words that nobody knows."""
    if entry.quotation.speaker:
        return entry.quotation.speaker
    return SPEAKER_NOT_GIVEN if entry.quotation.kind is QuotationKind.SCARE else SPEAKER_UNKNOWN


def _known_day(entry: QuotationEntry) -> date | None:
    """Return the day it was published, however that is known."""
    if entry.day:
        try:
            return date.fromisoformat(entry.day)
        except ValueError:
            return None
    return entry.published_at.date() if entry.published_at else None


def _date(entry: QuotationEntry, style: HouseStyle, *, insist: bool = False) -> str:
    """Return the date as the style prints it; one the page does not print is said not to be printed, or left out."""
    day = _known_day(entry)
    printed = entry.time_basis is TimeBasis.PRINTED
    if day is None or not (printed or insist or style.dates == "all"):
        return ""
    month, short = MONTHS[day.month - 1], SHORT_MONTHS[day.month - 1]
    shown = {
        "day month": f"{day.day} {month} {day.year}",
        "month day": f"{month} {day.day}, {day.year}",
        "month. day": f"{short} {day.day}, {day.year}",
    }[style.day]
    if printed:
        return shown
    return f"{shown} (date {'from the editor' if entry.time_basis is TimeBasis.SIDECAR else 'inferred'}, not printed)"


def _time(entry: QuotationEntry, style: HouseStyle) -> str:
    """Return the time of day as the style prints it, from what the page printed; "" where it printed none."""
    printed = _CLOCK.search(entry.time_printed or "")
    if printed is None:
        return ""
    hour, minute = int(printed[1]), int(printed[2])
    if printed[3]:
        hour = hour % 12 + (12 if printed[3].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        return ""
    if style.clock == "GMT" and entry.published_at is not None and entry.published_at.tzinfo is not None:
        there: datetime = entry.published_at.astimezone(UTC)
        return f"{there:%H%M} GMT"
    half = "am" if hour < 12 else "pm"
    return {
        "dot": f"{hour % 12 or 12}.{minute:02d}{half}",
        "p.m.": f"{hour % 12 or 12}:{minute:02d} {half[0]}.m.",
    }.get(style.clock, f"{hour:02d}:{minute:02d}")


def _address(entry: QuotationEntry) -> str:
    """Return the page's address where it is one a reader may follow."""
    url = entry.url or ""
    return url if re.fullmatch(r"https?://[!-~]+", url) else ""


def _attribution(entry: QuotationEntry, style: HouseStyle) -> str:
    """Return the attribution of the plain order in the style's dates and times, without the words."""
    fields = _fields(entry, style)
    parts = [fields["speaker"], fields["role"], fields["venue"]]
    parts += [f"as quoted by {fields['via']}" if fields["via"] else "", fields["date"], fields["note"]]
    return ", ".join(part for part in parts if part)


def _markdown(entry: QuotationEntry, style: HouseStyle) -> str:
    """Return a Markdown block quotation that renders to exactly the words; the outlet links to the page."""
    fields = _fields(entry, style)
    words = "\n".join("> " + escape_markdown(line) for line in fields["words"].split("\n"))
    outlet = escape_markdown(fields["outlet"])
    if fields["url"]:
        address = fields["url"].replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
        outlet = f"[{outlet}]({address})"
    time = f" ({fields['time']})" if fields["time"] else ""
    return f"{words}\n>\n> — {escape_markdown(_attribution(entry, style))}, as reported by {outlet}{time}"


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is; [sic] needs no help and gets none."""
    return _MARKDOWN.sub(lambda match: "\\" + match.group(), text)


def _html(entry: QuotationEntry, style: HouseStyle) -> str:
    """Return an HTML block quotation that cites the page."""
    fields = {name: html.escape(value) for name, value in _fields(entry, style).items()}
    cite = f' cite="{fields["url"]}"' if fields["url"] else ""
    outlet = f'<a href="{fields["url"]}">{fields["outlet"]}</a>' if fields["url"] else fields["outlet"]
    time = f" ({fields['time']})" if fields["time"] else ""
    by = html.escape(_attribution(entry, style))
    caption = f"<figcaption>— {by}, as reported by {outlet}{time}</figcaption>"
    return f"<figure><blockquote{cite}><p>{fields['words']}</p></blockquote>\n{caption}</figure>"


def _citation(entry: QuotationEntry, style: HouseStyle) -> str:
    """Return where the words can be found: outlet, headline, date, time, address; what is unknown is said."""
    fields = _fields(entry, style)
    headline = f"“{fields['headline']}”" if fields["headline"] else ""
    when = _date(entry, style, insist=True) or "date not known"
    place = fields["url"] or entry.file
    warnings = (gone_words(entry), copy_warning(entry.advisories))
    parts = (fields["outlet"], headline, when, fields["time"], place, *warnings)
    return ", ".join(filter(None, parts))
