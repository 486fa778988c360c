"""Opening the store, or the whole app, for one call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.newsroom import Newsroom


@contextmanager
def reading(ctx: click.Context) -> Iterator[Newsroom]:
    """Open the newsroom a call asks for; a store that does not exist is made from the seeds first."""
    from tui_reader.newsroom import Newsroom

    newsroom = Newsroom.open(store_path(ctx), seeds=ctx.find_root().obj["seeds"], progress=tell)
    try:
        yield newsroom
    finally:
        newsroom.close()


def store_path(ctx: click.Context) -> Path:
    """Return the file of the store a call means. Raises UsageError for an address."""
    from tui_reader.store.paths import default_store, store_file

    named = ctx.find_root().obj["store"]
    return store_file(named) if named else default_store()


def tell(done: int, total: int, name: str) -> None:
    """Print a line of progress on stderr: inputs done, inputs in all, the current one."""
    from tui_reader.terminal.safe import safe_text

    click.echo(safe_text(f"{done}/{total} {name}"), err=True)


def open_app(store: str | None, *, seeds: bool, plain: bool = False) -> int:
    """Open the app, or as plain lines what it shows, and return the exit code."""
    from tui_reader.store.paths import store_file

    if plain:
        from tui_reader.ui.plain import run_plain

        return run_plain(store_file(store) if store else None, seeds=seeds)
    from tui_reader.ui import run_app

    return run_app(store_file(store) if store else None, seeds=seeds)
