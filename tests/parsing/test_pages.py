"""What must hold for every page, whatever its form."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parsing.outlines import line_of, outline
from tui_reader.domain import Document, Precision, TimeBasis
from tui_reader.errors import InputError, NotTextError
from tui_reader.parsing import parse_pages, plain_document
from tui_reader.parsing.hard_wrapped import MAX_COLUMNS

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))

# Pieces of pages, so that chance builds live pages, groups and articles as well as nonsense.
PIECES = st.sampled_from(
    [
        "",
        "  ",
        "Summary",
        "Key events",
        "Analysis",
        "  3. Analysis",
        "Breaking",
        "Ada Marsh",
        "Transport editor",
        "By Bo Lindqvist",
        "Image caption,",
        "Image: a ferry. Pic: NP",
        "• A list item",
        "3:18",
        "15:42",
        "15:42 BST – Talks begin again",
        "Posted at 15:42",
        "18 minutes ago",
        "- The Evening Gull",
        "The Evening Gull",
        "Ferries sail again after nine dayspublished at 23:58 British Summer Time",
        "Council votes down plan for a second ferry by 31 to 28",
        "Harbour strike – politics live | Politics",
        "Please use another browser for a more accessible video player",
        "The first ferry left the harbour at noon, and nobody on the quay cheered.",
        "“We are glad to sail,” said the captain of the first of the ferries.",
        "12 March 2024",
        "Related Articles",
        "‘Nine lost days’",
        "?",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=40), min_size=1, max_size=40).map("\n".join)


def _parse(text: str) -> list[Document]:
    try:
        return parse_pages(text.encode("utf-8", "surrogatepass"), "page.txt")
    except InputError:
        return []


def _accounted(documents: list[Document]) -> Counter[int]:
    """Count for each line the paragraphs, labels, times and omissions that stand on it."""
    lines: Counter[int] = Counter()
    text = documents[0].text.split("\n")
    for document in documents:
        omitted = [(out.line_start or 0, out.line_end or 0) for out in document.left_out]
        for start, end in omitted:
            lines.update(number for number in range(start, end + 1) if _is_filled(number, text[number - 1]))
        for post in document.posts:
            written = {
                number
                for paragraph in post.paragraphs
                for number in range(line_of(document, paragraph.span.start), line_of(document, paragraph.span.end) + 1)
            }
            lines.update(written)
            # A label and a lone time are the post's own lines without being paragraphs.
            for number in range(post.line_start or 0, (post.line_end or 0) + 1):
                words = text[number - 1].strip()
                outside = number not in written and not any(start <= number <= end for start, end in omitted)
                if words and outside and (_is_label(words, post.label) or (post.time_printed or "\0") in words):
                    lines[number] += 1
    return lines


def _is_filled(number: int, line: str) -> bool:
    """Say whether a line is not blank; a byte order mark at the very start is."""
    return bool(line.strip() if number > 1 else line.strip().removeprefix("\ufeff").strip())


def _is_label(words: str, label: str | None) -> bool:
    if label is not None and words.rstrip(": ").endswith(label):
        return True
    return bool(re.fullmatch(r"\d+\.?", words))  # the number of a post, on a line of its own


@given(TEXTS)
def test_every_line_is_accounted_for_exactly_once(text: str) -> None:
    documents = _parse(text)
    if documents:
        found = _accounted(documents)
        lines = documents[0].text.split("\n")
        expected = {number for number, line in enumerate(lines, 1) if _is_filled(number, line)}
        assert {number: count for number, count in found.items() if count != 1} == {}
        assert set(found) == expected


@given(TEXTS)
def test_spans_are_in_order_in_bounds_and_apart(text: str) -> None:
    for document in _parse(text):
        previous = 0
        for post, paragraph in document.paragraphs():
            span = paragraph.span
            assert previous <= span.start < span.end <= len(document.text)
            assert post.span.contains(span)
            words = span.of(document.text)
            assert words == words.strip()
            assert "\n" not in words or max(map(len, words.split("\n"))) <= MAX_COLUMNS
            previous = span.end


@given(TEXTS)
def test_ids_are_stable_and_apart(text: str) -> None:
    documents = _parse(text)
    assert [document.id for document in documents] == [document.id for document in _parse(text)]
    ids = [document.id for document in documents] + [post.id for document in documents for post in document.posts]
    assert len(set(ids)) == len(ids)


@given(TEXTS)
def test_nothing_is_published_where_no_date_is_known(text: str) -> None:
    for document in _parse(text):
        if document.dated.basis is not TimeBasis.PRINTED:
            assert document.first_published_at is None
            assert all(post.published_at is None for post in document.posts)


@given(st.binary(max_size=400))
def test_any_bytes_give_documents_or_one_clear_line(raw: bytes) -> None:
    try:
        documents = parse_pages(raw, "page.txt")
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert documents and all(document.posts for document in documents)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: re.sub(r"(?m)^ +", "\t", text),
        lambda text: re.sub(r"(?m)$", "  ", text),
        lambda text: text + "\n\n\n",
    ],
    ids=["crlf", "tabs", "trailing-blanks", "trailing-lines"],
)
def test_white_space_changes_no_structure(page: Path, change: Callable[[str], str]) -> None:
    text = page.read_text(encoding="utf-8")
    before = [outline(document) for document in parse_pages(text.encode(), "a.txt")]
    assert [outline(document) for document in parse_pages(change(text).encode(), "b.txt")] == before


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "hard_wrapped"], ids=lambda page: page.stem)
def test_blank_lines_change_no_structure(page: Path) -> None:
    def shape(text: str) -> list[tuple[str | None, list[tuple[str, str]]]]:
        documents = parse_pages(text.encode(), "x.txt")
        return [
            (post.headline, [(paragraph.role.value, paragraph.span.of(text)) for paragraph in post.paragraphs])
            for document in documents
            for post in document.posts
        ]

    text = page.read_text(encoding="utf-8")
    assert shape(re.sub(r"\n\s*\n", "\n", text)) == shape(text)
    assert shape(text.replace("\n", "\n\n")) == shape(text)


def test_a_file_name_decides_nothing() -> None:
    raw = PAGES[0].read_bytes()
    (a, *_), (b, *_) = parse_pages(raw, "live.txt"), parse_pages(raw, "article.txt")
    assert (a.id, outline(a)) == (b.id, outline(b))


def test_a_sidecar_is_never_a_page() -> None:
    with pytest.raises(NotTextError):
        parse_pages(b'["x.txt"]\noutlet = "The Daily Whelk"\n', "pages/sources.toml")


def test_a_zone_alone_gives_the_season() -> None:
    page = b"Ferries sail againpublished at 23:58 British Summer Time\n\nThe first ferry left the harbour at noon.\n"
    (document,) = parse_pages(page, "x.txt")
    assert (document.dated.basis, document.dated.precision) == (TimeBasis.INFERRED, Precision.SEASON)
    assert "British Summer Time" in document.dated.why
    assert document.posts[0].clock is not None and document.posts[0].clock.minute == 23 * 60 + 58


def test_a_name_without_a_role_is_no_byline() -> None:
    page = b"Ferries sail againpublished at 23:58 BST\n\nBo Lindqvist\n\nMinister Bo Lindqvist waved from the quay.\n"
    (document,) = parse_pages(page, "x.txt")
    assert document.bylines == () and document.posts[0].byline is None


def test_plain_text_keeps_the_callers_id() -> None:
    document = plain_document("a1", " First line. \r\n\r\nSecond line.", outlet="The Daily Whelk")
    assert document.id == "a1"
    assert [p.span.of(document.text) for _, p in document.paragraphs()] == ["First line.", "Second line."]
    assert plain_document("a2", "").posts[0].paragraphs == ()


def _calls(raw: bytes) -> int:
    """Return how many functions ran to parse a page: work, without a clock."""
    count = 0

    def tally(_frame: object, kind: str, _what: object) -> None:
        nonlocal count
        count += kind in ("call", "c_call")

    sys.setprofile(tally)
    try:
        parse_pages(raw, "x.txt")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "post",
    [
        "Ferry {n} sails againpublished at 12:{m:02} BST\n\nThe ferry number {n} left the harbour at noon.\n\n",
        "Posted at 12:{m:02}\nFerry {n} sails again\nThe ferry number {n} left the harbour at noon.\n",
        "Ferry number {n} sails again after nine days in port\nThe ferry left the harbour {n} at noon.\nKey events\n",
        "The Evening Gull\n{m} minutes ago\n- The Evening Gull\nFerry {n} sails again\nIt left the harbour at noon.\n",
        "Bo Lindqvist told the council that ferry {n} had left the harbour of town {m} at noon.\n",
    ],
    ids=["glued", "lone", "untimed", "groups", "article"],
)
def test_work_grows_with_the_number_of_posts(post: str) -> None:
    def page(posts: int) -> bytes:
        return "".join(post.format(n=n, m=n % 60) for n in range(posts)).encode()

    assert _calls(page(5000)) <= 5.5 * _calls(page(1000))


def test_work_grows_with_the_length_of_a_line() -> None:
    short, long = (f"{'said the ferry, ' * count}\nThe end.".encode() for count in (13_000, 130_000))
    assert len(long) > 2_000_000
    assert _calls(long) <= 11 * _calls(short)


@pytest.mark.parametrize(
    ("first", "headline"), [("Ferry sinks", "Ferry sinks"), ("War", "War"), ("Ada Marsh", None), ("Analysis", None)]
)
def test_a_headline_may_be_a_word_or_two_over_the_day(first: str, headline: str | None) -> None:
    text = f"{first}\n\n4 March 2031\n\nThe ferry went down at noon. Nobody was on it.\n\nThe council met on Monday.\n"
    (document,) = parse_pages(text.encode(), "page.txt")
    assert document.headline == headline


def test_a_section_over_the_day_is_no_headline() -> None:
    text = "Harbours\n\n4 March 2031\n\nFerry sinks off the pier at noon\n\nIt went down at noon. Nobody was on it.\n"
    (document,) = parse_pages(text.encode(), "page.txt")
    assert document.headline != "Harbours"
