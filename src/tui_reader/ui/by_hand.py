"""The words alone on the terminal's own screen: for terminals that take no copy, to be selected by hand."""

from __future__ import annotations

import sys
from typing import Any

from textual.app import App

from tui_reader.terminal.safe import safe_text


def show_by_hand(app: App[Any], text: str) -> None:
    """Leave the full screen and print `text` without borders, the mouse left to the terminal; back on enter.

    Nothing is wrapped by us, so that a selection holds no line break that is not in the words. Blocks the app.
    """
    out, typed = sys.__stdout__, sys.__stdin__
    if out is None or typed is None:
        return
    with app.suspend():
        out.write(f"\n{safe_text(text, limit=None, newlines=True)}\n\n-- select with the mouse; enter goes back --")
        out.flush()
        typed.readline()
