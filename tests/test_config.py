"""config.toml: good lines count, a bad one gives its number and what was expected, nothing crashes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from tui_reader.config import Config, config_file, key_name, load_config, read_config
from tui_reader.ui.bindings import KEYS
from tui_reader.ui.settings import LISTS, THEMES, known_settings, load_settings
from tui_reader.ui.theme import THEME_NAMES

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"

GOOD = """\
# by hand
theme = "light"
style = "desk"
mouse = false

[keys]
compare = ["ctrl+t", "f5"]
"move.1" = "j"
page.0.5 = "ctrl+/"

[watches]
speakers = [
  "Mara Quill",  # the mayor
  "Tom Fell",
]
phrases = "tide gate"

[styles.desk]
template = '''
{words} — {speaker}[, {date}]'''
dates = "all"
"""


def test_every_setting_is_read() -> None:
    assert read_config(GOOD, known_settings()) == Config(
        theme="light",
        style="desk",
        mouse=False,
        keys={"compare": ("ctrl+t", "f5"), "move.1": ("j",), "page.0.5": ("ctrl+slash",)},
        watched_speakers=("Mara Quill", "Tom Fell"),
        watched_phrases=("tide gate",),
        styles={"desk": {"template": "{words} — {speaker}[, {date}]", "dates": "all"}},
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('\ncolour = "red"', 2, 'no setting "colour"; expected theme, style, mouse'),
        ('theme = "sepia"', 1, 'theme is "sepia"; expected dark or light'),
        ("theme = 3", 1, 'theme is "3"; expected dark'),
        ('style = "tabloid"', 1, 'style is "tabloid"; expected plain or bbc'),
        ('mouse = "off"', 1, 'mouse is "off"; expected true or false'),
        ('theme = "dark"\ntheme = "light"', 2, "theme is set on line 1 too; expected one line for it"),
        ('[keys]\ncopy = "y"\ncopy = "f9"', 3, "keys.copy is set on line 2 too"),
        ('[keys]\nmove.1 = "J"\n"move.1" = "f9"', 3, "move.1 is set on line 2 too"),
        ('[keys]\ncopi = "f9"', 2, 'no action "copi"; expected copy'),
        ('[keys]\ncopy = ""', 2, '"" is no key; expected such as "k"'),
        ('[keys]\ncopy = "ctrl k"', 2, '"ctrl k" is no key'),
        ('[keys]\ncopy = "\u202e"', 2, "is no key"),
        ('[styles."\\u0007"]\ntemplate = "{words}"', 2, "no setting"),
        ("[keys]\ncopy = []", 2, "no key for copy; expected at least one"),
        ('[keys]\ncompare = "y"', 2, "key y for compare means copy already (screen "),
        ('[keys]\ncompare = "f9"\ncopy = "f9"', 3, "key f9 for copy means compare already"),
        ('[keys]\nzoom = "j"', 2, "key j for zoom means move.1 already (screen main)"),
        ('[keys]\nfind = "y"', 2, "expected a free key, or another one for copy"),
        ('[watches]\nspeakers = ["Quill", 3]', 2, "expected a list of texts"),
        ('[watches]\nplaces = ["Quay"]', 2, 'no setting "watches.places"; expected'),
        ('[styles.a]\ntemplate = "{words} {speeker}"', 2, "unknown field {speeker} in a template; fields are words"),
        ('[styles.a]\ntemplate = "{speaker}"', 2, "a template must hold {words}"),
        ('[styles.a]\nclock = "24"', 2, 'style "a" has no template; expected template ='),
        ('[styles.a]\ntemplate = "{words}"\nclock = "13"', 3, "clock is '13'; expected 24 or dot"),
        ('[styles.a]\ntemplate = "{words}"\ncolour = "red"', 3, "no setting 'colour'; there are"),
        ("theme dark", 1, "no TOML (Expected '=' after a key"),
        ('\n\ntheme = "dark', 3, "no TOML (Illegal character"),
        ('phrases = ["a",\ntheme = "dark"', 1, "no TOML ("),
        ("[keys\n", 1, 'no heading: "[keys"; expected [keys], [watches] or [styles.NAME]'),
        ("[[watches]]", 1, "no heading"),
        ("n = " + "9" * 5000, 1, "no TOML ("),
        ("n = " + "[" * 5000, 1, "no TOML ("),
    ],
)
def test_a_bad_line_gives_its_number_and_what_was_expected(text: str, line: int, said: str) -> None:
    after = '\n[watches]\nphrases = "tide"\n' if "[watches]" not in text else "\n"
    config = read_config(text + after, known_settings())
    assert [problem for problem in config.problems if f"config.toml line {line}: " in problem], config.problems
    assert said in "\n".join(config.problems)
    assert len(config.problems) == 1
    if "[watches]" not in text:
        assert config.watched_phrases == ("tide",)


def test_good_lines_count_beside_bad_ones() -> None:
    config = read_config(
        'theme = "sepia"\nmouse = true\n[keys]\ncopy = "f9"\nfind = "f9"\n'
        '[styles.a]\ntemplate = "{words}"\nclock = 3\nday = "month day"\n[watches]\nspeakers = ["Quill", ""]\n',
        known_settings(),
    )
    assert (config.theme, config.mouse, config.keys) == (None, True, {"copy": ("f9",)})
    assert config.styles == {"a": {"template": "{words}", "day": "month day"}}
    assert config.watched_speakers == ("Quill",)
    assert len(config.problems) == 4


def test_two_keys_may_change_places() -> None:
    config = read_config('[keys]\ncopy = "c"\ncompare = "y"\n', known_settings())
    assert config == Config(keys={"copy": ("c",), "compare": ("y",)})


def test_a_key_of_another_screen_is_free() -> None:
    assert read_config('[keys]\nleft_out = "m"\n', known_settings()).problems == ()


@given(st.text(alphabet="ab=[]\"'{}.\n#1, \0é\t\\_+-", max_size=300))
def test_garbage_is_survived(text: str) -> None:
    config = read_config(text, known_settings())
    assert all(re.match(r"config\.toml line \d+: .", problem) for problem in config.problems)
    assert all("\n" not in problem or "\n" in text for problem in config.problems)


@pytest.mark.parametrize("garbage", ["[\n", "x = [\n", '"""\n', "x\n"])
def test_a_file_of_garbage_ends_the_reading(garbage: str) -> None:
    assert 1 <= len(read_config("x = " + garbage * 10_000, known_settings()).problems) <= 21


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (lambda path: None, ""),
        (lambda path: path.mkdir(), "cannot be read"),
        (lambda path: path.write_bytes(b'theme = "dark"\nstyle = "\xff"\n'), "line 2: bytes that are no text"),
        (lambda path: path.write_bytes(b"#" * 70_000), "expected no more than 64 kB"),
        (lambda path: path.write_bytes(b"\xef\xbb\xbftheme = 'dark'\r\n"), ""),
        (lambda path: path.write_bytes(b""), ""),
    ],
)
def test_any_file_can_be_loaded(tmp_path: Path, put: Callable[[Path], object], said: str) -> None:
    path = tmp_path / "config.toml"
    put(path)
    problems = load_config(path).problems
    assert said in " ".join(problems)
    assert bool(problems) is bool(said)


def test_the_file_lies_where_the_standard_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_file() == tmp_path / "tui-reader" / "config.toml"
    config_file().parent.mkdir()
    config_file().write_text("mouse = true\n")
    assert load_settings().mouse is True
    monkeypatch.setenv("XDG_CONFIG_HOME", "here")
    assert config_file() == Path.home() / ".config" / "tui-reader" / "config.toml"


# -- in step with the rooms above -----------------------------------------------------------------
def test_the_themes_are_those_of_the_app() -> None:
    assert THEMES == THEME_NAMES


def test_what_comes_with_the_program_clashes_with_nothing() -> None:
    text = "[keys]\n" + "".join(f'"{key.id}" = {key.keys.split(",")!r}\n' for key in KEYS)
    assert read_config(text, known_settings()).problems == ()


def test_screens_with_a_list_are_screens() -> None:
    assert set(LISTS) <= {scope for key in KEYS for scope in key.scopes}


@given(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zs", "Zl", "Zp"]))
def test_keys_are_named_as_textual_names_them(character: str) -> None:
    assert key_name(character) == _character_to_key(character)


@pytest.mark.parametrize(("key", "name"), [("ctrl++", "ctrl+plus"), ("ctrl+shift+f5", "ctrl+shift+f5"), ("G", "G")])
def test_keys_keep_their_modifiers(key: str, name: str) -> None:
    assert key_name(key) == name


# -- the document ---------------------------------------------------------------------------------
def test_the_example_of_the_document_is_good() -> None:
    example = DOCUMENT.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    config = read_config(example, known_settings())
    assert config.problems == ()
    assert config.style == "desk"
    assert config.keys["copy"] == ("y", "ctrl+y")


def test_the_document_names_every_setting_and_action() -> None:
    text = DOCUMENT.read_text("utf-8")
    for key in KEYS:
        names = " ".join(f"`{name}`" for name in key.keys.split(","))
        row = f"| `{key.id}` | {names} | {key.tooltip} |"
        assert row in text, f"docs/configuration.md, its table of keys: {row}"
    for name in (*THEMES, *(known_settings().styles or ())):
        assert f'`"{name}"`' in text
    for part in ("template", "name", "marks", "inner_marks", "dates", "day", "clock", "rule"):
        assert f"`{part}`" in text
