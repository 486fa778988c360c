"""What goes in comes out the same, once, whole; corrections stick; lists are in their order."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import NOON, make_document, make_quotation
from tests.store.conftest import fill, put, rows, step_back
from tui_reader.domain import (
    Byline,
    Clock,
    DatedBy,
    Document,
    DocumentKind,
    Filters,
    LeftOut,
    LeftOutReason,
    NewsEvent,
    Paragraph,
    ParagraphRole,
    Post,
    Precision,
    Quotation,
    QuotationKind,
    Span,
    TimeBasis,
    Utterance,
    Wording,
)
from tui_reader.errors import ContradictionError, NothingFoundError
from tui_reader.store import Store

TEXT = "Ab “c’d” é😀\x00\r\n\tﬁ [sic] عربي\u202e "
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)).map(
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


@st.composite
def documents(draw: st.DrawFn, alphabet: str) -> tuple[Document, tuple[Quotation, ...]]:
    words = st.text(alphabet=alphabet, max_size=12)
    maybe_words = st.none() | words
    text = draw(st.text(alphabet=alphabet, min_size=1, max_size=60))
    span = spans(len(text))
    posts = tuple(
        Post(
            id=f"p{index}",
            headline=draw(maybe_words),
            paragraphs=tuple(
                Paragraph(draw(span), draw(st.sampled_from(ParagraphRole))) for _ in range(draw(st.integers(0, 3)))
            ),
            span=draw(span),
            label=draw(maybe_words),
            byline=draw(maybe_words),
            role=draw(maybe_words),
            time_printed=draw(maybe_words),
            clock=draw(st.none() | st.builds(Clock, st.integers(0, 1439), maybe_words, st.none() | st.just(60))),
            published_at=draw(st.none() | moments),
            line_start=draw(st.none() | st.integers(1, 99)),
        )
        for index in range(draw(st.integers(1, 3)))
    )
    document = Document(
        id="d1",
        file=draw(words),
        text=text,
        kind=draw(st.sampled_from(DocumentKind)),
        posts=posts,
        outlet=draw(maybe_words),
        outlet_basis="printed",
        headline=draw(maybe_words),
        bylines=tuple(draw(st.lists(st.builds(Byline, words, maybe_words), max_size=2))),
        url=draw(maybe_words),
        first_published_at=draw(st.none() | moments),
        captured_at=draw(st.none() | moments),
        dated=DatedBy(draw(st.sampled_from(TimeBasis)), draw(st.sampled_from(Precision)), draw(words)),
        left_out=tuple(draw(st.lists(st.builds(LeftOut, span, st.sampled_from(LeftOutReason)), max_size=2))),
        notices=tuple(draw(st.lists(words, max_size=2))),
    )
    found = []
    for index in range(draw(st.integers(0, 3))):
        where = draw(span)
        found.append(
            Quotation(
                span=where,
                text=where.of(text),
                kind=draw(st.sampled_from(QuotationKind)),
                speaker=draw(maybe_words),
                speaker_text=draw(maybe_words),
                speaker_span=draw(st.none() | span),
                cue_span=draw(st.none() | span),
                clause_span=draw(st.none() | span),
                group=draw(maybe_words),
                confidence=draw(st.floats(0, 1)),
                evidence=tuple(draw(st.lists(words, max_size=2))),
                id=f"q{index}",
            )
        )
    return document, tuple(found)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_round_trip(store: Store, data: st.DataObject, encoding: str) -> None:
    """A document and its quotations come back equal, also after they replaced others."""
    alphabet = TEXT if store.path else TEXT.replace("\0", "")  # a server takes no NUL: see the next test
    for document, quotations in (data.draw(documents(alphabet)), data.draw(documents(alphabet))):
        with store.writing() as block:
            raw = document.text.encode(encoding)
            capture = block.documents.save_capture(raw, document.file, document.text)
            block.documents.save_document(document, quotations, capture)
            block.events.put_into(document.id, "e1")
        [(back, quoted)] = [pair for pair in store.documents_put_into("e1") if pair[0].id == document.id]
        assert replace(back, file="", captured_at=None) == replace(document, file="", captured_at=None)
        assert quoted == quotations
    assert sum(entry.documents for entry in store.outlets()) == 1
    assert {post.id for post in document.posts} <= {entry.id for entry in store.timeline()}


def test_a_server_keeps_a_mark_for_a_nul(store: Store) -> None:
    """PostgreSQL refuses U+0000 in a text: U+FFFD stands in its place, and every word stays where it was."""
    document = make_document(("Ferry", "It\0runs. Mara Quill said: “It is time.”"))
    put(store, document, [make_quotation(document, "It is time.")])
    [(back, quoted)] = store.documents_put_into("e1")
    assert back.text == document.text  # read from the page's own bytes
    assert quoted[0].span.of(back.text) == "It is time."
    assert store.timeline("runs") and not store.check(full=True)
    named = make_document(("Fer\0ry", "It is time."), id="d2")
    put(store, named)
    assert store.timeline("time")[0].headline == ("Fer\0ry" if store.path else "Fer\ufffdry")


def test_a_second_ingest_changes_nothing(store: Store) -> None:
    document, quotation = fill(store)
    before = store.quotations(), store.timeline(), store.events(), store.utterances()
    assert put(store, replace(document, file="elsewhere.txt", captured_at=NOON), [quotation]) is False
    assert put(store, document, [quotation]) is False
    assert (store.quotations(), store.timeline(), store.events(), store.utterances()) == before


def test_what_our_own_reading_changes_is_no_version(store: Store) -> None:
    """The words are the same, only the quotation is not found any more: its outlet took nothing back."""
    document, _ = fill(store)
    assert put(store, replace(document, headline="Ferry may run"), []) is True
    assert store.quotations() == [] == store.quotations("shy")
    assert [entry.quotations for entry in store.outlets()] == [0]
    assert len(store.timeline()) == 2


def test_what_stays_in_a_changed_page_keeps_its_key(store: Store) -> None:
    document, quotation = fill(store)
    put(store, make_document(("Between", "a"), id="d2"))
    keys = [store.timeline_key(post.id) for post in document.posts]
    put(store, replace(document, posts=document.posts[1:], headline="Shorter"), [])
    put(store, replace(document, headline="Longer again"), [quotation])
    assert [store.timeline_key(post.id) for post in document.posts] == keys
    assert store.timeline_rows(keys[1:])[0].headline == "Harbour closed"


def test_half_a_document_is_no_document(store: Store) -> None:
    document = make_document()
    twice = make_quotation(document, "It is time.")
    with pytest.raises(ContradictionError), store.writing() as block:
        capture = block.documents.save_capture(b"x", "x.txt", document.text)
        block.documents.save_document(document, [twice, twice], capture)
    assert store.outlets() == [] and store.timeline() == []


def test_a_document_taken_out_leaves_no_word_behind(store: Store) -> None:
    document, _ = fill(store)
    with store.writing() as block:
        block.documents.remove_document(document.id)
    assert store.timeline() == store.quotations("shy") == store.timeline("council") == []
    assert store.find("quill").speakers == ()
    for table in ("captures", "documents", "posts", "paragraphs", "quotations", "wordings", "document_keys"):
        assert rows(store, f"SELECT count(*) FROM {table}") == [(0,)], table
    indexes = ("quotation_words", "post_words", "headline_words")
    if store.path is None:
        assert [rows(store, f"SELECT count(*) FROM {index}") for index in indexes] == [[(0,)]] * 3
        return
    with sqlite3.connect(store.path) as raw:
        for index in indexes:
            raw.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")


def test_a_correction_by_hand_outlives_the_next_ingest(store: Store) -> None:
    document, quotation = fill(store)
    store.correct_speaker(quotation.id, "Ada Lund")
    put(store, replace(document, headline="Changed"), [quotation])
    entry = store.quotation(quotation.id)
    assert (entry.quotation.speaker, entry.corrected) == ("Ada Lund", True)
    assert [found.id for found in store.quotations("lund")] == [quotation.id]
    assert store.quotations("quill") == []
    assert store.speaker_quotations("Ada Lund") == [entry]
    # What the page says of the one it was taken for is not said of the one it was.
    assert (entry.quotation.speaker_role, entry.quotation.speaker_text, entry.quotation.speaker_span) == (None,) * 3
    assert entry.quotation.evidence == ("speaker corrected by hand",)
    store.correct_speaker(quotation.id, None)
    nobody = store.quotation(quotation.id).quotation
    assert (nobody.speaker, nobody.speaker_text) == (None, None)


def test_one_file_of_many_documents_is_kept_once(store: Store) -> None:
    first, second = make_document(id="d1"), make_document(id="d2")
    for document in (first, second):
        put(store, document)
    assert rows(store, "SELECT count(*), count(text) FROM captures") == [(1, 0)]
    assert rows(store, "SELECT count(text) FROM documents") == [(0,)]


# -- order ----------------------------------------------------------------------------------------
def test_what_is_printed_as_so_long_ago_stands_in_that_order(store: Store) -> None:
    """Of a day's posts without a time of day; a file of before does so once it was opened."""
    pages = {"d1": "2 hours ago", "d2": "18 minutes ago", "d3": None, "d4": "40 seconds ago"}
    for id, printed in pages.items():
        page = make_document((id, "a"), id=id, at=NOON, day_only=True)
        put(store, replace(page, posts=tuple(replace(post, time_printed=printed) for post in page.posts)))
    expected = ["d4", "d2", "d1", "d3"]
    assert [entry.headline for entry in store.timeline()] == expected
    assert [(section.timed, section.posts) for section in store.timeline_keys().sections] == [(False, 4)]
    if store.path is None:
        return
    store.close()
    with sqlite3.connect(store.path) as raw:
        raw.execute("UPDATE posts SET second = 0")
        step_back(raw, 8)
    again = Store(store.path)
    assert [entry.headline for entry in again.timeline()] == expected
    assert [entry.headline for entry in again.timeline_rows(again.timeline_keys().keys)] == expected
    assert again.check(full=True) == []
    again.close()


def test_order_of_the_timeline(store: Store) -> None:
    """Latest day first; in a day timed posts, latest first, then a page's untimed ones in its order; unknown last."""
    put(store, make_document(("undated 1", "a"), ("undated 2", "b"), id="d0", at=None))
    put(store, make_document(("early", "a"), id="d1", at=NOON))
    put(store, make_document(("untimed 1", "a"), ("untimed 2", "b"), id="d2", at=NOON, day_only=True))
    put(store, make_document(("late", "a"), id="d3", at=NOON + timedelta(hours=2)))
    put(store, make_document(("tomorrow", "a"), id="d4", at=NOON + timedelta(days=1)))
    expected = ["tomorrow", "late", "early", "untimed 1", "untimed 2", "undated 1", "undated 2"]
    assert [entry.headline for entry in store.timeline()] == expected
    for _ in range(2):  # once put together, once from what is kept
        keys = store.timeline_keys()
        assert [entry.headline for entry in store.timeline_rows(keys.keys)] == expected
        assert [(section.day, section.timed, section.start, section.posts) for section in keys.sections] == [
            ("2031-03-05", True, 0, 1),
            ("2031-03-04", True, 1, 2),
            ("2031-03-04", False, 3, 2),
            (None, False, 5, 2),
        ]
        store.keep_timeline()
    put(store, make_document(("a week on", "a"), id="d5", at=NOON + timedelta(days=7)))
    rows = store.timeline_rows(store.timeline_keys().keys[:1])
    assert [entry.headline for entry in rows] == ["a week on"]


def test_keys_of_one_outlet_and_of_one_post(store: Store) -> None:
    put(store, make_document(("ours", "a"), id="d1"))
    put(store, make_document(("theirs", "a"), id="d2", outlet="Inland Mail"))
    keys = store.timeline_keys("Inland Mail").keys
    [entry] = store.timeline_rows(keys)
    assert entry.headline == "theirs" and store.timeline_key(entry.id) == keys[0]
    assert store.timeline_key("nothing") is None and len(store.timeline_keys("Nobody")) == 0
    assert store.timeline_rows([999]) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(outlet="post"), ["ours", "undated"]),
        (Filters(outlet="INLAND MAIL"), ["theirs"]),
        (Filters(outlet="nobody"), []),
        (Filters(since=date(2031, 3, 5)), ["theirs"]),
        (Filters(until=date(2031, 3, 4)), ["ours"]),
        (Filters(until=date(2031, 3, 4), undated=True), ["ours", "undated"]),
        (Filters(on=date(2031, 3, 5)), ["theirs"]),
        (Filters(kind="live_blog"), []),
        (Filters(speaker="quill"), ["ours"]),
        (Filters(speaker="?!"), []),
        (Filters(limit=1), ["theirs"]),
    ],
)
def test_filters(store: Store, filters: Filters, expected: list[str]) -> None:
    ours = make_document(("ours", "Mara Quill said: “Yes.”"), id="d1")
    put(store, ours, [make_quotation(ours, "Yes.")])
    put(store, make_document(("theirs", "a"), id="d2", outlet="Inland Mail", at=NOON + timedelta(days=1)))
    put(store, make_document(("undated", "a"), id="d3", at=None))
    assert [entry.headline for entry in store.timeline(filters=filters)] == expected


# -- what lines up --------------------------------------------------------------------------------
def test_an_utterance_tells_each_quotation_who_else_has_it(store: Store) -> None:
    pages = [
        ("d1", "Harbour Post", "It is time."),
        ("d2", "Inland Mail", "It is time"),
        ("d3", "Sea News", "It is late."),
    ]
    wordings, made = [], []
    for id, outlet, words in pages:
        document = make_document(("Ferry", f"Mara Quill said: “{words}”"), id=id, outlet=outlet)
        quotation = make_quotation(document, words)
        put(store, document, [quotation])
        made.append((document, quotation))
        wordings.append(Wording(id, document.file, outlet, quotation.span, quotation.text, quotation.id, ("shorter",)))
    utterance = Utterance("u1", "Mara Quill", tuple(wordings), wording_differs=True)
    posts = tuple(document.posts[0].id for document, _ in made)
    part = NewsEvent("e2", "The vote", NOON, NOON, ("Sea News",), "e1", ("d3",), posts[2:], leads=posts[2:])
    event = NewsEvent("e1", "Ferry", NOON, NOON, tuple(o for _, o, _ in pages), None, ("d1", "d2", "d3"), posts)
    for _ in range(2):  # a second time in place of the first
        with store.writing() as block:
            block.events.save_event(event, [part], [utterance])
        assert store.quotation(made[0][1].id).also_in == (("Inland Mail", True), ("Sea News", False))
        assert store.utterances() == [utterance] == store.utterances("quill time")
        assert store.event("e1") == event and store.event("e2") == part._replace(leads=()) and store.event("e3") is None
        assert [(entry.id, entry.parent, entry.quotations) for entry in store.events()] == [
            ("e1", None, 3),
            ("e2", "e1", 1),
        ]
        assert [entry.event for entry in store.timeline(filters=Filters(outlet="sea"))] == ["e2"]
    assert store.stale_events() == []
    assert [document.id for document, _ in store.documents_of_event("e2")] == ["d3"]


def test_what_one_speaker_said_on_a_day_in_two_stories_is_a_part_of_the_first(store: Store) -> None:
    """The posts of the second stand with their own event, and what answers it too."""
    posts: dict[str, tuple[str, ...]] = {}
    for number in ("1", "2"):
        document = make_document(("Ferry", f"It is time, {number}."), id=f"d{number}", outlet="Harbour Post")
        put(store, document, event=f"e{number}")
        posts[number] = (document.posts[0].id,)
    for number in ("1", "2", "1"):
        told = NOON, NOON, ("Harbour Post",)
        event = NewsEvent(f"e{number}", "Ferry", *told, None, (f"d{number}",), posts[number])
        said = NewsEvent("s1", "Said", *told, event.id, event.documents, event.posts, leads=event.posts)
        reply = NewsEvent(f"s{number}9", "Answered", *told, "s1", event.documents, event.posts)
        with store.writing() as block:
            block.events.save_event(event, [said, reply], ())
    parents = {entry.id: entry.parent for entry in store.events()}
    assert parents == {"e1": None, "s1": "e1", "s19": "s1", "e2": None, "s29": "e2"}
    assert [entry.event for entry in store.timeline()] == ["e2", "s1"]


@pytest.mark.parametrize("call", ["post", "quotation"])
def test_what_is_not_there(store: Store, call: str) -> None:
    with pytest.raises(NothingFoundError):
        getattr(store, call)("nothing")
    with pytest.raises(NothingFoundError):
        store.correct_speaker("nothing", "Mara Quill")
