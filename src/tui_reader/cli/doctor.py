"""`doctor`: what this terminal, this clipboard and this store can do, and what to set."""

from __future__ import annotations

import click

from tui_reader.cli.opening import reading
from tui_reader.errors import TuiReaderError


@click.command()
@click.option("--try-copy", is_flag=True, help="Copy a word, paste it back, and remember whether it arrived.")
@click.option(
    "--check",
    is_flag=False,
    flag_value="quick",
    type=click.Choice(["quick", "full"]),
    help="Look the store over: its structure, counts and a sample (quick), or every word of it (full).",
)
@click.pass_context
def doctor(ctx: click.Context, try_copy: bool, check: str | None) -> None:
    """Say which way a copy takes from here, what may stop it, and how the store is."""
    if check is not None:
        _check(ctx, full=check == "full")
        return
    import sqlite3
    import sys

    from tui_reader import __version__
    from tui_reader.config import config_file
    from tui_reader.store.sqlite.connection import COPIED
    from tui_reader.store.sqlite.sharing import warnings
    from tui_reader.terminal.clipboard import explain
    from tui_reader.terminal.safe import safe_text
    from tui_reader.ui.settings import load_settings

    click.echo(f"tui-reader {__version__}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    for line in explain():
        click.echo(safe_text(line))
    if try_copy:
        _try_copy()
    problems = load_settings().problems
    click.echo(safe_text(f"settings: {config_file()}: {f'{len(problems)} to put right' if problems else 'all well'}"))
    for problem in problems:
        click.echo(safe_text(f"settings: {problem}"))
    try:
        with reading(ctx) as newsroom:
            outlets = newsroom.outlets()
            click.echo(safe_text(f"store: {newsroom.name}: {sum(outlet.documents for outlet in outlets)} documents"))
            for warning in warnings(newsroom.path) if newsroom.path else ():
                click.echo(safe_text(f"store: {warning}"))
            if newsroom.was_copied_in_use():
                click.echo(safe_text(f"store: {COPIED}; `tui-reader doctor --check=full` looks it over"))
            if newsroom.marks.trouble:
                click.echo(safe_text(f"marks: {newsroom.marks.trouble}"))
    except TuiReaderError as error:
        click.echo(safe_text(f"store: {error}"))
        ctx.exit(error.exit_code)


def _check(ctx: click.Context, *, full: bool) -> None:
    """Look the store over; leave with 4 where something is wrong."""
    from tui_reader.store.sqlite.connection import ADVICE_DAMAGED, COPIED
    from tui_reader.terminal.safe import safe_text

    with reading(ctx) as newsroom:
        troubles = newsroom.check(full=full)
        for trouble in troubles:
            click.echo(safe_text(": ".join(filter(None, ("store", trouble.where, trouble.what)))))
        if troubles:
            copied = f" ({COPIED})" if newsroom.was_copied_in_use() else ""
            told = f"tui-reader: {newsroom.name}: the store is damaged{copied}; {ADVICE_DAMAGED}"
            click.echo(safe_text(told), err=True)
            ctx.exit(4)
        if full and newsroom.was_copied_in_use(settle=True):
            click.echo(safe_text(f"store: {COPIED}"))
        click.echo(safe_text(f"store: {newsroom.name}: whole{'' if full else ', as far as a quick look tells'}"))


def _try_copy() -> None:
    """Send a word to the clipboard, have it pasted back, remember the outcome for this terminal."""
    import os

    from tui_reader.terminal.clipboard import send, state_directory, write_to_tty
    from tui_reader.terminal.remembered import try_copy
    from tui_reader.terminal.routes import Route

    def copy(word: str) -> Route:
        outcome = send(word, write_to_tty)
        click.echo(outcome.sentence)
        return outcome.route

    try:
        arrived = try_copy(copy, lambda: str(click.prompt("paste here", default="")), os.environ, state_directory())
    except OSError:
        click.echo("there is no terminal to try it on")
        return
    click.echo(
        "it arrived; remembered for this terminal" if arrived else "it did not arrive; remembered for this terminal"
    )
