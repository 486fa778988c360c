"""The body of an article's page: which of the paragraphs it shows, by trafilatura and by what the outlet states.

The words are always the page's own: a library says which paragraphs are the article, never what stands in them.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from tui_reader.domain import LeftOutReason, ParagraphRole
from tui_reader.parsing.alike import RUN, find_shown, in_a_row, runs_of
from tui_reader.parsing.markup import CONTROLS, STREAMED, UNREAD, Passage, ShownParagraph, is_hidden
from tui_reader.parsing.notices import NEAR, is_no_text, is_offer, is_paying_notice, is_promotion
from tui_reader.parsing.shapes import ends_sentence, is_byline, is_captioned, is_player_notice

MAX_TREE_CHARACTERS = 4 * 1024 * 1024  # of markup; the largest articles have one, live pages state their updates
# Measured on 181 pages with known bodies (0.957 for trafilatura alone, four-word runs, mean precision and recall).
LINKED = 0.7  # of a paragraph's letters: a pointer to another page, not a paragraph of this one
MIN_STATED_RUNS = 60  # a stated body shorter than this is a summary
ENOUGH = 0.8
FOREIGN = 0.25  # of a paragraph's runs; below, it is not part of the body
COMPLETE = 0.7  # a stated body this long, beside what is shown, is all of it
SENTENCE_WORDS = 8  # of a paragraph beside those of the body; shorter ones are mostly the page's
_CONTROL_REFERENCE = re.compile(r"&#(?:0*(?:\d|[12]\d|3[01])(?!\d)|x0*1?[0-9a-f](?![0-9a-f]))", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DROPPED = (UNREAD | CONTROLS | {"del", "s", "strike"}) - {"head", "meta", "script", "style", "title"}
_INLINE = (
    "time",
    "output",
    "label",
    "data",
    "q",
    "ins",
)  # trafilatura cuts them out of their line, or it at them
_RUNNING = frozenset({"p", "li", "blockquote", "dd", "td", "em", "strong", "b", "i"})
_BLOCKS = frozenset({"p", "quote", "item", "head", "list", "table", "row", "cell", "div", "main", "lb", "code"})
_LED_IN = re.compile(r":\W*$")


def article_passages(
    page: Sequence[ShownParagraph],
    markup: str,
    is_tame: bool,
    stated: Sequence[Passage],
    headings: Sequence[str | None],
    described: Collection[str] = (),
) -> list[Passage]:
    """Return the paragraphs of the article on a page, and in their places what is left out from its headline on.

    `page` is all that the page shows, `stated` the body the outlet states, `headings` the headlines, which some
    pages print at the head of the body once more, `described` its descriptions, in letters alone: a paragraph above
    the body that is one of them is the standfirst. A page that is no tree at a fair price (`is_tame` False) or has
    no article gives all it shows; where it does not show what it states, that is returned.
    """
    found = _found_by_library(markup) if is_tame and len(markup) <= MAX_TREE_CHARACTERS else []
    chosen = find_shown(found, [one.words for one in page], [one.letters for one in page]) if found else set()
    chosen = {at for at in chosen if _is_text(page[at])}
    kept = _kept(page, _completed(page, chosen)) if chosen else set()
    chosen = kept or {at for at, paragraph in enumerate(page) if _is_text(paragraph)}
    arbitrated = _arbitrated(page, chosen, stated)
    if arbitrated is None:
        return list(stated)
    repeated = {at for at in sorted(arbitrated)[:3] if page[at].words in headings}
    return _laid_out(page, arbitrated - repeated, headings, described)


def _is_text(paragraph: ShownParagraph) -> bool:
    return paragraph.left_out is None and paragraph.role is not ParagraphRole.CAPTION


def _laid_out(
    page: Sequence[ShownParagraph], chosen: set[int], headings: Sequence[str | None], described: Collection[str]
) -> list[Passage]:
    """Return the chosen paragraphs, and all that stands between the headline and the last of them as left out."""
    if not chosen:
        return []
    first, last = min(chosen), max(chosen)
    heads = [at for at in range(first) if page[at].words in headings]
    begin = heads[-1] + 1 if heads else first
    said = {page[at].letters for at in chosen}
    wanted = set() if any(words.casefold() in described for words in said) else set(described)
    passages = []
    last = _last_notice(page, last)
    for at in range(begin if not wanted else 0, last + 1):
        paragraph = page[at]
        letters = paragraph.letters
        if at in chosen:
            signs = at <= first and is_byline(paragraph.words)
            passages.append(Passage(paragraph.words, ParagraphRole.BYLINE) if signs else paragraph.passage)
        elif at < first and letters.casefold() in wanted and paragraph.left_out is None:
            passages.append(Passage(paragraph.words, ParagraphRole.SUMMARY))
            wanted.clear()
        elif at >= begin:
            repeated = LeftOutReason.DUPLICATE if letters in said else None
            why = paragraph.left_out or repeated or why_left_out(paragraph)
            passages.append(Passage(paragraph.words, paragraph.role, why))
    return passages


def _last_notice(page: Sequence[ShownParagraph], last: int) -> int:
    """Return the place of the last notice to readers right behind the article, that of the article's end for none."""
    behind = range(last + 1, min(len(page), last + 1 + NEAR))
    return max((at for at in behind if is_paying_notice(page[at].words)), default=last)


def why_left_out(paragraph: ShownParagraph) -> LeftOutReason:
    """Return what a paragraph that is no part of the article is, by its words and its role."""
    words = paragraph.words
    if paragraph.role is ParagraphRole.CAPTION or is_captioned(words) or is_player_notice(words):
        return LeftOutReason.MEDIA
    if is_paying_notice(words):
        return LeftOutReason.NOTICE
    return LeftOutReason.LINK if _is_link(paragraph) else LeftOutReason.BOILERPLATE


# -- what the library finds -------------------------------------------------------------------------
def _found_by_library(markup: str) -> list[str]:
    """Return the paragraphs that trafilatura takes for the body, as it reads them; none where it fails."""
    from lxml import etree, html

    # A comment within a paragraph would cut it off there: trafilatura does not look behind one.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(_NOT_XML.sub("\ufffd", markup).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return []  # a page without an element
    # Picked out by libxml2: a look at every element from here would cost a sixth of the whole.
    for element in [*tree.iter(*_DROPPED), *tree.xpath("//body//*[@hidden or @aria-hidden or @style]")]:
        if element.getparent() is None or element.get("id", "").startswith(STREAMED):
            continue
        if element.tag in _DROPPED or is_hidden(element.tag, element.attrib):
            element.drop_tree()
    for element in list(tree.iter(*_INLINE)):
        if element.getparent() is not None and element.getparent().tag in _RUNNING:
            element.drop_tag()
    if _CONTROL_REFERENCE.search(markup):
        _replace_controls(tree)
    body = _extracted(tree)
    return [] if body is None else list(_paragraphs(body))


def _extracted(tree: Any) -> Any:
    """Return what trafilatura takes for the body, as elements; None where it finds none or fails."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it warns of is no line for our stderr
    try:
        found = trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=True, include_links=True, with_metadata=False
        )
    except Exception:  # another project's errors on a page it was not made for: we read the page without it
        return None
    return getattr(found, "body", None)


def _replace_controls(tree: Any) -> None:
    """Take out the characters that XML cannot hold and trafilatura fails on: "&#27;" has become one."""
    for element in tree.iter():
        for name in ("text", "tail"):
            words = getattr(element, name)
            if words and _NOT_XML.search(words):
                setattr(element, name, _NOT_XML.sub("\ufffd", words))


def _paragraphs(body: Any) -> Iterator[str]:
    """Yield the paragraphs of trafilatura's tree, whose elements are those of TEI."""
    from lxml import etree

    words: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        starts = event == "start"
        if element.tag in _BLOCKS:
            if line := " ".join("".join(words).split()):
                yield line
            words.clear()
        words.append((element.text if starts else element.tail if element is not body else "") or "")
    if line := " ".join("".join(words).split()):
        yield line


# -- what it missed, what it took too much -----------------------------------------------------------
def _completed(page: Sequence[ShownParagraph], chosen: set[int]) -> set[int]:
    """Return the choice with what stands between its paragraphs and is no less the article.

    Of a list, all items or none. Sentences and block quotations beside the others, in the same element.
    """
    lists = _mostly_chosen(page, chosen)
    led_in = [at for at in chosen if _LED_IN.search(page[at].words) and not is_promotion(page[at].words)]
    for at in led_in:
        after = page[at + 1] if at + 1 < len(page) else None
        if after is not None and after.list and after.list != page[at].list:
            lists.add(after.list)
    homes = {page[at].parent for at in chosen if page[at].role is ParagraphRole.BODY}
    first, last = min(chosen), _end_of_text(page, max(chosen), homes)
    said = {page[at].letters for at in chosen}
    added = set()
    for at, paragraph in enumerate(page):
        if paragraph.left_out is not None or at in chosen or paragraph.letters in said:
            continue
        if (paragraph.list in lists and paragraph.list) or (first < at <= last and _belongs(paragraph, homes)):
            added.add(at)
    return chosen | added


def _end_of_text(page: Sequence[ShownParagraph], last: int, homes: set[int]) -> int:
    """Return the place of the last paragraph: sentences that follow at once in the same element go on with the text."""
    for at in range(last + 1, len(page)):
        paragraph = page[at]
        if not (paragraph.parent in homes or paragraph.block in homes) or not is_running_text(paragraph):
            return at - 1
        homes.add(paragraph.block)
    return len(page) - 1


def _mostly_chosen(page: Sequence[ShownParagraph], chosen: set[int]) -> set[int]:
    """Return the lists most letters of which are in the choice, items that are nothing but links aside."""
    letters: Counter[int] = Counter()
    for at, paragraph in enumerate(page):
        if paragraph.list and paragraph.left_out is None:
            counts = at in chosen and not _is_link(paragraph)
            letters[paragraph.list] += len(paragraph.words) if counts else -len(paragraph.words)
    return {number for number, more in letters.items() if more > 0}


def _belongs(paragraph: ShownParagraph, homes: set[int]) -> bool:
    """Say whether a paragraph between those of the article is one of them."""
    if paragraph.role is not ParagraphRole.BLOCK_QUOTATION and _is_link(paragraph):
        return False
    if is_promotion(paragraph.words) or is_captioned(paragraph.words):
        return False
    if paragraph.role in (ParagraphRole.BLOCK_QUOTATION, ParagraphRole.CREDIT):
        return True
    return (paragraph.parent in homes or paragraph.block in homes) and is_running_text(paragraph)


def is_running_text(paragraph: ShownParagraph) -> bool:
    """Say whether a paragraph is one of sentences, and no pointer to another page."""
    words = paragraph.words
    whole = paragraph.role is ParagraphRole.BODY and ends_sentence(words) and len(words.split()) >= SENTENCE_WORDS
    return whole and not (_is_link(paragraph) or is_promotion(words) or is_captioned(words) or is_paying_notice(words))


def _is_link(paragraph: ShownParagraph) -> bool:
    return paragraph.linked >= LINKED * len(paragraph.words)


def _kept(page: Sequence[ShownParagraph], chosen: set[int]) -> set[int]:
    """Return the choice without pointers to other pages and what asks for something; no heading ends it."""
    offered = is_offer([paragraph.words for paragraph in page if paragraph.locked])
    kept = [
        at
        for at in sorted(chosen)
        if (page[at].role is ParagraphRole.BLOCK_QUOTATION or not _is_link(page[at]))
        and not is_promotion(page[at].words)
        and not (is_paying_notice(page[at].words) or (offered and page[at].locked))
        and not is_no_text(page[at].words)
    ]
    while kept and page[kept[-1]].role is ParagraphRole.SUBHEADING:
        kept.pop()  # of a list of links that was left out
    return set(kept)


# -- what the outlet states --------------------------------------------------------------------------
def _arbitrated(page: Sequence[ShownParagraph], chosen: set[int], stated: Sequence[Passage]) -> set[int] | None:
    """Return the choice in the light of what the outlet states as its body; None: what is stated is the body.

    A stated body has the words but neither paragraphs nor block quotations. What was taken for the body
    and is not in it is left out; where much of it was missed, the page's own paragraphs that hold its words
    are the body, and where the page does not show them at all, the stated body is.
    """
    in_full = " ".join(passage.words for passage in stated)
    said, row = runs_of(in_full), in_a_row(in_full)
    if len(said) < MIN_STATED_RUNS:
        return chosen
    shown = {at: runs_of(page[at].words) for at in chosen}

    def is_said(at: int) -> bool:
        runs = shown[at]
        few = len(runs) == 1 and len(next(iter(runs))) < RUN  # “Done,” she said.
        return in_a_row(page[at].words) in row if few else not runs or len(runs & said) >= FOREIGN * len(runs)

    if _share(said, shown.values()) >= ENOUGH:
        whole = sum(map(len, shown.values())) * COMPLETE <= len(said)
        return {at for at in chosen if is_said(at)} if whole else chosen
    everything = {at: runs_of(paragraph.words) for at, paragraph in enumerate(page) if paragraph.left_out is None}
    found = {at: runs for at, runs in everything.items() if runs and len(runs & said) >= ENOUGH * len(runs)}
    if _share(said, found.values()) >= ENOUGH:
        return set(found)
    longer = sum(len(page[at].words) for at in chosen) >= len(in_full)
    return chosen if longer else None  # what is stated may be a summary, or torn


def _share(said: set[tuple[str, ...]], shown: Any) -> float:
    """Return how much of what is said is shown."""
    return len(said.intersection(*[set().union(*shown)])) / len(said)
