"""`events`: the list of events, and events merged or split by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli import records
from tui_reader.cli.lists import QUERY, echo_entries, filters_of, finish, list_options, query_of
from tui_reader.cli.opening import reading
from tui_reader.cli.output import Record
from tui_reader.domain.unknown import OUTLET_UNKNOWN

if TYPE_CHECKING:
    from tui_reader.newsroom import Newsroom

_EVENT = re.compile(r"e[a-z2-7]{10}")
_DOCUMENT = re.compile(r"d[a-z2-7]{10}")
COLUMNS = ("id", "title", "starts_at", "ends_at", "outlets", "parent", "posts", "quotations")


@click.command()
@QUERY
@list_options
@click.pass_context
def events(ctx: click.Context, /, query: tuple[str, ...], form: str, **options: Any) -> None:
    """Print events, with the outlets that carried them.

    `events merge EVENT INTO` makes one event of two, `events split DOCUMENT...` an event of its own of some
    documents; later ingests keep both so.
    """
    with reading(ctx) as newsroom:
        if _change(newsroom, query):
            return
        filters = filters_of(options)
        found = newsroom.events(query_of(query), filters) or newsroom.events(" ".join(query), filters)
        count = echo_entries(found, records.event_record, form, COLUMNS, _line)
    finish(ctx, count)


def _change(newsroom: Newsroom, query: tuple[str, ...]) -> bool:
    """Merge or split where the words are a verb and ids of the right kind; else they are words to look for."""
    verb, ids = (query[0], query[1:]) if query else ("", ())
    if verb == "merge" and len(ids) == 2 and all(map(_EVENT.fullmatch, ids)):
        newsroom.merge_events(*ids)
        click.echo(f"merged\t{ids[0]}\t{ids[1]}")
        return True
    if verb == "split" and ids and all(map(_DOCUMENT.fullmatch, ids)):
        click.echo(f"split\t{newsroom.split_event(ids)}")
        return True
    return False


def _line(record: Record) -> Sequence[str]:
    day = record["starts_at"][:10] if record["starts_at"] else "date unknown"
    outlets = ", ".join(record["outlets"]) or OUTLET_UNKNOWN
    return record["id"], day, record["title"], outlets, f"{record['posts']} posts"
