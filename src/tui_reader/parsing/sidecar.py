"""What an editor states beside a page: `sources.toml`, keyed by file name; and which files are pages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui_reader.errors import UnreadableError

SIDECAR_NAME = "sources.toml"
_PAGES = ".txt .text .md .html .htm .xhtml .xml .rss .atom .rdf .json .jsonl .nitf .newsml .vtt .srt .wire .warc"
PAGE_SUFFIXES = frozenset(_PAGES.split())
_PACKED = (".warc.gz", ".warc.zst")
MAX_SIDECAR_BYTES = 1024 * 1024
MAX_DOTS = 500  # in a line: each may be a table within a table, and 20,000 of those took 1.6 GB


@dataclass(frozen=True, slots=True)
class SidecarFacts:
    """What an editor knows of a page and the page does not print.

    `date` is the day of the page's first document in `zone` (an IANA name such as "Europe/London");
    `known` says how the editor knows. `notice` is one line about a sidecar that could not be used.
    """

    outlet: str | None = None
    url: str | None = None
    date: date | None = None
    title: str | None = None
    known: str | None = None
    zone: str | None = None
    notice: str | None = None

    def zone_info(self) -> ZoneInfo | None:
        """Return the zone, or None where none is stated or its name is not known."""
        return find_zone(self.zone) if self.zone else None


def find_zone(name: str) -> ZoneInfo | None:
    """Return the IANA zone of a name, or None where there is none of it on this machine."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def read_sidecar(page: str | Path) -> SidecarFacts | None:
    """Return what the sidecar beside `page` says of it, or None where nothing is said.

    A sidecar that is broken gives facts that hold nothing but a `notice`: the page is parsed without.
    """
    path = Path(page)
    sidecar = path.with_name(SIDECAR_NAME)
    if path.name == SIDECAR_NAME or not sidecar.is_file():
        return None
    try:
        if sidecar.stat().st_size > MAX_SIDECAR_BYTES:
            return SidecarFacts(notice=f"{sidecar}: too large to be a list of pages; parsed without it")
        text = sidecar.read_text(encoding="utf-8-sig")
        if max((line.count(".") for line in text.splitlines()), default=0) > MAX_DOTS:
            return SidecarFacts(notice=f"{sidecar}: a line of more than {MAX_DOTS} dots; parsed without it")
        table = tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        return SidecarFacts(notice=f"{sidecar}: {reason}; parsed without it")
    entry = table.get(path.name)
    if entry is None:
        return None
    if not isinstance(entry, Mapping):
        return SidecarFacts(notice=f"{sidecar}: {path.name!r} is not a table; parsed without it")
    return _facts(entry, str(sidecar))


def find_pages(directory: str | Path) -> list[Path]:
    """Return the pages of a directory in order of name, without its sidecar and hidden files; not recursive.

    Raises UnreadableError where the directory cannot be listed.
    """
    try:
        entries = sorted(Path(directory).iterdir())
    except OSError as error:
        raise UnreadableError(error.strerror or "cannot be listed", str(directory)) from error
    return [
        path
        for path in entries
        if (path.suffix.lower() in PAGE_SUFFIXES or path.name.endswith(_PACKED))
        and not path.name.startswith(".")
        and path.is_file()
    ]


def _facts(entry: Mapping[str, object], where: str) -> SidecarFacts:
    """Take the fields that have the right type; name the first that has not."""
    wrong: list[str] = []

    def words(key: str) -> str | None:
        value = entry.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value.strip() if isinstance(value, str) else None
        wrong.append(key)
        return None

    day = _day(entry.get("date"))
    if entry.get("date") is not None and day is None:
        wrong.append("date")
    outlet, url, title = words("outlet"), words("url"), words("title")
    known, zone = words("known"), words("zone")
    facts = SidecarFacts(outlet, url, day, title, known, zone)
    if zone and facts.zone_info() is None:
        wrong.append("zone")
    if not wrong:
        return facts
    notice = f"{where}: {', '.join(wrong)} could not be read; parsed without {'it' if len(wrong) == 1 else 'them'}"
    return SidecarFacts(outlet, url, day, title, known, zone, notice)


def _day(value: object) -> date | None:
    """Return a TOML date, date-time or ISO string as a day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None
