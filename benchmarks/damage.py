"""Random damage of a store: whether it is found, whether a backup or an ingest is harmed by it, what a rebuild saves.

    python benchmarks/damage.py [200] [--seed N] [--look] [--jobs N]

Half of the damages are one bit of one byte in a page in use, half 1 to 50 pages filled with noise. The store is that of
the seeds, with a page that its outlet changed, a speaker set right by hand, a document forgotten and a feed followed. A
bit that changes nothing that is stored (unused room within a page) is no damage, and is told apart. `--look`: only what
is found, with the table in which the missed ones lie.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tui_reader.newsroom import Newsroom
from tui_reader.store.indexing import document_text
from tui_reader.store.sqlite.checking import check_file

SEED = 20311130
INDEXES = ("quotation_words", "headline_words", "post_words")
PAGE = 4096  # bytes, SQLite's own
CHANGED = 'Ferry to run on {}\n\nMara Quill said: "We must not shy away from it."\n\nThe council voted at noon.\n'


class Damage(NamedTuple):
    """What was overwritten: offset and bytes, and in which tables these lie."""

    writes: tuple[tuple[int, bytes], ...]
    tables: tuple[str, ...]


class Outcome(NamedTuple):
    """What became of one damage."""

    troubles: tuple[str, ...] = ()
    lost: int = 0  # documents SQLite could read
    refused: bool = False  # by rebuild
    damage: Damage = Damage((), ())
    harmless: bool = False
    quick: bool = False
    full: bool = False


def make_store(folder: Path) -> Path:
    """Return a store of the seeds in which every table has rows."""
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    path = folder / "store.db"
    newsroom = Newsroom.open(path, seeds=True)
    for name in ("page", "gone"):
        (folder / f"{name}.txt").write_text(CHANGED.format(f"Sundays, {name}"), "utf-8")
    newsroom.ingest([folder / "page.txt", folder / "gone.txt"])
    (folder / "page.txt").write_text(CHANGED.format("Sundays, page").replace("noon", "night"), "utf-8")
    newsroom.ingest([folder / "page.txt"])
    kept, gone = (
        next(entry for entry in newsroom.quotations("shy") if name in (entry.headline or ""))
        for name in ("page", "gone")
    )
    newsroom.correct_speaker(kept.id, "Ada Stone")
    newsroom.forget(gone.document, by="a test")
    newsroom.close()
    subprocess.run(
        [sys.executable, "-m", "tui_reader", "--no-seeds", "sources", "add", "https://news.example/feed.xml"],
        env={**os.environ, "TUI_READER_STORE": str(path)},
        stdout=-3,
        stderr=-3,
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def pages_in_use(path: Path) -> dict[int, str]:
    """Return the pages that hold something, and what: a table or an index."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT pageno, name FROM dbstat").fetchall())


def draw(dice: random.Random, raw: bytes, used: dict[int, str], single: bool) -> Damage:
    """Return one random damage."""
    if single:
        page = dice.choice(list(used))
        offset = (page - 1) * PAGE + dice.randrange(PAGE)
        return Damage(((offset, bytes([raw[offset] ^ (1 << dice.randrange(8))])),), (used[page],))
    pages = dice.sample(list(used), min(dice.randint(1, 50), len(used)))
    written = tuple(((page - 1) * PAGE, dice.randbytes(PAGE)) for page in pages)
    return Damage(written, tuple(used[page] for page in pages))


def overwrite(path: Path, damage: Damage) -> None:
    with path.open("r+b") as file:
        for offset, written in damage.writes:
            file.seek(offset)
            file.write(written)


def stored(path: Path) -> object:
    """Return all that a store holds, row by row; an error where it cannot be read.

    A search index is what is found by it: a mark in it that an entry takes the place of another is nothing.
    """
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.text_factory = bytes
        try:
            with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
                whole = connection.execute("PRAGMA integrity_check").fetchall()
                connection.backup(copy)
            made = copy.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
            tables = [name.decode() for name, sql in made if sql and sql.startswith(b"CREATE TABLE")]
            tables = [name for name in tables if not name.endswith("_words_data")]
            found = [list(searched(copy, index)) for index in INDEXES]
            rows = {name: copy.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608
            marks = [copy.execute(f"PRAGMA {one}").fetchall() for one in ("user_version", "application_id")]
            return whole, made, found, rows, marks
        except (sqlite3.Error, UnicodeDecodeError) as error:
            return str(error)


def searched(copy: sqlite3.Connection, index: str) -> Iterator[object]:
    """Yield every place of every word that an index holds, and what each beginning of a word finds."""
    copy.execute(f"CREATE VIRTUAL TABLE temp.{index}_places USING fts5vocab(main, {index}, instance)")
    places = copy.execute(f"SELECT * FROM temp.{index}_places").fetchall()  # noqa: S608
    yield places
    words = {word.decode() for word, *_ in places}
    for begun in sorted({word[:letters] for word in words for letters in (1, 2, 3)}):
        query = f"SELECT rowid FROM {index} WHERE {index} MATCH ?"  # noqa: S608
        yield begun, copy.execute(query, (f'"{begun}" *',)).fetchall()


def words_of(path: Path) -> dict[str, str]:
    """Return the text of every document that SQLite can read, by id."""
    texts = {}
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection, suppress(sqlite3.Error):
        for key, id in connection.execute("SELECT pk, id FROM documents").fetchall():
            with suppress(sqlite3.Error, UnicodeDecodeError, TypeError, AttributeError):
                texts[id] = document_text(connection, key)
    return texts


def call(folder: Path, *arguments: str) -> int:
    environment = {
        **os.environ,
        "TUI_READER_STORE": str(folder / "store.db"),
        "XDG_STATE_HOME": str(folder / "state"),
    }
    whole = [sys.executable, "-m", "tui_reader", "--no-seeds", *arguments]
    return subprocess.run(whole, env=environment, stdout=-3, stderr=-3).returncode


def tried(model: Path, look: bool, damage: Damage) -> Outcome:
    """Damage a copy of the store and see what becomes of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "store.db"
        shutil.copy(model / "store.db", path)
        before = stored(path)
        overwrite(path, damage)
        harmless = stored(path) == before
        quick, full = bool(check_file(path)), bool(check_file(path, full=True))
        outcome = Outcome() if look or harmless else aftermath(model, folder, path)
        return outcome._replace(damage=damage, harmless=harmless, quick=quick, full=full)


def aftermath(model: Path, folder: Path, path: Path) -> Outcome:
    """Back up, ingest and rebuild the damaged store; say what was harmed."""
    troubles = []
    damaged, right = path.read_bytes(), words_of(model / "store.db")
    saved, new = folder / "backup.db", folder / "new.db"
    shutil.copy(model / "store.db", saved)
    call(folder, "backup", str(saved))
    if check_file(saved, full=True) or words_of(saved) != right:  # what an index alone had wrong is right in a copy
        troubles.append("a good backup replaced")
    call(folder, "rebuild", str(new))
    if path.read_bytes() != damaged:
        troubles.append("rebuild wrote into the old store")
    if new.exists() and check_file(new, full=True):
        troubles.append("the rebuilt store is not whole")
    readable, rebuilt = set(words_of(path).values()), set(words_of(new).values()) if new.exists() else set()
    if not rebuilt <= set(right.values()):
        troubles.append("words of a rebuilt store that are not those that were printed")
    lost = len(readable & set(right.values()) - rebuilt) if new.exists() else 0
    (folder / "more.txt").write_text(CHANGED.format("Mondays"), "utf-8")
    if check_file(path) and call(folder, "ingest", str(folder / "more.txt")) == 0:
        troubles.append("ingest wrote into damage that was found")
    return Outcome(tuple(troubles), lost, not new.exists())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("times", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--look", action="store_true")
    parser.add_argument("--single", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as name:
        model = Path(name)
        path = make_store(model)
        raw, used = path.read_bytes(), pages_in_use(path)
        damages = [draw(dice, raw, used, asked.single or number % 2 == 0) for number in range(asked.times)]
        with ProcessPoolExecutor(asked.jobs) as pool:
            outcomes = list(pool.map(partial(tried, model, asked.look), damages))
    tell(outcomes)


def tell(outcomes: list[Outcome]) -> None:
    real = [one for one in outcomes if not one.harmless]
    print(f"{len(real)} damages ({len(outcomes) - len(real)} more changed nothing that is stored)")
    print(f"found quickly {sum(one.quick for one in real)}, in full {sum(one.full for one in real)}")
    for one in real:
        if not one.full:
            print("  missed:", *one.damage.tables, one.damage.writes[0] if len(one.damage.writes) == 1 else "")
    refused = sum(one.refused for one in real)
    print(f"rebuilds refused {refused}; readable documents not saved by the others:", end=" ")
    print(sum(one.lost for one in real if not one.refused), "of", sum(one.lost > 0 for one in real if not one.refused))
    for what, many in Counter(trouble for one in real for trouble in one.troubles).items():
        print(f"  {what}: {many}")


if __name__ == "__main__":
    main()
