"""`lsp`: the language server, which checks drafts while they are written."""

from __future__ import annotations

import click

from tui_reader.cli.opening import reading, refuse_missing
from tui_reader.errors import UsageError


@click.command()
@click.option("--stdio", is_flag=True, hidden=True)  # what editors add; there is no other way
@click.pass_context
def lsp(ctx: click.Context, stdio: bool) -> None:
    """Check drafts while they are written: a language server on standard input and output, for editors to start."""
    refuse_missing(ctx)
    from tui_reader.language_server import serve

    with reading(ctx) as newsroom:
        try:
            serve(newsroom)
        except ImportError as error:
            if not (error.name or "").startswith(("pygls", "lsprotocol")):
                raise
            raise UsageError("the language server needs pygls", hint="pip install 'tui-reader[lsp]'") from None
