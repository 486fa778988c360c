"""Bytes of one input, or one clear line why not."""

from __future__ import annotations

from pathlib import Path

from tui_reader.errors import NotTextError, TooLargeError, UnreadableError
from tui_reader.limits import MAX_PAGE_BYTES


def read_page(path: Path) -> bytes:
    """Return the bytes of a page; raise an `InputError` that says what, where and what to do."""
    where = str(path)
    try:
        with path.open("rb") as page:
            # One byte more than allowed tells a file that grows, or a device, without reading it whole.
            raw = page.read(MAX_PAGE_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError("no such file", where, "check the path") from None
    except IsADirectoryError:
        raise UnreadableError("a directory, not a page", where, "name the files in it, or ingest it") from None
    except PermissionError:
        raise UnreadableError("may not be read", where, "check its permissions") from None
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})", where) from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableError(f"not a path ({error})", where) from error
    if len(raw) > MAX_PAGE_BYTES:
        raise TooLargeError(f"larger than {MAX_PAGE_BYTES // 2**20} MB", where, "split it")
    if not raw.strip():
        raise NotTextError("empty", where, "nothing to read in it")
    return raw
