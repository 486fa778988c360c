"""`$BROWSER` is a command, the address one argument of it, whatever either holds."""

from __future__ import annotations

import pytest

from tui_reader.terminal.browser import browser_call, open_in_browser

URL = "https://news.example/a?b=1&c=2"


@pytest.mark.parametrize(
    ("browser", "call"),
    [
        ("firefox", ["firefox", URL]),
        ("firefox --new-tab %s", ["firefox", "--new-tab", URL]),
        ("w3m:lynx", ["w3m", URL]),
        ("", None),
        ('"open', None),
    ],
)
def test_the_call(browser: str, call: list[str] | None) -> None:
    assert browser_call(URL, {"BROWSER": browser}) == call


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "https://a b", "-x", "https://a\u202eb"])
def test_only_addresses_of_the_web_are_opened(url: str) -> None:
    assert browser_call(url, {"BROWSER": "firefox"}) is None


def test_a_browser_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "no-such-browser-here")
    assert "cannot be started" in (open_in_browser(URL) or "")
    monkeypatch.delenv("BROWSER")
    assert open_in_browser(URL) is None
