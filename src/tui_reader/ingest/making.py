"""Whole stores: made beside their place, and moved there when they are done, so that a kill leaves none half made."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from tui_reader.bundled import bundled
from tui_reader.errors import StoreError
from tui_reader.ingest.pipeline import ingest_folder
from tui_reader.ingest.report import Progress
from tui_reader.store import Store
from tui_reader.store.sqlite.leftovers import unfinished

_T = TypeVar("_T")


def make_from_seeds(path: Path, progress: Progress | None) -> None:
    """Build a store beside `path` and move it there when it is whole: a start that is killed leaves none."""
    made(path, lambda store: ingest_folder(store, bundled("seeds"), "seeds", progress=progress))


def made(path: Path, fill: Callable[[Store], _T]) -> _T:
    """Return what `fill` returns of the new store that stands at `path` afterwards."""
    beside = unfinished(path, "new")
    try:
        store = Store(beside)
        try:
            result = fill(store)
        finally:
            store.close()
        _move_unless_there(beside, path)
    except StoreError as error:
        where = error.where if error.where != str(beside) else str(path)
        raise type(error)(error.what, where, error.hint) from error
    finally:
        for rest in ("", "-wal", "-shm"):
            with suppress(OSError):
                beside.with_name(beside.name + rest).unlink()
    return result


def _move_unless_there(made: Path, path: Path) -> None:
    """Give the store its name; where somebody else was faster, theirs stands."""
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:  # a disk without hard links
        made.rename(path)
