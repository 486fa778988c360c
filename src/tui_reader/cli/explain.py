"""`explain`: why each quotation is whose it is, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.cli import records
from tui_reader.cli.filters import Batch
from tui_reader.cli.lists import echo_entries, finish
from tui_reader.cli.opening import reading
from tui_reader.cli.output import Record, format_option
from tui_reader.domain.unknown import SPEAKER_UNKNOWN
from tui_reader.errors import NothingFoundError

if TYPE_CHECKING:
    from tui_reader.newsroom import Newsroom

_COLUMNS = ("start", "end", "text", "speaker", "sure", "claim", "claim_says", "resolution", "why", "rivals", "lost")


@click.command()
@click.argument("target", metavar="FILE|ID")
@format_option
@click.pass_context
def explain(ctx: click.Context, target: str, form: str) -> None:
    """Print why each quotation is whose it is: a line each, of a page, a post or a quotation.

    The rule that claims the words, the rule that says who is meant, who else came into question, what lost and why.
    """
    batch = Batch()
    if Path(target).exists():
        from tui_reader.quotations import explain_quotations

        found = [one for document in batch.documents(target) for one in explain_quotations(document)]
    else:
        with reading(ctx) as newsroom:
            found = list(newsroom.explain(target))
            if len(found) and _is_corrected(newsroom, target):
                click.echo("tui-reader: the speaker was corrected by hand; this is what the rules say", err=True)
    count = echo_entries(found, records.explanation_record, form, _COLUMNS, explanation_line)
    if batch.exit_code:
        ctx.exit(batch.exit_code)
    finish(ctx, count)


def _is_corrected(newsroom: Newsroom, id: str) -> bool:
    with suppress(NothingFoundError):
        return newsroom.quotation(id).corrected
    return False


def explanation_line(record: Record) -> Sequence[str]:
    """Return an explanation as the fields of one line."""
    speaker = record["speaker"] or SPEAKER_UNKNOWN
    if record["via"]:
        speaker += f" (via {record['via']})"
    grade = "sure" if record["sure"] else "not sure"
    fields = [f"{record['start']}-{record['end']}", record["text"], f"{speaker}, {grade} ({record['confidence']:.0%})"]
    fields.append(f"{record['claim']}: {record['claim_says']}")
    fields.append(f"{record['resolution']}: {record['why']}")
    if record["rivals"]:
        fields.append(f"rivals: {', '.join(record['rivals'])}")
    fields += [f"lost: {lost['claim']}, {lost['why']}" for lost in record["lost"]]
    return fields
