"""Lining up what is in the store: events anew where a document came or went."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from tui_reader.domain import NewsEvent, ParagraphRole, Post, Precision, Utterance
from tui_reader.ingest.holds import in_short_holds
from tui_reader.ingest.workers import Workers
from tui_reader.limits import MAX_EVENT_DOCUMENTS, MAX_LINED_UP_CHARACTERS

if TYPE_CHECKING:
    from tui_reader.alignment import QuotedDocument
    from tui_reader.ingest.cluster import Cluster
    from tui_reader.ingest.memory import JustWritten
    from tui_reader.store import Store, Writing

_State = tuple[tuple[str, str], ...]
_GROUP_EVENTS = 32  # lined up before they are written
_MORE_EVENTS = 96  # at most, where somebody else writes
_TRIES = 3  # times an event is lined up anew that changes while it is
_TITLE_CHARACTERS = 120  # of an event without any headline


def line_up(
    store: Store,
    just_written: JustWritten | None = None,
    workers: Workers | Cluster | None = None,
    *,
    left: bool = True,
) -> None:
    """Line up anew the events that got or lost a document, and keep the order of the timeline.

    `left`: also those that others left behind, who may be at work on them; see `Store.stale_events`.
    """

    for _ in range(_TRIES):
        if not _line_up_stale(store, just_written, workers or Workers(0), left=left):
            break
    store.keep_timeline()


def _line_up_stale(store: Store, just_written: JustWritten | None, workers: Workers | Cluster, *, left: bool) -> bool:
    """Line up what is stale; say whether an event got or lost a document meanwhile, and is to be done again."""
    events: deque[tuple[NewsEvent, _State]] = deque()  # those whose parts are being lined up
    changed = False

    def stale() -> Iterator[tuple[str, Sequence[QuotedDocument]]]:
        for id in store.stale_events(left=left):
            state = store.state_of_event(id)  # before its documents: what comes in between is seen
            documents = store.documents_put_into(id, MAX_EVENT_DOCUMENTS, just_written or {})
            events.append((_event(id, documents), state))
            yield id, list(_within_limits(documents))

    def save(block: Writing, lined: tuple[tuple[NewsEvent, _State], Sequence[NewsEvent], Sequence[Utterance]]) -> None:
        nonlocal changed
        (event, state), within, utterances = lined
        if not block.events.is_still(event.id, state):
            changed = True
        elif event.documents:
            block.events.save_event(event, within, utterances)
        else:
            block.events.remove_event(event.id)

    lined = workers.map(_lined_up, stale(), _lined_up)
    ready = ((events.popleft(), *parts) for parts in lined)
    while group := list(islice(ready, _GROUP_EVENTS)):
        list(in_short_holds(store, group, save, more=([event] for event in islice(ready, _MORE_EVENTS))))
    return changed


def _lined_up(event: tuple[str, Sequence[QuotedDocument]]) -> tuple[Sequence[NewsEvent], Sequence[Utterance]]:
    from tui_reader import alignment

    id, documents = event
    return alignment.line_up(documents, id)


def _within_limits(documents: Sequence[QuotedDocument]) -> Iterator[QuotedDocument]:
    """Yield the documents that are lined up: those beyond the limit are in the event, and that is all."""
    room = MAX_LINED_UP_CHARACTERS
    for document, quotations in documents:
        room -= sum(len(post.span) for post in document.posts)
        if room >= 0:
            yield document, quotations


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
        told = (p for p in post.paragraphs if p.role not in (ParagraphRole.SPEAKER, ParagraphRole.ASIDE))
        yield from (" ".join(p.span.of(document.text).split())[:_TITLE_CHARACTERS] for p in told)


def _by_time(post: Post) -> tuple[bool, float]:
    return (post.published_at is None, post.published_at.timestamp() if post.published_at else 0.0)
