"""What the tests of the screens share."""

from __future__ import annotations

import pytest

from tests.ui.fake import FakeNewsroom
from tui_reader.ui.app import ReaderApp


class Outcome:
    """A copy that arrived."""

    def __init__(self, copied: list[str], text: str) -> None:
        copied.append(text)
        self.sentence = f"sent to the terminal: {len(text)} characters"


@pytest.fixture
def copied() -> list[str]:
    """Texts that were copied."""
    return []


@pytest.fixture
def app(copied: list[str]) -> ReaderApp:
    """The app on invented news."""

    return ReaderApp(FakeNewsroom(), copy_way=lambda text, write: Outcome(copied, text))
