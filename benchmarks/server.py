"""A store on a server beside the same store in a file: what is found, what reading costs, what a second writer brings.

    python benchmarks/server.py 20000 [--line 20]

Builds the archive on the first call (benchmarks/make_archive.py), starts a PostgreSQL of its own in a temporary
folder, copies the archive there, and asks both in turn; every figure is a ratio of the two in this run. `--line`:
milliseconds of a line between reader and server, one way and back, by a program that holds every byte that long.
"""

from __future__ import annotations

import argparse
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from make_archive import Archive, make_archive  # noqa: E402
from tests.server import Server, running  # noqa: E402

from terminal import Session, environment, show  # noqa: E402
from tui_reader.comparing import compare  # noqa: E402
from tui_reader.domain import Filters  # noqa: E402
from tui_reader.errors import StoreError  # noqa: E402
from tui_reader.ingest import ingest_pages  # noqa: E402
from tui_reader.store import Store  # noqa: E402
from tui_reader.store.paths import Address  # noqa: E402
from tui_reader.store.tokens import tokens  # noqa: E402

QUERIES, SCREENS, LETTERS, EVENTS, PAGES = 500, 300, 300, 40, 600
LINES = 40  # of a screen
GROWTH = 15  # times twenty pages are taken in
WRITER = """
import sys
from itertools import islice
sys.path[:0] = sys.argv[4:6]
from make_archive import Archive
from tui_reader.ingest import ingest_pages
from tui_reader.store import Store
from tui_reader.store.paths import named_store
store = Store(named_store(sys.argv[1]), wait=60)
first, count = int(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
report = ingest_pages(store, islice(Archive(100_000).pages(), first, first + count), jobs=1)
assert not report.refused, report.refused[:3]
store.close()
"""


def milliseconds_of(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1000


def queries(store: Store, dice: random.Random) -> list[str]:
    """Queries as somebody types them, of the words of random quotations."""
    entries = store.quotations(filters=Filters(limit=20_000))
    made = []
    for entry in dice.choices(entries, k=QUERIES):
        words = tokens(entry.quotation.text) or ["x"]
        at = dice.randrange(len(words))
        some = words[at : at + dice.randint(1, 4)]
        speaker = (entry.quotation.speaker or "x").split()[-1]
        made.append(
            dice.choice(
                (
                    " ".join(some),
                    f'"{" ".join(some)}"',
                    f"{some[0]} -{dice.choice(words)}",
                    f"{some[0][1:]}q {' '.join(some[1:])}",
                    f"{some[0]} {speaker}",
                    f"{some[0]} speaker:{speaker}",
                )
            )
        )
    return made


def same_searches(file: Store, server: Store, dice: random.Random) -> None:
    differ = []
    asked = queries(file, dice)
    for query in asked:
        ours, theirs = ({entry.id for entry in store.quotations(query, Filters(limit=300))} for store in (file, server))
        if ours != theirs:
            differ.append((query, len(ours - theirs), len(theirs - ours)))
    print(f"the same quotations: {len(asked) - len(differ)} of {len(asked)} queries")
    for query, ours, theirs in differ:
        print(f"  {query!r}: {ours} in the file alone, {theirs} on the server alone")


def beside(name: str, steps: list[tuple[Callable[[], object], Callable[[], object]]]) -> None:
    """Run pairs of steps in turn and print their medians and the ratio."""
    taken: tuple[list[float], list[float]] = ([], [])
    for pair in steps:
        for which, step in enumerate(pair):
            taken[which].append(milliseconds_of(step))
    ours, theirs = map(statistics.median, taken)
    print(f"{name:34} file {ours:7.2f} ms   server {theirs:7.2f} ms   {theirs / ours:5.2f} ×")


def reading(file: Store, server: Store, dice: random.Random) -> None:
    keys = file.timeline_keys().keys
    starts = [dice.randrange(max(1, len(keys) - LINES)) for _ in range(SCREENS)]
    beside("a screen of the timeline", [
        (lambda some=some: file.timeline_rows(some), lambda some=some: server.timeline_rows(some))
        for some in (keys[at : at + LINES] for at in starts)
    ])  # fmt: skip
    said = [word for query in queries(file, dice) for word in tokens(query)]
    typed = [word[: dice.randint(1, len(word))] for word in dice.choices(said, k=LETTERS)]
    beside("a letter of a search", [(lambda t=t: file.find(t), lambda t=t: server.find(t)) for t in typed])
    events = [entry.id for entry in file.events(filters=Filters(limit=EVENTS))]
    beside(
        "a comparison",
        [(lambda id=id: compare(file, id, None, ()), lambda id=id: compare(server, id, None, ())) for id in events],
    )
    posts = [row.id for at in starts[:100] for row in file.timeline_rows(keys[at : at + 1])]
    beside("a post", [(lambda id=id: file.post(id), lambda id=id: server.post(id)) for id in posts])
    beside("opening: outlets, timeline", [
        (lambda: (file.outlets(), file.timeline_keys()), lambda: (server.outlets(), server.timeline_keys()))
    ] * 10)  # fmt: skip


def wrote(address: Address, shares: list[tuple[int, int]]) -> float:
    """Return the seconds that writers of some pages take, all at once."""
    paths = [str(ROOT / "benchmarks"), str(ROOT)]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, address.url, str(first), str(count), *paths],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for first, count in shares
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    began = time.perf_counter()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    for writer in writers:
        assert writer.wait() == 0
    return time.perf_counter() - began


def two_writers(server: Server) -> None:
    alone, address = server.made(), server.made()
    one = wrote(alone, [(0, 2 * PAGES)])
    both = wrote(address, [(0, PAGES), (PAGES, PAGES)])
    with closing(Store(alone)) as ours, closing(Store(address)) as theirs:
        assert len(ours.timeline_keys()) == len(theirs.timeline_keys()) and theirs.check(full=True) == []
    print(f"{2 * PAGES} pages: one writer {one:.1f} s, two writers {both:.1f} s: {one / both:.2f} ×")


@contextmanager
def line_to(server: Server, database: str, milliseconds: float) -> Iterator[Address]:
    """The server behind a line: every byte is held for half of that time, each way."""
    door = socket.create_server(("127.0.0.1", 0))

    def pass_on(source: socket.socket, target: socket.socket) -> None:
        held: deque[tuple[float, bytes]] = deque()
        waiting = threading.Condition()

        def deliver() -> None:
            while True:
                with waiting:
                    waiting.wait_for(lambda: held)
                    due, data = held.popleft()
                time.sleep(max(0.0, due - time.perf_counter()))
                if not data:
                    target.close()
                    return
                target.sendall(data)

        threading.Thread(target=deliver, daemon=True).start()
        while True:
            try:
                data = source.recv(1 << 16)
            except OSError:
                data = b""
            with waiting:
                held.append((time.perf_counter() + milliseconds / 2000, data))
                waiting.notify()
            if not data:
                return

    def take_calls() -> None:
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            called = socket.socket(socket.AF_UNIX)
            called.connect(str(server.folder / ".s.PGSQL.5432"))
            for pair in ((caller, called), (called, caller)):
                threading.Thread(target=pass_on, args=pair, daemon=True).start()

    threading.Thread(target=take_calls, daemon=True).start()
    port = door.getsockname()[1]
    yield Address(f"postgresql://desk@127.0.0.1:{port}/{database}?sslmode=disable&gssencmode=disable")
    door.close()


def over_a_line(server: Server, address: Address, milliseconds: float) -> None:
    database = address.url.partition("@/")[2].partition("?")[0]
    with line_to(server, database, milliseconds) as far, closing(Store(far)) as store:
        keys = store.timeline_keys().keys
        post = store.timeline_rows(keys[100:101])[0].id
        for name, step in (
            ("a line of the timeline", lambda: store.timeline_rows(keys[100:101])),
            ("a post's quotations", lambda: store.quotations_of_post(post)),
            ("a post", lambda: store.post(post)),
            ("a letter", lambda: store.find("m")),
        ):
            taken = [milliseconds_of(step) for _ in range(12)][4:]
            print(f"{name:34} {milliseconds:.0f} ms of line: {statistics.median(taken):6.1f} ms")
        with tempfile.TemporaryDirectory() as home:
            app = Session([sys.executable, "-m", "tui_reader", "--store", far.url], environment(Path(home)))
            app.until(rb"Timeline.*all outlets")
            show("j in the timeline", [app.key("j") for _ in range(60)])
            show("a page of the timeline", [app.key("pgdn") for _ in range(10)])
            app.close()


TELLING = """
import sys
from itertools import islice
sys.path[:0] = sys.argv[3:5]
from make_archive import Archive
from tui_reader.errors import StoreError
from tui_reader.ingest import ingest_pages
from tui_reader.store import Store
from tui_reader.store.paths import named_store
store = Store(named_store(sys.argv[1]), wait=60)
for page in islice(Archive(100_000).pages(), int(sys.argv[2]), None):
    try:
        report = ingest_pages(store, [page], jobs=1)
    except StoreError:
        continue
    for kept in report.kept:
        print(kept.document, flush=True)
"""


def hurt(server: Server, kills: int, restarts: int, drops: int) -> None:
    """End writers, the server and all lines at random, and look whether what was told of is there, once."""
    address, dice = server.made(), random.Random(7)
    paths = [str(ROOT / "benchmarks"), str(ROOT)]
    told: set[str] = set()
    slowest = 0.0
    steps = ["kill"] * kills + ["restart"] * restarts + ["drop"] * drops
    dice.shuffle(steps)
    with closing(Store(address)) as reader:
        for number, step in enumerate(steps):
            call = [sys.executable, "-c", TELLING, address.url, str(number * 20), *paths]
            with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as writer:
                assert writer.stdout is not None
                told |= {writer.stdout.readline().strip() for _ in range(dice.randint(1, 4))}
                time.sleep(dice.random() / 20)
                if step == "restart":
                    server.stop()
                    server.start()
                elif step == "drop":
                    ends = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname <> 'postgres'"
                    server.run(f"{ends} AND pid <> pg_backend_pid()")
                writer.kill()
                told |= set(writer.stdout.read().split("\n")[:-1])
            began = time.perf_counter()
            while True:
                try:
                    reader.outlets()
                    break
                except StoreError:
                    time.sleep(0.02)
            slowest = max(slowest, time.perf_counter() - began)
        there = [entry.document for entry in reader.timeline()]
        lost = told - {""} - set(there)
        twice, troubles = len(there) - len(set(there)), len(reader.check(full=True))
        print(
            f"{kills} kills, {restarts} restarts, {drops} drops: {len(told)} told of, {len(lost)} lost, {twice} twice"
        )
        print(f"{troubles} troubles; a reader was back in {slowest:.2f} s at most")


def growth(server: Server, counts: tuple[int, int]) -> None:
    """Take the same new pages into a small and a large archive, by turns, and print what a page costs in each."""
    stores = []
    for count in counts:
        address = server.made()
        with closing(Store(make_archive(count))) as file, closing(Store(address)) as store:
            began = time.perf_counter()
            file.copy_into(store)
            print(f"copied {count} articles in {time.perf_counter() - began:.0f} s", flush=True)
        server.run("VACUUM ANALYZE", address)
        stores.append(Store(address, wait=60))
    taken: tuple[list[float], list[float]] = ([], [])
    pages = Archive(2 * counts[1]).pages()  # of the same days, in other words
    for _ in range(GROWTH):
        some = list(islice(pages, 20))
        for which, store in enumerate(stores):
            taken[which].append(milliseconds_of(partial(ingest_pages, store, some, jobs=1)) / len(some))
    small, large = map(statistics.median, taken)
    print(f"a page: {small:.1f} ms among {counts[0]:,}, {large:.1f} ms among {counts[1]:,}: {large / small:.2f} ×")
    for store in stores:
        store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many articles")
    parser.add_argument("--line", type=float, default=20.0, help="milliseconds of a line between")
    parser.add_argument("--growth", action="store_true", help="only what a page costs among 1,000 and among `count`")
    parser.add_argument("--hurt", action="store_true", help="only end writers, server and lines, and count")
    arguments = parser.parse_args()
    if arguments.hurt:
        with running() as server:
            assert server is not None, "PostgreSQL or psycopg is not installed"
            hurt(server, 100, 10, 10)
        return
    if arguments.growth:
        with running() as server:
            assert server is not None, "PostgreSQL or psycopg is not installed"
            growth(server, (1_000, arguments.count))
        return
    archive = make_archive(arguments.count)
    with running() as server:
        assert server is not None, "PostgreSQL or psycopg is not installed"
        address = server.made()
        with closing(Store(archive)) as file, closing(Store(address)) as store:
            began = time.perf_counter()
            file.copy_into(store)
            print(f"copied {arguments.count} articles in {time.perf_counter() - began:.0f} s")
            server.run("VACUUM ANALYZE", address)
            dice = random.Random(21)
            same_searches(file, store, dice)
            reading(file, store, dice)
        over_a_line(server, address, arguments.line)
        two_writers(server)


if __name__ == "__main__":
    main()
