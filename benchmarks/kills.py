"""kill -9 at any moment of ingest, sync, migration, backup and rebuild: what was there before is there after.

    python benchmarks/kills.py [200]

Each of the five is run once to its end, then killed at moments drawn over that time. Acknowledged is what another
program could read just before; after the kill it must all be there, the store must pass the full check, and the same
call run again must end as if it had never been killed.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from make_archive import Archive
from sync import feed
from tests.fetching.wild import wild_server
from tests.store.conftest import step_back

from tui_reader.store import Store
from tui_reader.store.sqlite.checking import check_file

PAGES, FEEDS, ENTRIES = 120, 6, 60
DICE = random.Random(20310602)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tui_reader", "--no-seeds", *arguments]


def ids(store: Path) -> set[str]:
    """Return the documents another program can read, none where there is no store yet."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        return {id for (id,) in connection.execute("SELECT id FROM documents")}
    return set()


class Case:
    """One call to be killed: how to lay out its folder, the call, what must hold after a kill and at the end."""

    name = ""

    def __init__(self, folder: Path, server_urls: list[str]) -> None:
        self.folder, self.urls = folder, server_urls
        self.store = folder / "store.db"
        self.environment = {
            **os.environ,
            "TUI_READER_STORE": str(self.store),
            "XDG_STATE_HOME": str(folder / "state"),
            "TUI_READER_ALLOW_NETWORKS": "127.0.0.0/8",
        }

    def lay_out(self) -> None: ...

    def call(self) -> list[str]: ...

    def after_kill(self, acknowledged: set[str]) -> list[str]:
        missing = acknowledged - ids(self.store)
        troubles = [f"{len(missing)} documents lost"] if missing else []
        if self.store.exists() and self.store.stat().st_size:
            Store(self.store).close()
            troubles += [f"{one.what} {one.where}" for one in check_file(self.store, full=True)]
        return troubles

    def at_end(self) -> list[str]:
        return self.after_kill(set())

    def result(self) -> object:
        return len(ids(self.store))

    def run(self) -> None:
        subprocess.run(self.call(), env=self.environment, check=True, stdout=-3, stderr=-3)


class Ingest(Case):
    name = "ingest"

    def lay_out(self) -> None:
        (self.folder / "pages").mkdir()
        for number, page in enumerate(Archive(PAGES).pages()):
            (self.folder / "pages" / f"{number:03}.txt").write_bytes(page.raw)

    def call(self) -> list[str]:
        return command("ingest", "--date", "2031-06-02", str(self.folder / "pages"))


class Sync(Case):
    name = "sync"

    def lay_out(self) -> None:
        adding = command("sources", "add", *self.urls)
        subprocess.run(adding, env=self.environment, check=True, stdout=-3, stderr=-3)

    def call(self) -> list[str]:
        return command("sync")


class Filled(Case):
    def lay_out(self) -> None:
        Ingest.lay_out(self)  # type: ignore[arg-type]
        pages = str(self.folder / "pages")
        call = command("ingest", "--date", "2031-06-02", pages)
        subprocess.run(call, env=self.environment, check=True, stdout=-3)


class Migration(Filled):
    name = "migration"

    def lay_out(self) -> None:
        super().lay_out()
        with closing(sqlite3.connect(self.store)) as old:
            step_back(old, 6)
            for statement in ("DROP TABLE digests", "DROP TABLE undigested", "ALTER TABLE writes DROP COLUMN held"):
                old.execute(statement)
            old.commit()

    def call(self) -> list[str]:
        return command("outlets")


class Backup(Filled):
    name = "backup"

    def lay_out(self) -> None:
        super().lay_out()
        self.run()

    def call(self) -> list[str]:
        return command("backup", "--keep", "2", str(self.folder / "backup.db"))

    def after_kill(self, acknowledged: set[str]) -> list[str]:
        saved = self.folder / "backup.db"
        if not saved.exists():
            saved = self.folder / "backup.db.1"  # killed between the two names: the older one stands
        lost = [] if ids(saved) == ids(self.store) else ["no whole backup"]
        troubles = [f"backup: {one.what}" for one in check_file(saved, full=True)]
        return [*super().after_kill(acknowledged), *lost, *troubles]


class Rebuild(Filled):
    name = "rebuild"

    def call(self) -> list[str]:
        with suppress(OSError):
            (self.folder / "new.db").unlink()
        return command("rebuild", str(self.folder / "new.db"))

    def after_kill(self, acknowledged: set[str]) -> list[str]:
        new = self.folder / "new.db"
        half = [f"new: {one.what}" for one in check_file(new, full=True)] if new.exists() else []
        return [*super().after_kill(acknowledged), *half]

    def result(self) -> object:
        return len(ids(self.folder / "new.db"))


def kill(case: Case, moment: float) -> tuple[set[str], bool]:
    """Run a case, kill it after `moment` seconds; return what could be read just before, and whether it still ran."""
    child = subprocess.Popen(case.call(), env=case.environment, stdout=-3, stderr=-3)
    seen: set[str] = set()
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.02):
            seen.update(ids(case.store))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        child.wait(moment)
        ran = False
    except subprocess.TimeoutExpired:
        done.set()
        thread.join()
        child.send_signal(signal.SIGKILL)
        child.wait()
        ran = True
    done.set()
    thread.join()
    return seen, ran


def try_case(kind: Callable[[Path, list[str]], Case], urls: list[str], times: int, folder: Path) -> int:
    model = folder / "model"
    model.mkdir()
    case = kind(model, urls)
    case.lay_out()
    laid = folder / "laid"
    shutil.copytree(model, laid)
    began = time.perf_counter()
    case.run()
    taken, expected = time.perf_counter() - began, case.result()
    faults, struck = 0, 0
    for number in range(times):
        place = folder / f"{number}"
        shutil.copytree(laid, place)
        case = kind(place, urls)
        acknowledged, ran = kill(case, DICE.uniform(0.1, 1.0) * taken)
        struck += ran
        troubles = case.after_kill(acknowledged)
        case.run()
        troubles += case.at_end()
        if case.result() != expected:
            troubles.append(f"{case.result()} in the end, not {expected}")
        for trouble in troubles:
            print(f"  {case.name} {number}: {trouble}")
        faults += bool(troubles)
        shutil.rmtree(place)
    print(f"{case.name}: {times} runs of {taken:.1f} s, {struck} killed on the way, {faults} with a fault", flush=True)
    return faults


def main() -> None:
    times = int(sys.argv[1]) if sys.argv[1:] else 200
    cases = (Ingest, Sync, Migration, Backup, Rebuild)
    faults = 0
    for kind in cases:
        with tempfile.TemporaryDirectory() as folder, wild_server() as server:
            urls = [server.serve(f"/{number}", body=feed(number, ENTRIES)) for number in range(FEEDS)]
            faults += try_case(kind, urls, times // len(cases), Path(folder))
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
