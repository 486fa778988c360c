"""`check`: the quotations of drafts held against what was printed."""

from __future__ import annotations

import html
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.cli import records
from tui_reader.cli.opening import reading, refuse_missing
from tui_reader.cli.output import echo_json
from tui_reader.desk.verdicts import claim_line, is_worth_a_line, only_marks_differ, printed_words, verdict_line
from tui_reader.domain import STANDARD_INPUT
from tui_reader.domain.draft import Level
from tui_reader.errors import InputError, UnreadableError, UsageError
from tui_reader.text.figures import counted

if TYPE_CHECKING:
    from tui_reader.domain.draft import CheckedQuotation
    from tui_reader.newsroom import Newsroom
    from tui_reader.parsing.drafts import Draft

_LOOK_SECONDS = 0.5  # between looks at a draft that is watched


@click.command()
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT|-...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.option("--watch", is_flag=True, help="Check again whenever a draft is saved, until ctrl+c.")
@click.option("--fix", is_flag=True, help="Offer the printed words, one quotation after the other.")
@click.option("--yes", is_flag=True, help="With --fix: put marks and dashes as printed without asking; never a word.")
@click.option("--claims", is_flag=True, help="Tell numbers, days and names too that every source has otherwise.")
@click.pass_context
def check(
    ctx: click.Context, drafts: tuple[str, ...], form: str, watch: bool, fix: bool, yes: bool, claims: bool
) -> None:
    """Hold every quotation of a draft against what was printed; leave with 1 where one is wrong."""
    if yes and not fix:
        raise UsageError("--yes goes with --fix", hint="alone it would mean nothing")
    if (fix or watch) and "-" in drafts:
        raise UsageError("standard input can be neither changed nor watched", hint="name a file")
    refuse_missing(ctx)
    with reading(ctx) as newsroom:
        while True:
            seen = {name: _state(name) for name in drafts}
            codes = [_check_or_tell(newsroom, name, form, fix=fix, yes=yes, claims=claims) for name in drafts]
            if not watch:
                break
            while {name: _state(name) for name in drafts} == seen:
                time.sleep(_LOOK_SECONDS)
    ctx.exit(max(codes))


def _check_or_tell(newsroom: Newsroom, name: str, form: str, *, fix: bool, yes: bool, claims: bool) -> int:
    """Check one draft and return the exit code for it; one that cannot be read does not stop the others."""
    try:
        return int(_check_one(newsroom, name, form, fix=fix, yes=yes, claims=claims) is Level.ERROR)
    except InputError as error:
        _echo(f"tui-reader: {error}", err=True)
        return error.exit_code


def _state(name: str) -> tuple[int, int]:
    try:
        status = Path(name).stat()
    except OSError:
        return (0, 0)
    return status.st_mtime_ns, status.st_size


def _check_one(newsroom: Newsroom, name: str, form: str, *, fix: bool, yes: bool, claims: bool) -> Level:
    """Check one draft, print what there is to say, and return the worst level."""
    from tui_reader.parsing.decoding import decode_page
    from tui_reader.parsing.drafts import read_draft, read_draft_file

    standard = name == "-"
    if standard and sys.stdin is None:
        raise UnreadableError("there is no standard input", STANDARD_INPUT, "name a file")
    shown = STANDARD_INPUT if standard else name
    draft = read_draft(decode_page(sys.stdin.buffer.read(), shown)[0], shown) if standard else read_draft_file(name)
    checked = newsroom.check_draft(draft)
    for each in checked:
        line, column = draft.place(each.quotation.span.start)
        if form == "json":
            echo_json(records.checked_record(each, shown, line, column, draft.source_span(each.quotation.span)))
        elif is_worth_a_line(each):
            _echo(f"{shown}:{line}:{column}: {each.level}: {verdict_line(each)}")
    for claim in newsroom.check_claims(draft) if claims else ():
        line, column = draft.place(claim.span.start)
        if form == "json":
            echo_json(records.claim_record(claim, shown, line, column, draft.source_span(claim.span)))
        else:
            _echo(f"{shown}:{line}:{column}: warning: {claim_line(claim)}")
    if form == "text":
        _echo(f"{shown}: {_summary(checked)}", err=True)
    if fix:
        _fix(draft, checked, Path(name), yes=yes)
    levels = [each.level for each in checked]
    return next((level for level in Level if level in levels), Level.INFO)


def _summary(checked: Sequence[CheckedQuotation]) -> str:
    """Return how many quotations were looked up, so that silence is never taken for more than it says."""
    wrong = sum(each.level is Level.ERROR for each in checked)
    doubtful = sum(each.level is Level.WARNING for each in checked)
    found = f"{wrong or 'none'} wrong" + (f", {doubtful} to look at" if doubtful else "")
    looked = f"{counted(len(checked), 'quotation')} looked up"
    return f"{looked}, {found}; marks round a few words that nobody is said to speak are not looked up"


def _echo(line: str, *, err: bool = False) -> None:
    from tui_reader.terminal.safe import safe_text

    click.echo(safe_text(line, limit=None), err=err)


def _fix(draft: Draft, checked: Sequence[CheckedQuotation], path: Path, *, yes: bool) -> None:
    """Put the printed words in the place of the draft's, where the writer says so; links and emphasis stay.

    Raises UnreadableError where the file may not be written, or would be in another encoding.
    """
    raw = path.read_bytes()
    if raw != draft.source.encode("utf-8", "surrogatepass"):
        raise UnreadableError("is not UTF-8, and nothing was changed", str(path), "save it as UTF-8 first")
    if not path.stat().st_mode & 0o222:
        raise UnreadableError("may not be written, and nothing was changed", str(path), "chmod u+w it first")
    source, changed = draft.source, 0
    for each in reversed(checked):
        words, span = printed_words(each), draft.source_span(each.quotation.span)
        put = html.escape(words, quote=False) if words and draft.is_html else words
        if words is None or put is None or draft.source[span.start : span.end] != each.quotation.text:
            continue
        agreed = only_marks_differ(each.quotation.text, words) if yes else _agreed(each.quotation.text, words)
        if agreed is None:
            break
        if agreed:
            source, changed = source[: span.start] + put + source[span.end :], changed + 1
    if changed:
        with path.open("r+b") as file:  # the same file: its links and permissions stay
            file.write(source.encode("utf-8", "surrogatepass"))
            file.truncate()
    _echo(f"{path}: {changed} put as printed", err=True)


def _agreed(mine: str, words: str) -> bool | None:
    """Ask whether to take the printed words; None where nobody answers."""
    _echo(f"“{mine}” → “{words}”".replace("\n", " "), err=True)
    click.echo("take the printed words? [y/N] ", nl=False, err=True)  # click's own question writes to stdout as well
    answer = sys.stdin.readline() if sys.stdin is not None else ""
    return answer.strip().lower() in ("y", "yes") if answer else None
