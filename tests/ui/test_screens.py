"""The main job on the screens, key by key."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import pytest

from tests.ui.driving import assert_picture, notice, press, screen_text, settle
from tests.ui.fake import EVENT, FakeNewsroom
from tui_reader.domain import (
    Clash,
    Comparison,
    OutletEntry,
    Paragraph,
    Quotation,
    QuotationEntry,
    QuotationKind,
    Span,
)
from tui_reader.errors import StoreLockedError
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.compare import CompareScreen, FullestScreen
from tui_reader.ui.screens.differences import DifferencesScreen
from tui_reader.ui.screens.events import EventsScreen
from tui_reader.ui.screens.find import FindScreen
from tui_reader.ui.screens.help import HelpScreen
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.screens.reading import ReadingScreen
from tui_reader.ui.screens.speaker import SpeakerScreen

SIZE = (120, 40)
SMALL = (80, 24)


def main(app: ReaderApp) -> MainScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


async def test_focus_starts_in_the_timeline_and_tab_goes_round(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        order = [app.focused.id if app.focused else None]
        for _ in range(3):
            await press(pilot, "tab")
            order.append(app.focused.id if app.focused else None)
        assert order == ["timeline", "quotes", "outlets", "timeline"]


@pytest.mark.parametrize("size", [SIZE, SMALL, (200, 60)])
async def test_main(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "j")
        assert_picture(app, f"main-{size[0]}x{size[1]}")


async def test_panes_are_headed(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        head = screen_text(app).splitlines()[0]
        assert [word for word in ("Outlets", "Timeline", "Quotes") if word in head] == ["Outlets", "Timeline", "Quotes"]


async def test_a_small_window_gets_a_message(app: ReaderApp) -> None:
    async with app.run_test(size=(50, 10)) as pilot:
        await settle(pilot)
        assert "60x16" in screen_text(app)
        await pilot.resize_terminal(1, 1)
        await settle(pilot)
        await pilot.resize_terminal(*SIZE)
        await settle(pilot)
        assert "Timeline" in screen_text(app)


async def test_quotations_follow_the_cursor_and_the_event_is_named(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j")
        text = screen_text(app)
        assert "We lost a whole winter" in text
        assert EVENT in text
        assert "ABC SEN" in text


async def test_an_outlet_narrows_the_timeline_and_esc_widens_it(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "O", "j", "j", "enter")
        assert len(main(app).timeline.rows) == 2
        assert app.focused is main(app).timeline
        await press(pilot, "escape")
        assert len(main(app).timeline.rows) > 2


async def test_outlets_at_eighty_columns_take_the_place_of_the_timeline(app: ReaderApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "O")
        assert "Outlets" in screen_text(app)
        await press(pilot, "escape")
        assert "Outlets  " not in screen_text(app)
        assert "Timeline" in screen_text(app)


async def test_zoom_and_resize(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "z")
        assert "Quotes" not in screen_text(app)
        await press(pilot, "z", "greater_than_sign")
        before = main(app).timeline.size.width
        await press(pilot, "less_than_sign")
        assert main(app).timeline.size.width == before - 4


async def test_reading(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "enter")
        assert isinstance(app.screen, ReadingScreen)
        await press(pilot, "n")
        assert_picture(app, "reading-120x40")
        assert "left out of this page" in screen_text(app)
        await press(pilot, "x")
        assert "Sign up for our newsletter" in screen_text(app)
        await press(pilot, "v")
        assert "stands before it" in screen_text(app)
        await press(pilot, "escape")  # the answer goes first
        assert "stands before it" not in screen_text(app)
        await press(pilot, "escape")
        assert app.screen is main(app)


async def test_reading_small(app: ReaderApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "j", "enter", "n", "n")
        assert_picture(app, "reading-80x24")


async def test_what_was_read_is_no_longer_unread(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "enter", "escape")
        assert main(app).newsroom.marks.read([f"p{number}" for number in range(6)]) == {"p4"}
        await press(pilot, "u", "asterisk")
        assert main(app).newsroom.marks.read(["p4"]) == set()
        assert main(app).newsroom.marks.starred() == {"p4"}


async def test_copying_says_which_way(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "y")
        assert "We lost a whole winter to excuses. That must end now." in copied[0]
        assert "Maria Okafor" in copied[0]
        assert "ABC News" in copied[0]
        assert notice(app).startswith("sent to the terminal: ")
        assert "Evening Post (same words)" in notice(app)
        await press(pilot, "tab", "j", "y")
        assert "scars that last a lifetime" in copied[1]


async def test_copying_from_the_reading_screen_takes_the_current_quotation(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "enter", "y")
        assert copied == [] and "n goes to the next" in notice(app)
        await press(pilot, "n", "y", "n", "y")
        assert "We lost" in copied[0]
        assert "scars that last" in copied[1]


async def test_several_marked_quotations_are_copied_together(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "tab", "space", "j", "space", "y")
        assert "We lost" in copied[0]
        assert "scars that last" in copied[0]


async def test_copy_as(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "Y", "j", "enter")
        assert "ABC News" not in copied[0]
        await press(pilot, "Y", "escape")
        assert len(copied) == 1


async def test_nothing_to_copy(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "j", "j", "y")
        assert copied == []
        assert "no quotation" in notice(app)


async def test_find_from_a_word_to_the_clipboard(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "slash", *"scars", "tab", "y")
        assert isinstance(app.screen, FindScreen)
        assert "scars that last a lifetime" in copied[0]
        assert_picture(app, "find-120x40")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)
        await press(pilot, "escape", "escape")
        assert app.screen is main(app)
        assert main(app).timeline.cursor == 2


async def test_find_small(app: ReaderApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "slash", *"winter")
        assert_picture(app, "find-80x24")


@pytest.mark.parametrize("query", ["AND", "*", '"', "don't", "C++", "((((", "x" * 3_000, "speaker:", "-"])
async def test_any_search_is_taken(app: ReaderApp, query: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "slash")
        assert isinstance(app.screen, FindScreen)
        app.screen.query_line._insert(query)
        app.screen._look_up(app.screen.query_line.text)
        await settle(pilot)
        assert app.is_running
        assert notice(app) == ""


async def test_compare(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "c")
        assert isinstance(app.screen, CompareScreen)
        assert_picture(app, "compare-120x40")
        assert "not found" in screen_text(app)
        await press(pilot, "l", "v")
        assert "9 words in a row the same" in screen_text(app)
        await press(pilot, "y")
        assert "excuses and delay" in copied[0]
        await press(pilot, "m")
        assert_picture(app, "matrix-120x40")
        await press(pilot, "m", "f")
        assert isinstance(app.screen, FullestScreen)
        assert_picture(app, "fullest-120x40")
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert "“We lost a whole winter to excuses and delay" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert app.screen is main(app)


async def test_compare_small(app: ReaderApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "j", "c", "l", "l")
        assert_picture(app, "compare-80x24")


async def test_an_empty_cell_has_nothing_to_jump_to_or_copy(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "c", "j", "l", "enter")
        assert isinstance(app.screen, CompareScreen)
        await press(pilot, "y")
        assert copied == []


def with_one_outlets_row(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the second row one that a single outlet has, which says why the others have none."""
    whole = app.newsroom.compare("e1")
    absent = (("The Sentinel", "not_carried"), ("Evening Post", "not_found"), ("Daily Lantern", whole.rows[0].id))
    clash = Clash("number", "ABC News", "The Sentinel", "12 boats", "21 boats")
    shared = whole.rows[0]._replace(clashes=(clash,))
    alone = whole.rows[1]._replace(cells=whole.rows[1].cells[:1], absent=absent)
    monkeypatch.setattr(app.newsroom, "compare", lambda *_, **__: whole._replace(rows=(shared, alone)))


async def test_rows_of_one_outlet_alone_are_folded_and_hidden(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
    with_one_outlets_row(app, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "c")
        assert "only ABC News: 1 row" in screen_text(app) and "an inquiry" not in screen_text(app)
        await press(pilot, "j", "enter")
        assert "an inquiry" in screen_text(app)
        await press(pilot, "enter")
        assert "an inquiry" not in screen_text(app)
        await press(pilot, "m")
        assert "▸ only ABC News: 1 row" in screen_text(app) and "·  only" not in screen_text(app)
        await press(pilot, "m", "H")
        assert "only ABC News" not in screen_text(app) and "1 row of one outlet" in notice(app)
        await press(pilot, "H")
        assert "only ABC News: 1 row" in screen_text(app)


async def test_a_cell_says_why_it_is_empty_and_a_title_what_clashes(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_one_outlets_row(app, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "c", "j", "enter")
        shown = " ".join(screen_text(app).split())
        assert "! number:" in shown and "not carried" in shown and "not found" in shown and "in another row" in shown
        await press(pilot, "j", "l", "l", "l", "v")
        assert "has this in another row: a winter lost" in screen_text(app)


async def test_rows_go_by_time_or_by_weight(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = app.newsroom.compare("e1")
    turned = whole._replace(rows=whole.rows[::-1])
    monkeypatch.setattr(app.newsroom, "compare", lambda *_, **__: turned)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "c")
        shown = screen_text(app)
        assert shown.index("an inquiry") < shown.index("a winter lost")
        await press(pilot, "t")
        shown = screen_text(app)
        assert shown.index("a winter lost") < shown.index("an inquiry")
        assert notice(app) == "by time"


async def test_no_row_clashes(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "c", "exclamation_mark")
        assert "no clash" in notice(app)


async def test_rows_that_clash_alone(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
    with_one_outlets_row(app, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "c", "exclamation_mark")
        shown = screen_text(app)
        assert notice(app) == "1 row clashes"
        assert "12 boats" in shown and "only ABC News: 1 row" not in shown
        await press(pilot, "exclamation_mark")
        assert "only ABC News" in screen_text(app)


async def test_quotations_whose_words_differ(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d")
        assert isinstance(app.screen, DifferencesScreen)
        assert_picture(app, "differences-120x40")
        await press(pilot, "y")
        assert "winter" in copied[0]
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)
        await press(pilot, "escape", "escape", "j", "c", "d")
        assert isinstance(app.screen, DifferencesScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, CompareScreen)


async def test_a_row_and_the_whole_comparison_are_copied(app: ReaderApp, copied: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "c", "j", "l", "Y")
        assert "this row of every outlet" in screen_text(app) and "citation" not in screen_text(app)
        await press(pilot, "enter")
        assert (
            copied[0].count("## ") == 1 and "— **ABC News**" in copied[0] and "The Sentinel**: *not found*" in copied[0]
        )
        await press(pilot, "Y", "j", "enter")
        assert copied[1].count("## ") == 2


async def test_a_post_of_no_event_says_so(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "j", "c")
        assert app.screen is main(app)
        assert "no event" in notice(app)


async def test_events_and_speaker(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        assert isinstance(app.screen, EventsScreen)
        assert EVENT in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, CompareScreen)
        await press(pilot, "escape", "escape", "s")
        assert isinstance(app.screen, SpeakerScreen)
        assert_picture(app, "speaker-120x40")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)


async def test_then_and_now_without_another_time(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "D")
        assert isinstance(app.screen, SpeakerScreen)
        assert "at another time" in notice(app)


async def test_a_filter_that_means_nothing_is_said(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "i")
        assert "is:quoted|differs" in screen_text(app) and "leave it" in screen_text(app)
        await press(pilot, *"is", "colon", *"foo", "enter")
        assert "not understood: is:foo" in screen_text(app)
        assert main(app).only == ""


async def test_a_long_notice_stands_on_both_lines(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        words = " ".join(f"word{number}" for number in range(18))
        main(app).say(words)
        await settle(pilot)
        shown = " ".join(screen_text(app).replace("─", " ").split())
        assert f"word0 {words.split(' ', 1)[1].rsplit(' ', 7)[0]}" in shown
        assert "word17" in shown and "? keys" in shown


async def test_a_quotation_far_down_a_paragraph_comes_into_view(app: ReaderApp) -> None:
    """Of one taller than the window; pages and the end of it are reached by keys."""
    newsroom = app.newsroom
    document = newsroom.documents[0]
    text = "Once more the chair read on. " * 200 + "“Here it ends at last,” said Ada Okafor."
    said = text.index("Here")
    post = replace(document.posts[0], paragraphs=(Paragraph(Span(0, len(text))),), span=Span(0, len(text)))
    long = replace(document, text=text, posts=(post, *document.posts[1:]))
    quotation = Quotation(Span(said, said + 22), text[said : said + 22], QuotationKind.DIRECT, "Ada Okafor")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        reading = app.screen
        assert isinstance(reading, ReadingScreen) and reading._detail is not None
        entry = reading._detail.quotations[0]._replace(quotation=quotation)
        reading._show(replace(reading._detail, document=long, quotations=(entry,), position=0))
        await settle(pilot)
        assert "Here it ends" not in screen_text(app)
        await press(pilot, "n")
        assert "Here it ends" in screen_text(app)
        await press(pilot, "g")
        assert "Here it ends" not in screen_text(app)
        await press(pilot, "G")
        assert "Here it ends" in screen_text(app)
        await press(pilot, "g", "pagedown")
        assert reading.page.skip > 10


async def test_help_is_narrowed_by_what_is_typed(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "question_mark", *"outlets", "space", *"side")
        assert "Outlets side by side on the event of this post" in screen_text(app)
        assert "Move down one line" not in screen_text(app)
        await press(pilot, *"xyz")
        assert "no key does that" in screen_text(app)
        await press(pilot, "escape")
        assert app.screen is main(app)


async def test_the_timeline_is_narrowed_by_a_filter(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        before = len(main(app).timeline.rows)
        word = main(app).entry.headline.split()[0]  # type: ignore[union-attr]
        await press(pilot, "i", *word, "enter")
        assert f"[{word}]" in screen_text(app)
        assert len(main(app).timeline.rows) < before
        await press(pilot, "i", *"zzz", "enter")
        assert "no post is so: [zzz] (esc shows all)" in screen_text(app)
        await press(pilot, "escape")
        assert len(main(app).timeline.rows) == before
        assert "[zzz]" not in screen_text(app)


async def test_what_is_watched_stands_below_the_outlets(app: ReaderApp) -> None:
    app.newsroom.watch("okafor")
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert re.search(r"okafor +\d+ new", screen_text(app))
        await press(pilot, "1", "G", "enter")
        assert "[okafor]" in screen_text(app)


async def test_outlets_one_under_another(app: ReaderApp) -> None:
    """By a key, and at once in a window that has room for one; the cursor goes from words to words."""
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        await press(pilot, "vertical_line")
        assert "one under another" in screen_text(app)
        first = screen.passage
        await press(pilot, "l")
        assert screen.passage not in (None, first)
        assert screen.row is not None and screen.row.cell(screen.passage.outlet)  # type: ignore[union-attr]
        row = screen.row
        await press(pilot, "m", "escape")
        assert "one under another" in screen_text(app)
        assert screen.row == row
        await press(pilot, "vertical_line")
        assert "one under another" not in screen_text(app)
    app = ReaderApp(FakeNewsroom())
    async with app.run_test(size=(62, 20)) as pilot:
        await press(pilot, "c")
        assert "one under another" in screen_text(app)


async def test_an_outlet_is_pinned(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "p")
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        assert "stays at the left" in notice(app)
        for _ in range(4):
            await press(pilot, "l")
        shown = screen.grid.table.columns.shown  # type: ignore[union-attr]
        assert shown[0] == 0 and shown[-1] == screen.grid.column > 1
        await press(pilot, "p")
        assert screen.grid.table.columns.shown[0] == screen.grid.column  # type: ignore[union-attr]


async def test_help_and_palette(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert_picture(app, "help-120x40")
        await press(pilot, "escape", "ctrl+p")
        assert app.screen is not main(app)
        await press(pilot, "escape")
        assert app.screen is main(app)


@pytest.mark.parametrize("name", ["light", "high-contrast", "ansi", "plain", "dark"])
async def test_themes(app: ReaderApp, name: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.theme = name
        await settle(pilot)
        assert "▌" in screen_text(app)


async def test_no_color_takes_the_plain_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReaderApp(FakeNewsroom())
    assert app.theme == "plain"


async def test_the_place_is_kept(app: ReaderApp) -> None:
    newsroom = app.newsroom
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "j")
        app.keep_place()
    assert json.loads(newsroom.marks.place("timeline") or "")["post"] == "p1"
    again = ReaderApp(newsroom)
    async with again.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert main(again).timeline.cursor == 3


@pytest.mark.parametrize(
    "place", ["", "no json", "[]", '{"post": "gone", "outlet": "gone", "narrowed": true}', '{"shift": "x"}']
)
async def test_a_broken_place_is_no_obstacle(place: str) -> None:
    newsroom = FakeNewsroom()
    newsroom.marks.set_place("timeline", place)
    app = ReaderApp(newsroom)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert main(app).timeline.cursor == 1


class Locked(FakeNewsroom):
    """A store that went away after the start."""

    broken = False

    def _check(self) -> None:
        if self.broken:
            raise StoreLockedError("the store is locked", "store.db", "try again")

    def quotations_of_post(self, id: str) -> list[QuotationEntry]:
        self._check()
        return super().quotations_of_post(id)

    def compare(self, *args: object, **options: object) -> Comparison:
        self._check()
        raise RuntimeError("a bug")

    def outlets(self) -> list[OutletEntry]:
        self._check()
        return super().outlets()


async def test_a_store_that_refuses_is_said_on_one_line() -> None:
    newsroom = Locked()
    app = ReaderApp(newsroom)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        newsroom.broken = True
        await press(pilot, "j")
        assert "the store is locked; try again" in notice(app)
        await press(pilot, "c")
        assert "the store is locked; try again" in notice(app)
        newsroom.broken = False
        await press(pilot, "escape", "c")
        assert "a bug" in notice(app)
        assert app.is_running


async def test_an_empty_store_tells_what_to_do() -> None:
    app = ReaderApp(FakeNewsroom(pages=[]))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j", "G", "enter", "y", "c", "s", "tab")
        assert "tui-reader ingest FILE" in screen_text(app)


async def test_hostile_text_reaches_no_pane_unmasked() -> None:
    evil = "\x1b]52;c;aGk=\x07 [@click=app.quit]x[/] \u202eabc \u009b31m"
    app = ReaderApp(FakeNewsroom(pages=[(evil, "10:00", evil, (f"“{evil}”", evil))]))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for keys in (("j",), ("enter",), ("x",), ("escape", "s"), ("escape", "slash", "c", "l", "i")):
            await press(pilot, *keys)
            text = screen_text(app)
            assert not set(text) & {"\x1b", "\x07", "\u202e", "\u009b"}
            assert "@click=app.quit" in text


async def test_a_late_answer_is_void(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        answers: list[str] = []
        main(app).ask("question", lambda: time.monotonic() and "first", answers.append)
        main(app).ask("question", lambda: "second", answers.append)
        await settle(pilot)
        assert answers == ["second"]
