"""What a row is called: the clause its cells share, or who said it and the first of the words. Never a scrap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_reader.alignment.likeness import run_between
from tui_reader.alignment.passages import Piece
from tui_reader.alignment.people import last_name
from tui_reader.domain import ParagraphRole, QuotationKind, Row, Span
from tui_reader.text.normalise import FUNCTION_WORDS, listed, words

_WORDS = 11  # of a title
_SHARED = 5  # words in a row that several outlets have, with a verb in them, make a title
_LONGER = 6  # more words where two rows would have the same title
_NO_MARKS = str.maketrans("", "", '"“”')
_CLAUSE = re.compile(r"(?<=[a-z0-9’'])[,;:–—]\s|\s[-–—]\s|[.!?]\s")
_VERBS = listed(
    """is are was were be been has have had do does did will would shall should can could may might must says said told
    tells asked called calls wants makes made takes took gives gave sets set shows showed finds found failed fails"""
)


def with_titles(rows: Sequence[Row], pieces: Sequence[Sequence[Piece]]) -> list[Row]:
    """Return the rows with their titles, no title twice."""
    taken: dict[str, int] = {}
    titled = []
    for row, held in zip(rows, pieces, strict=True):
        title = _title(held, _WORDS)
        if title in taken:
            title = _title(held, _WORDS + _LONGER)
        taken[title] = taken.get(title, 0) + 1
        titled.append(row._replace(title=title if taken[title] == 1 else f"{title} ({taken[title]})"))
    return titled


def _title(pieces: Sequence[Piece], most: int) -> str:
    telling = [p for p in pieces if not p.recap] or list(pieces)
    shared = _shared_clause(telling, most)
    if shared:
        return shared
    headlines = [p.text for p in telling if p.role is ParagraphRole.HEADLINE and not p.of_page]
    if headlines:
        return " ".join(min(headlines, key=len).split())
    return _said(telling, most) or _cut(telling[0].text, most)


def _shared_clause(telling: Sequence[Piece], most: int) -> str:
    """Return the longest run of words, with a verb in it, that most outlets share."""
    best: tuple[int, str] = (0, "")
    for n, a in enumerate(telling[:12]):
        for b in telling[n + 1 : 12]:
            start, _, length = run_between(a.words, b.words)
            if a.outlet == b.outlet or length < _SHARED:
                continue
            start, length = _trimmed(a.words, start, min(length, most))
            phrase = a.words[start : start + length]
            if length < _SHARED or phrase[0] in _NO_SUBJECT or not any(_is_verb(word) for word in phrase[1:]):
                continue
            begun = _clause_start(a, start)
            if start - begun + length > most + _LONGER:
                continue  # a scrap of a long clause
            carried = sum(1 for p in telling if run_between(phrase, p.words)[2] == length)
            if carried * 10 + length > best[0]:
                best = carried * 10 + length, _printed(a, begun, start - begun + length)
    return best[1]


def _clause_start(piece: Piece, start: int) -> int:
    """Return the word the clause of a word begins with: behind a mark, a stop or "that", or the first of all."""
    spans = words(piece.text)
    for at in range(start, 0, -1):
        if piece.words[at - 1] in _OPENS or _STOPS.search(piece.text[spans[at - 1][1].end : spans[at][1].start]):
            return at
    return 0


def _said(telling: Sequence[Piece], most: int) -> str:
    """Return who said it and the first of the words: of the shortest report of it that is a clause."""
    found = []
    for piece in telling:
        for q in piece.quotations:
            span = q.clause_span or q.span
            whole = Span(max(span.start, piece.span.start), min(span.end, piece.span.end))
            text = " ".join(whole.of(piece.document.text).split()).translate(_NO_MARKS)
            if len(text.split()) >= _SHARED - 1 and (q.kind is not QuotationKind.MIXED or q.clause_span):
                found.append((len(text), q.speaker or "", text))
    if not found:
        return ""
    _, speaker, text = min(found)
    name = last_name(speaker)
    return f"{name.title() if name.islower() else name}: {_cut(text, most)}" if name else _cut(text, most)


def _cut(text: str, most: int) -> str:
    """Return the first clause of a text, or its first words where that is too long or too short."""
    text = " ".join(text.split()).translate(_NO_MARKS).strip()
    ends = (match.start() for match in _CLAUSE.finditer(text))
    end = next((at for at in ends if _SHARED <= len(text[:at].split()) <= most), None)
    if end is not None:
        return text[:end].rstrip(" .")
    parts = text.split()
    if len(parts) <= most:
        return text.rstrip(".")
    while len(parts[:most]) > _SHARED and parts[most - 1].lower() in FUNCTION_WORDS:
        most -= 1
    return " ".join(parts[:most]).rstrip(" .,;:–-") + "…"


def _is_verb(word: str) -> bool:
    return word in _VERBS or (word.endswith("ed") and len(word) > 4)


def _trimmed(found: Sequence[str], start: int, length: int) -> tuple[int, int]:
    """Cut joining words off the end of a run; a subject may begin with one ("we", "the")."""
    while length and found[start + length - 1] in FUNCTION_WORDS:
        length -= 1
    while length and found[start] in _JOINING:
        start, length = start + 1, length - 1
    return start, length


_STOPS = re.compile(r"[^\s\w]")
_OPENS = listed("that because if when how why what whether said says told added saying")
_NO_SUBJECT = listed(
    """be been being am is are was were has have had do does did will would shall should can could may might must
    them him me us even too also not never so more most less much many such then there"""
)
_JOINING = listed("and or but that which who of to in on at by for with from as than into about")


def _printed(piece: Piece, start: int, length: int) -> str:
    """Return words `start..` of a piece as its outlet printed them, the first with a capital."""
    spans = words(piece.text)
    printed = " ".join(piece.text[spans[start][1].start : spans[start + length - 1][1].end].split())
    printed = printed.translate(_NO_MARKS)  # half a pair of marks is worse than none
    return printed[:1].upper() + printed[1:]
