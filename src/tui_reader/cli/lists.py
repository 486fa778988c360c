"""Lists over the store: `outlets`, `timeline`, `quotations`, `utterances`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import click

from tui_reader.cli import records
from tui_reader.cli.opening import reading
from tui_reader.cli.output import Record, echo_records, format_option
from tui_reader.domain import Filters
from tui_reader.domain.unknown import OUTLET_UNKNOWN, SPEAKER_UNKNOWN

QUERY = click.argument("query", nargs=-1)
QUOTATION_COLUMNS = (
    "id",
    "text",
    "kind",
    "speaker",
    "role",
    "via",
    "outlet",
    "published_at",
    "time_basis",
    "file",
    "url",
)
_DATE = click.DateTime(["%Y-%m-%d"])
_FILTERS = (
    click.option("--outlet", help="Only this outlet."),
    click.option("--speaker", help="Only this speaker."),
    click.option("--since", type=_DATE, help="Only from this day on."),
    click.option("--until", type=_DATE, help="Only up to this day."),
    click.option("--undated", is_flag=True, help="With --since or --until: what has no date as well."),
    click.option("--limit", type=click.IntRange(min=1), help="At most so many."),
)


def list_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options every list takes."""
    for option in reversed(_FILTERS):
        command = option(command)
    return format_option(command)


def filters_of(options: dict[str, Any]) -> Filters:
    """Return the filters that the options of a list ask for."""
    since, until = options["since"], options["until"]
    return Filters(
        outlet=options["outlet"],
        speaker=options["speaker"],
        since=since.date() if since else None,
        until=until.date() if until else None,
        undated=options["undated"],
        limit=options["limit"],
    )


def query_of(words: tuple[str, ...]) -> str:
    """Return the words of a call as one query: a word that the shell kept whole is an exact phrase."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word and ":" not in word else word for word in words)


def finish(ctx: click.Context, count: int) -> None:
    """Leave with 0, or with 1 where nothing was found."""
    if not count:
        click.echo("tui-reader: nothing found", err=True)
    ctx.exit(0 if count else 1)


def when(record: Record) -> str:
    """Return day and time of a record for people; an unknown part is left out, an unstated day marked."""
    published, printed = record["published_at"], record["time_printed"]
    if not published:
        return printed or "time unknown"
    moment = datetime.fromisoformat(published)
    day = f"{moment.day} {moment:%b %Y}"
    if record["time_basis"] != "printed":
        day += f" ({'editor' if record['time_basis'] == 'sidecar' else record['time_basis']})"
    return f"{day} {moment:%H:%M}" if printed and moment.time() != datetime.min.time() else day


@click.command()
@list_options
@click.pass_context
def outlets(ctx: click.Context, /, form: str, **options: Any) -> None:
    """Print the outlets and how much the store has of each."""
    with reading(ctx) as newsroom:
        entries = [entry for entry in newsroom.outlets() if options["outlet"] in (None, entry.name)]
        columns = ("name", "documents", "posts", "quotations", "first_at", "last_at")
        count = echo_records(
            (records.outlet_record(entry) for entry in entries[: options["limit"]]),
            form,
            columns,
            lambda r: (r["name"] or OUTLET_UNKNOWN, *(f"{r[n]} {n}" for n in ("documents", "posts", "quotations"))),
        )
    finish(ctx, count)


@click.command()
@QUERY
@list_options
@click.pass_context
def timeline(ctx: click.Context, /, query: tuple[str, ...], form: str, **options: Any) -> None:
    """Print posts, newest first."""
    with reading(ctx) as newsroom:
        entries = newsroom.timeline(query_of(query), filters_of(options))
        columns = ("id", "outlet", "published_at", "time_printed", "time_basis", "label", "headline", "quotations")
        count = echo_entries(entries, records.timeline_record, form, columns, _timeline_line)
    finish(ctx, count)


def _timeline_line(record: Record) -> Sequence[str]:
    outlet = record["outlet"] or OUTLET_UNKNOWN
    return record["id"], when(record), outlet, record["headline"], f"{record['quotations']} quotations"


@click.command()
@QUERY
@list_options
@click.pass_context
def quotations(ctx: click.Context, /, query: tuple[str, ...], form: str, **options: Any) -> None:
    """Print quotations, the best match first; `copy` takes the id."""
    with reading(ctx) as newsroom:
        entries = newsroom.each_quotation(query_of(query), filters_of(options))
        count = echo_entries(entries, records.quotation_entry_record, form, QUOTATION_COLUMNS, _quotation_line)
    finish(ctx, count)


def _quotation_line(record: Record) -> Sequence[str]:
    # Only what an outlet printed as somebody's words is shown in marks.
    shown = record["text"] if record["kind"] == "indirect" else f"“{record['text']}”"
    speaker = record["speaker"] or SPEAKER_UNKNOWN
    if record["via"]:
        speaker += f" (via {record['via']})"
    return record["id"], shown, speaker, record["outlet"] or OUTLET_UNKNOWN, when(record)


@click.command()
@QUERY
@list_options
@click.pass_context
def utterances(ctx: click.Context, /, query: tuple[str, ...], form: str, **options: Any) -> None:
    """Print what was said once, with every outlet's wording of it."""
    with reading(ctx) as newsroom:
        entries = newsroom.utterances(query_of(query), filters_of(options))
        columns = ("id", "speaker", "words", "outlets", "wording_differs", "attribution_differs")

        def record(utterance: Any) -> Record:
            made = records.utterance_record(utterance)
            if form != "json":
                made["words"] = made["wordings"][0]["text"]
                made["outlets"] = sorted({wording["outlet"] or OUTLET_UNKNOWN for wording in made["wordings"]})
            return made

        count = echo_entries(entries, record, form, columns, _utterance_line)
    finish(ctx, count)


def _utterance_line(record: Record) -> Sequence[str]:
    differs = "words differ" if record["wording_differs"] else "same words"
    if record["attribution_differs"]:
        differs += ", credited differently"
    outlets = ", ".join(record["outlets"])
    return record["id"], record["words"], record["speaker"] or SPEAKER_UNKNOWN, outlets, differs


def echo_entries(
    entries: Iterable[Any],
    record: Callable[[Any], Record],
    form: str,
    columns: tuple[str, ...],
    line: Callable[[Record], Sequence[str]],
) -> int:
    """Print entries as records in a format and return how many there were."""
    return echo_records((record(entry) for entry in entries), form, columns, line)
