"""Where pages come from: files, directories, standard input, and what is stated of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.domain import STANDARD_INPUT
from tui_reader.errors import NotTextError, TooLargeError, TuiReaderError, UnreadableError
from tui_reader.ingest.report import IngestReport, Page
from tui_reader.limits import MAX_PAGE_BYTES

if TYPE_CHECKING:
    from tui_reader.parsing import SidecarFacts


@dataclass(frozen=True, slots=True)
class Stated:
    """What the caller states of every page."""

    outlet: str | None = None
    date: date | None = None
    title: str | None = None

    def over(self, facts: SidecarFacts | None) -> SidecarFacts | None:
        """Return the facts of a sidecar with what was stated in their place."""
        from tui_reader.parsing import SidecarFacts

        if not (self.outlet or self.date or self.title):
            return facts
        facts = facts or SidecarFacts()
        return replace(
            facts,
            outlet=self.outlet or facts.outlet,
            date=self.date or facts.date,
            title=self.title or facts.title,
            known="stated at the ingest" if self.date else facts.known,
        )


def find_sources(paths: Iterable[Path | str], report: IngestReport) -> Iterator[Path]:
    """Yield the files that are meant: a directory means its pages."""
    from tui_reader.parsing import find_pages

    for path in map(Path, paths):
        try:
            pages = find_pages(path) if path.is_dir() else [path]
            if not pages:
                raise NotTextError("no page in it", str(path), "pages end in .txt, .md or .html")
            yield from pages
        except (TuiReaderError, ValueError) as error:
            report.refuse(str(path), error)


def read_source(path: Path, stated: Stated, report: IngestReport) -> Page | None:
    """Read a page and what its sidecar and the caller say of it."""
    from tui_reader.parsing import read_sidecar
    from tui_reader.parsing.reading import read_page

    try:
        if str(path) == STANDARD_INPUT:
            if sys.stdin is None:
                raise UnreadableError("standard input is closed", STANDARD_INPUT, "name a file, or pipe a page in")
            raw, facts = sys.stdin.buffer.read(MAX_PAGE_BYTES + 1), None
            if len(raw) > MAX_PAGE_BYTES:
                raise TooLargeError(f"larger than {MAX_PAGE_BYTES // 2**20} MB", STANDARD_INPUT, "split it")
        else:
            raw, facts = read_page(path), read_sidecar(path)
    except TuiReaderError as error:
        report.refuse(str(path), error)
        return None
    if facts is not None and facts.notice and facts.notice not in report.notices:
        report.notices.append(facts.notice)
    return Page(raw, str(path), stated.over(facts))
