"""The language server: `check` while somebody writes. It speaks the protocol on standard input and output.

`positions` counts as clients do, `desk` holds the drafts that are open, `offers` puts what is known of a quotation into
the protocol's words, `server` answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.newsroom import Newsroom


def serve(newsroom: Newsroom) -> None:
    """Serve one client on standard input and output until it leaves. Raises ImportError where pygls is not there."""
    from tui_reader.language_server.server import make_server

    make_server(newsroom).start_io()
