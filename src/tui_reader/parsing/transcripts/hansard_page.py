"""A debate as Parliament's own site shows it: who speaks in the head of each contribution, the words below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui_reader.parsing.markup import CELLS
from tui_reader.parsing.transcripts.marks import is_narrated, printed_day, without_numbers
from tui_reader.parsing.transcripts.talk import Talk
from tui_reader.parsing.web import WebPage

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPEAKER, _ITEM = "attributed-to-details", "debate-item"
_MARKS = ("column-number", "column-only", "timestamp")  # put into the words
_PARAGRAPHS = ("p", "li", "blockquote", "h2", "h3", "h4", "h5")
_BLOCKS = (*_PARAGRAPHS, "div", "ul", "ol", "table", "tr")


def is_hansard_page(markup: str) -> bool:
    """Say whether a page is one of that site, by the classes of its elements."""
    return _SPEAKER in markup and _ITEM in markup


def hansard_page(root: HtmlElement) -> WebPage | None:
    """Return the debate that a page shows, None where nobody speaks on it."""
    talk = Talk()
    talk.title = next((words for each in root.iter("h1") if (words := _words(each))), None)
    for heading in root.iter("h2"):
        talk.day = talk.day or printed_day(_words(heading))
    for item in _outermost(root, _ITEM):
        heads = _outermost(item, _SPEAKER)
        if heads:
            _take_contribution(talk, item, heads[0])
        elif told := list(_paragraphs(item)):
            for words, _ in told:
                talk.aside(words)
        elif mark := _whole(item):
            talk.drop(mark)
    return talk.page() if talk.turns else None


def _take_contribution(talk: Talk, item: HtmlElement, head: HtmlElement) -> None:
    names = [_words(each) for kind in ("primary-text", "secondary-text") for each in _outermost(head, kind)]
    talk.speaker(" ".join(names) or _words(head))
    for content in _outermost(item, "content"):
        for mark in (each for kind in _MARKS for each in _outermost(content, kind)):
            talk.drop(_whole(mark))
        for paragraph, is_row in _paragraphs(content):
            words, numbers = without_numbers(paragraph)
            for number in numbers:
                talk.drop(number)
            if words and (is_row or is_narrated(words)):
                talk.aside(words)
            elif words:
                talk.words(words)


def _paragraphs(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield the words of an element a paragraph at a time, loose ones too, and whether they are a table's row."""
    loose = [element.text or ""]
    for child in element:
        within = next(child.iter(*_BLOCKS), None) is not None
        if not within:
            loose.append("" if not isinstance(child.tag, str) else _words(child) if child.tag != "br" else " ")
        else:
            yield from _told(loose)
            loose = []
            if child.tag == "tr":
                yield CELLS.join(filter(None, map(_words, child))), True
            elif child.tag in _PARAGRAPHS:
                yield from _told([_words(child)])
            else:
                yield from _paragraphs(child)
        loose.append(child.tail or "")
    yield from _told(loose)


def _told(parts: Sequence[str]) -> Iterator[tuple[str, bool]]:
    if words := " ".join("".join(parts).split()):
        yield words, False


def _outermost(element: HtmlElement, *kinds: str) -> list[HtmlElement]:
    """Return the elements within one that have a class, or a tag, of these, and none of them round them."""
    found: list[HtmlElement] = []
    within: set[HtmlElement] = set()
    for each in element.iterdescendants():
        if each not in within and (each.tag in kinds or not _classes(each).isdisjoint(kinds)):
            found.append(each)
            within.update(each.iterdescendants())
    return found


def _classes(element: HtmlElement) -> set[str]:
    return set(str(element.get("class") or "").split())


def _whole(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _words(element: HtmlElement) -> str:
    """Return the words of an element without the marks put into them."""
    from lxml import etree

    parts: list[str] = []
    marks = 0  # open
    for event, each in etree.iterwalk(element, events=("start", "end")):
        is_mark = not _classes(each).isdisjoint(_MARKS)
        if event == "start":
            marks += is_mark
            parts.append((each.text or "") if not marks else "")
        else:
            marks -= is_mark
            parts.append((each.tail or "") if not marks and each is not element else "")
    return " ".join("".join(parts).split())
