"""Forgetting: the words leave the tables, the indexes, the file; the record stays; others keep theirs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.errors import NothingFoundError
from tui_reader.ingest import Page, ingest_pages
from tui_reader.newsroom import Newsroom
from tui_reader.store import Marks, Store

# One page, two outlets: a matter under the other's article is a document of its own.
FORGOTTEN = (
    "Zanzibarrow ferry owner under scrutiny\n"
    "Harbour Post, 4 March 2031\n"
    "The zanzibarrow ferry was sold on Monday to a buyer that nobody in the port had met.\n"
    "Orlanda Vexworth, the harbourmaster, said: “I never signed the quibblewick papers.”\n"
)
OTHER = (
    "Ferry to run on Sundays\n"
    "Harbour Post, 4 March 2031\n"
    "The council voted on Monday for a ferry on Sundays from the old quay to the island.\n"
    "Mara Quill, the mayor, said: “We must not shy away from the ferry.”\n"
)
SECRET = ("zanzibarrow", "vexworth", "quibblewick", "orlanda", "harbourmaster", "scrutiny")


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = Newsroom(Store(tmp_path / "store.db"), Marks(tmp_path / "marks.db"))
    yield newsroom
    newsroom.close()


def take_in(newsroom: Newsroom, *pages: tuple[str, str]) -> list[str]:
    """Ingest pages and return the ids of their documents."""
    report = ingest_pages(newsroom._store, [Page(text.encode(), file) for file, text in pages])
    assert not report.refused
    return [kept.document for kept in report.kept]


def bytes_of(path: Path) -> bytes:
    """What the file and its log hold, in lower case."""
    return b"".join(part.read_bytes() for part in path.parent.glob("store.db*")).lower()


def test_the_words_are_gone_from_the_file(newsroom: Newsroom) -> None:
    document, other = take_in(newsroom, ("a.txt", FORGOTTEN), ("b.txt", OTHER))
    assert all(word.encode() in bytes_of(newsroom.path) for word in SECRET)
    record = newsroom.forget(document, "ada")
    assert (record.posts, record.quotations, record.by, record.swept) == (1, 1, "ada", True)
    held = bytes_of(newsroom.path)
    assert [word for word in SECRET if word.encode() in held] == []
    assert document.encode() not in held
    assert b"shy away" in held
    assert [entry.document for entry in newsroom.timeline()] == [other]


def test_nothing_finds_it_any_more(newsroom: Newsroom) -> None:
    document, _ = take_in(newsroom, ("a.txt", FORGOTTEN), ("b.txt", OTHER))
    newsroom.forget(document)
    assert newsroom.quotations("quibblewick") == []
    assert newsroom.timeline("zanzibarrow") == []
    assert newsroom.find("vexw").speakers == ()
    assert newsroom.speaker_quotations("Orlanda Vexworth") == []
    assert [event for event in newsroom.events() if "Zanzi" in event.title] == []
    assert [entry.quotation.speaker for entry in newsroom.quotations("ferry")] == ["Mara Quill"]
    assert newsroom.outlets()[0].documents == 1


def test_earlier_captures_of_it_go_as_well(newsroom: Newsroom) -> None:
    earlier = FORGOTTEN.replace("on Monday", "on Mumblemonday")
    take_in(newsroom, ("a.txt", earlier))
    first = newsroom.timeline()[0].document
    later = take_in(newsroom, ("a.txt", FORGOTTEN))
    for document in {first, *later}:
        newsroom.forget(document)
    held = bytes_of(newsroom.path)
    assert [word for word in (*SECRET, "mumblemonday") if word.encode() in held] == []


def two_on_one_page(newsroom: Newsroom) -> tuple[str, str]:
    """Ingest one page that holds two documents; return the ids of the one to forget and of the other."""
    from dataclasses import replace

    from tests.factories import make_document, make_quotation
    from tui_reader.domain import Document, LeftOut, LeftOutReason, Span

    both = make_document(
        ("Ferry to run on Sundays", "The mayor said: “We must not shy away from it.”\nThe old quay is free."),
        ("Zanzibarrow sold", "Orlanda Vexworth, harbourmaster, under scrutiny: “I signed no quibblewick papers.”"),
    )
    text = both.text + "More of zanzibarrow\n"
    left = LeftOut(Span(len(both.text), len(text)), LeftOutReason.DUPLICATE)

    def document(position: int, **more: object) -> Document:
        post = both.posts[position]
        return replace(both, text=text, posts=(post,), id=f"d{position}", headline=post.headline, **more)

    kept, gone = document(0), document(1, left_out=(left,))
    with newsroom._store.writing() as block:
        capture = block.documents.save_capture(text.encode(), "page.txt", text)
        for one, said in ((kept, "We must not shy away from it."), (gone, "I signed no quibblewick papers.")):
            block.documents.save_document(one, [make_quotation(one, said)], capture)
            block.events.put_into(one.id, f"e{one.id}")
    return gone.id, kept.id


def test_the_other_documents_of_its_page_stay_word_for_word(newsroom: Newsroom) -> None:
    gone, kept = two_on_one_page(newsroom)
    newsroom.forget(gone)
    held = bytes_of(newsroom.path)
    assert [word for word in SECRET if word.encode() in held] == []
    assert newsroom.check(full=True) == [], "what was blanked on purpose is no damage"
    entry = newsroom.quotations("shy away")[0]
    detail = newsroom.post(entry.post)
    assert detail.document.id == kept
    assert entry.quotation.span.of(detail.document.text) == entry.quotation.text
    assert [part.span.of(detail.document.text) for _, part in detail.document.paragraphs()][
        2
    ] == "The old quay is free."
    newsroom.forget(kept)
    assert b"shy away" not in bytes_of(newsroom.path)


# -- kept out -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "again",
    [
        FORGOTTEN,
        FORGOTTEN.replace("\n", "\r\n"),
        FORGOTTEN.replace("“", '"').replace("”", '"'),
        FORGOTTEN.replace("Harbour Post, 4", "Harbour  Post,  4"),
    ],
)
def test_it_is_kept_out_when_it_comes_again(newsroom: Newsroom, again: str) -> None:
    (document,) = take_in(newsroom, ("a.txt", FORGOTTEN))
    record = newsroom.forget(document)
    report = ingest_pages(newsroom._store, [Page(again.encode(), "elsewhere.txt"), Page(OTHER.encode(), "b.txt")])
    (refused,) = report.refused
    assert refused.file == "elsewhere.txt"
    assert f"forgotten on {record.at[:10]} and is kept out" in str(refused.error)
    assert len(report.kept) == 1
    assert b"quibblewick" not in bytes_of(newsroom.path)


def test_a_live_page_that_grew_is_kept_out(newsroom: Newsroom) -> None:
    names = ("amber", "beryl", "coral", "dusky", "ebony")
    posts = [
        f"The {name} boat is inpublished at 14:0{9 - n} Greenwich Mean Time\n\nThe {name} boat left the old quay this"
        f" afternoon with its crew of {name} and a cargo of salted {name} fish for the island market.\n\n"
        for n, name in enumerate(names)
    ]
    (document,) = take_in(newsroom, ("live.txt", "".join(posts[1:])))
    assert len(newsroom.timeline()) == 4
    newsroom.forget(document)
    again = ingest_pages(newsroom._store, [Page("".join(posts).encode(), "live.txt")])
    assert (len(again.kept), len(again.refused)) == (0, 1)


def test_an_article_edited_is_kept_out_and_another_on_the_matter_is_not(newsroom: Newsroom) -> None:
    newsroom.forget(*take_in(newsroom, ("a.txt", FORGOTTEN)))
    edited = FORGOTTEN + "This article was corrected on Tuesday.\n"
    another = OTHER + "The harbourmaster said: “I never signed the quibblewick papers.”\n"
    report = ingest_pages(newsroom._store, [Page(edited.encode(), "a.txt"), Page(another.encode(), "c.txt")])
    assert [refused.file for refused in report.refused] == ["a.txt"]
    assert [kept.file for kept in report.kept] == ["c.txt"]


def test_what_shares_a_page_with_it_is_let_in_alone(newsroom: Newsroom) -> None:
    page = (Path(__file__).parents[1] / "parsing" / "pages" / "aggregator.txt").read_text("utf-8")
    documents = take_in(newsroom, ("page.txt", page))
    assert len(documents) > 1
    words = newsroom.find_forgettable(documents[-1]).document.posts[0]
    whole = newsroom.find_forgettable(documents[-1]).document
    said = words.paragraphs[-1].span.of(whole.text)
    for id in documents:
        newsroom.forget(id)
    with newsroom._store._connections.write() as database:  # all but the last may come again
        last = database.execute("SELECT max(pk) FROM forgotten").fetchone()[0]
        database.execute("DELETE FROM forgotten_hashes WHERE forgotten != ?", [last])
    report = ingest_pages(newsroom._store, [Page(page.encode(), "page.txt")])
    assert [kept.document for kept in report.kept] == documents[:-1]
    assert len(report.refused) == 1
    assert said.encode().lower() not in bytes_of(newsroom.path)
    for entry in newsroom.quotations():
        assert entry.quotation.span.of(newsroom.post(entry.post).document.text) == entry.quotation.text


# -- the record -----------------------------------------------------------------------------------
def test_the_record_says_that_and_not_what(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "grace")
    (document,) = take_in(newsroom, ("a.txt", FORGOTTEN))
    record = newsroom.forget(document)
    assert (record.by, record.posts, record.quotations) == ("grace", 1, 1)
    with newsroom._store._connections.write() as database:
        rows = [[str(cell) for cell in row] for row in database.execute("SELECT * FROM forgotten").fetchall()]
        hashes = database.execute("SELECT hash FROM forgotten_hashes").fetchall()
    assert [row[1:] for row in rows] == [[record.at, "grace", "1", "1"]]
    assert "zanzi" not in json.dumps(rows).lower()
    assert {len(hash) for (hash,) in hashes} == {16}


def test_two_stores_know_it_by_different_hashes(tmp_path: Path) -> None:
    known = []
    for name in ("one", "two"):
        newsroom = Newsroom(Store(tmp_path / name / "store.db"), Marks(tmp_path / "marks.db"))
        newsroom.forget(*take_in(newsroom, ("a.txt", FORGOTTEN)))
        with newsroom._store._connections.write() as database:
            known.append({row[0] for row in database.execute("SELECT hash FROM forgotten_hashes")})
        newsroom.close()
    assert known[0]
    assert known[0].isdisjoint(known[1])


def test_an_open_reader_is_told_of_and_a_second_call_finishes(newsroom: Newsroom) -> None:
    import sqlite3

    (document,) = take_in(newsroom, ("a.txt", FORGOTTEN))
    reader = sqlite3.connect(newsroom.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM documents").fetchone()
    newsroom._store._connections._writer().execute("PRAGMA busy_timeout = 10")
    assert newsroom.forget(document).swept is False
    reader.execute("ROLLBACK")
    reader.close()
    record = newsroom.forget(document)
    assert (record.swept, record.quotations) == (True, 1)
    assert b"quibblewick" not in bytes_of(newsroom.path)


def test_an_id_of_a_post_or_a_quotation_means_its_document(newsroom: Newsroom) -> None:
    (document,) = take_in(newsroom, ("a.txt", FORGOTTEN))
    quotation = newsroom.quotations("quibblewick")[0]
    for id in (document, quotation.id, quotation.post):
        found = newsroom.find_forgettable(id)
        assert (found.document.id, found.quotations) == (document, 1)


@pytest.mark.parametrize("id", ["", "d404", "'; DROP TABLE documents"])
def test_an_unknown_id_is_said_to_be(newsroom: Newsroom, id: str) -> None:
    with pytest.raises(NothingFoundError):
        newsroom.forget(id)
    with pytest.raises(NothingFoundError):
        newsroom.find_forgettable(id)
