"""Values to lines: letters of outlets, layout, times, the timeline under its headings, hits of a search."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.ui.fake import PAGES, FakeNewsroom
from tui_reader.domain import Found, OutletEntry, TimelineEntry, TimelineKeys
from tui_reader.domain.times import printed_clock, time_told
from tui_reader.ui.presentation.compare import carried_how, columns_in_view, fullest_words
from tui_reader.ui.presentation.found import FoundRows, around_words, hit_runs, one_edit_apart
from tui_reader.ui.presentation.layout import pane_sizes
from tui_reader.ui.presentation.outlets import OutletRows, OutletSigns, outlet_letters
from tui_reader.ui.presentation.quotes import QuoteRows, SaidRows
from tui_reader.ui.presentation.reading import ReadingRows
from tui_reader.ui.presentation.timeline import TimelineRows
from tui_reader.ui.theme import THEME_NAMES, palette

LOOK = palette("dark")
SIGNS = OutletSigns(["ABC News", "The Sentinel", "Evening Post", "Daily Lantern"])


def text_of(rows: object, index: int, width: int = 60) -> list[str]:
    return [strip.text.rstrip() for strip in rows.lines(index, width, LOOK)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("ABC News", "ABC"),
        ("The Sentinel", "SEN"),
        ("Evening Post", "EPO"),
        ("Harbour Times of the North", "HTN"),
        ("Guardsman", "GRD"),
        ("Daily Sail", "DSA"),
        ("Cloud", "CLD"),
        ("news.example.org", "EXA"),
        ("", "?"),
        (None, "?"),
    ],
)
def test_letters_of_an_outlet(name: str | None, letters: str) -> None:
    assert outlet_letters(name) == letters


def test_no_two_outlets_share_their_letters() -> None:
    signs = OutletSigns(["Evening Post", "Eastern Post", "East Post"])
    assert len({signs.letters(name) for name in ("Evening Post", "Eastern Post", "East Post")}) == 3


def test_hostile_names_are_shown_and_not_obeyed() -> None:
    rows = OutletRows([OutletEntry("Evil\x1b]0;x\x07 [b]News[/b]", 1, 1, 1)], OutletSigns())
    line = text_of(rows, 1)[0]
    assert "\x1b" not in line
    assert "[b]News[/b]" in line


@pytest.mark.parametrize("columns", range(60, 240, 7))
def test_panes_fill_the_window(columns: int) -> None:
    panes = pane_sizes(columns, 40)
    assert not panes.too_small
    if panes.stacked:
        assert panes.timeline == panes.quotes == columns
    else:
        assert panes.outlets + panes.timeline + panes.post + panes.quotes == columns


def test_a_window_too_small_says_so() -> None:
    assert pane_sizes(59, 40).too_small
    assert pane_sizes(1, 1).too_small


def test_the_text_stands_between_where_there_is_room() -> None:
    assert pane_sizes(200, 60).post > 40
    assert pane_sizes(120, 40).post == 0
    assert pane_sizes(120, 40, zoomed="quotes").quotes == 120


@pytest.mark.parametrize(("columns", "outlets"), [(79, 2), (119, 5), (199, 5)])
def test_as_many_outlets_as_fit(columns: int, outlets: int) -> None:
    assert len(columns_in_view(columns, 5, 0).shown) == outlets


def test_the_column_of_the_cursor_is_in_view() -> None:
    assert columns_in_view(79, 5, 4).first == 3
    assert columns_in_view(79, 5, 3, first=3).first == 3
    assert columns_in_view(79, 5, 0, first=3).first == 0


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("15:56", "15:56"),
        ("9.05 BST", "09:05"),
        ("3.42pm", "15:42"),
        ("12:10 a.m.", "00:10"),
        ("12.10 pm", "12:10"),
        ("20 minutes ago", "-20m"),
        ("today", ""),
        (None, ""),
    ],
)
def test_times_as_printed(printed: str | None, shown: str) -> None:
    assert printed_clock(printed) == shown


def test_midnight_is_no_time() -> None:
    assert printed_clock(None, datetime(2031, 3, 4, tzinfo=UTC)) == ""


def test_the_letters_of_an_outlet_stand_for_its_name_in_a_query() -> None:
    assert SIGNS.spelt_out("winter outlet:SEN is:differs") == 'winter outlet:"The Sentinel" is:differs'
    assert SIGNS.spelt_out("outlet:sen -outlet:epo") == 'outlet:"The Sentinel" -outlet:"Evening Post"'
    assert SIGNS.spelt_out('outlet:sentinel outlet:"SEN" SEN') == 'outlet:sentinel outlet:"SEN" SEN'


def test_the_longest_in_marks_is_not_the_fullest_where_another_adds_words() -> None:
    (row, _) = FakeNewsroom().compare("e1").rows
    assert fullest_words(row) == "fullest"
    (first, *others) = row.cells
    more = first._replace(passages=(first.passages[0]._replace(changes=("adds: and delay",)),))
    assert fullest_words(row._replace(cells=(more, *others))) == "longest in marks"


@pytest.mark.parametrize(
    ("absent", "sign"),
    [((("EPO", "not_carried"),), "·"), ((("EPO", "not_found"),), "?"), ((("EPO", "r9"),), "→"), ((), "?")],
)
def test_the_matrix_tells_not_carried_from_not_found(absent: tuple[tuple[str, str], ...], sign: str) -> None:
    (_, row) = FakeNewsroom().compare("e1").rows
    assert carried_how(row._replace(absent=absent), "EPO", None) == sign


def timeline(newsroom: FakeNewsroom) -> TimelineRows:
    return TimelineRows(newsroom.timeline_keys(), newsroom.timeline_rows, SIGNS)


def test_headings_stand_between_the_posts() -> None:
    newsroom = FakeNewsroom()
    rows = timeline(newsroom)
    assert len(rows) == len(PAGES) + 2
    headings = [index for index in range(len(rows)) if not rows.selectable(index)]
    assert headings == [0, 5]
    assert "Tue 4 March 2031 · date from the editor" in text_of(rows, 0)[0]
    assert "time not printed" in text_of(rows, 5)[0]
    assert [rows.place(rows.index(place)) for place in range(len(PAGES))] == list(range(len(PAGES)))
    assert rows.position(rows.index(2)) == f"3/{len(PAGES)}"


def test_rows_are_fetched_as_they_come_into_view() -> None:
    newsroom = FakeNewsroom(1_000)
    asked: list[int] = []

    def fetch(keys: list[int]) -> list[TimelineEntry]:
        asked.extend(keys)
        return newsroom.timeline_rows(keys)

    rows = TimelineRows(newsroom.timeline_keys(), fetch, SIGNS)  # type: ignore[arg-type]
    rows.entry(500)
    assert 0 < len(asked) < 100


def test_a_post_deleted_meanwhile_leaves_a_line() -> None:
    newsroom = FakeNewsroom()
    gone = newsroom.timeline_keys().keys[1]
    rows = TimelineRows(
        newsroom.timeline_keys(), lambda keys: newsroom.timeline_rows([k for k in keys if k != gone]), SIGNS
    )
    assert rows.entry(2) is None
    assert "no longer" in text_of(rows, 2)[0]
    assert rows.entry(3) is not None


def test_a_post_line_names_time_outlet_headline_event_and_quotations() -> None:
    line = text_of(timeline(FakeNewsroom()), 2, 70)[0]
    assert "15:56 ABC New ferry rules" in line
    assert line.endswith("▸   ❝2")


def test_an_empty_timeline() -> None:
    assert len(TimelineRows(TimelineKeys(), lambda keys: [], SIGNS)) == 0


def test_a_headline_of_ten_thousand_letters_is_one_line() -> None:
    newsroom = FakeNewsroom(pages=[("ABC News", "10:00", "word " * 2_000, ("Text.",))])
    assert len(text_of(timeline(newsroom), 1, 80)[0]) <= 80


@pytest.mark.parametrize("name", THEME_NAMES)
def test_every_theme_draws(name: str) -> None:
    rows = timeline(FakeNewsroom())
    assert rows.lines(1, 60, palette(name))[0].cell_length == 60


def test_quotations_are_whole_with_speaker_occasion_and_others() -> None:
    newsroom = FakeNewsroom()
    lines = text_of(QuoteRows(newsroom.quotations_of_post("p0"), SIGNS), 0, 40)
    assert " ".join(lines[:2]).split() == [
        "“We",
        "lost",
        "a",
        "whole",
        "winter",
        "to",
        "excuses.",
        "That",
        "must",
        "end",
        "now.”",
    ]
    assert lines[2].strip() == "Maria Okafor, harbour minister"
    assert "to the assembly" in lines[3]
    assert "also EPO · words differ in SEN" in lines[4]


def test_square_brackets_of_the_page_stay() -> None:
    detail = FakeNewsroom().post("p0")
    rows = ReadingRows(detail)
    shown = "\n".join("\n".join(text_of(rows, index, 120)) for index in range(len(rows)))
    assert "[sic]" in shown
    assert "[100%]" in shown


def test_hostile_characters_of_a_post_are_counted_and_shown() -> None:
    detail = FakeNewsroom().post("p0")
    text = detail.document.text
    place = detail.document.posts[detail.position].span.end - 4
    hostile = replace(detail, document=replace(detail.document, text=f"{text[:place]}\x1b[\u202e{text[place + 3 :]}"))
    assert not text_of(ReadingRows(detail), 0, 120)[0].startswith(" beware")
    assert text_of(ReadingRows(hostile), 0, 120)[0].startswith(" beware: 2 hidden or control characters · ")


def test_the_margin_names_the_speaker_and_what_was_printed() -> None:
    rows = ReadingRows(FakeNewsroom().post("p0"))
    assert "Maria Okafor (“She”)" in text_of(rows, 2, 120)[0]
    assert "— Maria Okafor (“She”)" in text_of(rows, 2, 70)[1]


def test_who_is_not_sure_keeps_the_question_mark_in_the_margin() -> None:
    detail = FakeNewsroom().post("p0")
    unsure = [entry._replace(quotation=replace(entry.quotation, confidence=0.5)) for entry in detail.quotations]
    assert "Maria Okafor? (“She”)" in text_of(ReadingRows(replace(detail, quotations=tuple(unsure))), 2, 120)[0]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("winter", "wintre", True), ("winter", "winer", True), ("winter", "wonter", True), ("winter", "wander", False)],
)
def test_one_edit_apart(one: str, other: str, alike: bool) -> None:
    assert one_edit_apart(one, other) is alike


def test_hits_are_marked_in_place() -> None:
    text = "“We lost a whole winter”"
    assert [text[start:end] for start, end, _ in hit_runs(text, 'wintre speaker:okafor "whole', LOOK)] == [
        "whole",
        "winter",
    ]


def test_the_sentence_around_the_words() -> None:
    text = "Before. She said “a thing” and went. After."
    start = text.index("a thing")
    words, place = around_words(text, start, start + 7)
    assert words == "She said “a thing” and went."
    assert words[place : place + 7] == "a thing"


def test_nothing_found_says_so() -> None:
    assert "nothing found" in text_of(FoundRows(Found(), "zebra", SIGNS), 0)[0]


def test_what_a_speaker_said_stands_under_day_and_outlet() -> None:
    newsroom = FakeNewsroom()
    entries = [*newsroom.quotations_of_post("p0"), *newsroom.quotations_of_post("p3")]
    rows = SaidRows(entries, SIGNS)
    heads = [index for index in range(len(rows)) if not rows.selectable(index)]
    assert len(heads) == 2 and len(rows) == len(entries) + 2
    assert "ABC News" in text_of(rows, heads[0])[0] and rows.entry(heads[0]) is None
    assert [rows.entry(i) for i in range(len(rows)) if i not in heads] == entries
    assert rows.position(len(rows) - 1) == f"{len(entries)}/{len(entries)}"


def test_what_a_speaker_said_may_be_nothing() -> None:
    rows = SaidRows([], SIGNS, why_none="nobody said a word")
    assert len(rows) == 1 and "nobody said a word" in text_of(rows, 0)[0]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("4 March 2031", "4 March 2031"),
        ("16:12 British Summer Time", "16:12 British Summer Time"),
        ("18 minutes ago", "18 min before the page was taken"),
        (None, ""),
    ],
)
def test_a_time_is_told_as_its_page_prints_it_and_how_long_ago_as_of_the_page(printed: str | None, told: str) -> None:
    assert time_told(printed) == told
