"""HTML to reading text: what a browser would show, as paragraphs with their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tui_reader.domain import ParagraphRole

Passage = tuple[str, ParagraphRole]

_BLOCK_TAGS = """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul
"""
_UNREAD_TAGS = """
    audio button canvas datalist embed head iframe input map math meta nav noscript object option script select
    style svg template textarea title video
"""
# Elements that begin and end a paragraph; everything else runs on within its line.
BLOCKS = frozenset(_BLOCK_TAGS.split())
# Never shown as text, or shown as a control of the page.
UNREAD = frozenset(_UNREAD_TAGS.split())
ROLES = {
    "blockquote": ParagraphRole.BLOCK_QUOTATION,
    "li": ParagraphRole.LIST_ITEM,
    "figcaption": ParagraphRole.CAPTION,
    "caption": ParagraphRole.CAPTION,
    **{f"h{level}": ParagraphRole.SUBHEADING for level in range(1, 7)},
}
# The ways a page takes words out of sight that a style attribute can tell.
OUT_OF_SIGHT = re.compile(
    r"display:none|visibility:hidden|font-size:0(?![.\d]*[1-9])|opacity:0(?![.\d]*[1-9])"
    r"|(?:left|top|text-indent|margin-left|margin-top):-\d{3,}"
)
MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]{2,8});")
_BREAK = "\x00"  # never in parsed text: HTML knows no such character
_OPENS = {"br": _BREAK, "q": "“", "td": " ", "th": " "}
_CLOSES = {"q": "”", "td": " ", "th": " "}
_PARTING = re.compile(rf"{_BREAK}\s*{_BREAK}")
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")


def read_markup(markup: str) -> list[Passage]:
    """Return the paragraphs of a piece of HTML, in order, blank ones left out; runs of white space are one space.

    No tree is built: libxml2's takes a time that grows with the square of a tag's attributes (200,000 of
    them cost 144 s), and gives up on elements nested deeper than 256.
    """
    from lxml import etree

    if not markup.strip():
        return []
    reader = _MarkupReader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", no_network=True)
    # Bytes, so that an encoding declared inside the text is not believed.
    parser.feed(markup.encode("utf-8", "replace"))
    parser.close()
    return reader.passages


class _MarkupReader:
    """Takes what the parser comes upon and keeps the paragraphs. Linear in the markup."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._words: list[str] = []
        self._roles = [ParagraphRole.BODY]
        self._hidden = 0  # how many elements deep we are in one that is not shown

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if self._hidden or is_hidden(tag, attributes):
            self._hidden += 1
        elif tag in BLOCKS:
            self._end_paragraph()
            # The outermost role holds: a paragraph of a block quotation, a list within one.
            outer = self._roles[-1]
            self._roles.append(ROLES.get(tag, outer) if outer is ParagraphRole.BODY else outer)
        else:
            self._words.append(_OPENS.get(tag, ""))

    def end(self, tag: str) -> None:
        """Take the end of an element; the parser makes sure that each has one."""
        if self._hidden:
            self._hidden -= 1
        elif tag in BLOCKS:
            self._end_paragraph()
            self._roles.pop()
        else:
            self._words.append(_CLOSES.get(tag, ""))

    def data(self, words: str) -> None:
        """Take text."""
        if not self._hidden:
            self._words.append(words)

    def close(self) -> None:
        """Take the end of it all."""
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        self.passages.extend((line, self._roles[-1]) for line in _lines("".join(self._words)))
        self._words.clear()


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of one paragraph: two breaks in a row part it, one does not."""
    for part in _PARTING.split(text):
        line = _BLANKS.sub(" ", part.replace(_BREAK, " ")).strip()
        if line:
            yield line


def is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Say whether a page keeps an element from its readers, or shows it as something else than text."""
    if tag in UNREAD:
        return True
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    style = attributes.get("style")
    return style is not None and OUT_OF_SIGHT.search("".join(style.lower().split())) is not None


def plain_words(markup: str) -> str:
    """Return one line of text for a title or a name that may hold tags and entities."""
    if not MARKUP.search(markup):
        return _BLANKS.sub(" ", markup).strip()
    return " ".join(line for line, _ in read_markup(markup))
