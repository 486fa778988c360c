"""Whom and what a reader watches: which watches a quotation meets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tui_reader.domain import QuotationEntry
from tui_reader.text.normalise import folded_words


@dataclass(frozen=True, slots=True)
class Watch:
    """A speaker or a phrase to watch for. `words` are folded: case, accents and kinds of marks do not matter."""

    kind: str  # "speaker" or "phrase"
    text: str  # as the reader wrote it
    words: tuple[str, ...]


def watches_of(speakers: Iterable[str], phrases: Iterable[str]) -> tuple[Watch, ...]:
    """Return what a reader watches for, made once for many rows; a text without a word watches for nothing."""
    wanted = [("speaker", text) for text in speakers] + [("phrase", text) for text in phrases]
    made = [Watch(kind, text, tuple(folded_words(text))) for kind, text in wanted]
    return tuple(watch for watch in made if watch.words)


def watches_met(entry: QuotationEntry, watches: Iterable[Watch]) -> tuple[Watch, ...]:
    """Return the watches a quotation meets, in their order.

    A speaker is met by the name, where it holds all words of the watch in their order ("Quill" by "Mara Quill"); an
    unknown speaker meets none. A phrase is met by the words that were said, where they hold it in a row. Time is
    linear in the quotation, once for all watches.
    """
    said = name = None
    met = []
    for watch in watches:
        if watch.kind == "speaker":
            name = folded_words(entry.quotation.speaker or "") if name is None else name
            found = _in_order(watch.words, name)
        else:
            said = f" {' '.join(folded_words(entry.quotation.text))} " if said is None else said
            found = f" {' '.join(watch.words)} " in said
        if found:
            met.append(watch)
    return tuple(met)


def _in_order(words: Iterable[str], name: Iterable[str]) -> bool:
    rest = iter(name)
    return all(word in rest for word in words)
