"""A PostgreSQL server of the tests' own: in a temporary folder, reached by a socket there, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tui_reader.store.paths import Address

USER = "desk"
# Nothing of a test has to outlive the machine.
_FAST = "-c fsync=off -c full_page_writes=off -c max_connections=60 -c listen_addresses="


def find(program: str) -> str | None:
    """The path of one of the server's programs, which Debian does not put among the others."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return shutil.which(program) or (str(installed[-1]) if installed else None)


class Server:
    """Makes databases, one a test; `stop` and `start` are a restart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count()
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:  # initdb refuses root
            nobody = pwd.getpwnam("nobody")
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        self._run("initdb", "-D", "data", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()

    def start(self) -> None:
        options = f"{_FAST} -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", "data", "-o", options, "-l", "log", "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def address(self, database: str) -> Address:
        return Address(f"postgresql://{USER}@/{database}?host={self.folder}")

    def empty(self) -> Address:
        """A database with nothing in it."""
        return self._created("template0")

    def made(self) -> Address:
        """A database with an empty store in it."""
        from tui_reader.store import Store

        if not hasattr(self, "_template"):
            address = self.empty()
            Store(address).close()
            self._template = f"test{next(self._numbers) - 1}"
        return self._created(self._template)

    def shared(self) -> Address:
        """The one database that tests use in turn, emptied: a third of the time that a new one takes."""
        from tui_reader.store.postgres import schema

        if not hasattr(self, "_shared"):
            self._shared = self.made()
        kept = {"store", "forgotten_salt", "changes", "writes", "outlets"}
        self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid();"
            "SET search_path = tui_reader; DELETE FROM outlets WHERE pk > 1;"
            "UPDATE outlets SET documents = 0, posts = 0, quotations = 0, primary_source = 0;"
            + "".join(f"DELETE FROM {table};" for table in schema.TABLES if table not in kept)
            + "".join(f"SELECT setval('{table}_pk_seq', 1, {table == 'outlets'});" for table in schema.KEYED),
            self._shared,
        )
        return self._shared

    def _created(self, template: str) -> Address:
        name = f"test{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def run(self, statement: str, address: Address | None = None) -> list[tuple[object, ...]]:
        """Return what a statement of who runs the server gives, in a database of its own or of a store."""
        import psycopg

        where = self.address("postgres") if address is None else address
        with psycopg.connect(where.url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str) -> None:
        path = find(program)
        assert path is not None
        subprocess.run(
            [path, *arguments], cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            **self._as,  # type: ignore[call-overload]
        )  # fmt: skip


@contextmanager
def running() -> Iterator[Server | None]:
    """A server while the tests run; None where PostgreSQL or psycopg is not installed."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        yield None
        return
    if find("initdb") is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path may have 107 characters
    try:
        server = Server(folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
