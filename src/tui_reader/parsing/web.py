"""What feeds, pages and programming interfaces of outlets have in common, and how it becomes a document.

A form of the web fills a `WebPage`; `web_document` writes its words into one text and points spans at them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from tui_reader.domain import (
    Advisory,
    Byline,
    DatedBy,
    Document,
    DocumentKind,
    Follows,
    LeftOut,
    Paragraph,
    ParagraphRole,
    Post,
    Span,
    short_id,
)
from tui_reader.parsing.datelines import body_paragraphs
from tui_reader.parsing.decoding import check_length
from tui_reader.parsing.markup import Passage, plain_words
from tui_reader.parsing.printed_times import PrintedTime
from tui_reader.parsing.shapes import is_name, split_names

MAX_URL_CHARACTERS = 8_000
# What is added to a link to see who follows it; the page is the same without.
TRACKING = ("utm_", "at_", "ns_", "mc_", "fbclid", "gclid", "cmp", "icid", "ocid", "ref_src", "traffic_source")
TRACKING_PREFIXES = tuple(name for name in TRACKING if name.endswith("_"))
ENTRY = "entry"  # the key of an entry's one post
_WORLDWIDE = ("tag:", "urn:")  # ids that no other feed gives
PORTS = {"http": 80, "https": 443}


@dataclass(slots=True)
class WebPost:
    """One update of a live page, or the body of an article, before it has a place in a text."""

    headline: str | None = None
    passages: list[Passage] = field(default_factory=list)
    published: PrintedTime | None = None
    byline: str | None = None
    label: str | None = None
    key: str = ""  # what the outlet knows the post by; "" for none


@dataclass(slots=True)
class WebPage:
    """A document before its text is laid out. `printed_by` is who states its date: "the feed"."""

    key: str  # what makes it the same document when it comes again: its canonical URL
    posts: list[WebPost]
    version: int | None = None  # the number an agency gives it
    follows: Follows | None = None
    known_as: str | None = None  # what a feed calls its entry, whatever its URL becomes
    kind: DocumentKind = DocumentKind.ARTICLE
    outlet: str | None = None
    headline: str | None = None
    bylines: tuple[Byline, ...] = ()
    url: str | None = None
    published: PrintedTime | None = None
    updated: PrintedTime | None = None
    printed_by: str = "the page"
    advisories: tuple[Advisory, ...] = ()
    notices: tuple[str, ...] = ()


def web_document(page: WebPage, file: str) -> Document:
    """Return the page as a document over a reading text of its own, a paragraph a line.

    An article's headline is a paragraph of its post; a live page's posts have their own. Lines are None,
    since the text is not the file's. Raises TooLargeError.
    """
    id = short_id("d", page.key)
    text = _ReadingText(page.kind is not DocumentKind.TRANSCRIPT)
    posts: list[Post] = []
    taken: set[str] = set()
    for post in page.posts:
        start, paragraphs = text.length, []
        if post.headline:
            paragraphs += text.add(Passage(post.headline, ParagraphRole.HEADLINE))
        for passage in post.passages:
            paragraphs += text.add(passage)
        key = post.key or "\n".join([post.headline or "", str(post.published), *words_of(post.passages)])
        if key in taken:
            key = f"{key}\n{len(posts)}"
        taken.add(key)
        posts.append(_post(post, short_id("p", id, key), tuple(paragraphs), start, text))
    shown = page.published or page.updated
    words = text.words()
    check_length(words, file)
    return Document(
        id=id,
        file=file,
        text=words,
        kind=page.kind,
        posts=tuple(posts),
        outlet=page.outlet,
        outlet_basis="printed" if page.outlet else "none",
        headline=page.headline,
        bylines=page.bylines,
        url=page.url,
        version=page.version,
        follows=page.follows,
        known_as=page.known_as,
        first_published_at=page.published.moment if page.published else None,
        last_updated_at=page.updated.moment if page.updated else None,
        dated=shown.dated_by(page.printed_by) if shown else DatedBy(why=f"{page.printed_by} prints no date"),
        left_out=tuple(text.left_out),
        advisories=page.advisories,
        notices=page.notices,
    )


def with_entry_id(document: Document, id: str) -> Document:
    """Return an entry of a feed as a later capture of the document of that id, though its address has changed."""
    return replace(document, id=id, posts=tuple(replace(post, id=short_id("p", id, ENTRY)) for post in document.posts))


def entry_name(identity: object, feed: str | None) -> str | None:
    """Return what an entry is known as: an id that is none but the feed's own belongs to the feed."""
    if not isinstance(identity, str | int) or not str(identity).strip():
        return None
    name = str(identity).strip()
    address = canonical_url(name)
    if address or name.startswith(_WORLDWIDE):
        return address or name
    return f"{feed or ''}\n{name}"


def _post(post: WebPost, id: str, paragraphs: tuple[Paragraph, ...], start: int, text: _ReadingText) -> Post:
    at = post.published
    return Post(
        id=id,
        headline=post.headline,
        paragraphs=paragraphs,
        span=Span(start, paragraphs[-1].span.end if paragraphs else start),
        label=post.label,
        byline=post.byline,
        time_printed=at.time_printed if at else None,
        clock=at.clock if at else None,
        published_at=at.moment if at else None,
    )


class _ReadingText:
    """A text that grows by a line a paragraph. `filed`: a paragraph may begin with a dateline."""

    def __init__(self, filed: bool) -> None:
        self._filed = filed
        self._lines: list[str] = []
        self.length = 0
        self.left_out: list[LeftOut] = []

    def add(self, passage: Passage) -> list[Paragraph]:
        """Write one line and return it as a paragraph, its dateline as one before it; what is left out is noted."""
        if passage.left_out is not None:
            here = Span(self.length, self.length)
            self.left_out.append(LeftOut(here, passage.left_out, words=passage.words))
            return []
        start, words = self.length, passage.words
        self._lines.append(words)
        self.length = start + len(words) + 1
        if passage.role is ParagraphRole.BODY and self._filed:
            return body_paragraphs(words, start)
        return [Paragraph(Span(start, start + len(words)), passage.role)]

    def words(self) -> str:
        """Return all that was written."""
        return "\n".join(self._lines) + "\n" if self._lines else ""


def canonical_url(url: object, base: str | None = None) -> str | None:
    """Return an http(s) URL in one form, None for anything else.

    Scheme and host in lower case, no fragment, no default port, no user name, no parameters that only
    track who came from where. `base` resolves a relative URL.
    """
    if not isinstance(url, str) or len(url) > MAX_URL_CHARACTERS:
        return None
    try:
        parts = urlsplit(urljoin(base or "", url.strip()))
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not host or any(letter <= " " or letter == "\x7f" for letter in host + parts.path):
        return None
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != PORTS[scheme]:
        place += f":{port}"
    query = parts.query
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [pair for pair in pairs if not _tracks(pair[0])]
        # Written anew only where something was taken out: an outlet's own spelling of a query is kept.
        query = query if len(kept) == len(pairs) else urlencode(kept)
    return f"{scheme}://{place}{parts.path or '/'}" + (f"?{query}" if query else "")


def _tracks(name: str) -> bool:
    name = name.lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def people(printed: Iterable[str]) -> tuple[Byline, ...]:
    """Return who wrote it, a byline a person where several are printed in a row; the names may hold markup."""
    lines = [plain_words(line) for line in printed]
    names = [name for line in lines for name in (split_names(line) if is_name(line) else [line])]
    return tuple(Byline(name) for name in dict.fromkeys(names) if name)


def byline_of(bylines: Sequence[Byline]) -> str | None:
    """Return the names as one line for a post, None for nobody."""
    return ", ".join(byline.name for byline in bylines) or None


def shorter_of(summary: Sequence[Passage], body: Sequence[Passage]) -> list[Passage]:
    """Return the paragraphs of a summary that the body does not say anyway, as a standfirst."""
    said = " ".join(words_of(body))
    return [
        Passage(words, ParagraphRole.SUMMARY)
        for words in words_of(summary)
        if words.rstrip(" .…").removesuffix("[") not in said
    ]


def words_of(passages: Iterable[Passage]) -> list[str]:
    """Return the words of the paragraphs that are not left out."""
    return [passage.words for passage in passages if passage.left_out is None]
