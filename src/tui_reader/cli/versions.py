"""`versions`: what a post says, and what it said before its outlet changed it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tui_reader.cli import records
from tui_reader.cli.lists import echo_entries, finish
from tui_reader.cli.opening import reading
from tui_reader.cli.output import Record, format_option


@click.command()
@click.argument("id", metavar="POST-ID")
@format_option
@click.pass_context
def versions(ctx: click.Context, id: str, form: str) -> None:
    """Print what a post says now and what it said before, the latest first."""
    with reading(ctx) as newsroom:
        columns = ("id", "captured_at", "until", "headline", "paragraphs")
        count = echo_entries(newsroom.versions_of_post(id), records.version_record, form, columns, _line)
    finish(ctx, count)


def _line(record: Record) -> Sequence[str]:
    until = f"until {record['until']}" if record["until"] else "now"
    return record["id"], until, " ".join(record["paragraphs"])
