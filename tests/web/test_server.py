"""The app behind a page: who may open it, and that it is the app, keys, copies and all."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pyte
import pytest
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner

from tui_reader.cli import cli
from tui_reader.terminal.browser import IN_BROWSER
from tui_reader.web import ReaderServer, is_this_machine
from tui_reader.web import server as serving
from tui_reader.web.tab import Tab

PATIENCE = 60.0  # seconds: what a busy machine may take; nothing waits for it to pass
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbour wall to be rebuilt</title>
<meta property="og:site_name" content="North Post"><link rel="canonical" href="https://north.example/harbour">
<meta property="article:published_time" content="2031-05-06T10:00:00Z"></head>
<body><article><h1>Harbour wall to be rebuilt</h1><p>The minister, Ada Lorne, said: “The wall will be rebuilt by the
spring.”</p><p>Nobody had asked the pilots, who have long wanted a wall of another kind, further out.</p>
</article></body></html>"""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReaderServer:
    monkeypatch.setenv(IN_BROWSER, "1")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    page, store = tmp_path / "page.html", str(tmp_path / "store.db")
    page.write_text(PAGE, encoding="utf-8")
    assert CliRunner().invoke(cli, ["--store", store, "--no-seeds", "ingest", str(page)]).exit_code == 0
    return ReaderServer(["--store", store], "127.0.0.1", 8000)


@pytest.fixture
async def client(server: ReaderServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TestClient]:
    started: list[Tab] = []

    class Noted(Tab):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            started.append(self)

    monkeypatch.setattr(serving, "Tab", Noted)
    async with TestClient(TestServer(await server._make_app())) as client:
        yield client
    for service in started:  # whoever closes the line has ended the app
        assert service._process is not None
        await asyncio.wait_for(service._process.wait(), PATIENCE)


async def opened(client: TestClient, server: ReaderServer) -> aiohttp.ClientWebSocketResponse:
    assert (await client.get("/", params={"token": server.token})).status == 200
    origin = str(client.make_url("/")).rstrip("/")
    return await client.ws_connect("/ws?width=100&height=30", origin=origin)


class Screen:
    """What the line of a tab brings: drawn, and told beside it."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self.line, self.told, self.raw = line, list[list[object]](), b""
        self.screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self.screen)

    async def until(self, what: Callable[[], bool]) -> None:
        while not what():
            message = await self.line.receive(timeout=PATIENCE)
            if message.type is aiohttp.WSMsgType.BINARY:
                self.raw += message.data
                self._stream.feed(message.data)
            elif message.type is aiohttp.WSMsgType.TEXT:
                self.told.append(json.loads(message.data))
            else:
                raise AssertionError(f"the line ended: {message}\n" + "\n".join(self.screen.display))

    def shows(self, words: str) -> bool:
        return any(words in line for line in self.screen.display)


async def test_who_has_no_token_gets_nothing(client: TestClient, server: ReaderServer) -> None:
    for path in (
        "/",
        "/?token=",
        "/?token=wrong",
        "/?token=ü",
        "/page.js",
        "/static/js/textual.js",
        "/ws",
        "/download/x",
    ):
        response = await client.get(path)
        assert response.status == 403, path
        assert "<" not in await response.text()
    assert (await client.get(f"/page.js?token={server.token}")).status == 403  # the page alone takes it from an address


async def test_the_page_is_whole_without_anybody_else(client: TestClient, server: ReaderServer) -> None:
    response = await client.get("/", params={"token": server.token})
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    page = await response.text()
    assert "//" not in page and server.token not in page
    for path in ("/page.js", "/page.css", "/static/js/textual.js", "/static/css/xterm.css", "/"):  # by the cookie
        assert (await client.get(path)).status == 200, path


@pytest.mark.parametrize("origin", [None, "http://elsewhere.example", "null", "http://127.0.0.1", "http://["])
async def test_a_page_of_somebody_else_opens_no_line(
    client: TestClient, server: ReaderServer, origin: str | None
) -> None:
    await client.get("/", params={"token": server.token})
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await client.ws_connect("/ws", origin=origin)
    assert refused.value.status == 403


async def test_no_more_readers_than_the_machine_bears(
    client: TestClient, server: ReaderServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_MOST_TABS", 0)
    page = await client.get("/", params={"token": server.token})
    assert (page.status, await page.text()) == (503, "0 readers are open; close one first\n")
    monkeypatch.setattr(serving, "_MOST_TABS", 1)
    line = await opened(client, server)
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await client.ws_connect("/ws", origin=str(client.make_url("/")).rstrip("/"))
    assert refused.value.status == 503
    await line.close()


async def test_the_app_is_the_app(client: TestClient, server: ReaderServer, tmp_path: Path) -> None:
    line = await opened(client, server)
    tab = Screen(line)
    await tab.until(lambda: all(tab.shows(words) for words in ("North Post", "Timeline", "rebuilt by the")))
    await line.send_json(["stdin", "3y"])
    await tab.until(lambda: tab.shows("sent to the browser"))
    assert b"\x1b]52;c;" in tab.raw
    copied = (tmp_path / "state" / "tui-reader" / "last-copy.txt").read_text(encoding="utf-8")
    assert "“The wall will be rebuilt by the spring.”" in copied and "Ada Lorne" in copied
    await line.send_json(["stdin", "o"])
    await tab.until(lambda: bool(tab.told))
    assert tab.told == [["open_url", {"url": "https://north.example/harbour", "new_tab": True}]]
    await line.send_json(["stdin", "\x1a"])  # ctrl+z: there is nothing to be suspended to
    tab.screen.resize(20, 90)
    await line.send_json(["resize", {"width": 90, "height": 20}])
    await tab.until(lambda: "copy" in tab.screen.display[-1])
    await line.send_json(["stdin", "q"])
    with pytest.raises(AssertionError, match="the line ended"):
        await tab.until(lambda: False)


async def test_a_closed_tab_ends_its_app(client: TestClient, server: ReaderServer) -> None:
    line = await opened(client, server)
    tab = Screen(line)
    await tab.until(lambda: tab.shows("North Post"))
    await line.close()  # that the app ends is waited for by the fixture


@pytest.mark.parametrize("said", ["no JSON", "{}", "[]", '["resize"]', '["resize", {"width": 1}]', '["stdin", 7]'])
async def test_what_our_page_never_says_ends_that_line(client: TestClient, server: ReaderServer, said: str) -> None:
    line = await opened(client, server)
    await line.send_str(said)
    while (message := await line.receive(timeout=PATIENCE)).type is aiohttp.WSMsgType.BINARY:
        pass
    assert message.type is aiohttp.WSMsgType.CLOSE


async def test_a_size_that_cannot_be_drawn_is_bounded(client: TestClient, server: ReaderServer) -> None:
    line = await opened(client, server)
    tab = Screen(line)
    await tab.until(lambda: tab.shows("North Post"))
    for width, height in ((100_000, 100_000), (-5, 3), ("a", "b"), (1e308, 1)):
        await line.send_json(["resize", {"width": width, "height": height}])
    tab.screen.resize(24, 80)
    await line.send_json(["resize", {"width": 80, "height": 24}])
    await tab.until(lambda: "copy" in tab.screen.display[23])
    await line.close()


async def test_the_page_is_told_when_its_app_dies(client: TestClient, server: ReaderServer) -> None:
    server.command = "exit 3"
    line = await opened(client, server)
    assert (await line.receive(timeout=PATIENCE)).type is aiohttp.WSMsgType.CLOSE


async def test_an_app_that_hangs_is_ended(
    client: TestClient, server: ReaderServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.web.tab._LAST_WORDS", 0.0)
    server.command = "exec sleep 600"
    line = await opened(client, server)
    await line.close()  # that it ends is waited for by the fixture


async def test_the_end_of_the_server_closes_every_line(client: TestClient, server: ReaderServer) -> None:
    line = await opened(client, server)
    await server.on_shutdown(client.app)
    while (message := await line.receive(timeout=PATIENCE)).type is aiohttp.WSMsgType.BINARY:
        pass
    assert message.type is aiohttp.WSMsgType.CLOSE and message.data == aiohttp.WSCloseCode.GOING_AWAY


def test_the_app_ends_with_a_server_that_was_killed(server: ReaderServer) -> None:
    call = shlex.split(server.command)[1:]
    driver = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "COLUMNS": "-3", "ROWS": "9" * 30}
    with subprocess.Popen(
        call, env={**os.environ, **driver}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as app:
        assert app.stdout is not None and app.stdin is not None
        assert app.stdout.readline() == b"__GANGLION__\n"
        app.stdin.close()
        app.stdout.read()
        assert app.wait(PATIENCE) == 0


async def test_a_plain_call_of_the_line_is_refused(client: TestClient, server: ReaderServer) -> None:
    await client.get("/", params={"token": server.token})
    response = await client.get("/ws", headers={"Origin": str(client.make_url("/")).rstrip("/")})
    assert response.status == 400


@pytest.mark.parametrize("host", ["", "[]"])
def test_an_address_that_is_none_is_one_line(tmp_path: Path, host: str) -> None:
    call = [
        sys.executable,
        "-m",
        "tui_reader",
        "--store",
        str(tmp_path / "s.db"),
        "--no-seeds",
        "serve",
        "--host",
        host,
    ]
    told = subprocess.run(call, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert told.returncode == 2 and told.stdout == ""
    assert told.stderr.startswith("tui-reader: ") and told.stderr.count("\n") == 1


def test_the_app_is_opened_without_a_shell_reading_its_names() -> None:
    server = ReaderServer(["--store", "/tmp/a b; echo $HOME/`x`.db"], "::1", 8001, token="t")
    assert shlex.split(server.command) == [
        "exec", sys.executable, "-m", "tui_reader", "--store", "/tmp/a b; echo $HOME/`x`.db",
    ]  # fmt: skip
    assert server.address == "http://[::1]:8001/?token=t"


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("192.0.2.7", False), ("desk.example", False)],
)  # fmt: skip
def test_what_is_reached_from_this_machine_alone(host: str, own: bool) -> None:
    assert is_this_machine(host) is own


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_an_address_others_reach_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, warned: bool
) -> None:
    monkeypatch.setattr(ReaderServer, "serve_until_stopped", lambda self, ready: ready())
    told = CliRunner().invoke(cli, ["--store", str(tmp_path / "s.db"), "--no-seeds", "serve", "--host", host])
    assert told.exit_code == 0
    where = host if not warned else socket.gethostname()
    assert told.stdout.startswith(f"http://{where}:8000/?token=")
    assert told.stderr.startswith("warning: ") is warned


def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        call = [sys.executable, "-m", "tui_reader", "--store", str(tmp_path / "s.db"), "--no-seeds", "serve"]
        told = subprocess.run([*call, "--port", port], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert told.returncode == 2
    assert told.stderr.startswith(f"tui-reader: cannot listen on 127.0.0.1 port {port}: Address already in use")
    assert told.stderr.count("\n") == 1 and told.stdout == ""


def test_without_the_extra_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("tui_reader.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    told = CliRunner().invoke(cli, ["--store", str(tmp_path / "s.db"), "--no-seeds", "serve"])
    assert "textual-serve" in str(told.exception) and not (tmp_path / "s.db").exists()
