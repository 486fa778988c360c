"""One event, outlets as columns, what was said and done as rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tui_reader.alignment.absence import Coverage
from tui_reader.alignment.cells import cells_of
from tui_reader.alignment.clashes import clashes_of
from tui_reader.alignment.dating import days_of_pages
from tui_reader.alignment.deeds import add_deeds
from tui_reader.alignment.kin import join_kin
from tui_reader.alignment.likeness import Weights
from tui_reader.alignment.links import LIKELY, Pair, apart, link
from tui_reader.alignment.moments import Moment, as_event, events_of, moments_of, rank_moments
from tui_reader.alignment.passages import Piece, QuotedDocument, people_of, pieces_of
from tui_reader.alignment.readings import contradictions
from tui_reader.alignment.rows import Group, group, in_order
from tui_reader.alignment.selection import add_companions, told_beside, unique_pieces
from tui_reader.alignment.titles import with_titles
from tui_reader.alignment.utterances import utterances_of
from tui_reader.domain import Cell, Clash, Comparison, Link, NewsEvent, Row, RowKind, Utterance, short_id
from tui_reader.errors import NothingFoundError
from tui_reader.limits import MAX_OTHER_EVENTS

_UNKNOWN: Mapping[str, str] = {}


class _Columns(NamedTuple):
    """The outlets to keep (none: all), and those that are primary sources."""

    outlets: Collection[str]
    primary: Collection[str]


def line_up(
    documents: Sequence[QuotedDocument], event: str | None
) -> tuple[tuple[NewsEvent, ...], tuple[Utterance, ...]]:
    """Return what `sub_events` and `align_utterances` do of the documents of an event, at the price of one reading."""
    if not any(quotations for _, quotations in documents):
        return (), ()  # nobody said anything: two thirds of a feed's entries
    people = people_of(documents)
    pieces = pieces_of(documents, people)
    return events_of(pieces, event), utterances_of(people, pieces)


def compare(
    query: str,
    documents: Sequence[QuotedDocument],
    *,
    on: date | None = None,
    outlets: Collection[str] = (),
    primary: Collection[str] = (),
    events: Mapping[str, str] = _UNKNOWN,
) -> Comparison:
    """Line up what the outlets carried of the event a query means.

    `documents` are all that may hold it (the whole store, or what search finds, up to some hundreds); `events` has by
    document the event it was put into, so that pages which tell of this one in nobody's name belong to it. `on` keeps
    to what happened that day; `outlets` keeps only those columns; those of `primary` sources come first, and theirs are
    the words that others are measured by. The titles of other events that fitted are in `others`. Raises
    NothingFoundError where nothing fits.
    """
    people = people_of(documents)
    pieces = pieces_of(documents, people)
    moments = moments_of(pieces)
    ranked = rank_moments(people.named(query), moments, on)
    if not ranked:
        when = f" on {on.isoformat()}" if on else ""
        raise NothingFoundError(f"no event fits “{query}”{when}", hint="`events` lists what there is")
    chosen, *rest = ranked
    others = [as_event(m) for m in rest[:MAX_OTHER_EVENTS]]
    return _compare_moment(chosen, moments, pieces, _Columns(outlets, primary), others, events)


def compare_event(
    event: NewsEvent,
    documents: Sequence[QuotedDocument],
    *,
    outlets: Collection[str] = (),
    primary: Collection[str] = (),
    others: Sequence[NewsEvent] = (),
) -> Comparison:
    """Line up one event: a sub-event of `sub_events`, or a whole event with the documents it holds.

    `others` are the events that fitted as well.
    """
    columns = _Columns(outlets, primary)
    pieces = pieces_of(documents, people_of(documents))
    moments = moments_of(pieces)
    moment = next((m for m in moments if m.id == event.id), None)
    if moment is not None:
        one = dict.fromkeys((document.id for document, _ in documents), event.id)
        return _compare_moment(moment, moments, pieces, columns, others, one)
    within = [p for p in pieces if not event.documents or p.document.id in event.documents]
    weights = Weights(pieces)
    return _comparison(event, _rows(within, weights), columns, others, Coverage(within, weights))


def _compare_moment(
    moment: Moment,
    moments: Sequence[Moment],
    pieces: Sequence[Piece],
    wanted: _Columns,
    others: Sequence[NewsEvent],
    events: Mapping[str, str],
) -> Comparison:
    """Return the rows of a moment, and after them those of the replies to it."""
    weights = Weights(pieces)
    days = days_of_pages(pieces)
    same_days = {days[p.document.id] for p in moment.pieces}
    replies = [m for m in moments if m.parent == moment.id]
    taken = {p.index for m in (moment, *replies) for p in m.pieces}
    same_day = [p for p in pieces if days[p.document.id] in same_days]
    rows: list[Group] = []
    used: set[int] = set()
    for part in (moment, *replies):
        pages = _pages_of(part, moments, events) if part is moment else frozenset()
        own = {p.index: p for p in (*unique_pieces(part), *told_beside(part, moments, same_day, pages))}
        rows += _rows([own[index] for index in sorted(own.keys() - used)], weights)
        used |= own.keys()
    taken |= used
    near = [p for p in same_day if p.index not in taken]
    add_companions(rows, near, weights)
    add_deeds(rows, moment.speaker, same_day)
    held = {p.index for g in rows if len(g.outlets) > 1 for p in g.pieces}
    rows = [g for g in rows if len(g.outlets) > 1 or any(p.index not in held for p in g.pieces)]
    return _comparison(as_event(moment), rows, wanted, others, Coverage(same_day, weights))


def _pages_of(moment: Moment, moments: Sequence[Moment], events: Mapping[str, str]) -> frozenset[str]:
    """Return the documents of the event that a moment is the largest of; none where another is larger."""
    held: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in moments:
        for piece in each.pieces:
            held[events.get(piece.document.id, "")][each.id] += 1
    event = max((e for e in held if e), key=lambda e: held[e][moment.id], default="")
    if not event or held[event].most_common(1)[0][0] != moment.id:
        return frozenset()
    return frozenset(document for document, its in events.items() if its == event)


def _rows(pieces: Sequence[Piece], weights: Weights) -> list[Group]:
    return in_order(join_kin(group(pieces, link(pieces, weights))))


def _comparison(
    event: NewsEvent,
    groups: Sequence[Group],
    wanted: _Columns,
    others: Sequence[NewsEvent],
    coverage: Coverage,
) -> Comparison:
    groups, clashing = _with_readings(groups, coverage.pieces)
    made = [(g, row) for g in groups if (row := _row(g, wanted)) is not None]
    rows = [row for _, row in made]
    order: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for cell in row.cells:
            order[cell.outlet] += 1
    carried = [o for o in event.outlets if o in order] + [o for o in order if o not in event.outlets]
    columns = tuple(sorted(carried, key=lambda o: o not in wanted.primary))
    row_of = {p.index: row.id for g, row in made for p in g.pieces}
    whole = [row._replace(absent=tuple(coverage.absent(g, columns, row_of, row.id).items())) for g, row in made]
    whole = [_clashing(row, g, clashing) for row, (g, _) in zip(whole, made, strict=True)]
    ranked = sorted(range(len(whole)), key=lambda n: (-whole[n].weight, n))
    titled = with_titles([whole[n] for n in ranked], [made[n][0].pieces for n in ranked])
    return Comparison(
        event.id,
        event.title,
        event.starts_at,
        columns,
        tuple(titled),
        tuple(f"{e.title} ({e.starts_at.date() if e.starts_at else 'date unknown'})" for e in others),
        tuple(o for o in columns if o in wanted.primary),
    )


def _with_readings(
    groups: Sequence[Group], pieces: Sequence[Piece]
) -> tuple[Sequence[Group], Mapping[int, Sequence[Clash]]]:
    """Return the groups with what their pages print two ways beside each other, and what clashes, by piece.

    Of two readings that stand in no row of several outlets, or one of which does, both stand in one.
    """
    clashing: defaultdict[int, list[Clash]] = defaultdict(list)
    pages = {p.document.id for g in groups for p in g.pieces if len(g.outlets) > 1}
    more = list(groups)
    for clash, (one, other) in contradictions([p for p in pieces if p.document.id in pages]):
        clashing[one.index].append(clash)
        clashing[other.index].append(clash)
        pair = Pair(one, other, LIKELY, (f"one {clash.kind}, printed two ways", apart(one, other)))
        homes = [g for g in more if len(g.outlets) > 1 and any(p is one or p is other for p in g.pieces)]
        if not homes:
            more.append(Group([one, other], [pair]))
        for g in homes[:1]:
            missing = next((p for p in (one, other) if p.outlet not in g.outlets), None)
            if missing is not None:
                g.add(missing, pair)
    return more, clashing


def _clashing(row: Row, g: Group, clashing: Mapping[int, Sequence[Clash]]) -> Row:
    """Return a row with what is printed two ways in it."""
    known = {(clash.kind, clash.a, clash.b) for clash in row.clashes if clash.kind == "name"}
    every = (clash for p in g.pieces for clash in clashing.get(p.index, ()))
    found = [clash for clash in every if (clash.kind, clash.a, clash.b) not in known]
    return row._replace(clashes=tuple(dict.fromkeys((*row.clashes, *found))))


def _row(g: Group, wanted: _Columns) -> Row | None:
    """Return a group as a row, None where no cell is left, or where one outlet alone tells it in its own voice."""
    pieces = [p for p in g.pieces if not wanted.outlets or p.outlet in wanted.outlets]
    if not pieces or (len(g.outlets) < 2 and not any(p.speakers for p in pieces)):
        return None
    cells, fullest, passage_of = cells_of(pieces, wanted.primary)
    said = sum(1 for p in pieces if p.speakers)
    links = tuple(
        Link(passage_of[pair.a.index], passage_of[pair.b.index], round(pair.score, 2), pair.why)
        for pair in sorted(g.links, key=lambda pair: -pair.score)
        if pair.a.index in passage_of
        and pair.b.index in passage_of
        and passage_of[pair.a.index] != passage_of[pair.b.index]
    )
    return Row(
        id=short_id("r", *sorted(passage_of.values())),
        title="",
        kind=RowKind.UTTERANCE if said * 2 > len(pieces) else RowKind.HAPPENING,
        at=min((p.at for p in pieces if p.at and p.minute is not None), default=None),
        cells=cells,
        links=tuple(dict.fromkeys(links)),
        fullest=fullest,
        weight=_weight(cells, fullest),
        clashes=clashes_of(pieces),
    )


def _weight(cells: Sequence[Cell], fullest: str) -> int:
    """Return what orders rows: outlets first, then the characters of the fullest passage that stand there."""
    longest = max((len(p.text) for cell in cells for p in cell.passages if p.id == fullest), default=0)
    return len(cells) * 1000 + min(longest, 999)
