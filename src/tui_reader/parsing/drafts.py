"""A draft read: its words as paragraphs, and where in the file each letter of them stands.

Every letter keeps its place, whatever markup stands round it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tui_reader.domain import Document, DocumentKind, Paragraph, ParagraphRole, Post, Span, short_id
from tui_reader.errors import TooLargeError, UnreadableError
from tui_reader.limits import MAX_DRAFT_CHARACTERS
from tui_reader.parsing.decoding import decode_page

_MARKUP = re.compile(
    r"<!--.*?-->|<(?:script|style|template)\b.*?</(?:script|style|template)\s*>|</?[a-zA-Z][^<>]*>"
    r"|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);",
    re.DOTALL | re.IGNORECASE,
)
_Q = re.compile(r"<(/?)q\b", re.IGNORECASE)
_BLOCK = re.compile(r"<(/?)blockquote\b", re.IGNORECASE)
_SET_OFF = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_BETWEEN = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»")
_DASHES = ("—", "–", "--", "- ")
_BREAKS = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|blockquote|br|tr|td|section|article|header|figure|figcaption)\b", re.I
)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_SENTENCE_END = re.compile(r"[.!?:][\"”’')]*\s*$")
_NARROW, _WIDE = 40, 100  # letters of a line that was broken at a width
# What Markdown does not print as words, or not as the writer's: front matter, code, where links lead, pictures.
_CODE = re.compile(
    r"\A---\n.*?\n---[ \t]*$|^[ \t]*(```|~~~).*?(?:^[ \t]*\1[ \t]*$|\Z)|`[^`\n]+`|^(?: {4}|\t).*$"
    r"|!\[[^\]\n]{0,500}\]\([^)\n]*\)|\[(?=[^\]\n]{0,500}\]\()|\]\([^)\n]*\)|^\[[^\]\n]+\]:.*$|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
_HEADING = re.compile(r"^[ \t]*(#{1,6})[ \t]")
_EMPHASIS = re.compile(r"(?<![\w\\])(\*\*|__|\*|_)(?=\S)|(?<=\S)(\*\*|__|\*|_)(?!\w)|^[ \t]*>+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as a document of one post, and where in the file each letter of its text stands."""

    document: Document
    source: str = field(repr=False)
    places: Sequence[int] = field(repr=False)
    is_html: bool = False

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column, from 1, of a letter of the text in the file."""
        offset = self.places[at]
        start = self.source.rfind("\n", 0, offset) + 1
        marked = start == 0 and self.source.startswith("\ufeff")  # no editor counts the mark of an encoding
        return self.source.count("\n", 0, offset) + 1, offset - start + 1 - marked

    def source_span(self, span: Span) -> Span:
        """Return where words of the text stand in the file."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def read_draft(source: str, name: str) -> Draft:
    """Read a draft: HTML by its name or its first letters, else text or Markdown. Raises TooLargeError."""
    if len(source) > MAX_DRAFT_CHARACTERS:
        hint = "split it"
        raise TooLargeError(f"{len(source):,} characters; at most {MAX_DRAFT_CHARACTERS:,}", name, hint)
    begins = source.lstrip()[:15].lower()
    places: Sequence[int] = range(len(source))
    is_html = name.lower().endswith((".html", ".htm")) or begins.startswith(("<!doctype", "<html"))
    if is_html:
        text, places, set_off = _without_tags(source)
    else:
        text = source if name.lower().endswith(".txt") else _without_code(source)
        set_off = [Span(*match.span()) for match in _SET_OFF.finditer(text)]
        text = _EMPHASIS.sub(_blank, text)
    text = text.replace("\ufeff", " ")
    lines = frozenset(span.start for span in set_off)
    paragraphs = tuple(_with_role(each, text, set_off) for each in _paragraphs(text, lines))
    post = Post(short_id("p", name), None, paragraphs, Span(0, len(text)), line_start=1, line_end=1)
    document = Document(short_id("d", name), name, text, DocumentKind.ARTICLE, (post,))
    return Draft(document, source, places, is_html)


def _where_all_ends(source: str) -> str:
    """Return a draft to find markup in, letter for letter in its place: what begins behind its last end begins not.

    Each such beginning would be looked for to the end of the draft.
    """
    for begins, ends in (("<!--", "-->"), ("<(?:script|style|template)", "</(?:script|style|template)")):
        last = max((match.start() for match in re.finditer(ends, source, re.IGNORECASE)), default=-1)
        behind = re.compile(begins, re.IGNORECASE).sub(_no_such_tag, source[last + 1 :])
        source = source[: last + 1] + behind
    return source


def _no_such_tag(match: re.Match[str]) -> str:
    return "<" + "x" * (len(match.group()) - 1)


def _without_code(source: str) -> str:
    """Return the words of Markdown, all else blank."""
    letters, at = [], 0
    for match in _CODE.finditer(_where_all_ends(source)):
        letters += [source[at : match.start()], _blank(match)]
        at = match.end()
    return "".join([*letters, source[at:]])


def _blank(match: re.Match[str]) -> str:
    """Return as many spaces, lines kept apart: every place in the text stays what it is in the file."""
    return re.sub(r"[^\n]", " ", match.group())


def _with_role(paragraph: Paragraph, text: str, set_off: Sequence[Span]) -> Paragraph:
    """Return a paragraph; one that is set off, and is not for the most part between marks, is a quotation itself."""
    at = bisect_right(set_off, paragraph.span.start, key=lambda span: span.start) - 1
    words = paragraph.span.of(text)
    within = at >= 0 and paragraph.span.start < set_off[at].end and not words.startswith(_DASHES)
    stands = within and sum(map(len, _BETWEEN.findall(words))) < len(words) / 2  # the rest says who said it
    return Paragraph(paragraph.span, ParagraphRole.BLOCK_QUOTATION) if stands else paragraph


def _paragraphs(text: str, set_off: Collection[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a draft: its lines, those together that were broken at a width or within marks.

    Lines that are `set_off` (where they begin) are one paragraph too, up to who said it: "> — Ada Marsh".
    """
    start = stop = at = 0
    role, last = ParagraphRole.BODY, ""
    before = -1  # where the line before begins
    opened = straight = 0  # of the paragraph so far: marks that are open, straight ones
    for line in text.splitlines(keepends=True):
        words = line.strip()
        first = at + line.index(words) if words else at
        says_who = at in set_off and words.startswith(_DASHES)
        within = before in set_off and at in set_off
        before = at
        at += len(line)
        is_open = opened > 0 or straight % 2 == 1
        goes_on = not says_who and (within or _goes_on(last, line, is_open=is_open))
        if not (words and stop > start and role is ParagraphRole.BODY and goes_on):
            if stop > start:
                yield Paragraph(Span(start, stop), role)
            role = ParagraphRole.HEADLINE if _HEADING.match(line) else ParagraphRole.BODY
            start, opened, straight = first, 0, 0
        stop, last = first + len(words), words
        opened += words.count("“") - words.count("”")
        straight += words.count('"')
    if stop > start:
        yield Paragraph(Span(start, stop), role)


def _goes_on(last: str, line: str, *, is_open: bool) -> bool:
    """Say whether a line goes on with the last: marks are open, or that was cut at a width within a sentence."""
    if _HEADING.match(line) or _ITEM.match(line):
        return False
    return is_open or (_NARROW <= len(last) <= _WIDE and not _SENTENCE_END.search(last))


def read_draft_file(name: str) -> Draft:
    """Read a draft from a file. Raises UnreadableError, NotTextError, TooLargeError."""
    try:
        raw = Path(name).expanduser().read_bytes()
    except OSError as error:
        hint = "check the path and its permissions"
        raise UnreadableError(f"cannot be read ({error.strerror})", name, hint) from None
    return read_draft(decode_page(raw, name)[0], name)


def _without_tags(source: str) -> tuple[str, list[int], list[Span]]:
    """Return the words of HTML, a line a block, where each letter of them stands, and what is set off of them."""
    letters: list[str] = []
    places: list[int] = []
    set_off: list[Span] = []
    opened: int | None = None  # where a block that is set off begins
    at = 0
    for match in (*_MARKUP.finditer(_where_all_ends(source)), None):
        stop = match.start() if match else len(source)
        letters += [" " if letter in "\r\n" else letter for letter in source[at:stop]]
        places += range(at, stop)
        if match is None:
            break
        tag = match.group()
        meant = html.unescape(tag) if tag[0] == "&" else "\n" * bool(_BREAKS.match(tag))
        if block := _BLOCK.match(tag):
            if block[1] and opened is not None:
                set_off.append(Span(opened, len(letters)))
            opened = None if block[1] else len(letters)
        if quotes := _Q.match(tag):
            meant = "”" if quotes[1] else "“"
        letters += meant
        places += [match.start()] * len(meant)
        at = match.end()
    return "".join(letters), places, set_off
