"""The app in a browser: a page on this machine that shows the reader as the terminal does."""

from __future__ import annotations

from tui_reader.web.server import ReaderServer, is_this_machine

__all__ = ["ReaderServer", "is_this_machine"]
