"""A reader's own marks: what was read, starred, and where the reader left. Apart from the shared store."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class Marks:
    """Marks of one reader in a small database of their own; where it cannot be written they last the session."""

    trouble: str | None  # why marks are not kept, as a line for the reader; None where all is well

    def __init__(self, path: Path | None = None) -> None:
        """Open the marks at `path` (None: `$XDG_STATE_HOME/tui-reader/marks.db`)."""
        raise NotImplementedError

    def read(self, posts: Iterable[str]) -> set[str]:
        """Return those of `posts` that were read."""
        raise NotImplementedError

    def set_read(self, posts: Iterable[str], read: bool = True) -> None:
        """Mark posts as read or unread."""
        raise NotImplementedError

    def starred(self, ids: Iterable[str] | None = None) -> set[str]:
        """Return those of `ids` (None: all) that are starred."""
        raise NotImplementedError

    def set_starred(self, id: str, starred: bool = True) -> None:
        """Star a post or a quotation, or take the star away."""
        raise NotImplementedError

    def place(self, key: str) -> str | None:
        """Return what was kept under `key` ("timeline", "search"), None where nothing was."""
        raise NotImplementedError

    def set_place(self, key: str, value: str | None) -> None:
        """Keep a short text under `key`; None forgets it."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the file."""
        raise NotImplementedError
