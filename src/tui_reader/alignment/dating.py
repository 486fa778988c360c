"""Which pages tell of the same days: known dates first, then zones, then the words they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from datetime import date

from tui_reader.alignment.likeness import pairs_sharing, runs
from tui_reader.alignment.passages import Piece

_NEXT_DAYS = 2  # a report of the day after, or the one after that, still tells of the day


def days_of_pages(pieces: Sequence[Piece]) -> dict[str, Hashable]:
    """Return for each document id the day it tells of: a date, or a stand-in where no date is known.

    An undated page goes to the day whose pages share most long runs of words with it, unless the zone
    it prints says that the season is another; without such runs it stands alone.
    """
    told: dict[str, Hashable] = {}
    seasons: defaultdict[Hashable, set[int]] = defaultdict(set)
    season_of: dict[str, int] = {}
    for piece in pieces:
        page = piece.document.id
        if page not in told and piece.day is not None:
            told[page] = piece.day
        if piece.season is not None:
            season_of[page] = piece.season
            seasons[told.get(page, page)].add(piece.season)
    undated = {piece.document.id: None for piece in pieces if piece.document.id not in told}
    if len(told) + len(undated) == 1:
        told.update({page: page for page in undated})
    elif undated:
        shared = _shared_runs(pieces)
        for page in undated:
            told[page] = _best_day(page, shared, told, seasons, season_of.get(page))
            if page in season_of:
                seasons[told[page]].add(season_of[page])
    return told


def same_time(a: Hashable, b: Hashable) -> bool:
    """Say whether two days may tell of one thing: equal, or dates at most two days apart."""
    return a == b or (isinstance(a, date) and isinstance(b, date) and abs((a - b).days) <= _NEXT_DAYS)


def _shared_runs(pieces: Sequence[Piece]) -> dict[str, Counter[str]]:
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for a, b in pairs_sharing((n, runs(piece.words)) for n, piece in enumerate(pieces)):
        first, second = pieces[a].document.id, pieces[b].document.id
        if first != second:
            shared[first][second] += 1
            shared[second][first] += 1
    return shared


def _best_day(
    page: str,
    shared: dict[str, Counter[str]],
    told: dict[str, Hashable],
    seasons: dict[Hashable, set[int]],
    season: int | None,
) -> Hashable:
    votes: Counter[Hashable] = Counter()
    for other, count in shared.get(page, Counter()).items():
        day = told.get(other)
        if day is not None and (season is None or seasons.get(day, {season}) == {season}):
            votes[day] += count
    return votes.most_common(1)[0][0] if votes else page
