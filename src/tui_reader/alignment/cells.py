"""The pieces of a row as passages in cells: who carried it, in which words, against the fullest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from rapidfuzz.fuzz import ratio

from tui_reader.alignment.likeness import run_between
from tui_reader.alignment.passages import PASSAGE_CHARACTERS, Piece
from tui_reader.alignment.people import last_name
from tui_reader.domain import Cell, ParagraphRole, Passage, Span, short_id
from tui_reader.text.differences import describe_differences
from tui_reader.text.normalise import folded_words, words

_VERBATIM_RUN = 5  # words in a row that make it worth telling two passages apart word by word


def cells_of(pieces: Sequence[Piece], primary: Collection[str] = ()) -> tuple[tuple[Cell, ...], str, dict[int, str]]:
    """Return the cells, the id of the fullest passage, and the passage id of every piece.

    Neighbours in one paragraph are one passage. Columns stand in order of first report; in a cell the
    earliest comes first, then the fullest, recaps and headlines behind. What a `primary` source prints is the fullest.
    """
    joined = _join_neighbours(pieces)
    ids = {n: _passage_id(run) for n, run in enumerate(joined)}
    best = max(joined, key=lambda run: (run[0].outlet in primary, _fullness(run)))
    by_outlet: defaultdict[str, list[tuple[tuple[bool, bool, int, float], Passage]]] = defaultdict(list)
    for n, run in enumerate(joined):
        passage = _passage(run, ids[n], best)
        first = run[0]
        order = first.recap, first.role is ParagraphRole.HEADLINE, first.minute or 0, -_fullness(run)
        by_outlet[first.outlet].append((order, passage))
    cells = tuple(
        Cell(outlet, tuple(passage for _, passage in sorted(found, key=lambda entry: entry[0])))
        for outlet, found in by_outlet.items()
    )
    return cells, _passage_id(best), {p.index: ids[n] for n, run in enumerate(joined) for p in run}


def _join_neighbours(pieces: Sequence[Piece]) -> list[list[Piece]]:
    joined: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.index):
        last = joined[-1][-1] if joined else None
        follows = (
            last is not None
            and last.index + 1 == piece.index
            and last.post is piece.post
            and last.paragraph == piece.paragraph
            and piece.span.end - joined[-1][0].span.start <= PASSAGE_CHARACTERS
        )
        if follows:
            joined[-1].append(piece)
        else:
            joined.append([piece])
    return joined


def _fullness(run: Sequence[Piece]) -> float:
    """Return how much of somebody's own words a passage prints; a paraphrase counts for less, a recap least."""
    quoted = sum(p.quoted_words for p in run)
    return (quoted + 0.2 * sum(len(p.span) for p in run)) * (0.3 if run[0].recap else 1.0)


def _passage(run: Sequence[Piece], id: str, best: Sequence[Piece]) -> Passage:
    first = run[0]
    span = Span(first.span.start, run[-1].span.end)
    return Passage(
        id=id,
        outlet=first.outlet,
        document=first.document.id,
        post=first.post.id,
        file=first.document.file,
        span=span,
        text=span.of(first.document.text),
        at=first.at,
        time_printed=first.post.time_printed,
        quotations=tuple(dict.fromkeys(q.id for p in run for q in p.quotations if q.id)),
        recap=any(p.recap for p in run),
        changes=() if run is best else _changes(best, run),
        advisories=first.document.advisories,
    )


def _changes(best: Sequence[Piece], run: Sequence[Piece]) -> tuple[str, ...]:
    """Return what a passage makes of the fullest one: word by word where it prints its words, and whom it credits."""
    found: list[str] = []
    fullest, own = _said(best), _nearest(_said(best), run)
    common = run_between([w for w, _ in words(fullest)], [w for w, _ in words(own)])[2]
    if common >= _VERBATIM_RUN:
        found.extend(describe_differences(fullest, own) or ("same words",))
    else:
        found.append("in its own words")
    theirs = {s for p in best for s in p.speakers}
    mine = [s for p in run for s in p.speakers]
    if mine and theirs and not theirs & set(mine):
        found.append(f"credits {last_name(mine[0]).title()}")
    return tuple(found)


def _nearest(fullest: str, run: Sequence[Piece]) -> str:
    """Return a passage's quoted words, or all of it where those are nearer: a reporter may print some without marks."""
    said, whole = _said(run), Span(run[0].span.start, run[-1].span.end).of(run[0].document.text)
    return max((said, whole), key=lambda text: ratio(folded_words(text), folded_words(fullest)))


def _said(run: Sequence[Piece]) -> str:
    """Return the words of a passage that are somebody's, without the reporter's around them, or all of them."""
    text = run[0].document.text
    quoted = [q for p in run for q in p.quotations]
    spans = [q.clause_span or q.span for q in quoted]
    whole = Span(run[0].span.start, run[-1].span.end)
    kept = [Span(max(s.start, whole.start), min(s.end, whole.end)) for s in spans if s.overlaps(whole)]
    if not kept:
        return whole.of(text)
    merged: list[Span] = []
    for span in sorted(kept):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return " ".join(span.of(text) for span in merged)


def _passage_id(run: Sequence[Piece]) -> str:
    return short_id("p", run[0].document.id, run[0].span.start, run[-1].span.end)
