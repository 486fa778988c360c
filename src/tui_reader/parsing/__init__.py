"""Bytes to documents and posts; a form of page is a module, picked by evidence, never by file name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.parsing.assembly import with_id
    from tui_reader.parsing.pages import parse_pages
    from tui_reader.parsing.plain import plain_document
    from tui_reader.parsing.sidecar import SIDECAR_NAME, SidecarFacts, find_pages, read_sidecar
    from tui_reader.parsing.web import with_entry_id

__all__ = [
    "SIDECAR_NAME",
    "SidecarFacts",
    "find_pages",
    "parse_pages",
    "plain_document",
    "read_sidecar",
    "with_entry_id",
    "with_id",
]
_HOMES = {"parse_pages": "pages", "plain_document": "plain", "with_entry_id": "web", "with_id": "assembly"}


def __getattr__(name: str) -> object:
    """Import what is asked for: text without a page round it pays for no reading of web pages."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'sidecar')}"), name)
