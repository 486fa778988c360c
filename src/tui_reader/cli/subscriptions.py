"""Following feeds and pages: `sources` and what is below it, `sync`."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.opening import reading, telling
from tui_reader.cli.output import Record, echo_line, echo_records, format_option
from tui_reader.cli.records import iso
from tui_reader.errors import TuiReaderError

if TYPE_CHECKING:
    from tui_reader.domain import Subscription
    from tui_reader.fetching import SyncReport
    from tui_reader.syncing import Following

_SETTINGS = (
    click.option("--title", help="What the list calls it (default: what the feed calls itself)."),
    click.option("--outlet", help="The outlet its documents are of (default: what the feed says)."),
    click.option("--group", help="The group it stands in."),
    click.option("--minutes", type=click.IntRange(5, 24 * 60), help="How often to look (default: every 15 minutes)."),
    click.option("--full-text/--no-full-text", default=None, help="Fetch the pages of its entries as well."),
    click.option("--only", multiple=True, metavar="WORD", help="Keep only entries with one of these words."),
)


def _settings(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_SETTINGS):
        command = option(command)
    return command


@click.group(invoke_without_command=True)
@format_option
@click.pass_context
def sources(ctx: click.Context, form: str) -> None:
    """List what is followed and how it is doing; below it: add, set, remove, export."""
    if ctx.invoked_subcommand is not None:
        return
    with reading(ctx) as newsroom:
        following = newsroom.following()
        columns = ("id", "title", "outlet", "group", "health", "entries", "checked_at", "next_at", "trouble", "url")
        count = echo_records((_record(following, one) for one in following.all()), form, columns, _line)
    if not count:
        click.echo("tui-reader: nothing is followed yet; tui-reader sources add URL begins", err=True)
    ctx.exit(0 if count else 1)


@sources.command()
@click.argument("addresses", nargs=-1, required=True, metavar="URL|OPML|DIR...")
@_settings
@click.option(
    "--kind",
    type=click.Choice(["feed", "page", "wire"]),
    default="feed",
    help="page: the very address (a live page), not the feed it offers; wire: a folder an agency puts its files in.",
)
@click.option("--page", is_flag=True, help="As --kind page.")
@click.option("--move-to", "moves_to", metavar="DIR", help="Of a wire: where files go once they were read.")
@click.pass_context
def add(ctx: click.Context, /, addresses: tuple[str, ...], kind: str, page: bool, **options: Any) -> None:
    """Follow feeds or pages, all that an OPML file of another reader lists, or a folder that a wire is put in.

    For a page the feed is followed that it offers first.
    """
    kind = "page" if page else kind
    if options.get("moves_to") and kind != "wire":
        raise click.UsageError("--move-to is for --kind wire", ctx)
    refused = 0
    with reading(ctx) as newsroom:
        following = newsroom.following()
        for address in addresses:
            try:
                added = following.add(address, kind=kind, settings=_given(options))
            except TuiReaderError as error:
                echo_line("refused", str(error), err=True)
                refused += 1
                continue
            for one in added.new:
                echo_line("following", one.id, one.title or one.url)
            if not added.new and not added.refused:
                echo_line("known", address)
            for note in added.notes:
                echo_line(*note, err=True)
            for problem in added.refused:
                echo_line("refused", problem, err=True)
            refused += len(added.refused)
    ctx.exit(3 if refused else 0)


@sources.command(name="set")
@click.argument("names", nargs=-1, required=True, metavar="ID|URL...")
@_settings
@click.option("--muted/--not-muted", default=None, help="Do not read it until told otherwise.")
@click.pass_context
def set_(ctx: click.Context, /, names: tuple[str, ...], **options: Any) -> None:
    """Change how something that is followed is read."""
    with reading(ctx) as newsroom:
        following = newsroom.following()
        for name in names:
            changed = following.get(name)._replace(**_given(options))
            following.change(changed)
            echo_line("set", changed.id, changed.title or changed.url)


@sources.command()
@click.argument("names", nargs=-1, required=True, metavar="ID|URL...")
@click.pass_context
def remove(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Follow something no longer; what came of it stays."""
    with reading(ctx) as newsroom:
        following = newsroom.following()
        for name in names:
            gone = following.get(name)
            following.remove(gone)
            echo_line("removed", gone.id, gone.title or gone.url)


@sources.command()
@click.pass_context
def export(ctx: click.Context) -> None:
    """Print what is followed as OPML, for another reader."""
    from tui_reader.fetching import write_opml

    with reading(ctx) as newsroom:
        click.echo(write_opml(newsroom.following().all()), nl=False)


@click.command()
@click.argument("names", nargs=-1, metavar="[ID|URL]...")
@click.option("--watch", is_flag=True, help="Go on, reading each when it is due, until stopped.")
@click.pass_context
def sync(ctx: click.Context, names: tuple[str, ...], watch: bool) -> None:
    """Read what is due of what is followed, or these now."""
    if watch and names:
        raise click.UsageError("--watch reads all that is followed", ctx)
    with reading(ctx) as newsroom:
        following = newsroom.following()
        if watch:
            following.watch(_stop_event().wait, _tell_of)
            ctx.exit(0)
        report = following.sync([following.get(name) for name in names], progress=telling())
    _tell_of(report)
    ctx.exit(3 if report.failed else 0)


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that were given on the command line."""
    return {name: value for name, value in options.items() if value is not None and value != ()}


def _record(following: Following, one: Subscription) -> Record:
    from tui_reader.fetching import health

    state = following.state(one)
    return {
        "id": one.id,
        "url": one.url,
        "title": one.title,
        "outlet": one.outlet,
        "group": one.group,
        "health": health(one, state).value,
        "muted": one.muted,
        "minutes": int(one.interval.total_seconds()) // 60,
        "full_text": one.full_text,
        "only": list(one.only),
        "entries": state.entries,
        "checked_at": iso(state.checked_at),
        "changed_at": iso(state.changed_at),
        "next_at": iso(state.next_at),
        "moved_to": state.moved_to,
        "delay": state.delay,
        "trouble": state.trouble,
    }


def _line(record: Record) -> Sequence[str]:
    shown, last = record["title"] or record["url"], record["trouble"] or record["url"]
    return record["id"], record["group"] or "-", shown, record["health"], f"{record['entries']} entries", last


def _tell_of(report: SyncReport) -> None:
    for looked in report.looked:
        shown = looked.subscription.title or looked.subscription.url
        if looked.error:
            echo_line("failed", shown, str(looked.error), err=True)
        elif looked.unchanged:
            echo_line("unchanged", shown)
        else:
            echo_line("read", shown, f"{looked.new} new of {looked.entries}")
    if not report.looked:
        click.echo("tui-reader: nothing is due", err=True)


def _stop_event() -> Event:
    """Return an event that is set when the process is told to end; the sync under way is finished first."""
    told = Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: told.set())
    return told
