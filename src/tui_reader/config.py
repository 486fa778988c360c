"""What a reader sets by hand in `config.toml`; docs/configuration.md names every setting.

The file is read statement by statement, so that a line that cannot be used costs only itself: it becomes one
problem that gives its number and what was expected, and the lines around it still count. The rooms above say
what settings may name (`Known`); without them only the form is checked.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

FILE_NAME = "config.toml"
DEFAULT_STYLE = "plain"
_MOST_BYTES = 64 * 1024  # a hundred times what all settings need; what is larger is another file by mistake
_DEEPEST = 8  # tables within tables; ours are two
_MOST_PROBLEMS = 20  # after so many the file is no configuration, and reading on helps nobody
_MOST_LINES = 100  # of one statement: a list or a text of several lines

# A key by name ("f5", "pagedown", "slash") or a single character, after any of the modifiers.
_KEY = re.compile(r"(?:(?:ctrl|shift|alt)\+)*(?:[a-z][a-z0-9_]+|\S)|space")
_PLACE = re.compile(r" \((?:at line \d+(, column \d+)|at end of document)\)")
_HEADING = re.compile(r"\s*\[")
_KEY_NAMES = {  # Textual's names where they are not the character's Unicode name
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}


class KeyUse(NamedTuple):
    """An action that keys may be set for: the screens where it works, and its keys if nothing is set."""

    scopes: tuple[str, ...]
    keys: tuple[str, ...]


class Known(NamedTuple):
    """What settings may name. None: not checked.

    `style_problem` returns what is wrong with the table of a style, and what was expected, or None.
    """

    themes: tuple[str, ...] | None = None
    styles: tuple[str, ...] | None = None
    actions: Mapping[str, KeyUse] | None = None
    style_problem: Callable[[Mapping[str, object]], str | None] | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """A reader's settings; what was not set, or set wrongly, is as it comes.

    `theme` and `mouse` are None where nothing is set: the terminal decides. `keys` maps the id of an action to
    Textual's names of its keys. `styles` are tables for `desk.house_style.read_styles`, by the style's name.
    `problems` are lines for the reader, not yet safe for a terminal.
    """

    theme: str | None = None
    style: str = DEFAULT_STYLE
    mouse: bool | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    watched_speakers: tuple[str, ...] = ()
    watched_phrases: tuple[str, ...] = ()
    styles: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def config_file() -> Path:
    """Return `$XDG_CONFIG_HOME/tui-reader/config.toml`."""
    named = os.environ.get("XDG_CONFIG_HOME", "")
    # The standard says to ignore a relative path here.
    home = Path(named) if Path(named).is_absolute() else Path.home() / ".config"
    return home / "tui-reader" / FILE_NAME


def load_config(path: Path | None = None, known: Callable[[], Known] = Known) -> Config:
    """Return the settings of a file (None: the reader's own). Never raises; a file that is not there sets nothing.

    `known` is asked only where there is a file: most readers have none, and what there is takes time to list.
    """
    path = config_file() if path is None else path
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except OSError as error:
        return Config(problems=(f"{FILE_NAME} cannot be read ({error.strerror}); expected a file at {path}",))
    if len(raw) > _MOST_BYTES:
        return Config(problems=(f"{FILE_NAME} is not used; expected no more than {_MOST_BYTES // 1024} kB",))
    try:
        return read_config(raw.decode("utf-8-sig"), known())
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Config(problems=(f"{FILE_NAME} line {line}: bytes that are no text; expected UTF-8",))


def read_config(text: str, known: Known | None = None) -> Config:
    """Return the settings of the text of a `config.toml`. Never raises."""
    reading = _Reading(known or Known())
    for setting in _settings(text, reading.problem):
        reading.take(setting)
        if len(reading.problems) >= _MOST_PROBLEMS:
            reading.problems.append((setting.line, "too many problems; the rest is not read; expected settings"))
            break
    return reading.finish()


# -- text to settings -----------------------------------------------------------------------------
class _Setting(NamedTuple):
    path: tuple[str, ...]
    value: object
    line: int


_Report = Callable[[int, str], None]


def _settings(text: str, problem: _Report) -> Iterator[_Setting]:
    """Yield the settings of a text in order; what is no TOML goes to `problem` with its line, 1-based."""
    lines = text.replace("\r\n", "\n").split("\n")
    table: tuple[str, ...] | None = ()  # None: under a heading that cannot be read
    first_lines: dict[tuple[str, ...], int] = {}
    index = reported = 0
    while index < len(lines) and reported < _MOST_PROBLEMS:
        number = index + 1
        if _HEADING.match(lines[index]):
            table = _heading(lines[index])
            if table is None:
                reported += 1
                problem(number, f"no heading: {_shown(lines[index])}; expected [keys], [watches] or [styles.NAME]")
            index += 1
            continue
        values, taken, why = _statement(lines, index)
        index += taken
        if table is None:
            continue
        if values is None:
            reported += 1
            problem(number, f"no TOML ({why}); expected a setting = value, with texts in quotes")
            continue
        for path, value in _flat(values, table):
            if path in first_lines:
                reported += 1
                problem(number, f"{'.'.join(path)} is set on line {first_lines[path]} too; expected one line for it")
                continue
            first_lines[path] = number
            yield _Setting(path, value, number)


def _heading(line: str) -> tuple[str, ...] | None:
    """Return the names of `[a.b]`, None where the line is no heading of a table."""
    values: object = _parsed(line)[0]
    path: list[str] = []
    while isinstance(values, dict) and values:
        path.append(next(iter(values)))
        values = values[path[-1]]
    return tuple(path) if path and values == {} else None


def _statement(lines: list[str], start: int) -> tuple[Mapping[str, object] | None, int, str]:
    """Return what the statement on a line sets (None for no TOML), how many lines it takes, and what is wrong."""
    values, why = _parsed(lines[start])
    if values is not None or not any(opening in lines[start] for opening in ("[", '"""', "'''")):
        return values, 1, why
    # A statement ends where it can be read for the first time.
    for end in range(start + 2, min(start + _MOST_LINES, len(lines)) + 1):
        longer = _parsed("\n".join(lines[start:end]))[0]
        if longer is not None:
            return (longer, end - start, "") if len(longer) == 1 else (None, 1, why)
    return None, 1, why


def _parsed(text: str) -> tuple[dict[str, object] | None, str]:
    if not text:
        return {}, ""
    import tomllib  # late: most readers have set nothing

    try:
        return tomllib.loads(text + "\n"), ""
    except (ValueError, RecursionError) as error:
        return None, _PLACE.sub(r"\1", str(error)) or type(error).__name__


def _flat(values: Mapping[str, object], table: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield the path and value of every setting; a dotted name and an inline table are paths as well."""
    for name, value in values.items():
        if isinstance(value, dict) and len(table) < _DEEPEST:
            yield from _flat(value, (*table, name))
        else:
            yield (*table, name), value


# -- settings to a configuration ------------------------------------------------------------------
class _Reading:
    """Takes settings one by one, keeps the good ones and says what is wrong with the others."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.problems: list[tuple[int, str]] = []
        self._theme: str | None = None
        self._style: _Setting | None = None
        self._mouse: bool | None = None
        self._keys: dict[str, tuple[int, tuple[str, ...]]] = {}
        self._watches: dict[str, tuple[str, ...]] = {}
        self._styles: dict[str, dict[str, _Setting]] = {}

    def problem(self, line: int, what: str) -> None:
        """Note what is wrong with a line."""
        self.problems.append((line, what))

    def take(self, setting: _Setting) -> None:
        """Take one setting."""
        match setting.path:
            case ("theme",):
                self._theme = self._one_of(setting, self._known.themes)
            case ("style",):
                self._style = setting
            case ("mouse",) if isinstance(setting.value, bool):
                self._mouse = setting.value
            case ("mouse",):
                self._wrong(setting, "true or false")
            case ("keys", *action) if action:
                self._take_keys(".".join(action), setting)
            case ("watches", "speakers" | "phrases" as what):
                self._watches[what] = self._texts(setting)
            case ("styles", name, part) if name.isprintable():
                self._styles.setdefault(name, {})[part] = setting
            case path:
                expected = "theme, style, mouse, [keys], [watches] with speakers or phrases, [styles.NAME]"
                self.problem(setting.line, f"no setting {_shown('.'.join(path))}; expected {expected}")

    def finish(self) -> Config:
        """Return the configuration, its problems in the order of the lines."""
        styles = {name: table for name, parts in self._styles.items() if (table := self._finish_style(name, parts))}
        style = DEFAULT_STYLE
        if self._style is not None:
            style = self._one_of(self._style, self._known.styles, *styles) or DEFAULT_STYLE
        keys = self._finish_keys()
        return Config(
            theme=self._theme,
            style=style,
            mouse=self._mouse,
            keys=keys,
            watched_speakers=self._watches.get("speakers", ()),
            watched_phrases=self._watches.get("phrases", ()),
            styles=styles,
            problems=tuple(f"{FILE_NAME} line {line}: {what}" for line, what in sorted(self.problems)),
        )

    # -- keys -------------------------------------------------------------------------------------
    def _take_keys(self, action: str, setting: _Setting) -> None:
        actions = self._known.actions
        if actions is not None and action not in actions:
            near = _nearest(action, tuple(actions))
            self.problem(setting.line, f"no action {_shown(action)}; expected {near}")
            return
        if action in self._keys:  # "move.1" and move.1 are one
            self.problem(setting.line, f"{action} is set on line {self._keys[action][0]} too; expected one line for it")
            return
        values = setting.value if isinstance(setting.value, list) else [setting.value]
        keys = []
        for value in values:
            if not isinstance(value, str) or not value.isprintable() or not _KEY.fullmatch(value):
                self.problem(setting.line, f'{_shown(value)} is no key; expected such as "k", "ctrl+k", "f5", "slash"')
                return
            keys.append(key_name(value))
        if not keys:
            self.problem(setting.line, f"no key for {action}; expected at least one, so that it can be reached")
            return
        self._keys[action] = (setting.line, tuple(dict.fromkeys(keys)))

    def _finish_keys(self) -> dict[str, tuple[str, ...]]:
        """Return the keys that mean one thing on each screen; the later of two lines that clash does not count."""
        kept: dict[str, tuple[str, ...]] = {}
        while clash := self._clash():
            line, action, what = clash
            self.problem(line, what)
            del self._keys[action]
        for action, (_, keys) in self._keys.items():
            kept[action] = keys
        return kept

    def _clash(self) -> tuple[int, str, str] | None:
        """Return the last line whose key means something else on a screen already, its action, and what to say."""
        actions = self._known.actions or {}
        uses = {action: (0, use.keys) for action, use in actions.items()} | self._keys
        for action, (line, keys) in sorted(self._keys.items(), key=lambda item: -item[1][0]):
            scopes = set(actions[action].scopes) if action in actions else None
            for other, (other_line, other_keys) in uses.items():
                shared = [key for key in keys if key in other_keys]
                if other == action or not shared or other_line > line:
                    continue
                where = sorted(scopes & set(actions[other].scopes)) if scopes is not None else [""]
                if where:
                    place = f" (screen {where[0]})" if where[0] else ""
                    expected = f"expected a free key, or another one for {other}"
                    return line, action, f"key {shared[0]} for {action} means {other} already{place}; {expected}"
        return None

    # -- styles -----------------------------------------------------------------------------------
    def _finish_style(self, name: str, parts: dict[str, _Setting]) -> dict[str, object] | None:
        """Return the table of a style without what is wrong in it, None without a template to use."""
        check = self._known.style_problem
        first = min(setting.line for setting in parts.values())
        if "template" not in parts:
            self.problem(first, f'style {_shown(name)} has no template; expected template = "“{{words}}” …"')
            return None
        table: dict[str, object] = {}
        for part in sorted(parts, key=lambda part: part != "template"):
            tried = {**table, part: parts[part].value}
            wrong = check(tried) if check is not None else None
            if wrong is None:
                table = tried
                continue
            self.problem(parts[part].line, f"style {_shown(name)}: {wrong}")
            if part == "template":
                return None
        return table

    # -- values -----------------------------------------------------------------------------------
    def _wrong(self, setting: _Setting, expected: str) -> None:
        self.problem(setting.line, f"{setting.path[-1]} is {_shown(setting.value)}; expected {expected}")

    def _one_of(self, setting: _Setting, choices: tuple[str, ...] | None, *more: str) -> str | None:
        value = setting.value
        if isinstance(value, str) and (choices is None or value in (*choices, *more)):
            return value
        self._wrong(setting, "a text" if choices is None else " or ".join((*choices, *more)))
        return None

    def _texts(self, setting: _Setting) -> tuple[str, ...]:
        values = setting.value if isinstance(setting.value, list) else [setting.value]
        good = tuple(value.strip() for value in values if isinstance(value, str) and value.strip())
        if len(good) < len(values):
            self._wrong(setting, 'a list of texts such as ["…", "…"]')
        return good


def key_name(key: str) -> str:
    """Return Textual's name of a key as people write it: `/` is slash, `ctrl+/` is ctrl+slash."""
    *modifiers, last = [*key[:-1].split("+"), key[-1]] if key.endswith("+") else key.split("+")
    modifiers = [modifier for modifier in modifiers if modifier]
    if len(last) == 1 and not last.isalnum():
        name = unicodedata.name(last, last).lower().replace("-", "_").replace(" ", "_")
        last = _KEY_NAMES.get(name, name)
    return "+".join((*modifiers, last))


def _shown(value: object) -> str:
    """Return a value as a short text in a line about it."""
    text = value.strip() if isinstance(value, str) else str(value)
    return f'"{text}"' if len(text) <= 40 else f'"{text[:39]}…"'


def _nearest(wrong: str, choices: tuple[str, ...]) -> str:
    """Return the choices that look like what was written, or where they are listed."""
    from difflib import get_close_matches  # only where something is wrong

    near = get_close_matches(wrong, choices, 3, 0.6)
    return " or ".join(near) if near else "one of docs/configuration.md"
