"""`differences` and `clashes`: the same words printed otherwise, the same thing told otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import click

from tui_reader.cli import records
from tui_reader.cli.lists import QUERY, echo_entries, filters_of, finish, list_options, query_of
from tui_reader.cli.opening import reading
from tui_reader.cli.output import Record, echo_records, format_option
from tui_reader.desk.comparing import change_words, clash_words
from tui_reader.domain import Clash
from tui_reader.domain.unknown import SPEAKER_UNKNOWN

_CHANGES = ("kinds", "speaker", "outlet", "text", "than", "than_text", "changes", "quotation", "than_quotation")


@click.command()
@QUERY
@list_options
@click.option("--within", is_flag=True, help="Compare the places of one outlet with each other as well.")
@click.pass_context
def differences(ctx: click.Context, /, query: tuple[str, ...], form: str, within: bool, **options: Any) -> None:
    """Print the quotations that outlets print in different words, the worst first; a shorter cut is none."""
    with reading(ctx) as newsroom:
        entries = newsroom.differences(query_of(query), filters_of(options), within=within)

        def record(entry: Any) -> Record:
            made = records.differing_record(entry)
            if form == "json":
                return made
            return made | {
                "kinds": list(dict.fromkeys(change["kind"] for change in made["changes"])),
                "changes": "; ".join(map(change_words, entry.changes)),
                "than": made["fullest"]["outlet"],
                "than_text": made["fullest"]["text"],
                "than_quotation": made["fullest"]["quotation"],
            }

        count = echo_entries(entries, record, form, _CHANGES, _difference_line)
    finish(ctx, count)


def _difference_line(record: Record) -> Sequence[str]:
    speaker = record["speaker"] or SPEAKER_UNKNOWN
    return record["quotation"], record["outlet"], f"“{record['text']}”", speaker, record["changes"], record["than"]


@click.command()
@QUERY
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Only what happened on this day.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Events looked through.")
@format_option
@click.pass_context
def clashes(ctx: click.Context, /, query: tuple[str, ...], on: datetime | None, limit: int, form: str) -> None:
    """Print where outlets contradict each other: another number, name, day or month of one thing, a "not"."""
    with reading(ctx) as newsroom:
        found = newsroom.clashes(query_of(query), on.date() if on else None, limit)
        columns = ("kind", "a", "words_a", "b", "words_b", "row", "event", "title")
        count = echo_records(_clash_records(found), form, columns, _clash_line)
    finish(ctx, count)


def _clash_records(found: Iterator[Any]) -> Iterator[Record]:
    for comparison, row, clash in found:
        place = {"row": row.id, "title": row.title, "event": comparison.event, "starts_at": comparison.starts_at}
        yield records.clash_record(clash) | place


def _clash_line(record: Record) -> Sequence[str]:
    told = Clash(*(record[name] for name in ("kind", "a", "b", "words_a", "words_b")))
    return clash_words(told), record["title"], record["event"] or ""
