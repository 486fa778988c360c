"""What was tried once is known afterwards, for that terminal and that way only."""

from pathlib import Path

import pytest

from tui_reader.terminal.clipboard import find_route
from tui_reader.terminal.remembered import FILE, remember, try_copy, with_experience
from tui_reader.terminal.routes import Route, Way

ENV = {"TERM": "xterm-256color"}
ROUTE = Route(Way.TERMINAL, "over ssh", doubt="PuTTY may not take it")


def test_a_copy_that_arrived_settles_the_doubt(tmp_path: Path) -> None:
    copied: list[str] = []

    def send(word: str) -> Route:
        copied.append(word)
        return ROUTE

    assert try_copy(send, lambda: f" {copied[0]}\n", ENV, tmp_path)
    known = with_experience(ROUTE, ENV, tmp_path)
    assert (known.doubt, known.certain) == ("", True)
    assert with_experience(ROUTE, {"TERM": "xterm"}, tmp_path) == ROUTE
    mosh = Route(Way.MOSH, "mosh")
    assert with_experience(mosh, ENV, tmp_path) == mosh


def test_a_copy_that_did_not_arrive_is_doubted(tmp_path: Path) -> None:
    assert not try_copy(lambda word: ROUTE, lambda: "what was there before", ENV, tmp_path)
    assert "did not arrive" in with_experience(ROUTE, ENV, tmp_path).doubt
    remember(ROUTE, ENV, tmp_path, True)
    assert with_experience(ROUTE, ENV, tmp_path).certain


@pytest.mark.parametrize("kept", ["", "{", "[1]", '{"terminal|xterm-256color|": "yes"}', "[" * 100_000])
def test_a_file_that_is_not_ours_holds_nothing(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE).write_text(kept)
    assert with_experience(ROUTE, ENV, tmp_path) == ROUTE


def test_what_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    remember(ROUTE, ENV, tmp_path / "in the way" / "state", True)
    assert with_experience(ROUTE, ENV, tmp_path / "in the way" / "state") == ROUTE


def test_the_route_of_a_copy_knows_it(tmp_path: Path) -> None:
    env = ENV | {"XDG_STATE_HOME": str(tmp_path), "TUI_READER_CLIPBOARD": "terminal"}
    remember(find_route(env), env, tmp_path / "tui-reader", False)
    assert "did not arrive" in find_route(env).doubt
