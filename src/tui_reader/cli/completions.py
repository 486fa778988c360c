"""`completions`: what a shell needs to finish commands, options and styles with the tab key."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_TUI_READER_COMPLETE"  # how the script asks this program; click's own name for it


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completions(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a SHELL.

    \b
    bash  tui-reader completions bash > ~/.local/share/bash-completion/completions/tui-reader
    zsh   tui-reader completions zsh > ~/.zfunc/_tui-reader    (a folder of $fpath)
    fish  tui-reader completions fish > ~/.config/fish/completions/tui-reader.fish
    """
    from click.shell_completion import get_completion_class

    made_by = get_completion_class(shell)
    assert made_by is not None
    click.echo(made_by(ctx.find_root().command, {}, "tui-reader", VARIABLE).source())


def styles_beginning_with(_ctx: click.Context, _option: click.Parameter, incomplete: str) -> list[str]:
    """Return the house styles, the reader's own as well, that begin so."""
    from tui_reader.desk.house_style import shipped_styles
    from tui_reader.ui.settings import load_settings

    return [name for name in (*shipped_styles(), *load_settings().styles) if name.startswith(incomplete)]
