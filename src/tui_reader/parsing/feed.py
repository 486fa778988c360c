"""RSS, Atom and RDF: every entry that feedparser finds, as a document of its own."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from tui_reader import limits
from tui_reader.domain import Document, ParagraphRole, Precision
from tui_reader.errors import NotTextError, TooLargeError
from tui_reader.parsing.entities import check_entities
from tui_reader.parsing.markup import MARKUP, Passage, plain_words, read_markup
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

SNIFFED_BYTES = 4096
# Each part of the prologue can end in one place only: what almost matches is given up at once.
_ROOT = re.compile(
    rb"\s*(?:(?:<\?[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^\[>]*(?:\[(?:(?!\]\s*>).)*\]\s*)?>)\s*)*"
    rb"<(?:rss|feed|channel|entry|rdf|rdf:rdf|[a-z0-9]+:(?:feed|rss|entry))[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_ENTRY = re.compile(rb"<(?:[a-z0-9]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_WRAPPED = re.compile(rb"<(?:feed\s[^<>]*xmlns|rss\s[^<>]*version|rdf:rdf\s)", re.IGNORECASE)  # in a page
_MEDIA_PREFIX = re.compile(rb"xmlns:([\w.-]{1,30})\s*=\s*[\"']http://search\.yahoo\.com/mrss/?[\"']", re.IGNORECASE)
_CAPTION = "of_picture_description"
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+(?:rss|feed|rdf)", re.IGNORECASE)


def looks_like_feed(raw: bytes) -> bool:
    """Say whether the bytes begin as a feed in XML does, in any encoding."""
    head = raw[:SNIFFED_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<?xml") and _WRAPPED.search(head):
        return True
    return bool(_ROOT.match(head) or (head.startswith(b"<") and _DOCTYPE.search(head)))


def parse_feed(
    raw: bytes,
    file: str,
    *,
    content_type: str = "",
    outlet: str | None = None,
) -> Iterator[Document]:
    """Yield the entries of a feed, each as a document of one post, in the feed's order.

    `content_type` is the header it came with, if any; its encoding counts for something. `outlet` is what
    the reader calls the feed; without it the feed's own title is the outlet, or what an entry says it was
    taken from. An entry that stands there twice, by its address or id, is yielded once. One without a word
    is yielded as well: whoever keeps documents may leave it out. Raises NotTextError for what is no feed,
    TooLargeError.
    """
    import feedparser

    check_entities(raw, file)
    entries = sum(1 for _ in _ENTRY.finditer(raw))
    if entries > limits.MAX_FEED_ENTRIES:
        raise TooLargeError(f"a feed of {entries:,} entries; at most {limits.MAX_FEED_ENTRIES:,}", file, "split it")
    raw = _with_captions_apart(raw)
    # A stream: bytes would be tried as the name of a file. Our own reading of the markup is stricter than
    # feedparser's cleaning and nine times as fast, and relative links are resolved where we use them.
    parsed = feedparser.parse(
        io.BytesIO(raw),
        response_headers={"content-type": content_type} if content_type else {},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.version and not parsed.entries and not parsed.feed.get("title"):
        raise NotTextError("no feed", file, "give the address of a feed or a page")
    own = _words(parsed.feed.get("title_detail")) or None
    notices = ("the feed is not well-formed; its entries were read as far as they go",) if _is_torn(parsed) else ()
    base = canonical_url(parsed.feed.get("link"))
    # An address that several entries share, or that is the feed's own front page, tells none of them apart.
    uses = Counter(entry.get("link") for entry in parsed.entries)
    shared = {canonical_url(link, base) for link, times in uses.items() if times > 1} | {base}
    names = Counter(entry.get("id") for entry in parsed.entries)
    seen: set[str] = set()
    parsed.entries.reverse()
    while parsed.entries:  # taken off one by one, so that memory shrinks as documents are made
        entry = parsed.entries.pop()
        page = _page(entry, outlet, own, base)
        page.notices = notices
        if names[entry.get("id")] == 1:
            page.known_as = entry_name(entry.get("id"), base or own)
        if page.url in shared or page.key in seen:
            words = [page.headline or "", *words_of(page.posts[0].passages)]
            page.key = "\n".join([page.key, *words])
            if page.key in seen and any(words) and (page.url or entry.get("id")):
                continue
            while page.key in seen:  # neither address nor id says that the two are one
                page.key += "\n"
        seen.add(page.key)
        yield web_document(page, file)


def _is_torn(parsed: Any) -> bool:
    import feedparser

    # A header that names another encoding, or no XML, is set right without loss.
    harmless = feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    return bool(parsed.bozo) and not isinstance(parsed.get("bozo_exception"), harmless)


def _with_captions_apart(raw: bytes) -> bytes:
    """Return a feed in which the title and the description of a picture are no longer those of its entry.

    feedparser 6.0.14 takes whichever stands last for the entry's; under a name it does not know it keeps them apart.
    """
    prefixes = {match[1] for match in _MEDIA_PREFIX.finditer(raw[:SNIFFED_BYTES])} | {b"media"}
    for prefix in prefixes:
        if b"<" + prefix + b":" in raw:
            pattern = rb"(</?" + re.escape(prefix) + rb":)(title|description)(?=[\s>/])"
            raw = re.sub(pattern, rb"\1of_picture_\2", raw)
    return raw


def _page(entry: Any, outlet: str | None, feed_title: str | None, base: str | None) -> WebPage:
    headline = _words(entry.get("title_detail")) or None
    url = canonical_url(entry.get("link"), base)
    identity = entry.get("id")
    published, updated = _time(entry, "published"), _time(entry, "updated")
    if published is None:
        # RSS 1.0 and Atom feeds may print one time only.
        published, updated = updated or _time(entry, "created"), None
    printed_at = dict.get(entry, "published") or dict.get(entry, "updated")
    bylines = people(str(author.get("name") or "") for author in entry.get("authors") or ())
    passages = _passages(entry)
    post = WebPost(
        headline=headline,
        passages=passages,
        published=published,
        byline=byline_of(bylines),
        key=ENTRY,
    )
    taken_from = _words((entry.get("source") or {}).get("title_detail"))
    return WebPage(
        # An id that is no URL is the feed's own: two feeds may both begin with "1".
        key=url or "\n".join(map(str, [base or feed_title, identity or (headline, printed_at, passages[:1])])),
        posts=[post],
        outlet=outlet or taken_from or feed_title,
        headline=headline,
        bylines=bylines,
        url=url,
        published=published,
        updated=updated if updated != published else None,
        printed_by="the feed",
    )


def _passages(entry: Any) -> list[Passage]:
    """Return the fullest text the entry carries, its summary before it where that says something else."""
    bodies = [_paragraphs(content) for content in entry.get("content") or ()]
    summary = _paragraphs(entry.get("summary_detail"))
    body = max([*bodies, summary], key=_length, default=[])
    captions = _captions(entry, body)
    if body is summary:
        return [*body, *captions]
    return [*shorter_of(summary, body), *body, *captions]


def _captions(entry: Any, body: Sequence[Passage]) -> list[Passage]:
    """Return what the entry says of its pictures, where its own words do not say it as well."""
    found = [value for name, value in entry.items() if name.endswith(_CAPTION) and isinstance(value, str)]
    said = set(words_of(body))
    captions = [passage for value in found for passage in _paragraphs({"value": value}) if passage.words not in said]
    return [Passage(passage.words, ParagraphRole.CAPTION, passage.left_out) for passage in captions]


def _length(passages: Sequence[Passage]) -> int:
    return sum(map(len, words_of(passages)))


def _paragraphs(detail: Any) -> list[Passage]:
    """Return the paragraphs of a text construct: HTML where it looks so, lines otherwise."""
    value = (detail or {}).get("value")
    if not isinstance(value, str):
        return []
    if MARKUP.search(value):
        return read_markup(value)
    return [Passage(" ".join(line.split())) for line in value.split("\n") if line.strip()]


def _words(detail: Any) -> str:
    value = (detail or {}).get("value")
    return plain_words(value) if isinstance(value, str) else ""


def _time(entry: Any, name: str) -> PrintedTime | None:
    """Return a time of the entry; one that only feedparser can read (a dozen odd forms) comes in UTC."""
    # Past feedparser's own look-up, which answers with the other time where one is missing, and warns of it.
    printed = dict.get(entry, name)
    found = read_time(printed)
    if found is not None:
        return found
    fields = dict.get(entry, f"{name}_parsed") if isinstance(printed, str) and printed else None
    if not fields:
        return None
    try:
        return PrintedTime(datetime.fromtimestamp(timegm(fields), UTC), Precision.MINUTE, None)
    except (ValueError, TypeError, OverflowError, OSError):
        return None
