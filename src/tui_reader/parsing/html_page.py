"""Saved pages: what the outlet states in JSON-LD first, then the markup; live pages from their stated updates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from tui_reader.domain import Byline, Document, DocumentKind, Precision
from tui_reader.errors import NotTextError
from tui_reader.parsing import json_ld
from tui_reader.parsing.alike import bare
from tui_reader.parsing.assembly import clock_moment
from tui_reader.parsing.clocks import lone_date
from tui_reader.parsing.html_body import article_passages, is_running_text, why_left_out
from tui_reader.parsing.html_head import PageHead, decode_html, read_page
from tui_reader.parsing.html_live import live_posts, microdata_posts, page_tree, stated_passages
from tui_reader.parsing.html_marked import marked_posts
from tui_reader.parsing.json_ld import Node
from tui_reader.parsing.markup import Passage, ShownParagraph, plain_words, read_shown
from tui_reader.parsing.paywalls import read_access, stub_advisories
from tui_reader.parsing.printed_times import PrintedTime, read_time
from tui_reader.parsing.shapes import is_name, is_role, split_byline, split_names
from tui_reader.parsing.sidecar import SidecarFacts
from tui_reader.parsing.transcripts.hansard_page import hansard_page, is_hansard_page
from tui_reader.parsing.transcripts.shown import shown_talk
from tui_reader.parsing.web import WebPage, WebPost, byline_of, canonical_url, people, web_document, words_of

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
_STAMP_CHARACTERS = 60
_OPENING_WORDS = 40
_UPDATES = 2  # of a live page that states none for machines
TITLES = ("og:title", "twitter:title")
SITE = ("og:site_name", "application-name", "twitter:app:name:iphone")
_NOT_IN_NAMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|staff|team|desk|agenc(?:y|ies)|updated|published|posted|comments?)\b",
    re.IGNORECASE,
)
_FOR, _AND = re.compile(r"\s+(?:[Ff]or|FOR)\s+\S.*$"), re.compile(r"\s+(?:And|AND)\s+")
_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " » ")


def parse_html(raw: bytes, file: str, facts: SidecarFacts | None = None) -> list[Document]:
    """Return the document of a page in HTML: an article, or a live blog with every update it states or shows.

    The canonical URL is its identity: a later capture is the same document anew. Raises NotTextError for a
    page without words, TooLargeError.
    """
    markup, notices = decode_html(raw, file)
    head, shown = read_page(markup)
    nodes = json_ld.read_json_ld(head.scripts)
    base = facts.url if facts else None
    live = max(filter(json_ld.is_live_blog, nodes), key=_updates, default=None)
    addresses = [found for one in (head.canonical, head.first("og:url")) if (found := canonical_url(one, base))]
    # A canonical address that is the outlet's front page names no page of it.
    url = next((one for one in addresses if urlsplit(one).path.strip("/")), next(iter(addresses), None))
    article = live or _article(nodes, url, base)
    url = url or canonical_url(json_ld.address(article.get("url")) or json_ld.address(article.get("mainEntityOfPage")))
    access = read_access(article)
    if access.is_locked is not None:
        shown = read_shown(markup, access.is_locked)
    page = _page(article, head, url or canonical_url(base), nodes)
    page.published, page.notices = _to_the_minute(page.published, head, shown), notices
    talk = hansard_page(page_tree(markup)) if head.is_tame and is_hansard_page(markup) else None
    if talk is not None:
        page.headline = talk.headline  # without the site's name
    if talk is None and not _read_as_live(page, live, nodes, head, markup, shown):
        talk = shown_talk(shown)
    if talk is not None:
        page.kind, page.posts = talk.kind, talk.posts
        page.headline, page.published = page.headline or talk.headline, page.published or talk.published
        for post in page.posts:
            post.published = page.published
    elif page.kind is DocumentKind.ARTICLE:
        stated = stated_passages(article.get("articleBody"))
        headings = [page.headline, *head.headings]
        body = article_passages(shown, markup, head.is_tame, stated, headings, _descriptions(article, head))
        page.advisories = stub_advisories(access, shown, body)
        page.posts = [WebPost(page.headline, body, page.published, byline_of(page.bylines), key="article")]
    if not any(post.headline or post.passages for post in page.posts):
        raise NotTextError("a page without words", file)
    if live is not None or article.get("articleBody"):
        page.notices += _unshown(page.posts, shown)
    if not page.key:
        page.key = "\n".join([page.headline or "", *words_of(page.posts[0].passages)])
    return [web_document(page, file)]


def _unshown(posts: Sequence[WebPost], shown: Sequence[ShownParagraph]) -> tuple[str, ...]:
    """Return how many paragraphs stand in what the page states for machines alone, as a line for the reader."""
    letters = "".join(paragraph.letters for paragraph in shown if paragraph.left_out is None)
    count = sum(bare(words) not in letters for post in posts for words in words_of(post.passages))
    if not count:
        return ()
    many = "1 paragraph is" if count == 1 else f"{count:,} paragraphs are"
    return (f"{many} as the page states them for machines: it does not show them",)


def _read_as_live(
    page: WebPage,
    live: Node | None,
    nodes: Sequence[Node],
    head: PageHead,
    markup: str,
    shown: Sequence[ShownParagraph],
) -> bool:
    """Give the page its updates where it is a live page, and say whether it is one."""
    if live is not None:
        page.posts = live_posts(live, nodes, markup, shown)
    elif head.is_tame:
        page.posts = microdata_posts(markup)
        if len(page.posts) < _UPDATES:
            page.posts = marked_posts(markup, shown, head.times, page.published)
        times = [post.published for post in page.posts if post.published]
        if len(page.posts) >= _UPDATES and times:  # the first time such a page prints is its latest update's
            page.published = min(times, key=lambda time: time.moment)
    if live is None and len(page.posts) < _UPDATES:
        return False
    page.kind = DocumentKind.LIVE_BLOG
    opening = _opening(page, shown)
    if opening:
        page.posts = [WebPost(passages=opening, key="opening"), *page.posts]
    _note_left_out(page.posts, shown)
    return True


def _opening(page: WebPage, shown: Sequence[ShownParagraph]) -> list[Passage]:
    """Return what a live page tells between its headline and its first post, [] where it is a line or two."""
    posted = {bare(words) for post in page.posts for words in (post.headline or "", *words_of(post.passages)) if words}
    above: list[ShownParagraph] = []
    for paragraph in shown:
        if paragraph.words == page.headline:
            above.clear()
        elif paragraph.letters in posted:
            break
        elif paragraph.left_out is None and is_running_text(paragraph):
            above.append(paragraph)
    else:
        return []  # none of the posts is shown
    told = sum(len(paragraph.words.split()) for paragraph in above)
    return [paragraph.passage for paragraph in above] if told >= _OPENING_WORDS else []


def _note_left_out(posts: Sequence[WebPost], shown: Sequence[ShownParagraph]) -> None:
    """Put what a live page shows between its posts' paragraphs, and is in none, behind the one it follows."""
    used: dict[str, list[tuple[WebPost, Passage | None]]] = defaultdict(list)
    for post in posts:
        if post.headline:
            used[bare(post.headline)].append((post, None))
        for passage in post.passages:
            used[bare(passage.words)].append((post, passage))
    places = [at for at, paragraph in enumerate(shown) if paragraph.letters in used]
    behind: list[tuple[WebPost, Passage | None, list[Passage]]] = []
    for paragraph in shown[places[0] : places[-1] + 1] if places else ():
        words = paragraph.letters
        if used.get(words):
            behind.append((*used[words].pop(0), []))
        elif words not in used and behind:
            why = paragraph.left_out or why_left_out(paragraph)
            behind[-1][2].append(Passage(paragraph.words, paragraph.role, why))
    for post, last, left_out in behind:
        at = next((at for at, one in enumerate(post.passages) if one is last), -1)
        post.passages[at + 1 : at + 1] = left_out


def _descriptions(article: Node, head: PageHead) -> set[str]:
    """Return what the page states as its description, in letters alone: shown above the body it is the standfirst."""
    described = [plain_words(words) for words in (json_ld.line(article.get("description")), head.first(*DESCRIPTION))]
    return {bare(words).casefold() for words in described if len(words.split()) >= _STANDFIRST_WORDS}


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


def _to_the_minute(
    published: PrintedTime | None, head: PageHead, shown: Sequence[ShownParagraph]
) -> PrintedTime | None:
    """Return the time of day where the page states the day alone for machines and prints the hour as well."""
    if published is None or published.precision is not Precision.DAY:
        return published
    day = published.moment.date()
    for stated in map(read_time, head.times):
        if stated and stated.precision is Precision.MINUTE and stated.moment.date() == day:
            return stated
    for words in (paragraph.words for paragraph in shown if len(paragraph.words) <= _STAMP_CHARACTERS):
        stamp = lone_date(words)
        if stamp and stamp.clock and stamp.day == (day.year, day.month, day.day) and not stamp.updated:
            moment = clock_moment(stamp.clock, day, published.moment.tzinfo)
            return PrintedTime(moment, Precision.MINUTE, stamp.clock.zone)
    return published


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
