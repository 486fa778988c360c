"""What the store answers with when one thing is asked for, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from tui_reader.domain.document import Document
from tui_reader.domain.entries import QuotationEntry, TimelineEntry


class EventEntry(NamedTuple):
    """An event as one line of a list."""

    id: str
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    outlets: tuple[str, ...]
    parent: str | None
    posts: int
    quotations: int


@dataclass(frozen=True, slots=True)
class PostDetail:
    """One post to read whole: its timeline line, its document, its quotations."""

    entry: TimelineEntry
    document: Document = field(repr=False)
    position: int = 0  # which post of the document, from 0
    quotations: tuple[QuotationEntry, ...] = ()
    event_title: str | None = None
    event_outlets: tuple[str, ...] = ()


class PostVersion(NamedTuple):
    """What a post said until its outlet changed it: `captured_at` we read it, `until` we read it anew."""

    id: str
    headline: str | None
    paragraphs: tuple[str, ...]
    captured_at: datetime | None
    until: datetime | None  # None for what it says now


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """One stored document with all its quotations."""

    document: Document = field(repr=False)
    quotations: tuple[QuotationEntry, ...] = ()


class SpeakerEntry(NamedTuple):
    """Somebody who is quoted, and how often."""

    name: str
    quotations: int


class Found(NamedTuple):
    """What a search finds, best first in each list."""

    quotations: tuple[QuotationEntry, ...] = ()
    posts: tuple[TimelineEntry, ...] = ()
    speakers: tuple[SpeakerEntry, ...] = ()
