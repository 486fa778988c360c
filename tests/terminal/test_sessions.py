"""A session ends within moments whatever ends it, with the terminal as it was and the place kept."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.pty_program import PtyProgram
from tui_reader.ui.session import LONGEST_RESIZE_PAUSE, RESIZE_PAUSE, resize_pause

TINY = str(Path(__file__).with_name("tiny_app.py"))
FAR = {"SSH_TTY": "/dev/pts/9", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "place"


def tiny(place: Path, **env: str) -> PtyProgram:
    return PtyProgram(
        sys.executable,
        TINY,
        env={"PLACE": str(place), "HOME": str(place.parent), "KEYS": str(place.parent / "keys"), **env},
    )


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_with_the_terminal_as_it_was(place: Path, number: int, code: int) -> None:
    with tiny(place) as program:
        program.wait_for("READY 0")
        program.type("jj")
        program.wait_for("READY 2")
        os.kill(program.pid, number)
        assert program.wait_for_end() == code
        assert program.modes_left_on() == set()
        assert place.read_text() == "2"


def test_an_app_that_hangs_is_ended_too(place: Path) -> None:
    with tiny(place) as program:
        program.wait_for("READY 0")
        program.type("jh")
        program.wait_for("HANGING")
        os.kill(program.pid, signal.SIGTERM)
        assert program.wait_for_end() == 143
        assert program.modes_left_on() == set()
        assert place.read_text() == "1"


def test_a_lost_terminal_ends_it_without_any_signal(place: Path) -> None:
    with tiny(place, DEAF="1") as program:
        program.wait_for("READY 0")
        program.type("j")
        program.wait_for("READY 1")
        program.hang_up()
        assert program.wait_for_end() == 129
        assert place.read_text() == "1"


def test_quitting_leaves_the_terminal_as_it_was(place: Path) -> None:
    with tiny(place, **FAR) as program:
        program.wait_for("READY 0")
        program.type("q")
        assert program.wait_for_end() == 0
        assert program.modes_left_on() == set()


def test_a_terminal_that_stops_reading_does_not_hold_up_the_end(place: Path) -> None:
    with tiny(place, BYTES="400000", **FAR) as program:
        program.wait_for("READY 0")
        program.type("y")
        assert program.read(10)  # and not a byte more
        os.kill(program.pid, signal.SIGTERM)
        os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)
        assert program.wait_for_end() == 143


def test_suspended_and_back_it_draws_everything_again(place: Path) -> None:
    with tiny(place) as program:
        program.wait_for("READY 0")
        program.type(b"\x1a")
        _, status = os.waitpid(program.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        while program.read():
            pass
        assert program.modes_left_on() == set()
        program.screen.reset()
        os.kill(program.pid, signal.SIGCONT)
        program.wait_for("READY 0")
        program.type("j")
        program.wait_for("READY 1")


def test_stopped_without_notice_and_back_it_still_reads_one_key_once(place: Path) -> None:
    with tiny(place) as program:
        program.wait_for("READY 0")
        os.kill(program.pid, signal.SIGSTOP)
        os.waitpid(program.pid, os.WUNTRACED)
        os.kill(program.pid, signal.SIGCONT)
        program.screen.reset()
        program.wait_for("READY 0")
        program.type("jj")
        program.wait_for("READY 2")


def test_a_defect_ends_it_with_the_terminal_as_it_was_and_shows_no_insides(place: Path) -> None:
    with tiny(place) as program:
        program.wait_for("READY 0")
        program.type("f")
        assert program.wait_for_end() == 1
        assert program.modes_left_on() == set()
        assert b"ValueError" not in program.raw
        assert b"]0;a defect" not in program.raw


def test_by_hand_the_words_stand_alone_and_enter_goes_back(place: Path) -> None:
    with tiny(place) as program:
        program.wait_for("READY 0")
        program.type("b")
        program.wait_for("enter goes back")
        assert program.modes_left_on() == set()
        assert ("plain words " * 12).encode() + "␛]0;title␇".encode() in program.raw  # no line break of ours
        program.type("\r")
        program.wait_for("READY 0")
        program.type("j")
        program.wait_for("READY 1")


def test_answers_of_the_terminal_are_not_typed(place: Path) -> None:
    with tiny(place, **FAR) as program:
        program.wait_for("READY 0")
        program.type(b"\x1b[?64;1;2c\x1bP>|XTerm(380)\x1b\\\x1b[0n\x1b]52;c;ag==\x07\x1b]10;rgb:0/0/0\x1b\\j")
        program.wait_for("READY 1")
        keys = (place.parent / "keys").read_text().splitlines()
        assert len(keys) == 1


@pytest.mark.parametrize(
    "sent", [b"\x1b[99999999999u", b"\x1b[200~q\x1bq\x1b[201~q\x1b[201~", b"\x1b[<1;99999999999999M"]
)
def test_what_is_no_key_does_nothing(place: Path, sent: bytes) -> None:
    with tiny(place) as program:
        program.wait_for("READY 0")
        program.type(sent)
        program.type("j")
        program.wait_for("READY 1")


def test_a_storm_of_resizes_is_drawn_once(place: Path) -> None:
    with tiny(place) as program:
        program.wait_for("READY 0")
        while program.read():
            pass
        before = len(program.raw)
        for columns in range(41, 80):
            program.resize(columns, 24)
        program.resize(80, 24)
        program.screen.reset()
        program.wait_for("READY 0")
        program.type("j")
        program.wait_for("READY 1")
        assert len(program.raw) - before < 3 * before


def test_resizes_in_a_row_are_waited_out_for_longer_over_ssh() -> None:
    assert resize_pause(RESIZE_PAUSE, 0.1, far=False) == resize_pause(RESIZE_PAUSE, 9.0, far=True) == RESIZE_PAUSE
    pauses = [RESIZE_PAUSE]
    while pauses[-1] < LONGEST_RESIZE_PAUSE:
        pauses.append(resize_pause(pauses[-1], 0.5, far=True))
        assert pauses[-1] > pauses[-2]
    assert pauses[-1] == resize_pause(pauses[-1], 0.5, far=True) == LONGEST_RESIZE_PAUSE


def test_far_away_the_terminal_is_asked_and_the_newest_frame_wins(place: Path) -> None:
    with tiny(place, **FAR) as program:
        program.wait_for("READY 0")
        program.type("j" * 200)
        program.wait_for("READY 200")
        assert b"\x1b[5n" in program.raw


def test_near_by_the_terminal_is_never_asked(place: Path) -> None:
    with tiny(place, SSH_TTY="", SSH_CONNECTION="") as program:
        program.wait_for("READY 0")
        assert b"\x1b[5n" not in program.raw
