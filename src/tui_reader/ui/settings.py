"""The reader's `config.toml` checked against everything its settings may name.

Light, since the command line reads the settings as well: the table of keys and the house styles, no Textual.
"""

from __future__ import annotations

from pathlib import Path

from tui_reader.config import Config, KeyUse, Known, key_name, load_config

THEMES = ("dark", "light", "high-contrast", "ansi", "plain")

# Screens that are read through a list: there the keys of a list and of the screen are one set.
LISTS = ("main", "find", "events", "speaker", "watched")


def load_settings(path: Path | None = None) -> Config:
    """Return the settings of a file (None: the reader's own). Never raises; see `Config.problems`."""
    return load_config(path, known_settings)


def known_settings() -> Known:
    """Return the themes, styles and actions there are."""
    from tui_reader.desk.house_style import shipped_styles, style_problem
    from tui_reader.ui.bindings import KEYS

    actions = {}
    for key in KEYS:
        scopes = (*key.scopes, *(LISTS if "list" in key.scopes else ()))
        actions[key.id] = KeyUse(scopes, tuple(key_name(name) for name in key.keys.split(",")))
    return Known(THEMES, tuple(shipped_styles()), actions, style_problem)
