"""Live pages that state nothing for machines: elements that repeat, each with a time in it, are posts.

Lists of other pages repeat as well, with times: their headings are links. So do readers' comments: their elements
say so. Both are left to the article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tui_reader.domain import Clock, Precision
from tui_reader.parsing.assembly import clock_moment, day_shifts
from tui_reader.parsing.clocks import Stamp, lone_date, lone_stamp
from tui_reader.parsing.html_live import page_tree
from tui_reader.parsing.markup import Passage, ShownParagraph, read_markup
from tui_reader.parsing.printed_times import PrintedTime, read_time
from tui_reader.parsing.shapes import ends_sentence, split_byline
from tui_reader.parsing.web import WebPost, words_of

FEWEST = 3  # posts
TIMED = 0.8  # of the elements of a kind, that have a time with a clock
TOLD = 0.6  # of the posts, that have a sentence
SHARE = 0.5  # of the page's sentences, that stand in its posts
_SENTENCE_WORDS = 6
_STAMP_CHARACTERS = 40
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_POSTS = re.compile(
    r"comment|repl(?:y|ies)|respon[ds]|discuss|review|related|teaser|recommend|promo|most-read|trending"
)
_AMP_ITEMS = "//amp-live-list//*[@data-sort-time]"


@dataclass(slots=True)
class _Timed:
    """A post: its elements, its time as stated for machines and as printed."""

    elements: list[Any]
    stated: PrintedTime | None = None
    printed: Stamp | None = None
    times: set[str] = field(default_factory=set)  # the words of its times


def marked_posts(
    markup: str, page: Sequence[ShownParagraph], stated: Sequence[str], published: PrintedTime | None
) -> list[WebPost]:
    """Return the posts of a live page in the order shown, none where it is no live page.

    `stated` are the times in its markup; `published` what it states for itself: the day and the zone of clocks that
    print none.
    """
    if "data-sort-time" in markup and "amp-live-list" in markup:
        items = [item for item in page_tree(markup).xpath(_AMP_ITEMS) if item.get("data-tombstone") is None]
        posts = [_post(_Timed([item]), item.get("id") or "") for item in items]
        return [post for post in posts if post.headline or post.passages]
    printed = sum(_clock(paragraph.words) is not None for paragraph in page if not paragraph.linked)
    if max(len({time for time in stated if ":" in time}), printed) < FEWEST:
        return []
    found = _posts_of(page_tree(markup))
    posts = [_post(one, str(one.elements[0].get("id") or "")) for one in found]
    if not _is_told(posts, page):
        return []
    _set_times(posts, found, published)
    return posts


def _is_told(posts: Sequence[WebPost], page: Sequence[ShownParagraph]) -> bool:
    """Say whether the posts hold the page's text, and each of most a sentence."""
    told = [[words for words in words_of(post.passages) if _is_sentence(words)] for post in posts]
    all_told = sum(len(words) for words in map(" ".join, told))
    shown = sum(
        len(p.words) for p in page if p.left_out is None and _is_sentence(p.words) and p.linked * 2 < len(p.words)
    )
    return len(posts) >= FEWEST and sum(map(bool, told)) >= TOLD * len(posts) and all_told >= SHARE * shown


def _is_sentence(words: str) -> bool:
    return ends_sentence(words) and len(words.split()) >= _SENTENCE_WORDS


# -- elements that repeat ----------------------------------------------------------------------------
def _posts_of(tree: Any) -> list[_Timed]:
    """Return the posts of the kind of element that holds most text, [] where none repeats with times."""
    kinds: dict[tuple[Any, str, str], dict[Any, _Timed]] = defaultdict(dict)
    for element, stated, printed, words in _times(tree):
        child = element
        for parent in element.iterancestors():
            if not isinstance(parent.tag, str) or parent.tag in ("html", "head"):
                break
            timed = kinds[parent, child.tag, _kind(child)].setdefault(child, _Timed([child]))
            timed.stated, timed.printed = timed.stated or stated, timed.printed or printed
            timed.times.add(words)
            child = parent
    best: list[_Timed] = []
    weight = 0
    for (parent, tag, kind), children in kinds.items():
        if len(children) < FEWEST or _NOT_POSTS.search(f"{kind} {_kind(parent)} {parent.get('id') or ''}".lower()):
            continue
        alike = [one for one in parent if one.tag == tag and _kind(one) == kind]
        posts = [children[one] for one in alike if one in children]
        if len(posts) < TIMED * len(alike) and not _is_flat(posts):
            continue
        posts = _with_followers(parent, posts) if _is_flat(posts) else posts
        if sum(map(_is_teaser, posts)) * 2 > len(posts):
            continue
        letters = sum(len(element.text_content()) for post in posts for element in post.elements)
        if letters > weight * 1.02:  # of two elements one within the other, the outer one has to hold more
            best, weight = posts, letters
    return best


def _times(tree: Any) -> Iterator[tuple[Any, PrintedTime | None, Stamp | None, str]]:
    """Yield the elements that are nothing but a time of day, with it."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title"):
            continue
        if element.tag != "time" and (len(element) > 1 or not (element.text or len(element))):
            continue
        words = " ".join(element.text_content().split()) if element.tag == "time" or not len(element) else ""
        stated = read_time(element.get("datetime")) if element.tag == "time" else None
        stated = stated if stated and stated.precision is Precision.MINUTE else None
        printed = _clock(words)
        if stated or printed:
            yield element, stated, printed, words


def _clock(words: str) -> Stamp | None:
    """Return the time of day that short words are."""
    if not 4 <= len(words) <= _STAMP_CHARACTERS:
        return None
    stamp = lone_stamp(words) or lone_date(words)
    return stamp if stamp and stamp.clock and not stamp.updated else None


def _kind(element: Any) -> str:
    """Return what elements of one kind share: their classes, but for what numbers or singles them out."""
    return " ".join(name for name in (element.get("class") or "").split()[:1] if not any(map(str.isdigit, name)))


def _is_flat(posts: Sequence[_Timed]) -> bool:
    """Say whether the elements hold the times and perhaps the headings alone: the text stands behind them."""
    return all(len(post.elements[0].text_content().split()) <= 25 for post in posts) and not any(
        post.elements[0].find(".//p") is not None for post in posts
    )


def _with_followers(parent: Any, posts: Sequence[_Timed]) -> list[_Timed]:
    """Give each post what stands behind its time, up to the next."""
    heads = {post.elements[0]: post for post in posts}
    current: _Timed | None = None
    for child in parent:
        if child in heads:
            current = heads[child]
        elif current is not None and isinstance(child.tag, str):
            current.elements.append(child)
    return list(posts)


def _is_teaser(post: _Timed) -> bool:
    """Say whether the heading of an element leads to another page."""
    for element in post.elements:
        for heading in element.iter(*_HEADINGS):
            links = [*heading.iter("a"), *(one for one in heading.iterancestors("a"))]
            return any(not (link.get("href") or "#").startswith("#") for link in links)
    return False


# -- posts -------------------------------------------------------------------------------------------
def _post(timed: _Timed, key: str) -> WebPost:
    from lxml import etree

    for element in timed.elements:
        if element.tag == "li":
            element.tag = "div"  # what it holds are no items of a list
    pieces = [etree.tostring(one, encoding="unicode", with_tail=False) for one in timed.elements]
    passages = read_markup("".join(pieces))
    headings = [one for element in timed.elements for one in element.iter(*_HEADINGS)]
    headline = " ".join(headings[0].text_content().split()) if headings else ""
    for words in timed.times:
        headline = headline.removeprefix(words).removesuffix(words).strip(" -–—:·|")
    byline = None
    kept: list[Passage] = []
    for passage in passages:
        words = passage.words
        found = split_byline(words) if passage.left_out is None else None
        if found and byline is None and not kept:
            byline = found[0]
        elif passage.left_out is None and (
            words == headline or words in timed.times or _is_head(words, headline, timed)
        ):
            continue
        else:
            kept.append(passage)
    return WebPost(headline or None, kept, timed.stated, byline, key=key)


def _is_head(words: str, headline: str, timed: _Timed) -> bool:
    """Say whether a line is the heading and the time together."""
    rest = words.replace(headline, "", 1) if headline else words
    for time in timed.times:
        rest = rest.replace(time, "", 1)
    return not rest.strip(" -–—:·|") and bool(timed.times)


def _set_times(posts: Sequence[WebPost], found: Sequence[_Timed], published: PrintedTime | None) -> None:
    """Give posts that print a clock alone the page's day, or the day after where it was past midnight."""
    if published is None:
        return
    clocks: list[Clock | None] = []
    for post, one in zip(posts, found, strict=True):
        clocks.append(post.published.clock if post.published else one.printed.clock if one.printed else None)
    for post, one, clock, shift in zip(posts, found, clocks, day_shifts(clocks), strict=True):
        if post.published is None and clock is not None:
            own = one.printed.day if one.printed else None
            day = date(*own) if own and own[0] else published.moment.date() + timedelta(days=shift)
            moment = clock_moment(clock, day, published.moment.tzinfo)
            post.published = PrintedTime(moment, Precision.MINUTE, clock.zone or published.zone)
