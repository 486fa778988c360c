"""A page that its outlet changed after the fact, in the app and on the command line, over a real store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driving import press, screen_text, settle
from tui_reader.desk.styles import CopyForm, copy_as
from tui_reader.newsroom import Newsroom
from tui_reader.store import Marks, Store
from tui_reader.ui.app import ReaderApp

BEFORE = """Ferry to run on Sundays

By Ada Lund

4 March 2031

The council voted on the new timetable late on Tuesday night after two hours.

Mara Quill, the mayor, said: "We must not shy away from any of the hard questions."

The first boat leaves the lower harbour at nine in the morning on Sunday week.
"""
AFTER = BEFORE.replace("must not shy", "must never shy").replace("at nine", "at ten")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    newsroom = Newsroom(Store(tmp_path / "store.db"), Marks(tmp_path / "marks.db"))
    for words in (BEFORE, AFTER):
        (tmp_path / "page.txt").write_text(words, "utf-8")
        report = newsroom.ingest([tmp_path / "page.txt"], outlet="Harbour Post")
        assert len(report.kept) == 1 and not report.refused
    return newsroom


def test_an_edited_page_is_one_document(newsroom: Newsroom, tmp_path: Path) -> None:
    assert [(entry.documents, entry.posts) for entry in newsroom.outlets()] == [(1, 1)]
    again = newsroom.ingest([tmp_path / "page.txt"], outlet="Harbour Post")
    assert not again.kept and len(again.unchanged) == 1


def test_another_page_in_the_same_file_is_another_document(newsroom: Newsroom, tmp_path: Path) -> None:
    other = "Harbour closed\n\nBy Ada Lund\n\n5 March 2031\n\nThe gates stay shut for as long as the storm lasts.\n"
    (tmp_path / "page.txt").write_text(other, "utf-8")
    newsroom.ingest([tmp_path / "page.txt"], outlet="Harbour Post")
    assert len(newsroom.timeline()) == 2


async def test_what_changed_is_shown(newsroom: Newsroom) -> None:
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "changed Ferry to run" in screen_text(app) and "no longer on the page" in screen_text(app)
        await press(pilot, "V")
        shown = screen_text(app)
        for words in ("must not shy", "must never shy", "at nine", "at ten", "changed between"):
            assert words in shown
        assert "two hours" not in shown
        await press(pilot, "escape", "enter")
        assert "changed once since we first read it" in screen_text(app)


@pytest.mark.parametrize("form", CopyForm)
def test_no_copy_hides_that_the_words_were_taken_back(newsroom: Newsroom, form: CopyForm) -> None:
    [gone] = [entry for entry in newsroom.quotations("shy") if entry.gone_at]
    [now] = [entry for entry in newsroom.quotations("shy") if not entry.gone_at]
    copied = copy_as([gone], form)
    assert "no longer on the page" in copied and "must never shy" in copied
    assert "no longer" not in copy_as([now], form)
