"""`copy-store`: a store from a file to a server, or back."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from tui_reader.cli.opening import telling
from tui_reader.cli.output import echo_line
from tui_reader.errors import StoreError


@click.command("copy-store")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy_store(source: str, target: str) -> None:
    """Copy a store, file or postgresql://…, into an empty one; a copy broken off goes on."""
    from tui_reader.store import Store
    from tui_reader.store.paths import named_store

    ours = named_store(source)
    if isinstance(ours, Path) and not ours.exists():
        raise StoreError("there is no such store", str(ours), "check the path")
    progress = telling() if sys.stderr.isatty() else None
    with closing(Store(ours)) as old, closing(Store(named_store(target))) as new:
        copied = old.copy_into(new, progress)
    for table, rows in copied.items():
        echo_line("copied and compared", table, f"{rows} rows")
