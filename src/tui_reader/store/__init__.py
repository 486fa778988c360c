"""SQLite behind one class: schema and migrations, writing, reading, search."""

from tui_reader.store.marks import Marks
from tui_reader.store.paths import default_store, state_folder
from tui_reader.store.store import Store, Writing
from tui_reader.store.subscriptions import Subscriptions, capture_of
from tui_reader.store.terms import TermRow, Terms

__all__ = [
    "Marks",
    "Store",
    "Subscriptions",
    "TermRow",
    "Terms",
    "Writing",
    "capture_of",
    "default_store",
    "state_folder",
]
