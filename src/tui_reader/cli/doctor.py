"""`doctor`: what this terminal, this clipboard and this store can do, and what to set."""

from __future__ import annotations

import click

from tui_reader.cli.opening import reading
from tui_reader.errors import TuiReaderError


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Say which way a copy takes from here, what may stop it, and how the store is."""
    import sqlite3
    import sys

    from tui_reader import __version__
    from tui_reader.terminal.clipboard import explain
    from tui_reader.terminal.safe import safe_text

    click.echo(f"tui-reader {__version__}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    for line in explain():
        click.echo(safe_text(line))
    try:
        with reading(ctx) as newsroom:
            outlets = newsroom.outlets()
            click.echo(safe_text(f"store: {newsroom.path}: {sum(outlet.documents for outlet in outlets)} documents"))
            if newsroom.marks.trouble:
                click.echo(safe_text(f"marks: {newsroom.marks.trouble}"))
    except TuiReaderError as error:
        click.echo(safe_text(f"store: {error}"))
        ctx.exit(error.exit_code)
