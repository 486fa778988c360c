"""`forget`: a document taken out for good."""

from __future__ import annotations

import sys

import click

from tui_reader.cli.opening import reading
from tui_reader.domain.unknown import OUTLET_UNKNOWN


@click.command()
@click.argument("id", metavar="DOCUMENT-ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def forget(ctx: click.Context, id: str, yes: bool) -> None:
    """Forget a document for good: its posts, quotations, captures and words; it is kept out from now on.

    The id of a post or of a quotation means the document it stands in. A record stays that something was
    forgotten: when, by whom, how much, not what. Backups and copies made before are not touched.
    """
    from tui_reader.terminal.safe import safe_text

    with reading(ctx) as newsroom:
        if not yes:
            found = newsroom.find_forgettable(id)
            document = found.document
            click.echo(
                safe_text(f"{document.outlet or OUTLET_UNKNOWN}: {document.headline or 'no headline'}"), err=True
            )
            click.echo(f"{len(document.posts)} posts, {found.quotations} quotations", err=True)
            if not _somebody_is_there():
                raise click.UsageError("nobody to ask; --yes forgets it without asking", ctx)
            if not click.confirm("Forget it for good?", err=True):
                click.echo("tui-reader: nothing forgotten", err=True)
                ctx.exit(1)
            click.echo("forgetting; the whole store is written anew", err=True)
            id = document.id
        record = newsroom.forget(id)
    click.echo(f"forgotten\t{record.posts} posts\t{record.quotations} quotations")
    click.echo(f"tui-reader: recorded that {record.by} did so; backups made before still hold it", err=True)
    if not record.swept:
        hint = "close the other tui-reader on this store, then call forget with the same id and --yes again"
        if newsroom.path is None:
            hint = "as the owner of its tables, and with no other tui-reader on it, call forget with the same id again"
        click.echo(f"tui-reader: its words are out of use but not yet out of the store; {hint}", err=True)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()
