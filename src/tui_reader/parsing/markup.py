"""HTML to reading text: what a browser would show, as paragraphs with their roles, every word of it once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tui_reader.domain import LeftOutReason, ParagraphRole
from tui_reader.parsing.alike import bare
from tui_reader.parsing.hard_wrapped import unwrap

CELLS = " · "  # between two cells of a row, where a row is read as one paragraph
_BLOCK_TAGS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary table tbody
    td tfoot th thead tr ul
"""
_UNREAD_TAGS = """
    audio canvas datalist embed head iframe input map meta noscript object option script style svg template title video
"""
_CONTROL_TAGS = "button nav select textarea"
# Elements that begin and end a paragraph; everything else runs on within its line.
BLOCKS = frozenset(_BLOCK_TAGS.split())
# Never shown as text.
UNREAD = frozenset(_UNREAD_TAGS.split())
# Words a page shows that are its own, not the report's: they are left out, and listed as such.
CONTROLS = frozenset(_CONTROL_TAGS.split())
_SET_APART = BLOCKS | CONTROLS
# What stands there instead of text parts the words before it from those after.
_APART = frozenset({"audio", "embed", "iframe", "object", "video"})
_BOLD = frozenset(("b", "strong"))
_STRUCK = frozenset({"del", "s", "strike"})
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
ROLES = {
    "blockquote": ParagraphRole.BLOCK_QUOTATION,
    "li": ParagraphRole.LIST_ITEM,
    "figcaption": ParagraphRole.CAPTION,
    "caption": ParagraphRole.SUBHEADING,  # of a table
    **{f"h{level}": ParagraphRole.SUBHEADING for level in range(1, 7)},
}
# The ways a page takes words out of sight that a style attribute can tell.
OUT_OF_SIGHT = re.compile(
    r"display:none|visibility:hidden|font-size:0(?![.\d]*[1-9])|opacity:0(?![.\d]*[1-9])"
    r"|(?:left|top|text-indent|margin-left|margin-top):-\d{3,}"
)
MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]{2,8});")
STREAMED = "S:"  # ids of what a server sends late, hidden until a script of the page has put it in its place
CELL_CHARACTERS = 300  # of a longer cell we take it that the table lays out the page
_BREAK = "\x00"  # never in parsed text: HTML knows no such character
_SLOT = "\x01"  # an empty element of a page's own making: mostly the place of an advertisement
_MARKS = (("“", "”"), ("‘", "’"))  # of a quotation in `q`, and of one within it
_PARTING = re.compile(rf"{_BREAK}\s*{_BREAK}|(?<=[.!?…”\"’']){_SLOT}+(?=[\"“‘']?[A-Z])")
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]{2,}|[\t\r\n\f\v\xa0]")  # what is not one blank already
_LINE_BREAKS = re.compile(rf"[{_BREAK}{_SLOT}]")
_CREDIT = re.compile(r"\s*[—–―]|.{0,100}\(@[\w.-]+\)", re.DOTALL)
_CREDIT_WORDS = 18
_ENDED = re.compile(r"[.!?…”\"’'—–-]\s*$")


class Passage(NamedTuple):
    """Words of a page in their place: a paragraph with its role, or what is left out there and why."""

    words: str
    role: ParagraphRole = ParagraphRole.BODY
    left_out: LeftOutReason | None = None


@dataclass(slots=True)
class ShownParagraph:
    """A paragraph as a page shows it, with what its place in the markup tells of it.

    `linked` of its letters are links. Elements are numbered as they open: `block` is the one it stands in,
    `parent` the one round that, `list` the innermost list (0 for none). `locked`: within what the page says
    is not free to read. `bold`: the words in bold that it begins with.
    """

    words: str
    role: ParagraphRole
    left_out: LeftOutReason | None = None
    linked: int = 0
    block: int = 0
    parent: int = 0
    list: int = 0
    locked: bool = False
    bold: str = ""
    _letters: str | None = None

    @property
    def letters(self) -> str:
        """Return its letters and digits alone, by which the same words are known in another dress."""
        if self._letters is None:
            self._letters = bare(self.words)
        return self._letters

    @property
    def passage(self) -> Passage:
        """Return its words, role and whether it is left out."""
        return Passage(self.words, self.role, self.left_out)


def read_markup(markup: str) -> list[Passage]:
    """Return the paragraphs of a piece of HTML, in order, blank ones left out; runs of white space are one space.

    Words that were struck out, and those of buttons and menus, are passages of their own that are left out.
    """
    return [paragraph.passage for paragraph in read_shown(markup)]


def read_shown(markup: str, is_locked: Callable[[str, Mapping[str, str]], bool] | None = None) -> list[ShownParagraph]:
    """Return the same with what the markup tells of each; `is_locked` says of an element that it is not free.

    No tree is built: libxml2's takes a time that grows with the square of a tag's attributes (200,000 of
    them cost 144 s), and gives up on elements nested deeper than 256.
    """
    from lxml import etree

    if not markup.strip():
        return []
    reader = MarkupReader(is_locked)
    parser = etree.HTMLParser(target=reader, encoding="utf-8", no_network=True)
    # Bytes, so that an encoding declared inside the text is not believed.
    parser.feed(markup.encode("utf-8", "replace"))
    parser.close()
    return reader.paragraphs


class _Block(NamedTuple):
    """A block element that is open."""

    number: int
    role: ParagraphRole
    left_out: LeftOutReason | None
    list: int
    locked: bool
    is_quoted: bool = False  # a figure or a block quotation, whose credit may follow


@dataclass(slots=True)
class _Row:
    """A row of a table that is open: the paragraphs of its cells."""

    cells: list[list[ShownParagraph]] = field(default_factory=list)


class MarkupReader:
    """Takes what the parser comes upon and keeps the paragraphs. Linear in the markup."""

    def __init__(self, is_locked: Callable[[str, Mapping[str, str]], bool] | None = None) -> None:
        self.paragraphs: list[ShownParagraph] = []
        self._is_locked = is_locked
        self._words: list[str] = []
        self._struck: list[str] = []
        self._open: list[str] = []  # of each open element what is to be done at its end
        self._blocks = [_Block(0, ParagraphRole.BODY, None, 0, False)]
        self._rows: list[_Row] = []
        self._figures: list[bool] = []  # whether a block quotation stood in it
        self._hidden = 0  # how many elements deep we are in one that is not shown
        self._strikes = self._links = self._quoted = self._pre = 0  # how many of these elements are open
        self._linked = 0  # letters of the paragraph that are links
        self._bolds, self._lead, self._has_plain = 0, "", False  # open; words in bold that the paragraph begins with
        self._number = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if self._hidden or is_hidden(tag, attributes):
            self._hidden += 1
            if self._hidden == 1 and tag in _APART:
                self._end_paragraph()
            return
        end = ""
        if tag in _SET_APART or (attributes and _is_set_apart(attributes)):
            end = "block"
            self._open_block(tag, attributes)
        elif tag == "a":
            end = "a"
            self._links += 1
        elif tag in _STRUCK:
            end = "struck"
            self._strikes += 1
        elif tag in _BOLD:
            end = "bold"
            self._bolds += 1
        elif tag == "q":
            end = "q"
            self._add(_MARKS[self._quoted % 2][0])
            self._quoted += 1
        elif tag == "br":
            self._add("\n" if self._pre else _BREAK)
        elif tag == "cite" and self._begins_credit():
            end = "block"
            self._open_block(tag, attributes)
        elif "-" in tag:
            end = "slot"
            self._add(_SLOT)
        self._open.append(end)

    def end(self, tag: str) -> None:
        """Take the end of an element; the parser makes sure that each has one."""
        if self._hidden:
            self._hidden -= 1
            return
        end = self._open.pop() if self._open else ""
        if end == "block":
            self._close_block(tag)
        elif end == "a":
            self._links -= 1
        elif end == "struck":
            self._struck.append(" ")
            self._strikes -= 1
        elif end == "bold":
            self._bolds -= 1
        elif end == "q":
            self._quoted -= 1
            self._add(_MARKS[self._quoted % 2][1])
        elif end == "slot" and self._words and self._words[-1] != _SLOT:
            self._drop_slot()

    def data(self, words: str) -> None:
        """Take text."""
        if not self._hidden:
            self._add(words)
            if self._bolds and not self._has_plain:
                self._lead += words
            self._has_plain = self._has_plain or (not self._bolds and not words.isspace())
            if self._links:
                self._linked += len(words)

    def close(self) -> None:
        """Take the end of it all."""
        self._end_paragraph()
        while self._rows:
            self._close_row()

    # -- blocks -------------------------------------------------------------------------------------
    def _open_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._end_paragraph()
        outer = self._blocks[-1]
        self._number += 1
        if tag == "figure":
            self._figures.append(False)
        elif tag == "blockquote" and self._figures:
            self._figures[-1] = True
        elif tag == "tr":
            self._rows.append(_Row())
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].cells.append([])
        elif tag == "pre":
            self._pre += 1
        self._blocks.append(
            _Block(
                number=self._number,
                role=self._role(tag, outer.role),
                left_out=outer.left_out or (LeftOutReason.BOILERPLATE if tag in CONTROLS else None),
                list=self._number if tag in _LISTS else outer.list,
                locked=outer.locked or (self._is_locked is not None and self._is_locked(tag, attributes)),
            )
        )

    def _role(self, tag: str, outer: ParagraphRole) -> ParagraphRole:
        """Return the role of what stands in an element: the outer one holds, but for what a list item may hold."""
        if outer is ParagraphRole.BLOCK_QUOTATION and tag in ("cite", "footer"):
            return ParagraphRole.CREDIT
        if tag == "figcaption" and self._figures and self._figures[-1]:
            return ParagraphRole.CREDIT
        return ROLES.get(tag, outer) if outer in (ParagraphRole.BODY, ParagraphRole.LIST_ITEM) else outer

    def _begins_credit(self) -> bool:
        """Say whether a `cite` says whose the block quotation is that it stands in; else it is a title."""
        if self._blocks[-1].role is not ParagraphRole.BLOCK_QUOTATION:
            return False
        before = "".join(self._words)
        return not before.strip() or _ENDED.search(before) is not None

    def _close_block(self, tag: str) -> None:
        self._end_paragraph()
        self._blocks.pop()
        if tag == "figure" and self._figures:
            self._figures.pop()
        elif tag == "tr" and self._rows:
            self._close_row()
        elif tag == "pre":
            self._pre -= 1

    def _close_row(self) -> None:
        """Hand on a row as one paragraph with its cells set apart; paragraphs of a page laid out so as they are."""
        cells = [cell for cell in self._rows.pop().cells if cell]
        pieces = [cell[0] for cell in cells]
        is_row = len(cells) > 1 and all(
            len(cell) == 1 and cell[0].left_out is None and len(cell[0].words) <= CELL_CHARACTERS for cell in cells
        )
        if is_row:
            first = pieces[0]
            first.words = CELLS.join(piece.words for piece in pieces)
            first.linked = sum(piece.linked for piece in pieces)
            first.block = first.parent = self._blocks[-1].number
            cells = [[first]]
        for cell in cells:
            for paragraph in cell:
                self._hand_on(paragraph)

    # -- words --------------------------------------------------------------------------------------
    def _add(self, words: str) -> None:
        (self._struck if self._strikes else self._words).append(words)

    def _drop_slot(self) -> None:
        """An element of the page's own making that holds words is part of its line."""
        for place in range(len(self._words) - 1, -1, -1):
            if self._words[place] == _SLOT:
                self._words[place] = ""
                return

    def _end_paragraph(self) -> None:
        if self._words:
            self._keep("".join(self._words), self._blocks[-1].left_out)
            self._words.clear()
        if self._struck:
            self._keep("".join(self._struck), LeftOutReason.STRUCK)
            self._struck.clear()
        self._linked, self._lead, self._has_plain = 0, "", False

    def _keep(self, text: str, left_out: LeftOutReason | None) -> None:
        if not text or text.isspace():
            return
        block = self._blocks[-1]
        parent = self._blocks[-2].number if len(self._blocks) > 1 else 0
        for line in unwrap(_LINE_BREAKS.sub("\n", text)) if self._pre else _lines(text):
            is_credit = block.role is ParagraphRole.BLOCK_QUOTATION and _is_credit(line)
            role = ParagraphRole.CREDIT if is_credit else block.role
            linked, lead = min(self._linked, len(line)), " ".join(self._lead.split())
            bold = lead if line.startswith(lead) else ""
            self._hand_on(
                ShownParagraph(line, role, left_out, linked, block.number, parent, block.list, block.locked, bold)
            )

    def _hand_on(self, paragraph: ShownParagraph) -> None:
        row = self._rows[-1] if self._rows else None
        (row.cells[-1] if row and row.cells else self.paragraphs).append(paragraph)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of one paragraph: two breaks in a row part it, one does not."""
    if _BREAK in text or _SLOT in text:
        parts = [part.replace(_BREAK, " ").replace(_SLOT, "") for part in _PARTING.split(text)]
    else:
        parts = [text]
    for part in parts:
        line = _BLANKS.sub(" ", part).strip()
        if line:
            yield line


def _is_credit(line: str) -> bool:
    """Say whether a line of a block quotation says whose it is: "— Name (@handle) May 14"."""
    return _CREDIT.match(line) is not None and len(line.split()) <= _CREDIT_WORDS


def _is_set_apart(attributes: Mapping[str, str]) -> bool:
    """Say whether an element that mostly runs on in its line is shown as a block of its own."""
    style = attributes.get("style")
    return style is not None and "display:block" in "".join(style.lower().split())


def is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Say whether a page keeps an element from its readers, or shows it as something else than text."""
    if tag in UNREAD:
        return True
    if not attributes:
        return False
    if attributes.get("id", "").startswith(STREAMED):
        return False
    if "hidden" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    style = attributes.get("style")
    return style is not None and OUT_OF_SIGHT.search("".join(style.lower().split())) is not None


def plain_words(markup: str) -> str:
    """Return one line of text for a title or a name that may hold tags and entities."""
    if not MARKUP.search(markup):
        return _BLANKS.sub(" ", markup).strip()
    return " ".join(passage.words for passage in read_markup(markup) if passage.left_out is None)
