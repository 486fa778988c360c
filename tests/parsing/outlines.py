"""Documents as compact outlines, for golden files: what stands on which lines."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from tui_reader.domain import Document, Post


def outline(document: Document, words: bool = True) -> dict[str, Any]:
    """Return the structure of a document; without `words` nothing the page says, only where it stands."""
    dated = document.dated
    found = {
        "kind": document.kind.value,
        "outlet": f"{document.outlet} ({document.outlet_basis})" if document.outlet else None,
        "headline": document.headline if words else document.headline is not None,
        "bylines": [f"{by.name}, {by.role}" for by in document.bylines] if words else len(document.bylines),
        "dated": f"{dated.basis.value} {dated.precision.value}",
        "first": document.first_published_at and document.first_published_at.isoformat(),
        "last": document.last_updated_at and document.last_updated_at.isoformat(),
        "lines": f"{document.line_start}-{document.line_end}",
        "posts": [_post(document, post, words) for post in document.posts],
        "left_out": [f"{out.line_start}-{out.line_end} {out.why.value}" for out in document.left_out],
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def line_of(document: Document, offset: int) -> int:
    return document.text.count("\n", 0, offset) + 1


def _post(document: Document, post: Post, words: bool) -> dict[str, Any]:
    clock = post.clock
    found = {
        "lines": f"{post.line_start}-{post.line_end}",
        "label": post.label,
        "headline": post.headline if words else post.headline is not None,
        "by": (f"{post.byline}, {post.role}" if words else True) if post.byline else None,
        "time": post.time_printed and " ".join(filter(None, [post.time_printed, clock.zone if clock else None])),
        "at": post.published_at and post.published_at.isoformat(),
        "roles": _roles(document, post),
    }
    return {key: value for key, value in found.items() if value is not None}


def _roles(document: Document, post: Post) -> str:
    """Return runs of one role as "5 headline, 7-8 byline, 10-24 body"."""
    placed = [(line_of(document, p.span.start), p.role.value) for p in post.paragraphs]
    runs = []
    for role, group in groupby(placed, key=lambda item: item[1]):
        numbers = [number for number, _ in group]
        runs.append(f"{numbers[0]}-{numbers[-1]} {role}" if len(numbers) > 1 else f"{numbers[0]} {role}")
    return ", ".join(runs)
