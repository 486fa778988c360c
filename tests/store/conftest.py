"""Stores in files of their own, with a little in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.factories import NOON, make_document, make_quotation
from tui_reader.domain import Document, NewsEvent, Quotation, Utterance, Wording
from tui_reader.store import Store

Put = Callable[..., bool]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "store.db", wait=0.05)
    yield store
    store.close()


def put(store: Store, document: Document, quotations: Sequence[Quotation] = (), event: str = "e1") -> bool:
    """Write a document as ingest does, without lining it up."""
    with store.writing() as block:
        capture = block.documents.save_capture(document.text.encode(), document.file, document.text)
        new = block.documents.save_document(document, quotations, capture)
        block.events.put_into(document.id, event)
    return new is not None


def fill(store: Store) -> tuple[Document, Quotation]:
    """Write one document with one quotation, lined up with itself."""
    document = make_document(
        ("Ferry to run on Sundays", "The council voted.\nMara Quill said: “We must not shy away from it.”"),
        ("Harbour closed", "The gates stay shut, he said."),
    )
    quotation = make_quotation(document, "We must not shy away from it.")
    put(store, document, [quotation])
    wording = Wording(document.id, document.file, document.outlet, quotation.span, quotation.text, quotation.id)
    event = NewsEvent(
        "e1", "Ferry", NOON, NOON, ("Harbour Post",), None, (document.id,), tuple(post.id for post in document.posts)
    )
    with store.writing() as block:
        block.events.save_event(event, (), (Utterance("u1", "Mara Quill", (wording,)),))
    store.keep_timeline()
    return document, quotation
