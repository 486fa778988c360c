"""`share`: let a group read the store, and one account write it."""

from __future__ import annotations

import click

from tui_reader.cli.opening import store_file
from tui_reader.cli.output import echo_line


@click.command()
@click.argument("group")
@click.pass_context
def share(ctx: click.Context, group: str) -> None:
    """Let GROUP read the store; this account alone goes on writing it."""
    from tui_reader.store.sqlite.sharing import share as share_with

    path = store_file(ctx, "grant its roles instead: GRANT tui_reader_read TO …")
    share_with(path, group)
    echo_line("shared with", group, str(path))
