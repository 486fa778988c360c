"""A page read and its quotations found: nothing here knows the store, so any process can do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tui_reader.domain import Document, Quotation, short_id
from tui_reader.errors import InputError, NotTextError, TooLargeError, TuiReaderError
from tui_reader.ingest.report import Page, in_words
from tui_reader.limits import MAX_MARKS

_MARKS = '"“”„«»‘'


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page, and its documents with their quotations."""

    page: Page
    documents: Sequence[tuple[Document, Sequence[Quotation]]]


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be used, and why."""

    page: Page
    error: TuiReaderError


def prepare(page: Page) -> Prepared | Failed:
    """Parse a page and find its quotations; whatever goes wrong costs this page alone."""
    from tui_reader.parsing import parse_pages

    now = datetime.now(UTC).replace(microsecond=0)
    try:
        documents = [
            replace(document, captured_at=document.captured_at or page.captured_at or now)
            for document in parse_pages(page.raw, page.file, page.facts)
        ]
        if not documents:
            raise NotTextError("holds no entry", page.file, "a feed without entries is followed with: sources add")
        return Prepared(page, [with_quotations(document) for document in documents])
    except Exception as error:  # a page that we fail on must not cost the others
        return Failed(page, in_words(error, page.file))


def with_quotations(document: Document) -> tuple[Document, Sequence[Quotation]]:
    """Return a document with its quotations. Raises TooLargeError."""
    from tui_reader.quotations import extract_quotations

    marks = sum(map(document.text.count, _MARKS))
    if marks > MAX_MARKS:
        raise TooLargeError(f"{marks:,} quotation marks; at most {MAX_MARKS:,}", document.file, "split it")
    return document, with_ids(document, extract_quotations(document))


def with_ids(document: Document, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Return the quotations with ids that depend on the document and the words, not on where they stand.

    Words that stand there several times are told apart counting from the end: a live page grows at its top.
    """
    seen: Counter[str] = Counter()
    named: list[Quotation] = []
    for quotation in reversed(quotations):
        turn = (seen[quotation.text],) if seen[quotation.text] else ()
        named.append(replace(quotation, id=short_id("q", document.id, quotation.text, *turn)))
        seen[quotation.text] += 1
    return tuple(reversed(named))


def lost(page: Page) -> Failed:
    """Return what is said of a page that ended the process that read it."""
    return Failed(page, InputError("ended the process that read it", page.file, "leave it out"))
