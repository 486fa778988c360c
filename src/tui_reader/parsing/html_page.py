"""Saved pages: what the outlet states in JSON-LD first, then the markup; live pages from their stated updates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from tui_reader.domain import Byline, Document, DocumentKind, ParagraphRole
from tui_reader.errors import NotTextError
from tui_reader.parsing import json_ld
from tui_reader.parsing.html_body import arbitrate, read_body
from tui_reader.parsing.html_head import PageHead, decode_html, read_head
from tui_reader.parsing.html_live import live_posts, microdata_posts, stated_passages
from tui_reader.parsing.json_ld import Node
from tui_reader.parsing.markup import Passage, plain_words, read_markup
from tui_reader.parsing.printed_times import PrintedTime, read_time
from tui_reader.parsing.shapes import is_name, is_role, split_byline, split_names
from tui_reader.parsing.sidecar import SidecarFacts
from tui_reader.parsing.web import WebPage, WebPost, byline_of, canonical_url, people, web_document

PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "article:published:time",
    "bt:pubdate",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "dc.date.issued",
)
PUBLISHED_LOOSELY = (
    "date",
    "dc.date",
    "dc:date",
    "sw-pubdate",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "article.published",
    "sailthru.date",
)
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "article.updated",
)
AUTHOR = ("author", "article:author", "byl", "parsely-author", "dc.creator", "sailthru.author", "article:author_name")
DESCRIPTION = ("og:description", "description", "twitter:description")
_STANDFIRST_WORDS = 5  # fewer are no sentence
_BEHIND_A_TAG, _BEFORE = re.compile(r">(?:&#?\w{1,9};|[^\w<>&]){0,20}\Z"), 220
_PLACES = 1000  # where its first words stand; two or three on most pages, without end on one made to stop us
_MARKED_UP, _STANDFIRST_ROOM = 3, 4000  # how many characters of markup hold the words of a paragraph
_FIRST_WORD = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+){0,2}")
TITLES = ("og:title", "twitter:title")
SITE = ("og:site_name", "application-name", "twitter:app:name:iphone")
_NOT_IN_NAMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|staff|team|desk|agenc(?:y|ies)|updated|published|posted|comments?)\b",
    re.IGNORECASE,
)
_FOR, _AND = re.compile(r"\s+(?:[Ff]or|FOR)\s+\S.*$"), re.compile(r"\s+(?:And|AND)\s+")
_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " » ")


def parse_html(raw: bytes, file: str, facts: SidecarFacts | None = None) -> list[Document]:
    """Return the document of a page in HTML: an article, or a live blog with every update it states.

    The canonical URL is its identity: a later capture is the same document anew. Raises NotTextError for a
    page without words, TooLargeError.
    """
    markup, notices = decode_html(raw, file)
    head = read_head(markup)
    nodes = json_ld.read_json_ld(head.scripts)
    base = facts.url if facts else None
    live = max(filter(json_ld.is_live_blog, nodes), key=_updates, default=None)
    addresses = [found for one in (head.canonical, head.first("og:url")) if (found := canonical_url(one, base))]
    # A canonical address that is the outlet's front page names no page of it.
    url = next((one for one in addresses if urlsplit(one).path.strip("/")), next(iter(addresses), None))
    article = live or _article(nodes, url, base)
    url = url or canonical_url(json_ld.address(article.get("url")) or json_ld.address(article.get("mainEntityOfPage")))
    page = _page(article, head, url or canonical_url(base), nodes)
    page.notices = notices
    updates = microdata_posts(markup) if live is None and head.is_tame else []
    if live is not None or len(updates) > 1:
        page.kind, page.posts = DocumentKind.LIVE_BLOG, updates or live_posts(live or {}, nodes, markup)
        times = [post.published for post in page.posts if post.published]
        if updates and times:  # the first time such a page prints is its latest update's
            page.published = min(times, key=lambda time: time.moment)
    else:
        stated = stated_passages(article.get("articleBody"))
        shown = _without_headings(read_body(markup, head.is_tame), [page.headline, *head.headings])
        body = arbitrate(shown, stated, markup)
        body = [*_standfirst(article, head, body, markup), *body]
        page.posts = [WebPost(page.headline, body, page.published, byline_of(page.bylines), key="article")]
    if not any(post.headline or post.passages for post in page.posts):
        raise NotTextError("a page without words", file)
    if not page.key:
        page.key = "\n".join([page.headline or "", *(words for words, _ in page.posts[0].passages)])
    return [web_document(page, file)]


def _standfirst(article: Node, head: PageHead, body: Sequence[Passage], markup: str) -> list[Passage]:
    """Return the paragraph between headline and body: what the page shows and states as its description."""
    described = [plain_words(words) for words in (json_ld.line(article.get("description")), head.first(*DESCRIPTION))]
    wanted = {_bare(words) for words in described if len(words.split()) >= _STANDFIRST_WORDS}
    if not wanted or any(_bare(words) in wanted for words, _ in body):
        return []
    # To read the whole page costs as much as a tenth of the way in: we read up to where it stands, if it does.
    stop = max(_last_end_of(words, markup) for words in described)
    return [(words, ParagraphRole.SUMMARY) for words, _ in read_markup(markup[:stop]) if _bare(words) in wanted][:1]


def _last_end_of(paragraph: str, markup: str) -> int:
    """Return up to where a paragraph goes whose first words, in plain letters, stand right behind a tag, else 0."""
    first = _FIRST_WORD.search(paragraph)
    if first is None:
        return 0
    at = len(markup)
    for _ in range(_PLACES):
        at = markup.rfind(first[0], 0, at)
        if at < 0:
            break
        if _BEHIND_A_TAG.search(markup, max(0, at - _BEFORE), at):
            return at + _MARKED_UP * len(paragraph) + _STANDFIRST_ROOM
    return 0


def _bare(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _updates(node: Node) -> int:
    return len(json_ld.listed(node.get("liveBlogUpdate")))


def _article(nodes: Sequence[Node], url: str | None, base: str | None) -> Node:
    """Return the node of the page's own article: the one that names its address, else the fullest."""
    articles = [node for node in nodes if json_ld.is_article(node)]
    articles = articles or [node for node in nodes if "WebPage" in json_ld.types_of(node)]

    def fit(node: Node) -> tuple[bool, bool, int]:
        addresses = (json_ld.address(node.get(name)) for name in ("mainEntityOfPage", "url", "@id"))
        named = any(canonical_url(address, base) == url for address in addresses if address and url)
        return named, bool(json_ld.line(node.get("headline"))), len(node)

    return max(articles, key=fit, default={})


def _page(article: Node, head: PageHead, url: str | None, nodes: Sequence[Node]) -> WebPage:
    outlet = next(iter(json_ld.names(article.get("publisher"))), "") or head.first(*SITE)
    published = _time([json_ld.line(article.get("datePublished"))], head, PUBLISHED) or _time(
        [], head, PUBLISHED_LOOSELY
    )
    if published is None and head.times:
        published = read_time(head.times[0])
    updated = _time([json_ld.line(article.get("dateModified"))], head, MODIFIED)
    outlet = plain_words(outlet)
    if outlet.startswith("the "):
        outlet = f"The {outlet[4:]}"  # in the middle of a sentence on the page; here it stands alone
    return WebPage(
        key=url or "",
        posts=[],
        outlet=outlet or None,
        headline=_headline(article, head, outlet),
        bylines=_bylines(article, head, outlet, nodes),
        url=url,
        published=published,
        updated=updated if updated != published else None,
    )


def _time(stated: Sequence[str], head: PageHead, names: Sequence[str]) -> PrintedTime | None:
    printed = [*stated, *(value for name in names for value in head.meta.get(name, ()))]
    return next((found for found in map(read_time, printed) if found), None)


def _headline(article: Node, head: PageHead, outlet: str) -> str | None:
    """Return the heading the page shows, told from others by what the page states; else what it states.

    The heading is what readers saw; JSON-LD often has a shorter one, for search engines.
    """
    stated = plain_words(json_ld.line(article.get("headline")) or json_ld.line(article.get("name")))
    titles = [_without_site(plain_words(title), outlet) for title in (head.first(*TITLES), head.title)]
    known = [title for title in (stated, *titles) if title]
    for heading in head.headings:
        if any(_alike(heading, title) for title in known):
            return heading
    return next(iter(known), None) or next(iter(head.headings), None)


def _printed_bylines(printed: Sequence[Sequence[str]]) -> list[Byline]:
    """Return the first that is a byline beyond doubt of what stands in the place of one: names, perhaps roles."""
    for pieces in printed:
        found = _read_byline(" ".join(pieces).replace(" ,", ","))
        for number, piece in enumerate(() if found else pieces):
            after = pieces[number + 1] if number + 1 < len(pieces) else ""
            named = _read_byline(piece)
            if len(named) == 1 and not named[0].role and is_role(after):
                named = [Byline(named[0].name, after)]
            found += named
        if found:
            return found
    return []


def _read_byline(words: str) -> list[Byline]:
    bare = _bare_name(words[3:] if words[:3].casefold() == "by " else words)
    parted = split_byline(words)
    if parted:
        found = [Byline(name, parted[1]) for name in split_names(parted[0])]
    else:
        found = [Byline(name) for name in split_names(bare)] if is_name(bare) else []
    return [] if any(_NOT_IN_NAMES.search(byline.name) for byline in found) else found


def _without_site(title: str, outlet: str) -> str:
    """Return a title without the outlet's name at its end."""
    for mark in _SEPARATORS:
        front, separator, end = title.rpartition(mark)
        if separator and front and outlet and outlet.casefold().removeprefix("the ") in end.casefold():
            return front
    return title


def _alike(heading: str, title: str) -> bool:
    """Say whether two headlines are of the same report: half of the words of the longer one are shared."""
    one, other = (set(words.casefold().replace("’", "'").split()) for words in (heading, title))
    return len(one & other) * 2 >= max(len(one), len(other))


def _bylines(article: Node, head: PageHead, outlet: str, nodes: Sequence[Node]) -> tuple[Byline, ...]:
    """Return who wrote it; the outlet itself is nobody."""
    named = {str(node.get("@id")): node for node in nodes if node.get("@id") and node.get("name")}
    authors = [
        named.get(str(one.get("@id")), one) if isinstance(one, dict) and not one.get("name") else one
        for one in json_ld.listed(article.get("author") or article.get("creator"))
    ]
    stated = json_ld.names(authors) or [name for name in (head.first(key) for key in AUTHOR) if name][:1]
    found: list[Byline] = []
    for byline in people(_bare_name(name) for name in stated if "://" not in name):
        name, role = split_byline(byline.name) or (byline.name, None)
        if not _is_house(name, outlet):
            found.append(Byline(name.strip(), role))
    return tuple(found or _printed_bylines(head.bylines))


def _bare_name(printed: str) -> str:
    """Return the names of "By Ada Marsh And Bo Lind For The Harbour Post" alone."""
    return _AND.sub(" and ", _FOR.sub("", printed.removeprefix("By ").removeprefix("by ")))


def _is_house(name: str, outlet: str) -> bool:
    """Say whether a name is the outlet's own: "Harbour" for the Harbour Post."""
    one, other = (set(words.casefold().removeprefix("the ").split()) for words in (name, outlet))
    return bool(one and other) and (one <= other or other <= one)


def _without_headings(passages: Sequence[Passage], headings: Sequence[str | None]) -> list[Passage]:
    """Return the body without the headline, which some pages print at its head once more."""
    return [passage for number, passage in enumerate(passages) if number > 2 or passage[0] not in headings]
