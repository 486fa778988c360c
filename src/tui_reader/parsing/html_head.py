"""One look through a page's markup for what it states of itself: scripts of JSON-LD, meta tags, title, headings."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_reader.parsing.decoding import decode_page
from tui_reader.parsing.markup import MarkupReader, ShownParagraph, is_hidden

HEAD_BYTES = 4096
MAX_ATTRIBUTES = 400  # of one tag; the busiest real ones have some forty. Building a tree is quadratic in them.
MAX_DEPTH = 120  # of elements; real pages end at some sixty. Finding the body of 25 nests of 200 took 4.7 s
MAX_ELEMENTS = 40_000  # real articles have up to 10,000; finding the body takes some 0.15 ms an element
MAX_BYLINES = 8
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_SEAM = "\x00"  # between the pieces of a byline, which are elements of their own
_BYLINE_TAGS = frozenset({"a", "address", "cite", "div", "h3", "h4", "p", "section", "span", "strong", "ul"})
_TESTED = frozenset({"data-testid", "data-component", "data-test"})
# Also as style sheets are generated: "Byline-byline-1sVmo", "ArticleBylines_root__x7Ab", "cnnByline".
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:[a-z]*bylines?|authors?|contributor)(?:[\s_-]*(?:name|link|text|root|byline|author|info))*"
    r"(?:[_-]{1,2}[a-z0-9]{4,8})?(?:\s|$)"
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!doctype\s*html|<html[\s>]", re.IGNORECASE)
_ROOT = re.compile(
    rb"\s*(?:(?:<!--(?:(?!-->).)*-->|<\?[^>]*>)\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|base|article"
    rb"|section|main|div|p|h1|header|template|script|style)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class PageHead:
    """What a page states of itself, and whether a tree of it may be built at a fair price."""

    scripts: list[str] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)  # name, property or itemprop, in lower case -> contents
    canonical: str | None = None
    feeds: list[tuple[str, str]] = field(default_factory=list)  # address as written, title
    title: str = ""
    headings: list[str] = field(default_factory=list)  # of the first rank
    times: list[str] = field(default_factory=list)
    bylines: list[list[str]] = field(default_factory=list)  # what stands where a byline is marked up, in pieces
    is_tame: bool = True

    def first(self, *names: str) -> str:
        """Return the first content of the first of these names that has any, "" for none."""
        return next((found for name in names for found in self.meta.get(name, ()) if found), "")


def looks_like_html(raw: bytes) -> bool:
    """Say whether the bytes begin as a page in HTML does, in any encoding, or with a server's warning before it."""
    start = raw[:HEAD_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    warned = start.lstrip().startswith(b"<") and not start.lstrip().startswith(b"<?xml")
    return bool(_ROOT.match(start)) or (warned and bool(_DOCTYPE.search(start)))


def decode_html(raw: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page and what had to be assumed.

    UTF-8 where the bytes are UTF-8, whatever the page claims; then the encoding it names, UTF-7 excepted,
    since it hides markup in plain letters; then as any page is read. Raises NotTextError, TooLargeError.
    """
    named = _CHARSET.search(raw[:HEAD_BYTES])
    try:
        name = codecs.lookup(named[1].decode("ascii")).name if named else "utf-8"
        if name not in ("utf-8", "utf-7") and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError:
                # What pages call Latin-1 is windows-1252, as in every browser.
                text = raw.decode("windows-1252" if name in ("iso8859-1", "ascii") else name)
                raw = text.encode("utf-8", "replace")
    except (LookupError, UnicodeError):
        pass
    return decode_page(raw, where)


def read_head(markup: str) -> PageHead:
    """Look through the whole page once; linear in it, however it is nested."""
    from lxml import etree

    reader = _HeadReader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", no_network=True)
    parser.feed(markup.encode("utf-8", "replace"))
    parser.close()
    return reader.head


def read_page(markup: str) -> tuple[PageHead, list[ShownParagraph]]:
    """Return what `read_head` and `read_shown` do, at the price of one look through the page."""
    from lxml import etree

    reader = _PageReader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", no_network=True)
    parser.feed(markup.encode("utf-8", "replace"))
    parser.close()
    return reader.head.head, reader.body.paragraphs


class _PageReader:
    """Hands on what the parser comes upon to the reader of the head and to that of the text."""

    def __init__(self) -> None:
        self.head, self.body = _HeadReader(), MarkupReader()
        self.of_head, self.of_body = self.head.start, self.body.start
        self.ends_head, self.ends_body = self.head.end, self.body.end
        self.to_head, self.to_body = self.head.data, self.body.data

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self.of_head(tag, attributes)
        self.of_body(tag, attributes)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self.ends_head(tag)
        self.ends_body(tag)

    def data(self, words: str) -> None:
        """Take text."""
        self.to_head(words)
        self.to_body(words)

    def close(self) -> None:
        """Take the end of it all."""
        self.body.close()


class _HeadReader:
    """Takes what the parser comes upon."""

    def __init__(self) -> None:
        self.head = PageHead()
        self._taken: list[str] | None = None  # the words of the element being read
        self._within = ""
        self._nested = 0  # elements of the same name within it
        self._is_byline = False
        self._depth = self._elements = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH or self._elements > MAX_ELEMENTS or len(attributes) > MAX_ATTRIBUTES:
            self.head.is_tame = False
        if tag == "meta" or "itemprop" in attributes:
            self._meta(attributes)
        if tag == "link":
            self._link(attributes)
        elif tag == "time" and attributes.get("datetime"):
            self.head.times.append(attributes["datetime"])
        elif self._taken is not None:
            self._taken.append(_SEAM if self._is_byline else "")
            self._nested += tag == self._within
        elif self._is_read(tag, attributes):
            self._within, self._taken, self._nested = tag, [], 0
            self._is_byline = tag not in ("script", "title", "h1")

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if self._taken is None:
            return
        if tag != self._within or self._nested:
            self._taken.append(_SEAM if self._is_byline else "")
            self._nested -= tag == self._within
            return
        words = "".join(self._taken)
        if tag == "script":
            self.head.scripts.append(words)
        elif tag == "title":
            self.head.title = self.head.title or " ".join(words.split())
        elif tag == "h1":
            self.head.headings.append(" ".join(words.split()))
        else:
            self.head.bylines.append([" ".join(piece.split()) for piece in words.split(_SEAM) if piece.strip()])
        self._taken = None

    def data(self, words: str) -> None:
        """Take text."""
        if self._taken is not None:
            self._taken.append(words)

    def close(self) -> None:
        """Take the end of it all."""

    def _is_read(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag == "script":
            return "ld+json" in attributes.get("type", "").lower()
        if tag in ("title", "h1"):
            return tag == "title" or not is_hidden(tag, attributes)
        if not attributes or tag not in _BYLINE_TAGS or len(self.head.bylines) >= MAX_BYLINES:
            return False
        for name, value in attributes.items():
            if name == "class":
                low = value.lower()
                told = "byline" in low or "author" in low or "contributor" in low  # most say none, and cheaply
                found = told and _BYLINE_CLASS.search(low) is not None
            elif name == "rel":
                found = "author" in value.split()
            else:
                found = (name in _TESTED and "byline" in value.lower()) or (name == "itemprop" and value == "author")
            if found:
                return True
        return False

    def _link(self, attributes: Mapping[str, str]) -> None:
        relations = attributes.get("rel", "").lower().split()
        if "canonical" in relations and self.head.canonical is None:
            self.head.canonical = attributes.get("href")
        elif "alternate" in relations and attributes.get("type", "").lower() in FEED_TYPES:
            title = " ".join(attributes.get("title", "").split())
            self.head.feeds.append((attributes.get("href", ""), title))

    def _meta(self, attributes: Mapping[str, str]) -> None:
        content = " ".join((attributes.get("content") or attributes.get("datetime") or "").split())
        for kind in ("property", "name", "itemprop"):
            name = attributes.get(kind, "").strip().lower()
            if name and content:
                self.head.meta.setdefault(name, []).append(content)
