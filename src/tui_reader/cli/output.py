"""Writing records out: JSON Lines, CSV, Markdown, plain lines; safe for a terminal in every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import click

FORMATS = ("text", "json", "csv", "markdown")
Record = Mapping[str, Any]

# A cell that begins so is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the `--format` option of every list."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to print."
    )(command)


def to_json(record: object) -> str:
    """Return `record` as one line of JSON that no terminal can misread."""
    from tui_reader.terminal.safe import escape_json

    return escape_json(json.dumps(record, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def echo_json(record: object) -> None:
    """Print one JSON line on stdout."""
    click.echo(to_json(record))


def echo_line(*fields: str, err: bool = False) -> None:
    """Print a line of fields apart by tabs, each made safe for a terminal; a tab within one becomes a blank."""
    from tui_reader.terminal.safe import safe_text

    click.echo("\t".join(safe_text(field) for field in fields), err=err)


def echo_records(
    records: Iterable[Record], form: str, columns: Sequence[str], line: Callable[[Record], Sequence[str]]
) -> int:
    """Print `records` in a format and return how many there were.

    `columns` are the fields of CSV and Markdown; `line` makes the fields of one record's line of text.
    """
    count = 0
    if form == "json":
        for record in records:
            echo_json(record)
            count += 1
        return count
    from tui_reader.terminal.safe import safe_text

    if form == "markdown":
        click.echo("| " + " | ".join(columns) + " |\n|" + " --- |" * len(columns))
    elif form == "csv":
        click.echo(_csv_line(columns))
    for record in records:
        if form == "text":
            echo_line(*line(record))
        elif form == "csv":
            click.echo(_csv_line([_cell(record.get(name)) for name in columns]))
        else:
            cells = (_cell(record.get(name)).replace("|", "\\|") for name in columns)
            click.echo("| " + " | ".join(safe_text(cell) for cell in cells) + " |")
        count += 1
    return count


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(_cell(item) for item in value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _csv_line(cells: Sequence[str]) -> str:
    from tui_reader.terminal.safe import safe_text

    row = io.StringIO()
    safe = (safe_text(cell, newlines=True) for cell in cells)
    csv.writer(row, lineterminator="").writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in safe])
    return row.getvalue()
