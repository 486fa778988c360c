"""Backups: written beside, checked in full, and only then put in the place of the one before."""

from __future__ import annotations

import os
from pathlib import Path

from tui_reader.errors import StoreCorruptError, StoreFullError, StoreReadOnlyError, UsageError
from tui_reader.store.sqlite.connection import ADVICE_DAMAGED, Connections, is_store, store_error
from tui_reader.store.sqlite.file_connection import FAULTS
from tui_reader.store.sqlite.leftovers import unfinished

ADVICE = f"`tui-reader doctor --check=full` says what; {ADVICE_DAMAGED}"


def back_up(connections: Connections, target: Path, keep: int = 1) -> None:
    """Write a consistent copy of the store to `target`, in use or not; the last `keep` stay as FILE, FILE.1, ….

    The copy is a file of its own that anybody who may read it can open. A damaged store leaves the backups as they
    are. Raises UsageError where `target` is another kind of file, or a store in use; StoreCorruptError.
    """
    from tui_reader.store.sqlite.checking import check_file  # a reader that opens needs none of it

    _refuse_others(connections.path, target)
    beside = unfinished(target, "part")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        connections.copy_into(beside)
        troubles = check_file(beside, full=True)
        if troubles:
            what = f"the store is damaged ({troubles[0].what}), and no backup was made"
            raise StoreCorruptError(what, str(connections.path), ADVICE)
        _flush(beside)
        for number in range(keep - 1, 0, -1):
            older = _numbered(target, number - 1)
            if older.exists():
                older.replace(_numbered(target, number))
        beside.replace(target)
        _flush(target.parent)
    except FAULTS as error:
        raise store_error(error, connections.path) from error
    except StoreFullError as error:  # it is the copy that there is no room for
        raise StoreFullError("no room left for the backup", str(target), error.hint) from error
    except OSError as error:
        raise StoreReadOnlyError(f"the backup cannot be written ({error.strerror})", str(target)) from error
    finally:
        beside.unlink(missing_ok=True)


def _refuse_others(store: Path, target: Path) -> None:
    if target.is_dir():
        raise UsageError("a folder", str(target), "name a file in it")
    if any(target.with_name(target.name + rest).exists() for rest in ("-wal", "-shm")) or (
        target.exists() and target.samefile(store)
    ):
        raise UsageError("a store in use", str(target), "name another file")
    if target.exists() and not is_store(target):
        raise UsageError("a file that is no backup", str(target), "name another file")


def _numbered(target: Path, number: int) -> Path:
    return target.with_name(f"{target.name}.{number}") if number else target


def _flush(path: Path) -> None:
    """Have what was written to a file, or the names in a folder, reach the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
