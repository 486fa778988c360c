"""What a search found: quotations first, then posts, then speakers; the hits marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.strip import Strip

from tui_reader.domain import Found, QuotationEntry, SpeakerEntry, TimelineEntry
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Piece, Run, line_of, paragraph
from tui_reader.ui.presentation.outlets import OutletSigns
from tui_reader.ui.presentation.quotes import quotation_lines
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.timeline import heading_line, post_line
from tui_reader.ui.presentation.times import when_words
from tui_reader.ui.presentation.words import shown_words
from tui_reader.ui.theme import Palette

_FIELD = re.compile(r"\b(?:speaker|outlet|on|since|until|kind):(\"[^\"]*\"|\S*)", re.IGNORECASE)
_WORD = re.compile(r"\w[\w'’-]*")
_SENTENCE_START = re.compile(r"[.!?]['’”\"]?[ \t]+|\n")
_SENTENCE_END = re.compile(r"[.!?]['’”\"]?(?=\s|$)|(?=\n)")
_NEAR = 4  # letters from which a word that begins like a typed one counts as a hit
_LONGEST = 400  # code points of a query that are looked at

Item = QuotationEntry | TimelineEntry | SpeakerEntry | str


def hit_runs(text: str, query: str, look: Palette) -> list[Run]:
    """Return the words of `text` that begin with a word of the query, or are one letter from it."""
    words = {word.casefold() for word in _WORD.findall(_FIELD.sub(" ", query[:_LONGEST]))}
    return [
        (match.start(), match.end(), look.hit)
        for match in _WORD.finditer(text)
        if any(_alike(match.group().casefold(), word) for word in words)
    ]


def _alike(word: str, typed: str) -> bool:
    if word.startswith(typed):
        return True
    return len(typed) >= _NEAR and abs(len(word) - len(typed)) <= 1 and one_edit_apart(word, typed)


def one_edit_apart(one: str, other: str) -> bool:
    """Say whether one letter changed, added, dropped, or swapped with its neighbour makes the two the same."""
    if len(one) > len(other):
        one, other = other, one
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[place:] == other[place + 1 :]
    swapped = one[place + 1 : place + 2] + one[place : place + 1] + one[place + 2 :]
    return one[place + 1 :] == other[place + 1 :] or swapped == other[place:]


class FoundRows(Rows):
    """Results under their headings."""

    def __init__(self, found: Found, query: str, signs: OutletSigns) -> None:
        nothing = not (found.quotations or found.posts or found.speakers)
        super().__init__("nothing found" if nothing and query.strip() else "")
        self._query, self._signs = query, signs
        self.items: list[Item] = []
        parts: Sequence[tuple[str, Sequence[Item]]] = (
            ("quotations", found.quotations),
            ("posts", found.posts),
            ("speakers", found.speakers),
        )
        for heading, items in parts:
            if items:
                self.items += [heading, *items]

    def __len__(self) -> int:
        return len(self.items) or super().__len__()

    def selectable(self, index: int) -> bool:
        """Results are, headings are not."""
        return 0 <= index < len(self.items) and not isinstance(self.items[index], str)

    def item(self, index: int) -> Item | None:
        """Return the result at an index."""
        return self.items[index] if self.selectable(index) else None

    def position(self, index: int) -> str:
        """Return nothing: the best come first, and more could follow."""
        return ""

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return one result drawn."""
        if not self.items:
            return super().lines(index, width, look)
        item = self.items[index]
        if isinstance(item, str):
            return [heading_line(item, width, look)]
        if isinstance(item, QuotationEntry):
            hits = hit_runs(shown_words(item), self._query, look)
            return quotation_lines(item, width, look, self._signs, placed=True, hits=hits)
        if isinstance(item, TimelineEntry):
            about: list[Piece] = [(f"  {when_words(item)}", look.faint)]
            return [post_line(item, width, look, self._signs), line_of(width, about, [], look.faint)]
        count = f"{item.quotations:,} quotation" + ("s" if item.quotations != 1 else "")
        return [line_of(width, [(" " + safe_text(item.name), look.strong), (f" · {count}", look.soft)], [], look.soft)]


def where_words(entry: QuotationEntry) -> str:
    """Return the headline above the words."""
    return safe_text(entry.headline or entry.file)


class AroundRows(Rows):
    """The sentence around a quotation, its words marked."""

    def __init__(self, entry: QuotationEntry, text: str) -> None:
        super().__init__()
        span = entry.quotation.span
        self._words, self._start = around_words(text, span.start, span.end)
        self._length = len(span)

    def __len__(self) -> int:
        return 1

    def lines(self, index: int, width: int, look: Palette) -> list[Strip]:
        """Return the sentence wrapped."""
        runs = [(self._start, self._start + self._length, look.strong)]
        return paragraph(safe_text(self._words), width - 1, look.soft, runs)


def around_words(text: str, start: int, end: int, reach: int = 200) -> tuple[str, int]:
    """Return the sentence (or as much of it as `reach` allows) around a span, and where in it the span starts."""
    left, right = max(0, start - reach), min(len(text), end + reach)
    before = [match.end() for match in _SENTENCE_START.finditer(text, left, start)]
    first = before[-1] if before else left
    after = _SENTENCE_END.search(text, max(start, end - 1), right)
    last = after.end() if after else right
    first += len(text[first:start]) - len(text[first:start].lstrip())
    words = text[first:last].rstrip()
    return words.replace("\n", " "), start - first
