"""When a store was last looked over: once a day, and whenever it is not as we left it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tui_reader.store.paths import state_folder


class Health:
    """What is remembered of a store's last quick check, in the reader's state folder; losing it costs a check."""

    def __init__(self, store: Path | None, folder: Path | None = None) -> None:
        """Say which file; None for a store on a server, which looks after itself and is never due."""
        self._store = store
        self._file = (folder or state_folder()) / "health.json"

    def is_due(self) -> bool:
        """Say whether the store was not checked today, or was changed by something that did not note it."""
        if self._store is None:
            return False
        known = self._known().get(self._name())
        return not isinstance(known, dict) or known.get("day") != _today() or known.get("left") != self._left()

    def note(self) -> None:
        """Remember that the store is whole as it is now. A folder that cannot be written costs the next check."""
        if self._store is None:
            return
        known = self._known()
        known[self._name()] = {"day": _today(), "left": self._left()}
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished = self._file.with_name(f"{self._file.name}.{os.getpid()}")
            unfinished.write_text(json.dumps(known), "utf-8")
            unfinished.replace(self._file)

    def _known(self) -> dict[str, Any]:
        try:
            known = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _name(self) -> str:
        return str(self._store.absolute()) if self._store else ""

    def _left(self) -> list[int]:
        try:
            status = self._store.stat() if self._store else None
        except OSError:
            status = None
        if status is None:
            return []
        return [status.st_ino, status.st_mtime_ns, status.st_size]


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
