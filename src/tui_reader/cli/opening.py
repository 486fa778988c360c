"""Opening the store, or the whole app, for one call."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.errors import StoreError, UsageError

_LINE = 79  # cells of a line of progress

if TYPE_CHECKING:
    from tui_reader.newsroom import Newsroom
    from tui_reader.store.paths import Address


@contextmanager
def reading(ctx: click.Context) -> Iterator[Newsroom]:
    """Open the newsroom a call asks for; a store that does not exist is made from the seeds first."""
    from tui_reader.newsroom import Newsroom

    newsroom = Newsroom.open(store_of(ctx), seeds=ctx.find_root().obj["seeds"], progress=telling())
    try:
        yield newsroom
    finally:
        newsroom.close()


def store_of(ctx: click.Context) -> Path | Address:
    """Return the store a call means. Raises UsageError for an address of something else."""
    from tui_reader.store.paths import default_store, named_store

    named = ctx.find_root().obj["store"]
    return named_store(named) if named else default_store()


def store_file(ctx: click.Context, instead: str) -> Path:
    """Return the file of the store a call means. Raises UsageError for one on a server: do what `instead` says."""
    where = store_of(ctx)
    if not isinstance(where, Path):
        raise UsageError("a store on a server, not a file", str(where), instead)
    return where


def refuse_missing(ctx: click.Context) -> None:
    """Make sure that there is a store to hold drafts against. Raises StoreError."""
    where = store_of(ctx)
    if isinstance(where, Path) and not where.exists():
        raise StoreError("there is no store to hold a draft against", str(where), "`tui-reader ingest PAGES` makes one")


def telling() -> Callable[[int, int, str], None]:
    """Return what tells of progress on stderr: inputs done, in all, the last; on a terminal one line, with the rate."""
    began = time.monotonic()

    def tell(done: int, total: int, name: str) -> None:
        from tui_reader.ingest.report import progress_words  # a call that only reads pays nothing for it
        from tui_reader.terminal.safe import safe_text

        if not sys.stderr.isatty():
            click.echo(safe_text(f"{done}/{total} {name}"), err=True)
            return
        line = safe_text(progress_words(done, total, time.monotonic() - began, name), limit=_LINE)
        click.echo(f"\r\x1b[K{line}", err=True, nl=done >= total)

    return tell


def open_app(store: str | None, *, seeds: bool, plain: bool = False) -> int:
    """Open the app, or as plain lines what it shows, and return the exit code."""
    from tui_reader.store.paths import named_store

    where = named_store(store) if store else None
    if plain:
        from tui_reader.ui.plain import run_plain

        return run_plain(where, seeds=seeds)
    from tui_reader.ui import run_app

    return run_app(where, seeds=seeds)
