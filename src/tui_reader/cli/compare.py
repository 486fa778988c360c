"""`compare`: one event, outlet beside outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from tui_reader.cli.lists import query_of
from tui_reader.cli.opening import reading
from tui_reader.cli.output import Record, echo_json, echo_records, format_option
from tui_reader.desk.comparing import absence_words, clash_words, heading_words, in_time
from tui_reader.domain.times import time_told
from tui_reader.errors import NothingFoundError

if TYPE_CHECKING:
    from tui_reader.domain import Comparison, Passage
    from tui_reader.newsroom import Newsroom


@click.command()
@click.argument("target", nargs=-1, required=True, metavar="EVENT|QUERY")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Only what happened on this day.")
@click.option("--outlet", "outlets", multiple=True, help="Only these outlets; may be given several times.")
@click.option("--all", "every", is_flag=True, help="Also the rows of one outlet, which are else counted.")
@click.option("--by", type=click.Choice(["weight", "time"]), default="weight", show_default=True, help="The order.")
@format_option
@click.pass_context
def compare(
    ctx: click.Context,
    target: tuple[str, ...],
    on: datetime | None,
    outlets: tuple[str, ...],
    every: bool,
    by: str,
    form: str,
) -> None:
    """Line up what the outlets carried of an event, by its id or by words: what most carried first.

    Words that name an occasion ("cooper statement", "badenoch reply") or a speaker mean what was said on it; any others
    ("harbour fire") all that happened.
    """
    from tui_reader.cli.records import comparison_record

    with reading(ctx) as newsroom:
        comparison = compared(newsroom, target, on.date() if on else None, outlets)
    if by == "time":
        comparison = in_time(comparison)
    if form == "json":
        echo_json(comparison_record(comparison))
    elif form == "text":
        _echo_text(comparison, every=every)
    else:
        echo_records(cell_records(comparison), form, CELL_COLUMNS, lambda _: ())
    for other in comparison.others:
        _say(f"tui-reader: also fits: {other}", err=True)


def compared(
    newsroom: Newsroom, target: tuple[str, ...], on: date | None = None, outlets: tuple[str, ...] = ()
) -> Comparison:
    """Return the comparison of an event; words kept whole that nobody printed in a row are looked for singly."""
    try:
        return newsroom.compare(query_of(target), on, outlets)
    except NothingFoundError:
        loosely = " ".join(target)
        if loosely == query_of(target):
            raise
        found = newsroom.compare(loosely, on, outlets)
    _say("tui-reader: nobody printed these words in a row: looked for each", err=True)
    return found


CELL_COLUMNS = ("row", "title", "outlet", "time_printed", "text", "changes", "file", "start", "end")


def cell_records(comparison: Comparison) -> Iterator[Record]:
    """Yield a record a passage, and one an outlet that has none, for tables."""
    for number, row in enumerate(comparison.rows, start=1):
        for outlet in comparison.outlets:
            cell = row.cell(outlet)
            shown = {"row": number, "title": row.title, "outlet": outlet}
            for passage in cell.passages if cell is not None else ():
                yield shown | {
                    "time_printed": passage.time_printed,
                    "text": passage.text,
                    "changes": passage.changes,
                    "file": passage.file,
                    "start": passage.span.start,
                    "end": passage.span.end,
                }
            if cell is None:
                yield shown | {"text": f"({absence_words(row, outlet, comparison)})"}


def _echo_text(comparison: Comparison, *, every: bool) -> None:
    _say(f"{comparison.title} · {heading_words(comparison)}")
    alone: Counter[str] = Counter()
    folded = not every and any(len(row.cells) > 1 for row in comparison.rows)
    for row in comparison.rows:
        if folded and len(row.cells) == 1:
            alone[row.cells[0].outlet] += 1
            continue
        _say("")
        _say(row.title)
        for clash in row.clashes:
            _say(f"  ! {clash_words(clash)}")
        for outlet in comparison.outlets:
            cell = row.cell(outlet)
            if cell is None:
                _say(f"  {outlet}: {absence_words(row, outlet, comparison)}")
                continue
            first, later = cell.passages[0], cell.passages[1:]
            _say(f"  {outlet}{_time(first)}: {first.text}")
            if first.changes:
                _say(f"    {'; '.join(first.changes)}")
            if later:
                _say(f"    and {len(later)} more")
    if alone:
        _say("")
    for outlet, count in alone.most_common():
        _say(f"only {outlet}: {count} {'row' if count == 1 else 'rows'} (--all shows them)")


def _time(passage: Passage) -> str:
    clock = time_told(passage.time_printed)
    return f" {clock}" if clock else ""


def _say(line: str, *, err: bool = False) -> None:
    from tui_reader.terminal.safe import safe_text

    click.echo(safe_text(line), err=err)
