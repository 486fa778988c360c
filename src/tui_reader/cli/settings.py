"""The reader's settings for one call of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tui_reader.config import Config


def read_settings() -> Config:
    """Return the reader's settings; what is wrong with them is said on stderr, a line each."""
    from tui_reader.terminal.safe import safe_text
    from tui_reader.ui.settings import load_settings

    config = load_settings()
    for problem in config.problems:
        click.echo(safe_text(f"tui-reader: {problem}", limit=300), err=True)
    return config
