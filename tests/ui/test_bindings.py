"""The table of keys: no key twice on a screen, every action there, the README in step."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tui_reader.ui.app import ReaderApp
from tui_reader.ui.bindings import KEYS, TASKS, bindings_of, footer_of, keys_as_markdown, task_of
from tui_reader.ui.screens.compare import CompareScreen, FullestScreen
from tui_reader.ui.screens.differences import DifferencesScreen
from tui_reader.ui.screens.draft import DraftScreen
from tui_reader.ui.screens.events import EventsScreen
from tui_reader.ui.screens.find import FindScreen
from tui_reader.ui.screens.help import HelpScreen
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.screens.notebook import NotebookScreen
from tui_reader.ui.screens.reading import ReadingScreen
from tui_reader.ui.screens.sources import SourcesScreen
from tui_reader.ui.screens.speaker import SpeakerScreen
from tui_reader.ui.screens.versions import VersionsScreen
from tui_reader.ui.screens.watched import WatchedScreen
from tui_reader.ui.widgets.line_list import LineList

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "keys.md"
SCREENS = {
    "main": MainScreen,
    "reading": ReadingScreen,
    "compare": CompareScreen,
    "fullest": FullestScreen,
    "find": FindScreen,
    "events": EventsScreen,
    "speaker": SpeakerScreen,
    "help": HelpScreen,
    "sources": SourcesScreen,
    "versions": VersionsScreen,
    "watched": WatchedScreen,
    "differences": DifferencesScreen,
    "draft": DraftScreen,
    "notebook": NotebookScreen,
    "list": LineList,
}


@pytest.mark.parametrize("scope", SCREENS)
def test_no_key_means_two_things_on_a_screen(scope: str) -> None:
    keys = Counter(key for binding in bindings_of(scope) for key in binding.key.split(","))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_serves_one_task() -> None:
    actions = [action for listed in TASKS.values() for action in listed.split()]
    assert sorted(actions) == sorted({key.action.partition("(")[0] for key in KEYS})
    assert {task_of(key) for key in KEYS} == set(TASKS)


@pytest.mark.parametrize("scope", SCREENS)
def test_every_action_is_there(scope: str) -> None:
    for binding in bindings_of(scope):
        owner, _, name = binding.action.partition("(")[0].rpartition(".")
        assert hasattr(ReaderApp if owner == "app" else SCREENS[scope], f"action_{name}"), binding.action


def test_every_scope_is_a_screen() -> None:
    assert {scope for key in KEYS for scope in (*key.scopes, *key.footer)} == set(SCREENS)


def test_ids_are_unique() -> None:
    assert len({key.id for key in KEYS}) == len(KEYS)


def test_footers_name_help() -> None:
    assert ("?", "keys") in footer_of("main")


def test_the_document_of_keys_is_the_table() -> None:
    page = "# Keys\n\nThe same everywhere; `?` in the app shows them too.\n\n" + keys_as_markdown()
    if os.environ.get("UPDATE_PICTURES"):
        DOCUMENT.write_text(page, "utf-8")
    assert DOCUMENT.read_text("utf-8") == page
