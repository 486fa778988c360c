"""The writer does not block, the gauge knows what is under way, answers are told from typing."""

import os
import select
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.terminal.line import (
    ASK_EVERY,
    FIRST_GIVEN_UP,
    GIVEN_UP,
    WINDOW,
    LineGauge,
    ReplyFilter,
    TtyWriter,
    terminal_problem,
)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def nothing() -> None:
    pass


def test_the_writer_takes_everything_at_once_and_keeps_its_order() -> None:
    reading, writing = os.pipe()
    drained = threading.Event()
    writer = TtyWriter(writing, nothing, drained.set)
    for number in range(50_000):
        writer.write(b"%06d" % number)  # more than any pipe holds: the caller is not held up
    got = bytearray()
    while len(got) < 300_000:
        got += os.read(reading, 65536)
    assert got == b"".join(b"%06d" % number for number in range(50_000))
    assert drained.wait(10)
    assert writer.stop(10)
    assert writer.pending == 0
    os.close(writing)
    os.close(reading)


def test_the_writer_waits_where_a_terminal_was_made_non_blocking() -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    writer = TtyWriter(writing, nothing, nothing)
    writer.write(b"x" * 300_000)
    got = 0
    while got < 300_000:
        select.select([reading], [], [])
        got += len(os.read(reading, 65536))
    assert writer.stop(10)
    os.close(writing)
    os.close(reading)


def test_a_lost_terminal_is_told_once_and_later_writes_are_dropped() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    lost: list[int] = []
    told = threading.Event()

    def lose() -> None:
        lost.append(1)
        told.set()

    writer = TtyWriter(writing, lose, nothing)
    writer.write(b"x")
    assert told.wait(10)
    writer.write(b"x")
    assert writer.stop(10)
    assert (lost, writer.pending) == ([1], 0)
    os.close(writing)


def test_a_stalled_terminal_does_not_hold_up_the_end() -> None:
    reading, writing = os.pipe()
    writer = TtyWriter(writing, nothing, nothing)
    writer.write(b"x" * 300_000)
    assert not writer.stop(0.01)
    os.close(reading)


def test_the_gauge_is_busy_until_the_answer_comes() -> None:
    gauge = LineGauge(asking=True, clock=Clock())
    assert not gauge.sent(ASK_EVERY - 1)
    assert gauge.sent(WINDOW)
    assert gauge.busy
    gauge.answered()
    assert not gauge.busy


def test_the_gauge_widens_on_a_quick_line_and_narrows_on_a_slow_one() -> None:
    clock = Clock()
    gauge = LineGauge(asking=True, clock=clock)
    for _ in range(3):
        gauge.sent(ASK_EVERY)
        gauge.answered()
    gauge.sent(8 * WINDOW)
    assert not gauge.busy
    for _ in range(3):
        clock.now += 1
        gauge.answered()
        gauge.sent(ASK_EVERY)
    clock.now += 1
    gauge.answered()
    gauge.sent(WINDOW + 1)
    assert gauge.busy


def test_an_answer_that_never_comes_is_given_up() -> None:
    clock = Clock()
    gauge = LineGauge(asking=True, clock=clock)
    gauge.sent(2 * WINDOW)
    assert gauge.busy
    clock.now += GIVEN_UP + 1
    assert not gauge.busy


def test_a_terminal_that_never_answered_is_not_asked_again_until_it_does() -> None:
    clock = Clock()
    gauge = LineGauge(asking=True, clock=clock)
    gauge.sent(2 * WINDOW)
    clock.now += FIRST_GIVEN_UP + 0.1
    assert not gauge.busy
    assert not gauge.sent(8 * WINDOW)
    assert not gauge.busy
    gauge.answered()
    assert gauge.sent(ASK_EVERY)


def test_an_answer_late_once_is_waited_for_longer() -> None:
    clock = Clock()
    gauge = LineGauge(asking=True, clock=clock)
    gauge.sent(ASK_EVERY)
    gauge.answered()
    gauge.sent(8 * WINDOW)
    clock.now += FIRST_GIVEN_UP + 0.1
    assert gauge.busy


def test_a_gauge_that_does_not_ask_is_never_busy() -> None:
    gauge = LineGauge(asking=False)
    assert not gauge.sent(10 * WINDOW)
    assert not gauge.busy
    gauge.answered()
    assert gauge.stop_asking(0)


def test_the_end_waits_for_answers_due() -> None:
    gauge = LineGauge(asking=True)
    gauge.sent(WINDOW)
    assert not gauge.stop_asking(0)
    gauge.answered()
    assert gauge.stop_asking(0)
    assert not gauge.sent(WINDOW)


REPLIES = [
    "\x1b[0n",
    "\x1b[?64;1;2c",
    "\x1b[>41;380;0c",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1b]52;c;QQ==\x07",
    "\x1b]10;rgb:0/0/0\x1b\\",
]
TYPED = [
    "j",
    "\x1b[A",
    "\x1bOP",
    "\x1b[<0;3;4M",
    "\x1b[200~x\x1b[201~",
    "\x1b[?2026;2$y",
    "é",
    "\x1b[1;5C",
    "\x1b[48;24;80;0;0t",
]


@given(st.lists(st.tuples(st.sampled_from(REPLIES + TYPED), st.integers(1, 4)), max_size=12))
def test_replies_are_taken_out_however_reads_cut_them(parts: list[tuple[str, int]]) -> None:
    answers: list[int] = []
    replies = ReplyFilter(lambda: answers.append(1))
    text = "".join(part for part, _ in parts)
    sizes = [size + 1 for _, size in parts] or [2]
    got, position, turn = "", 0, 0
    while position < len(text):
        size = sizes[turn % len(sizes)]
        while text[position + size - 1 : position + size] == "\x1b":  # an escape alone is a key and is not held back
            size += 1
        got += replies.take(text[position : position + size])
        position += size
        turn += 1
    got += replies.release()
    assert got == "".join(part for part, _ in parts if part in TYPED)
    assert len(answers) == sum(part == "\x1b[0n" for part, _ in parts)


def test_escape_is_a_key_at_once_and_what_was_held_back_comes_after_all() -> None:
    replies = ReplyFilter(nothing)
    assert replies.take("\x1b") == "\x1b"
    assert replies.take("\x1bP") == ""
    assert replies.release() == "\x1bP"
    assert replies.take("\x1b]" + "x" * 100_000) == ""
    assert replies.release() == ""


@pytest.mark.parametrize(
    ("env", "stdin", "stdout", "encoding", "said"),
    [
        ({"TERM": "dumb"}, True, True, "UTF-8", "TERM is dumb"),
        ({}, True, True, "UTF-8", "TERM is not set"),
        ({"TERM": "xterm"}, True, True, "ISO-8859-1", "ISO-8859-1"),
        ({"TERM": "xterm", "LANG": "en_GB.ISO-8859-15@euro"}, True, True, "UTF-8", "ISO-8859-15;"),
        ({"TERM": "xterm", "LC_ALL": "C", "LANG": "en_GB.UTF-8"}, True, True, "UTF-8", "LC_ALL=C.UTF-8"),
        ({"TERM": "xterm"}, False, True, "UTF-8", "input"),
        ({"TERM": "xterm"}, True, False, "UTF-8", "output"),
    ],
)
def test_where_the_app_cannot_run_the_plain_commands_are_named(
    env: dict[str, str], stdin: bool, stdout: bool, encoding: str, said: str
) -> None:
    problem = terminal_problem(env, stdin=stdin, stdout=stdout, encoding=encoding)
    assert problem is not None
    assert said in problem
    assert "tui-reader timeline" in problem


@pytest.mark.parametrize("locale", ["", "en_GB", "en_GB.UTF-8", "C.utf8"])
def test_elsewhere_it_can(locale: str) -> None:
    assert terminal_problem({"TERM": "xterm", "LANG": locale}, stdin=True, stdout=True, encoding="UTF-8") is None
