"""One file as an engine of the store."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.errors import StoreReadOnlyError
from tui_reader.store.sqlite import schema
from tui_reader.store.sqlite.connection import Connections
from tui_reader.store.sqlite.sharing import make_private

if TYPE_CHECKING:
    from tui_reader.store.contract import Trouble
    from tui_reader.store.sqlite.salvage import Salvaged


class SqliteEngine(Connections):
    """A store in one file; see `contract.Engine`."""

    def __init__(self, path: Path, wait: float) -> None:
        """Say which file; `wait` how many seconds to wait for a lock."""
        if path.is_dir():
            raise StoreReadOnlyError("a folder, not a store", str(path), "name a file in it")
        super().__init__(path, schema.VERSION, wait)

    @property
    def name(self) -> str:
        """The path."""
        return str(self.path)

    def bring_up_to_date(self) -> None:
        """Make the file and its tables where there are none, and an older store one of today."""
        if self._stored_version() == schema.VERSION:
            return
        with suppress(OSError):  # SQLite says it better
            make_private(self.path)
        try:
            with self.write(create=True) as connection:
                schema.migrate(connection)
        except StoreReadOnlyError as error:
            if self.path.exists() and self.path.stat().st_size:
                hint = "open it once as somebody who may write it"
                raise StoreReadOnlyError("an older store, to be brought up to date", str(self.path), hint) from error
            raise

    def at_work(self) -> AbstractContextManager[None]:
        """Do nothing: whoever ends last lines up what both left."""
        return nullcontext()

    def is_alone(self) -> bool:
        """Say yes."""
        return True

    def others_write(self) -> bool:
        """Say no: only a writer that waits knows."""
        return False

    def check(self, *, full: bool) -> list[Trouble]:
        """Return what is wrong with the store, quickly or in full."""
        from tui_reader.store.sqlite import checking

        return checking.check_file(self.path, full=full)

    def back_up(self, target: Path, keep: int) -> None:
        """Write a checked copy of the store to `target`; see `backups`."""
        from tui_reader.store.sqlite import backups

        backups.back_up(self, target, keep)

    def salvage(self, old: Path) -> Salvaged:
        """Take in what can still be read of the store at `old`; this one is empty. Raises StoreCorruptError."""
        from tui_reader.store.sqlite import salvage

        with self.write() as connection:
            return salvage.salvage(old, connection)

    def _stored_version(self) -> int:
        try:
            empty = self.path.stat().st_size == 0
        except OSError:
            empty = True
        return 0 if empty else self.read(self.check_schema)
