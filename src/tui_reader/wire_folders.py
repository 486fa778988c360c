"""A wire's drop folder: what an agency's feed puts there is in the timeline a moment later.

A folder is looked at four times a second, and a look that finds nothing costs one `stat`: it works on every disk a
newsroom mounts, over a network as well, where the kernel tells of no change.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from tui_reader.errors import InputError, StoreError
from tui_reader.fetching import Looked

if TYPE_CHECKING:
    from tui_reader.domain import Subscription
    from tui_reader.ingest import IngestReport, Page
    from tui_reader.store import Store

LOOK_SECONDS = 0.25
_SETTLED = 0.2  # seconds a file has not changed, until it is taken for whole
_PATIENCE = 10.0  # seconds after which what looks unfinished is taken as it is
_WHOLE_LOOK = 10.0  # seconds between looks at every file: one written over in its place does not change the folder
_MOST = 200  # files in one look: the rest are taken in the next
_HALF_WRITTEN = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~")
_ELEMENT = re.compile(rb"<([A-Za-z_][\w:.-]*)")
Wait = Callable[[float], bool]  # seconds -> whether to stop


class _Print(NamedTuple):
    """By what a file is known to be the same."""

    size: int
    changed: int  # nanoseconds


def is_folder(subscription: Subscription) -> bool:
    """Say whether what is followed is a folder."""
    return subscription.url.startswith("file://")


def folder_address(path: str) -> str:
    """Return the address of a folder, as it is followed. Raises InputError where there is none."""
    try:
        folder = Path(path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError("no such folder", path, "make it first, then follow it") from error
    if not folder.is_dir():
        raise InputError("no folder", path, "a wire is followed by the folder its files are put in")
    return folder.as_uri()


def folder_path(url: str) -> Path:
    """Return the folder of an address."""
    return Path(unquote(urlsplit(url).path))


def is_unfinished(raw: bytes) -> bool:
    """Say whether bytes end before what they begin does: a wire without its end, XML or JSON that is open."""
    begin, end = raw.lstrip(b"\xef\xbb\xbf \t\r\n\x16"), raw.rstrip(b" \t\r\n\0")
    if not begin:
        return True
    if begin.startswith(b"\x01"):
        return end[-1:] not in (b"\x03", b"\x04") and b"\x03" not in end[-200:]
    if begin.startswith(b"<"):
        root = _ELEMENT.search(begin)
        return root is None or not end.endswith((b"</" + root[1] + b">", b"/>"))
    closes = {b"{": b"}", b"[": b"]"}.get(begin[:1])
    return closes is not None and not end.endswith(closes)


@dataclass(slots=True)
class WireFolder:
    """One folder that is followed, and what is known of its files."""

    subscription: Subscription
    store: Store
    seen: dict[str, _Print] = field(default_factory=dict)
    waiting: dict[str, tuple[_Print, float]] = field(default_factory=dict)
    _stamp: int = 0
    _looked: float = float("-inf")
    _knows: bool = False

    @property
    def path(self) -> Path:
        """Return where it is."""
        return folder_path(self.subscription.url)

    def look(self, now: float) -> Looked | None:
        """Take in what is there whole; None where nothing is new. `now`: of a clock that never goes back."""
        try:
            stamp = self.path.stat().st_mtime_ns
            if stamp == self._stamp and not self.waiting and now - self._looked < _WHOLE_LOOK:
                return None
            if not self._knows:
                self._remember()
            self._stamp, self._looked = stamp, now
            ready = list(self._ready(now))
        except OSError as error:
            return self._failed(InputError(f"cannot be read ({error.strerror})", str(self.path)))
        try:
            return self._take(ready) if ready else None
        except StoreError:
            for path, _, _ in ready:  # nothing of it is kept: it is taken in when the store can be written
                self.seen.pop(path.name, None)
            self._stamp = 0
            raise

    def _remember(self) -> None:
        """Know the files that were taken in by an earlier run."""
        state = self.store.subscriptions.state(self.subscription.id)
        read = self.store.subscriptions.files_read(f"{self.path}{os.sep}")
        checked = state.checked_at.timestamp() - 1 if state.checked_at else 0.0
        for entry in os.scandir(self.path):
            if not entry.is_file():
                continue
            found = entry.stat()
            captured = read.get(entry.path)
            at = max(found.st_mtime, found.st_ctime)
            if (captured is not None and found.st_mtime <= captured.timestamp()) or at <= checked:
                self.seen[entry.name] = _Print(found.st_size, found.st_mtime_ns)
        self._knows = True

    def _ready(self, now: float) -> Iterator[tuple[Path, bytes, os.stat_result]]:
        """Yield the files that are new and have stopped growing."""
        from tui_reader.parsing.reading import read_page

        before, self.waiting = self.waiting, {}
        taken = 0
        for entry in sorted(os.scandir(self.path), key=lambda each: each.name):
            if entry.name.startswith(".") or entry.name.lower().endswith(_HALF_WRITTEN) or not entry.is_file():
                continue
            try:
                found = entry.stat()
            except FileNotFoundError:
                continue
            printed = _Print(found.st_size, found.st_mtime_ns)
            if self.seen.get(entry.name) == printed:
                continue
            known, since = before.get(entry.name, (printed, now))
            settled = known == printed and now - since >= _SETTLED and found.st_size > 0
            if not settled or taken >= _MOST:
                self.waiting[entry.name] = (printed, since if known == printed else now)
                continue
            try:
                raw = read_page(Path(entry.path))
            except InputError:
                raw = b""  # told where it is taken in
            if raw and is_unfinished(raw) and now - since < _PATIENCE:
                self.waiting[entry.name] = (printed, since)
                continue
            self.seen[entry.name] = printed
            taken += 1
            yield Path(entry.path), raw, found

    def _take(self, ready: list[tuple[Path, bytes, os.stat_result]]) -> Looked:
        from tui_reader.ingest import IngestReport, ingest_pages

        report = IngestReport()
        pages = [page for path, raw, _ in ready if (page := self._page(path, raw, report)) is not None]
        ingest_pages(self.store, pages, report, jobs=1)
        refused = {refused.file for refused in report.refused}
        self._move([path for path, _, _ in ready if str(path) not in refused])
        newest = max((found.st_mtime for _, _, found in ready), default=0.0)
        self._note(report, max(0.0, time.time() - newest))
        return Looked(self.subscription, len(ready), len(report.kept))

    def _page(self, path: Path, raw: bytes, report: IngestReport) -> Page | None:
        from tui_reader.ingest import Page
        from tui_reader.ingest.inputs import Stated, read_source

        if not raw:
            return read_source(path, Stated(self.subscription.outlet), report)
        return Page(raw, str(path), Stated(self.subscription.outlet).over(None))

    def _move(self, paths: list[Path]) -> None:
        """Move what was taken in where the reader wants it; what cannot be moved stays, and is not taken in again."""
        if self.subscription.moves_to is None:
            return
        target = Path(self.subscription.moves_to)
        target.mkdir(parents=True, exist_ok=True)
        for path in paths:
            to, number = target / path.name, 1
            while to.exists():
                to = target / f"{path.name}.{number}"
                number += 1
            try:
                path.rename(to)
            except FileNotFoundError:  # another program that follows the same folder was faster
                continue
            self.seen.pop(path.name, None)

    def _note(self, report: IngestReport, delay: float) -> None:
        subscriptions = self.store.subscriptions
        state = subscriptions.state(self.subscription.id)
        now = datetime.now(UTC).replace(microsecond=0)
        trouble = f"{len(report.refused)} not read: {report.refused[0].error}" if report.refused else None
        subscriptions.save_state(
            self.subscription.id,
            state._replace(
                checked_at=now,
                changed_at=now if report.kept else state.changed_at,
                entries=state.entries + len(report.kept),
                failures=int(bool(report.refused)),
                trouble=trouble[:200] if trouble else None,
                delay=round(delay, 2),
            ),
        )

    def _failed(self, error: InputError) -> Looked | None:
        """Say that the folder cannot be read, once for as long as that is so."""
        subscriptions = self.store.subscriptions
        state = subscriptions.state(self.subscription.id)
        if state.trouble == str(error):
            return None
        now = datetime.now(UTC).replace(microsecond=0)
        changed = state._replace(checked_at=now, failures=state.failures + 1, trouble=str(error))
        subscriptions.save_state(self.subscription.id, changed)
        return Looked(self.subscription, error=error)


class WireFolders:
    """All folders that are followed in a store; who is followed is asked anew every few seconds."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        self._folders: dict[str, WireFolder] = {}
        self._asked = float("-inf")

    @property
    def any(self) -> bool:
        """Whether a folder is followed."""
        self._ask()
        return bool(self._folders)

    def _ask(self) -> None:
        now = self._clock()
        if now - self._asked < _WHOLE_LOOK:
            return
        self._asked = now
        followed = {one.id: one for one in self._store.subscriptions.all() if is_folder(one) and not one.muted}
        for id, one in followed.items():
            known = self._folders.get(id)
            if known is None:
                self._folders[id] = WireFolder(one, self._store)
            else:
                known.subscription = one
        self._folders = {id: folder for id, folder in self._folders.items() if id in followed}

    def look(self) -> list[Looked]:
        """Look at each folder once; return what came of those where something did."""
        self._ask()
        found = (folder.look(self._clock()) for folder in self._folders.values())
        return [looked for looked in found if looked is not None]

    def take_all(self, wait: Wait) -> list[Looked]:
        """Look until nothing is waiting: for whoever looks once and goes."""
        found = self.look()
        until = self._clock() + _PATIENCE
        while any(folder.waiting for folder in self._folders.values()) and self._clock() < until:
            if wait(LOOK_SECONDS):
                break
            found += self.look()
        return found

    def watch(self, wait: Wait, tell: Callable[[list[Looked]], None]) -> None:
        """Look until `wait` says to stop; `tell` hears of each look that brought something.

        A store that cannot be written now may be in a moment: what waits is taken in then.
        """
        while not wait(LOOK_SECONDS):
            try:
                found = self.look()
            except StoreError:
                continue
            if found:
                tell(found)
