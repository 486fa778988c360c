"""Which event as a whole a query means: "council budget" is what happened, "Lorne statement" what somebody said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from tui_reader.alignment.occasions import FRAME_STEMS, occasion_of_word
from tui_reader.alignment.passages import QuotedDocument
from tui_reader.domain import Document
from tui_reader.text.normalise import content_words, folded_words, stem, telling_stems

_MOST = 0.5  # of a query's words: of two, one may be a coincidence
_PHRASE = re.compile(r'"([^"]+)"')


def asks_for_matter(query: str, documents: Sequence[QuotedDocument]) -> bool:
    """Say whether a query means all that happened: a matter, with or without a name, and no occasion.

    "Lorne statement", "Lorne" mean what somebody said, "Lorne budget", "harbour fire" what happened.
    """
    words = content_words(query)
    speakers = {q.speaker for _, found in documents for q in found if q.speaker}
    names = {part for who in speakers for word in who.split() if word[:1].isupper() for part in folded_words(word)}
    matters = {stem(w) for w in words if w not in names} - FRAME_STEMS
    return bool(matters) and not any(occasion_of_word(w) is not None for w in words)


def events_told(
    query: str, documents: Sequence[QuotedDocument], events: Mapping[str, str], on: date | None = None
) -> list[str]:
    """Return the ids of the events whose pages tell what a query asks for, best first.

    `events` has by document the event it was put into; one that two outlets carried at least counts, on the day `on` if
    given. Its pages must tell most of the words, and what stands in quotation marks in one row. Those that tell more
    come first, then those of most outlets, then the latest.
    """
    in_a_row = [" ".join(folded_words(phrase)) for phrase in _PHRASE.findall(query)]
    asked = {stem(w) for w in content_words(query) if occasion_of_word(w) is None} - FRAME_STEMS
    held: defaultdict[str, list[Document]] = defaultdict(list)
    for document, _ in documents:
        if document.id in events:
            held[events[document.id]].append(document)
    ranked = []
    for event, pages in held.items():
        outlets = {page.outlet for page in pages}
        days = [page.first_published_at for page in pages if page.first_published_at]
        if len(outlets) < 2 or (on is not None and all(at.date() != on for at in days)):
            continue
        told = {s for page in pages for s in telling_stems(f"{page.headline or ''} {page.text}")}
        printed = [" ".join(folded_words(page.text)) for page in pages] if in_a_row else []
        found = len(asked & told)
        if found > _MOST * len(asked) and all(any(phrase in text for text in printed) for phrase in in_a_row):
            latest = max((at.timestamp() for at in days), default=0.0)
            ranked.append((-found, -len(outlets), -latest, event))
    return [event for *_, event in sorted(ranked)]
