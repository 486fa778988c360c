"""Changing and saving the store: `ingest`, `backup`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from tui_reader.cli.opening import reading, tell
from tui_reader.cli.output import echo_line


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL|-...")
@click.option("--outlet", help="The outlet, where the page does not print it.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The date, where the page does not print it.")
@click.option("--title", help="The headline, where the page does not print it.")
@click.pass_context
def ingest(
    ctx: click.Context, inputs: tuple[str, ...], outlet: str | None, date: datetime | None, title: str | None
) -> None:
    """Take pages into the store; a directory means its pages, - standard input."""
    day = date.date() if date else None
    urls = [one for one in inputs if "://" in one]
    paths = [one for one in inputs if "://" not in one]
    progress = tell if sys.stderr.isatty() else None
    with reading(ctx) as newsroom:
        report = newsroom.ingest(paths, outlet=outlet, date=day, title=title, progress=progress)
        if urls:
            fetched = newsroom.following().ingest_urls(urls, outlet=outlet, day=day, title=title)
            report.kept += fetched.kept
            report.unchanged += fetched.unchanged
            report.refused += fetched.refused
    for kept in report.kept:
        echo_line(
            f"kept\t{kept.file}\t{kept.outlet or 'outlet unknown'}\t{kept.headline or 'no headline'}"
            f"\t{kept.posts} posts\t{kept.quotations} quotations"
        )
    for same in report.unchanged:
        echo_line(f"unchanged\t{same.file}\t{same.outlet or 'outlet unknown'}\t{same.headline or 'no headline'}")
    for refused in report.refused:
        echo_line(f"refused\t{refused.file}\t{refused.error.what}\t{refused.error.hint}", err=True)
    if report.refused:
        ctx.exit(max(refused.error.exit_code for refused in report.refused))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def backup(ctx: click.Context, file: Path) -> None:
    """Write a consistent copy of the store to FILE, in use or not."""
    with reading(ctx) as newsroom:
        newsroom.backup(file)
    echo_line(f"backed up to\t{file}")
