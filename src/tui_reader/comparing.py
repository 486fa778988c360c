"""An event lined up, and the quotations that outlets print in different words, both read from the store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui_reader.domain import Comparison, DifferingQuotation, Filters
from tui_reader.errors import NothingFoundError
from tui_reader.limits import MAX_COMPARED_DOCUMENTS, MAX_OTHER_EVENTS

if TYPE_CHECKING:
    from tui_reader.store import Store


def compare(store: Store, target: str, on: date | None, outlets: Collection[str]) -> Comparison:
    """Line up what the outlets carried of an event: `target` is its id or a query. Raises NothingFoundError."""
    from tui_reader import alignment

    event, primary = store.event(target), store.primary_outlets()
    if event is not None:
        documents = store.documents_of_event(target)
        return alignment.compare_event(event, documents, outlets=outlets, primary=primary)
    about = store.documents_about(target, MAX_COMPARED_DOCUMENTS)
    events = store.events_of_documents([document.id for document, _ in about])
    told = alignment.events_told(target, about, events, on)
    matter = alignment.asks_for_matter(target, about)
    whole = _whole_event(store, told, outlets, primary) if matter else None
    try:
        if matter and whole is None and '"' in target:
            raise NothingFoundError(f"nobody printed {target} in a row")
        return whole or alignment.compare(target, about, on=on, outlets=outlets, primary=primary, events=events)
    except NothingFoundError:  # nothing said fits: what happened may
        titled = [event.id for event in store.events(target, Filters(on=on, limit=1))]
        whole = _whole_event(store, told, outlets, primary)
        if whole is None and not titled:
            raise
        return whole or compare(store, titled[0], None, outlets)


def _whole_event(
    store: Store, ids: Sequence[str], outlets: Collection[str], primary: Collection[str]
) -> Comparison | None:
    """Return the first of some events lined up, the others named; None where no two outlets have a row together."""
    from tui_reader import alignment

    found = [event for id in ids[: MAX_OTHER_EVENTS + 1] if (event := store.event(id)) is not None]
    if not found:
        return None
    event, *rest = found
    documents = store.documents_of_event(event.id)
    others = tuple(f"{e.title} ({e.starts_at.date() if e.starts_at else 'date unknown'})" for e in rest)
    compared = alignment.compare_event(event, documents, outlets=outlets, primary=primary, others=others)
    return compared if any(len(row.cells) > 1 for row in compared.rows) else None


def differences(store: Store, query: str, filters: Filters, *, within: bool) -> list[DifferingQuotation]:
    """Return the quotations that outlets print in different words, the worst first.

    `within` compares the places of one outlet too. `filters.limit` counts utterances, the latest first.
    """
    from tui_reader.desk.differing import badness, differing

    found: dict[str, DifferingQuotation] = {}
    primary = store.primary_outlets()
    for utterance in store.utterances(query, filters):
        if utterance.wording_differs:
            ids = [wording.quotation for wording in utterance.wordings if wording.quotation]
            for each in differing(store.quotations_of(ids), within=within, primary=primary):
                found.setdefault(each.other.id, each)
    return sorted(found.values(), key=badness, reverse=True)
