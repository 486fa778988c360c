"""The way in: pages and documents to the store, lined up with what is there (`pipeline` is the page to read)."""

from tui_reader.ingest.lining import line_up
from tui_reader.ingest.pipeline import ingest_documents, ingest_folder, ingest_pages, ingest_paths
from tui_reader.ingest.preparing import with_ids
from tui_reader.ingest.report import IngestReport, Kept, Page, Progress, Refused

__all__ = [
    "IngestReport",
    "Kept",
    "Page",
    "Progress",
    "Refused",
    "ingest_documents",
    "ingest_folder",
    "ingest_pages",
    "ingest_paths",
    "line_up",
    "with_ids",
]
