"""What comes from the web: one address safely, many subscriptions politely. Knows no page and no feed."""

from tui_reader.fetching.addresses import parse_place
from tui_reader.fetching.fetcher import Fetched, Fetcher, FetchRules
from tui_reader.fetching.opml import read_opml, write_opml
from tui_reader.fetching.subscriptions import health, next_look
from tui_reader.fetching.sync import Looked, States, SyncReport, sync

__all__ = [
    "FetchRules",
    "Fetched",
    "Fetcher",
    "Looked",
    "States",
    "SyncReport",
    "health",
    "next_look",
    "parse_place",
    "read_opml",
    "sync",
    "write_opml",
]
