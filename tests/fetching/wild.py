"""A server on 127.0.0.1 that answers like the wild: what it says is scripted, when it goes on is an event."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Script = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One request. A script answers it with `reply`, or byte by byte through `wfile`."""

    protocol_version = "HTTP/1.1"
    server: WildServer

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.asked.append((self.path, dict(self.headers.items())))
        try:
            self.server.scripts.get(self.path, _not_found)(self)
        except (ConnectionError, ValueError):
            pass  # the other side has had enough, as it should
        finally:
            self.close_connection = True

    def reply(self, status: int = 200, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        given = dict(headers or {})
        self.send_response(status)
        if "Transfer-Encoding" not in given:
            given.setdefault("Content-Length", str(len(body)))
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _not_found(visit: Visit) -> None:
    visit.reply(404)


class WildServer(ThreadingHTTPServer):
    """Knows the scripts of its paths and remembers what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.scripts: dict[str, Script] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.lock = threading.Lock()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def serve(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> str:
        """Answer `path` always the same way; return its URL. Header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.scripts[path] = lambda visit: visit.reply(status, body, named)
        return self.url(path)

    def paths(self) -> list[str]:
        """What was asked for, in order, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def wild_server() -> Iterator[WildServer]:
    server = WildServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class FakeClock:
    """Seconds that pass only when told to, or by `tick` at every look."""

    def __init__(self, tick: float = 0.0) -> None:
        self.seconds, self.tick = 0.0, tick

    def __call__(self) -> float:
        self.seconds += self.tick
        return self.seconds
