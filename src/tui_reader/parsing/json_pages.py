"""Documents that come as JSON: JSON Feed, and the content interface of the Guardian with its blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tui_reader.domain import Document, DocumentKind, ParagraphRole
from tui_reader.errors import NotTextError
from tui_reader.parsing.decoding import decode_page
from tui_reader.parsing.markup import Passage, plain_words, read_markup
from tui_reader.parsing.printed_times import PrintedTime, read_time
from tui_reader.parsing.web import (
    ENTRY,
    WebPage,
    WebPost,
    byline_of,
    canonical_url,
    entry_name,
    people,
    shorter_of,
    web_document,
    words_of,
)

JSON_FEED = "https://jsonfeed.org/version/"
_BEGINNING = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_SURROGATE = re.compile("[\ud800-\udfff]")
# An update that its desk marks so is printed with this label over it.
KEY_EVENT = "Key event"


def looks_like_json(raw: bytes) -> bool:
    """Say whether the bytes begin as JSON does; a pasted page may well begin with a bracket."""
    return _BEGINNING.match(raw[:256].removeprefix(b"\xef\xbb\xbf")) is not None


def parse_json(raw: bytes, file: str, *, outlet: str | None = None) -> Iterator[Document]:
    """Yield the documents of a JSON Feed or of an answer of the Guardian's content interface.

    `outlet` is what the reader calls it; else the outlet is what the JSON itself says. Raises NotTextError
    for JSON that is neither, and for what is no JSON at all.
    """
    text, notices = decode_page(raw, file)
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        # RecursionError: nested deeper than anybody writes; ValueError also for a number of 5,000 digits.
        raise NotTextError(f"not JSON that can be read ({type(error).__name__})", file) from error
    pages = _pages(found)
    if pages is None:
        raise NotTextError("JSON, but no JSON Feed and no answer of a content interface", file)
    seen: set[str] = set()
    for page in pages:
        if page.key in seen:
            page.key = "\n".join([page.key, page.headline or "", *words_of(page.posts[0].passages)])
        if page.key in seen:
            continue
        seen.add(page.key)
        page.outlet, page.notices = outlet or page.outlet, notices
        yield web_document(page, file)


def _pages(found: object) -> Iterator[WebPage] | None:
    whole = _table(found)
    answer = _table(whole.get("response"))
    if answer:
        items = answer.get("results") or ([answer["content"]] if _table(answer.get("content")) else None)
        return (_content_page(_table(item)) for item in _list(items)) if items is not None else None
    if _line(whole.get("version")).startswith(JSON_FEED) or isinstance(whole.get("items"), list):
        return (_feed_page(_table(item), whole) for item in _list(whole.get("items")) if _table(item))
    return None


# -- JSON Feed ------------------------------------------------------------------------------------
def _feed_page(item: Mapping[str, Any], feed: Mapping[str, Any]) -> WebPage:
    base = canonical_url(feed.get("home_page_url"))
    url = canonical_url(item.get("url"), base) or canonical_url(item.get("external_url"), base)
    headline, title = plain_words(_line(item.get("title"))), plain_words(_line(feed.get("title")))
    body = read_markup(_line(item.get("content_html"))) or _plain(item.get("content_text"))
    summary = _plain(item.get("summary"))
    authors = item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author")
    names = [_line(_table(author).get("name")) for author in (authors if isinstance(authors, list) else [authors])]
    published, updated = read_time(item.get("date_published")), read_time(item.get("date_modified"))
    bylines = people(names)
    post = WebPost(headline or None, [*shorter_of(summary, body), *body], published, byline_of(bylines), key=ENTRY)
    identity = item.get("id") if isinstance(item.get("id"), str | int) else (headline, item.get("date_published"))
    return WebPage(
        key=url or "\n".join(map(str, [base or title, identity])),
        known_as=entry_name(item.get("id"), base or title),
        posts=[post],
        outlet=title or None,
        headline=headline or None,
        bylines=bylines,
        url=url,
        published=published,
        updated=updated if updated != published else None,
        printed_by="the feed",
    )


# -- the Guardian's content interface -------------------------------------------------------------
def _content_page(item: Mapping[str, Any]) -> WebPage:
    fields, blocks = _table(item.get("fields")), _table(item.get("blocks"))
    headline = plain_words(_line(fields.get("headline")) or _line(item.get("webTitle"))) or None
    live = item.get("type") == "liveblog"
    bylines = people([_line(fields.get("byline"))])
    published = _first_time(fields.get("firstPublicationDate"), item.get("webPublicationDate"))
    updated = _first_time(fields.get("lastModified"))
    standfirst = [
        Passage(passage.words, ParagraphRole.SUMMARY, passage.left_out)
        for passage in read_markup(_line(fields.get("standfirst")))
    ]
    named = {_line(_table(tag).get("id")): _line(_table(tag).get("webTitle")) for tag in _list(item.get("tags"))}
    updates = [_block(_table(block), live, named) for block in _list(blocks.get("body")) if _published(_table(block))]
    if live:
        posts = updates or [WebPost(headline, standfirst, published)]
    else:
        body = [passage for update in updates for passage in update.passages]
        body = body or read_markup(_line(fields.get("body"))) or _plain(fields.get("bodyText"))
        posts = [WebPost(headline, [*standfirst, *body], published, byline_of(bylines), key="article")]
    url = canonical_url(item.get("webUrl"))
    return WebPage(
        key=url or _line(item.get("id")) or f"{headline}",
        posts=posts,
        kind=DocumentKind.LIVE_BLOG if live else DocumentKind.ARTICLE,
        outlet=_line(fields.get("publication")) or None,
        headline=headline,
        bylines=bylines,
        url=url,
        published=published,
        updated=updated if updated != published else None,
        printed_by="the content interface",
    )


def _block(block: Mapping[str, Any], live: bool, named: Mapping[str, str]) -> WebPost:
    attributes = _table(block.get("attributes"))
    title = plain_words(_line(block.get("title")) or _line(attributes.get("title")))
    passages = read_markup(_line(block.get("bodyHtml"))) or _plain(block.get("bodyTextSummary"))
    # A contributor is a key of the item's tags; one that is not among them is no name anybody printed.
    names = [named.get(_line(key), "") for key in _list(block.get("contributors"))]
    return WebPost(
        headline=title or None if live else None,
        passages=passages,
        published=_first_time(*(block.get(name) for name in ("firstPublishedDate", "publishedDate", "createdDate"))),
        byline=byline_of(people(names)),
        label=KEY_EVENT if attributes.get("keyEvent") is True else None,
        key=_line(block.get("id")),
    )


def _published(block: Mapping[str, Any]) -> bool:
    """Say whether a block is one readers are shown: a draft says that it is not."""
    return bool(block) and block.get("published") is not False


# -- values of any kind, as JSON from outside holds them ------------------------------------------
def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _line(value: object) -> str:
    """Return a string with lone surrogates, which no file can hold, replaced; "" for anything else."""
    return _SURROGATE.sub("\ufffd", value).strip() if isinstance(value, str) else ""


def _plain(value: object) -> list[Passage]:
    lines = (" ".join(line.split()) for line in _line(value).split("\n"))
    return [Passage(line) for line in lines if line]


def _first_time(*printed: object) -> PrintedTime | None:
    return next((found for found in map(read_time, printed) if found), None)
