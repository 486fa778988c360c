"""Opening the store, or the whole app, for one call."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tui_reader.errors import StoreError

_LINE = 79  # cells of a line of progress

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.newsroom import Newsroom


@contextmanager
def reading(ctx: click.Context) -> Iterator[Newsroom]:
    """Open the newsroom a call asks for; a store that does not exist is made from the seeds first."""
    from tui_reader.newsroom import Newsroom

    newsroom = Newsroom.open(store_path(ctx), seeds=ctx.find_root().obj["seeds"], progress=telling())
    try:
        yield newsroom
    finally:
        newsroom.close()


def store_path(ctx: click.Context) -> Path:
    """Return the file of the store a call means. Raises UsageError for an address."""
    from tui_reader.store.paths import default_store, store_file

    named = ctx.find_root().obj["store"]
    return store_file(named) if named else default_store()


def existing_store(ctx: click.Context) -> Path:
    """Return the file of a store that drafts are held against. Raises StoreError where there is none."""
    path = store_path(ctx)
    if not path.exists():
        raise StoreError("there is no store to hold a draft against", str(path), "`tui-reader ingest PAGES` makes one")
    return path


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
    from tui_reader.store.paths import store_file

    if plain:
        from tui_reader.ui.plain import run_plain

        return run_plain(store_file(store) if store else None, seeds=seeds)
    from tui_reader.ui import run_app

    return run_app(store_file(store) if store else None, seeds=seeds)
