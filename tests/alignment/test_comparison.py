"""One event across outlets: rows, cells, replies, and what is kept apart."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alignment.pages import Page, Said, harbour_statement, renamed
from tui_reader.alignment import QuotedDocument, compare, compare_event, find_events, sub_events
from tui_reader.alignment.passages import people_of, pieces_of
from tui_reader.domain import DatedBy, NewsEvent, ParagraphRole, Row
from tui_reader.errors import NothingFoundError

ON = date(2031, 5, 6)


def row_with(rows: tuple[Row, ...], words: str) -> Row:
    return next(row for row in rows if any(words in p.text for cell in row.cells for p in cell.passages))


def test_a_query_finds_the_event_most_outlets_carried() -> None:
    found = compare("Lorne statement", harbour_statement())
    assert set(found.outlets) == {"North Post", "Daily Tide", "Crier"}
    assert found.starts_at is not None and found.starts_at.date() == ON
    assert len(found.others) == 1 and "2030-12-07" in found.others[0]


def test_one_thing_said_is_one_row_across_outlets() -> None:
    row = row_with(compare("Lorne statement", harbour_statement()).rows, "crumble")
    assert {cell.outlet for cell in row.cells} == {"North Post", "Daily Tide", "Crier"}
    assert "crumble for eleven winters" in row.title


def test_numbers_line_up_passages_in_other_words() -> None:
    row = row_with(compare("Lorne statement", harbour_statement()).rows, "640")
    assert {cell.outlet for cell in row.cells} == {"North Post", "Daily Tide"}


def test_what_one_outlet_alone_carried_has_one_cell() -> None:
    row = row_with(compare("Lorne statement", harbour_statement()).rows, "moonlight")
    assert [cell.outlet for cell in row.cells] == ["Crier"]
    assert row.cell("Daily Tide") is None


def test_the_reply_is_an_event_of_its_own_within_the_statement() -> None:
    documents = harbour_statement()
    reply = find_events("Verrick reply", documents)[0]
    statement = find_events("Lorne statement", documents)[0]
    assert reply.parent == statement.id
    rows = compare("Verrick reply", documents).rows
    assert {cell.outlet for cell in row_with(rows, "brick").cells} == {"North Post", "Daily Tide"}
    assert not any("crumble" in p.text for row in rows for cell in row.cells for p in cell.passages)


def test_nothing_of_the_statement_five_months_before() -> None:
    rows = compare("Lorne statement", harbour_statement(), on=ON).rows
    assert not any("212" in p.text for row in rows for cell in row.cells for p in cell.passages)


def test_a_day_picks_the_earlier_statement() -> None:
    found = compare("Lorne statement", harbour_statement(), on=ON - timedelta(days=150))
    assert found.outlets == ("North Post",)
    assert row_with(found.rows, "212")


def test_nothing_fits() -> None:
    with pytest.raises(NothingFoundError):
        compare("Okonjo statement", harbour_statement())
    with pytest.raises(NothingFoundError):
        compare("Lorne statement", harbour_statement(), on=date(2020, 1, 1))
    with pytest.raises(NothingFoundError):
        compare("anything", [])


def test_columns_can_be_chosen() -> None:
    found = compare("Lorne statement", harbour_statement(), outlets=["Crier"])
    assert {cell.outlet for row in found.rows for cell in row.cells} == {"Crier"}


def test_every_passage_is_the_document_verbatim() -> None:
    documents = harbour_statement()
    texts = {document.id: document.text for document, _ in documents}
    for row in compare("Lorne statement", documents).rows:
        for cell in row.cells:
            for passage in cell.passages:
                assert passage.text == passage.span.of(texts[passage.document])
                assert passage.outlet == cell.outlet


def test_links_say_why_in_plain_words() -> None:
    row = row_with(compare("Lorne statement", harbour_statement()).rows, "crumble")
    assert any(why.endswith("words in a row the same") for link in row.links for why in link.why)
    assert any("same speaker: Lorne" in link.why for link in row.links)
    ids = {p.id for cell in row.cells for p in cell.passages}
    assert all(link.a in ids and link.b in ids and 0 < link.score <= 1 for link in row.links)


def test_changes_tell_every_passage_from_the_fullest() -> None:
    row = row_with(compare("Verrick reply", harbour_statement()).rows, "brick")
    passages = {p.outlet: p for cell in row.cells for p in cell.passages}
    assert row.fullest == passages["Daily Tide"].id
    assert passages["Daily Tide"].changes == ()
    assert passages["North Post"].changes[0].startswith("drops: This is")


def test_undated_pages_go_to_the_days_whose_words_they_share() -> None:
    live, tide, crier, before = harbour_statement()
    posts = tuple(replace(post, published_at=None) for post in tide[0].posts)
    undated = renamed(tide, first_published_at=None, posts=posts, dated=DatedBy())
    found = compare("Lorne statement", [live, undated, crier, before])
    assert "Daily Tide" in found.outlets


def test_a_recap_stands_behind_the_report() -> None:
    documents = harbour_statement()
    analysis = (
        Page("North Post", headline="Harbour analysis")
        .post(
            'Verrick said it was "a plan without a single brick" and the pilots were never asked.',
            minute=1100,
            label="Analysis",
            said=[("a plan without a single brick", "mixed", "Tam Verrick")],
        )
        .post("The tide turns at nine.", minute=1110)
        .done()
    )
    row = row_with(compare("Verrick reply", [*documents, analysis]).rows, "brick")
    cell = row.cell("North Post")
    assert cell is not None and [p.recap for p in cell.passages] == sorted(p.recap for p in cell.passages)
    assert cell.passages[-1].recap


def test_an_event_by_id_is_the_same_comparison() -> None:
    documents = harbour_statement()
    event = find_events("Lorne statement", documents)[0]
    assert compare_event(event, documents).rows == compare("Lorne statement", documents).rows


def test_a_whole_event_has_first_the_rows_several_outlets_carried() -> None:
    documents = harbour_statement()
    whole = NewsEvent("e1", "Harbour", documents=tuple(d.id for d, _ in documents[:3]))
    outlets = [len(row.cells) for row in compare_event(whole, documents).rows]
    assert outlets == sorted(outlets, reverse=True) and outlets[0] > 1 and outlets[-1] == 1


def test_sub_events_name_their_parent_and_their_posts() -> None:
    events = sub_events(harbour_statement()[:3], "e1")
    by_parent = {event.parent for event in events}
    assert "e1" in by_parent and len(events) == 2
    assert all(event.posts and event.documents and event.title for event in events)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=6), st.text(max_size=20))
def test_any_text_lines_up_without_an_error(paragraphs: list[str], query: str) -> None:
    page = Page("North Post")
    page.post(*[p or "x" for p in paragraphs], minute=5)
    documents = [page.done(), Page("Crier").post(*[p or "y" for p in paragraphs]).done()]
    sub_events(documents)
    with suppress(NothingFoundError):
        compare(query, documents)


@pytest.mark.parametrize(
    "query", ["Ada Lorne's statement", "lorne to MPs", "Lornne statement", "harbour wall lorne", "crumble"]
)
def test_a_query_may_be_worded_in_many_ways(query: str) -> None:
    found = compare(query, harbour_statement(), on=ON)
    assert row_with(found.rows, "crumble")


def test_a_role_stands_for_who_holds_it() -> None:
    documents = [
        (
            document,
            tuple(replace(q, speaker_role="fisheries minister" if q.speaker == "Ada Lorne" else None) for q in found),
        )
        for document, found in harbour_statement()
    ]
    assert row_with(compare("the fisheries minister's statement", documents, on=ON).rows, "crumble")


def test_what_a_speaker_is_and_where_they_spoke_lines_nothing_up() -> None:
    """Two things that she told the same committee as the same are two rows."""
    sorry = "We let the islands down, and I am sorry for a winter of it."
    told = {
        "Tide Wire": (f"Bo Marsh, chief warden of the estuary, told the fisheries committee: “{sorry}”", sorry),
        "Reed News": (
            "Bo Marsh, chief warden of the estuary, told the fisheries committee that dredging starts in May.",
            "dredging starts in May",
        ),
        "Quay Mail": (f"“{sorry}” the chief warden of the estuary, Bo Marsh, told the fisheries committee.", sorry),
    }
    documents = []
    for outlet, (sentence, words) in told.items():
        kind = "direct" if "sorry" in words else "indirect"
        page, quotations = Page(outlet).post(sentence, minute=5, said=[(words, kind, "Bo Marsh")]).done()
        role = [
            replace(q, speaker_role="chief warden of the estuary", venue="the fisheries committee") for q in quotations
        ]
        documents.append((page, tuple(role)))
    rows = compare("Marsh", documents, on=None).rows
    assert {cell.outlet for cell in row_with(rows, "sorry").cells} == {"Tide Wire", "Quay Mail"}


@pytest.mark.parametrize("query", ["zebra walrus crumble", "walrus"])
def test_one_word_of_three_is_a_coincidence(query: str) -> None:
    with pytest.raises(NothingFoundError):
        compare(query, harbour_statement(), on=ON)


def test_who_replies_is_named_first() -> None:
    found = compare("Lorne statement to Nobody Quibblewick", harbour_statement(), on=ON)
    assert row_with(found.rows, "crumble")


def test_a_heading_within_a_text_is_a_label_and_stands_in_no_row() -> None:
    page = Page("Echo").post(
        "Rotten to the core",
        "Pilots had asked for repairs, Lorne said.",
        "The wall was rotten to the core after eleven winters, Lorne said.",
        said=[
            ("Rotten to the core", "mixed", "Ada Lorne"),
            ("Pilots had asked for repairs", "indirect", "Ada Lorne"),
            ("The wall was rotten to the core after eleven winters", "indirect", "Ada Lorne"),
        ],
    )
    heading, *body = page.posts[0].paragraphs
    page.posts[0] = replace(page.posts[0], paragraphs=(heading._replace(role=ParagraphRole.SUBHEADING), *body))
    row = row_with(compare("Lorne statement", [*harbour_statement(), page.done()], on=ON).rows, "after eleven winters")
    assert not any(p.text == "Rotten to the core" for cell in row.cells for p in cell.passages)


def told(outlet: str, *paragraphs: str, minute: int = 600) -> QuotedDocument:
    """A page on Lorne's statement: her words first, then what the reporter tells in nobody's name."""
    words = "the harbour wall will be rebuilt by the spring"
    first = f"Ada Lorne said that {words}."
    said: list[Said] = [(words, "indirect", "Ada Lorne"), *(("the gates had failed", "indirect", "Ada Lorne"),)]
    return (
        Page(outlet, headline="Lorne statement")
        .post(first, "She said that the gates had failed.", *paragraphs, minute=minute, said=said)
        .done()
    )


def test_what_reporters_tell_in_nobodys_name_stands_in_rows_too() -> None:
    pages = [
        told("North Post", "Three fishermen drowned in the storm on Sunday night."),
        told("Daily Tide", "In the storm on Sunday night three fishermen were drowned."),
        told("Harbour News", "The mayor wore a green hat."),
    ]
    comparison = compare("Lorne statement", pages)
    row = next(row for row in comparison.rows if any("fishermen" in p.text for c in row.cells for p in c.passages))
    assert [cell.outlet for cell in row.cells] == ["North Post", "Daily Tide"]
    assert not [r for r in comparison.rows if any("green hat" in p.text for c in r.cells for p in c.passages)]


@pytest.mark.parametrize(("event", "rows"), [("e1", [["Harbour News", "Quay Mail"]]), ("e2", [])])
def test_pages_that_quote_nobody_stand_in_rows_where_they_were_put_into_the_event(
    event: str, rows: list[list[str]]
) -> None:
    quoting = [told("North Post", "The mayor wore a green hat."), told("Daily Tide", "It rained.")]
    silent = [
        Page(outlet).post(sentence, minute=600).done()
        for outlet, sentence in (
            ("Harbour News", "Three fishermen drowned in the storm on Sunday night."),
            ("Quay Mail", "In the storm on Sunday night three fishermen were drowned."),
        )
    ]
    events = {page[0].id: "e1" for page in quoting} | {page[0].id: event for page in silent}
    comparison = compare("Lorne statement", [*quoting, *silent], events=events)
    found = [[c.outlet for c in r.cells] for r in comparison.rows if "fishermen" in r.cells[0].passages[0].text]
    assert found == rows


@pytest.mark.parametrize("event", ["e1", "e2"])
def test_a_page_led_by_somebody_else_tells_of_the_event_it_was_put_into(event: str) -> None:
    words = "the pilots were never asked and the wall is not the only thing that is crumbling"
    reply = [
        Page(outlet)
        .post(
            f"Tam Verrick said that {words}.",
            f"He said that {said}.",
            "Three fishermen drowned in the storm on Sunday night.",
            said=[(words, "indirect", "Tam Verrick"), (said, "indirect", "Tam Verrick")],
            minute=700,
        )
        .done()
        for outlet, said in (("Tide Times", "nobody had told them"), ("Quay Mail", "they had been told nothing"))
    ]
    pages = [told(outlet, "The mayor wore a green hat.") for outlet in ("North Post", "Daily Tide", "Harbour News")]
    events = {page[0].id: "e1" for page in pages} | {page[0].id: event for page in reply}
    comparison = compare("Lorne statement", [*pages, *reply], events=events)
    found = [r for r in comparison.rows if any("fishermen" in p.text for c in r.cells for p in c.passages)]
    assert bool(found) == (event == "e1")


def test_one_deed_has_one_row() -> None:
    pages = [
        told(outlet, f"The minister apologised to the families of {place} for the {fault}.")
        for outlet, place, fault in (
            ("North Post", "the drowned", "cracked wall"),
            ("Daily Tide", "the bereaved", "late warning"),
            ("Harbour News", "the dead", "open gates"),
        )
    ]
    rows = compare("Lorne statement", pages).rows
    having = [row for row in rows if any("apologised" in p.text for cell in row.cells for p in cell.passages)]
    assert len(having) == 1


@pytest.mark.parametrize(
    ("sentence", "earlier"),
    [
        ("Last week she told the council that 90 boats would sail.", True),
        ("The fund rises to £80m, against £40m when it was set up last year.", False),
        ("She said in March that the gates would hold.", True),
        ("The bonus, due in May, is to be paid.", False),
    ],
)
def test_what_only_says_more_of_something_tells_of_no_other_day(sentence: str, earlier: bool) -> None:
    page = Page("North Post").post(sentence, minute=600).done()
    [piece] = pieces_of([page], people_of([page]))
    assert piece.earlier is earlier


@pytest.mark.parametrize(("minute", "earlier"), [(9 * 60, True), (21 * 60, False)])
def test_in_the_evening_a_page_writes_last_night_of_today(minute: int, earlier: bool) -> None:
    page = Page("North Post").post("Rescuers were still at work last night.", minute=minute).done()
    [piece] = pieces_of([page], people_of([page]))
    assert piece.earlier is earlier


def test_an_outlet_written_in_other_case_is_one_column() -> None:
    comparison = compare("Lorne statement", [told("North Post"), told("NORTH POST"), told("Daily Tide")])
    assert comparison.outlets == ("North Post", "Daily Tide")


def test_pages_without_a_date_stand_beside_each_other() -> None:
    words = "the harbour wall will be rebuilt by the spring and the boats will sail again"
    pages = [
        Page(outlet, day=None, headline="Lorne statement")
        .post(f"Ada Lorne said that {words}.", "She said so twice.", said=[(words, "indirect", "Ada Lorne")])
        .done()
        for outlet in ("North Post", "Daily Tide")
    ]
    comparison = compare("Lorne statement", pages * 2)
    assert comparison.starts_at is None
    assert [cell.outlet for cell in comparison.rows[0].cells] == ["North Post", "Daily Tide"]


def test_what_only_an_analysis_tells_is_shown_all_the_same() -> None:
    words = "the harbour wall will be rebuilt by the spring"
    said: list[Said] = [(words, "indirect", "Ada Lorne")]
    page = (
        Page("North Post", headline="Lorne statement")
        .post(f"Ada Lorne said that {words}.", "She said so twice.", minute=600, label="Analysis", said=said)
        .post("The boats are in.", minute=620)
        .done()
    )
    [event] = sub_events([page])
    assert [cell.outlet for cell in compare_event(event, [page]).rows[0].cells] == ["North Post"]


def test_a_title_begins_where_a_clause_does() -> None:
    pages = [
        Page(outlet, headline="Lorne statement")
        .post(f'"{words}," Ada Lorne said.', "She said so twice.", minute=600, said=[(words, "direct", "Ada Lorne")])
        .done()
        for outlet, words in (
            ("North Post", "A town can love a wall and know that it is crumbling into the sea"),
            ("Daily Tide", "We all know that it is crumbling into the sea"),
        )
    ]
    titles = [row.title for row in compare("Lorne statement", pages).rows]
    assert not any(title.startswith(("Know", "It is")) for title in titles), titles
