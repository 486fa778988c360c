"""`export`: an event, a comparison, a page or a quotation as one text to hand over."""

from __future__ import annotations

from contextlib import suppress

import click

from tui_reader.cli.opening import reading
from tui_reader.desk.notebook import BOOK, Kept, kept_as_now
from tui_reader.errors import InputError, NothingFoundError, UsageError
from tui_reader.newsroom import Newsroom


@click.command()
@click.argument("target", nargs=-1, metavar="ID|QUERY")
@click.option("--book", is_flag=False, flag_value=BOOK, help="A book of the notebook instead: its name, or the first.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "csv", "html", "ninjs", "jsonld"]),
    default="markdown",
    show_default=True,
    help="ninjs and jsonld: one document or quotation, for another program.",
)
@click.pass_context
def export(ctx: click.Context, target: tuple[str, ...], book: str | None, form: str) -> None:
    """Print an event, what a query finds lined up, a post's quotations, or one quotation: all of it with its source."""
    from tui_reader.terminal.safe import safe_text

    if bool(target) == bool(book):
        raise UsageError("name one thing to export", hint="an id, a query, or --book for the notebook")
    with reading(ctx) as newsroom:
        if form in ("ninjs", "jsonld"):
            _echo_item(newsroom, target, form)
        elif form == "csv":
            _echo_csv(newsroom, target, book)
        else:
            made = _book(newsroom, book, form) if book else _text(newsroom, target, form)
            click.echo(safe_text(made, newlines=True))


def _kept(newsroom: Newsroom, book: str) -> list[Kept]:
    """Return what a book holds. Raises NothingFoundError."""
    held = newsroom.marks.kept(book)
    if not held:
        there = ", ".join(newsroom.marks.books()) or "none yet"
        raise NothingFoundError("nothing is kept in this book", book, f"there are: {there}")
    return kept_as_now(held, newsroom.quotation)


def _book(newsroom: Newsroom, book: str, form: str) -> str:
    from tui_reader.desk.handover import book_as
    from tui_reader.desk.styles import CopyForm

    return book_as("Notebook" if book == BOOK else book, _kept(newsroom, book), CopyForm(form))


def _text(newsroom: Newsroom, target: tuple[str, ...], form: str) -> str:
    from tui_reader.cli.compare import compared
    from tui_reader.desk.handover import comparison_as, quotations_as
    from tui_reader.desk.styles import CopyForm

    shape = CopyForm(form)
    if len(target) == 1:
        with suppress(NothingFoundError):
            entry = newsroom.quotation(target[0])
            return quotations_as(entry.headline or entry.outlet or entry.id, [entry], shape)
        with suppress(NothingFoundError):
            detail = newsroom.post(target[0])
            title = detail.entry.headline or detail.document.headline or detail.entry.id
            return quotations_as(title, newsroom.quotations_of_post(target[0]), shape)
    comparison = compared(newsroom, target)
    return comparison_as(comparison, shape, newsroom.addresses(comparison))


def _echo_item(newsroom: Newsroom, target: tuple[str, ...], form: str) -> None:
    """Print one quotation or document for another program. Raises UsageError for what is neither."""
    from tui_reader.cli.output import echo_json
    from tui_reader.desk import interchange
    from tui_reader.desk.advisories import advisory_words, is_withdrawn

    if len(target) != 1:
        raise UsageError("ninjs and jsonld are of one document or quotation", hint="name the id of a quotation or post")
    with suppress(NothingFoundError):
        entry = newsroom.quotation(target[0])
        if is_withdrawn(entry.advisories):
            raise InputError(
                f"not exported: {advisory_words(entry.advisories)}", entry.id, "its post can be, marked so"
            )
        echo_json(interchange.quotation_as_ninjs(entry) if form == "ninjs" else interchange.quotation_as_json_ld(entry))
        return
    detail = newsroom.post(target[0])
    echo_json(interchange.document_as_ninjs(detail) if form == "ninjs" else interchange.document_as_json_ld(detail))


def _echo_csv(newsroom: Newsroom, target: tuple[str, ...], book: str | None) -> None:
    from tui_reader.cli.compare import CELL_COLUMNS, cell_records, compared
    from tui_reader.cli.lists import QUOTATION_COLUMNS
    from tui_reader.cli.output import echo_records
    from tui_reader.cli.records import quotation_entry_record

    entries = [each.entry for each in _kept(newsroom, book) if each.entry] if book else []
    if len(target) == 1:
        with suppress(NothingFoundError):
            entries = [newsroom.quotation(target[0])]
        entries = entries or newsroom.quotations_of_post(target[0])
    if entries:
        echo_records(map(quotation_entry_record, entries), "csv", QUOTATION_COLUMNS, lambda _: ())
    else:
        echo_records(cell_records(compared(newsroom, target)), "csv", CELL_COLUMNS, lambda _: ())
