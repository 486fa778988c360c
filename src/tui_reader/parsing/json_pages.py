"""Documents that come as JSON: JSON Feed, the content interface of the Guardian with its blocks, ninjs, Whisper's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tui_reader.domain import Document, DocumentKind, ParagraphRole
from tui_reader.errors import NotTextError
from tui_reader.parsing.decoding import decode_page
from tui_reader.parsing.json_values import a_line, a_list, a_table, first_time, plain_passages
from tui_reader.parsing.markup import Passage, plain_words, read_markup
from tui_reader.parsing.printed_times import read_time
from tui_reader.parsing.transcripts.whisper import is_whisper, whisper_page
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
from tui_reader.parsing.wires.ninjs import is_ninjs, ninjs_pages, stricter

JSON_FEED = "https://jsonfeed.org/version/"
_BEGINNING = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
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
    found, notices = _loaded(raw, file)
    pages = _pages(found, file)
    if pages is None:
        raise NotTextError("JSON, but no feed, no wire and no answer of a content interface", file)
    seen: set[str] = set()
    for page in pages:
        page.outlet, page.notices = outlet or page.outlet, (*notices, *page.notices)
        if page.kind is DocumentKind.WIRE:  # what has the same id is another version of the same item
            yield web_document(page, file)
            continue
        if page.key in seen:
            page.key = "\n".join([page.key, page.headline or "", *words_of(page.posts[0].passages)])
        if page.key in seen:
            continue
        seen.add(page.key)
        yield web_document(page, file)


def _loaded(raw: bytes, file: str) -> tuple[object, tuple[str, ...]]:
    """Return what the JSON holds; of JSON Lines a list, and which lines are none. Raises NotTextError."""
    text, notices = decode_page(raw, file)
    text = text.removeprefix("\ufeff")
    try:
        return json.loads(text, object_pairs_hook=stricter), notices
    except (ValueError, RecursionError) as error:
        # RecursionError: nested deeper than anybody writes; ValueError also for a number of 5,000 digits.
        items, broken = _lines_of_json(text)
        if not items:
            at = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            raise NotTextError(f"not JSON that can be read ({type(error).__name__}{at})", file) from error
    if broken:
        which = ", ".join(map(str, broken[:5])) + (" ..." if len(broken) > 5 else "")
        told = "line" if len(broken) == 1 else "lines"
        notices = (
            *notices,
            f"{told} {which} cannot be read as JSON and {'is' if len(broken) == 1 else 'are'} left out",
        )
    return items, notices


def _lines_of_json(text: str) -> tuple[list[object], list[int]]:
    """Return the objects of JSON Lines, and the numbers of the lines that are none."""
    items: list[object] = []
    broken: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line, object_pairs_hook=stricter)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            items.append(found)
        else:
            broken.append(number)
    return items, broken


def _pages(found: object, file: str) -> Iterator[WebPage] | None:
    whole = a_table(found)
    items: list[Any] = a_list(found) or a_list(whole.get("_items")) or a_list(whole.get("items")) or [found]
    if any(is_ninjs(a_table(item)) for item in items):
        return ninjs_pages(items, file)
    if is_whisper(whole):
        return iter([whisper_page(whole)])
    answer = a_table(whole.get("response"))
    if answer:
        told = answer.get("results") or ([answer["content"]] if a_table(answer.get("content")) else None)
        return (_content_page(a_table(item)) for item in a_list(told)) if told is not None else None
    if a_line(whole.get("version")).startswith(JSON_FEED) or isinstance(whole.get("items"), list):
        return (_feed_page(a_table(item), whole) for item in a_list(whole.get("items")) if a_table(item))
    return None


# -- JSON Feed ------------------------------------------------------------------------------------
def _feed_page(item: Mapping[str, Any], feed: Mapping[str, Any]) -> WebPage:
    base = canonical_url(feed.get("home_page_url"))
    url = canonical_url(item.get("url"), base) or canonical_url(item.get("external_url"), base)
    headline, title = plain_words(a_line(item.get("title"))), plain_words(a_line(feed.get("title")))
    body = read_markup(a_line(item.get("content_html"))) or plain_passages(item.get("content_text"))
    summary = plain_passages(item.get("summary"))
    authors = item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author")
    names = [a_line(a_table(author).get("name")) for author in (authors if isinstance(authors, list) else [authors])]
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
    fields, blocks = a_table(item.get("fields")), a_table(item.get("blocks"))
    headline = plain_words(a_line(fields.get("headline")) or a_line(item.get("webTitle"))) or None
    live = item.get("type") == "liveblog"
    bylines = people([a_line(fields.get("byline"))])
    published = first_time(fields.get("firstPublicationDate"), item.get("webPublicationDate"))
    updated = first_time(fields.get("lastModified"))
    standfirst = [
        Passage(passage.words, ParagraphRole.SUMMARY, passage.left_out)
        for passage in read_markup(a_line(fields.get("standfirst")))
    ]
    named = {a_line(a_table(tag).get("id")): a_line(a_table(tag).get("webTitle")) for tag in a_list(item.get("tags"))}
    updates = [
        _block(a_table(block), live, named) for block in a_list(blocks.get("body")) if _published(a_table(block))
    ]
    if live:
        posts = updates or [WebPost(headline, standfirst, published)]
    else:
        body = [passage for update in updates for passage in update.passages]
        body = body or read_markup(a_line(fields.get("body"))) or plain_passages(fields.get("bodyText"))
        posts = [WebPost(headline, [*standfirst, *body], published, byline_of(bylines), key="article")]
    url = canonical_url(item.get("webUrl"))
    return WebPage(
        key=url or a_line(item.get("id")) or f"{headline}",
        posts=posts,
        kind=DocumentKind.LIVE_BLOG if live else DocumentKind.ARTICLE,
        outlet=a_line(fields.get("publication")) or None,
        headline=headline,
        bylines=bylines,
        url=url,
        published=published,
        updated=updated if updated != published else None,
        printed_by="the content interface",
    )


def _block(block: Mapping[str, Any], live: bool, named: Mapping[str, str]) -> WebPost:
    attributes = a_table(block.get("attributes"))
    title = plain_words(a_line(block.get("title")) or a_line(attributes.get("title")))
    passages = read_markup(a_line(block.get("bodyHtml"))) or plain_passages(block.get("bodyTextSummary"))
    # A contributor is a key of the item's tags; one that is not among them is no name anybody printed.
    names = [named.get(a_line(key), "") for key in a_list(block.get("contributors"))]
    return WebPost(
        headline=title or None if live else None,
        passages=passages,
        published=first_time(*(block.get(name) for name in ("firstPublishedDate", "publishedDate", "createdDate"))),
        byline=byline_of(people(names)),
        label=KEY_EVENT if attributes.get("keyEvent") is True else None,
        key=a_line(block.get("id")),
    )


def _published(block: Mapping[str, Any]) -> bool:
    """Say whether a block is one readers are shown: a draft says that it is not."""
    return bool(block) and block.get("published") is not False
