"""The page's words, all of them, once: nothing glued, nothing cut, nothing in another order, nothing lost."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parsing.page_words import struck_words, tokens, words_not_on_page, words_of_document, words_of_page
from tui_reader.domain import Document, LeftOutReason, ParagraphRole
from tui_reader.parsing import parse_pages
from tui_reader.parsing.html_head import decode_html

WEB = Path(__file__).parent / "web"
FILLER = (
    "The council sat until the evening and heard from everybody who had come to the hall about it, from the skippers"
    " and the owners of the boats to the pilots, who had been asked to stay away and had come nevertheless."
)
LATER = (
    "The harbour board will look at the paper in May and will say by the end of the summer which of the two ferries is"
    " to be mended first, since there is no money to mend both of them in the same year."
)
INLINE = ("b", "em", "a", "time", "output", "label", "data", "q", "ins", "span", "abbr", "cite", "small", "my-word")
STRUCK = ("del", "s", "strike")


def document_of(body: str, head: str = "") -> Document:
    (document,) = parse_pages(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "p")
    return document


class Writer:
    """Writes pages of which every word stands there once: w1, w2, …"""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.numbers = draw, count(1)

    def words(self, least: int = 1, most: int = 4) -> str:
        return " ".join(f"w{next(self.numbers)}" for _ in range(self.draw(st.integers(least, most))))

    def line(self) -> str:
        pieces = [self.words(6, 14)]
        for _ in range(self.draw(st.integers(0, 3))):
            tag = self.draw(st.sampled_from(INLINE + STRUCK))
            link = ' href="/x"' if tag == "a" else ""
            pieces.append(f"<{tag}{link}>{self.words()}</{tag}> {self.words(2, 5)}")
        return " ".join(pieces) + "."

    def block(self) -> str:
        kind = self.draw(
            st.sampled_from(("p", "p", "p", "div", "loose", "ul", "links", "table", "quote", "figure", "br"))
        )
        if kind in ("p", "div"):
            return f"<{kind}>{self.line()}</{kind}>"
        if kind == "loose":
            return self.line()
        if kind == "ul":
            return "<ul>" + "".join(f"<li>{self.line()}</li>" for _ in range(3)) + "</ul>"
        if kind == "links":
            return "<ul>" + "".join(f'<li><a href="/y">{self.words()}</a></li>' for _ in range(3)) + "</ul>"
        if kind == "table":
            rows = ("".join(f"<td>{self.words(1, 2)}</td>" for _ in range(3)) for _ in range(2))
            return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        if kind == "quote":
            return f"<blockquote><p>{self.line()}</p>&mdash; {self.words()}</blockquote>"
        if kind == "figure":
            return f"<figure><img src='x'><figcaption>{self.words(4, 8)}</figcaption></figure>"
        return f"<p>{self.line()}<br>{self.line()}<br><br>{self.line()}</p>"


@st.composite
def pages(draw: st.DrawFn) -> str:
    writer = Writer(draw)
    blocks = [writer.block() for _ in range(draw(st.integers(3, 8)))]
    begin, end = (f"<p>{writer.words(14, 16)}. {writer.words(14, 16)}.</p>" for _ in range(2))
    return f"<article><h1>{writer.words(4, 6)}</h1>{begin}{''.join(blocks)}{end}</article>"


@settings(max_examples=150, deadline=None)
@given(pages())
def test_every_word_is_kept_or_left_out_once_and_in_order(body: str) -> None:
    document = document_of(body)
    found, shown = words_of_document(document), words_of_page(body)
    assert found, "nothing was read"
    first = shown.index(found[0])
    assert found == shown[first : first + len(found)]
    kept = tokens(document.text)
    assert kept[-1] in shown and shown.index(kept[-1]) + 1 == first + len(found)
    struck = [
        token for one in document.left_out if one.why is LeftOutReason.STRUCK for token in tokens(one.words or "")
    ]
    assert not set(struck) & set(kept)
    assert set(struck) == {word for word in struck_words(body) if word in struck}


@pytest.mark.parametrize("page", sorted(WEB.glob("*.html")), ids=lambda page: page.stem)
def test_no_word_is_the_programs_own(page: Path) -> None:
    for document in parse_pages(page.read_bytes(), page.name):
        assert words_not_on_page(document, decode_html(page.read_bytes(), page.name)[0]) == []


def paragraphs(document: Document) -> list[str]:
    return [f"{part.role.value}: {part.span.of(document.text)}" for _, part in document.paragraphs()][1:]


def article(middle: str) -> Document:
    return document_of(f"<article><h1>Ferry to run</h1><p>{FILLER}</p>{middle}<p>{LATER}</p></article>")


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('<p>“We sail at <time datetime="10:05">10.05</time>,” she said.</p>', ["“We sail at 10.05,” she said."]),
        ("<p>It has <output>five</output> boats, and <label>no</label> more.</p>", ["It has five boats, and no more."]),
        ("<p>She said <q>we sail</q> at noon.</p>", ["She said “we sail” at noon."]),
        ("<p>She said <q>he told me <q>go</q> at once</q>.</p>", ["She said “he told me ‘go’ at once”."]),
        ("<p>I <del>did</del> <ins>did not</ins> know.</p>", ["I did not know."]),
        ("<div>No word from anybody.<div></div>The board met.</div>", ["No word from anybody.", "The board met."]),
        ("<div>Not a word.<my-slot></my-slot>The board met.</div>", ["Not a word.", "The board met."]),
        ("<p>Go to <my-tip>the pier</my-tip>, he said.</p>", ["Go to the pier, he said."]),
        ('I would shut the <a href="/p">Pier</a> in May, she said.', ["I would shut the Pier in May, she said."]),
        ("<p>One thing.<br>And another.<br><br>A third.</p>", ["One thing. And another.", "A third."]),
        ('<p>One <span style="display: block">stands alone</span> here.</p>', ["One", "stands alone", "here."]),
        (
            "<table><tr><th>Boat</th><th>Now</th></tr><tr><td>Under 10 m</td><td>40</td></tr></table>",
            ["Boat · Now", "Under 10 m · 40"],
        ),
    ],
)  # fmt: skip
def test_inline_elements_keep_their_words_and_blocks_theirs(markup: str, shown: list[str]) -> None:
    words = [line.partition(": ")[2] for line in paragraphs(article(markup))]
    assert words == [FILLER, *shown, LATER]


def test_a_page_laid_out_as_a_table_is_no_table() -> None:
    cell = f"<td><p>{FILLER}</p><p>{FILLER.replace('council', 'board')}</p></td>"
    document = document_of(f"<table><tr>{cell}<td><p>{'A long aside. ' * 30}</p></td></tr></table>")
    assert all(" · " not in line for line in paragraphs(document))


@pytest.mark.parametrize(
    ("markup", "why", "words"),
    [
        ("<p>I <s>did</s> did not know of it at all, he said.</p>", LeftOutReason.STRUCK, "did"),
        ("<figure><figcaption>The ferry in May</figcaption></figure>", LeftOutReason.MEDIA, "The ferry in May"),
        ("<p>Sign up for our morning letter</p>", LeftOutReason.BOILERPLATE, "Sign up for our morning letter"),
        ("<button>Share</button>", LeftOutReason.BOILERPLATE, "Share"),
        ('<p><a href="/b">Boats are late again</a></p>', LeftOutReason.LINK, "Boats are late again"),
        ("<p>Already a subscriber? Log in here.</p>", LeftOutReason.NOTICE, "Already a subscriber? Log in here."),
        (f"<aside><p>{FILLER}</p></aside>", LeftOutReason.DUPLICATE, FILLER),
    ],
)  # fmt: skip
def test_what_is_left_out_is_listed_in_its_place_with_the_reason(markup: str, why: LeftOutReason, words: str) -> None:
    document = article(markup)
    (left,) = document.left_out
    assert (left.why, left.words, left.of(document.text)) == (why, words, words)
    assert len(left.span) == 0 and 0 < left.span.start < len(document.text)


def test_a_list_is_kept_whole_but_for_what_only_links() -> None:
    document = article(
        '<p>Three are shut:</p><ul><li><a href="/n">North pier</a></li>'
        "<li>Coal pier, the oldest</li><li>Old slip</li></ul>"
    )
    assert paragraphs(document)[1:-1] == [
        "body: Three are shut:",
        "list_item: Coal pier, the oldest",
        "list_item: Old slip",
    ]
    assert [(left.why, left.words) for left in document.left_out] == [(LeftOutReason.LINK, "North pier")]


@pytest.mark.parametrize(
    ("markup", "credit"),
    [
        ("<blockquote><p>I back the port.</p>— Ivo Lang (@ivol) May 14</blockquote>", "— Ivo Lang (@ivol) May 14"),
        ("<blockquote><p>I back the port.</p><cite>Ivo Lang, mayor</cite></blockquote>", "Ivo Lang, mayor"),
        ("<blockquote><p>I back the port. <cite>— Ivo Lang</cite></p></blockquote>", "— Ivo Lang"),
        ("<blockquote><p>I back the port.</p><footer>Ivo Lang</footer></blockquote>", "Ivo Lang"),
        ("<figure><blockquote>I back the port.</blockquote><figcaption>Ivo Lang</figcaption></figure>", "Ivo Lang"),
    ],
)  # fmt: skip
def test_the_credit_of_a_block_quotation_is_no_part_of_it(markup: str, credit: str) -> None:
    assert paragraphs(article(markup))[1:-1] == ["block_quotation: I back the port.", f"credit: {credit}"]


def test_a_title_within_a_block_quotation_is_no_credit() -> None:
    document = article("<blockquote><p>I read <cite>The Long Pier</cite> twice.</p></blockquote>")
    assert paragraphs(document)[1:-1] == ["block_quotation: I read The Long Pier twice."]


def test_a_block_quotation_in_a_list_is_one() -> None:
    document = document_of(
        f"<ul><li><p>{FILLER}</p><blockquote><p>I back it.</p></blockquote><p>{FILLER}</p></li></ul>"
    )
    roles = [part.role for _, part in document.paragraphs()]
    assert ParagraphRole.BLOCK_QUOTATION in roles


def test_lines_of_a_pre_are_joined_where_they_were_broken() -> None:
    wire = (
        "  The ministry has not said what it will do, but Ann Porter, who has led\n"
        "the union since May, said that she expected an offer before the end of\n"
        "the week and no later."
    )
    document = article(f"<pre>{wire}</pre>")
    assert paragraphs(document)[1] == "body: " + " ".join(wire.split())
