"""The whole way in: bytes, capture, documents, quotations, events, utterances, store.

Reading and finding quotations takes the time and needs no lock; writing takes the lock for a group of pages.
A document is kept whole or not at all, and is in its event as soon as it is in the store; the events that
got a document are lined up anew at the end. Whatever is killed in between is made good by the next ingest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.domain import Document, DocumentKind, Precision, Quotation
from tui_reader.errors import InputError
from tui_reader.ingest.archives import archive_pages, is_archive
from tui_reader.ingest.holds import in_short_holds
from tui_reader.ingest.inputs import Stated, find_sources, read_source
from tui_reader.ingest.lining import line_up
from tui_reader.ingest.memory import JustWritten, StoredTerms, rarely_collected
from tui_reader.ingest.preparing import Failed, Prepared, lost, prepare, with_ids, with_quotations
from tui_reader.ingest.report import IngestReport, Kept, Page, Progress
from tui_reader.ingest.wire_life import as_told_so_far
from tui_reader.ingest.workers import Workers, cores, workers_for
from tui_reader.text.blanking import only_spans

if TYPE_CHECKING:
    from tui_reader.ingest.cluster import Cluster
    from tui_reader.store import Store, Writing

_GROUP_SECONDS = 0.2  # of reading before what was read is written and told
_GROUP_PAGES = 64

_Item = tuple["Page", "Document", "Sequence[Quotation]"]


# -- the way in -----------------------------------------------------------------------------------
def ingest_paths(
    store: Store,
    paths: Iterable[Path | str],
    *,
    outlet: str | None = None,
    date: date | None = None,
    title: str | None = None,
    progress: Progress | None = None,
    report: IngestReport | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
) -> IngestReport:
    """Take in files, the pages of directories and "-" (standard input).

    `outlet`, `date` and `title` are stated for every page, over what a sidecar says. A bad input is refused
    and does not stop the others. Raises StoreError where the store cannot be used (any more): a `report`
    handed in says what was kept until then. `jobs`: how many processes read; see `workers`. `cluster`: the address of
    a Dask cluster whose workers read instead.
    """
    report = IngestReport() if report is None else report
    sources = list(find_sources(paths, report))
    stated = Stated(outlet, date, title)
    archives = {source for source in sources if is_archive(source)}
    whole: list[str] = []
    pages = _pages(sources, archives, stated, store, report, whole)
    total = 0 if archives else len(sources)  # how many pages are in an archive nobody knows before it is read
    if archives and jobs is None:
        jobs = cores()
    ingest_pages(store, pages, report, total=total, progress=progress, jobs=jobs, cluster=cluster)
    store.forget_archives(whole)
    return report


def _pages(
    sources: Sequence[Path],
    archives: Collection[Path],
    stated: Stated,
    store: Store,
    report: IngestReport,
    whole: list[str],
) -> Iterator[Page]:
    """Yield the pages of all sources in their order; `whole` gets the archives that were read to their end."""
    for source in sources:
        if source in archives:
            yield from archive_pages(source, stated, store, report, whole)
        elif page := read_source(source, stated, report):
            yield page


def ingest_folder(store: Store, folder: Path, name: str, *, progress: Progress | None = None) -> IngestReport:
    """Take in the pages of a folder that comes with the program, called `name` whatever its place on the disk."""
    from tui_reader.parsing import find_pages

    report = IngestReport()
    sources = find_pages(folder)
    pages = (read_source(source, Stated(), report) for source in sources)
    named = (replace(page, file=f"{name}/{Path(page.file).name}") for page in pages if page)
    return ingest_pages(store, named, report, total=len(sources), progress=progress)


def ingest_pages(
    store: Store,
    pages: Iterable[Page],
    report: IngestReport | None = None,
    *,
    total: int = 0,
    progress: Progress | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
) -> IngestReport:
    """Take in pages whose bytes are at hand; see `ingest_paths`."""
    report = IngestReport() if report is None else report
    done, just_written = 0, JustWritten()
    with rarely_collected(), store.taking_in(), _workers(total, jobs, cluster) as workers:
        read = iter(workers.map(prepare, pages, lost))
        for group in _groups(read):
            items = _items(store, group, report)
            more = (list(_items(store, [read_on], report)) for read_on in _joining(group, islice(read, _GROUP_PAGES)))
            _write(store, items, report, just_written, more)
            _note_places(store, group)
            done += len(group)
            if progress is not None:
                progress(done, total, group[-1].page.file)
        line_up(store, just_written, workers, left=False)
    return report


def _workers(pages: int, jobs: int | None, cluster: str | None) -> Workers | Cluster:
    if cluster is None:
        return Workers(workers_for(pages, jobs))
    from tui_reader.ingest.cluster import Cluster  # a second of imports

    return Cluster(cluster)


def _note_places(store: Store, group: Sequence[Prepared | Failed]) -> None:
    """Keep how far each archive was read, now that these pages are on the disk: the next run goes on from there."""
    places = {one.page.place.archive: one.page.place for one in group if one.page.place is not None}
    for place in places.values():
        store.note_archive(place.archive, place.name, place.record)


def ingest_documents(store: Store, documents: Iterable[Document]) -> IngestReport:
    """Take in documents that were read already: the entries of a feed, whose capture is their reading text.

    One transaction, so hand over no more than a reader may wait for; `line_up` is the caller's last step.
    """
    from tui_reader.store import capture_of

    report = IngestReport()
    prepared = []
    for document in documents:
        try:
            found = with_quotations(document)
            prepared.append(Prepared(Page(capture_of(document), document.file), [found]))
        except Exception as error:  # an entry that we fail on must not cost the others
            report.refuse(document.url or document.file, error)
    _write(store, _items(store, prepared, report), report)
    return report


# -- stages ---------------------------------------------------------------------------------------
def _items(store: Store, group: Iterable[Prepared | Failed], report: IngestReport) -> Iterator[_Item]:
    """Yield the documents of pages that may be kept; the report tells of the others."""
    for ready in group:
        if isinstance(ready, Failed):
            report.refuse(ready.page.file, ready.error)
            continue
        allowed = _without_forgotten(store, ready, report)
        yield from ((allowed.page, *found) for found in allowed.documents)


def _joining(group: list[Prepared | Failed], read: Iterable[Prepared | Failed]) -> Iterator[Prepared | Failed]:
    """Yield pages that are read while the store is another's; they belong to the group from then on."""
    for one in read:
        group.append(one)
        yield one


def _write(
    store: Store,
    items: Iterable[_Item],
    report: IngestReport,
    just_written: JustWritten | None = None,
    more: Iterator[Sequence[_Item]] | None = None,
) -> None:
    """Write documents, each whole or not at all, and tell of it once it is on the disk."""

    def step(block: Writing, item: _Item) -> Callable[[], None]:
        page, document, quotations = item
        if document.kind is DocumentKind.WIRE:
            page, document, quotations = as_told_so_far(block, page, document, quotations)
        else:
            document, quotations = _as_later_capture(block, document, quotations)
        fingerprint = _save(block, page, document, quotations)
        return partial(tell, document, quotations, fingerprint)

    def tell(document: Document, quotations: Sequence[Quotation], fingerprint: str | None) -> None:
        kept = Kept(
            document.file, document.id, document.outlet, document.headline, len(document.posts), len(quotations)
        )
        (report.unchanged if fingerprint is None else report.kept).append(kept)
        if fingerprint is not None and just_written is not None:
            just_written.hold(document, quotations, fingerprint)

    def refuse(item: _Item, error: Exception) -> None:
        report.refuse(item[1].file, error)

    for written in in_short_holds(store, items, step, refuse, more):
        written()


def _without_forgotten(store: Store, ready: Prepared, report: IngestReport) -> Prepared:
    """Return a page without its documents that were forgotten before: nothing of their words may be kept."""
    forgotten = store.forgotten_among(document for document, _ in ready.documents)
    if not forgotten:
        return ready
    for record in forgotten.values():
        error = InputError(
            f"was forgotten on {record.at[:10]} and is kept out", ready.page.file, "no ingest brings it back"
        )
        report.refuse(ready.page.file, error)
    others = [(document, quotations) for document, quotations in ready.documents if document.id not in forgotten]
    kept: list[tuple[Document, Sequence[Quotation]]] = []
    for document, quotations in others:
        posts = [post for other, _ in others if other.text == document.text for post in other.posts]
        spans = [span for post in posts for span in (post.span, *(part.span for part in post.paragraphs))]
        kept.append((replace(document, text=only_spans(document.text, spans)), quotations))
    raw = kept[0][0].text.encode("utf-8", "surrogatepass") if kept else b""
    return Prepared(replace(ready.page, raw=raw), kept)


def _as_later_capture(
    block: Writing, document: Document, quotations: Sequence[Quotation]
) -> tuple[Document, Sequence[Quotation]]:
    """Return what is in the store in other words, or from another address, under the id it has there.

    The id of a pasted page is made of its words, that of an entry of a feed of its address; a page of the web has
    its own, which stays.
    """
    from tui_reader.parsing import with_entry_id, with_id

    pasted = document.line_start is not None
    if not pasted and document.known_as is None:
        return document, quotations
    same = block.documents.find_same_page(document) if pasted else block.documents.find_same_entry(document)
    if same is None:
        return document, quotations
    document = with_id(document, same) if pasted else with_entry_id(document, same)
    return document, with_ids(document, quotations)


def _save(block: Writing, page: Page, document: Document, quotations: Sequence[Quotation]) -> str | None:
    """Write a document and put it into its event; return its fingerprint, None where the store has it just so."""
    from tui_reader.alignment import EventClusterer

    def event() -> str:
        words = "\n".join(paragraph.span.of(document.text) for _, paragraph in document.paragraphs())
        known = document.dated.precision in (Precision.MINUTE, Precision.DAY)
        at = document.first_published_at if known else None
        clusterer = EventClusterer(StoredTerms(block.terms))
        found = clusterer.add(document.id, document.outlet, at, document.headline, words)
        block.events.touched.add(found)
        return found

    capture = block.documents.save_capture(page.raw, page.file, document.text)
    return block.documents.save_document(document, quotations, capture, event)


def _groups(waiting: Iterator[Prepared | Failed]) -> Iterator[list[Prepared | Failed]]:
    """Yield pages in groups: few enough to tell of them often, enough to write several in one transaction."""
    size = 1
    began = time.perf_counter()
    while group := list(islice(waiting, size)):
        yield group
        # The time of the last group, reading and writing, sets the size of the next.
        spent = max(time.perf_counter() - began, 1e-4)
        size = max(1, min(_GROUP_PAGES, int(len(group) * _GROUP_SECONDS / spent)))
        began = time.perf_counter()
