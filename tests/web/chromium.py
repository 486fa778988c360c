"""The app in a real browser, by hand: `make test-browser` (needs Chromium; last run in docs/terminals.md).

Chromium without a window is driven by its own protocol; what the page received is drawn by a terminal of ours.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pyte
import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
PATIENCE = 30.0

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")


class Tab:
    """One page: `screen` is what its socket brought, drawn; `opened` the addresses of pages it opened."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line, self._waiting, self._number = line, dict[int, asyncio.Future[Any]](), 0
        self.session = ""
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.opened: list[str] = []
        self.changed = asyncio.Event()

    async def listen(self) -> None:
        async for message in self._line:
            told = json.loads(message.data)
            if "id" in told:
                self._waiting.pop(told["id"]).set_result(told.get("result", told.get("error")))
            elif told["method"] == "Network.webSocketFrameReceived" and told["params"]["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(told["params"]["response"]["payloadData"]))
            elif told["method"] == "Network.webSocketFrameSent":
                sent = json.loads(told["params"]["response"]["payloadData"])
                if sent[0] == "resize":
                    self.screen.resize(sent[1]["height"], sent[1]["width"])
            elif told["method"] == "Target.targetInfoChanged":
                self.opened.append(told["params"]["targetInfo"]["url"])
            self.changed.set()

    async def call(self, method: str, **params: Any) -> Any:
        self._number += 1
        told = self._waiting[self._number] = asyncio.get_running_loop().create_future()
        session = {"sessionId": self.session} if self.session and not method.startswith(("Browser", "Target")) else {}
        await self._line.send_json({"id": self._number, "method": method, "params": params, **session})
        return await told

    async def value(self, expression: str) -> Any:
        found = await self.call("Runtime.evaluate", expression=expression, awaitPromise=True, userGesture=True)
        return found["result"].get("value", found)

    async def press(self, *keys: str, **more: Any) -> None:
        for key in keys:
            code = {"windowsVirtualKeyCode": {"?": 191, "Escape": 27}.get(key) or ord(key.upper()), **more}
            text = {"text": key} if len(key) == 1 and not more else {}
            await self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **code, **text)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=key, **code)

    async def until(self, what: Callable[[], bool]) -> None:
        async def wait() -> None:
            while not what():
                self.changed.clear()
                await self.changed.wait()

        try:
            await asyncio.wait_for(wait(), PATIENCE)
        except TimeoutError:
            raise AssertionError("\n".join(self.screen.display)) from None

    def shows(self, words: str) -> bool:
        return any(words in line for line in self.screen.display)


@pytest.fixture
def address(tmp_path: Path) -> Any:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "TUI_READER_STORE": str(tmp_path / "store.db")}
    call = [sys.executable, "-m", "tui_reader", "serve", "--port", str(port)]
    with subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.send_signal(signal.SIGINT)
        assert server.wait(PATIENCE) in (0, 130)


@pytest.fixture
async def tab(tmp_path: Path, address: str) -> AsyncIterator[Tab]:
    home = tmp_path / "chromium"
    call = [CHROMIUM, "--headless=new", "--no-sandbox", "--remote-debugging-port=0", f"--user-data-dir={home}"]
    browser = await asyncio.create_subprocess_exec(
        *call, "--window-size=1280,800", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert browser.stderr is not None
    line = b""
    while b"DevTools listening on " not in line:
        line = await browser.stderr.readline()
        assert line, "Chromium did not start"
    devtools = line.decode().split("listening on ")[1].strip()
    async with aiohttp.ClientSession() as http, http.ws_connect(devtools, max_msg_size=0) as socket_:
        tab = Tab(socket_)
        listening = asyncio.create_task(tab.listen())
        await tab.call("Target.setDiscoverTargets", discover=True)
        page = (await tab.call("Target.createTarget", url="about:blank"))["targetId"]
        tab.session = (await tab.call("Target.attachToTarget", targetId=page, flatten=True))["sessionId"]
        await tab.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        for domain in ("Network", "Page", "Runtime"):
            await tab.call(f"{domain}.enable")
        await tab.call("Page.navigate", url=address)
        yield tab
        await tab.call("Browser.close")
        listening.cancel()
    await browser.wait()


async def test_the_app_in_chromium(tab: Tab, tmp_path: Path) -> None:
    # Three panes, without a click; the token is out of the address line.
    await tab.until(lambda: all(tab.shows(name) for name in ("BBC", "Guardian", "Sky", "Telegraph")))
    await tab.until(lambda: all(tab.shows(pane) for pane in ("Outlets", "Timeline", "Quotes")))
    assert await tab.value("location.search") == ""

    # Keys arrive, and a copy reaches the browser's own clipboard, word by word what the file has.
    await tab.press("3")
    await tab.press("y")
    await tab.until(lambda: tab.shows("sent to the browser"))
    copied = (tmp_path / "tui-reader" / "last-copy.txt").read_text(encoding="utf-8")
    assert copied and await tab.value("navigator.clipboard.readText()") == copied

    # There is no suspending; the app goes on.
    await tab.press("z", modifiers=2)
    await tab.press("?")
    await tab.until(lambda: tab.shows("filter") or tab.shows("Keys"))
    await tab.press("Escape")

    # A smaller window is a smaller screen.
    width = tab.screen.columns
    await tab.call("Emulation.setDeviceMetricsOverride", width=800, height=500, deviceScaleFactor=1, mobile=False)
    await tab.until(lambda: tab.screen.columns < width and tab.shows("BBC"))

    # The end is said, and the reader of this tab is gone.
    await tab.press("q")
    await tab.until(lambda: True)
    while not await tab.value("document.body.classList.contains('-closed')"):
        await tab.press("q")
    assert await tab.value("getComputedStyle(document.getElementById('ended')).display") == "block"
