"""The updates of a live page: every one that JSON-LD states, in the paragraphs the page shows where it shows them.

A live page shows a twentieth of its updates and loads the rest as the reader scrolls; its JSON-LD has them all,
but as bare words. Where the page shows the same words, its paragraphs and block quotations are taken.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from tui_reader.parsing import json_ld
from tui_reader.parsing.json_ld import Node
from tui_reader.parsing.markup import MARKUP, Passage, ShownParagraph, plain_words, read_markup
from tui_reader.parsing.printed_times import read_time
from tui_reader.parsing.web import WebPost, byline_of, people, words_of

_ESCAPED = re.compile(r"&lt;/?[a-z]|&amp;(?:#\d+|[a-z]+);", re.IGNORECASE)
_FEW = 3  # updates: of fewer, one time for all may be true
_BLOCK = "block-"  # what some put before an update's id in the page
_UPDATE = "liveBlogUpdate"
_PRINTED = './/*[@itemprop="datePublished"] | .//time[@datetime]'
OPENING = 24  # letters that a paragraph and an update begin with alike; blanks do not count
MAX_ALIKE = 20  # paragraphs that begin alike and are tried: more are a page that repeats itself


def live_posts(live: Node, nodes: Sequence[Node], markup: str, page: Sequence[ShownParagraph]) -> list[WebPost]:
    """Return the updates of a live page in the order stated; `nodes` are all of the page's, for references."""
    named = {json_ld.line(node.get("@id")): node for node in nodes if node.get("@id")}
    shown = _Shown([paragraph.passage for paragraph in page if paragraph.left_out is None])
    posts = []
    for update in json_ld.listed(live.get("liveBlogUpdate")):
        if isinstance(update, dict):
            post = _post(update if len(update) > 2 else named.get(json_ld.line(update.get("@id")), update), shown)
            if post.headline or post.passages:
                posts.append(post)
    _take_back_the_pages_own(posts, live, markup)
    return posts


def _take_back_the_pages_own(posts: Sequence[WebPost], live: Node, markup: str) -> None:
    """Take from updates what is the page's: some outlets state its time and headline for every one of them.

    Time and heading are then read from the element of the page that has the update's id; where there is none
    the time is unknown.
    """
    page_headline = plain_words(json_ld.line(live.get("headline")))
    for post in posts:
        if post.headline and post.headline == page_headline:
            post.headline = None
            post.passages = [passage for passage in post.passages if passage.words != page_headline]
    own = {read_time(json_ld.line(live.get(name))) for name in ("datePublished", "dateModified")} - {None}
    if len(posts) < _FEW or len({post.published for post in posts}) > 1 or posts[0].published not in own:
        return
    found = _shown_by_id(markup, [post.key for post in posts])
    for post in posts:
        printed, heading = found.get(post.key, ("", ""))
        post.published = read_time(printed)
        post.headline = post.headline or heading or None


def _shown_by_id(markup: str, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the first printed time and heading within the element whose id ends in that of an update."""
    wanted = {key.rpartition("#")[2].rpartition("/")[2]: key for key in keys if key}
    found: dict[str, tuple[str, str]] = {}
    for element in page_tree(markup).iter():
        id = element.get("id") or "" if isinstance(element.tag, str) else ""
        key = wanted.get(id) or wanted.get(id.removeprefix(_BLOCK)) if id else None
        if key is None or key in found:
            continue
        time = next((one.get("datetime", "") for one in element.iter("time") if one.get("datetime")), "")
        heading = next((one.text_content() for one in element.iter("h2", "h3") if one.text_content().strip()), "")
        found[key] = time, " ".join(heading.split())
    return found


def page_tree(markup: str) -> Any:
    """Return a page as lxml's tree; only for one that is a tree at a fair price."""
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return lxml_html.document_fromstring(f"<body>{markup}".encode("utf-8", "replace"), parser=parser)


def microdata_posts(markup: str) -> list[WebPost]:
    """Return the updates that a page marks up in place, as older live pages do (`itemprop="liveBlogUpdate"`)."""
    from lxml import etree

    if _UPDATE not in markup:
        return []
    tree = page_tree(markup)
    posts = []
    for element in tree.xpath(f'//*[@itemprop="{_UPDATE}"]'):
        printed = [one.get("content") or one.get("datetime") or "" for one in element.xpath(_PRINTED)]
        heads = [one.get("content") or one.text_content() for one in element.xpath('.//*[@itemprop="headline"]')]
        headline = " ".join(heads[0].split()) if heads else ""
        bodies = element.xpath('.//*[@itemprop="articleBody"]')
        passages = read_markup(etree.tostring(bodies[0] if bodies else element, encoding="unicode", with_tail=False))
        passages = [passage for passage in passages if passage.words != headline]
        if passages or headline:
            published = next((time for time in map(read_time, printed) if time), None)
            posts.append(WebPost(headline or None, passages, published, key=element.get("id") or ""))
    return posts


def _post(update: Node, shown: _Shown) -> WebPost:
    stated = update.get("articleBody") or update.get("text") or update.get("description")
    passages = shown.as_shown(stated_passages(stated))
    headline = plain_words(json_ld.line(update.get("headline")))
    if passages and passages[0].words.startswith(headline.rstrip("…. ")):
        headline = ""  # made of the first words of the update, which has none of its own
    printed = [json_ld.line(update.get(name)) for name in ("datePublished", "dateCreated", "dateModified")]
    return WebPost(
        headline=headline or None,
        passages=passages,
        published=next((found for found in map(read_time, printed) if found), None),
        byline=byline_of(people(json_ld.names(update.get("author"), people=True))),
        key=json_ld.line(update.get("@id")) or json_ld.address(update.get("url")),
    )


def stated_passages(value: object) -> list[Passage]:
    """Return a stated body as paragraphs: of its markup where it has any, else of its lines."""
    words = json_ld.line(value)
    if _ESCAPED.search(words):
        words = html.unescape(words)  # escaped once too often
    if MARKUP.search(words):
        return read_markup(words if "<" in words else words.replace("\n", "<p>"))
    return [Passage(" ".join(one.split())) for one in words.split("\n") if one.strip()]


class _Shown:
    """The paragraphs of a page, found by how they begin."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._bare = [_bare(passage.words) for passage in passages]
        self._places: dict[str, list[int]] = {}
        for place, bare in enumerate(self._bare):
            places = self._places.setdefault(bare[:OPENING], [])
            if len(places) < MAX_ALIKE:
                places.append(place)

    def as_shown(self, stated: list[Passage]) -> list[Passage]:
        """Return the paragraphs on the page that hold exactly the words stated, else what is stated."""
        wanted = _bare("".join(words_of(stated)))
        for length in (OPENING, *range(OPENING - 1, 0, -1)) if wanted else ():
            for first in self._places.get(wanted[:length], ()):
                last, covered = first, 0
                while last < len(self._bare) and wanted.startswith(self._bare[last], covered):
                    covered += len(self._bare[last])
                    last += 1
                    if covered == len(wanted):
                        return list(self._passages[first:last])
        return stated


def _bare(words: str) -> str:
    return "".join(words.split())
