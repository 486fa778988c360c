"""Feeds and JSON against their golden documents; `UPDATE_GOLDEN=1 pytest` writes them anew, to be read in the diff."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.domain import Document
from tui_reader.errors import InputError, NotTextError, TooLargeError
from tui_reader.parsing.feed import looks_like_feed, parse_feed
from tui_reader.parsing.sidecar import SidecarFacts
from tui_reader.parsing.web_forms import parse_web, read_web

WEB = Path(__file__).parent / "web"
PAGES = sorted(
    [
        *WEB.glob("*.xml"),
        *WEB.glob("*.html"),
        *(page for page in WEB.glob("*.json") if not page.stem.endswith("_golden")),
    ]
)
RSS = '<rss version="2.0"><channel><title>Harbour Post</title>{}</channel></rss>'


def documents_of(raw: bytes | str, facts: SidecarFacts | None = None, content_type: str = "") -> list[Document]:
    raw = raw.encode() if isinstance(raw, str) else raw
    found = read_web(raw, "feed", facts, content_type=content_type)
    assert found is not None
    return list(found)


def whole(document: Document) -> dict[str, object]:
    """Everything a reader sees of a document."""
    return {
        "kind": document.kind.value,
        "outlet": document.outlet,
        "headline": document.headline,
        "bylines": [byline.name for byline in document.bylines],
        "url": document.url,
        "first": document.first_published_at and document.first_published_at.isoformat(),
        "last": document.last_updated_at and document.last_updated_at.isoformat(),
        "dated": f"{document.dated.basis.value} {document.dated.precision.value}: {document.dated.why}",
        "notices": list(document.notices),
        "advisories": [f"{one.kind.value}: {one.why}" for one in document.advisories],
        "left_out": [f"{one.why.value}: {one.words}" for one in document.left_out],
        "posts": [
            {
                "headline": post.headline,
                "label": post.label,
                "byline": post.byline,
                "time": post.time_printed,
                "zone": post.clock.zone if post.clock else None,
                "at": post.published_at and post.published_at.isoformat(),
                "paragraphs": [f"{p.role.value}: {p.span.of(document.text)}" for p in post.paragraphs],
            }
            for post in document.posts
        ],
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_gives_its_golden_documents(page: Path) -> None:
    golden = page.with_name(f"{page.stem}_golden.json")
    found = [whole(document) for document in documents_of(page.read_bytes())]
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_ids_are_the_same_again_and_differ_from_each_other(page: Path) -> None:
    raw = page.read_bytes()
    ids = [[document.id, *(post.id for post in document.posts)] for document in documents_of(raw)]
    assert ids == [[document.id, *(post.id for post in document.posts)] for document in documents_of(raw)]
    flat = [id for one in ids for id in one]
    assert len(set(flat)) == len(flat)


def test_an_entry_is_the_same_document_when_its_words_change() -> None:
    item = "<item><title>{}</title><link>https://a.example/1</link></item>"
    (before,), (after,) = (documents_of(RSS.format(item.format(title))) for title in ("Early", "Late"))
    assert before.id == after.id and before.text != after.text


def test_an_id_that_is_no_address_belongs_to_its_feed() -> None:
    item = "<item><title>x</title><guid>1</guid></item>"
    (one,), (other,) = documents_of(RSS.format(item)), documents_of(RSS.format(item).replace("Harbour", "Skerry"))
    assert one.id != other.id


@pytest.mark.parametrize(
    ("guid", "known"),
    [
        ('<guid isPermaLink="false">t-7</guid>', "https://tern.example/\nt-7"),
        ("<guid>https://tern.example/p/7?utm_source=rss</guid>", "https://tern.example/p/7"),
        ("<guid>tag:tern.example,2031:7</guid>", "tag:tern.example,2031:7"),
        ("", None),
    ],
)
def test_an_entry_is_known_by_its_id(guid: str, known: str | None) -> None:
    feed = RSS.replace("<title>", "<link>https://tern.example/</link><title>")
    (document,) = documents_of(feed.format(f"<item><title>x</title><link>https://tern.example/x</link>{guid}</item>"))
    assert document.known_as == known


def test_an_id_that_several_entries_share_tells_none_of_them() -> None:
    items = "".join(f"<item><title>{n}</title><link>https://a.example/{n}</link><guid>same</guid></item>" for n in "ab")
    assert [document.known_as for document in documents_of(RSS.format(items))] == [None, None]


@pytest.mark.parametrize("media", ["media", "pic"])
@pytest.mark.parametrize("first", [True, False])
def test_words_of_a_picture_are_never_the_entrys(media: str, first: bool) -> None:
    own = "<title>Minister stays</title><description>Ann Example said: “We stay.”</description>"
    picture = f"<{media}:title>IMG_1</{media}:title><{media}:description>She in May, “on leave”</{media}:description>"
    item = f"<item>{picture + own if first else own + picture}</item>"
    names = ' xmlns:pic="http://search.yahoo.com/mrss/" xmlns:media="http://search.yahoo.com/mrss/"'
    (document,) = documents_of(RSS.replace("<rss", "<rss" + names).format(item))
    found = [(part.role.value, part.span.of(document.text)) for _, part in document.paragraphs()]
    assert (document.headline, found[1:]) == (
        "Minister stays",
        [("body", "Ann Example said: “We stay.”"), ("caption", "She in May, “on leave”")],
    )


@pytest.mark.parametrize(
    "raw",
    [
        '<?xml version="1.0"?><lamps><body>x</body></lamps>',
        "<lamps version='3.2'><head><title>x</title></head>\n<body>x</body></lamps>",
        "<!-- made by us --><lampItem xmlns='http://iptc.example/'><x/>",
        "<urlset><url><loc>https://a.example/</loc></url></urlset>\n",
    ],
)
def test_xml_that_is_not_read_is_refused_with_or_without_a_declaration(raw: str) -> None:
    with pytest.raises(NotTextError, match="XML that is neither"):
        parse_web(raw.encode(), "x")


def test_a_text_that_begins_with_a_bracket_is_no_xml() -> None:
    assert parse_web(b"<Ferry> is what they call it here, and nobody knows why.", "x") is None


def test_what_the_reader_calls_the_feed_goes_before_its_title() -> None:
    facts = SidecarFacts(
        outlet="Whelk",
        url="https://whelk.example/",
        date=date(2031, 6, 12),
        title="y",
        zone="Europe/Oslo",
        known="in a test",
    )
    (document,) = documents_of(RSS.format("<item><title>x</title></item>"), facts)
    assert (document.headline, document.url) == ("x", "https://whelk.example/")
    assert (document.outlet, document.outlet_basis, document.dated.why) == ("Whelk", "sidecar", "in a test")
    assert document.first_published_at is not None
    assert document.first_published_at.isoformat() == "2031-06-12T00:00:00+02:00"


def test_the_encoding_of_the_header_counts() -> None:
    raw = RSS.format("<item><title>Café</title></item>").encode("latin-1")
    (document,) = documents_of(raw, content_type="application/rss+xml; charset=iso-8859-1")
    assert document.headline == "Café"
    (document,) = documents_of(raw)  # no header, no declaration: taken for what most mean by it
    assert document.headline == "Café"


@pytest.mark.parametrize(
    "header", ["text/xml", "text/html", "text/plain; charset=us-ascii", "application/xml; charset=utf-8"]
)
def test_a_header_that_is_wrong_harms_nothing(header: str) -> None:
    (document,) = documents_of(RSS.format("<item><title>Café</title></item>"), content_type=header)
    assert (document.headline, document.notices) == ("Café", ())


def test_utf_16_is_a_feed_as_well() -> None:
    raw = ('<?xml version="1.0" encoding="utf-16"?>' + RSS.format("<item><title>Ü</title></item>")).encode("utf-16")
    assert looks_like_feed(raw)
    assert [document.headline for document in documents_of(raw)] == ["Ü"]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<html><body><feed xmlns='http://www.w3.org/2005/Atom'><title>h</title><entry><id>1</id><title>x</title></entry></feed></body></html>",
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>x</title></entry>",
        "<rdf><item><title>x</title></item></rdf>",
    ],
)
def test_a_feed_in_an_odd_wrapping_is_one(wrapped: str) -> None:
    assert [document.headline for document in documents_of('<?xml version="1.0"?>\n' + wrapped)] == ["x"]


@pytest.mark.parametrize(("name", "count"), [("<guid>1</guid>", 1), ("<link>https://a.example/1</link>", 1), ("", 2)])
def test_an_entry_twice_is_one_where_its_name_says_so(name: str, count: int) -> None:
    found = documents_of(RSS.format(f"<item><title>x</title>{name}</item>" * 2))
    assert len({document.id for document in found}) == len(found) == count


def test_a_feed_is_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(RSS.format("<item><title>x</title></item>"))
    with pytest.raises(NotTextError):
        list(parse_feed(str(secret).encode(), "feed"))


# -- hostile --------------------------------------------------------------------------------------
LAUGHS = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))


@pytest.mark.parametrize(
    "head",
    [
        f'<!DOCTYPE l [<!ENTITY a "lol">{LAUGHS}]>',
        '<!DOCTYPE l [<!ENTITY j "' + "A" * 100_000 + '">]>',
        '<!DOCTYPE l [<!ENTITY j "&k;"><!ENTITY k "&j;">]>',
        "<!DOCTYPE l [<!ENTITY j '" + "&#65;" * 10_000 + "'>]>",
    ],
    ids=["laughs", "quadratic", "circle", "single_marks"],
)
def test_entities_that_blow_up_are_refused_unexpanded(head: str) -> None:
    with pytest.raises(TooLargeError, match="entities"):
        parse_web(
            ('<?xml version="1.0"?>' + head + RSS.format("<item><title>" + "&j;" * 100 + "</title></item>")).encode(),
            "f",
        )


@pytest.mark.parametrize("tag", ["item", "entry", "atom:entry"])
def test_a_feed_of_more_entries_than_anybody_offers_is_refused_unread(
    tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.limits.MAX_FEED_ENTRIES", 3)
    raw = f"<rss><channel>{f'<{tag}><title>t</title></{tag}>' * 4}</channel></rss>".encode()
    with pytest.raises(TooLargeError, match="4 entries; at most 3"):
        list(parse_feed(raw, "feed.xml"))


def test_a_few_entities_are_no_harm() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY eacute "&#233;">]>'
    (document,) = documents_of(head + RSS.format("<item><title>Caf&eacute;</title></item>"))
    assert document.headline == "Café"


def test_nothing_outside_the_feed_is_read() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    (document,) = documents_of(head + RSS.format("<item><title>&x;</title></item>"))
    assert document.headline is None


@pytest.mark.parametrize(
    "raw",
    [
        "{" + '"a":{' * 100_000,
        '{"version": "https://jsonfeed.org/version/1", "items": [{"id": ' + "9" * 5000 + "}]}",
        '{"a": NaN}',
        "{}",
        '{"response": {"status": "error"}}',
    ],
)
def test_json_that_is_nothing_to_read_is_one_line(raw: str) -> None:
    with pytest.raises(NotTextError):
        parse_web(raw.encode(), "f")


def test_lone_surrogates_are_replaced() -> None:
    (document,) = documents_of('{"items": [{"id": "1", "title": "a\\ud800b", "content_text": "c\\udfffd"}]}')
    assert document.text == "a\ufffdb\nc\ufffdd\n"


def test_what_is_pasted_text_is_not_ours() -> None:
    assert parse_web(b"Words about a <rss> feed", "f") is None


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 300), st.sampled_from([page.name for page in PAGES]))
def test_no_torn_page_breaks_us(noise: bytes, at: int, page: str) -> None:
    """Any page with anything written over it is documents whose words are their spans, or one clear line."""
    raw = bytearray((WEB / page).read_bytes())
    at += len(raw) // 3
    raw[at : at + len(noise)] = noise
    try:
        found = parse_web(bytes(raw), "f") or []
    except InputError:
        return
    for document in found:
        document.text.encode()
        for post, paragraph in document.paragraphs():
            assert post.span.contains(paragraph.span)
            assert paragraph.span.of(document.text).strip()


# -- pages in HTML --------------------------------------------------------------------------------
BODY = "<p>" + "The council voted nine to four on a wet Thursday to let the ferry sail on Sundays. " * 3 + "</p>"


def page(head: str = "", body: str = BODY) -> str:
    return f"<!doctype html><html><head>{head}</head><body><h1>Ferry to run on Sundays</h1>{body}</body></html>"


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display : none">{}</p>',
        '<p style="FONT-SIZE: 0px">{}</p>',
        '<div style="position:absolute;left:-9999px">{}</div>',
        "<p hidden>{}</p>",
        '<p aria-hidden="true">{}</p>',
        '<template style="display:none"><p>{}</p></template>',
        "<noscript><p>{}</p></noscript>",
        "<!-- <p>{}</p> -->",
        "<script>'{}'</script>",
    ],
)
def test_what_readers_do_not_see_is_not_read(hidden: str) -> None:
    secret = "“Nothing of this was ever said to anybody,” said a voice that nobody heard that day."
    (document,) = documents_of(page(body=BODY + hidden.format(secret) + BODY))
    assert "council voted" in document.text and "Nothing of this" not in document.text


def test_a_page_is_the_same_document_when_it_is_captured_again() -> None:
    head = '<link rel="canonical" href="https://harbour.example/ferry">'
    (before,), (after,) = documents_of(page(head)), documents_of(page(head, BODY.replace("nine", "ten")))
    assert before.id == after.id and before.text != after.text
    item = RSS.format("<item><title>Ferry</title><link>https://harbour.example/ferry?utm_medium=feed</link></item>")
    assert [document.id for document in documents_of(item)] == [before.id]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "//", "http://a b/", "x" * 9000])
def test_a_canonical_address_that_is_none_is_no_identity(address: str) -> None:
    (document,) = documents_of(page(f'<link rel="canonical" href="{address}">'))
    assert document.url is None


@pytest.mark.parametrize(
    ("named", "encoding"),
    [("utf-8", "utf-8"), ("iso-8859-1", "windows-1252"), ("koi8-r", "koi8-r"), ("iso-8859-1", "utf-8")],
)
def test_the_encoding_a_page_names_is_believed_where_it_fits(named: str, encoding: str) -> None:
    words = "Паром ходит по воскресеньям" if encoding == "koi8-r" else "Café “on” the quay"
    (document,) = documents_of(page(f'<meta charset="{named}">', f"<p>{words}</p>{BODY}").encode(encoding))
    assert words in document.text


def test_utf_7_is_never_believed() -> None:
    (document,) = documents_of(page('<meta charset="utf-7">', f"<p>+ADw-b+AD4- stands here as it is.</p>{BODY}"))
    assert "+ADw-b+AD4-" in document.text


@pytest.mark.parametrize(
    "hostile",
    ["<div>" * 20_000 + "x", "<p " + " ".join(f'a{n}="{n}"' for n in range(20_000)) + ">x", "<b>" * 20_000 + "x"],
    ids=["deep", "attributes", "inline"],
)
def test_a_page_that_is_no_tree_at_a_fair_price_is_read_without_one(
    hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lxml.html.document_fromstring", None)  # whoever builds a tree fails
    assert documents_of(page(body=hostile))[0].text.endswith("x\n")


@pytest.mark.parametrize(
    "empty", ["<html><head><title></title></head><body><script>x</script></body></html>", "<!doctype html>"]
)
def test_a_page_without_words_is_said(empty: str) -> None:
    with pytest.raises(NotTextError, match="without words"):
        parse_web(empty.encode(), "f")


BIRDS = ("auk", "crane", "dove", "eider", "finch", "gull", "heron", "ibis", "jay", "kite", "lark", "owl")


def test_what_the_outlet_states_as_its_body_tells_what_is_not() -> None:
    said = [f"The {one} said {one} boats would leave the {one} quay at {one} on every {one} day." for one in BIRDS]
    foreign = "Our podcast looks back at a year of gardening with experts from three famous nurseries today."
    shown = "".join(f"<p>{words}</p>" for words in [*said[:6], foreign, *said[6:]])
    stated = json.dumps({"@type": "NewsArticle", "headline": "Ferry", "articleBody": " ".join(said)})
    (document,) = documents_of(page(f'<script type="application/ld+json">{stated}</script>', shown))
    assert [p.span.of(document.text) for _, p in document.paragraphs()][1:] == said


LIVE = {
    "@type": "LiveBlogPosting",
    "headline": "Ferry vote",
    "datePublished": "2031-06-12T07:59:00Z",
    "liveBlogUpdate": [
        {
            "@type": "BlogPosting",
            "headline": f"Update {bird}",
            "datePublished": "2031-06-12T08:00:00Z",
            "articleBody": bird,
        }
        for bird in BIRDS
    ],
}


@pytest.mark.parametrize(
    ("was", "is_now", "lost"),
    [
        ("", "", 0),
        ("}", "},", 0),  # a comma before the end of a list
        ('"gull"', '"gu"ll"', 1),  # marks that are not escaped
        ('"gull"', '"gu\nll\u0007"', 0),  # control characters
        ('"gull"', '"gu\\xll"', 1),  # an escape that JSON does not know
        ('"gull"', "null", 0),
        ('"owl"}]}', '"ow', 1),  # cut off
    ],
    ids=["whole", "comma", "marks", "controls", "escape", "null", "cut"],
)
def test_a_live_page_with_broken_json_loses_the_broken_update_alone(was: str, is_now: str, lost: int) -> None:
    stated = json.dumps(LIVE)
    assert was in stated
    script = f'<script type="application/ld+json">{stated.replace(was, is_now)}</script>'
    (document,) = documents_of(page(script))
    assert document.kind.value == "live_blog"
    assert len(document.posts) == len(BIRDS) - lost
    assert all(post.published_at and post.headline for post in document.posts)


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ('<p class="byline">By Mara Quill and Ivo Brand</p>', ["Mara Quill", "Ivo Brand"]),
        (
            '<div class="article-author__name"><b>Mara Quill</b>, political editor</div>',
            ["Mara Quill, political editor"],
        ),
        (
            '<div data-testid="byline-new"><div><span>Mara Quill</span><span>Political editor</span></div>'
            "<div><span>Ivo Brand</span><span>Reporting from the quay</span></div></div>",
            ["Mara Quill, Political editor", "Ivo Brand, Reporting from the quay"],
        ),
        ('<a rel="author" href="/m">Mara Quill</a>', ["Mara Quill"]),
        ('<p class="author">By MARA QUILL AND IVO BRAND FOR THE HARBOUR POST</p>', ["MARA QUILL", "IVO BRAND"]),
        ('<div class="byline">3 hours ago</div><div class="author">Mara Quill</div>', ["Mara Quill"]),
        ('<div class="byline">Harbour Post staff and agencies around the world</div>', []),
        ('<div class="bylines-of-comments">Mara Quill</div>', []),
    ],
)
def test_a_byline_is_read_where_it_is_marked_up_and_beyond_doubt(markup: str, names: list[str]) -> None:
    house = {"@type": "NewsArticle", "headline": "Ferry", "author": {"@type": "Organization", "name": "Harbour"}}
    stated = json.dumps({**house, "publisher": {"name": "Harbour Post"}})
    (document,) = documents_of(page(f'<script type="application/ld+json">{stated}</script>', markup + BODY))
    assert [f"{by.name}, {by.role}" if by.role else by.name for by in document.bylines] == names


# -- pages that are not free ----------------------------------------------------------------------
LONG = (
    "<p>"
    + "The board will vote on the plan at its meeting next month, in the old customs house by the pier. " * 4
    + "</p>"
)
NOT_FREE = (
    '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry to run on Sundays",'
    '"isAccessibleForFree":{},"hasPart":{{"isAccessibleForFree":"http://schema.org/False","cssSelector":"{}"}}}}</script>'
)


@pytest.mark.parametrize(
    ("selector", "rest", "stub"),
    [
        (".wall", '<div class="x wall"><p>Subscribe to continue reading</p></div>', True),
        ("article #wall", '<div id="wall"><p>Subscribe to continue reading</p></div>', True),
        ("section.wall", '<section class="wall"></section>', True),
        (".wall", f'<div class="wall">{LONG}</div>', False),  # whoever saved it may read it
        (".gone", "", True),
    ],
)
def test_a_page_that_shows_its_beginning_alone_is_a_stub(selector: str, rest: str, stub: bool) -> None:
    (document,) = documents_of(page(NOT_FREE.format("false", selector), BODY + rest))
    assert [one.kind.value for one in document.advisories] == ["stub"] * stub
    assert "Subscribe" not in document.text and ("customs house" in document.text) is (LONG in rest)


def test_a_free_page_with_an_offer_below_is_no_stub() -> None:
    (document,) = documents_of(
        page(NOT_FREE.format("true", "").partition(',"hasPart"')[0] + "}</script>", BODY + LONG * 3)
    )
    assert document.advisories == ()


def test_a_short_page_that_asks_to_sign_in_is_a_stub() -> None:
    (document,) = documents_of(page(body=BODY + "<p>Sign in to continue reading</p>"))
    assert [one.why for one in document.advisories] == ["the page asks readers to pay or to sign in for the rest"]


# -- live pages that state nothing ----------------------------------------------------------------
def _updates(*times: str, tag: str = "section") -> str:
    words = "The boats are tied down at the northern quay and nobody may go out tonight."
    return "".join(f"<{tag} class='u'>{time}<h2>At {n}</h2><p>{words}</p></{tag}>" for n, time in enumerate(times))


@pytest.mark.parametrize("tag", ["section", "li", "div", "article"])
def test_elements_that_repeat_with_times_are_posts(tag: str) -> None:
    times = [f'<time datetime="2031-06-12T{hour}:05:00+01:00">{hour}:05</time>' for hour in (18, 17, 16)]
    (document,) = documents_of(page(body=f"<p>It is wet.</p><div>{_updates(*times, tag=tag)}</div>"))
    assert (document.kind.value, [post.headline for post in document.posts]) == ("live_blog", ["At 0", "At 1", "At 2"])
    assert [f"{post.published_at:%H:%M %z}" for post in document.posts] == ["18:05 +0100", "17:05 +0100", "16:05 +0100"]
    assert {part.role.value for _, part in document.paragraphs()} == {"headline", "body"}


def test_printed_times_get_the_pages_day_and_midnight_is_told() -> None:
    head = '<meta property="article:published_time" content="2031-06-12">'
    times = [f"<p>{clock}</p>" for clock in ("12.15am", "11.40pm", "6.05pm")]
    (document,) = documents_of(page(head, f"<div>{_updates(*times)}</div>"))
    assert [f"{post.published_at:%d %H:%M}" for post in document.posts] == ["13 00:15", "12 23:40", "12 18:05"]


@pytest.mark.parametrize(
    "around",
    [
        '<div class="comments">{}</div>',  # what readers say
        "<div>{}</div>" + LONG * 6,  # a small part of the page
    ],
)
def test_other_elements_that_repeat_with_times_are_none(around: str) -> None:
    times = [f'<time datetime="2031-06-12T{hour}:05:00Z">{hour}:05</time>' for hour in (18, 17, 16)]
    (document,) = documents_of(page(body=BODY + around.format(_updates(*times))))
    assert document.kind.value == "article"


def test_headings_that_lead_elsewhere_are_no_posts() -> None:
    time, words = (
        '<time datetime="2031-06-12T18:05:00Z">18:05</time>',
        "The boats are tied down at the northern quay again.",
    )
    items = "".join(f'<li class="c"><h3><a href="/{n}">Storm {n}</a></h3>{time}<p>{words}</p></li>' for n in range(5))
    (document,) = documents_of(page(body=f"<ul>{items}</ul>"))
    assert document.kind.value == "article"
