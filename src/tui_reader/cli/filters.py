"""The filters: `parse`, `extract`, `cluster` read files or standard input and need no store."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tui_reader.cli.output import echo_json
from tui_reader.errors import InputError, NotTextError, TuiReaderError

if TYPE_CHECKING:
    from tui_reader.domain import Document

JSON_ONLY = click.option(
    "--format", "form", type=click.Choice(["json"]), default="json", show_default=True, help="JSON Lines."
)
T = TypeVar("T")
FILES = click.argument("files", nargs=-1, type=click.Path())  # no Path: pathlib costs a sentence 8 ms


@click.command()
@FILES
@JSON_ONLY
@click.pass_context
def parse(ctx: click.Context, files: tuple[str, ...], form: str) -> None:
    """Print the documents and posts of pages, an object a document."""
    from tui_reader.cli.records import document_record

    if not files:
        raise click.UsageError("name at least one file", ctx)
    batch = Batch()
    for file in files:
        for document in batch.documents(file):
            echo_json(document_record(document))
    ctx.exit(batch.exit_code)


@click.command()
@FILES
@JSON_ONLY
@click.pass_context
def extract(ctx: click.Context, files: tuple[str, ...], form: str) -> None:
    """Print the quotations of pages, an object a document.

    Without files, JSON Lines with id and text are read from standard input.
    """
    from tui_reader.cli.records import quotation_record
    from tui_reader.quotations import extract_quotations

    batch = Batch()
    for file in files:
        for document in batch.documents(file):
            found = batch.guarded(partial(extract_quotations, document), document.file)
            if found is not None:
                quotations = [quotation_record(quotation) for quotation in found]
                echo_json({"file": document.file, "document": document.id, "quotations": quotations})
    if not files:
        from tui_reader.parsing import plain_document

        for item in batch.lines():
            document = plain_document(item["id"], item["text"], item.get("outlet"), _time(item.get("published_at")))
            found = batch.guarded(partial(extract_quotations, document), f"standard input, id {item['id']}")
            if found is not None:
                echo_json({"id": item["id"], "quotations": [quotation_record(quotation) for quotation in found]})
    ctx.exit(batch.exit_code)


@click.command()
@JSON_ONLY
@click.pass_context
def cluster(ctx: click.Context, form: str) -> None:
    """Read documents as JSON Lines in order of arrival, print the event of each."""
    from tui_reader.alignment import EventClusterer

    clusterer, batch = EventClusterer(), Batch()
    for item in batch.lines():
        event = clusterer.add(
            item["id"], item.get("outlet"), _time(item.get("published_at")), item.get("title") or "", item["text"]
        )
        echo_json({"id": item["id"], "event": event})
    ctx.exit(batch.exit_code)


class Batch:
    """Inputs taken one by one: a bad one is one line on stderr, the others are kept."""

    def __init__(self) -> None:
        self.exit_code = 0

    def refuse(self, error: TuiReaderError) -> None:
        """Say on stderr why an input is left out."""
        from tui_reader.terminal.safe import safe_text

        click.echo(safe_text(f"tui-reader: {error}"), err=True)
        self.exit_code = error.exit_code

    def documents(self, name: str) -> list[Document]:
        """Return the documents of one page, none where it cannot be used."""
        from pathlib import Path

        from tui_reader.parsing import parse_pages, read_sidecar
        from tui_reader.parsing.reading import read_page
        from tui_reader.terminal.safe import safe_text

        file = Path(name)
        documents = self.guarded(lambda: parse_pages(read_page(file), str(file), read_sidecar(file)), str(file)) or []
        for notice in documents[0].notices if documents else ():
            click.echo(safe_text(f"tui-reader: {file}: {notice}"), err=True)
        return documents

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the JSON objects of standard input that have an id and a text."""
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if not line.strip():
                continue
            item = self.guarded(partial(_json_object, line), f"standard input, line {number}")
            if item is not None:
                yield item

    def guarded(self, step: Callable[[], T], where: str) -> T | None:
        """Return what a step on one input gives; None, with a line on stderr, where it fails."""
        try:
            return step()
        except TuiReaderError as error:
            self.refuse(error if error.where else type(error)(error.what, where, error.hint))
        except Exception as error:  # one page that we fail on must not cost the others
            if click.get_current_context().find_root().params.get("debug"):
                raise
            self.refuse(InputError(f"could not be used ({type(error).__name__}: {error})", where, "--debug shows more"))
        return None


def _json_object(line: bytes) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise NotTextError(f"not JSON ({error})", "", "write one object a line") from error
    if not isinstance(item, dict) or not isinstance(item.get("text"), str) or "id" not in item:
        raise NotTextError("no object with an id and a text", "", 'write {"id": …, "text": …}')
    return item


def _time(value: object) -> datetime | None:
    """Return an ISO time as an aware datetime, None where it is missing or no time."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
