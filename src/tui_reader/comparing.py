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

    def whole_event() -> Comparison | None:
        return _whole_event(store, alignment.events_told(target, about, events, on), outlets, primary)

    matter = alignment.asks_for_matter(target, about)
    whole = whole_event() if matter else None
    if whole is not None:
        return whole
    try:
        if matter and '"' in target:
            raise NothingFoundError(f"nobody printed {target} in a row")
        return alignment.compare(target, about, on=on, outlets=outlets, primary=primary, events=events)
    except NothingFoundError:  # nothing said fits: what happened may
        whole = None if matter else whole_event()
        if whole is not None:
            return whole
        titled = store.events(target, Filters(on=on, limit=1))
        if not titled:
            raise
        return compare(store, titled[0].id, None, outlets)


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
    compared = alignment.compare_event(event, documents, outlets=outlets, primary=primary, others=rest)
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
