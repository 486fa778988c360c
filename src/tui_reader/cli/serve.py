"""`serve`: the app in a browser."""

from __future__ import annotations

import os
import socket

import click

from tui_reader.cli.opening import reading, store_of
from tui_reader.errors import UsageError
from tui_reader.store.paths import Address


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port.")
@click.pass_context
def serve(ctx: click.Context, host: str, port: int) -> None:
    """Show the app in a browser: print an address with a token, which opens it, until ctrl+c."""
    try:
        from tui_reader.web import ReaderServer, is_this_machine
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("aiohttp", "textual_serve"):
            raise
        raise UsageError("the browser needs textual-serve", hint="pip install 'tui-reader[serve]'") from None
    with reading(ctx):
        pass  # made from the seeds where there is none, and told of here if it cannot be opened
    host = host.strip().removeprefix("[").removesuffix("]")
    if not host:
        raise UsageError("--host needs an address to listen on", hint="127.0.0.1 is this machine alone")
    where = store_of(ctx)
    # By the environment: an address may have a password in it, and arguments are seen by everybody on the machine.
    os.environ["TUI_READER_STORE"] = where.url if isinstance(where, Address) else str(where)
    server = ReaderServer([], host, port)
    listening = False

    def ready() -> None:
        nonlocal listening
        listening = True
        if not is_this_machine(host):
            click.echo(
                f"warning: {host} is reached from other machines, over a line that anybody between can read;"
                " who has the address reads this store and changes its marks. `ssh -L` or https in front is safer",
                err=True,
            )
        click.echo(f"{server.address}\nopen this address in a browser; ctrl+c ends")

    try:
        server.serve_until_stopped(ready)
    except socket.gaierror as error:
        raise UsageError(f"no address is known for {host}: {error.strerror}", hint="--host 127.0.0.1") from None
    except OSError as error:
        if listening:
            raise
        why = os.strerror(error.errno) if error.errno else str(error)
        raise UsageError(f"cannot listen on {host} port {port}: {why}", hint="--host, --port choose another") from None
