"""Who may read a store and who may write it: its own account alone, or a group that reads.

Whoever may write the store, or its folder, decides what its readers see. A new folder is 0700 and a new store 0600
whatever the umask; `share` lets a group read and one account write.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tui_reader.errors import StoreReadOnlyError, UsageError

FOLDER, FILE = 0o700, 0o600
_SHARED_FOLDER, _SHARED_FILE = 0o2750, 0o640  # setgid: the log beside the store gets the group as well


def make_private(path: Path) -> None:
    """Make the folders of a store that are missing, and its empty file, for this account alone."""
    missing = []
    folder = path.parent
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for folder in reversed(missing):
        folder.mkdir(mode=FOLDER, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, FILE))


def share(path: Path, group: str) -> None:
    """Let a group read the store at `path`, and this account alone write it. Raises UsageError, StoreReadOnlyError."""
    import grp

    try:
        number = grp.getgrnam(group).gr_gid
    except KeyError:
        raise UsageError("no such group", group, "`getent group` lists them") from None
    others = [file for file in path.parent.iterdir() if not file.name.startswith((path.name, f".{path.name}"))]
    if others:
        hint = "move the store into a folder of its own first"
        raise UsageError(f"its folder holds other files ({others[0].name})", str(path), hint)
    try:
        for file in (path.parent, *_files(path)):
            os.chown(file, -1, number)
            file.chmod(_SHARED_FOLDER if file == path.parent else _SHARED_FILE)
    except OSError as error:
        hint = "be a member of the group and the owner of the store, or ask the administrator"
        raise StoreReadOnlyError(f"cannot be shared ({error.strerror})", str(path), hint) from error


def warnings(path: Path) -> list[str]:
    """Return what to put right about who may write the store or its folder; nothing where only its owner may."""
    found = []
    for file in (path.parent, *_files(path)):
        try:
            mode = file.stat().st_mode
        except OSError:
            continue
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            found.append(f"{file}: anybody may write it, and decides what you read: chmod o-w {file}")
        elif mode & stat.S_IWGRP:
            found.append(f"{file}: its group may write it, and decides what you read: chmod g-w {file}")
    return found


def _files(path: Path) -> list[Path]:
    return [file for rest in ("", "-wal", "-shm") if (file := path.with_name(path.name + rest)).exists()]
