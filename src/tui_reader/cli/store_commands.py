"""Changing and saving the store: `ingest`, `backup`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from tui_reader.cli.opening import reading, tell


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|-...")
@click.option("--outlet", help="The outlet, where the page does not print it.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The date, where the page does not print it.")
@click.option("--title", help="The headline, where the page does not print it.")
@click.pass_context
def ingest(
    ctx: click.Context, inputs: tuple[str, ...], outlet: str | None, date: datetime | None, title: str | None
) -> None:
    """Take pages into the store; a directory means its pages, - standard input."""
    with reading(ctx) as newsroom:
        report = newsroom.ingest(
            inputs,
            outlet=outlet,
            date=date.date() if date else None,
            title=title,
            progress=tell if sys.stderr.isatty() else None,
        )
    for kept in report.kept:
        _say(
            f"kept\t{kept.file}\t{kept.outlet or 'outlet unknown'}\t{kept.headline or 'no headline'}"
            f"\t{kept.posts} posts\t{kept.quotations} quotations"
        )
    for same in report.unchanged:
        _say(f"unchanged\t{same.file}\t{same.outlet or 'outlet unknown'}\t{same.headline or 'no headline'}")
    for refused in report.refused:
        _say(f"refused\t{refused.file}\t{refused.error.what}\t{refused.error.hint}", err=True)
    if report.refused:
        ctx.exit(max(refused.error.exit_code for refused in report.refused))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def backup(ctx: click.Context, file: Path) -> None:
    """Write a consistent copy of the store to FILE, in use or not."""
    with reading(ctx) as newsroom:
        newsroom.backup(file)
    _say(f"backed up to\t{file}")


def _say(line: str, *, err: bool = False) -> None:
    from tui_reader.terminal.safe import safe_text

    click.echo("\t".join(safe_text(part) for part in line.split("\t")), err=err)
