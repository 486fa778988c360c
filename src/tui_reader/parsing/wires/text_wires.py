"""Text wires: IPTC 7901 and ANPA 1312, one or several in a file, with their control characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tui_reader.domain import Document, Follows, LeftOutReason, ParagraphRole
from tui_reader.errors import NotTextError
from tui_reader.parsing.clocks import MONTHS
from tui_reader.parsing.decoding import decode_page
from tui_reader.parsing.markup import Passage
from tui_reader.parsing.printed_times import PrintedTime, read_time
from tui_reader.parsing.web import WebPage, web_document
from tui_reader.parsing.wires.item import WireItem, wire_bylines, wire_page
from tui_reader.parsing.wires.slugs import Slug, read_slug
from tui_reader.parsing.wires.wire_lines import CONTROLS, WireText, is_note, read_lines

_START = re.compile(rb"[\x16\x7f\s]*\x01[^\x02\x03]{0,400}\x02")
_BARE = re.compile(
    rb"[A-Za-z]{2,4}\d{3,4} \d [A-Za-z]{1,3} {1,3}\d{1,5}\b[^\r\n]{0,80}\r*\n"  # IPTC 7901
    rb"|ZCZC[^\r\n]{0,40}\r*\n(?:[A-Z0-9_/ .-]{2,40}\r*\n){0,3}"  # telex
    rb"|(?:BC|AM|PM)-[A-Z][\w.'&, -]{2,60}\r*\n"  # a slug
    rb"|(?:\d{4} [A-Z]{2,4} \d{1,2} [A-Z][a-z]{2,8} 20\d\d|\d\d-[A-Z][a-z]{2}-20\d\d \d\d:\d\d(?::\d\d)? [A-Z]{2,4})"
    rb"\r*\n"  # when it was sent, with a dateline below
    rb"(?=[^\x00]{0,1500}\([A-Z][\w.&/' ]{1,30}\) (?:-|--|\xe2\x80\x94) )"
)
_WIRE = re.compile(
    r"\x01(?P<header>[^\x01\x02\x03]{0,600})(?:\x02(?P<text>[^\x01\x03]*)(?:\x03(?P<tail>[^\x01\x04]*))?)?", re.DOTALL
)
# IPTC 7901: service and number, priority, category, words, service line. ANPA: level and number, selector.
_IPTC = re.compile(r"(?P<service>[A-Za-z]{2,6})\s?(?P<number>\d{1,5})\s+(?P<priority>\d)\s+(?P<category>\w{1,4})\b")
_ANPA = re.compile(r"(?P<service>[A-Za-z])(?P<number>\d{3,5})[\x1f\x1e ]")
_ANPA_SLUG = re.compile(
    r"(?P<slug>[A-Za-z]{2,}[\w.'&-]*(?:[ -]\S+)*?)\s+(?P<day>\d\d-\d\d)(?:-\d\d)? (?P<count>\d{2,5})"
)
# As wires of other languages shorten them.
_OTHER_MONTHS = {
    "mrz": "mar",
    "mai": "may",
    "okt": "oct",
    "dez": "dec",
    "avr": "apr",
    "fev": "feb",
    "fév": "feb",
    "gen": "jan",
    "ene": "jan",
    "abr": "apr",
    "mag": "may",
    "giu": "jun",
    "lug": "jul",
    "ago": "aug",
    "set": "sep",
    "ott": "oct",
    "dic": "dec",
}
_TRAILER = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s*(?P<zone>[A-Z]{1,4}|[+-]\d{4})?\s+"
    rf"(?P<month>{'|'.join((*MONTHS, *_OTHER_MONTHS))})[A-Z]*\s+(?P<year>\d{{2}}(?:\d\d)?)",
    re.IGNORECASE,
)
_TRAILER_ANPA = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) (?P<hour>\d\d)(?P<minute>\d\d)(?P<zone>[A-Z]{2,4})?"
)
_ABOUT = re.compile(r"\bplease read\b|\b(?:story|item) slugged\b|\bread as follows\b|\bsent (?:as|at)\b", re.IGNORECASE)
# What a wire ends with and does not report: who wrote and edited it, their telephones, keywords.
_CREDITS = re.compile(
    r"\((?:[A-Z][a-z]+ )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled)\b[^()]{0,20} by [^()]{3,300}\)"
    r"|\(\([^()]{3,200}\)\)|Keywords?: .{2,200}|[a-zé]{2,5}(?:[/-][a-zé]{2,5}){1,4}|[A-Z]{2,4}-[A-Z]{2,4}"
    r"|[A-Z]{2,5} [Ee]ditor[- ]in[- ][Cc]harge"
)
_TRAILER_PLAIN = re.compile(
    rf"(?P<hour>\d{{2}})(?P<minute>\d{{2}}) (?P<zone>[A-Z]{{2,4}}) (?P<day>\d{{1,2}})"
    rf" (?P<month>{'|'.join(MONTHS)})[A-Z]* (?P<year>20\d\d)",
    re.IGNORECASE,
)
_TRAILER_TELEX = re.compile(
    rf"(?P<day>\d\d)-(?P<month>{'|'.join((*MONTHS, *_OTHER_MONTHS))})-(?P<year>(?:20)?\d\d)"
    r" (?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)?(?: (?P<zone>(?!NNNN)[A-Z]{1,4}))?",
    re.IGNORECASE,
)
_TRAILERS = (_TRAILER, _TRAILER_PLAIN, _TRAILER_TELEX, _TRAILER_ANPA)
_BEGINNING = 2_000


@dataclass(slots=True)
class _Wire:
    """One message: its name, its slug, when it was sent, and whether its end is there."""

    name: str
    service: str
    slug: Slug
    sent: PrintedTime | None
    text: WireText
    left_out: list[str] = field(default_factory=list)
    is_cut: bool = False


def is_text_wire(raw: bytes) -> bool:
    """Say whether the bytes begin as a text wire does: start of header, header, start of text; or the header alone.

    Many ways a wire comes take its control characters away.
    """
    return _START.match(raw[:1_000]) is not None or _BARE.match(raw[:_BEGINNING]) is not None


def parse_text_wires(raw: bytes, file: str, *, outlet: str | None = None) -> Iterator[Document]:
    """Yield the wires of a file. One that was cut off gives what is there, and says so.

    `outlet` is what the reader calls the agency; else it is what stands in brackets in the dateline, else the
    service. Raises NotTextError where no wire in it has words.
    """
    text, notices = decode_page(raw, file, controlled=True)
    if bare := _BARE.match(raw[:_BEGINNING]):
        text = f"\x01{text[: bare.end()]}\x02{text[bare.end() :].rstrip()}\x03"
    pages: list[WebPage] = []
    empty = 0
    for match in _WIRE.finditer(text):
        wire = _wire(match)
        page = _page(wire, outlet)
        if (not page.headline and not page.posts[0].passages) or not (
            wire.text.paragraphs or wire.text.headline or wire.text.notes
        ):
            empty += 1
            continue
        page.notices = (*notices, *page.notices)
        pages.append(page)
    if not pages:
        raise NotTextError("a wire without words: a header alone", file)
    if empty:
        told = "1 wire" if empty == 1 else f"{empty} wires"
        pages[0].notices = (*pages[0].notices, f"{told} of the file without words left out")
    for page in pages:
        yield web_document(page, file)


def _wire(match: re.Match[str]) -> _Wire:
    header, tail = match["header"], match["tail"]
    lines = [line.strip() for line in CONTROLS.sub(" ", header.replace("\x1f", " ")).splitlines()]
    lines = [line for line in lines if line]
    iptc = _IPTC.match(header)
    anpa = _ANPA.match(header) if iptc is None else None
    found = iptc or anpa
    name = f"{found['service']}{found['number']}" if found else (lines[0] if lines else "")[:40]
    text = read_lines(match["text"] or "")
    text.notes[:0] = [line for line in lines[2:] if is_note(line)]
    catch = _ANPA_SLUG.search(lines[-1]) if anpa and lines else None
    bare = lines[0] if lines and found is None and not lines[0].startswith("ZCZC") else ""
    slug = read_slug(catch["slug"] if catch else lines[1] if len(lines) > 1 and found else bare or text.slug)
    service = found["service"].lower() if found else ""
    return _Wire(name, service, slug, _sent(tail or "", [*text.ends, *lines[:1]]), text, lines, tail is None)


def _page(wire: _Wire, outlet: str | None) -> WebPage:
    text, slug = wire.text, wire.slug
    flags = slug.flags | text.flags
    while len(text.paragraphs) > 1 and _CREDITS.fullmatch(text.paragraphs[-1]):
        text.left_out.append(text.paragraphs.pop())
    body = [
        Passage(words.removeprefix("* "), ParagraphRole.LIST_ITEM) if words.startswith("* ") else Passage(words)
        for words in text.paragraphs
    ]
    withdrawn = flags & {"kill", "withhold"}
    whole = " ".join([*text.notes, *text.paragraphs] if withdrawn else text.paragraphs)
    is_notice = bool(withdrawn) or ("correction" in flags and _ABOUT.search(whole) is not None)
    item = WireItem(
        key="\n".join(["wire", wire.name, f"{wire.sent.moment:%Y-%m-%d}" if wire.sent else slug.name]),
        outlet=outlet,
        headline=text.headline or slug.name or None,
        bylines=wire_bylines(text.bylines),
        passages=body,
        published=wire.sent,
        notes=text.notes,
        why=whole if is_notice else "",
        is_corrected="correction" in flags,
        status={"kill": "canceled", "withhold": "withheld"}.get(next(iter(sorted(withdrawn)), ""), ""),
    )
    page = wire_page(item)
    edges = [*wire.left_out, *text.left_out]
    page.posts[0].passages += [Passage(words, left_out=LeftOutReason.BOILERPLATE) for words in edges]
    if slug.take:
        page.posts[0].label = f"Take {slug.take}"
    page.known_as = f"wire\n{wire.service}\n{slug.name.lower()}" if slug.name else None
    page.follows = Follows.NOTICE if is_notice else slug.follows(flags)
    page.notices = ("the wire has no end mark: it may have been cut off",) if wire.is_cut else ()
    return page


def _sent(tail: str, ends: list[str]) -> PrintedTime | None:
    """Return when it was sent, by the group of day and time behind the text, or at its end."""
    for words in (tail, *ends):
        match = next(filter(None, (shape.search(words) for shape in _TRAILERS)), None)
        if match is None:
            continue
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        found = _moment(
            f"{year}-{_month(match['month'])}-{int(match['day']):02}",
            f"{match['hour']}:{match['minute']}",
            match["zone"] or "",
        )
        if found is not None:
            return found
    return None


def _month(printed: str) -> str:
    """Return the two digits of a month, printed as such or by its name."""
    name = printed[:3].lower()
    return printed if printed.isdigit() else f"{MONTHS.index(_OTHER_MONTHS.get(name, name)) + 1:02}"


def _moment(day: str, clock: str, zone: str) -> PrintedTime | None:
    """Return the time; where no zone is printed, or none that is known, the day alone."""
    found = read_time(f"{day}T{clock}:00{'Z' if zone.upper() in ('Z', 'GMT', 'UTC') else zone}")
    if found is not None and found.zone is not None:
        return PrintedTime(found.moment, found.precision, zone or found.zone)
    try:
        datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:
        return None
    return read_time(day)
