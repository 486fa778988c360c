"""The tables that hold what was taken in, on every engine: what a copy of a store copies."""

from __future__ import annotations

# With a key of their own (`pk`), what others name before those that name it.
KEYED = (
    "captures outlets speakers events documents posts quotations corrections utterances document_terms subscriptions"
    " forgotten"
).split()
# By several columns.
KEYED_BY = {
    "paragraphs": ("post", "position"),
    "event_documents": ("event", "position"),
    "event_posts": ("event", "position"),
    "wordings": ("utterance", "position"),
    "links": ("utterance", "position"),
    "document_keys": ("key", "at", "document"),
    "term_counts": ("term",),
    "words": ("word",),
    "forgotten_hashes": ("hash",),
    "archives": ("identity",),
}
OF_ONE_ROW = ("changes", "forgotten_salt")


def key_of(table: str) -> tuple[str, ...]:
    """Return the columns that tell the rows of a table apart, in the order they are read."""
    return KEYED_BY.get(table, ("pk",))
