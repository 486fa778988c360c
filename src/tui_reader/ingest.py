"""The whole way in: bytes, capture, documents, quotations, events, utterances, store.

Reading and finding quotations takes the time and needs no lock; writing takes the lock for a group of pages.
A document is kept whole or not at all, and is in its event as soon as it is in the store; the events that
got a document are lined up anew at the end. Whatever is killed in between is made good by the next ingest.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.domain import Document, NewsEvent, Post, Precision, Quotation, short_id
from tui_reader.errors import InputError, NotTextError, TooLargeError, TuiReaderError
from tui_reader.limits import MAX_EVENT_DOCUMENTS, MAX_PAGE_BYTES

if TYPE_CHECKING:
    from tui_reader.alignment import DocumentTerms, QuotedDocument
    from tui_reader.parsing import SidecarFacts
    from tui_reader.store import Store, Terms, Writing

Progress = Callable[[int, int, str], None]  # inputs done, inputs in all (0: not known), the name of the last one

_GROUP_SECONDS = 0.2  # of reading before what was read is written; others wait for the lock no longer than that
_GROUP_PAGES = 64
_GROUP_EVENTS = 32
_TITLE_CHARACTERS = 120  # of an event without any headline
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one page and what is known of it from outside."""

    raw: bytes
    file: str
    facts: SidecarFacts | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is in the store."""

    file: str
    document: str
    outlet: str | None
    headline: str | None
    posts: int
    quotations: int


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that could not be used, and why."""

    file: str
    error: TuiReaderError


@dataclass(slots=True)
class IngestReport:
    """What became of each input; what is listed as kept is on the disk."""

    kept: list[Kept] = field(default_factory=list)
    unchanged: list[Kept] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the caller states of every page."""

    outlet: str | None
    date: date | None
    title: str | None

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


@dataclass(frozen=True, slots=True)
class _Prepared:
    page: Page
    documents: Sequence[tuple[Document, Sequence[Quotation]]]


# -- the way in -----------------------------------------------------------------------------------
def ingest_paths(
    store: Store,
    paths: Iterable[Path | str],
    *,
    outlet: str | None = None,
    date: date | None = None,
    title: str | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Take in files, the pages of directories and "-" (standard input).

    `outlet`, `date` and `title` are stated for every page, over what a sidecar says. A bad input is refused
    and does not stop the others. Raises StoreError where the store cannot be used.
    """
    report = IngestReport()
    sources = list(_sources(paths, report))
    stated = _Stated(outlet, date, title)
    pages = (_read(source, stated, report) for source in sources)
    return ingest_pages(store, (page for page in pages if page), report, total=len(sources), progress=progress)


def ingest_folder(store: Store, folder: Path, name: str, *, progress: Progress | None = None) -> IngestReport:
    """Take in the pages of a folder that comes with the program, called `name` whatever its place on the disk."""
    from tui_reader.parsing import find_pages

    report = IngestReport()
    sources = find_pages(folder)
    pages = (_read(source, _Stated(None, None, None), report) for source in sources)
    named = (replace(page, file=f"{name}/{Path(page.file).name}") for page in pages if page)
    return ingest_pages(store, named, report, total=len(sources), progress=progress)


def ingest_pages(
    store: Store,
    pages: Iterable[Page],
    report: IngestReport | None = None,
    *,
    total: int = 0,
    progress: Progress | None = None,
) -> IngestReport:
    """Take in pages whose bytes are at hand; see `ingest_paths`."""
    report = IngestReport() if report is None else report
    done = 0
    for group in _groups(pages):
        prepared = [ready for page in group if (ready := _prepare(page, report))]
        _write(store, prepared, report)
        done += len(group)
        if progress is not None:
            progress(done, total, group[-1].file)
    line_up(store)
    return report


def ingest_documents(store: Store, documents: Iterable[Document]) -> IngestReport:
    """Take in documents that were read already: the entries of a feed, whose capture is their reading text.

    One transaction, so hand over no more than a reader may wait for; `line_up` is the caller's last step.
    """
    from tui_reader.quotations import extract_quotations
    from tui_reader.store import capture_of

    report = IngestReport()
    prepared = []
    for document in documents:
        try:
            found = [(document, with_ids(document, extract_quotations(document)))]
            prepared.append(_Prepared(Page(capture_of(document), document.file), found))
        except Exception as error:  # an entry that we fail on must not cost the others
            _refuse(report, document.url or document.file, error)
    _write(store, prepared, report)
    return report


def line_up(store: Store) -> None:
    """Line up anew the events that got or lost a document, and keep the order of the timeline."""
    from tui_reader.alignment import align_utterances, sub_events

    stale = store.stale_events()
    for start in range(0, len(stale), _GROUP_EVENTS):
        lined = []
        for id in stale[start : start + _GROUP_EVENTS]:
            documents = store.documents_put_into(id, MAX_EVENT_DOCUMENTS)
            event = _event(id, documents)
            try:
                utterances = align_utterances(documents)
            except NotImplementedError:  # until it is built
                utterances = ()
            lined.append((event, sub_events(documents, id), utterances))
        with store.writing() as block:
            for event, parts, utterances in lined:
                if event.documents:
                    block.events.save_event(event, parts, utterances)
                else:
                    block.events.remove_event(event.id)
    store.keep_timeline()


# -- stages ---------------------------------------------------------------------------------------
def _sources(paths: Iterable[Path | str], report: IngestReport) -> Iterator[Path]:
    """Yield the files that are meant: a directory means its pages."""
    from tui_reader.parsing import find_pages

    for path in map(Path, paths):
        try:
            pages = find_pages(path) if path.is_dir() else [path]
            if not pages:
                raise NotTextError("no page in it", str(path), "pages end in .txt, .md or .html")
            yield from pages
        except (TuiReaderError, ValueError) as error:
            _refuse(report, str(path), error)


def _read(path: Path, stated: _Stated, report: IngestReport) -> Page | None:
    """Read a page and what its sidecar and the caller say of it."""
    from tui_reader.parsing import read_sidecar
    from tui_reader.parsing.reading import read_page

    try:
        if str(path) == STANDARD_INPUT:
            raw, facts = sys.stdin.buffer.read(MAX_PAGE_BYTES + 1), None
            if len(raw) > MAX_PAGE_BYTES:
                raise TooLargeError(f"larger than {MAX_PAGE_BYTES // 2**20} MB", STANDARD_INPUT, "split it")
        else:
            raw, facts = read_page(path), read_sidecar(path)
    except TuiReaderError as error:
        _refuse(report, str(path), error)
        return None
    return Page(raw, str(path), stated.over(facts))


def _prepare(page: Page, report: IngestReport) -> _Prepared | None:
    """Parse a page and find its quotations."""
    from tui_reader.parsing import parse_pages
    from tui_reader.quotations import extract_quotations

    now = datetime.now(UTC).replace(microsecond=0)
    try:
        documents = [
            replace(document, captured_at=document.captured_at or now)
            for document in parse_pages(page.raw, page.file, page.facts)
        ]
        return _Prepared(page, [(document, with_ids(document, extract_quotations(document))) for document in documents])
    except Exception as error:  # a page that we fail on must not cost the others
        _refuse(report, page.file, error)
        return None


def with_ids(document: Document, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Return the quotations with ids that depend on the document and the place, the same at every ingest."""
    taken: set[str] = set()
    named: list[Quotation] = []
    for quotation in quotations:
        id = short_id("q", document.id, quotation.span.start, quotation.span.end)
        if id in taken:  # the same words found as two kinds
            id = short_id("q", document.id, quotation.span.start, quotation.span.end, len(named))
        taken.add(id)
        named.append(replace(quotation, id=id))
    return tuple(named)


def _write(store: Store, prepared: Sequence[_Prepared], report: IngestReport) -> None:
    """Write a group of pages in one transaction, each document whole or not at all; then tell of it."""
    from tui_reader.alignment import EventClusterer

    done = IngestReport()
    if not prepared:
        return
    with store.writing() as block:
        clusterer = EventClusterer(_Memory(block.terms))
        for ready in prepared:
            for document, quotations in ready.documents:
                try:
                    with block.attempt():
                        new = _save(block, clusterer.add, ready.page, document, quotations)
                except (sqlite3.IntegrityError, UnicodeError) as error:
                    _refuse(done, document.file, error)
                    continue
                (done.kept if new else done.unchanged).append(
                    Kept(
                        document.file,
                        document.id,
                        document.outlet,
                        document.headline,
                        len(document.posts),
                        len(quotations),
                    )
                )
    for all_of_it, part in ((report.kept, done.kept), (report.unchanged, done.unchanged)):
        all_of_it.extend(part)
    report.refused.extend(done.refused)


def _save(
    block: Writing,
    find_event: Callable[[str, str | None, datetime | None, str | None, str], str],
    page: Page,
    document: Document,
    quotations: Sequence[Quotation],
) -> bool:
    capture = block.documents.save_capture(page.raw, page.file, document.text)
    if not block.documents.save_document(document, quotations, capture):
        return False
    words = "\n".join(paragraph.span.of(document.text) for _, paragraph in document.paragraphs())
    known = document.dated.precision in (Precision.MINUTE, Precision.DAY)
    at = document.first_published_at if known else None
    block.events.put_into(document.id, find_event(document.id, document.outlet, at, document.headline, words))
    return True


def _event(id: str, documents: Sequence[QuotedDocument]) -> NewsEvent:
    """Return the event of some documents, named after the first report."""
    posts = [post for document, _ in documents for post in document.posts]
    times = sorted(post.published_at for post in posts if post.published_at)
    days = sorted(
        document.first_published_at
        for document, _ in documents
        if document.first_published_at and document.dated.precision in (Precision.MINUTE, Precision.DAY)
    )
    known = times or days
    return NewsEvent(
        id=id,
        title=next(filter(None, _titles(documents)), "(no headline)"),
        starts_at=known[0] if known else None,
        ends_at=known[-1] if known else None,
        outlets=tuple(dict.fromkeys(document.outlet for document, _ in documents if document.outlet)),
        documents=tuple(document.id for document, _ in documents),
        posts=tuple(post.id for post in sorted(posts, key=_by_time)),
    )


def _titles(documents: Sequence[QuotedDocument]) -> Iterator[str | None]:
    """Yield what an event may be called, best first: a page's headline, a post's, a page's first words."""
    yield from (document.headline for document, _ in documents)
    posts = [(post, document) for document, _ in documents for post in document.posts]
    yield from (post.headline for post, _ in sorted(posts, key=lambda pair: _by_time(pair[0])))
    for post, document in posts:
        yield from (" ".join(p.span.of(document.text).split())[:_TITLE_CHARACTERS] for p in post.paragraphs)


def _by_time(post: Post) -> tuple[bool, float]:
    return (post.published_at is None, post.published_at.timestamp() if post.published_at else 0.0)


# -- small parts ----------------------------------------------------------------------------------
def _groups(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Yield pages in groups, each read within a time that a writer may hold the lock for."""
    waiting = iter(pages)
    size = 1
    while group := list(islice(waiting, size)):
        began = time.perf_counter()
        yield group
        # The time of the last group, reading and writing, sets the size of the next.
        spent = max(time.perf_counter() - began, 1e-4)
        size = max(1, min(_GROUP_PAGES, int(len(group) * _GROUP_SECONDS / spent)))


def _refuse(report: IngestReport, file: str, error: Exception) -> None:
    if not isinstance(error, TuiReaderError):
        error = InputError(f"could not be used ({type(error).__name__}: {error})", file, "--debug shows more")
    report.refused.append(Refused(file, error))


class _Memory:
    """The clusterer's memory, kept in the store."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self.total, self.counts, self.event_of = terms.total, terms.counts, terms.event_of

    def find(
        self, keys: Sequence[str], since: float | None, until: float | None, limit: int
    ) -> Sequence[DocumentTerms]:
        """Return up to `limit` documents sharing most of `keys`, dated within the bounds or not dated at all."""
        from tui_reader.alignment import DocumentTerms

        shared = self._terms.sharing(keys, since, until)[:limit]
        return [DocumentTerms.unpack(*row) for row in self._terms.rows([document for document, _ in shared])]

    def add(self, document: DocumentTerms, terms: Sequence[str], findable: bool) -> None:
        """Keep a document."""
        from tui_reader.store import TermRow

        row = TermRow(document.id, document.outlet, document.at, document.event, document.copy_key, document.packed)
        self._terms.add(row, document.keys if findable else (), terms if findable else ())
