"""Texts with parts taken out, every span in what is left as it was."""

from __future__ import annotations

from collections.abc import Iterable

from tui_reader.domain import Span


def only_spans(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with blanks in place of all but the spans; lines end where they ended."""
    kept, at = [], 0
    for span in sorted(spans):
        if span.end > at:
            start = max(at, span.start)
            kept += [_blank(text[at:start]), text[start : span.end]]
            at = span.end
    return "".join([*kept, _blank(text[at:])])


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))
