"""Changing and saving the store: `ingest`, `backup`, `rebuild`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.cli.opening import reading, store_file, telling
from tui_reader.cli.output import echo_line
from tui_reader.domain.unknown import OUTLET_UNKNOWN
from tui_reader.ingest.report import IngestReport, Kept

if TYPE_CHECKING:
    from tui_reader.newsroom import Newsroom


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL|-...")
@click.option("--outlet", help="The outlet, where the page does not print it.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The date, where the page does not print it.")
@click.option("--title", help="The headline, where the page does not print it.")
@click.option("--primary", is_flag=True, help="These are primary sources (Hansard, a transcript, a press release).")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes that read (default: one a core, for many pages).")
@click.option("--cluster", metavar="ADDRESS", help="A Dask cluster whose workers read instead: tcp://HOST:8786.")
@click.pass_context
def ingest(
    ctx: click.Context,
    inputs: tuple[str, ...],
    outlet: str | None,
    date: datetime | None,
    title: str | None,
    primary: bool,
    jobs: int | None,
    cluster: str | None,
) -> None:
    """Take pages into the store; a directory means its pages, - standard input."""
    day = date.date() if date else None
    urls = [one for one in inputs if "://" in one]
    paths = [one for one in inputs if "://" not in one]
    progress = telling() if sys.stderr.isatty() else None
    report = IngestReport()
    with reading(ctx) as newsroom:
        try:
            newsroom.ingest(
                paths,
                outlet=outlet,
                date=day,
                title=title,
                progress=progress,
                report=report,
                jobs=jobs,
                cluster=cluster,
            )
            if urls:
                newsroom.following().ingest_urls(urls, outlet=outlet, day=day, title=title, report=report)
            if primary:
                _set_primary(newsroom, report)
        finally:  # a full disk ends it, and what was kept before is kept
            _tell_of(report)
    if report.refused:
        ctx.exit(max(refused.error.exit_code for refused in report.refused))


def _set_primary(newsroom: Newsroom, report: IngestReport) -> None:
    """Note that whoever issued the pages is a primary source; pages of nobody known are named."""
    taken = [*report.kept, *report.unchanged]
    newsroom.set_primary({each.outlet for each in taken if each.outlet})
    report.notices += [
        f"{each.file}: who issued this is not known, so it is no primary source: name it with --outlet"
        for each in taken
        if not each.outlet
    ]


def _tell_of(report: IngestReport) -> None:
    for kept in report.kept:
        echo_line("kept", *_named(kept), f"{kept.posts} posts", f"{kept.quotations} quotations")
    for same in report.unchanged:
        echo_line("unchanged", *_named(same))
    for refused in report.refused:
        echo_line("refused", refused.file, refused.error.what, refused.error.hint, err=True)
    for notice in report.notices:
        echo_line("noticed", notice, err=True)


def _named(kept: Kept) -> Sequence[str]:
    return kept.file, kept.outlet or OUTLET_UNKNOWN, kept.headline or "no headline"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1, 1000), default=1, show_default=True, help="Keep the last so many.")
@click.pass_context
def backup(ctx: click.Context, file: Path, keep: int) -> None:
    """Write a checked copy of the store to FILE, in use or not; a damaged store replaces no backup."""
    with reading(ctx) as newsroom:
        newsroom.backup(file, keep)
    echo_line("backed up to", str(file))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def rebuild(ctx: click.Context, file: Path) -> None:
    """Make a new store FILE from what can still be read of a damaged one, which is not touched."""
    from tui_reader.newsroom import Newsroom

    old = store_file(ctx, "restore what pg_dump wrote")
    done = Newsroom.rebuild(old, file)
    echo_line("kept", f"{done.kept} documents")
    for kept in done.again.kept:
        echo_line("read anew", *_named(kept))
    for name, id in done.lost:
        echo_line("lost", name, id, err=True)
    for what in done.missing:
        echo_line("may be missing", what, err=True)
    echo_line("rebuilt", str(file))
    if done.lost or done.missing:
        ctx.exit(4)
