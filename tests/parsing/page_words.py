"""What a page in HTML says, by a parser that is not the program's: its words in order, those struck out apart."""

from __future__ import annotations

import html.parser
import re

from tui_reader.domain import Document, LeftOutReason

_BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 head header hr html iframe li main nav ol option p pre section select summary"
    " table tbody td textarea tfoot th thead title tr ul video audio object".split()
)
_UNSEEN = frozenset("script style template noscript title iframe video audio object svg canvas datalist".split())
_STRUCK = frozenset({"del", "s", "strike"})
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.struck: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if _UNSEEN.intersection(self._open):
            return
        (self.struck if _STRUCK.intersection(self._open) else self.pieces).append(data)


def tokens(text: str) -> list[str]:
    """The words of a text: runs of letters and digits."""
    return re.findall(r"\w+", text)


def words_of_page(markup: str) -> list[str]:
    """The words a reader of the page sees, in order, without those struck out."""
    page = _Page()
    page.feed(markup)
    page.close()
    return tokens("".join(page.pieces))


def struck_words(markup: str) -> list[str]:
    """The words that are struck out, in order."""
    page = _Page()
    page.feed(markup)
    page.close()
    return tokens(" ".join(page.struck))


def words_of_document(document: Document) -> list[str]:
    """The words of the reading text, and where they stood those left out, but for what is struck out."""
    left = [(one.span.start, 0, one.words) for one in document.left_out if one.why is not LeftOutReason.STRUCK]
    kept = [(part.span.start, 1, part.span.of(document.text)) for _, part in document.paragraphs()]
    return [token for _, _, words in sorted((*left, *kept), key=lambda one: one[:2]) for token in tokens(words or "")]


def words_not_on_page(document: Document, markup: str) -> list[str]:
    """The words of the reading text that are none of the page's, scripts and meta tags included."""
    known = set(words_of_page(markup)) | set(tokens(html.unescape(markup)))
    return [word for word in tokens(document.text) if word not in known]
