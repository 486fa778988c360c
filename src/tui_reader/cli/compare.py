"""`compare`: one event, outlet beside outlet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from tui_reader.cli.lists import query_of
from tui_reader.cli.opening import reading
from tui_reader.cli.output import echo_json

if TYPE_CHECKING:
    from tui_reader.domain import Comparison, Passage


@click.command()
@click.argument("target", nargs=-1, required=True, metavar="EVENT|QUERY")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Only what happened on this day.")
@click.option("--outlet", "outlets", multiple=True, help="Only these outlets; may be given several times.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def compare(
    ctx: click.Context, target: tuple[str, ...], on: datetime | None, outlets: tuple[str, ...], form: str
) -> None:
    """Line up what the outlets carried of an event, by its id or by words."""
    from tui_reader.cli.records import comparison_record

    with reading(ctx) as newsroom:
        comparison = newsroom.compare(query_of(target), on.date() if on else None, outlets)
    if form == "json":
        echo_json(comparison_record(comparison))
    else:
        _echo_text(comparison)
    for other in comparison.others:
        _say(f"tui-reader: also fits: {other}", err=True)


def _echo_text(comparison: Comparison) -> None:
    starts = comparison.starts_at
    day = f"{starts:%A} {starts.day} {starts:%B %Y}" if starts else "date unknown"
    _say(f"{comparison.title} · {day} · {', '.join(comparison.outlets)}")
    for row in comparison.rows:
        _say("")
        _say(row.title)
        for outlet in comparison.outlets:
            cell = row.cell(outlet)
            if cell is None:
                _say(f"  {outlet}: not carried")
                continue
            first, later = cell.passages[0], cell.passages[1:]
            _say(f"  {outlet}{_time(first)}: {first.text}")
            if first.changes:
                _say(f"    {'; '.join(first.changes)}")
            if later:
                _say(f"    and {len(later)} more")


def _time(passage: Passage) -> str:
    return f" {passage.time_printed}" if passage.time_printed else ""


def _say(line: str, *, err: bool = False) -> None:
    from tui_reader.terminal.safe import safe_text

    click.echo(safe_text(line), err=err)
