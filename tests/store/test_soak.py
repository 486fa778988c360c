"""Two writers and eight readers, each a process of its own, on one store; benchmarks/soak.py does it for minutes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.store.conftest import name_of
from tui_reader.store import Store
from tui_reader.store.paths import Address

ROOT = Path(__file__).resolve().parents[2]
READERS = 8
IN_A_FILE, ON_A_SERVER = 4000, 20  # documents a writer writes: a minute; a server's ways are longer
LONGEST_LOG = 64 << 20

WRITER = """
import sys
from tests.store.test_several import put_one
from tui_reader.store import Store
from tui_reader.store.paths import named_store
store = Store(named_store(sys.argv[1]))
for number in range(int(sys.argv[3])):
    put_one(store, f"{sys.argv[2]}{number}")
    if number % 20 == 0:
        store.keep_timeline()
store.close()
"""
READER = """
import sys
from tui_reader.store import Store
from tui_reader.store.paths import named_store
store, seen = Store(named_store(sys.argv[1])), 0
while seen < int(sys.argv[3]):
    keys = store.timeline_keys()
    assert len(keys) >= seen, "what was there is there"
    seen = len(keys)
    for entry in store.timeline_rows(keys.keys[:40]):
        assert store.post(entry.id).document.text
    assert all(entry.quotation.text == "It is time." for entry in store.find("tim").quotations)
store.close()
"""


def test_writers_and_readers_beside_each_other(where: Path | Address) -> None:
    Store(where).close()
    each = IN_A_FILE if isinstance(where, Path) else ON_A_SERVER
    calls = [(WRITER, name, each) for name in "ab"] + [(READER, "", 2 * each)] * READERS
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, name_of(where), name, str(count)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for code, name, count in calls
    ]
    try:
        for process in running:
            _, told = process.communicate()
            assert process.returncode == 0, told.decode()
    finally:
        for process in running:
            process.kill()
    if isinstance(where, Path):
        log = where.with_name("store.db-wal")
        assert not log.exists() or log.stat().st_size <= LONGEST_LOG
    store = Store(where)
    assert store.check(full=True) == []
    assert len(store.timeline_keys()) == 2 * each
    store.close()
