"""Addresses that a terminal opens by itself (OSC 8), where it is one that does."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ADDRESS = re.compile(r"https?://[!-~]+")
_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
_TERMS = ("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour")
_VTE = 5000  # the first version of VTE (GNOME Terminal, Tilix) that takes them


def takes_links(env: Mapping[str, str]) -> bool:
    """Say whether the terminal is known to open links; within tmux or screen, which may drop them, it is not."""
    if "TMUX" in env or "STY" in env:
        return False
    vte = env.get("VTE_VERSION", "")
    known = env.get("TERM_PROGRAM") in _PROGRAMS or env.get("TERM", "").startswith(_TERMS)
    return known or (vte.isdigit() and int(vte) >= _VTE) or "WT_SESSION" in env or "KITTY_WINDOW_ID" in env


def link_of(address: str, env: Mapping[str, str]) -> str:
    """Return an address to make a link of, "" where it is none of the web's or the terminal is not known to take it."""
    return address if _ADDRESS.fullmatch(address) and takes_links(env) else ""
