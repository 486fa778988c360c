"""Files that are written beside another and then take its place; what is left of them where a program was killed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def unfinished(path: Path, mark: str) -> Path:
    """Return the name under which this process writes what is to become `path`, and remove what dead ones left.

    `mark` tells one kind of file from another: `.store.db.4711.new`.
    """
    for left in path.parent.glob(f".{path.name}.*.{mark}*"):
        process = left.name.removeprefix(f".{path.name}.").partition(".")[0]
        if process.isdigit() and not _lives(int(process)):
            with suppress(OSError):
                left.unlink()
    return path.with_name(f".{path.name}.{os.getpid()}.{mark}")


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True
