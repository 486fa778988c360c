"""The way to the clipboard is told from the environment and the ancestors, the nearest one first."""

import pytest

from tui_reader.terminal.routes import MOSH_LIMIT, Route, TmuxClient, Way, ancestors, choose_route

SSH = {"SSH_TTY": "/dev/pts/3", "TERM": "xterm-256color"}
TMUX = SSH | {"TMUX": "/tmp/tmux-0/default,1,0", "TERM": "tmux-256color"}


def client(
    *hosts: str, features: str = "256,clipboard,title", passthrough: bool = False, version: tuple[int, int] = (3, 3)
) -> TmuxClient:
    return TmuxClient(hosts, "xterm-256color", features, passthrough, version)


@pytest.mark.parametrize(
    ("env", "hosts", "way"),
    [
        (SSH, ["ssh"], Way.TERMINAL),
        (SSH, [], Way.TERMINAL),
        (SSH, ["mosh", "ssh"], Way.MOSH),
        (SSH, ["mosh"], Way.MOSH),
        (SSH | {"STY": "1.rig"}, ["screen", "ssh"], Way.SCREEN),
        (SSH | {"STY": "1.rig"}, [], Way.SCREEN),
        (TMUX, ["tmux"], Way.TMUX),
        (TMUX, [], Way.TMUX),
        (TMUX | {"STY": "1.rig"}, ["screen", "tmux"], Way.SCREEN),  # a screen started inside tmux
        (TMUX | {"STY": "1.rig"}, ["tmux", "screen"], Way.TMUX),
        (TMUX, ["ssh", "tmux"], Way.TERMINAL),  # an ssh to this very machine from inside its tmux
        (SSH | {"TERM": "dumb"}, ["ssh"], Way.FILE),
        ({"TERM": "xterm", "DISPLAY": ":0"}, [], Way.LOCAL),
        ({"TERM": "xterm", "WAYLAND_DISPLAY": "wayland-0"}, [], Way.LOCAL),
        ({"TERM": "xterm"}, [], Way.TERMINAL),
        ({"TERM": "linux"}, [], Way.FILE),
        (SSH | {"DISPLAY": "localhost:10"}, ["ssh"], Way.TERMINAL),
        (SSH | {"TERM": "screen.xterm-256color"}, ["ssh"], Way.SCREEN),
        (SSH | {"TUI_READER_CLIPBOARD": "file"}, ["ssh"], Way.FILE),
        (TMUX | {"TUI_READER_IN_BROWSER": "1", "TUI_READER_CLIPBOARD": "tmux"}, ["tmux"], Way.BROWSER),
        (SSH | {"TUI_READER_CLIPBOARD": "pigeon"}, ["ssh"], Way.TERMINAL),
    ],
)
def test_the_nearest_host_decides(env: dict[str, str], hosts: list[str], way: Way) -> None:
    assert choose_route(env, hosts, platform="linux").way is way


def in_tmux(found: TmuxClient | None, **extra: str) -> Route:
    return choose_route(TMUX | extra, ["tmux"], tmux=lambda: found, platform="linux")


def test_in_tmux_the_client_that_looks_decides() -> None:
    assert in_tmux(client("ssh")).way is Way.TMUX
    assert in_tmux(client("ssh")).doubt == ""
    assert in_tmux(None).way is Way.TMUX
    assert in_tmux(client("ssh", features="256")).doubt
    assert in_tmux(client("ssh", version=(3, 1))).way is Way.TMUX_PASSTHROUGH
    assert in_tmux(client(), DISPLAY=":0").way is Way.LOCAL
    assert in_tmux(client("ssh"), DISPLAY=":0").way is Way.TMUX


def test_without_proc_the_environment_says_whether_a_tmux_is_far_away() -> None:
    def where(env: dict[str, str]) -> Way:
        return choose_route(env, [], tmux=client, platform="darwin").way

    assert where(TMUX) is Way.TMUX
    assert where({"TMUX": "/tmp/tmux-0/default,1,0", "TERM": "tmux-256color"}) is Way.LOCAL


def test_tmux_under_mosh_needs_passthrough() -> None:
    through = in_tmux(client("mosh", passthrough=True))
    assert (through.way, through.limit) == (Way.TMUX_PASSTHROUGH, MOSH_LIMIT)
    shut = in_tmux(client("mosh"))
    assert shut.way is Way.FILE
    assert "allow-passthrough" in shut.advice


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        ({"VTE_VERSION": "7600"}, "GNOME"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Apple"),
        ({"TERM": "putty-256color"}, "PuTTY"),
    ],
)
def test_a_terminal_that_takes_nothing_is_doubted(extra: dict[str, str], name: str) -> None:
    assert name in choose_route(SSH | extra, ["ssh"]).doubt


def test_a_tmux_on_the_readers_own_machine_is_named() -> None:
    route = choose_route(SSH | {"TERM": "tmux-256color"}, ["ssh"])
    assert route.way is Way.TERMINAL
    assert "set-clipboard" in route.doubt
    assert choose_route(SSH | {"TERM": "xterm-kitty"}, ["ssh"]).certain


def test_ancestors_are_read_from_proc() -> None:
    table = {
        40: "40 (python3) S 30 40 40",
        30: "30 (ba) sh) S 20 30 30",  # a name may hold what surrounds it
        20: "20 (tmux: server) S 15 20 20",
        15: "15 (sshd-session) S 10 15",
        10: "10 (sshd) S 1 10",
        7: "7 (mosh-server) S 1 7",
    }
    assert ancestors(40, table.__getitem__) == ("tmux", "ssh", "ssh")
    assert ancestors(7, table.__getitem__) == ("mosh",)


def test_without_proc_there_are_no_ancestors() -> None:
    def missing(pid: int) -> str:
        raise FileNotFoundError(pid)

    assert ancestors(40, missing) == ()
    assert ancestors(40, lambda pid: f"{pid} (loop) S {pid} 1") == ()


@pytest.mark.parametrize(
    ("env", "hosts"),
    [
        ({"STY": "1.a"}, ["screen", "mosh"]),
        ({"STY": "1.a"}, ["screen", "tmux", "ssh"]),
        ({"TERM": "tmux-256color"}, ["mosh"]),
        ({"TERM": "screen"}, ["mosh"]),
    ],
)
def test_what_stands_around_the_nearest_host_raises_a_doubt(env: dict[str, str], hosts: list[str]) -> None:
    assert "may not pass it on" in choose_route(env, hosts, platform="linux").doubt
    assert not choose_route(env | {"TERM": "xterm"}, [hosts[0], "ssh"], platform="linux").doubt
