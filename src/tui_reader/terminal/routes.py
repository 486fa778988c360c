"""Which way leads to the reader's own clipboard: found out from the environment and the process's ancestors.

The terminal itself is not asked: an answer that comes late would be taken for typing. The nearest
ancestor that is a multiplexer or a remote shell decides, for an environment lies (a tmux started under
ssh keeps SSH_TTY for ever, a shell under mosh has it too); where no ancestor tells, the environment does.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tui_reader.terminal.browser import shown_in_browser

MOSH_LIMIT = 12_282  # bytes: what came through whole; mosh cuts what is longer without a word
OSC_LIMIT = 500_000  # bytes: 700 kB went through plain ssh, a terminal that takes more is not known
CUT_ABOVE = 3_000  # bytes: the smallest text some terminals were seen to cut


class Way(StrEnum):
    """How a copied text travels."""

    MOSH = "mosh"
    TMUX = "tmux"
    TMUX_PASSTHROUGH = "tmux passthrough"
    SCREEN = "screen"
    TERMINAL = "terminal"  # OSC 52 straight to whatever is at the other end
    LOCAL = "local"  # a clipboard program beside the reader's own display
    BROWSER = "browser"  # OSC 52 to the page that shows the app; the browser may ask, or refuse
    FILE = "file"  # nothing takes it; the file every copy is also written to


class Route(NamedTuple):
    """A way, why it was taken, the most it carries in bytes of UTF-8, and what may stop it.

    `doubt` is a half sentence for the notice, empty where nothing is known against the way; `advice` says what to set.
    """

    way: Way
    why: str
    limit: int | None = OSC_LIMIT
    doubt: str = ""
    advice: str = ""
    certain: bool = False  # a terminal known to take OSC 52 whole

    @property
    def writes_beyond_us(self) -> bool:
        """Say whether the terminal decides what becomes of a copy, unseen by us."""
        return self.writes_to_terminal or self.way is Way.TMUX

    @property
    def writes_to_terminal(self) -> bool:
        """Say whether the text goes out as bytes on the tty, in this process."""
        return self.way in (Way.MOSH, Way.TMUX_PASSTHROUGH, Way.SCREEN, Way.TERMINAL, Way.BROWSER)


class TmuxClient(NamedTuple):
    """The tmux client that looks at our pane: its ancestors, its terminal's abilities, what the server lets through."""

    ancestors: tuple[str, ...]
    term: str
    features: str
    passthrough: bool
    version: tuple[int, int]


_TAKES = re.compile(r"xterm-kitty|kitty|alacritty|wezterm|foot|xterm-ghostty|ghostty|contour|rio", re.ASCII)
_OUTER_MULTIPLEXER = re.compile(r"tmux|screen", re.ASCII)
_HOSTS = (  # what a process is called -> what it is; the first letters decide
    ("mosh-server", "mosh"),
    ("tmux", "tmux"),
    ("screen", "screen"),
    ("sshd", "ssh"),
    ("dropbear", "ssh"),
)
_LOCAL_DOUBTS = (  # (variable, value or None for any, name in the notice)
    ("VTE_VERSION", None, "GNOME Terminal and its kin"),
    ("TERM_PROGRAM", "Apple_Terminal", "Apple Terminal"),
)
ALLOW = "xterm (allowWindowOps) and iTerm2 (applications may access the clipboard) take it when allowed"
PAGE = "a browser takes copies from 127.0.0.1, localhost or https alone, and may ask once whether it shall"
NEVER = "PuTTY, GNOME Terminal and Apple Terminal take nothing: select the words by hand or open the file"


def ancestors(pid: int | None = None, read: Callable[[int], str] | None = None) -> tuple[str, ...]:
    """Return what the ancestors of `pid` (default: this process) are, nearest first: mosh, tmux, screen, ssh.

    Other processes are left out; empty where /proc does not exist. `read` returns the text of /proc/PID/stat.
    """
    read = read or _read_stat
    pid = os.getpid() if pid is None else pid
    kinds: list[str] = []
    for _ in range(64):  # a chain this long is a loop
        try:
            stat = read(pid)
        except OSError:
            break
        # pid (name, which may hold blanks and brackets) state parent …
        name, _, rest = stat[stat.find("(") + 1 :].rpartition(")")
        kind = next((kind for start, kind in _HOSTS if name.lower().startswith(start)), None)
        if kind is not None:
            kinds.append(kind)
        pid = int(rest.split()[1])
        if pid <= 1:
            break
    return tuple(kinds)


def choose_route(
    env: Mapping[str, str] | None = None,
    hosts: Sequence[str] | None = None,
    *,
    tmux: Callable[[], TmuxClient | None] | None = None,
    platform: str = sys.platform,
) -> Route:
    """Return the way a copied text takes from here.

    `env` and `hosts` (see `ancestors`) default to this process's; `tmux` looks our tmux client up.
    `$TUI_READER_CLIPBOARD` overrules: one of `terminal`, `tmux`, `screen`, `mosh`, `local`, `file`.
    """
    env = os.environ if env is None else env
    if shown_in_browser(env):
        return Route(Way.BROWSER, "this is shown in a browser", advice=PAGE)
    hosts = ancestors() if hosts is None else hosts
    wish = env.get("TUI_READER_CLIPBOARD", "").strip().lower()
    if wish in [way.value for way in Way]:
        return Route(Way(wish), "$TUI_READER_CLIPBOARD says so", MOSH_LIMIT if wish == Way.MOSH else OSC_LIMIT)
    host = nearest_host(env, hosts)
    if host == "tmux":
        blind = not hosts  # without /proc the client's ancestors are not known either
        return _through_tmux(env, tmux() if tmux else None, platform, far=blind and _says_ssh(env))
    if host == "screen":
        return Route(
            Way.SCREEN,
            "this runs inside screen",
            doubt=_around("screen", hosts),
            advice=f"what happens then is up to the terminal: {ALLOW}. {NEVER}",
        )
    if host == "mosh":
        return Route(
            Way.MOSH,
            "this runs under mosh",
            MOSH_LIMIT,
            _beyond(env.get("TERM", "")),
            advice=f"mosh carries {MOSH_LIMIT:,} bytes; a longer text is not sent but only written to the file",
        )
    if host == "ssh":
        return _over_ssh(env)
    return _here(env, platform)


def _around(kind: str, hosts: Sequence[str]) -> str:
    """Return the doubt that another multiplexer or a mosh around the nearest one raises, empty where there is none."""
    outer = next((host for host in hosts if host not in (kind, "ssh")), None)
    return f"{outer} around it may not pass it on" if outer else ""


def _beyond(term: str) -> str:
    """Return the doubt that a terminal raises which is a multiplexer itself, by its name."""
    return "the tmux or screen at the other end may not pass it on" if term.startswith(("tmux", "screen")) else ""


def nearest_host(env: Mapping[str, str], hosts: Sequence[str]) -> str | None:
    """Return the kind of host that stands next to this process."""
    known = {"tmux": bool(env.get("TMUX")), "screen": bool(env.get("STY"))}
    for kind in hosts:
        if known.get(kind, True):  # a tmux that took its variable away cannot be spoken to
            return kind
    if not hosts:
        for kind, present in known.items():
            if present:
                return kind
    return "ssh" if _says_ssh(env) else None


def _says_ssh(env: Mapping[str, str]) -> bool:
    """Say whether the environment is one that ssh made, perhaps long ago."""
    return bool(env.get("SSH_TTY") or env.get("SSH_CONNECTION"))


def _through_tmux(env: Mapping[str, str], client: TmuxClient | None, platform: str, *, far: bool) -> Route:
    """Return the way out of a tmux: by its own buffer, unless a mosh behind it needs another spelling."""
    if client is None:
        return Route(Way.TMUX, "this runs inside tmux")
    if "mosh" in client.ancestors:
        why = "this runs inside tmux under mosh"
        if client.passthrough:
            return Route(Way.TMUX_PASSTHROUGH, why, MOSH_LIMIT)
        advice = "in tmux: set -g allow-passthrough on"
        return Route(Way.FILE, why, None, "tmux lets nothing through to mosh", advice)
    if "ssh" not in client.ancestors and not far:
        here = _here(env, platform)
        if here.way is Way.LOCAL:
            return here
    if client.version < (3, 2):
        return Route(Way.TMUX_PASSTHROUGH, "this runs inside a tmux older than 3.2")
    if "clipboard" not in client.features.split(","):
        doubt = f"tmux thinks that a terminal called {client.term or 'nothing'} takes no copies"
        return Route(
            Way.TMUX, "this runs inside tmux", doubt=doubt, advice="in tmux: set -as terminal-features ',*:clipboard'"
        )
    advice = f"what happens then is up to the terminal: {ALLOW}. {NEVER}"
    return Route(Way.TMUX, "this runs inside tmux", doubt=_beyond(client.term), advice=advice)


def _over_ssh(env: Mapping[str, str]) -> Route:
    """Return the way through a plain ssh, knowing only what its environment says about the far terminal."""
    term = env.get("TERM", "")
    if term.startswith("screen."):
        return Route(Way.SCREEN, "this runs over ssh from inside a screen", advice=ALLOW)
    if _OUTER_MULTIPLEXER.match(term):
        return Route(
            Way.TERMINAL,
            "this runs over ssh from inside a tmux",
            doubt="it arrives if your own tmux has set-clipboard on",
            advice="on your own machine, in tmux: set -s set-clipboard on",
        )
    return _terminal(env, "this runs over ssh")


def _here(env: Mapping[str, str], platform: str) -> Route:
    """Return the way on the reader's own machine."""
    if platform == "darwin":
        return Route(Way.LOCAL, "this is the reader's own Mac", None)
    for variable in ("WAYLAND_DISPLAY", "DISPLAY"):
        if env.get(variable):
            return Route(Way.LOCAL, f"${variable} is set and this is no remote shell", None)
    return _terminal(env, "there is no display and no remote shell")


def _terminal(env: Mapping[str, str], why: str) -> Route:
    """Return OSC 52 with what speaks against it, or the file where it is hopeless."""
    term = env.get("TERM", "")
    if term in ("", "dumb", "linux"):
        return Route(Way.FILE, why, None, f"a terminal called {term or 'nothing'} takes no copies", NEVER)
    if _TAKES.match(term):
        return Route(Way.TERMINAL, f"{why}, and the terminal is {term}", certain=True)
    doubtful = "PuTTY" if term.startswith("putty") else None
    for variable, value, name in _LOCAL_DOUBTS:
        if env.get(variable) and value in (None, env[variable]):
            doubtful = name
    if doubtful:
        return Route(Way.TERMINAL, why, doubt=f"{doubtful} may not take it", advice=NEVER)
    return Route(
        Way.TERMINAL,
        why,
        advice=f"kitty, WezTerm, Alacritty, Ghostty, foot and Windows Terminal take it; {ALLOW}. {NEVER}",
    )


def _read_stat(pid: int) -> str:
    """Return the text of /proc/PID/stat."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
