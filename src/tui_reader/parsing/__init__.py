"""Bytes to documents and posts; a form of page is a module, picked by evidence, never by file name."""

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
