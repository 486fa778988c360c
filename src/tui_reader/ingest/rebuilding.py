"""A new store from a damaged one: what can be read of it is copied, what cannot is read anew from the page's bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.ingest.lining import line_up
from tui_reader.ingest.pipeline import ingest_pages
from tui_reader.ingest.report import IngestReport, Page

if TYPE_CHECKING:
    from tui_reader.parsing.sidecar import SidecarFacts
    from tui_reader.store import Store
    from tui_reader.store.sqlite.salvage import Salvaged, Stated


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it: documents kept as they were, read anew, and lost (file, id); what else is missing."""

    kept: int
    again: IngestReport
    lost: tuple[tuple[str, str], ...]
    missing: tuple[str, ...] = ()


def _facts(stated: Stated) -> SidecarFacts:
    from tui_reader.parsing.sidecar import SidecarFacts

    day = date.fromisoformat(stated.date[:10]) if stated.date else None
    return SidecarFacts(outlet=stated.outlet, url=stated.url, date=day, known="stated in the store before")


def rebuild(old: Path, store: Store) -> Rebuilt:
    """Fill the empty `store` with what is left of the one at `old`, and line it up. Raises StoreCorruptError."""
    found = store.salvage(old)
    report = ingest_pages(store, _pages(store, found))
    store.withdraw(found.withdrawn)
    line_up(store)
    refused = tuple((one.file, "") for one in report.refused)
    missing = found.missing
    if astray := found.corrected - {str(entry.quotation.id) for entry in store.quotations_of(found.corrected)}:
        missing.append(f"speakers set right by hand, whose words have another id now: {', '.join(sorted(astray))}")
    return Rebuilt(found.kept, report, (*found.lost, *refused), tuple(missing))


def _pages(store: Store, found: Salvaged) -> Iterator[Page]:
    """Yield the pages to be read anew, as they came and when they did."""
    for page in found.pages:
        file, raw = store.capture(page.capture)
        yield Page(raw, file, _facts(page.stated), datetime.fromisoformat(page.at) if page.at else None)
