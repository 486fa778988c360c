"""The body of an article's page: trafilatura's reading of the markup, judged by what the outlet says it is."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from tui_reader.domain import ParagraphRole
from tui_reader.parsing.markup import UNREAD, Passage, is_hidden, read_markup
from tui_reader.parsing.shapes import is_furniture, is_player_notice

MAX_TREE_CHARACTERS = 4 * 1024 * 1024  # of markup; the largest articles have one, live pages state their updates
# Measured on 181 pages with known bodies (0.957 for trafilatura alone, four-word runs, mean precision and recall).
LINKED = 0.7  # of a paragraph's letters: a pointer to another page, not a paragraph of this one
MIN_STATED_RUNS = 60  # a stated body shorter than this is a summary
ENOUGH = 0.8
_RUN = 4  # words
FOREIGN = 0.25  # of a paragraph's runs; below, it is not part of the body
COMPLETE = 0.7  # a stated body this long, beside what is shown, is all of it
_PROMOTION = re.compile(
    r"(?:don['’]t miss\b|(?:see|read) (?:more|next|also)\b|most read\b|sign up (?:for|to)\b|subscribe (?:to|now)\b"
    r"|follow [^.]{2,60} on (?:x|twitter|facebook|instagram|bluesky|whatsapp)\b|click here\b|tell us what you think\b"
    r"|(?:listen to|watch) [^.]{2,80} live\b|get [^.]{2,80} delivered\b|if you have been affected by\b"
    r"|do you have a story\b|got a story\b|download (?:our|the) [^.]{0,30}app\b)",
    re.IGNORECASE,
)
_CONTROL_REFERENCE = re.compile(r"&#(?:0*(?:\d|[12]\d|3[01])(?!\d)|x0*1?[0-9a-f](?![0-9a-f]))", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STREAMED = "S:"  # of what a server sends late, hidden until a script of the page has put it in its place
_WORDS = re.compile(r"\w+")
_ROLES = {"quote": ParagraphRole.BLOCK_QUOTATION, "item": ParagraphRole.LIST_ITEM, "head": ParagraphRole.SUBHEADING}
_DROPPED = UNREAD - {"head", "meta", "script", "style", "title"}  # these trafilatura leaves out itself
_BLOCKS = frozenset({"p", "quote", "item", "head", "list", "table", "row", "cell", "div", "main", "lb", "code"})


def read_body(markup: str, is_tame: bool) -> list[Passage]:
    """Return the paragraphs of an article's page, block quotations where the markup says so.

    A page that is no tree at a fair price (`is_tame` False) or has no article gives all it shows.
    """
    if not is_tame or len(markup) > MAX_TREE_CHARACTERS:
        return read_markup(markup)
    from lxml import html

    # A comment within a paragraph would cut it off there: trafilatura does not look behind one.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = html.document_fromstring(_NOT_XML.sub("\ufffd", markup).encode("utf-8", "replace"), parser=parser)
    # Picked out by libxml2: a look at every element from here would cost a sixth of the whole.
    for element in [*tree.iter(*_DROPPED), *tree.xpath("//body//*[@hidden or @aria-hidden or @style]")]:
        if element.getparent() is None or element.get("id", "").startswith(_STREAMED):
            continue
        if is_hidden(element.tag, element.attrib):
            element.drop_tree()
    if _CONTROL_REFERENCE.search(markup):
        _replace_controls(tree)
    body = _extracted(tree)
    if body is None:
        return read_markup(markup)
    kept = [passage for passage in _passages(body) if not _is_promotion(passage[0])]
    if not kept:
        return read_markup(markup)
    while kept and kept[-1][1] is ParagraphRole.SUBHEADING:
        kept.pop()  # of a list of links that was left out
    return kept


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


def _is_promotion(words: str) -> bool:
    """Say whether a paragraph asks for something or points elsewhere: no report begins like that."""
    return len(words) <= 200 and bool(_PROMOTION.match(words) or is_furniture(words) or is_player_notice(words))


def _replace_controls(tree: Any) -> None:
    """Take out the characters that XML cannot hold and trafilatura fails on: "&#27;" has become one."""
    for element in tree.iter():
        for name in ("text", "tail"):
            words = getattr(element, name)
            if words and _NOT_XML.search(words):
                setattr(element, name, _NOT_XML.sub("\ufffd", words))


def _passages(body: Any) -> Iterator[Passage]:
    """Yield the paragraphs of trafilatura's tree, whose elements are those of TEI; lists of links are none."""
    from lxml import etree

    words: list[str] = []
    linked = 0  # letters of these words that are links
    depth = 0  # of links we are in
    roles: list[ParagraphRole] = [ParagraphRole.BODY]

    def finished() -> Iterator[Passage]:
        nonlocal linked
        line = " ".join("".join(words).split())
        if line and linked < LINKED * len(line):
            yield line, roles[-1]
        words.clear()
        linked = 0

    for event, element in etree.iterwalk(body, events=("start", "end")):
        starts = event == "start"
        if element.tag in _BLOCKS:
            yield from finished()
            if starts:
                outer = roles[-1]
                roles.append(_ROLES.get(element.tag, outer) if outer is ParagraphRole.BODY else outer)
            else:
                roles.pop()
        elif element.tag == "ref":
            depth += 1 if starts else -1
        text = (element.text if starts else element.tail if element is not body else "") or ""
        words.append(text)
        linked += len(text) if depth else 0
    yield from finished()


def arbitrate(passages: Sequence[Passage], stated: Sequence[Passage], markup: str) -> list[Passage]:
    """Return the body that the markup shows, in the light of what the outlet states as its body.

    A stated body has the words but neither paragraphs nor block quotations. What was taken for the body
    and is not in it is left out; where much of it was missed, the page's own paragraphs that hold its words
    are the body, and where the page does not show them at all, the stated body is.
    """
    in_full = " ".join(words for words, _ in stated)
    said, in_a_row = _runs(in_full), _in_a_row(in_full)
    if len(said) < MIN_STATED_RUNS:
        return list(passages)

    def is_said(passage: Passage, runs: set[tuple[str, ...]]) -> bool:
        few = len(runs) == 1 and len(next(iter(runs))) < _RUN  # “Done,” she said.
        return _in_a_row(passage[0]) in in_a_row if few else not runs or len(runs & said) >= FOREIGN * len(runs)

    shown = [(passage, _runs(passage[0])) for passage in passages]
    if _share(said, shown) >= ENOUGH:
        kept = [passage for passage, runs in shown if is_said(passage, runs)]
        whole = sum(len(runs) for _, runs in shown) * COMPLETE <= len(said)
        return kept if whole else list(passages)
    everything = [(passage, _runs(passage[0])) for passage in read_markup(markup)]
    found = [(passage, runs) for passage, runs in everything if runs and len(runs & said) >= ENOUGH * len(runs)]
    if _share(said, found) >= ENOUGH:
        return [passage for passage, _ in found]
    longer = sum(len(words) for words, _ in passages) >= len(in_full)
    return list(passages) if longer else list(stated)  # what is stated may be a summary, or torn


def _in_a_row(words: str) -> str:
    """Return the words alone, a blank around each: what stands in a row in one text is found in another."""
    return f" {' '.join(_WORDS.findall(words.casefold()))} "


def _runs(words: str) -> set[tuple[str, ...]]:
    """Return the runs of four words, whatever their case and marks; of a shorter text itself."""
    tokens = _WORDS.findall(words.casefold())
    return {tuple(tokens[at : at + _RUN]) for at in range(max(1, len(tokens) - _RUN + 1))} if tokens else set()


def _share(said: set[tuple[str, ...]], shown: Sequence[tuple[Passage, set[tuple[str, ...]]]]) -> float:
    """Return how much of what is said is shown."""
    return len(said.intersection(*[set().union(*(runs for _, runs in shown))])) / len(said)
