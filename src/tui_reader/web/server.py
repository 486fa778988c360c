"""The server of the page and of the line behind it: one reader a tab, for whoever has the token."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import logging
import os
import secrets
import shlex
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from aiohttp import WSCloseCode, web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.server import Server

from tui_reader.terminal.browser import IN_BROWSER
from tui_reader.web.tab import Tab

_MOST_TABS = 16  # each is a process of 60 to 80 MB
_EVERYWHERE = ("0.0.0.0", "::")
_FILES = {"/page.css": "text/css", "/page.js": "text/javascript"}
_HEADERS = {
    # Nothing of the page comes from elsewhere, nothing of it goes elsewhere, and no other page may hold it in a frame.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"
    " style-src 'self' 'unsafe-inline'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
# What tells a program of the terminal it was started from: the reader in a browser has none.
_OF_TERMINALS = (
    "TMUX", "TMUX_PANE", "STY", "SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT", "DISPLAY", "WAYLAND_DISPLAY", "VTE_VERSION",
    "LC_TERMINAL", "TUI_READER_CLIPBOARD", "TUI_READER_PLAIN", "NO_COLOR",
)  # fmt: skip


def is_this_machine(host: str) -> bool:
    """Say whether an address to listen on is reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class ReaderServer(Server):
    """Serves the app to browsers that show the token, in the address once and in a cookie from then on.

    `arguments` are those of `tui-reader` that open the app. Whoever has no token gets 403, for the page, for what it
    is made of and for the line; so does a line opened by a page of somebody else's.
    """

    def __init__(self, arguments: Sequence[str], host: str, port: int, token: str | None = None) -> None:
        command = "exec " + shlex.join([sys.executable, "-m", "tui_reader", *arguments])
        super().__init__(command, host=host, port=port)
        self.token = token or secrets.token_urlsafe(24)
        self._cookie = f"tui-reader-{secrets.token_hex(4)}"  # a browser keeps one jar for all ports of a host
        self._lines: set[web.WebSocketResponse] = set()

    @property
    def address(self) -> str:
        """Return the address to open, token and all."""
        host = socket.gethostname() if self.host in _EVERYWHERE else self.host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}/?token={self.token}"

    def serve_until_stopped(self, ready: Callable[[], None]) -> None:
        """Serve until ctrl+c; `ready` is called once there is an answer. Raises OSError if the port cannot be had."""
        for name in _OF_TERMINALS:
            os.environ.pop(name, None)
        os.environ[IN_BROWSER] = "1"
        logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
        # An access log would show the token.
        web.run_app(self._make_app(), host=self.host, port=self.port, access_log=None, print=lambda _: ready())

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing; who calls has said where."""

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        for path in _FILES:
            app.router.add_get(path, self._handle_file)
        app.middlewares.append(self._guard())
        app.on_response_prepare.append(self._dress)
        return app

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Serve the page, and keep the token in a cookie for what the page asks for."""
        self._refuse_one_too_many()
        response = web.Response(body=_read("page.html"), content_type="text/html", charset="utf-8")
        response.set_cookie(self._cookie, self.token, httponly=True, samesite="Strict", path="/")
        return response

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Open the line of one tab and its app, as long as there are not too many; one ends with the other."""
        if request.headers.get("Upgrade", "").lower() != "websocket":
            raise web.HTTPBadRequest(text="this is the line of the page\n")
        self._refuse_one_too_many()
        line = web.WebSocketResponse(heartbeat=15)
        self._lines.add(line)

        async def end() -> None:
            await line.close()

        try:
            await line.prepare(request)
            tab = Tab(
                self.command,
                write_bytes=line.send_bytes,
                write_str=line.send_str,
                close=end,
                download_manager=self.download_manager,
            )
            await tab.start(_count(request, "width", 80), _count(request, "height", 24))
            try:
                await self._process_messages(line, tab)
            finally:
                await tab.stop()
        except (AssertionError, LookupError, TypeError, ValueError):  # what our page never says
            await line.close(code=WSCloseCode.PROTOCOL_ERROR)
        finally:
            self._lines.discard(line)
        return line

    async def on_shutdown(self, app: web.Application) -> None:
        """Close every line: a browser would keep its own open for twenty seconds."""
        await asyncio.gather(*(line.close(code=WSCloseCode.GOING_AWAY) for line in set(self._lines)))

    def _refuse_one_too_many(self) -> None:
        if len(self._lines) >= _MOST_TABS:
            raise web.HTTPServiceUnavailable(text=f"{_MOST_TABS} readers are open; close one first\n")

    async def _handle_file(self, request: web.Request) -> web.StreamResponse:
        kind = _FILES[request.path]
        return web.Response(body=_read(request.path.removeprefix("/")), content_type=kind, charset="utf-8")

    def _guard(self) -> Middleware:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            shown = request.query.get("token", "") if request.path == "/" else ""
            if not (self._is_token(shown) or self._is_token(request.cookies.get(self._cookie, ""))):
                raise web.HTTPForbidden(text="this needs the whole address that `tui-reader serve` printed\n")
            if request.path == "/ws" and request.headers.get("Origin", "").rpartition("//")[2] != request.host:
                raise web.HTTPForbidden(text="another page may not open this line\n")
            return await handler(request)

        return guard

    def _is_token(self, shown: str) -> bool:
        return hmac.compare_digest(shown.encode("utf-8", "replace"), self.token.encode())

    async def _dress(self, request: web.Request, response: web.StreamResponse) -> None:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)


def _count(request: web.Request, name: str, usual: int) -> int:
    """Return a number of cells that the page asks for; what is none is the usual."""
    asked = request.query.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else usual


def _read(name: str) -> bytes:
    return (Path(__file__).parent / name).read_bytes()
