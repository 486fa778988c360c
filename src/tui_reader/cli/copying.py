"""`copy`: an attributed quotation to the reader's clipboard."""

from __future__ import annotations

import click

from tui_reader.cli.completions import styles_beginning_with
from tui_reader.cli.opening import reading
from tui_reader.errors import NothingFoundError


@click.command()
@click.argument("id")
@click.option(
    "--style",
    shell_complete=styles_beginning_with,
    help="bbc, guardian, reuters, ap, plain or one of your own (default: as config.toml says).",
)
@click.option("--withdrawn", is_flag=True, help="Also words whose story the agency killed or holds back.")
@click.option("--print", "to_stdout", is_flag=True, help="To stdout instead of the clipboard.")
@click.pass_context
def copy(ctx: click.Context, id: str, style: str | None, withdrawn: bool, to_stdout: bool) -> None:
    """Copy the quotation ID, attributed, to the clipboard; `quotations` tells the ids."""
    from tui_reader.cli.settings import read_settings
    from tui_reader.desk.advisories import advisory_words, is_withdrawn
    from tui_reader.desk.house_style import find_style, read_styles
    from tui_reader.terminal.safe import safe_for_clipboard, safe_text

    config = read_settings()
    house_style = find_style(style or config.style, read_styles(config.styles, "config.toml"))
    with reading(ctx) as newsroom:
        text, told = newsroom.copy_text(id, house_style), newsroom.quotation(id).advisories
    if is_withdrawn(told) and not withdrawn:
        raise NothingFoundError(f"not copied: {advisory_words(told)}", id, "--withdrawn copies it with the warning")
    if told:
        click.echo(safe_text(advisory_words(told)), err=True)
    if to_stdout:
        click.echo(safe_for_clipboard(text))
        return
    from tui_reader.terminal.clipboard import send_without_app

    outcome = send_without_app(text)
    click.echo(outcome.sentence, err=True)
    if outcome.refused and outcome.file is None:
        ctx.exit(1)
