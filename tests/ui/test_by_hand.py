"""What a reader sets right by hand, over a real store: events joined and split, pages forgotten, outlets muted."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.ui.conftest import Outcome
from tests.ui.driving import notice, press, screen_text, settle
from tui_reader.newsroom import Newsroom
from tui_reader.store import Marks, Store
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.presentation.events import in_families
from tui_reader.ui.screens import draft
from tui_reader.ui.screens.events import EventsScreen
from tui_reader.ui.screens.main import MainScreen

FERRY = """Ferry to run on Sundays

4 March 2031

The council voted on the new timetable. Mara Quill, the mayor, said: "We must not shy away from any of it."
"""
STORM = """Storm closes the northern road

19 April 2031

Snow lies deep. Ada Lund, the road chief, said: "Nobody drives to the lighthouse until the ploughs have been."
"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    newsroom = Newsroom(Store(tmp_path / "store.db"), Marks(tmp_path / "marks.db"))
    for number, (text, outlet) in enumerate(
        ((FERRY, "Harbour Post"), (FERRY, "Inland Mail"), (STORM, "Harbour Post"), (STORM, "Inland Mail"))
    ):
        page = tmp_path / f"{number}.txt"
        page.write_text(text, "utf-8")
        newsroom.ingest([page], outlet=outlet)
    return newsroom


def wholes(newsroom: Newsroom) -> list[tuple[int, int]]:
    return sorted((len(event.outlets), event.posts) for event in newsroom.events() if event.parent is None)


async def test_events_are_joined_and_a_page_split_off(newsroom: Newsroom) -> None:
    assert wholes(newsroom) == [(2, 2), (2, 2)]
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "e", "space")
        assert isinstance(app.screen, EventsScreen)
        for _ in range(20):
            await press(pilot, "j")
            if app.screen.entry.parent is None:
                break
        await press(pilot, "plus", *"yes", "enter")
        assert "joined" in screen_text(app) and wholes(newsroom) == [(2, 4)]
        await press(pilot, "escape", "minus", *"yes", "enter")
        assert "an event of its own" in screen_text(app) and wholes(newsroom) == [(1, 1), (2, 3)]


async def test_a_page_is_forgotten_once_the_reader_says_yes(newsroom: Newsroom) -> None:
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "F", *"no", "enter")
        assert "nothing was changed" in screen_text(app) and len(newsroom.timeline()) == 4
        gone = app.screen.entry  # type: ignore[attr-defined]
        await press(pilot, "F", *"yes", "enter")
        assert "forgotten: 1 posts" in screen_text(app)
        assert [entry.id for entry in newsroom.timeline() if entry.id == gone.id] == []
        await press(pilot, "enter", "F", *"yes", "enter")
        assert isinstance(app.screen, MainScreen) and len(newsroom.timeline()) == 2


async def test_a_muted_outlet_leaves_the_timeline_and_comes_back(newsroom: Newsroom) -> None:
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        main = app.screen
        assert isinstance(main, MainScreen)
        outlet = main.entry.outlet
        await press(pilot, "M")
        assert f"muted · {outlet}"[:12] in screen_text(app) and len(main.timeline.rows.keys) == 2
        assert main.entry.outlet != outlet
        await press(pilot, "O", "g", "j", "M" if newsroom.outlets()[0].name == outlet else "j")
        if newsroom.outlets()[0].name != outlet:
            await press(pilot, "M")
        assert newsroom.marks.muted() == set() and len(main.timeline.rows.keys) == 4


async def test_what_the_reader_did_is_not_told_as_somebody_elses_change(newsroom: Newsroom, tmp_path: Path) -> None:
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        main = app.screen
        assert isinstance(main, MainScreen) and main.quotation is not None
        await press(pilot, "S", "ctrl+u", *"Bo Lind", "enter")
        assert notice(app).startswith("speaker corrected")
        main._look_for_news()  # two seconds later
        await settle(pilot)
        assert notice(app).startswith("speaker corrected")
        assert main.quotation is not None and main.quotation.quotation.speaker == "Bo Lind"
        late = tmp_path / "late.txt"
        late.write_text(STORM, "utf-8")
        Newsroom(Store(newsroom.path), Marks(tmp_path / "theirs.db")).ingest([late], outlet="Sea News")
        main._look_for_news()
        await settle(pilot)
        assert notice(app) == "1 new"


async def test_what_is_new_in_an_event_since_the_last_look(newsroom: Newsroom, tmp_path: Path) -> None:
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        assert "new since" not in screen_text(app)
        await press(pilot, "escape")
        page = tmp_path / "late.txt"
        for text in (FERRY, STORM):
            page.write_text(text, "utf-8")
            newsroom.ingest([page], outlet="Sea News")
        await press(pilot, "c")
        assert "2 passages new since you looked" in screen_text(app)
        await press(pilot, "escape", "c")
        assert "new since" not in screen_text(app)


async def test_earlier_events_are_read_when_the_end_is_reached(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.ui.screens.events._MORE", 2)
    count = len(in_families(newsroom.events()))
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "e")
        assert "+" in screen_text(app).split("join")[0]
        for _ in range(count):
            await press(pilot, "G")
        assert isinstance(app.screen, EventsScreen)
        assert len(app.screen.events.rows) == count and "1+" not in screen_text(app)


async def test_a_corrected_speaker_leaves_the_cursor_on_the_words_that_are_copied_next(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    page = tmp_path / "two.txt"
    page.write_text(FERRY.replace("4 March", "9 May") + '\n"The ferries are older than I am," Bo Lind said.\n', "utf-8")
    newsroom.ingest([page], outlet="Sea News")
    copied: list[str] = []
    app = ReaderApp(newsroom, theme="dark", copy_way=lambda text, write: Outcome(copied, text))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "j")
        main = app.screen
        assert isinstance(main, MainScreen) and main.quotation is not None
        assert main.quotation.quotation.text.startswith("The ferries")
        await press(pilot, "S", "ctrl+u", *"Ada Lund", "enter")
        main._look_for_news()
        await settle(pilot)
        await press(pilot, "y")
        assert "The ferries are older than I am" in copied[0] and "Ada Lund" in copied[0]


async def test_a_draft_is_checked_and_checked_again_when_it_is_saved(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text('"We must shy away from all of it," said Mara Quill.\n', "utf-8")
    copied: list[str] = []
    app = ReaderApp(newsroom, theme="dark", copy_way=lambda text, write: Outcome(copied, text))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.screen.action_check()  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "ctrl+u", *str(path), "enter")
        shown = screen_text(app)
        assert "1 quotation, 1 wrong" in shown and "differs" in shown and "changes: any → all" in shown
        await press(pilot, "y")
        assert "We must not shy away from any of it" in copied[0]
        path.write_text('"We must not shy away from any of it," said Mara Quill.\n', "utf-8")
        app.screen._look()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "1 quotation, 0 wrong  " in screen_text(app) and "exact" in screen_text(app)
        path.write_text('On 9 May 2019 Mara Quill said: "We must not shy away from any of it."\n', "utf-8")
        app.screen._look()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "1 quotation, 0 wrong, 1 to look at" in screen_text(app) and "! other day" in screen_text(app)
        await press(pilot, "enter")
        assert "Ferry to run on Sundays" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, MainScreen)


@pytest.mark.parametrize(
    ("printed", "place"),
    [("15:42", "Sky News, 15:42, 4 March 2031"), ("4 March 2031", "Sky News, 4 March 2031")],
)
def test_words_of_another_day_are_shown_with_their_own(printed: str, place: str) -> None:
    entry = SimpleNamespace(outlet="Sky News", time_printed=printed, day="2031-03-04")
    words = SimpleNamespace(quotation=None, post=SimpleNamespace(entry=entry))
    assert draft._place(words, dated=True) == place  # type: ignore[arg-type]


async def test_quotations_are_kept_put_in_order_noted_copied_and_taken_out(newsroom: Newsroom, tmp_path: Path) -> None:
    copied: list[str] = []
    app = ReaderApp(newsroom, theme="dark", copy_way=lambda text, write: Outcome(copied, text))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "B", "B")
        assert notice(app) == "in the notebook already; b opens it"
        await press(pilot, "j", "j", "B", "b")
        shown = screen_text(app)
        assert "2 kept" in shown and shown.index("lighthouse") < shown.index("shy away")
        await press(pilot, "J", "equals_sign", *"lead", "enter")
        shown = screen_text(app)
        assert shown.index("shy away") < shown.index("lighthouse") < shown.index("note: lead")
        app.screen.copy_more("book")  # type: ignore[attr-defined]
        await settle(pilot)
        assert copied[0].index("shy away") < copied[0].index("lighthouse") and "lead" not in copied[0]
        app.screen.copy_more("noted")  # type: ignore[attr-defined]
        await settle(pilot)
        assert copied[1].index("shy away") < copied[1].index("lighthouse") < copied[1].index("Note: lead")
        newsroom.forget(newsroom.quotation(newsroom.marks.kept("notebook")[0][0]).document)
        await press(pilot, "escape", "b")
        assert "its page was forgotten" in screen_text(app)
        await press(pilot, "g", "delete", "number_sign", *"trial", "enter")
        assert "nothing kept yet" in screen_text(app)
        assert newsroom.marks.books() == {"notebook": 1}


async def test_what_was_done_is_taken_back_the_last_first(newsroom: Newsroom) -> None:
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        main = app.screen
        assert isinstance(main, MainScreen) and main.quotation is not None
        said = main.quotation
        await press(pilot, "asterisk", "S", "ctrl+u", *"Bo Lind", "enter", "B", "M")
        assert len(newsroom.marks.muted()) == 1
        await press(pilot, "U")
        assert newsroom.marks.muted() == set() and notice(app) == "taken back: Inland Mail muted"
        await press(pilot, "U")
        assert newsroom.marks.books() == {}
        await press(pilot, "U")
        assert newsroom.quotation(said.id) == said, "as if no hand had touched it"
        await press(pilot, "U")
        assert newsroom.marks.starred() == set()
        await press(pilot, "U")
        assert notice(app) == "nothing to take back"


async def test_a_split_and_a_join_are_taken_back(newsroom: Newsroom) -> None:
    before = wholes(newsroom)
    app = ReaderApp(newsroom, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "minus", *"yes", "enter")
        assert wholes(newsroom) != before
        await press(pilot, "U")
        assert wholes(newsroom) == before
        await press(pilot, "e", "space", "G", "plus", *"yes", "enter")
        joined = wholes(newsroom)
        await press(pilot, "U")
        assert joined != before and wholes(newsroom) == before
