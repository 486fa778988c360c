"""Links for terminals that are known to take them, and for none else."""

from __future__ import annotations

import pytest
from rich.style import Style

from tui_reader.terminal.links import link_of
from tui_reader.ui.frames import _look, _sgr

URL = "https://harbour.example/ferry"


@pytest.mark.parametrize(
    ("env", "taken"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4900"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "WezTerm", "TMUX": "/tmp/x,1,0"}, False),
        ({"TERM": "linux"}, False),
        ({}, False),
    ],
)
def test_a_link_is_made_where_the_terminal_takes_it(env: dict[str, str], taken: bool) -> None:
    assert (link_of(URL, env) == URL) is taken


@pytest.mark.parametrize(
    "address", ["https://a.example/\x1b[2J", "javascript:x", "https://a b", "file:///etc/passwd", ""]
)
def test_nothing_else_becomes_a_link(address: str) -> None:
    assert link_of(address, {"TERM": "xterm-kitty"}) == ""


def test_a_link_begins_and_ends_where_its_words_do() -> None:
    from rich.color import ColorSystem

    plain, linked = (_look(style, ColorSystem.STANDARD) for style in (None, Style(bold=True, link=URL)))
    assert _sgr(plain, linked) == f"\x1b]8;;{URL}\x1b\\\x1b[1m"
    assert _sgr(linked, plain) == "\x1b]8;;\x1b\\\x1b[0m"
    assert _sgr(linked, _look(Style(bold=True), ColorSystem.STANDARD)) == "\x1b]8;;\x1b\\"
